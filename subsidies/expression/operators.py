"""Signs in expressions: arithmetic in units, comparisons, lists of values, and, or, not, if."""

from __future__ import annotations

import ast
from fractions import Fraction
from typing import Final

from subsidies.errors.finding import Phrase, shown
from subsidies.errors.values import LIST
from subsidies.expression import nodes as n
from subsidies.expression.names import Names
from subsidies.expression.narrowing import narrowed
from subsidies.i18n import N_
from subsidies.types.numbers import exact
from subsidies.types.sorts import BOOL, NAMES, Sort, Type, named, number
from subsidies.types.units import RATIO

ENUM_COMPARISON: Final = N_("an enum on one side and one of its values on the other")
PLACES: Final = N_("a figure of the law with unit place")
NUMBER_OR_DATE: Final = Phrase(N_("number or date"))
_ORDER: Final[dict[type[ast.cmpop], n.Comparator]] = {
    ast.GtE: ">=",
    ast.Gt: ">",
    ast.LtE: "<=",
    ast.Lt: "<",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_ARITHMETIC: Final[dict[type[ast.operator], str]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


class Operators(Names):
    """Reads what stands between operands, and figures of the language itself."""

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

    def visit_UnaryOp(self, tree: ast.UnaryOp) -> n.Node:
        operand = self.visit(tree.operand)
        if isinstance(tree.op, ast.Not):
            return n.Not(BOOL, self.typed(operand, Sort.BOOL, "not"))
        if isinstance(tree.op, ast.USub):
            return n.Negative(operand.type, self.typed(operand, Sort.NUMBER, "-"))
        self.stop("expression_construct", found=shown(ast.unparse(tree)))

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
        operands: list[n.Node] = []
        before = self.kinds
        for value in tree.values:
            operands.append(self.typed(self.visit(value), Sort.BOOL, word))
            self.kinds = narrowed(self.kinds, operands[-1], word == "and")
        self.kinds = before
        return n.And(BOOL, tuple(operands)) if word == "and" else n.Or(BOOL, tuple(operands))

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
        left, right = self.visit(tree.left), self.visit(right_tree)
        self.no_places(comparator, (left, tree.left), (right, right_tree))
        return self.compared(comparator, left, right)

    def no_places(self, comparator: str, *sides: tuple[n.Node, ast.expr]) -> None:
        """Places are held against a list of them, and by no sign."""
        figures = [ast.unparse(tree) for node, tree in sides if isinstance(node, n.Parameter) and node.type.sort is Sort.PLACE]
        places = [tree for node, tree in sides if node.type.sort is Sort.PLACE and not isinstance(node, n.Parameter)]
        if places:
            instead = f"{ast.unparse(places[0])} in {figures[0] if figures else 'p.NAME'}"
            self.stop("place_compared", operation=comparator, instead=instead)

    def of_kind(self, left: ast.expr, right: ast.expr) -> n.Node:
        """``employer is enterprise``: whether the entity at the end of a way is of a kind."""
        path, entity = self.follow(self.parts(left), declared=True)
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

    def in_places(self, operand: n.Node, tree: ast.expr) -> n.Node:
        """Whether a place lies in one of those that the law lists."""
        places = self.visit(tree)
        if not isinstance(places, n.Parameter) or places.type.sort is not Sort.PLACE or not isinstance(places.value, tuple):
            self.stop("type_mismatch", operation="in", expected=Phrase(PLACES), found=shown(ast.unparse(tree)))
        within = tuple(n.Within(BOOL, operand, code, places.id) for code in places.value)
        return within[0] if len(within) == 1 else n.Or(BOOL, within)

    def member(self, operand: n.Node, tree: ast.expr) -> n.Node:
        if operand.type.sort is Sort.PLACE:
            return self.in_places(operand, tree)
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
        before = self.kinds
        self.kinds = narrowed(before, test, True)
        then = self.visit(tree.body)
        self.kinds = narrowed(before, test, False)
        other = self.visit(tree.orelse)
        self.kinds = before
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


def _in_unit(figure: n.Number, type_: Type) -> n.Number:
    return n.Number(type_, exact(figure.value * Fraction(*type_.unit.scale)))
