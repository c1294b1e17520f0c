"""What is missing of a list: whether these are all, and the facts of those members who can still change the result."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from small_world import LABEL, Bench, clause, ruleset

from subsidies import Case, Catalogue
from subsidies.explanation import Explanation
from subsidies.files.source import Source

VOCABULARY: dict[str, Any] = {
    "schema_version": 1,
    "entities": {
        "home": {"list": "homes", "facts": {"rooms": {"type": "count", "max": 9}}},
        "person": {
            "list": "persons",
            "relations": {"home": {"to": "home", "inverse": "people", "optional": True}},
            "facts": {"age": {"type": "count", "max": 99}},
        },
        "job": {
            "list": "jobs",
            "relations": {"person": {"to": "person", "inverse": "jobs"}},
            "facts": {"pay": {"type": "money", "max": 9000}, "full": {"type": "bool"}},
        },
    },
}
FIGURES = {"sum": (1000, "yuan"), "x": (2000, "yuan"), "y": (3000, "yuan"), "old": (60, "count"), "two": (2, "count")}


def law_of(folder: Path, *when: str, amount: str = "p.sum", **definitions: tuple[str, str]) -> Catalogue:
    """One clause for persons; ``definitions`` say of what kind of entity and what."""
    bench = Bench(folder)
    bench.words(VOCABULARY)
    texts = str((when, amount, definitions))
    named = {
        name: {"for": entity, "is": text, "cite": "1", "label": LABEL, "clause": name}
        for name, (entity, text) in definitions.items()
    }
    parameters = {
        name: {"value": value, "unit": unit, "cite": "1", "source": "reading"}
        for name, (value, unit) in FIGURES.items()
        if f"p.{name}" in texts
    }
    bench.add(ruleset(parameters=parameters, definitions=named, clauses={"1": clause(when=list(when), amount=amount)}))
    return Catalogue(bench.root)


def explained(
    catalogue: Catalogue, jobs: list[dict[str, Any]], complete: bool = True, people: bool = True, **more: Any
) -> Explanation:
    rows = [{"id": f"j{number}", "person": "p", **job} for number, job in enumerate(jobs, 1)]
    data = {
        "schema_version": 1,
        "jurisdiction": "640105",
        "on": ruleset()["published"],
        "homes": [{"id": "h"}],
        "persons": [{"id": "p", "home": "h", "age": 40}, {"id": "q", "home": "h", "age": 40}],
        "jobs": rows,
        "complete": {"jobs": complete, "persons": people},
        "prior_awards": [],
        **more,
    }
    found = catalogue.assess(Case(Source("case", data), catalogue.world))
    return Explanation(catalogue.law(), found)


def missing(explanation: Explanation) -> list[str]:
    """What is missing for the first person, as ``entity.fact``."""
    return [f"{one.entity and one.entity.id}.{one.fact}" for one in explanation.missing(_item(explanation))]


def _item(explanation: Explanation) -> Any:
    return explanation.determination.of("1", "p")


GREATEST = ("any(j.full for j in jobs)", "max(j.pay for j in jobs if j.full) >= p.y")
LEAST = ("any(j.full for j in jobs)", "min(j.pay for j in jobs if j.full) >= p.y")
MEAN = ("any(j.full for j in jobs)", "avg(j.pay for j in jobs if j.full) >= p.y")


def job(pay: int | None, full: bool | None) -> dict[str, Any]:
    return {"pay": pay, "full": full}


@pytest.mark.parametrize(
    ("when", "jobs", "complete", "verdict", "expected"),
    [
        (GREATEST, [job(5000, True), job(1000, None)], True, True, []),
        (GREATEST, [job(5000, True), job(None, None)], False, True, []),
        (GREATEST, [], True, False, []),
        (GREATEST, [job(None, False)], True, False, []),
        (GREATEST, [], False, None, ["p.jobs"]),
        (GREATEST, [job(2000, True)], False, None, ["p.jobs"]),
        (GREATEST, [job(2000, True), job(1000, None), job(4000, None)], True, None, ["j3.full"]),
        (GREATEST, [job(2000, True), job(None, False), job(None, True)], True, None, ["j3.pay"]),
        (GREATEST, [job(2000, True), job(None, None)], True, None, ["j2.full", "j2.pay"]),
        (GREATEST, [job(4000, None)], True, None, ["j1.full"]),
        (GREATEST, [job(9000, True)], False, True, []),
        (LEAST, [job(1000, True), job(5000, None)], False, False, []),
        (LEAST, [job(None, True), job(5000, None)], True, None, ["j1.pay"]),
        (LEAST, [job(4000, True), job(5000, None), job(2000, None), job(None, False)], True, None, ["j3.full"]),
        (LEAST, [job(4000, True), job(5000, True)], False, None, ["p.jobs"]),
        (MEAN, [job(4000, True), job(5000, None)], True, True, []),
        (MEAN, [job(4000, True), job(1000, None), job(None, False)], True, None, ["j2.full"]),
        (MEAN, [job(4000, True)], False, None, ["p.jobs"]),
        (
            ["sum(j.pay for j in jobs if j.full) >= p.y"],
            [job(0, None), job(5000, None), job(None, False)],
            True,
            None,
            ["j2.full"],
        ),
        (
            ["count(j for j in jobs if j.full) >= p.two"],
            [job(None, True), job(None, None), job(1, False)],
            True,
            None,
            ["j2.full"],
        ),
        (
            ["any(j.pay > p.x for j in jobs if j.full)"],
            [job(1000, None), job(None, False), job(5000, None)],
            True,
            None,
            ["j3.full"],
        ),
        (
            ["all(j.pay > p.x for j in jobs if j.full)"],
            [job(1000, None), job(None, False), job(5000, None)],
            True,
            None,
            ["j1.full"],
        ),
        (GREATEST, [job(5000, True), {**job(None, True), "person": None}], True, True, []),
        (GREATEST, [job(2000, True), {**job(1000, True), "person": None}], True, False, []),
        (GREATEST, [job(2000, True), {**job(4000, True), "person": None}], True, None, ["j2.person"]),
        (GREATEST, [job(2000, True), {**job(None, None), "person": None}], True, None, ["j2.person", "j2.full", "j2.pay"]),
        (GREATEST, [{**job(None, False), "person": None}], True, False, []),
        (["count(j for j in jobs) >= p.two"], [job(1, True), {**job(1, True), "person": None}], True, None, ["j2.person"]),
        (["count(j for j in jobs) >= p.two"], [{**job(1, True), "person": None}], True, False, []),
        (
            ["any(j.full or j.pay > p.x for j in jobs)"],
            [job(1000, None), job(None, None)],
            True,
            None,
            ["j1.full", "j2.full", "j2.pay"],
        ),
    ],
)
def test_what_can_still_change_the_result(
    tmp_path: Path, when: list[str], jobs: list[dict[str, Any]], complete: bool, verdict: Any, expected: list[str]
) -> None:
    explanation = explained(law_of(tmp_path, *when), jobs, complete)
    assert (_item(explanation).verdict, missing(explanation)) == (verdict, expected)


def test_a_list_is_that_of_the_entity_it_belongs_to(tmp_path: Path) -> None:
    catalogue = law_of(tmp_path, "any(m.age >= p.old for m in home.people)")
    assert missing(explained(catalogue, [], people=False)) == ["h.people"]
    nowhere = [{"id": "p", "home": None, "age": 40}]
    assert missing(explained(catalogue, [], persons=nowhere)) == ["p.home"]


def test_what_an_amount_still_turns_on(tmp_path: Path) -> None:
    catalogue = law_of(tmp_path, "any(True for j in jobs)", amount="min(p.y, max(j.pay for j in jobs))")
    for jobs, complete, expected in (
        ([job(1000, True), job(None, True)], True, ["j2.pay"]),
        ([job(3000, True), job(None, True)], False, []),
        ([job(1000, True)], False, ["p.jobs"]),
    ):
        found = missing(explained(catalogue, jobs, complete))
        assert found == expected, jobs


def test_a_number_about_somebody_else_is_seen_and_missing_there(tmp_path: Path) -> None:
    catalogue = law_of(
        tmp_path,
        "home.peopled and home.oldest >= p.old",
        peopled=("home", "any(True for m in people)"),
        oldest=("home", "max(m.age for m in people)"),
    )
    persons = [{"id": "p", "home": "h", "age": 40}, {"id": "q", "home": "h"}]
    explanation = explained(catalogue, [], persons=persons)
    assert missing(explanation) == ["q.age"]
    item = _item(explanation)
    (row,) = (row for row in explanation.rows(item) if row.line.role == "condition")
    seen = [(one.fact, one.entity and one.entity.id, one.value) for one in explanation.seen(item, row)]
    assert seen == [("", "p", (40, 99)), ("", "h", (40, 99)), ("age", "p", (40, 40)), ("age", "q", (0, 99))]


# --- Against brute force: what is named is enough, and nothing else makes a difference

VALUES: dict[str, tuple[Any, ...]] = {"pay": (0, 2000, 5000), "full": (True, False), "person": ("p", "q")}


def open_facts(jobs: list[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    for index, one in enumerate(jobs):
        yield from ((index, name) for name in VALUES if one[name] is None)


def with_facts(jobs: list[dict[str, Any]], values: dict[tuple[int, str], Any]) -> list[dict[str, Any]]:
    changed = [dict(one) for one in jobs]
    for (index, name), value in values.items():
        changed[index][name] = value
    return changed


@pytest.mark.parametrize("operator", ["max", "min", "avg", "sum", "count", "any", "all"])
def test_what_is_named_is_enough_each_can_decide_and_what_is_not_named_changes_nothing(tmp_path: Path, operator: str) -> None:
    if operator in ("any", "all"):
        when = [f"{operator}(j.pay > p.x for j in jobs if j.full)"]
    elif operator == "count":
        when = ["count(j.pay > p.x for j in jobs if j.full) >= p.two"]
    else:
        when = ["any(j.full for j in jobs)", f"{operator}(j.pay for j in jobs if j.full) > p.x"]
    catalogue = law_of(tmp_path, *when)
    own, anybodys = (
        [{**job(pay, full), "person": person} for pay, full in product((None, 2000, 5000), (None, True, False))]
        for person in ("p", None)
    )
    for jobs in (list(pair) for pair in (*product(own, own), *product(own, anybodys))):
        explanation = explained(catalogue, jobs)
        named = set(missing(explanation))
        verdict = _item(explanation).verdict
        assert bool(named) is (verdict is None), jobs
        open_ = list(open_facts(jobs))
        told = [spot for spot in open_ if f"j{spot[0] + 1}.{spot[1]}" in named]
        verdicts: dict[tuple[Any, ...], Any] = {}
        for values in product(*(VALUES[name] for _, name in told)):
            decided = with_facts(jobs, dict(zip(told, values, strict=True)))
            verdicts[values] = _item(explained(catalogue, decided)).verdict
            assert verdicts[values] is not None, (jobs, decided)
        # Several lines are asked one by one, and what adds up is not asked which members together reach a figure.
        alone = operator in ("any", "all", "count") or (
            operator in ("max", "min") and any(one["full"] for one in jobs if one["person"])
        )
        for place, spot in enumerate(told if alone else ()):
            others = {(*values[:place], *values[place + 1 :]) for values in verdicts}
            sides = [{verdicts[(*rest[:place], value, *rest[place:])] for value in VALUES[spot[1]]} for rest in others]
            assert any(len(side) > 1 for side in sides), (jobs, spot)
        untold = [spot for spot in open_ if spot not in told]
        for values in product(*(VALUES[name] for _, name in untold)):
            other = with_facts(jobs, dict(zip(untold, values, strict=True)))
            assert _item(explained(catalogue, other)).verdict is verdict, (jobs, other)
