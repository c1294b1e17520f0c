"""One end of every bound: the rows and caps a combination must keep to, and what they rule out from the
start."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from .caps import Caps, bits
from .problem import COUNTED_ONCE, Bound, Candidate

End = Literal["low", "high"]
_NOBODY: Final[frozenset[str]] = frozenset()


# Not frozen: setting the fields of a frozen one takes longer than all else that is done with most rows.
@dataclass(slots=True)
class Restriction:
    """A limit that forbids: ``members`` (a mask) may use ``limit`` awards, months, or places for persons in
    all.

    ``listed`` are the same members one by one. ``months`` is what each member uses; ``persons`` the members
    of each person; both are empty for a plain number of awards. All persons within ``reserved`` (a mask) together take no
    more than ``beside`` places, at least one.
    """

    members: int
    limit: int
    listed: Sequence[int]
    months: tuple[tuple[int, int], ...] = ()
    persons: tuple[int, ...] = ()
    reserved: int = 0
    beside: int = 0

    def room(self, held: int) -> tuple[int, int]:
        """The places for persons that those of ``held`` (a mask) leave, below zero where they are too many.

        The second is the mask of the members that take no further place beside them.
        """
        taken = reserved = free = 0
        for person in self.persons:
            if person & held:
                free |= person
                if person & self.reserved:
                    reserved += 1
                else:
                    taken += 1
        if self.reserved and reserved >= self.beside:
            free |= self.reserved
            reserved = self.beside
        return self.limit - taken - reserved, free


@dataclass(slots=True)
class Reading:
    """The bounds as they are where the least, or where the most, is asked for.

    ``blocked`` gives, for each candidate that no combination can hold, the index of the bound that says so;
    ``blocked_mask`` is the same as a mask. ``amounts`` are fen; where a candidate has no upper end it is that
    of the smallest cap over it, and those in ``unbounded``, which have none, stand in with more than all
    others together.
    """

    amounts: list[int]
    unbounded: int
    rows: list[Restriction]
    caps: Caps
    blocked: dict[int, int]
    blocked_mask: int


def read(candidates: Sequence[Candidate], bounds: Sequence[Bound], end: End) -> Reading:
    """The reading of ``bounds`` at ``end``: least allowance, most used, exemptions refused; or the
    opposite."""
    low_end = end == "low"
    rows: list[Restriction] = []
    caps: list[tuple[int, int]] = []
    blocked: dict[int, int] = {}
    for index, bound in enumerate(bounds):
        allowance = bound.low if low_end else bound.high
        if bound.measure == "yuan" and bound.high is not None and bound.high <= 0:
            for i in bound.members:
                if i not in bound.maybe_exempt and candidates[i].high != 0:
                    blocked.setdefault(i, index)
        if allowance is None:
            continue
        members: Sequence[int] = bound.members
        if bound.maybe_exempt and not low_end:
            members = [i for i in members if i not in bound.maybe_exempt]
        measure = bound.measure
        if measure == "awards":
            if allowance <= 0:
                for i in members:
                    blocked.setdefault(i, index)
            elif len(members) > allowance:
                rows.append(Restriction(_mask(members), allowance, members))
        elif measure == "yuan":
            if members:
                caps.append((_mask(members), max(allowance, 0)))
        elif measure in COUNTED_ONCE:
            _read_persons(bound, index, members, allowance, rows, blocked, bound.reserved if low_end else _NOBODY)
        else:
            used = [(i, candidates[i].months_high if low_end else candidates[i].months_low) for i in dict.fromkeys(members)]
            _read_months(index, used, allowance, rows, blocked)
    blocked_mask = sum([1 << i for i in blocked])
    if low_end:
        return Reading([c.low for c in candidates], 0, rows, Caps(caps), blocked, blocked_mask)
    amounts, unbounded = _high_amounts(candidates, caps)
    return Reading(amounts, unbounded, rows, Caps(caps), blocked, blocked_mask)


def never_two(groups: Sequence[int], rows: Sequence[Restriction]) -> bool:
    """Whether the rows let no combination hold two members of any one of ``groups`` (masks)."""
    single = [row.members for row in rows if row.limit == 1 and not row.months and not row.persons]
    for members in groups:
        if members & (members - 1):
            for cover in single:
                if not members & ~cover:
                    break
            else:
                return False
    return True


def _mask(members: Sequence[int]) -> int:
    mask = 0
    for i in members:
        mask |= 1 << i
    return mask


def _read_persons(
    bound: Bound,
    index: int,
    members: Sequence[int],
    allowance: int,
    rows: list[Restriction],
    blocked: dict[int, int],
    reserved: frozenset[str],
) -> None:
    by_person: dict[str, int] = {}
    listed = []
    free = bound.prior_persons if bound.beside else bound.prior_persons | reserved
    kept = None if members is bound.members else set(members)
    for i, person in zip(bound.members, bound.persons, strict=True):
        if person not in free and (kept is None or i in kept):
            by_person[person] = by_person.get(person, 0) | 1 << i
            listed.append(i)
    if allowance <= 0:
        for i in listed:
            blocked.setdefault(i, index)
    elif len(by_person) > allowance:
        persons = tuple(by_person.values())
        mask = sum([members for person, members in by_person.items() if person in reserved])
        rows.append(Restriction(sum(persons), allowance, listed, (), persons, mask, bound.beside))


def _read_months(
    index: int,
    used: list[tuple[int, int]],
    allowance: int,
    rows: list[Restriction],
    blocked: dict[int, int],
) -> None:
    """Alike durations are counted, so that they can be matched as awards are."""
    for i, months in used:
        if months > max(allowance, 0):
            blocked.setdefault(i, index)
    counted = [(i, months) for i, months in used if 0 < months <= allowance]
    if sum([months for _, months in counted]) <= allowance:
        return
    listed = [i for i, _ in counted]
    members = _mask(listed)
    durations = {months for _, months in counted}
    if len(durations) == 1:
        rows.append(Restriction(members, allowance // durations.pop(), listed))
    else:
        rows.append(Restriction(members, allowance, listed, months=tuple(counted)))


def _high_amounts(candidates: Sequence[Candidate], caps: list[tuple[int, int]]) -> tuple[list[int], int]:
    open_ended = sum([1 << i for i, candidate in enumerate(candidates) if candidate.high is None])
    if not open_ended:
        return [candidate.high or 0 for candidate in candidates], 0
    covering: dict[int, int] = {}
    for mask, limit in caps:
        for i in bits(mask & open_ended):
            covering[i] = min(limit, covering.get(i, limit))
    amounts = [covering.get(i, 0) if c.high is None else c.high for i, c in enumerate(candidates)]
    unbounded = open_ended & ~_mask(list(covering))
    beyond_all = sum(amounts) + 1
    for i in bits(unbounded):
        amounts[i] = beyond_all
    return amounts, unbounded
