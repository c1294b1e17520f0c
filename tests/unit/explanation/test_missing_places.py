"""A place known only as a wider one: the place is asked for where it decides, and the figure only where there is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_world import LABEL, VOCABULARY, Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.explanation import Explanation

ON = date(2023, 6, 1)
PLACES = {
    "640100": {"name": LABEL},
    "640104": {"name": LABEL, "parent": "640100"},
    "640105": {"name": LABEL, "parent": "640100"},
    "640500": {"name": LABEL},
}


def entry(place: str, value: int, start: date = date(2023, 1, 1)) -> dict[str, Any]:
    return {"place": place, "from": start, "value": value, "source": "1"}


def explained(
    folder: Path, entries: list[dict[str, Any]], lives_in: str | None, jurisdiction: str = "640105", **changes: Any
) -> Explanation:
    """A clause that gives what a rate says for the place where a person lives, or another with ``changes``."""
    bench = Bench(folder)
    person = VOCABULARY["entities"]["person"]
    facts = {**person["facts"], "lives_in": {"type": "place"}}
    bench.words({**VOCABULARY, "entities": {"person": {**person, "facts": facts}}})
    bench.write("jurisdictions.yaml", {"schema_version": 1, "jurisdictions": PLACES})
    bench.write("rates/help.yaml", {"schema_version": 1, "label": LABEL, "unit": "yuan", "entries": entries})
    rule = clause(**{"place": "lives_in", "amount": "rate.help", **changes})
    bench.add(ruleset(jurisdiction="640100", parameters={}, clauses={"1": rule}))
    (bench.root / "640105/test/1.0.0.yaml").rename(_room(bench.root) / "1.0.0.yaml")
    facts = {} if lives_in is None else {"lives_in": lives_in}
    catalogue = Catalogue(bench.root)
    case = bench.case(facts, catalogue=catalogue, jurisdiction=jurisdiction)
    return Explanation(catalogue.law(), catalogue.assess(case))


def _room(root: Path) -> Path:
    room = root / "640100" / "test"
    room.mkdir(parents=True)
    return room


def missing(explanation: Explanation) -> list[tuple[str, str]]:
    return [(one.sort, one.fact) for one in explanation.missing(explanation.determination.of("1", "p"))]


PLACE, RATE = [("fact", "lives_in")], [("rate", "help")]


@pytest.mark.parametrize(
    ("entries", "lives_in", "expected"),
    [
        ([entry("640104", 100), entry("640105", 120)], "640100", PLACE),
        ([entry("640100", 100), entry("640105", 120)], "640100", PLACE),
        ([entry("640104", 100)], "640100", PLACE),
        ([entry("640104", 100)], "640105", RATE),
        ([entry("640104", 100)], "640104", []),
        ([entry("640100", 100)], "640100", []),
        ([entry("640100", 100), entry("640105", 100)], "640100", []),
        ([entry("640500", 100)], "640100", RATE),
        ([entry("640104", 100, date(2023, 6, 2)), entry("640105", 120, date(2023, 6, 2))], "640100", RATE),
        ([], "640100", RATE),
    ],
)
def test_the_place_is_asked_for_where_some_part_of_it_has_a_figure(
    tmp_path: Path, entries: list[dict[str, Any]], lives_in: str, expected: list[tuple[str, str]]
) -> None:
    assert missing(explained(tmp_path, entries, lives_in)) == expected


def test_without_any_place_it_is_the_place_that_is_missing(tmp_path: Path) -> None:
    assert missing(explained(tmp_path, [entry("640104", 100)], None)) == PLACE


def test_the_place_of_the_case_itself_may_be_known_only_as_the_city(tmp_path: Path) -> None:
    entries = [entry("640104", 100), entry("640105", 120)]
    found = explained(tmp_path, entries, None, "640100", place=None)
    assert missing(found) == [("jurisdiction", "")]


def test_a_figure_that_is_known_is_not_missing_beside_a_fact_that_is(tmp_path: Path) -> None:
    found = explained(tmp_path, [entry("640100", 100)], "640100", amount="rate.help + cost")
    assert missing(found) == [("fact", "cost")]


def test_a_line_that_turns_on_a_figure_asks_for_the_place(tmp_path: Path) -> None:
    entries = [entry("640104", 100), entry("640105", 120)]
    found = explained(tmp_path, entries, "640100", amount="cost", when=["cost >= rate.help"])
    assert missing(found) == [("fact", "cost"), ("fact", "lives_in")]
