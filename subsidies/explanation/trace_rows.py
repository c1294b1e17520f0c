"""The trace, line by line: which line of the rule, and what was decided of it."""

from __future__ import annotations

from dataclasses import dataclass

from subsidies.determination import Entitlement
from subsidies.quantities.compile import Truth
from subsidies.reprs import one_line
from subsidies.ruleset.rules import Line, Rule


@one_line
@dataclass(frozen=True, slots=True)
class TraceRow:
    """One row of the trace: a line of the rule, what was decided, and the node to render."""

    line: Line
    verdict: Truth
    """Of the line as written: an exception that holds is True and keeps the rule from holding."""

    @property
    def supports(self) -> Truth:
        """Whether the line speaks for the rule."""
        if self.line.role == "exception":
            return None if self.verdict is None else not self.verdict
        return self.verdict


def rows(rule: Rule, item: Entitlement) -> list[TraceRow]:
    """The trace of an entitlement in the order of its rule."""
    found: list[TraceRow] = []
    for line, seen in zip(rule.lines, item.lines, strict=True):
        contrary = line.role == "exception" and seen is not None
        found.append(TraceRow(line, not seen if contrary else seen))
    return found
