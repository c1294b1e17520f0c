"""A feature as a reader sees it: scenarios numbered, outlines as written with one table of rows, and how each row went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from subsidies.scenarios import Ran, Result
from subsidies.scenarios.feature import Tag, WrittenExamples, WrittenScenario, WrittenStep
from subsidies.scenarios.scenario import CLAUSE


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
    sentences: tuple[WrittenStep, ...]
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
    background: tuple[WrittenStep, ...]
    scenarios: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole feature."""

    file: str
    title: str
    description: tuple[str, ...]
    background: tuple[WrittenStep, ...]
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
        self.feature = ran.feature.written
        self.results = {result.scenario.line: result for result in ran.results}
        self.count = 0

    def sheet(self) -> Sheet:
        feature = self.feature
        parts = [ScenarioGroup("", (), (), self.scenarios(feature.scenarios, feature.tags))]
        for rule in feature.rules:
            told = self.scenarios(rule.scenarios, (*feature.tags, *rule.tags))
            parts.append(ScenarioGroup(rule.name, rule.description, rule.background, told))
        shown = tuple(part for part in parts if part.scenarios)
        return Sheet(feature.file, feature.name, feature.description, feature.background, shown)

    def scenarios(self, written: Sequence[WrittenScenario], tags: Sequence[Tag]) -> tuple[Told, ...]:
        found = (self.scenario(one, (*tags, *one.tags)) for one in written)
        return tuple(told for told in found if told is not None)

    def scenario(self, written: WrittenScenario, tags: Sequence[Tag]) -> Told | None:
        """None for a scenario that was not wanted."""
        examples = tuple(self.examples(written.examples))
        alone = self.results.get(written.line)
        results = tuple(row.result for part in examples for row in part.rows) if written.examples else (alone,)
        found = tuple(result for result in results if result is not None)
        if not found:
            return None
        self.count += 1
        clauses = tuple(dict.fromkeys(tag.name.removeprefix(CLAUSE) for tag in tags if tag.name.startswith(CLAUSE)))
        return Told(self.count, written.name, written.description, written.steps, examples, found, clauses)

    def examples(self, tables: Sequence[WrittenExamples]) -> Iterator[Examples]:
        """Tables with the same columns are one."""
        found: dict[tuple[str, ...], list[ExampleRow]] = {}
        number = 0
        for table in tables:
            for row in table.rows:
                number += 1
                result = self.results.get(row.line)
                if result is not None:
                    found.setdefault(table.columns, []).append(ExampleRow(number, row.values, result))
        return (Examples(columns, tuple(rows)) for columns, rows in found.items())
