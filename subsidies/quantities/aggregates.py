"""Numbers over the members of a list: how many there are, and their sum, mean, least and greatest."""

from __future__ import annotations

from subsidies.arithmetic import intervals as iv
from subsidies.arithmetic.intervals import ANY, Interval
from subsidies.case.entities import Entity
from subsidies.expression.nodes import AggregateOperator
from subsidies.quantities.closures import Condition, Members, Quantity, Run


def count(find: Members, tests: list[Condition]) -> Quantity:
    """How many members pass every test: surely at the low end, perhaps at the high end."""

    def quantity(env: Run, entity: Entity, member: Entity | None) -> Interval:
        items, complete = find(entity, member)
        low = high = 0
        for item in items:
            verdicts = [test(env, entity, item) for test in tests]
            low += all(verdict is True for verdict in verdicts)
            high += all(verdict is not False for verdict in verdicts)
        return low, high if complete else None

    return quantity


def collect(
    operator: AggregateOperator, find: Members, where: Condition | None, body: Quantity, signs: tuple[bool, bool]
) -> Quantity:
    """The sum, mean, least or greatest of a number over the members for which a condition holds.

    ``signs``: whether a member never takes from a sum, and whether it never adds to it.
    """

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
