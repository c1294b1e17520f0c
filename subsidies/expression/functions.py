"""The fixed set of functions and constants of the expression language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from subsidies.expression.nodes import DateFunction
from subsidies.types.sorts import DATE, Type, number
from subsidies.types.units import CALENDAR_YEAR, DAY, MONTH, YEAR, Unit

CONSTANTS: Final[dict[str, tuple[int, Unit]]] = {
    "MONTHS_PER_YEAR": (12, Unit((("month", 1), ("year", -1)))),
}


@dataclass(frozen=True, slots=True)
class Signature:
    """Argument types and result of a date function."""

    name: DateFunction
    arguments: tuple[Type, ...]
    result: Type


DATE_FUNCTIONS: Final[dict[str, Signature]] = {
    item.name: item
    for item in (
        Signature("add_months", (DATE, number(MONTH)), DATE),
        Signature("add_days", (DATE, number(DAY)), DATE),
        Signature("first_of_month", (DATE,), DATE),
        Signature("last_of_month", (DATE,), DATE),
        Signature("year_of", (DATE,), number(CALENDAR_YEAR)),
        Signature("years_between", (DATE, DATE), number(YEAR)),
        Signature("months_between", (DATE, DATE), number(MONTH)),
        Signature("days_between", (DATE, DATE), number(DAY)),
        Signature("months_of_year_within", (number(CALENDAR_YEAR), DATE, DATE, DATE), number(MONTH)),
    )
}
AGGREGATES: Final = ("any", "all", "count", "sum", "avg", "min", "max")
