"""What to bring: the proofs of the facts on which a clause turns."""

from __future__ import annotations

from subsidies.determination import Entitlement
from subsidies.explanation.basis import Basis
from subsidies.files.schema import Label


def evidence(basis: Basis, item: Entitlement) -> list[Label]:
    """The proofs a clause needs, each once: those of its facts, then those it names itself.

    A fact is proved as the entity that is really there proves it; where that is not known, as the first that may be. One that is
    there but is of no kind that has the fact has nothing to prove.
    """
    subject = basis.entity(item.subject)
    entities, walk = basis.law.world.vocabulary.entities, basis.quantities(item).walk
    found: dict[str, Label] = {}
    for fact, way in basis.law.of(item.under).facts(item.id):
        end = None if way is None else walk(way)(subject, None)
        kinds = fact.entity.split("|")
        kind = kinds[0] if end is None else end.kind
        if kind not in kinds:
            continue
        label = entities[kind].facts[fact.name].model.evidence
        if label is not None:
            found.setdefault(label.zh, label)
    for label in basis.rule(item).model.evidence:
        found.setdefault(label.zh, label)
    return list(found.values())
