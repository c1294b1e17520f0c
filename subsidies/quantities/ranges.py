"""What a number can be when every fact is unknown: for checks made before any case is seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from subsidies.arithmetic import dates
from subsidies.arithmetic import intervals as iv
from subsidies.arithmetic.intervals import ANY, Interval
from subsidies.expression import nodes as n
from subsidies.types.sorts import Sort
from subsidies.vocabulary import Vocabulary


class Ranges:
    """The range of each number or date, from the ranges in the vocabulary."""

    def __init__(self, vocabulary: Vocabulary, definitions: Mapping[tuple[str, str], n.Node]) -> None:
        self.vocabulary = vocabulary
        self.definitions = definitions

    def of(self, node: n.Node) -> Interval:
        """The smallest interval this analysis can give."""
        method: Callable[[Any], Interval] | None = getattr(self, f"_{type(node).__name__.lower()}", None)
        return method(node) if method else ANY

    def _number(self, node: n.Number) -> Interval:
        return node.value, node.value

    def _parameter(self, node: n.Parameter) -> Interval:
        return constant(node)

    def _tableentry(self, node: n.TableEntry) -> Interval:
        figures = [figure for _, figure in node.entries]
        return min(figures), max(figures)

    def _fact(self, node: n.Fact) -> Interval:
        if node.type.sort is not Sort.NUMBER:
            return ANY
        result: Interval | None = None
        for kind in node.entity.split("|"):
            fact = self.vocabulary.entities[kind].facts[node.name]
            own: Interval = (fact.low, fact.high)
            result = own if result is None else iv.hull(result, own)
        return result or ANY

    def _entitykind(self, node: n.EntityKind) -> Interval:
        return 0, len(node.kinds) - 1

    def _definition(self, node: n.Definition) -> Interval:
        return self.of(self.definitions[node.entity, node.name])

    def _rate(self, node: n.Rate) -> Interval:
        return 0, None

    def _negative(self, node: n.Negative) -> Interval:
        return iv.negative(self.of(node.operand))

    def _arithmetic(self, node: n.Arithmetic) -> Interval:
        operation = {"+": iv.plus, "-": iv.minus, "*": iv.times, "/": iv.over}[node.operator]
        return operation(self.of(node.left), self.of(node.right))

    def _extreme(self, node: n.Extreme) -> Interval:
        items = [self.of(item) for item in node.operands]
        return iv.least(items) if node.operator == "min" else iv.greatest(items)

    def _whole(self, node: n.Whole) -> Interval:
        scale: Interval = (Fraction(*node.type.unit.scale),) * 2
        operation = iv.down if node.operator == "floor" else iv.up
        return iv.times(operation(iv.over(self.of(node.operand), scale)), scale)

    def _conditional(self, node: n.Conditional) -> Interval:
        return iv.hull(self.of(node.then), self.of(node.other))

    def _datecall(self, node: n.DateCall) -> Interval:
        return dates.call(node.function, [self.of(item) for item in node.arguments])

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
