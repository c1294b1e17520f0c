"""A day on which a document is not in force is said first, before anything that it gives."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import run
from small_world import Bench, clause, ruleset


def lines(bench: Bench, tmp_path: Path, on: str, lang: str) -> list[str]:
    path = tmp_path / "case.json"
    data = {"schema_version": 1, "on": on, "jurisdiction": "640105", "prior_awards": [], "persons": [{"id": "p", "ill": True}]}
    path.write_text(json.dumps(data), encoding="utf-8")
    return run("assess", "--full", str(path), "--rulesets", str(bench.root), lang=lang).stdout.splitlines()


def policy(name: str, start: date, end: date | None) -> dict[str, Any]:
    effective = {"from": start, "to": end}
    return ruleset(policy=name, effective=effective, published=start, clauses={"1": clause(when=["ill"])})


@pytest.mark.parametrize(
    ("on", "zh", "en"),
    [
        ("2023-12-31", "beta（自2024年3月1日起）", "beta (from 1 March 2024)"),
        (
            "2024-01-01",
            "alpha（2023年1月1日至2023年12月31日）、beta（自2024年3月1日起）",
            "alpha (1 January 2023 to 31 December 2023), beta (from 1 March 2024)",
        ),
        ("2024-03-01", "alpha（2023年1月1日至2023年12月31日）", "alpha (1 January 2023 to 31 December 2023)"),
    ],
)
def test_documents_that_are_not_in_force_are_named_below_the_question(
    bench: Bench, tmp_path: Path, on: str, zh: str, en: str
) -> None:
    bench.add(policy("alpha", date(2023, 1, 1), date(2023, 12, 31)))
    bench.add(policy("beta", date(2024, 3, 1), None))
    said = "".join(line.strip() for line in lines(bench, tmp_path, on, "zh"))
    assert f"! 提问当日不在适用期内：{zh}依据：" in said
    said = " ".join(line.strip() for line in lines(bench, tmp_path, on, "en"))
    assert f"! Not in force on the day of the question: {en} By: " in said


def test_nothing_is_said_of_days_where_all_are_in_force(bench: Bench, tmp_path: Path) -> None:
    bench.add(policy("alpha", date(2023, 1, 1), date(2023, 12, 31)))
    assert not any("不在适用期内" in line for line in lines(bench, tmp_path, "2023-06-01", "zh"))
