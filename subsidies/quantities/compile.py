"""Numbers and dates derived from facts, as closures compiled once.

A closure takes the environment of a run, the subject and the member that an enclosing aggregate looks at (or None), and gives an
exact interval. Conditions inside a quantity (a filter, a conditional) are decided by the engine that asks: each engine hands in
its own way to do so, and no engine sees another's verdicts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any, Protocol

from subsidies.arithmetic import dates
from subsidies.arithmetic import intervals as iv
from subsidies.arithmetic.intervals import ANY, Interval
from subsidies.case.entities import Entity, Question
from subsidies.expression import nodes as n
from subsidies.quantities.ranges import Ranges, constant
from subsidies.types.sorts import Sort
from subsidies.vocabulary import Vocabulary

Truth = bool | None


class Run(Protocol):
    """What a run of an engine carries."""

    question: Question
    numbers: dict[Any, Interval]
    rates: Callable[[str, Interval, Interval], Interval]


Walk = Callable[[Entity, Entity | None], Entity | None]
Quantity = Callable[[Any, Entity, Entity | None], Interval]
Condition = Callable[[Any, Entity, Entity | None], Truth]
Value = Callable[[Entity, Entity | None], Any]


class Quantities:
    """Compiles the numbers and dates of one ruleset; ``condition`` compiles the conditions inside them."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        definitions: Mapping[tuple[str, str], n.Node],
        condition: Callable[[n.Node, n.Aggregate | None], Condition],
    ) -> None:
        self.vocabulary = vocabulary
        self.definitions = definitions
        self.condition = condition
        self.enclosing: n.Aggregate | None = None
        self.known: dict[tuple[n.Node, n.Aggregate | None], Quantity] = {}
        self.walks: dict[n.Path, Walk] = {}
        self.tokens: dict[tuple[str, str], object] = {}

    def compile(self, node: n.Node, enclosing: n.Aggregate | None = None) -> Quantity:
        """The closure of a number or date; equal nodes share one."""
        key = (node, enclosing)
        if key not in self.known:
            before, self.enclosing = self.enclosing, enclosing
            method: Callable[[Any], Quantity] = getattr(self, f"_{type(node).__name__.lower()}")
            self.known[key] = method(node)
            self.enclosing = before
        return self.known[key]

    def _below(self, node: n.Node) -> Quantity:
        return self.compile(node, self.enclosing)

    def _number(self, node: n.Number) -> Quantity:
        value = (node.value, node.value)
        return lambda env, entity, member: value

    def _parameter(self, node: n.Parameter) -> Quantity:
        value = constant(node)
        return lambda env, entity, member: value

    def _tableentry(self, node: n.TableEntry) -> Quantity:
        """A word that the table does not name has no figure, so nothing is known; an unknown word has any figure of the table."""
        key = self.value(node.key)
        entries: dict[Any, Interval] = {word: (figure, figure) for word, figure in node.entries}
        whole: Interval = (min(figure for _, figure in node.entries), max(figure for _, figure in node.entries))
        entries[None] = whole
        return lambda env, entity, member: entries.get(key(entity, member), ANY)

    def _fact(self, node: n.Fact) -> Quantity:
        read = self.value(node)
        return lambda env, entity, member: read(entity, member)

    def value(self, node: n.Node) -> Value:
        """Reads a fact as it is stored; the value of an unknown one where the way there is unknown."""
        if not isinstance(node, n.Fact):
            raise TypeError(f"only a fact has a stored value: {node}")
        owners = [self.vocabulary.entities[kind].facts[node.name] for kind in node.entity.split("|")]
        unknown: Any = None
        if node.type.sort is Sort.NUMBER:
            unknown = reduce(iv.hull, [(fact.low, fact.high) for fact in owners])
        elif node.type.sort in (Sort.DATE, Sort.PLACE):
            unknown = ANY
        if len(owners) == 1 and not node.path:
            slot = owners[0].slot
            return lambda entity, member: entity.values[slot]
        walk = self.walk(node.path)
        if len(owners) == 1:
            slot = owners[0].slot

            def read(entity: Entity, member: Entity | None) -> Any:
                end = walk(entity, member)
                return unknown if end is None else end.values[slot]

            return read
        slots = {fact.entity: fact.slot for fact in owners}

        def read_any(entity: Entity, member: Entity | None) -> Any:
            end = walk(entity, member)
            return unknown if end is None else end.values[slots[end.kind]]

        return read_any

    def walk(self, path: n.Path) -> Walk:
        """Follows a many-to-one way; None where it is unknown. Equal ways share one closure."""
        if path not in self.walks:
            self.walks[path] = self._walk(path)
        return self.walks[path]

    def _walk(self, path: n.Path) -> Walk:
        steps = list(path)
        from_member = bool(steps) and steps[0].startswith("$")
        if from_member:
            steps = steps[1:]
        slots = [
            {kind: entity.relations[name].slot for kind, entity in self.vocabulary.entities.items() if name in entity.relations}
            for name in steps
        ]

        def follow(entity: Entity, member: Entity | None) -> Entity | None:
            end = member if from_member else entity
            for slot in slots:
                if end is None:
                    return None
                end = end.links[slot[end.kind]]
            return end

        return follow

    def _entitykind(self, node: n.EntityKind) -> Quantity:
        walk = self.walk(node.path)
        places: dict[str, Interval] = {kind: (place, place) for place, kind in enumerate(node.kinds)}
        whole: Interval = (0, len(node.kinds) - 1)

        def quantity(env: Run, entity: Entity, member: Entity | None) -> Interval:
            end = walk(entity, member)
            return whole if end is None else places[end.kind]

        return quantity

    def _definition(self, node: n.Definition) -> Quantity:
        compute = self.compile(self.definitions[node.entity, node.name], None)
        walk = self.walk(node.path)
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

    def _rate(self, node: n.Rate) -> Quantity:
        place, on, name = self._place(node.place), self._below(node.on), node.name
        return lambda env, entity, member: env.rates(name, place(env, entity, member), on(env, entity, member))

    def _place(self, node: n.Node) -> Quantity:
        if isinstance(node, n.Context):
            return lambda env, entity, member: env.question.place
        read = self.value(node)
        return lambda env, entity, member: read(entity, member)

    def place(self, node: n.Node) -> Quantity:
        """The span of a place."""
        return self._place(node)

    def _context(self, node: n.Context) -> Quantity:
        if node.name == "on":
            return lambda env, entity, member: (env.question.day, env.question.day)
        if node.name == "year":
            return lambda env, entity, member: (env.question.year, env.question.year)
        return lambda env, entity, member: env.question.place

    def _negative(self, node: n.Negative) -> Quantity:
        operand = self._below(node.operand)
        return lambda env, entity, member: iv.negative(operand(env, entity, member))

    def _arithmetic(self, node: n.Arithmetic) -> Quantity:
        left, right = self._below(node.left), self._below(node.right)
        operation = {"+": iv.plus, "-": iv.minus, "*": iv.times, "/": iv.over}[node.operator]
        return lambda env, entity, member: operation(left(env, entity, member), right(env, entity, member))

    def _extreme(self, node: n.Extreme) -> Quantity:
        operands = [self._below(item) for item in node.operands]
        operation = iv.least if node.operator == "min" else iv.greatest
        return lambda env, entity, member: operation([item(env, entity, member) for item in operands])

    def _whole(self, node: n.Whole) -> Quantity:
        operand = self._below(node.operand)
        operation = iv.down if node.operator == "floor" else iv.up
        over, under = node.type.unit.scale
        if (over, under) == (1, 1):
            return lambda env, entity, member: operation(operand(env, entity, member))
        scale: Interval = (Fraction(over, under), Fraction(over, under))
        return lambda env, entity, member: iv.times(operation(iv.over(operand(env, entity, member), scale)), scale)

    def _conditional(self, node: n.Conditional) -> Quantity:
        test = self.condition(node.test, self.enclosing)
        then, other = self._below(node.then), self._below(node.other)

        def quantity(env: Run, entity: Entity, member: Entity | None) -> Interval:
            verdict = test(env, entity, member)
            if verdict is None:
                return iv.hull(then(env, entity, member), other(env, entity, member))
            return (then if verdict else other)(env, entity, member)

        return quantity

    def _datecall(self, node: n.DateCall) -> Quantity:
        arguments = [self._below(item) for item in node.arguments]
        name, exactly = node.function, dates.exactly(node.function)

        def quantity(env: Run, entity: Entity, member: Entity | None) -> Interval:
            intervals = [item(env, entity, member) for item in arguments]
            days = []
            for low, high in intervals:
                if low is None or low != high or type(low) is not int:
                    return dates.call(name, intervals)
                days.append(low)
            value = exactly(*days)
            return value, value

        return quantity

    def members(self, node: n.Aggregate) -> Callable[[Entity, Entity | None], tuple[tuple[Entity, ...], bool]]:
        """The entities an aggregate looks at, and whether these are all."""
        walk, relation = self.walk(node.path), node.relation

        def find(entity: Entity, member: Entity | None) -> tuple[tuple[Entity, ...], bool]:
            end = walk(entity, member)
            return ((), False) if end is None else end.lists[relation]

        return find

    def _aggregate(self, node: n.Aggregate) -> Quantity:
        find = self.members(node)
        where = self.condition(node.where, node) if node.where is not None else None
        if node.operator == "count":
            tests = [where] if where else []
            if node.body is not None:
                tests.append(self.condition(node.body, node))
            return _count(find, tests)
        assert node.body is not None
        low, high = Ranges(self.vocabulary, self.definitions).of(node.body)
        signs = (low is not None and low >= 0, high is not None and high <= 0)
        return _collect(node.operator, find, where, self.compile(node.body, node), signs)


def _count(find: Any, tests: list[Condition]) -> Quantity:
    def quantity(env: Run, entity: Entity, member: Entity | None) -> Interval:
        items, complete = find(entity, member)
        low = high = 0
        for item in items:
            verdicts = [test(env, entity, item) for test in tests]
            low += all(verdict is True for verdict in verdicts)
            high += all(verdict is not False for verdict in verdicts)
        return low, high if complete else None

    return quantity


def _collect(operator: str, find: Any, where: Condition | None, body: Quantity, signs: tuple[bool, bool]) -> Quantity:
    """``signs``: whether a member never takes from a sum, and whether it never adds to it."""

    def quantity(env: Run, entity: Entity, member: Entity | None) -> Interval:
        items, complete = find(entity, member)
        sure: list[Interval] = []
        maybe: list[Interval] = []
        for item in items:
            verdict = True if where is None else where(env, entity, item)
            if verdict is not False:
                (maybe if verdict is None else sure).append(body(env, entity, item))
        if operator == "sum":
            total: Interval = (0, 0)
            for value in sure:
                total = iv.plus(total, value)
            for value in maybe:
                total = iv.plus(total, iv.hull(value, (0, 0)))
            if complete:
                return total
            return total[0] if signs[0] else None, total[1] if signs[1] else None
        if not sure or not complete:
            return ANY
        if maybe:
            low, _ = iv.least([*sure, *maybe])
            _, high = iv.greatest([*sure, *maybe])
            return low, high
        if operator == "avg":
            total = (0, 0)
            for value in sure:
                total = iv.plus(total, value)
            return iv.over(total, (len(sure), len(sure)))
        return iv.least(sure) if operator == "min" else iv.greatest(sure)

    return quantity
