"""The figures of the law on which an expression turns."""

from __future__ import annotations

from subsidies.expression import nodes as n
from subsidies.ruleset.rules import Ruleset


def figures(ruleset: Ruleset, node: n.Node) -> list[str]:
    """Ids of the figures of the law below a node, those of definitions included, each once."""
    found: dict[str, None] = {}
    stack = [node]
    while stack:
        for part in stack.pop().walk():
            if isinstance(part, n.Parameter | n.TableEntry) and part.id in ruleset.model.parameters:
                found[part.id] = None
            elif isinstance(part, n.Member) and part.parameter:
                found[part.parameter] = None
            elif isinstance(part, n.Definition):
                stack.append(ruleset.definitions[part.entity, part.name].node)
    return list(found)
