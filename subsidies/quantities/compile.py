"""Numbers and dates derived from facts, as closures compiled once.

A closure takes the environment of a run, the subject and the member that an enclosing aggregate looks at (or None), and gives an
exact interval. Conditions inside a quantity (a filter, a conditional) are decided by the engine that asks: each engine hands in
its own way to do so, and no engine sees another's verdicts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, ClassVar

from subsidies.arithmetic import intervals as iv
from subsidies.arithmetic.date_functions import DATE_FUNCTIONS
from subsidies.arithmetic.intervals import ANY, Interval
from subsidies.case.entities import Entity
from subsidies.expression import nodes as n
from subsidies.expression.visitor import NO_TRUTHS, Visitor, handles
from subsidies.quantities.aggregates import OVER_MEMBERS, count
from subsidies.quantities.closures import Condition, Quantity, Run, Truth, Walk
from subsidies.quantities.ranges import Ranges, constant
from subsidies.quantities.stored import Stored
from subsidies.vocabulary import Vocabulary

__all__ = ["Condition", "Quantities", "Quantity", "Truth", "Walk"]


class Quantities(Stored, Visitor):
    """Compiles the numbers and dates of one ruleset; ``condition`` compiles the conditions inside them."""

    declines: ClassVar = NO_TRUTHS

    def __init__(
        self,
        vocabulary: Vocabulary,
        definitions: Mapping[tuple[str, str], n.Node],
        condition: Callable[[n.Node, n.Aggregate | None], Condition],
    ) -> None:
        super().__init__(vocabulary)
        self.definitions = definitions
        self.condition = condition
        self.enclosing: n.Aggregate | None = None
        self.known: dict[tuple[n.Node, n.Aggregate | None], Quantity] = {}
        self.tokens: dict[tuple[str, str], object] = {}

    def compile(self, node: n.Node, enclosing: n.Aggregate | None = None) -> Quantity:
        """The closure of a number or date; equal nodes share one."""
        key = (node, enclosing)
        if key not in self.known:
            before, self.enclosing = self.enclosing, enclosing
            self.known[key] = self.method(node)(node)
            self.enclosing = before
        return self.known[key]

    def _below(self, node: n.Node) -> Quantity:
        return self.compile(node, self.enclosing)

    @handles(n.Number)
    def _number(self, node: n.Number) -> Quantity:
        value = (node.value, node.value)
        return lambda env, entity, member: value

    @handles(n.Parameter)
    def _parameter(self, node: n.Parameter) -> Quantity:
        value = constant(node)
        return lambda env, entity, member: value

    @handles(n.TableEntry)
    def _tableentry(self, node: n.TableEntry) -> Quantity:
        """A word that the table does not name has no figure, so nothing is known; an unknown word has any figure of the table."""
        key = self.value(node.key)
        entries: dict[Any, Interval] = {word: (figure, figure) for word, figure in node.entries}
        whole: Interval = (min(figure for _, figure in node.entries), max(figure for _, figure in node.entries))
        entries[None] = whole
        return lambda env, entity, member: entries.get(key(entity, member), ANY)

    @handles(n.Fact)
    def _fact(self, node: n.Fact) -> Quantity:
        read = self.value(node)
        return lambda env, entity, member: read(entity, member)

    @handles(n.EntityKind)
    def _entitykind(self, node: n.EntityKind) -> Quantity:
        walk = self.walk(node.path)
        places: dict[str, Interval] = {kind: (place, place) for place, kind in enumerate(node.kinds)}
        whole: Interval = (0, len(node.kinds) - 1)

        def quantity(env: Run, entity: Entity, member: Entity | None) -> Interval:
            end = walk(entity, member)
            return whole if end is None else places.get(end.kind, whole)

        return quantity

    @handles(n.Definition)
    def _definition(self, node: n.Definition) -> Quantity:
        compute = self.compile(self.definitions[node.entity, node.name], None)
        walk = self.walk_to(node.path, node.entity)
        # Several rulesets share one run, and may have definitions of one name.
        token = self.tokens.setdefault((node.entity, node.name), object())

        def quantity(env: Run, entity: Entity, member: Entity | None) -> Interval:
            end = walk(entity, member)
            if end is None:
                return ANY
            key = (token, end.index)
            known = env.numbers.get(key)
            if known is None:
                known = env.numbers[key] = compute(env, end, None)
            return known

        return quantity

    @handles(n.Rate)
    def _rate(self, node: n.Rate) -> Quantity:
        """A figure outside the band of the law is none that the law knows: then it may be all that the band allows."""
        place, on, name = self.place(node.place), self._below(node.on), node.name
        least, most = band = node.band

        def quantity(env: Run, entity: Entity, member: Entity | None) -> Interval:
            low, high = found = env.rates(name, place(env, entity, member), on(env, entity, member))
            within = low is not None and low >= least and (most is None or (high is not None and high <= most))
            return found if within else band

        return quantity

    @handles(n.Taken)
    def _taken(self, node: n.Taken) -> Quantity:
        def quantity(env: Run, entity: Entity, member: Entity | None) -> Interval:
            place = node.place(env.question.readings.get(node.reading))
            return place, place

        return quantity

    @handles(n.Context)
    def _context(self, node: n.Context) -> Quantity:
        if node.name == "on":
            return lambda env, entity, member: (env.question.day, env.question.day)
        if node.name == "year":
            return lambda env, entity, member: (env.question.year, env.question.year)
        return lambda env, entity, member: env.question.place

    @handles(n.Negative)
    def _negative(self, node: n.Negative) -> Quantity:
        operand = self._below(node.operand)
        return lambda env, entity, member: iv.negative(operand(env, entity, member))

    @handles(n.Arithmetic)
    def _arithmetic(self, node: n.Arithmetic) -> Quantity:
        left, right = self._below(node.left), self._below(node.right)
        operation = {"+": iv.plus, "-": iv.minus, "*": iv.times, "/": iv.over}[node.operator]
        return lambda env, entity, member: operation(left(env, entity, member), right(env, entity, member))

    @handles(n.Extreme)
    def _extreme(self, node: n.Extreme) -> Quantity:
        operands = [self._below(item) for item in node.operands]
        operation = iv.least if node.operator == "min" else iv.greatest
        return lambda env, entity, member: operation([item(env, entity, member) for item in operands])

    @handles(n.Whole)
    def _whole(self, node: n.Whole) -> Quantity:
        operand = self._below(node.operand)
        operation = iv.down if node.operator == "floor" else iv.up
        over, under = node.type.unit.scale
        if (over, under) == (1, 1):
            return lambda env, entity, member: operation(operand(env, entity, member))
        scale: Interval = (Fraction(over, under), Fraction(over, under))
        return lambda env, entity, member: iv.times(operation(iv.over(operand(env, entity, member), scale)), scale)

    @handles(n.Conditional)
    def _conditional(self, node: n.Conditional) -> Quantity:
        test = self.condition(node.test, self.enclosing)
        then, other = self._below(node.then), self._below(node.other)

        def quantity(env: Run, entity: Entity, member: Entity | None) -> Interval:
            verdict = test(env, entity, member)
            if verdict is None:
                return iv.hull(then(env, entity, member), other(env, entity, member))
            return (then if verdict else other)(env, entity, member)

        return quantity

    @handles(n.DateCall)
    def _datecall(self, node: n.DateCall) -> Quantity:
        arguments = [self._below(item) for item in node.arguments]
        function = DATE_FUNCTIONS[node.function]
        exactly, over = function.exactly, function.over

        def quantity(env: Run, entity: Entity, member: Entity | None) -> Interval:
            intervals = [item(env, entity, member) for item in arguments]
            days = []
            for low, high in intervals:
                if low is None or low != high or type(low) is not int:
                    return over(intervals)
                days.append(low)
            value = exactly(*days)
            return value, value

        return quantity

    @handles(n.Aggregate)
    def _aggregate(self, node: n.Aggregate) -> Quantity:
        find = self.members(node)
        where = self.condition(node.where, node) if node.where is not None else None
        if node.operator == "count":
            tests = [where] if where else []
            if node.body is not None:
                tests.append(self.condition(node.body, node))
            return count(find, tests)
        assert node.body is not None
        of_one = Ranges(self.vocabulary, self.definitions).of(node.body)
        return OVER_MEMBERS[node.operator](find, where, self.compile(node.body, node), of_one)
