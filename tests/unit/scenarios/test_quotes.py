"""A label that quotes something, as that of a plan by its name, is named in a scenario like any other."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_world import VOCABULARY, Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.scenarios import run_feature

FEATURE = """# language: zh-CN
@方案-test
功能: 试

  背景:
    假如 甲区的案件，提问日为2023年6月1日
    而且 没有发放过补贴

  @条款-1
  场景: 引用
    假如 有以下人员：
      | 编号 |
      | 李某 |
    当 审核该案件
    那么 条款1对“李某”的结果为“待定”，金额为1000元
    而且 还缺{missing}
"""


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path / "rulesets")
    person = VOCABULARY["entities"]["person"]
    labels = {"poor": "“雨露计划”学员", "owner": "房主"}
    facts = {name: {"type": "bool", "label": {"zh": zh, "en": name}} for name, zh in labels.items()}
    kind = {**person, "label": {"zh": "人员", "en": "person"}, "facts": {**person["facts"], **facts}}
    bench.words({**VOCABULARY, "entities": {"person": kind}})
    places = {"640105": {"name": {"zh": "甲区", "en": "A"}}}
    bench.write("jurisdictions.yaml", {"schema_version": 1, "jurisdictions": places})
    bench.add(ruleset(clauses={"1": clause(when=["poor", "owner"])}))
    return bench


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ("““雨露计划”学员”、“房主”", None),
        ("“房主”、““雨露计划”学员”", None),
        ("““雨露计划”学员”", "还缺的应为：“雨露计划”学员，实为：“雨露计划”学员、房主"),
    ],
)
def test_a_label_with_quotation_marks_is_named_whole(missing: str, says: str | None, bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "one.feature"
    path.write_text(FEATURE.format(missing=missing), encoding="utf-8")
    (result,) = run_feature(path, Catalogue(bench.root))
    assert result.passed if says is None else says in str(result.fault), result
