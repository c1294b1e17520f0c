"""Calls in expressions: functions of dates, the least and the greatest, rounding, and aggregates over lists."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Final

from subsidies.arithmetic.date_functions import DATE_FUNCTIONS
from subsidies.errors.finding import Phrase, shown
from subsidies.expression import nodes as n
from subsidies.expression.functions import AGGREGATES, EXTREMES, ROUNDINGS, date_call
from subsidies.expression.narrowing import narrowed
from subsidies.expression.operators import Operators
from subsidies.expression.reading import fits
from subsidies.i18n import N_
from subsidies.types.sorts import BOOL, DATE, Sort, Type, listed, number
from subsidies.types.units import COUNT

MEMBERS: Final = N_("… for x in list")
SEVERAL: Final = N_("two or more values, or … for x in list")
ONE_NUMBER: Final = N_("one number")


class Calls(Operators):
    """Reads what has a name before brackets."""

    def visit_Call(self, tree: ast.Call) -> n.Node:
        if isinstance(tree.func, ast.Attribute) and not tree.keywords:
            *before, name = self.parts(tree.func)
            if before == ["rate"] or (before == ["p"] and self.is_set_apart(name)):
                return self.figure_on(f"{before[0]}.{name}", self.rate if before == ["rate"] else self.parameter, tree.args)
        if not isinstance(tree.func, ast.Name) or tree.keywords:
            self.stop("expression_construct", found=shown(ast.unparse(tree)))
        name = tree.func.id
        if len(tree.args) == 1 and isinstance(tree.args[0], ast.GeneratorExp) and name in AGGREGATES:
            return self.aggregate(name, tree.args[0])
        if name in EXTREMES:
            if len(tree.args) < 2:
                self.stop("wrong_arguments", function=name, expected=Phrase(SEVERAL))
            operands = self.alike(tuple(self.visit(item) for item in tree.args), name)
            return n.Extreme(operands[0].type, name, operands)  # type: ignore[arg-type]
        if name in ROUNDINGS:
            if len(tree.args) != 1:
                self.stop("wrong_arguments", function=name, expected=Phrase(ONE_NUMBER))
            operand = self.typed(self.visit(tree.args[0]), Sort.NUMBER, name)
            return n.Whole(operand.type, name, operand)  # type: ignore[arg-type]
        function = DATE_FUNCTIONS.get(name)
        if function is None and name in AGGREGATES:
            self.stop("wrong_arguments", function=name, expected=Phrase(MEMBERS))
        if function is None:
            known = [*DATE_FUNCTIONS, *AGGREGATES, *ROUNDINGS]
            self.stop("unknown_function", known, found=shown(name))
        arguments = tuple(self.visit(item) for item in tree.args)
        if len(arguments) != len(function.takes) or not all(
            fits(found.type, want) for found, want in zip(arguments, function.takes, strict=True)
        ):
            self.stop("wrong_arguments", function=name, expected=listed(function.takes))
        return date_call(function, *arguments)

    def is_set_apart(self, name: str) -> bool:
        """Whether an office sets a figure of the law."""
        item = self.scope.parameters.get(name)
        return item is not None and item.set_apart is not None

    def figure_on(self, said: str, figure: Callable[[str, n.Node | None], n.Node], arguments: list[ast.expr]) -> n.Node:
        """A figure set outside the document on the day in the brackets behind it."""
        name = said.partition(".")[2]
        figure(name, None)
        days = tuple(self.visit(item) for item in arguments)
        if len(days) != 1 or not fits(days[0].type, DATE):
            self.stop("wrong_arguments", function=said, expected=listed((DATE,)))
        return figure(name, days[0])

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
        if len(members) != 1 or variable in self.names(self.scope.subject) or variable in ("p", "rate", "reading"):
            self.stop("expression_construct", found=shown(ast.unparse(tree)))
        member = members.pop()
        self.variables[variable] = member
        self.in_aggregate = True
        before = self.kinds
        where = self.typed(self.visit(loop.ifs[0]), Sort.BOOL, "if") if loop.ifs else None
        self.kinds = before if where is None else narrowed(before, where, True)
        body: n.Node | None = None
        if not (operator == "count" and isinstance(tree.elt, ast.Name) and tree.elt.id == variable):
            body = self.visit(tree.elt)
        del self.variables[variable]
        self.in_aggregate = False
        self.kinds = before
        type_ = self.aggregate_type(operator, body)
        return n.Aggregate(type_, operator, path, entity, parts[-1], member, variable, body, where)  # type: ignore[arg-type]

    def aggregate_type(self, operator: str, body: n.Node | None) -> Type:
        if body is None:
            return number(COUNT)
        if operator in ("any", "all", "count"):
            self.typed(body, Sort.BOOL, operator)
            return number(COUNT) if operator == "count" else BOOL
        if operator in EXTREMES and body.type.sort is Sort.DATE:
            return body.type
        return self.typed(body, Sort.NUMBER, operator).type
