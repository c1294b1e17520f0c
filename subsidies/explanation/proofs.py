"""What to bring: the proofs of the facts on which a clause turns, and each paper once for all that it serves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from subsidies.case.entities import EntityRef
from subsidies.determination import Entitlement
from subsidies.explanation.basis import Basis
from subsidies.files.schema import Label
from subsidies.reprs import one_line


@one_line
@dataclass(slots=True)
class Paper:
    """One paper: about whom or what it is, and for which clauses.

    ``entities`` are those of which it proves a fact, each once; none for what clauses ask for themselves, and where it is not
    known whose it is. ``clauses`` are full ids.
    """

    label: Label
    entities: dict[EntityRef, None] = field(default_factory=dict)
    clauses: dict[str, None] = field(default_factory=dict)


def evidence(basis: Basis, item: Entitlement) -> list[Label]:
    """The proofs a clause needs, each once: those of its facts, then those it names itself.

    A fact is proved as the entity that is really there proves it; where that is not known, as the first that may be. One that is
    there but is of no kind that has the fact has nothing to prove.
    """
    found: dict[str, Label] = {}
    for label, _ in _proofs(basis, item):
        found.setdefault(label.zh, label)
    return list(found.values())


def papers(basis: Basis, items: Iterable[Entitlement]) -> list[Paper]:
    """The papers that some entitlements need, each once with all that it serves, in the order in which they come up."""
    found: dict[str, Paper] = {}
    for item in items:
        for label, entity in _proofs(basis, item):
            paper = found.setdefault(label.zh, Paper(label))
            paper.clauses[item.clause] = None
            if entity is not None:
                paper.entities[entity] = None
    return list(found.values())


def _proofs(basis: Basis, item: Entitlement) -> Iterator[tuple[Label, EntityRef | None]]:
    """Each proof of an entitlement with the entity whose fact it proves."""
    subject = basis.entity(item.subject)
    entities, walk = basis.law.world.vocabulary.entities, basis.quantities(item).walk
    for fact, way in basis.law.of(item.under).facts(item.id):
        end = None if way is None else walk(way)(subject, None)
        kinds = fact.entity.split("|")
        kind = kinds[0] if end is None else end.kind
        if kind not in kinds:
            continue
        label = entities[kind].facts[fact.name].model.evidence
        if label is not None:
            yield label, None if end is None else end.ref
    for label in basis.rule(item).model.evidence:
        yield label, None
