"""One connected part of the problem: candidates tied to one another by bounds or by prevailing, and to no
others."""

from collections.abc import Sequence

from .bounds import Reading, Restriction
from .caps import Caps, bits, lowest
from .precedence import Effective
from .relaxation import Level
from .search import best

# Whether a candidate can still be chosen is looked into for about this many candidate-steps; what then is
# still open counts as possible, which never promises too little.
STEPS = 1500
FEWEST_STEPS = 4

# The rows and the caps that bear on one part.
Share = tuple[list[Restriction], Caps]


class Component:
    """The rows and caps over ``members`` (a mask) at both ends, with the searches already made.

    ``sure`` and ``possible`` are masks of what effectively holds in every way and in some way. ``settled``
    says that nothing but that is unknown: amounts, allowances and exemptions are all exact.
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
        self._low_blocked = low.blocked_mask
        self._high_blocked = high.blocked_mask
        self._low_rows, low_caps = low_share
        self._high_rows, high_caps = high_share
        least: Level = (low.amounts, low_caps)
        greatest: Level = (high.amounts, high_caps)
        self._low_levels = [least] if self.settled else [least, greatest]
        self._high_levels = [greatest] if self.settled else [greatest, least]
        self._chosen: dict[tuple[bool, int, int], list[int] | None] = {}
        self._values: dict[int, int] = {}
        self._steps = max(FEWEST_STEPS, STEPS // members.bit_count())

    def at_low(self, holding: int, forced: int = 0) -> list[int] | None:
        """The best combination of what holds when the least is asked for: this is what can be paid."""
        key = (True, holding, forced)
        if key not in self._chosen:
            allowed = holding & ~self._low_blocked
            self._chosen[key] = best(self._low_rows, self._low_levels, allowed, forced)
        return self._chosen[key]

    def at_high(self, holding: int, forced: int = 0) -> list[int] | None:
        """The best combination of what holds when the most is asked for."""
        if self.settled:
            return self.at_low(holding, forced)
        key = (False, holding, forced)
        if key not in self._chosen:
            allowed = holding & ~self._high_blocked
            self._chosen[key] = best(self._high_rows, self._high_levels, allowed, forced)
        return self._chosen[key]

    def low_total(self, combination: Sequence[int]) -> int:
        amounts, caps = self._low_levels[0]
        return caps.total(amounts, combination)

    def high_total(self, combination: Sequence[int]) -> int:
        amounts, caps = self._high_levels[0]
        return caps.total(amounts, combination)

    def low_value(self, holding: int) -> int:
        """The best lawful total (fen) of what holds, at its least."""
        if holding not in self._values:
            found = best(self._low_rows, self._low_levels, holding & ~self._low_blocked, ties=False)
            self._values[holding] = self.low_total(found or ())
        return self._values[holding]

    def high_value(self, holding: int) -> int:
        """The best lawful total (fen) of what holds, at its most."""
        return self.high_total(self.at_high(holding) or ())

    def may_be_chosen(self, candidate: int, low: int) -> bool:
        """Whether some outcome of the unknowns puts ``candidate`` into the best combination.

        Exact while the amounts and bounds are exact, nothing unknown prevails, and the steps last; otherwise
        it may say yes too often, never no. ``low`` is the least the best total can be.
        """
        bit = 1 << candidate
        if self._high_blocked & bit:
            return False
        if self.families:
            found = self.at_high(self.possible, bit)
            return found is not None and self.high_total(found) >= low
        stack = [(self.sure | bit, self.possible & ~self.sure & ~bit)]
        while stack:
            if self._steps <= 0:
                return True
            self._steps -= 1
            holding, open_ = stack.pop()
            if candidate in (self.at_low(holding) or ()) or candidate in (self.at_high(holding) or ()):
                return True
            found = self.at_high(holding | open_, bit)
            if found is None:
                return False
            most, least = self.high_total(found), self.low_value(holding)
            if most < least:
                continue
            deciding = [i for i in found if open_ >> i & 1]
            if deciding:
                split = 1 << deciding[0]
                stack.append((holding, open_ & ~split))
                stack.append((holding | split, open_ & ~split))
            elif not self.settled and most > least:
                # No unknown condition is left that matters, but an amount or an allowance still may.
                return True
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
