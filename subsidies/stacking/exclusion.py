"""Why a candidate is left out: the bound that the combination has used up."""

from collections.abc import Iterator, Mapping, Sequence

from .bounds import End
from .problem import COUNTED_ONCE, Bound, Candidate


def excluding(
    candidates: Sequence[Candidate],
    bounds: Sequence[Bound],
    outside: set[int],
    chosen: set[int],
    most: set[int],
    blocked: Mapping[int, int],
) -> dict[int, int]:
    """For each candidate of ``outside`` the bound (by its place) that excludes it.

    That is the bound nobody can get past, or the first in order that ``chosen`` leaves no room in, one held by
    awards worth no less before others; failing that the first in which ``most``, the best combination of all
    that may hold, leaves none; failing that the first over it.
    """
    found = {i: index for i, index in blocked.items() if i in outside} if blocked else {}
    waiting = set(outside).difference(found)
    passes: tuple[tuple[set[int], End, bool], ...] = ((chosen, "low", True), (chosen, "low", False), (most, "high", False))
    for holding, end, worthier in passes:
        for index, bound in enumerate(bounds):
            if not waiting:
                return found
            least = min([candidates[i].low for i in holding.intersection(bound.members)], default=0) if worthier else 0
            for i in _kept_out(candidates, bound, holding, end):
                if i in waiting and (not worthier or bound.measure == "yuan" or candidates[i].low <= least):
                    found[i] = index
                    waiting.discard(i)
    for index, bound in enumerate(bounds):
        for i in waiting.intersection(bound.members):
            found[i] = index
            waiting.discard(i)
    return found


def _kept_out(candidates: Sequence[Candidate], bound: Bound, holding: set[int], end: End) -> Sequence[int] | Iterator[int]:
    """The members for which the bound has no room beside those that ``holding`` has."""
    allowance = bound.low if end == "low" else bound.high
    if allowance is None:
        return ()
    members: Sequence[int] = bound.members
    if bound.maybe_exempt and end == "high":
        members = [i for i in members if i not in bound.maybe_exempt]
    held = holding.intersection(members)
    measure = bound.measure
    if measure == "awards":
        return members if len(held) >= allowance else ()
    if measure in COUNTED_ONCE:
        person_of = dict(zip(bound.members, bound.persons, strict=True))
        places = {person_of[i] for i in held} - bound.prior_persons
        inside = places | bound.prior_persons
        if end == "low" and bound.reserved:
            reserved = places & bound.reserved
            allowance += max(0, len(reserved) - bound.beside)
            if len(reserved) >= bound.beside:
                inside |= bound.reserved
        if len(places) < allowance:
            return ()
        return (i for i in members if person_of[i] not in inside)
    if measure == "yuan":
        if not held and bound.high != 0:
            # Nobody has used anything of it: that it may be small is no reason.
            return ()
        if end == "low":
            return members if sum([candidates[i].low for i in held]) >= allowance else ()
        claims = [candidates[i].high for i in held]
        open_ended = None in claims
        return members if open_ended or sum([claim or 0 for claim in claims]) >= allowance else ()
    if end == "low":
        left = allowance - sum([candidates[i].months_high for i in held])
        return (i for i in members if candidates[i].months_high > left)
    left = allowance - sum([candidates[i].months_low for i in held])
    return (i for i in members if candidates[i].months_low > left)
