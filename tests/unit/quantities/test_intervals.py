"""Interval arithmetic against every pair of sample points: never too narrow, and no wider than the points show."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidies.quantities import intervals as iv
from subsidies.quantities.intervals import Interval

FAR = 10**9
"""Stands for a point near an open end; every finite end is much smaller."""
ENDS = st.none() | st.integers(-4, 4) | st.fractions(-4, 4, max_denominator=3)


def ordered(low: Any, high: Any) -> Interval:
    return (high, low) if low is not None and high is not None and low > high else (low, high)


INTERVALS = st.builds(ordered, ENDS, ENDS)
BOUNDED = INTERVALS.filter(lambda x: None not in x)


def points(x: Interval) -> list[Fraction]:
    """The ends, zero and what is next to it where they lie inside, and some way towards open ends."""
    low, high = x
    middle = [Fraction(0), Fraction(1, 10**6), Fraction(-1, 10**6), Fraction(1, 2), Fraction(-3, 2)]
    start, end = Fraction(-FAR if low is None else low), Fraction(FAR if high is None else high)
    return sorted({start, end, *(value for value in middle if start <= value <= end)})


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
@settings(max_examples=300, deadline=None)
@given(x=INTERVALS, y=INTERVALS)
def test_a_result_holds_every_value_that_can_come_out(name: str, x: Interval, y: Interval) -> None:
    operation, plain = BINARY[name]
    result = operation(x, y)
    for a in points(x):
        for b in points(y):
            if name != "over" or b != 0:
                assert within(plain(a, b), result)


@pytest.mark.parametrize("name", BINARY)
@settings(max_examples=300, deadline=None)
@given(x=BOUNDED, y=BOUNDED)
def test_the_ends_of_a_bounded_result_do_come_out(name: str, x: Interval, y: Interval) -> None:
    operation, plain = BINARY[name]
    low, high = operation(x, y)
    if name == "over" and within(Fraction(0), y):
        assert (low, high) == iv.ANY
        return
    values = [plain(a, b) for a in points(x) for b in points(y)]
    assert (low, high) == (min(values), max(values))


@pytest.mark.parametrize("name", BINARY)
@settings(max_examples=300, deadline=None)
@given(x=INTERVALS, y=INTERVALS)
def test_an_end_is_open_only_if_values_go_on_without_end(name: str, x: Interval, y: Interval) -> None:
    operation, plain = BINARY[name]
    if name == "over" and within(Fraction(0), y):
        return
    low, high = operation(x, y)
    values = [plain(a, b) for a in points(x) for b in points(y)]
    assert low is not None or min(values) <= -FAR / 10
    assert high is not None or max(values) >= FAR / 10


@settings(max_examples=300, deadline=None)
@given(INTERVALS)
def test_results_of_one_operand(x: Interval) -> None:
    for a in points(x):
        assert within(-a, iv.negative(x))
        assert within(Fraction(a.__floor__()), iv.down(x))
        assert within(Fraction(a.__ceil__()), iv.up(x))
    assert iv.negative(iv.negative(x)) == x


@settings(max_examples=300, deadline=None)
@given(INTERVALS, INTERVALS)
def test_a_hull_holds_both_and_nothing_beyond(x: Interval, y: Interval) -> None:
    hull = iv.hull(x, y)
    assert all(within(a, hull) for a in (*points(x), *points(y)))
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
@settings(max_examples=400, deadline=None)
@given(x=INTERVALS, y=INTERVALS)
def test_a_comparison_is_decided_exactly_where_all_values_agree(sign: str, x: Interval, y: Interval) -> None:
    seen = {COMPARATORS[sign](a, b) for a in points(x) for b in points(y)}
    verdict = iv.compared(sign, x, y)
    if verdict is not None:
        assert seen == {verdict}
    elif None not in (*x, *y):
        # Of two single points that are equal the sample holds one pair only, and that is decided.
        assert seen == {True, False}


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
