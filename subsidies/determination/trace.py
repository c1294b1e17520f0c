"""What each line of a rule saw: facts, derived numbers and dates, read again from the case when the trace is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from subsidies.case.entities import Entity
from subsidies.determination.entitlement import Entitlement, TraceRow
from subsidies.expression import nodes as n
from subsidies.types.sorts import Sort


@dataclass(frozen=True, slots=True)
class Seen:
    """A value a line saw: of which node, for which entity, and (for a fact) its name.

    ``value`` is an interval for numbers and dates, a span for a place, True, False or None for a truth value, a text or None for
    an enum. ``asked`` says that the applicant was asked and does not know.
    """

    node: n.Node
    entity: Entity | None
    fact: str
    value: Any
    asked: bool = False


def seen(entitlement: Entitlement, row: TraceRow) -> list[Seen]:
    """Everything a line saw, in the order in which it looks at it, each thing once."""
    found: dict[Any, Seen] = {}
    for item in _seen(entitlement, row.line.node, entitlement.subject, None):
        key = (item.node, item.entity.index if item.entity else None)
        found.setdefault(key, item)
    return list(found.values())


def _seen(owner: Entitlement, node: n.Node, subject: Entity, member: Entity | None) -> Iterator[Seen]:
    quantities = owner.engine.conditions.quantities
    if isinstance(node, n.Fact):
        end = quantities.walk(node.path)(subject, member)
        value = quantities.value(node)(subject, member)
        asked = end is not None and (end.index, node.name) in owner.env.question.asked
        yield Seen(node, end, node.name, value, asked)
    elif isinstance(node, n.Definition) and node.type.sort is Sort.BOOL:
        end = quantities.walk(node.path)(subject, member)
        if end is not None:
            yield from _seen(owner, owner.ruleset.definitions[node.entity, node.name].node, end, None)
    elif isinstance(node, n.ClauseHolds):
        yield Seen(node, subject, "", owner.engine.condition(node)(owner.env, subject, member))
    elif isinstance(node, n.Aggregate):
        if node.type.sort is not Sort.BOOL:
            yield Seen(node, subject, "", quantities.compile(node)(owner.env, subject, member))
        items, _ = quantities.members(node)(subject, member)
        for item in items:
            for part in (node.where, node.body):
                if part is not None:
                    yield from _seen(owner, part, subject, item)
    elif isinstance(node, n.Compare):
        for side in (node.left, node.right):
            if not isinstance(side, n.Fact | n.Parameter | n.Number | n.EntityKind) and side.type.sort is not Sort.BOOL:
                yield Seen(side, subject, "", _value(owner, side, subject, member))
            yield from _seen(owner, side, subject, member)
    elif isinstance(node, n.Definition):
        yield from _seen(owner, owner.ruleset.definitions[node.entity, node.name].node, subject, member)
    else:
        for child in node.children():
            yield from _seen(owner, child, subject, member)


def _value(owner: Entitlement, node: n.Node, subject: Entity, member: Entity | None) -> Any:
    """The interval of a derived number; nothing is known of one that depends on an aggregate's member."""
    if member is not None and any(
        isinstance(item, n.Fact) and item.path[:1] and item.path[0].startswith("$") for item in node.walk()
    ):
        return None, None
    return owner.engine.quantity(node)(owner.env, subject, None)
