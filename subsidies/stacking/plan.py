"""What settling needs of a ruleset, compiled once: amounts, payees and limits as closures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from subsidies.case.entities import Entity
from subsidies.engines.decision import Environment
from subsidies.engines.reference.engine import ReferenceEngine
from subsidies.expression import nodes as n
from subsidies.quantities.compile import Condition, Quantity, Truth, Walk
from subsidies.ruleset.rules import AmountRule, Key, LimitRule, Measure, Rule, Ruleset


@dataclass(frozen=True, slots=True)
class AmountPlan:
    """An amount with the closures of its ends; None where the amount is set elsewhere."""

    rule: AmountRule
    low: Quantity | None
    high: Quantity | None
    is_fixed: bool
    """Whether it is the same in every case."""


@dataclass(frozen=True, slots=True)
class RulePlan:
    """A rule's amounts, payees, months used up, and the lines through which other clauses for the same subject prevail."""

    amounts: tuple[AmountPlan, ...]
    payees: tuple[Walk, ...]
    months: Quantity | None
    prevailing: tuple[tuple[int, str], ...]
    """Index of the line, and the clause."""


@dataclass(frozen=True, slots=True)
class AllowancePlan:
    """What a limit counts, with the closures of the items that make up the allowance."""

    measure: Measure
    items: tuple[Quantity, ...]


@dataclass(frozen=True, slots=True)
class LimitPlan:
    """A limit: for each clause the ways to its keys and to the person counted, and its exemptions."""

    rule: LimitRule
    keys: Mapping[str, tuple[tuple[Key, Walk | None], ...]]
    persons: Mapping[str, Walk]
    allowances: tuple[AllowancePlan, ...]
    unless: Mapping[str, tuple[Condition, ...]]
    distinct: frozenset[tuple[str, str]]
    """Clause and key where a subject that names nobody is about somebody of its own."""

    def exempt(self, clause: str, env: Environment, subject: Entity) -> Truth:
        """Whether any exemption holds for a subject."""
        result: Truth = False
        for condition in self.unless[clause]:
            verdict = condition(env, subject, None)
            if verdict is True:
                return True
            if verdict is None:
                result = None
        return result

    def group(self, clause: str, subject: Entity, year: int | None) -> tuple[str | None, ...]:
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
                values.append(clause)
        return tuple(values)


@dataclass(frozen=True, slots=True)
class SettlingPlan:
    """All of it for one ruleset."""

    rules: Mapping[str, RulePlan]
    limits: tuple[LimitPlan, ...]


def plan(ruleset: Ruleset, engine: ReferenceEngine) -> SettlingPlan:
    """Compile a ruleset's amounts and limits with the closures of the reference engine."""
    return SettlingPlan(
        {id_: _rule(rule, engine) for id_, rule in ruleset.rules.items()},
        tuple(_limit(limit, ruleset, engine) for limit in ruleset.limits),
    )


def _rule(rule: Rule, engine: ReferenceEngine) -> RulePlan:
    walk = engine.conditions.quantities.walk
    return RulePlan(
        tuple(
            AmountPlan(
                item,
                None if item.low is None else engine.quantity(item.low),
                None if item.high is None else engine.quantity(item.high),
                all(isinstance(end, n.Parameter | n.Number) for end in (item.low, item.high) if end is not None),
            )
            for item in rule.amounts
        ),
        tuple(walk(path) for path in rule.payees),
        None if rule.months is None else engine.quantity(rule.months),
        tuple(
            (index, line.node.clause)
            for index, line in enumerate(rule.lines)
            if line.role == "exception" and isinstance(line.node, n.ClauseHolds) and not line.node.path
        ),
    )


def _limit(limit: LimitRule, ruleset: Ruleset, engine: ReferenceEngine) -> LimitPlan:
    walk = engine.conditions.quantities.walk

    def keys(clause: str, items: Sequence[Key]) -> tuple[tuple[Key, Walk | None], ...]:
        return tuple((key, walk(key.paths[clause]) if key.sort == "entity" else None) for key in items)

    return LimitPlan(
        limit,
        {clause: keys(clause, limit.keys) for clause in limit.over},
        {} if limit.person is None else {clause: walk(limit.person.paths[clause]) for clause in limit.over},
        tuple(AllowancePlan(item.measure, tuple(engine.quantity(node) for node in item.items)) for item in limit.allowances),
        {clause: tuple(engine.condition(line.node) for line in limit.unless[clause]) for clause in limit.over},
        frozenset(
            (clause, key.name)
            for key in limit.keys
            for clause, path in key.paths.items()
            if _is_distinct(path, ruleset.rules[clause].subject, engine)
        ),
    )


def _is_distinct(path: n.Path, subject: str, engine: ReferenceEngine) -> bool:
    """Whether a row that leaves this relation out is about somebody who appears in no other row."""
    if len(path) != 1:
        return False
    return engine.conditions.quantities.vocabulary.entities[subject].relations[path[0]].unnamed_distinct
