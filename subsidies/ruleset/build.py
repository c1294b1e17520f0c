"""From a validated ruleset file to typed rules, with every finding at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from subsidies.arithmetic.days import Days
from subsidies.errors import Finding, RulesetError, suggestion
from subsidies.errors.finding import Phrase, in_order, shown
from subsidies.expression import Scope, check
from subsidies.expression import nodes as n
from subsidies.files.digest import digest_of
from subsidies.files.schema import Label, validated
from subsidies.files.source import DataPath, Source, dotted
from subsidies.i18n import N_
from subsidies.ruleset import inforce, proofs
from subsidies.ruleset.amounts import build_amounts, table_lines
from subsidies.ruleset.checks import Parts, check_rules
from subsidies.ruleset.limits import build_limits
from subsidies.ruleset.models import (
    AnyModel,
    ClauseLineModel,
    ClauseModel,
    LabelledModel,
    LineModel,
    OneOfModel,
    OpenModel,
    ParameterModel,
    ProvisionModel,
    RuleModel,
    RulesetModel,
)
from subsidies.ruleset.rules import AmountRule, DefinitionRule, Line, Role, Rule, Ruleset
from subsidies.types.numbers import Exact, scaled
from subsidies.types.sorts import BOOL, DATE, NAMES, PLACE, Sort, Type, named, number
from subsidies.types.units import MONTH
from subsidies.vocabulary.world import World

MAX_CHAIN: Final = 40
"""How many definitions or clauses may depend on one another in a row: far more than a reader can follow."""
A_QUANTITY: Final = N_("truth value, number or date")
Rewrite = Callable[[DataPath, n.Node], n.Node]
"""Gives the node to take for an expression that stands at a path of the file."""


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A parameter in the engine's scale."""

    type: Type
    value: Exact | date | tuple[str, ...] | Mapping[str, Exact]


def read_model(source: Source) -> RulesetModel:
    """The model of a ruleset file.

    Raises :class:`RulesetError` with all findings of shape.
    """
    model, found = validated(RulesetModel, source)
    if model is None:
        raise RulesetError(found)
    return model


def build_ruleset(
    source: Source, world: World, governed: Sequence[Days] | None = None, model: RulesetModel | None = None
) -> Ruleset:
    """Check a ruleset file and make its rules.

    Raises :class:`RulesetError` with all findings, of shape first and of content otherwise.
    """
    return _finished(Builder(model or read_model(source), source, world, governed))


def rebuild_ruleset(
    source: Source, world: World, governed: Sequence[Days] | None, model: RulesetModel, rewrite: Rewrite
) -> Ruleset:
    """Make the rules of a file that was sound before it was changed, or whose expressions ``rewrite`` changes as they are read.

    Only what has no meaning at all is refused: a changed file may well hold what a sound one may not, such as a figure that
    nothing uses any more. What comes out is no version of anything and has no digest.

    Raises :class:`RulesetError` as :func:`build_ruleset` does.
    """
    return _finished(Builder(model, source, world, governed, rewrite))


def _finished(builder: Builder) -> Ruleset:
    ruleset = builder.build()
    if builder.found:
        raise RulesetError(in_order(builder.found))
    return ruleset


@dataclass(slots=True)
class Builder:
    """One ruleset in the making: the parts that amounts and limits share with it are its methods."""

    model: RulesetModel
    source: Source
    world: World
    governed: Sequence[Days] | None
    rewrite: Rewrite | None = None
    found: list[Finding] = field(default_factory=list)
    definitions: dict[tuple[str, str], DefinitionRule | None] = field(default_factory=dict)
    open_definitions: list[tuple[str, str]] = field(default_factory=list)
    used_parameters: set[str] = field(default_factory=set)
    used_definitions: set[tuple[str, str]] = field(default_factory=set)
    parameters: dict[str, ParameterValue] = field(default_factory=dict)

    def report(self, kind: str, path: DataPath, near: Sequence[str] = (), *, key: bool = False, **context: str) -> None:
        guess = suggestion(context.get("found", ""), near)
        self.found.append(Finding(kind, self.source.position(path, key=key), dotted(path), context, suggestion=guess))

    def build(self) -> Ruleset:
        self.parameters = {name: _value(item) for name, item in self.model.parameters.items()}
        if self.model.jurisdiction not in self.world.jurisdictions:
            self.report(
                "unknown_jurisdiction",
                ("jurisdiction",),
                list(self.world.jurisdictions.spans),
                found=self.model.jurisdiction,
            )
        for name, item in self.model.definitions.items():
            if self.known_entity(item.for_, ("definitions", name, "for")):
                self.definition(item.for_, name)
        rules: dict[str, Rule] = {}
        both: list[tuple[str, Mapping[str, RuleModel]]] = [
            ("clauses", self.model.clauses),
            ("provisions", self.model.provisions),
        ]
        for section, items in both:
            for id_, rule_model in items.items():
                if id_ in rules:
                    self.report("duplicate_id_in_ruleset", (section, id_), key=True, found=id_)
                elif self.known_entity(rule_model.for_, (section, id_, "for")):
                    rules[id_] = self.rule(id_, rule_model, (section, id_))
        self.circular_clauses(rules)
        definitions = {key: rule for key, rule in self.definitions.items() if rule is not None}
        limits = build_limits(self, rules)
        parts = Parts(
            self.model,
            self.source,
            rules,
            definitions,
            limits,
            self.used_parameters,
            self.used_definitions,
            self.world.vocabulary,
            bool(self.found),
        )
        if self.rewrite is None:
            self.found += check_rules(parts)
        groups, found = proofs.prove_groups(parts)
        self.found += found if self.rewrite is None else ()
        return Ruleset(
            self.model,
            self.source.file,
            digest_of(self.source.data) if self.rewrite is None else "",
            rules,
            definitions,
            tuple(limits),
            groups,
        )

    def known_entity(self, name: str, path: DataPath) -> bool:
        if name in self.world.vocabulary.entities:
            return True
        self.report("unknown_entity", path, list(self.world.vocabulary.entities), found=name)
        return False

    def scope(self, subject: str, place: n.Node | None = None) -> Scope:
        return Scope(
            self.world.vocabulary,
            subject,
            self.parameters,
            self.world.rate_types,
            lambda entity, name: self.definition_type(entity, name),
            lambda entity: [name for name, item in self.model.definitions.items() if item.for_ == entity],
            place,
            self.used_parameters,
            self.used_definitions,
        )

    def expression(self, text: str, scope: Scope, path: DataPath, want: Type | None = None) -> n.Node | None:
        checked = check(text, scope, self.source.position(path), dotted(path), want)
        self.found += checked.findings
        return checked.node and self.rewritten(checked.node, path)

    def rewritten(self, node: n.Node, path: DataPath) -> n.Node:
        return node if self.rewrite is None else self.rewrite(path, node)

    def quantity(self, text: str, scope: Scope, path: DataPath) -> n.Node | None:
        """The node of a number, in any unit."""
        node = self.expression(text, scope, path)
        if node is not None and node.type.sort is not Sort.NUMBER:
            self.report("type_mismatch", path, operation=shown(text), expected=NAMES[Sort.NUMBER], found=named(node.type))
            return None
        return node

    def definition_type(self, entity: str, name: str) -> Type | None:
        rule = self.definition(entity, name)
        return rule.node.type if rule else None

    def definition(self, entity: str, name: str) -> DefinitionRule | None:
        """The definition of this name about an entity, built on first use."""
        key = (entity, name)
        if key in self.definitions:
            return self.definitions[key]
        item = self.model.definitions.get(name)
        if item is None or item.for_ != entity:
            return None
        if key in self.open_definitions:
            self.report("circular", ("definitions", name), key=True, found=name)
            return None
        if len(self.open_definitions) >= MAX_CHAIN:
            first = self.open_definitions[0][1]
            self.report("long_chain", ("definitions", first), key=True, found=first, limit=str(MAX_CHAIN))
            return None
        self.open_definitions.append(key)
        path: DataPath = ("definitions", name, "is")
        scope = self.scope(entity)
        node: n.Node | None
        if isinstance(item.is_, str):
            node, text = self.expression(item.is_, scope, path), item.is_
        else:
            lines = self.nodes(item.is_, scope, path)
            node, text = (n.And(BOOL, tuple(lines)) if lines else None), name
        self.open_definitions.pop()
        if node is not None and node.type.sort not in (Sort.BOOL, Sort.NUMBER, Sort.DATE):
            self.report("type_mismatch", path, operation=name, expected=Phrase(A_QUANTITY), found=named(node.type))
            node = None
        rule = DefinitionRule(name, entity, node, item.label, item.cite, text) if node else None
        self.definitions[key] = rule
        return rule

    def nodes(self, lines: Sequence[LineModel], scope: Scope, path: DataPath) -> list[n.Node]:
        found = [self.line(line, scope, (*path, index)) for index, line in enumerate(lines)]
        return [node for node, _, _ in found if node is not None]

    def line(self, line: LineModel, scope: Scope, path: DataPath) -> tuple[n.Node | None, str, Label | None]:
        """The node of a line, its text as written, and its label if it has one."""
        if isinstance(line, str):
            return self.expression(line, scope, path, BOOL), line, None
        if isinstance(line, LabelledModel):
            return self.expression(line.test, scope, (*path, "test"), BOOL), line.test, line.label
        if isinstance(line, OpenModel):
            return self.rewritten(n.Open(BOOL, line.open.zh, line.open.en), path), "open", line.open
        if isinstance(line, ClauseLineModel):
            return self.clause_line(line, scope, path), f"clause {line.clause}", None
        if isinstance(line, AnyModel):
            parts = self.nodes(line.any, scope, (*path, "any"))
            return (n.Or(BOOL, tuple(parts)) if len(parts) == len(line.any) else None), "any", line.label
        parts = self.nodes(line, scope, path)
        return (n.And(BOOL, tuple(parts)) if parts and len(parts) == len(line) else None), "all", None

    def clause_line(self, line: ClauseLineModel, scope: Scope, path: DataPath) -> n.Node | None:
        target = self.model.clauses.get(line.clause)
        if target is None:
            self.report("unknown_clause", (*path, "clause"), list(self.model.clauses), found=line.clause)
            return None
        way: tuple[str, ...] = tuple(line.of.split(".")) if line.of else ()
        entity = self.follow(scope.subject, way, (*path, "of"))
        if entity is None:
            return None
        if entity != target.for_:
            self.report("type_mismatch", path, operation=f"clause {line.clause}", expected=target.for_, found=entity)
            return None
        return self.rewritten(n.ClauseHolds(BOOL, way, target.for_, line.clause), path)

    def follow(self, subject: str, way: Sequence[str], path: DataPath) -> str | None:
        """The entity (``a|b``) at the end of a many-to-one way, or None with a finding."""
        entity = subject
        for part in way:
            targets: list[str] = []
            for name in entity.split("|"):
                relation = self.world.vocabulary.entities[name].relations.get(part)
                if relation is None:
                    self.report("unknown_name", path, list(self.world.vocabulary.entities[name].relations), found=part)
                    return None
                targets += [target for target in relation.targets if target not in targets]
            entity = "|".join(targets)
        return entity

    def rule(self, id_: str, model: RuleModel, path: DataPath) -> Rule:
        clause = model if isinstance(model, ClauseModel) else None
        place_node = self.place(model, path)
        scope = self.scope(model.for_, place_node)
        at = self.expression(model.at, scope, (*path, "at"), DATE) if model.at else None
        runs_on = self.expression(clause.runs_on, scope, (*path, "runs_on"), number(MONTH)) if clause and clause.runs_on else None
        runs_from = self.expression(clause.runs_from, scope, (*path, "runs_from"), DATE) if clause and clause.runs_from else at
        months = self.expression(clause.months, scope, (*path, "months"), number(MONTH)) if clause and clause.months else None
        if runs_on is not None and at is None and clause and not clause.at:
            self.report("missing_key", path, found="at")
        in_time = inforce.in_time(self.model, clause.every if clause else "once", runs_from, runs_on)
        days = self.governed if self.governed is not None else [inforce.governed_days(self.model)]
        lines = [
            Line(node, "in_force", text, inforce.RUNS_STILL if text == inforce.IN_TIME else None)
            for node, text in inforce.conditions(
                self.model, at, in_time, runs_on is not None, clause.window if clause else "none", days
            )
        ]
        if place_node is not None:
            within = n.Within(BOOL, place_node, self.model.jurisdiction)
            lines.append(Line(within, "place", f"{model.place or 'jurisdiction'} in {self.model.jurisdiction}"))
        sections: tuple[tuple[Role, str, Sequence[LineModel]], ...] = (
            ("condition", "when", model.when),
            ("exception", "unless", model.unless),
        )
        for role, section, items in sections:
            for index, item in enumerate(items):
                node, text, label = self.line(item, scope, (*path, section, index))
                if node is not None:
                    lines.append(Line(node, role, text, label, (*path, section, index)))
        amounts: tuple[AmountRule, ...] = ()
        payees: tuple[n.Path, ...] = ()
        if clause:
            amounts = build_amounts(self, clause, scope, (*path, "amount"))
            payees = self.payees(clause, path)
            lines += table_lines(amounts, self.definitions)
        for reading in model.readings:
            if reading not in self.model.readings:
                self.report("unknown_name", (*path, "readings"), list(self.model.readings), found=reading)
        return Rule(
            id_,
            model.for_,
            model,
            tuple(lines),
            model.kind,
            clause.every if clause else "once",
            payees,
            amounts,
            at,
            runs_from,
            runs_on,
            months,
            model if isinstance(model, ProvisionModel) else None,
        )

    def place(self, model: RuleModel, path: DataPath) -> n.Node | None:
        if model.place is None:
            return n.Context(PLACE, "jurisdiction")
        return self.expression(model.place, self.scope(model.for_), (*path, "place"), PLACE)

    def payees(self, clause: ClauseModel, path: DataPath) -> tuple[n.Path, ...]:
        if clause.payee is None:
            return ()
        several = isinstance(clause.payee, OneOfModel)
        names = clause.payee.one_of if isinstance(clause.payee, OneOfModel) else [clause.payee]
        ways: list[n.Path] = []
        for name in names:
            way = () if name == clause.for_ else tuple(name.split("."))
            spot: DataPath = (*path, "payee", "one_of") if several else (*path, "payee")
            if self.follow(clause.for_, way, spot) is not None:
                ways.append(way)
        return tuple(ways)

    def circular_clauses(self, rules: Mapping[str, Rule]) -> None:
        """Clauses that except each other decide nothing."""
        after = {
            id_: [node.clause for line in rule.lines for node in self.reached(line.node) if isinstance(node, n.ClauseHolds)]
            for id_, rule in rules.items()
        }
        done: set[str] = set()

        def visit(id_: str, trail: tuple[str, ...]) -> None:
            section = "clauses" if id_ in self.model.clauses else "provisions"
            if id_ in trail:
                self.report("circular", (section, id_), key=True, found=id_)
            elif len(trail) >= MAX_CHAIN:
                self.report("long_chain", (section, id_), key=True, found=trail[0], limit=str(MAX_CHAIN))
            elif id_ not in done:
                for following in after.get(id_, []):
                    visit(following, (*trail, id_))
                done.add(id_)

        for id_ in rules:
            visit(id_, ())

    def reached(self, node: n.Node) -> list[n.Node]:
        """A node and all below it, definitions included."""
        found = list(node.walk())
        for item in list(found):
            if isinstance(item, n.Definition):
                rule = self.definitions.get((item.entity, item.name))
                if rule is not None:
                    found += self.reached(rule.node)
        return found


def _value(item: ParameterModel) -> ParameterValue:
    type_ = item.type
    if isinstance(item.value, date):
        return ParameterValue(type_, item.value)
    if isinstance(item.value, list):
        return ParameterValue(type_, tuple(item.value))
    if isinstance(item.value, dict):
        return ParameterValue(type_, {key: scaled(value, type_) for key, value in item.value.items()})
    return ParameterValue(type_, scaled(item.value, type_))
