"""The bonus for work of households, through the whole engine and against an independent enumeration."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations, permutations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidies import Case, CaseError, Catalogue, Determination, Outcome
from subsidies.advice import LaterLoss, later_losses
from subsidies.explanation import Explanation
from subsidies.files.source import Source

POLICY = "xixia-jobs-2023"
TIERS = {
    "12.1": (Decimal(3), Decimal(10_000), 1000),
    "12.2": (Decimal(6), Decimal(15_000), 1500),
    "12.3": (None, Decimal(30_000), 2500),
    "12.4": (None, Decimal(50_000), 3800),
}
CAP, PERSONS = 6300, 2
ON = date(2023, 12, 31)


def household(members: list[dict[str, Any]], **extra: Any) -> Case:
    """A listed household of Xixia with these members; nothing was paid before unless said."""
    data = {
        "schema_version": 1,
        "jurisdiction": "640105",
        "on": ON,
        "households": [{"id": "h", "poverty_status": "lifted", "listed_in": "640105"}],
        "persons": [{"id": f"p{i}", "household": "h", **facts} for i, facts in enumerate(members)],
        "prior_awards": [],
        **extra,
    }
    return Catalogue.bundled().read_case(Source("case", data))


def assess(case: Case, **question: Any) -> Determination:
    return Catalogue.bundled().assess(case, policies=[POLICY], **question)


def explain(determination: Determination) -> Explanation:
    return Explanation(Catalogue.bundled().law([POLICY]), determination)


def losses(determination: Determination) -> list[LaterLoss]:
    return later_losses(Catalogue.bundled().law([POLICY]), determination)


def work(months: Any, income: Any) -> dict[str, Any]:
    return {"months_worked": months, "wage_income": income}


def paid(determination: Determination) -> dict[tuple[str, str], Decimal]:
    """Clause and person of what is payable, with the amount; of persons alike those that the combination has."""
    return {
        (award.entitlement.id, award.entitlement.subject.id): Decimal(award.low) / 100
        for award in determination.recommended()
        if award.entitlement.is_money
    }


def eligible(months: Decimal, income: Decimal) -> list[str]:
    return [
        tier
        for tier, (least_months, least_income, _) in TIERS.items()
        if (least_months is None or months >= least_months) and income >= least_income
    ]


def best(members: list[list[str]], taken_tiers: frozenset[str] = frozenset(), places: int = PERSONS, cap: int = CAP) -> int:
    """The best total by trying everything: each person at most one tier, each tier at most one person."""
    top = 0
    for count in range(min(places, len(members)) + 1):
        for chosen in combinations(range(len(members)), count):
            for tiers in permutations([tier for tier in TIERS if tier not in taken_tiers], count):
                if all(tier in members[i] for i, tier in zip(chosen, tiers, strict=True)):
                    top = max(top, min(cap, sum(TIERS[tier][2] for tier in tiers)))
    return top


def test_two_members_above_the_highest_tier_share_the_two_best() -> None:
    determination = assess(household([work(12, 50_000), work(12, 50_000)]))
    assert sorted(paid(determination).values()) == [2500, 3800]
    total = determination.total("cash")
    assert (total.low, total.high) == (6300, 6300)


def test_the_best_combination_is_not_each_ones_own_best_tier() -> None:
    determination = assess(household([work(8, 40_000), work(2, 31_000)]))
    assert paid(determination) == {("12.2", "p0"): 1500, ("12.3", "p1"): 2500}
    assert determination.of("12.3", "p0").outcome is not Outcome.PAYABLE


def test_one_unknown_wage_leaves_an_interval_and_asks_for_the_wage() -> None:
    determination = assess(household([work(12, 50_000), work(12, None)]))
    total = determination.total("cash")
    assert (total.low, total.high) == (3800, 6300)
    assert total.unknown
    assert not total.band
    asked = {
        (missing.entity.id, missing.fact)
        for item in determination.with_outcome(Outcome.POSSIBLE)
        if item.id in TIERS
        for missing in explain(determination).missing(item)
        if missing.entity is not None
    }
    assert asked == {("p1", "wage_income")}


def test_unknown_prior_awards_make_everything_possible_only() -> None:
    case = household([work(12, 50_000)], prior_awards=None)
    determination = assess(case)
    item = determination.of("12.4", "p0")
    assert item.outcome is Outcome.POSSIBLE
    assert [missing.sort for missing in explain(determination).missing(item)] == ["prior_awards"]
    total = determination.total("cash")
    assert (total.low, total.high) == (0, 3800)


def prior(clause: str, subject: str, amount: int, year: int = 2023) -> dict[str, Any]:
    return {"clause": f"{POLICY}/{clause}", "subject": subject, "payee": "h", "year": year, "amount": amount}


def test_a_lower_tier_already_paid_is_not_topped_up() -> None:
    determination = assess(household([work(12, 50_000)], prior_awards=[prior("12.1", "p0", 1000)]))
    item = determination.of("12.4", "p0")
    assert item.outcome is Outcome.EXCLUDED_BY_LIMIT
    assert item.limit is not None
    assert item.limit.limit.id == "12.5a"
    assert determination.total("cash").high == 0


def test_a_prior_award_of_another_member_uses_its_tier_and_one_place() -> None:
    members = [work(12, 60_000), work(12, 60_000), work(12, 60_000)]
    determination = assess(household(members, prior_awards=[prior("12.4", "p2", 3800)]))
    assert list(paid(determination).values()) == [2500]


def test_a_prior_award_of_another_year_uses_nothing() -> None:
    determination = assess(household([work(12, 60_000)], prior_awards=[prior("12.4", "p0", 3800, 2022)]))
    assert paid(determination) == {("12.4", "p0"): 3800}


def test_claiming_early_warns_of_what_it_would_cost() -> None:
    case = household([work(6, 15_000)], on=date(2023, 9, 1))
    (loss,) = losses(assess(case))
    assert (loss.kind, loss.payees, loss.amount) == ("cash", ("h",), Decimal(3800 - 1500))
    assert loss.clauses == ("xixia-jobs-2023/12.2",)


def test_paying_before_an_unknown_is_known_can_cost_money_too() -> None:
    """Two of three places are lost to lower tiers when the third wage turns out to be the highest."""
    case = household([work(8, 40_000), work(2, 31_000), work(12, None)])
    (loss,) = losses(assess(case))
    assert loss.amount == Decimal(6300 - 4000)


def test_there_is_no_warning_when_nothing_can_grow() -> None:
    assert losses(assess(household([work(12, 60_000), work(12, 60_000)]))) == []
    assert losses(assess(household([work(6, 15_000)], on=date(2023, 12, 31)))) == []


def test_the_order_of_persons_does_not_matter() -> None:
    members = [work(8, 40_000), work(2, 31_000), work(3, 10_000)]
    totals = {assess(household(list(order))).total("cash").low for order in permutations(members)}
    assert totals == {Decimal(4000)}


MONTHS = st.sampled_from([Decimal(x) for x in ("0", "2.99", "3", "5.99", "6", "12")])
INCOME = st.sampled_from([Decimal(x) for x in ("0", "9999.99", "10000", "14999.99", "15000", "30000", "49999.99", "50000")])


@settings(max_examples=250, deadline=None)
@given(st.lists(st.tuples(MONTHS, INCOME), min_size=1, max_size=5))
def test_total_equals_trying_every_assignment(members: list[tuple[Decimal, Decimal]]) -> None:
    determination = assess(household([work(*member) for member in members]))
    total = determination.total("cash")
    expected = best([eligible(*member) for member in members])
    assert (total.low, total.high) == (expected, expected)
    assert sum(paid(determination).values()) == expected


@settings(max_examples=120, deadline=None)
@given(
    st.lists(st.tuples(MONTHS, INCOME), min_size=2, max_size=4),
    st.sampled_from(sorted(TIERS)),
)
def test_total_after_a_prior_award(members: list[tuple[Decimal, Decimal]], tier: str) -> None:
    """The first member was paid a tier before: it, the member and one place are used up, and so much of the cap."""
    awards = [prior(tier, "p0", TIERS[tier][2])]
    determination = assess(household([work(*member) for member in members], prior_awards=awards))
    rest = [eligible(*member) for member in members[1:]]
    expected = best(rest, frozenset({tier}), PERSONS - 1, CAP - TIERS[tier][2])
    total = determination.total("cash")
    assert (total.low, total.high) == (expected, expected)


def completions(member: tuple[Any, Any]) -> Iterator[tuple[Decimal, Decimal]]:
    months = [Decimal(x) for x in (0, 3, 6)] if member[0] is None else [member[0]]
    incomes = [Decimal(x) for x in (0, 10_000, 15_000, 30_000, 50_000)] if member[1] is None else [member[1]]
    yield from product(months, incomes)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.tuples(st.one_of(st.none(), MONTHS), st.one_of(st.none(), INCOME)),
        min_size=1,
        max_size=3,
    )
)
def test_interval_holds_every_completion(members: list[tuple[Any, Any]]) -> None:
    """The ends of the interval are the least and the most that any completion gives."""
    total = assess(household([work(*member) for member in members])).total("cash")
    values = [
        best([eligible(*member) for member in choice]) for choice in product(*(list(completions(member)) for member in members))
    ]
    assert total.high is not None
    assert total.low == min(values)
    assert total.high == max(values)


@pytest.mark.parametrize(
    ("on", "year", "outcome"),
    [
        (date(2023, 4, 3), None, Outcome.NOT_IN_FORCE),
        (date(2023, 4, 4), None, Outcome.PAYABLE),
        (date(2023, 12, 31), None, Outcome.PAYABLE),
        (date(2024, 1, 1), 2023, Outcome.POSSIBLE),
        (date(2024, 1, 1), 2024, Outcome.NOT_IN_FORCE),
        (date(2023, 6, 1), 2022, Outcome.NOT_IN_FORCE),
    ],
)
def test_days_of_the_plan(on: date, year: int | None, outcome: Outcome) -> None:
    case = household([work(1, 50_000)], on=on, year=year or on.year)
    assert assess(case).of("12.4", "p0").outcome is outcome


def test_facts_of_another_year_are_unknown() -> None:
    case = household([work(12, 50_000)])
    item = assess(case, on=date(2023, 12, 31), year=2022).of("12.4", "p0")
    assert item.outcome is Outcome.NOT_IN_FORCE
    again = household([work(12, 50_000)], year=2022)
    item = assess(again, on=date(2023, 12, 31), year=2023).of("12.4", "p0")
    assert item.outcome is Outcome.POSSIBLE


@pytest.mark.parametrize(
    ("place", "outcome"),
    [
        ("640105", Outcome.PAYABLE),
        ("640104", Outcome.ELSEWHERE),
        ("640100", Outcome.POSSIBLE),
        ("640300", Outcome.ELSEWHERE),
        (None, Outcome.POSSIBLE),
    ],
)
def test_place_of_listing(place: str | None, outcome: Outcome) -> None:
    households = [{"id": "h", "poverty_status": "lifted", "listed_in": place}]
    case = household([work(12, 50_000)], households=households)
    assert assess(case).of("12.4", "p0").outcome is outcome


def test_a_prior_award_by_the_short_id_is_refused_with_the_full_one() -> None:
    with pytest.raises(CaseError, match=r"there is no clause 12\.1; did you mean .*xixia-jobs-2023/12\.1"):
        household([work(12, 50_000)], prior_awards=[{"clause": "12.1", "subject": "p0"}])
