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
from subsidies.settlement.month_limits import share_out
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
from subsidies.stacking.part import part_of
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
        candidates, bounds = part_of(formulation.candidates, own, members)
        firsts = [min(months_of(claim, env)[0], default=1) for claim in together]
        try:
            shared = share_out(candidates, bounds, firsts)
        except CrossingCaps as crossing:
            # Caps nest in each file: only those of two versions of a policy can cross, in a case that both decide.
            left, right = (limit.id for limit in (crossing.limit_a, crossing.limit_b) if isinstance(limit, LimitRef))
            raise UsageError(Finding("caps_cross", context={"left": left, "right": right})) from None
        candidates, solution = shared.candidates, shared.solution
        found = outcomes(solution, members, formulation)
        outcome = [found[i]._replace(months=shared.months.get(j) if found[i].paid else None) for j, i in enumerate(members)]
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
            allowances = (*short.get(i, ()), *unknown_allowances(formulation, i, "awards", "persons", "subjects", "months"))
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
    found: list[Total] = []
    for period, own in periods.items():
        now = _payable(candidates, bounds, {i: settled[i].paid for i in own})
        low, high = solution.low, solution.high
        if len(periods) > 1:
            low, high = now[0], solve(*part_of(candidates, bounds, own)).high
        elif high is not None:
            now = now[0], high if now[1] is None else min(high, now[1])
        found.append(_total((low, high), now, period, claims, settled, own))
    return tuple(found)


def _payable(
    candidates: list[Candidate], bounds: list[Bound], paid: Mapping[int, tuple[int, int | None] | None]
) -> tuple[int, int | None]:
    """What the awards come to that are payable now: where caps are shared, less at most than each of them may get."""
    amounts = {i: ends for i, ends in paid.items() if ends is not None}
    if any(low != high for low, high in amounts.values()) and any(bound.measure == "yuan" for bound in bounds):
        found = solve(*part_of(candidates, bounds, sorted(amounts)))
        return found.low, found.high
    highs = [high for _, high in amounts.values()]
    return sum(low for low, _ in amounts.values()), None if None in highs else sum(high for high in highs if high is not None)


def _total(
    most: tuple[int, int | None],
    now: tuple[int, int | None],
    period: Every,
    claims: Sequence[Claim],
    settled: Sequence[Settled],
    own: Sequence[int],
) -> Total:
    money = [(claims[i], settled[i]) for i in own]
    # Who has been paid already has no part in what is left, unless nobody else has.
    sharing = [claim for claim, one in money if one.excluded is None or not one.excluded.is_already_paid]
    payees = tuple(dict.fromkeys(name for claim in sharing or [claim for claim, _ in money] for name in payee_ids(claim)))
    counted = [(claim, one) for claim, one in money if one.excluded is None]
    paid: dict[RulesetRef, list[tuple[int, int | None]]] = {}
    for claim, one in counted:
        paid.setdefault(claim.plan.ref.ruleset, []).extend([one.paid] if one.paid is not None else [])
    return Total(
        money[0][0].plan.ref.kind,
        payees,
        period,
        *_in_yuan(most),
        *_in_yuan(now),
        any("band" in claim.amounts[0].cause for claim, _ in counted),
        any(one.paid is None or one.open.allowances or "unknown" in claim.amounts[0].cause for claim, one in counted),
        tuple(Part(ref, *_sum(amounts)) for ref, amounts in paid.items()),
    )


def _in_yuan(ends: tuple[int, int | None]) -> tuple[Decimal, Decimal | None]:
    return yuan(ends[0]), in_yuan(ends[1])


def _sum(amounts: Iterable[tuple[int, int | None]]) -> tuple[Decimal, Decimal | None]:
    """Sums of fen as yuan, None without upper end."""
    low, high = 0, 0
    unbounded = False
    for least, most in amounts:
        low += least
        unbounded = unbounded or most is None
        high += most or 0
    return yuan(low), None if unbounded else yuan(high)
