"""Cutting a fact at thresholds: every value that a case can state lies in one piece, and no threshold divides a piece."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.arithmetic.intervals import Interval
from subsidies.catalogue import Catalogue
from subsidies.quantities.thresholds import pieces
from subsidies.types.numbers import Exact, exact

VOCABULARY = Catalogue(Path(__file__).parents[2] / "good" / "catalogue").world.vocabulary
MONTHS = VOCABULARY.fact("person", "months")
COURSES = VOCABULARY.fact("person", "courses")
INSURED = VOCABULARY.fact("person", "insured")
BORN = VOCABULARY.fact("person", "born")
DAY = date(2000, 1, 1).toordinal()


@pytest.mark.parametrize(
    ("within", "thresholds", "found"),
    [
        ((0, 100), [], [(0, 100)]),
        ((0, 100), [3], [(0, 2), (3, 3), (4, 100)]),
        ((0, 100), [3, 4], [(0, 2), (3, 3), (4, 4), (5, 100)]),
        ((0, 100), [4, 3, 4], [(0, 2), (3, 3), (4, 4), (5, 100)]),
        ((0, 100), [0, 100], [(0, 0), (1, 99), (100, 100)]),
        ((0, 100), [-1, 101], [(0, 100)]),
        ((0, None), [3], [(0, 2), (3, 3), (4, None)]),
        ((None, None), [3], [(None, 2), (3, 3), (4, None)]),
        # Between two numbers that a case can state there is no value to stand for.
        ((0, 100), [Fraction(7, 2)], [(0, 3), (4, 100)]),
        ((3, 3), [3], [(3, 3)]),
    ],
)
def test_pieces_of_a_whole_number(within: Interval, thresholds: list[Exact], found: list[Interval]) -> None:
    assert pieces(COURSES, within, thresholds) == found


def test_pieces_of_days_and_of_decimals() -> None:
    assert pieces(BORN, (None, DAY), [DAY - 5]) == [(None, DAY - 6), (DAY - 5, DAY - 5), (DAY - 4, DAY)]
    hundredth = Fraction(1, 100)
    assert pieces(MONTHS, (0, 12), [3]) == [(0, 3 - hundredth), (3, 3), (3 + hundredth, 12)]
    # Years may be stated with months.
    least = Fraction(1, 1200)
    assert pieces(INSURED, (0, 60), [10]) == [(0, 10 - least), (10, 10), (10 + least, 60)]


@given(
    st.tuples(st.integers(-20, 20), st.integers(0, 40)).map(lambda ends: (Fraction(ends[0], 100), Fraction(sum(ends), 100))),
    st.lists(st.integers(-250, 450).map(lambda number: exact(Fraction(number, 1000))), max_size=4),
)
def test_the_pieces_hold_every_value_once_and_compare_alike(within: Interval, thresholds: list[Exact]) -> None:
    found = pieces(MONTHS, within, thresholds)
    for number in range(-30, 70):
        value = Fraction(number, 100)
        holding = [(low, high) for low, high in found if low is not None and high is not None and low <= value <= high]
        assert len(holding) == (within[0] <= value <= within[1])  # type: ignore[operator]
        for low, high in holding:
            for cut in thresholds:
                assert (value < cut) == (low < cut) == (high < cut)
                assert (value > cut) == (low > cut) == (high > cut)
