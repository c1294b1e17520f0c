"""The table of date functions: every entry is whole, and what it says of itself is so."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidies.arithmetic.date_functions import DATE_FUNCTIONS, Argument, DateFunction
from subsidies.arithmetic.intervals import Interval
from subsidies.types.sorts import DATE, Type, number
from subsidies.types.units import CALENDAR_YEAR, DAY, MONTH
from tests.unit.date_function_values import VALUES


def day_or_number(value: str | int) -> int:
    return date.fromisoformat(value).toordinal() if isinstance(value, str) else value


def at_month_end(value: str | int) -> bool:
    """Whether a value is a day on which months of unequal length tell, a leap day among them."""
    return isinstance(value, str) and (date.fromisoformat(value) + timedelta(days=1)).day == 1


CALLS = [(name, *call) for name, calls in VALUES.items() for call in calls]


@pytest.mark.parametrize(("name", "arguments", "result"), CALLS)
def test_a_function_gives_what_is_written_down(name: str, arguments: tuple[str | int, ...], result: str | int) -> None:
    numbers = [day_or_number(value) for value in arguments]
    value = day_or_number(result)
    assert DATE_FUNCTIONS[name].exactly(*numbers) == value
    assert DATE_FUNCTIONS[name].over([(item, item) for item in numbers]) == (value, value)


def test_every_function_has_values_written_down_at_month_ends_and_leap_days() -> None:
    assert VALUES.keys() == DATE_FUNCTIONS.keys()
    for name, calls in VALUES.items():
        values = [(*arguments, result) for arguments, result in calls]
        assert sum(any(at_month_end(value) for value in call) for call in values) >= 6, name
        assert any(str(value).endswith("-02-29") for call in values for value in call), name


FUNCTIONS = list(DATE_FUNCTIONS.values())
each_function = pytest.mark.parametrize("function", FUNCTIONS, ids=DATE_FUNCTIONS)


@each_function
def test_the_words_of_a_function_name_each_of_its_arguments(function: DateFunction) -> None:
    places = sorted(int(place) for place in re.findall(r"{(\d)}", function.words))
    assert places == list(range(len(function.arguments)))


@each_function
def test_the_other_end_of_a_period_has_the_period_for_its_other_end(function: DateFunction) -> None:
    if function.other_end is not None:
        other = DATE_FUNCTIONS[function.other_end]
        assert other is not function
        assert (other.other_end, other.takes, other.result) == (function.name, function.takes, function.result)


def test_a_function_that_may_rise_and_fall_needs_a_rule_of_its_own() -> None:
    with pytest.raises(ValueError, match="rises_and_falls"):
        DateFunction("rises_and_falls", (Argument(DATE, 0),), number(DAY), lambda day: day % 7, "{0}", "goes on", "none")


DAYS = st.integers(date(2021, 10, 1).toordinal(), date(2024, 3, 31).toordinal())
VALUES_OF: dict[Type, st.SearchStrategy[int]] = {
    DATE: DAYS,
    number(MONTH): st.integers(-40, 40),
    number(DAY): st.integers(-800, 800),
    number(CALENDAR_YEAR): st.integers(2021, 2024),
}
NARROW: dict[Type, int] = {DATE: 45, number(MONTH): 5, number(DAY): 45, number(CALENDAR_YEAR): 2}
"""How wide an interval may be whose every point is tried."""


def interval(data: st.DataObject, type_: Type, wide: int | None = None) -> tuple[int, int]:
    low = data.draw(VALUES_OF[type_])
    return low, low + data.draw(st.integers(0, NARROW[type_] if wide is None else wide))


@each_function
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_a_result_goes_with_each_argument_as_the_table_says(function: DateFunction, data: st.DataObject) -> None:
    low, high = zip(*(interval(data, type_, 400) for type_ in function.takes), strict=True)
    for index, argument in enumerate(function.arguments):
        moved = function.exactly(*low[:index], high[index], *low[index + 1 :]) - function.exactly(*low)
        assert argument.direction == 0 or moved * argument.direction >= 0


@each_function
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_an_interval_ends_at_the_least_and_the_greatest_of_its_corners(function: DateFunction, data: st.DataObject) -> None:
    intervals = [interval(data, item.type, 0 if item.direction == 0 else 400) for item in function.arguments]
    results = [function.exactly(*corner) for corner in product(*intervals)]
    assert function.over(intervals) == (min(results), max(results))


@each_function
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_an_interval_holds_the_result_of_every_point_inside(function: DateFunction, data: st.DataObject) -> None:
    closed = [interval(data, type_) for type_ in function.takes]
    ends = st.sampled_from(((True, True), (True, False), (False, True), (False, False)))
    shown: list[Interval] = []
    for low, high in closed:
        first, last = data.draw(ends)
        shown.append((low if first else None, high if last else None))
    low_end, high_end = function.over(shown)
    for point in product(*(sorted({low, (low + high) // 2, high}) for low, high in closed)):
        result = function.exactly(*point)
        assert low_end is None or low_end <= result
        assert high_end is None or result <= high_end


@pytest.mark.parametrize("function", [item for item in FUNCTIONS if item.own_rule is None], ids=lambda item: item.name)
def test_nothing_known_gives_nothing_known(function: DateFunction) -> None:
    assert function.over([(None, None)] * len(function.arguments)) == (None, None)


@pytest.mark.parametrize("function", [item for item in FUNCTIONS if item.by_months], ids=lambda item: item.name)
@given(data=st.data())
def test_a_function_that_looks_at_months_gives_the_same_on_any_day_within_them(
    function: DateFunction, data: st.DataObject
) -> None:
    values = [data.draw(VALUES_OF[type_]) for type_ in function.takes]
    early, late = (
        [
            date.fromordinal(value).replace(day=day).toordinal() if type_ == DATE else value
            for value, type_ in zip(values, function.takes, strict=True)
        ]
        for day in (2, 28)
    )
    assert function.exactly(*early) == function.exactly(*late)


def test_months_of_an_unknown_year_or_spell_are_between_none_and_twelve() -> None:
    unknown: Interval = (None, None)
    within = DATE_FUNCTIONS["months_of_year_within"]
    assert within.over([unknown, unknown, unknown, unknown]) == (0, 12)
    assert within.over([(2023, 2023), unknown, unknown, unknown]) == (0, 12)
    never: Interval = (1, 1)
    assert within.over([(2023, 2024), never, never, never]) == (0, 0)


def test_a_full_year_of_what_began_on_an_unknown_day_is_ended_or_not_unless_excluded() -> None:
    unknown: Interval = (None, None)
    completed = DATE_FUNCTIONS["years_completed_in"]
    before, first, after = (date(2023, *day).toordinal() for day in ((1, 1), (1, 2), (12, 31)))
    assert completed.over([unknown, unknown, unknown]) == (0, 1)
    assert completed.over([(2023, 2023), unknown, (after, after)]) == (0, 1)
    assert completed.over([(2023, 2023), unknown, (None, before - 1)]) == (0, 0)
    assert completed.over([(2023, 2023), (first, None), unknown]) == (0, 0)
    assert completed.over([(2023, 2023), (before, None), unknown]) == (0, 1)
    assert completed.over([(2023, 2023), (before - 365, before), (after, None)]) == (1, 1)
    assert completed.over([(2023, 2023), (None, before), (after, None)]) == (0, 1)


CALENDAR = [item for item in FUNCTIONS if item.own_rule is not None]


@pytest.mark.parametrize("function", CALENDAR, ids=lambda item: item.name)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_rule_of_its_own_gives_the_least_and_the_greatest_of_all_points(function: DateFunction, data: st.DataObject) -> None:
    """Only where a result may rise and fall with an argument has each of its points to be tried."""
    wide = data.draw(st.sampled_from([0, 3, 40, 500]))
    shown = [interval(data, type_, 2 if type_ == number(CALENDAR_YEAR) else wide) for type_ in function.takes]
    tried = [
        range(low, high + 1) if argument.direction == 0 else (low, high)
        for (low, high), argument in zip(shown, function.arguments, strict=True)
    ]
    results = {function.exactly(*point) for point in product(*tried)}
    assert function.over(shown) == (min(results), max(results))


@pytest.mark.parametrize("name", ["add_months", "add_days", "period_end"])
def test_a_part_of_a_month_or_day_is_none(name: str) -> None:
    day, half = date(2023, 1, 15).toordinal(), Fraction(1, 2)
    function = DATE_FUNCTIONS[name]
    assert function.over([(day, day), (half, half)]) == function.over([(day, day), (0, 0)])
