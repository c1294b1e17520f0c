"""A file in the making: figures and expressions over them, what the rules of a ruleset share besides, and every finding."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from subsidies.arithmetic.day_spans import Governed
from subsidies.errors import Finding, suggestion
from subsidies.errors.finding import Phrase, shown
from subsidies.expression import Scope, check
from subsidies.expression import nodes as n
from subsidies.expression.narrowing import narrowed
from subsidies.files.schema import Label
from subsidies.files.source import DataPath, Source, dotted
from subsidies.i18n import N_
from subsidies.ruleset.line_models import AnyModel, ClauseLineModel, LabelledModel, LineModel, OpenModel
from subsidies.ruleset.models import DefinitionModel, ParameterModel, RulesetModel, figure_name
from subsidies.ruleset.reading_models import ReadingModel, reading_name
from subsidies.ruleset.rules import DefinitionRule
from subsidies.types.numbers import Exact, scaled
from subsidies.types.sorts import BOOL, NAMES, PLACE, Sort, Type, named, number
from subsidies.types.units import RATIO
from subsidies.vocabulary.world import World

MAX_CHAIN: Final = 40
"""How many definitions or clauses may depend on one another in a row: far more than a reader can follow."""
MAX_NAMED: Final = 24
"""As many names as a finding tells where none is near."""
A_QUANTITY: Final = N_("truth value, number or date")
Rewrite = Callable[[DataPath, n.Node], n.Node]
"""Gives the node to take for an expression that stands at a path of the file."""


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A parameter in the engine's scale."""

    type: Type
    value: Exact | date | tuple[str, ...] | Mapping[str, Exact]
    set_apart: tuple[str, n.Local] | None = None
    """Of one that an office sets, its name among the figures of all policies, and its band."""


@dataclass(slots=True)
class FileDraft:
    """A file of figures and expressions over them, with what has been found in it so far."""

    source: Source
    world: World
    owner: str
    """The policy, or what joins policies."""
    figures: Mapping[str, ParameterModel]
    readings: Mapping[str, ReadingModel]
    rewrite: Rewrite | None = None
    found: list[Finding] = field(default_factory=list)
    used_parameters: set[str] = field(default_factory=set)
    used_alternatives: set[tuple[str, str]] = field(default_factory=set)
    parameters: dict[str, ParameterValue] = field(init=False)
    taken: dict[str, n.Taken] = field(init=False)

    def __post_init__(self) -> None:
        self.taken = {name: _taken(self.owner, name, item) for name, item in self.readings.items() if item.alternatives}
        self.parameters = {name: _value(self.owner, name, item) for name, item in self.figures.items()}

    def report(self, kind: str, path: DataPath, near: Sequence[str] = (), *, key: bool = False, **context: str) -> None:
        """Record a finding at a path, or at its key; ``near`` are the names among which one may have been meant."""
        guess = suggestion(context.get("found", ""), near)
        allowed = "" if guess or len(near) > MAX_NAMED else ", ".join(near)
        self.found.append(Finding(kind, self.source.position(path, key=key), dotted(path), context, allowed, guess))

    def scope(self, subject: str, place: n.Node | None = None) -> Scope:
        """What expressions about a kind of entity may name; rates are those of ``place``."""
        return Scope(
            self.world.vocabulary,
            subject,
            self.parameters,
            self.world.rate_types,
            self.taken,
            place=place,
            used_parameters=self.used_parameters,
            used_alternatives=self.used_alternatives,
        )

    def expression(self, text: str, scope: Scope, path: DataPath, want: Type | None = None) -> n.Node | None:
        """The node of an expression, or None with findings."""
        checked = check(text, scope, self.source.position(path), dotted(path), want)
        self.found += checked.findings
        return checked.node and self.rewritten(checked.node, path)

    def rewritten(self, node: n.Node, path: DataPath) -> n.Node:
        """The node to take for one that was read at a path."""
        return node if self.rewrite is None else self.rewrite(path, node)


@dataclass(slots=True, kw_only=True)
class Draft(FileDraft):
    """A ruleset file with what has been made of it so far."""

    model: RulesetModel
    governed: Governed | None
    lapsed: Collection[str] = ()
    """Ids of clauses that only earlier versions have: limits may be over them, too."""
    definitions: dict[tuple[str, str], DefinitionRule | None] = field(default_factory=dict)
    open_definitions: list[tuple[str, str]] = field(default_factory=list)
    used_definitions: set[tuple[str, str]] = field(default_factory=set)

    def known_entity(self, name: str, path: DataPath) -> bool:
        """Whether there is an entity of this name; a finding where there is none."""
        if name in self.world.vocabulary.entities:
            return True
        self.report("unknown_entity", path, list(self.world.vocabulary.entities), found=name)
        return False

    def scope(self, subject: str, place: n.Node | None = None) -> Scope:
        """What expressions about a kind of entity may name, the definitions of the file too."""
        return replace(
            FileDraft.scope(self, subject, place),
            definition=self.definition_type,
            definition_names=lambda entity: [name for name, item in self.model.definitions.items() if item.for_ == entity],
            used_definitions=self.used_definitions,
        )

    def quantity(self, text: str, scope: Scope, path: DataPath) -> n.Node | None:
        """The node of a number, in any unit."""
        node = self.expression(text, scope, path)
        if node is not None and node.type.sort is not Sort.NUMBER:
            self.report("type_mismatch", path, operation=shown(text), expected=NAMES[Sort.NUMBER], found=named(node.type))
            return None
        return node

    def definition_type(self, entity: str, name: str) -> Type | None:
        """The type of a definition, or None where there is none that can be read."""
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
        scope = self.scope(entity, self.place_of(item, entity, ("definitions", name, "place")))
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
        if node is not None and item.says_place and not any(isinstance(part, n.Rate) for part in node.walk()):
            self.report("place_in_vain", ("definitions", name, "place"), key=True)
        rule = DefinitionRule(name, entity, node, item.label, item.cite, text) if node else None
        self.definitions[key] = rule
        return rule

    def place_of(self, item: DefinitionModel, entity: str, path: DataPath) -> n.Node | None:
        """The place for which a definition takes figures that depend on one; None where it says none."""
        if item.place is not None:
            return self.expression(item.place, self.scope(entity), path, PLACE)
        return n.Context(PLACE, "jurisdiction") if item.says_place else None

    def nodes(self, lines: Sequence[LineModel], scope: Scope, path: DataPath, *, wanted: bool = True) -> list[n.Node]:
        """The nodes of those lines that can be read, of which each counts where those before it hold (``wanted``) or fail."""
        found: list[n.Node] = []
        for index, line in enumerate(lines):
            node, _, _ = self.line(line, scope, (*path, index))
            if node is not None:
                found.append(node)
                scope = behind(scope, node, wanted)
        return found

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
            parts = self.nodes(line.any, scope, (*path, "any"), wanted=False)
            return (n.Or(BOOL, tuple(parts)) if len(parts) == len(line.any) else None), "any", line.label
        parts = self.nodes(line, scope, path)
        return (n.And(BOOL, tuple(parts)) if parts and len(parts) == len(line) else None), "all", None

    def clause_line(self, line: ClauseLineModel, scope: Scope, path: DataPath) -> n.Node | None:
        """The node that another clause holds, or None with a finding."""
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


def behind(scope: Scope, node: n.Node, wanted: bool = True) -> Scope:
    """What may be named where a condition holds (``wanted``) or fails: all that only the kind of entity has that it names."""
    return replace(scope, kinds=narrowed(scope.kinds, node, wanted))


def _taken(owner: str, name: str, item: ReadingModel) -> n.Taken:
    alternatives = tuple(n.Alternative(key, one.taken.zh, one.taken.en) for key, one in item.alternatives.items())
    return n.Taken(number(RATIO), reading_name(owner, name), alternatives)


def _value(owner: str, name: str, item: ParameterModel) -> ParameterValue:
    type_ = item.type
    if item.set_by is not None and item.label is not None:
        low, high = item.band
        band = scaled(low, type_), None if high is None else scaled(high, type_)
        local = n.Local(name, band, item.label.zh, item.label.en)
        return ParameterValue(type_, band[0], (figure_name(owner, name), local))
    if isinstance(item.value, date):
        return ParameterValue(type_, item.value)
    if isinstance(item.value, list):
        return ParameterValue(type_, tuple(item.value))
    if isinstance(item.value, dict):
        return ParameterValue(type_, {key: scaled(value, type_) for key, value in item.value.items()})
    return ParameterValue(type_, scaled(item.value, type_))
