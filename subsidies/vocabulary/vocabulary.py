"""The vocabulary as the engine uses it: resolved, with a fixed slot for every fact and relation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from subsidies.errors import Position
from subsidies.reprs import one_line
from subsidies.types.numbers import Exact
from subsidies.types.sorts import Type
from subsidies.vocabulary.models import Called, FactModel

RESERVED: Final = ("id", "complete")
"""Keys of an entity in a case file that no fact or relation may take."""


@dataclass(frozen=True, slots=True)
class FactType:
    """One fact of an entity; bounds are in the engine's scale (fen for money) and None is unbounded."""

    name: str
    entity: str
    slot: int
    type: Type
    model: FactModel
    low: Exact | None
    high: Exact | None
    position: Position
    """Where it is written."""

    @property
    def label(self) -> Called:
        return self.model.label


@dataclass(frozen=True, slots=True)
class Relation:
    """A many-to-one relation of an entity."""

    name: str
    entity: str
    slot: int
    targets: tuple[str, ...]
    optional: bool
    label: Called
    unnamed_distinct: bool
    position: Position


@dataclass(frozen=True, slots=True)
class Inverse:
    """A list of related entities, seen from the one they refer to."""

    name: str
    entity: str
    source: str
    relation: str
    label: Called


@dataclass(frozen=True, slots=True)
class Spell:
    """What lasts from one day to another: the facts for its days, both inside it, and for its length where there is one."""

    start: FactType
    end: FactType
    months: FactType | None


@dataclass(frozen=True, slots=True)
class EntityType:
    """A kind of thing a case can hold."""

    name: str
    list: str
    label: Called
    facts: dict[str, FactType]
    relations: dict[str, Relation]
    inverses: dict[str, Inverse]
    aliases: dict[str, str]
    spell: Spell | None
    told_apart_by: tuple[str, ...]
    """The facts that no two of the kind are expected to share; none where rows alone tell them apart."""
    sums: Mapping[str, tuple[FactType, ...]]
    """The parts of each fact that is the sum of others, by its name; no fact stands in two sums."""
    position: Position

    def names(self) -> tuple[str, ...]:
        """Every name an expression may use of it."""
        return (*self.facts, *self.relations, *self.inverses)


@one_line
@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All entities, by name; ``digest`` is the SHA-256 of the canonical content."""

    entities: dict[str, EntityType]
    digest: str = ""
    lists: dict[str, str] = field(default_factory=dict)

    def fact(self, entity: str, name: str) -> FactType:
        return self.entities[entity].facts[name]

    def kinds_at(self, entity: str, path: Iterable[str]) -> tuple[str, ...]:
        """The kinds of entities that a way of relations leads to; none where there is no such entity or way."""
        ends: tuple[str, ...] = (entity,) if entity in self.entities else ()
        for step in path:
            relations = [self.entities[end].relations[step] for end in ends if step in self.entities[end].relations]
            ends = tuple(dict.fromkeys(target for relation in relations for target in relation.targets))
        return ends

    def names(self) -> set[str]:
        """Every name that can become a property of a network."""
        return {name for entity in self.entities.values() for name in (entity.name, *entity.facts, *entity.relations)}
