"""From claims to what is payable: limits applied, the best combination chosen, totals made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from subsidies.amount import yuan
from subsidies.case.entities import Entity
from subsidies.determination.combination import Combination
from subsidies.determination.determination import Determination, UsedUp
from subsidies.determination.entitlement import Entitlement, Outcome
from subsidies.determination.totals import UNKNOWN_PAYEE, Total, in_yuan
from subsidies.engines.decision import Environment
from subsidies.ruleset.rules import LimitRule
from subsidies.stacking.groups import Claim, Problem, formulate
from subsidies.stacking.problem import Bound, Candidate, Solution
from subsidies.stacking.solver import solve

if TYPE_CHECKING:
    from subsidies.determination.program import Part


def settle(
    part: Part, claims: list[Claim], owners: Sequence[Entitlement], env: Environment, determination: Determination
) -> None:
    """Give every owner of a claim its outcome and add the totals to the determination."""
    problem = formulate(claims, part.settling, env, part.ruleset.policy)
    names = [payee_ids(owner) for owner in owners]
    for members in components(problem, owners, names):
        candidates, bounds = restricted(problem, members)
        solution = solve(candidates, bounds)
        apply(solution, members, owners, problem)
        settled = [owners[i] for i in members]
        add_total(determination, solution, settled, [names[i] for i in members])
        determination.combinations.append(Combination(tuple(settled), tuple(candidates), tuple(bounds), solution))
    determination.used_up += used_up(problem, owners, env)


def components(problem: Problem, owners: Sequence[Entitlement], names: Sequence[tuple[str, ...]]) -> list[list[int]]:
    """Candidates that must be settled together: those that share a bound, a precedence, or a kind and payees."""
    parent = list(range(len(problem.candidates)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(i: int, j: int) -> None:
        parent[root(i)] = root(j)

    for bound in problem.bounds:
        for i in bound.members[1:]:
            join(bound.members[0], i)
    for i, candidate in enumerate(problem.candidates):
        for j in candidate.prevailed_by:
            join(i, j)
    seen: dict[tuple[str, tuple[str, ...]], int] = {}
    for i, owner in enumerate(owners):
        first = seen.setdefault((owner.decision.rule.kind, names[i]), i)
        if first != i:
            join(i, first)
    groups: dict[int, list[int]] = {}
    for i in range(len(parent)):
        groups.setdefault(root(i), []).append(i)
    return list(groups.values())


def payee_ids(owner: Entitlement) -> tuple[str, ...]:
    """Ids of the payees; ``?`` for one that is unknown."""
    return tuple([UNKNOWN_PAYEE if payee is None else payee.id for payee in owner.payees])


def restricted(problem: Problem, members: Sequence[int]) -> tuple[list[Candidate], list[Bound]]:
    """The part of a problem about some candidates, numbered from zero."""
    if len(members) == len(problem.candidates):
        return problem.candidates, problem.bounds
    new = {old: i for i, old in enumerate(members)}
    candidates = [
        c
        if not c.prevailed_by
        else Candidate(
            c.clause,
            c.subject,
            c.certain,
            c.low,
            c.high,
            c.months_low,
            c.months_high,
            tuple(new[j] for j in c.prevailed_by),
        )
        for c in (problem.candidates[i] for i in members)
    ]
    bounds = [
        Bound(
            b.limit,
            b.group,
            b.measure,
            tuple([new[i] for i in b.members]),
            b.low,
            b.high,
            b.persons,
            b.prior_persons,
            frozenset([new[i] for i in b.maybe_exempt]) if b.maybe_exempt else b.maybe_exempt,
        )
        for b in problem.bounds
        if b.members and b.members[0] in new
    ]
    return candidates, bounds


def apply(solution: Solution, members: Sequence[int], owners: Sequence[Entitlement], problem: Problem) -> None:
    """Outcomes of the owners by the solution, and what is unknown of the limits that may decide them."""
    for award in solution.chosen:
        i = members[award.candidate]
        owner = owners[i]
        owner.open_caps = open_caps(problem, i, "yuan") if award.low != award.high else ()
        owner.unknown_priors = award.low != award.high and vague_priors(problem, i)
        if (owner.open_caps or owner.unknown_priors) and not award.low:
            continue
        owner.outcome = Outcome.PAYABLE
        owner.paid = (award.low, award.high)
    for i, bound in solution.excluded.items():
        owner = owners[members[i]]
        owner.outcome = Outcome.EXCLUDED_BY_LIMIT
        owner.limit = bound
        owner.unknown_priors, owner.open_caps = False, ()
    for i in members:
        if owners[i].outcome is Outcome.POSSIBLE:
            owners[i].unknown_priors = i in problem.unknown_priors or vague_priors(problem, i)
            owners[i].open_exemptions = open_exemptions(problem, i)
            owners[i].open_caps += open_caps(problem, i, "awards", "persons", "months")


def open_exemptions(problem: Problem, i: int) -> tuple[tuple[LimitRule, str, Entity], ...]:
    """The limits that may keep a candidate out, and whose subject, its own or an earlier award's, they may not bind."""
    own = problem.claims[i].decision
    found: list[tuple[LimitRule, str, Entity]] = []
    for place, bound in enumerate(problem.bounds):
        if i in bound.members and may_bind(problem, bound):
            if i in bound.maybe_exempt:
                found.append((problem.allowances[bound.limit, bound.group][0].rule, own.rule.id, own.subject))
            found += problem.maybe_freed.get(place, ())
    return tuple(found)


def vague_priors(problem: Problem, i: int) -> bool:
    """Whether a limit may keep a candidate out because it is not known how much earlier awards have used."""
    return any(
        i in bound.members and place in problem.vague_bounds and may_bind(problem, bound)
        for place, bound in enumerate(problem.bounds)
    )


def may_bind(problem: Problem, bound: Bound) -> bool:
    """Whether the candidates under a bound may use more than surely is allowed."""
    if bound.low is None:
        return False
    if bound.measure == "months":
        return sum(problem.candidates[i].months_high for i in bound.members) > bound.low
    if bound.measure == "yuan":
        most = [problem.candidates[i].high for i in bound.members]
        return None in most or sum(high for high in most if high is not None) > bound.low
    users = set(bound.persons) - bound.prior_persons if bound.persons else bound.members
    return len(users) > bound.low


def open_caps(problem: Problem, i: int, *measures: str) -> tuple[tuple[LimitRule, Entity], ...]:
    """The limits that may bind a candidate and do not allow a known number, each with an entity to read it from."""
    return tuple(
        (plan.rule, subject)
        for bound in problem.bounds
        if bound.measure in measures and i in bound.members and bound.low != bound.high and may_bind(problem, bound)
        for plan, subject in [problem.allowances.get((bound.limit, bound.group), (None, None))]
        if plan is not None and subject is not None
    )


def add_total(
    determination: Determination, solution: Solution, owners: Sequence[Entitlement], names: Sequence[tuple[str, ...]]
) -> None:
    """The total of a component, where it is about money; a component has one kind."""
    money = [owner for owner in owners if owner.payees and owner.is_money]
    if not money:
        return
    # Who has been paid already has no part in what is left, unless nobody else has.
    sharing = [owner for owner in money if not owner.already_paid] or money
    own_names = [own for owner, own in zip(owners, names, strict=True) if any(owner is item for item in sharing)]
    payees = tuple(dict.fromkeys(name for own in own_names for name in own))
    paid = [owner.paid for owner in money if owner.paid is not None]
    highs = [high for _, high in paid]
    counted = [owner for owner in money if owner.outcome in (Outcome.PAYABLE, Outcome.POSSIBLE)]
    high = in_yuan(solution.high)
    determination.totals.append(
        Total(
            money[0].rule.kind,
            payees,
            yuan(solution.low),
            high,
            yuan(sum(low for low, _ in paid)),
            None if None in highs else in_yuan(sum(high for high in highs if high is not None)),
            any("band" in owner.amounts[0].cause for owner in counted),
            any(owner.outcome is Outcome.POSSIBLE or owner.open_caps or "unknown" in owner.amounts[0].cause for owner in counted),
        )
    )


def used_up(problem: Problem, owners: Sequence[Entitlement], env: Environment) -> list[UsedUp]:
    """For limits that are lists: what is taken from each item, in the order of the list."""
    found: list[UsedUp] = []
    for bound in problem.bounds:
        if bound.measure != "yuan" or (bound.limit, bound.group) not in problem.allowances:
            continue
        limit, subject = problem.allowances[bound.limit, bound.group]
        allowance = next(item for item in limit.allowances if item.measure == "yuan")
        paid = [owners[i].paid for i in bound.members]
        if len(allowance.items) < 2 or not any(paid):
            continue
        low = sum(item[0] for item in paid if item)
        ends = [item[1] for item in paid if item]
        high = None if None in ends else sum(end for end in ends if end is not None)
        used_least, used_most = problem.used[bound.limit, bound.group]
        before_least = 0
        before_most: int | None = 0
        items: list[tuple[str, int, int | None]] = []
        texts = next(item.texts for item in limit.rule.allowances if item.measure == "yuan")
        for quantity, text in zip(allowance.items, texts, strict=True):
            # What earlier awards took of the list comes off first; the rest is used up by what is paid now.
            least, most = quantity(env, subject, None)
            after_least = before_least + int(least or 0)
            after_most = None if before_most is None or most is None else before_most + int(most)
            left = max(0, after_least - used_most) - max(0, before_least - used_most)
            ahead = None if before_most is None else max(0, before_most - used_least)
            sure = 0 if ahead is None else min(left, max(0, low - ahead))
            limits = [
                None if high is None else max(0, high - max(0, before_least - used_most)),
                None if most is None else int(most),
                None if after_most is None else max(0, after_most - used_least),
            ]
            finite = [end for end in limits if end is not None]
            items.append((text, sure, min(finite) if finite else None))
            before_least, before_most = after_least, after_most
        found.append(UsedUp(limit.rule, bound.group, tuple(items)))
    return found
