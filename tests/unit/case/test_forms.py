"""What a case states in part: a number between two ends, years and months, the month of a day, an age, what never happened."""

from __future__ import annotations

import copy
import pickle
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from schema_check import faults

from subsidies.arithmetic.dates import LATEST, NEVER, years_between
from subsidies.case import Question
from subsidies.case.forms import born
from subsidies.case.models import case_model
from subsidies.catalogue import Catalogue
from subsidies.errors import CaseError
from subsidies.files.source import parse

CATALOGUE = Catalogue(Path(__file__).parents[2] / "good" / "catalogue")
ON = date(2023, 9, 1)
LAST = ON.toordinal()


def question(body: str, on: date = ON) -> Question:
    return CATALOGUE.read_case(parse(f'schema_version: 1\njurisdiction: "110101"\n{body}', "case.yaml")).question(on)


def value(asked: Question, id_: str, fact: str) -> Any:
    entity = asked.by_id[id_]
    return entity.values[CATALOGUE.world.vocabulary.fact(entity.kind, fact).slot]


def person(fact: str, said: str, on: date = ON) -> Any:
    return value(question(f"persons: [{{id: p1, {fact}: {said}}}]", on), "p1", fact)


def days(first: str, last: str) -> tuple[int, int]:
    return date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()


@pytest.mark.parametrize(
    ("fact", "said", "expected"),
    [
        ("income", "{at_least: 5, at_most: 10.5}", (500, 1050)),
        ("income", "{at_least: 5}", (500, 1_000_000_000)),
        ("income", "{at_most: 5}", (0, 500)),
        ("income", "{at_least: 5, at_most: null}", (500, 1_000_000_000)),
        ("income", "{at_least: 5, at_most: 5}", (500, 500)),
        ("days", "{at_most: 5}", (1, 5)),
        ("months", "{at_least: 2.25}", (Fraction(9, 4), 9)),
        ("months", "{at_least: 2, at_most: 12}", (2, 9)),
        ("months", "{at_least: 9, at_most: 12}", (9, 9)),
        ("months", "{years: 0, months: 7}", (7, 7)),
        ("insured", "{years: 2, months: 5}", (Fraction(29, 12), Fraction(29, 12))),
        ("insured", "{years: 2, months: 6}", (Fraction(5, 2), Fraction(5, 2))),
        ("insured", "{years: 2}", (2, 2)),
        ("insured", "{months: 11}", (Fraction(11, 12), Fraction(11, 12))),
        ("insured", "{months: 18}", (Fraction(3, 2), Fraction(3, 2))),
        ("insured", "{at_most: {months: 29}}", (0, Fraction(29, 12))),
        ("insured", "{at_least: {years: 1, months: 1}, at_most: 3.5}", (Fraction(13, 12), Fraction(7, 2))),
        ("insured", "{at_least: 2.5, at_most: {years: 2, months: 6}}", (Fraction(5, 2), Fraction(5, 2))),
    ],
)
def test_a_number_lies_between_the_ends_that_are_stated_and_no_further_than_it_can(
    fact: str, said: str, expected: tuple[object, object]
) -> None:
    assert person(fact, said) == expected


@pytest.mark.parametrize(
    ("fact", "said", "expected"),
    [
        ("insured_from", "2023-06", days("2023-06-01", "2023-06-30")),
        ("insured_from", '"2023-06"', days("2023-06-01", "2023-06-30")),
        ("insured_from", "2024-02", days("2024-02-01", "2024-02-29")),
        ("insured_from", "2023", days("2023-01-01", "2023-12-31")),
        ("insured_from", '"2023"', days("2023-01-01", "2023-12-31")),
        ("insured_from", "{from: 2023-06, to: 2023-07}", days("2023-06-01", "2023-07-31")),
        ("insured_from", "{from: 2022, to: 2023-06-03}", days("2022-01-01", "2023-06-03")),
        ("insured_from", "{from: 2023-06-03, to: 2023-06-03}", days("2023-06-03", "2023-06-03")),
        ("insured_from", "{from: 2023-06}", (date(2023, 6, 1).toordinal(), LATEST)),
        ("insured_from", "{to: 2023-06}", (None, date(2023, 6, 30).toordinal())),
        ("insured_from", "never", (NEVER, NEVER)),
        ("insured_from", "unknown", (None, None)),
        ("trained", "never", (NEVER, NEVER)),
        ("trained", "unknown", (None, None)),
        ("trained", "2023-09", (LAST, LAST)),
        ("trained", "{from: 2023-08-30}", days("2023-08-30", "2023-09-01")),
        ("trained", "{to: 2023-08}", (None, date(2023, 8, 31).toordinal())),
        ("born", "2023", days("2023-01-01", "2023-09-01")),
        ("born", "{from: 2000}", days("2000-01-01", "2023-09-01")),
        ("born", "{age: 52, on: 2023-12-20}", days("1970-12-21", "1971-12-20")),
        ("born", "{age: 0, on: 2023-12-20}", days("2022-12-21", "2023-09-01")),
        ("born", "{age: 23, on: 2023-02-28}", days("1999-03-01", "2000-02-29")),
        ("born", "{age: 24, on: 2024-02-28}", days("1999-03-01", "2000-02-28")),
        ("born", "{age: 24, on: 2024-02-29}", days("1999-03-01", "2000-02-29")),
        ("graduated", "2023", (date(2023, 1, 1).toordinal(), None)),
        ("graduated", "2023-09", (date(2023, 9, 1).toordinal(), None)),
        ("graduated", "{from: 2023-08, to: 2023-09-01}", days("2023-08-01", "2023-09-01")),
        ("graduated", "{from: 2023-08, to: 2023-09-02}", (date(2023, 8, 1).toordinal(), None)),
        ("graduated", "2023-08", days("2023-08-01", "2023-08-31")),
        ("graduated", "{to: 2023-12}", (None, None)),
        ("graduated", "{from: 2023}", (date(2023, 1, 1).toordinal(), None)),
        ("graduated", "ongoing", (LATEST, LATEST)),
    ],
)
def test_a_day_lies_between_the_ends_that_are_stated_and_not_after_the_question_where_it_is_past(
    fact: str, said: str, expected: tuple[object, object]
) -> None:
    assert person(fact, said) == expected


def test_what_never_happened_is_later_than_what_goes_on() -> None:
    assert LATEST < NEVER == date.max.toordinal() - 364


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("income: {at_least: 5, at_most: 5}", "income: 5"),
        ("insured: {years: 2}", "insured: 2"),
        ("insured: {years: 1, months: 6}", "insured: 1.5"),
        ("born: {from: 2000-05-06, to: 2000-05-06}", "born: 2000-05-06"),
        ("trained: {from: 2023-09, to: 2023-12}", "trained: 2023-09-01"),
    ],
)
def test_a_form_that_means_one_value_is_that_value(said: str, plain: str) -> None:
    assert question(f"persons: [{{id: p1, {said}}}]") == question(f"persons: [{{id: p1, {plain}}}]")


def test_a_case_says_which_facts_it_leaves_between_two_ends() -> None:
    asked = question(
        "persons: [{id: p1, income: {at_least: 5}, born: 2000, veteran: unknown, courses: 2, trained: 2023-09}]\n"
        "jobs: [{id: j1, start: 2023-01, end: 2023-04-30}, {id: j2, start: 2023-01-01, end: 2023-04-30}]"
    )
    names = {entity.index: entity.id for entity in asked}
    assert {(names[index], fact) for index, fact in asked.narrowed} == {
        ("p1", "income"),
        ("p1", "born"),
        ("j1", "start"),
        ("j1", "worked"),
    }
    assert {fact for _, fact in asked.asked} == {"veteran"}
    assert pickle.loads(pickle.dumps(asked)) == asked


def test_a_range_about_another_year_is_unknown() -> None:
    asked = question("year: 2022\npersons: [{id: p1, income: {at_least: 5}}]")
    assert value(asked, "p1", "income") == (500, 1_000_000_000)
    case = CATALOGUE.read_case(
        parse('schema_version: 1\njurisdiction: "110101"\nyear: 2022\npersons: [{id: p1, income: {at_least: 5}}]', "case.yaml")
    )
    other = case.question(ON, 2023)
    assert value(other, "p1", "income") == (0, 1_000_000_000)
    assert other.narrowed == frozenset()


@pytest.mark.parametrize(
    ("facts", "months"),
    [
        ("start: 2023-01, end: 2023-04-30", (3, 4)),
        ("start: 2023-01, end: 2023-04", (2, 4)),
        ("start: 2023-04, end: 2023-04", (0, 1)),
        ("start: {to: 2023-01}, end: 2023-04", (0, 24)),
        ("start: 2023-01, end: ongoing", (0, 24)),
        ("start: 2023-01-01, end: 2023-04-30, worked: {at_least: 1}", (4, 4)),
        ("start: 2023-01-01, end: 2023-04-29, worked: {at_least: 1}", (3, Fraction(399, 100))),
        ("start: 2023-02, end: 2023-05, worked: {at_least: 3.5}", (Fraction(7, 2), 4)),
        ("start: 2023-01-01, end: 2023-04-29, worked: {at_least: 3.5}", (Fraction(7, 2), Fraction(399, 100))),
        ("start: 2023-01, end: 2023-04, worked: {at_most: 3}", (2, 3)),
        ("start: 2023-01, end: 2023-04, worked: {at_most: 2}", (2, 2)),
        ("start: 2023-01, end: 2023-04, worked: 3", (3, 3)),
        ("start: 2023-01, end: 2023-04, worked: unknown", (2, 4)),
        ("end: 2023-04, worked: {at_least: 3}", (3, 24)),
    ],
)
def test_the_length_of_a_spell_is_what_its_days_and_itself_leave(facts: str, months: tuple[object, object]) -> None:
    assert value(question(f"jobs: [{{id: j1, {facts}}}]"), "j1", "worked") == months


@pytest.mark.parametrize(
    ("facts", "start", "end"),
    [
        ("start: 2023, end: 2023-03-31", days("2023-01-01", "2023-03-31"), days("2023-03-31", "2023-03-31")),
        ("start: 2023-03-05", days("2023-03-05", "2023-03-05"), (date(2023, 3, 5).toordinal(), None)),
        ("end: 2023-03-05", (None, date(2023, 3, 5).toordinal()), days("2023-03-05", "2023-03-05")),
        ("start: 2023-03, end: {to: 2023-06-01}", days("2023-03-01", "2023-03-31"), days("2023-03-01", "2023-06-01")),
        ("start: 2023-03, end: ongoing", days("2023-03-01", "2023-03-31"), (LATEST, LATEST)),
    ],
)
def test_the_days_of_a_spell_are_in_order(facts: str, start: tuple[object, object], end: tuple[object, object]) -> None:
    asked = question(f"jobs: [{{id: j1, {facts}}}]")
    assert (value(asked, "j1", "start"), value(asked, "j1", "end")) == (start, end)


@given(st.integers(0, 130), st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_whoever_has_an_age_on_a_day_was_born_on_one_of_its_days_and_on_no_other(age: int, on: date) -> None:
    found = born(age, on)
    ages = {
        day: years_between(day.toordinal(), on.toordinal()) if day <= on else -1
        for end in (found.low, found.high)
        for day in (end - timedelta(days=1), end, end + timedelta(days=1))
    }
    assert ages[found.low] == ages[found.high] == age
    assert ages[found.low - timedelta(days=1)] == age + 1
    assert ages[found.high + timedelta(days=1)] == age - 1


FORMS: dict[str, list[Any]] = {
    "income": [5, {"at_least": 5}, {"at_least": 5, "at_most": 10}],
    "insured": [
        2,
        {"years": 2, "months": 5},
        {"months": 18},
        {"at_least": None, "at_most": 3},
        {"at_most": {"years": 2, "months": 5}},
        {"at_least": 1},
    ],
    "born": ["2000-05-06", "2000-05", "2000", 2000, {"from": "2000-05", "to": 2001}, {"age": 5, "on": "2023-09-01"}],
    "trained": ["2000-05-06", "never", "unknown", None, {"from": "2000-05-06"}],
    "graduated": ["ongoing", "2000-05", {"to": "2000"}],
}
REFUSED: dict[str, list[Any]] = {
    "income": [{}, {"at_lest": 5}, {"years": 2}, {"at_least": {"years": 2}}],
    "insured": [{"years": 2.5}, {"years": 0, "months": 12}, {"months": -1}],
    "born": ["2000-5", "2000-13", "0999", 20, {"age": 5}, {"from": "never"}, "never"],
    "trained": [{"age": 5, "on": "2023-09-01"}, "ongoing"],
}


def accepted(fact: str, said: Any) -> bool:
    data = {"schema_version": 1, "jurisdiction": "110101", "persons": [{"id": "p1", fact: copy.deepcopy(said)}]}
    try:
        return CATALOGUE.read_case(data) is not None
    except CaseError:
        return False


def test_the_schema_of_a_case_allows_the_forms_that_a_case_may_have_and_no_others() -> None:
    schema = case_model(CATALOGUE.world.vocabulary, CATALOGUE.world.jurisdictions).model_json_schema()
    properties = schema["$defs"]["Person"]["properties"]

    def fits(said: Any, one: dict[str, Any]) -> bool:
        return not list(faults(said, one, schema))

    for fact, forms in FORMS.items():
        assert all(accepted(fact, one) for one in forms), fact
        assert all(fits(one, properties[fact]) for one in forms), fact
    for fact, forms in REFUSED.items():
        assert not any(accepted(fact, one) for one in forms), fact
        assert not any(fits(one, properties[fact]) for one in forms), fact


def test_years_and_months_read_from_json_are_as_exact_as_from_yaml() -> None:
    text = '{"schema_version": 1, "jurisdiction": "110101", "persons": [{"id": "p1", "insured": {"years": 2, "months": 5}}]}'
    asked = CATALOGUE.read_case(parse(text, "case.json")).question(ON)
    assert value(asked, "p1", "insured") == (Fraction(29, 12),) * 2
    assert Decimal("2.41") < Fraction(29, 12) < Decimal("2.42")
