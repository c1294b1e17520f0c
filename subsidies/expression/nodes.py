"""The typed intermediate form of expressions: frozen nodes that every engine compiles in its own way.

Numbers are exact and in the engine's scale (money in fen). A node never refers to where it was written; findings are made while
the text is checked, and the ruleset keeps the text beside the node.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Final, Literal

from subsidies.types.numbers import Exact
from subsidies.types.sorts import Type

Path = tuple[str, ...]
"""A many-to-one way from an entity: names of relations.

A first part ``$x`` starts at the variable x of the enclosing aggregate.
"""

Comparator = Literal[">=", ">", "<=", "<", "==", "!="]
AggregateOperator = Literal["any", "all", "count", "sum", "avg", "min", "max"]

_FIELDS: Final[dict[type, tuple[str, ...]]] = {}


def _field_names(kind: type[Node]) -> tuple[str, ...]:
    """Names of the fields of a node that can hold nodes."""
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(item.name for item in fields(kind) if item.name != "type")
    return _FIELDS[kind]


@dataclass(frozen=True, slots=True)
class Node:
    """Base of all nodes."""

    type: Type

    def children(self) -> Iterator[Node]:
        """The nodes directly below."""
        for name in _field_names(type(self)):
            value = getattr(self, name)
            if isinstance(value, Node):
                yield value
            elif isinstance(value, tuple):
                yield from (part for part in value if isinstance(part, Node))

    def walk(self) -> Iterator[Node]:
        """This node and all below, outermost first."""
        yield self
        for child in self.children():
            yield from child.walk()

    def paths(self) -> Iterator[Path]:
        """The way of every node, here and below, that starts from an entity."""
        for node in self.walk():
            if "path" in _field_names(type(node)):
                yield getattr(node, "path")  # noqa: B009 - only some types of nodes have one


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A whole number of the language itself (0, 1) or a named constant such as MONTHS_PER_YEAR."""

    value: Exact


@dataclass(frozen=True, slots=True)
class Truth(Node):
    """true or false."""

    value: bool


@dataclass(frozen=True, slots=True)
class Word(Node):
    """A value of an enum."""

    value: str


@dataclass(frozen=True, slots=True)
class Parameter(Node):
    """A figure of the law; ``value`` is exact in the engine's scale, a date, or a tuple of enum values."""

    id: str
    value: Exact | date | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableEntry(Node):
    """The figure of a parameter table for an enum value; fails to exist for other values."""

    id: str
    entries: tuple[tuple[str, Exact], ...]
    key: Node


@dataclass(frozen=True, slots=True)
class Fact(Node):
    """A fact of the entity at the end of a path."""

    path: Path
    entity: str
    name: str


@dataclass(frozen=True, slots=True)
class EntityKind(Node):
    """Which of the ``kinds`` of entities stands at the end of a path, as its place among them."""

    path: Path
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Definition(Node):
    """A definition of the ruleset, decided for the entity at the end of a path."""

    path: Path
    entity: str
    name: str


@dataclass(frozen=True, slots=True)
class ClauseHolds(Node):
    """Whether another clause of the ruleset holds for the entity at the end of a path."""

    path: Path
    entity: str
    clause: str


@dataclass(frozen=True, slots=True)
class Local:
    """A parameter that an office sets: its id, the band of the law (an end may be open), and what it is called."""

    parameter: str
    band: tuple[Exact, Exact | None]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Rate(Node):
    """A figure set outside the document, by place, on a date: that of a rate table, or one that an office sets."""

    name: str
    place: Node
    on: Node
    local: Local | None = None

    @property
    def band(self) -> tuple[Exact, Exact | None]:
        """All that it may be."""
        return (0, None) if self.local is None else self.local.band


@dataclass(frozen=True, slots=True)
class Alternative:
    """A reading that an office may take instead of that of the ruleset: its name, and what it takes it to be."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Taken(Node):
    """How a question of the text is read, as a number: 0 as the ruleset reads it, else the place of an alternative from 1 on.

    ``reading`` is its name among those of all files.
    """

    reading: str
    alternatives: tuple[Alternative, ...]

    def place(self, alternative: str | None) -> int:
        """The number of an alternative; 0 for None, and for one that the file does not name."""
        names = [one.name for one in self.alternatives]
        return names.index(alternative) + 1 if alternative in names else 0


@dataclass(frozen=True, slots=True)
class Context(Node):
    """What the question fixes: ``on`` (date), ``year`` (assessed calendar year), ``jurisdiction`` (place of the case)."""

    name: Literal["on", "year", "jurisdiction"]


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """-x"""

    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """left op right, exact."""

    operator: Literal["+", "-", "*", "/"]
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Extreme(Node):
    """The least or the greatest of several numbers or dates."""

    operator: Literal["min", "max"]
    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Whole(Node):
    """Rounded down or up to a whole number."""

    operator: Literal["floor", "ceil"]
    operand: Node


@dataclass(frozen=True, slots=True)
class Conditional(Node):
    """``then if test else other``; under an unknown test the hull of both."""

    test: Node
    then: Node
    other: Node


@dataclass(frozen=True, slots=True)
class DateCall(Node):
    """A function of dates, by its name in the table of :mod:`subsidies.arithmetic.date_functions`."""

    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Aggregate(Node):
    """any, all, count, sum, avg, min or max over the entities of an inverse relation.

    ``path`` leads to the entity whose list ``relation`` is iterated; ``body`` and ``where`` start from ``$variable``.
    """

    operator: AggregateOperator
    path: Path
    entity: str
    relation: str
    member: str
    variable: str
    body: Node | None
    where: Node | None


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """A comparison of two numbers, dates, enum values or truth values."""

    operator: Comparator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Member(Node):
    """Whether an enum value is one of several."""

    operand: Node
    values: tuple[str, ...]
    parameter: str | None


@dataclass(frozen=True, slots=True)
class Within(Node):
    """Whether a place lies in a jurisdiction; ``parameter`` is the list of the law that names it, if one does."""

    operand: Node
    jurisdiction: str
    parameter: str | None = None


@dataclass(frozen=True, slots=True)
class And(Node):
    """All of several conditions."""

    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """Any of several conditions."""

    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """The contrary of a condition."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Open(Node):
    """What the text leaves open: holds nowhere and fails nowhere."""

    zh: str
    en: str


PLACED: Final = Fact | EntityKind | Definition | ClauseHolds | Aggregate
"""The nodes that have a way of their own."""


def read_otherwise(node: Node) -> Alternative | None:
    """The alternative of a reading that a node asks for: whether an office takes it. None for any other node."""
    if isinstance(node, Compare) and isinstance(node.left, Taken) and isinstance(node.right, Number):
        return node.left.alternatives[int(node.right.value) - 1]
    return None


def figure_of(node: Node) -> str | None:
    """The id of the parameter that a node is; None for anything else."""
    if isinstance(node, Parameter):
        return node.id
    return node.local.parameter if isinstance(node, Rate) and node.local is not None else None
