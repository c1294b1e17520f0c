"""Exact numbers: whole where they are whole, fractions otherwise, in the engine's scale."""

from __future__ import annotations

from fractions import Fraction

from subsidies.types.sorts import Sort, Type

Exact = int | Fraction


def exact(value: Exact) -> Exact:
    """The same number, as an int where it is whole."""
    if type(value) is Fraction and value.denominator == 1:
        return value.numerator
    return value


def scaled(value: object, type_: Type) -> Exact:
    """A number as written in a file, in the engine's exact scale (fen for money)."""
    over, under = type_.unit.scale if type_.sort is Sort.NUMBER else (1, 1)
    return exact(Fraction(str(value)) * Fraction(over, under))
