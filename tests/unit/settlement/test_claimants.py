"""Each claimant chooses for itself and nobody between them; what is open is named; what nothing tells apart is shared."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from subsidies import Determination, Outcome
from subsidies.assessment import assess
from subsidies.case import Case
from subsidies.documents import to_dict
from subsidies.explanation import Explanation
from subsidies.files.source import Source
from subsidies.law import Law
from subsidies.ruleset import build_ruleset
from tests.properties.claims_world import FIGURES, LABEL, ON, RulesetMaker, world

PERSON: dict[str, Any] = {"for": "person", "payee": "house", "amount": "p.middle", "when": ["works"]}
JOB: dict[str, Any] = {"for": "job", "payee": "firm", "amount": "p.middle", "when": ["fresh"]}


def law(clauses: dict[str, dict[str, Any]], *limits: dict[str, Any]) -> Law:
    base = {"title": LABEL, "article": "1", "kind": "cash", "every": "year", "office": {"lead": ["局"]}, "paraphrase": LABEL}
    rules = {id_: {**base, **one} for id_, one in clauses.items()}
    bounds = [{"id": f"l{number}", "title": LABEL, "cite": "1", **limit} for number, limit in enumerate(limits)]
    text = repr((rules, bounds))
    data = {
        **RulesetMaker.head(),
        "parameters": {name: {**one, "cite": "1"} for name, one in FIGURES.items() if f"p.{name}" in text},
        "clauses": rules,
        "limits": bounds,
    }
    return Law(world(), [build_ruleset(Source("law", data), world())], supposed=True)


def case(**lists: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {name: [] for name in ("houses", "firms", "persons", "jobs", "prior_awards")}
    return {"schema_version": 1, "jurisdiction": "11", "on": ON, **empty, **lists}


def decided(by: Law, data: dict[str, Any]) -> Determination:
    return assess(by, Case(Source("case", data), world()))


def named(by: Law, found: Determination, clause: str, subject: str) -> set[tuple[str, str, str]]:
    missing = Explanation(by, found).missing(found.of(clause, subject))
    return {(one.sort, one.entity.id if one.entity else "", one.fact or one.clause) for one in missing}


ONE_A_PERSON = {"over": ["1"], "per": ["person", "year"], "at_most": {"awards": "p.one"}}
TWO_FIRMS = {"firms": [{"id": "e1"}, {"id": "e2"}], "persons": [{"id": "t"}]}


def test_two_employers_with_one_trainee_share_what_the_office_decides() -> None:
    by = law({"1": JOB}, ONE_A_PERSON)
    jobs = [{"id": f"j{n}", "person": "t", "firm": f"e{n}", "fresh": True} for n in (1, 2)]
    found = decided(by, case(**TWO_FIRMS, jobs=jobs))
    assert [(found.of("1", f"j{n}").outcome, named(by, found, "1", f"j{n}")) for n in (1, 2)] == [
        (Outcome.POSSIBLE, {("choice", "e2", "generated/1")}),
        (Outcome.POSSIBLE, {("choice", "e1", "generated/1")}),
    ]
    for payee in ("e1", "e2"):
        total = found.total("cash", payee)
        assert (total.low, total.high, total.choice, total.unknown) == (0, 500, True, False)
    assert (found.total("cash").low, found.total("cash").high) == (500, 500)
    (together,) = to_dict(found, by)["together"]
    assert together == {"kind": "cash", "period": "year", "claimants": [["e1"], ["e2"]], "low": "500.00", "high": "500.00"}


@pytest.mark.parametrize(("person", "outcome"), [(None, "possible"), ("t", "payable"), ("u", "excluded_by_limit")])
def test_whoever_may_have_been_counted_may_need_no_place_though_none_is_left(person: str | None, outcome: str) -> None:
    """For one person in a year; u was paid before, and somebody who is not known: t perhaps, who is counted then."""
    by = law({"1": JOB}, {"over": ["1"], "per": ["year"], "at_most": {"persons": "p.one"}})
    jobs: list[dict[str, Any]] = [{"id": f"j{n}", "firm": "e1", "fresh": n == 2} for n in range(3)]
    for job, one in zip(jobs, ("u", person, "t"), strict=True):
        job["person"] = one
    awards = [{"clause": "generated/1", "subject": f"j{n}", "year": 2023, "amount": 500} for n in range(2)]
    data = case(firms=[{"id": "e1"}], persons=[{"id": "t"}, {"id": "u"}], jobs=jobs, prior_awards=awards)
    found = decided(by, data)
    assert found.of("1", "j2").outcome.value == outcome
    assert named(by, found, "1", "j2") == ({("relation", "j1", "person")} if person is None else set())


MONTHS = {**JOB, "months": "months", "amount": {"from": "p.small", "to": "p.large"}}


@pytest.mark.parametrize(("fresh", "high"), [(True, "533.34"), (None, "533.34"), (False, "533.33")])
def test_whoever_gets_which_months_the_most_is_what_rounding_may_make_of_them(fresh: bool | None, high: str) -> None:
    """Four months of 133⅓: two and two are 266.67 twice, four and none 533.33."""
    by = law({"1": MONTHS}, {"over": ["1"], "per": ["person"], "at_most": {"months": "p.few_months"}})
    jobs = [{"id": f"j{n}", "person": "t", "firm": f"e{n}", "fresh": True, "months": 6} for n in (1, 2)]
    jobs[1]["fresh"] = fresh
    assert decided(by, case(**TWO_FIRMS, jobs=jobs)).total("cash").high == Decimal(high)


@pytest.mark.parametrize("hours", [None, 4])
def test_months_of_claims_that_bring_as_much_are_rounded_together(hours: int | None) -> None:
    """Four months of 66⅔: 266.67, whether one claim has them or two have two each."""
    job = {**JOB, "months": "months", "amount": "p.each * hours", "when": ["fresh", "hours >= p.least"]}
    by = law({"1": job}, {"over": ["1"], "per": ["firm"], "at_most": {"months": "p.few_months"}})
    jobs = [{"id": f"j{n}", "person": "t", "firm": "e1", "fresh": True, "months": 6, "hours": 4} for n in (1, 2)]
    jobs[1]["hours"] = hours
    found = decided(by, case(**TWO_FIRMS, jobs=jobs))
    total = found.total("cash", "e1")
    assert (total.low, total.high) == (Decimal("266.67"), Decimal("266.67") if hours else Decimal("400.00"))
    if hours:
        assert [found.of("1", f"j{n}").shared.paid for n in (1, 2)] == [(26667, 26667)] * 2


def test_of_a_cap_of_nothing_nobody_takes_anything_away() -> None:
    """Who may be exempt from it is not kept waiting by somebody who is not."""
    person = {**PERSON, "payee": {"one_of": ["person", "house"]}, "amount": "p.each * points", "when": ["works"]}
    cap = {"over": ["1"], "per": ["house"], "at_most": {"yuan": "house.cap"}, "unless": ["ill"]}
    by = law({"1": person}, cap)
    persons = [{"id": "p1", "house": "h", "works": True, "ill": False}, {"id": "p2", "house": "h", "works": True}]
    outcomes = []
    for points in (None, 0):
        persons[0]["points"] = points
        found = decided(by, case(houses=[{"id": "h", "cap": 0}], persons=persons))
        outcomes.append((found.of("1", "p2").outcome, named(by, found, "1", "p2")))
    assert outcomes[0] == outcomes[1]


@pytest.mark.parametrize("months", [None, 4])
def test_together_is_the_same_whether_or_not_something_tells_two_apart_of_whom_one_is_paid(months: int | None) -> None:
    """One of two jobs with e1 and the one with e2 reach the cap of 900 together, whichever of the two it is."""
    by = law(
        {"1": {**JOB, "payee": {"one_of": ["person", "firm"]}}},
        {"over": ["1"], "per": ["firm"], "at_most": {"subjects": "p.one"}},
        {"over": ["1"], "per": ["person"], "at_most": {"yuan": "p.cap"}},
    )
    firms = ["e1", "e1", "e2"]
    jobs = [{"id": f"j{n}", "person": "t", "firm": firm, "fresh": True, "months": None} for n, firm in enumerate(firms)]
    jobs[1]["months"] = months
    total = decided(by, case(**TWO_FIRMS, jobs=jobs)).total("cash")
    assert (total.low, total.high) == (900, 900)


def test_what_one_is_sure_of_does_not_fall_when_more_is_known_of_another() -> None:
    by = law({"1": JOB}, {"over": ["1"], "per": ["year"], "at_most": {"yuan": "p.cap"}})
    jobs = [{"id": f"j{n}", "person": "t", "firm": f"e{n}", "fresh": True} for n in (1, 2)]
    lows = []
    for fresh in (None, True, False):
        jobs[1]["fresh"] = fresh
        lows.append(decided(by, case(**TWO_FIRMS, jobs=jobs)).total("cash", "e1").low)
    assert lows == [400, 400, 500]


def test_a_rival_whose_facts_are_not_known_is_named_by_them() -> None:
    by = law({"1": JOB}, ONE_A_PERSON)
    jobs = [{"id": f"j{n}", "person": "t", "firm": f"e{n}", "fresh": None if n == 2 else True} for n in (1, 2)]
    found = decided(by, case(**TWO_FIRMS, jobs=jobs))
    assert found.of("1", "j1").outcome is Outcome.POSSIBLE
    assert named(by, found, "1", "j1") == {("fact", "j2", "fresh")}


def test_a_claim_without_its_person_asks_who_it_is_and_rivals_all_that_it_may_be_about() -> None:
    by = law({"1": JOB}, ONE_A_PERSON)
    jobs = [{"id": "j1", "person": "t", "firm": "e1", "fresh": True}, {"id": "j2", "firm": "e2", "fresh": True}]
    found = decided(by, case(**TWO_FIRMS, jobs=jobs))
    assert named(by, found, "1", "j2") == {("relation", "j2", "person")}
    assert named(by, found, "1", "j1") == {("relation", "j2", "person")}
    assert [(found.total("cash", payee).low, found.total("cash", payee).high) for payee in ("e1", "e2")] == [(0, 500), (0, 500)]


def test_a_payee_who_is_not_known_is_asked_for_and_may_be_anybody() -> None:
    by = law({"1": PERSON})
    found = decided(by, case(houses=[{"id": "h"}, {"id": "k"}], persons=[{"id": "p", "works": True}]))
    assert found.of("1", "p").outcome is Outcome.PAYABLE
    assert named(by, found, "1", "p") == {("relation", "p", "house")}
    assert [(found.total("cash", house).low, found.total("cash", house).high) for house in ("h", "k")] == [(0, 500), (0, 500)]
    assert found.total("cash").low == 500


def test_claims_of_one_person_to_an_unknown_household_do_not_rival_one_another() -> None:
    by = law(
        {"1": PERSON, "2": {**PERSON, "amount": "p.large"}},
        {"over": ["1", "2"], "per": ["person"], "at_most": {"awards": "p.one"}},
    )
    found = decided(by, case(houses=[{"id": "h"}], persons=[{"id": "p", "works": True}]))
    assert (found.of("2", "p").outcome, found.of("1", "p").outcome) == (Outcome.PAYABLE, Outcome.EXCLUDED_BY_LIMIT)
    assert found.together == ()


MEMBERS = {"houses": [{"id": "h"}], "persons": [{"id": f"p{n}", "house": "h", "works": True} for n in (1, 2)]}
ONE_A_HOUSE = {"over": ["1"], "per": ["clause", "house"], "at_most": {"awards": "p.one"}}


def test_of_two_alike_one_has_the_award_and_nobody_says_who() -> None:
    by = law({"1": PERSON}, ONE_A_HOUSE)
    found = decided(by, case(**MEMBERS))
    for subject in ("p1", "p2"):
        item = found.of("1", subject)
        assert (item.outcome, item.paid) == (Outcome.PAYABLE, None)
        assert item.shared is not None
        assert (item.shared.number, item.shared.paid) == (1, (50_000, 50_000))
        assert [one.subject.id for one in found.sharing(item)] == ["p1", "p2"]
    assert found.total("cash", "h").low == 500
    (first, _) = to_dict(found, by)["entitlements"]
    assert first["paid"] is None
    assert first["shared"] == {"number": 1, "subjects": ["p1", "p2"], "low": "500.00", "high": "500.00"}


def test_a_fact_that_does_not_count_does_not_tell_them_apart() -> None:
    by = law({"1": PERSON}, ONE_A_HOUSE)
    data = case(**MEMBERS)
    data["persons"][0]["points"] = 5
    assert decided(by, data).of("1", "p1").shared is not None


def test_all_of_those_alike_share_what_a_cap_leaves() -> None:
    by = law({"1": PERSON}, {"over": ["1"], "per": ["house"], "at_most": {"yuan": "p.cap"}})
    found = decided(by, case(**MEMBERS))
    shared = found.of("1", "p1").shared
    assert shared is not None
    assert (shared.number, shared.paid) == (2, (90_000, 90_000))


def test_who_gets_more_by_a_fact_that_counts_has_it_alone() -> None:
    by = law({"1": {**PERSON, "amount": "p.each * points"}}, ONE_A_HOUSE)
    data = case(**MEMBERS)
    data["persons"] = [{**row, "points": number} for row, number in zip(data["persons"], (2, 3), strict=True)]
    found = decided(by, data)
    assert found.of("1", "p2").paid == (30_000, 30_000)
    assert found.of("1", "p1").outcome is Outcome.EXCLUDED_BY_LIMIT


def test_a_tie_goes_to_the_clause_that_the_limit_names_first() -> None:
    for first, second in (("1", "2"), ("2", "1")):
        by = law({"1": PERSON, "2": PERSON}, {"over": [first, second], "per": ["person"], "at_most": {"awards": "p.one"}})
        found = decided(by, case(houses=[{"id": "h"}], persons=[{"id": "p", "house": "h", "works": True}]))
        assert (found.of(first, "p").outcome, found.of(second, "p").outcome) == (Outcome.PAYABLE, Outcome.EXCLUDED_BY_LIMIT)


def test_of_equal_ranges_the_first_is_payable_and_the_other_is_not_open() -> None:
    ranged = {**PERSON, "amount": {"from": "p.small", "to": "p.large", "set_by": LABEL}}
    by = law({"1": ranged, "2": ranged}, {"over": ["1", "2"], "per": ["person"], "at_most": {"awards": "p.one"}})
    found = decided(by, case(houses=[{"id": "h"}], persons=[{"id": "p", "house": "h", "works": True}]))
    assert found.of("1", "p").paid == (30_000, 80_000)
    assert found.of("2", "p").outcome is Outcome.EXCLUDED_BY_LIMIT


def test_a_range_that_may_come_to_more_is_open_by_what_the_office_sets() -> None:
    ranged = {**PERSON, "amount": {"from": "p.small", "to": "p.large", "set_by": LABEL}}
    by = law({"1": PERSON, "2": ranged}, {"over": ["1", "2"], "per": ["person"], "at_most": {"awards": "p.one"}})
    found = decided(by, case(houses=[{"id": "h"}], persons=[{"id": "p", "house": "h", "works": True}]))
    assert (found.of("1", "p").outcome, found.of("2", "p").outcome) == (Outcome.PAYABLE, Outcome.POSSIBLE)
    assert named(by, found, "2", "p") == {("range", "p", "generated/2")}


def test_who_cannot_raise_a_total_that_is_surely_at_its_cap_is_not_asked() -> None:
    by = law({"1": PERSON}, {"over": ["1"], "per": ["house"], "at_most": {"yuan": "p.cap"}})
    data = case(**MEMBERS)
    data["persons"].append({"id": "p3", "house": "h", "works": None})
    found = decided(by, data)
    assert found.of("1", "p3").outcome is Outcome.EXCLUDED_BY_LIMIT
    assert named(by, found, "1", "p3") == set()
    assert (found.total("cash", "h").low, found.total("cash", "h").high) == (900, 900)


@pytest.mark.parametrize(
    ("allowed", "months", "paid"),
    [
        ("few_months", ["1.5", "1.5"], 100_000),
        ("few_months", ["2.5", "1.5"], 100_000),
        ("few_months", ["4"], 50_000),
        ("few_months", ["2.5", "2"], 90_000),
        ("three", ["1.5", "1.5"], 100_000),
        ("half_a_month_less", ["2.5"], 50_000),
    ],
)
def test_parts_of_months_use_up_a_limit_exactly(
    allowed: str, months: list[str], paid: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("three", Decimal(3)), ("half_a_month_less", Decimal("2.5"))):
        monkeypatch.setitem(FIGURES, name, {**FIGURES["few_months"], "value": value})
    by = law({"1": {**JOB, "months": "months"}}, {"over": ["1"], "per": ["person"], "at_most": {"months": f"p.{allowed}"}})
    jobs = [
        {"id": f"j{n}", "person": "t", "firm": "e1", "fresh": True, "months": Decimal(number)} for n, number in enumerate(months)
    ]
    found = decided(by, case(**TWO_FIRMS, jobs=jobs))
    assert {item.outcome for item in found.entitlements} == {Outcome.PAYABLE}
    assert sum(award.low for award in found.recommended()) == paid
    assert all(not named(by, found, "1", job["id"]) for job in jobs)


@pytest.mark.parametrize(("paid", "unpaid"), [("j0", "j1"), ("j1", "j0")])
def test_of_two_that_may_come_to_as_much_the_one_that_was_paid_before_is_told_apart(paid: str, unpaid: str) -> None:
    """The months of neither job are known; for one of them a month was paid, and it is open which part of its own that was."""
    monthly = {"for": "job", "payee": "person", "every": "month", "amount": "p.small", "months": "months"}
    by = law({"1": monthly}, {"over": ["1"], "per": ["firm", "year"], "at_most": {"persons": "p.one"}})
    jobs = [{"id": id_, "person": "t", "firm": "e1", "months": None} for id_ in ("j0", "j1")]
    awards = [{"clause": "generated/1", "subject": paid, "year": 2023, "amount": 100, "months": 1}]
    found = decided(by, case(**TWO_FIRMS, jobs=jobs, prior_awards=awards))
    assert named(by, found, "1", paid) == {("fact", paid, "months"), ("prior_awards", paid, "generated/1")}
    assert named(by, found, "1", unpaid) == {("fact", unpaid, "months")}
    assert (found.of("1", paid).outcome, found.of("1", paid).shared) == (Outcome.POSSIBLE, None)
    assert (found.of("1", unpaid).outcome, found.of("1", unpaid).paid) == (Outcome.PAYABLE, (0, 12 * 30_000))


@pytest.mark.parametrize(("months", "missing"), [(None, {("fact", "j2", "months")}), (2, set())])
def test_how_many_months_somebody_else_surely_uses_of_a_limit_is_asked_where_it_is_not_known(
    months: int | None, missing: set[tuple[str, str, str]]
) -> None:
    """Of four months in all the other employer claims some: how many decides how many are sure here."""
    by = law({"1": {**JOB, "months": "months"}}, {"over": ["1"], "per": ["person"], "at_most": {"months": "p.few_months"}})
    jobs = [{"id": f"j{n}", "person": "t", "firm": f"e{n}", "fresh": True, "months": 6} for n in (1, 2)]
    jobs[1]["months"] = months
    found = decided(by, case(**TWO_FIRMS, jobs=jobs))
    assert named(by, found, "1", "j1") == {("choice", "e2", "generated/1"), *missing}
    assert found.total("cash", "e1").unknown is (months is None)


@pytest.mark.parametrize(("points", "missing"), [(None, {("fact", "p2", "points")}), (3, set()), (0, None)])
def test_whether_somebody_else_comes_to_anything_is_asked_where_a_limit_is_for_one_of_them(
    points: int | None, missing: set[tuple[str, str, str]] | None
) -> None:
    """What comes to nothing takes no place of a limit for one person in a year."""
    person = {**PERSON, "amount": "p.each * points"}
    by = law({"1": person}, {"over": ["1"], "per": ["year"], "at_most": {"persons": "p.one"}})
    persons = [{"id": f"p{n}", "house": f"h{n}", "works": True, "points": 3} for n in (1, 2)]
    persons[1]["points"] = points
    found = decided(by, case(houses=[{"id": "h1"}, {"id": "h2"}], persons=persons))
    assert named(by, found, "1", "p1") == (set() if missing is None else {("choice", "h2", "generated/1"), *missing})
    assert found.total("cash", "h1").unknown is (points is None)
