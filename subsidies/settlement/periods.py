"""One award for a subject and period: what was paid is not paid again, of several versions one gives what it says, and of what
does not add up the highest counts alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from subsidies.case.entities import Question
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.references import ALREADY_PAID, HIGHEST
from subsidies.settlement.already_paid import Paid, given_before, in_doubt, keys_in_doubt, taken
from subsidies.settlement.claimants import Claimant
from subsidies.settlement.formulation import Formulation
from subsidies.stacking.problem import Bound


def once_for_a_period(found: Formulation, i: int, awards: Collection[Paid], question: Question, limited: bool) -> None:
    """The bound over a claim by itself; ``awards`` are those that are or may be of its benefit.

    ``limited`` says whether any limit of the law is over it, besides that one benefit is given once.
    """
    claim = found.claims[i]
    rule, subject = claim.plan.rule, claim.subject
    if BENEFIT_KINDS[rule.kind].standing and not limited:
        return
    if question.prior_awards is None:
        found.unknown_priors.add(i)
        return
    place = len(found.bounds)
    if rule.accrues:
        # Of an amount that grows within its period, what was paid before is taken off.
        low, high = taken(claim, awards, question.year)
        if low != high:
            _in_doubt(found, i, place, awards, question)
        if high:
            amount = claim.amounts[0]
            least = max(0, int(amount.low or 0) - high)
            most = None if amount.high is None else max(0, int(amount.high) - low)
            found.add(Bound(ALREADY_PAID, (subject.id,), "yuan", (i,), least, most))
        return
    found.given[i] = before = given_before(claim, awards, question)
    if before is None:
        _in_doubt(found, i, place, awards, question)
    if before is False:
        return
    own = given_before(claim, [one for one in awards if one.by is None], question)
    by = next((one.by for one in awards if one.by is not None), None) if own is not before else None
    limit, group = by or (ALREADY_PAID, (subject.id,))
    found.add(Bound(limit, group, "awards", (i,), 0, 1 if before is None else 0))


def _in_doubt(found: Formulation, i: int, place: int, awards: Collection[Paid], question: Question) -> None:
    """What leaves it open how much earlier awards used of a bound over a claim: the awards, or whom they count for."""
    found.vague_bounds[place] = in_doubt(found.claims[i], awards, question)
    found.prior_keys[place] = keys_in_doubt(found.claims[i], awards, question)


def once_for_all_versions(found: Formulation, lineage: Sequence[str]) -> None:
    """Where it is open which version of a policy decides, one of them gives what it says, not both."""
    if len({claim.plan.ref.ruleset for claim in found.claims}) < 2:
        return
    alike: dict[tuple[str, int], list[int]] = {}
    for i, claim in enumerate(found.claims):
        alike.setdefault((lineage[i], claim.subject.index), []).append(i)
    for members in alike.values():
        if len(members) > 1:
            subject = found.claims[members[0]].subject
            found.add(Bound(ALREADY_PAID, (subject.id,), "awards", tuple(members), 1, 1))


def the_highest_alone(found: Formulation) -> None:
    """Of what does not add up a claimant has one, or one for each subject: the highest."""
    alike: dict[Claimant, list[int]] = {}
    for i, claim in enumerate(found.claims):
        if claim.is_alone:
            alike.setdefault(found.claimants[i], []).append(i)
    for claimant, members in alike.items():
        if len(members) > 1:
            found.add(Bound(HIGHEST, tuple(sorted(claimant.who)), "awards", tuple(members), 1, 1))
