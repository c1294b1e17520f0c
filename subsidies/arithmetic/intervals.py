"""Exact interval arithmetic. An interval is (low, high); None is an open end.

The rules are node by node, the same for every engine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from subsidies.types.numbers import Exact, exact

End = Exact | None
Interval = tuple[End, End]

ANY: Final[Interval] = (None, None)


def negative(x: Interval) -> Interval:
    low, high = x
    return (None if high is None else -high, None if low is None else -low)


def plus(x: Interval, y: Interval) -> Interval:
    (a, b), (c, d) = x, y
    return (
        None if a is None or c is None else exact(a + c),
        None if b is None or d is None else exact(b + d),
    )


def minus(x: Interval, y: Interval) -> Interval:
    (a, b), (c, d) = x, y
    return (
        None if a is None or d is None else exact(a - d),
        None if b is None or c is None else exact(b - c),
    )


def times(x: Interval, y: Interval) -> Interval:
    (a, b), (c, d) = x, y
    if a is not None and b is not None and c is not None and d is not None:
        products = (a * c, a * d, b * c, b * d)
        return exact(min(products)), exact(max(products))
    ends = [_product(one, other) for one in _ends(x) for other in _ends(y)]
    finite = [value for value, infinite in ends if not infinite]
    low = None if not finite or any(infinite < 0 for _, infinite in ends) else exact(min(finite))
    high = None if not finite or any(infinite > 0 for _, infinite in ends) else exact(max(finite))
    return low, high


def _ends(x: Interval) -> list[tuple[Exact, int]]:
    """The ends as (value, sign of infinity)."""
    low, high = x
    return [(0, -1) if low is None else (low, 0), (0, 1) if high is None else (high, 0)]


def _product(one: tuple[Exact, int], other: tuple[Exact, int]) -> tuple[Exact, int]:
    """A product of ends; zero times infinity is zero, because the other side only comes near infinity."""
    (x, i), (y, j) = one, other
    if not i and not j:
        return x * y, 0
    left = i or (x > 0) - (x < 0)
    right = j or (y > 0) - (y < 0)
    return 0, left * right


def over(x: Interval, y: Interval) -> Interval:
    """x / y; where y may be zero nothing is known of the result."""
    c, d = y
    if (c is None or c <= 0) and (d is None or d >= 0):
        return ANY
    inverse: Interval = (
        Fraction(0) if d is None and c is not None and c > 0 else None if d is None else _inverse(d),
        Fraction(0) if c is None and d is not None and d < 0 else None if c is None else _inverse(c),
    )
    return times(x, inverse)


def _inverse(value: Exact) -> Exact:
    return Fraction(1) / value


def least(items: Sequence[Interval]) -> Interval:
    lows = [low for low, _ in items]
    highs = [high for _, high in items if high is not None]
    return (
        None if None in lows else min(low for low in lows if low is not None),
        min(highs) if highs else None,
    )


def greatest(items: Sequence[Interval]) -> Interval:
    lows = [low for low, _ in items if low is not None]
    highs = [high for _, high in items]
    return (
        max(lows) if lows else None,
        None if None in highs else max(high for high in highs if high is not None),
    )


def hull(x: Interval, y: Interval) -> Interval:
    """The smallest interval that holds both."""
    (a, b), (c, d) = x, y
    return (
        None if a is None or c is None else min(a, c),
        None if b is None or d is None else max(b, d),
    )


def common(x: Interval, y: Interval) -> Interval | None:
    """What lies in both; None where nothing does."""
    (a, b), (c, d) = x, y
    low = c if a is None else a if c is None else max(a, c)
    high = d if b is None else b if d is None else min(b, d)
    return None if low is not None and high is not None and low > high else (low, high)


def down(x: Interval) -> Interval:
    low, high = x
    return None if low is None else math.floor(low), None if high is None else math.floor(high)


def up(x: Interval) -> Interval:
    low, high = x
    return None if low is None else math.ceil(low), None if high is None else math.ceil(high)


def compared(operator: str, x: Interval, y: Interval) -> bool | None:
    """Whether x OP y holds for all values, for none, or may be either."""
    (a, b), (c, d) = x, y
    if operator == ">=":
        if a is not None and d is not None and a >= d:
            return True
        return False if b is not None and c is not None and b < c else None
    if operator == ">":
        if a is not None and d is not None and a > d:
            return True
        return False if b is not None and c is not None and b <= c else None
    if operator == "<=":
        return compared(">=", y, x)
    if operator == "<":
        return compared(">", y, x)
    if operator != "==":
        raise ValueError(f"no such comparator: {operator}")
    if a is not None and a == b == c == d:
        return True
    if (b is not None and c is not None and b < c) or (a is not None and d is not None and d < a):
        return False
    return None
