"""The world that law and cases share: words, places and rates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from subsidies.arithmetic.intervals import Interval
from subsidies.types.sorts import Type
from subsidies.vocabulary.jurisdictions import Jurisdictions
from subsidies.vocabulary.rates import RateTable
from subsidies.vocabulary.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """What rulesets are checked against and cases are read with; it knows no policy."""

    vocabulary: Vocabulary
    jurisdictions: Jurisdictions
    rates: Mapping[str, RateTable] = field(default_factory=dict)

    @property
    def rate_types(self) -> dict[str, Type]:
        """The type of each rate, for checking expressions."""
        return {name: rate.type for name, rate in self.rates.items()}

    def rate(self, name: str, place: Interval, on: Interval) -> Interval:
        """A figure set outside the documents, for a place (its span) on a day (its number); unknown where nothing covers it."""
        return self.rates[name].at(place, on)
