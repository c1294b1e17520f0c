"""What to bring: the proofs of the facts on which a clause turns."""

from __future__ import annotations

from collections.abc import Iterator

from subsidies.case.entities import Entity
from subsidies.determination.entitlement import Entitlement
from subsidies.expression import nodes as n
from subsidies.files.schema import Label


def evidence(item: Entitlement) -> list[Label]:
    """The proofs a clause needs, each once: those of its facts, then those it names itself."""
    ends = [end for amount in item.rule.amounts for end in (amount.low, amount.high) if end is not None]
    found: dict[str, Label] = {}
    for node in (*(line.node for line in item.rule.lines), *ends):
        for label in _proofs(item, node, item.subject):
            found.setdefault(label.zh, label)
    for label in item.rule.model.evidence:
        found.setdefault(label.zh, label)
    return list(found.values())


def _proofs(item: Entitlement, node: n.Node, subject: Entity | None) -> Iterator[Label]:
    """The proofs of the facts below a node, as the entity that is really there proves them."""
    quantities = item.engine.conditions.quantities
    for part in node.walk():
        if not isinstance(part, n.Fact | n.Definition):
            continue
        from_member = bool(part.path) and part.path[0].startswith("$")
        end = None if subject is None or from_member else quantities.walk(part.path)(subject, None)
        if isinstance(part, n.Definition):
            yield from _proofs(item, item.ruleset.definitions[part.entity, part.name].node, end)
            continue
        kind = part.entity.split("|")[0] if end is None else end.kind
        label = quantities.vocabulary.fact(kind, part.name).model.evidence
        if label is not None:
            yield label
