"""Where a condition is decided, and how quantities read the verdicts on the conditions inside them.

A filter of an aggregate or the test of a conditional is a predicate like any other. It is decided for the least it
depends on: the question, the subject or the member alone, and for pairs of subject and member only where it looks at
both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from subsidies.case.entities import Entity
from subsidies.engines.rete.patterns import QUESTION, End, Frame, Predicate, Source, Verdict
from subsidies.expression import nodes as n
from subsidies.expression.looks import is_of_case
from subsidies.expression.moving import with_paths
from subsidies.quantities.compile import Condition, Truth
from subsidies.types.sorts import number
from subsidies.types.units import COUNT

INLINED: Final = 8
"""A definition of no more parts is written out where it is used: cheaper than a network that runs before."""


def is_of_question(node: n.Node) -> bool:
    """Whether a condition compares something, and nothing but what the question fixes: day, year, place, readings."""
    return any(isinstance(item, n.Compare | n.Within) for item in node.walk()) and not is_of_case(node)


def is_portable(node: n.Node) -> bool:
    """Whether a condition may be written out at the end of a path, because it is unknown where the way is.

    That is so for truth values and enums alone; a number, which has a range even there, comes into a condition by a
    comparison.
    """
    below = list(node.walk())
    return len(below) <= INLINED and all(isinstance(item, n.And | n.Or | n.Not | n.Member | n.Fact) for item in below)


def moved(node: n.Node, path: n.Path) -> n.Node:
    """The same about the entity at the end of a path."""
    return with_paths(node, lambda way: (*path, *way))


def _starts(node: n.Node) -> set[bool]:
    """For each path below whether it starts at the member of the enclosing aggregate."""
    return {bool(path) and path[0].startswith("$") for path in node.paths()}


def _list_of(aggregate: n.Aggregate) -> n.Aggregate:
    """The list that an aggregate looks at: all that look at the same share one frame of pairs."""
    return replace(aggregate, type=number(COUNT), operator="count", variable="", body=None, where=None)


class Homes:
    """The predicates inside the quantities of one ruleset; ``predicate`` compiles one."""

    def __init__(self, definitions: Mapping[tuple[str, str], n.Node], predicate: Callable[[Frame, n.Node], Predicate]) -> None:
        self.definitions = definitions
        self.predicate = predicate
        self.pairs: dict[Frame, int] = {}
        """A number for each frame of pairs: the start of the keys of its conclusions."""
        self._asked: dict[tuple[n.Node, n.Aggregate | None], dict[str, Predicate]] = {}
        self._inside: dict[tuple[n.Node, str, n.Aggregate | None], frozenset[Predicate]] = {}

    def needed_by(self, source: Source, frame: Frame) -> frozenset[Predicate]:
        """The predicates that must be decided before a property of a fact can be made."""
        if isinstance(source, Verdict):
            return frozenset((source.predicate,))
        return self.inside(source.node, frame.kind, frame.pairs) if isinstance(source, End) else frozenset()

    def inside(self, node: n.Node, kind: str, enclosing: n.Aggregate | None) -> frozenset[Predicate]:
        """The predicates inside a quantity about a kind of entity (and the member that ``enclosing`` looks at)."""
        key = (node, kind, enclosing)
        if key not in self._inside:
            self._inside[key] = frozenset(self._found(node, kind, enclosing))
        return self._inside[key]

    def _found(self, node: n.Node, kind: str, enclosing: n.Aggregate | None) -> set[Predicate]:
        conditions: list[tuple[n.Node | None, n.Aggregate | None]] = []
        numbers: list[tuple[n.Node | None, n.Aggregate | None]] = []
        if isinstance(node, n.Definition):
            return set(self.inside(self.definitions[node.entity, node.name], node.entity, None))
        if isinstance(node, n.Conditional):
            conditions, numbers = [(node.test, enclosing)], [(node.then, enclosing), (node.other, enclosing)]
        elif isinstance(node, n.Aggregate):
            conditions = [(node.where, node)]
            (conditions if node.operator == "count" else numbers).append((node.body, node))
        else:
            numbers = [(child, enclosing) for child in node.children()]
        found = {self._ask(item, kind, within) for item, within in conditions if item is not None}
        return found.union(*(self.inside(item, kind, within) for item, within in numbers if item is not None))

    def _ask(self, node: n.Node, kind: str, enclosing: n.Aggregate | None) -> Predicate:
        starts = _starts(node)
        if is_of_question(node):
            predicate = self.predicate(QUESTION, node)
        elif enclosing is None or True not in starts:
            predicate = self.predicate(Frame(kind), node)
        elif False not in starts:
            predicate = self.predicate(Frame(enclosing.member), with_paths(node, lambda way: way[1:]))
        else:
            frame = Frame(kind, _list_of(enclosing))
            self.pairs.setdefault(frame, len(self.pairs))
            predicate = self.predicate(frame, node)
        self._asked.setdefault((node, enclosing), {})[kind] = predicate
        return predicate

    def condition(self, node: n.Node, enclosing: n.Aggregate | None) -> Condition:
        """Reads the verdict on a condition inside a quantity from the conclusions of a run."""
        readers = {kind: self._reader(item, node, enclosing) for kind, item in self._asked[node, enclosing].items()}
        if len(readers) == 1:
            return next(iter(readers.values()))
        return lambda run, entity, member: readers[entity.kind](run, entity, member)

    def _reader(self, predicate: Predicate, node: n.Node, enclosing: n.Aggregate | None) -> Condition:
        if predicate.frame == QUESTION:
            return _of_question(predicate)
        if predicate.frame.pairs is not None:
            return _of_pair(predicate, self.pairs[predicate.frame])
        if enclosing is not None and True in _starts(node):
            return _of_member(predicate)
        return _of_subject(predicate)


QUESTION_KEY: Final = -1
"""Where a run keeps the conclusions about the question; those about an entity are at its index."""


def _of_question(predicate: Predicate) -> Condition:
    holds, fails = predicate.conclusions

    def verdict(run: Any, entity: Entity, member: Any) -> Truth:
        found = run.conclusions[QUESTION_KEY]
        return True if holds in found else False if fails in found else None

    return verdict


def _of_subject(predicate: Predicate) -> Condition:
    holds, fails = predicate.conclusions

    def verdict(run: Any, entity: Entity, member: Any) -> Truth:
        found = run.conclusions[entity.index]
        return True if holds in found else False if fails in found else None

    return verdict


def _of_member(predicate: Predicate) -> Condition:
    holds, fails = predicate.conclusions

    def verdict(run: Any, entity: Entity, member: Any) -> Truth:
        found = run.conclusions[member.index]
        return True if holds in found else False if fails in found else None

    return verdict


def _of_pair(predicate: Predicate, number: int) -> Condition:
    holds, fails = predicate.conclusions

    def verdict(run: Any, entity: Entity, member: Any) -> Truth:
        found = run.conclusions[number, entity.index, member.index]
        return True if holds in found else False if fails in found else None

    return verdict
