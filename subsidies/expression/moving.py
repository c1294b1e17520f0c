"""The same expression with something changed in every node of it: said from somewhere else, or under other names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any

from subsidies.expression import nodes as n


def with_paths(node: n.Node, change: Callable[[n.Path], n.Path]) -> n.Node:
    """The node with every way, here and below, changed."""
    return changed(node, lambda one: {"path": change(one.path)} if isinstance(one, n.PLACED) else {})


def changed(node: n.Node, change: Callable[[n.Node], Mapping[str, Any]]) -> n.Node:
    """The node with some fields of it, and of every node below, given other values."""
    own: dict[str, Any] = {}
    for item in fields(node):
        value = getattr(node, item.name)
        if isinstance(value, n.Node):
            own[item.name] = changed(value, change)
        elif isinstance(value, tuple) and value and isinstance(value[0], n.Node):
            own[item.name] = tuple(changed(part, change) for part in value)
    return replace(node, **own, **change(node))
