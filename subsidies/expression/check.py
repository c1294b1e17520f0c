"""From the text of an expression to typed nodes, with every finding on the way."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Final, NoReturn, Protocol

from subsidies.errors import Finding, Position, suggestion
from subsidies.errors.finding import Phrase, shown
from subsidies.errors.values import LIST
from subsidies.expression import nodes as n
from subsidies.expression.functions import AGGREGATES, CONSTANTS, DATE_FUNCTIONS
from subsidies.i18n import N_
from subsidies.types.numbers import Exact, exact
from subsidies.types.sorts import BOOL, DATE, NAMES, PLACE, Sort, Type, listed, named, number
from subsidies.types.units import CALENDAR_YEAR, COUNT, RATIO
from subsidies.vocabulary.vocabulary import EntityType, Vocabulary

CHARACTERS: Final = N_("{number} characters")
PARTS: Final = N_("{number} names, signs and brackets")
MEMBERS: Final = N_("… for x in list")
SEVERAL: Final = N_("two or more values, or … for x in list")
ONE_NUMBER: Final = N_("one number")
A_KEY: Final = N_("a key in brackets")
TABLE: Final = N_("table")
ENUM_COMPARISON: Final = N_("an enum on one side and one of its values on the other")
NUMBER_OR_DATE: Final = Phrase(N_("number or date"))
MAX_LENGTH: Final = 1000
MAX_NODES: Final = 400
_ORDER: Final[dict[type[ast.cmpop], n.Comparator]] = {
    ast.GtE: ">=",
    ast.Gt: ">",
    ast.LtE: "<=",
    ast.Lt: "<",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_ARITHMETIC: Final[dict[type[ast.operator], str]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


class ParameterLike(Protocol):
    """What the check needs of a parameter."""

    @property
    def type(self) -> Type: ...
    @property
    def value(self) -> Exact | date | str | tuple[str, ...] | Mapping[str, Exact]: ...


@dataclass(slots=True)
class Scope:
    """What names mean in an expression about a subject."""

    vocabulary: Vocabulary
    subject: str
    parameters: Mapping[str, ParameterLike] = field(default_factory=dict)
    rates: Mapping[str, Type] = field(default_factory=dict)
    definition: Callable[[str, str], Type | None] = lambda entity, name: None
    definition_names: Callable[[str], list[str]] = lambda entity: []
    place: n.Node | None = None
    used_parameters: set[str] = field(default_factory=set)
    used_definitions: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Checked:
    """The node of an expression, or the findings that keep it from having one."""

    node: n.Node | None
    findings: tuple[Finding, ...] = ()


class _Stop(Exception):
    """The part of the expression being checked has no node; its finding is recorded."""


def check(text: str, scope: Scope, position: Position | None = None, path: str = "", want: Type | None = None) -> Checked:
    """Parse and check one expression.

    ``want`` is the type the place of the expression needs; ``position`` and ``path`` go into the findings.
    """
    checker = _Checker(scope, position, path)
    try:
        node = checker.read(text)
        if want is not None and not _fits(node.type, want):
            checker.stop("type_mismatch", operation=shown(text), expected=named(want), found=named(node.type))
    except _Stop:
        node = None
    return Checked(None if checker.findings else node, tuple(checker.findings))


@lru_cache(maxsize=4096)
def _parsed(text: str) -> tuple[ast.Expression, int]:
    """The syntax tree of an expression, which nobody changes, and its size; versions of a policy repeat most expressions."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(text, mode="eval")
    return tree, sum(1 for _ in ast.walk(tree))


def _fits(found: Type, want: Type) -> bool:
    return found.sort is want.sort and (found.sort is not Sort.NUMBER or found.unit == want.unit)


class _Checker:
    def __init__(self, scope: Scope, position: Position | None, path: str) -> None:
        self.scope = scope
        self.position = position
        self.path = path
        self.findings: list[Finding] = []
        self.variables: dict[str, str] = {}
        self.in_aggregate = False

    def stop(self, kind: str, near: list[str] | None = None, **context: str) -> NoReturn:
        """Record a finding and give this expression up."""
        guess = suggestion(context.get("found", ""), near) if near else ""
        self.findings.append(Finding(kind, self.position, self.path, context, suggestion=guess))
        raise _Stop

    def read(self, text: str) -> n.Node:
        if len(text) > MAX_LENGTH:
            self.stop("expression_too_long", found=Phrase(CHARACTERS, number=str(len(text))), limit=str(MAX_LENGTH))
        if "#" in text:
            self.stop("expression_construct", found=shown(text[text.index("#") :]))
        try:
            tree, count = _parsed(text.strip())
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            column = getattr(error, "offset", None) or len(text)
            self.stop("expression_syntax", found=shown(text), column=str(column))
        if count > MAX_NODES:
            self.stop("expression_too_long", found=Phrase(PARTS, number=str(count)), limit=str(MAX_NODES))
        return self.visit(tree.body)

    def visit(self, tree: ast.expr) -> n.Node:
        method = getattr(self, f"visit_{type(tree).__name__}", None)
        if method is None:
            self.stop("expression_construct", found=shown(ast.unparse(tree)))
        node: n.Node = method(tree)
        return node

    def visit_Constant(self, tree: ast.Constant) -> n.Node:
        value = tree.value
        if isinstance(value, bool):
            return n.Truth(BOOL, value)
        if isinstance(value, int) and value in (0, 1):
            return n.Number(number(RATIO), value)
        if isinstance(value, int | float | complex):
            self.stop("bare_figure", found=shown(value))
        if isinstance(value, str):
            return n.Word(Type(Sort.ENUM), value)
        self.stop("expression_construct", found=shown(ast.unparse(tree)))

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

    def follow(self, parts: list[str]) -> tuple[n.Path, str]:
        """Where a dotted many-to-one path leads: the path and the entity (``a|b`` where it may be one of several)."""
        entity = self.scope.subject
        path: list[str] = []
        if parts and parts[0] in self.variables:
            entity = self.variables[parts[0]]
            path.append(f"${parts[0]}")
            parts = parts[1:]
        for part in parts:
            targets: list[str] = []
            for name in entity.split("|"):
                relation = self.scope.vocabulary.entities[name].relations.get(part)
                if relation is None:
                    self.unknown(path, entity, part, "relations")
                targets += [target for target in relation.targets if target not in targets]
            entity = "|".join(targets)
            path.append(part)
        return tuple(path), entity

    def names(self, entity: str) -> list[str]:
        known = [name for part in entity.split("|") for name in self.scope.vocabulary.entities[part].names()]
        return [*known, *self.scope.definition_names(entity.split("|")[0]), *self.variables, "on", "year"]

    def unknown(self, path: Sequence[str], entity: str, name: str, sort: str = "facts") -> NoReturn:
        """Record an unknown name at the end of a path, with the nearest name that stands there."""
        start = ".".join([*path, ""]).lstrip("$")
        owners = [self.scope.vocabulary.entities[part] for part in entity.split("|")]
        if any(name in getattr(owner, sort) for owner in owners):
            self.stop("not_shared", found=shown(start + name), entities=", ".join(owner.name for owner in owners))
        guess = suggestion(name, self.names(entity))
        context = {"found": shown(start + name)}
        suggested = start + guess if guess else ""
        self.findings.append(Finding("unknown_name", self.position, self.path, context, suggestion=suggested))
        raise _Stop

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
                raise _Stop  # the definition has its own finding
        self.unknown(path, entity, name)

    def parameter(self, name: str) -> n.Node:
        item = self.scope.parameters.get(name)
        if item is None:
            self.stop("unknown_name", [f"p.{key}" for key in self.scope.parameters], found=f"p.{name}")
        self.scope.used_parameters.add(name)
        if isinstance(item.value, Mapping):
            self.stop("type_mismatch", operation=f"p.{name}", expected=Phrase(A_KEY), found=Phrase(TABLE))
        return n.Parameter(item.type, name, item.value)

    def rate(self, name: str) -> n.Node:
        type_ = self.scope.rates.get(name)
        if type_ is None:
            self.stop("unknown_rate", list(self.scope.rates), found=name)
        if self.scope.place is None:
            self.stop("expression_construct", found=f"rate.{name}")
        return n.Rate(type_, name, self.scope.place, n.Context(DATE, "on"))

    def visit_Subscript(self, tree: ast.Subscript) -> n.Node:
        parts = self.parts(tree.value)
        item = self.scope.parameters.get(parts[-1]) if parts[0] == "p" and len(parts) == 2 else None
        if item is None or not isinstance(item.value, Mapping):
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

    def visit_UnaryOp(self, tree: ast.UnaryOp) -> n.Node:
        operand = self.visit(tree.operand)
        if isinstance(tree.op, ast.Not):
            return n.Not(BOOL, self.typed(operand, Sort.BOOL, "not"))
        if isinstance(tree.op, ast.USub):
            return n.Negative(operand.type, self.typed(operand, Sort.NUMBER, "-"))
        self.stop("expression_construct", found=shown(ast.unparse(tree)))

    def typed(self, node: n.Node, sort: Sort, operation: str) -> n.Node:
        if node.type.sort is not sort:
            self.stop("type_mismatch", operation=operation, expected=NAMES[sort], found=named(node.type))
        return node

    def visit_BinOp(self, tree: ast.BinOp) -> n.Node:
        operator = _ARITHMETIC.get(type(tree.op))
        if operator is None:
            self.stop("expression_construct", found=shown(ast.unparse(tree)))
        left = self.typed(self.visit(tree.left), Sort.NUMBER, str(operator))
        right = self.typed(self.visit(tree.right), Sort.NUMBER, str(operator))
        if operator in ("+", "-"):
            left, right = self.same_unit(left, right)
            unit = left.type.unit
        else:
            unit = left.type.unit.times(right.type.unit, 1 if operator == "*" else -1)
        return n.Arithmetic(number(unit), operator, left, right)  # type: ignore[arg-type]

    def same_unit(self, left: n.Node, right: n.Node) -> tuple[n.Node, n.Node]:
        """Both sides in one unit; the figures 0 and 1 of the language take the unit of the other side."""
        if left.type.unit != right.type.unit:
            if isinstance(right, n.Number) and right.type.unit == RATIO:
                return left, _in_unit(right, left.type)
            if isinstance(left, n.Number) and left.type.unit == RATIO:
                return _in_unit(left, right.type), right
            self.stop("unit_mismatch", left=str(left.type.unit), right=str(right.type.unit))
        return left, right

    def visit_BoolOp(self, tree: ast.BoolOp) -> n.Node:
        word = "and" if isinstance(tree.op, ast.And) else "or"
        operands = tuple(self.typed(self.visit(value), Sort.BOOL, word) for value in tree.values)
        return n.And(BOOL, operands) if word == "and" else n.Or(BOOL, operands)

    def visit_Compare(self, tree: ast.Compare) -> n.Node:
        if len(tree.ops) != 1:
            self.stop("expression_construct", found=shown(ast.unparse(tree)))
        operator, right_tree = tree.ops[0], tree.comparators[0]
        if isinstance(operator, ast.In | ast.NotIn):
            member = self.member(self.visit(tree.left), right_tree)
            return member if isinstance(operator, ast.In) else n.Not(BOOL, member)
        if isinstance(operator, ast.Is | ast.IsNot):
            of_kind = self.of_kind(tree.left, right_tree)
            return of_kind if isinstance(operator, ast.Is) else n.Not(BOOL, of_kind)
        comparator = _ORDER.get(type(operator))
        if comparator is None:
            self.stop("expression_construct", found=shown(ast.unparse(tree)))
        return self.compared(comparator, self.visit(tree.left), self.visit(right_tree))

    def of_kind(self, left: ast.expr, right: ast.expr) -> n.Node:
        """``employer is enterprise``: whether the entity at the end of a way is of a kind."""
        path, entity = self.follow(self.parts(left))
        kinds = tuple(entity.split("|"))
        if not isinstance(right, ast.Name) or right.id not in kinds or len(kinds) < 2:
            self.stop("unknown_entity", list(kinds), found=shown(ast.unparse(right)))
        node = n.EntityKind(number(RATIO), path, kinds)
        return n.Compare(BOOL, "==", node, n.Number(number(RATIO), kinds.index(right.id)))

    def compared(self, comparator: n.Comparator, left: n.Node, right: n.Node) -> n.Node:
        for one, other in ((left, right), (right, left)):
            if isinstance(one, n.Word) and other.type.sort is Sort.ENUM:
                self.enum_value(one.value, other) if other.type.values else None
        if left.type.sort is not right.type.sort:
            self.stop("type_mismatch", operation=comparator, expected=named(left.type), found=named(right.type))
        sort = left.type.sort
        if sort is Sort.NUMBER:
            left, right = self.same_unit(left, right)
        elif sort is not Sort.DATE:
            if comparator not in ("==", "!=") or sort in (Sort.PLACE, Sort.TEXT):
                self.stop("type_mismatch", operation=comparator, expected=NUMBER_OR_DATE, found=named(left.type))
            if sort is Sort.ENUM:
                word = left if isinstance(left, n.Word) else right
                other = right if word is left else left
                if not isinstance(word, n.Word) or isinstance(other, n.Word):
                    self.stop("type_mismatch", operation=comparator, expected=Phrase(ENUM_COMPARISON), found=NAMES[Sort.ENUM])
                member = n.Member(BOOL, other, (word.value,), None)
                return member if comparator == "==" else n.Not(BOOL, member)
        if comparator == "!=":
            return n.Not(BOOL, n.Compare(BOOL, "==", left, right))
        return n.Compare(BOOL, comparator, left, right)

    def member(self, operand: n.Node, tree: ast.expr) -> n.Node:
        self.typed(operand, Sort.ENUM, "in")
        parameter = None
        if isinstance(tree, ast.Tuple | ast.List | ast.Set):
            words = [item.value if isinstance(item, ast.Constant) else None for item in tree.elts]
            if not words or any(not isinstance(word, str) for word in words):
                self.stop("expression_construct", found=shown(ast.unparse(tree)))
            values = tuple(str(word) for word in words)
        else:
            node = self.visit(tree)
            if not isinstance(node, n.Parameter) or not isinstance(node.value, tuple):
                self.stop("type_mismatch", operation="in", expected=LIST, found=shown(ast.unparse(tree)))
            values, parameter = node.value, node.id
        for word in values:
            self.enum_value(word, operand)
        return n.Member(BOOL, operand, values, parameter)

    def visit_IfExp(self, tree: ast.IfExp) -> n.Node:
        test = self.typed(self.visit(tree.test), Sort.BOOL, "if")
        then, other = self.visit(tree.body), self.visit(tree.orelse)
        then, other = self.alike((then, other), "if/else")
        return n.Conditional(then.type, test, then, other)

    def alike(self, items: tuple[n.Node, ...], operation: str) -> tuple[n.Node, ...]:
        """Several numbers in one unit, or several dates."""
        first = next((item for item in items if not isinstance(item, n.Number)), items[0])
        if first.type.sort not in (Sort.NUMBER, Sort.DATE):
            self.stop("type_mismatch", operation=operation, expected=NUMBER_OR_DATE, found=named(first.type))
        result = []
        for item in items:
            if item.type.sort is not first.type.sort:
                self.stop("type_mismatch", operation=operation, expected=named(first.type), found=named(item.type))
            result.append(self.same_unit(first, item)[1] if first.type.sort is Sort.NUMBER else item)
        return tuple(result)

    def visit_Call(self, tree: ast.Call) -> n.Node:
        if not isinstance(tree.func, ast.Name) or tree.keywords:
            self.stop("expression_construct", found=shown(ast.unparse(tree)))
        name = tree.func.id
        if len(tree.args) == 1 and isinstance(tree.args[0], ast.GeneratorExp) and name in AGGREGATES:
            return self.aggregate(name, tree.args[0])
        if name in ("min", "max"):
            if len(tree.args) < 2:
                self.stop("wrong_arguments", function=name, expected=Phrase(SEVERAL))
            operands = self.alike(tuple(self.visit(item) for item in tree.args), name)
            return n.Extreme(operands[0].type, name, operands)  # type: ignore[arg-type]
        if name in ("floor", "ceil"):
            if len(tree.args) != 1:
                self.stop("wrong_arguments", function=name, expected=Phrase(ONE_NUMBER))
            operand = self.typed(self.visit(tree.args[0]), Sort.NUMBER, name)
            return n.Whole(operand.type, name, operand)  # type: ignore[arg-type]
        signature = DATE_FUNCTIONS.get(name)
        if signature is None and name in AGGREGATES:
            self.stop("wrong_arguments", function=name, expected=Phrase(MEMBERS))
        if signature is None:
            known = [*DATE_FUNCTIONS, *AGGREGATES, "floor", "ceil"]
            self.stop("unknown_function", known, found=shown(name))
        arguments = tuple(self.visit(item) for item in tree.args)
        if len(arguments) != len(signature.arguments) or not all(
            _fits(found.type, want) for found, want in zip(arguments, signature.arguments, strict=False)
        ):
            self.stop("wrong_arguments", function=name, expected=listed(signature.arguments))
        return n.DateCall(signature.result, signature.name, arguments)

    def aggregate(self, operator: str, tree: ast.GeneratorExp) -> n.Node:
        loop = tree.generators[0]
        if (
            self.in_aggregate
            or len(tree.generators) != 1
            or len(loop.ifs) > 1
            or loop.is_async
            or not isinstance(loop.target, ast.Name)
        ):
            self.stop("expression_construct", found=shown(ast.unparse(tree)))
        variable = loop.target.id
        parts = self.parts(loop.iter)
        path, entity = self.follow(parts[:-1])
        members = set()
        for name in entity.split("|"):
            inverse = self.scope.vocabulary.entities[name].inverses.get(parts[-1])
            if inverse is None:
                lists = [key for part in entity.split("|") for key in self.scope.vocabulary.entities[part].inverses]
                self.stop("not_a_list", lists, found=parts[-1])
            members.add(inverse.source)
        if len(members) != 1 or variable in self.names(self.scope.subject) or variable in ("p", "rate"):
            self.stop("expression_construct", found=shown(ast.unparse(tree)))
        member = members.pop()
        self.variables[variable] = member
        self.in_aggregate = True
        where = self.typed(self.visit(loop.ifs[0]), Sort.BOOL, "if") if loop.ifs else None
        body: n.Node | None = None
        if not (operator == "count" and isinstance(tree.elt, ast.Name) and tree.elt.id == variable):
            body = self.visit(tree.elt)
        del self.variables[variable]
        self.in_aggregate = False
        type_ = self.aggregate_type(operator, body)
        return n.Aggregate(type_, operator, path, entity, parts[-1], member, variable, body, where)  # type: ignore[arg-type]

    def aggregate_type(self, operator: str, body: n.Node | None) -> Type:
        if body is None:
            return number(COUNT)
        if operator in ("any", "all", "count"):
            self.typed(body, Sort.BOOL, operator)
            return number(COUNT) if operator == "count" else BOOL
        if operator in ("min", "max") and body.type.sort is Sort.DATE:
            return body.type
        return self.typed(body, Sort.NUMBER, operator).type


def _in_unit(figure: n.Number, type_: Type) -> n.Number:
    return n.Number(type_, exact(figure.value * Fraction(*type_.unit.scale)))


def _shown_node(node: n.Node) -> str:
    if isinstance(node, n.Fact):
        return ".".join([*node.path, node.name]).lstrip("$")
    return str(node.type)


__all__ = ["PLACE", "Checked", "Scope", "check"]
