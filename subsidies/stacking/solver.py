"""The best lawful combination of awards under limits, exactly, and its interval where facts are unknown.

The candidates fall into parts that share no bound and do not prevail over one another; each part is searched
by itself and the totals add up. The least is found over what surely holds, at its least amounts and
allowances; the most over all that may hold. Ties go, after the totals, to the higher claims before caps, the
larger number of awards, and the earliest candidates, so that the answer never depends on the search.
"""

from collections.abc import Iterable, Sequence

from .bounds import Reading, read
from .caps import bits, payments, require_nested
from .component import Component, shares
from .connected import connected
from .counting import count
from .exclusion import excluding
from .outcomes import outcomes
from .part import part_of
from .precedence import Effective, effective, greatest, least
from .problem import Award, Bound, Candidate, CircularPrecedence, CrossingCaps, Solution

__all__ = [
    "Award",
    "Bound",
    "Candidate",
    "CircularPrecedence",
    "CrossingCaps",
    "Solution",
    "alternative",
    "solve",
]


def solve(candidates: Sequence[Candidate], bounds: Sequence[Bound]) -> Solution:
    """The best lawful combination of ``candidates`` under ``bounds``; raises ``CrossingCaps`` on caps not
    nested."""
    if not bounds and not any(candidate.prevailed_by or candidate.of >= 0 for candidate in candidates):
        return _unlimited(candidates)
    counted = count(candidates, bounds)
    problem = _Problem(counted.candidates, counted.bounds)
    low = high = 0
    chosen = problem.free & problem.effective.sure
    possible = problem.free & problem.effective.possible & ~chosen
    most = chosen | possible
    for i in bits(most):
        high += problem.high.amounts[i]
        if chosen >> i & 1:
            low += problem.low.amounts[i]
    open_parts: list[tuple[Component, int, int]] = []
    for part in problem.components:
        picked = part.low.best(part.sure) or []
        paid = part_low = part.low.total(picked)
        best, part_high = picked, part_low
        if not part.settled or part.sure != part.possible:
            holding = part.possible
            if part.families:
                part_low = least(part.families, part.sure, part.low.value)
                _, holding = greatest(part.families, part.sure | _outside(part), part.high.value)
            best = part.high.best(holding) or []
            part_high = part.high.total(best)
            if part_high > paid:
                open_parts.append((part, _mask(picked), paid))
        low += part_low
        high += part_high
        chosen |= _mask(picked)
        most |= _mask(best)
    awards, unpaid = problem.pay(bits(chosen))
    for part, picked_mask, paid in open_parts:
        for i in bits(part.possible & ~(picked_mask & ~unpaid)):
            if part.may_raise(i, paid, surely=bool(unpaid >> i & 1)) or problem.may_raise_between(part, i):
                possible |= 1 << i
        if not part.families:
            possible |= part.first_of_equals(picked_mask | possible & part.members) & ~picked_mask
    outside = (problem.effective.possible & ~chosen | unpaid) & ~possible
    excluded: dict[int, Bound] = {}
    if outside:
        paying = {award.candidate for award in awards}
        found = excluding(counted.candidates, counted.bounds, set(bits(outside)), paying, set(bits(most)), problem.blocked)
        excluded = {i: bounds[k] for i, k in found.items()}
    unbounded = problem.high.unbounded & problem.effective.possible & ~problem.high.blocked_mask
    return Solution(
        low // counted.scale,
        None if unbounded else high // counted.scale,
        tuple([counted.award(award) for award in awards]),
        tuple(bits(possible)),
        excluded,
    )


def _unlimited(candidates: Sequence[Candidate]) -> Solution:
    """Where nothing limits anything: all that surely holds is paid."""
    low = 0
    high: int | None = 0
    chosen: list[Award] = []
    possible: list[int] = []
    for i, candidate in enumerate(candidates):
        if candidate.certain:
            low += candidate.low
            chosen.append(Award(i, candidate.low, candidate.high))
        else:
            possible.append(i)
        high = None if high is None or candidate.high is None else high + candidate.high
    return Solution(low, high, tuple(chosen), tuple(possible), {})


def alternative(candidates: Sequence[Candidate], bounds: Sequence[Bound], include: int) -> tuple[int, tuple[Award, ...]] | None:
    """The best combination of what surely holds that has ``include`` in it: its total at the least (fen), its
    awards.

    ``None`` where ``include`` does not surely hold or no lawful combination can hold it. An award a cap
    leaves nothing of is not listed, unless it is ``include``.
    """
    counted = count(candidates, bounds)
    problem = _Problem(counted.candidates, counted.bounds)
    bit = 1 << include
    if not problem.effective.sure & bit or problem.low.blocked_mask & bit:
        return None
    chosen = problem.free & problem.effective.sure
    total = sum([problem.low.amounts[i] for i in bits(chosen)])
    for part in problem.components:
        picked = part.low.best(part.sure, bit & part.members)
        if picked is None:
            return None
        total += part.low.total(picked)
        chosen |= _mask(picked)
    awards, _ = problem.pay(bits(chosen), keep=bit)
    return total // counted.scale, tuple([counted.award(award) for award in awards])


class _Problem:
    """The candidates and bounds, read at both ends and taken apart."""

    def __init__(self, candidates: Sequence[Candidate], bounds: Sequence[Bound]) -> None:
        self.candidates = candidates
        self.bounds = bounds
        self.caps = [bound for bound in bounds if bound.measure == "yuan"]
        if len(self.caps) > 1:
            require_nested(self.caps)
        self.effective: Effective = effective(candidates)
        self.settled = _settled(candidates, bounds)
        self.low: Reading = read(candidates, bounds, "low")
        self.high: Reading = self.low if self.settled else read(candidates, bounds, "high")
        never = self.low.blocked_mask & self.high.blocked_mask
        self.blocked = self.high.blocked | self.low.blocked
        live = self.effective.possible & ~never
        parts = _parts(self._ties(live), live)
        self.free = live
        self.components: list[Component] = []
        if parts:
            low_shares = shares(self.low, live, parts)
            high_shares = low_shares if self.settled else shares(self.high, live, parts)
            for members, low_share, high_share in zip(parts, low_shares, high_shares, strict=True):
                self.free &= ~members
                self.components.append(Component(members, self.effective, self.low, self.high, low_share, high_share))

    def _ties(self, live: int) -> list[int]:
        ties = [row.members for row in self.low.rows]
        ties += self.low.caps.masks
        if not self.settled:
            ties += [row.members for row in self.high.rows]
            ties += self.high.caps.masks
            # A candidate blocked at one end only is not free, although no row may hold it back at the other.
            ties += [1 << i for i in bits(self.low.blocked_mask | self.high.blocked_mask)]
            ties += [_mask(bound.members) for bound in self.bounds if self._opens_between(bound)]
        ties += [family.members for family in self.effective.families]
        return [tie & live for tie in ties]

    def _opens_between(self, bound: Bound) -> bool:
        """Whether a bound may make its members rivals somewhere between its ends, though it need not at either of them."""
        if bound.measure == "months":
            members = [self.candidates[i] for i in bound.members]
            return bound.low != bound.high or any(one.months_low != one.months_high for one in members)
        return bound.measure != "yuan" and bound.low != bound.high

    def may_raise_between(self, part: Component, candidate: int) -> bool:
        """Whether amounts, allowances or exemptions between their ends may let a candidate raise the best total of its part."""
        if part.settled or part.families or not part.may_raise_between(candidate):
            return False
        if part.caps_alone:
            return True
        members = bits(part.members)
        highs = [self.high.amounts[i] for i in members]
        found = outcomes(*part_of(self.candidates, self.bounds, members), highs)
        place = members.index(candidate)
        return found is None or any(_raises(*outcome, place) for outcome in found)

    def pay(self, chosen: Sequence[int], keep: int = 0) -> tuple[list[Award], int]:
        """The awards in candidate order, and (a mask) those a cap leaves nothing of, which are left out."""
        low, high = self.low.amounts, self.high.amounts
        # What is known takes its part of a cap first, so that what is not cannot make it uncertain.
        chosen = sorted(chosen, key=lambda i: low[i] != high[i])
        # Without caps, which is most often, there is no need to ask what each leaves.
        paid = payments(chosen, low, high, self.caps) if self.caps else [(low[i], high[i]) for i in chosen]
        awards = []
        unpaid = 0
        for i, (lower, upper) in zip(chosen, paid, strict=True):
            if upper == 0 and high[i] and not keep >> i & 1:
                unpaid |= 1 << i
            else:
                awards.append(Award(i, lower, None if self.high.unbounded >> i & 1 else upper))
        return sorted(awards), unpaid


def _raises(candidates: Sequence[Candidate], bounds: Sequence[Bound], candidate: int) -> bool:
    """Whether a candidate may raise the best total where only conditions are unknown."""
    problem = _Problem(candidates, bounds)
    bit = 1 << candidate
    part = next((part for part in problem.components if part.members & bit), None)
    return bool(problem.free & bit) if part is None else part.may_raise(candidate, 0)


def _settled(candidates: Sequence[Candidate], bounds: Sequence[Bound]) -> bool:
    for candidate in candidates:
        if candidate.low != candidate.high or candidate.months_low != candidate.months_high:
            return False
    return not any(bound.low != bound.high or bound.maybe_exempt or bound.reserved for bound in bounds)


def _outside(part: Component) -> int:
    """What may hold in a part apart from its families."""
    return part.possible & ~sum([family.members for family in part.families])


def _mask(members: Iterable[int]) -> int:
    mask = 0
    for i in members:
        mask |= 1 << i
    return mask


def _parts(ties: list[int], live: int) -> list[int]:
    """The smallest sets (masks) that no tie crosses, of what any tie is about."""
    if live in ties:
        return [live] if live else []
    tied = 0
    for tie in ties:
        tied |= tie
    return [_mask(part) for part in connected(tied.bit_length(), map(bits, ties)) if tied >> part[0] & 1]
