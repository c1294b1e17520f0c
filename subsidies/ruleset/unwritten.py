"""Texts that somebody has still to write: a file that was begun says … where only whoever reads the law knows better."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from subsidies.errors import Finding
from subsidies.errors.finding import in_order
from subsidies.files.source import DataPath, Source, dotted

UNWRITTEN: Final = "…"
"""Stands for a text, a figure or a name that is still to be written; nothing with one in it is sound."""


def unwritten(source: Source) -> list[Finding]:
    """Everything in a file that is still to be written, where the file has it."""
    written = source.written or source
    return [Finding("not_written", written.position(path, key=key), dotted(path)) for path, key in _places(written.data, ())]


def with_unwritten(found: Iterable[Finding], source: Source) -> list[Finding]:
    """Findings in a file with what is still to be written in it, of which nothing else is said."""
    waiting = unwritten(source)
    places = {item.position for item in waiting}
    return in_order([*waiting, *(item for item in found if item.position not in places)])


def _places(data: Any, path: DataPath) -> Iterator[tuple[DataPath, bool]]:
    """The path of each value that is unwritten, and of each key, of which it says so."""
    if isinstance(data, dict):
        for key, item in data.items():
            if key == UNWRITTEN:
                yield (*path, key), True
            yield from _places(item, (*path, key))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _places(item, (*path, index))
    elif data == UNWRITTEN:
        yield path, False
