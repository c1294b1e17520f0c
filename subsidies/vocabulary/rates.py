"""Figures set outside the documents, such as the minimum wage: dated tables by place.

Beside the tables of the law an office may state figures of its own, and so may a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated

from pydantic import Field, model_validator

from subsidies.arithmetic.day_spans import Days
from subsidies.errors import Finding, Position, RulesetError, suggestion
from subsidies.errors.finding import shown
from subsidies.files.days import Day
from subsidies.files.digest import digest_of
from subsidies.files.schema import Closed, Label, Number, SchemaVersion, Text, refusal, validated
from subsidies.files.source import DataPath, Source, dotted
from subsidies.reprs import one_line
from subsidies.types.numbers import Exact, scaled
from subsidies.types.sorts import Type, number
from subsidies.types.units import Unit
from subsidies.vocabulary.jurisdictions import Jurisdictions
from subsidies.vocabulary.models import UnitText


class RateEntryModel(Closed):
    """One figure for a place from a day on (inclusive) to a day (inclusive; open without)."""

    place: Text
    from_: Annotated[Day, Field(alias="from")]
    to: Day | None = None
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


StatedEntries = dict[Text, Annotated[list[RateEntryModel], Field(min_length=1)]]
"""Entries of several figures, by their names."""


class OfficeRatesModel(Closed):
    """The whole of a file in which an office states its figures."""

    schema_version: SchemaVersion
    office: Label
    rates: Annotated[StatedEntries, Field(min_length=1)]


@one_line
@dataclass(frozen=True, slots=True)
class RateEntry:
    """One figure, in the engine's scale, for a place (and the span of it) on some days, with its source."""

    place: str
    span: tuple[int, int]
    days: Days
    figure: Exact
    value: int | Decimal
    """The figure as it is written, in the unit of the table."""
    source: str
    where: Position | None = field(default=None, compare=False)
    path: str = field(default="", compare=False)
    """Where a file says it, by line and by path."""

    def is_on(self, day: int) -> bool:
        """Whether it counts on a day, by its number."""
        return self.days.start.toordinal() <= day and (self.days.end is None or day <= self.days.end.toordinal())

    @property
    def changes(self) -> tuple[int, ...]:
        """The days from which it counts, and no longer counts."""
        start = self.days.start.toordinal()
        return (start,) if self.days.end is None else (start, self.days.end.toordinal() + 1)


@one_line
@dataclass(frozen=True, slots=True)
class RateTable:
    """A rate table."""

    name: str
    label: Label
    type: Type
    entries: tuple[RateEntry, ...]
    digest: str


@one_line
@dataclass(frozen=True, slots=True)
class StatedRates:
    """Figures that an office states, or a case for itself (``office`` is None), by their names; ``digest`` is that of what it
    says."""

    office: Label | None
    digest: str
    entries: Mapping[str, tuple[RateEntry, ...]]


def load_rate(name: str, source: Source, jurisdictions: Jurisdictions) -> RateTable:
    """Check a rate table.

    Raises :class:`RulesetError` with all findings.
    """
    model, found = validated(RateModel, source)
    if model is None:
        raise RulesetError(found)
    type_ = number(Unit.parse(model.unit) or Unit())
    entries, found = _entries(model.entries, source, ("entries",), type_, jurisdictions)
    if found:
        raise RulesetError(found)
    return RateTable(name, model.label, type_, entries, source.digest)


def stated_rates(
    models: StatedEntries,
    office: Label | None,
    source: Source,
    path: DataPath,
    types: Mapping[str, Type],
    jurisdictions: Jurisdictions,
) -> tuple[StatedRates, list[Finding]]:
    """What a file states under a path, and what is wrong with it; ``types`` are those of the figures that may be stated.

    Whether an office may set a figure so is asked of the law that is to decide.
    """
    entries: dict[str, tuple[RateEntry, ...]] = {}
    found: list[Finding] = []
    for name, rows in models.items():
        spot: DataPath = (*path, name)
        if name in types:
            entries[name], wrong = _entries(rows, source, spot, types[name], jurisdictions)
            found += wrong
        else:
            near = suggestion(name, types)
            known = "" if near else ", ".join(types)
            where = source.position(spot, key=True)
            found.append(Finding("unknown_figure", where, dotted(spot), {"found": shown(name)}, known, near))
    # What a case states is the same whether its days are days or text.
    own = {name: [row.model_dump(by_alias=True, exclude_none=True) for row in rows] for name, rows in models.items()}
    said = own if office is None else source.data
    return StatedRates(office, digest_of(said), entries), found


def _entries(
    models: Iterable[RateEntryModel], source: Source, base: DataPath, type_: Type, jurisdictions: Jurisdictions
) -> tuple[tuple[RateEntry, ...], list[Finding]]:
    """The entries of one figure, of which no two may be about one place and day."""
    entries: list[RateEntry] = []
    found: list[Finding] = []
    covered: dict[str, list[Days]] = {}
    for index, entry in enumerate(models):
        path: DataPath = (*base, index)
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
        span, figure = jurisdictions.spans[entry.place], scaled(entry.value, type_)
        spot: DataPath = (*path, "value")
        said = entry.value, entry.source, source.position(spot), dotted(spot)
        entries.append(RateEntry(entry.place, span, days, figure, *said))
    return tuple(entries), found
