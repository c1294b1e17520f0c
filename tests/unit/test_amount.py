"""Amounts: bounds, causes, and rounding once, to the fen, half up, unless the clause says otherwise."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from subsidies.amount import Amount, evaluate, rounded, yuan
from subsidies.arithmetic.intervals import Interval
from subsidies.case import Entity
from subsidies.ruleset.amount_models import RoundingModel
from subsidies.ruleset.rules import AmountRule, BoundKind
from subsidies.types.units import COUNT, YUAN, Unit

EXACT: Interval = (100, 100)
OPEN: Interval = (100, None)
SPREAD: Interval = (100, 200)


def rule(to: str, mode: str) -> RoundingModel:
    return RoundingModel.model_validate({"to": to, "mode": mode, "cite": "第一条"})


def amount_of(bound: BoundKind, least: Interval, most: Interval, unit: Unit = YUAN) -> Amount:
    """What a rule gives whose ends have these values."""
    subject = Entity("person", "p1", 0)
    return evaluate(AmountRule(bound, None, None, unit), lambda *_: least, lambda *_: most, None, subject)


@pytest.mark.parametrize(
    ("fen", "to", "mode", "result"),
    [
        ("0.5", None, None, 1),
        ("0.4999", None, None, 0),
        ("1.5", None, None, 2),
        ("2.5", None, None, 3),
        ("-0.5", None, None, 0),
        ("-0.51", None, None, -1),
        ("2.99", "fen", "down", 2),
        ("2.01", "fen", "up", 3),
        ("149", "yuan", "half_up", 100),
        ("150", "yuan", "half_up", 200),
        ("199.99", "yuan", "down", 100),
        ("100.01", "yuan", "up", 200),
        ("100", "yuan", "up", 100),
        ("15", "jiao", "half_up", 20),
        ("14.99", "jiao", "half_up", 10),
        ("45500", "ten_yuan", "half_up", 46_000),
        ("45999", "ten_yuan", "down", 45_000),
        ("14999", "hundred_yuan", "half_up", 10_000),
        ("15000", "hundred_yuan", "half_up", 20_000),
        ("10001", "hundred_yuan", "up", 20_000),
    ],
)
def test_rounding(fen: str, to: str | None, mode: str | None, result: int) -> None:
    assert rounded(Fraction(fen), rule(to, mode) if to and mode else None) == result


@pytest.mark.parametrize(("fen", "text"), [(0, "0.00"), (1, "0.01"), (380_000, "3800.00"), (-250, "-2.50")])
def test_fen_become_exact_yuan(fen: int, text: str) -> None:
    assert yuan(fen) == Decimal(text)
    assert str(yuan(fen)) == text


def test_a_third_of_a_yuan_is_not_lost_on_the_way() -> None:
    third = Fraction(100, 3)
    assert rounded(third * 3, None) == 100
    assert yuan(third) == Decimal("0.33")


@pytest.mark.parametrize(
    ("bound", "least", "most", "result", "cause"),
    [
        ("exact", EXACT, EXACT, (100, 100), "exact"),
        ("exact", SPREAD, SPREAD, (100, 200), "unknown"),
        ("exact", OPEN, OPEN, (100, None), "unknown"),
        ("band", EXACT, (400, 400), (100, 400), "band"),
        ("band", SPREAD, (400, 500), (100, 500), "band_and_unknown"),
        ("floor", EXACT, EXACT, (100, None), "band"),
        ("floor", SPREAD, SPREAD, (100, None), "band_and_unknown"),
        ("ceiling", EXACT, EXACT, (0, 100), "band"),
        ("ceiling", SPREAD, SPREAD, (0, 200), "band_and_unknown"),
    ],
)
def test_an_amount_says_how_far_it_is_known_and_why_no_further(
    bound: BoundKind, least: Interval, most: Interval, result: Interval, cause: str
) -> None:
    amount = amount_of(bound, least, most)
    assert (amount.bound, amount.low, amount.high, amount.cause) == (bound, *result, cause)
    assert amount.before_rounding is None


def test_the_exact_value_is_kept_where_rounding_changed_it() -> None:
    third = Fraction(100, 3)
    amount = amount_of("exact", (third, third), (third, third))
    assert (amount.low, amount.high, amount.before_rounding) == (33, 33, (third, third))


def test_only_money_is_rounded() -> None:
    half = Fraction(1, 2)
    assert amount_of("exact", (half, half), (half, half), COUNT).low == half


def test_an_amount_set_elsewhere_has_no_upper_end() -> None:
    amount = evaluate(AmountRule("unspecified", None, None, YUAN), None, None, None, Entity("person", "p1", 0))
    assert (amount.bound, amount.low, amount.high, amount.cause) == ("unspecified", 0, None, "band")
