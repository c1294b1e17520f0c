"""``subsidies vocabulary search``: a word found by what it is called, asked or may say."""

from __future__ import annotations

import json

import pytest
from commands import run

from subsidies import Catalogue
from subsidies.vocabulary.search import search

VOCABULARY = Catalogue.bundled().world.vocabulary


def names(*words: str) -> list[str]:
    return [one.name for one in search(VOCABULARY, words)]


def test_what_is_called_so_comes_before_what_only_says_so() -> None:
    assert names("高校毕业生")[0] == "employment.graduate"
    assert {"employment.hire_group", "person.startup_group"} <= set(names("高校毕业生")[1:])
    assert names("graduate")[0] == "employment.graduate"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["insurance", "YEARS"], "person.unemployment_insurance_years"),
        (["脱贫"], "household.poverty_status"),
        (["poverty_status"], "household.poverty_status"),
        (["employer"], "employment.employer"),
        (["employments"], "employment"),
    ],
)
def test_by_any_of_its_texts_in_either_language(words: list[str], expected: str) -> None:
    assert expected in names(*words)


def test_all_words_have_to_be_there() -> None:
    assert set(names("毕业", "招用")) < set(names("毕业"))
    assert names("毕业", "zzz") == []


def test_the_page_has_both_labels_and_what_a_fact_may_say() -> None:
    text = " ".join(run("vocabulary", "search", "poverty_status", lang="en").stdout.split())
    assert "· household.poverty_status" in text
    assert "values: lifted lifted out of poverty" in text
    chinese = run("vocabulary", "search", "高校毕业生", lang="zh").stdout
    assert "是否高校毕业生？" in chinese
    assert "truth value" not in chinese
    relation = " ".join(run("vocabulary", "search", "employment.employer", lang="en").stdout.split())
    assert "leads to enterprise, institution" in relation


def test_as_data_and_where_there_is_nothing() -> None:
    data = json.loads(run("vocabulary", "search", "poverty_status", "--format", "json").stdout)
    (found,) = [one for one in data["found"] if one["name"] == "household.poverty_status"]
    assert (found["kind"], found["type"], "lifted" in found["values"]) == ("fact", "enum", True)
    nothing = run("vocabulary", "search", "zzz", lang="en")
    assert nothing.exit_code == 1
    assert "Nothing in the vocabulary has these words." in nothing.stdout
    assert json.loads(run("vocabulary", "search", "zzz", "--format", "json").stdout)["found"] == []
