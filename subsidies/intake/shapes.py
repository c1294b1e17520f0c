"""What stands where in a case: under which words, and how a text there is read; made from the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any, Final

from subsidies.intake import patterns, words
from subsidies.intake.names import Names
from subsidies.intake.values import award_value, fact_value, quantity
from subsidies.types.sorts import Sort
from subsidies.types.units import MONTH, YEAR, YUAN, Unit
from subsidies.vocabulary import EntityType, FactType
from subsidies.vocabulary.numbers import (
    ASKED,
    NOT_ASKED,
    TRUTHS,
    Unreadable,
    day,
    number,
    place,
    truth,
    unit_names,
    year,
)
from subsidies.vocabulary.vocabulary import Relation
from subsidies.vocabulary.world import World


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value: how a text is read that stands there, and with which keys a mapping may stand in its place.

    ``offered`` is what somebody is told who writes something else. ``words`` and texts like ``pattern`` are what may be written
    in Chinese; nothing of either holds for a text that is any text.
    """

    read: Callable[[str], Any]
    sort: Sort = Sort.TEXT
    form: Keyed | None = None
    offered: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A list, and what each of it is."""

    row: Keyed


class Keyed:
    """A mapping: the names of its keys, and what stands under each."""

    def __init__(self, keys: Mapping[str, tuple[str, ...]], below: Callable[[str], Node]) -> None:
        """``keys`` are as for :class:`Names`; ``below`` makes what stands under one of them."""
        self.names = Names(keys)
        self._below = below
        self._made: dict[str, Node] = {}

    def below(self, key: str) -> Node:
        """What stands under a canonical key; made once."""
        if key not in self.names:
            return TEXT
        if key not in self._made:
            self._made[key] = self._below(key)
        return self._made[key]


Node = Leaf | Rows | Keyed
Read = Callable[[str], Any]


def _named(text: str) -> Any:
    return None if text.strip() in (*NOT_ASKED, *ASKED) else text


def _whole(text: str) -> Any:
    value, tail = number(text)
    if tail or value != int(value):
        raise Unreadable(text)
    return int(value)


TEXT: Final = Leaf(lambda text: text)
_NAMED: Final = Leaf(_named)
_TRUTH: Final = Leaf(truth, Sort.BOOL, offered=tuple(TRUTHS), words=tuple(TRUTHS))
_WHOLE: Final = Leaf(_whole, Sort.NUMBER, pattern=patterns.of_figure("(?!)"))
_YEAR: Final = Leaf(year, Sort.NUMBER, offered=("2023年",), pattern=patterns.of_figure("年"))
_DAY: Final = Leaf(day, Sort.DATE, offered=("2023年12月20日",), pattern=patterns.of_day(in_part=False))
_IN_PART: Final = ("2023年12月20日", "2023年12月", "2023年", "在2023年6月至2023年8月之间")
_NOT_KNOWN: Final = (*ASKED, *NOT_ASKED)
_OFFERED: Final = ASKED[1]


@lru_cache(maxsize=16)
def case_shape(world: World) -> Keyed:
    """What stands where in a case of a world."""
    entities = {kind.list: kind for kind in world.vocabulary.entities.values()}
    lists = {list_: tuple(_called(kind)) for list_, kind in entities.items()}
    own: dict[str, Node] = {
        "schema_version": _WHOLE,
        "jurisdiction": _place(world),
        "on": _DAY,
        "year": _YEAR,
        "known_on": _DAY,
        "complete": Keyed(lists, lambda _: _TRUTH),
        "prior_awards": Rows(Keyed(words.AWARD, partial(_award, world))),
        "rates": Keyed({name: (table.label.zh,) for name, table in world.rates.items()}, partial(_rate, world)),
    }

    def below(key: str) -> Node:
        return Rows(_entity(entities[key], world)) if key in entities else own.get(key, TEXT)

    return Keyed({**words.CASE, **lists}, below)


def _called(kind: EntityType) -> Iterator[str]:
    """What the list of a kind may be called: as the kind, with or without what its label adds in brackets."""
    yield from dict.fromkeys((kind.label.brief("zh"), *kind.label.every("zh")))


def _place(world: World) -> Leaf:
    names = [name.zh for name in world.jurisdictions.names.values()]
    words_ = [word for name in names for word in dict.fromkeys((name, name.rpartition("市")[2] or name)) if _is_one(word, names)]
    return Leaf(lambda text: place(text, world.jurisdictions), Sort.PLACE, offered=tuple(names), words=tuple(words_))


def _is_one(word: str, names: Sequence[str]) -> bool:
    return word in names or sum(name.endswith(word) for name in names) == 1


def _entity(kind: EntityType, world: World) -> Keyed:
    items: dict[str, FactType | Relation] = {**kind.relations, **kind.facts}
    keys = {"id": (words.ID,), **{name: item.label.every("zh") for name, item in items.items()}}

    def below(key: str) -> Node:
        item = items.get(kind.aliases.get(key, key))
        if item is None:
            return TEXT
        return _NAMED if isinstance(item, Relation) else _fact(item, world)

    return Keyed({**keys, **dict.fromkeys(kind.aliases, ())}, below)


def _fact(fact: FactType, world: World) -> Leaf:
    sort, model = fact.type.sort, fact.model

    def read(text: str) -> Any:
        return fact_value(text, fact, world.jurisdictions)

    if sort is Sort.NUMBER:
        leaf = _number(read, fact.type.unit)
    elif sort is Sort.DATE:
        others = [*words.STILL] if model.open_ended else []
        others += words.NOT_AT_ALL if model.never else []
        leaf = _days(read, *others, by_age=model.by_age)
    elif sort is Sort.PLACE:
        leaf = replace(_place(world), read=read)
    elif sort is Sort.ENUM:
        values = model.values or {}
        own = tuple(label.zh for value, label in values.items() if value not in model.elsewhere)
        every = tuple(text for value, label in values.items() if value not in model.elsewhere for text in label.every("zh"))
        leaf = Leaf(read, sort, offered=own, words=every)
    elif sort is Sort.BOOL:
        leaf = replace(_TRUTH, read=read)
    else:
        return _NAMED
    return replace(leaf, offered=(*leaf.offered, _OFFERED), words=(*leaf.words, *_NOT_KNOWN))


def _number(read: Read, unit: Unit) -> Leaf:
    """A number, or the form of a range; years and months where it is a time."""
    name = next((name for name in unit_names(unit) if name), "")
    times = words.TIME if unit in (MONTH, YEAR) else {}
    offered = (f"6{name}", *(["2年5个月"] if times else []))
    below = Keyed(times, lambda _: _WHOLE) if times else None
    end = Leaf(read, Sort.NUMBER, below, offered, pattern=patterns.of_number(unit, in_part=False))
    form = Keyed({**words.ENDS, **times}, lambda key: _WHOLE if key in times else end)
    return Leaf(read, Sort.NUMBER, form, (*offered, f"在3{name}至9{name}之间"), pattern=patterns.of_number(unit))


def _days(read: Read, *others: str, by_age: bool = False) -> Leaf:
    """A day, its month or year, one of some words, or the form of a range; of a day of birth the age on a day."""
    end = Leaf(read, Sort.DATE, offered=_IN_PART[:3], pattern=patterns.of_day(between=False))
    ages: dict[str, Node] = {"age": _WHOLE, "on": _DAY} if by_age else {}
    form = Keyed({**words.DAYS, **(words.AGE if by_age else {})}, lambda key: ages.get(key, end))
    offered = (*_IN_PART, *others[:1], *(["52周岁（2023年12月20日）"] if by_age else []))
    return Leaf(read, Sort.DATE, form, offered, others, patterns.of_day(by_age=by_age))


def _award(world: World, key: str) -> Node:
    def read(text: str) -> Any:
        return award_value(key, text, world.jurisdictions, bare=True)

    figures = {"year": ("2023年", "年"), "month": ("6月", "月"), "months": ("6个月", "个月", "月")}
    if key == "amount":
        leaf = _number(read, YUAN)
    elif key == "on":
        leaf = _days(read)
    elif key == "place":
        leaf = replace(_place(world), read=read)
    elif key in figures:
        example, *units = figures[key]
        leaf = Leaf(read, Sort.NUMBER, offered=(example,), pattern=patterns.of_figure(*units))
    else:
        return Leaf(read)
    return replace(leaf, words=(*leaf.words, *NOT_ASKED))


def _rate(world: World, name: str) -> Node:
    def below(key: str) -> Node:
        if key == "value":
            unit = world.rates[name].type.unit
            pattern = patterns.of_number(unit, in_part=False)
            return Leaf(lambda text: quantity(text, unit, bare=True), Sort.NUMBER, pattern=pattern)
        return {"place": _place(world), "from": _DAY, "to": _DAY}.get(key, TEXT)

    return Rows(Keyed(words.RATE, below))
