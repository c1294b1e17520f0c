"""Why a total is no one figure: what is said of it, and that what cannot make a difference does not."""

from __future__ import annotations

from typing import Any

import pytest

from subsidies import Determination, Outcome
from subsidies.explanation import Explanation
from tests.unit.settlement.test_claimants import JOB, ONE_A_PERSON, PERSON, TWO_FIRMS, case, decided, law, named

BY_MONTH = {**JOB, "every": "month", "months": "months"}


def causes(found: Determination, payee: str) -> set[str]:
    (total,) = [one for one in found.totals if one.payees == (payee,)]
    return {name for name in ("band", "unknown", "choice") if getattr(total, name)}


def jobs(*facts: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": f"j{n}", "person": "t", "firm": f"e{n}", "fresh": True, **own} for n, own in enumerate(facts, 1)]


def test_a_fact_that_is_missing_beside_a_rival_is_a_cause_of_its_own() -> None:
    found = decided(law({"1": JOB}, ONE_A_PERSON), case(**TWO_FIRMS, jobs=jobs({}, {"fresh": None})))
    assert (causes(found, "e1"), causes(found, "e2")) == ({"unknown"}, {"unknown", "choice"})


def test_months_that_are_not_known_are_missing_facts() -> None:
    by = law({"1": BY_MONTH})
    found = decided(by, case(**TWO_FIRMS, jobs=jobs({"months": None})))
    assert (causes(found, "e1"), named(by, found, "1", "j1")) == ({"unknown"}, {("fact", "j1", "months")})


def test_the_law_alone_leaves_a_range() -> None:
    found = decided(law({"1": {**JOB, "amount": {"from": "p.small", "to": "p.large"}}}), case(**TWO_FIRMS, jobs=jobs({})))
    assert causes(found, "e1") == {"band"}


def test_a_total_that_is_exact_has_no_cause() -> None:
    """The second award is kept out whatever becomes known of it."""
    by = law(
        {"1": PERSON, "2": {**PERSON, "amount": "p.small"}},
        {"over": ["1", "2"], "per": ["person"], "at_most": {"awards": "p.one"}},
    )
    data = case(houses=[{"id": "h"}], persons=[{"id": "p", "house": "h", "works": True}])
    assert causes(decided(by, data), "h") == set()


def test_what_no_value_can_make_true_is_seen_though_it_was_paid_before() -> None:
    by = law({"1": PERSON, "2": {**PERSON, "unless": [{"clause": "1"}]}})
    paid = [{"clause": "generated/2", "subject": "p", "year": 2023, "amount": 500}]
    for awards in ([], paid):
        data = case(houses=[{"id": "h"}], persons=[{"id": "p", "house": "h", "works": None}], prior_awards=awards)
        found = decided(by, data)
        assert found.of("2", "p").verdict is None
        assert Explanation(by, found).tightened == {("generated/2", "p"): False}


ONE_A_HOUSE = {"over": ["1"], "per": ["house", "year"], "at_most": {"awards": "p.one"}}


@pytest.mark.parametrize("house", [None, "h", "g"])
def test_somebody_whose_house_is_not_known_takes_nothing_from_one(house: str | None) -> None:
    """Were it of this house, the house would claim for it; were it of another, it would be under that one's limit."""
    by = law({"1": PERSON}, ONE_A_HOUSE)
    persons = [{"id": "a", "house": "h", "works": True}, {"id": "b", "house": house, "works": None}]
    found = decided(by, case(houses=[{"id": "h"}, {"id": "g"}], persons=persons))
    total = found.total("cash", "h")
    assert (total.low, total.high if house else 500, total.payable_low) == (500, 500, 500)
    assert found.of("1", "a").outcome is Outcome.PAYABLE
    assert named(by, found, "1", "a") == set()


def test_somebody_whose_house_is_not_known_may_be_a_rival_of_whoever_is_paid_otherwise() -> None:
    """The limit is of a house, the payee another: here the award may be taken."""
    by = law({"1": {**JOB, "amount": "p.middle"}}, {"over": ["1"], "per": ["person", "year"], "at_most": {"awards": "p.one"}})
    found = decided(by, case(**TWO_FIRMS, jobs=jobs({}, {"person": None})))
    assert (found.total("cash", "e1").low, found.total("cash", "e1").high) == (0, 500)


@pytest.mark.parametrize("person", ["t", None])
@pytest.mark.parametrize(("hours", "least"), [(0, 500), (5, 0), (None, 0)])
def test_a_rival_whose_claim_comes_to_nothing_is_none(hours: int | None, least: int, person: str | None) -> None:
    by = law({"1": {**JOB, "amount": "p.each * hours"}}, ONE_A_PERSON)
    found = decided(by, case(**TWO_FIRMS, jobs=jobs({"hours": 5}, {"hours": hours, "person": person})))
    total = found.total("cash", "e1")
    assert (total.low, total.high) == (least, 500)
    assert (found.of("1", "j1").outcome is Outcome.PAYABLE) is (hours == 0)


def test_whom_the_recommended_combination_names_does_not_hang_on_rows() -> None:
    by = law({"1": PERSON}, ONE_A_HOUSE)
    persons = [{"id": one, "house": "h", "works": True} for one in ("a", "b", "c")]
    rows = [persons, persons[::-1], [persons[1], persons[2], persons[0]]]
    found = [decided(by, case(houses=[{"id": "h"}], persons=one)) for one in rows]
    assert {tuple(one.entitlement.subject.id for one in each.recommended()) for each in found} == {("a",)}


@pytest.mark.parametrize(
    ("award", "asked"),
    [
        ({"year": 2023, "amount": 100}, set()),
        ({"year": 2023}, {("prior_awards", "b", "generated/2")}),
        ({"amount": 100}, {("prior_awards", "b", "generated/2")}),
    ],
)
def test_of_the_earlier_awards_the_one_that_leaves_it_open_is_named(award: dict[str, Any], asked: set[Any]) -> None:
    by = law(
        {"1": PERSON, "2": {**PERSON, "amount": "p.small"}},
        {"over": ["1", "2"], "per": ["house", "year"], "at_most": {"yuan": "p.cap"}},
    )
    persons = [{"id": "a", "house": "h", "works": True}, {"id": "b", "house": "h", "works": False}]
    paid = [
        {"clause": "generated/2", "subject": "b", **award},
        {"clause": "generated/1", "subject": "b", "year": 2023, "amount": 500},
    ]
    found = decided(by, case(houses=[{"id": "h"}], persons=persons, prior_awards=paid))
    assert named(by, found, "1", "a") == asked


def test_where_nothing_is_known_of_earlier_awards_all_of_them_are_asked_for() -> None:
    by = law({"1": PERSON})
    found = decided(by, case(houses=[{"id": "h"}], persons=[{"id": "a", "house": "h", "works": True}], prior_awards=None))
    assert named(by, found, "1", "a") == {("prior_awards", "", "")}


def test_of_a_rival_that_its_claimant_would_not_choose_the_person_is_asked_for_still() -> None:
    """One award in a year for all: e1 has one for u rather than for somebody who is not known, who may be whom e2 claims for."""
    by = law({"1": JOB}, ONE_A_PERSON, {"over": ["1"], "per": ["year"], "at_most": {"awards": "p.one"}})
    people = {**TWO_FIRMS, "persons": [{"id": "t"}, {"id": "u"}]}
    own = [{"id": "a", "person": None}, {"id": "b", "person": "u"}]
    rows = [{"fresh": True, "firm": "e1", **one} for one in own] + [{"id": "c", "fresh": True, "firm": "e2", "person": "t"}]
    found = decided(by, case(**people, jobs=rows))
    assert found.of("1", "a").outcome is Outcome.EXCLUDED_BY_LIMIT
    assert named(by, found, "1", "c") == {("relation", "a", "person"), ("choice", "e1", "generated/1")}
    assert causes(found, "e2") == {"unknown", "choice"}
