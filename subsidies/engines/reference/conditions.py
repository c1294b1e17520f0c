"""Conditions as closures over three truth values: True, False and None (unknown), by Kleene's strong logic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from subsidies.arithmetic import intervals as iv
from subsidies.case.entities import Entity
from subsidies.expression import nodes as n
from subsidies.expression.visitor import NO_NUMBERS, Visitor, handles
from subsidies.quantities.compile import Condition, Quantities, Quantity, Truth
from subsidies.quantities.ranges import constant
from subsidies.ruleset.rules import Rule
from subsidies.types.sorts import Sort
from subsidies.vocabulary.world import World


class Conditions(Visitor):
    """Compiles the conditions of one ruleset for the reference engine."""

    declines: ClassVar = NO_NUMBERS

    def __init__(
        self,
        world: World,
        definitions: Mapping[tuple[str, str], n.Node],
        rules: Mapping[str, Rule],
    ) -> None:
        self.jurisdictions = world.jurisdictions
        self.definitions = definitions
        self.rules = rules
        self.quantities = Quantities(world.vocabulary, definitions, self.compile)
        self.enclosing: n.Aggregate | None = None
        self.known: dict[tuple[n.Node, n.Aggregate | None], Condition] = {}
        self.tokens: dict[tuple[str, str], object] = {}

    def compile(self, node: n.Node, enclosing: n.Aggregate | None = None) -> Condition:
        """The closure of a condition; equal nodes share one."""
        key = (node, enclosing)
        if key not in self.known:
            before, self.enclosing = self.enclosing, enclosing
            self.known[key] = self.method(node)(node)
            self.enclosing = before
        return self.known[key]

    def _below(self, node: n.Node) -> Condition:
        return self.compile(node, self.enclosing)

    def _quantity(self, node: n.Node) -> Quantity:
        return self.quantities.compile(node, self.enclosing)

    @handles(n.Truth)
    def _truth(self, node: n.Truth) -> Condition:
        value = node.value
        return lambda env, entity, member: value

    @handles(n.Open)
    def _open(self, node: n.Open) -> Condition:
        return lambda env, entity, member: None

    @handles(n.Fact)
    def _fact(self, node: n.Fact) -> Condition:
        read = self.quantities.value(node)
        return lambda env, entity, member: read(entity, member)

    @handles(n.Definition)
    def _definition(self, node: n.Definition) -> Condition:
        condition = self.compile(self.definitions[node.entity, node.name], None)
        return self._remembered((node.entity, node.name), condition, node)

    @handles(n.ClauseHolds)
    def _clauseholds(self, node: n.ClauseHolds) -> Condition:
        condition = self.compile(self.rules[node.clause].condition, None)
        return self._remembered(("clause", node.clause), condition, node)

    def _remembered(self, name: tuple[str, str], condition: Condition, node: n.Definition | n.ClauseHolds) -> Condition:
        walk = self.quantities.walk_to(node.path, node.entity)
        # Several rulesets share one run, and may have definitions of one name.
        token = self.tokens.setdefault(name, object())

        def decide(env: Any, entity: Entity, member: Entity | None) -> Truth:
            end = walk(entity, member)
            if end is None:
                return None
            key = (token, end.index)
            truths: dict[Any, Truth] = env.truths
            if key in truths:
                return truths[key]
            verdict = truths[key] = condition(env, end, None)
            return verdict

        return decide

    @handles(n.Compare)
    def _compare(self, node: n.Compare) -> Condition:
        if node.left.type.sort is Sort.BOOL:
            return _equal(self._below(node.left), self._below(node.right))
        left, operator = self._quantity(node.left), node.operator
        if isinstance(node.right, n.Parameter):
            return _against(operator, left, constant(node.right)[0])
        right = self._quantity(node.right)
        return lambda env, entity, member: iv.compared(operator, left(env, entity, member), right(env, entity, member))

    @handles(n.Member)
    def _member(self, node: n.Member) -> Condition:
        read, values = self.quantities.value(node.operand), frozenset(node.values)

        def decide(env: Any, entity: Entity, member: Entity | None) -> Truth:
            value = read(entity, member)
            return None if value is None else value in values

        return decide

    @handles(n.Within)
    def _within(self, node: n.Within) -> Condition:
        place = self.quantities.place(node.operand)
        first, last = self.jurisdictions.spans[node.jurisdiction]

        def decide(env: Any, entity: Entity, member: Entity | None) -> Truth:
            low, high = place(env, entity, member)
            if low is None or high is None:
                return None
            if low >= first and high <= last:
                return True
            return False if high < first or low > last else None

        return decide

    @handles(n.And)
    def _and(self, node: n.And) -> Condition:
        conditions = [self._below(item) for item in node.operands]

        def decide(env: Any, entity: Entity, member: Entity | None) -> Truth:
            result: Truth = True
            for condition in conditions:
                verdict = condition(env, entity, member)
                if verdict is False:
                    return False
                if verdict is None:
                    result = None
            return result

        return decide

    @handles(n.Or)
    def _or(self, node: n.Or) -> Condition:
        conditions = [self._below(item) for item in node.operands]

        def decide(env: Any, entity: Entity, member: Entity | None) -> Truth:
            result: Truth = False
            for condition in conditions:
                verdict = condition(env, entity, member)
                if verdict is True:
                    return True
                if verdict is None:
                    result = None
            return result

        return decide

    @handles(n.Not)
    def _not(self, node: n.Not) -> Condition:
        condition = self._below(node.operand)

        def decide(env: Any, entity: Entity, member: Entity | None) -> Truth:
            verdict = condition(env, entity, member)
            return None if verdict is None else not verdict

        return decide

    @handles(n.Aggregate)
    def _aggregate(self, node: n.Aggregate) -> Condition:
        find = self.quantities.members(node)
        where = self.compile(node.where, node) if node.where is not None else None
        assert node.body is not None
        body = self.compile(node.body, node)
        wanted = node.operator == "any"

        def decide(env: Any, entity: Entity, member: Entity | None) -> Truth:
            members, doubtful, complete = find(entity, member)
            result: Truth = (not wanted) if complete else None
            for items, surely in ((members, True), (doubtful, False)):
                for item in items:
                    counts = True if where is None else where(env, entity, item)
                    if counts is False:
                        continue
                    verdict = body(env, entity, item)
                    if verdict is wanted and counts and surely:
                        return wanted
                    if verdict is None or verdict is wanted:
                        result = None
            return result

        return decide


def _equal(left: Condition, right: Condition) -> Condition:
    def decide(env: Any, entity: Entity, member: Entity | None) -> Truth:
        one, other = left(env, entity, member), right(env, entity, member)
        return None if one is None or other is None else one is other

    return decide


def _against(operator: str, left: Quantity, figure: Any) -> Condition:
    """A comparison with a figure of the law: the commonest condition there is."""
    if operator == ">=":

        def at_least(env: Any, entity: Entity, member: Entity | None) -> Truth:
            low, high = left(env, entity, member)
            if low is not None and low >= figure:
                return True
            return False if high is not None and high < figure else None

        return at_least
    if operator == "<=":

        def at_most(env: Any, entity: Entity, member: Entity | None) -> Truth:
            low, high = left(env, entity, member)
            if high is not None and high <= figure:
                return True
            return False if low is not None and low > figure else None

        return at_most
    whole = (figure, figure)
    return lambda env, entity, member: iv.compared(operator, left(env, entity, member), whole)
