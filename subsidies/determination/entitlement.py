"""One clause for one subject: verdict, outcome, amount, payee, and the trace behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from subsidies.amount import Amount
from subsidies.case.entities import Entity
from subsidies.engines.decision import Decision, Environment
from subsidies.engines.reference.engine import ReferenceEngine
from subsidies.expression import nodes as n
from subsidies.quantities.compile import Truth
from subsidies.ruleset.inforce import DRAFT, last_day
from subsidies.ruleset.rules import LimitRule, Line, Rule, Ruleset
from subsidies.stacking.groups import ALREADY_PAID
from subsidies.stacking.problem import Bound
from subsidies.types.sorts import Sort


class Outcome(StrEnum):
    """What a verdict means for the applicant."""

    PAYABLE = "payable"
    POSSIBLE = "possible"
    EXCLUDED_BY_LIMIT = "excluded_by_limit"
    DECIDED_ELSEWHERE = "decided_elsewhere"
    NOT_IN_FORCE = "not_in_force"
    ELSEWHERE = "elsewhere"
    NOT_ENTITLED = "not_entitled"


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One row of the trace: a line of the rule, what was decided, and the node to render."""

    line: Line
    verdict: Truth
    """Of the line as written: an exception that holds is True and keeps the rule from holding."""

    @property
    def supports(self) -> Truth:
        """Whether the line speaks for the rule."""
        if self.line.role == "exception":
            return None if self.verdict is None else not self.verdict
        return self.verdict


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not known: a fact of an entity, the completeness of a list, the prior awards, or what the text leaves open."""

    sort: str
    entity: Entity | None = None
    fact: str = ""
    asked: bool = False
    zh: str = ""
    en: str = ""


@dataclass(slots=True, eq=False)
class Entitlement:
    """The result for one clause (or provision) and one subject.

    ``paid`` is what is payable after limits, in fen, for the outcome payable; ``amounts`` are what the clause says by itself.
    ``limit`` is the bound that excluded it.
    """

    ruleset: Ruleset
    decision: Decision
    outcome: Outcome
    amounts: tuple[Amount, ...]
    payees: tuple[Entity | None, ...]
    engine: ReferenceEngine
    env: Environment
    paid: tuple[int, int | None] | None = None
    limit: Bound | None = None
    unknown_priors: bool = False
    open_caps: tuple[tuple[LimitRule, Entity], ...] = ()
    """Limits over it of which it is not known how much they allow, each with an entity to read that from."""
    open_exemptions: tuple[tuple[LimitRule, str, Entity], ...] = ()
    """Limits that bind it unless an exemption holds of which that is not known, for it or for an earlier award: the limit, the
    clause and the subject that may be exempt."""

    @property
    def rule(self) -> Rule:
        return self.decision.rule

    @property
    def clause(self) -> str:
        """The full id, ``policy/clause``."""
        return f"{self.ruleset.policy}/{self.decision.rule.id}"

    @property
    def subject(self) -> Entity:
        return self.decision.subject

    @property
    def verdict(self) -> Truth:
        return self.decision.verdict

    @property
    def article(self) -> str:
        return self.rule.model.article

    @property
    def is_money(self) -> bool:
        """Whether the amount is one sum of money (not several things, not a number of posts)."""
        return len(self.amounts) == 1 and self.amounts[0].is_money

    @property
    def rows(self) -> list[TraceRow]:
        """The trace, line by line in the order of the rule."""
        rows: list[TraceRow] = []
        for line, seen in zip(self.rule.lines, self.decision.lines, strict=True):
            verdict = seen
            if line.role == "exception" and seen is not None:
                verdict = not seen
            rows.append(TraceRow(line, verdict))
        return rows

    @property
    def decisive(self) -> TraceRow | None:
        """The one line that decides a refusal: the first that speaks against; None when none does."""
        return next((row for row in self.rows if row.supports is False), None)

    @property
    def only_if_in_force(self) -> bool:
        """Whether the document is a draft, so that everything is under the condition that it comes into force."""
        return self.ruleset.model.status == "draft"

    @property
    def period(self) -> tuple[date, date] | None:
        """First and last day of a benefit that runs on from its qualifying day."""
        if self.rule.runs_from is None or self.rule.runs_on is None:
            return None
        start = self.engine.quantity(self.rule.runs_from)(self.env, self.subject, None)
        end = self.engine.quantity(last_day(self.rule.runs_from, self.rule.runs_on))(self.env, self.subject, None)
        if start[0] is None or start[0] != start[1] or end[0] is None or end[0] != end[1]:
            return None
        return date.fromordinal(int(start[0])), date.fromordinal(int(end[0]))

    @property
    def missing(self) -> list[Missing]:
        """What is unknown and may still change the verdict or the amount, each thing once; nothing once it is refused."""
        if self.verdict is False:
            return []
        found: dict[Any, Missing] = {}
        for row in self.rows:
            if row.verdict is None:
                for item in self.unknown_in(row.line.node, self.subject, None):
                    found.setdefault((item.sort, item.entity and item.entity.index, item.fact, item.zh), item)
        if self.outcome in (Outcome.PAYABLE, Outcome.POSSIBLE):
            for amount, rule in zip(self.amounts, self.rule.amounts, strict=True):
                if "unknown" in amount.cause:
                    for end in (rule.low, rule.high):
                        for item in self.unknown_in(end, self.subject, None) if end is not None else ():
                            found.setdefault((item.sort, item.entity and item.entity.index, item.fact, item.zh), item)
        for limit, subject in self.open_caps:
            for allowance in limit.allowances:
                for node in allowance.items:
                    for item in self.unknown_in(node, subject, None):
                        found.setdefault((item.sort, item.entity and item.entity.index, item.fact, item.zh), item)
        for limit, clause, subject in self.open_exemptions:
            for line in limit.unless[clause]:
                for item in self.unknown_in(line.node, subject, None):
                    found.setdefault((item.sort, item.entity and item.entity.index, item.fact, item.zh), item)
        if self.unknown_priors:
            found["prior_awards"] = Missing("prior_awards")
        return list(found.values())

    def unknown_in(self, node: n.Node, subject: Entity, member: Entity | None) -> Iterator[Missing]:
        """Unknown things below a node, leaving out branches that are decided."""
        if not isinstance(node, n.Fact) and node.type.sort is Sort.BOOL and self.truth(node, subject, member) is not None:
            return
        if isinstance(node, n.Open):
            yield Missing("draft" if node is DRAFT else "open", zh=node.zh, en=node.en)
        elif isinstance(node, n.Fact):
            yield from self.unknown_fact(node, subject, member)
        elif isinstance(node, n.EntityKind):
            yield from self.unknown_way(node.path, subject, member)
        elif isinstance(node, n.Definition):
            end = self.engine.conditions.quantities.walk(node.path)(subject, member)
            if end is None:
                yield from self.unknown_way(node.path, subject, member)
            else:
                rule = self.ruleset.definitions[node.entity, node.name]
                yield from self.unknown_in(rule.node, end, None)
        elif isinstance(node, n.ClauseHolds):
            end = self.engine.conditions.quantities.walk(node.path)(subject, member)
            for line in self.ruleset.rules[node.clause].lines if end is not None else ():
                yield from self.unknown_in(line.node, end, None)  # type: ignore[arg-type]
        elif isinstance(node, n.Aggregate):
            items, complete = self.engine.conditions.quantities.members(node)(subject, member)
            if not complete:
                yield Missing("list", subject, node.relation)
            for item in items:
                for part in (node.where, node.body):
                    if part is not None:
                        yield from self.unknown_in(part, subject, item)
        elif isinstance(node, n.Rate):
            yield Missing("rate", fact=node.name)
        else:
            for child in node.children():
                yield from self.unknown_in(child, subject, member)

    def truth(self, node: n.Node, subject: Entity, member: Entity | None) -> Truth:
        """The verdict on a condition outside aggregates; None inside them."""
        if member is not None:
            return None
        return self.engine.condition(node)(self.env, subject, None)

    def unknown_fact(self, node: n.Fact, subject: Entity, member: Entity | None) -> Iterator[Missing]:
        quantities = self.engine.conditions.quantities
        end = quantities.walk(node.path)(subject, member)
        if end is None:
            yield from self.unknown_way(node.path, subject, member)
            return
        value = quantities.value(n.Fact(node.type, (), end.kind, node.name))(end, None)
        if value is None or (isinstance(value, tuple) and (value[0] is None or value[0] != value[1])):
            yield Missing("fact", end, node.name, (end.index, node.name) in self.env.question.asked)

    def unknown_way(self, path: n.Path, subject: Entity, member: Entity | None) -> Iterator[Missing]:
        """The first relation on a way that is unknown."""
        for length in range(1, len(path) + 1):
            if path[length - 1].startswith("$"):
                continue
            start = self.engine.conditions.quantities.walk(path[: length - 1])(subject, member)
            if self.engine.conditions.quantities.walk(path[:length])(subject, member) is None and start is not None:
                yield Missing("relation", start, path[length - 1])
                return

    @property
    def already_paid(self) -> bool:
        """Whether it was excluded because it was paid before."""
        return self.limit is not None and self.limit.limit == ALREADY_PAID
