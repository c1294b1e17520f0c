"""What prior awards used up: of an amount that grows within its period, and of a limit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from subsidies.case.entities import PriorAward
from subsidies.settlement.claims import Claim
from subsidies.settlement.plan import AllowancePlan, LimitPlan, RulePlan

ALL: Final = 1 << 60
"""What an award of which the amount or the months are not known may have used: more than there is of anything."""


def taken(claim: Claim, priors: Iterable[tuple[PriorAward, RulePlan]], year: int) -> tuple[int, int]:
    """What was paid before for a claim in its period, at least and at most (fen)."""
    rule, subject = claim.plan.rule, claim.subject
    low = high = 0
    for award, clause in priors:
        if clause is claim.plan and award.subject.index == subject.index:
            same = True if rule.every == "once" or award.year == year else None if award.year is None else False
            if same is not False:
                high += ALL if award.amount is None else award.amount
                low += 0 if same is None or award.amount is None else award.amount
    return low, high


def counted(limit: LimitPlan, clause: RulePlan, award: PriorAward, group: tuple[str, ...], env: Any) -> bool | None:
    """Whether a prior award used up something of a limit in a group; None where that is not known."""
    found = limit.group(clause, award.subject, award.year)
    if any(value is not None and value != own for value, own in zip(found, group, strict=True)):
        return False
    exempt = limit.exempt(clause, env, award.subject)
    if exempt is True:
        return False
    return None if exempt is None or None in found else True


def used(award: PriorAward, allowance: AllowancePlan) -> tuple[int, int]:
    """What a prior award used up, at least and at most; an unknown amount may have used all."""
    if allowance.measure == "yuan":
        return (0, ALL) if award.amount is None else (award.amount, award.amount)
    if allowance.measure == "months":
        return (0, ALL) if award.months is None else (award.months, award.months)
    return 1, 1
