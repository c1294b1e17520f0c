"""``subsidies explain``: the trace of a clause, with values, sources, figures, limits and readings."""

import json
from datetime import date
from pathlib import Path

import pytest
from commands import EMPLOYER, HOUSEHOLD, PLAN, ROOT, YOUTH, run, write_case
from small_world import Bench, clause, ruleset


def words(*arguments: str, lang: str = "en") -> str:
    """What a command shows, on one line."""
    result = run("explain", *arguments, lang=lang)
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def test_values_with_fact_and_entity() -> None:
    text = words(HOUSEHOLD, "--clause", "12.2", "--subject", "p1")
    assert "✓ months worked in the year ≥ 6 months (以上)" in text
    assert "months worked in the year = 9 months (王建国, months_worked)" in text
    assert "figure t2_months = 6 months, 以上; 二（二）12; stated in the text" in text


def test_asked_but_not_known() -> None:
    text = words(HOUSEHOLD, "--clause", "12.4", "--subject", "p4")
    assert "? wage income in the year ≥ 50,000 yuan" in text
    assert "wage income in the year: asked, not known (王磊, wage_income)" in text


def test_a_refusal() -> None:
    text = words(HOUSEHOLD, "--clause", "12.4", "--subject", "p1")
    assert "✗ Result: not due" in text
    assert "✗ wage income in the year ≥ 50,000 yuan" in text


def test_excluded_award_and_runner_up() -> None:
    text = words(HOUSEHOLD, "--clause", "12.1", "--subject", "p1")
    assert "↓ excluded by: one tier for a person and year (二（二）12)" in text
    assert "best combination without it: 4,000 yuan in all" in text
    assert "王建国 12.1 1,000 yuan, 李秀英 12.3 2,500 yuan; 3,500 yuan in all" in text
    assert "500 yuan less than what was chosen" in text


def test_amount_before_and_after_limits() -> None:
    text = words(EMPLOYER, "--clause", "10.1", "--subject", "m2")
    assert "tax deduction: 2,600 yuan" in text
    assert "months of employment counted in the year = 4 months" in text
    assert "after limits: 1,210 yuan" in text


def test_range_of_the_law() -> None:
    text = words(YOUTH, "--clause", "17.1", "--subject", "t1")
    assert "~ no single figure: the law leaves a range" in text
    assert "set by: rates by start-up course" in text


def test_readings_and_paraphrase() -> None:
    text = words(HOUSEHOLD, "--clause", "12.1", "--subject", "p1", lang="zh")
    assert "大意：脱贫户和监测对象家庭的成员" in text
    assert "月数和收入看一个人还是全家？" in text
    assert "理由：" in text


def test_relations_are_named_from_the_subject() -> None:
    assert "trainee: place of residence" in words(YOUTH, "--clause", "17.1", "--subject", "t1")


def test_a_limit_stands_for_its_clauses() -> None:
    text = words(HOUSEHOLD, "--clause", "12.5", "--subject", "p1")
    assert all(f"■ 12.{tier} " in text for tier in (1, 2, 3, 4))
    assert "■ 12.7" not in text


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("2", ["Study grant"]),
        ("5.1", ["Moving grant"]),
        ("study-2023/2", ["Study grant"]),
        ("housing-2023/5.1", ["Moving grant"]),
        ("6", ["Rent grant"]),
        ("housing-2023/6", ["Rent grant"]),
    ],
)
def test_a_clause_or_limit_of_either_policy(asked: str, shown: list[str], tmp_path: Path) -> None:
    facts = {"schema_version": 1, "jurisdiction": "110100", "on": date(2023, 9, 1), "prior_awards": []}
    case = write_case({**facts, "persons": [{"id": "p", "student": True, "tenant": True}]}, tmp_path / "case.yaml")
    rulesets = ROOT / "tests" / "good" / "two_policies" / "rulesets"
    text = words(str(case), "--rulesets", str(rulesets), "--clause", asked)
    assert [title for title in ("Study grant", "Study loan", "Rent grant", "Moving grant") if title in text] == shown


def test_a_number_of_several_policies_is_refused(bench: Bench, tmp_path: Path) -> None:
    for policy in ("alpha", "beta"):
        bench.add(ruleset(policy=policy, clauses={"1": clause()}))
    facts = {"schema_version": 1, "jurisdiction": "640105", "on": date(2023, 6, 1), "prior_awards": [], "persons": [{"id": "p"}]}
    asked = (write_case(facts, tmp_path / "case.yaml"), "--rulesets", str(bench.root), "--clause")
    refused = run("explain", *map(str, asked), "1")
    assert refused.exit_code == 2
    assert "1 stands for several clauses" in refused.stderr
    assert "alpha/1, beta/1" in refused.stderr
    assert words(*map(str, asked), "beta/1").count("■") == 1


def test_full_id_and_every_clause() -> None:
    assert "■ 12.1" in words(HOUSEHOLD, "--clause", "xixia-jobs-2023/12.1")
    decided = json.loads(run("assess", HOUSEHOLD, "--policy", PLAN, "--format", "json").stdout)["entitlements"]
    assert words(HOUSEHOLD, "--full", "--policy", PLAN).count("■") == len(decided) == 100


def test_json() -> None:
    data = json.loads(run("explain", HOUSEHOLD, "--clause", "12.1", "--format", "json").stdout)
    first = data["explanations"][0]
    assert first["subject"] == "p1"
    assert first["alternative"]["total"] == 350000
    seen = [item for line in first["lines"] for item in line["seen"] if item["fact"] == "months_worked"]
    assert seen == [{"node": "Fact", "entity": "p1", "fact": "months_worked", "low": "9", "high": "9", "status": "known"}]
    assert first["parameters"]["t1_income"]["word"] == "达到"


def test_json_tells_asked_from_not_known() -> None:
    data = json.loads(run("explain", HOUSEHOLD, "--clause", "12.4", "--subject", "p4", "--format", "json").stdout)
    (seen,) = [item for line in data["explanations"][0]["lines"] for item in line["seen"] if item["fact"] == "wage_income"]
    assert seen["status"] == "asked_not_known"


def test_markdown() -> None:
    text = run("explain", HOUSEHOLD, "--clause", "12.1", "--subject", "p1", "--format", "markdown").stdout
    assert "## 12.1 Work subsidy, first tier (1000 yuan), for 王建国" in text
    assert "- **Conditions**\n  - ✓ day of the question" in text


def test_a_clause_of_a_draft_is_explained_as_if_it_were_in_force(with_draft: Path) -> None:
    asked = ("explain", HOUSEHOLD, "--rulesets", str(with_draft), "--clause")
    text = run(*asked, "xixia-draft-2023/12.2", "--subject", "p1").stdout
    assert "✓ Result: payable" in text
    assert "all this holds only if it comes into" in text
    assert "(draft for review, not in force)" in " ".join(text.split())
    assert "draft" not in run(*asked, "12.2", "--subject", "p1").stdout
