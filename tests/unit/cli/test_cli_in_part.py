"""What the pages say of a fact that a case states in part."""

import json
from pathlib import Path
from typing import Any

import pytest
from commands import run, write_case

CASE: dict[str, Any] = {
    "schema_version": 1,
    "jurisdiction": "640105",
    "on": "2023-12-20",
    "persons": [
        {
            "id": "p1",
            "name": "王某",
            "resides_in": "640105",
            "birth_date": {"age": 30, "on": "2023-12-20"},
            "unemployment_insurance_years": {"years": 2, "months": 5},
        }
    ],
    "enterprises": [{"id": "e1", "name": "甲公司", "place": "640105", "unit_type": "small_or_medium"}],
    "employments": [
        {
            "id": "j1",
            "person": "p1",
            "employer": "e1",
            "start": "2023-12",
            "insured_from": {"from": "2023-12-10"},
            "end": "ongoing",
            "newly_hired": True,
            "graduate": True,
            "contract_months": {"at_most": {"years": 1, "months": 6}},
        }
    ],
    "certificates": [{"id": "c1", "person": "p1", "issued": "2023-05-06", "training_start": "never"}],
    "prior_awards": [],
}


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(write_case(CASE, tmp_path / "case.yaml"))


def flat(text: str) -> str:
    """A text without spaces and line breaks, which Chinese has in the middle of words."""
    return "".join(text.split())


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        (
            "en",
            [
                "known so far: 王某's employment: December 2023",
                "known so far: 王某's employment: 10 December 2023 or later",
                "known so far: 王某's employment: no more than 18 months",
            ],
        ),
        (
            "zh",
            [
                "目前只知道：王某的用工：2023年12月 ",
                "目前只知道：王某的用工：2023年12月10日或以后",
                "目前只知道：王某的用工：至多18个月",
            ],
        ),
    ],
)
def test_a_question_says_what_is_known_so_far(file: str, lang: str, lines: list[str]) -> None:
    text = flat(run("assess", "--full", file, lang=lang).stdout)
    assert [line for line in lines if flat(line) not in text] == []


def test_a_trace_says_how_far_a_fact_is_known_and_what_never_happened(file: str) -> None:
    text = flat(run("explain", file, "--clause", "2.1").stdout)
    assert flat("start of the labour contract, as far as known: December 2023 (王某's employment, start)") in text
    assert flat("length of the labour contract, as far as known: no more than 18 months") in text
    never = flat(run("explain", file, "--clause", "19.3").stdout)
    assert flat("first day of the training for it = never (王某's skill certificate, training_start)") in never
    assert flat("year of first day of the training for it = no year") in never
    assert flat("对应培训开始日 = 从来没有") in flat(run("explain", file, "--clause", "19.3", lang="zh").stdout)


def seen(file: str, clause: str, fact: str) -> dict[str, Any]:
    data = json.loads(run("explain", file, "--clause", clause, "--format", "json").stdout)
    lines = [line for one in data["explanations"] for line in one["lines"]]
    return next(one for line in lines for one in line["seen"] if one["fact"] == fact)


def test_json_gives_both_ends(file: str) -> None:
    start = {"entity": "j1", "fact": "start", "low": "2023-12-01", "high": "2023-12-31", "node": "Fact", "status": "within"}
    assert seen(file, "2.1", "start") == start
    assert seen(file, "2.1", "contract_months")["high"] == "18"
    trained = seen(file, "19.3", "training_start")
    assert (trained["low"], trained["high"], trained["status"]) == ("never", "never", "known")


def test_years_and_months_are_read_back_as_they_were_stated(file: str) -> None:
    text = flat(run("explain", file, "--clause", "19.2").stdout)
    assert flat("= 2 years 5 months (王某, unemployment_insurance_years)") in text
    assert flat("= 2年5个月（王某，unemployment_insurance_years）") in flat(
        run("explain", file, "--clause", "19.2", lang="zh").stdout
    )
