"""What a number can be when every fact is unknown: for checks made before any case is seen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import ClassVar

from subsidies.arithmetic import intervals as iv
from subsidies.arithmetic.date_functions import DATE_FUNCTIONS
from subsidies.arithmetic.intervals import ANY, Interval
from subsidies.expression import nodes as n
from subsidies.expression.visitor import NO_TRUTHS, Visitor, handles
from subsidies.types.sorts import Sort
from subsidies.vocabulary import Vocabulary


class Ranges(Visitor):
    """The range of each number or date, from the ranges in the vocabulary."""

    declines: ClassVar = NO_TRUTHS

    def __init__(self, vocabulary: Vocabulary, definitions: Mapping[tuple[str, str], n.Node]) -> None:
        self.vocabulary = vocabulary
        self.definitions = definitions

    def of(self, node: n.Node) -> Interval:
        """The smallest interval this analysis can give; TypeError for a condition, which has no range."""
        found: Interval = self.method(node)(node)
        return found

    @handles(n.Number)
    def _number(self, node: n.Number) -> Interval:
        return node.value, node.value

    @handles(n.Parameter)
    def _parameter(self, node: n.Parameter) -> Interval:
        return constant(node)

    @handles(n.TableEntry)
    def _tableentry(self, node: n.TableEntry) -> Interval:
        figures = [figure for _, figure in node.entries]
        return min(figures), max(figures)

    @handles(n.Fact)
    def _fact(self, node: n.Fact) -> Interval:
        if node.type.sort is not Sort.NUMBER:
            return ANY
        result: Interval | None = None
        for kind in node.entity.split("|"):
            fact = self.vocabulary.entities[kind].facts[node.name]
            own: Interval = (fact.low, fact.high)
            result = own if result is None else iv.hull(result, own)
        return result or ANY

    @handles(n.EntityKind)
    def _entitykind(self, node: n.EntityKind) -> Interval:
        return 0, len(node.kinds) - 1

    @handles(n.Definition)
    def _definition(self, node: n.Definition) -> Interval:
        return self.of(self.definitions[node.entity, node.name])

    @handles(n.Rate)
    def _rate(self, node: n.Rate) -> Interval:
        return node.band

    @handles(n.Taken)
    def _taken(self, node: n.Taken) -> Interval:
        return 0, len(node.alternatives)

    @handles(n.Context)
    def _context(self, node: n.Context) -> Interval:
        return ANY

    @handles(n.Negative)
    def _negative(self, node: n.Negative) -> Interval:
        return iv.negative(self.of(node.operand))

    @handles(n.Arithmetic)
    def _arithmetic(self, node: n.Arithmetic) -> Interval:
        operation = {"+": iv.plus, "-": iv.minus, "*": iv.times, "/": iv.over}[node.operator]
        return operation(self.of(node.left), self.of(node.right))

    @handles(n.Extreme)
    def _extreme(self, node: n.Extreme) -> Interval:
        items = [self.of(item) for item in node.operands]
        return iv.least(items) if node.operator == "min" else iv.greatest(items)

    @handles(n.Whole)
    def _whole(self, node: n.Whole) -> Interval:
        scale: Interval = (Fraction(*node.type.unit.scale),) * 2
        operation = iv.down if node.operator == "floor" else iv.up
        return iv.times(operation(iv.over(self.of(node.operand), scale)), scale)

    @handles(n.Conditional)
    def _conditional(self, node: n.Conditional) -> Interval:
        return iv.hull(self.of(node.then), self.of(node.other))

    @handles(n.DateCall)
    def _datecall(self, node: n.DateCall) -> Interval:
        return DATE_FUNCTIONS[node.function].over([self.of(item) for item in node.arguments])

    @handles(n.Aggregate)
    def _aggregate(self, node: n.Aggregate) -> Interval:
        if node.operator in ("min", "max", "avg") and node.body is not None:
            return self.of(node.body)
        if node.operator == "sum" and node.body is not None:
            low, high = self.of(node.body)
            return (0 if low is not None and low >= 0 else None, 0 if high is not None and high <= 0 else None)
        return 0, None


def constant(node: n.Parameter) -> Interval:
    """The figure of a parameter as an interval; a date as its day number."""
    value = node.value
    if isinstance(value, date):
        return value.toordinal(), value.toordinal()
    if isinstance(value, int | Fraction):
        return value, value
    raise TypeError(f"parameter {node.id} is no number or date")
