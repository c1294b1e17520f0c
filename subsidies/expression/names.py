"""Names in expressions: facts and definitions at the end of ways, parameters and their tables, rates, what the question fixes."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import Final, NoReturn

from subsidies.errors import Finding, suggestion
from subsidies.errors.finding import Phrase, shown
from subsidies.expression import nodes as n
from subsidies.expression.functions import CONSTANTS
from subsidies.expression.reading import ExpressionReader, Stop
from subsidies.i18n import N_
from subsidies.types.sorts import BOOL, DATE, NAMES, Sort, named, number
from subsidies.types.units import CALENDAR_YEAR
from subsidies.vocabulary.vocabulary import EntityType

A_KEY: Final = N_("a key in brackets")
TABLE: Final = N_("table")


class Names(ExpressionReader):
    """Reads what a name, or names with dots between, stands for."""

    def visit_Name(self, tree: ast.Name) -> n.Node:
        name = tree.id
        if name in CONSTANTS:
            value, unit = CONSTANTS[name]
            return n.Number(number(unit), value)
        if name in self.variables:
            self.stop("expression_construct", found=name)
        if name == "on":
            return n.Context(DATE, "on")
        if name == "year":
            return n.Context(number(CALENDAR_YEAR), "year")
        return self.named((), self.scope.subject, name)

    def visit_Attribute(self, tree: ast.Attribute) -> n.Node:
        parts = self.parts(tree)
        if parts[0] == "p" and len(parts) == 2:
            return self.parameter(parts[1])
        if parts[0] == "rate" and len(parts) == 2:
            return self.rate(parts[1])
        if parts[0] == "reading" and len(parts) == 3:
            return self.read_otherwise(*parts[1:])
        path, entities = self.follow(parts[:-1])
        return self.named(path, entities, parts[-1])

    def parts(self, tree: ast.expr) -> list[str]:
        """The names of a dotted path."""
        names: list[str] = []
        while isinstance(tree, ast.Attribute):
            if tree.attr.startswith("_"):
                self.stop("expression_construct", found=shown(tree.attr))
            names.append(tree.attr)
            tree = tree.value
        if not isinstance(tree, ast.Name):
            self.stop("expression_construct", found=shown(ast.unparse(tree)))
        return [tree.id, *reversed(names)]

    def follow(self, parts: list[str], *, declared: bool = False) -> tuple[n.Path, str]:
        """Where a dotted many-to-one path leads: the path and the entity (``a|b`` where it may be one of several).

        ``declared``: as the vocabulary declares its end, whatever conditions before it say of the kind.
        """
        entity = self.scope.subject
        path: list[str] = []
        if parts and parts[0] in self.variables:
            entity = self.variables[parts[0]]
            path.append(f"${parts[0]}")
            parts = parts[1:]
        widest = entity
        for part in parts:
            targets: list[str] = []
            for name in entity.split("|"):
                relation = self.scope.vocabulary.entities[name].relations.get(part)
                if relation is None:
                    self.unknown(path, entity, part, "relations")
                targets += [target for target in relation.targets if target not in targets]
            path.append(part)
            widest = "|".join(targets)
            entity = "|".join(self.kinds.get(tuple(path), targets))
        return tuple(path), widest if declared else entity

    def names(self, entity: str) -> list[str]:
        known = [name for part in entity.split("|") for name in self.scope.vocabulary.entities[part].names()]
        return [*known, *self.scope.definition_names(entity.split("|")[0]), *self.variables, "on", "year"]

    def unknown(self, path: Sequence[str], entity: str, name: str, sort: str = "facts") -> NoReturn:
        """Record an unknown name at the end of a path, with the nearest name that stands there."""
        start = ".".join([*path, ""]).lstrip("$")
        owners = [self.scope.vocabulary.entities[part] for part in entity.split("|")]
        if any(name in getattr(owner, sort) for owner in owners):
            way = ".".join(path).lstrip("$")
            allowed = ", ".join(f"{way} is {owner.name} and …" for owner in owners if name in getattr(owner, sort))
            context = {"found": shown(start + name), "entities": ", ".join(owner.name for owner in owners)}
            self.findings.append(Finding("not_shared", self.position, self.path, context, allowed))
            raise Stop
        guess = suggestion(name, self.names(entity))
        context = {"found": shown(start + name)}
        suggested = start + guess if guess else ""
        self.findings.append(Finding("unknown_name", self.position, self.path, context, suggestion=suggested))
        raise Stop

    def named(self, path: n.Path, entity: str, name: str) -> n.Node:
        """A fact or definition at the end of a path."""
        owners: list[EntityType] = [self.scope.vocabulary.entities[part] for part in entity.split("|")]
        name = owners[0].aliases.get(name, name)
        facts = [owner.facts.get(name) for owner in owners]
        first = facts[0]
        if first is not None and all(fact is not None and fact.type == first.type for fact in facts):
            return n.Fact(first.type, path, entity, name)
        if len(owners) == 1:
            type_ = self.scope.definition(entity, name)
            if type_ is not None:
                self.scope.used_definitions.add((entity, name))
                return n.Definition(type_, path, entity, name)
            if name in self.scope.definition_names(entity):
                raise Stop  # the definition has its own finding
        self.unknown(path, entity, name)

    def parameter(self, name: str, on: n.Node | None = None) -> n.Node:
        """A figure of the law; one that an office sets on a day, by itself on that of the question."""
        item = self.scope.parameters.get(name)
        if item is None:
            self.stop("unknown_name", [f"p.{key}" for key in self.scope.parameters], found=f"p.{name}")
        self.scope.used_parameters.add(name)
        if item.set_apart is not None:
            full, local = item.set_apart
            return n.Rate(item.type, full, self.place_of(f"p.{name}"), on or n.Context(DATE, "on"), local)
        if isinstance(item.value, Mapping):
            self.stop("type_mismatch", operation=f"p.{name}", expected=Phrase(A_KEY), found=Phrase(TABLE))
        return n.Parameter(item.type, name, item.value)

    def rate(self, name: str, on: n.Node | None = None) -> n.Node:
        """A figure set outside the document on a day, by itself on that of the question."""
        type_ = self.scope.rates.get(name)
        if type_ is None:
            self.stop("unknown_rate", list(self.scope.rates), found=name)
        return n.Rate(type_, name, self.place_of(f"rate.{name}"), on or n.Context(DATE, "on"))

    def read_otherwise(self, name: str, alternative: str) -> n.Node:
        """Whether an office takes an alternative of a reading."""
        taken = self.scope.readings.get(name)
        if taken is None:
            self.stop("unknown_name", [f"reading.{one}" for one in self.scope.readings], found=f"reading.{name}")
        place = taken.place(alternative)
        if not place:
            near = [f"reading.{name}.{one.name}" for one in taken.alternatives]
            self.stop("unknown_name", near, found=f"reading.{name}.{alternative}")
        self.scope.used_alternatives.add((name, alternative))
        return n.Compare(BOOL, "==", taken, n.Number(taken.type, place))

    def place_of(self, figure: str) -> n.Node:
        """The place for which a figure is taken here."""
        if self.scope.place is None:
            self.stop("figure_without_place", found=figure)
        return self.scope.place

    def visit_Subscript(self, tree: ast.Subscript) -> n.Node:
        parts = self.parts(tree.value)
        item = self.scope.parameters.get(parts[-1]) if parts[0] == "p" and len(parts) == 2 else None
        if item is None or not isinstance(item.value, Mapping) or item.set_apart is not None:
            self.stop("expression_construct", found=shown(ast.unparse(tree)))
        self.scope.used_parameters.add(parts[-1])
        key = self.visit(tree.slice)
        if key.type.sort is not Sort.ENUM:
            self.stop("type_mismatch", operation=f"p.{parts[-1]}[…]", expected=NAMES[Sort.ENUM], found=named(key.type))
        for entry in item.value:
            self.enum_value(entry, key)
        return n.TableEntry(item.type, parts[-1], tuple(item.value.items()), key)

    def enum_value(self, word: str, of: n.Node) -> None:
        if word not in of.type.values:
            self.stop("unknown_enum_value", list(of.type.values), found=shown(word), fact=_shown_node(of))


def _shown_node(node: n.Node) -> str:
    if isinstance(node, n.Fact):
        return ".".join([*node.path, node.name]).lstrip("$")
    return str(node.type)
