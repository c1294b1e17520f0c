"""Every kind of benefit can be named in a scenario, and those of money can be added up."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from subsidies.catalogue import Catalogue
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.scenarios import Result, Untrue, run_feature
from subsidies.scenarios.state import KEPT

GOOD = Path(__file__).parents[2] / "good" / "catalogue"
RULESET = "110100-city/work-2023/1.0.0.yaml"
RULES = """
parameters:
  grant: {{value: 1500, unit: yuan, cite: 第二条}}
clauses:
  "2":
    title: {{zh: 务工补贴, en: Work grant}}
    article: 第二条
    for: person
    payee: {payee}
    kind: {code}
    every: year
    amount: p.grant
    office: {{lead: [人社局]}}
    paraphrase: {{zh: 人人都有。, en: For everybody.}}
"""
HEAD = """# language: zh-CN
功能: 第二条 务工补贴
  场景: 类别
    假如 甲市的案件，提问日为2023年9月1日
    而且 没有发放过补贴
    而且 有以下个人：
      | 编号 |
      | 李某 |
    当 审核该案件
    那么 条款2对“李某”的结果为“{result}”，金额为1500元
"""
Says = Callable[[str, str], Result]


@pytest.fixture
def says(tmp_path: Path) -> Says:
    """What becomes of a scenario that says a line more of a plan whose one clause gives 1,500 yuan of a kind."""

    def run(code: str, line: str) -> Result:
        rulesets = shutil.copytree(GOOD, tmp_path / "rulesets")
        payee, result = ("null", KEPT) if BENEFIT_KINDS[code].duty else ("person", "可享受")
        identity = (GOOD / RULESET).read_text(encoding="utf-8").split("\n\n")[0]
        (rulesets / RULESET).write_text(f"{identity}\n{RULES.format(code=code, payee=payee)}", encoding="utf-8")
        feature = tmp_path / "work-2023" / "x.feature"
        feature.parent.mkdir()
        feature.write_text(f"{HEAD.format(result=result)}    而且 {line}\n", encoding="utf-8")
        (result,) = run_feature(feature, Catalogue(rulesets))
        return result

    return run


@pytest.mark.parametrize("code", BENEFIT_KINDS)
def test_a_clause_is_of_its_kind(says: Says, code: str) -> None:
    assert says(code, f"类别为{BENEFIT_KINDS[code].words.brief('zh')}").fault is None


@pytest.mark.parametrize("code", BENEFIT_KINDS)
def test_a_clause_is_of_no_other_kind(says: Says, code: str) -> None:
    codes = [*BENEFIT_KINDS]
    other, own = (BENEFIT_KINDS[it].words.brief("zh") for it in (codes[codes.index(code) - 1], code))
    fault = says(code, f"类别为{other}").fault
    assert isinstance(fault, Untrue)
    assert f"类别应为“{other}”，实为“{own}”" in fault.text


@pytest.mark.parametrize("code", [code for code, kind in BENEFIT_KINDS.items() if not kind.standing])
def test_money_of_a_kind_is_added_up(says: Says, code: str) -> None:
    assert says(code, f"“李某”的{BENEFIT_KINDS[code].words.brief('zh')}合计为1500元").fault is None


@pytest.mark.parametrize("code", [code for code, kind in BENEFIT_KINDS.items() if kind.standing])
def test_what_is_standing_is_not_added_up(says: Says, code: str) -> None:
    word = BENEFIT_KINDS[code].words.brief("zh")
    fault = says(code, f"“李某”的{word}合计为1500元").fault
    assert fault is not None
    assert f"没有“{word}”这种合计" in fault.text
