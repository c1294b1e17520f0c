"""The amount of a benefit that runs on while a later version changes its figure: in pieces, each by its own figure.

A piece is a month where the clause counts months of the year, and otherwise the month or the year that is asked about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import reduce

from subsidies.amount import Amount, AmountPart, evaluate
from subsidies.arithmetic import intervals as iv
from subsidies.arithmetic.date_functions import MONTHS_OF_YEAR_WITHIN
from subsidies.arithmetic.dates import first_of_month
from subsidies.arithmetic.intervals import Interval
from subsidies.case.entities import Entity
from subsidies.engines.decision import Environment
from subsidies.law.running import Step
from subsidies.quantities.compile import Quantity
from subsidies.settlement.plan import AmountPlan, RulePlan

Share = tuple[RulePlan, Fraction | None]
"""The clause of a version and how much of the whole has its figure; None where that is not known."""


def running_amounts(steps: Sequence[Step], plan: RulePlan, subject: Entity, env: Environment) -> tuple[Amount, ...]:
    """What a clause gives, rounded once; between the figures where it is not known how much falls to which."""
    shares = _shares(steps, plan, subject, env)
    found: list[Amount] = []
    for index, item in enumerate(plan.amounts):
        own = [share.amounts[index] for share, _ in shares]
        if len(own) == 1:
            (one,) = own
            found.append(evaluate(one.rule, one.low, one.high, env, subject, one.parts))
            continue
        ends = _joined_ends([(amount.low, amount.high) for amount in own], shares)
        found.append(evaluate(item.rule, *ends, env, subject, _joined_parts(item, own, shares)))
    return tuple(found)


def _joined_parts(item: AmountPlan, own: Sequence[AmountPlan], shares: Sequence[Share]) -> list[AmountPart]:
    """How much comes from whom; of a part that one of the versions does not tell, nothing is told."""
    found: list[AmountPart] = []
    for rule, *_ in item.parts:
        each = [(low, high) for amount in own for part, low, high in amount.parts if part.label == rule.label]
        if len(each) == len(own):
            found.append((rule, *_joined_ends(each, shares)))
    return found


def _joined_ends(
    ends: Sequence[tuple[Quantity | None, Quantity | None]], shares: Sequence[Share]
) -> tuple[Quantity | None, Quantity | None]:
    least = _joined([low for low, _ in ends], shares)
    return least, least if all(low is high for low, high in ends) else _joined([high for _, high in ends], shares)


def _joined(quantities: Sequence[Quantity | None], shares: Sequence[Share]) -> Quantity | None:
    known = [item for item in quantities if item is not None]
    if len(known) < len(quantities):
        return None

    def quantity(env: Environment, entity: Entity, member: Entity | None) -> Interval:
        values = [item(env, entity, member) for item in known]
        weights = [weight for _, weight in shares if weight is not None]
        if len(weights) < len(values):
            return reduce(iv.hull, values)
        return reduce(iv.plus, [iv.times(value, (weight, weight)) for value, weight in zip(values, weights, strict=True)])

    return quantity


@dataclass(frozen=True, slots=True)
class _Piece:
    """Days that have the figure of one version; None is open. They begin with a month."""

    start: int | None
    end: int | None
    plan: RulePlan

    def meets(self, year: int) -> bool:
        begins = self.start is None or self.start <= date(year, 12, 31).toordinal()
        return begins and (self.end is None or self.end >= date(year, 1, 1).toordinal())


def _pieces(steps: Sequence[Step], plan: RulePlan) -> list[_Piece]:
    found: list[_Piece] = []
    starts = [None, *sorted({step.month for step in steps})]
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        begun = [step.plan for step in steps if start is not None and step.month <= start]
        found.append(_Piece(start, None if following is None else following - 1, begun[-1] if begun else plan))
    return found


def _shares(steps: Sequence[Step], plan: RulePlan, subject: Entity, env: Environment) -> list[Share]:
    pieces = _pieces(steps, plan)
    rule, question = plan.rule, env.question
    if rule.every == "month" and rule.months is None:
        month = first_of_month(question.day)
        return [(next(item.plan for item in reversed(pieces) if item.start is None or item.start <= month), Fraction(1))]
    if rule.months is None:
        first = date(question.year, 1, 1)
        begun = [step.plan for step in steps if rule.every == "year" and step.since <= first]
        return [(begun[-1] if begun else plan, Fraction(1))]
    within = [item for item in pieces if item.meets(question.year)]
    counted = _counted(plan, within, question.year, subject, env)
    parts = [(item.plan, months) for item, months in zip(within, counted, strict=True) if months != (0, 0)]
    # No month at all: whichever figure counts first, nothing is due of it.
    parts = _merged(parts or [(within[0].plan, (1, 1))])
    if len(parts) == 1:
        return [(parts[0][0], Fraction(1))]
    if any(low is None or low != high for _, (low, high) in parts):
        return [(own, None) for own, _ in parts]
    whole = sum(Fraction(months[0] or 0) for _, months in parts)
    return [(own, Fraction(months[0] or 0) / whole) for own, months in parts]


def _merged(parts: Sequence[tuple[RulePlan, Interval]]) -> list[tuple[RulePlan, Interval]]:
    merged: dict[RulePlan, Interval] = {}
    for own, months in parts:
        merged[own] = iv.plus(merged[own], months) if own in merged else months
    return list(merged.items())


def _counted(plan: RulePlan, pieces: Sequence[_Piece], year: int, subject: Entity, env: Environment) -> list[Interval]:
    """How many months of the year fall into each piece."""
    spell = None if plan.spell is None else plan.spell.read(env, subject)
    if spell is None or spell[0] != (year, year):
        return [(0, 12)] * len(pieces)
    assessed, start, until, end = spell
    found: list[Interval] = []
    for piece in pieces:
        first = start if piece.start is None else iv.greatest([start, (piece.start, piece.start)])
        last = end if piece.end is None else iv.least([end, (piece.end, piece.end)])
        found.append(MONTHS_OF_YEAR_WITHIN.over([assessed, first, until, last]))
    return found
