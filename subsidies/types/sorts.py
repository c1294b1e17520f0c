"""Types of facts and expressions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from typing import Final

from subsidies.errors.finding import Phrase
from subsidies.i18n import N_
from subsidies.types.units import RATIO, Unit


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


NAMES: Final = {
    Sort.NUMBER: Phrase(N_("number")),
    Sort.DATE: Phrase(N_("date")),
    Sort.BOOL: Phrase(N_("truth value")),
    Sort.ENUM: Phrase(N_("enum value")),
    Sort.TEXT: Phrase(N_("text")),
    Sort.PLACE: Phrase(N_("place")),
}
IN_UNIT: Final = N_("number in {unit}")
FOLLOWED: Final = N_("{one}, {other}")


def named(type_: Type) -> str:
    """What a message calls a type."""
    return Phrase(IN_UNIT, unit=str(type_.unit)) if type_.sort is Sort.NUMBER else NAMES[type_.sort]


def listed(types: Sequence[Type]) -> str:
    """Several types in a message."""
    return reduce(lambda one, other: Phrase(FOLLOWED, one=one, other=other), (named(item) for item in types))


BOOL: Final = Type(Sort.BOOL)
DATE: Final = Type(Sort.DATE)
PLACE: Final = Type(Sort.PLACE)
TEXT: Final = Type(Sort.TEXT)


def number(unit: Unit) -> Type:
    """The type of a number in a unit."""
    return Type(Sort.NUMBER, unit)
