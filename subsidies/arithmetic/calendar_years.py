"""Rules on intervals for what happens within a calendar year: the result may rise and fall with the year or with a day.

Each gives the least and the greatest of what the days and years inside can give, never more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from subsidies.arithmetic import dates
from subsidies.arithmetic.intervals import End, Interval

FIRST_YEAR = dates.year_of(dates.EARLIEST)
LAST_YEAR = dates.year_of(dates.LATEST)


def _or(end: End, day: int) -> int:
    return day if end is None else int(end)


def months_of_year_within(arguments: Sequence[Interval]) -> Interval:
    """Never below 0 or above 12, however little is known of the days."""
    year, start, until, end = arguments
    first, after, last = _or(start[0], dates.EARLIEST), _or(until[1], dates.LATEST), _or(end[1], dates.LATEST)
    low_year, high_year = _or(year[0], FIRST_YEAR), _or(year[1], LAST_YEAR)
    # More and more months of a year lie in a spell until it fills the year, then fewer: the most in the years at its ends, the
    # least in the years farthest from it.
    spell = (dates.year_of(first), dates.year_of(min(after - 1, last)))
    near = {spell[0], spell[0] + 1, spell[1] - 1, spell[1], low_year, high_year}
    most = max(dates.months_of_year_within(y, first, after, last) for y in near if low_year <= y <= high_year)
    if None in (*year, start[1], until[0], end[0]):
        return 0, most
    surely = int(start[1] or 0), int(until[0] or 0), int(end[0] or 0)
    return min(dates.months_of_year_within(y, *surely) for y in (low_year, high_year)), most


def years_completed_in(arguments: Sequence[Interval]) -> Interval:
    """1 where every year and day inside completes one, 0 where none does."""
    year, start, until = arguments
    return int(_always_completed(year, start, until[0])), int(_ever_completed(year, start, until[1]))


def _ever_completed(year: Interval, start: Interval, until: End) -> bool:
    last_year = _or(year[1], LAST_YEAR)
    if until is not None:
        last_year = min(last_year, dates.year_of(int(until)))
    # In a year before that of ``until`` every last day counts; the later the year, the more days it can have begun on.
    years = (item for item in (last_year, last_year - 1) if item >= _or(year[0], FIRST_YEAR))
    return any(_earliest_end(item, start, until) for item in years)


def _earliest_end(year: int, start: Interval, until: End) -> bool:
    """Whether any start leads to a last day in the year, and not after ``until``."""
    first = _or(start[0], dates.EARLIEST)
    last = min(_or(start[1], dates.LATEST), date(year, 1, 1).toordinal())
    # The later in a year it began, the later a year of it ends, except for 1 January: the year after that ends on 31 December.
    starts = (first, _second_of_january(first))
    ends = [dates.year_full_on(year, item) for item in starts if item <= last]
    return any(end is not None and (until is None or end <= until) for end in ends)


def _second_of_january(day: int) -> int:
    """The first 2 January that is no earlier than a day."""
    this_year = date(dates.year_of(day), 1, 2)
    return (this_year if this_year.toordinal() >= day else this_year.replace(year=this_year.year + 1)).toordinal()


def _always_completed(year: Interval, start: Interval, until: End) -> bool:
    if None in (*year, *start) or until is None:
        return False
    first, last = _or(start[0], 0), _or(start[1], 0)
    new_year = date(dates.year_of(last), 1, 1).toordinal()
    starts = {last, max(first, new_year) if new_year <= last else last}
    ends = (dates.year_full_on(_or(item, 0), day) for item in year for day in starts)
    return all(end is not None and end <= until for end in ends)
