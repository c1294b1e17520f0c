"""What the totals of a page leave out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import run
from small_world import Bench, clause, ruleset


@pytest.mark.parametrize(
    ("facts", "total"),
    [
        ({}, ""),
        ({"cost": 700}, ""),
        ({"poor": True, "cost": 700}, "at least 700 yuan"),
    ],
)
def test_a_total_that_may_be_anything_from_nothing_on_is_told_under_what_is_open_alone(
    facts: dict[str, object], total: str, bench: Bench, tmp_path: Path
) -> None:
    bench.add(ruleset(clauses={"1": clause(place=None, when=["poor"], amount={"at_least": "cost"})}, parameters={}))
    person = {"id": "p", **facts}
    case = {"schema_version": 1, "jurisdiction": "640105", "on": "2023-06-01", "prior_awards": [], "persons": [person]}
    (tmp_path / "case.json").write_text(json.dumps(case), encoding="utf-8")
    text = run("assess", "--full", str(tmp_path / "case.json"), "--rulesets", str(bench.root)).stdout
    assert ("■ Totals" in text) is bool(total), text
    assert total in text, text
    assert ("■ Open" in text) is ("poor" not in facts), text
