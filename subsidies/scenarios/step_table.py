"""The one table of steps: sentences as regular expressions, each with its function, apart from any test runner."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any, Final

from subsidies.errors.finding import shown
from subsidies.scenarios.state import ScenarioState
from subsidies.scenarios.step import KEYWORDS, Rows, Step, StepKind
from subsidies.vocabulary.numbers import Unreadable


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that steps may use."""

    kind: StepKind
    pattern: re.Pattern[str]
    example: str
    table: tuple[str, ...]
    """The columns that a data table after it may have, none where there is no table; … stands for labels of the vocabulary."""
    function: Callable[..., None]


@dataclass(slots=True)
class StepTable:
    """All sentences; a step that two of them match is refused."""

    entries: list[Sentence] = field(default_factory=list)

    def add(self, kind: StepKind, pattern: str, example: str, *, table: tuple[str, ...] = ()) -> Callable[[Any], Any]:
        """Register a function ``(state, *groups)`` (with ``rows`` last where ``table``) for a sentence."""

        def register(function: Callable[..., None]) -> Callable[..., None]:
            entry = Sentence(kind, re.compile(pattern), example, table, function)
            assert entry.pattern.fullmatch(example), example
            self.entries.append(entry)
            return function

        return register

    def run(self, state: ScenarioState, step: Step) -> None:
        """Carry out a step, each of its sentences in turn.

        Raises :class:`Unreadable` as :meth:`find` does, and for whatever a sentence's function cannot read.
        """
        for entry, arguments in self.find(step):
            entry.function(state, *arguments, *([step.rows] if entry.table else ()))

    def find(self, step: Step) -> list[tuple[Sentence, list[Any]]]:
        """The sentences that a step uses, and what is filled into each: what is given may be several, joined by ；.

        Raises :class:`Unreadable` as :meth:`sentence` does.
        """
        return [self.sentence(replace(step, text=text)) for text in step.sentences]

    def knows(self, kind: StepKind, text: str) -> bool:
        """Whether some sentence without a data table says a text."""
        return any(entry.kind == kind and not entry.table and entry.pattern.fullmatch(text) for entry in self.entries)

    def sentence(self, step: Step) -> tuple[Sentence, list[Any]]:
        """The one sentence that a step uses, and what is filled into it.

        Raises :class:`Unreadable` for a sentence that is not in the table, with the nearest one, for one that can be read
        in two ways, and for a data table that is missing or too much.
        """
        text = step.text.strip()
        found = [
            (entry, list(match.groups()))
            for entry in self.entries
            if entry.kind == step.kind and (match := entry.pattern.fullmatch(text))
        ]
        if not found:
            raise Unreadable(self.unknown(step.kind, text))
        if len(found) > 1:
            readings = "；".join(entry.example for entry, _ in found)
            raise Unreadable(f"“{text}”有几种读法，请换一种说法；它同时像：{readings}")
        entry = found[0][0]
        if entry.table and not step.rows:
            raise Unreadable(f"“{text}”后面应有数据表")
        if step.rows and not entry.table:
            raise Unreadable(f"“{text}”后面不应有数据表")
        return found[0]

    def unknown(self, kind: StepKind, text: str) -> str:
        """What to say of a sentence that nothing matches."""
        text, whole = shown(text), text
        if keywords := self._keywords(whole):
            return f"“{text}”应放在{'或'.join(f'“{keyword}”' for keyword in keywords)}之下，不是“{KEYWORDS[kind]}”之下"
        written = in_chinese(whole)
        if keywords := self._keywords(written):
            return f"“{text}”的标点或空格不对，应写成：{keywords[0]} {written}"
        nearest = max(
            self.entries,
            key=lambda entry: (SequenceMatcher(None, _bones(written), _bones(entry.example)).ratio(), entry.kind == kind),
        )
        return f"没有“{text}”这样的步骤；最接近的是：{KEYWORDS[nearest.kind]} {nearest.example}"

    def _keywords(self, text: str) -> list[str]:
        """Under which keywords a sentence may stand."""
        kinds = {entry.kind for entry in self.entries if entry.pattern.fullmatch(text)}
        return [keyword for kind, keyword in KEYWORDS.items() if kind in kinds]

    def examples(self, kind: StepKind | None = None) -> Sequence[str]:
        """One example of each sentence."""
        return [entry.example for entry in self.entries if kind in (None, entry.kind)]


def in_chinese(text: str) -> str:
    """A sentence with the punctuation that the table uses: as often typed with a keyboard that was not set to Chinese."""
    text = re.sub(r"[\"「『＂](.+?)[\"」』＂]", r"“\1”", text)
    text = re.sub(r"\s+|[。.．;；]$", "", text)
    return re.sub(r",(?!\d{3})", "，", text)


def _bones(text: str) -> str:
    """A sentence without what is filled into it."""
    return re.sub(r"“.*?”", "“”", re.sub(r"[0-9.]+", "0", text))


def headed(rows: Rows, columns: Sequence[str]) -> None:
    """Raises :class:`Unreadable` for a data table whose header is not the columns, in order."""
    if [cell.text for cell in rows[0]] != list(columns):
        raise Unreadable(f"表头应为：{'、'.join(columns)}")


STEPS: Final = StepTable()
