"""What a condition says of the kind of an entity, where a way may lead to one of several: ``employer is enterprise``.

Where such a condition is known to hold, whatever stands behind it may name what only that kind has: to its right in an ``and``
(in an ``or`` where it is known to fail), in the branches of an ``if``, in the body of an aggregate whose filter it is, and in the
lines of a rule after it.
"""

from __future__ import annotations

from collections.abc import Mapping

from subsidies.expression import nodes as n

Kinds = Mapping[n.Path, tuple[str, ...]]
"""The kinds of entities that may stand at the end of a way, for the ways of which something is said."""


def narrowed(known: Kinds, node: n.Node, wanted: bool) -> Kinds:
    """What is known of kinds where a condition holds besides (``wanted``) or fails."""
    told = _told(node, wanted)
    if not told:
        return known
    found = dict(known)
    for path, kinds in told.items():
        # Where nothing is left the condition never holds, and what stands behind it is never decided by this.
        both = tuple(kind for kind in known.get(path, kinds) if kind in kinds)
        found[path] = both or kinds
    return found


def _told(node: n.Node, wanted: bool) -> Kinds:
    if isinstance(node, n.Not):
        return _told(node.operand, not wanted)
    if isinstance(node, n.Compare) and isinstance(node.left, n.EntityKind) and isinstance(node.right, n.Number):
        kinds = node.left.kinds
        return {node.left.path: tuple(kind for place, kind in enumerate(kinds) if (place == node.right.value) is wanted)}
    if not isinstance(node, n.And | n.Or):
        return {}
    if isinstance(node, n.And) is wanted:
        found: Kinds = {}
        for operand in node.operands:
            found = narrowed(found, operand, wanted)
        return found
    each = [_told(operand, wanted) for operand in node.operands]
    return {
        path: tuple(dict.fromkeys(kind for one in each for kind in one[path]))
        for path in each[0]
        if all(path in one for one in each)
    }
