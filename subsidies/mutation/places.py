"""Every node of an expression with its place, and the way to put another in its stead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

from subsidies.expression import nodes as n

Put = Callable[[n.Node], n.Node]


def spots(node: n.Node, place: str = "", put: Put = lambda new: new) -> Iterator[tuple[str, n.Node, Put]]:
    """A node and all below it, each with its place and a function that puts another in its stead."""
    yield place, node, put
    if isinstance(node, n.Compare) and isinstance(node.left, n.EntityKind | n.Taken):
        return
    index = 0
    for item in fields(node):
        value = getattr(node, item.name)
        parts = value if isinstance(value, tuple) else (value,)
        for position, part in enumerate(parts):
            if isinstance(part, n.Node):
                below = _below(node, item.name, None if value is part else position, put)
                yield from spots(part, f"{place}.{index}" if place else str(index), below)
                index += 1


def _below(node: n.Node, name: str, position: int | None, put: Put) -> Put:
    def inner(new: n.Node) -> n.Node:
        if position is None:
            return put(_with(node, name, new))
        value = getattr(node, name)
        return put(_with(node, name, (*value[:position], new, *value[position + 1 :])))

    return inner


def _with(node: n.Node, name: str, value: Any) -> n.Node:
    changed: dict[str, Any] = {name: value}
    return replace(node, **changed)
