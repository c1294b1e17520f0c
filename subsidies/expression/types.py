"""Types of facts and expressions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from subsidies.expression.units import RATIO, Unit


class Sort(StrEnum):
    """What a value is, apart from its unit."""

    NUMBER = "number"
    DATE = "date"
    BOOL = "bool"
    ENUM = "enum"
    TEXT = "text"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Type:
    """The type of an expression: its sort, the unit of a number, the values of an enum."""

    sort: Sort
    unit: Unit = RATIO
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.sort is Sort.NUMBER:
            return str(self.unit)
        return self.sort.value


BOOL: Final = Type(Sort.BOOL)
DATE: Final = Type(Sort.DATE)
PLACE: Final = Type(Sort.PLACE)
TEXT: Final = Type(Sort.TEXT)


def number(unit: Unit) -> Type:
    """The type of a number in a unit."""
    return Type(Sort.NUMBER, unit)
