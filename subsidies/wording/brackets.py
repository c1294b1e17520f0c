"""Which operands of a sum or product stand in brackets, so that their words do not run into those around them."""

from __future__ import annotations

from subsidies.expression import nodes as n
from subsidies.wording.steps import steps


def stands_apart(operand: n.Node, sign: str, *, right: bool) -> bool:
    """Whether an operand on one side of a sign (+, -, ×, ÷) would be read otherwise without brackets."""
    if isinstance(operand, n.Arithmetic):
        loose = operand.operator in "+-"
        return (loose and sign in "×÷") or (right and (sign == "÷" or (sign == "-" and loose)))
    if isinstance(operand, n.Conditional):
        return not steps(operand)[0]
    return isinstance(operand, n.Whole | n.Extreme | n.Aggregate)
