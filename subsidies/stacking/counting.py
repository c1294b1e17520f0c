"""What is worth no money: it counts by the number of awards, after all money."""

from collections.abc import Sequence
from typing import NamedTuple

from .problem import Award, Bound, Candidate


class Counted(NamedTuple):
    """A problem in which every award is worth something: ``scale`` for a fen, and one for an award that brings none."""

    candidates: Sequence[Candidate]
    bounds: Sequence[Bound]
    scale: int

    def award(self, award: Award) -> Award:
        """An award in fen again."""
        scale = self.scale
        return (
            award
            if scale == 1
            else Award(award.candidate, award.low // scale, None if award.high is None else award.high // scale)
        )


def count(candidates: Sequence[Candidate], bounds: Sequence[Bound]) -> Counted:
    """The problem with a worth for what brings no money; the same where everything may bring some."""
    nothing = {i for i, candidate in enumerate(candidates) if candidate.high == 0}
    if not nothing:
        return Counted(candidates, bounds, 1)
    scale = len(nothing) + 1
    return Counted(
        [
            one._replace(low=1, high=1) if i in nothing else one._replace(low=one.low * scale, high=_times(one.high, scale))
            for i, one in enumerate(candidates)
        ],
        [_scaled(bound, nothing, scale) if bound.measure == "yuan" else bound for bound in bounds],
        scale,
    )


def _scaled(bound: Bound, nothing: set[int], scale: int) -> Bound:
    """A cap in the new measure; it does not reduce what is no money."""
    return bound._replace(
        members=tuple([i for i in bound.members if i not in nothing]),
        low=_times(bound.low, scale),
        high=_times(bound.high, scale),
        maybe_exempt=bound.maybe_exempt - nothing,
    )


def _times(value: int | None, scale: int) -> int | None:
    return None if value is None else value * scale
