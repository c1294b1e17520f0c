"""From the text of an expression to typed nodes, with every finding on the way."""

from __future__ import annotations

from subsidies.errors import Position
from subsidies.errors.finding import shown
from subsidies.expression.calls import Calls
from subsidies.expression.reading import Stop, fits
from subsidies.expression.scope import Checked, Scope
from subsidies.types.sorts import Type, named


def check(text: str, scope: Scope, position: Position | None = None, path: str = "", want: Type | None = None) -> Checked:
    """Parse and check one expression.

    ``want`` is the type the place of the expression needs; ``position`` and ``path`` go into the findings.
    """
    checker = Calls(scope, position, path)
    try:
        node = checker.read(text)
        if want is not None and not fits(node.type, want):
            checker.stop("type_mismatch", operation=shown(text), expected=named(want), found=named(node.type))
    except Stop:
        node = None
    return Checked(None if checker.findings else node, tuple(checker.findings))
