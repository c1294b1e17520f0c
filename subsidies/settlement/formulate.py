"""From claims to candidates and bounds: which awards compete under which limit, after prior awards."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from subsidies.amount import rounded
from subsidies.settlement.already_paid import MonthsDue, Paid, is_about, months_due
from subsidies.settlement.claims import Claim
from subsidies.settlement.earlier_awards import ALL, AwardsByClause, earlier_awards
from subsidies.settlement.formulation import Formulation
from subsidies.settlement.limit_bounds import LimitBounds
from subsidies.settlement.periods import once_for_a_period, once_for_all_versions, the_highest_alone
from subsidies.settlement.plan import RulePlan, SettlingPlan
from subsidies.stacking.problem import Bound, Candidate


def formulate(claims: Sequence[Claim], plan: SettlingPlan, env: Any) -> Formulation:
    """Candidates and bounds for the claims of a law; ``env`` is what its closures read."""
    found = Formulation(claims)
    lineage = [plan.lineage_of[claim.plan.ref] for claim in claims]
    of_clause: dict[RulePlan, list[int]] = {}
    for i, claim in enumerate(claims):
        of_clause.setdefault(claim.plan, []).append(i)
    priors = earlier_awards(env.question, plan.lineages)
    awards = AwardsByClause(priors)
    limits = [limit for limit in plan.limits if any(clause in of_clause for clause in limit.clauses)]
    bounds = LimitBounds(found, plan, env, lineage, of_clause, priors)
    others = bounds.under_other_grounds(limits)
    paid = [
        [*(Paid(award, is_about(award, claim)) for award in awards.of(claim, lineage[i])), *others.get(i, ())]
        for i, claim in enumerate(claims)
    ]
    if env.question.prior_awards is None or priors:
        counted = [limit for limit in limits if not limit.plans[-1].rule.same]
        limited = {i for limit in counted for clause in limit.clauses for i in of_clause.get(clause, ())}
        for i in range(len(claims)):
            once_for_a_period(found, i, paid[i], env.question, i in limited)
    once_for_all_versions(found, lineage)
    bounds.add_all(limits)
    # Of limits that say the same, what the law says of it comes first.
    the_highest_alone(found)
    months = [months_due(claim, paid[i], env) for i, claim in enumerate(claims)]
    vague = [i for i, due in enumerate(months) if due.vague]
    found.vague_months = {
        i: [one.award.award for one in paid[i] if one.same is not False and not one.hangs_on_keys] for i in vague
    }
    found.vague_keys = {i: dict.fromkeys(key for one in paid[i] if one.same is None for key in one.keys) for i in vague}
    found.a_month = _parts_of_a_month(found.bounds, months)
    if found.a_month > 1:
        found.bounds = [_in_parts(bound, found.a_month) if bound.measure == "months" else bound for bound in found.bounds]
    found.candidates = [_candidate(found, i, months[i]) for i in range(len(claims))]
    bounds.add_those_without_figure()
    return found


def _candidate(found: Formulation, i: int, months: MonthsDue) -> Candidate:
    claim = found.claims[i]
    low: int = 0
    high: int | None = 0
    band = False
    if claim.is_money:
        amount = claim.amounts[0]
        least, most = amount.figure if claim.is_alone else (amount.low, amount.high)
        low = int(least or 0)
        high = None if most is None else int(most)
        band = "band" in amount.cause and "unknown" not in amount.cause and low != high
        if claim.is_by_the_month and claim.plan.months is not None:
            low = rounded(low * Fraction(months.low), None)
            high = None if high is None or months.high >= ALL else rounded(high * Fraction(months.high), None)
            band = band and months.low == months.high
    if i in found.unknown_keys or i in found.unknown_priors:
        # It may hold, and prevail over another, without anything being sure of it.
        low = 0
    shortest, longest = [value if value >= ALL else value * found.a_month for value in (months.low, months.high)]
    return Candidate(
        claim.plan.rule.id,
        claim.subject.id,
        found.is_certain(i),
        low,
        high,
        int(shortest),
        int(longest),
        tuple(found.prevailing.get(i, {}).values()),
        band,
    )


def _parts_of_a_month(bounds: Sequence[Bound], months: Sequence[MonthsDue]) -> int:
    """The number of parts of a month that makes whole numbers of all months."""
    ends = [end for bound in bounds if bound.measure == "months" for end in (bound.low, bound.high) if end is not None]
    return math.lcm(*[end.denominator for end in ends], *[end.denominator for due in months for end in (due.low, due.high)])


def _in_parts(bound: Bound, parts: int) -> Bound:
    return bound._replace(
        low=None if bound.low is None else int(bound.low * parts), high=None if bound.high is None else int(bound.high * parts)
    )
