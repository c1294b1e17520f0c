"""Reading feature files: scenarios with rules, backgrounds and outlines written out, or one clear error in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from subsidies.scenarios import lint
from subsidies.scenarios.faults import FeatureError
from subsidies.scenarios.numbers import near
from subsidies.scenarios.table import Cell, Rows, Step, StepKind
from subsidies.scenarios.text import text_of

_KINDS: Final[dict[str, StepKind]] = {"Context": "given", "Action": "when", "Outcome": "then"}
_PLACEHOLDER: Final = re.compile(r"<([^<>]+)>")
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
    file = str(path)
    return _Reader(file, text_of(Path(path))).scenarios()


class _Reader:
    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = text.split("\n")  # as the parser does: U+2028 and the like end no line there
        self.document = self.parse(text)

    def fail(self, text: str, line: int) -> FeatureError:
        return FeatureError(text, self.file, line)

    def parse(self, text: str) -> Any:
        from gherkin.errors import CompositeParserException, ParserException
        from gherkin.parser import Parser

        self.refuse(lint.first_line(self.lines))
        self.refuse(lint.typed(self.lines))
        try:
            document = Parser().parse(text)
        except CompositeParserException as error:
            raise self.syntax(error.errors[0]) from None
        except ParserException as error:
            raise self.syntax(error) from None
        self.refuse(lint.lost(self.lines, document.get("feature") or {}))
        return document

    def refuse(self, traps: Iterator[lint.Trap]) -> None:
        """Raise the first trap, if there is one."""
        for line, text in traps:
            raise self.fail(text, line)

    def syntax(self, error: Any) -> FeatureError:
        line = error.location["line"]
        found = self.lines[line - 1].strip() if 0 < line <= len(self.lines) else ""
        return self.fail(lint.explained(found, str(error)), line)

    def scenarios(self) -> list[Scenario]:
        feature = self.document.get("feature")
        if not feature or not feature["name"]:
            raise self.fail("没有写“功能:”及其名称", 1)
        found: list[Scenario] = []
        tags: list[Any] = feature["tags"]
        before: list[Any] = []
        names: dict[str, int] = {}
        for child in feature["children"]:
            if "background" in child:
                before = child["background"]["steps"]
                self.begins(before)
            elif "rule" in child:
                rule = child["rule"]
                inner = list(before)
                for part in rule["children"]:
                    if "background" in part:
                        self.begins(part["background"]["steps"])
                        inner += part["background"]["steps"]
                    else:
                        own = [*tags, *rule["tags"]]
                        found += self.scenario(part["scenario"], feature["name"], rule["name"], own, inner, names)
            else:
                found += self.scenario(child["scenario"], feature["name"], "", tags, before, names)
        if not found:
            raise self.fail("没有一个场景", 1)
        return found

    def scenario(
        self, node: Any, feature: str, rule: str, tags: Sequence[Any], before: Sequence[Any], names: dict[str, int]
    ) -> Iterator[Scenario]:
        line, name = node["location"]["line"], node["name"]
        if not name:
            raise self.fail("场景没有名称", line)
        if name in names:
            raise self.fail(f"场景“{name}”与第{names[name]}行的同名；同一文件中名称不得重复", line)
        names[name] = line
        own = [*tags, *node["tags"]]
        names_of_tags = tuple(tag["name"].removeprefix("@") for tag in own)
        lines_of_tags = tuple(tag["location"]["line"] for tag in own)
        base = Scenario(self.file, feature, rule, name, names_of_tags, line, (), (), lines_of_tags)
        if not node["steps"]:
            raise self.fail(f"场景“{name}”没有步骤", line)
        self.begins(node["steps"])
        nodes = [*before, *node["steps"]]
        if not node["examples"]:
            if "Outline" in node["keyword"] or "大纲" in node["keyword"]:
                raise self.fail(f"场景大纲“{name}”没有“例子”", line)
            yield replace(base, steps=self.steps(nodes, {}, outline=False))
        for examples in node["examples"]:
            if examples["tags"]:
                raise self.fail("“例子”上不能加标签", examples["location"]["line"])
            yield from self.rows(examples, nodes, base)

    def rows(self, examples: Any, nodes: Sequence[Any], base: Scenario) -> Iterator[Scenario]:
        line = examples["location"]["line"]
        if not examples.get("tableBody"):
            raise self.fail("“例子”没有一行数据", line)
        header = [cell["value"] for cell in examples["tableHeader"]["cells"]]
        if len(set(header)) < len(header) or "" in header:
            raise self.fail("“例子”的列名有空的或重复的", examples["tableHeader"]["location"]["line"])
        used = {name for node in nodes for text in _texts(node) for name in _PLACEHOLDER.findall(text)}
        if extra := [name for name in header if name not in used and name != NOTE]:
            hint = f"步骤里应写成“<{extra[0]}>”（半角尖括号）；只是备注的列叫“{NOTE}”"
            raise self.fail(f"“例子”中的列“{extra[0]}”没有用到；{hint}", examples["tableHeader"]["location"]["line"])
        for row in examples["tableBody"]:
            self.full(header, row)
            values = dict(zip(header, (cell["value"] for cell in row["cells"]), strict=True))
            steps = self.steps(nodes, values, outline=True)
            yield replace(base, line=row["location"]["line"], values=tuple(values.items()), steps=steps)

    def full(self, header: Sequence[str], row: Any) -> None:
        """A cell without a word would leave a hole in a sentence."""
        for name, cell in zip(header, row["cells"], strict=True):
            if not cell["value"] and name != NOTE:
                hint = "没有时写“无”，不知道时写“不明”"
                raise self.fail(f"“例子”中列“{name}”的这一格是空的；{hint}", row["location"]["line"])

    def steps(self, nodes: Sequence[Any], values: dict[str, str], *, outline: bool) -> tuple[Step, ...]:
        found: list[Step] = []
        kind: StepKind = "given"
        for node in nodes:
            at = node["location"]["line"]
            kind = _KINDS.get(node["keywordType"], kind)
            self.spaced(node, at)

            def filled(text: str, at: int = at) -> str:
                return self.filled(text, values, at, outline)

            rows: Rows = tuple(
                tuple(
                    Cell(filled(cell["value"]), cell["location"]["line"], cell["location"].get("column", 1))
                    for cell in row["cells"]
                )
                for row in node.get("dataTable", {}).get("rows", ())
            )
            found.append(Step(kind, filled(node["text"]), at, rows, node["keyword"].strip()))
        return tuple(found)

    def begins(self, nodes: Sequence[Any]) -> None:
        """The first step of a scenario or background has to say what it is: there is none before it to carry on."""
        for node in nodes[:1]:
            line = node["location"]["line"]
            self.spaced(node, line)
            if node["keywordType"] not in _KINDS:
                raise self.fail("第一步应以“假如”“当”或“那么”开始", line)

    def spaced(self, node: Any, line: int) -> None:
        """A keyword needs a space after it; any sort of space will do."""
        keyword = node["keyword"].strip()
        rest = self.lines[line - 1].strip().removeprefix(keyword)
        if not rest:
            raise self.fail(f"“{keyword}”后面没有内容", line)
        if not rest[0].isspace():
            raise self.fail(lint.unspaced(keyword, rest), line)

    def filled(self, text: str, values: dict[str, str], line: int, outline: bool) -> str:
        def value(found: re.Match[str]) -> str:
            if found[1] in values:
                return values[found[1]]
            if not outline:
                raise self.fail(f"不是场景大纲，却用了“<{found[1]}>”", line)
            known = list(values)
            raise self.fail(f"“例子”缺少列“{found[1]}”{near(found[1], known)}；已有的列：{'、'.join(known)}", line)

        return _PLACEHOLDER.sub(value, text)


def _texts(node: Any) -> Iterator[str]:
    yield node["text"]
    for row in node.get("dataTable", {}).get("rows", ()):
        for cell in row["cells"]:
            yield cell["value"]
