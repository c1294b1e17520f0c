"""A sum that is given each month is told as one wherever it stands by itself, so that it is not taken for that of the year."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import run
from small_world import LABEL, Bench, clause, plain, ruleset

MONTHS: dict[str, Any] = {"for": "person", "cite": "1", "label": LABEL, "is": "months_of_year_within(year, started, p.end, on)"}
FIGURES: dict[str, Any] = {
    "sum": {"value": 200, "unit": "yuan", "cite": "1"},
    "end": {"value": date(2024, 12, 31), "unit": "date", "cite": "1", "word": "以内"},
    "most": {"value": 2, "unit": "month", "cite": "1", "word": "最多"},
}


def said(folder: Path, command: str, lang: str, facts: dict[str, Any], limits: list[dict[str, Any]], every: str = "month") -> str:
    """What a command says of 200 yuan for each month from the start to the day of the question."""
    bench = Bench(folder / "rulesets")
    monthly = every == "month"
    rule = clause(every=every, when=["poor"], **({"months": "months_there"} if monthly else {}))
    unused = {"end"} if not monthly else set()
    figures = {name: item for name, item in FIGURES.items() if name not in unused and (name != "most" or limits)}
    there = {"months_there": MONTHS} if monthly else {}
    bench.add(ruleset(parameters=figures, definitions=there, clauses={"1": rule}, limits=limits))
    data = {"schema_version": 1, "jurisdiction": "640105", "on": "2023-06-01", "prior_awards": []}
    case = folder / "case.yaml"
    case.write_text(plain({**data, "persons": [{"id": "p", "started": "2023-02-01", **facts}]}), encoding="utf-8")
    more = ("--clause", "1") if command == "explain" else ("--full",)
    result = run(command, str(case), *more, "--rulesets", str(bench.root), lang=lang)
    assert result.exit_code == 0, result.stderr
    return " ".join(result.stdout.split())


@pytest.mark.parametrize(("lang", "words"), [("en", "200 yuan for each month: the applicant"), ("zh", "每月200元：本人")])
def test_what_is_open(tmp_path: Path, lang: str, words: str) -> None:
    assert words in said(tmp_path, "assess", lang, {"poor": "unknown"}, [])


def test_what_is_open_by_the_year_has_no_such_word(tmp_path: Path) -> None:
    page = said(tmp_path, "assess", "en", {"poor": "unknown"}, [], every="year")
    assert "200 yuan: the applicant" in page
    assert "each month" not in page


def test_an_explanation_tells_the_sum_of_a_month_and_what_is_payable(tmp_path: Path) -> None:
    page = said(tmp_path, "explain", "en", {"poor": True}, [])
    assert "cash: 200 yuan for each month" in page
    assert "payable: 1,000 yuan" in page
    assert "after limits" not in page


def test_limits_that_leave_fewer_months_are_told_as_such(tmp_path: Path) -> None:
    limit = {"id": "l", "title": LABEL, "over": ["1"], "per": ["person"], "at_most": {"months": "p.most"}, "cite": "1"}
    page = said(tmp_path, "explain", "en", {"poor": True}, [limit])
    assert "cash: 200 yuan for each month" in page
    assert "after limits: 400 yuan" in page
