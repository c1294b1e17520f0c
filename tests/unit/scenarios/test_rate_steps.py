"""A scenario states figures set outside the documents, of rate tables and of what an office sets, by their labels."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_world import LABEL, Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.mutation import Trial
from subsidies.scenarios import Result, run_feature

FEATURE = """# language: zh-CN
@方案-test @条款-1
功能: 试
  场景: 一
    假如 甲区的案件，提问日为2023年6月1日
    而且 没有发放过补贴
    而且 有以下文：
      | 编号 |
      | 甲   |
{given}
    当 审核该案件
    那么 条款1对“甲”的结果为“可享受”，金额为{amount}
"""


@pytest.fixture
def offices(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path / "rulesets")
    bench.write("jurisdictions.yaml", {"schema_version": 1, "jurisdictions": {"640105": {"name": {"zh": "甲区", "en": "A"}}}})
    label = {"zh": "低保标准", "en": "allowance"}
    bench.write("rates/allowance.yaml", {"schema_version": 1, "label": label, "unit": "yuan/month", "entries": []})
    local = {"set_by": LABEL, "label": {"zh": "补贴月数", "en": "months"}}
    figures = {"months": {"value": {"from": 2, "to": 5}, "unit": "month", "cite": "1", **local}}
    bench.add(ruleset(parameters=figures, clauses={"1": clause(amount="rate.allowance * p.months")}))
    return bench


def result(bench: Bench, given: str, amount: str = "2800元") -> Result:
    path = bench.root.parent / "one.feature"
    path.write_text(FEATURE.format(given="\n".join(f"    而且 {line}" for line in given.split("\n")), amount=amount), "utf-8")
    (found,) = run_feature(path, Catalogue(bench.root))
    return found


@pytest.mark.parametrize(
    "given",
    [
        "“低保标准”在甲区为700元/月\n“补贴月数”在甲区为4个月",
        "“低保标准”自2023年6月1日起在甲区为700元/月\n“补贴月数”自2023年1月1日至2023年6月1日在甲区为4个月",
        "“低保标准”自2022年1月1日至2023年5月31日在甲区为600元/月\n“低保标准”自2023年6月1日起在甲区为700元/月\n“补贴月数”在甲区为4个月",
    ],
)
def test_a_figure_counts_on_its_days(offices: Bench, given: str) -> None:
    assert result(offices, given).fault is None


def test_what_is_said_again_stands_in_the_place_of_what_was_said_before(offices: Bench) -> None:
    given = "“低保标准”在甲区为600元/月；“补贴月数”在甲区为4个月"
    other = "“低保标准”在甲区为700元/月时，结果为可享受，金额为2800元"
    assert result(offices, f"{given}；“低保标准”在甲区为700元/月").fault is None
    assert result(offices, given, f"2400元\n    而且 {other}\n    而且 提问日改为2023年7月1日时，结果不变").fault is None
    assert "实为2800元" in str(result(offices, given, f"2400元\n    而且 {other[:-4]}2400元").fault).replace(",", "")


def test_another_day_has_another_figure(offices: Bench) -> None:
    found = result(offices, "“低保标准”在甲区为700元/月\n“补贴月数”自2023年6月2日起在甲区为4个月")
    assert "实为1400元至3500元" in str(found.fault).replace(",", "")


@pytest.mark.parametrize(
    ("given", "said", "line"),
    [
        ("“低保标”在甲区为700元/月", "没有另定的标准“低保标”，是不是“低保标准”？，可用的有：低保标准、补贴月数", 10),
        ("“低保标准”在甲区为700元", "的单位是“元”，可用的单位：元/个月", 10),
        ("“低保标准”在乙区为700元/月", "没有“乙区”这个地方", 10),
        ("“低保标准”自六月起在甲区为700元/月", "“六月”不是日期", 10),
        ("“低保标准”在甲区为700元/月\n“低保标准”自2023年6月1日起在甲区为800元/月", "640105 的条目在 2023-06-01 重叠", 11),
        ("“低保标准”在甲区为700元/月\n“补贴月数”在甲区为6个月", "6 超出方案留给经办机构的幅度：2 至 5 month", 11),
    ],
)
def test_what_cannot_be_so_is_said_with_its_line(offices: Bench, given: str, said: str, line: int) -> None:
    fault = result(offices, given).fault
    assert said in str(fault)
    assert f"第{line}行" in str(fault)


def survivors(bench: Bench, given: str, amount: str) -> set[str]:
    """The changes of the figures of the policy that one scenario about it does not notice."""
    path = bench.root.parent / "features" / "640105" / "test" / "one.feature"
    path.parent.mkdir(parents=True)
    path.write_text(FEATURE.format(given="\n".join(f"    而且 {line}" for line in given.split("\n")), amount=amount), "utf-8")
    trial = Trial(Catalogue(bench.root), "test", bench.root.parent / "features")
    found = {mutant.id: trial.judge(index).status for index, mutant in enumerate(trial.mutants.mutants)}
    return {id_ for id_, status in found.items() if status == "survived" and id_.startswith("parameters")}


def test_a_scenario_without_the_figure_pins_the_band(offices: Bench) -> None:
    assert survivors(offices, "“低保标准”在甲区为700元/月", "1400元至3500元") == set()


def test_a_scenario_with_a_figure_within_it_leaves_the_band_open(offices: Bench) -> None:
    given = "“低保标准”在甲区为700元/月\n“补贴月数”在甲区为4个月"
    assert {"parameters.months.value.from:+1", "parameters.months.value.to:+1"} <= survivors(offices, given, "2800元")
