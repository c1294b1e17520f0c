"""From a text to its syntax tree, and through the tree part by part, with a finding where a part has no node."""

from __future__ import annotations

import ast
import warnings
from functools import lru_cache
from typing import Final, NoReturn

from subsidies.errors import Finding, Position, suggestion
from subsidies.errors.finding import Phrase, shown
from subsidies.expression import nodes as n
from subsidies.expression.scope import Scope
from subsidies.i18n import N_
from subsidies.types.sorts import NAMES, Sort, Type, named

CHARACTERS: Final = N_("{number} characters")
PARTS: Final = N_("{number} names, signs and brackets")
MAX_LENGTH: Final = 1000
MAX_NODES: Final = 400


class Stop(Exception):
    """The part of the expression being checked has no node; its finding is recorded."""


@lru_cache(maxsize=4096)
def _parsed(text: str) -> tuple[ast.Expression, int]:
    """The syntax tree of an expression, which nobody changes, and its size; versions of a policy repeat most expressions."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(text, mode="eval")
    return tree, sum(1 for _ in ast.walk(tree))


def fits(found: Type, want: Type) -> bool:
    """Whether an expression of one type may stand where another is wanted; the values of an enum do not count."""
    return found.sort is want.sort and (found.sort is not Sort.NUMBER or found.unit == want.unit)


class ExpressionReader:
    """What the parts of the check rest on; each part has a method ``visit_X`` for the parts ``ast.X`` of a tree."""

    def __init__(self, scope: Scope, position: Position | None, path: str) -> None:
        self.scope = scope
        self.position = position
        self.path = path
        self.findings: list[Finding] = []
        self.variables: dict[str, str] = {}
        self.in_aggregate = False
        self.kinds = scope.kinds

    def stop(self, kind: str, near: list[str] | None = None, **context: str) -> NoReturn:
        """Record a finding and give this expression up."""
        guess = suggestion(context.get("found", ""), near) if near else ""
        self.findings.append(Finding(kind, self.position, self.path, context, suggestion=guess))
        raise Stop

    def read(self, text: str) -> n.Node:
        """The node of a whole text."""
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
        """The node of a part of a tree; what no method is for is not part of the language."""
        method = getattr(self, f"visit_{type(tree).__name__}", None)
        if method is None:
            self.stop("expression_construct", found=shown(ast.unparse(tree)))
        node: n.Node = method(tree)
        return node

    def typed(self, node: n.Node, sort: Sort, operation: str) -> n.Node:
        """The node itself, if it is of the sort that an operation needs."""
        if node.type.sort is not sort:
            self.stop("type_mismatch", operation=operation, expected=NAMES[sort], found=named(node.type))
        return node
