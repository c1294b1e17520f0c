"""Who of a case only appears in the affairs of an employer or a school that applies: its employees and trainees.

They have benefits of their own, which nobody asked about: these are assessed apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from subsidies.case.entities import Entity, EntityRef
from subsidies.determination import Determination, Entitlement, Outcome
from subsidies.vocabulary import Vocabulary

CLAIMED = (Outcome.PAYABLE, Outcome.POSSIBLE, Outcome.EXCLUDED_BY_LIMIT)


def only_named(vocabulary: Vocabulary, determination: Determination) -> frozenset[EntityRef]:
    """The people whom rows of an applicant employer or school name, and all that is only theirs: households, certificates ….

    An employer or school applies where a sum of money may be its own. Nobody is only named where all people of the case are
    members of its only household: then this applies.
    """
    question = determination.question
    people = {name for name, kind in vocabulary.entities.items() if kind.told_apart_by}
    circles = {target for name in people for one in vocabulary.entities[name].relations.values() for target in one.targets}
    members = [entity for name in people for entity in question.entities[name]]
    homes = {_circle(entity, circles) for entity in members}
    if len(homes) < 2 and None not in homes:
        return frozenset()
    applying = {payee for item in determination.entitlements if item.outcome in CLAIMED for payee in _paid_sums(item)}
    found: set[Entity] = set()
    for row in question:
        ends = [end for end in row.links if end is not None]
        if any(end.ref in applying and end.kind not in people | circles for end in ends):
            found.update(end for end in ends if end.kind in people)
    _with_what_is_theirs(found, list(question), members, circles)
    return frozenset(entity.ref for entity in found)


def is_apart(item: Entitlement, named: frozenset[EntityRef]) -> bool:
    """Whether an entitlement is one of somebody who is only named: for them, and paid to nobody who applies."""
    return item.subject in named and all(payee is None or payee in named for payee in item.payees)


def _circle(entity: Entity, circles: set[str]) -> Entity | None:
    return next((end for end in entity.links if end is not None and end.kind in circles), None)


def _paid_sums(item: Entitlement) -> Iterator[EntityRef]:
    if item.is_money:
        yield from (payee for payee in item.payees if payee is not None)


def _with_what_is_theirs(found: set[Entity], rows: list[Entity], members: list[Entity], circles: set[str]) -> None:
    """Add households of which every member is named, then whatever refers to nobody else."""
    for circle in {_circle(entity, circles) for entity in found}:
        if circle is not None and all(entity in found for entity in members if _circle(entity, circles) is circle):
            found.add(circle)
    grown = True
    while grown:
        own = [row for row in rows if row not in found and (ends := [end for end in row.links if end]) and found.issuperset(ends)]
        grown = any(row not in members for row in own)
        found.update(row for row in own if row not in members)
