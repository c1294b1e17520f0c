"""The condition language: a whitelisted subset of Python expressions, checked for types and units, as typed nodes."""

from subsidies.expression.check import Checked, Scope, check

__all__ = ["Checked", "Scope", "check"]
