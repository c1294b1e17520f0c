"""The special rate for machines of the pilot comes before the subsidy that four documents name without a figure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from whole_law import INCOME, INDUSTRY, REGION, RURAL, assessed

from subsidies import Catalogue, Determination, Outcome

PILOT = f"{REGION}/8.1"
GENERAL = (f"{REGION}/4.4", f"{INDUSTRY}/13.1", f"{INCOME}/19.3-machinery", f"{RURAL}/2.1b")
FARM = {"id": "f", "place": "640105", "kind": "family_farm"}
NEW = {
    "id": "m",
    "buyer": "f",
    "bought_on": "2023-06-01",
    "work": "sowing",
    "strip_cropping": True,
    "new_product": True,
    "in_pilot": True,
    "on_list": True,
    "subsidy_base": 20_000,
}


def bought(whole: Catalogue, **facts: Any) -> Determination:
    return assessed(whole, farms=[FARM], machines=[{**NEW, **facts}])


def outcomes(found: Determination, clauses: tuple[str, ...]) -> list[Outcome]:
    return [found.of(clause, "m").outcome for clause in clauses]


def test_a_machine_of_the_pilot_has_its_rate_and_nothing_else(whole: Catalogue) -> None:
    """0.35 of 20,000 are 7,000."""
    found = bought(whole)
    assert found.of(PILOT, "m").outcome is Outcome.PAYABLE
    assert outcomes(found, GENERAL) == [Outcome.NOT_ENTITLED] * 4
    total = found.total("reimbursement", "f", "once")
    assert (total.low, total.high) == (Decimal(7000), Decimal(7000))


@pytest.mark.parametrize("without", ["in_pilot", "new_product", "strip_cropping"])
def test_any_other_machine_has_the_general_subsidy_once_without_a_figure(whole: Catalogue, without: str) -> None:
    found = bought(whole, **{without: False})
    assert found.of(PILOT, "m").outcome is Outcome.NOT_ENTITLED
    assert sorted(outcomes(found, GENERAL)) == [Outcome.EXCLUDED_BY_LIMIT] * 3 + [Outcome.PAYABLE]
    total = found.total("reimbursement", "f", "once")
    assert (total.low, total.high) == (0, None)


@pytest.mark.parametrize("open_", [{"in_pilot": "unknown"}, {"work": "other"}])
def test_where_the_pilot_is_open_it_is_one_or_the_other(whole: Catalogue, open_: dict[str, Any]) -> None:
    """A machine for other work may be among those that the list, which ends in 等, does not name."""
    found = bought(whole, **open_)
    assert outcomes(found, (PILOT, *GENERAL)) == [Outcome.POSSIBLE] * 5
    assert found.total("reimbursement", "f", "once").low == 0


def test_the_rate_is_of_the_base_and_of_no_price(whole: Catalogue) -> None:
    found = bought(whole, subsidy_base="unknown")
    total = found.total("reimbursement", "f", "once")
    assert found.of(PILOT, "m").outcome is Outcome.PAYABLE
    assert (total.low, total.high) == (0, None)


def test_a_machine_off_the_list_and_outside_the_pilot_has_nothing(whole: Catalogue) -> None:
    found = bought(whole, in_pilot=False, on_list=False)
    assert outcomes(found, (PILOT, *GENERAL)) == [Outcome.NOT_ENTITLED] * 5


def test_what_was_given_for_a_machine_by_one_document_is_not_given_by_another(whole: Catalogue) -> None:
    award = {"clause": f"{INDUSTRY}/13.1", "subject": "m", "on": "2023-07-01"}
    found = assessed(whole, farms=[FARM], machines=[{**NEW, "in_pilot": False}], prior_awards=[award])
    assert outcomes(found, GENERAL) == [Outcome.EXCLUDED_BY_LIMIT] * 4


@pytest.mark.parametrize("policies", [None, [REGION]])
@pytest.mark.parametrize("clause", GENERAL)
def test_what_had_the_general_subsidy_by_any_document_has_no_rate_of_the_pilot_on_top(
    whole: Catalogue, clause: str, policies: list[str] | None
) -> None:
    """Whoever is asked: also the opinion alone, which has the pilot."""
    award = {"clause": clause, "subject": "m", "on": "2023-07-01"}
    found = assessed(whole, policies=policies, farms=[FARM], machines=[NEW], prior_awards=[award])
    assert found.of(PILOT, "m").outcome is Outcome.EXCLUDED_BY_LIMIT
    assert found.total("reimbursement", "f", "once").high == 0


def test_each_machine_is_looked_at_by_itself(whole: Catalogue) -> None:
    found = assessed(whole, farms=[FARM], machines=[NEW, {**NEW, "id": "n", "subsidy_base": 10_000}])
    assert found.total("reimbursement", "f", "once").low == 10_500
