"""Operators: how limits, and what joins policies, are changed by their smallest meaningful steps."""

from __future__ import annotations

from collections.abc import Iterator

from subsidies.mutation.operators import LEFT_OUT, Edit, Spot, items, whole
from subsidies.ruleset import models as m
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS


def swapped(spot: Spot) -> Iterator[Edit]:
    """Each two neighbours of a list that is used up in order, the other way round."""
    if isinstance(spot.value, list):
        for index in range(len(spot.value) - 1):
            pair = reversed(spot.data[index : index + 2])
            yield spot.to("limit", f"swapped-{index}", [*spot.data[:index], *pair, *spot.data[index + 2 :]])


def listed(spot: Spot) -> Iterator[Edit]:
    """Each item of such a list left out; without the total as well, where that has a name."""
    if isinstance(spot.value, list):
        yield from items("limit")(spot)
    elif isinstance(spot.value, m.InOrderModel):
        yield spot.to("limit", "no-total", spot.data["of"])
        for index, item in enumerate(spot.data["of"]):
            yield spot.to("limit", f"left-out-{index}", [other for other in spot.data["of"] if other != item])


def measures(spot: Spot) -> Iterator[Edit]:
    given = [name for name in type(spot.value).model_fields if getattr(spot.value, name) is not None]
    if len(given) > 1:
        for name in given:
            yield spot.item("limit", name)


def over(spot: Spot) -> Iterator[Edit]:
    """A limit that binds one clause less, or one more of the same kind of benefit."""
    yield from items("limit")(spot)
    rules = spot.usage.ruleset.rules
    kind = next(rules[id_].kind for id_ in spot.value if id_ in rules)
    for id_, rule in rules.items():
        if rule.kind == kind and rule.provision is None and id_ not in spot.value:
            yield spot.to("limit", f"+{id_}", [*spot.data, id_])


def preferred(spot: Spot) -> Iterator[Edit]:
    """Each clause that comes second first instead, in the place of the one that does."""
    data = whole(spot)
    for other in data["over"]:
        over = [spot.data if id_ == other else id_ for id_ in data["over"]]
        yield Edit("limit", f"={other}", spot.path[:-1], {**data, "clause": other, "over": over})


def keys(spot: Spot) -> Iterator[Edit]:
    if len(spot.value) == 1 and spot.value[0] != "lifetime":
        yield spot.to("limit", "everybody", ["lifetime"])
    yield from items("limit")(spot)
    rules = spot.usage.ruleset.rules
    subject = next(rules[id_].subject for id_ in spot.model.over if id_ in rules)
    ends = [subject, *spot.around.world.vocabulary.entities[subject].relations]
    for index, key in enumerate(spot.value):
        other = next((end for end in ends if end not in spot.value), None)
        if key in ends and other is not None:
            yield spot.item("limit", index, other, f"={other}")
    several = ["clause"] if len(spot.model.over) > 1 else []
    for more in [*ends, "year", *several]:
        if more not in spot.value:
            yield spot.to("limit", f"+{more}", [*(key for key in spot.data if key != "lifetime"), more])


def grounds(spot: Spot) -> Iterator[Edit]:
    """The keys of one benefit: what is due by the year or month is given once in each, whether the keys say so or not.

    What is not used up by being given is one whenever it is asked for.
    """
    rules = [spot.usage.ruleset.rules.get(full) for full in spot.model.over]
    by_period = all(rule is None or rule.every != "once" or BENEFIT_KINDS[rule.kind].standing for rule in rules)
    for edit in keys(spot):
        left = spot.value[int(edit.path[-1])] if edit.value is LEFT_OUT else None
        if edit.name != "+clause" and not (by_period and "year" in (left, edit.name.removeprefix("+"))):
            yield edit
