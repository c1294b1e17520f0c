"""A case as the engines read it: exact values, what is unknown and why, who refers to whom."""

from __future__ import annotations

import pickle
import random
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from subsidies.arithmetic.dates import LATEST
from subsidies.arithmetic.intervals import ANY
from subsidies.case import Case, Entity, Question
from subsidies.case.models import CaseModels, case_model
from subsidies.catalogue import Catalogue
from subsidies.errors import CaseError, UsageError
from subsidies.files.source import parse

CATALOGUE = Catalogue(Path(__file__).parents[2] / "good" / "catalogue")
ON = date(2023, 9, 1)
FEN = 1_000_000_000
"""The vocabulary bounds incomes at ten million yuan."""


def case(body: str, on: str = "on: 2023-09-01") -> Case:
    return CATALOGUE.read_case(parse(f'schema_version: 1\njurisdiction: "110101"\n{on}\n{body}', "case.yaml"))


def question(body: str, **more: Any) -> Question:
    return case(body).question(**more)


def value(asked: Question, id_: str, fact: str) -> Any:
    entity = asked.by_id[id_]
    return entity.values[CATALOGUE.world.vocabulary.fact(entity.kind, fact).slot]


def person(facts: str, fact: str, **more: Any) -> Any:
    return value(question(f"persons: [{{id: p1, {facts}}}]", **more), "p1", fact)


@pytest.mark.parametrize(
    ("facts", "fact", "expected"),
    [
        ("income: 12000.5", "income", (1_200_050, 1_200_050)),
        ("income: 0", "income", (0, 0)),
        ("wages: 3", "income", (300, 300)),
        ("name: a", "income", (0, FEN)),
        ("income: null", "income", (0, FEN)),
        ("income: unknown", "income", (0, FEN)),
        ("months: 7.25", "months", (Fraction(29, 4), Fraction(29, 4))),
        ("months: unknown", "months", (0, 9)),
        ("days_away: unknown", "days_away", (0, 244)),
        ("days: unknown", "days", (1, 366)),
        ("veteran: true", "veteran", True),
        ("veteran: false", "veteran", False),
        ("veteran: unknown", "veteran", None),
        ("level: high", "level", "high"),
        ("level: unknown", "level", None),
        ("name: 甲", "name", "甲"),
        ("born: 1990-02-28", "born", (date(1990, 2, 28).toordinal(),) * 2),
        ("born: unknown", "born", (None, ON.toordinal())),
        ('lives_in: "110102"', "lives_in", CATALOGUE.world.jurisdictions.spans["110102"]),
        ("lives_in: unknown", "lives_in", ANY),
    ],
)
def test_values_are_exact_and_the_unknown_is_all_that_may_be(facts: str, fact: str, expected: object) -> None:
    assert person(facts, fact) == expected


def test_an_ongoing_end_is_later_than_any_day_and_an_unknown_one_is_any() -> None:
    asked = question("jobs: [{id: j1, end: ongoing}, {id: j2, end: unknown}, {id: j3}]")
    assert [value(asked, id_, "end") for id_ in ("j1", "j2", "j3")] == [(LATEST, LATEST), ANY, ANY]


def test_a_day_in_the_past_that_may_not_have_come_is_checked_like_any_other_and_any_day_when_unknown() -> None:
    asked = question("persons: [{id: p1, graduated: ongoing}, {id: p2, graduated: unknown}, {id: p3, graduated: 2023-09-01}]")
    assert [value(asked, id_, "graduated") for id_ in ("p1", "p2")] == [(LATEST, LATEST), ANY]
    with pytest.raises(CaseError, match="2023-09-02 is after the day of the question"):
        question("persons: [{id: p1, graduated: 2023-09-02}]")


def test_the_schema_of_a_case_says_where_something_may_go_on() -> None:
    schema = case_model(CATALOGUE.world.vocabulary, CATALOGUE.world.jurisdictions).model_json_schema()["$defs"]
    words = {name: schema["Person"]["properties"][name]["anyOf"][1]["enum"] for name in ("born", "graduated")}
    assert words == {"born": ["unknown", None], "graduated": ["ongoing", "unknown", None]}


@pytest.mark.parametrize(
    ("facts", "months"),
    [
        ("start: 2023-01-01, end: 2023-04-30", (4, 4)),
        ("start: 2023-01-10, end: 2023-05-12", (4, 4)),
        ("start: 2023-01-10, end: 2023-05-05", (3, 3)),
        ("start: 2023-01-10, left: 2023-05-05, worked: unknown", (3, 3)),
        ("start: 2023-01-10, end: 2023-05-05, worked: 3.85", (Fraction(77, 20), Fraction(77, 20))),
        ("start: 2023-01-30, end: 2023-02-27", (0, 0)),
        ("start: 2023-01-30, end: 2023-02-28", (1, 1)),
        ("start: 2023-01-10, end: ongoing", (0, 24)),
        ("start: 2023-01-10, end: ongoing, worked: 7", (7, 7)),
        ("start: 2023-01-10", (0, 24)),
        ("end: 2023-01-10, worked: unknown", (0, 24)),
    ],
)
def test_the_length_of_a_spell_follows_from_its_days(facts: str, months: tuple[object, object]) -> None:
    assert value(question(f"jobs: [{{id: j1, {facts}}}]"), "j1", "worked") == months


def test_the_length_that_follows_is_not_asked_for() -> None:
    assert question("jobs: [{id: j1, start: 2023-01-10, end: 2023-05-05, worked: unknown}]").asked == frozenset()
    assert len(question("jobs: [{id: j1, start: 2023-01-10, worked: unknown}]").asked) == 1


def test_asked_and_not_known_is_told_apart_from_not_asked() -> None:
    asked = question("persons: [{id: p1, veteran: unknown, student: null}]")
    (entity,) = asked.entities["person"]
    slot = CATALOGUE.world.vocabulary.fact("person", "veteran").slot
    assert asked.asked == {(entity.index, "veteran")}
    assert entity.values[slot] is None


@pytest.mark.parametrize(
    ("stated", "year", "known"),
    [("", None, True), ("", 2023, True), ("", 2022, False), ("year: 2022", None, True), ("year: 2022", 2023, False)],
)
def test_facts_marked_per_year_are_about_the_year_of_the_case_only(stated: str, year: int | None, known: bool) -> None:
    asked = case(f"{stated}\npersons: [{{id: p1, income: 5, days: 7}}]").question(year=year)
    assert value(asked, "p1", "income") == ((500, 500) if known else (0, FEN))
    assert value(asked, "p1", "days") == (7, 7)


@pytest.mark.parametrize(
    ("on", "year", "months", "days"),
    [
        (date(2023, 4, 5), 2023, 4, 95),
        (date(2023, 12, 1), 2023, 12, 335),
        (date(2023, 1, 1), 2023, 1, 1),
        (date(2024, 12, 31), 2024, 12, 366),
        (date(2024, 1, 1), 2023, 12, 365),
        (date(2025, 1, 1), 2024, 12, 366),
        (date(2022, 12, 31), 2023, 0, 0),
    ],
)
def test_of_a_year_no_more_counts_than_has_begun(on: date, year: int, months: int, days: int) -> None:
    facts = [("months", months), ("days_away", days)]
    unknown = case("persons: [{id: p1}]", on="").question(on, year)
    assert [value(unknown, "p1", name) for name, _ in facts] == [(0, most) for _, most in facts]
    for name, most in facts:
        stated = case(f"year: {year}\npersons: [{{id: p1, {name}: {most}}}]", on="").question(on, year)
        assert value(stated, "p1", name) == (most, most)
        if most < {"months": 12, "days_away": 366}[name]:
            with pytest.raises(CaseError, match=f"{name} says {most + 1} .* of {year}"):
                case(f"year: {year}\npersons: [{{id: p1, {name}: {most + 1}}}]", on="").question(on)


def test_the_day_comes_from_the_question_or_else_from_the_case() -> None:
    assert case("").question().on == ON
    assert case("").question(date(2024, 1, 2)).on == date(2024, 1, 2)
    assert case("").question(date(2024, 1, 2)).year == 2024
    assert case("", on="").question(ON).on == ON
    with pytest.raises(UsageError, match="no date"):
        case("", on="").question()


def test_a_day_of_birth_is_checked_against_each_day_asked_for() -> None:
    born = case("persons: [{id: p1, born: 2023-08-31}]")
    assert born.question()
    with pytest.raises(CaseError, match="2023-08-31 is after the day of the question, 2023-08-30"):
        born.question(date(2023, 8, 30))


def test_the_same_question_is_converted_once() -> None:
    asked = case("persons: [{id: p1}]")
    assert asked.question() is asked.question(ON, 2023)
    assert asked.question(year=2022) is not asked.question()


WHO = """households: [{id: h1}, {id: h2}]
persons: [{id: p1, household: h1}, {id: p2, household: h1}, {id: p3, household: h2}]
"""


def members(asked: Question, id_: str, name: str = "members") -> tuple[list[str], list[str], bool]:
    found = asked.by_id[id_].lists[name]
    return [item.id for item in found.members], [item.id for item in found.doubtful], found.complete


def test_references_become_lists_seen_from_the_other_end() -> None:
    asked = question(WHO)
    assert members(asked, "h1") == (["p1", "p2"], [], True)
    assert members(asked, "h2") == (["p3"], [], True)
    assert [link and link.id for link in asked.by_id["p3"].links] == ["h2"]


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        (WHO, True),
        (WHO + "complete: {persons: true}", True),
        (WHO + "complete: {persons: false}", False),
        ("households: [{id: h1}]", False),
        ("households: [{id: h1}]\npersons: []", True),
    ],
)
def test_a_list_that_is_there_is_complete_unless_said_otherwise(body: str, whole: bool) -> None:
    assert members(question(body), "h1")[2] is whole


def test_what_nobody_says_whom_it_belongs_to_may_belong_to_any() -> None:
    asked = question(WHO.replace("id: p3, household: h2", "id: p3"))
    assert members(asked, "h1") == (["p1", "p2"], ["p3"], True)
    assert members(asked, "h2") == ([], ["p3"], True)
    assert pickle.loads(pickle.dumps(asked)) == asked
    twin = asked.with_values({})
    assert twin.by_id["h1"].lists["members"].doubtful is twin.by_id["h2"].lists["members"].doubtful
    assert twin == asked


def test_a_relation_may_lead_to_one_of_several_entities() -> None:
    asked = question("enterprises: [{id: e1}]\ninstitutions: [{id: i1}]\njobs: [{id: j1, employer: e1}, {id: j2, employer: i1}]")
    assert members(asked, "e1", "jobs") == (["j1"], [], True)
    assert members(asked, "i1", "jobs") == (["j2"], [], True)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("", None),
        ("prior_awards: null", None),
        ("prior_awards: []", ()),
        (
            "prior_awards: [{clause: work-2023/2, subject: p1, payee: p1, year: 2022, amount: 12.34, months: 3}]",
            (("work-2023/2", "p1", "p1", 2022, (1234, 1234), 3),),
        ),
        ("prior_awards: [{clause: work-2023/2, subject: p1}]", (("work-2023/2", "p1", None, None, (0, None), None),)),
        (
            "prior_awards: [{clause: work-2023/2, subject: p1, on: 2022-07, amount: {at_least: 1000, at_most: 3800}}]",
            (("work-2023/2", "p1", None, 2022, (100_000, 380_000), None),),
        ),
        (
            "prior_awards: [{clause: work-2023/2, subject: p1, on: {from: 2021-11, to: 2022-02}, amount: {at_most: 3800}}]",
            (("work-2023/2", "p1", None, None, (0, 380_000), None),),
        ),
        ("prior_awards: [{clause: work-2023/2, subject: p1, on: 2022}]", (("work-2023/2", "p1", None, 2022, (0, None), None),)),
    ],
)
def test_prior_awards_are_none_unknown_or_these(stated: str, expected: object) -> None:
    awards = question(f"persons: [{{id: p1}}]\n{stated}").prior_awards
    found = awards and tuple((a.clause, a.subject.id, a.payee and a.payee.id, a.year, a.amount, a.months) for a in awards)
    assert (found if awards else awards) == expected


def test_other_values_make_another_question_and_leave_this_one_alone() -> None:
    asked = question(WHO.replace("id: p1", "id: p1, veteran: true"))
    before: Entity = asked.by_id["p1"]
    slot = CATALOGUE.world.vocabulary.fact("person", "veteran").slot
    changed = asked.with_values({(before.index, slot): False})
    assert value(changed, "p1", "veteran") is False
    assert value(asked, "p1", "veteran") is True
    assert changed.by_id["h1"].lists["members"].members[0] is changed.by_id["p1"]
    assert changed.by_id["p1"].links[0] is changed.by_id["h1"]


def test_ten_thousand_entities_are_allowed() -> None:
    people = "".join(f"  - {{id: p{number}}}\n" for number in range(10_000))
    assert len(question(f"persons:\n{people}").entities["person"]) == 10_000


def test_an_empty_case_is_a_case() -> None:
    assert question("").entities["person"] == ()
    assert question("").complete["person"] is False


def test_there_are_no_more_models_than_kinds_of_entity() -> None:
    """However cases combine lists, what has stood in a list once is read by a model that the next case finds."""
    models = CaseModels(CATALOGUE.world.vocabulary, CATALOGUE.world.jurisdictions)
    lists = CATALOGUE.world.vocabulary.lists
    rnd = random.Random(3)
    made = {id(models.for_lists(frozenset(rnd.sample(sorted(lists), rnd.randrange(len(lists)))))) for _ in range(300)}
    assert len(made) <= len(lists)
    assert models.for_lists(frozenset()) is models.for_lists(frozenset(sorted(lists)[:1]))
