"""Ways from a subject to whatever settling asks after: who is paid, whom a limit counts for, what months are those of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from subsidies.arithmetic.intervals import Interval
from subsidies.case.entities import Entity
from subsidies.expression import nodes as n
from subsidies.quantities.compile import Quantity, Walk
from subsidies.ruleset.rules import Key
from subsidies.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class SpellPlan:
    """The spell in the months of a year that a rule's months are those of: ways to what it is about, and its closures."""

    ways: tuple[Walk, ...]
    arguments: tuple[Quantity, ...]

    def read(self, env: Any, subject: Entity) -> list[Interval] | None:
        """Year, first day, the day before which it ends, and last day; None where it is not known what it is about."""
        about: Entity | None = subject
        for way in self.ways:
            about = None if about is None else way(about, None)
        return None if about is None else [argument(env, about, None) for argument in self.arguments]


class PayeeWay(NamedTuple):
    """The way from a subject to who is paid: its path, and a walk for every step of it, the last to the end."""

    path: n.Path
    steps: tuple[Walk, ...]

    def end(self, subject: Entity) -> Entity | None:
        """Who is paid; None where that is not known."""
        return subject if not self.steps else self.steps[-1](subject, None)

    def break_off(self, subject: Entity) -> tuple[int, n.Path]:
        """Where the way to somebody unknown breaks off: the last entity that is known on it, and the rest of the way."""
        last = subject
        for place, step in enumerate(self.steps):
            entity = step(subject, None)
            if entity is None:
                return last.index, self.path[place:]
            last = entity
        return last.index, ()


class Way(NamedTuple):
    """How a key is reached from a kind of subject; ``distinct``: a row that names nobody is about somebody of its own."""

    path: n.Path
    walk: Walk
    distinct: bool


def end_of(key: Key, way: Way, subject: Entity, stated: Callable[[n.Path], str | None] | None) -> str | None:
    known = None if stated is None else stated(way.path)
    if known is not None:
        return known
    end = way.walk(subject, None)
    if end is not None:
        return end.id
    return f"{key.name} of {subject.id}" if way.distinct else None


def is_distinct(path: n.Path, subject: str, vocabulary: Vocabulary) -> bool:
    """Whether a row that leaves this relation out is about somebody who appears in no other row."""
    return len(path) == 1 and vocabulary.entities[subject].relations[path[0]].unnamed_distinct
