"""The special rate for machines of the pilot comes before the subsidy that four documents name without a figure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from trial_world import INCOME, INDUSTRY, REGION, RURAL, assessed

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


def bought(trial: Catalogue, **facts: Any) -> Determination:
    return assessed(trial, farms=[FARM], machines=[{**NEW, **facts}])


def outcomes(found: Determination, clauses: tuple[str, ...]) -> list[Outcome]:
    return [found.of(clause, "m").outcome for clause in clauses]


def test_a_machine_of_the_pilot_has_its_rate_and_nothing_else(trial: Catalogue) -> None:
    """0.35 of 20,000 are 7,000."""
    found = bought(trial)
    assert found.of(PILOT, "m").outcome is Outcome.PAYABLE
    assert outcomes(found, GENERAL) == [Outcome.NOT_ENTITLED] * 4
    total = found.total("reimbursement", "f", "once")
    assert (total.low, total.high) == (Decimal(7000), Decimal(7000))


@pytest.mark.parametrize("without", ["in_pilot", "new_product", "strip_cropping"])
def test_any_other_machine_has_the_general_subsidy_once_without_a_figure(trial: Catalogue, without: str) -> None:
    found = bought(trial, **{without: False})
    assert found.of(PILOT, "m").outcome is Outcome.NOT_ENTITLED
    assert sorted(outcomes(found, GENERAL)) == [Outcome.EXCLUDED_BY_LIMIT] * 3 + [Outcome.PAYABLE]
    total = found.total("reimbursement", "f", "once")
    assert (total.low, total.high) == (0, None)


@pytest.mark.parametrize("open_", [{"in_pilot": "unknown"}, {"work": "other"}])
def test_where_the_pilot_is_open_it_is_one_or_the_other(trial: Catalogue, open_: dict[str, Any]) -> None:
    """A machine for other work may be among those that the list, which ends in 等, does not name."""
    found = bought(trial, **open_)
    assert outcomes(found, (PILOT, *GENERAL)) == [Outcome.POSSIBLE] * 5
    assert found.total("reimbursement", "f", "once").low == 0


def test_the_rate_is_of_the_base_and_of_no_price(trial: Catalogue) -> None:
    found = bought(trial, subsidy_base="unknown")
    total = found.total("reimbursement", "f", "once")
    assert found.of(PILOT, "m").outcome is Outcome.PAYABLE
    assert (total.low, total.high) == (0, None)


def test_a_machine_off_the_list_and_outside_the_pilot_has_nothing(trial: Catalogue) -> None:
    found = bought(trial, in_pilot=False, on_list=False)
    assert outcomes(found, (PILOT, *GENERAL)) == [Outcome.NOT_ENTITLED] * 5


def test_what_was_given_for_a_machine_by_one_document_is_not_given_by_another(trial: Catalogue) -> None:
    award = {"clause": f"{INDUSTRY}/13.1", "subject": "m", "on": "2023-07-01"}
    found = assessed(trial, farms=[FARM], machines=[{**NEW, "in_pilot": False}], prior_awards=[award])
    assert outcomes(found, GENERAL) == [Outcome.EXCLUDED_BY_LIMIT] * 4


def test_each_machine_is_looked_at_by_itself(trial: Catalogue) -> None:
    found = assessed(trial, farms=[FARM], machines=[NEW, {**NEW, "id": "n", "subsidy_base": 10_000}])
    assert found.total("reimbursement", "f", "once").low == 10_500
