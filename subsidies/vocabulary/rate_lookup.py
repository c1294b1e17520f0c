"""Which figure set outside the documents counts for a place on a day; unknown where nothing covers it, and never zero.

What an office or a case states comes before the tables of the law.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Final, NamedTuple

from subsidies.arithmetic import intervals as iv
from subsidies.arithmetic.intervals import Interval
from subsidies.reprs import one_line
from subsidies.types.numbers import Exact
from subsidies.vocabulary.rates import RateEntry, RateTable, StatedRates

UNKNOWN_RATE: Final[Interval] = (0, None)
Entries = Sequence[RateEntry]


@one_line
class RateUse(NamedTuple):
    """An entry that was looked up for a figure, and who states it (None: the law's own table)."""

    name: str
    entry: RateEntry
    stated: StatedRates | None


def figure(layers: Sequence[Entries], place: Interval, on: Interval) -> Interval:
    """The figure for a place on a day: that of the first layer which covers it, there of the smallest place, or unknown.

    Where the place or the day is one of several, all the figures that one of them may have; unknown where one of them has none.
    """
    found = taken(layers, place, on)
    if found is None:
        return UNKNOWN_RATE
    figures: list[Interval] = [(entry.figure, entry.figure) for _, entry in found]
    return reduce(iv.hull, figures)


def taken(layers: Sequence[Entries], place: Interval, on: Interval) -> list[tuple[int, RateEntry]] | None:
    """The entries that give the figure, each with the number of its layer; None where it is unknown."""
    low, high = place
    first, last = on
    if low is None or high is None or first is None:
        return None
    days = {int(first)}
    if first != last:
        changes = (day for entries in layers for entry in entries for day in entry.changes)
        days |= {day for day in changes if first < day and (last is None or day <= last)}
    found: list[tuple[int, RateEntry]] = []
    for day in sorted(days):
        own = _on(layers, low, high, day)
        if own is None:
            return None
        found += own
    return found


def _on(layers: Sequence[Entries], low: Exact, high: Exact, day: int) -> list[tuple[int, RateEntry]] | None:
    """The entries of one day: of each place inside, and of the smallest around all of it."""
    found: list[tuple[int, RateEntry]] = []
    for layer, entries in enumerate(layers):
        in_force = [entry for entry in entries if entry.is_on(day)]
        found += [(layer, entry) for entry in in_force if low <= entry.span[0] and entry.span[1] <= high]
        covering = [entry for entry in in_force if entry.span[0] <= low and high <= entry.span[1]]
        if covering:
            # What lies in a layer below is nowhere taken: this one covers every part of the place.
            return [*found, (layer, min(covering, key=lambda entry: entry.span[1] - entry.span[0]))]
    return None


def reaches(layers: Sequence[Entries], place: Interval, on: Interval) -> bool:
    """Whether there is a figure for some part of a place on some day of an interval of days."""
    low, high = place
    first, last = on
    return any(
        (high is None or entry.span[0] <= high)
        and (low is None or low <= entry.span[1])
        and (last is None or entry.days.start.toordinal() <= last)
        and (first is None or entry.days.end is None or first <= entry.days.end.toordinal())
        for entries in layers
        for entry in entries
    )


class RateLookup:
    """The figures that count for one question, and which of them were looked up."""

    def __init__(self, tables: Mapping[str, RateTable], stated: Sequence[StatedRates]) -> None:
        """``stated`` come before the ``tables`` of the law, the first before the others."""
        self.tables = tables
        self.stated = stated
        self._layers: dict[str, list[Entries]] = {}
        self._asked: dict[tuple[str, Interval, Interval], None] = {}

    def __call__(self, name: str, place: Interval, on: Interval) -> Interval:
        """A figure for a place (its span) on a day (its number); unknown where nothing covers it."""
        self._asked[name, place, on] = None
        return figure(self.layers(name), place, on)

    def layers(self, name: str) -> list[Entries]:
        """What is stated of a figure, and then the entries of the law's table where there is one."""
        if name not in self._layers:
            own = self.tables[name].entries if name in self.tables else ()
            self._layers[name] = [*(stated.entries.get(name, ()) for stated in self.stated), own]
        return self._layers[name]

    def reaches(self, name: str, place: Interval, on: Interval) -> bool:
        """Whether there is a figure for some part of a place on some day."""
        return reaches(self.layers(name), place, on)

    def used(self) -> tuple[RateUse, ...]:
        """The entries looked up so far: whatever is not among them cannot have changed an answer. In order of names and days."""
        found: dict[tuple[str, int, RateEntry], None] = {}
        for name, place, on in self._asked:
            for layer, entry in taken(self.layers(name), place, on) or ():
                found[name, layer, entry] = None
        in_order = sorted(found, key=lambda one: (one[0], one[2].place, one[2].days.start, one[1]))
        return tuple(RateUse(name, entry, (*self.stated, None)[layer]) for name, layer, entry in in_order)
