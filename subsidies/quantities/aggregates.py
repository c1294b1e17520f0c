"""Numbers over the members of a list: how many there are, and their sum, mean, least and greatest.

Who belongs may be doubtful, be it that a condition is or that nobody says whom a row belongs to, and a list may be incomplete.
The least, the greatest and the mean of no members do not exist: an interval of theirs holds every value that they can have where
there is one, and nothing is known of them where no member belongs.
"""

from __future__ import annotations

from subsidies.arithmetic import intervals as iv
from subsidies.arithmetic.intervals import ANY, Interval
from subsidies.case.entities import Entity
from subsidies.quantities.closures import Condition, Members, Quantity, Run


def count(find: Members, tests: list[Condition]) -> Quantity:
    """How many members pass every test: surely at the low end, perhaps at the high end."""

    def quantity(env: Run, entity: Entity, member: Entity | None) -> Interval:
        members, doubtful, complete = find(entity, member)
        low = high = 0
        for item in members:
            verdicts = [test(env, entity, item) for test in tests]
            low += all(verdict is True for verdict in verdicts)
            high += all(verdict is not False for verdict in verdicts)
        for item in doubtful if complete else ():
            high += all(test(env, entity, item) is not False for test in tests)
        return low, high if complete else None

    return quantity


def total(find: Members, where: Condition | None, body: Quantity, of_one: Interval) -> Quantity:
    """The sum over the members for which a condition holds; ``of_one`` is what a member that is not listed can add."""
    never_less = of_one[0] is not None and of_one[0] >= 0
    never_more = of_one[1] is not None and of_one[1] <= 0

    def quantity(env: Run, entity: Entity, member: Entity | None) -> Interval:
        members, doubtful, complete = find(entity, member)
        found: Interval = (0, 0)
        for items, surely in ((members, True), (doubtful, False)):
            for item in items:
                verdict = True if where is None else where(env, entity, item)
                if verdict is not False:
                    value = body(env, entity, item)
                    found = iv.plus(found, value if verdict and surely else iv.hull(value, (0, 0)))
        if complete:
            return found
        return found[0] if never_less else None, found[1] if never_more else None

    return quantity


def greatest(find: Members, where: Condition | None, body: Quantity, of_one: Interval) -> Quantity:
    """The greatest: no less than that of the sure members, no more than that of all who may belong."""

    def quantity(env: Run, entity: Entity, member: Entity | None) -> Interval:
        sure, doubtful = _values(find, where, body, of_one, env, entity, member)
        if not doubtful:
            return iv.greatest(sure) if sure else ANY
        low = iv.greatest(sure)[0] if sure else iv.least(doubtful)[0]
        return low, iv.greatest([*sure, *doubtful])[1]

    return quantity


def least(find: Members, where: Condition | None, body: Quantity, of_one: Interval) -> Quantity:
    """The least: no more than that of the sure members, no less than that of all who may belong."""

    def quantity(env: Run, entity: Entity, member: Entity | None) -> Interval:
        sure, doubtful = _values(find, where, body, of_one, env, entity, member)
        if not doubtful:
            return iv.least(sure) if sure else ANY
        high = iv.least(sure)[1] if sure else iv.greatest(doubtful)[1]
        return iv.least([*sure, *doubtful])[0], high

    return quantity


def mean(find: Members, where: Condition | None, body: Quantity, of_one: Interval) -> Quantity:
    """The mean: exact over sure members, and anywhere among the values of all who may belong where some are doubtful."""

    def quantity(env: Run, entity: Entity, member: Entity | None) -> Interval:
        sure, doubtful = _values(find, where, body, of_one, env, entity, member)
        if doubtful:
            everyone = [*sure, *doubtful]
            return iv.least(everyone)[0], iv.greatest(everyone)[1]
        if not sure:
            return ANY
        found: Interval = (0, 0)
        for value in sure:
            found = iv.plus(found, value)
        return iv.over(found, (len(sure), len(sure)))

    return quantity


def _values(
    find: Members,
    where: Condition | None,
    body: Quantity,
    of_one: Interval,
    env: Run,
    entity: Entity,
    member: Entity | None,
) -> tuple[list[Interval], list[Interval]]:
    """The values of those who surely belong and of those who may; who is missing from a list is one of the latter."""
    listed = find(entity, member)
    sure: list[Interval] = []
    perhaps: list[Interval] = [] if listed.complete else [of_one]
    for items, belonging in ((listed.members, sure), (listed.doubtful, perhaps)):
        for item in items:
            verdict = True if where is None else where(env, entity, item)
            if verdict is not False:
                (perhaps if verdict is None else belonging).append(body(env, entity, item))
    return sure, perhaps


OVER_MEMBERS = {"sum": total, "avg": mean, "min": least, "max": greatest}
"""By the word of the language."""
