"""Who gets what, and what is open: properties over generated rulesets and cases."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subsidies.settlement import still_open as opening
from subsidies.settlement import totals as totalling
from subsidies.settlement.claimants import Claimant
from subsidies.settlement.plan import LimitPlan
from subsidies.stacking import component, rivals
from subsidies.stacking.rivals import Reliable
from tests.properties import claims_world as world
from tests.properties import properties as p
from tests.properties.bench import Bench, Data
from tests.properties.law_cases import adding_up

settling = import_module("subsidies.settlement.settle")
reading = import_module("subsidies.case.held_values")
_NUMBER = reading._number
SOAK = bool(os.environ.get("SUBSIDIES_SOAK"))
RULESETS = 17_000 if SOAK else 40
CASES = 6
"""Cases of each ruleset: in a soak a hundred thousand for each property."""
FAULTY = 400
"""Rulesets within which an injected fault has to show."""

Check = Callable[[Bench, Data, random.Random], None]


def value(rnd: random.Random, kind: Any, name: str, data: Data, row: Data) -> Any:
    return adding_up(kind, row, name, world.value_for(rnd, kind.name, name, data))


def others_apart(bench: Bench, data: Data, rnd: random.Random) -> None:
    """Only where every limit is about somebody: what is one for all joins everybody."""
    (ruleset,) = bench.law.rulesets
    if any(not set(limit.per) - {"year", "clause"} for limit in ruleset.model.limits):
        return
    clauses = [(id_, one.subject) for id_, one in ruleset.rules.items()]
    for one in (data, others := world.case_data(rnd, clauses)):
        for kind, row in bench.rows(one):
            for relation in kind.relations:
                row[relation] = row[relation] or value(rnd, kind, relation, one, row)
    p.others_apart(bench, data, others)


PROPERTIES: dict[str, Check] = {**p.of_any_law(value), "others change nothing": others_apart}


def cases(rnd: random.Random, number: int) -> list[tuple[Bench, Data]]:
    """Some cases of a generated ruleset; none where it is refused."""
    generated = world.generated_law(rnd)
    if generated is None:
        return []
    law, data = generated
    clauses = [(id_, one["for"]) for id_, one in data["clauses"].items()]
    return [(Bench(law), world.case_data(rnd, clauses)) for _ in range(number)]


@pytest.mark.parametrize("name", PROPERTIES)
def test_of_generated_rulesets_and_cases(name: str) -> None:
    @settings(max_examples=RULESETS, deadline=None, database=None, derandomize=not SOAK, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**48))
    def holds(seed: int) -> None:
        rnd = random.Random(seed)
        for bench, data in cases(rnd, CASES):
            PROPERTIES[name](bench, data, rnd)

    holds()


ONCE_FAILED = [("a spread has its cause", 3_937_952)]
"""What is kept out whatever it comes to was said to leave somebody else's sum unknown."""


@pytest.mark.parametrize(("name", "seed"), ONCE_FAILED)
def test_of_cases_that_once_failed(name: str, seed: int) -> None:
    rnd = random.Random(seed)
    found = cases(rnd, CASES)
    assert found
    for bench, data in found:
        PROPERTIES[name](bench, data, rnd)


def shows(name: str) -> bool:
    """Whether a property fails for some case."""
    for seed in range(FAULTY):
        rnd = random.Random(seed)
        for bench, data in cases(rnd, CASES):
            try:
                PROPERTIES[name](bench, data, rnd)
            except (AssertionError, StopIteration, KeyError, AttributeError):
                return True
    return False


def _first_come(self: Any, own: Any) -> list[Reliable]:
    """Whoever comes first relies on all of it, the next on nothing."""
    return [
        Reliable(bound, ())
        if bound.low is None or min(bound.members) in own
        else Reliable(bound._replace(low=0), tuple(i for i in bound.members if i not in own))
        for bound in self.bounds
    ]


def _one_claimant(claims: Any) -> list[Claimant]:
    return [Claimant(frozenset(), "cash", "year", ()) for _ in claims]


FAULTS: dict[str, tuple[Any, str, Any]] = {
    "the order of rows decides nothing": (
        settling,
        "classes",
        lambda candidates, bounds, known, doubts: list(range(len(candidates))),
    ),
    "ids decide nothing": (
        settling,
        "classes",
        lambda candidates, bounds, known, doubts: [hash(one.subject) for one in candidates],
    ),
    "more that is known widens nothing": (rivals.Rivalry, "reliable", _first_come),
    "totals are the sums of awards": (totalling, "_payable", lambda candidates, bounds, paid: (0, 0)),
    "a spread has its cause": (totalling, "_is_unknown", lambda claim, open_: claim.verdict is None),
    "possible means that something is open": (
        opening,
        "_unknown_allowances",
        lambda formulation, bound: iter(()),
    ),
    "what is not named decides nothing": (opening, "_maybe_exempt", lambda formulation, place: iter(())),
    "others change nothing": (LimitPlan, "group", lambda self, lineage, subject, year, stated=None: ("all",)),
    "twins get the same": (settling, "sharing", lambda settled, group, places: list(settled)),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_property_shows_a_fault(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, attribute, fault = FAULTS[name]
    assert hasattr(where, attribute)
    monkeypatch.setattr(where, attribute, fault)
    assert shows(name)


def test_a_search_that_calls_too_little_possible_leaves_out_what_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(component.Component, "may_raise", lambda *_, **__: False)
    assert shows("what is not named decides nothing")


def test_a_range_that_is_read_as_its_low_end_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    def low_end(fact: Any, value: Any, within: Any) -> Any:
        low, high = _NUMBER(fact, value, within)
        return (low, high) if value is None else (low, low)

    monkeypatch.setattr(reading, "_number", low_end)
    assert shows("more that is known widens nothing")
