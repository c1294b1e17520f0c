"""A determination is data: nothing in it can be set, it reads on one line, and it equals another that decides the same."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from small_world import Bench, clause, ruleset

from subsidies import Catalogue, Determination, Outcome, UsageError
from subsidies.determination import Combination, Entitlement
from subsidies.files.disk import read

ROOT = Path(__file__).parents[3]
HOUSEHOLD = ROOT / "examples" / "xixia-household.yaml"
DATA: dict[str, Any] = read(HOUSEHOLD).data
CATALOGUE = Catalogue.bundled()
PLAN = "xixia-jobs-2023"


def determined(data: Any = DATA, **question: Any) -> Determination:
    return CATALOGUE.assess(CATALOGUE.read_case(data), policies=[PLAN], **question)


def bounded(found: Determination) -> Combination:
    """A combination in which a limit leaves a choice."""
    return next(item for item in found.combinations if item.bounds)


def first(found: Determination, outcome: Outcome) -> Entitlement:
    return found.with_outcome(outcome)[0]


PARTS: dict[str, Callable[[Determination], Any]] = {
    "determination": lambda found: found,
    "question": lambda found: found.question,
    "ruleset": lambda found: found.rulesets[0],
    "entitlement": lambda found: first(found, Outcome.PAYABLE),
    "clause": lambda found: first(found, Outcome.PAYABLE).under,
    "subject": lambda found: first(found, Outcome.PAYABLE).subject,
    "amount": lambda found: first(found, Outcome.PAYABLE).amounts[0],
    "what is open": lambda found: first(found, Outcome.POSSIBLE).open,
    "exclusion": lambda found: first(found, Outcome.EXCLUDED_BY_LIMIT).limit,
    "limit": lambda found: bounded(found).bounds[0].limit,
    "total": lambda found: found.totals[0],
    "combination": bounded,
    "bound": lambda found: bounded(found).bounds[0],
    "candidate": lambda found: bounded(found).candidates[0],
    "solution": lambda found: bounded(found).solution,
}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_nothing_of_a_determination_can_be_set(part: Callable[[Determination], Any]) -> None:
    found = part(determined())
    names = [name for name in dir(found) if not name.startswith("_")]
    assert names
    for name in names:
        with pytest.raises((AttributeError, TypeError)):
            setattr(found, name, None)
        with pytest.raises((AttributeError, TypeError)):
            delattr(found, name)


def test_no_list_and_no_mapping_hangs_on_an_entitlement() -> None:
    found = determined()
    for part in (*found.entitlements, found.rulesets, found.totals, found.used_up):
        assert hash(part) == hash(deepcopy(part))


def test_all_of_it_reads_on_one_short_line() -> None:
    found = determined()
    shown = [repr(part) for part in (found, found.question, CATALOGUE.law(), *found.entitlements)]
    assert all("\n" not in text and len(text) < 200 for text in shown)
    assert shown[0] == "<Determination of case XX-2023-0107 on 2023-12-20: 100 entitlements, 4 payable>"
    assert repr(found.of("12.4", "p1")).startswith("<Entitlement xixia-jobs-2023/12.4 for person p1: ")
    assert repr(determined({key: value for key, value in DATA.items() if key != "id"})).startswith("<Determination of case - on")


def test_the_same_case_is_determined_the_same() -> None:
    afresh = Catalogue(ROOT / "rulesets")
    found = determined()
    assert found == determined(deepcopy(DATA))
    assert found == determined(on=date(2023, 12, 20), year=2023)
    assert found == afresh.assess(afresh.read_case(HOUSEHOLD), policies=[PLAN])
    assert found == deepcopy(found)
    assert found != repr(found)


def a_row(list_: str, index: int, **facts: Any) -> Callable[[dict[str, Any]], None]:
    return lambda data: data[list_][index].update(facts)


CHANGES: dict[str, Callable[[dict[str, Any]], None]] = {
    "a fact that decides": a_row("persons", 1, months_worked=Decimal("6")),
    "a fact that decides nothing": a_row("persons", 0, name="王建设"),
    "a hundredth": a_row("persons", 1, months_worked=Decimal("5.51")),
    "not asked instead of not known": lambda data: data["persons"][3].pop("wage_income"),
    "a relation": lambda data: data["persons"][3].pop("household"),
    "one person less": lambda data: data["persons"].pop(3),
    "a list that is not complete": lambda data: data.update(complete={"persons": False}),
    "a day": lambda data: data.update(on=date(2023, 12, 21)),
    "a year": lambda data: data.update(year=2022),
    "a prior award": lambda data: data["prior_awards"].append(
        {"clause": "xixia-jobs-2023/12.2", "subject": "p1", "year": 2022, "amount": 1500, "months": 0}
    ),
    "prior awards unknown": lambda data: data.pop("prior_awards"),
    "another place": lambda data: data.update(jurisdiction="640104"),
    "another id": lambda data: data.update(id="another"),
    "no id": lambda data: data.pop("id"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_case_that_differs_in_one_thing_is_determined_otherwise(change: Callable[[dict[str, Any]], None]) -> None:
    data = deepcopy(DATA)
    change(data)
    assert data != DATA
    assert determined(data) != determined()
    assert determined(data) == determined(data)


@pytest.mark.parametrize(
    "change",
    [{"subject": "p2"}, {"clause": "xixia-jobs-2023/12.1"}, {"year": 2021}, {"amount": 1000}, {"months": 1}, {"payee": "h1"}],
)
def test_prior_awards_differ_in_anything_that_is_said_of_them(change: dict[str, Any]) -> None:
    award = {"clause": "xixia-jobs-2023/12.2", "subject": "p1", "year": 2022, "amount": 1500, "months": 0}
    one, other = ({**DATA, "prior_awards": [row]} for row in (award, {**award, **change}))
    assert determined(one) != determined(other)


def test_a_version_that_decides_the_same_is_another_one_all_the_same(bench: Bench) -> None:
    """What is issued says by which version it was decided."""
    bench.add(ruleset(clauses={"1": clause()}))
    before = bench.assess({})
    bench.add(ruleset(version="1.1.0", published=date(2023, 5, 1), clauses={"1": clause()}))
    after = bench.assess({})
    assert after.question == before.question
    assert [item.outcome for item in after.entitlements] == [item.outcome for item in before.entitlements]
    assert [replace(total, parts=()) for total in after.totals] == [replace(total, parts=()) for total in before.totals]
    assert [part.ruleset.version for total in after.totals for part in total.parts] == ["1.1.0"]
    assert after != before


def test_entitlements_are_found_by_clause_and_subject() -> None:
    found = determined()
    assert found.of("12.4", "p4") is found.of("xixia-jobs-2023/12.4", "p4")
    for name, subject, message in (
        ("12.4", "p9", "there is no p9 in this case; allowed: h1, p1, p2, p3, p4, s1"),
        ("12.44", "p4", "unknown clause 12.44; allowed: 7.3, .*; did you mean 12.4?"),
        ("xixia-job-2023/12.4", "p4", "did you mean xixia-jobs-2023/12.4?"),
        ("12.4", "h1", "clause 12.4 is not decided for h1; allowed: p1, p2, p3, p4"),
        (None, "p4", "unknown clause None"),
        ("12.4", None, "there is no None in this case"),
    ):
        with pytest.raises(UsageError, match=message):
            found.of(name, subject)


def test_a_number_that_clauses_of_several_policies_have_is_refused(bench: Bench) -> None:
    for policy in ("alpha", "beta"):
        bench.add(ruleset(policy=policy, clauses={"1": clause()}))
    found = bench.assess({})
    with pytest.raises(UsageError, match="1 stands for several clauses: name the one that is meant; allowed: alpha/1, beta/1"):
        found.of("1", "p")
    assert found.of("beta/1", "p").clause == "beta/1"


def test_every_claim_of_money_stands_in_one_combination_by_its_place() -> None:
    found = determined()
    places = [place for combination in found.combinations for place in combination.members]
    assert len(places) == len(set(places))
    for combination in found.combinations:
        members = found.members(combination)
        assert [item.subject.id for item in members] == [candidate.subject for candidate in combination.candidates]
        assert [item.id for item in members] == [candidate.clause for candidate in combination.candidates]
        assert all(found.combination(item) is combination for item in members)
    refused = found.with_outcome(Outcome.NOT_ENTITLED)[0]
    assert found.combination(refused) is None
