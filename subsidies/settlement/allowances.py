"""How much a limit allows in a group: its figures, those of several versions, and for each month that awards are for together."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from subsidies.amount import rounded
from subsidies.case.entities import Entity
from subsidies.settlement.plan import AllowancePlan, LimitPlan
from subsidies.types.numbers import Exact

Months = Callable[[], tuple[int, int]]
"""How many months of the year a group is for together, at least and at most."""


def allowed(
    measure: str, read: Sequence[tuple[LimitPlan, Entity]], env: Any, months: Months
) -> tuple[Exact | None, Exact | None]:
    """How much there may be (whole numbers but for months; fen for yuan): of several versions the smaller surely, the larger
    possibly.

    ``read`` are the versions that bind somebody in the group, each with an entity to read its figures from.
    """
    lows: list[Exact | None] = []
    highs: list[Exact | None] = []
    for plan, subject in read:
        allowance = next((item for item in plan.allowances if item.measure == measure), None)
        low, high = (None, None) if allowance is None else _figure(allowance, subject, env, months)
        lows.append(low)
        highs.append(high)
    stated = [low for low in lows if low is not None]
    most = [high for high in highs if high is not None]
    return min(stated) if stated else None, max(most) if len(most) == len(highs) else None


def _figure(allowance: AllowancePlan, subject: Entity, env: Any, months: Months) -> tuple[Exact, Exact | None]:
    """The figure of one version, its parts added up exactly and rounded once."""
    low: Exact = 0
    high: Exact | None = 0
    for item in allowance.figures:
        least, most = item(env, subject, None)
        low += least or 0
        high = None if high is None or most is None else high + most
    if allowance.a_month:
        least_months, most_months = months()
        low *= least_months
        high = None if high is None else high * most_months
    return _whole(low, allowance), None if high is None else _whole(high, allowance)


def _whole(value: Exact, allowance: AllowancePlan) -> Exact:
    """An allowance: yuan rounded to the fen as amounts are, months as they are, what is counted as far as it goes."""
    if allowance.measure == "yuan":
        return rounded(value, None)
    return value if allowance.measure == "months" else math.floor(value)
