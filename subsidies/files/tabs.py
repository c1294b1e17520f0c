"""Tabs in YAML, the same for every build of the parser: some take one for a space where others refuse it.

A tab stays inside quotation marks and within the lines of block texts, and counts as a space between signs and in comments, and
anywhere between the brackets of JSON. Where it would indent something, or be part of a text without quotation marks, it is
refused.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Any, Final

import yaml

Events = Callable[[str], Iterable[Any]]

_INDENT: Final = re.compile(r"^[ \t?-]*\t", re.MULTILINE)
"""A tab that indents: nothing stands before it but space and the signs after which something is indented."""


class TabRefused(Exception):
    """A tab that would have to be guessed at; ``index`` is its place in the text."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


class _Spans:
    """Parts of a text, in order and apart from one another."""

    def __init__(self) -> None:
        self.first: list[int] = []
        self.last: list[int] = []

    def add(self, first: int, last: int) -> None:
        self.first.append(first)
        self.last.append(last)

    def hold(self, index: int) -> bool:
        spot = bisect_right(self.first, index) - 1
        return spot >= 0 and index < self.last[spot]


def settled(text: str, events: Events) -> str:
    """The text with spaces for all tabs that count as such; it is as long as before.

    Raises :class:`TabRefused` for the first tab that may not stand where it stands, and what ``events`` raises for a text that
    is no YAML with spaces either.
    """
    if "\t" not in text:
        return text
    indents = _Spans()
    for found in _INDENT.finditer(text):
        indents.add(*found.span())
    quoted, blocks, plain, brackets = spans(text, events, indents)
    signs = list(text)
    for index in (found.start() for found in re.finditer("\t", text)):
        if quoted.hold(index):
            continue
        indents_ = indents.hold(index) and not brackets.hold(index)
        if blocks.hold(index):
            if indents_ and not text[text.rfind("\n", 0, index) + 1 : index].strip():
                raise TabRefused(index)
        elif indents_ or plain.hold(index):
            raise TabRefused(index)
        else:
            signs[index] = " "
    return "".join(signs)


def spans(text: str, events: Events, indents: _Spans | None = None) -> tuple[_Spans, _Spans, _Spans, _Spans]:
    """The texts in quotation marks, the block texts, the other texts, and where brackets are open."""
    quoted, blocks, plain, brackets = _Spans(), _Spans(), _Spans(), _Spans()
    outermost, depth = 0, 0
    try:
        for event in events(text.replace("\t", " ")):
            first, last = event.start_mark.index, event.end_mark.index
            if isinstance(event, yaml.ScalarEvent):
                if event.style in ("|", ">"):
                    header = text.find("\n", first)
                    blocks.add(last if header < 0 else header, last)
                else:
                    (quoted if event.style else plain).add(first, last)
            elif isinstance(event, yaml.CollectionStartEvent) and (depth or event.flow_style):
                outermost, depth = outermost if depth else first, depth + 1
            elif isinstance(event, yaml.CollectionEndEvent) and depth:
                depth -= 1
                if not depth:
                    brackets.add(outermost, last)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        if mark is not None and not depth and indents is not None and indents.first and indents.first[0] <= mark.index:
            raise TabRefused(text.index("\t", indents.first[0])) from None
        raise
    return quoted, blocks, plain, brackets
