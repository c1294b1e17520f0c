"""What is not known of the limits over a claim, where they may bind it."""

from __future__ import annotations

from subsidies.case.entities import EntityRef
from subsidies.ruleset.references import ClauseRef, LimitRef
from subsidies.settlement.claims import Claim
from subsidies.settlement.formulation import Formulation, Group
from subsidies.stacking.problem import Bound


def maybe_exempt(formulation: Formulation, i: int) -> tuple[tuple[LimitRef, ClauseRef, EntityRef], ...]:
    """The limits that may keep a candidate out, and whose subject, its own or an earlier award's, they may not bind."""
    own = formulation.claims[i]
    found: list[tuple[LimitRef, ClauseRef, EntityRef]] = []
    for place in formulation.over.get(i, ()):
        bound = formulation.bounds[place]
        if may_bind(formulation, bound):
            if i in bound.maybe_exempt:
                found.append((_limit_of(formulation, bound, own), own.plan.ref, own.subject.ref))
            found += formulation.maybe_freed.get(place, ())
    return tuple(found)


def vague_priors(formulation: Formulation, i: int) -> bool:
    """Whether a limit may keep a candidate out because it is not known how much earlier awards have used."""
    return any(
        place in formulation.vague_bounds and may_bind(formulation, formulation.bounds[place])
        for place in formulation.over.get(i, ())
    )


def unknown_allowances(formulation: Formulation, i: int, *measures: str) -> tuple[tuple[LimitRef, EntityRef], ...]:
    """The limits that may bind a candidate and do not allow a known number, each with an entity to read it from."""
    return tuple(
        (plan.ref, subject.ref)
        for bound in (formulation.bounds[place] for place in formulation.over.get(i, ()))
        if bound.measure in measures and bound.low != bound.high and may_bind(formulation, bound)
        for plan, subject in formulation.allowances.get(_group(bound), ())
    )


def may_bind(formulation: Formulation, bound: Bound) -> bool:
    """Whether the candidates under a bound may use more than surely is allowed."""
    if bound.low is None:
        return False
    if bound.measure == "months":
        return sum(formulation.candidates[i].months_high for i in bound.members) > bound.low
    if bound.measure == "yuan":
        most = [formulation.candidates[i].high for i in bound.members]
        return None in most or sum(high for high in most if high is not None) > bound.low
    users = set(bound.persons) - bound.prior_persons if bound.persons else bound.members
    return len(users) > bound.low


def _limit_of(formulation: Formulation, bound: Bound, claim: Claim) -> LimitRef:
    """The limit of a bound as the version of a claim declares it."""
    plans = formulation.allowances.get(_group(bound), ())
    return next((plan.ref for plan, _ in plans if plan.ref.ruleset == claim.plan.ref.ruleset), _group(bound)[0])


def _group(bound: Bound) -> Group:
    limit = bound.limit
    assert isinstance(limit, LimitRef)
    return limit, bound.group
