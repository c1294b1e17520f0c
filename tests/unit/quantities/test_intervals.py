"""Interval arithmetic against every pair of sample points: never too narrow, and no wider than the points show.

Every interval over a few ends, open ones included, is tried with every other.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from subsidies.arithmetic import intervals as iv
from subsidies.arithmetic.intervals import Interval

FAR = 10**9
"""Stands for a point near an open end; every finite end is much smaller."""
NEAR = Fraction(1, 10**6)
GRID = [Fraction(-3), Fraction(-1, 2), Fraction(0), Fraction(1), Fraction(5, 2)]
INTERVALS: list[Interval] = [
    (low, high) for low in (None, *GRID) for high in (None, *GRID) if low is None or high is None or low <= high
]
BOUNDED = [x for x in INTERVALS if None not in x]


def points(x: Interval) -> list[Fraction]:
    """The ends, what lies between them, what is next to zero, and some way towards open ends."""
    low, high = x
    start, end = Fraction(-FAR if low is None else low), Fraction(FAR if high is None else high)
    return sorted({start, end, *(value for value in (*GRID, NEAR, -NEAR) if start <= value <= end)})


POINTS = {x: points(x) for x in INTERVALS}
PAIRS = list(product(INTERVALS, INTERVALS))


def within(value: Fraction, x: Interval) -> bool:
    return (x[0] is None or x[0] <= value) and (x[1] is None or value <= x[1])


BINARY: dict[str, tuple[Callable[[Interval, Interval], Interval], Callable[[Any, Any], Any]]] = {
    "plus": (iv.plus, operator.add),
    "minus": (iv.minus, operator.sub),
    "times": (iv.times, operator.mul),
    "over": (iv.over, operator.truediv),
    "least": (lambda x, y: iv.least([x, y]), min),
    "greatest": (lambda x, y: iv.greatest([x, y]), max),
}


@pytest.mark.parametrize("name", BINARY)
def test_a_result_holds_every_value_that_can_come_out(name: str) -> None:
    operation, plain = BINARY[name]
    for x, y in PAIRS:
        result = operation(x, y)
        for a, b in product(POINTS[x], POINTS[y]):
            assert (name == "over" and b == 0) or within(plain(a, b), result), (x, y, a, b)


@pytest.mark.parametrize("name", BINARY)
def test_the_ends_of_a_bounded_result_do_come_out(name: str) -> None:
    operation, plain = BINARY[name]
    for x, y in product(BOUNDED, BOUNDED):
        if name == "over" and within(Fraction(0), y):
            assert operation(x, y) == iv.ANY, (x, y)
        else:
            values = [plain(a, b) for a, b in product(POINTS[x], POINTS[y])]
            assert operation(x, y) == (min(values), max(values)), (x, y)


@pytest.mark.parametrize("name", BINARY)
def test_an_end_is_open_only_if_values_go_on_without_end(name: str) -> None:
    operation, plain = BINARY[name]
    for x, y in PAIRS:
        if name != "over" or not within(Fraction(0), y):
            low, high = operation(x, y)
            values = [plain(a, b) for a, b in product(POINTS[x], POINTS[y])]
            assert low is not None or min(values) <= -FAR / 10, (x, y)
            assert high is not None or max(values) >= FAR / 10, (x, y)


def test_results_of_one_operand() -> None:
    for x in INTERVALS:
        assert iv.negative(iv.negative(x)) == x
        for a in POINTS[x]:
            assert within(-a, iv.negative(x))
            assert within(Fraction(math.floor(a)), iv.down(x))
            assert within(Fraction(math.ceil(a)), iv.up(x))


def test_a_hull_holds_both_and_nothing_beyond() -> None:
    for x, y in PAIRS:
        hull = iv.hull(x, y)
        assert all(within(a, hull) for a in (*POINTS[x], *POINTS[y]))
        assert hull[0] is None or hull[0] in (x[0], y[0])
        assert hull[1] is None or hull[1] in (x[1], y[1])
        assert iv.hull(x, x) == x


COMPARATORS: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "==": operator.eq,
}


@pytest.mark.parametrize("sign", COMPARATORS)
def test_a_comparison_is_decided_exactly_where_all_values_agree(sign: str) -> None:
    for x, y in PAIRS:
        seen = {COMPARATORS[sign](a, b) for a, b in product(POINTS[x], POINTS[y])}
        assert iv.compared(sign, x, y) == (seen.pop() if len(seen) == 1 else None), (x, y)


def test_whole_results_are_whole_numbers() -> None:
    assert type(iv.times((Fraction(1, 2), Fraction(1, 2)), (2, 2))[0]) is int
    assert type(iv.plus((Fraction(1, 2), None), (Fraction(1, 2), None))[0]) is int


@pytest.mark.parametrize(
    ("x", "y", "result"),
    [
        ((0, None), (0, None), (0, None)),
        ((0, 0), (None, None), (0, 0)),
        ((None, None), (0, 0), (0, 0)),
        ((1, None), (None, -1), (None, -1)),
        ((-1, 2), (0, None), (None, None)),
        ((0, 5), (1, None), (0, None)),
    ],
)
def test_open_ends_of_products(x: Interval, y: Interval, result: Interval) -> None:
    assert iv.times(x, y) == result


@pytest.mark.parametrize(
    ("x", "y", "result"),
    [
        ((1, 2), (1, None), (0, 2)),
        ((1, 2), (None, -1), (-2, 0)),
        ((-2, 3), (1, None), (-2, 3)),
        ((1, None), (2, 4), (Fraction(1, 4), None)),
        ((1, 2), (0, 4), (None, None)),
        ((1, 2), (-1, 4), (None, None)),
        ((1, 2), (None, None), (None, None)),
    ],
)
def test_open_ends_of_quotients(x: Interval, y: Interval, result: Interval) -> None:
    assert iv.over(x, y) == result
