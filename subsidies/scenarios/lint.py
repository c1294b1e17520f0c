"""What is easily mistyped in a Chinese feature file, and what Gherkin would drop without a word.

Keywords carry no space in Chinese, a line that begins with none of them counts as description wherever there may be one,
and whatever follows the last bar of a table row is left out: none of that may happen to something that was meant to run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Literal

from subsidies.files.characters import invisible, named

STEPS: Final = ("假如", "假设", "假定", "当", "那么", "而且", "并且", "同时", "但是")
TITLES: Final = ("功能", "背景", "场景大纲", "剧本大纲", "场景", "剧本", "规则", "Rule", "例子")
FIRST_LINE: Final = "# language: zh-CN"
_TITLE: Final = re.compile(rf"({'|'.join(TITLES)})(\s*)([:：﹕︓∶])")
_BARE_TITLE: Final = re.compile(rf"({'|'.join(TITLES)})(?:\s|$)")
_STEP: Final = re.compile(rf"({'|'.join(STEPS)}|\*)\s")
_LANGUAGE: Final = re.compile(r"[#＃]\s*language\b", re.IGNORECASE)
_LAST_BAR: Final = re.compile(r"(?:\\.|[^\\|])*$")
_BARS: Final = "｜￨❘│┃丨"
Owner = Literal["feature", "rule", "examples", "scenario", "background"]
Trap = tuple[int, str]
"""A line and what is wrong with it."""


def first_line(lines: Sequence[str]) -> Iterator[Trap]:
    """Without this very line every Chinese keyword is prose."""
    found = lines[0].strip() if lines else ""
    if re.sub(r"\s", "", found) != FIRST_LINE.replace(" ", ""):
        yield 1, f"第一行应为“{FIRST_LINE}”" + (f"，不是“{found}”" if found else "")


def typed(lines: Sequence[str]) -> Iterator[Trap]:
    """Slips that show in a line by itself, before anything is parsed."""
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        for char in line:
            if invisible(char):
                yield number, f"有看不见的字符 {named(char)}，请删除（把这一行重新输入一遍）"
        if number > 1 and _LANGUAGE.match(line):
            yield number, f"“{FIRST_LINE}”只写在第一行"
        if line.startswith("#"):
            continue
        if (title := _TITLE.match(line)) and title[2] + title[3] != ":":
            yield number, f"“{title[1]}”后面要紧跟半角冒号，写成“{title[1]}:”；如果只是说明文字，请换一种写法"
        if line.startswith(('"""', "```")):
            yield number, "步骤后面不能写文本块，请用数据表"
        if line.startswith("＠"):
            yield number, "标签要用半角“@”"
        if line.startswith(tuple(_BARS)):
            yield number, f"表格的竖线要用半角“|”，不是“{line[0]}”"
        if line.startswith("|"):
            yield from _row(number, line)


def _row(number: int, line: str) -> Iterator[Trap]:
    found = _LAST_BAR.search(line)
    rest = found[0].strip() if found else ""
    if rest:
        yield number, f"表格的一行要以“|”结束，否则最后的“{rest}”会丢失"


def lost(lines: Sequence[str], feature: Any) -> Iterator[Trap]:
    """Lines that the parser took for description, but that were meant to be run."""
    owners, read = _read(feature)
    owner: Owner = "feature"
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        owner = owners.get(number, owner)
        if number in read or not line or line.startswith("#"):
            continue
        if owner in ("scenario", "background"):
            # Not even prose: a step whose keyword is misspelt looks no different.
            yield number, f"“{line}”不以“假如”“当”“那么”“而且”开始，不会被执行；说明文字请写在“功能:”下面或用“#”开头"
        elif step := _STEP.match(line):
            yield number, f"“{step[1]}”开头的这一行不在场景里，不会被执行；前面应有“场景:”"
        elif title := _TITLE.match(line):
            yield number, misplaced(title[1])
        elif line.startswith("|"):
            yield number, "这一行表格不属于任何步骤，不会被执行"


def _read(feature: Any) -> tuple[Mapping[int, Owner], set[int]]:
    """Which lines begin what, and all lines that the parser read as something else than description."""
    owners: dict[int, Owner] = {}
    read: set[int] = set()
    stack: list[tuple[str, Any]] = [("feature", feature)]
    while stack:
        sort, node = stack.pop()
        if isinstance(node, list):
            stack += [(sort, item) for item in node]
        elif isinstance(node, dict):
            if line := node.get("location", {}).get("line"):
                read.add(line)
                if sort in ("feature", "rule", "examples", "scenario", "background"):
                    owners[line] = sort  # type: ignore[assignment]
            stack += [(key, value) for key, value in node.items() if key != "location"]
    return owners, read


def misplaced(title: str) -> str:
    """Why a title cannot stand where it stands."""
    if title == "功能":
        return "一个文件只能有一个“功能:”，请另写一个文件"
    if title == "背景":
        return "“背景:”只能有一个，放在第一个场景之前"
    if title == "例子":
        return "“例子:”应放在场景大纲的步骤之后"
    return f"“{title}:”不能放在这里"


def unspaced(keyword: str, rest: str) -> str:
    """What to say of a step whose keyword runs into the text: 当地… would be read as 当 and 地…."""
    text = rest.lstrip("，,、：: ")
    start = text[:8] + ("…" if len(text) > 8 else "")
    return (
        f"关键词“{keyword}”后面要空一格，否则“{keyword}{start}”会被拆成“{keyword}”和“{start}”；"
        f"如果“{keyword}”是关键词，写成“{keyword} {start}”，如果不是，前面要有关键词，如“而且 {keyword}{start}”"
    )


def explained(line: str, message: str) -> str:
    """Why the parser cannot read a line, as far as the line shows it."""
    if "inconsistent cell count" in message:
        bars = "竖线要用半角“|”" if any(bar in line for bar in _BARS) else "格子里的竖线要写成“\\|”"
        return f"这一行的列数与表头不同（{bars}）：{line}"
    if "whitespace" in message and line.startswith("@"):
        return f"标签里不能有空格，每个标签以“@”开头：{line}"
    if not line:
        return "文件在此结束，前面的内容还没有写完"
    if title := _TITLE.match(line):
        return misplaced(title[1])
    if title := _BARE_TITLE.match(line):
        return f"“{title[1]}”后面要紧跟半角冒号，写成“{title[1]}:”"
    if line.startswith("|"):
        return f"这一行表格前面没有步骤或“例子:”：{line}"
    if _STEP.match(line):
        return f"这一步不在场景里，前面应有“场景:”：{line}"
    return f"这一行不以“假如”“当”“那么”“而且”等关键词开始，读不懂：{line}"
