"""Numbers over lists against brute force: every way in which a small list can turn out to be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations_with_replacement, product
from typing import Any, NamedTuple

import pytest

from subsidies.arithmetic.intervals import ANY, Interval
from subsidies.case import entities
from subsidies.quantities.aggregates import OVER_MEMBERS, count, greatest, least, mean

RANGES: tuple[tuple[int, int], ...] = ((0, 4), (-2, 2), (-4, 0))
"""What a value can be, with values that never take from a sum, that do both, and that never add to it."""
UNSEEN = 2
"""How many members an incomplete list lacks at most; more of them change no end that is bounded."""


class Member(NamedTuple):
    belongs: bool | None
    value: Interval


class Listed(NamedTuple):
    members: tuple[Member, ...]
    complete: bool
    of_one: tuple[int, int]


def lists(longest: int = 3) -> Iterator[Listed]:
    for low, high in RANGES:
        values = ((low + 1, low + 1), (high - 1, high - 1), (low + 1, high - 1), (low, high))
        kinds = [Member(*pair) for pair in product((True, False, None), values)]
        for length in range(longest + 1):
            for members in combinations_with_replacement(kinds, length):
                yield Listed(members, True, (low, high))
                yield Listed(members, False, (low, high))


LISTS = list(lists())
PLAIN: dict[str, Callable[[Sequence[int]], Any]] = {
    "count": len,
    "sum": sum,
    "max": max,
    "min": min,
    "avg": lambda values: Fraction(sum(values), len(values)),
}


def computed(operator: str, of: Listed) -> Interval:
    """The same whether it is a condition that is doubtful, or whom a member belongs to."""
    found = _computed(operator, entities.Listed(of.members, (), of.complete), of.of_one)
    sure = tuple(one for one in of.members if one.belongs is not None)
    perhaps = tuple(one._replace(belongs=True) for one in of.members if one.belongs is None)
    assert _computed(operator, entities.Listed(sure, perhaps, of.complete), of.of_one) == found
    return found


def _computed(operator: str, listed: Any, of_one: tuple[int, int]) -> Interval:
    def find(entity: Any, member: Any) -> Any:
        return listed

    def belongs(env: Any, entity: Any, member: Any) -> Any:
        return member.belongs

    def value(env: Any, entity: Any, member: Any) -> Any:
        return member.value

    nothing: Any = None
    if operator == "count":
        return count(find, [belongs])(nothing, nothing, None)
    return OVER_MEMBERS[operator](find, belongs, value, of_one)(nothing, nothing, None)


def outcomes(of: Listed) -> Iterator[tuple[int, ...]]:
    """The values of those who belong, in every way in which what is open can turn out."""
    each: list[list[int | None]] = []
    for member in of.members:
        low, high = member.value
        assert isinstance(low, int)
        assert isinstance(high, int)
        values: list[int | None] = [] if member.belongs is False else list(range(low, high + 1))
        each.append(values if member.belongs else [None, *values])
    each += [[None, *of.of_one]] * (0 if of.complete else UNSEEN)
    for chosen in product(*each):
        yield tuple(value for value in chosen if value is not None)


def results(operator: str, of: Listed) -> set[Any]:
    """What comes out wherever something does: there is no mean, least or greatest of nothing."""
    return {PLAIN[operator](values) for values in set(outcomes(of)) if values or operator in ("count", "sum")}


def holds(outer: Interval, low: Any, high: Any) -> bool:
    return (outer[0] is None or outer[0] <= low) and (outer[1] is None or high <= outer[1])


@pytest.mark.parametrize("operator", PLAIN)
def test_no_result_lies_outside_and_of_nothing_nothing_is_known(operator: str) -> None:
    for of in LISTS:
        found = results(operator, of)
        if found:
            assert holds(computed(operator, of), min(found), max(found)), of
        else:
            assert computed(operator, of) == ANY, of


@pytest.mark.parametrize("operator", ["max", "min"])
def test_the_ends_of_the_greatest_and_the_least_are_met(operator: str) -> None:
    for of in LISTS:
        found = results(operator, of)
        assert not found or computed(operator, of) == (min(found), max(found)), of


@pytest.mark.parametrize("operator", ["count", "sum"])
def test_the_ends_of_a_number_and_a_sum_are_met_and_open_only_where_unseen_members_move_them(operator: str) -> None:
    for of in LISTS:
        found = results(operator, of)
        listed = results(operator, of._replace(complete=True))
        low, high = computed(operator, of)
        assert low == min(found) if low is not None else min(found) < min(listed), of
        assert high == max(found) if high is not None else max(found) > max(listed), of


def test_a_mean_is_exact_over_sure_members_and_else_among_the_values_of_all_who_may_belong() -> None:
    for of in LISTS:
        possible = [member.value for member in of.members if member.belongs is not False]
        if not of.complete:
            assert computed("avg", of) == of.of_one, of
        elif all(member.belongs is not None for member in of.members):
            found = results("avg", of)
            assert not found or computed("avg", of) == (min(found), max(found)), of
        else:
            lows, highs = zip(*possible, strict=True)
            assert computed("avg", of) == (min(lows), max(highs)), of


def refined(of: Listed) -> Iterator[Listed]:
    """The same with one thing more known."""
    if not of.complete:
        yield of._replace(complete=True)
    for index, member in enumerate(of.members):
        before, after = of.members[:index], of.members[index + 1 :]
        low, high = member.value
        others = [(end, end) for end in (low, high)] if low != high else []
        for other in [member._replace(value=value) for value in others]:
            yield of._replace(members=(*before, other, *after))
        if member.belongs is None:
            for belongs in (True, False):
                yield of._replace(members=(*before, member._replace(belongs=belongs), *after))


@pytest.mark.parametrize("operator", PLAIN)
def test_what_becomes_known_widens_nothing_unless_it_takes_the_last_member_away(operator: str) -> None:
    for of in lists(2):
        outer = computed(operator, of)
        for narrower in refined(of):
            inner = computed(operator, narrower)
            if results(operator, narrower):
                assert outer[0] is None or (inner[0] is not None and outer[0] <= inner[0]), (of, narrower)
                assert outer[1] is None or (inner[1] is not None and inner[1] <= outer[1]), (of, narrower)


SURE, DOUBTFUL = Member(True, (5000, 5000)), Member(None, (1000, 1000))


@pytest.mark.parametrize(
    ("operator", "members", "complete", "expected"),
    [
        ("max", [SURE, DOUBTFUL], True, (5000, 5000)),
        ("min", [SURE, DOUBTFUL], True, (1000, 5000)),
        ("avg", [SURE, DOUBTFUL], True, (1000, 5000)),
        ("max", [DOUBTFUL], True, (1000, 1000)),
        ("max", [SURE], False, (5000, 9999)),
        ("min", [SURE], False, (0, 5000)),
        ("avg", [SURE], False, (0, 9999)),
        ("max", [Member(True, ANY), SURE], True, (5000, None)),
        ("min", [Member(None, ANY), SURE], True, (None, 5000)),
        ("max", [Member(True, (9999, 9999))], False, (9999, 9999)),
        ("max", [], True, ANY),
        ("max", [Member(False, (5000, 5000))], True, ANY),
        ("min", [], False, (0, 9999)),
    ],
)
def test_what_surely_belongs_bounds_one_side(operator: str, members: list[Member], complete: bool, expected: Interval) -> None:
    assert computed(operator, Listed(tuple(members), complete, (0, 9999))) == expected


@pytest.mark.parametrize("over", [greatest, least, mean])
def test_nothing_bounds_who_is_missing_from_a_list_where_a_value_has_no_range(over: Any) -> None:
    day = 738_000
    low, high = over(lambda *_: entities.Listed((1,)), None, lambda *_: (day, day), ANY)(None, None, None)
    assert (low, high) == ((day, None) if over is greatest else (None, day) if over is least else ANY)
