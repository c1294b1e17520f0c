"""What a command shows, before it is laid out: a title, sections, and lines with marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Literal


class Mark(Enum):
    """What a line says at a glance: its symbol, one for terminals that cannot show that, and its colour."""

    HOLDS = ("✓", "√", "green")
    FAILS = ("✗", "×", "red")
    UNKNOWN = ("?", "?", "yellow")
    BAND = ("~", "~", "cyan")
    LIMIT = ("↓", "↓", "magenta")
    WARNING = ("!", "!", "bold red")
    ITEM = ("·", "·", "")
    NONE = ("", "", "")

    @property
    def symbol(self) -> str:
        return self.value[0]


def verdict_mark(verdict: bool | None) -> Mark:
    """✓, ✗ or ? for a truth value."""
    return Mark.UNKNOWN if verdict is None else Mark.HOLDS if verdict else Mark.FAILS


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of a page, below the lines of a lower level before it.

    ``columns`` stand before the text, one under the other those of the lines of a section.
    """

    text: str
    level: int = 0
    mark: Mark = Mark.NONE
    style: Literal["", "strong", "faint"] = ""
    columns: tuple[str, ...] = ()


@dataclass(slots=True)
class Section:
    """Lines under a heading."""

    title: str
    lines: list[PageLine] = field(default_factory=list)

    def add(
        self,
        text: str,
        level: int = 0,
        mark: Mark = Mark.NONE,
        style: Literal["", "strong", "faint"] = "",
        columns: tuple[str, ...] = (),
    ) -> None:
        """One more line."""
        self.lines.append(PageLine(text, level, mark, style, columns))


@dataclass(slots=True)
class Page:
    """All that a command shows; one that is ``dense`` has no empty lines between its sections."""

    title: str
    intro: Section = field(default_factory=lambda: Section(""))
    sections: list[Section] = field(default_factory=list)
    closing: Section = field(default_factory=lambda: Section(""))
    dense: bool = False

    def show(self, *sections: Section) -> None:
        """Append sections that have lines."""
        self.sections += [section for section in sections if section.lines]
