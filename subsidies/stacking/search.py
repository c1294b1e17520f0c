"""The best lawful combination by branch and bound: exact, and for all usual limits over after the first
bound.

Always the open part with the highest bound is split next, so no part is split whose bound lies below the best
combination there is. The worth of a combination is unique (``relaxation.Worth`` decides ties), hence so is
the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

from .bounds import Restriction
from .caps import bits
from .matching import heaviest
from .relaxation import Level, Priced, Relaxation, Worth
from .substitutes import without_substitutable

# Below this number of candidates, looking for those that can be left out costs more than it saves.
SMALL = 24
SWEEPS_AT_ROOT = 3
LINE_STEPS = 24


@dataclass(slots=True)
class Count:
    """How many parts were bounded: the measure of work that does not depend on the machine."""

    parts: int = 0
    matchings: int = 0


@dataclass(slots=True)
class _Part:
    """All combinations that hold ``forced`` and lie within ``allowed``."""

    forced: int
    allowed: int
    opened: tuple[int, ...]
    prices: list[int] = field(default_factory=list)


def best(
    rows: Sequence[Restriction],
    levels: Sequence[Level],
    allowed: int,
    forced: int = 0,
    *,
    ties: bool = True,
    count: Count | None = None,
) -> list[int] | None:
    """The best combination within ``allowed`` that holds ``forced``, ascending; ``None`` where no such one is
    lawful.

    Best is by total paid at the first level, then at the second if there is one; with ``ties``, then by the
    amounts before caps in the same order, by number of awards, and by the earliest candidates. Without
    ``ties`` only the total at the first level is sure to be the best.
    """
    if forced & ~allowed:
        return None
    if not rows:
        return bits(allowed)
    return _Search(rows, levels, allowed, forced, ties=ties, count=count or Count()).run()


class _Search:
    __slots__ = (
        "best",
        "best_worth",
        "count",
        "forced",
        "levels",
        "parts",
        "relaxation",
        "rows",
        "start",
        "ties",
        "twins",
        "worth",
    )

    def __init__(
        self,
        rows: Sequence[Restriction],
        levels: Sequence[Level],
        allowed: int,
        forced: int,
        *,
        ties: bool,
        count: Count,
    ) -> None:
        self.rows = [row for row in rows if row.members & allowed]
        if allowed.bit_count() > SMALL:
            allowed = without_substitutable(self.rows, levels, allowed, forced)
        self.worth = Worth(levels, bits(allowed), ties=ties)
        self.relaxation = Relaxation(self.rows, allowed, self.worth)
        self.twins: dict[int, int] | None = None
        self.levels = levels
        self.start = allowed
        self.forced = forced
        self.count = count
        self.best: list[int] | None = None
        self.best_worth = -1
        self.parts: list[tuple[int, int, _Part, int, int]] = []

    def run(self) -> list[int] | None:
        relaxation = self.relaxation
        if not (self.forced or relaxation.priced or relaxation.persons):
            # Nothing was relaxed: the heaviest matching is the answer.
            self.count.matchings += 1
            left, right, room = relaxation.left, relaxation.right, relaxation.room
            items = bits(self.start)
            return sorted(heaviest(items, self.worth.base, left, right, room, relaxation.most))
        opened = (0,) * len(self.relaxation.persons)
        self._add(0, self.start, opened, [0] * len(self.relaxation.priced), self.forced, root=True)
        while self.parts:
            negative, _, part, candidate, row = heappop(self.parts)
            if -negative <= self.best_worth:
                break
            if row >= 0:
                self._split_on_person(part, row, candidate)
            else:
                alike = self._alike(candidate) & part.allowed & ~part.forced
                bit = alike & -alike
                self._add(part.forced, part.allowed, part.opened, part.prices, bit)
                self._add(part.forced, part.allowed & ~alike, part.opened, part.prices, 0)
        return sorted(self.best) if self.best is not None else None

    def _alike(self, candidate: int) -> int:
        """The candidates (a mask) that nothing tells apart from one but their places: whoever takes some of them takes the first.

        What is best never has one of them without those before it, hence without the first there is none of them.
        """
        if self.twins is None:
            classes: dict[tuple[object, ...], int] = {}
            months = [dict(row.months) for row in self.rows]
            for i in bits(self.start):
                own: list[object] = [(amounts[i], caps.home.get(i)) for amounts, caps in self.levels]
                for row, used in zip(self.rows, months, strict=True):
                    person = next((k for k, members in enumerate(row.persons) if members >> i & 1), -1)
                    own.append((row.members >> i & 1, used.get(i), person))
                classes[tuple(own)] = classes.get(tuple(own), 0) | 1 << i
            self.twins = {i: members for members in classes.values() for i in bits(members)}
        return self.twins[candidate]

    def _split_on_person(self, part: _Part, row: int, person: int) -> None:
        members = self.relaxation.persons[row].persons[person]
        opened = list(part.opened)
        opened[row] |= 1 << person
        self._add(part.forced, part.allowed, tuple(opened), part.prices, 0)
        self._add(part.forced, part.allowed & ~members, part.opened, part.prices, 0)

    def _add(
        self, forced: int, allowed: int, opened: tuple[int, ...], prices: list[int], added: int, *, root: bool = False
    ) -> None:
        """Bound the part and keep it, with what to split it on, unless it holds nothing better than is
        known."""
        forced |= added
        narrowed = self._narrow(forced, allowed, opened)
        if narrowed is None:
            return
        part = _Part(forced, narrowed, opened, list(prices))
        self.count.parts += 1
        bound, candidate, row = self._bound(part, root=root)
        if bound > self.best_worth:
            heappush(self.parts, (-bound, -self.count.parts, part, candidate, row))

    def _narrow(self, forced: int, allowed: int, opened: Sequence[int]) -> int | None:
        """What stays allowed once ``forced`` is taken, or ``None`` where that alone breaks a row."""
        if forced & ~allowed:
            return None
        if not forced and not any(opened):
            return allowed
        for row in self.rows:
            held = row.members & forced
            if row.months:
                left = row.limit - sum([months for i, months in row.months if held >> i & 1])
                if left < 0:
                    return None
                for i, months in row.months:
                    if months > left and not held >> i & 1:
                        allowed &= ~(1 << i)
            elif row.persons:
                left, free = row.room(held)
                if left < 0:
                    return None
                if not left:
                    allowed &= ~row.members | free
            else:
                taken = held.bit_count()
                if taken > row.limit:
                    return None
                if taken == row.limit:
                    allowed &= ~row.members | held
        for places, row in zip(opened, self.relaxation.persons, strict=True):
            left, free = row.room(forced | sum([person for k, person in enumerate(row.persons) if places >> k & 1]))
            if left < 0:
                return None
            if not left:
                allowed &= ~row.members | free
        return None if forced & ~allowed else allowed

    def _consider(self, combination: list[int]) -> None:
        worth = self.worth.of(combination)
        if worth > self.best_worth:
            self.best_worth = worth
            self.best = combination

    def _bound(self, part: _Part, *, root: bool) -> tuple[int, int, int]:
        """The lowest bound found, and the candidate to split on, or the persons row and the person."""
        relaxation = self.relaxation
        if part.allowed == part.forced:
            self._consider(bits(part.forced))
            return -1, -1, -1
        lowest, found = self._matching(part)
        inherited = lowest, found, part.prices
        if relaxation.nested and lowest > self.best_worth:
            part.prices = relaxation.inside_out(part.prices)
            lowest, found = self._matching(part)
        hint: tuple[list[int], list[int]] | None = None
        for _ in range(SWEEPS_AT_ROOT if root else 1):
            before = lowest
            for k, row in enumerate(relaxation.priced):
                if lowest <= self.best_worth:
                    return lowest, -1, -1
                falling, rising = relaxation.slacks(k, part.prices, found)
                price = part.prices[k]
                if slack := rising if rising < 0 and price < row.top else max(0, falling) if price > 0 else 0:
                    lowest, found, between = self._move_price(part, k, row, lowest, found, slack)
                    hint = between or hint
            if lowest == before:
                break
        if inherited[0] < lowest:
            lowest, found, part.prices = inherited
        if lowest <= self.best_worth:
            return lowest, -1, -1
        overfull = relaxation.overfull(found) if relaxation.persons else None
        if overfull is not None:
            return lowest, self._heaviest_person(part, overfull, found), overfull
        return lowest, self._branch_candidate(part, found, hint), -1

    def _matching(self, part: _Part) -> tuple[int, list[int]]:
        self.count.matchings += 1
        bound, found = self.relaxation.bound(part.prices, part.forced, part.allowed, part.opened)
        if self.relaxation.lawful(found):
            self._consider(found)
        else:
            self._consider(self._repaired(part, found))
        return bound, found

    def _repaired(self, part: _Part, found: Sequence[int]) -> list[int]:
        """A lawful combination out of an unlawful one, heaviest members first; only ever a start, never the
        proof."""
        kept = part.forced
        for i in sorted(found, key=self.worth.base.__getitem__, reverse=True):
            if self._narrow(kept | 1 << i, part.allowed, part.opened) is not None:
                kept |= 1 << i
        return bits(kept)

    def _move_price(
        self, part: _Part, k: int, row: Priced, value: int, found: list[int], slack: int
    ) -> tuple[int, list[int], tuple[list[int], list[int]] | None]:
        """Move price ``k`` to where the bound, convex in it, is lowest; where two matchings meet there,
        return both."""
        here = (part.prices[k], value, slack, found)
        part.prices[k] = row.top if slack < 0 else 0
        value, found = self._matching(part)
        falling, rising = self.relaxation.slacks(k, part.prices, found)
        there = (part.prices[k], value, falling if slack < 0 else rising, found)
        low, high = (here, there) if slack < 0 else (there, here)
        if low[2] >= 0 or high[2] <= 0:
            end = low if low[2] >= 0 else high
            part.prices[k] = end[0]
            return end[1], end[3], None
        for _ in range(LINE_STEPS):
            if value <= self.best_worth or high[0] - low[0] <= 1:
                break
            crossing = (high[1] - low[1] + low[2] * low[0] - high[2] * high[0]) // (low[2] - high[2])
            part.prices[k] = min(max(crossing, low[0] + 1), high[0] - 1)
            value, found = self._matching(part)
            falling, rising = self.relaxation.slacks(k, part.prices, found)
            if falling <= 0 <= rising:
                return value, found, None
            slack = rising if rising < 0 else falling
            point = (part.prices[k], value, slack, found)
            meets = slack in (low[2], high[2])
            if slack < 0:
                low = point
            else:
                high = point
            if meets:
                break
        end = min(low, high, key=lambda point: point[1])
        part.prices[k] = end[0]
        return end[1], end[3], (low[3], high[3])

    def _heaviest_person(self, part: _Part, row: int, found: Sequence[int]) -> int:
        base = self.worth.base
        mask = sum([1 << i for i in found])
        undecided = [
            (sum([base[i] for i in bits(person & part.allowed)]), -k)
            for k, person in enumerate(self.relaxation.persons[row].persons)
            if person & mask and not part.opened[row] >> k & 1
        ]
        return -max(undecided)[1]

    def _branch_candidate(self, part: _Part, found: Sequence[int], hint: tuple[list[int], list[int]] | None) -> int:
        base = self.worth.base
        free = part.allowed & ~part.forced
        if hint is not None:
            differing = [i for i in set(hint[0]) ^ set(hint[1]) if free >> i & 1]
            if differing:
                # The lightest is what the two matchings really disagree on; the heavy ones have many like
                # them, and leaving one out changes little.
                return min(differing, key=base.__getitem__)
        held = [i for i in found if free >> i & 1]
        return max(held or bits(free), key=base.__getitem__)
