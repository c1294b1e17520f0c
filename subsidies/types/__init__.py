"""What values are: sorts, units with exponents, exact numbers. Nothing converts by itself."""

from subsidies.types.numbers import Exact, exact, scaled
from subsidies.types.sorts import BOOL, DATE, PLACE, TEXT, Sort, Type, number
from subsidies.types.units import Unit

__all__ = ["BOOL", "DATE", "PLACE", "TEXT", "Exact", "Sort", "Type", "Unit", "exact", "number", "scaled"]
