"""An amount of which nothing is known yet is told by how it is reckoned."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import run
from small_world import Bench, clause, ruleset

from subsidies.i18n import Language


def shown(bench: Bench, tmp_path: Path, lang: Language, amount: Any, **facts: Any) -> str:
    figures = {
        "share": {"value": 0.25, "unit": "ratio", "cite": "1"},
        "cap": {"value": 5000, "unit": "yuan", "cite": "1"},
        "grant": {"value": 1000, "unit": "yuan", "cite": "1"},
    }
    used = {name: said for name, said in figures.items() if f"p.{name}" in str(amount)}
    bench.add(ruleset(parameters=used, clauses={"1": clause(amount=amount, when=["ill"])}))
    path = tmp_path / "case.json"
    data = {"schema_version": 1, "on": "2023-06-01", "jurisdiction": "640105", "prior_awards": []}
    path.write_text(json.dumps({**data, "persons": [{"id": "p", **facts}]}), encoding="utf-8")
    return " ".join(run("assess", "--full", str(path), "--rulesets", str(bench.root), lang=lang).stdout.split())


@pytest.mark.parametrize(
    ("amount", "lang", "said"),
    [
        ("p.share * cost", "en", "✓ 1 text: 25% × cost (not known yet) for"),
        ("p.share * cost", "zh", "✓ 1 文：25% × cost（尚不确定） 对象"),
        ({"at_most": "p.share * cost"}, "en", "✓ 1 text: at most 25% × cost (not known yet) for"),
        ({"at_least": "p.share * cost"}, "en", "✓ 1 text: at least 25% × cost (not known yet) for"),
        ("min(p.share * cost, p.cap)", "en", "✓ 1 text: 0 yuan to 5,000 yuan for"),
        ({"from": "p.grant", "to": "p.grant + p.share * cost"}, "en", "✓ 1 text: ≥ 1,000 yuan for"),
    ],
)
def test_what_is_payable(bench: Bench, tmp_path: Path, amount: Any, lang: Language, said: str) -> None:
    assert said in shown(bench, tmp_path, lang, amount, ill=True)


def test_what_is_open(bench: Bench, tmp_path: Path) -> None:
    assert "25% × cost (not known yet): the applicant turns on [1] [2]" in shown(bench, tmp_path, "en", "p.share * cost")


def test_what_is_known_is_a_sum(bench: Bench, tmp_path: Path) -> None:
    assert "✓ 1 text: 250 yuan for" in shown(bench, tmp_path, "en", "p.share * cost", ill=True, cost=1000)
