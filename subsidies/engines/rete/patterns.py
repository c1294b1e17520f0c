"""What a ruleset becomes before it is a network: predicates, with the patterns on which they hold and fail.

A pattern is a tuple of atoms that must all match one fact. An atom on a property that the fact does not have matches
nothing, so a predicate of which neither side matches is unknown: that is Kleene's third value.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final, Literal

from subsidies.engines.rete.network import MAX_TESTS
from subsidies.expression import nodes as n

MAX_PATTERNS: Final = 16
"""Patterns that one conjunction may multiply out to; above, its parts become predicates of their own."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the facts of a network are about: the entities of a kind, or, with ``pairs``, each of them with each member
    of a list (as an aggregate that counts it)."""

    kind: str
    pairs: n.Aggregate | None = None


Side = Literal[0, 1]
Operator = Literal[">=", ">", "<=", "<", "=="]

QUESTION: Final = Frame("?")
"""One fact for a whole case: what depends on the question alone: its day, year and place, and what an office reads otherwise."""


@dataclass(frozen=True, slots=True)
class End:
    """The low (``side`` 0) or the high (1) end of a number, a date or a place, times ``scale``."""

    node: n.Node
    side: Side
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Flag:
    """A truth value of the case: 1 or 0."""

    fact: n.Fact


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of an enum: its place among the values in the vocabulary."""

    fact: n.Fact


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a network decided before of the subject, or of the entity at the end of a path from it: 1 or 0."""

    predicate: Predicate
    path: n.Path = ()


@dataclass(frozen=True, slots=True)
class Always:
    """1 in every fact."""


Source = End | Flag | Choice | Verdict | Always
"""What a property of a fact is made from."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A comparison of a property with a whole number."""

    source: Source
    operator: Operator
    value: int


Pattern = tuple[Atom, ...]
Patterns = tuple[Pattern, ...]
"""Any of these must match."""

NEVER: Final[Patterns] = ()
SURELY: Final[Patterns] = ((),)


@dataclass(slots=True, eq=False)
class Predicate:
    """A condition that the networks decide for each fact of a frame.

    ``needs`` are the predicates whose verdicts its facts are made with, and ``stratum`` the earliest round (from 1) in
    which it can be decided.
    """

    number: int
    frame: Frame
    holds: Patterns = NEVER
    fails: Patterns = NEVER
    needs: frozenset[Predicate] = field(default_factory=frozenset)
    stratum: int = 1

    @property
    def conclusions(self) -> tuple[int, int]:
        """What a network concludes where this holds, and where it fails."""
        return 2 * self.number, 2 * self.number + 1


def any_of(parts: Iterable[Patterns]) -> Patterns:
    """The patterns of a disjunction."""
    patterns = tuple(dict.fromkeys(pattern for part in parts for pattern in part))
    return SURELY if () in patterns else patterns


def all_of(parts: Sequence[Patterns]) -> Patterns:
    """The patterns of a conjunction, multiplied out."""
    return any_of((tuple(dict.fromkeys(atom for pattern in choice for atom in pattern)),) for choice in product(*parts))


def groups(parts: Sequence[Patterns]) -> list[list[int]]:
    """Which parts of a conjunction, by index, are multiplied out together.

    No group makes more than MAX_PATTERNS, unless it is a single part. The first group never makes more, and has all the
    parts that multiply nothing.
    """
    first: list[int] = []
    others: list[list[int]] = []
    current, width = first, 1
    for index, part in enumerate(parts):
        if len(part) > MAX_PATTERNS:
            others.append([index])
        elif len(part) == 1 or width * len(part) <= MAX_PATTERNS:
            (first if len(part) == 1 else current).append(index)
            width *= len(part)
        else:
            current, width = [index], len(part)
            others.append(current)
    return [first, *others]


def is_too_long(parts: Iterable[Patterns]) -> bool:
    """Whether a pattern of the conjunction could have more atoms than a rule can have tests."""
    return sum(max(len(pattern) for pattern in part) for part in parts) > MAX_TESTS
