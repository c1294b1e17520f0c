"""A feature file as it is written: parsed once, into a tree that everything else about features is made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from subsidies.scenarios import lint
from subsidies.scenarios.faults import FeatureError
from subsidies.scenarios.step import Cell, Rows, StepKind
from subsidies.scenarios.text import text_of

_KINDS: Final[dict[str, StepKind]] = {"Context": "given", "Action": "when", "Outcome": "then"}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, without its ``@``, and the line it stands in."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """A step as it is written: in an outline with ``<…>`` where the values of a row go."""

    kind: StepKind
    """Its own, or that of the step it carries on."""
    keyword: str
    text: str
    line: int
    rows: Rows
    carries_on: bool
    """Whether its keyword, like 而且, leaves the kind to the step before it."""
    spaced: bool
    """Whether a space keeps the keyword and the text apart."""

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """The texts of the data table below it."""
        return tuple(tuple(cell.text for cell in row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row of examples: a value for each column."""

    values: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class WrittenExamples:
    """A table of examples; without columns (and rows) where there is none below the title."""

    line: int
    tags: tuple[Tag, ...]
    columns: tuple[str, ...]
    columns_line: int
    rows: tuple[WrittenRow, ...]


@dataclass(frozen=True, slots=True)
class WrittenScenario:
    """A scenario or an outline."""

    name: str
    description: tuple[str, ...]
    line: int
    tags: tuple[Tag, ...]
    is_outline: bool
    """Whether its title says so."""
    steps: tuple[WrittenStep, ...]
    examples: tuple[WrittenExamples, ...]


@dataclass(frozen=True, slots=True)
class WrittenRule:
    """A rule of a feature; ``background`` is what it adds to that of the feature."""

    name: str
    line: int
    """Of its tags, where it has any."""
    description: tuple[str, ...]
    tags: tuple[Tag, ...]
    background: tuple[WrittenStep, ...]
    scenarios: tuple[WrittenScenario, ...]


@dataclass(frozen=True, slots=True)
class Feature:
    """A whole file: the scenarios outside of any rule, which come first, and the rules.

    Descriptions have a paragraph for each line.
    """

    file: str
    name: str
    description: tuple[str, ...]
    tags: tuple[Tag, ...]
    background: tuple[WrittenStep, ...]
    scenarios: tuple[WrittenScenario, ...]
    rules: tuple[WrittenRule, ...]


def parsed(path: Path | str) -> Feature:
    """The tree of a feature file.

    Raises :class:`FeatureError` for a file that cannot be read, that the parser does not take, or of which the parser would
    leave out something that was meant to be run.
    """
    return _Parsing(str(path), text_of(Path(path))).feature()


class _Parsing:
    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.lines = text.split("\n")  # as the parser does: U+2028 and the like end no line there

    def feature(self) -> Feature:
        self.refuse(lint.first_line(self.lines))
        self.refuse(lint.typed(self.lines))
        node = self.document().get("feature") or {}
        self.refuse(lint.lost(self.lines, node))
        if not node or not node["name"]:
            raise FeatureError("没有写“功能:”及其名称", self.file, 1)
        rules = tuple(self.rule(child["rule"]) for child in node["children"] if "rule" in child)
        return Feature(self.file, node["name"], _description(node), _tags(node), *self.inside(node), rules)

    def document(self) -> Any:
        from gherkin.errors import CompositeParserException, ParserException
        from gherkin.parser import Parser

        try:
            return Parser().parse(self.text)
        except CompositeParserException as error:
            raise self.syntax(error.errors[0]) from None
        except ParserException as error:
            raise self.syntax(error) from None

    def refuse(self, traps: Iterator[lint.Trap]) -> None:
        """Raise the first trap, if there is one."""
        for line, text in traps:
            raise FeatureError(text, self.file, line)

    def syntax(self, error: Any) -> FeatureError:
        line = error.location["line"]
        found = self.lines[line - 1].strip() if 0 < line <= len(self.lines) else ""
        return FeatureError(lint.explained(found, str(error)), self.file, line)

    def rule(self, node: Any) -> WrittenRule:
        line = min([node["location"]["line"], *(tag.line for tag in _tags(node))])
        return WrittenRule(node["name"], line, _description(node), _tags(node), *self.inside(node))

    def inside(self, node: Any) -> tuple[tuple[WrittenStep, ...], tuple[WrittenScenario, ...]]:
        """The background of a feature or rule, and the scenarios right in it."""
        children = node["children"]
        background = next((child["background"]["steps"] for child in children if "background" in child), ())
        return self.steps(background), tuple(self.scenario(child["scenario"]) for child in children if "scenario" in child)

    def scenario(self, node: Any) -> WrittenScenario:
        return WrittenScenario(
            node["name"],
            _description(node),
            node["location"]["line"],
            _tags(node),
            "Outline" in node["keyword"] or "大纲" in node["keyword"],
            self.steps(node["steps"]),
            tuple(map(_examples, node["examples"])),
        )

    def steps(self, nodes: Sequence[Any]) -> tuple[WrittenStep, ...]:
        found: list[WrittenStep] = []
        kind: StepKind = "given"
        for node in nodes:
            keyword, line = node["keyword"].strip(), node["location"]["line"]
            kind = _KINDS.get(node["keywordType"], kind)
            carries_on = node["keywordType"] not in _KINDS
            # Any sort of space will do.
            spaced = self.lines[line - 1].strip().removeprefix(keyword)[:1].isspace()
            found.append(WrittenStep(kind, keyword, node["text"], line, _rows(node), carries_on, spaced))
        return tuple(found)


def _rows(node: Any) -> Rows:
    return tuple(
        tuple(Cell(cell["value"], cell["location"]["line"], cell["location"].get("column", 1)) for cell in row["cells"])
        for row in node.get("dataTable", {}).get("rows", ())
    )


def _examples(node: Any) -> WrittenExamples:
    header = node.get("tableHeader") or {"cells": (), "location": node["location"]}
    return WrittenExamples(
        node["location"]["line"],
        _tags(node),
        _values(header),
        header["location"]["line"],
        tuple(WrittenRow(_values(row), row["location"]["line"]) for row in node.get("tableBody", ())),
    )


def _values(row: Any) -> tuple[str, ...]:
    return tuple(cell["value"] for cell in row["cells"])


def _tags(node: Any) -> tuple[Tag, ...]:
    return tuple(Tag(tag["name"].removeprefix("@"), tag["location"]["line"]) for tag in node["tags"])


def _description(node: Any) -> tuple[str, ...]:
    return tuple(line.strip() for line in (node.get("description") or "").splitlines() if line.strip())
