"""One connected part of the problem: candidates tied to one another by bounds or by prevailing, and to no
others."""

from collections.abc import Sequence

from .bounds import Reading, Restriction
from .caps import Caps, bits, lowest
from .precedence import Effective
from .relaxation import Level
from .search import best

# Whether a candidate can raise the best total is looked into for about this many candidate-steps; what then is
# still open counts as possible, which never promises too little.
STEPS = 1500
FEWEST_STEPS = 4

# The rows and the caps that bear on one part.
Share = tuple[list[Restriction], Caps]


class Side:
    """The rows and caps over one part where the least, or where the most, is asked for, with the searches made.

    ``other`` is what decides between combinations of one total.
    """

    def __init__(self, reading: Reading, share: Share, other: tuple[Reading, Share] | None) -> None:
        self.rows, self.caps = share
        self.amounts = reading.amounts
        self._blocked = reading.blocked_mask
        self._levels: list[Level] = [(reading.amounts, self.caps)]
        if other is not None:
            self._levels.append((other[0].amounts, other[1][1]))
        self._chosen: dict[tuple[int, int], list[int] | None] = {}
        self._values: dict[int, int] = {}

    def best(self, holding: int, forced: int = 0) -> list[int] | None:
        """The best combination of what holds that has ``forced`` in it; ``None`` where no such one is lawful."""
        key = (holding, forced)
        if key not in self._chosen:
            self._chosen[key] = best(self.rows, self._levels, holding & ~self._blocked, forced)
        return self._chosen[key]

    def total(self, combination: Sequence[int]) -> int:
        """What caps leave of a combination (fen)."""
        return self.caps.total(self.amounts, combination)

    def value(self, holding: int) -> int:
        """The best lawful total (fen) of what holds."""
        if holding not in self._values:
            found = best(self.rows, self._levels, holding & ~self._blocked, ties=False)
            self._values[holding] = self.total(found or ())
        return self._values[holding]


class Component:
    """The rows and caps over ``members`` (a mask) at both ends.

    ``sure`` and ``possible`` are masks of what effectively holds in every way and in some way. ``settled``
    says that nothing but that is unknown: amounts, allowances and exemptions are all exact, and ``low`` and
    ``high`` are one.
    """

    def __init__(
        self,
        members: int,
        effective: Effective,
        low: Reading,
        high: Reading,
        low_share: Share,
        high_share: Share,
    ) -> None:
        self.members = members
        self.families = [family for family in effective.families if family.members & members]
        self.settled = low is high
        self.sure = effective.sure & members
        self.possible = effective.possible & members
        self.low = Side(low, low_share, None if self.settled else (high, high_share))
        self.high = self.low if self.settled else Side(high, high_share, (low, low_share))
        self._steps = max(FEWEST_STEPS, STEPS // members.bit_count())
        # What is blocked at one end only is held back there although no row says so.
        blocked_between = (low.blocked_mask ^ high.blocked_mask) & members
        self.caps_alone = not (self.low.rows or self.high.rows or blocked_between)

    def may_raise(self, candidate: int, certain: int, *, surely: bool = False) -> bool:
        """Whether, in some outcome of the unknown conditions, the best total with ``candidate`` is above the best without it.

        That is asked at the least and at the most; ``certain`` is what is surely paid without it (fen), and ``surely`` says
        that it holds whatever turns out. It may say yes too often where something unknown prevails, or where the steps end;
        never no.
        """
        if self.families:
            found = self.high.best(self.possible, 1 << candidate)
            raised = found is not None and self.high.total(found) > certain
            return raised and not (surely and not self._raises(candidate, self.high, self.low))
        if self._raises(candidate, self.high, self.high):
            return True
        return not self.settled and self._raises(candidate, self.low, self.low)

    def first_of_equals(self, have: int) -> int:
        """``have``, and of candidates none of which raises the best total since another would do, as many as it takes.

        The first ones in order, and what surely holds before what may.
        """
        for holding in (self.sure, self.possible):
            target = self.high.value(holding)
            for i in self.high.best(holding) or ():
                if self.high.value(holding & have) >= target:
                    break
                have |= 1 << i
        return have

    def may_raise_between(self, candidate: int) -> bool:
        """Whether amounts and allowances between the ends might let ``candidate`` raise the best total: never no where they do.

        Where caps alone bind, that is exact: an award adds most where the others are worth least.
        """
        if not self.caps_alone:
            return self._raises(candidate, self.high, self.low)
        amounts = list(self.low.amounts)
        amounts[candidate] = self.high.amounts[candidate]
        others = [i for i in bits(self.sure) if i != candidate]
        caps = self.high.caps
        return caps.total(amounts, [*others, candidate]) > caps.total(amounts, others)

    def _raises(self, candidate: int, upper: Side, lower: Side) -> bool:
        """Whether the best at ``upper`` with the candidate is above the best at ``lower`` without, for some that hold."""
        bit = 1 << candidate
        stack = [(self.sure & ~bit, self.possible & ~self.sure & ~bit)]
        while stack:
            if self._steps <= 0:
                return True
            self._steps -= 1
            holding, open_ = stack.pop()
            found = upper.best(holding | open_ | bit, bit)
            if found is None:
                return False
            if upper.total(found) <= lower.value(holding):
                continue
            deciding = [i for i in found if open_ >> i & 1]
            if not deciding:
                return True
            split = 1 << deciding[0]
            stack.append((holding, open_ & ~split))
            stack.append((holding | split, open_ & ~split))
        return False


def shares(reading: Reading, live: int, parts: Sequence[int]) -> list[Share]:
    """The rows and caps of a reading, dealt out to the ``parts`` (masks) of the ``live`` candidates they lie
    in."""
    if len(parts) == 1:
        return [(reading.rows, reading.caps)]
    part_of = {i: part for part, members in enumerate(parts) for i in bits(members)}
    rows: list[list[Restriction]] = [[] for _ in parts]
    caps: list[list[tuple[int, int]]] = [[] for _ in parts]
    for row in reading.rows:
        if row.members & live:
            rows[part_of[lowest(row.members & live)]].append(row)
    for mask, limit in zip(reading.caps.masks, reading.caps.limits, strict=True):
        if mask & live:
            caps[part_of[lowest(mask & live)]].append((mask & live, limit))
    return [(own, Caps(over)) for own, over in zip(rows, caps, strict=True)]
