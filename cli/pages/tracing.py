"""The lines of a clause: in words, with the values they saw, where these come from, and the figures of the law."""

from __future__ import annotations

from collections.abc import Sequence

from subsidies.determination import Entitlement
from subsidies.explanation import TraceRow
from subsidies.naming import Naming
from subsidies.naming.trace import explaining
from subsidies_cli.page import Mark, PageLine, verdict_mark


def trace(item: Entitlement, rows: Sequence[TraceRow], naming: Naming, said: set[str]) -> list[PageLine]:
    """Rows of the trace with all that explains them; definitions, figures and the day are told once (``said``)."""
    lines: list[PageLine] = []
    for row in rows:
        lines.append(PageLine(naming.said(item).line(row.line), 1, verdict_mark(row.verdict)))
        once, own = explaining(item, row, naming)
        below = [text for text in once if text not in said] + own
        said.update(once)
        lines += [PageLine(text, 2, Mark.ITEM) for text in dict.fromkeys(below)]
    return lines
