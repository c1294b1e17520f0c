"""Which months of the year claims are for, where they say so, and how many these are together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from subsidies.arithmetic.dates import EARLIEST, LATEST
from subsidies.settlement.claims import Claim

Months = frozenset[int]
"""Months of a year, 1 to 12."""
NO_MONTH: Months = frozenset()
EVERY_MONTH: Months = frozenset(range(1, 13))


def months_of(claim: Claim, env: Any) -> tuple[Months, Months]:
    """The months of the assessed year that a claim is surely for, and those it may be for; all of them where it does not say."""
    if claim.plan.spell is None:
        return NO_MONTH, EVERY_MONTH
    year, *spell = (item(env, claim.subject, None) for item in claim.plan.spell)
    (start_low, start_high), (until_low, until_high), (end_low, end_high) = spell
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


def months_together(claims: Iterable[Claim], env: Any) -> tuple[int, int]:
    """How many months some claims are for together, a month that several are for counted once: surely, and at most."""
    sure: set[int] = set()
    maybe: set[int] = set()
    for claim in claims:
        own, possible = months_of(claim, env)
        sure |= own
        maybe |= possible
    return len(sure), len(maybe)
