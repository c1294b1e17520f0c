"""A fact's values cut at thresholds: what one piece holds, none of the thresholds tells apart."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

from subsidies.arithmetic.intervals import Interval
from subsidies.types.numbers import Exact, exact, scaled
from subsidies.types.sorts import Sort
from subsidies.types.units import YEAR
from subsidies.vocabulary.vocabulary import FactType


def step_of(fact: FactType) -> Exact:
    """How far apart the values of a number or date are that a case can state; years may be stated with months."""
    if fact.type.sort is Sort.DATE:
        return 1
    parts = 10**fact.model.places * (12 if fact.type.unit == YEAR else 1)
    return scaled(Fraction(1, parts), fact.type)


def pieces(fact: FactType, within: Interval, thresholds: Iterable[Exact]) -> list[Interval]:
    """The pieces of a number or date, in order and in the engine's scale: each threshold by itself and what lies between.

    ``within`` is what the fact can be. A case states it in so small steps and no finer: a piece begins and ends with a value
    that a case can state, apart from the ends of ``within``, and there is none where no such value is left.
    """
    low, high = within
    step = step_of(fact)
    found: list[Interval] = []
    start = low
    for cut in sorted(set(thresholds)):
        if (start is not None and cut < start) or (high is not None and cut > high):
            continue
        steps = Fraction(cut) / step
        below, above = exact((math.ceil(steps) - 1) * step), exact(math.floor(steps) * step)
        if start is None or start <= below:
            found.append((start, below))
        if above == cut:
            found.append((cut, cut))
        start = exact(above + step)
    if high is None or start is None or start <= high:
        found.append((start, high))
    return found
