"""Settling the claims of a law: limits bind their own policy, results are known by the places of claims, and nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import LABEL, Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.amount import evaluate
from subsidies.case import Case, Question
from subsidies.files.data import of_data
from subsidies.law import Law
from subsidies.ruleset.references import ALREADY_PAID
from subsidies.settlement import Claim, Settlement, settle

CAP = {"id": "cap", "title": LABEL, "over": ["1", "2"], "per": ["person", "year"], "at_most": {"yuan": "p.cap"}, "cite": "1"}


def policy(name: str, first: int, second: int, cap: int) -> dict[str, Any]:
    """Two clauses that anybody may claim, and one limit over both."""
    figures: dict[str, Any] = {
        "first": {"value": first, "unit": "yuan", "cite": "1"},
        "second": {"value": second, "unit": "yuan", "cite": "1"},
        "cap": {"value": cap, "unit": "yuan", "word": "最高", "cite": "1"},
    }
    clauses = {"1": clause(amount="p.first"), "2": clause(amount="p.second")}
    return ruleset(policy=name, parameters=figures, clauses=clauses, limits=[CAP])


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Law:
    bench = Bench(tmp_path_factory.mktemp("two"))
    bench.add(policy("alpha", 1000, 800, 1500))
    bench.add(policy("beta", 500, 300, 600))
    return Catalogue(bench.root).law()


def question(law: Law, *awards: dict[str, Any]) -> Question:
    """Two persons, and what was paid before."""
    rows: list[dict[str, Any]] = [{"id": "p"}, {"id": "q"}]
    data = {"schema_version": 1, "jurisdiction": "640105", "on": "2023-06-01", "persons": rows, "prior_awards": list(awards)}
    return Case(of_data(data), law.world).question()


def claims(law: Law, asked: Question, names: Sequence[str], places: Sequence[int]) -> list[Claim]:
    """Claims that hold, such as ``alpha/1 p``, at these places."""
    found: list[Claim] = []
    for name, place in zip(names, places, strict=True):
        full, _, id_ = name.partition(" ")
        (plan,) = (rule for rule in law.settling.rules if rule.ref.name == full)
        subject = asked.by_id[id_]
        env = law.environment(asked)
        amounts = tuple(evaluate(item.rule, item.low, item.high, env, subject) for item in plan.amounts)
        found.append(Claim(place, plan, subject, True, (True,) * len(plan.rule.lines), amounts, (subject,)))
    return found


def settled(
    law: Law, names: Sequence[str], *awards: dict[str, Any], places: Sequence[int] = ()
) -> tuple[Settlement, list[Claim]]:
    asked = question(law, *awards)
    made = claims(law, asked, names, places or range(len(names)))
    return settle(made, law.settling, law.environment(asked)), made


def paid(found: Settlement) -> dict[int, int | None]:
    """What is paid of each claim in yuan; None where a limit keeps it out."""
    return {place: None if item.paid is None else item.paid[0] // 100 for place, item in found.claims.items()}


def test_a_limit_of_one_policy_does_not_touch_the_other_that_has_a_limit_of_that_name(law: Law) -> None:
    found, _ = settled(law, ["alpha/1 p", "alpha/2 p", "beta/1 p", "beta/2 p"])
    assert paid(found) == {0: 1000, 1: 500, 2: 500, 3: 100}
    totals = [(item.total.low, item.total.payees) for item in found.combinations if item.total is not None]
    assert totals == [(1500, ("p",)), (600, ("p",))]
    assert [combination.members for combination in found.combinations] == [(0, 1), (2, 3)]
    limits = [{bound.limit for bound in combination.bounds} for combination in found.combinations]
    assert all(len(names) == 1 for names in limits)
    assert limits[0] != limits[1]


def test_what_one_policy_paid_before_is_no_award_of_the_other(law: Law) -> None:
    award = {"clause": "beta/1", "subject": "p", "year": 2023, "amount": 500}
    found, _ = settled(law, ["alpha/1 p", "alpha/2 p", "beta/1 p", "beta/2 p"], award)
    assert paid(found) == {0: 1000, 1: 500, 2: None, 3: 100}
    assert found.claims[2].excluded is not None
    assert found.claims[2].excluded.limit == ALREADY_PAID
    assert found.claims[2].excluded.is_already_paid


NAMES = [f"{name}/{id_} {who}" for name in ("alpha", "beta") for id_ in "12" for who in "pq"]


@given(data=st.data())
@settings(deadline=None)
def test_places_come_back_whatever_they_are(law: Law, data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(NAMES), unique=True))
    places = data.draw(st.lists(st.integers(0, 10**6), min_size=len(names), max_size=len(names), unique=True))
    plain, _ = settled(law, names)
    moved, _ = settled(law, names, places=places)
    assert moved.claims == {places[place]: item for place, item in plain.claims.items()}
    assert [item.total for item in moved.combinations] == [item.total for item in plain.combinations]
    assert [item.members for item in moved.combinations] == [
        tuple(places[place] for place in item.members) for item in plain.combinations
    ]
    assert sorted(place for item in moved.combinations for place in item.members) == sorted(places)


@given(data=st.data())
@settings(deadline=None)
def test_whoever_else_claims_of_another_policy_changes_nothing(law: Law, data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(NAMES), unique=True))
    whole, _ = settled(law, names)
    for policy_ in ("alpha", "beta"):
        own = [place for place, name in enumerate(names) if name.startswith(policy_)]
        alone, _ = settled(law, [names[place] for place in own], places=own)
        assert alone.claims == {place: whole.claims[place] for place in own}
        assert [item for item in whole.combinations if set(item.members) <= set(own)] == list(alone.combinations)


@given(data=st.data())
@settings(deadline=None)
def test_nothing_that_goes_in_is_changed(law: Law, data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(NAMES), unique=True))
    award = {"clause": "alpha/1", "subject": "p", "year": 2023, "amount": 700}
    asked = question(law, award)
    made = claims(law, asked, names, range(len(names)))
    before = [tuple(getattr(claim, field.name) for field in fields(claim)) for claim in made]
    limits, rules = law.settling.limits, law.settling.rules
    first = settle(made, law.settling, law.environment(asked))
    assert [tuple(getattr(claim, field.name) for field in fields(claim)) for claim in made] == before
    assert (law.settling.limits, law.settling.rules) == (limits, rules)
    assert asked == question(law, award)
    assert settle(made, law.settling, law.environment(asked)) == first


def test_no_claims_are_settled_as_nothing(law: Law) -> None:
    assert settled(law, [])[0] == Settlement({}, (), (), ())
