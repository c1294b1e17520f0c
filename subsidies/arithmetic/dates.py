"""Rules of dates on day numbers (``date.toordinal``); how intervals go through them stands in the table of date functions.

``EARLIEST`` and ``LATEST`` stand for every day beyond them wherever a month or a year is looked up.
"""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache
from typing import Final

from subsidies.types.numbers import Exact

EARLIEST: Final = date(1800, 1, 1).toordinal()
LATEST: Final = date(9998, 12, 31).toordinal()
"""What ``ongoing`` stands for: a last day that has not come."""
NEVER: Final = LATEST + 1
"""What ``never`` stands for: the day of what has not happened, after every last day, that of what is ongoing too."""


def _clamped(day: Exact) -> date:
    return date.fromordinal(min(max(int(day), EARLIEST), LATEST))


@lru_cache(maxsize=4096)
def add_months(day: int, months: Exact) -> int:
    """The same day so many full ``months`` later, or the last day of that month where it has none such."""
    start = _clamped(day)
    index = start.year * 12 + start.month - 1 + int(months)
    year, month = divmod(index, 12)
    if year > 9998:
        return LATEST
    if year < 1800:
        return EARLIEST
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1])).toordinal()


@lru_cache(maxsize=4096)
def period_end(start: int, months: Exact) -> int:
    """The last day of a period of so many full ``months``, ``start`` being its first: the day before the corresponding day, or
    the last day of that month where it has no corresponding day."""
    first = _clamped(start)
    corresponding = add_months(start, months)
    if corresponding in (EARLIEST, LATEST):
        return corresponding
    return corresponding - 1 if date.fromordinal(corresponding).day == first.day else corresponding


def add_days(day: int, days: int) -> int:
    """The day so many ``days`` later."""
    return day + days


@lru_cache(maxsize=4096)
def first_of_month(day: int) -> int:
    """The first day of the month of a day."""
    return _clamped(day).replace(day=1).toordinal()


@lru_cache(maxsize=4096)
def last_of_month(day: int) -> int:
    """The last day of the month of a day."""
    start = _clamped(day)
    return start.replace(day=calendar.monthrange(start.year, start.month)[1]).toordinal()


@lru_cache(maxsize=4096)
def year_of(day: int) -> int:
    """The calendar year of a day."""
    return _clamped(day).year


@lru_cache(maxsize=4096)
def _month_index(day: int) -> int:
    moment = _clamped(day)
    return moment.year * 12 + moment.month - 1


def months_between(start: int, end: int) -> int:
    """Full months from one day to another; negative when the end comes first."""
    if end < start:
        return -months_between(end, start)
    months = _month_index(end) - _month_index(start)
    return months - 1 if add_months(start, months) > end else months


def full_months(first: int, last: int) -> int:
    """Full months from a first to a last day, both counted; 0 where the last comes first."""
    months = _month_index(last) - _month_index(first) + 1
    while months > 0 and period_end(first, months) > last:
        months -= 1
    return max(0, months)


def years_between(start: int, end: int) -> int:
    """Full years (周岁), reached on the anniversary, and for 29 February on 28 February of other years."""
    if end < start:
        return -years_between(end, start)
    return months_between(start, end) // 12


def days_between(start: int, end: int) -> int:
    """Days from one day to another; negative when the end comes first."""
    return end - start


def months_of_year_within(year: int, start: int, until: int, end: int) -> int:
    """Calendar months of a year touched from ``start`` up to but not including ``until``, and up to ``end`` inclusive; 0 for a
    spell that ends before it starts."""
    last_day = min(until - 1, end)
    if last_day < start:
        return 0
    first = max(_month_index(start), year * 12)
    last = min(_month_index(last_day), year * 12 + 11)
    return max(0, last - first + 1)


def year_full_on(year: int, start: int) -> int | None:
    """The day in a calendar year on which a full year of what began on ``start`` ends; None where none does."""
    first = _clamped(start)
    ended = year - first.year + (first.month == 1 and first.day == 1)
    return period_end(start, 12 * ended) if ended > 0 else None


def years_completed_in(year: int, start: int, until: int) -> int:
    """Full years of what began on ``start`` whose last day lies in a calendar year and not after ``until``: 0 or 1."""
    last_day = year_full_on(year, start)
    return int(last_day is not None and last_day <= until)
