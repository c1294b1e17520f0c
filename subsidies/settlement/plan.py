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
    over: Mapping[RulePlan, str]
    """The clauses that it binds, each with the name that the limit has for it."""
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
                values.append(self.over[clause])
        return tuple(values)


@dataclass(frozen=True, slots=True)
class RulesetPlan:
    """The clauses of one ruleset by their ids, and the limits that it declares."""

    rules: Mapping[str, RulePlan]
    limits: tuple[LimitPlan, ...]


@dataclass(frozen=True, slots=True)
class SettlingPlan:
    """All limits of a law, and its clauses by their full ids: one id may stand in several versions of a policy."""

    named: Mapping[str, tuple[RulePlan, ...]]
    limits: tuple[LimitPlan, ...]


def plan_ruleset(
    ruleset: Ruleset, ref: RulesetRef, refs: Mapping[str, ClauseRef], closures: Closures, vocabulary: Vocabulary
) -> RulesetPlan:
    """The plan of one ruleset by itself; ``closures`` compiles what stands in it, and ``refs`` are its clauses by their ids."""
    rules = {id_: _rule(rule, refs, closures) for id_, rule in ruleset.rules.items()}
    own = {id_: (rule,) for id_, rule in rules.items()}
    return RulesetPlan(
        rules, tuple(_limit(limit, LimitRef(ref, limit.id), own, closures, vocabulary) for limit in ruleset.limits)
    )


def plan(rulesets: Sequence[RulesetPlan]) -> SettlingPlan:
    """The plan of a law: those of all its rulesets put together."""
    named: dict[str, tuple[RulePlan, ...]] = {}
    for item in rulesets:
        for rule in item.rules.values():
            named[rule.ref.name] = (*named.get(rule.ref.name, ()), rule)
    return SettlingPlan(named, tuple(limit for item in rulesets for limit in item.limits))


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
    limit: LimitRule, ref: LimitRef, named: Mapping[str, tuple[RulePlan, ...]], closures: Closures, vocabulary: Vocabulary
) -> LimitPlan:
    """The plan of a limit; ``named`` are the rules by the names that the limit has for them."""
    over = {rule: name for name in limit.over for rule in named[name]}

    def keys(name: str) -> tuple[tuple[Key, Walk | None], ...]:
        ways = (closures.walk(key.paths[name]) if key.sort == "entity" else None for key in limit.keys)
        return tuple(zip(limit.keys, ways, strict=True))

    return LimitPlan(
        ref,
        limit,
        over,
        {rule: keys(name) for rule, name in over.items()},
        {} if limit.person is None else {rule: closures.walk(limit.person.paths[name]) for rule, name in over.items()},
        tuple(AllowancePlan(item.measure, tuple(closures.quantity(node) for node in item.items)) for item in limit.allowances),
        {rule: tuple(closures.condition(line.node) for line in limit.unless[name]) for rule, name in over.items()},
        frozenset(
            (rule, key.name)
            for key in limit.keys
            for rule, name in over.items()
            if name in key.paths and _is_distinct(key.paths[name], rule.rule.subject, vocabulary)
        ),
    )


def _is_distinct(path: n.Path, subject: str, vocabulary: Vocabulary) -> bool:
    """Whether a row that leaves this relation out is about somebody who appears in no other row."""
    return len(path) == 1 and vocabulary.entities[subject].relations[path[0]].unnamed_distinct
