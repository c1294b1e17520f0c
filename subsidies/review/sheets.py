"""A feature as a reader sees it: scenarios numbered, outlines as written with one table of rows, and how each row went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from subsidies.scenarios import Ran, Result
from subsidies.scenarios.runner import CLAUSE
from subsidies.scenarios.table import StepKind
from subsidies.scenarios.text import text_of

_KINDS: Final[dict[str, StepKind]] = {"Context": "given", "Action": "when", "Outcome": "then"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A step as it is written: in an outline with ``<…>`` where the values of a row go."""

    kind: StepKind
    keyword: str
    text: str
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class ExampleRow:
    """One row of examples and how it went; ``number`` counts within the scenario."""

    number: int
    values: tuple[str, ...]
    result: Result


@dataclass(frozen=True, slots=True)
class Examples:
    """The rows of an outline that fill the same columns."""

    columns: tuple[str, ...]
    rows: tuple[ExampleRow, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A scenario as it is written; ``number`` counts within the feature. One without examples has one result."""

    number: int
    name: str
    description: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    examples: tuple[Examples, ...]
    results: tuple[Result, ...]
    clauses: tuple[str, ...]
    """The clauses and limits that its tags name."""

    @property
    def passed(self) -> bool:
        return all(result.passed for result in self.results)


@dataclass(frozen=True, slots=True)
class ScenarioGroup:
    """The scenarios of one rule of a feature; without a title those outside of any rule."""

    title: str
    description: tuple[str, ...]
    background: tuple[Sentence, ...]
    scenarios: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole feature."""

    file: str
    title: str
    description: tuple[str, ...]
    background: tuple[Sentence, ...]
    parts: tuple[ScenarioGroup, ...]

    @property
    def scenarios(self) -> list[Told]:
        return [told for part in self.parts for told in part.scenarios]

    @property
    def results(self) -> list[Result]:
        return [result for told in self.scenarios for result in told.results]


def sheet(ran: Ran) -> Sheet:
    """The sheet of a feature that was read and run; of its scenarios those that were run."""
    return _Writer(ran).sheet()


class _Writer:
    def __init__(self, ran: Ran) -> None:
        from gherkin.parser import Parser

        self.file = ran.feature.file
        self.node: Any = Parser().parse(text_of(Path(self.file)))["feature"]
        self.results = {result.scenario.line: result for result in ran.results}
        self.count = 0

    def sheet(self) -> Sheet:
        background: tuple[Sentence, ...] = ()
        parts: list[ScenarioGroup] = []
        for child in self.node["children"]:
            if "background" in child:
                background = _sentences(child["background"]["steps"])
            elif "rule" in child:
                parts.append(self.rule(child["rule"]))
            else:
                told = self.scenarios([child], ())
                if parts and not parts[-1].title:
                    parts[-1] = replace(parts[-1], scenarios=(*parts[-1].scenarios, *told))
                else:
                    parts.append(ScenarioGroup("", (), (), told))
        shown = tuple(part for part in parts if part.scenarios)
        return Sheet(self.file, self.node["name"], _lines(self.node), background, shown)

    def rule(self, node: Any) -> ScenarioGroup:
        inner = [part["background"]["steps"] for part in node["children"] if "background" in part]
        background = _sentences([step for steps in inner for step in steps])
        return ScenarioGroup(node["name"], _lines(node), background, self.scenarios(node["children"], node["tags"]))

    def scenarios(self, children: Sequence[Any], tags: Sequence[Any]) -> tuple[Told, ...]:
        nodes = [child["scenario"] for child in children if "scenario" in child]
        found = (self.scenario(node, [*self.node["tags"], *tags, *node["tags"]]) for node in nodes)
        return tuple(told for told in found if told is not None)

    def scenario(self, node: Any, tags: Sequence[Any]) -> Told | None:
        """None for a scenario that was not wanted."""
        examples = tuple(self.examples(node["examples"]))
        alone = self.results.get(node["location"]["line"])
        results = tuple(row.result for part in examples for row in part.rows) if node["examples"] else (alone,)
        found = tuple(result for result in results if result is not None)
        if not found:
            return None
        self.count += 1
        names = (tag["name"].removeprefix("@") for tag in tags)
        clauses = tuple(dict.fromkeys(name.removeprefix(CLAUSE) for name in names if name.startswith(CLAUSE)))
        return Told(self.count, node["name"], _lines(node), _sentences(node["steps"]), examples, found, clauses)

    def examples(self, tables: Sequence[Any]) -> Iterator[Examples]:
        """Tables with the same columns are one."""
        found: dict[tuple[str, ...], list[ExampleRow]] = {}
        number = 0
        for table in tables:
            columns = tuple(cell["value"] for cell in table["tableHeader"]["cells"])
            for row in table["tableBody"]:
                number += 1
                result = self.results.get(row["location"]["line"])
                if result is not None:
                    values = tuple(cell["value"] for cell in row["cells"])
                    found.setdefault(columns, []).append(ExampleRow(number, values, result))
        return (Examples(columns, tuple(rows)) for columns, rows in found.items())


def _sentences(nodes: Sequence[Any]) -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    kind: StepKind = "given"
    for node in nodes:
        kind = _KINDS.get(node["keywordType"], kind)
        rows = node.get("dataTable", {}).get("rows", ())
        table = tuple(tuple(cell["value"] for cell in row["cells"]) for row in rows)
        found.append(Sentence(kind, node["keyword"].strip(), node["text"], table))
    return tuple(found)


def _lines(node: Any) -> tuple[str, ...]:
    """The description below a title, a paragraph for each line."""
    return tuple(line.strip() for line in (node.get("description") or "").splitlines() if line.strip())
