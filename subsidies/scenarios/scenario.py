"""The scenarios of a feature, to be run: rules, backgrounds and outlines written out, or one clear error in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from subsidies.scenarios import lint
from subsidies.scenarios.faults import FeatureError
from subsidies.scenarios.feature import Feature, Tag, WrittenExamples, WrittenScenario, WrittenStep, parsed
from subsidies.scenarios.step import Cell, Rows, Step
from subsidies.vocabulary.numbers import near

_PLACEHOLDER: Final = re.compile(r"<([^<>]+)>")
CLAUSE: Final = "条款-"
"""A tag with the id of what a rule or scenario is about."""
MODEL: Final = re.compile(r"条款(\S+)的通例")
"""The sentence by which a scenario takes the case of the first scenario about a clause."""
POLICY: Final = "方案-"
"""A tag with the policy that a feature is about, where the folder does not say it."""
NOTE: Final = "说明"
"""A column of examples that need not be used: a remark for the reader."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario to run: an outline gives one for each row of its examples."""

    file: str
    feature: str
    rule: str
    name: str
    tags: tuple[str, ...]
    line: int
    """Of the scenario, or of the row of examples."""
    values: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    tag_lines: tuple[int, ...] = ()
    """Where each of the tags stands."""

    @property
    def policies(self) -> tuple[str, ...]:
        """Ids of the policies that the scenario is about."""
        return policies_of(self.file, self.tags)

    @property
    def by_model(self) -> bool:
        """Whether it repeats the model case of a clause."""
        given = (step for step in self.steps if step.kind == "given")
        return any(MODEL.fullmatch(sentence) for step in given for sentence in step.sentences)

    @property
    def title(self) -> str:
        """The name with the values of the row."""
        row = "，".join(f"{name}={value}" for name, value in self.values if name != NOTE)
        return f"{self.name}（{row}）" if row else self.name


def policies_of(file: str, tags: Iterable[str]) -> tuple[str, ...]:
    """The policies that tags name, or else the folder in which the feature lies."""
    named = tuple(tag.removeprefix(POLICY) for tag in tags if tag.startswith(POLICY))
    return named or (Path(file).resolve().parent.name,)


def read_feature(path: Path | str) -> list[Scenario]:
    """All scenarios of a file, in order.

    Raises :class:`FeatureError` for a file that cannot be read as what it should be.
    """
    return scenarios_of(parsed(path))


def scenarios_of(feature: Feature) -> list[Scenario]:
    """All scenarios of a feature, in order, each with the steps of the backgrounds before it and the values of its row.

    Raises :class:`FeatureError` for what can be parsed, but not be carried out as it is written.
    """
    return _WritingOut(feature).scenarios()


class _WritingOut:
    def __init__(self, feature: Feature) -> None:
        self.feature = feature
        self.lines_of_names: dict[str, int] = {}

    def fail(self, text: str, line: int) -> FeatureError:
        return FeatureError(text, self.feature.file, line)

    def scenarios(self) -> list[Scenario]:
        feature = self.feature
        self.begins(feature.background)
        found = [one for node in feature.scenarios for one in self.scenario(node, "", feature.tags, feature.background)]
        for rule in feature.rules:
            self.begins(rule.background)
            tags, before = (*feature.tags, *rule.tags), (*feature.background, *rule.background)
            found += [one for node in rule.scenarios for one in self.scenario(node, rule.name, tags, before)]
        if not found:
            raise self.fail("没有一个场景", 1)
        return found

    def scenario(
        self, node: WrittenScenario, rule: str, tags: Sequence[Tag], before: Sequence[WrittenStep]
    ) -> Iterator[Scenario]:
        line, name = node.line, node.name
        if not name:
            raise self.fail("场景没有名称", line)
        if name in self.lines_of_names:
            raise self.fail(f"场景“{name}”与第{self.lines_of_names[name]}行的同名；同一文件中名称不得重复", line)
        self.lines_of_names[name] = line
        own = (*tags, *node.tags)
        names_of_tags = tuple(tag.name for tag in own)
        lines_of_tags = tuple(tag.line for tag in own)
        base = Scenario(self.feature.file, self.feature.name, rule, name, names_of_tags, line, (), (), lines_of_tags)
        if not node.steps:
            raise self.fail(f"场景“{name}”没有步骤", line)
        self.begins(node.steps)
        steps = (*before, *node.steps)
        if not node.examples:
            if node.is_outline:
                raise self.fail(f"场景大纲“{name}”没有“例子”", line)
            yield replace(base, steps=self.steps(steps, {}, outline=False))
        for examples in node.examples:
            if examples.tags:
                raise self.fail("“例子”上不能加标签", examples.line)
            yield from self.rows(examples, steps, base)

    def rows(self, examples: WrittenExamples, steps: Sequence[WrittenStep], base: Scenario) -> Iterator[Scenario]:
        if not examples.rows:
            raise self.fail("“例子”没有一行数据", examples.line)
        columns = examples.columns
        if len(set(columns)) < len(columns) or "" in columns:
            raise self.fail("“例子”的列名有空的或重复的", examples.columns_line)
        used = {name for step in steps for text in _texts(step) for name in _PLACEHOLDER.findall(text)}
        if extra := [name for name in columns if name not in used and name != NOTE]:
            hint = f"步骤里应写成“<{extra[0]}>”（半角尖括号）；只是备注的列叫“{NOTE}”"
            raise self.fail(f"“例子”中的列“{extra[0]}”没有用到；{hint}", examples.columns_line)
        for row in examples.rows:
            values = dict(zip(columns, row.values, strict=True))
            self.full(values, row.line)
            yield replace(base, line=row.line, values=tuple(values.items()), steps=self.steps(steps, values, outline=True))

    def full(self, values: Mapping[str, str], line: int) -> None:
        """A cell without a word would leave a hole in a sentence."""
        for name, value in values.items():
            if not value and name != NOTE:
                hint = "没有时写“无”，不知道时写“不明”"
                raise self.fail(f"“例子”中列“{name}”的这一格是空的；{hint}", line)

    def steps(self, written: Sequence[WrittenStep], values: Mapping[str, str], *, outline: bool) -> tuple[Step, ...]:
        found: list[Step] = []
        for step in written:
            self.spaced(step)

            def filled(text: str, at: int = step.line) -> str:
                return self.filled(text, values, at, outline)

            rows: Rows = tuple(tuple(Cell(filled(cell.text), cell.line, cell.column) for cell in row) for row in step.rows)
            found.append(Step(step.kind, filled(step.text), step.line, rows, step.keyword))
        return tuple(found)

    def begins(self, steps: Sequence[WrittenStep]) -> None:
        """The first step of a scenario or background has to say what it is: there is none before it to carry on."""
        for step in steps[:1]:
            self.spaced(step)
            if step.carries_on:
                raise self.fail("第一步应以“假如”“当”或“那么”开始", step.line)

    def spaced(self, step: WrittenStep) -> None:
        """A keyword needs a space after it."""
        if not step.text:
            raise self.fail(f"“{step.keyword}”后面没有内容", step.line)
        if not step.spaced:
            raise self.fail(lint.unspaced(step.keyword, step.text), step.line)

    def filled(self, text: str, values: Mapping[str, str], line: int, outline: bool) -> str:
        def value(found: re.Match[str]) -> str:
            if found[1] in values:
                return values[found[1]]
            if not outline:
                raise self.fail(f"不是场景大纲，却用了“<{found[1]}>”", line)
            known = list(values)
            raise self.fail(f"“例子”缺少列“{found[1]}”{near(found[1], known)}；已有的列：{'、'.join(known)}", line)

        return _PLACEHOLDER.sub(value, text)


def _texts(step: WrittenStep) -> Iterator[str]:
    yield step.text
    for row in step.rows:
        for cell in row:
            yield cell.text
