"""What settling needs of a law, compiled once: amounts, payees and limits of all its policies as closures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from subsidies.case.entities import Entity
from subsidies.expression import nodes as n
from subsidies.quantities.compile import Condition, Quantity, Truth, Walk
from subsidies.ruleset.references import ClauseRef, LimitRef, RulesetRef
from subsidies.ruleset.rules import AmountRule, Key, LimitRule, Measure, Rule, Ruleset
from subsidies.vocabulary import Vocabulary


class Closures(Protocol):
    """Who compiles the expressions of a ruleset: whatever engine the law is settled by."""

    def condition(self, node: n.Node) -> Condition: ...
    def quantity(self, node: n.Node) -> Quantity: ...
    def walk(self, path: n.Path) -> Walk: ...


@dataclass(frozen=True, slots=True)
class AmountPlan:
    """An amount with the closures of its ends; None where the amount is set elsewhere."""

    rule: AmountRule
    low: Quantity | None
    high: Quantity | None
    is_fixed: bool
    """Whether it is the same in every case."""


@dataclass(frozen=True, slots=True, eq=False)
class RulePlan:
    """A rule's amounts, payees, months used up, and the lines through which other clauses for the same subject prevail."""

    ref: ClauseRef
    rule: Rule
    amounts: tuple[AmountPlan, ...]
    payees: tuple[Walk, ...]
    months: Quantity | None
    prevailing: tuple[tuple[int, ClauseRef], ...]
    """Index of the line, and the clause."""


@dataclass(frozen=True, slots=True)
class AllowancePlan:
    """What a limit counts, with the closures of the items that make up the allowance."""

    measure: Measure
    items: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True, eq=False)
class LimitPlan:
    """A limit: for each clause it binds the ways to its keys and to the person counted, and its exemptions."""

    ref: LimitRef
    rule: LimitRule
    over: tuple[RulePlan, ...]
    keys: Mapping[RulePlan, tuple[tuple[Key, Walk | None], ...]]
    persons: Mapping[RulePlan, Walk]
    allowances: tuple[AllowancePlan, ...]
    unless: Mapping[RulePlan, tuple[Condition, ...]]
    distinct: frozenset[tuple[RulePlan, str]]
    """Clause and key where a subject that names nobody is about somebody of its own."""

    def exempt(self, clause: RulePlan, env: Any, subject: Entity) -> Truth:
        """Whether any exemption holds for a subject."""
        result: Truth = False
        for condition in self.unless[clause]:
            verdict = condition(env, subject, None)
            if verdict is True:
                return True
            if verdict is None:
                result = None
        return result

    def group(self, clause: RulePlan, subject: Entity, year: int | None) -> tuple[str | None, ...]:
        """The values of the keys for a subject; None for one that is unknown."""
        values: list[str | None] = []
        for key, walk in self.keys[clause]:
            if walk is not None:
                end = walk(subject, None)
                if end is not None:
                    values.append(end.id)
                elif (clause, key.name) in self.distinct:
                    values.append(f"{key.name} of {subject.id}")
                else:
                    values.append(None)
            elif key.sort == "year":
                values.append(None if year is None else str(year))
            elif key.sort == "clause":
                values.append(clause.ref.id)
        return tuple(values)


@dataclass(frozen=True, slots=True)
class SettlingPlan:
    """All limits of a law, and its clauses by their full ids: one id may stand in several versions of a policy."""

    named: Mapping[str, tuple[RulePlan, ...]]
    limits: tuple[LimitPlan, ...]


def plan_rules(ruleset: Ruleset, refs: Mapping[str, ClauseRef], closures: Closures) -> dict[str, RulePlan]:
    """The rules of one ruleset, by their ids."""
    return {id_: _rule(rule, refs, closures) for id_, rule in ruleset.rules.items()}


def plan_limits(
    ruleset: Ruleset, ref: RulesetRef, rules: Mapping[str, RulePlan], closures: Closures, vocabulary: Vocabulary
) -> list[LimitPlan]:
    """The limits that a ruleset declares."""
    return [_limit(limit, LimitRef(ref, limit.id), rules, closures, vocabulary) for limit in ruleset.limits]


def plan(rulesets: Sequence[Mapping[str, RulePlan]], limits: Sequence[LimitPlan]) -> SettlingPlan:
    """The rules of all rulesets of a law put together with its limits."""
    named: dict[str, tuple[RulePlan, ...]] = {}
    for rules in rulesets:
        for rule in rules.values():
            named[rule.ref.name] = (*named.get(rule.ref.name, ()), rule)
    return SettlingPlan(named, tuple(limits))


def _rule(rule: Rule, refs: Mapping[str, ClauseRef], closures: Closures) -> RulePlan:
    return RulePlan(
        refs[rule.id],
        rule,
        tuple(
            AmountPlan(
                item,
                None if item.low is None else closures.quantity(item.low),
                None if item.high is None else closures.quantity(item.high),
                all(isinstance(end, n.Parameter | n.Number) for end in (item.low, item.high) if end is not None),
            )
            for item in rule.amounts
        ),
        tuple(closures.walk(path) for path in rule.payees),
        None if rule.months is None else closures.quantity(rule.months),
        tuple(
            (index, refs[line.node.clause])
            for index, line in enumerate(rule.lines)
            if line.role == "exception" and isinstance(line.node, n.ClauseHolds) and not line.node.path
        ),
    )


def _limit(
    limit: LimitRule, ref: LimitRef, rules: Mapping[str, RulePlan], closures: Closures, vocabulary: Vocabulary
) -> LimitPlan:
    over = tuple(rules[clause] for clause in limit.over)

    def keys(clause: RulePlan) -> tuple[tuple[Key, Walk | None], ...]:
        ways = (closures.walk(key.paths[clause.ref.id]) if key.sort == "entity" else None for key in limit.keys)
        return tuple(zip(limit.keys, ways, strict=True))

    return LimitPlan(
        ref,
        limit,
        over,
        {clause: keys(clause) for clause in over},
        {} if limit.person is None else {clause: closures.walk(limit.person.paths[clause.ref.id]) for clause in over},
        tuple(AllowancePlan(item.measure, tuple(closures.quantity(node) for node in item.items)) for item in limit.allowances),
        {clause: tuple(closures.condition(line.node) for line in limit.unless[clause.ref.id]) for clause in over},
        frozenset(
            (clause, key.name)
            for key in limit.keys
            for clause in over
            if clause.ref.id in key.paths and _is_distinct(key.paths[clause.ref.id], clause.rule.subject, vocabulary)
        ),
    )


def _is_distinct(path: n.Path, subject: str, vocabulary: Vocabulary) -> bool:
    """Whether a row that leaves this relation out is about somebody who appears in no other row."""
    return len(path) == 1 and vocabulary.entities[subject].relations[path[0]].unnamed_distinct
