"""From claims to candidates and bounds: which awards compete under which limit, after prior awards."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from subsidies.amount import rounded
from subsidies.case.entities import Entity
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.references import ALREADY_PAID, ClauseRef, LimitRef
from subsidies.settlement.claims import Claim
from subsidies.settlement.plan import AllowancePlan, LimitPlan, RulePlan, SettlingPlan
from subsidies.settlement.prior_usage import ALL, counted, taken, used
from subsidies.stacking.problem import Bound, Candidate
from subsidies.types.numbers import Exact

Group = tuple[LimitRef, tuple[str, ...]]
"""A limit, and the values of its keys."""


@dataclass(slots=True)
class Formulation:
    """Claims as the solver takes them; indexes run over ``claims``."""

    claims: Sequence[Claim]
    candidates: list[Candidate] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    unknown_priors: set[int] = field(default_factory=set)
    vague_bounds: set[int] = field(default_factory=set)
    """The bounds (by their place) of which it is not known how much earlier awards have used."""
    maybe_freed: dict[int, list[tuple[LimitRef, RulePlan, Entity]]] = field(default_factory=dict)
    """By the place of a bound: earlier awards that the limit may not count, since it may exempt them."""
    allowances: dict[Group, tuple[LimitPlan, Entity]] = field(default_factory=dict)
    used: dict[Group, tuple[int, int]] = field(default_factory=dict)
    """For caps: what prior awards used of them, at least and at most (fen)."""


def formulate(claims: Sequence[Claim], plan: SettlingPlan, env: Any) -> Formulation:
    """Candidates and bounds for the claims of a law; ``env`` is what its closures read."""
    return _Formulating(claims, plan, env).found


class _Formulating:
    def __init__(self, claims: Sequence[Claim], plan: SettlingPlan, env: Any) -> None:
        self.env = env
        self.found = Formulation(claims)
        self.uncertain: set[int] = set()
        self.index: dict[tuple[ClauseRef, int], int] = {}
        if any(claim.plan.prevailing for claim in claims):
            self.index = {(claim.plan.ref, claim.subject.index): i for i, claim in enumerate(claims)}
        self.of_clause: dict[RulePlan, list[int]] = {}
        for i, claim in enumerate(claims):
            self.of_clause.setdefault(claim.plan, []).append(i)
        self.priors = [
            (award, clause) for award in env.question.prior_awards or () for clause in plan.named.get(award.clause, ())
        ]
        limits = [limit for limit in plan.limits if any(clause in self.of_clause for clause in limit.over)]
        if env.question.prior_awards is None or self.priors:
            limited = {i for limit in limits for clause in limit.over for i in self.of_clause.get(clause, ())}
            for i, claim in enumerate(claims):
                self.period(i, claim, i in limited)
        for limit in limits:
            self.limit(limit)
        self.found.candidates = [self.candidate(i, claim) for i, claim in enumerate(claims)]

    def candidate(self, i: int, claim: Claim) -> Candidate:
        rule, subject = claim.plan.rule, claim.subject
        low: int = 0
        high: int | None = 0
        if claim.is_money:
            amount = claim.amounts[0]
            low = int(amount.low or 0)
            high = None if amount.high is None else int(amount.high)
        months = (1, 1) if rule.every == "month" else (0, 0)
        if claim.plan.months is not None:
            least, most = claim.plan.months(self.env, subject, None)
            months = math.floor(least or 0), ALL if most is None else math.ceil(most)
        prevailing: tuple[int, ...] = ()
        if claim.plan.prevailing:
            over = [(clause, subject.index) for _, clause in claim.plan.prevailing]
            prevailing = tuple([self.index[key] for key in over if key in self.index])
        certain = claim.own is True and i not in self.uncertain
        return Candidate(rule.id, subject.id, certain, low, high, *months, prevailing)

    def period(self, i: int, claim: Claim, limited: bool) -> None:
        """One award for a subject and period: what was paid is not paid again."""
        rule, subject = claim.plan.rule, claim.subject
        if BENEFIT_KINDS[rule.kind].standing and not limited:
            return
        if self.env.question.prior_awards is None:
            self.uncertain.add(i)
            self.found.unknown_priors.add(i)
            return
        year = self.env.question.year
        if rule.accrues:
            self.remainder(i, claim, year)
            return
        if rule.every == "month":
            return
        left: tuple[int, int] | None = None
        place = len(self.found.bounds)
        for award, clause in self.priors:
            if clause is not claim.plan or award.subject.index != subject.index:
                continue
            if rule.every == "once" or award.year == year:
                left = (0, 0)
            elif award.year is None and left is None:
                left = (0, 1)
        if left == (0, 1):
            self.found.vague_bounds.add(place)
        if left is not None:
            self.found.bounds.append(Bound(ALREADY_PAID, (subject.id,), "awards", (i,), *left))

    def remainder(self, i: int, claim: Claim, year: int) -> None:
        """Of an amount that grows within its period, what was paid before is taken off."""
        subject = claim.subject
        taken_low, taken_high = taken(claim, self.priors, year)
        if taken_low != taken_high:
            self.found.vague_bounds.add(len(self.found.bounds))
        if taken_high:
            amount = claim.amounts[0]
            low = max(0, int(amount.low or 0) - taken_high)
            high = None if amount.high is None else max(0, int(amount.high) - taken_low)
            self.found.bounds.append(Bound(ALREADY_PAID, (subject.id,), "yuan", (i,), low, high))

    def limit(self, limit: LimitPlan) -> None:
        """The bounds of a limit: one for each group of candidates and each thing it counts."""
        groups: dict[tuple[str, ...], list[int]] = {}
        exempt: set[int] = set()
        year = self.env.question.year
        for clause in limit.over:
            unless = limit.unless[clause]
            for i in self.of_clause.get(clause, ()):
                subject = self.found.claims[i].subject
                if unless:
                    freed = limit.exempt(clause, self.env, subject)
                    if freed is True:
                        continue
                    if freed is None:
                        exempt.add(i)
                group = limit.group(clause, subject, year)
                known = tuple(value for value in group if value is not None)
                if len(known) < len(group):
                    self.uncertain.add(i)
                else:
                    groups.setdefault(known, []).append(i)
        for group, members in groups.items():
            self.found.allowances[limit.ref, group] = (limit, self.found.claims[members[0]].subject)
            for allowance in limit.allowances:
                self.bound(limit, allowance, group, members, exempt)

    def bound(
        self,
        limit: LimitPlan,
        allowance: AllowancePlan,
        group: tuple[str, ...],
        members: list[int],
        exempt: set[int],
    ) -> None:
        low, high = self.allowed(allowance, self.found.claims[members[0]].subject)
        place = len(self.found.bounds)
        used_low = used_high = 0
        prior_persons: set[str] = set()
        maybe_persons: set[str] = set()
        for award, clause in self.priors:
            if clause not in limit.over:
                continue
            counts = counted(limit, clause, award, group, self.env)
            if counts is False:
                continue
            least, most = used(award, allowance)
            if least != most or None in limit.group(clause, award.subject, award.year):
                self.found.vague_bounds.add(place)
            if limit.exempt(clause, self.env, award.subject) is None:
                self.found.maybe_freed.setdefault(place, []).append((limit.ref, clause, award.subject))
            used_low += least if counts else 0
            used_high += most
            if limit.persons:
                person = limit.persons[clause](award.subject, None)
                if person is None:
                    maybe_persons.add(f"of {award.subject.id}")
                else:
                    (prior_persons if counts else maybe_persons).add(person.id)
        if allowance.measure == "yuan":
            self.found.used[limit.ref, group] = (used_low, used_high)
        persons: tuple[str, ...] = ()
        if allowance.measure == "persons":
            used_low, used_high = len(prior_persons), len(prior_persons | maybe_persons)
            members, persons = self.persons(limit, members)
        self.found.bounds.append(
            Bound(
                limit.ref,
                group,
                allowance.measure,
                tuple(members),
                None if low is None else max(0, low - used_high),
                None if high is None else max(0, high - used_low),
                persons,
                frozenset(prior_persons) if persons else _NOBODY,
                frozenset(exempt & set(members)) if exempt else _NONE_EXEMPT,
            )
        )

    def persons(self, limit: LimitPlan, members: list[int]) -> tuple[list[int], tuple[str, ...]]:
        """The members whose person is known, and that person's id."""
        kept: list[int] = []
        names: list[str] = []
        for i in members:
            claim = self.found.claims[i]
            person = limit.persons[claim.plan](claim.subject, None)
            if person is None:
                self.uncertain.add(i)
            else:
                kept.append(i)
                names.append(person.id)
        return kept, tuple(names)

    def allowed(self, allowance: AllowancePlan, subject: Entity) -> tuple[int | None, int | None]:
        """How much there may be, as whole numbers (fen for yuan)."""
        low = 0
        high: int | None = 0
        for item in allowance.items:
            least, most = item(self.env, subject, None)
            low += _whole(least or 0, allowance)
            high = None if high is None or most is None else high + _whole(most, allowance)
        return low, high


def _whole(value: Exact, allowance: AllowancePlan) -> int:
    """An allowance as a whole number: yuan rounded to the fen as amounts are, anything else as far as it goes."""
    return rounded(value, None) if allowance.measure == "yuan" else math.floor(value)


_NOBODY: Final[frozenset[str]] = frozenset()
_NONE_EXEMPT: Final[frozenset[int]] = frozenset()
