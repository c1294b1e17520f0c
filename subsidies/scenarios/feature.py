"""Reading feature files: scenarios with rules, backgrounds and outlines written out, or one clear error in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from subsidies.scenarios.faults import FeatureError
from subsidies.scenarios.table import Cell, Kind, Rows, Step

_KINDS: Final[dict[str, Kind]] = {"Context": "given", "Action": "when", "Outcome": "then"}
_PLACEHOLDER: Final = re.compile(r"<([^<>]+)>")
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

    @property
    def title(self) -> str:
        """The name with the values of the row."""
        row = "，".join(f"{name}={value}" for name, value in self.values if name != NOTE)
        return f"{self.name}（{row}）" if row else self.name


def read_feature(path: Path | str) -> list[Scenario]:
    """All scenarios of a file, in order.

    Raises :class:`FeatureError` for a file that cannot be read as what it should be.
    """
    file = str(path)
    return _Reader(file, _text(Path(path), file)).scenarios()


def _text(path: Path, file: str) -> str:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise FeatureError("没有这个文件", file, 0) from None
    except OSError as error:
        raise FeatureError(f"文件读不出：{error.strerror}", file, 0) from None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise FeatureError(f"文件不是UTF-8编码（第{error.start + 1}个字节）；请另存为UTF-8", file, line) from None
    if text.startswith("\ufeff"):
        raise FeatureError("文件开头有字节顺序标记（BOM）；请另存为不带BOM的UTF-8", file, 1)
    return text


class _Reader:
    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = text.splitlines()
        self.document = self.parse(text)

    def fail(self, text: str, line: int) -> FeatureError:
        return FeatureError(text, self.file, line)

    def parse(self, text: str) -> Any:
        from gherkin.errors import CompositeParserException, ParserException
        from gherkin.parser import Parser

        first = self.lines[0].strip() if self.lines else ""
        if re.sub(r"\s", "", first) != "#language:zh-CN":
            raise self.fail("第一行应为“# language: zh-CN”", 1)
        try:
            return Parser().parse(text)
        except CompositeParserException as error:
            raise self.syntax(error.errors[0]) from None
        except ParserException as error:
            raise self.syntax(error) from None

    def syntax(self, error: Any) -> FeatureError:
        line = error.location["line"]
        found = self.lines[line - 1].strip() if 0 < line <= len(self.lines) else ""
        if "inconsistent cell count" in str(error):
            return self.fail(f"这一行的列数与表头不同：{found}", line)
        return self.fail(f"这一行放在这里读不懂：{found or '文件在此结束'}", line)

    def scenarios(self) -> list[Scenario]:
        feature = self.document.get("feature")
        if not feature or not feature["name"]:
            raise self.fail("没有写“功能:”及其名称", 1)
        found: list[Scenario] = []
        tags = self.tags(feature)
        before: list[Any] = []
        names: dict[str, int] = {}
        for child in feature["children"]:
            if "background" in child:
                before = self.bare(child["background"])["steps"]
            elif "rule" in child:
                rule = child["rule"]
                inner = list(before)
                for part in rule["children"]:
                    if "background" in part:
                        inner += self.bare(part["background"])["steps"]
                    else:
                        own = (*tags, *self.tags(rule))
                        found += self.scenario(part["scenario"], feature["name"], rule["name"], own, inner, names)
            else:
                found += self.scenario(child["scenario"], feature["name"], "", tags, before, names)
        if not found:
            raise self.fail("没有一个场景", 1)
        return found

    def tags(self, node: Any) -> tuple[str, ...]:
        return tuple(tag["name"].removeprefix("@") for tag in node["tags"])

    def scenario(
        self, node: Any, feature: str, rule: str, tags: Sequence[str], before: Sequence[Any], names: dict[str, int]
    ) -> Iterator[Scenario]:
        line, name = node["location"]["line"], node["name"]
        if not name:
            raise self.fail("场景没有名称", line)
        if name in names:
            raise self.fail(f"场景“{name}”与第{names[name]}行的同名；同一文件中名称不得重复", line)
        names[name] = line
        own = (*tags, *self.tags(node))
        self.bare(node)
        if not node["steps"]:
            raise self.fail(f"场景“{name}”没有步骤", line)
        nodes = [*before, *node["steps"]]
        if not node["examples"]:
            if "Outline" in node["keyword"] or "大纲" in node["keyword"]:
                raise self.fail(f"场景大纲“{name}”没有“例子”", line)
            yield Scenario(self.file, feature, rule, name, own, line, (), self.steps(nodes, {}, line, outline=False))
        for examples in node["examples"]:
            if examples["tags"]:
                raise self.fail("“例子”上不能加标签", examples["location"]["line"])
            yield from self.rows(examples, nodes, Scenario(self.file, feature, rule, name, own, line, (), ()))

    def rows(self, examples: Any, nodes: Sequence[Any], base: Scenario) -> Iterator[Scenario]:
        line = examples["location"]["line"]
        if not examples.get("tableBody"):
            raise self.fail("“例子”没有一行数据", line)
        header = [cell["value"] for cell in examples["tableHeader"]["cells"]]
        if len(set(header)) < len(header) or "" in header:
            raise self.fail("“例子”的列名有空的或重复的", examples["tableHeader"]["location"]["line"])
        used = {name for node in nodes for text in _texts(node) for name in _PLACEHOLDER.findall(text)}
        if extra := [name for name in header if name not in used and name != NOTE]:
            raise self.fail(f"“例子”中的列“{extra[0]}”没有用到", examples["tableHeader"]["location"]["line"])
        for row in examples["tableBody"]:
            values = dict(zip(header, (cell["value"] for cell in row["cells"]), strict=True))
            steps = self.steps(nodes, values, row["location"]["line"], outline=True)
            yield Scenario(
                base.file,
                base.feature,
                base.rule,
                base.name,
                base.tags,
                row["location"]["line"],
                tuple(values.items()),
                steps,
            )

    def steps(self, nodes: Sequence[Any], values: dict[str, str], line: int, *, outline: bool) -> tuple[Step, ...]:
        found: list[Step] = []
        kind: Kind | None = None
        for node in nodes:
            at = node["location"]["line"]
            kind = _KINDS.get(node["keywordType"], kind)
            if kind is None:
                raise self.fail("场景应以“假如”“当”或“那么”开始", at)
            if "docString" in node:
                raise self.fail("步骤后面不能写文本块", at)
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
            found.append(Step(kind, filled(node["text"]), at, rows))
        return tuple(found)

    def bare(self, node: Any) -> Any:
        """A scenario or background without a free text: a step with a misspelt keyword would be taken for one and be lost."""
        if node["description"].strip():
            first = node["description"].strip().splitlines()[0]
            raise self.fail(f"标题下面的“{first}”不以“假如”“当”“那么”“而且”开始，不会被执行", node["location"]["line"])
        return node

    def spaced(self, node: Any, line: int) -> None:
        """A keyword needs a space after it: 当地… would be read as 当 and 地…."""
        keyword = node["keyword"].strip()
        rest = self.lines[line - 1].strip().removeprefix(keyword)
        if rest[:1] not in (" ", "\t"):
            raise self.fail(f"关键词“{keyword}”后面要空一格，否则会把“{keyword}{rest[:3]}…”拆开", line)

    def filled(self, text: str, values: dict[str, str], line: int, outline: bool) -> str:
        def value(found: re.Match[str]) -> str:
            if found[1] in values:
                return values[found[1]]
            where = f"“例子”缺少列“{found[1]}”" if outline else f"不是场景大纲，却用了“<{found[1]}>”"
            raise self.fail(where, line)

        return _PLACEHOLDER.sub(value, text)


def _texts(node: Any) -> Iterator[str]:
    yield node["text"]
    for row in node.get("dataTable", {}).get("rows", ()):
        for cell in row["cells"]:
            yield cell["value"]
