"""How many yuan can turn on what is not known: for each kind of benefit, who is paid and the period apart, never added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from subsidies.amount import yuan
from subsidies.determination import Combination, Determination, Entitlement, Total
from subsidies.reprs import one_line
from subsidies.ruleset.models import Every


@one_line
@dataclass(frozen=True, slots=True)
class Pool:
    """Sums that may be added: of one kind, to the same payee (or those of whom the text leaves it open which), for one period."""

    kind: str
    payees: tuple[str, ...]
    period: Every


@one_line
@dataclass(frozen=True, slots=True)
class Money:
    """Yuan of one pool, at least and at most; None is no upper end."""

    pool: Pool
    low: Decimal
    high: Decimal | None


def pool_of(total: Total) -> Pool:
    """The pool of a total, whoever of its payees is named first; of payees that are not known one is as good as several."""
    return Pool(total.kind, tuple(sorted(set(total.payees))), total.period)


def sums(determination: Determination) -> dict[Pool, Money]:
    """What each pool of a determination comes to, with what is open of it."""
    found = ((pool_of(total), total) for total in determination.totals)
    return {pool: Money(pool, total.low, total.high) for pool, total in found}


class Stakes:
    """By how much the pools of one determination can differ, if only what some of its entitlements turn on were otherwise."""

    def __init__(self, determination: Determination) -> None:
        self._sums = sums(determination)
        self._places = {id(item): place for place, item in enumerate(determination.entitlements)}
        self._combinations = determination.combinations
        self._settled_in = {place: number for number, one in enumerate(self._combinations) for place in one.members}

    def place(self, item: Entitlement) -> int:
        """The place of an entitlement in the determination."""
        return self._places[id(item)]

    def is_settled(self, place: int) -> bool:
        """Whether the entitlement at a place was settled as one that may come to a sum."""
        number = self._settled_in.get(place)
        return number is not None and self._combinations[number].total is not None

    def now(self, pool: Pool) -> Money:
        """What a pool comes to as things stand."""
        return self._sums.get(pool, Money(pool, Decimal(0), Decimal(0)))

    def at_stake(self, items: Iterable[Entitlement]) -> dict[Pool, Decimal | None]:
        """For each pool the most yuan by which two answers can differ, whatever the answers to all else; None is no upper end.

        That is no more than all claims that turn on it come to at most, those of which a limit allows one counted once, and no
        more than what the pool may still come to differs anyhow.
        """
        touched: dict[int, set[int]] = {}
        for item in items:
            number = self._settled_in.get(self.place(item))
            if number is not None:
                touched.setdefault(number, set()).add(self._combinations[number].members.index(self.place(item)))
        found: dict[Pool, list[int | None]] = {}
        for number, members in touched.items():
            total = self._combinations[number].total
            if total is not None:
                found.setdefault(pool_of(total), []).append(_most(self._combinations[number], members))
        return {pool: least for pool, most in found.items() if (least := self._within(pool, most)) != 0}

    def _within(self, pool: Pool, most: list[int | None]) -> Decimal | None:
        now = self.now(pool)
        ends = [] if now.high is None else [now.high - now.low]
        if None not in most:
            ends.append(yuan(sum(end for end in most if end is not None)))
        return min(ends) if ends else None


def _most(combination: Combination, members: set[int]) -> int | None:
    """What some claims of a combination come to at most (fen), by themselves; None where that is not known.

    A limit in months may have taken from them what it gives to others: then it is not known what they would have by themselves.
    Nor is it where a claim beside them has no figure: it may give way to one of theirs.
    """
    highs = [one.high for one in combination.candidates]
    known = [high for high in highs if high is not None]
    if len(known) < len(highs) or any(bound.measure == "months" for bound in combination.bounds):
        return None
    total, left = 0, set(members)
    for bound in combination.bounds:
        own = left.intersection(bound.members) - bound.maybe_exempt
        if bound.measure == "awards" and bound.high == 1 and len(own) > 1:
            left -= own
            total += max(known[number] for number in own)
    return total + sum(known[number] for number in left)
