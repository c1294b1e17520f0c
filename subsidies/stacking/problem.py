"""What the search for the best lawful combination is given, and what it gives back.

Money is integer fen and durations are whole months throughout; an interval is a pair (low, high) whose high
end may be ``None`` for "no upper limit is known".
"""

from collections.abc import Hashable, Mapping
from typing import Final, Literal, NamedTuple

Measure = Literal["awards", "persons", "subjects", "months", "yuan"]
COUNTED_ONCE: Final = ("persons", "subjects")
"""Measures that count whom or what awards are for, each once."""


class Candidate(NamedTuple):
    """One award that may be paid: one clause for one subject.

    ``certain`` says that its own conditions surely hold; otherwise they may hold. ``low`` and ``high`` (fen)
    bound its amount before any cap, ``months_low`` and ``months_high`` (months) what it uses of a months
    limit. It does not hold where any candidate of ``prevailed_by`` (indexes; the relation has no cycles)
    effectively holds, and no part ``of`` another (an index; -1: of none) does where that one does not. ``band`` says that the
    law leaves its amount to a range, which no fact narrows.
    """

    clause: str
    subject: str
    certain: bool
    low: int
    high: int | None
    months_low: int = 0
    months_high: int = 0
    prevailed_by: tuple[int, ...] = ()
    band: bool = False
    of: int = -1


class Bound(NamedTuple):
    """One limit, whatever names it, applied to one group of candidates.

    ``low`` and ``high`` bound what earlier awards left of the allowance (awards, persons, subjects,
    months, or fen for ``yuan``); ``None`` is no bound at all. ``persons`` runs parallel to ``members`` and names whom or
    what is counted; choosing somebody of ``prior_persons`` takes no further place. Where the least is asked for, those of
    ``reserved`` take no more than ``beside`` places in all: they have theirs through others. Whether ``maybe_exempt``
    members are exempt is unknown: the limit binds them where the least is asked for and leaves them free where the most is.
    """

    limit: Hashable
    group: tuple[str, ...]
    measure: Measure
    members: tuple[int, ...]
    low: int | None
    high: int | None
    persons: tuple[str, ...] = ()
    prior_persons: frozenset[str] = frozenset()
    maybe_exempt: frozenset[int] = frozenset()
    reserved: frozenset[str] = frozenset()
    beside: int = 0


class Award(NamedTuple):
    """A chosen candidate (by index) and the interval of what is paid for it after caps, fen."""

    candidate: int
    low: int
    high: int | None


class Solution(NamedTuple):
    """The best lawful combination.

    ``low`` and ``high`` (fen) bound the best lawful total over everything still unknown. ``chosen`` is what
    is payable now, ``possible`` what some answer to an open question makes the best total grow by, ``excluded``
    what a bound keeps out whatever the answers. A candidate over which another surely prevails is in none of the
    three.
    """

    low: int
    high: int | None
    chosen: tuple[Award, ...]
    possible: tuple[int, ...]
    excluded: Mapping[int, Bound]


class CrossingCaps(ValueError):
    """Two yuan limits share members although neither contains the other, so no order of payment is settled by
    them."""

    def __init__(self, limit_a: Hashable, limit_b: Hashable) -> None:
        super().__init__(limit_a, limit_b)
        self.limit_a = limit_a
        self.limit_b = limit_b

    def __str__(self) -> str:
        return f"yuan limits {self.limit_a!r} and {self.limit_b!r} overlap, and neither contains the other"


class CircularPrecedence(ValueError):
    """A candidate prevails, through others, over itself."""

    def __init__(self, candidate: int) -> None:
        super().__init__(candidate)
        self.candidate = candidate

    def __str__(self) -> str:
        return f"candidate {self.candidate} prevails over itself"
