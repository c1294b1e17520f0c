"""Who is paid besides people and employers: farms and those who run them, funds, village collectives, counties."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from small_world import plain, ruleset

from subsidies import Catalogue, Determination
from subsidies.files.data import of_data
from subsidies.scenarios import run_feature

LABEL = {"zh": "文", "en": "text"}


def clause(subject: str, payee: str, amount: str = "p.sum", **changes: Any) -> dict[str, Any]:
    return {
        "title": LABEL,
        "article": "1",
        "for": subject,
        "place": "place",
        "payee": payee,
        "kind": "cash",
        "every": "year",
        "amount": amount,
        "office": {"lead": ["局"]},
        "paraphrase": LABEL,
        **changes,
    }


RULESET = ruleset(
    parameters={"sum": {"value": 1000, "unit": "yuan", "cite": "1"}, "a_mu": {"value": 40, "unit": "yuan/mu", "cite": "1"}},
    clauses={
        "land": clause("farm", "farm", "p.a_mu * area", when=["kind in ('large_grower', 'family_farm', 'cooperative')"]),
        "owner": clause("farm", "owner"),
        "fund": clause("enrolment", "fund", when=["scheme == 'resident_pension'"]),
        "village": clause("collective", "collective"),
        "county": clause("county", "county"),
    },
)
PLACE = {"place": "640105"}
FARM = {"id": "农场", "kind": "family_farm", "area": 60, **PLACE}
PENSION = {"id": "参保", "person": "李某", "scheme": "resident_pension", **PLACE}
CASE: dict[str, Any] = {
    "schema_version": 1,
    "jurisdiction": "640105",
    "on": "2023-06-01",
    "prior_awards": [],
    "households": [{"id": "张家"}],
    "persons": [{"id": "李某"}],
    "enterprises": [{"id": "某公司"}],
    "villages": [{"id": "某村"}],
    "collectives": [{"id": "集体", "village": "某村", **PLACE}],
    "counties": [{"id": "某县", **PLACE}],
    "funds": [{"id": "养老基金"}],
}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    root = tmp_path_factory.mktemp("payees") / "rulesets"
    shutil.copytree(
        Catalogue.bundled().root, root, ignore=shutil.ignore_patterns("digests.lock", "cross", "64*", "*.py", "__pycache__")
    )
    folder = root / "640105-xixia" / "test"
    folder.mkdir(parents=True)
    (folder / "1.0.0.yaml").write_text(plain(RULESET), encoding="utf-8")
    found = Catalogue(root)
    assert found.validate() == []
    return found


def assessed(catalogue: Catalogue, **lists: Any) -> Determination:
    return catalogue.assess(catalogue.read_case(of_data({**CASE, **lists})))


@pytest.mark.parametrize("owner", ["张家", "李某", "某公司", "集体"])
def test_whoever_runs_the_farm_is_paid(catalogue: Catalogue, owner: str) -> None:
    paid = assessed(catalogue, farms=[{**FARM, "owner": owner}]).of("owner", "农场")
    assert [payee.id for payee in paid.payees if payee] == [owner]


def test_by_the_mu_to_the_farm_itself(catalogue: Catalogue) -> None:
    found = assessed(catalogue, farms=[FARM])
    paid, total = found.of("land", "农场"), found.total("cash", "农场")
    assert (paid.outcome, total.low, total.high) == ("payable", 2400, 2400)
    assert [(payee.kind, payee.id) for payee in paid.payees if payee] == [("farm", "农场")]
    doubtful = assessed(catalogue, farms=[{**FARM, "kind": None}]).of("land", "农场")
    assert doubtful.outcome == "possible"


def test_what_goes_to_the_fund_of_an_insurance(catalogue: Catalogue) -> None:
    paid = assessed(catalogue, enrolments=[{**PENSION, "fund": "养老基金"}]).of("fund", "参保")
    assert [(payee.kind, payee.id) for payee in paid.payees if payee] == [("fund", "养老基金")]
    unnamed = assessed(catalogue, enrolments=[PENSION]).of("fund", "参保")
    assert unnamed.payees == (None,)


def test_scenarios_name_them_in_chinese(catalogue: Catalogue, tmp_path: Path) -> None:
    feature = tmp_path / "test" / "x.feature"
    feature.parent.mkdir()
    feature.write_text(FEATURE, encoding="utf-8")
    assert [str(result.fault) for result in run_feature(feature, catalogue) if result.fault] == []


FEATURE = """# language: zh-CN
功能: 领取人

  场景: 主体、基金、集体和县
    假如 西夏区的案件，提问日为2023年6月1日
    而且 没有发放过补贴
    而且 有以下村集体经济组织：
      | 编号 | 所在地 |
      | 集体 | 西夏区 |
    而且 有以下农业经营主体：
      | 编号 | 经营者 | 生产经营地 | 农业经营主体类别 | 经营面积 |
      | 农场 | 集体   | 西夏区     | 种养大户         | 60.5亩   |
    而且 有以下个人：
      | 编号 |
      | 李某 |
    而且 有以下社会保险基金：
      | 编号     | 统筹地区 |
      | 养老基金 | 西夏区   |
    而且 有以下参保：
      | 编号 | 参保人 | 所属基金 | 参保地 | 险种                 |
      | 一   | 李某   | 养老基金 | 西夏区 | 城乡居民基本养老保险 |
    而且 有以下县：
      | 编号 | 行政区划 |
      | 某县 | 西夏区   |
    当 审核该案件
    那么 条款land对“农场”的结果为“可享受”，金额为2420元
    而且 收款人为“农场”
    而且 条款owner对“农场”的结果为“可享受”，金额为1000元
    而且 收款人为“集体”
    而且 条款fund对“一”的结果为“可享受”，金额为1000元
    而且 收款人为“养老基金”
    而且 条款village对“集体”的结果为“可享受”，金额为1000元
    而且 收款人为“集体”
    而且 条款county对“某县”的结果为“可享受”，金额为1000元
    而且 收款人为“某县”
    而且 “集体”的现金合计为2000元
"""
