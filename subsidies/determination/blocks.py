"""Totals of claimants side by side: of one that competes with nobody, or of those who claim under the same limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from subsidies.settlement.values import UNKNOWN_PAYEE, ZERO, Combination, Together, Total, summed


@dataclass(frozen=True, slots=True)
class Block:
    """Totals of one kind and for one period, each of one claimant; ``together`` is what they come to, None for one alone."""

    places: Sequence[int]
    combinations: Sequence[Combination]
    totals: Sequence[Total]
    together: Together | None

    def by_payees(self) -> list[Total]:
        """One total for each claimant; claims whose payee is not known are one where the other payees are the same."""
        groups: dict[frozenset[str], list[int]] = {}
        for number, total in enumerate(self.totals):
            groups.setdefault(frozenset(total.payees), []).append(number)
        return [self._within({number: self.totals[number] for number in own}) for own in groups.values()]

    def joint(self) -> Total:
        """What all come to."""
        return self._within(dict(enumerate(self.totals)))

    def of(self, payee: str, may_be_paid: Callable[[Combination], bool]) -> tuple[Total, bool] | None:
        """What one payee has of it, and whether it may be somebody else's; None where that is nothing.

        ``may_be_paid`` tells of claims of which a payee is not known whether it may be this one.
        """
        found: dict[int, Total] = {}
        doubtful = False
        for number, (combination, total) in enumerate(zip(self.combinations, self.totals, strict=True)):
            if total.payees == (payee,):
                found[number] = total
            elif payee in total.payees or (UNKNOWN_PAYEE in total.payees and may_be_paid(combination)):
                found[number] = replace(total, low=ZERO, payable_low=ZERO, parts=())
                doubtful = True
        return (self._within(found), doubtful) if found else None

    def _within(self, totals: Mapping[int, Total]) -> Total:
        """The sum of some of the totals (by number): no more than they can come to together, and no less than all surely do."""
        found = summed(list(totals.values()))
        if self.together is None or len(totals) < 2:
            return found
        whole = len(totals) == len(self.totals) and all(total is self.totals[number] for number, total in totals.items())
        low = max(found.low, self.together.low) if whole else found.low
        # What each gets by itself may be rounded to less than what all could get whoever has which months.
        high = _lesser(found.high, self.together.most_of(frozenset([self.places[number] for number in totals])))
        return replace(found, low=low, high=high, payable_high=_lesser(found.payable_high, high))


def _lesser(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The smaller of two upper ends; None is no end."""
    ends = [end for end in (one, other) if end is not None]
    return min(ends) if ends else None


def blocks(combinations: Sequence[Combination], together: Sequence[Together]) -> list[Block]:
    """The totals of a determination, those together whose claimants claim under the same limits."""
    among = {number for item in together for number in item.combinations}
    found = [
        Block([k], [one], [one.total], None) for k, one in enumerate(combinations) if k not in among and one.total is not None
    ]
    for item in together:
        own = [combinations[number] for number in item.combinations]
        found.append(Block(item.combinations, own, [one.total for one in own if one.total is not None], item))
    return found
