"""A kindergarten and its teachers: running costs that the region shares in, and two minima that are no one figure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from whole_law import PRESCHOOL, assessed

from subsidies import Catalogue, Determination, Outcome

COSTS, GROSS, TAKE_HOME = f"{PRESCHOOL}/3.1", f"{PRESCHOOL}/5.2", f"{PRESCHOOL}/5.5"
PLACE = {"id": "k", "place": "640105", "kind": "kindergarten", "runs_as": "public", "city_grade": "model", "children": 240}
TEACHER = {
    "id": "j",
    "person": "t",
    "employer": "k",
    "end": "ongoing",
    "kindergarten_post": "teacher",
    "on_establishment": False,
    "works_since": "2017-03-01",
    "teacher_title": "intermediate",
    "assessed_pay": 1000,
}
MINIMUM_WAGE = {"minimum_wage": [{"place": "640105", "from": "2023-01-01", "value": 1950, "source": "notice"}]}


def kindergarten(
    whole: Catalogue, place: dict[str, Any] | None = None, rates: dict[str, Any] = MINIMUM_WAGE, **facts: Any
) -> Determination:
    lists = {"institutions": [{**PLACE, **(place or {})}], "persons": [{"id": "t"}], "employments": [{**TEACHER, **facts}]}
    return assessed(whole, **lists, **({"rates": rates} if rates else {}))


def low(found: Determination, kind: str, payee: str, period: str) -> Decimal:
    total = found.total(kind, payee, period)
    assert total.high is None
    return total.low


def test_running_costs_are_one_sum_of_which_the_region_bears_a_part(whole: Catalogue) -> None:
    """240 children at 700 yuan are 168,000, of which 240 x 300 = 72,000 come from the region."""
    found = kindergarten(whole)
    (amount,) = found.of(COSTS, "k").amounts
    assert (amount.bound, amount.low, amount.high) == ("floor", 16_800_000, None)
    assert [(part.bound, part.low, part.high) for part in amount.of_which] == [("exact", 7_200_000, 7_200_000)]
    assert low(found, "institution_funding", "k", "year") == 168_000


def test_who_is_private_has_no_share_of_them(whole: Catalogue) -> None:
    found = kindergarten(whole, {"runs_as": "private"})
    assert [found.of(clause, id_).outcome for clause, id_ in ((COSTS, "k"), (GROSS, "j"), (TAKE_HOME, "j"))] == [
        Outcome.NOT_ENTITLED
    ] * 3


@pytest.mark.parametrize(
    ("facts", "least"),
    [
        # 2300 + 1000 + 6 x 20 + 400, six years being full
        ({}, 3820),
        # The assessment gives at most 1200: 2300 + 1200 + 0 + 0
        ({"assessed_pay": 1500, "works_since": "2023-03-01", "teacher_title": "none"}, 3500),
        # What the assessment gives is open and may be nothing: 2300 + 6 x 20 + 600
        ({"assessed_pay": "unknown", "teacher_title": "senior"}, 3020),
    ],
)
def test_gross_and_take_home_pay_have_a_minimum_each(whole: Catalogue, facts: dict[str, Any], least: int) -> None:
    """1.5 x 1950 = 2925 gross, whatever there is at least to take home: neither is added to the other, nor takes its place."""
    found = kindergarten(whole, **facts)
    assert [found.of(clause, "j").outcome for clause in (GROSS, TAKE_HOME)] == [Outcome.PAYABLE] * 2
    assert low(found, "wage_floor", "t", "month") == 2925
    assert low(found, "take_home_floor", "t", "month") == least


def test_only_a_model_kindergarten_of_the_city_has_the_second(whole: Catalogue) -> None:
    found = kindergarten(whole, {"city_grade": "first"})
    assert [found.of(clause, "j").outcome for clause in (GROSS, TAKE_HOME)] == [Outcome.PAYABLE, Outcome.NOT_ENTITLED]


def test_without_the_minimum_wage_of_the_place_the_first_has_no_figure(whole: Catalogue) -> None:
    found = kindergarten(whole, rates={})
    (amount,) = found.of(GROSS, "j").amounts
    assert (amount.low, amount.high, amount.cause) == (0, None, "band_and_unknown")
    assert low(found, "take_home_floor", "t", "month") == 3820


def test_who_teaches_at_two_kindergartens_has_the_minimum_at_each(whole: Catalogue) -> None:
    """Each has to pay it: 3820 at the one and 2300 + 1000 + 2 x 20 + 400 = 3740 at the other, 7560 in all."""
    found = assessed(
        whole,
        institutions=[PLACE, {**PLACE, "id": "k2"}],
        persons=[{"id": "t"}],
        employments=[TEACHER, {**TEACHER, "id": "j2", "employer": "k2", "works_since": "2021-03-01"}],
        rates=MINIMUM_WAGE,
    )
    assert [found.of(clause, id_).outcome for clause in (GROSS, TAKE_HOME) for id_ in ("j", "j2")] == [Outcome.PAYABLE] * 4
    assert low(found, "take_home_floor", "t", "month") == 3820 + 3740
    assert low(found, "wage_floor", "t", "month") == 2 * 2925
