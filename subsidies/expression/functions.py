"""The fixed set of constants and functions of the expression language."""

from __future__ import annotations

from typing import Final

from subsidies.arithmetic.date_functions import DateFunction
from subsidies.expression import nodes as n
from subsidies.types.units import Unit

CONSTANTS: Final[dict[str, tuple[int, Unit]]] = {
    "MONTHS_PER_YEAR": (12, Unit((("month", 1), ("year", -1)))),
}
AGGREGATES: Final = ("any", "all", "count", "sum", "avg", "min", "max")
EXTREMES: Final = ("min", "max")
ROUNDINGS: Final = ("floor", "ceil")


def date_call(function: DateFunction, *arguments: n.Node) -> n.DateCall:
    """A call of a function of dates; the arguments are of the types it takes."""
    return n.DateCall(function.result, function.name, arguments)
