"""Days from one day to another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest
from typing import Final

ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """Days from ``start`` to ``end`` inclusive; ``end`` None is open."""

    start: date
    end: date | None

    def minus(self, other: Days) -> list[Days]:
        """What is left of these days without the others."""
        left: list[Days] = []
        if other.end is not None and (self.end is None or other.end < self.end):
            left.append(Days(max(self.start, date.fromordinal(other.end.toordinal() + 1)), self.end))
        if other.start > self.start:
            before = date.fromordinal(other.start.toordinal() - 1)
            left.append(Days(self.start, before if self.end is None else min(self.end, before)))
        if other.end is not None and other.end < self.start:
            return [self]
        return left


@dataclass(frozen=True, slots=True)
class Band:
    """Qualifying days (or calendar years, as the days of them) that are decided for questions put on some days."""

    asked: Days
    within: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class Governed:
    """What a version decides: by the day of the question and the qualifying day, and by the day of the question and the year.

    The second is for rules that have no qualifying day of their own. Bands follow one another; there is none for days on which
    nothing is decided. ``supersedes`` names the versions whose place it takes, by way of others too.
    """

    days: tuple[Band, ...]
    years: tuple[Band, ...]
    supersedes: tuple[str, ...] = ()


def joined(spans: Iterable[Days]) -> tuple[Days, ...]:
    """Spans in order that do not overlap, with neighbours made one."""
    found: list[Days] = []
    for span in spans:
        last = found[-1] if found else None
        if last is not None and last.end is not None and last.end + ONE_DAY == span.start:
            found[-1] = Days(last.start, span.end)
        else:
            found.append(span)
    return tuple(found)


def between(starts: Iterable[date]) -> list[Days]:
    """The spans that begin on some days, each to the day before the next; the last is open."""
    days = sorted(set(starts))
    ends = [day - ONE_DAY for day in days[1:]]
    return [Days(start, end) for start, end in zip_longest(days, ends)]
