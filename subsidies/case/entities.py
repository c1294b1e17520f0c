"""The case as the engines read it: slotted, immutable by convention, converted once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from subsidies.arithmetic.intervals import Interval


class Entity:
    """One entity of a case.

    ``values`` hold, by the slot of each fact, an interval for a number or date (day numbers; money in fen) and for a place (its
    span), True, False or None for a truth value, and a text or None otherwise. ``links`` hold, by the slot of each relation, the
    entity referred to, or None where that is unknown. ``lists`` hold the entities that refer here, and whether these are all.
    """

    __slots__ = ("id", "index", "kind", "links", "lists", "values")

    def __init__(self, kind: str, id_: str, index: int) -> None:
        self.kind = kind
        self.id = id_
        self.index = index
        self.values: list[Any] = []
        self.links: list[Entity | None] = []
        self.lists: dict[str, tuple[tuple[Entity, ...], bool]] = {}

    def __repr__(self) -> str:
        return f"{self.kind} {self.id}"


@dataclass(frozen=True, slots=True)
class PriorAward:
    """An award already given; ``amount`` in fen; None is unknown."""

    clause: str
    subject: Entity
    payee: str | None
    year: int | None
    amount: int | None
    months: int | None


@dataclass(slots=True)
class Question:
    """What is asked of a case: on which day, for which year, where, with which facts."""

    on: date
    year: int
    jurisdiction: str
    place: Interval
    entities: Mapping[str, tuple[Entity, ...]]
    complete: Mapping[str, bool]
    prior_awards: tuple[PriorAward, ...] | None
    asked: frozenset[tuple[int, str]] = frozenset()
    by_id: Mapping[str, Entity] = field(default_factory=dict)
    day: int = field(init=False, default=0)
    """``on`` as a day number."""

    def with_values(self, values: Mapping[tuple[int, int], Any]) -> Question:
        """The same question with other values, by (entity index, slot); nothing of this one changes."""
        copies: dict[int, Entity] = {}
        for items in self.entities.values():
            for entity in items:
                twin = copies[entity.index] = Entity(entity.kind, entity.id, entity.index)
                twin.values = [values.get((entity.index, slot), value) for slot, value in enumerate(entity.values)]
        for items in self.entities.values():
            for entity in items:
                twin = copies[entity.index]
                twin.links = [None if end is None else copies[end.index] for end in entity.links]
                twin.lists = {
                    name: (tuple(copies[member.index] for member in members), whole)
                    for name, (members, whole) in entity.lists.items()
                }
        return replace(
            self,
            entities={kind: tuple(copies[item.index] for item in items) for kind, items in self.entities.items()},
            prior_awards=None
            if self.prior_awards is None
            else tuple(replace(award, subject=copies[award.subject.index]) for award in self.prior_awards),
            by_id={id_: copies[entity.index] for id_, entity in self.by_id.items()},
        )

    def __post_init__(self) -> None:
        self.day = self.on.toordinal()
