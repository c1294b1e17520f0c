"""What is due: an exact interval with its bound, unit and cause. Nothing here is a float."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from subsidies.arithmetic.intervals import End, Interval
from subsidies.case.entities import Entity
from subsidies.files.schema import Label
from subsidies.quantities.compile import Quantity
from subsidies.ruleset.amount_models import RoundingModel
from subsidies.ruleset.rules import AmountRule, BoundKind
from subsidies.types.numbers import Exact
from subsidies.types.units import FEN_PER_YUAN, YUAN, Unit

Cause = Literal["exact", "band", "unknown", "band_and_unknown"]
"""Why an interval is not one number: the law leaves a range, a fact is missing, or both."""


class Amount(NamedTuple):
    """An amount in the engine's scale (fen for yuan); None is an open end.

    ``before_rounding`` keeps the exact interval where rounding changed it.
    """

    bound: BoundKind
    low: End
    high: End
    unit: Unit
    cause: Cause
    label: Label | None = None
    set_by: Label | None = None
    before_rounding: Interval | None = None
    counted_in: Label | None = None

    @property
    def is_money(self) -> bool:
        return self.unit is YUAN or self.unit == YUAN


def evaluate(rule: AmountRule, least: Quantity | None, most: Quantity | None, env: Any, subject: Entity) -> Amount:
    """The amount of a rule for a subject; ``least`` and ``most`` are the closures of its ends."""
    if least is None or most is None:
        return Amount("unspecified", 0, None, rule.unit, "band", rule.label, rule.set_by)
    first = least(env, subject, None)
    last = first if most is least else most(env, subject, None)
    unknown = first[0] is None or first[0] != first[1] or last[0] != last[1]
    low, high = first[0], last[1]
    if rule.bound == "ceiling":
        low = 0
    elif rule.bound == "floor":
        high = None
    if low is not None and high is not None and low > high:
        low, high = high, low
    band = rule.bound in ("ceiling", "floor", "band")
    cause: Cause = "band_and_unknown" if band and unknown else "band" if band else "unknown" if unknown else "exact"
    rounded = _rounded(low, rule), _rounded(high, rule)
    before = None if rounded == (low, high) else (low, high)
    return Amount(rule.bound, *rounded, rule.unit, cause, rule.label, rule.set_by, before, rule.counted_in)


def _rounded(value: End, rule: AmountRule) -> End:
    if value is None or (type(value) is int and rule.rounding is None) or rule.unit != YUAN:
        return value
    return rounded(value, rule.rounding)


def rounded(fen: Exact, rounding: RoundingModel | None) -> int:
    """An amount in fen, to the fen and half up unless the clause says otherwise."""
    if rounding is None and type(fen) is int:
        return fen
    step = FEN_PER_YUAN if rounding and rounding.to == "yuan" else 1
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


def in_yuan(fen: int | None) -> Decimal | None:
    """Fen as yuan; None stays None."""
    return None if fen is None else yuan(fen)
