"""Tables of steps: from rows of a file to one expression, with every finding at the cell that is at fault."""

from __future__ import annotations

import itertools

from subsidies.expression import Scope, check
from subsidies.expression import nodes as n
from subsidies.expression.looks import is_figure
from subsidies.files.source import DataPath, dotted
from subsidies.quantities.ranges import Ranges
from subsidies.ruleset.amount_models import StepsModel
from subsidies.ruleset.drafting import Draft


def build_steps(draft: Draft, model: StepsModel, scope: Scope, path: DataPath) -> n.Node | None:
    """The number that a table gives, as one ``if … else …`` over its rows; None with findings."""
    cells: list[tuple[DataPath, str]] = [((*path, "of"), model.of)]
    for index, row in enumerate(model.steps):
        cells += [((*path, "steps", index, name), text) for name, text in row.cells]
    read = {at: _cell(draft, text, scope, at) for at, text in cells}
    if any(node is None for node in read.values()):
        return None
    bounds = [(at, read[at]) for at, _ in cells if at[-1] in ("below", "up_to")]
    _in_order(draft, [(at, node) for at, node in bounds if node is not None])
    return draft.quantity(str(model), scope, path)


def _cell(draft: Draft, text: str, scope: Scope, path: DataPath) -> n.Node | None:
    checked = check(text, scope, draft.source.position(path), dotted(path))
    draft.found += checked.findings
    return checked.node


def _in_order(draft: Draft, bounds: list[tuple[DataPath, n.Node]]) -> None:
    """A row whose bound lies no higher than that of the row before it is one that nothing falls into."""
    # What a change of a sound file makes of it is tried, not refused.
    if draft.rewrite is not None:
        return
    ranges = Ranges(draft.world.vocabulary, {})
    for (before, low), (at, high) in itertools.pairwise(bounds):
        if not (is_figure(low) and is_figure(high)) or low.type != high.type:
            continue
        least, most = ranges.of(low)[0], ranges.of(high)[0]
        reached = most is None or least is None or most > least or (most == least and (before[-1], at[-1]) == ("below", "up_to"))
        if not reached:
            rows = draft.source.data
            for part in at[:-2]:
                rows = rows[part]
            draft.report("steps_order", at, found=str(rows[at[-2]][at[-1]]), before=str(rows[before[-2]][before[-1]]))
