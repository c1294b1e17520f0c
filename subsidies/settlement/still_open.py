"""What is not known of the limits over a claim, or who else claims under them, where that may change what is paid of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from subsidies.case.entities import EntityRef
from subsidies.ruleset.references import ClauseRef, LimitRef
from subsidies.settlement.claims import Claim
from subsidies.settlement.formulation import Formulation, Group
from subsidies.settlement.values import NOTHING_OPEN, StillOpen
from subsidies.stacking.problem import Bound, Measure

COUNTING: tuple[Measure, ...] = ("awards", "persons", "subjects", "months")
"""What limits count that forbid; a limit in yuan reduces."""


def still_open(
    formulation: Formulation, i: int, competing: Mapping[int, tuple[int, ...]], measures: tuple[Measure, ...]
) -> StillOpen:
    """What is open over a candidate, of the limits that count by some measures.

    ``competing`` are, by the place of a bound, the candidates of other claimants who may use of it what this one needs.
    """
    beside = formulation.figures_beside.get(i, ()) if measures else ()
    over = dict.fromkeys(place for j in (i, *beside) for place in formulation.over.get(j, ()))
    places = [place for place in over if formulation.bounds[place].measure in measures] if measures else []
    if not places and i not in formulation.unknown_keys and None not in formulation.claims[i].payees:
        months, awards = _open_months(formulation, i, ()), _awards(formulation, i, ())
        keys = tuple(formulation.vague_keys.get(i, ()))
        open_ = StillOpen(i in formulation.unknown_priors, months, keys, awards=awards)
        return NOTHING_OPEN if open_ == NOTHING_OPEN else open_
    binding = [place for place in places if may_bind(formulation, place)]
    users = dict.fromkeys(j for place in places for j in competing.get(place, ()))
    sure = [j for j in users if formulation.is_certain(j) and not formulation.prevailing.get(j)]
    in_doubt = {j for place in places for j in competing.get(place, ()) if _uses_unknown(formulation, place, j)}
    others = [j for j in users if j not in sure or j in in_doubt]
    claim = formulation.claims[i]
    nobody = [
        (claim.subject.ref, path) for path, payee in zip(claim.plan.rule.payees, claim.payees, strict=True) if payee is None
    ]
    freed = [one for place in binding for one in _maybe_exempt(formulation, place)]
    priors = [way for place in binding for way in formulation.prior_keys.get(place, ())]
    return StillOpen(
        i in formulation.unknown_priors,
        _open_months(formulation, i, binding),
        tuple(dict.fromkeys([*formulation.unknown_keys.get(i, ()), *nobody, *priors, *formulation.vague_keys.get(i, ())])),
        tuple(dict.fromkeys(one for place in binding for one in _unknown_allowances(formulation, formulation.bounds[place]))),
        tuple(dict.fromkeys([*formulation.unknown_limits.get(i, ()), *freed])),
        tuple(
            formulation.claims[j].place for j in dict.fromkeys([*others, *(j for j in beside if not formulation.is_certain(j))])
        ),
        _awards(formulation, i, binding),
        tuple(formulation.claims[j].place for j in sure),
    )


def _uses_unknown(formulation: Formulation, place: int, j: int) -> bool:
    """Whether facts may tell how much of a bound a sure candidate uses: what comes to nothing uses none."""
    candidate, measure = formulation.candidates[j], formulation.bounds[place].measure
    if measure == "months" and candidate.months_low != candidate.months_high:
        return True
    in_doubt = candidate.low != candidate.high if measure == "yuan" else candidate.low == 0 != candidate.high
    return in_doubt and any("unknown" in one.cause for one in formulation.claims[j].amounts)


def _awards(formulation: Formulation, i: int, binding: Sequence[int]) -> tuple[tuple[str, EntityRef], ...]:
    """The earlier awards that leave open what is left for a candidate, or under the bounds over it."""
    vague = [*formulation.vague_months.get(i, ()), *(one for place in binding for one in formulation.vague_bounds.get(place, ()))]
    return tuple(dict.fromkeys((one.clause, one.subject.ref) for one in vague))


def _open_months(formulation: Formulation, i: int, binding: Sequence[int]) -> bool:
    """Whether a candidate turns on it for how many months it is, and facts may tell."""
    claim = formulation.claims[i]
    if claim.plan.months is None or formulation.candidates[i].months_low == formulation.candidates[i].months_high:
        return False
    perhaps = () if i not in formulation.unknown_keys else [place for place, found in formulation.floating.items() if i in found]
    over = (*binding, *(place for place in perhaps if may_bind(formulation, place)))
    return claim.is_by_the_month or any(formulation.bounds[place].measure == "months" for place in over)


def _unknown_allowances(formulation: Formulation, bound: Bound) -> Iterator[tuple[LimitRef, EntityRef]]:
    """The versions of a limit that does not allow a known number, each with an entity to read it from."""
    if bound.low != bound.high:
        for plan, subject in formulation.allowances.get(_group(bound), ()):
            yield plan.ref, subject.ref


def _maybe_exempt(formulation: Formulation, place: int) -> Iterator[tuple[LimitRef, ClauseRef, EntityRef]]:
    """The limit, and whose subject it may not bind: the candidate's own, that of another under it, or an earlier award's."""
    bound = formulation.bounds[place]
    for j in sorted(bound.maybe_exempt):
        own = formulation.claims[j]
        yield _limit_of(formulation, bound, own), own.plan.ref, own.subject.ref
    yield from formulation.maybe_freed.get(place, ())


def may_bind(formulation: Formulation, place: int) -> bool:
    """Whether the candidates under a bound may use more than surely is allowed; worked out once a bound."""
    found = formulation.may_bind.get(place)
    if found is None:
        found = formulation.may_bind[place] = _may_bind(formulation, place)
    return found


def _may_bind(formulation: Formulation, place: int) -> bool:
    bound = formulation.bounds[place]
    if bound.low is None:
        return False
    members = (*bound.members, *formulation.floating.get(place, ()))
    if bound.measure == "months":
        months: int = sum(formulation.candidates[i].months_high for i in members)
        return months > bound.low
    if bound.measure == "yuan":
        most = [formulation.candidates[i].high for i in members]
        return None in most or sum(high for high in most if high is not None) > bound.low
    users: int = len(set(bound.persons) - bound.prior_persons) if bound.persons else len(bound.members)
    floating: int = len(formulation.floating.get(place, ()))
    return users + floating > bound.low


def _limit_of(formulation: Formulation, bound: Bound, claim: Claim) -> LimitRef:
    """The limit of a bound as the version of a claim declares it."""
    plans = formulation.allowances.get(_group(bound), ())
    return next((plan.ref for plan, _ in plans if plan.ref.ruleset == claim.plan.ref.ruleset), _group(bound)[0])


def _group(bound: Bound) -> Group:
    limit = bound.limit
    assert isinstance(limit, LimitRef)
    return limit, bound.group
