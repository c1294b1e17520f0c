"""Units as products of base units with exponents; no conversion happens unless a rule says how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

BASE_UNITS: Final = ("yuan", "month", "year", "day", "count", "mu", "calendar_year")
FEN_PER_YUAN: Final = 100


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of base units: ``(("yuan", 1), ("year", -1))`` is yuan per year; no factor is a ratio."""

    factors: tuple[tuple[str, int], ...] = ()

    @classmethod
    def parse(cls, text: str) -> Unit | None:
        """Read ``yuan``, ``yuan/month`` or ``ratio``; None when a part is no base unit."""
        exponents: dict[str, int] = {}
        for index, part in enumerate(text.split("/")):
            if part == "ratio":
                continue
            if part not in BASE_UNITS:
                return None
            exponents[part] = exponents.get(part, 0) + (-1 if index else 1)
        return cls._of(exponents)

    @classmethod
    def _of(cls, exponents: dict[str, int]) -> Unit:
        return cls(tuple(sorted((name, power) for name, power in exponents.items() if power)))

    def times(self, other: Unit, sign: int = 1) -> Unit:
        """The unit of a product (``sign=1``) or a quotient (``sign=-1``)."""
        exponents = dict(self.factors)
        for name, power in other.factors:
            exponents[name] = exponents.get(name, 0) + sign * power
        return self._of(exponents)

    @property
    def scale(self) -> tuple[int, int]:
        """Numerator and denominator of the factor from this unit to the engine's, where money counts in fen."""
        power = dict(self.factors).get("yuan", 0)
        return (FEN_PER_YUAN**power, 1) if power >= 0 else (1, FEN_PER_YUAN**-power)

    def __str__(self) -> str:
        over = [name for name, power in self.factors for _ in range(power)]
        under = [name for name, power in self.factors for _ in range(-power)]
        return "/".join(["*".join(over) or ("1" if under else "ratio"), *under])


RATIO: Final = Unit()
YUAN: Final = Unit((("yuan", 1),))
MONTH: Final = Unit((("month", 1),))
YEAR: Final = Unit((("year", 1),))
DAY: Final = Unit((("day", 1),))
COUNT: Final = Unit((("count", 1),))
CALENDAR_YEAR: Final = Unit((("calendar_year", 1),))
