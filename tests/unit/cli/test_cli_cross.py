"""One benefit with two grounds, on pages and in documents; a policy officer's feature about it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import HOUSEHOLD, PLAN, run, write_case
from small_world import Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.scenarios import run_feature

FEATURE = """# language: zh-CN
@方案-alpha @方案-beta
功能: 试

  背景:
    假如 甲区的案件，提问日为2023年6月1日
    而且 没有发放过补贴
    而且 有以下文：
      | 编号 |
      | 甲   |

  @条款-once
  场景: 只给一次
    当 审核该案件
"""


def label(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def policy(name: str, value: int, **changes: Any) -> dict[str, Any]:
    figures = {"sum": {"value": value, "unit": "yuan", "cite": "1"}}
    return ruleset(policy=name, parameters=figures, clauses={"1": clause(title=label(f"{name}补贴", f"{name} grant"), **changes)})


def joins(**changes: Any) -> dict[str, Any]:
    entry = {"id": "once", "title": label("同一项补贴", "one grant"), "over": ["alpha/1", "beta/1"], "per": ["person"]}
    return {
        "schema_version": 1,
        "cross": "joins",
        "version": "1.0.0",
        "title": label("两个方案之间", "between two plans"),
        "recorded": date(2023, 5, 1),
        "same": [{**entry, "cite": "第二条", **changes}],
    }


@pytest.fixture
def joined(bench: Bench, tmp_path: Path) -> Path:
    """A case under two policies that pay one grant; beta pays more."""
    bench.add(policy("alpha", 1000))
    bench.add(policy("beta", 1500))
    bench.write("cross/joins/1.0.0.yaml", joins())
    facts = {"schema_version": 1, "jurisdiction": "640105", "on": date(2023, 6, 1), "prior_awards": [], "persons": [{"id": "p"}]}
    return write_case(facts, tmp_path / "case.yaml")


def words(command: str, case: Path, root: Path, *more: str, lang: str = "en") -> str:
    full = ("--full",) if command == "assess" or "--clause" not in more else ()
    result = run(command, str(case), *full, "--rulesets", str(root), *more, lang=lang)
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def test_the_other_ground_stands_beside_what_is_payable_and_not_among_what_is_kept_out(joined: Path, bench: Bench) -> None:
    text = words("assess", joined, bench.root)
    assert "Joined by: between two plans (joins, version 1.0.0, recorded 1 May 2023)" in text
    assert "■ Payable now text (beta) ✓ 1 beta grant: 1,500 yuan" in text
    assert "given once, also by right of alpha/1 (1)" in text
    assert "Not paid because of a limit" not in text
    assert "只给一次，另有依据：alpha/1（1）" in words("assess", joined, bench.root, lang="zh")


def test_the_reason_names_the_entry(joined: Path, bench: Bench) -> None:
    text = words("explain", joined, bench.root, "--clause", "joins/once")
    assert text.count("■") == 2
    assert "excluded by: one grant (第二条)" in text
    assert "in its place: the applicant beta/1 1,500 yuan" in text


def test_what_was_given_before_under_another_ground_is_said(joined: Path, bench: Bench, tmp_path: Path) -> None:
    paid = {"clause": "alpha/1", "subject": "p", "year": 2023, "amount": 1000}
    facts = {
        "schema_version": 1,
        "jurisdiction": "640105",
        "on": date(2023, 6, 1),
        "prior_awards": [paid],
        "persons": [{"id": "p"}],
    }
    text = words("assess", write_case(facts, tmp_path / "paid.yaml"), bench.root)
    assert "Not paid because of a limit" in text
    assert "one grant (第二条)" in text


def test_a_document_names_the_entry_in_full_and_the_other_grounds(joined: Path, bench: Bench) -> None:
    data = json.loads(run("assess", "--full", str(joined), "--rulesets", str(bench.root), "--format", "json").stdout)
    alpha, beta = data["entitlements"]
    assert [(one["policy"], one["version"]) for one in data["joins"]] == [("joins", "1.0.0")]
    assert alpha["limit"] == {"id": "joins/once", "group": ["p"], "same_benefit": True}
    assert (alpha["other_grounds"], beta["other_grounds"]) == ([], ["alpha/1"])


def test_a_duty_with_two_grounds_is_one(bench: Bench, tmp_path: Path) -> None:
    duty = {"kind": "duty", "payee": None, "every": "year", "amount": {"at_least": "p.sum", "counted_in": label("个", "posts")}}
    for name in ("alpha", "beta"):
        figures = {"sum": {"value": 15, "unit": "count", "word": "不低于", "cite": "1"}}
        title = label(f"{name}岗位", f"{name} posts")
        bench.add(ruleset(policy=name, parameters=figures, clauses={"1": clause(**duty, title=title)}))
    bench.write("cross/joins/1.0.0.yaml", joins())
    facts = {"schema_version": 1, "jurisdiction": "640105", "on": date(2023, 6, 1), "prior_awards": [], "persons": [{"id": "p"}]}
    text = words("assess", write_case(facts, tmp_path / "case.yaml"), bench.root)
    assert "text (alpha) · 1 alpha posts: at least 15 posts" in text
    assert "given once, also by right of beta/1 (1)" in text
    assert "beta posts" not in text


@pytest.mark.parametrize(
    ("steps", "passed"),
    [
        (["那么 条款alpha/1对“甲”的结果为“受限额限制”", "而且 限额为“同一项补贴”"], True),
        (["那么 条款beta/1对“甲”的结果为“可享受”，金额为1500元", "而且 “甲”的每年现金合计为1500元"], True),
        (["那么 条款alpha/1对“甲”的结果为“可享受”，金额为1000元"], False),
    ],
)
def test_a_feature_tells_of_an_entry_by_its_title_and_tag(joined: Path, bench: Bench, steps: list[str], passed: bool) -> None:
    places = {"640105": {"name": label("甲区", "A")}}
    bench.write("jurisdictions.yaml", {"schema_version": 1, "jurisdictions": places})
    path = bench.root / "joins.feature"
    path.write_text(FEATURE + "".join(f"    {step}\n" for step in steps), encoding="utf-8")
    (result,) = run_feature(path, Catalogue(bench.root))
    assert result.passed is passed, result.fault


def test_a_tag_that_names_no_entry_is_refused(joined: Path, bench: Bench) -> None:
    path = bench.root / "joins.feature"
    path.write_text(FEATURE.replace("@条款-once", "@条款-twice") + "    那么 “甲”的每年现金合计为1500元\n", encoding="utf-8")
    (result,) = run_feature(path, Catalogue(bench.root))
    assert "标签“@条款-twice”指的条款不存在" in str(result.fault)


def test_the_list_of_rulesets_says_what_joins_them_and_by_what_right(joined: Path, bench: Bench) -> None:
    reading = {"question": label("问", "question"), "taken": label("只给一次", "given once"), "why": label("因为", "why")}
    first = {"id": "first", "title": label("优先", "order"), "clause": "beta/1", "over": ["alpha/1"], "reading": "once"}
    later = {"version": "1.1.0", "supersedes": "1.0.0", "recorded": date(2023, 5, 2), "readings": {"once": reading}}
    bench.write("cross/joins/1.1.0.yaml", {**joins(), **later, "prevails": [first]})
    text = " ".join(run("rulesets", "list", "--rulesets", str(bench.root), lang="en").stdout.split())
    assert "■ joins, version 1.1.0: what joins policies" in text
    assert "recorded 2 May 2023; takes the place of version 1.0.0" in text
    assert "one grant: one benefit, whichever of alpha/1, beta/1 it is due by" in text
    assert "第二条; stated in the text" in text
    assert "order: beta/1 comes before alpha/1" in text
    assert "given once; our reading, not stated so in the text" in text
    data = json.loads(run("rulesets", "list", "--rulesets", str(bench.root), "--format", "json").stdout)
    assert [(one["cross"], one["version"], one["entries"]) for one in data if "cross" in one] == [
        ("joins", "1.0.0", ["once"]),
        ("joins", "1.1.0", ["once", "first"]),
    ]


def test_a_page_lists_who_says_something_and_who_does_not_in_a_line(bench: Bench, tmp_path: Path) -> None:
    bench.add(policy("alpha", 1000))
    bench.add({**policy("beta", 1500), "effective": {"from": date(2020, 1, 1), "to": date(2020, 12, 31)}})
    facts = {"schema_version": 1, "jurisdiction": "640105", "on": date(2023, 6, 1), "prior_awards": [], "persons": [{"id": "p"}]}
    case = write_case(facts, tmp_path / "case.yaml")
    text = words("assess", case, bench.root)
    head, _, rest = text.partition("Payable now")
    assert "alpha, ruleset version" in head
    assert "beta, ruleset version" not in head
    assert "Not in force on the day of the question: beta (1 January 2020 to 31 December 2020)" in head
    assert "text (beta): not in force on the days that count" in rest
    by_name = words("assess", case, bench.root, "--policy", "beta")
    assert "beta, ruleset version" in by_name.partition("■")[0]


def test_a_page_says_that_no_document_is_about_a_place(bench: Bench, tmp_path: Path) -> None:
    bench.add(policy("alpha", 1000))
    facts = {"schema_version": 1, "jurisdiction": "640104", "on": date(2023, 6, 1), "prior_awards": [], "persons": [{"id": "p"}]}
    case = write_case(facts, tmp_path / "case.yaml")
    assert "No document here is about text, or about another place" in words("assess", case, bench.root)
    assert "这里没有关于文或者案件所写其他地方的文件" in words("assess", case, bench.root, lang="zh")


def test_what_several_policies_say_stands_by_policy_under_each_kind_of_answer(bench: Bench, tmp_path: Path) -> None:
    """Clauses go by their numbers below the name of their policy; elsewhere the policy is named where another one begins."""
    evidence = {"evidence": [label("身份证", "identity card")]}
    for name in ("alpha", "beta"):
        figures = {"sum": {"value": 1000, "unit": "yuan", "cite": "1"}}
        kinds = {"1": {}, "2": {"when": ["poor"]}, "3": {"when": ["ill"]}, "10": {}}
        clauses = {id_: clause(title=label(f"补贴{id_}", f"grant {id_}"), **evidence, **more) for id_, more in kinds.items()}
        bench.add(ruleset(policy=name, title=label(f"{name}方案", f"Plan {name}"), parameters=figures, clauses=clauses))
    person = {"id": "p", "poor": False}
    facts = {"schema_version": 1, "jurisdiction": "640105", "on": date(2023, 6, 1), "prior_awards": [], "persons": [person]}
    case = write_case(facts, tmp_path / "case.yaml")
    text = words("assess", case, bench.root)
    payable, _, rest = text.partition("■ Totals")
    assert re.findall(r"Plan \w+ \(\w+\)|✓ [\w/]+ grant", payable.partition("■")[2]) == [
        "Plan alpha (alpha)", "✓ 1 grant", "✓ 10 grant", "Plan beta (beta)", "✓ 1 grant", "✓ 10 grant",
    ]  # fmt: skip
    assert "decides alpha/3, beta/3" in rest
    assert "局: alpha/1, 10, beta/1, 10 bring: identity card" in rest
    assert "■ Not due Plan alpha (alpha) ✗ 2 grant 2" in rest
    alone = words("assess", case, bench.root, "--policy", "alpha")
    assert "Plan alpha (alpha) ✓" not in alone
    assert "局: 1, 10 bring" in alone
    data = json.loads(run("assess", "--full", str(case), "--rulesets", str(bench.root), "--format", "json").stdout)
    assert all("/" in item["clause"] for item in data["entitlements"])


def test_what_claiming_now_may_cost_names_clauses_in_full_in_data(bench: Bench, tmp_path: Path) -> None:
    data = json.loads(run("assess", "--full", HOUSEHOLD, "--format", "json").stdout)
    assert [loss["clauses"] for loss in data["later_losses"]] == [[f"{PLAN}/12.2", f"{PLAN}/12.3"]]


def test_a_limit_that_is_over_more_than_its_policy_says_is_listed_and_told_by_its_title(bench: Bench, tmp_path: Path) -> None:
    once = {"id": "one", "title": label("一人一次", "once each"), "over": ["1"], "per": ["person"], "at_most": {"awards": 1}}
    bench.add({**policy("alpha", 1000), "limits": [{**once, "cite": "第一条"}]})
    bench.add(policy("beta", 1500))
    more = {"id": "more", "title": label("两个方案合算", "both plans together"), "limit": "alpha/one", "over": ["beta/1"]}
    file = {key: value for key, value in joins().items() if key != "same"}
    bench.write("cross/joins/1.0.0.yaml", {**file, "widens": [{**more, "cite": "第二条"}]})
    listed = " ".join(run("rulesets", "list", "--rulesets", str(bench.root), lang="en").stdout.split())
    assert "both plans together: limit alpha/one is over beta/1 too" in listed
    paid = {"clause": "alpha/1", "subject": "p", "year": 2022, "amount": 1000}
    facts = {"schema_version": 1, "jurisdiction": "640105", "on": date(2023, 6, 1), "persons": [{"id": "p"}]}
    case = write_case({**facts, "prior_awards": [paid]}, tmp_path / "case.yaml")
    assert "excluded by: once each (第一条)" in words("explain", case, bench.root, "--clause", "beta/1")
    alone = words("explain", case, bench.root, "--clause", "beta/1", "--policy", "beta")
    assert "excluded by: both plans together (第二条)" in alone
