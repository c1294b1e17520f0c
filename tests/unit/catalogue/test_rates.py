"""Figures set outside the documents: by place and day, unknown where nothing covers them."""

from __future__ import annotations

from datetime import date
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidies.arithmetic import intervals as iv
from subsidies.arithmetic.dates import LATEST
from subsidies.arithmetic.intervals import ANY, Interval
from subsidies.catalogue import Catalogue
from subsidies.files.source import parse
from subsidies.vocabulary.rate_lookup import UNKNOWN_RATE, figure
from subsidies.vocabulary.rates import load_rate

CATALOGUE = Catalogue(Path(__file__).parents[2] / "good" / "catalogue")
WAGE = CATALOGUE.world.rates["minimum_wage"]
SPANS = CATALOGUE.world.jurisdictions.spans
GAPS = """schema_version: 1
label: {zh: 甲, en: a}
unit: yuan/month
entries:
  - {place: "110000", from: 2023-01-01, to: 2023-01-31, value: 1, source: 一号}
  - {place: "110000", from: 2023-02-01, to: 2023-02-28, value: 2.5, source: 二号}
  - {place: "110000", from: 2023-04-01, value: 3, source: 三号}
"""


def day(text: str) -> Interval:
    number = date.fromisoformat(text).toordinal()
    return number, number


@pytest.mark.parametrize(
    ("place", "on", "yuan"),
    [
        ("110000", "2022-12-31", 1500),
        ("110000", "2020-01-01", 1500),
        ("110102", "2023-01-01", 1600),
        ("110102", "2030-01-01", 1600),
        ("110101", "2023-06-30", 1600),
        ("110101", "2023-07-01", 1800),
        ("110101", "2023-12-31", 1800),
        ("110101", "2024-01-01", 1600),
    ],
)
def test_the_smallest_place_that_covers_the_day_decides(place: str, on: str, yuan: int) -> None:
    assert figure([WAGE.entries], SPANS[place], day(on)) == (yuan * 100, yuan * 100)


@pytest.mark.parametrize(("place", "on"), [("110101", "2019-12-31"), ("120000", "2023-07-01")])
def test_what_nothing_covers_is_unknown_and_never_zero(place: str, on: str) -> None:
    assert figure([WAGE.entries], SPANS[place], day(on)) == UNKNOWN_RATE == (0, None)


@pytest.mark.parametrize(
    ("place", "on"), [(ANY, day("2023-07-01")), (SPANS["110101"], ANY), (SPANS["110101"], (None, day("2023-07-01")[1]))]
)
def test_an_unknown_place_or_day_gives_an_unknown_figure(place: Interval, on: Interval) -> None:
    assert figure([WAGE.entries], place, on) == UNKNOWN_RATE


def test_a_place_known_only_as_a_city_spans_the_figures_of_its_districts() -> None:
    assert figure([WAGE.entries], SPANS["110100"], day("2023-07-01")) == (160_000, 180_000)
    assert figure([WAGE.entries], SPANS["110100"], day("2023-06-30")) == (160_000, 160_000)


@pytest.mark.parametrize(
    ("place", "first", "last", "figures"),
    [
        ("110101", "2023-01-01", "2023-06-30", (1600, 1600)),
        ("110101", "2023-06-30", "2023-07-01", (1600, 1800)),
        ("110101", "2022-12-31", "2024-01-01", (1500, 1800)),
        ("110101", "2023-12-31", "2024-01-01", (1600, 1800)),
        ("110101", "2024-01-01", None, (1600, 1600)),
        ("110101", "2023-07-01", None, (1600, 1800)),
        ("110101", "2019-12-31", "2020-01-01", None),
        ("120000", "2023-01-01", "2023-01-02", None),
    ],
)
def test_one_of_several_days_has_the_figures_of_all_of_them(
    place: str, first: str, last: str | None, figures: tuple[int, int] | None
) -> None:
    days = (day(first)[0], day(last)[1] if last else None)
    expected = UNKNOWN_RATE if figures is None else tuple(figure * 100 for figure in figures)
    assert figure([WAGE.entries], SPANS[place], days) == expected


def test_a_gap_among_the_days_leaves_the_figure_unknown() -> None:
    rate = load_rate("a", parse(GAPS, "a.yaml"), CATALOGUE.world.jurisdictions)
    assert figure([rate.entries], SPANS["110101"], (day("2023-01-31")[0], day("2023-02-28")[1])) == (100, 250)
    assert figure([rate.entries], SPANS["110101"], (day("2023-01-31")[0], day("2023-04-01")[1])) == UNKNOWN_RATE
    assert figure([rate.entries], SPANS["110101"], (day("2023-04-01")[0], LATEST + 400)) == (300, 300)


@settings(max_examples=200)
@given(st.integers(-900, 900), st.integers(0, 900), st.sampled_from(["110000", "110101", "110102", "120000"]))
def test_the_figures_of_an_interval_are_those_of_its_days(start: int, days: int, place: str) -> None:
    first = date(2023, 7, 1).toordinal() + start
    each = [figure([WAGE.entries], SPANS[place], (number, number)) for number in range(first, first + days + 1)]
    whole = UNKNOWN_RATE if UNKNOWN_RATE in each else reduce(iv.hull, each)
    assert figure([WAGE.entries], SPANS[place], (first, first + days)) == whole


def test_entries_of_one_place_may_touch_and_leave_gaps() -> None:
    rate = load_rate("a", parse(GAPS, "a.yaml"), CATALOGUE.world.jurisdictions)
    figures = [figure([rate.entries], SPANS["110101"], day(f"2023-{month}-28")) for month in ("01", "02", "03", "04")]
    assert figures == [(100, 100), (250, 250), UNKNOWN_RATE, (300, 300)]


def test_places_nest_as_spans() -> None:
    def lies_in(inner: str, outer: str) -> bool:
        return SPANS[outer][0] <= SPANS[inner][0] and SPANS[inner][1] <= SPANS[outer][1]

    inside = {(inner, outer) for inner in SPANS for outer in SPANS if lies_in(inner, outer)}
    assert inside == {
        *((code, code) for code in SPANS),
        ("110100", "110000"),
        ("110101", "110000"),
        ("110102", "110000"),
        ("110101", "110100"),
        ("110102", "110100"),
    }
    # A city is more than its districts together: a place in it that is in none of them has a number of its own.
    assert SPANS["110100"][1] - SPANS["110100"][0] == 2


def test_a_long_chain_of_places_is_numbered_without_recursion() -> None:
    from subsidies.vocabulary.jurisdictions import load_jurisdictions

    lines = [f'  "{number}": {{name: {{zh: 甲, en: a}}, parent: "{number - 1}"}}' for number in range(1, 5000)]
    text = "schema_version: 1\njurisdictions:\n" + '  "0": {name: {zh: 甲, en: a}}\n' + "\n".join(lines)
    assert load_jurisdictions(parse(text, "j.yaml")).spans["0"] == (1, 5000)
