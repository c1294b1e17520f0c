"""What a reading says has to be told: beside whatever is given or may be, once, and never beside a refusal."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import run
from small_world import LABEL, Bench, clause, plain, ruleset

from subsidies import Catalogue, explanation
from subsidies.scenarios import FeatureError, Nameless, Untrue, run_feature

TEXTS = {"zh": "税务部门可能另有要求。", "en": "The tax office may ask for more."}
READING = {"question": LABEL, "taken": LABEL, "why": LABEL}


def written(folder: Path, **facts: Any) -> Path:
    """Two grants that rest on a reading with a warning, the second for the poor, and one that rests on a reading without."""
    bench = Bench(folder / "rulesets")
    bench.add(
        ruleset(
            readings={"any": {**READING, "warning": TEXTS}, "other": READING},
            clauses={
                "1": clause(readings=["any"]),
                "2": clause(readings=["other", "any"], when=["poor"]),
                "3": clause(readings=["other"]),
            },
        )
    )
    case = folder / "case.yaml"
    persons = [{"id": "p", "age": 30, **facts}]
    data = {"schema_version": 1, "jurisdiction": "640105", "on": date(2023, 6, 1), "persons": persons, "prior_awards": []}
    case.write_text(plain(data), encoding="utf-8")
    return case


def command(folder: Path, *arguments: str, lang: str = "en") -> str:
    result = run(*arguments, "--rulesets", str(folder / "rulesets"), lang=lang)
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("facts", "clauses"), [({"poor": True}, "1, 2"), ({}, "1, 2"), ({"poor": False}, "1")])
def test_a_warning_is_told_once_with_the_clauses_it_is_about(
    tmp_path: Path, lang: str, facts: dict[str, Any], clauses: str
) -> None:
    said = command(tmp_path, "assess", "--full", str(written(tmp_path, **facts)), lang=lang)
    assert said.count(TEXTS[lang]) == 1
    names = f"（{clauses.replace(', ', '、')}）" if lang == "zh" else f" ({clauses})"
    assert f"! {TEXTS[lang]}{names}" in said


def test_it_stands_beside_the_clause_that_is_explained_unless_that_is_refused(tmp_path: Path) -> None:
    case = written(tmp_path, poor=False)
    said = {id_: command(tmp_path, "explain", str(case), "--clause", id_) for id_ in "123"}
    assert {id_: text.count(f"! {TEXTS['en']}") for id_, text in said.items()} == {"1": 1, "2": 0, "3": 0}


def test_the_document_has_it_with_each_entitlement(tmp_path: Path) -> None:
    found = json.loads(command(tmp_path, "assess", "--full", str(written(tmp_path, poor=True)), "--format", "json"))
    assert {item["clause"]: item["warnings"] for item in found["entitlements"]} == {
        "test/1": [TEXTS],
        "test/2": [TEXTS],
        "test/3": [],
    }


def test_the_library_tells_it_too(tmp_path: Path) -> None:
    case = written(tmp_path, poor=False)
    catalogue = Catalogue(tmp_path / "rulesets")
    found = catalogue.assess(catalogue.read_case(case))
    told = {item.id: [label.en for label in explanation.warnings(catalogue.law(), found, item)] for item in found.entitlements}
    assert told == {"1": [TEXTS["en"]], "2": [], "3": []}


FEATURE = """# language: zh-CN
功能: 1 补贴
  场景: 提示
    假如 甲地的案件，提问日为2023年6月1日
    而且 没有发放过补贴
    而且 有以下个人：
      | 编号 | 贫困 |
      | 李某 | {poor} |
    当 审核该案件
    那么 条款{clause}对“李某”的结果为“{outcome}”{rest}
    而且 {line}
"""


@pytest.mark.parametrize(
    ("clause_", "poor", "line", "fault", "hint"),
    [
        ("1", "是", f"提示“{TEXTS['zh']}”", None, ""),
        ("2", "是", f"提示“{TEXTS['zh']}”", None, ""),
        ("3", "是", "提示“无”", None, ""),
        ("2", "否", "提示“无”", None, ""),
        ("1", "是", "提示“无”", Untrue, f"不应有提示，实有：{TEXTS['zh']}"),
        ("3", "是", f"提示“{TEXTS['zh']}”", Untrue, f"应提示“{TEXTS['zh']}”，实际提示：无"),
        ("1", "是", "提示“税务部门可能另有要求”", Nameless, "方案没有提示“税务部门可能另有要求”"),
    ],
)
def test_a_scenario_states_it(
    tmp_path: Path, clause_: str, poor: str, line: str, fault: type[FeatureError | Untrue] | None, hint: str
) -> None:
    written(tmp_path)
    world = tmp_path / "rulesets" / "vocabulary" / "words.yaml"
    person, poverty = '{"zh": "个人", "en": "person"}', '{"zh": "贫困", "en": "poor"}'
    text = world.read_text(encoding="utf-8")
    text = text.replace('"person": {"label": {"zh": "文", "en": "text"}', f'"person": {{"label": {person}')
    text = text.replace('"poor": {"label": {"zh": "poor", "en": "poor"}', f'"poor": {{"label": {poverty}')
    world.write_text(text, encoding="utf-8")
    places = tmp_path / "rulesets" / "jurisdictions.yaml"
    named = places.read_text(encoding="utf-8").replace('"640105": {"name": {"zh": "文"', '"640105": {"name": {"zh": "甲地"')
    places.write_text(named, encoding="utf-8")
    refused = poor == "否"
    rest, outcome = ("\n    而且 决定性条件为“贫困”", "不符合") if refused else ("，金额为1000元", "可享受")
    feature = tmp_path / "test" / "x.feature"
    feature.parent.mkdir()
    feature.write_text(FEATURE.format(clause=clause_, poor=poor, outcome=outcome, rest=rest, line=line), encoding="utf-8")
    (result,) = run_feature(feature, Catalogue(tmp_path / "rulesets"))
    if fault is None:
        assert result.fault is None, result.fault
    else:
        assert isinstance(result.fault, fault)
        assert hint in result.fault.text
