"""What to bring: the proofs of the facts on which a clause turns."""

from __future__ import annotations

from collections.abc import Iterator

from subsidies.case.entities import Entity
from subsidies.determination import Entitlement
from subsidies.explanation.context import Context
from subsidies.expression import nodes as n
from subsidies.files.schema import Label


def evidence(context: Context, item: Entitlement) -> list[Label]:
    """The proofs a clause needs, each once: those of its facts, then those it names itself."""
    rule = context.rule(item)
    ends = [end for amount in rule.amounts for end in (amount.low, amount.high) if end is not None]
    found: dict[str, Label] = {}
    for node in (*(line.node for line in rule.lines), *ends):
        for label in _proofs(context, item, node, context.entity(item.subject)):
            found.setdefault(label.zh, label)
    for label in rule.model.evidence:
        found.setdefault(label.zh, label)
    return list(found.values())


def _proofs(context: Context, item: Entitlement, node: n.Node, subject: Entity | None) -> Iterator[Label]:
    """The proofs of the facts below a node, as the entity that is really there proves them."""
    for part in node.walk():
        if not isinstance(part, n.Fact | n.Definition):
            continue
        from_member = bool(part.path) and part.path[0].startswith("$")
        end = None if subject is None or from_member else context.quantities(item).walk(part.path)(subject, None)
        if isinstance(part, n.Definition):
            yield from _proofs(context, item, context.ruleset(item).definitions[part.entity, part.name].node, end)
            continue
        kind = part.entity.split("|")[0] if end is None else end.kind
        label = context.law.world.vocabulary.fact(kind, part.name).model.evidence
        if label is not None:
            yield label
