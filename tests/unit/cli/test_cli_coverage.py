"""``subsidies rulesets coverage``: how long rules and their scenarios are, and which rule has none."""

from __future__ import annotations

import json
from pathlib import Path

from commands import run
from small_world import Bench, clause, ruleset

CLAUSE = """{{zh: 文, en: text}}
    article: "1"
    for: person
    payee: person
    kind: cash
    every: year
    amount: p.sum
    office: {{lead: [局]}}
    paraphrase: {{zh: 文, en: text}}{more}
"""
HEAD = """schema_version: 1
policy: {policy}
version: 1.0.0
title: {{zh: 文, en: text}}
issuer: {{zh: 文, en: text}}
number: null
jurisdiction: "640105"
published: 2023-01-01
status: issued
effective: {{from: 2023-01-01, to: 2023-12-31}}
text_sha256: "{digest}"
"""
IN_FULL = """
parameters:
  sum: {value: 1000, unit: yuan, cite: "1"}

clauses:

  # The first one
  "1":
    title: {first}
  "2":
    title: {second}
# At the end
"""
BY_ARTICLE = """
articles:
  "1":
    office: {lead: [局]}
    parameters:
      sum: {value: 1000, unit: yuan}
    clauses:
      "1":
        {title: {zh: 文, en: text}, for: person, place: null, payee: person, kind: cash, every: year, amount: p.sum,

         paraphrase: {zh: 文, en: text}}
    provisions:
      "2": {title: {zh: 文, en: text}, for: person, place: null, kind: cash, paraphrase: {zh: 文, en: text},
            reason: discretionary, missing: {zh: 文, en: text}}
"""
FEATURE = """# language: zh-CN
@方案-test
功能: 试

  背景:
    假如 甲区的案件，提问日为2023年6月1日
    而且 有以下文：
      | 编号 |
      | 甲   |

  @条款-1
  场景: 一

    当 审核该案件
    # 注释
    那么 “甲”的每年现金合计为1000元
{rest}"""
SECOND = """
  规则: 另一条

    @条款-1 @条款-2
    场景: 二
      当 审核该案件
      那么 “甲”的每年现金合计为1000元
"""


def written(bench: Bench, rules: str, rest: str = SECOND) -> Path:
    """A policy and a folder with its feature."""
    rules = rules.replace("{first}", CLAUSE.format(more="")).replace("{second}", CLAUSE.format(more="\n    readings: []"))
    path = bench.root / "640105" / "test" / "1.0.0.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(HEAD.format(policy="test", digest="0" * 64) + rules, encoding="utf-8")
    folder = bench.root.parent / "features"
    folder.mkdir(exist_ok=True)
    (folder / "one.feature").write_text(FEATURE.format(rest=rest), encoding="utf-8")
    places = {"640105": {"name": {"zh": "甲区", "en": "A"}}}
    bench.write("jurisdictions.yaml", {"schema_version": 1, "jurisdictions": places})
    return folder


def data(bench: Bench, folder: Path, status: int = 0) -> dict[str, object]:
    result = run("rulesets", "coverage", str(folder), "--rulesets", str(bench.root), "--format", "json")
    assert result.exit_code == status, result.output
    (found,) = json.loads(result.stdout)["policies"]
    return dict(found)


def test_lines_of_a_rule_are_those_from_its_id_to_what_follows(bench: Bench) -> None:
    found = data(bench, written(bench, IN_FULL))
    assert (found["clauses"], found["provisions"]) == ({"1": 10, "2": 11}, {})
    assert (found["lines"], found["medians"]) == (11 + 3 + 21, {"clauses": 10.5, "provisions": None})


def test_by_article_what_is_said_once_is_of_no_rule(bench: Bench) -> None:
    found = data(bench, written(bench, BY_ARTICLE))
    assert (found["clauses"], found["provisions"]) == ({"1": 3}, {"2": 2})


def test_a_line_in_which_several_rules_stand_counts_for_each(bench: Bench) -> None:
    """The second begins in the line in which the first ends."""
    own = clause(article="1")
    bench.add(ruleset(clauses={"1": own, "2": own}))
    path = bench.root / "640105" / "test" / "1.0.0.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('"clauses": {', '\n"clauses": {\n').replace('"kind": "cash"', '\n"kind": "cash"'), encoding="utf-8"
    )
    folder = bench.root.parent / "features"
    folder.mkdir(exist_ok=True)
    (folder / "one.feature").write_text(FEATURE.format(rest=""), encoding="utf-8")
    bench.write("jurisdictions.yaml", {"schema_version": 1, "jurisdictions": {"640105": {"name": {"zh": "甲区", "en": "A"}}}})
    found = data(bench, folder, 1)
    assert (found["clauses"], found["lines"]) == ({"1": 2, "2": 2}, 5)


def test_scenarios_count_for_each_clause_that_they_are_about(bench: Bench) -> None:
    found = data(bench, written(bench, IN_FULL))
    assert (found["scenarios"], found["feature_lines"]) == ({"1": 8, "2": 4}, 2 + 5 + 4 + 1 + 4)


def test_a_rule_that_no_scenario_is_about_is_named(bench: Bench) -> None:
    folder = written(bench, BY_ARTICLE, rest="")
    assert data(bench, folder, 1)["without_scenario"] == ["2"]
    result = run("rulesets", "coverage", str(folder), "--rulesets", str(bench.root))
    assert result.exit_code == 1
    assert "without a scenario: 2" in result.stdout
    assert "Every clause and provision has scenarios" not in result.stdout


def test_the_page_says_what_is_longest(bench: Bench) -> None:
    folder = written(bench, IN_FULL)
    text = run("rulesets", "coverage", str(folder), "--rulesets", str(bench.root)).stdout
    assert "a clause: 10.5 lines; 10 to 11, the longest is 2" in text
    assert "Every clause and provision has scenarios" in text


def test_without_features_there_is_nothing_to_count(tmp_path: Path) -> None:
    result = run("rulesets", "coverage", str(tmp_path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert str(tmp_path) in result.stderr
