"""The same expression said from somewhere else: every way in it changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from subsidies.expression import nodes as n


def with_paths(node: n.Node, change: Callable[[n.Path], n.Path]) -> n.Node:
    """The node with every way, here and below, changed."""
    changed: dict[str, Any] = {}
    for item in fields(node):
        value = getattr(node, item.name)
        if isinstance(value, n.Node):
            changed[item.name] = with_paths(value, change)
        elif item.name == "path":
            changed[item.name] = change(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], n.Node):
            changed[item.name] = tuple(with_paths(part, change) for part in value)
    return replace(node, **changed)
