"""Whether one number is never above another, whatever the facts: for checks made before any case is seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import zip_longest

from subsidies.arithmetic import intervals as iv
from subsidies.expression import nodes as n
from subsidies.quantities.ranges import Ranges


def never_above(ranges: Ranges, low: n.Node, high: n.Node, *, strictly: bool = False) -> bool:
    """Whether ``low <= high`` (``strictly``: ``low < high``) holds for every value that the facts can take.

    False says only that this cannot be shown. Both are numbers of one unit. The members that two aggregates look at are taken
    to be known, and an enum value to be one that both tables name.
    """
    if iv.compared("<" if strictly else "<=", ranges.of(low), ranges.of(high)):
        return True
    if low == high:
        return not strictly
    return any(way(ranges, low, high, strictly) for way in _WAYS)


def _by_definition(ranges: Ranges, low: n.Node, high: n.Node, strictly: bool) -> bool:
    if isinstance(low, n.Definition) and isinstance(high, n.Definition):
        if low.path != high.path or low.entity != high.entity:
            return False
        return never_above(ranges, _meaning(ranges, low), _meaning(ranges, high), strictly=strictly)
    # From the subject itself, a definition says what it says in the same words as what it is compared with.
    if isinstance(low, n.Definition) and not low.path:
        return never_above(ranges, _meaning(ranges, low), high, strictly=strictly)
    if isinstance(high, n.Definition) and not high.path:
        return never_above(ranges, low, _meaning(ranges, high), strictly=strictly)
    return False


def _meaning(ranges: Ranges, node: n.Definition) -> n.Node:
    return ranges.definitions[node.entity, node.name]


def _by_sums(ranges: Ranges, low: n.Node, high: n.Node, strictly: bool) -> bool:
    """Term by term; one that stands on one side only is held against nothing."""
    if not any(isinstance(side, n.Arithmetic) and side.operator in "+-" for side in (low, high)):
        return False
    ups, downs = _terms(low, high)
    for term in tuple(ups):
        if term in downs:
            ups.remove(term)
            downs.remove(term)
    zero = n.Number(low.type, 0)
    pairs = list(zip_longest(downs, ups, fillvalue=zero)) or [(zero, zero)]
    return all(never_above(ranges, *pair) for pair in pairs) and (
        not strictly or any(never_above(ranges, *pair, strictly=True) for pair in pairs)
    )


def _terms(low: n.Node, high: n.Node) -> tuple[list[n.Node], list[n.Node]]:
    """What ``high - low`` adds up, and what it takes off."""
    ups: list[n.Node] = []
    downs: list[n.Node] = []

    def gather(node: n.Node, up: bool) -> None:
        if isinstance(node, n.Arithmetic) and node.operator in "+-":
            gather(node.left, up)
            gather(node.right, up if node.operator == "+" else not up)
        elif isinstance(node, n.Negative):
            gather(node.operand, not up)
        else:
            (ups if up else downs).append(node)

    gather(high, True)
    gather(low, False)
    return ups, downs


def _by_factors(ranges: Ranges, low: n.Node, high: n.Node, strictly: bool) -> bool:
    """Factor by factor, where none is negative."""
    if not (isinstance(low, n.Arithmetic) and isinstance(high, n.Arithmetic) and low.operator == high.operator):
        return False
    if low.operator not in "*/":
        return False
    sides = [(low.left, high.left), (low.right, high.right) if low.operator == "*" else (high.right, low.right)]
    if low.operator == "*" and low.left.type != high.left.type:
        sides = [(low.left, high.right), (low.right, high.left)]
    if any(one.type != other.type for one, other in sides):
        return False
    floor = [ranges.of(node)[0] for pair in sides for node in pair]
    if any(value is None or value < 0 or (strictly and value == 0) for value in floor):
        return False
    return all(never_above(ranges, *pair) for pair in sides) and (
        not strictly or any(never_above(ranges, *pair, strictly=True) for pair in sides)
    )


def _by_tables(ranges: Ranges, low: n.Node, high: n.Node, strictly: bool) -> bool:
    """Entry by entry, where both are looked up for one value."""
    if not (isinstance(low, n.TableEntry) and isinstance(high, n.TableEntry) and low.key == high.key):
        return False
    others = dict(high.entries)
    both = [(figure, others[word]) for word, figure in low.entries if word in others]
    return bool(both) and all(one < other or (one == other and not strictly) for one, other in both)


def _by_branches(ranges: Ranges, low: n.Node, high: n.Node, strictly: bool) -> bool:
    """Branch by branch; of two conditionals with one test, only branches that are taken together."""
    if isinstance(low, n.Conditional) and isinstance(high, n.Conditional) and low.test == high.test:
        pairs = [(low.then, high.then), (low.other, high.other)]
    elif isinstance(low, n.Conditional):
        pairs = [(low.then, high), (low.other, high)]
    elif isinstance(high, n.Conditional):
        pairs = [(low, high.then), (low, high.other)]
    else:
        return False
    return all(never_above(ranges, *pair, strictly=strictly) for pair in pairs)


def _by_extremes(ranges: Ranges, low: n.Node, high: n.Node, strictly: bool) -> bool:
    def under(one: n.Node, other: n.Node) -> bool:
        return never_above(ranges, one, other, strictly=strictly)

    if isinstance(low, n.Extreme) and (any if low.operator == "min" else all)([under(item, high) for item in low.operands]):
        return True
    return isinstance(high, n.Extreme) and (any if high.operator == "max" else all)([under(low, item) for item in high.operands])


def _by_rounding(ranges: Ranges, low: n.Node, high: n.Node, strictly: bool) -> bool:
    if isinstance(low, n.Whole) and isinstance(high, n.Whole) and low.operator == high.operator and not strictly:
        return never_above(ranges, low.operand, high.operand)
    if isinstance(low, n.Whole) and low.operator == "floor":
        return never_above(ranges, low.operand, high, strictly=strictly)
    return isinstance(high, n.Whole) and high.operator == "ceil" and never_above(ranges, low, high.operand, strictly=strictly)


def _by_members(ranges: Ranges, low: n.Node, high: n.Node, strictly: bool) -> bool:
    """Member by member, over one list with one filter."""
    if strictly or not (isinstance(low, n.Aggregate) and isinstance(high, n.Aggregate)):
        return False
    if low.body is None or high.body is None or low.operator == "count" or replace(low, body=high.body) != high:
        return False
    return never_above(ranges, low.body, high.body)


_WAYS: tuple[Callable[[Ranges, n.Node, n.Node, bool], bool], ...] = (
    _by_tables,
    _by_branches,
    _by_extremes,
    _by_rounding,
    _by_factors,
    _by_sums,
    _by_members,
    _by_definition,
)
