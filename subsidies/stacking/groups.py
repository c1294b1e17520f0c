"""From the verdicts on clauses to candidates and bounds: which awards compete under which limit, after prior awards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from subsidies.amount import Amount
from subsidies.case.entities import Entity, PriorAward
from subsidies.engines.decision import Decision, Environment
from subsidies.engines.reference.engine import ReferenceEngine
from subsidies.expression import nodes as n
from subsidies.quantities.compile import Truth
from subsidies.ruleset.rules import Allowance, Key, LimitRule, Rule
from subsidies.stacking.problem import Bound, Candidate

ALREADY_PAID: Final = "already_paid"
"""The limit that every clause carries: one award for a subject and period."""
STANDING_KINDS: Final = frozenset({"service", "wage_floor"})
"""What is owed all the time and is not used up by having been given before."""


@dataclass(slots=True)
class Claim:
    """A decision that may end in an award."""

    decision: Decision
    amounts: tuple[Amount, ...]
    payees: tuple[Entity | None, ...]
    own: Truth
    """The verdict without exceptions that are other clauses."""


@dataclass(slots=True)
class Problem:
    """Claims of one ruleset as the solver takes them; indexes run over ``claims``."""

    claims: list[Claim]
    candidates: list[Candidate] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    unknown_priors: set[int] = field(default_factory=set)
    allowances: dict[tuple[str, tuple[str, ...]], tuple[LimitRule, Entity]] = field(default_factory=dict)
    used: dict[tuple[str, tuple[str, ...]], tuple[int, int]] = field(default_factory=dict)
    """For caps: what prior awards used of them, at least and at most (fen)."""


def own_verdict(decision: Decision) -> Truth:
    """The verdict without the lines through which another clause for the same subject prevails."""
    verdict: Truth = True
    for line, seen in zip(decision.rule.lines, decision.lines, strict=True):
        if line.role == "exception" and isinstance(line.node, n.ClauseHolds) and not line.node.path:
            continue
        if seen is False:
            return False
        if seen is None:
            verdict = None
    return verdict


def formulate(
    claims: list[Claim],
    limits: Sequence[LimitRule],
    engine: ReferenceEngine,
    env: Environment,
    policy: str,
) -> Problem:
    """Candidates and bounds for the claims of one ruleset."""
    return _Formulation(claims, limits, engine, env, policy).problem


class _Formulation:
    def __init__(
        self,
        claims: list[Claim],
        limits: Sequence[LimitRule],
        engine: ReferenceEngine,
        env: Environment,
        policy: str,
    ) -> None:
        self.engine, self.env, self.policy = engine, env, policy
        self.problem = Problem(claims)
        self.uncertain: set[int] = set()
        self.index = {
            (claim.decision.rule.id, claim.decision.subject.index): i for i, claim in enumerate(claims)
        }
        self.of_clause: dict[str, list[int]] = {}
        for i, claim in enumerate(claims):
            self.of_clause.setdefault(claim.decision.rule.id, []).append(i)
        self.priors = self.prior_awards()
        self.limited = {i for limit in limits for id_ in limit.over for i in self.of_clause.get(id_, ())}
        for i, claim in enumerate(claims):
            self.period(i, claim)
        for limit in limits:
            self.limit(limit)
        self.problem.candidates = [self.candidate(i, claim) for i, claim in enumerate(claims)]

    def prior_awards(self) -> list[tuple[PriorAward, str]]:
        """Awards under clauses of this policy, with the clause id inside it."""
        awards = self.env.question.prior_awards or ()
        split = [(award, award.clause.rpartition("/")) for award in awards]
        return [(award, clause) for award, (policy, _, clause) in split if policy == self.policy]

    def candidate(self, i: int, claim: Claim) -> Candidate:
        rule, subject = claim.decision.rule, claim.decision.subject
        low, high = 0, 0
        if len(claim.amounts) == 1 and claim.amounts[0].is_money:
            amount = claim.amounts[0]
            low = int(amount.low or 0)
            high = None if amount.high is None else int(amount.high)  # type: ignore[assignment]
        months = self.months(rule, subject)
        prevailing = tuple(
            self.index[line.node.clause, subject.index]
            for line in rule.lines
            if line.role == "exception"
            and isinstance(line.node, n.ClauseHolds)
            and not line.node.path
            and (line.node.clause, subject.index) in self.index
        )
        certain = claim.own is True and i not in self.uncertain
        return Candidate(rule.id, subject.id, certain, low, high, *months, prevailing)

    def months(self, rule: Rule, subject: Entity) -> tuple[int, int]:
        if rule.months is None:
            return (1, 1) if rule.every == "month" else (0, 0)
        low, high = self.engine.quantity(rule.months)(self.env, subject, None)
        return int(low or 0), 1200 if high is None else int(high)

    def period(self, i: int, claim: Claim) -> None:
        """One award for a subject and period: what was paid is not paid again."""
        rule, subject = claim.decision.rule, claim.decision.subject
        if self.env.question.prior_awards is None:
            if rule.kind not in STANDING_KINDS or i in self.limited:
                self.uncertain.add(i)
                self.problem.unknown_priors.add(i)
            return
        if rule.every == "month":
            return
        year = self.env.question.year
        left: tuple[int, int] | None = None
        for award, clause in self.priors:
            if clause != rule.id or award.subject is not subject:
                continue
            if rule.every == "once" or award.year == year:
                left = (0, 0)
            elif award.year is None and left is None:
                left = (0, 1)
        if left is not None:
            self.problem.bounds.append(Bound(ALREADY_PAID, (subject.id,), "awards", (i,), *left))

    def limit(self, limit: LimitRule) -> None:
        """The bounds of a limit: one for each group of candidates and each thing it counts."""
        groups: dict[tuple[str, ...], list[int]] = {}
        exempt: set[int] = set()
        for id_ in limit.over:
            for i in self.of_clause.get(id_, ()):
                subject = self.problem.claims[i].decision.subject
                freed = (
                    self.engine.exempt(limit.unless[id_], self.env, subject) if limit.unless[id_] else False
                )
                if freed is True:
                    continue
                if freed is None:
                    exempt.add(i)
                group = self.group(limit.keys, id_, subject, self.env.question.year)
                if group is None:
                    self.uncertain.add(i)
                else:
                    groups.setdefault(group, []).append(i)
        for group, members in groups.items():
            first = self.problem.claims[members[0]].decision.subject
            self.problem.allowances[limit.id, group] = (limit, first)
            for allowance in limit.allowances:
                self.bound(limit, allowance, group, members, exempt)

    def group(
        self, keys: Sequence[Key], clause: str, subject: Entity, year: int | None
    ) -> tuple[str, ...] | None:
        """The values of the keys, or None where one is unknown."""
        values: list[str] = []
        for key in keys:
            if key.sort == "entity":
                end = self.engine.conditions.quantities.walk(key.paths[clause])(subject, None)
                if end is None:
                    return None
                values.append(end.id)
            elif key.sort == "year":
                if year is None:
                    return None
                values.append(str(year))
            elif key.sort == "clause":
                values.append(clause)
        return tuple(values)

    def bound(
        self,
        limit: LimitRule,
        allowance: Allowance,
        group: tuple[str, ...],
        members: list[int],
        exempt: set[int],
    ) -> None:
        subject = self.problem.claims[members[0]].decision.subject
        low, high = self.allowed(allowance, subject)
        used_low = used_high = 0
        prior_persons: set[str] = set()
        for award, clause in self.priors:
            if clause not in limit.over:
                continue
            sure = self.group(limit.keys, clause, award.subject, award.year)
            if sure is not None and sure != group:
                continue
            least, most = self.used(award, allowance)
            used_low += least if sure is not None else 0
            used_high += most
            if limit.person and sure is not None:
                person = self.engine.conditions.quantities.walk(limit.person.paths[clause])(
                    award.subject, None
                )
                if person is not None:
                    prior_persons.add(person.id)
        if allowance.measure == "yuan":
            self.problem.used[limit.id, group] = (used_low, used_high)
        if allowance.measure == "persons":
            used_low = used_high = len(prior_persons)
        persons: tuple[str, ...] = ()
        if allowance.measure == "persons" and limit.person:
            kept: list[int] = []
            names: list[str] = []
            for i in members:
                decision = self.problem.claims[i].decision
                way = limit.person.paths[decision.rule.id]
                person = self.engine.conditions.quantities.walk(way)(decision.subject, None)
                if person is None:
                    self.uncertain.add(i)
                else:
                    kept.append(i)
                    names.append(person.id)
            members, persons = kept, tuple(names)
        self.problem.bounds.append(
            Bound(
                limit.id,
                group,
                allowance.measure,
                tuple(members),
                None if low is None else max(0, low - used_high),
                None if high is None else max(0, high - used_low),
                persons,
                frozenset(prior_persons) if allowance.measure == "persons" else frozenset(),
                frozenset(exempt & set(members)),
            )
        )

    def allowed(self, allowance: Allowance, subject: Entity) -> tuple[int | None, int | None]:
        """How much there may be, as whole numbers (fen for yuan)."""
        low: Any = 0
        high: Any = 0
        for item in allowance.items:
            least, most = self.engine.quantity(item)(self.env, subject, None)
            low += int(least or 0)
            high = None if high is None or most is None else high + int(most)
        return low, high

    def used(self, award: PriorAward, allowance: Allowance) -> tuple[int, int]:
        """What a prior award used up, at least and at most; an unknown amount may have used all."""
        if allowance.measure == "yuan":
            return (0, _ALL) if award.amount is None else (award.amount, award.amount)
        if allowance.measure == "months":
            return (0, _ALL) if award.months is None else (award.months, award.months)
        return 1, 1


_ALL: Final = 1 << 60
