"""Breaking lines by the cells that characters take: Chinese between any two characters, figures and dates never."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len

_WIDE: Final = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’"
_HAN: Final = "[\u4e00-\u9fff]"
_TOKEN: Final = re.compile(
    rf"\s+"
    rf"|[0-9][0-9,.]* (?:yuan|months|years|days)\b[^\s{_WIDE}]*"  # 3,800 yuan
    rf"|[一二三四五六七八九十]+（[一二三四五六七八九十]+）[0-9]+"  # 二（二）12, a citation
    rf"|至[少多][0-9][0-9,.]*[年月日元个人次]?"  # 至少1, 至多12,000元
    rf"|(?:[(\[]?[0-9][0-9,.:%-]*[年月日元个号]?)+[^\s{_WIDE}]*"  # 2023年12月20日, 3,800元, 〔2023〕31号
    rf"|(?<!{_HAN}){_HAN}{{2,4}}(?!{_HAN}|（[一二三四五六七八九十]+）[0-9])"  # a name, or what is as short
    rf"|[^\s{_WIDE}]+"
    rf"|."
)
_NEVER_FIRST: Final = "，。、；：？！）》」』〕】”’%)],.;:"
_NEVER_LAST: Final = "（《「『〔【“‘(["


def wrapped(text: str, width: int) -> list[tuple[int, int]]:
    """Where the lines of a text begin and end, none wider than ``width`` cells."""
    lines: list[tuple[int, int]] = []
    start = end = used = 0
    for first, last in _pieces(text, width):
        size = cell_len(text[first:last])
        if used and used + size > width:
            lines.append((start, _stripped(text, start, end)))
            start, used = first, 0
            if text[first:last].isspace():
                start = end = last
                continue
        elif not used and lines and text[first:last].isspace():
            start = end = last
            continue
        used += size
        end = last
    if end > start or not lines:
        lines.append((start, _stripped(text, start, end)))
    return lines


def _stripped(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _pieces(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Parts that must stay together, as offsets; one wider than a line is cut."""
    spans: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        first, last = match.span()
        joined = spans and (text[first] in _NEVER_FIRST or text[first - 1] in _NEVER_LAST)
        if joined and not text[spans[-1][0] : spans[-1][1]].isspace():
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    for first, last in spans:
        begin = first
        for position in range(first + 1, last + 1):
            if cell_len(text[begin:position]) > width:
                yield begin, position - 1
                begin = position - 1
        yield begin, last
