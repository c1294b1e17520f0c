"""The condition language: a whitelisted subset of Python expressions, checked for types and units, as typed nodes."""

from subsidies.expression.check import Checked, Scope, check
from subsidies.expression.types import BOOL, DATE, PLACE, TEXT, Sort, Type, number
from subsidies.expression.units import Unit

__all__ = ["BOOL", "DATE", "PLACE", "TEXT", "Checked", "Scope", "Sort", "Type", "Unit", "check", "number"]
