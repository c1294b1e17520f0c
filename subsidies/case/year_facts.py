"""Months and days of the assessed year: there are never more of them than the year had begun by the day of the question."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from subsidies.arithmetic.intervals import Interval
from subsidies.case.forms import ends
from subsidies.case.spells import key_of, named, stated
from subsidies.errors import Finding
from subsidies.files.source import DataPath, Source, dotted
from subsidies.types.numbers import scaled
from subsidies.types.units import DAY, MONTH, Unit
from subsidies.vocabulary import FactType, Vocabulary

COUNTED: Final[dict[Unit, str]] = {MONTH: "months", DAY: "days"}
"""The units of which a year has only so many."""


def begun(unit: Unit, year: int, on: date) -> int:
    """How many months or days of a year have begun by a day, that day included."""
    last = min(on, date(year, 12, 31))
    if last.year < year:
        return 0
    return last.month if unit == MONTH else (last - date(year, 1, 1)).days + 1


def range_of(fact: FactType, year: int, on: date) -> Interval:
    """What an unknown number can be on a day; one that is counted within a year is bounded by what has begun of it."""
    if not _is_counted(fact):
        return fact.low, fact.high
    most = scaled(begun(fact.type.unit, year, on), fact.type)
    high = most if fact.high is None else min(fact.high, most)
    return fact.low, high if fact.low is None else max(fact.low, high)


def beyond_the_day(model: Any, source: Source, vocabulary: Vocabulary, year: int, on: date) -> Iterator[Finding]:
    """Facts of a case that say more months or days of a year than had begun by the day of the question."""
    for entity in vocabulary.entities.values():
        for index, row in enumerate(getattr(model, entity.list) or ()):
            for fact in filter(_is_counted, named(row, entity)):
                (value, _), most = ends(stated(row, fact)), begun(fact.type.unit, year, on)
                if value is not None and not isinstance(value, str) and value > most:
                    path: DataPath = (entity.list, index, key_of(row, fact))
                    context = {"fact": fact.name, "found": str(value), "year": str(year), "on": str(on)}
                    kind = f"{COUNTED[fact.type.unit]}_not_begun"
                    yield Finding(kind, source.position(path), dotted(path), context, allowed=f"0 – {most}" if most else "0")


def _is_counted(fact: FactType) -> bool:
    return fact.model.per == "year" and fact.type.unit in COUNTED
