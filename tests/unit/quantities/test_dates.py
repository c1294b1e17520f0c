"""Rules of dates on single days: month ends, leap years, counting of months."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidies.arithmetic import dates
from subsidies.arithmetic.dates import (
    EARLIEST,
    LATEST,
    add_months,
    full_months,
    months_between,
    months_of_year_within,
    period_end,
    years_between,
    years_completed_in,
)

DAYS = st.integers(date(1950, 1, 1).toordinal(), date(2050, 12, 31).toordinal())
MONTHS = st.integers(-600, 600)


def d(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        ("2023-01-31", 1, "2023-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-03-31", -1, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2023-05-31", 0, "2023-05-31"),
        ("2023-12-15", 1, "2024-01-15"),
        ("2023-01-15", -1, "2022-12-15"),
    ],
)
def test_months_end_where_the_month_ends(day: str, months: int, result: str) -> None:
    assert add_months(d(day), months) == d(result)


def test_days_beyond_the_calendar_stop_at_its_ends() -> None:
    assert add_months(LATEST, 1) == LATEST
    assert add_months(d("2023-01-01"), 12 * 9000) == LATEST
    assert add_months(d("2023-01-01"), -12 * 300) == EARLIEST


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        ("2000-02-29", "2001-02-27", 0),
        ("2000-02-29", "2001-02-28", 1),
        ("2000-02-29", "2004-02-28", 3),
        ("2000-02-29", "2004-02-29", 4),
        ("1990-05-10", "2023-05-09", 32),
        ("1990-05-10", "2023-05-10", 33),
        ("2023-05-10", "2023-05-10", 0),
        ("2023-05-10", "2022-05-10", -1),
    ],
)
def test_full_years_are_reached_on_the_anniversary(born: str, on: str, years: int) -> None:
    assert years_between(d(born), d(on)) == years


@settings(max_examples=100)
@given(DAYS, DAYS)
def test_full_months_are_as_many_as_can_be_added(start: int, end: int) -> None:
    start, end = min(start, end), max(start, end)
    months = months_between(start, end)
    assert add_months(start, months) <= end < add_months(start, months + 1)
    assert months_between(end, start) == -months
    assert years_between(start, end) == months // 12


@settings(max_examples=100)
@given(DAYS, MONTHS)
def test_adding_months_lands_in_that_month_on_that_day_or_its_last(day: int, months: int) -> None:
    start, end = date.fromordinal(day), date.fromordinal(add_months(day, months))
    assert end.year * 12 + end.month == start.year * 12 + start.month + months
    assert end.day == min(start.day, calendar.monthrange(end.year, end.month)[1])


@settings(max_examples=100)
@given(DAYS)
def test_first_and_last_day_of_a_month(day: int) -> None:
    first, last = (date.fromordinal(item(day)) for item in (dates.first_of_month, dates.last_of_month))
    assert first.day == 1
    assert (last + timedelta(days=1)).day == 1
    assert first <= date.fromordinal(day) <= last
    assert last - first < timedelta(days=31)


YEAR_DAYS = st.integers(date(2021, 10, 1).toordinal(), date(2024, 3, 31).toordinal())


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([2022, 2023]), YEAR_DAYS, YEAR_DAYS, YEAR_DAYS)
def test_months_of_a_year_are_those_with_a_day_in_the_spell(year: int, start: int, until: int, end: int) -> None:
    spell = (date.fromordinal(day) for day in range(start, min(until, end + 1)))
    assert months_of_year_within(year, start, until, end) == len({day.month for day in spell if day.year == year})


@settings(max_examples=100)
@given(DAYS, st.integers(1, 600))
def test_a_period_ends_before_the_next_begins(day: int, months: int) -> None:
    first, last = date.fromordinal(day), date.fromordinal(period_end(day, months))
    month = date.fromordinal(add_months(day, months))
    after = last + timedelta(days=1)
    if calendar.monthrange(month.year, month.month)[1] >= first.day:
        assert after == month
        assert after.day == first.day
    else:
        assert last == month
        assert after.day == 1


@settings(max_examples=100)
@given(DAYS, st.integers(-500, 3000))
def test_full_months_of_a_spell_are_the_longest_period_that_fits(first: int, days: int) -> None:
    last = first + days
    months = full_months(first, last)
    assert months == 0 or period_end(first, months) <= last
    assert period_end(first, months + 1) > last


def test_a_period_that_never_begins_or_ends_has_no_last_day() -> None:
    assert period_end(LATEST, 12) == LATEST
    assert period_end(d("2023-01-01"), 12 * 9000) == LATEST


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([2022, 2023, 2024]), YEAR_DAYS, YEAR_DAYS)
def test_a_full_year_counts_where_its_last_day_lies(year: int, start: int, until: int) -> None:
    ends = [date.fromordinal(period_end(start, 12 * number)) for number in range(1, 10)]
    counted = [day for day in ends if day.year == year and day.toordinal() <= until]
    assert years_completed_in(year, start, until) == len(counted)
