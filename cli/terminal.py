"""A page for a terminal: stacked, indented and wrapped by cells; colours only where the output is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from subsidies_cli.page import Mark, Page, PageLine, Section
from subsidies_cli.wrap import wrapped

WIDEST: Final = 100
NARROWEST: Final = 40
HEADING: Final = "■"
STYLES: Final = {"": "", "strong": "bold", "faint": "dim"}


def render(page: Page) -> str:
    """The page as text, as wide as the terminal (COLUMNS, or 80 when there is none) but no wider than is easy to read."""
    console = Console(highlight=False, markup=False, emoji=False)
    writer = _Writer(console, sys.stdout.encoding or "utf-8")
    with console.capture() as capture:
        writer.page(page)
    return capture.get()


class _Writer:
    def __init__(self, console: Console, encoding: str) -> None:
        self.console = console
        self.width = max(NARROWEST, min(WIDEST, console.width))
        self.encoding = encoding

    def page(self, page: Page) -> None:
        self.text(page.title, "", 0, "bold")
        self.section(page.intro)
        for section in page.sections:
            if not page.dense:
                self.blank()
            self.text(section.title, f"{self.shown(HEADING, '#')} ", 0, "bold cyan")
            self.section(section)
        if page.closing.lines:
            if not page.dense:
                self.blank()
            self.section(page.closing)

    def section(self, section: Section) -> None:
        columns = [line.columns for line in section.lines]
        widths = [
            max(cell_len(own[place]) for own in columns if place < len(own)) for place in range(max(map(len, columns), default=0))
        ]
        for line in section.lines:
            self.line(line, widths)

    def line(self, line: PageLine, widths: Sequence[int]) -> None:
        symbol = self.shown(line.mark.value[0], line.mark.value[1]) if line.mark is not Mark.NONE else ""
        lead = f"{symbol} " if symbol else ""
        lead += "".join(set_cell_size(own, width) + "  " for own, width in zip(line.columns, widths, strict=False))
        self.text(line.text, lead, 2 + 2 * line.level, STYLES[line.style], line.mark.value[2])

    def text(self, text: str, lead: str, indent: int, style: str, lead_style: str = "") -> None:
        """A text behind its lead; further lines hang below the text."""
        margin = indent + cell_len(lead)
        for number, (start, end) in enumerate(wrapped(text, self.width - margin)):
            row = Text(" " * indent if number == 0 else " " * margin)
            if number == 0:
                row.append(lead, lead_style or style)
            row.append(text[start:end], style)
            self.console.print(row, no_wrap=True, overflow="ignore", crop=False)

    def blank(self) -> None:
        self.console.print()

    def shown(self, symbol: str, instead: str) -> str:
        """The symbol, or another one where the terminal has no such character."""
        try:
            symbol.encode(self.encoding)
        except UnicodeEncodeError:
            return instead
        return symbol
