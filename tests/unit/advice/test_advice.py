"""What to do next: what to ask, in which order, and what claiming now may cost."""

from __future__ import annotations

import pickle
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from small_world import LABEL, VOCABULARY, Bench, clause, ruleset

from subsidies import Catalogue, Determination, Outcome, UsageError
from subsidies.advice import Inquiries, LaterLoss, Rank, later_losses, money_first, of_rank, rank
from subsidies.assessment import decide
from subsidies.case.entities import EntityRef
from subsidies.explanation import Explanation
from subsidies.law import Law

EXAMPLES = Path(__file__).parents[3] / "examples"
P, P2 = EntityRef("person", "p"), EntityRef("person", "p2")
MONTHS = {"type": "months", "per": "year", "accumulates": True, "max": 12}
FIGURES: dict[str, Any] = {
    "less": {"value": 1000, "unit": "yuan", "cite": "1"},
    "more": {"value": 1500, "unit": "yuan", "cite": "1"},
    "three": {"value": 3, "unit": "month", "cite": "1", "word": "以上"},
    "six": {"value": 6, "unit": "month", "cite": "1", "word": "以上"},
}
ONE = {"id": "one", "title": LABEL, "over": ["1", "2"], "per": ["person", "year"], "at_most": {"awards": 1}, "cite": "1"}


@pytest.fixture
def tiers(bench: Bench) -> Bench:
    """Three months give 1000 yuan or six give 1500, one award a year; months add up until the year ends."""
    person = VOCABULARY["entities"]["person"]
    facts = {**person["facts"], "months": MONTHS}
    bench.words({"schema_version": 1, "entities": {"person": {**person, "facts": facts}}})
    clauses = {
        "1": clause(amount="p.less", when=["months >= p.three"]),
        "2": clause(amount="p.more", when=["months >= p.six"]),
    }
    bench.add(ruleset(parameters=FIGURES, clauses=clauses, limits=[ONE]))
    return bench


def determined(bench: Bench, *persons: dict[str, Any], **changes: Any) -> tuple[Law, Determination]:
    catalogue = Catalogue(bench.root)
    return catalogue.law(), catalogue.assess(bench.case(*persons, catalogue=catalogue, **changes))


@pytest.mark.parametrize(
    ("persons", "changes", "losses"),
    [
        ([{"months": 4}], {}, [LaterLoss("cash", ("p",), Decimal(500), ("test/1",))]),
        ([{"months": 4}, {"months": 5}], {}, [LaterLoss("cash", (who,), Decimal(500), ("test/1",)) for who in ("p", "p2")]),
        ([{"months": 4}, {"months": 2}, {"months": 6}], {}, [LaterLoss("cash", ("p",), Decimal(500), ("test/1",))]),
        ([{"months": 6}], {}, []),
        ([{"months": 2}], {}, []),
        ([{"months": None}], {}, []),
        ([{"months": 4}], {"prior_awards": None}, []),
        ([{"months": 4}], {"prior_awards": [{"clause": "test/1", "subject": "p", "year": 2023}]}, []),
        ([{"months": 4}], {"prior_awards": [{"clause": "test/1", "subject": "p", "year": 2022}]}, [Decimal(500)]),
        ([{"months": 4}], {"on": date(2023, 12, 30)}, [Decimal(500)]),
        ([{"months": 4}], {"on": date(2023, 12, 31)}, []),
    ],
)
def test_claiming_the_lower_award_now_costs_the_higher_one_later(
    persons: list[dict[str, Any]], changes: dict[str, Any], losses: list[Any], tiers: Bench
) -> None:
    found = later_losses(*determined(tiers, *persons, **changes))
    assert [item.amount if isinstance(losses[0], Decimal) else item for item in found] == losses


def test_an_award_that_tops_up_what_was_paid_loses_nothing(tiers: Bench) -> None:
    clauses = {"1": clause(amount="p.less", when=["months >= p.three"]), "2": clause(amount="p.more", when=["months >= p.six"])}
    cap = {**FIGURES, "cap": {"value": 2500, "unit": "yuan", "cite": "1", "word": "最高"}}
    tiers.add(ruleset(parameters=cap, clauses=clauses, limits=[{**ONE, "at_most": {"yuan": "p.cap"}}]))
    assert later_losses(*determined(tiers, {"months": 4})) == []


def test_months_that_are_unknown_early_in_the_year_may_still_become_more(tiers: Bench) -> None:
    clauses = {"1": clause(amount="p.less", when=["poor"]), "2": clause(amount="p.more", when=["months >= p.six"])}
    figures = {name: FIGURES[name] for name in ("less", "more", "six")}
    tiers.add(ruleset(parameters=figures, clauses=clauses, limits=[ONE]))
    law, found = determined(tiers, {"poor": True, "months": None}, on=date(2023, 2, 1))
    assert found.of("2", "p").verdict is False
    assert later_losses(law, found) == [LaterLoss("cash", ("p",), Decimal(500), ("test/1",))]


def test_losses_do_not_depend_on_being_asked_twice_and_change_nothing(tiers: Bench) -> None:
    law, found = determined(tiers, {"months": 4}, {"months": 5})
    before = deepcopy(found)
    first = later_losses(law, found)
    assert later_losses(law, found) == first
    assert found == before
    assert later_losses(law, pickle.loads(pickle.dumps(found))) == first
    assert all(item.outcome is not Outcome.POSSIBLE for item in found.entitlements)


def test_losses_of_another_law_are_not_worked_out(tiers: Bench) -> None:
    _, found = determined(tiers, {"months": 4})
    with pytest.raises(UsageError, match="another one than decided"):
        later_losses(Catalogue.bundled().law(), found)


def test_versions_are_settled_together_looking_ahead_too(tiers: Bench) -> None:
    """By the end of the year the second version may give something as well, under the one limit of both."""
    days = {"from": date(2023, 4, 1), "to": date(2023, 12, 31)}
    sooner = clause(amount="p.less", at="started")
    later = clause(amount="p.more", when=["months >= p.six"])
    figures = {name: FIGURES[name] for name in ("less", "more", "six")}
    tiers.add(ruleset(parameters=figures, clauses={"1": sooner, "2": later}, limits=[ONE]))
    second = {"version": "2.0.0", "published": date(2023, 3, 15), "effective": days}
    tiers.add(ruleset(parameters=figures, clauses={"1": sooner, "2": later}, limits=[ONE], **second))
    catalogue = Catalogue(tiers.root)
    case = tiers.case({"months": 4, "started": date(2023, 2, 1)}, catalogue=catalogue)
    law, found = catalogue.law(), catalogue.assess(case)
    assert [item.ruleset.version for item in found.with_outcome(Outcome.PAYABLE)] == ["1.0.0"]
    grown = found.question.with_values({(0, law.world.vocabulary.fact("person", "months").slot): (4, 12)})
    assert decide(law, grown).total("cash").high == 1500
    assert later_losses(law, found) == [LaterLoss("cash", ("p",), Decimal(500), ("test/1",))]


def test_what_another_policy_pays_neither_makes_nor_hides_a_loss(tiers: Bench) -> None:
    for name in ("alpha", "zeta"):
        tiers.add(ruleset(policy=name, parameters={"sum": {"value": 70, "unit": "yuan", "cite": "1"}}, clauses={"7": clause()}))
    law, found = determined(tiers, {"months": 4})
    assert [(total.kind, total.payees, total.low) for total in found.totals] == [("cash", ("p",), 1140)]
    assert later_losses(law, found) == [LaterLoss("cash", ("p",), Decimal(500), ("test/1",))]


def test_a_loss_is_seen_where_another_who_shares_a_cap_was_paid_before(tiers: Bench) -> None:
    clauses = {"1": clause(amount="p.less", when=["months >= p.three"]), "2": clause(amount="p.more", when=["months >= p.six"])}
    figures = {**FIGURES, "cap": {"value": 5000, "unit": "yuan", "cite": "1", "word": "最高"}}
    shared = {"id": "shared", "title": LABEL, "over": ["1", "2"], "per": ["year"], "at_most": {"yuan": "p.cap"}, "cite": "1"}
    tiers.add(ruleset(parameters=figures, clauses=clauses, limits=[ONE, shared]))
    before = [{"clause": "test/1", "subject": "p", "year": 2023, "amount": 1000}]
    law, found = determined(tiers, {"months": 4}, {"months": 4}, prior_awards=before)
    assert [(total.payees, total.low, total.high) for total in found.totals] == [(("p",), 0, 0), (("p2",), 1000, 1000)]
    assert later_losses(law, found) == [LaterLoss("cash", ("p2",), Decimal(500), ("test/1",))]


@pytest.fixture
def asking(bench: Bench) -> Bench:
    """Sums, a service and another document's sum, which turn on facts that nobody stated."""
    open_ = {"open": {"zh": "等", "en": "and others"}}
    clauses = {
        "1": clause(when=["ill", "started <= on"]),
        "2": clause(when=["started <= on"]),
        "3": clause(kind="service", amount={"set_by": LABEL}, when=["age >= p.old"]),
        "4": clause(kind="insurance_subsidy", amount={"set_by": LABEL}, when=["poor", open_]),
        "5": clause(kind="insurance_subsidy", amount={"set_by": LABEL}, when=["poor", "ill"]),
    }
    figures = {
        "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
        "old": {"value": 60, "unit": "year", "cite": "1", "word": "以上"},
    }
    bench.add(ruleset(parameters=figures, clauses=clauses))
    return bench


def inquiries(bench: Bench, *persons: dict[str, Any]) -> Inquiries:
    law, found = determined(bench, *persons)
    possible = found.with_outcome(Outcome.POSSIBLE)
    sums, others = of_rank(law, possible, Rank.SUM), of_rank(law, possible, Rank.THING, Rank.ELSEWHERE)
    return Inquiries(Explanation(law, found), sums, others)


def listed(numbered: list[Any]) -> list[tuple[int, str, list[str]]]:
    return [
        (number, item.first.fact or item.first.sort, [name.removeprefix("test/") for name in item.clauses])
        for number, item in numbered
    ]


def test_each_thing_is_asked_once_and_what_sums_turn_on_comes_first(asking: Bench) -> None:
    found = inquiries(asking, {}, {})
    assert listed(found.main) == [(1, "ill", ["1", "5"]), (2, "started", ["1", "2"])]
    assert listed(found.further) == [
        (3, "poor", ["4", "5"]),
        (4, "age", ["3"]),
        (5, "open", ["4"]),
    ]
    assert [item.is_left_open for _, item in found.further] == [False, False, True]
    assert all(list(item.entities) == [P, P2] for _, item in found.main)


def test_who_was_asked_already_is_told_apart(asking: Bench) -> None:
    found = inquiries(asking, {"ill": "unknown"}, {})
    assert found.main[0][1].entities == {P: True, P2: False}


def test_who_has_answered_is_not_asked(asking: Bench) -> None:
    answered = {"ill": False, "started": date(2023, 1, 1), "poor": False, "age": 20, "cost": 0}
    found = inquiries(asking, answered, {})
    assert all(list(item.entities) == [P2] for _, item in [*found.main, *found.further] if not item.is_left_open)
    nothing = inquiries(asking, answered)
    assert (nothing.main, nothing.further) == ([], [])


def test_an_entitlement_knows_the_numbers_of_what_it_turns_on(asking: Bench) -> None:
    found = inquiries(asking, {}, {})
    of = {(item.clause, item.subject.id): item for item in found.explanation.determination.entitlements}
    assert {id_: found.numbers(of[f"test/{id_}", "p"]) for id_ in "12345"} == {
        "1": [1, 2],
        "2": [2],
        "3": [4],
        "4": [3],
        "5": [1, 3],
    }
    assert found.numbers(of["test/4", "p2"], ()) == [3, 5]
    assert [item.en for item in found.left_open(of["test/4", "p"])] == ["and others"]


def test_ranks_tell_sums_of_the_plan_from_what_others_set(asking: Bench) -> None:
    law, found = determined(asking, {"poor": False, "age": 20, "ill": True, "started": date(2023, 1, 1)})
    of = {item.clause: item for item in found.entitlements}
    assert {id_: rank(law, of[f"test/{id_}"]) for id_ in "12345"} == {
        "1": Rank.SUM,
        "2": Rank.SUM,
        "3": Rank.ELSEWHERE,
        "4": Rank.ELSEWHERE,
        "5": Rank.ELSEWHERE,
    }
    refused_first = [of["test/5"], of["test/2"], of["test/3"], of["test/1"]]
    assert [item.id for item in money_first(law, refused_first)] == ["2", "1", "5", "3"]
    assert [item.id for item in of_rank(law, refused_first, Rank.ELSEWHERE)] == ["5", "3"]
    assert [item.id for item in of_rank(law, refused_first, Rank.ELSEWHERE, Rank.SUM)] == ["2", "1", "5", "3"]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_all_that_is_missing_in_an_example_has_one_number(path: Path) -> None:
    catalogue = Catalogue.bundled()
    law, found = catalogue.law(), catalogue.assess(catalogue.read_case(path), date(2023, 12, 20))
    explanation, possible = Explanation(law, found), found.with_outcome(Outcome.PAYABLE, Outcome.POSSIBLE)
    half = len(possible) // 2
    asked = Inquiries(explanation, possible[:half], possible[half:])
    numbers = [number for number, _ in [*asked.main, *asked.further]]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {number for item in possible[half:] for number in asked.numbers(item, ())} <= set(numbers)
    subjects = [
        (item.first.sort, item.first.entity and item.first.entity.kind, item.first.fact or item.first.zh)
        for _, item in asked.main
    ]
    assert len(subjects) == len(set(subjects))
