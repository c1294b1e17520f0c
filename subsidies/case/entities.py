"""The case as the engines read it: slotted, immutable by convention, converted once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from subsidies.arithmetic.intervals import Interval
from subsidies.case.other_readings import OtherReading
from subsidies.reprs import one_line
from subsidies.vocabulary.rates import StatedRates


class EntityRef(NamedTuple):
    """Who or what of a case is meant: its kind and its id, which is unique in the case."""

    kind: str
    id: str

    def __repr__(self) -> str:
        return f"{self.kind} {self.id}"


class Listed(NamedTuple):
    """The members of a list.

    ``members`` surely belong to it, ``doubtful`` are those that may: nobody says whom they belong to. ``complete``: there are no
    others.
    """

    members: tuple[Entity, ...] = ()
    doubtful: tuple[Entity, ...] = ()
    complete: bool = False

    def mapped(self, other: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> Listed:
        """The same list with something else in the place of its members."""
        return Listed(other(self.members), other(self.doubtful), self.complete)


class Entity:
    """One entity of a case.

    ``values`` hold, by the slot of each fact, an interval for a number or date (day numbers; money in fen) and for a place (its
    span), True, False or None for a truth value, and a text or None otherwise. ``links`` hold, by the slot of each relation, the
    entity referred to, or None where that is unknown. ``lists`` hold the entities that refer here.
    """

    __slots__ = ("id", "index", "kind", "links", "lists", "ref", "values")

    def __init__(self, kind: str, id_: str, index: int) -> None:
        self.kind = kind
        self.id = id_
        self.index = index
        self.ref = EntityRef(kind, id_)
        self.values: list[Any] = []
        self.links: list[Entity | None] = []
        self.lists: dict[str, Listed] = {}

    def __repr__(self) -> str:
        return f"{self.kind} {self.id}"


@one_line
@dataclass(frozen=True, slots=True)
class PriorAward:
    """An award already given, after its corrections; ``amount`` in fen, at least and at most; None is unknown.

    ``carried`` are relations as they were when it was given: by name, the entity they led to. ``month`` is the month of the
    year that it is for, or the first of several; ``months`` is how many it is for. ``doubtful``: corrections have taken back a
    part of an unknown sum, or all of it.
    """

    clause: str
    subject: Entity
    payee: Entity | None = None
    year: int | None = None
    amount: tuple[int, int | None] = (0, None)
    months: int | None = None
    month: int | None = None
    version: str | None = None
    carried: tuple[tuple[str, Entity], ...] = ()
    doubtful: bool = False

    def mapped(self, other: Callable[[Any], Any]) -> PriorAward:
        """The same award with something else in the place of each of its entities."""
        return replace(
            self,
            subject=other(self.subject),
            payee=None if self.payee is None else other(self.payee),
            carried=tuple((name, other(entity)) for name, entity in self.carried),
        )


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Question:
    """What is asked of a case: on which day, for which year, where, with which facts.

    Two questions are equal when they ask the same about the same facts. It can be stored, however many entities refer to one
    another.
    """

    on: date
    year: int
    jurisdiction: str
    place: Interval
    entities: Mapping[str, tuple[Entity, ...]]
    complete: Mapping[str, bool]
    prior_awards: tuple[PriorAward, ...] | None
    asked: frozenset[tuple[int, str]] = frozenset()
    """What the applicant was asked for and does not know: index of the entity and name of the fact."""
    narrowed: frozenset[tuple[int, str]] = frozenset()
    """What the case states as something between two ends."""
    rates: tuple[StatedRates, ...] = ()
    """Figures that an office or the case states: they come before those of the law's tables, the first before the others."""
    other_readings: tuple[OtherReading, ...] = ()
    """What an office takes instead of readings of the rulesets, in the order of their names."""
    day: int = field(init=False)
    """``on`` as a day number."""
    by_id: Mapping[str, Entity] = field(init=False)
    readings: Mapping[str, str] = field(init=False)
    """The alternative that is taken, for each reading that one is taken of."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "day", self.on.toordinal())
        object.__setattr__(self, "by_id", {entity.id: entity for entity in self})
        object.__setattr__(self, "readings", {one.reading: one.alternative for one in self.other_readings})

    def __iter__(self) -> Iterator[Entity]:
        """Every entity, in the order of their indexes."""
        for items in self.entities.values():
            yield from items

    def __repr__(self) -> str:
        return f"<Question of {self.on} about {self.year} with {len(self.by_id)} entities>"

    def __eq__(self, other: object) -> bool:
        return self._plain() == other._plain() if isinstance(other, Question) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        # Entities refer to one another in long chains: stored one inside the other they would be too deep for pickle.
        return _from_plain, self._plain()

    def with_values(self, values: Mapping[tuple[int, int], Any]) -> Question:
        """The same question with other values, by (entity index, slot); nothing of this one changes."""
        copies = {entity.index: Entity(entity.kind, entity.id, entity.index) for entity in self}
        twins = _each(lambda entity: copies[entity.index])
        for entity in self:
            twin = copies[entity.index]
            twin.values = [values.get((entity.index, slot), value) for slot, value in enumerate(entity.values)]
            twin.links = [None if end is None else copies[end.index] for end in entity.links]
            twin.lists = {name: listed.mapped(twins) for name, listed in entity.lists.items()}
        awards = self.prior_awards
        return replace(
            self,
            entities={kind: tuple(copies[item.index] for item in items) for kind, items in self.entities.items()},
            prior_awards=awards and tuple(award.mapped(lambda entity: copies[entity.index]) for award in awards),
        )

    def under(self, rates: StatedRates) -> Question:
        """The same question under the figures of an office, which come before those that the case states."""
        return replace(self, rates=(rates, *self.rates))

    def read_as(self, others: tuple[OtherReading, ...]) -> Question:
        """The same question as an office reads the text that takes other readings than the rulesets."""
        return replace(self, other_readings=others)

    def with_awards(self, awards: tuple[PriorAward, ...]) -> Question:
        """The same question after some more awards were given."""
        return replace(self, prior_awards=(*(self.prior_awards or ()), *awards))

    def _plain(self) -> tuple[Any, ...]:
        indexes = _each(attrgetter("index"))
        entities = [
            (
                entity.kind,
                entity.id,
                list(entity.values),
                [None if end is None else end.index for end in entity.links],
                {name: listed.mapped(indexes) for name, listed in entity.lists.items()},
            )
            for entity in self
        ]
        awards = self.prior_awards and [award.mapped(attrgetter("index")) for award in self.prior_awards]
        asked = self.on, self.year, self.jurisdiction, self.place, dict(self.complete), self.asked, self.narrowed
        return *asked, self.rates, self.other_readings, list(self.entities), entities, awards


def _each(other: Callable[[Any], Any]) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """``other`` of each one of a tuple; one tuple that many share stays one."""
    known: dict[int, tuple[tuple[Any, ...], tuple[Any, ...]]] = {}

    def each(items: tuple[Any, ...]) -> tuple[Any, ...]:
        if id(items) not in known:
            known[id(items)] = items, tuple([other(item) for item in items])
        return known[id(items)][1]

    return each


def _from_plain(
    on: date,
    year: int,
    jurisdiction: str,
    place: Interval,
    complete: dict[str, bool],
    asked: frozenset[tuple[int, str]],
    narrowed: frozenset[tuple[int, str]],
    rates: tuple[StatedRates, ...],
    other_readings: tuple[OtherReading, ...],
    kinds: list[str],
    rows: list[tuple[Any, ...]],
    awards: list[PriorAward] | None,
) -> Question:
    found = [Entity(kind, id_, index) for index, (kind, id_, *_) in enumerate(rows)]
    entities = _each(found.__getitem__)
    for entity, (_, _, values, links, lists) in zip(found, rows, strict=True):
        entity.values = values
        entity.links = [None if index is None else found[index] for index in links]
        entity.lists = {name: listed.mapped(entities) for name, listed in lists.items()}
    return Question(
        on,
        year,
        jurisdiction,
        place,
        {kind: tuple(entity for entity in found if entity.kind == kind) for kind in kinds},
        complete,
        None if awards is None else tuple(award.mapped(found.__getitem__) for award in awards),
        asked,
        narrowed,
        rates,
        other_readings,
    )
