"""Rows that may have been written twice are named, and never refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidies import Catalogue, documents, explanation

CATALOGUE = Catalogue.bundled()
BORN = date(1990, 5, 1)


def case(**lists: Any) -> dict[str, Any]:
    return {"schema_version": 1, "jurisdiction": "640105", "on": date(2023, 12, 20), "prior_awards": [], **lists}


def found(**lists: Any) -> list[tuple[str, list[str]]]:
    """The kind and the entities of each warning."""
    answer = CATALOGUE.assess(CATALOGUE.read_case(case(**lists)))
    return [(one.kind, [ref.id for ref in one.entities]) for one in explanation.alike(CATALOGUE.law(), answer)]


PERSONS = [{"id": "a", "name": "甲"}, {"id": "b", "name": "乙"}]
SHOP = [{"id": "e"}, {"id": "f"}]
HIRE = {"employer": "e", "start": date(2023, 3, 1)}
CERTIFICATE = {"person": "a", "issued": date(2023, 3, 1)}


def rows(first: dict[str, Any], second: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": "x", **first}, {"id": "y", **second}]


@pytest.mark.parametrize(
    ("employments", "expected"),
    [
        (rows({**HIRE, "person": "a"}, {**HIRE, "person": "a"}), [("rows_alike", ["x", "y"])]),
        (rows({**HIRE, "person": "a"}, {**HIRE, "person": "b"}), []),
        (rows({**HIRE, "person": "a"}, {**HIRE, "person": "a", "employer": "f"}), []),
        (rows({**HIRE, "person": "a"}, {**HIRE, "person": "a", "graduate": True}), []),
        (rows({**HIRE, "person": "a"}, {**HIRE, "person": "a", "graduate": "unknown"}), [("rows_alike", ["x", "y"])]),
        # Who is not named is somebody else, and what states nothing says nothing twice.
        (rows(HIRE, HIRE), []),
        (rows({**HIRE, "person": "a"}, HIRE), []),
        (rows({"employer": "e", "person": "a"}, {"employer": "e", "person": "a"}), []),
    ],
)
def test_rows_about_one_person_that_say_the_same(employments: list[dict[str, Any]], expected: list[object]) -> None:
    assert found(persons=PERSONS, enterprises=SHOP, employments=employments) == expected


def test_a_way_left_open_that_leads_to_no_person_does_not_matter() -> None:
    training = {"person": "a", "completed": date(2023, 3, 1)}
    assert found(persons=PERSONS, trainings=rows(training, training)) == [("rows_alike", ["x", "y"])]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({"name": "甲", "birth_date": BORN}, [("not_told_apart", ["x", "y"])]),
        ({"name": "甲", "birth_date": BORN, "wage_income": 5}, [("not_told_apart", ["x", "y"])]),
        ({"name": "乙", "birth_date": BORN}, []),
        ({"name": "甲", "birth_date": date(1990, 5, 2)}, []),
        ({"name": "甲"}, []),
        ({"birth_date": BORN}, []),
        ({"name": "甲", "birth_date": "unknown"}, []),
    ],
)
def test_persons_of_one_name_and_birth(second: dict[str, Any], expected: list[object]) -> None:
    assert found(persons=rows({"name": "甲", "birth_date": BORN}, second)) == expected


def test_persons_of_whom_nothing_tells_whether_they_are_one_are_left_alone() -> None:
    households = [{"id": "h"}]
    alike = {"household": "h", "wage_income": 5}
    assert found(households=households, persons=rows(alike, alike)) == []
    assert found(households=rows({"poverty_status": "lifted"}, {"poverty_status": "lifted"})) == []


@given(st.lists(st.tuples(st.sampled_from("ab"), st.booleans()), min_size=1, max_size=6))
@settings(deadline=None, max_examples=25)
def test_every_group_is_named_once_with_all_its_rows(hires: list[tuple[str, bool]]) -> None:
    employments = [{"id": f"m{i}", **HIRE, "person": who, "graduate": graduate} for i, (who, graduate) in enumerate(hires)]
    groups: dict[tuple[str, bool], list[str]] = {}
    for i, key in enumerate(hires):
        groups.setdefault(key, []).append(f"m{i}")
    expected = [("rows_alike", ids) for ids in groups.values() if len(ids) > 1]
    assert found(persons=PERSONS, enterprises=SHOP, employments=employments) == expected


def test_the_document_names_them_with_a_text_in_both_languages() -> None:
    twice = rows(CERTIFICATE, CERTIFICATE)
    persons = [{**PERSONS[0], "birth_date": BORN}, {"id": "b", "name": "甲", "birth_date": BORN}]
    answer = CATALOGUE.assess(CATALOGUE.read_case(case(persons=persons, certificates=twice)))
    told = documents.to_dict(answer, CATALOGUE.law())["warnings"]
    assert told == [
        {
            "kind": "rows_alike",
            "entities": ["x", "y"],
            "text": {
                "zh": "职业技能证书x、y（甲）填写的内容完全相同：现在当作不同的事。如果是同一件事，请只留一行。",
                "en": "skill certificate x, y (甲) say the same in everything: each is taken for a thing of its own. "
                "If they are one, leave out the others.",
            },
        },
        {
            "kind": "not_told_apart",
            "entities": ["a", "b"],
            "text": {
                "zh": "个人a、b（甲）的称呼、出生日期相同：现在按2个计算。如果是同一个，请只留一行。",
                "en": "person a, b (甲) have the same name and date of birth: they count as 2. "
                "If they are one and the same, leave out all but one.",
            },
        },
    ]
