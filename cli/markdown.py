"""A page as Markdown: headings and nested lists, the same lines as on the terminal."""

from __future__ import annotations

import re
from typing import Final

from subsidies_cli.page import Mark, Page, PageLine

_SPECIAL: Final = re.compile(r"([\\`*~<>|\[\]])|(?<!\w)(_)|(_)(?!\w)")


def render(page: Page) -> str:
    """The page as Markdown text."""
    parts = [f"# {_escaped(page.title)}", _lines(page.intro.lines)]
    for section in page.sections:
        parts += [f"## {_escaped(section.title)}", _lines(section.lines)]
    parts.append(_lines(page.closing.lines))
    return "\n\n".join(part for part in parts if part) + "\n"


def _lines(lines: list[PageLine]) -> str:
    return "\n".join(_line(line) for line in lines)


def _line(line: PageLine) -> str:
    mark = "" if line.mark in (Mark.NONE, Mark.ITEM) else f"{_escaped(line.mark.symbol)} "
    text = _escaped(" ".join(part for part in (*line.columns, line.text) if part))
    if line.style == "strong":
        text = f"**{text}**"
    return f"{'  ' * line.level}- {mark}{text}"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text)
