"""The one table of steps: sentences as regular expressions, each with its function, apart from any test runner."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final, Literal

from subsidies.scenarios.faults import Unreadable

if TYPE_CHECKING:
    from subsidies.scenarios.world import World

Kind = Literal["given", "when", "then"]
KEYWORDS: Final[dict[Kind, str]] = {"given": "假如", "when": "当", "then": "那么"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a data table and where it stands."""

    text: str
    line: int
    column: int = 1


Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scenario, with the outline's values filled in."""

    kind: Kind
    text: str
    line: int
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence that steps may use."""

    kind: Kind
    pattern: re.Pattern[str]
    example: str
    table: bool
    function: Callable[..., None]


@dataclass(slots=True)
class StepTable:
    """All sentences; one that two entries match is refused when it is met."""

    entries: list[Entry] = field(default_factory=list)

    def add(self, kind: Kind, pattern: str, example: str, *, table: bool = False) -> Callable[[Any], Any]:
        """Register a function ``(world, *groups)`` (with ``rows`` last where ``table``) for a sentence."""

        def register(function: Callable[..., None]) -> Callable[..., None]:
            entry = Entry(kind, re.compile(pattern), example, table, function)
            assert entry.pattern.fullmatch(example), example
            self.entries.append(entry)
            return function

        return register

    def run(self, world: World, step: Step) -> None:
        """Carry out a step.

        Raises :class:`Unreadable` for a sentence that is not in the table, with the nearest one.
        """
        text = step.text.strip()
        for entry in self.entries:
            found = entry.pattern.fullmatch(text)
            if found is None or entry.kind != step.kind:
                continue
            if entry.table and not step.rows:
                raise Unreadable(f"“{text}”后面应有数据表")
            if step.rows and not entry.table:
                raise Unreadable(f"“{text}”后面不应有数据表")
            arguments: list[Any] = list(found.groups())
            if entry.table:
                arguments.append(step.rows)
            entry.function(world, *arguments)
            return
        raise Unreadable(self.unknown(step.kind, text))

    def unknown(self, kind: Kind, text: str) -> str:
        """What to say of a sentence that nothing matches."""
        for entry in self.entries:
            if entry.pattern.fullmatch(text):
                return f"“{text}”应放在“{KEYWORDS[entry.kind]}”之下，不是“{KEYWORDS[kind]}”之下"
        nearest = max(
            self.entries,
            key=lambda entry: (SequenceMatcher(None, _bones(text), _bones(entry.example)).ratio(), entry.kind == kind),
        )
        return f"没有“{text}”这样的步骤；最接近的是：{KEYWORDS[nearest.kind]} {nearest.example}"

    def examples(self, kind: Kind | None = None) -> Sequence[str]:
        """One example of each sentence."""
        return [entry.example for entry in self.entries if kind in (None, entry.kind)]


def _bones(text: str) -> str:
    """A sentence without what is filled into it."""
    return re.sub(r"“.*?”", "“”", re.sub(r"[0-9.]+", "0", text))


STEPS: Final = StepTable()
