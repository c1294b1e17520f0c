"""YAML texts as plain data that remembers where everything stood.

Only what a data file needs is accepted: mappings, lists, text, whole numbers, decimals (exact), dates, true, false and null.
Anchors, aliases, tags, duplicate keys and control characters are refused, and whatever ends a line for the parser while an editor
goes on in it: a comment would hold data. In JSON, which has no comments, such characters stand inside quotation marks: they are
data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

import yaml

from subsidies.errors import Finding, InputError, Position
from subsidies.errors.finding import shown
from subsidies.errors.syntax import yaml_reason
from subsidies.files import characters, full_width, glued_comments, tabs
from subsidies.files.characters import CONTROL
from subsidies.files.digest import digest_of

MAX_DEPTH: Final = 40
MAX_DIGITS: Final = 18

_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(nan|inf)", re.IGNORECASE)
ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS: Final[dict[str, Any]] = {"true": True, "false": False, "null": None, "~": None, "": None}
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Encoding = Literal["utf-8", "gb18030"]
DataPath = tuple[str | int, ...]
LineColumn = tuple[int, int]


@dataclass(slots=True)
class Source:
    """A parsed file: its data and the line and column of every value and key, by path.

    ``written`` is the file as it is, where its data stand here in another order or with what it says once said in full. Where
    the file says the same in other words, ``names`` has its key for each path of the data that ends in another one, and
    ``words`` its value for each that stands here as another one; lines and columns are then those of the paths in the file.
    """

    file: str
    data: Any
    values: dict[DataPath, LineColumn] = field(default_factory=dict)
    keys: dict[DataPath, LineColumn] = field(default_factory=dict)
    written: Source | None = None
    names: dict[DataPath, str] = field(default_factory=dict)
    words: dict[DataPath, Any] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """The digest of the file as it is written."""
        return digest_of((self.written or self).data)

    def position(self, path: DataPath = (), *, key: bool = False) -> Position:
        """Where the value at a path stands (or its key), or the nearest thing around it."""
        path = self.path_in_file(path)
        first, second = (self.keys, self.values) if key else (self.values, self.keys)
        for length in range(len(path), -1, -1):
            part = path[:length]
            spot = first.get(part) or second.get(part)
            if spot:
                return Position(self.file, *spot)
        return Position(self.file)

    def path_in_file(self, path: DataPath) -> DataPath:
        """A path of the data as the file itself names it."""
        if not self.names:
            return path
        return tuple(self.names.get(path[: length + 1], part) for length, part in enumerate(path))


def dotted(path: DataPath) -> str:
    """A path as messages show it: ``persons[0].wage_income``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{shown(part)}" if text else shown(part)
    return text


def parse(raw: bytes | str, file: str, encoding: Encoding = "utf-8") -> Source:
    """Parse the bytes or text of a YAML document; ``file`` is the name that messages show."""
    text = decoded(raw, file, encoding)
    source = Source(file, None)
    try:
        aside = _line_for_line(text, file)
        text = tabs.settled(characters.put_aside(text) if aside else text, _events)
        source.data = _Builder(source, _events(text), aside).document()
        if (glued := glued_comments.glued(text, _events)) is not None:
            raise InputError(Finding("comment_glued", _at(text, glued, file)))
    except tabs.TabRefused as refused:
        raise InputError(Finding("tab_character", _at(text, refused.index, file))) from None
    except yaml.YAMLError as error:
        raise InputError(_syntax_finding(error, text, file)) from None
    return source


def decoded(raw: bytes | str, file: str, encoding: Encoding = "utf-8") -> str:
    """The text of a file, without a mark of byte order before it.

    Raises :class:`InputError` where it is not in its encoding or holds what no text may hold.
    """
    text = _decoded(raw, file, encoding) if isinstance(raw, bytes) else raw
    text = text.removeprefix("\ufeff")
    _refuse("control_character", CONTROL, text, file)
    return text


def _decoded(raw: bytes, file: str, encoding: Encoding) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(encoding)
        spot = _at(before, len(before), file)
        if encoding == "utf-8" and characters.is_gb18030(raw):
            raise InputError(Finding("is_gb18030", spot)) from None
        kind = "not_utf8" if encoding == "utf-8" else "not_gb18030"
        raise InputError(Finding(kind, spot, context={"offset": str(error.start)})) from None


def _at(text: str, index: int, file: str) -> Position:
    """Line and column of a place in a text, as an editor counts them."""
    return Position(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _refuse(kind: str, characters_: re.Pattern[str], text: str, file: str) -> None:
    if found := characters_.search(text):
        context = {"found": characters.named(found[0])}
        raise InputError(Finding(kind, _at(text, found.start(), file), context=context))


def _line_for_line(text: str, file: str) -> bool:
    """Refuse what an editor does not show as the parser reads it; whether it is JSON that has such characters in its texts."""
    if not characters.LINE_END.search(text) and not characters.UNSEEN.search(text):
        return False
    if characters.is_json(text):
        return True
    _refuse("line_end_character", characters.LINE_END, text, file)
    _refuse("control_character", characters.UNSEEN, text, file)
    return False


def _events(text: str) -> Iterator[Any]:
    loader = _LOADER(text)
    try:
        while loader.check_event():
            yield loader.get_event()
    finally:
        loader.dispose()


def _syntax_finding(error: yaml.YAMLError, text: str, file: str) -> Finding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark and (hit := full_width.near_line(text, _around(error, mark.line + 1, text))) is not None:
        return full_width_sign(hit[1], Position(file, hit[0], 1))
    spot = Position(file, mark.line + 1, mark.column + 1) if mark else Position(file)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "syntax"
    return Finding("not_yaml", spot, context={"reason": yaml_reason(reason)})


def _around(error: yaml.YAMLError, line: int, text: str) -> Iterator[int]:
    """The lines that may have led to an error: where what is wrong begins, where it is met, and the last one before with
    anything in it."""
    begins = getattr(error, "context_mark", None)
    if begins is not None:
        yield begins.line + 1
    yield line
    before = text.split("\n")[: line - 1]
    yield next((number for number in range(len(before), 0, -1) if before[number - 1].strip()), 0)


def full_width_sign(sign: full_width.Sign, start: Position) -> Finding:
    """The finding for a full-width sign in a text that begins at a place."""
    where = replace(start, column=start.column + sign.offset) if start.line else start
    shown_ = sign.sign if sign.sign.isprintable() else characters.named(sign.sign)
    return Finding("full_width_sign", where, context={"found": shown_, "needed": sign.needed})


def _spot(event: Any) -> LineColumn:
    """Line and column of an event, from 1."""
    return event.start_mark.line + 1, event.start_mark.column + 1


class _Builder:
    """Builds plain data from the parser's events."""

    def __init__(self, source: Source, events: Iterator[Any], aside: bool) -> None:
        """``aside`` says that characters were put aside and come back in the texts."""
        self.source = source
        self.events = events
        self.aside = aside

    def fail(self, kind: str, event: Any, path: DataPath, **context: str) -> InputError:
        spot = Position(self.source.file, event.start_mark.line + 1, event.start_mark.column + 1)
        return InputError(Finding(kind, spot, dotted(path), context))

    def document(self) -> Any:
        data: Any = None
        seen = False
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    raise self.fail("several_documents", event, ())
                data, seen = self.node(next(self.events), (), 0), True
        if data is None:
            raise InputError(Finding("empty_file", Position(self.source.file)))
        return data

    def node(self, event: Any, path: DataPath, depth: int) -> Any:
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self.fail("yaml_alias", event, path)
        if depth > MAX_DEPTH:
            raise self.fail("too_deep", event, path[:4], limit=str(MAX_DEPTH))
        self.untagged(event, path)
        self.source.values[path] = _spot(event)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path, depth)
        return self.mapping(path, depth)

    def untagged(self, event: Any, path: DataPath) -> None:
        if event.tag is not None:
            raise self.fail("yaml_tag", event, path, found=shown(event.tag))

    def printable(self, event: Any, path: DataPath) -> None:
        """Control characters may also be written as escapes."""
        if found := CONTROL.search(event.value):
            raise self.fail("control_character", event, path, found=characters.named(found[0]))

    def text(self, event: Any) -> str:
        text: str = event.value
        return characters.put_back(text) if self.aside else text

    def sequence(self, path: DataPath, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.node(event, (*path, len(items)), depth + 1))
        return items

    def mapping(self, path: DataPath, depth: int) -> dict[str, Any]:
        items: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise self.fail("key_not_text", event, path, found="[…]")
            name = self.text(event)
            below = (*path, name)
            if event.anchor is not None:
                raise self.fail("yaml_alias", event, below)
            self.untagged(event, below)
            self.printable(event, path)
            if name in items:
                raise self.fail("duplicate_key", event, path, found=shown(name), first=str(self.source.keys[below][0]))
            self.source.keys[below] = _spot(event)
            items[name] = self.node(next(self.events), below, depth + 1)
        return items

    def scalar(self, event: Any, path: DataPath) -> Any:
        text = self.text(event)
        if event.style in ("'", '"', "|", ">"):
            self.printable(event, path)
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _NUMBER.fullmatch(text):
            digits = sum(char.isdigit() for char in text)
            if digits > MAX_DIGITS:
                raise self.fail("number_too_long", event, path, found=str(digits), limit=str(MAX_DIGITS))
            return Decimal(text) if "." in text else int(text)
        if _NOT_FINITE.fullmatch(text):
            raise self.fail("not_finite", event, path, found=text)
        if ISO_DAY.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                raise self.fail("impossible_date", event, path, found=text) from None
        return text
