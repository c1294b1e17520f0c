"""From the entities of a case to the facts of one network: flat properties with whole numbers.

A number is sent as a code that keeps its order and tells whole from broken: twice the whole number below it, and one
more where something is left. So one property serves all comparisons, exactly, with any figure that is whole in its
scale.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import count, islice, product
from string import ascii_letters
from typing import Any, Final, NamedTuple

from subsidies.case.entities import Entity
from subsidies.engines.rete import patterns as p
from subsidies.engines.rete.compile import FIGURE_LIMIT, Compiler
from subsidies.engines.rete.hashing import fnv1a
from subsidies.engines.rete.homes import QUESTION_KEY
from subsidies.engines.rete.patterns import QUESTION, Frame, Predicate, Source
from subsidies.engines.rete.sessions import RESERVED_NAMES
from subsidies.expression import nodes as n
from subsidies.expression.types import Sort
from subsidies.quantities.compile import Quantity
from subsidies.quantities.intervals import Exact

PlainFact = dict[str, int]
Subject = tuple[Any, Any]
"""An entity, and the member that an aggregate looks at or None; (None, None) for the question."""

_HALF: Final = FIGURE_LIMIT // 2


def code(value: Exact, scale: int) -> int:
    """A number times ``scale`` as a whole number: twice its floor, plus one where it is not whole."""
    scaled = value * scale
    twice = 2 * scaled if type(scaled) is int else 2 * math.floor(scaled) + (scaled.denominator != 1)
    return min(max(twice, -FIGURE_LIMIT), FIGURE_LIMIT)


class _Number(NamedTuple):
    """A number and the names of its ends; None for an end that no pattern looks at."""

    quantity: Quantity
    scale: int
    low: str | None
    high: str | None

    def put(self, fact: PlainFact, run: Any, entity: Any, member: Any) -> None:
        low, high = self.quantity(run, entity, member)
        if low is not None and self.low is not None:
            fact[self.low] = code(low, self.scale)
        if high is not None and self.high is not None:
            fact[self.high] = code(high, self.scale)


class _Reader:
    """The properties that come straight from one entity: its facts as they are stored, and the verdicts on it."""

    def __init__(self) -> None:
        self.numbers: list[tuple[int, int, str | None, str | None]] = []
        self.flags: list[tuple[int, str]] = []
        self.choices: list[tuple[int, str, dict[str, int], int]] = []
        self.verdicts: list[tuple[str, int, int]] = []

    def read(self, run: Any, entity: Entity, fact: PlainFact) -> None:
        values = entity.values
        for slot, scale, low_name, high_name in self.numbers:
            low, high = values[slot]
            if low is not None and low_name is not None:
                plain = type(low) is int and scale == 1 and -_HALF < low < _HALF
                fact[low_name] = low + low if plain else code(low, scale)
            if high is not None and high_name is not None:
                plain = type(high) is int and scale == 1 and -_HALF < high < _HALF
                fact[high_name] = high + high if plain else code(high, scale)
        for slot, name in self.flags:
            value = values[slot]
            if value is not None:
                fact[name] = 1 if value else 0
        for slot, name, codes, other in self.choices:
            value = values[slot]
            if value is not None:
                fact[name] = codes.get(value, other)
        if self.verdicts:
            _put_verdicts(fact, self.verdicts, run.conclusions[entity.index])


def _put_verdicts(fact: PlainFact, verdicts: Iterable[tuple[str, int, int]], found: set[int]) -> None:
    for name, holds, fails in verdicts:
        if holds in found:
            fact[name] = 1
        elif fails in found:
            fact[name] = 0


class _Way:
    """The properties that come from the entity at the end of a path."""

    def __init__(self, path: n.Path, walk: Callable[[Any, Any], Entity | None]) -> None:
        self.path = path
        self.walk = walk
        self.readers: dict[str, _Reader] = {}
        self.unknown: list[_Number] = []
        """Numbers have a range even where the way is unknown."""

    def reader(self, kind: str) -> _Reader:
        return self.readers.setdefault(kind, _Reader())

    def part(self, run: Any, end: Entity) -> PlainFact:
        fact: PlainFact = {}
        if end.kind in self.readers:
            self.readers[end.kind].read(run, end, fact)
        return fact


class Facts:
    """Makes the facts of one network; ``names`` are the properties, by what each is made from."""

    def __init__(self, frame: Frame, predicates: Sequence[Predicate], compiler: Compiler) -> None:
        self.frame = frame
        self.names = _named(predicates)
        self._compiler = compiler
        self._own = _Reader()
        self._ways: dict[n.Path, _Way] = {}
        self._numbers: list[_Number] = []
        self._of_question: list[tuple[str, int, int]] = []
        self._of_pair: list[tuple[str, int, int]] = []
        self._always = {name: 1 for source, name in self.names.items() if isinstance(source, p.Always)}
        self._pair_number = compiler.homes.pairs.get(frame, 0)
        for source, name in self.names.items():
            self._add(source, name)
        self._paths = tuple(self._ways.values())

    def make(self, run: Any, subjects: Iterable[Subject]) -> list[PlainFact]:
        """One fact for each subject."""
        shared = dict(self._always)
        if self._of_question:
            _put_verdicts(shared, self._of_question, run.conclusions[QUESTION_KEY])
        ends: list[tuple[_Way, dict[int, PlainFact]]] = [(way, {}) for way in self._paths]
        facts = []
        for entity, member in subjects:
            fact = shared.copy()
            if entity is not None:
                self._own.read(run, entity, fact)
            for way, parts in ends:
                end = way.walk(entity, member)
                if end is None:
                    for number in way.unknown:
                        number.put(fact, run, entity, member)
                    continue
                part = parts.get(end.index)
                if part is None:
                    part = parts[end.index] = way.part(run, end)
                fact.update(part)
            for number in self._numbers:
                number.put(fact, run, entity, member)
            if self._of_pair:
                found = run.conclusions[self._pair_number, entity.index, member.index]
                _put_verdicts(fact, self._of_pair, found)
            facts.append(fact)
        return facts

    def _add(self, source: Source, name: str) -> None:
        if isinstance(source, p.End):
            self._add_number(source)
        elif isinstance(source, p.Verdict):
            self._add_verdict(source.predicate, source.path, name)
        elif isinstance(source, p.Flag):
            for reader, slot in self._stored(source.fact):
                reader.flags.append((slot, name))
        elif isinstance(source, p.Choice):
            words = source.fact.type.values
            codes = {word: index for index, word in enumerate(words)}
            for reader, slot in self._stored(source.fact):
                reader.choices.append((slot, name, codes, len(words)))

    def _add_number(self, source: p.End) -> None:
        node, scale = source.node, source.scale
        low, high = (self.names.get(p.End(node, side, scale)) for side in (0, 1))
        if source.side == 1 and low is not None:
            return  # came with the low end
        quantities = self._compiler.quantities
        is_place = node.type.sort is Sort.PLACE
        quantity = quantities.place(node) if is_place else quantities.compile(node, self.frame.pairs)
        number = _Number(quantity, scale, low, high)
        if not isinstance(node, n.Fact):
            self._numbers.append(number)
            return
        for reader, slot in self._stored(node):
            reader.numbers.append((slot, scale, low, high))
        if node.path:
            self._way(node.path).unknown.append(number)

    def _add_verdict(self, predicate: Predicate, path: n.Path, name: str) -> None:
        verdict = (name, *predicate.conclusions)
        if predicate.frame == QUESTION:
            self._of_question.append(verdict)
        elif predicate.frame.pairs is not None:
            self._of_pair.append(verdict)
        elif path:
            self._way(path).reader(predicate.frame.kind).verdicts.append(verdict)
        else:
            self._own.verdicts.append(verdict)

    def _stored(self, fact: n.Fact) -> Iterator[tuple[_Reader, int]]:
        """Where a fact is stored: who reads the entity, and in which slot."""
        entities = self._compiler.quantities.vocabulary.entities
        for kind in fact.entity.split("|"):
            reader = self._way(fact.path).reader(kind) if fact.path else self._own
            yield reader, entities[kind].facts[fact.name].slot

    def _way(self, path: n.Path) -> _Way:
        if path not in self._ways:
            self._ways[path] = _Way(path, self._compiler.quantities.walk(path))
        return self._ways[path]


def _named(predicates: Sequence[Predicate]) -> dict[Source, str]:
    sources = dict.fromkeys(
        atom.source for predicate in predicates for pattern in (*predicate.holds, *predicate.fails) for atom in pattern
    )
    return dict(zip(sources, property_names(len(sources)), strict=True))


@cache
def property_names(number: int) -> tuple[str, ...]:
    """So many short names that durable-rules can tell apart."""
    return tuple(islice(_distinct_names(), number))


def _distinct_names() -> Iterator[str]:
    taken = {fnv1a(name) for name in RESERVED_NAMES}
    for length in count(1):
        for letters in product(ascii_letters, repeat=length):
            name = "".join(letters)
            if fnv1a(name) not in taken:
                taken.add(fnv1a(name))
                yield name
