"""Tables of amounts: a value that a table does not name has no amount, whoever the value is looked up for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from written import GOOD, IDENTITY, clause, definition

from subsidies.catalogue import Catalogue
from subsidies.determination import Outcome
from subsidies.files.source import parse

PAYABLE, NOT_ENTITLED = Outcome.PAYABLE, Outcome.NOT_ENTITLED


def paid(folder: Path, amount: str, definitions: str = "", *when: str) -> list[tuple[Outcome, object]]:
    """The outcome and the amount in fen for a person of the low level and one of the high, each with one job."""
    shutil.copytree(GOOD / "vocabulary", folder / "vocabulary")
    shutil.copy(GOOD / "jurisdictions.yaml", folder)
    path = folder / "110100-city" / "work-2023" / "1.0.0.yaml"
    path.parent.mkdir(parents=True)
    sums = "parameters:\n  sums: {value: {low: 100}, unit: yuan, cite: 第一条}\n"
    if definitions:
        sums += f"definitions:\n{definitions}"
    path.write_text(f"{sums}clauses:\n{clause('1', *when, amount=amount)}{IDENTITY}\n", encoding="utf-8")
    catalogue = Catalogue(folder)
    case = """schema_version: 1
jurisdiction: "110101"
on: 2023-09-01
persons: [{id: p1, level: low, months: 3}, {id: p2, level: high, months: 0}]
jobs: [{id: j1, person: p1, pay: 1}, {id: j2, person: p2, pay: 1}]
prior_awards: []
"""
    found = catalogue.assess(catalogue.read_case(parse(case, "case.yaml"))).entitlements
    return [(item.outcome, item.amounts[0].low if item.amounts else None) for item in found]


@pytest.mark.parametrize(
    ("amount", "definitions", "expected"),
    [
        ("p.sums[level]", "", [(PAYABLE, 10000), (NOT_ENTITLED, None)]),
        ("sum", definition("sum", "p.sums[level]"), [(PAYABLE, 10000), (NOT_ENTITLED, None)]),
        ("sum(p.sums[level] for j in jobs)", "", [(PAYABLE, 10000), (NOT_ENTITLED, None)]),
        ("sum(p.sums[j.person.level] for j in jobs)", "", [(PAYABLE, 10000), (NOT_ENTITLED, None)]),
        # Who is not counted need not be named, and a table in a branch is looked up only there.
        ("sum(p.sums[j.person.level] for j in jobs if j.person.months > 0)", "", [(PAYABLE, 10000), (PAYABLE, 0)]),
        ("p.sums[level] if months > 0 else 0", "", [(PAYABLE, 10000), (PAYABLE, 0)]),
    ],
)
def test_a_value_that_a_table_does_not_name(tmp_path: Path, amount: str, definitions: str, expected: list[object]) -> None:
    assert paid(tmp_path, amount, definitions) == expected


def test_a_value_that_a_table_does_not_name_for_a_member_whom_it_is_a_filter_for(tmp_path: Path) -> None:
    named = "p.sums[j.person.level] > 0"
    amount = f"max(p.sums[j.person.level] for j in jobs if {named})"
    assert paid(tmp_path, amount, "", f"any({named} for j in jobs)") == [(PAYABLE, 10000), (NOT_ENTITLED, None)]
