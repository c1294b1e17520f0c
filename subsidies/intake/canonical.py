"""The canonical form of a case: the same data, whichever words the file says them in."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any, Final

from subsidies.errors import CaseError, Finding
from subsidies.errors.finding import shown
from subsidies.files.source import ISO_DAY, DataPath, Source, dotted
from subsidies.intake.names import Names
from subsidies.intake.shapes import Keyed, Leaf, Node, Rows, case_shape
from subsidies.intake.words import NOTHING
from subsidies.types.sorts import Sort
from subsidies.vocabulary.numbers import NOT_ASKED, Ambiguous, NoSuchDay, Unreadable
from subsidies.vocabulary.world import World

ISO_LENGTH: Final = len("YYYY-MM-DD")
LEAST_CODE: Final = 100_000
"""Codes of places have six digits."""


def canonical(source: Source, world: World) -> Source:
    """A case in the names of the vocabulary and in plain values, which remembers how the file says it.

    What no word or parser knows stays as it is: the model of the case tells what is wrong with it. A canonical case stays as it
    is.

    Raises :class:`CaseError` with every key that is given twice, in whichever words, and every word that stands for several
    things.
    """
    reader = _Reader(source)
    data = reader.read(case_shape(world), source.data, (), ())
    if reader.found:
        raise CaseError(reader.found)
    return replace(source, data=data, names=reader.names, words=reader.words) if reader.changed else source


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.names: dict[DataPath, str] = {}
        self.words: dict[DataPath, Any] = {}
        self.found: list[Finding] = []
        self.changed = False

    def read(self, node: Node, value: Any, path: DataPath, written: DataPath) -> Any:
        """A value of the file in its canonical form; ``path`` is where that stands, ``written`` where the file says it."""
        if isinstance(node, Leaf):
            if isinstance(value, dict) and node.form is not None:
                return self.mapping(node.form, value, path, written)
            return self.leaf(node, value, path, written)
        if isinstance(value, dict) and isinstance(node, Keyed):
            return self.mapping(node, value, path, written)
        if isinstance(node, Rows):
            if isinstance(value, list):
                return [self.read(node.row, item, (*path, at), (*written, at)) for at, item in enumerate(value)]
            if isinstance(value, str) and value.strip() in (*NOTHING, *NOT_ASKED):
                self.say(path, value)
                return [] if value.strip() in NOTHING else None
        return value

    def mapping(self, node: Keyed, value: Mapping[str, Any], path: DataPath, written: DataPath) -> dict[str, Any]:
        read: dict[str, Any] = {}
        for key, below in value.items():
            name = key if key in node.names else self.key(node.names, key, (*written, key))
            if name in read:
                self.twice(key, self.names.get((*path, name), name), written)
                continue
            if name != key:
                self.names[*path, name], self.changed = key, True
            if _is_plain(below):
                read[name] = below
            else:
                read[name] = self.read(node.below(name), below, (*path, name), (*written, key))
        return read

    def twice(self, key: str, first: str, written: DataPath) -> None:
        spot = (*written, key)
        line = self.source.position((*written, first), key=True).line
        context = {"found": f"{shown(key)} = {shown(first)}", "first": str(line)}
        self.found.append(Finding("duplicate_key", self.source.position(spot, key=True), dotted(spot), context))

    def key(self, names: Names, key: str, spot: DataPath) -> str:
        try:
            return names.meant(key)
        except Ambiguous as error:
            self.ambiguous(key, spot, error, key=True)
            return key

    def leaf(self, node: Leaf, value: Any, path: DataPath, written: DataPath) -> Any:
        """A single value: a text is read where it is Chinese, and days and codes of places have one form."""
        read = value
        if isinstance(value, str) and not value.isascii():
            try:
                read = node.read(value)
            except Ambiguous as error:
                self.ambiguous(value, written, error)
            except NoSuchDay as error:
                # In figures, so that the model of the case says that there is no such day.
                read = error.iso
            except Unreadable:
                return value
        elif node.sort is Sort.PLACE and isinstance(value, int) and not isinstance(value, bool):
            read = str(value)
        elif node.sort is Sort.DATE and isinstance(value, str) and ISO_DAY.fullmatch(value):
            with suppress(ValueError):
                read, self.changed = date.fromisoformat(value), True
            return read
        if read != value:
            self.say(path, value)
        return read

    def say(self, path: DataPath, value: Any) -> None:
        """Remember what the file says where the canonical form has another value."""
        self.words[path], self.changed = value, True

    def ambiguous(self, word: str, spot: DataPath, error: Ambiguous, *, key: bool = False) -> None:
        where = self.source.position(spot, key=key)
        allowed = ", ".join(error.meanings)
        self.found.append(Finding("ambiguous_word", where, dotted(spot), {"found": shown(word)}, allowed=allowed))


def _is_plain(value: Any) -> bool:
    """Whether a value stands for itself wherever it stands, so that nobody has to know what may be there."""
    if isinstance(value, str):
        return value.isascii() and len(value) != ISO_LENGTH
    return not isinstance(value, dict | list) and not (isinstance(value, int) and value >= LEAST_CODE)
