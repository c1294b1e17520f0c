"""Writing to standard output, all at once, in the format asked for."""

from __future__ import annotations

import os
import shutil
import sys
from enum import StrEnum
from typing import Any, Final, TextIO

import typer

from subsidies_cli.exit_codes import PIPE_CLOSED
from subsidies_cli.page import Page

ASCII_NAMES: Final = frozenset({"ascii", "us-ascii", "ansi_x3.4-1968", "646"})


class Format(StrEnum):
    """How a result is shown."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


def prepare_streams() -> None:
    """Let no character of a message break the program: plain ASCII streams (no or a broken locale) speak UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if (stream.encoding or "ascii").lower() in ASCII_NAMES:
            reconfigure(encoding="utf-8")
        reconfigure(errors="replace")


def json_text(data: Any) -> str:
    """Data as JSON for people and programs: in the order of the models, Chinese as it is."""
    import json

    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def rendered(page: Page, format_: Format) -> str:
    """A page as text for the terminal or as Markdown.

    Raises :class:`ValueError` for JSON: a command that offers it writes a document instead.
    """
    if format_ is Format.JSON:
        raise ValueError("a page is no JSON")
    if format_ is Format.MARKDOWN:
        from subsidies_cli.markdown import render as as_markdown

        return as_markdown(page)
    from subsidies_cli.terminal import render as as_text

    return as_text(page)


def emit(text: str, *, error: bool = False) -> None:
    """Write a whole text, through a pager where it does not stand on one screen of a terminal; a reader that went away ends the
    program without a word."""
    stream: TextIO = sys.stderr if error else sys.stdout
    if stream.isatty() and text.count("\n") >= shutil.get_terminal_size().lines:
        import pydoc

        # As it is: colours, no cleared screen, and nothing to leave where all of it fits after all.
        os.environ.setdefault("LESS", "FRX")
        pydoc.pager(text)
        return
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        # What is left in the buffer would be reported when the interpreter closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise typer.Exit(PIPE_CLOSED) from None
