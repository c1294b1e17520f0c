"""All expressions of a rule, a limit or a definition, and all that they read, by way of definitions too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from subsidies.expression import nodes as n
from subsidies.files.source import DataPath
from subsidies.ruleset.rules import AmountRule, DefinitionRule, LimitRule, Line, Rule, Rules
from subsidies.vocabulary import Vocabulary

ExpressionPart = Literal["line", "amount", "at", "runs_from", "runs_on", "months", "allowance", "exemption", "definition"]
Definitions = Mapping[tuple[str, str], DefinitionRule | None]
"""Definitions by the entity they are about and their name; None stands for one that could not be read."""


# --- Every expression


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression of the law: what it is, the path of the file it stands at, and which kind of entity it is about."""

    node: n.Node
    subject: str
    path: DataPath
    part: ExpressionPart
    line: Line | None = None
    """The line or exemption whose node this is."""


def rule_expressions(rule: Rule) -> Iterator[Expression]:
    """All that decides a clause or provision: its lines, the ends of its amounts, its days and its months."""
    yield from line_expressions(rule)
    yield from amount_expressions(rule.amounts, rule.subject, rule.amount_path)
    # A benefit that does not say from when it runs does so from its qualifying day, which is no second expression.
    runs_from = None if rule.runs_from is rule.at else rule.runs_from
    others: tuple[tuple[ExpressionPart, n.Node | None], ...] = (
        ("at", rule.at),
        ("runs_from", runs_from),
        ("runs_on", rule.runs_on),
        ("months", rule.months),
    )
    for part, node in others:
        if node is not None:
            yield Expression(node, rule.subject, (*rule.path, part), part)


def line_expressions(rule: Rule) -> Iterator[Expression]:
    """The lines of a clause or provision; what follows from the dates, the place or a table stands where the rule does."""
    for line in rule.lines:
        yield Expression(line.node, rule.subject, line.path or rule.path, "line", line)


def amount_expressions(amounts: Iterable[AmountRule], subject: str, path: DataPath) -> Iterator[Expression]:
    """The ends of amounts that stand at a path, each once."""
    for amount in amounts:
        for end in amount.ends:
            yield Expression(end, subject, path, "amount")


def limit_expressions(limit: LimitRule, rules: Mapping[str, Rule], clauses: Sequence[str] | None = None) -> Iterator[Expression]:
    """All that decides a limit: what it allows, and its exemptions as seen from some of its clauses (default: from all)."""
    for allowance in limit.allowances:
        for item in allowance.nodes:
            yield Expression(item, rules[limit.over[0]].subject, (*limit.path, "at_most"), "allowance")
    for clause in limit.over if clauses is None else clauses:
        for index, line in enumerate(limit.unless.get(clause, ())):
            yield Expression(line.node, rules[clause].subject, (*limit.path, "unless", index), "exemption", line)


def definition_expression(rule: DefinitionRule) -> Expression:
    """What a definition says."""
    return Expression(rule.node, rule.entity, rule.path, "definition")


def all_expressions(rules: Rules) -> Iterator[Expression]:
    """Every expression of some rules, their limits and their definitions."""
    for rule in rules.rules.values():
        yield from rule_expressions(rule)
    for limit in rules.limits:
        yield from limit_expressions(limit, rules.rules)
    yield from map(definition_expression, rules.definitions.values())


# --- What they read


@dataclass(frozen=True, slots=True)
class Read:
    """A node that is met below an expression."""

    node: n.Node
    start: str
    """The kinds of entity (``a|b``) at which the way of the node itself starts."""
    path: n.Path
    """The way of the node itself, from there; no variable stands in it."""
    way: n.Path | None
    """From what the whole expression is about to what the node is about; None where it leads through a member of a list."""
    within: n.Aggregate | None
    """The aggregate in whose body or filter the node stands."""


def reached(
    expressions: Iterable[Expression],
    definitions: Definitions,
    clauses: Mapping[str, Rule] | None = None,
    *,
    each_way: bool = False,
    below: Callable[[n.Node], bool] = lambda node: True,
) -> Iterator[Read]:
    """Every node of some expressions and of the definitions they name, in the order in which a reader meets them.

    A definition is entered where it is met first; with ``each_way`` once for each way on which it is met, for who asks which
    entity is meant. With ``clauses``, the lines of a clause that a line names are entered too. ``below`` says whether to go on
    below a node.
    """
    walk = _Walk(definitions, clauses or {}, each_way, below)
    for item in expressions:
        yield from walk.node(item.node, item.subject, (), None)


@dataclass(slots=True)
class _Walk:
    definitions: Definitions
    clauses: Mapping[str, Rule]
    each_way: bool
    below: Callable[[n.Node], bool]
    entered: set[tuple[str, str, n.Path | None]] = field(default_factory=set)

    def node(self, node: n.Node, subject: str, way: n.Path | None, within: n.Aggregate | None) -> Iterator[Read]:
        """``way`` leads to the ``subject``, from which the paths of the node start unless they start from a member."""
        start, end = subject, way
        path = node.path if isinstance(node, n.PLACED) else ()
        if within is not None and path[:1] == (f"${within.variable}",):
            start, path, end = within.member, path[1:], None
        elif way is not None:
            end = (*way, *path)
        yield Read(node, start, path, end, within)
        if not self.below(node):
            return
        if isinstance(node, n.Definition):
            rule = self.definitions.get((node.entity, node.name))
            if rule is not None and self.enters(node.entity, node.name, end):
                yield from self.node(rule.node, rule.entity, end, None)
        elif isinstance(node, n.ClauseHolds):
            clause = self.clauses.get(node.clause)
            if clause is not None and self.enters("", node.clause, end):
                for item in line_expressions(clause):
                    yield from self.node(item.node, clause.subject, end, None)
        elif isinstance(node, n.Aggregate):
            within = node
        for child in node.children():
            yield from self.node(child, subject, way, within)

    def enters(self, entity: str, name: str, way: n.Path | None) -> bool:
        key = (entity, name, way if self.each_way else None)
        if key in self.entered:
            return False
        self.entered.add(key)
        return True


@dataclass(slots=True)
class Reach:
    """What was read, each thing once, in the order in which a reader meets it.

    Another clause that a line names is followed only with ``through_clauses``.
    """

    ruleset: Rules
    vocabulary: Vocabulary
    through_clauses: bool = False
    parameters: dict[str, None] = field(default_factory=dict)
    definitions: dict[tuple[str, str], None] = field(default_factory=dict)
    facts: dict[tuple[str, str], None] = field(default_factory=dict)
    relations: dict[tuple[str, str], None] = field(default_factory=dict)
    lists: dict[tuple[str, str], None] = field(default_factory=dict)
    entities: dict[str, None] = field(default_factory=dict)
    rates: dict[str, None] = field(default_factory=dict)
    clauses: dict[str, None] = field(default_factory=dict)
    words: dict[str, None] = field(default_factory=dict)
    """The values of enums that are named."""

    def rule(self, rule: Rule) -> None:
        """Follow a clause or provision, and the ways to who is paid."""
        self.entities[rule.subject] = None
        self.follow(rule_expressions(rule))
        for payee in rule.payees:
            self._way(payee, rule.subject)

    def limit(self, limit: LimitRule, clauses: Sequence[str] | None = None) -> None:
        """Follow a limit and the ways to what it groups by, as seen from some of its clauses (default: from all)."""
        self.follow(limit_expressions(limit, self.ruleset.rules, clauses))
        for clause in limit.over if clauses is None else clauses:
            for key in (*limit.keys, limit.person):
                if key is not None and clause in key.paths:
                    self._way(key.paths[clause], self.ruleset.rules[clause].subject)

    def definition(self, rule: DefinitionRule) -> None:
        """Follow a definition, itself among what is read."""
        self.definitions[rule.entity, rule.name] = None
        self.entities[rule.entity] = None
        self.follow([definition_expression(rule)])

    def follow(self, expressions: Iterable[Expression]) -> None:
        """Follow any expressions of the ruleset."""
        clauses = self.ruleset.rules if self.through_clauses else None
        for read in reached(expressions, self.ruleset.definitions, clauses):
            self._read(read)

    def _read(self, read: Read) -> None:
        node = read.node
        if isinstance(node, n.Member):
            self.words.update(dict.fromkeys(node.values))
        elif isinstance(node, n.TableEntry):
            self.words.update(dict.fromkeys(key for key, _ in node.entries))
        if isinstance(node, n.Parameter | n.TableEntry):
            self._figure(node.id)
        elif isinstance(node, n.Member | n.Within) and node.parameter is not None:
            self._figure(node.parameter)
        elif isinstance(node, n.Rate) and node.local is not None:
            self._figure(node.local.parameter)
        elif isinstance(node, n.Rate):
            self.rates[node.name] = None
        elif isinstance(node, n.PLACED):
            kinds = self._way(read.path, read.start)
            if isinstance(node, n.Fact):
                own = node.entity.split("|")
                self.facts.update(dict.fromkeys((kind, node.name) for kind in kinds if kind in own))
            elif isinstance(node, n.Definition):
                self.definitions[node.entity, node.name] = None
            elif isinstance(node, n.EntityKind):
                self.entities.update(dict.fromkeys(node.kinds))
            elif isinstance(node, n.ClauseHolds):
                self.clauses[node.clause] = None
            else:
                own = node.entity.split("|")
                self.lists.update(dict.fromkeys((kind, node.relation) for kind in kinds if kind in own))

    def _way(self, path: n.Path, start: str) -> tuple[str, ...]:
        """Follow a way of relations; the kinds of entity at its end."""
        kinds = tuple(start.split("|"))
        self.entities.update(dict.fromkeys(kinds))
        for part in path:
            kinds = tuple(kind for kind in kinds if part in self.vocabulary.entities[kind].relations)
            self.relations.update(dict.fromkeys((kind, part) for kind in kinds))
            found = (self.vocabulary.entities[kind].relations[part].targets for kind in kinds)
            kinds = tuple(dict.fromkeys(target for targets in found for target in targets))
            self.entities.update(dict.fromkeys(kinds))
        return kinds

    def _figure(self, name: str) -> None:
        # The days of the plan are nodes of the same kind, under names that no parameter can have.
        if name in self.ruleset.parameters:
            self.parameters[name] = None
