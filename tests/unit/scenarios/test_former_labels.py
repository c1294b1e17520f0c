"""What words were called before: scenarios that say so are read as they were."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_world import VOCABULARY, Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.scenarios import run_feature
from subsidies.vocabulary.search import search

FEATURE = """# language: zh-CN
@方案-test
功能: 试

  背景:
    假如 甲区的案件，提问日为2023年6月1日
    而且 没有发放过补贴

  @条款-1
  场景: 旧名
    假如 有以下{kind}：
      | 编号 | {level} |
      | 甲   | {low}   |
    而且 “甲”的{level}为{low}
    当 审核该案件
    那么 条款1对“甲”的结果为“待定”，金额为1000元
    而且 还缺“{poor}”
"""
NEW = {"kind": "人员", "level": "等级", "low": "低等", "poor": "困难"}
OLD = {"kind": "人", "level": "档次", "low": "下等", "poor": "贫困"}


def label(word: str) -> dict[str, object]:
    return {"zh": NEW[word], "en": word, "formerly": [{"zh": OLD[word], "en": f"old {word}"}]}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A world in which everything has another name than it had."""
    bench = Bench(tmp_path / "rulesets")
    person = VOCABULARY["entities"]["person"]
    values = {"low": label("low"), "high": {"zh": "高等", "en": "high"}}
    facts = {
        **person["facts"],
        "poor": {"type": "bool", "label": label("poor")},
        "level": {"type": "enum", "label": label("level"), "values": values},
    }
    bench.words({**VOCABULARY, "entities": {"person": {**person, "label": label("kind"), "facts": facts}}})
    places = {"640105": {"name": {"zh": "甲区", "en": "A"}}}
    bench.write("jurisdictions.yaml", {"schema_version": 1, "jurisdictions": places})
    bench.add(ruleset(clauses={"1": clause(when=["poor", "level == 'low'"])}))
    return bench


@pytest.mark.parametrize("names", [OLD, NEW])
def test_a_scenario_may_say_either_name(bench: Bench, names: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "one.feature"
    path.write_text(FEATURE.format(**names), encoding="utf-8")
    (result,) = run_feature(path, Catalogue(bench.root))
    assert result.passed, result


def test_a_search_finds_by_either_name(bench: Bench) -> None:
    vocabulary = Catalogue(bench.root).world.vocabulary
    for names in (OLD, NEW):
        assert [one.name for one in search(vocabulary, [names["poor"]])] == ["person.poor"]
        assert [one.name for one in search(vocabulary, [names["low"]])] == ["person.level"]
