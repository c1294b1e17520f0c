"""Whose case it is: the household, enterprise … that the file is about."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from subsidies.case.entities import Entity
from subsidies.i18n import N_
from subsidies.naming import Naming

MEMBERS: Final = N_("{name} ({count} people)")
AND_MORE: Final = N_("{names} and {count} more")
SHOWN: Final = 2


def whose(naming: Naming) -> str:
    """The names of those of one kind in the case that refer to nobody else in it: the fewest, then who gets most; empty where
    there are none. Of a household, with the number of its people."""
    question = naming.determination.question
    kinds = [
        entities for entities in question.entities.values() if entities and not any(any(entity.links) for entity in entities)
    ]
    if not kinds:
        return ""
    found = min(kinds, key=lambda entities: (len(entities), -_paid(entities, naming), -_referring(entities)))
    text = naming.comma.join(_name(entity, naming) for entity in found[:SHOWN])
    return text if len(found) <= SHOWN else naming.t(AND_MORE, names=text, count=len(found) - SHOWN)


def _paid(entities: Sequence[Entity], naming: Naming) -> Decimal:
    """What they surely get, of whatever kind: only to tell whom a case is about."""
    ids = {entity.id for entity in entities}
    return sum((total.payable_low for total in naming.determination.totals if set(total.payees) <= ids), Decimal(0))


def _name(entity: Entity, naming: Naming) -> str:
    count = naming.names.gathered(entity)
    name = naming.entity(entity.ref)
    return naming.t(MEMBERS, name=name, count=count) if count > 1 else name


def _referring(entities: Sequence[Entity]) -> int:
    """How much in the case refers to them."""
    return sum(len(listed.members) for entity in entities for listed in entity.lists.values())
