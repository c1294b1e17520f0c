"""Figures set outside the documents, such as the minimum wage: dated tables by place, unknown where nothing covers the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Annotated

from pydantic import Field, model_validator

from subsidies.arithmetic import intervals as iv
from subsidies.arithmetic.day_spans import Days
from subsidies.arithmetic.intervals import Interval
from subsidies.errors import Finding, RulesetError, suggestion
from subsidies.files.schema import Closed, Label, Number, SchemaVersion, Text, refusal, validated
from subsidies.files.source import Source, dotted
from subsidies.types.numbers import Exact, scaled
from subsidies.types.sorts import Type, number
from subsidies.types.units import Unit
from subsidies.vocabulary.jurisdictions import Jurisdictions
from subsidies.vocabulary.models import UnitText

UNKNOWN_RATE: Interval = (0, None)


class RateEntryModel(Closed):
    """One figure for a place from a day on (inclusive) to a day (inclusive; open without)."""

    place: Text
    from_: Annotated[date, Field(alias="from")]
    to: date | None = None
    value: Number
    source: Text

    @model_validator(mode="after")
    def _consistent(self) -> RateEntryModel:
        if self.to is not None and self.to < self.from_:
            raise refusal("bad_interval", start=str(self.from_), to=str(self.to))
        if self.value < 0:
            raise refusal("out_of_range", found=str(self.value), low="0", high="∞")
        return self


class RateModel(Closed):
    """The whole of a rate file."""

    schema_version: SchemaVersion
    label: Label
    unit: UnitText
    entries: list[RateEntryModel]


@dataclass(frozen=True, slots=True)
class RateTable:
    """A rate table."""

    name: str
    label: Label
    type: Type
    entries: tuple[tuple[tuple[int, int], Days, Exact, str], ...]
    """Place span, days, figure in the engine's scale, source."""
    digest: str

    def at(self, place: Interval, on: Interval) -> Interval:
        """The figure for a place on a day: the one of the smallest place that covers it, or unknown.

        Where the day is one of several, all the figures that one of them may have; unknown where one of them has none.
        """
        low, high = place
        first = on[0]
        if low is None or high is None or first is None:
            return UNKNOWN_RATE
        changes = {day for _, days, _, _ in self.entries for day in _changes(days)} if first != on[1] else ()
        among = {int(first), *(day for day in changes if first < day and (on[1] is None or day <= on[1]))}
        figures = [self._on(low, high, day) for day in among]
        return reduce(iv.hull, figures) if UNKNOWN_RATE not in figures else UNKNOWN_RATE

    def _on(self, low: Exact, high: Exact, day: int) -> Interval:
        """The figure for a place, or all those of the places that it may be, on one day."""
        in_force = [
            (span, figure)
            for span, days, figure, _ in self.entries
            if days.start.toordinal() <= day and (days.end is None or day <= days.end.toordinal())
        ]
        covering = [(last - first, figure) for (first, last), figure in in_force if first <= low and high <= last]
        if not covering:
            return UNKNOWN_RATE
        inside: list[Interval] = [(figure, figure) for (first, last), figure in in_force if low <= first and last <= high]
        figure = min(covering)[1]
        return reduce(iv.hull, [*inside, (figure, figure)])

    def reaches(self, place: Interval, on: Interval) -> bool:
        """Whether there is a figure for some part of a place on some day of an interval of days."""
        low, high = place
        first, last = on
        return any(
            (high is None or start <= high)
            and (low is None or low <= end)
            and (last is None or days.start.toordinal() <= last)
            and (first is None or days.end is None or first <= days.end.toordinal())
            for (start, end), days, _, _ in self.entries
        )


def _changes(days: Days) -> tuple[int, ...]:
    """The days from which an entry counts, and no longer counts."""
    start = days.start.toordinal()
    return (start,) if days.end is None else (start, days.end.toordinal() + 1)


def load_rate(name: str, source: Source, jurisdictions: Jurisdictions) -> RateTable:
    """Check a rate table.

    Raises :class:`RulesetError` with all findings.
    """
    model, found = validated(RateModel, source)
    if model is None:
        raise RulesetError(found)
    type_ = number(Unit.parse(model.unit) or Unit())
    entries: list[tuple[tuple[int, int], Days, Exact, str]] = []
    covered: dict[str, list[Days]] = {}
    for index, entry in enumerate(model.entries):
        path = ("entries", index)
        if entry.place not in jurisdictions:
            found.append(
                Finding(
                    "unknown_jurisdiction",
                    source.position((*path, "place")),
                    dotted((*path, "place")),
                    {"found": entry.place},
                    suggestion=suggestion(entry.place, jurisdictions.spans),
                )
            )
            continue
        days = Days(entry.from_, entry.to)
        for other in covered.setdefault(entry.place, []):
            if days.minus(other) != [days]:
                found.append(
                    Finding(
                        "rates_overlap",
                        source.position(path),
                        dotted(path),
                        {"place": entry.place, "found": str(max(days.start, other.start))},
                    )
                )
        covered[entry.place].append(days)
        entries.append((jurisdictions.spans[entry.place], days, scaled(entry.value, type_), entry.source))
    if found:
        raise RulesetError(found)
    return RateTable(name, model.label, type_, tuple(entries), source.digest)
