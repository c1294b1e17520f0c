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
from subsidies.quantities.compile import Quantity
from subsidies.types.numbers import Exact
from subsidies.types.sorts import Sort

Subject = tuple[Any, Any]
"""An entity, and the member that an aggregate looks at or None; (None, None) for the question."""

_HALF: Final = FIGURE_LIMIT // 2


def code(value: Exact, scale: int) -> int:
    """A number times ``scale`` as a whole number: twice its floor, plus one where it is not whole."""
    scaled = value * scale
    twice = 2 * scaled if type(scaled) is int else 2 * math.floor(scaled) + (scaled.denominator != 1)
    return min(max(twice, -FIGURE_LIMIT), FIGURE_LIMIT)


def _coded(value: Exact, scale: int) -> int:
    """The code of a number; nearly all are whole, small and not scaled."""
    return value + value if type(value) is int and scale == 1 and -_HALF < value < _HALF else code(value, scale)


class _Number(NamedTuple):
    """A number and the keys of its ends in a fact; None for an end that no pattern looks at."""

    quantity: Quantity
    scale: int
    low: str | None
    high: str | None

    def put(self, body: list[str], run: Any, entity: Any, member: Any) -> None:
        quantity, scale, low_key, high_key = self
        low, high = quantity(run, entity, member)
        coded = None if low is None else _coded(low, scale)
        if coded is not None and low_key is not None:
            body.append(f"{low_key}{coded}")
        if high is not None and high_key is not None:
            body.append(f"{high_key}{coded if high == low else _coded(high, scale)}")


class _Verdict(NamedTuple):
    """Conclusions of an earlier network and what each puts into a fact."""

    holds: int
    fails: int
    if_holds: str
    if_fails: str


class _Reader:
    """The properties that come straight from one entity: its facts as they are stored, and the verdicts on it."""

    def __init__(self) -> None:
        self.numbers: list[tuple[int, int, str | None, str | None]] = []
        self.choices: list[tuple[int, dict[Any, str], str]] = []
        """Slot, what each word or truth value puts into a fact, and what any other puts."""
        self.verdicts: list[_Verdict] = []

    def read(self, run: Any, entity: Entity, body: list[str]) -> None:
        values = entity.values
        for slot, scale, low_key, high_key in self.numbers:
            low, high = values[slot]
            if low is None:
                coded = None
            else:
                coded = low + low if type(low) is int and scale == 1 and -_HALF < low < _HALF else code(low, scale)
                if low_key is not None:
                    body.append(f"{low_key}{coded}")
            if high is not None and high_key is not None:
                body.append(f"{high_key}{coded if high == low else _coded(high, scale)}")
        for slot, texts, other in self.choices:
            value = values[slot]
            if value is not None:
                body.append(texts.get(value, other))
        if self.verdicts:
            _put_verdicts(body, self.verdicts, run.conclusions[entity.index])


def _put_verdicts(body: list[str], verdicts: Iterable[_Verdict], found: set[int]) -> None:
    for holds, fails, if_holds, if_fails in verdicts:
        if holds in found:
            body.append(if_holds)
        elif fails in found:
            body.append(if_fails)


def _key(name: str) -> str:
    """A member of a fact up to its value."""
    return f',"{name}":'


class _Way:
    """The properties that come from the entity at the end of a path."""

    def __init__(self, path: n.Path, walk: Callable[[Any, Any], Entity | None]) -> None:
        self.path = path
        self.walk = walk
        self.readers: dict[str, _Reader] = {}
        self.unknown: list[tuple[frozenset[str], _Number]] = []
        """Numbers have a range even where the way is unknown, or leads to none of the kinds that have them."""

    def reader(self, kind: str) -> _Reader:
        return self.readers.setdefault(kind, _Reader())

    def part(self, run: Any, end: Entity | None, subject: Subject) -> str:
        body: list[str] = []
        if end is not None and end.kind in self.readers:
            self.readers[end.kind].read(run, end, body)
        for kinds, number in self.unknown:
            if end is None or end.kind not in kinds:
                number.put(body, run, *subject)
        return "".join(body)


class Facts:
    """Makes the facts of one network; ``names`` are the properties, by what each is made from."""

    def __init__(self, frame: Frame, predicates: Sequence[Predicate], compiler: Compiler) -> None:
        self.frame = frame
        self.names = _named(predicates)
        self._compiler = compiler
        self._own = _Reader()
        self._ways: dict[n.Path, _Way] = {}
        self._numbers: list[_Number] = []
        self._of_question: list[_Verdict] = []
        self._of_pair: list[_Verdict] = []
        self._always = [f"{_key(name)}1" for source, name in self.names.items() if isinstance(source, p.Always)]
        self._pair_number = compiler.homes.pairs.get(frame, 0)
        for source, name in self.names.items():
            self._add(source, name)
        self._paths = tuple(self._ways.values())

    def make(self, run: Any, subjects: Iterable[Subject]) -> list[str]:
        """One fact for each subject, as JSON members with a comma before each."""
        shared = list(self._always)
        if self._of_question:
            _put_verdicts(shared, self._of_question, run.conclusions[QUESTION_KEY])
        ends: list[tuple[_Way, dict[int | None, str]]] = [(way, {}) for way in self._paths]
        facts = []
        for entity, member in subjects:
            body = shared.copy()
            if entity is not None:
                self._own.read(run, entity, body)
            for way, parts in ends:
                end = way.walk(entity, member)
                key = None if end is None else end.index
                part = parts.get(key)
                if part is None:
                    part = parts[key] = way.part(run, end, (entity, member))
                body.append(part)
            for number in self._numbers:
                number.put(body, run, entity, member)
            if self._of_pair:
                found = run.conclusions[self._pair_number, entity.index, member.index]
                _put_verdicts(body, self._of_pair, found)
            facts.append("".join(body))
        return facts

    def _add(self, source: Source, name: str) -> None:
        if isinstance(source, p.End):
            self._add_number(source)
        elif isinstance(source, p.Verdict):
            self._add_verdict(source.predicate, source.path, name)
        elif isinstance(source, p.Flag):
            for reader, slot in self._stored(source.fact):
                reader.choices.append((slot, {True: f"{_key(name)}1", False: f"{_key(name)}0"}, ""))
        elif isinstance(source, p.Choice):
            words = source.fact.type.values
            texts = {word: f"{_key(name)}{index}" for index, word in enumerate(words)}
            for reader, slot in self._stored(source.fact):
                reader.choices.append((slot, texts, f"{_key(name)}{len(words)}"))

    def _add_number(self, source: p.End) -> None:
        node, scale = source.node, source.scale
        names = [self.names.get(p.End(node, side, scale)) for side in (0, 1)]
        low, high = [None if name is None else _key(name) for name in names]
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
            self._way(node.path).unknown.append((frozenset(node.entity.split("|")), number))

    def _add_verdict(self, predicate: Predicate, path: n.Path, name: str) -> None:
        verdict = _Verdict(*predicate.conclusions, f"{_key(name)}1", f"{_key(name)}0")
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
def property_names(number: int, hashed: Callable[[str], int] = fnv1a) -> tuple[str, ...]:
    """So many short names that durable-rules can tell apart by their hashes, as ``hashed`` gives them."""
    return tuple(islice(_distinct_names(hashed), number))


def _distinct_names(hashed: Callable[[str], int]) -> Iterator[str]:
    taken = {hashed(name) for name in RESERVED_NAMES}
    for length in count(1):
        for letters in product(ascii_letters, repeat=length):
            name = "".join(letters)
            if hashed(name) not in taken:
                taken.add(hashed(name))
                yield name
