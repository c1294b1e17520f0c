"""From claims to what is payable: limits applied, the best combination chosen, totals made. Nothing that comes in is changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from subsidies.amount import in_yuan, yuan
from subsidies.ruleset.references import LimitRef
from subsidies.settlement.claims import Claim
from subsidies.settlement.formulation import Formulation, formulate
from subsidies.settlement.list_limits import used_up
from subsidies.settlement.plan import SettlingPlan
from subsidies.settlement.still_open import maybe_exempt, unknown_allowances, vague_priors
from subsidies.settlement.values import UNKNOWN_PAYEE, Combination, Exclusion, Settled, Settlement, StillOpen, Total
from subsidies.stacking.connected import connected
from subsidies.stacking.problem import Bound, Candidate, Solution
from subsidies.stacking.solver import solve


def settle(claims: Sequence[Claim], plan: SettlingPlan, env: Any) -> Settlement:
    """Settle the claims of a whole law; ``env`` is what the closures of the plan read.

    Where limits leave a choice, earlier claims come first.
    """
    formulation = formulate(claims, plan, env)
    settled: dict[int, Settled] = {}
    combinations: list[Combination] = []
    for members in components(formulation):
        candidates, bounds = restricted(formulation, members)
        solution = solve(candidates, bounds)
        outcome = outcomes(solution, members, formulation)
        together = [claims[i] for i in members]
        settled |= {claim.place: outcome[i] for i, claim in zip(members, together, strict=True)}
        total = total_of(solution, together, [outcome[i] for i in members])
        places = tuple([claim.place for claim in together])
        combinations.append(Combination(places, tuple(candidates), tuple(bounds), solution, total))
    return Settlement(settled, tuple(used_up(formulation, settled, env)), tuple(combinations))


def components(formulation: Formulation) -> list[list[int]]:
    """Candidates that must be settled together: those that share a bound, a precedence, or a ruleset, kind and payees."""
    tied: list[Sequence[int]] = [bound.members for bound in formulation.bounds]
    tied += [(i, *candidate.prevailed_by) for i, candidate in enumerate(formulation.candidates) if candidate.prevailed_by]
    alike: dict[Any, list[int]] = {}
    for i, claim in enumerate(formulation.claims):
        alike.setdefault((claim.plan.ref.ruleset, claim.plan.ref.kind, payee_ids(claim)), []).append(i)
    return connected(len(formulation.candidates), [*tied, *alike.values()])


def payee_ids(claim: Claim) -> tuple[str, ...]:
    """Ids of the payees; ``?`` for one that is unknown."""
    return tuple([UNKNOWN_PAYEE if payee is None else payee.id for payee in claim.payees])


def restricted(formulation: Formulation, members: Sequence[int]) -> tuple[list[Candidate], list[Bound]]:
    """The part of a formulation about some candidates, numbered from zero."""
    if len(members) == len(formulation.candidates):
        return formulation.candidates, formulation.bounds
    new = {old: i for i, old in enumerate(members)}
    candidates = [
        one._replace(prevailed_by=tuple([new[j] for j in one.prevailed_by])) if one.prevailed_by else one
        for one in (formulation.candidates[i] for i in members)
    ]
    bounds = [
        one._replace(members=tuple([new[i] for i in one.members]), maybe_exempt=frozenset([new[i] for i in one.maybe_exempt]))
        for one in formulation.bounds
        if one.members and one.members[0] in new
    ]
    return candidates, bounds


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


def total_of(solution: Solution, claims: Sequence[Claim], settled: Sequence[Settled]) -> Total | None:
    """The total of a component, where it is about money; a component has one kind."""
    money = [(claim, one) for claim, one in zip(claims, settled, strict=True) if claim.payees and claim.is_money]
    if not money:
        return None
    # Who has been paid already has no part in what is left, unless nobody else has.
    sharing = [claim for claim, one in money if one.excluded is None or not one.excluded.is_already_paid]
    payees = tuple(dict.fromkeys(name for claim in sharing or [claim for claim, _ in money] for name in payee_ids(claim)))
    paid = [one.paid for _, one in money if one.paid is not None]
    highs = [high for _, high in paid]
    counted = [(claim, one) for claim, one in money if one.excluded is None]
    return Total(
        money[0][0].plan.ref.kind,
        payees,
        yuan(solution.low),
        in_yuan(solution.high),
        yuan(sum(low for low, _ in paid)),
        None if None in highs else in_yuan(sum(high for high in highs if high is not None)),
        any("band" in claim.amounts[0].cause for claim, _ in counted),
        any(one.paid is None or one.open.allowances or "unknown" in claim.amounts[0].cause for claim, one in counted),
    )
