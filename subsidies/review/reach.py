"""What a clause or a limit rests on: the figures, definitions, facts, relations and rates that its expressions reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from subsidies.expression import nodes as n
from subsidies.ruleset.rules import LimitRule, Rule, Ruleset
from subsidies.vocabulary import Vocabulary

Ways = Mapping[str, str]
"""Which kinds of entity (``a|b``) the variables of the aggregates around a node stand for."""


@dataclass(slots=True)
class Reach:
    """What was reached, each thing once, in the order in which a reader meets it.

    Another clause that a line names is not followed: it is reviewed by itself.
    """

    ruleset: Ruleset
    vocabulary: Vocabulary
    parameters: dict[str, None] = field(default_factory=dict)
    definitions: dict[tuple[str, str], None] = field(default_factory=dict)
    facts: dict[tuple[str, str], None] = field(default_factory=dict)
    relations: dict[tuple[str, str], None] = field(default_factory=dict)
    lists: dict[tuple[str, str], None] = field(default_factory=dict)
    entities: dict[str, None] = field(default_factory=dict)
    rates: dict[str, None] = field(default_factory=dict)

    def rule(self, rule: Rule) -> None:
        """Follow a clause or provision."""
        self.entities[rule.subject] = None
        for node in expressions(rule):
            self.node(node, rule.subject)
        for payee in rule.payees:
            self.way(payee, rule.subject, {})

    def limit(self, limit: LimitRule, clauses: Sequence[str] | None = None) -> None:
        """Follow a limit, as seen from some of the clauses it binds (default: from all)."""
        first = self.ruleset.rules[limit.over[0]].subject
        for allowance in limit.allowances:
            for item in allowance.items:
                self.node(item, first)
        for clause in limit.over if clauses is None else clauses:
            subject = self.ruleset.rules[clause].subject
            for line in limit.unless.get(clause, ()):
                self.node(line.node, subject)
            for key in (*limit.keys, limit.person):
                if key is not None and clause in key.paths:
                    self.way(key.paths[clause], subject, {})

    def definition(self, entity: str, name: str) -> None:
        """Follow a definition, by way of others too."""
        if (entity, name) in self.definitions or (entity, name) not in self.ruleset.definitions:
            return
        self.definitions[entity, name] = None
        self.entities[entity] = None
        self.node(self.ruleset.definitions[entity, name].node, entity)

    def node(self, node: n.Node, subject: str, ways: Ways | None = None) -> None:
        """Follow an expression about a kind of entity."""
        ways = ways or {}
        if isinstance(node, n.Parameter | n.TableEntry):
            self._figure(node.id)
        elif isinstance(node, n.Member) and node.parameter is not None:
            self._figure(node.parameter)
        elif isinstance(node, n.Rate):
            self.rates[node.name] = None
        elif isinstance(node, n.Fact):
            for kind in self.way(node.path, subject, ways):
                self.facts[kind, node.name] = None
        elif isinstance(node, n.Definition):
            for kind in self.way(node.path, subject, ways):
                self.definition(kind, node.name)
        elif isinstance(node, n.EntityKind):
            self.way(node.path, subject, ways)
            self.entities.update(dict.fromkeys(node.kinds))
        elif isinstance(node, n.ClauseHolds):
            self.way(node.path, subject, ways)
        elif isinstance(node, n.Aggregate):
            for kind in self.way(node.path, subject, ways):
                self.lists[kind, node.relation] = None
            ways = {**ways, node.variable: node.member}
        for child in node.children():
            self.node(child, subject, ways)

    def way(self, path: n.Path, subject: str, ways: Ways) -> tuple[str, ...]:
        """Follow a way of relations; the kinds of entity at its end."""
        if path and path[0].startswith("$"):
            subject, path = ways[path[0].removeprefix("$")], path[1:]
        kinds = tuple(subject.split("|"))
        self.entities.update(dict.fromkeys(kinds))
        for part in path:
            self.relations.update(dict.fromkeys((kind, part) for kind in kinds))
            found = (self.vocabulary.entities[kind].relations[part].targets for kind in kinds)
            kinds = tuple(dict.fromkeys(target for targets in found for target in targets))
            self.entities.update(dict.fromkeys(kinds))
        return kinds

    def _figure(self, name: str) -> None:
        # The days of the plan are nodes of the same kind, under names that no parameter can have.
        if name in self.ruleset.model.parameters:
            self.parameters[name] = None


def expressions(rule: Rule) -> Iterator[n.Node]:
    """All that decides a rule: its lines, its amounts, its days and its months."""
    yield from (line.node for line in rule.lines)
    ends = (end for amount in rule.amounts for end in (amount.low, amount.high))
    yield from (node for node in (*ends, rule.at, rule.runs_from, rule.runs_on, rule.months) if node is not None)


def binding(ruleset: Ruleset, clause: str) -> list[LimitRule]:
    """The limits that bind a clause."""
    return [limit for limit in ruleset.limits if clause in limit.over]
