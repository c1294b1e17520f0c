"""Rounding to the fen, or as roughly as a law says, and fen as yuan."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from subsidies.ruleset.amount_models import RoundingModel
from subsidies.types.numbers import Exact
from subsidies.types.units import FEN_PER_YUAN

STEPS: Final = {
    "fen": 1,
    "jiao": FEN_PER_YUAN // 10,
    "yuan": FEN_PER_YUAN,
    "ten_yuan": 10 * FEN_PER_YUAN,
    "hundred_yuan": 100 * FEN_PER_YUAN,
}
"""How many fen there are in what an amount may be rounded to."""


def rounded(fen: Exact, rounding: RoundingModel | None) -> int:
    """An amount in fen, to the fen and half up unless the clause says otherwise."""
    if rounding is None and type(fen) is int:
        return fen
    step = STEPS[rounding.to] if rounding else 1
    mode = rounding.mode if rounding else "half_up"
    steps = Fraction(fen) / step
    if mode == "down":
        return math.floor(steps) * step
    if mode == "up":
        return math.ceil(steps) * step
    return math.floor(steps + Fraction(1, 2)) * step


def yuan(fen: Exact) -> Decimal:
    """An amount in fen as exact yuan with two decimals."""
    return _yuan(fen if isinstance(fen, int) else rounded(fen, None))


@lru_cache(maxsize=4096)
def _yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


Yuan = tuple[Decimal, Decimal | None]
"""At least and at most, in yuan; None without upper end."""


def ends_in_yuan(fen: tuple[int, int | None]) -> Yuan:
    """Both ends of a sum that is held in fen."""
    low, high = fen
    return yuan(low), in_yuan(high)


def in_yuan(fen: int | None) -> Decimal | None:
    """Fen as yuan; None stays None."""
    return None if fen is None else yuan(fen)
