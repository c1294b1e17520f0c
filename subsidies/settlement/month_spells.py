"""Which months of the year claims are for, where they say so, and how many these are together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from subsidies.arithmetic.dates import EARLIEST, LATEST
from subsidies.case.entities import PriorAward
from subsidies.settlement.claims import Claim

Months = frozenset[int]
"""Months of a year, 1 to 12."""
NO_MONTH: Months = frozenset()
EVERY_MONTH: Months = frozenset(range(1, 13))


def months_of(claim: Claim, env: Any) -> tuple[Months, Months]:
    """The months of the assessed year that a claim is surely for, and those it may be for; all of them where it does not say."""
    spell = None if claim.plan.spell is None else claim.plan.spell.read(env, claim.subject)
    if spell is None:
        return NO_MONTH, EVERY_MONTH
    year, (start_low, start_high), (until_low, until_high), (end_low, end_high) = spell
    assessed = int(year[0] or env.question.year)
    sure = NO_MONTH
    if start_high is not None and until_low is not None and end_low is not None:
        sure = _touched(assessed, int(start_high), min(int(until_low) - 1, int(end_low)))
    ends = [int(until_high) - 1 if until_high is not None else LATEST, int(end_high) if end_high is not None else LATEST]
    return sure, _touched(assessed, EARLIEST if start_low is None else int(start_low), min(ends))


def _touched(year: int, first: int, last: int) -> Months:
    """The months of a year with a day from ``first`` to ``last``."""
    begin, end = max(first, date(year, 1, 1).toordinal()), min(last, date(year, 12, 31).toordinal())
    if last < first or end < begin:
        return NO_MONTH
    return frozenset(range(date.fromordinal(begin).month, date.fromordinal(end).month + 1))


def months_given(award: PriorAward, year: int) -> tuple[Months, int]:
    """The months of a year that an award is known to be for, and of how many more it may be that do not say which they are."""
    if award.month is not None and award.year is not None:
        first = 12 * (award.year - year) + award.month
        return EVERY_MONTH & set(range(first, first + (1 if award.months is None else award.months))), 0
    if award.year not in (None, year):
        return NO_MONTH, 0
    return NO_MONTH, len(EVERY_MONTH) if award.months is None else min(award.months, len(EVERY_MONTH))


def months_together(sure: Iterable[tuple[Months, int]], maybe: Iterable[tuple[Months, int]]) -> tuple[int, int]:
    """How many months of a year are touched by what surely counts, and at most by all that may.

    Each has the months it is for, and how many more it is for that do not say which they are. A month that several are for counts
    once.
    """
    touched: set[int] = set()
    least = 0
    for months, more in sure:
        touched |= months
        least = max(least, more)
    reached: set[int] = set()
    beyond = 0
    for months, more in maybe:
        reached |= months
        beyond += more
    return max(len(touched), least), min(len(EVERY_MONTH), len(reached) + beyond)
