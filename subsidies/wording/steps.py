"""Tables of steps, as they are found in expressions."""

from __future__ import annotations

from subsidies.expression import nodes as n


def steps(node: n.Conditional) -> tuple[list[tuple[n.Compare, n.Node]], n.Node]:
    """The rows of a table of steps, each with its bound, and what there is above the last.

    No rows where the branches do not turn on one number and its bounds alone, or are only two.
    """
    rows: list[tuple[n.Compare, n.Node]] = []
    rest: n.Node = node
    while isinstance(rest, n.Conditional):
        test = rest.test
        if not isinstance(test, n.Compare) or test.operator not in ("<", "<=") or (rows and test.left != rows[0][0].left):
            return [], node
        rows.append((test, rest.then))
        rest = rest.other
    return (rows if len(rows) > 1 else []), rest
