"""How much of what a provision gives is on offer: a figure that is told and pinned, and no sum that anybody is owed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from small_world import LABEL, Bench, clause, ruleset

from subsidies import Catalogue, Outcome
from subsidies.documents import to_dict
from subsidies.errors import RulesetError
from subsidies.wording import amount
from subsidies_cli.app import app

STEPS = """\
    那么 条款1对“甲”的结果为“另行决定”
    而且 内容为：
      | 项目 | 数额   |
      | 车间 | {} |
      | 贷款 | 至多15000000元 |
"""


def posts(**changes: Any) -> dict[str, Any]:
    said = {key: value for key, value in clause(kind="loan_ceiling").items() if key not in ("payee", "every", "amount")}
    supply = [
        {"exact": "p.shops", "label": {"zh": "车间", "en": "workshops"}, "counted_in": {"zh": "个", "en": "sites"}},
        {"at_most": "p.loans", "label": {"zh": "贷款", "en": "loans"}},
    ]
    figures = {
        "shops": {"value": 6, "unit": "count", "cite": "1"},
        "loans": {"value": 15_000_000, "unit": "yuan", "word": "最高", "cite": "1"},
    }
    provision = {**said, "missing": LABEL, "reason": "discretionary", "supply": supply, **changes}
    return ruleset(parameters=figures, provisions={"1": provision})


def test_the_figures_are_told_and_are_in_no_total(bench: Bench) -> None:
    bench.add(posts())
    found = bench.assess({})
    (item,) = found.entitlements
    assert (item.outcome, item.is_money) == (Outcome.DECIDED_ELSEWHERE, False)
    assert [(amount.bound, amount.low, amount.high) for amount in item.amounts] == [
        ("exact", 6, 6),
        ("ceiling", 0, 1_500_000_000),
    ]
    assert found.totals == ()
    data = json.loads(json.dumps(to_dict(found, Catalogue(bench.root).law())))
    assert [amount["label"]["en"] for amount in data["entitlements"][0]["amounts"]] == ["workshops", "loans"]


def test_one_figure_alone_is_no_sum_of_money_either(bench: Bench) -> None:
    figures = posts()
    figures["provisions"]["1"]["supply"].pop(0)
    del figures["parameters"]["shops"]
    bench.add(figures)
    found = bench.assess({})
    assert (found.entitlements[0].is_money, found.totals) == (False, ())


def test_pages_say_what_is_on_offer(bench: Bench, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    bench.add(posts())
    case = tmp_path / "case.yaml"
    case.write_text('{schema_version: 1, jurisdiction: "640105", on: 2023-06-01, persons: [{id: p}]}', encoding="utf-8")

    def shown(command: str, lang: str) -> str:
        arguments = [command, str(case), "--full", "--rulesets", str(bench.root), "--lang", lang]
        return " ".join(CliRunner().invoke(app, arguments, env={"COLUMNS": "80"}).stdout.split())

    assert "on offer in all: workshops 6 sites, loans at most 15,000,000 yuan" in shown("assess", "en")
    assert "共提供：车间 6个、贷款 最高15,000,000元" in shown("assess", "zh")
    assert "on offer to all who apply: workshops: 6 sites" in shown("explain", "en")


@pytest.mark.parametrize(("figure", "passed"), [("6个", True), ("7个", False)])
def test_a_scenario_pins_the_figure(bench: Bench, figure: str, passed: bool) -> None:
    bench.add(posts())
    result = bench.scenario(STEPS.format(figure))
    assert result.passed is passed, result.fault


@pytest.mark.parametrize(
    ("word", "zh", "en"),
    [("左右", "6个左右", "about 6 sites"), ("平均", "平均6个", "6 sites on average"), (None, "6个", "6 sites")],
)
def test_what_a_text_gives_as_about_so_much_is_told_and_pinned_so(bench: Bench, word: str | None, zh: str, en: str) -> None:
    plan = posts()
    if word is not None:
        plan["parameters"]["shops"]["word"] = word
    bench.add(plan)
    found = bench.assess({})
    workshops = found.entitlements[0].amounts[0]
    assert (amount(workshops, "zh"), amount(workshops, "en"), workshops.about) == (zh, en, word)
    data = to_dict(found, Catalogue(bench.root).law())
    assert data["entitlements"][0]["amounts"][0]["about"] == word
    for said in ("6个左右", "平均6个", "6个"):
        fault = bench.scenario(STEPS.format(said)).fault
        assert fault is None if said == zh else f"应为{said}，实为{zh}" in str(fault)


@pytest.mark.parametrize("word", ["左右", "平均"])
def test_nobody_is_owed_about_so_much(bench: Bench, word: str) -> None:
    figures = {"sum": {"value": 1000, "unit": "yuan", "cite": "1", "word": word}}
    bench.add(ruleset(parameters=figures, clauses={"1": clause()}))
    with pytest.raises(RulesetError) as caught:
        Catalogue(bench.root).law()
    assert [item.kind for item in caught.value.findings] == ["about_so_much"]
