"""Functions of dates on intervals of day numbers (``date.toordinal``); every one is monotone in each argument."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Final

from subsidies.arithmetic.intervals import ANY, Interval
from subsidies.types.numbers import Exact

EARLIEST: Final = date(1800, 1, 1).toordinal()
LATEST: Final = date(9998, 12, 31).toordinal()
"""What ``ongoing`` stands for; a day this late is treated as never."""


def _clamped(day: Exact) -> date:
    return date.fromordinal(min(max(int(day), EARLIEST), LATEST))


@lru_cache(maxsize=4096)
def add_months(day: int, months: int) -> int:
    """The same day ``months`` later, or the last day of that month where it has none such."""
    start = _clamped(day)
    index = start.year * 12 + start.month - 1 + months
    year, month = divmod(index, 12)
    if year > 9998:
        return LATEST
    if year < 1800:
        return EARLIEST
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1])).toordinal()


@lru_cache(maxsize=4096)
def first_of_month(day: int) -> int:
    return _clamped(day).replace(day=1).toordinal()


@lru_cache(maxsize=4096)
def last_of_month(day: int) -> int:
    start = _clamped(day)
    return start.replace(day=calendar.monthrange(start.year, start.month)[1]).toordinal()


@lru_cache(maxsize=4096)
def year_of(day: int) -> int:
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


def years_between(start: int, end: int) -> int:
    """Full years (周岁), reached on the anniversary, and for 29 February on 28 February of other years."""
    if end < start:
        return -years_between(end, start)
    return months_between(start, end) // 12


def months_of_year_within(year: int, start: int, until: int, end: int) -> int:
    """Calendar months of a year touched from ``start`` up to but not including ``until``, and up to ``end`` inclusive."""
    first = max(_month_index(start), year * 12)
    last = min(_month_index(until - 1), _month_index(end), year * 12 + 11)
    return max(0, last - first + 1)


def exactly(function: str) -> Callable[..., int]:
    """A date function on single days, as :func:`call` applies it to the ends."""
    return _EXACT[function]


def call(function: str, arguments: list[Interval]) -> Interval:
    """A date function on intervals; each end comes from the ends of the arguments by the direction of monotony."""
    if function in ("first_of_month", "last_of_month", "year_of"):
        ((low, high),) = arguments
        plain: Callable[[int], int] = {
            "first_of_month": first_of_month,
            "last_of_month": last_of_month,
            "year_of": year_of,
        }[function]
        return None if low is None else plain(int(low)), None if high is None else plain(int(high))
    if function == "add_months":
        (a, b), (c, d) = arguments
        return (
            None if a is None or c is None else add_months(int(a), int(c)),
            None if b is None or d is None else add_months(int(b), int(d)),
        )
    if function == "add_days":
        (a, b), (c, d) = arguments
        return (
            None if a is None or c is None else int(a + c),
            None if b is None or d is None else int(b + d),
        )
    if function == "months_of_year_within":
        return _months_within(arguments)
    (a, b), (c, d) = arguments
    between: Callable[[int, int], int] = {
        "years_between": years_between,
        "months_between": months_between,
        "days_between": lambda start, end: end - start,
    }[function]
    return (
        None if b is None or c is None else between(int(b), int(c)),
        None if a is None or d is None else between(int(a), int(d)),
    )


def _months_within(arguments: list[Interval]) -> Interval:
    year, start, until, end = arguments
    if year == ANY or year[0] is None or year[0] != year[1]:
        return 0, 12
    assessed = int(year[0])
    low = 0
    if start[1] is not None and until[0] is not None and end[0] is not None:
        low = months_of_year_within(assessed, int(start[1]), int(until[0]), int(end[0]))
    first = EARLIEST if start[0] is None else int(start[0])
    after = LATEST if until[1] is None else int(until[1])
    last = LATEST if end[1] is None else int(end[1])
    return low, months_of_year_within(assessed, first, after, last)


_EXACT: Final[dict[str, Callable[..., int]]] = {
    "first_of_month": first_of_month,
    "last_of_month": last_of_month,
    "year_of": year_of,
    "add_months": add_months,
    "add_days": lambda day, days: day + days,
    "years_between": years_between,
    "months_between": months_between,
    "days_between": lambda start, end: end - start,
    "months_of_year_within": months_of_year_within,
}
