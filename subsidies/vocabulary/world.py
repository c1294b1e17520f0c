"""The world that law and cases share: words, places and rates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from subsidies.reprs import one_line
from subsidies.types.sorts import Type
from subsidies.vocabulary.jurisdictions import Jurisdictions
from subsidies.vocabulary.rate_lookup import RateLookup
from subsidies.vocabulary.rates import RateTable, StatedRates
from subsidies.vocabulary.vocabulary import Vocabulary


@one_line
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

    def lookup(self, stated: Sequence[StatedRates] = ()) -> RateLookup:
        """The figures set outside the documents; ``stated`` come before the tables, the first before the others."""
        return RateLookup(self.rates, stated)
