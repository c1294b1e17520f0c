"""What each line of a rule saw: facts, derived numbers and dates, read again from the case when the trace is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from subsidies.case.entities import Entity, EntityRef
from subsidies.determination import Entitlement
from subsidies.explanation.basis import Basis
from subsidies.explanation.trace_rows import TraceRow
from subsidies.expression import nodes as n
from subsidies.expression.visitor import NO_WORDS, PASSED_THROUGH, Visitor, handles
from subsidies.reprs import one_line
from subsidies.types.sorts import Sort


@one_line
@dataclass(frozen=True, slots=True)
class Seen:
    """A value a line saw: of which node, for which entity, and (for a fact, or a figure set outside the documents) its name.

    ``value`` is an interval for numbers and dates, a span for a place, True, False or None for a truth value, a text or None for
    an enum. ``asked`` says that the applicant was asked and does not know, ``narrowed`` that the case states two ends of it.
    ``applies`` is False where the entity is of a kind that has no such fact: there is no value, and nothing to be known.
    """

    node: n.Node
    entity: EntityRef | None
    fact: str
    value: Any
    asked: bool = False
    narrowed: bool = False
    applies: bool = True

    @property
    def is_known(self) -> bool:
        """Whether the case gives the value."""
        if not isinstance(self.value, tuple):
            return self.value is not None
        low, high = self.value
        return low is not None and (low == high or self.node.type.sort is Sort.PLACE)


def seen(basis: Basis, item: Entitlement, row: TraceRow) -> list[Seen]:
    """Everything a line saw, in the order in which it looks at it, each thing once."""
    found: dict[Any, Seen] = {}
    for one in Eyes(basis, item).below(row.line.node, basis.entity(item.subject), None):
        found.setdefault((one.node, one.entity), one)
    return list(found.values())


class Eyes(Visitor):
    """Looks at the expressions of one entitlement as its rule does."""

    declines: ClassVar = NO_WORDS

    def __init__(self, basis: Basis, item: Entitlement) -> None:
        self.basis = basis
        self.engine = basis.engine(item)
        self.quantities = basis.quantities(item)
        self.ruleset = basis.ruleset(item)

    def below(self, node: n.Node, subject: Entity, member: Entity | None) -> Iterator[Seen]:
        """What is seen at a node and below it."""
        found: Iterator[Seen] = self.method(node)(node, subject, member)
        yield from found

    @handles(*(kind for kind in PASSED_THROUGH if kind is not n.Compare), n.Open, n.EntityKind)
    def passed(self, node: n.Node, subject: Entity, member: Entity | None) -> Iterator[Seen]:
        for child in node.children():
            yield from self.below(child, subject, member)

    @handles(n.Fact)
    def fact(self, node: n.Fact, subject: Entity, member: Entity | None) -> Iterator[Seen]:
        end = self.quantities.walk(node.path)(subject, member)
        if end is not None and end.kind not in node.entity.split("|"):
            yield Seen(node, end.ref, node.name, None, applies=False)
            return
        key = None if end is None else (end.index, node.name)
        asked, narrowed = (key in found for found in (self.basis.question.asked, self.basis.question.narrowed))
        value = self.quantities.value(node)(subject, member)
        yield Seen(node, None if end is None else end.ref, node.name, value, asked, narrowed)

    @handles(n.Rate)
    def rate(self, node: n.Rate, subject: Entity, member: Entity | None) -> Iterator[Seen]:
        yield Seen(node, subject.ref, node.name, self.value(node, subject, member))
        yield from self.passed(node, subject, member)

    @handles(n.Definition)
    def definition(self, node: n.Definition, subject: Entity, member: Entity | None) -> Iterator[Seen]:
        end = self.quantities.walk_to(node.path, node.entity)(subject, member)
        if end is not None:
            yield from self.below(self.ruleset.definitions[node.entity, node.name].node, end, None)

    @handles(n.ClauseHolds)
    def clause(self, node: n.ClauseHolds, subject: Entity, member: Entity | None) -> Iterator[Seen]:
        yield Seen(node, subject.ref, "", self.engine.condition(node)(self.basis.env, subject, member))

    @handles(n.Aggregate)
    def aggregate(self, node: n.Aggregate, subject: Entity, member: Entity | None) -> Iterator[Seen]:
        if node.type.sort is not Sort.BOOL:
            yield Seen(node, subject.ref, "", self.quantities.compile(node)(self.basis.env, subject, member))
        listed = self.quantities.members(node)(subject, member)
        for one in (*listed.members, *listed.doubtful):
            for part in (node.where, node.body):
                if part is not None:
                    yield from self.below(part, subject, one)

    @handles(n.Compare)
    def compare(self, node: n.Compare, subject: Entity, member: Entity | None) -> Iterator[Seen]:
        for side in (node.left, node.right):
            if (
                not isinstance(side, n.Fact | n.Parameter | n.Rate | n.Taken | n.Number | n.EntityKind)
                and side.type.sort is not Sort.BOOL
            ):
                yield Seen(side, subject.ref, "", self.value(side, subject, member))
            yield from self.below(side, subject, member)

    def value(self, node: n.Node, subject: Entity, member: Entity | None) -> Any:
        """The interval of a derived number; nothing is known of one that depends on an aggregate's member."""
        if member is not None and any(
            isinstance(item, n.Fact) and item.path[:1] and item.path[0].startswith("$") for item in node.walk()
        ):
            return None, None
        return self.engine.quantity(node)(self.basis.env, subject, None)
