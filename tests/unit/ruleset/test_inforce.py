"""When a clause is in force: the days of the plan, its qualifying day, what runs on after it, late claims and drafts."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from written import GOOD, IDENTITY, clause, parameter

from subsidies.catalogue import Catalogue
from subsidies.determination import Determination, Outcome
from subsidies.files.source import parse

PAYABLE, POSSIBLE, OUT = Outcome.PAYABLE, Outcome.POSSIBLE, Outcome.NOT_IN_FORCE


def assessed(
    folder: Path, rule: str, on: str, year: int | None = None, start: str = "null", status: str = "issued"
) -> Determination:
    """One clause of a plan for 1 March to 31 December 2023, whose facts count from 1 January."""
    shutil.copytree(GOOD / "vocabulary", folder / "vocabulary")
    shutil.copy(GOOD / "jurisdictions.yaml", folder)
    path = folder / "110100-city" / "work-2023" / "1.0.0.yaml"
    path.parent.mkdir(parents=True)
    parameters = parameter("sum", 100, "yuan") + (parameter("year", 12, "month") if "p.year" in rule else "")
    identity = IDENTITY.replace("status: issued", f"status: {status}")
    path.write_text(f"parameters:\n{parameters}clauses:\n{rule}{identity}\n", encoding="utf-8")
    catalogue = Catalogue(folder)
    case = f"""schema_version: 1
jurisdiction: "110101"
persons: [{{id: p1, veteran: true}}]
jobs: [{{id: j1, person: p1, start: {start}}}]
prior_awards: []
"""
    return catalogue.assess(catalogue.read_case(parse(case, "case.yaml")), date.fromisoformat(on), year=year)


def outcome(determination: Determination) -> Outcome:
    (entitlement,) = determination.entitlements
    return entitlement.outcome


PLAIN = clause("1", "veteran", amount="p.sum")
STATED = clause("1", "veteran", amount="p.sum", window="stated")


@pytest.mark.parametrize(
    ("rule", "on", "year", "expected"),
    [
        (PLAIN, "2023-02-28", None, OUT),
        (PLAIN, "2023-03-01", None, PAYABLE),
        (PLAIN, "2023-12-31", None, PAYABLE),
        (PLAIN, "2023-12-31", 2022, OUT),
        (PLAIN, "2023-12-31", 2024, OUT),
        (PLAIN, "2024-01-01", None, OUT),
        # A late claim for the year of the plan is left open, unless the clause says until when it may be made.
        (PLAIN, "2024-01-01", 2023, POSSIBLE),
        (STATED, "2024-01-01", 2023, OUT),
        (STATED, "2023-12-31", 2023, PAYABLE),
    ],
)
def test_the_day_of_the_question_and_the_year_assessed(
    tmp_path: Path, rule: str, on: str, year: int | None, expected: Outcome
) -> None:
    assert outcome(assessed(tmp_path, rule, on, year)) == expected


def job(every: str, **more: str) -> str:
    return clause("1", "person.veteran", amount="p.sum", for_="job", payee="person", every=every, at="start", **more)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2022-12-31", OUT),
        ("2023-01-01", PAYABLE),
        ("2023-12-31", PAYABLE),
        ("2024-01-01", OUT),
        ("null", POSSIBLE),
    ],
)
def test_the_qualifying_day_lies_in_the_days_from_which_facts_count(tmp_path: Path, start: str, expected: Outcome) -> None:
    assert outcome(assessed(tmp_path, job("once"), "2023-12-31", start=start)) == expected


@pytest.mark.parametrize(
    ("rule", "on", "expected"),
    [
        (job("once"), "2023-12-31", PAYABLE),
        (job("once"), "2024-01-01", POSSIBLE),
        (job("once", window="stated"), "2024-01-01", OUT),
        (job("once", runs_on="p.year"), "2024-02-09", PAYABLE),
        (job("once", runs_on="p.year"), "2024-02-10", POSSIBLE),
        (job("once", runs_on="p.year", window="stated"), "2024-02-10", OUT),
        (job("year", runs_on="p.year"), "2024-12-31", PAYABLE),
        # It ran into 2024: the next year has none of it.
        (job("year", runs_on="p.year"), "2025-01-01", OUT),
    ],
)
def test_a_benefit_that_runs_on_can_be_asked_for_after_the_plan(tmp_path: Path, rule: str, on: str, expected: Outcome) -> None:
    assert outcome(assessed(tmp_path, rule, on, start="2023-02-10")) == expected


@pytest.mark.parametrize(("year", "expected"), [(2022, OUT), (2023, POSSIBLE), (2024, POSSIBLE), (2025, OUT)])
def test_years_that_a_benefit_ran_in_can_be_asked_for_late(tmp_path: Path, year: int, expected: Outcome) -> None:
    assert outcome(assessed(tmp_path, job("year", runs_on="p.year"), "2025-01-01", year, start="2023-02-10")) == expected


@pytest.mark.parametrize(("on", "expected"), [("2023-06-01", PAYABLE), ("2024-01-01", POSSIBLE), ("2023-02-28", OUT)])
def test_a_draft_decides_nothing_and_is_told_as_if_it_were_in_force(tmp_path: Path, on: str, expected: Outcome) -> None:
    determination = assessed(tmp_path, PLAIN, on, 2023, status="draft")
    assert (determination.entitlements, determination.totals) == ((), ())
    assert determination.if_in_force is not None
    assert outcome(determination.if_in_force) == expected
