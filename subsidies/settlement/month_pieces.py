"""Into which pieces a claim by the month can be cut."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from subsidies.settlement.earlier_awards import ALL
from subsidies.stacking.problem import Bound, Candidate


@dataclass(frozen=True, slots=True)
class Piece:
    """A month of a candidate, or what is left over of one; or the whole of a candidate that no limit in months can cut.

    ``start`` and ``end`` are the parts of its months before it and with it.
    """

    owner: int
    start: int
    end: int
    calendar: int


def step_of(candidates: Sequence[Candidate], binding: Sequence[Bound], a_month: int) -> int:
    """The most parts of a month of which all lengths and allowances are multiples, at most a month."""
    lengths = [end for bound in binding for i in bound.members for end in (candidates[i].months_low, candidates[i].months_high)]
    allowed = [end for bound in binding for end in (bound.low, bound.high) if end is not None]
    return math.gcd(a_month, *(end for end in (*lengths, *allowed) if end < ALL))


def ends_of(candidate: Candidate, i: int, binding: Sequence[Bound], a_month: int, step: int) -> list[int] | None:
    """Where a candidate can be cut, by the month and no further than limits leave; None where it cannot be.

    Of a month of which something is left over the last piece is a part. Where it is not known how long the candidate is, it may
    end at any step once its shortest length is over.
    """
    over = [bound.high for bound in binding if i in bound.members and i not in bound.maybe_exempt and bound.high is not None]
    most = min([candidate.months_high, *over])
    shortest, longest = candidate.months_low, candidate.months_high
    if most >= ALL or shortest == longest <= a_month:
        return None
    last = min(-(-most // a_month) * a_month, longest)
    sure = longest if shortest == longest else shortest
    ends = [
        *range(a_month, min(sure, last) + 1, a_month),
        *([sure] if 0 < sure <= last else []),
        *range(sure + step, last + 1, step),
    ]
    return sorted(set(ends))
