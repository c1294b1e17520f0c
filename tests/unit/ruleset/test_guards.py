"""What has no value over a list without members needs a condition beside it that decides that case."""

from __future__ import annotations

from typing import Any

import pytest
from written import WORLD, built, clause, definition, kinds, limit, parameter

from subsidies.case import Case
from subsidies.engines.decision import Environment
from subsidies.engines.reference.engine import ReferenceEngine
from subsidies.errors import RulesetError
from subsidies.files.source import parse
from subsidies.quantities import aggregates
from subsidies.ruleset import Ruleset

BEST, WORKED = "max(j.pay for j in jobs)", "max(j.pay for j in jobs if j.worked > 0)"
SOME = "count(j for j in jobs) > 0"
NOTHING_KNOWN = """schema_version: 1
jurisdiction: "110101"
on: 2023-09-01
households: [{id: h1}]
persons: [{id: p1, household: h1, veteran: true, student: false, courses: 0}]
jobs: []
"""
FIGURES = {
    "p.x": parameter("x", 2000, "yuan/month", source="reading"),
    "p.two": parameter("two", 2, "count", source="reading"),
    "p.sum": parameter("sum", 100, "yuan", source="reading"),
    "p.one": parameter("one", 1, "month"),
}


def whole(lines: list[str], definitions: dict[str, str] | None = None, **more: str) -> dict[str, Any]:
    """One clause with the figures and definitions it names."""
    texts = str((lines, definitions, more))
    for_ = {"rich": "household", "peopled": "household", "hired": "household"}
    return {
        "clauses": [clause("1", *lines, **more)],
        "parameters": "".join(text for name, text in FIGURES.items() if name in texts),
        "definitions": "".join(definition(name, text, for_.get(name, "person")) for name, text in (definitions or {}).items()),
    }


def found(ruleset: dict[str, Any]) -> list[str]:
    return kinds(*ruleset["clauses"], **{key: value for key, value in ruleset.items() if key != "clauses"})


def decided(ruleset: Ruleset) -> list[Any]:
    """What is decided, and what is due unless that is nothing, for who has no job; numbers are read anew each time."""
    engine = ReferenceEngine(ruleset, WORLD)
    question = Case(parse(NOTHING_KNOWN, "case.yaml"), WORLD).question()
    env = Environment(question, WORLD.lookup())
    said: list[Any] = []
    for item in engine.run(env):
        ends = [end for amount in item.rule.amounts for end in amount.ends]
        ends += [end for end in (item.rule.at, item.rule.months) if end is not None]
        values = [engine.quantity(end)(env, item.subject, None) for end in ends]
        said.append((item.verdict, None if item.verdict is False else values))
    return said


GUARDED: dict[str, dict[str, Any]] = {
    # The forms of a guard
    "more than none": whole([SOME, f"{BEST} >= p.x"]),
    "none is less": whole(["0 < count(j for j in jobs)", f"{BEST} >= p.x"]),
    "one or more": whole(["count(j for j in jobs) >= 1", f"{BEST} >= p.x"]),
    "one at most as many": whole(["1 <= count(j for j in jobs)", f"{BEST} >= p.x"]),
    "unlike none": whole(["count(j for j in jobs) != 0", f"{BEST} >= p.x"]),
    "not none": whole(["not count(j for j in jobs) == 0", f"{BEST} >= p.x"]),
    "not less than one": whole(["not (count(j for j in jobs) < 1 or veteran)", f"{BEST} >= p.x"]),
    "a figure of the law": whole(["count(j for j in jobs) >= p.two", f"{BEST} >= p.x"]),
    "exactly so many": whole(["count(j for j in jobs) == p.two", f"{BEST} >= p.x"]),
    "any at all": whole(["any(True for j in jobs)", f"{BEST} >= p.x"]),
    "any of some sort": whole(["any(j.worked > 0 for j in jobs)", f"{BEST} >= p.x"]),
    # Which filter it has
    "the same filter": whole(["count(j for j in jobs if j.worked > 0) > 0", f"{WORKED} >= p.x"]),
    "another name for a member": whole(["count(job for job in jobs if job.worked > 0) > 0", f"{WORKED} >= p.x"]),
    "the filter as what is counted": whole(["count(j.worked > 0 for j in jobs) > 0", f"{WORKED} >= p.x"]),
    "the filter as what any is": whole(["any(j.worked > 0 for j in jobs)", f"{WORKED} >= p.x"]),
    "a narrower filter": whole(["any(j.pay > p.x and j.worked > 0 for j in jobs)", f"{WORKED} >= p.x"]),
    "a filter on two sides": whole(["any(j.pay > p.x for j in jobs if j.worked > 0)", f"{WORKED} >= p.x"]),
    # Where it stands
    "one line": whole([f"{SOME} and {BEST} >= p.x"]),
    "before and after": whole([f"{BEST} >= p.x and {SOME}"]),
    "inside a contrary": whole([f"not ({SOME} and {BEST} >= p.x)"]),
    "the other alternative": whole([f"count(j for j in jobs) == 0 or {BEST} >= p.x"]),
    "the other alternative denied": whole([f"not ({SOME}) or {BEST} >= p.x"]),
    "below an alternative": whole([SOME, f"veteran or {BEST} >= p.x"]),
    "all of an alternative": whole([f"{{any: [student, [{SOME}, {BEST} >= p.x]]}}"]),
    "a test": whole([f"({BEST} if {SOME} else p.x) >= p.x"]),
    "a contrary test": whole([f"(p.x if count(j for j in jobs) == 0 else {BEST}) >= p.x"]),
    "an exception that needs it": whole(["veteran"], unless=f'["{SOME} and {BEST} >= p.x"]'),
    "an exception beside it": whole([SOME], unless=f'["{BEST} >= p.x"]'),
    "an exception that is the guard": whole([f"{BEST} >= p.x"], unless='["count(j for j in jobs) == 0"]'),
    "a condition of an amount": whole(["any(True for j in jobs)"], amount="p.sum * max(j.worked for j in jobs) / p.one"),
    "a part of an amount": whole(
        ["veteran"],
        amount=f"{{exact: p.sum, plus: [{{amount: p.sum * max(j.worked for j in jobs) / p.one, when: [{SOME}]}}]}}",
    ),
    "a condition of months and days": whole([SOME], months="min(j.worked for j in jobs)", at="min(j.start for j in jobs)"),
    # By way of definitions
    "a number": whole(["best >= p.x", SOME], {"best": BEST}),
    "a number with its guard": whole(["best >= p.x"], {"best": f"{BEST} if {SOME} else p.x"}),
    "a condition with its guard": whole(["well"], {"well": f"[{SOME}, {BEST} >= p.x]"}),
    "a condition without": whole(["well", SOME], {"well": f"{BEST} >= p.x"}),
    "a guard": whole(["busy", f"{BEST} >= p.x"], {"busy": SOME}),
    "a guard with more": whole(["busy", f"{BEST} >= p.x"], {"busy": f"[veteran, {SOME}]"}),
    "both": whole(["busy", "best >= p.x"], {"busy": SOME, "best": BEST}),
    "somebody else's": whole(
        ["household.peopled", "household.rich > p.sum"],
        {"peopled": "any(True for m in members)", "rich": "max(m.income for m in members)"},
    ),
    "somebody else's seen from here": whole(
        ["any(True for m in household.members)", "household.rich > p.sum"], {"rich": "max(m.income for m in members)"}
    ),
    "a member's": whole(["sum(m.best for m in household.members if m.busy) > p.x"], {"best": BEST, "busy": SOME}),
    "a member's beside it": whole(["any(m.busy and m.best > p.x for m in household.members)"], {"best": BEST, "busy": SOME}),
}


@pytest.mark.parametrize("name", GUARDED)
def test_a_guard_beside_it_decides_whatever_the_value_over_nothing_were(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ruleset = GUARDED[name]
    assert found(ruleset) == []
    rules = built(*ruleset["clauses"], parameters=ruleset["parameters"], definitions=ruleset["definitions"])
    said = decided(rules)
    for value in (-(10**9), 0, 10**9):
        monkeypatch.setattr(aggregates, "ANY", (value, value))
        assert decided(rules) == said


UNGUARDED: dict[str, dict[str, Any]] = {
    "nothing": whole([f"{BEST} >= p.x"]),
    "the least": whole(["min(j.pay for j in jobs) >= p.x"]),
    "the mean": whole(["avg(j.pay for j in jobs) >= p.x"]),
    "another list": whole(["any(True for m in household.members)", f"{BEST} >= p.x"]),
    "no filter": whole([SOME, f"{WORKED} >= p.x"]),
    "another filter": whole(["any(j.pay > p.x for j in jobs)", f"{WORKED} >= p.x"]),
    "a filter of which part is missing": whole(
        ["any(j.worked > 0 for j in jobs)", "max(j.pay for j in jobs if j.worked > 0 and j.pay > p.x) >= p.x"]
    ),
    "few": whole(["count(j for j in jobs) < p.two", f"{BEST} >= p.x"]),
    "as many as a fact says": whole(["count(j for j in jobs) >= courses", f"{BEST} >= p.x"]),
    "what is more than none by another reckoning": whole(["sum(j.pay for j in jobs) > 0", f"{BEST} >= p.x"]),
    "all": whole(["all(j.worked > 0 for j in jobs)", f"{BEST} >= p.x"]),
    "none": whole(["not any(j.worked > 0 for j in jobs)", f"{BEST} >= p.x"]),
    "one of two": whole([f"veteran or {SOME}", f"{BEST} >= p.x"]),
    "the alternative itself": whole([f"{{any: [{SOME}, {BEST} >= p.x]}}"]),
    "the wrong branch": whole([f"(p.x if {SOME} else {BEST}) >= p.x"]),
    "the contrary as an exception": whole([f"{BEST} >= p.x"], unless=f'["{SOME}"]'),
    "an exception": whole(["veteran"], unless=f'["{BEST} >= p.x"]'),
    "an amount": whole(["veteran"], amount="p.sum * max(j.worked for j in jobs) / p.one"),
    "months": whole(["veteran"], months="min(j.worked for j in jobs)"),
    "a day": whole(["veteran"], at="min(j.start for j in jobs)"),
    "a number": whole(["best >= p.x"], {"best": BEST}),
    "a condition": whole(["well"], {"well": f"{BEST} >= p.x"}),
    "somebody else's": whole([SOME, "household.rich > p.sum"], {"rich": "max(m.income for m in members)"}),
    "a member's": whole(["sum(m.best for m in household.members if m.veteran) > p.x"], {"best": BEST}),
    "mine for a member's": whole([SOME, "sum(m.best for m in household.members) > p.x"], {"best": BEST}),
}


@pytest.mark.parametrize("name", UNGUARDED)
def test_what_nothing_beside_it_decides_is_found(name: str) -> None:
    assert found(UNGUARDED[name]) == ["unguarded"]


def test_definitions_that_name_others_twice_are_followed_once() -> None:
    """Followed as often as they are named, 38 would be 2**38."""
    chain = {f"d{number}": f"d{number + 1} and (student or not d{number + 1})" for number in range(38)}
    assert found(whole(["d0"], {**chain, "d38": f"{BEST} >= p.x"})) == ["unguarded"]
    assert found(whole(["d0", SOME], {**chain, "d38": f"{BEST} >= p.x"})) == []
    assert found(whole(["d0"], {**chain, "d38": f"{SOME} and {BEST} >= p.x"})) == []


def test_each_is_named_with_what_would_guard_it_from_there() -> None:
    with pytest.raises(RulesetError) as caught:
        built(
            clause("1", "household.rich > p.sum", "any(m.best > p.x for m in household.members)"),
            parameters=FIGURES["p.x"] + FIGURES["p.sum"],
            definitions=definition("rich", "max(m.income for m in members if m.student)", "household") + definition("best", BEST),
        )
    assert [(item.path, item.context["found"], item.allowed) for item in caught.value.findings] == [
        (
            "clauses.1.when[0]",
            "rich: max(m.income for m in members if …)",
            "count(m for m in household.members if …) > 0",
        ),
        ("clauses.1.when[1]", f"best: {BEST}", "count(j for j in jobs) > 0"),
    ]


SEVERAL = [clause("1", SOME), clause("2", "veteran")]
CAP = "{yuan: 'p.sum * max(j.worked for j in jobs) / p.one'}"


@pytest.mark.parametrize(("over", "kinds_found"), [(["1"], []), (["2"], ["unguarded"]), (["1", "2"], ["unguarded"])])
def test_the_figure_of_a_limit_has_its_guard_in_every_clause_it_binds(over: list[str], kinds_found: list[str]) -> None:
    figures = FIGURES["p.sum"] + FIGURES["p.one"]
    assert kinds(*SEVERAL, parameters=figures, limits=limit("a", over, CAP, ["person"])) == kinds_found


@pytest.mark.parametrize(
    ("over", "exempt", "kinds_found"),
    [
        (["1"], f"{BEST} >= p.x", []),
        (["1", "2"], f"{BEST} >= p.x", ["unguarded"]),
        (["1", "2"], f"{SOME} and {BEST} >= p.x", []),
    ],
)
def test_an_exemption_has_its_guard_in_every_clause_or_beside_it(over: list[str], exempt: str, kinds_found: list[str]) -> None:
    limits = limit("a", over, "{awards: 1}").replace("cite:", f'unless: ["{exempt}"], cite:')
    assert kinds(*SEVERAL, parameters=FIGURES["p.x"], limits=limits) == kinds_found


def test_what_cannot_be_read_may_be_the_guard() -> None:
    assert kinds(clause("1", "count(j for j in jbos) > 0", f"{BEST} >= p.x"), parameters=FIGURES["p.x"]) == ["not_a_list"]


def test_another_clause_that_has_to_hold_is_no_guard() -> None:
    both = [clause("1", SOME), clause("2", '{clause: "1"}', f"{BEST} >= p.x")]
    assert kinds(*both, parameters=FIGURES["p.x"]) == ["unguarded"]
