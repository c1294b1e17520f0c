"""Sums of public results can be had in yuan as Decimal, the same as what is held in fen."""

from __future__ import annotations

import copy
import pickle
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from subsidies import Catalogue, Outcome
from subsidies.amount import Amount
from subsidies.explanation import Explanation
from subsidies.settlement.values import Shared
from subsidies.types.units import MONTH, YUAN

ROOT = Path(__file__).parents[3]
PLAN = "xixia-jobs-2023"
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))


def explained(name: str) -> Explanation:
    catalogue = Catalogue.bundled()
    return Explanation(
        catalogue.law(PLAN), catalogue.assess(catalogue.read_case(ROOT / "examples" / f"{name}.yaml"), policies=PLAN)
    )


def test_what_is_payable_is_told_in_yuan() -> None:
    explanation = explained("xixia-household")
    found = explanation.determination
    item = found.of("12.3", "p2")
    assert item.yuan == (Decimal("2500.00"), Decimal("2500.00"))
    assert str(item.yuan[0]) == "2500.00"
    assert item.amounts[0].yuan == item.yuan
    assert found.of("12.4", "p4").yuan is None
    assert [award.yuan for award in found.recommended() if award.entitlement == item] == [item.yuan]
    excluded = found.of("12.3", "p1")
    alternative = explanation.alternative(excluded)
    assert alternative is not None
    assert alternative.yuan == Decimal(alternative.total) / 100
    persons = {use.measure: use.yuan for use in explanation.limit_uses(excluded)}
    assert persons == dict.fromkeys(persons)


def test_what_is_used_up_and_left_is_told_in_yuan() -> None:
    explanation = explained("xixia-employer")
    (used_up,) = explanation.determination.used_up
    assert [text for text, _ in used_up.yuan] == [text for text, _, _ in used_up.items]
    assert sum(low for _, (low, _) in used_up.yuan) == explanation.determination.total("tax_deduction", "e1").payable_low
    uses = [use for item in explanation.determination.with_outcome("payable") for use in explanation.limit_uses(item)]
    for use in uses:
        if use.measure == "yuan":
            assert use.yuan is not None
            assert use.yuan["left"][0] * 100 == use.left[0]
        else:
            assert use.yuan is None


@pytest.mark.parametrize(
    ("low", "high", "unit", "expected"),
    [
        (150, 150, YUAN, (Decimal("1.50"), Decimal("1.50"))),
        (None, None, YUAN, (Decimal("0.00"), None)),
        (Fraction(1, 3), Fraction(1, 3), YUAN, None),
        (3, 3, MONTH, None),
    ],
)
def test_only_money_in_whole_fen_is_told_in_yuan(low: Any, high: Any, unit: Any, expected: object) -> None:
    assert Amount("exact", low, high, unit, "exact").yuan == expected


def test_what_is_shared_is_told_in_yuan() -> None:
    assert Shared(2, (0, 1, 2), (30_001, None)).yuan == (Decimal("300.01"), None)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_two_assessments_of_one_case_are_equal_and_stay_so_when_stored(path: Path) -> None:
    catalogue = Catalogue.bundled()
    one, other = (catalogue.assess(catalogue.read_case(path)) for _ in range(2))
    assert one == other
    assert one is not other
    for again in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one), copy.copy(one)):
        assert again == one
        assert again.entitlements == one.entitlements
        assert again.with_outcome(Outcome.PAYABLE) == one.with_outcome("payable")
    for item in one.entitlements[:50]:
        assert pickle.loads(pickle.dumps(item)) == item == copy.deepcopy(item)
        assert type(copy.deepcopy(item)) is type(item)


def test_nothing_public_is_a_float() -> None:
    found = explained("xixia-employer").determination
    seen: list[object] = []

    def below(value: Any) -> None:
        names = getattr(value, "__dataclass_fields__", None) or getattr(value, "_fields", None)
        if names:
            for name in names:
                below(getattr(value, name))
        elif isinstance(value, tuple | list | frozenset):
            for one in value:
                below(one)
        elif isinstance(value, dict):
            for one in (*value, *value.values()):
                below(one)
        else:
            seen.append(value)

    below(found)
    assert len(seen) > 1000
    assert not [value for value in seen if isinstance(value, float)]
