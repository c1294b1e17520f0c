"""From claims to what is payable: limits applied, the best combination chosen, totals made. Nothing that comes in is changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from subsidies.amount import in_yuan, yuan
from subsidies.errors import Finding, UsageError
from subsidies.ruleset.models import Every
from subsidies.ruleset.references import LimitRef, RulesetRef
from subsidies.settlement.claims import Claim
from subsidies.settlement.formulation import Formulation, formulate
from subsidies.settlement.list_limits import used_up
from subsidies.settlement.month_limits import cut
from subsidies.settlement.month_spells import months_of
from subsidies.settlement.plan import SettlingPlan
from subsidies.settlement.still_open import maybe_exempt, unknown_allowances, vague_priors
from subsidies.settlement.values import (
    UNKNOWN_PAYEE,
    Combination,
    Exclusion,
    Part,
    Settled,
    Settlement,
    StillOpen,
    Total,
)
from subsidies.stacking.connected import connected
from subsidies.stacking.problem import Bound, Candidate, CrossingCaps, Solution
from subsidies.stacking.solver import solve


def settle(claims: Sequence[Claim], plan: SettlingPlan, env: Any) -> Settlement:
    """Settle the claims of a whole law; ``env`` is what the closures of the plan read.

    Where limits leave a choice, earlier claims come first.

    Raises :class:`UsageError` where caps in yuan that two versions of a policy have in one case cross.
    """
    formulation = formulate(claims, plan, env)
    settled: dict[int, Settled] = {}
    combinations: list[Combination] = []
    for members in components(formulation):
        together = [claims[i] for i in members]
        places = sorted({place for i in members for place in formulation.over.get(i, ())})
        own = [formulation.bounds[place] for place in places]
        candidates, bounds = restricted(formulation.candidates, own, members)
        firsts = [min(months_of(claim, env)[0], default=1) for claim in together]
        try:
            candidates, months = cut(candidates, bounds, firsts)
            solution = solve(candidates, bounds)
        except CrossingCaps as crossing:
            # Caps nest in each file: only those of two versions of a policy can cross, in a case that both decide.
            left, right = (limit.id for limit in (crossing.limit_a, crossing.limit_b) if isinstance(limit, LimitRef))
            raise UsageError(Finding("caps_cross", context={"left": left, "right": right})) from None
        found = outcomes(solution, members, formulation)
        outcome = [found[i]._replace(months=months.get(j) if found[i].paid else None) for j, i in enumerate(members)]
        settled |= {claim.place: one for claim, one in zip(together, outcome, strict=True)}
        totals = totals_of(solution, candidates, bounds, together, outcome)
        tallies = tuple([formulation.tallies[place] for place in places])
        of_claims = tuple([claim.place for claim in together])
        combinations.append(Combination(of_claims, tuple(candidates), tuple(bounds), solution, totals, tallies))
    return Settlement(settled, tuple(used_up(formulation, settled, env)), tuple(combinations))


def components(formulation: Formulation) -> list[list[int]]:
    """Candidates that must be settled together: those that share a bound or a precedence."""
    tied: list[Sequence[int]] = [bound.members for bound in formulation.bounds]
    tied += [(i, *candidate.prevailed_by) for i, candidate in enumerate(formulation.candidates) if candidate.prevailed_by]
    return connected(len(formulation.candidates), tied)


def payee_ids(claim: Claim) -> tuple[str, ...]:
    """Ids of the payees; ``?`` for one that is unknown."""
    return tuple([UNKNOWN_PAYEE if payee is None else payee.id for payee in claim.payees])


def restricted(candidates: list[Candidate], bounds: list[Bound], members: Sequence[int]) -> tuple[list[Candidate], list[Bound]]:
    """The part of a problem about some candidates, numbered from zero."""
    if len(members) == len(candidates):
        return candidates, bounds
    new = {old: i for i, old in enumerate(members)}
    return (
        [
            one._replace(prevailed_by=tuple([new[j] for j in one.prevailed_by if j in new])) if one.prevailed_by else one
            for one in (candidates[i] for i in members)
        ],
        [_bound_of(one, new) for one in bounds if any(i in new for i in one.members)],
    )


def _bound_of(bound: Bound, new: Mapping[int, int]) -> Bound:
    """A bound over those of its members that are kept."""
    kept = [place for place, i in enumerate(bound.members) if i in new]
    return bound._replace(
        members=tuple([new[bound.members[place]] for place in kept]),
        persons=tuple([bound.persons[place] for place in kept]) if bound.persons else (),
        maybe_exempt=frozenset([new[i] for i in bound.maybe_exempt if i in new]),
    )


def outcomes(solution: Solution, members: Sequence[int], formulation: Formulation) -> dict[int, Settled]:
    """What became of each member by the solution, and what is unknown of the limits that may decide it."""
    found: dict[int, Settled] = {}
    short: dict[int, tuple[tuple[LimitRef, Any], ...]] = {}
    for award in solution.chosen:
        i = members[award.candidate]
        allowances = unknown_allowances(formulation, i, "yuan") if award.low != award.high else ()
        priors = award.low != award.high and vague_priors(formulation, i)
        if (allowances or priors) and not award.low:
            short[i] = allowances
            continue
        found[i] = Settled((award.low, award.high), None, StillOpen(priors, allowances))
    for number, bound in solution.excluded.items():
        limit = bound.limit
        assert isinstance(limit, LimitRef)
        found[members[number]] = Settled(None, Exclusion(limit, bound.group, bound.measure))
    for i in members:
        if i not in found:
            priors = i in formulation.unknown_priors or vague_priors(formulation, i)
            allowances = (*short.get(i, ()), *unknown_allowances(formulation, i, "awards", "persons", "months"))
            found[i] = Settled(None, None, StillOpen(priors, allowances, maybe_exempt(formulation, i)))
    return found


def totals_of(
    solution: Solution,
    candidates: list[Candidate],
    bounds: list[Bound],
    claims: Sequence[Claim],
    settled: Sequence[Settled],
) -> tuple[Total, ...]:
    """The totals of a component, as far as it is about money: one for each period; a component has one kind."""
    periods: dict[Every, list[int]] = {}
    for i, claim in enumerate(claims):
        if claim.payees and claim.is_money:
            periods.setdefault(claim.period, []).append(i)
    if len(periods) == 1:
        return tuple(_total(solution.low, solution.high, period, claims, settled, own) for period, own in periods.items())
    found: list[Total] = []
    for period, own in periods.items():
        least = sum(paid[0] for paid in (settled[i].paid for i in own) if paid is not None)
        most = solve(*restricted(candidates, bounds, own)).high
        found.append(_total(least, most, period, claims, settled, own))
    return tuple(found)


def _total(
    low: int, high: int | None, period: Every, claims: Sequence[Claim], settled: Sequence[Settled], own: Sequence[int]
) -> Total:
    money = [(claims[i], settled[i]) for i in own]
    # Who has been paid already has no part in what is left, unless nobody else has.
    sharing = [claim for claim, one in money if one.excluded is None or not one.excluded.is_already_paid]
    payees = tuple(dict.fromkeys(name for claim in sharing or [claim for claim, _ in money] for name in payee_ids(claim)))
    counted = [(claim, one) for claim, one in money if one.excluded is None]
    paid: dict[RulesetRef, list[tuple[int, int | None]]] = {}
    for claim, one in counted:
        paid.setdefault(claim.plan.ref.ruleset, []).extend([one.paid] if one.paid is not None else [])
    now = _sum(amounts for own in paid.values() for amounts in own)
    return Total(
        money[0][0].plan.ref.kind,
        payees,
        period,
        yuan(low),
        in_yuan(high),
        *now,
        any("band" in claim.amounts[0].cause for claim, _ in counted),
        any(one.paid is None or one.open.allowances or "unknown" in claim.amounts[0].cause for claim, one in counted),
        tuple(Part(ref, *_sum(amounts)) for ref, amounts in paid.items()),
    )


def _sum(amounts: Iterable[tuple[int, int | None]]) -> tuple[Decimal, Decimal | None]:
    """Sums of fen as yuan, None without upper end."""
    low, high = 0, 0
    unbounded = False
    for least, most in amounts:
        low += least
        unbounded = unbounded or most is None
        high += most or 0
    return yuan(low), None if unbounded else yuan(high)
