"""From claims to candidates and bounds: which awards compete under which limit, after prior awards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from subsidies.case.entities import Entity, EntityRef
from subsidies.quantities.compile import Truth
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.references import ALREADY_PAID, ClauseRef, LimitRef
from subsidies.settlement.allowances import allowed
from subsidies.settlement.already_paid import given_before, months_due, taken
from subsidies.settlement.claims import Claim
from subsidies.settlement.earlier_awards import ALL, EarlierAward, UnderLimit, earlier_awards, named_months, under_limit, used
from subsidies.settlement.month_spells import months_given, months_of, months_together
from subsidies.settlement.plan import Limit, LimitPlan, RulePlan, SettlingPlan
from subsidies.settlement.values import Tally
from subsidies.stacking.problem import COUNTED_ONCE, Bound, Candidate

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
    maybe_freed: dict[int, list[tuple[LimitRef, ClauseRef, EntityRef]]] = field(default_factory=dict)
    """By the place of a bound: earlier awards that the limit may not count, since it may exempt them."""
    allowances: dict[Group, list[tuple[LimitPlan, Entity]]] = field(default_factory=dict)
    """For each version of a limit that binds somebody in the group, an entity to read its allowances from."""
    tallies: list[Tally] = field(default_factory=list)
    """Of each bound, by its place."""
    over: dict[int, list[int]] = field(default_factory=dict)
    """By candidate, the places of the bounds that it is under."""


def formulate(claims: Sequence[Claim], plan: SettlingPlan, env: Any) -> Formulation:
    """Candidates and bounds for the claims of a law; ``env`` is what its closures read."""
    return _Formulating(claims, plan, env).found


class _Formulating:
    def __init__(self, claims: Sequence[Claim], plan: SettlingPlan, env: Any) -> None:
        self.env = env
        self.plan = plan
        self.found = Formulation(claims)
        self.uncertain: set[int] = set()
        self.given: dict[int, Truth] = {}
        """Whether a claim was paid before, of those that are paid once for their period."""
        self.lineage = [plan.lineage_of[claim.plan.ref] for claim in claims]
        self.index: dict[tuple[ClauseRef, int], int] = {}
        if any(claim.plan.prevailing for claim in claims):
            self.index = {(claim.plan.ref, claim.subject.index): i for i, claim in enumerate(claims)}
        self.of_clause: dict[RulePlan, list[int]] = {}
        for i, claim in enumerate(claims):
            self.of_clause.setdefault(claim.plan, []).append(i)
        self.priors = earlier_awards(env.question, plan.lineages)
        self.under: dict[tuple[str, str], dict[str, dict[int, list[EarlierAward]]]] = {}
        """By policy and lineage: the earlier awards by the kind and the index of their subjects."""
        for award in self.priors:
            for lineage in dict.fromkeys(given.lineage for given in award.under):
                by_kind = self.under.setdefault((award.policy, lineage), {})
                by_kind.setdefault(award.subject.kind, {}).setdefault(award.subject.index, []).append(award)
        limits = [limit for limit in plan.limits if any(clause in self.of_clause for clause in limit.clauses)]
        if env.question.prior_awards is None or self.priors:
            limited = {i for limit in limits for clause in limit.clauses for i in self.of_clause.get(clause, ())}
            for i, claim in enumerate(claims):
                self.period(i, claim, i in limited)
        self.once_for_all_versions()
        # Who is under which limit comes first: whatever is not known of that makes a claim uncertain under all of them.
        grouped = [(limit, *self.groups(limit)) for limit in limits]
        for limit, groups, free in grouped:
            self.limit(limit, groups, free)
        self.found.candidates = [self.candidate(i, claim) for i, claim in enumerate(claims)]

    def candidate(self, i: int, claim: Claim) -> Candidate:
        rule, subject = claim.plan.rule, claim.subject
        low: int = 0
        high: int | None = 0
        months = months_due(claim, self.of(i), self.env)
        if claim.is_money:
            amount = claim.amounts[0]
            low = int(amount.low or 0)
            high = None if amount.high is None else int(amount.high)
            if claim.is_by_the_month and claim.plan.months is not None:
                low *= months[0]
                high = None if high is None or months[1] >= ALL else high * months[1]
        prevailing: tuple[int, ...] = ()
        if claim.plan.prevailing:
            over = [(clause, subject.index) for _, clause in claim.plan.prevailing]
            prevailing = tuple([self.index[key] for key in over if key in self.index])
        certain = claim.own is True and i not in self.uncertain
        return Candidate(rule.id, subject.id, certain, low, high, *months, prevailing)

    def add(self, bound: Bound, tally: Tally | None = None) -> None:
        for i in bound.members:
            self.found.over.setdefault(i, []).append(len(self.found.bounds))
        self.found.bounds.append(bound)
        self.found.tallies.append(tally or Tally((bound.low, bound.high), (0, 0)))

    def of(self, i: int) -> list[EarlierAward]:
        """The earlier awards that are or may be under the clause of a claim: for its subject, and for subjects of other kinds."""
        claim = self.found.claims[i]
        by_kind = self.under.get((claim.plan.ref.ruleset.policy, self.lineage[i]), {})
        own = by_kind.get(claim.subject.kind, {}).get(claim.subject.index, [])
        others = [found for kind, by_subject in by_kind.items() if kind != claim.subject.kind for found in by_subject.values()]
        return [*own, *(award for found in others for award in found)]

    def period(self, i: int, claim: Claim, limited: bool) -> None:
        """One award for a subject and period: what was paid is not paid again."""
        rule, subject = claim.plan.rule, claim.subject
        if BENEFIT_KINDS[rule.kind].standing and not limited:
            return
        if self.env.question.prior_awards is None:
            self.uncertain.add(i)
            self.found.unknown_priors.add(i)
            return
        place = len(self.found.bounds)
        if rule.accrues:
            # Of an amount that grows within its period, what was paid before is taken off.
            low, high = taken(claim, self.of(i), self.env.question.year)
            if low != high:
                self.found.vague_bounds.add(place)
            if high:
                amount = claim.amounts[0]
                least = max(0, int(amount.low or 0) - high)
                most = None if amount.high is None else max(0, int(amount.high) - low)
                self.add(Bound(ALREADY_PAID, (subject.id,), "yuan", (i,), least, most))
            return
        before = given_before(claim, self.of(i), self.env.question)
        self.given[i] = before
        if before is None:
            self.found.vague_bounds.add(place)
        if before is not False:
            self.add(Bound(ALREADY_PAID, (subject.id,), "awards", (i,), 0, 1 if before is None else 0))

    def once_for_all_versions(self) -> None:
        """Where it is open which version of a policy decides, one of them gives what it says, not both."""
        if len({claim.plan.ref.ruleset for claim in self.found.claims}) < 2:
            return
        alike: dict[tuple[str, str, int], list[int]] = {}
        for i, claim in enumerate(self.found.claims):
            alike.setdefault((claim.plan.ref.ruleset.policy, self.lineage[i], claim.subject.index), []).append(i)
        for members in alike.values():
            if len(members) > 1:
                subject = self.found.claims[members[0]].subject
                self.add(Bound(ALREADY_PAID, (subject.id,), "awards", tuple(members), 1, 1))

    def groups(self, limit: Limit) -> tuple[dict[tuple[str, ...], list[int]], set[int]]:
        """The claims under a limit by the values of its keys, and those that it may exempt."""
        groups: dict[tuple[str, ...], list[int]] = {}
        free: set[int] = set()
        year = self.env.question.year
        for plan in limit.plans:
            for clause in plan.over:
                for i in self.of_clause.get(clause, ()):
                    subject = self.found.claims[i].subject
                    freed = plan.exempt(clause, self.env, subject)
                    if freed is True:
                        continue
                    if freed is None:
                        free.add(i)
                    group = plan.group(self.lineage[i], subject, year)
                    known = tuple(value for value in group if value is not None)
                    person = plan.persons.get(subject.kind)
                    if len(known) < len(group) or (person is not None and person(subject, None) is None):
                        self.uncertain.add(i)
                    if len(known) == len(group):
                        groups.setdefault(known, []).append(i)
        return groups, free

    def limit(self, limit: Limit, groups: Mapping[tuple[str, ...], list[int]], free: set[int]) -> None:
        """The bounds of a limit: one for each group of candidates and each thing it counts."""
        known_group: dict[tuple[str | None, ...], list[UnderLimit]] = {}
        anywhere: list[UnderLimit] = []
        for prior in under_limit(limit, self.priors, self.env, self.plan.lineage_of):
            (anywhere if None in prior.group else known_group.setdefault(prior.group, [])).append(prior)
        for group, members in groups.items():
            plans = dict.fromkeys(limit.plan_of(self.found.claims[i].plan) for i in members)
            read = [(plan, next(self.found.claims[i].subject for i in members if self._is_of(i, plan))) for plan in plans]
            self.found.allowances[read[-1][0].ref, group] = read
            for measure in dict.fromkeys(item.measure for plan in plans for item in plan.allowances):
                self.bound(limit, measure, group, members, read, free, [*known_group.get(group, ()), *anywhere])

    def _is_of(self, i: int, plan: LimitPlan) -> bool:
        return self.found.claims[i].plan.ref.ruleset == plan.ref.ruleset

    def bound(
        self,
        limit: Limit,
        measure: str,
        group: tuple[str, ...],
        members: list[int],
        read: Sequence[tuple[LimitPlan, Entity]],
        free: set[int],
        priors: Sequence[UnderLimit],
    ) -> None:
        newest, place = read[-1][0], len(self.found.bounds)
        counting = [(prior, counts) for prior in priors if (counts := prior.counts_in(group)) is not False]
        low, high = allowed(measure, read, self.env, lambda: self.months(members, counting))
        counts_as = next(item for plan, _ in read for item in plan.allowances if item.measure == measure)
        used_low = used_high = 0
        surely: set[tuple[str, str, int]] = set()
        reached: set[tuple[str, str, int]] = set()
        prior_persons: set[str] = set()
        maybe_persons: set[str] = set()
        for prior, counts in counting:
            award = prior.award
            least, most = used(award.award, counts_as)
            named = named_months(award)
            if least != most or None in prior.group or not award.is_sure or (counts_as.a_month and not named):
                self.found.vague_bounds.add(place)
            if prior.freed is None:
                bound_by = [
                    item.ref for plan in limit.plans for item in plan.over if self.plan.lineage_of[item.ref] == award.lineage
                ]
                self.found.maybe_freed.setdefault(place, []).extend((newest.ref, ref, award.subject.ref) for ref in bound_by[-1:])
            if measure == "months" and named:
                most = len(named - reached)
                reached |= named
                if counts:
                    least = len(named - surely)
                    surely |= named
            used_low += least if counts else 0
            used_high += most
            if measure in COUNTED_ONCE:
                person = _counted(newest, measure, award.subject)
                if person is None:
                    maybe_persons.add(f"of {award.subject.id}")
                else:
                    (prior_persons if counts else maybe_persons).add(person.id)
        persons: tuple[str, ...] = ()
        if measure in COUNTED_ONCE:
            used_low, used_high = len(prior_persons), len(prior_persons | maybe_persons)
            members, persons = self.persons(newest, members, measure)
        self.add(
            Bound(
                newest.ref,
                group,
                counts_as.measure,
                tuple(members),
                None if low is None else max(0, low - used_high),
                None if high is None else max(0, high - used_low),
                persons,
                frozenset(prior_persons) if persons else _NOBODY,
                frozenset(free & set(members)) if free else _NONE_EXEMPT,
            ),
            Tally((low, high), (used_low, None if used_high >= ALL else used_high)),
        )

    def persons(self, limit: LimitPlan, members: list[int], measure: str) -> tuple[list[int], tuple[str, ...]]:
        """The members of whom it is known whom or what they count for, and its id."""
        kept: list[int] = []
        names: list[str] = []
        for i in members:
            subject = self.found.claims[i].subject
            person = _counted(limit, measure, subject)
            if person is not None:
                kept.append(i)
                names.append(person.id)
        return kept, tuple(names)

    def months(self, members: Sequence[int], priors: Sequence[tuple[UnderLimit, Truth]]) -> tuple[int, int]:
        """How many months of the year the claims of a group, and what was paid of it before, are for together."""
        own = [(i, months_of(self.found.claims[i], self.env)) for i in members if self.given.get(i) is not True]
        certain = {i for i in members if self.found.claims[i].own is True and self.given.get(i, False) is False}
        sure = [(known, 0) for i, (known, _) in own if i in certain - self.uncertain]
        maybe = [(possible, 0) for _, (_, possible) in own]
        for prior, counts in priors:
            given = months_given(prior.award.award, self.env.question.year)
            maybe.append(given)
            if counts:
                # Without months on its line an award may be for any of them, or for those that the claims are for.
                sure.append(given if prior.award.award.months is not None or given[0] else (given[0], 0))
        return months_together(sure, maybe)


def _counted(limit: LimitPlan, measure: str, subject: Entity) -> Entity | None:
    """Whom or what an award for a subject counts for under a limit; None where that is not known."""
    if measure == "subjects":
        return subject
    way = limit.persons.get(subject.kind)
    return None if way is None else way(subject, None)


_NOBODY: Final[frozenset[str]] = frozenset()
_NONE_EXEMPT: Final[frozenset[int]] = frozenset()
