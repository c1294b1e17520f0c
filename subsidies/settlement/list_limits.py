"""Limits that are lists: what is taken from each item, in the order of the list."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import Any, Final, NamedTuple

from subsidies.amount import rounded
from subsidies.arithmetic import intervals as iv
from subsidies.arithmetic.intervals import Interval
from subsidies.ruleset.references import LimitRef
from subsidies.settlement.earlier_awards import ALL
from subsidies.settlement.formulation import Formulation
from subsidies.settlement.values import UsedUp

NOTHING: Final[Interval] = (0, 0)


Ends = tuple[int, int | None]
"""At least and at most, in fen; None for no end."""


class Stretch(NamedTuple):
    """Where an item of a list lies in the sum of all of them, and how much it is."""

    start: Ends
    end: Ends
    own: Ends


def used_up(formulation: Formulation, payable: Mapping[int, Ends], env: Any) -> list[UsedUp]:
    """How the lists were used up by what is payable (fen), by the places of claims."""
    found: list[UsedUp] = []
    for bound, tally in zip(formulation.bounds, formulation.tallies, strict=True):
        limit_ref = bound.limit
        assert isinstance(limit_ref, LimitRef)
        if bound.measure != "yuan" or (limit_ref, bound.group) not in formulation.allowances:
            continue
        limit, subject = formulation.allowances[limit_ref, bound.group][-1]
        allowance = next(item for item in limit.allowances if item.measure == "yuan")
        paid = [payable.get(formulation.claims[i].place) for i in bound.members]
        if len(allowance.items) < 2 or not any(paid):
            continue
        low = sum(item[0] for item in paid if item)
        ends = [item[1] for item in paid if item]
        high = None if None in ends else sum(end for end in ends if end is not None)
        used = tally.used[0], ALL if tally.used[1] is None else tally.used[1]
        texts = next(item.texts for item in limit.rule.allowances if item.measure == "yuan")
        total = reduce(iv.plus, (figure(env, subject, None) for figure in allowance.figures))
        spread = stretches([item(env, subject, None) for item in allowance.items], total)
        items = [(text, *taken(stretch, used, (low, high))) for text, stretch in zip(texts, spread, strict=True)]
        found.append(UsedUp(limit_ref, bound.group, tuple(items)))
    return found


def stretches(items: Sequence[Interval], total: Interval) -> Iterator[Stretch]:
    """The items of a list one after another, of which the sum may be known better than they are.

    Sums are rounded, not items, so that what is taken from the items is what is paid; of two half fen the first in the list
    is the whole one.
    """
    start: tuple[int, int | None] = 0, 0
    for index, item in enumerate(items):
        before, after = reduce(iv.plus, items[:index], NOTHING), reduce(iv.plus, items[index + 1 :], NOTHING)
        ahead = iv.plus(before, item)
        both = iv.common(ahead, iv.minus(total, after))
        assert both is not None, "a sum that its parts cannot come to is refused"
        end = _rounded(both)
        yield Stretch(start, end, _own(item, _rounded(before), _rounded(ahead), iv.minus(iv.minus(total, before), after)))
        start = end


def _own(item: Interval, before: Ends, ahead: Ends, left: Interval) -> Ends:
    """How much an item is: what the rounded sums before and after it say, and what the others leave of the total."""
    low = max(ahead[0] - before[0], math.floor(left[0] or 0))
    highs = [math.ceil(end) for end in (item[1], left[1]) if end is not None]
    if ahead[1] is not None and before[1] is not None:
        highs.append(ahead[1] - before[1])
    return low, min(highs, default=None)


def _rounded(value: Interval) -> Ends:
    low, high = value
    return rounded(low or 0, None), None if high is None else rounded(high, None)


def taken(stretch: Stretch, used: tuple[int, int], paid: Ends) -> Ends:
    """What is taken of an item by what is paid now, at least and at most, after earlier awards used up the beginning."""
    start, end, own = stretch
    sure = 0
    if start[1] is not None:
        sure = max(0, min(own[0], end[0] - used[1], used[0] + paid[0] - start[1], paid[0]))
    highs = [own[1], None if end[1] is None else end[1] - used[0]]
    highs += [] if paid[1] is None else [used[1] + paid[1] - start[0], paid[1]]
    finite = [high for high in highs if high is not None]
    return sure, max(0, min(finite)) if finite else None
