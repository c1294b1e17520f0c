"""The first screen of ``subsidies assess``: sums first, on one screen, and everything else counted with how to see it."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from commands import CASES, EMPLOYER, EXAMPLES, HOUSEHOLD, PLAN, YOUTH, read_case, run, write_case
from rich.cells import cell_len

from subsidies_cli.sections import SectionName

KINDERGARTEN = str(EXAMPLES / "xixia-kindergarten.yaml")
FAMILY = str(EXAMPLES / "xixia-family.yaml")
VILLAGE = str(EXAMPLES / "xixia-village.yaml")


@pytest.fixture(scope="module", autouse=True)
def plan_alone() -> None:
    """All that is bundled: the screen has to bear all of it."""


def parts(text: str) -> dict[str, list[str]]:
    """The lines below each heading; those before the first below an empty one."""
    found: dict[str, list[str]] = {"": []}
    heading = ""
    for line in text.splitlines():
        if line.startswith("■ "):
            heading = line.removeprefix("■ ")
            found[heading] = []
        else:
            found[heading].append(" ".join(line.split()))
    return found


def changed(file: str, path: Path, change: Any) -> str:
    data = read_case(file)
    change(data)
    return str(write_case(data, path / "case.yaml"))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("file", CASES)
def test_it_stands_on_one_screen(file: str, lang: str) -> None:
    lines = run("assess", file, lang=lang).stdout.splitlines()
    assert len(lines) <= (26 if (file, lang) == (KINDERGARTEN, "en") else 24)
    assert max(map(cell_len, lines)) <= 80


def test_sums_come_first_with_whom_they_go_to_and_their_clauses() -> None:
    found = parts(run("assess", HOUSEHOLD, lang="zh").stdout)
    assert list(found)[1] == "现在可以申领、享受（种类、发放对象不同的，不相加）"
    assert found["现在可以申领、享受（种类、发放对象不同的，不相加）"] == [
        "4,000元 发给王建国家庭",
        "12.2 王建国 1,500元，务工就业补贴第二档",
        "12.3 李秀英 2,500元，务工一次性补助第三档",
        "4,000元 发给王小雨或王建国家庭（方案未明确）：12.7 “雨露计划”职业教育补助",
        "服务或岗位 11.1 王磊，就业困难人员的“1311”服务",
    ]


def test_whose_case_it_is_and_by_which_document() -> None:
    lines = run("assess", HOUSEHOLD, lang="zh").stdout.splitlines()
    assert lines[0] == "补贴测算结果    王建国家庭（4人）    办件 XX-2023-0107    2023年12月20日"
    assert lines[1] == "  依据：银川市西夏区“就业创业促进年”活动实施方案（银西党办〔2023〕32号）"


def test_what_one_more_answer_can_add_and_what_claiming_first_can_cost() -> None:
    found = parts(run("assess", HOUSEHOLD).stdout)
    adds = " ".join(found["Finding out more could add up to 2,300 yuan"])
    assert adds.startswith("? 王磊: How much did the person earn from wages")
    assert adds.endswith("(asked, not known; for 12.4)")
    assert "claiming 12.2, 12.3 now may cost up to 2,300 yuan" in " ".join(found["Before you claim"])


def test_what_each_answer_is_worth() -> None:
    found = parts(run("assess", HOUSEHOLD, lang="zh").stdout)["再核实情况，最多可增加 2,300元"]
    assert found == [
        "? 王磊：该年度务工收入合计多少元（含临时务工）？（问过，本人不清楚；12.4）",
        "不足 50,000元：增加 0元，王建国家庭仍为 4,000元",
        "达到 50,000元（12.4）：增加 2,300元，王建国家庭合计 6,300元",
    ]


def test_a_question_names_the_clauses_of_sums_alone() -> None:
    adds = " ".join(parts(run("assess", YOUTH).stdout)["Finding out more could add to the sums"])
    assert "for xixia-income-2023/9.2, 9.3)" in adds
    assert "18.2" not in adds


def test_a_loan_is_no_money_that_is_added() -> None:
    adds = parts(run("assess", EMPLOYER, lang="zh").stdout)["再核实情况，可能增加的金额"]
    assert "增加 0元至 3,000,000元：银川晨光装饰有限公司，贷款额度，一次性" in adds


def test_where_no_answer_adds_money_it_says_so() -> None:
    adds = parts(run("assess", FAMILY, lang="zh").stdout)["再核实情况，方案写明的金额不再增加"]
    assert " ".join(adds) == "· 只影响另行核定等事项的情况还有50类：subsidies missing " + FAMILY


def test_people_who_are_only_named_are_assessed_apart(tmp_path: Path) -> None:
    def named(data: dict[str, Any]) -> None:
        data["persons"] = [{"id": f"p{number}", "name": f"员工{number}"} for number in (1, 2)]
        for number, row in enumerate(data["employments"], 1):
            row["person"] = f"p{number}"

    text = run("assess", changed(EMPLOYER, tmp_path, named), lang="zh").stdout
    assert "员工1、员工2本人的补贴按个人另行测算，不计入" in text
    assert "领取人不明" not in text


def test_a_definite_nothing_is_no_sum(tmp_path: Path) -> None:
    def paid_before(data: dict[str, Any]) -> None:
        awards = [("12.2", "p1", 1500), ("12.3", "p2", 2500), ("12.7", "s1", 4000)]
        data["prior_awards"] = [
            {"clause": f"{PLAN}/{clause}", "subject": subject, "year": 2023, "amount": amount}
            for clause, subject, amount in awards
        ]
        data["persons"] = [person for person in data["persons"] if person["id"] != "p4"]

    found = parts(run("assess", changed(HOUSEHOLD, tmp_path, paid_before), "--policy", PLAN).stdout)
    assert found["Can be claimed now"] == ["On what is known, there is nothing that can be claimed yet."]
    assert "✓" not in "".join(found["Can be claimed now"])


def test_nothing_payable_says_so_and_counts_the_rest() -> None:
    found = parts(run("assess", VILLAGE, lang="zh").stdout)
    assert found["现在可以申领"] == ["按已知情况，目前没有可以申领的补贴。"]
    rest = found["其余事项（加 --section 名称查看；全部加 --full；理由用 explain）"]
    assert "elsewhere 另行核定：3项可向牵头单位申请，1项是否符合条件待核实" in rest


def test_alike_awards_stand_on_one_line(tmp_path: Path) -> None:
    def twelve(data: dict[str, Any]) -> None:
        hire = next(row for row in data["employments"] if row.get("graduate"))
        data["employments"] = [deepcopy({**hire, "id": f"m{number}", "certified_unemployed": False}) for number in range(1, 13)]
        data["enterprises"][0].update({"vat_payable": 500_000})

    taxes = parts(run("assess", changed(EMPLOYER, tmp_path, twelve), "--policy", PLAN).stdout)
    lines = taxes["Can be deducted from taxes now (less tax to pay, no money paid out)"]
    assert " ".join(lines).startswith("54,600 yuan tax deduction, 银川晨光装饰有限公司: 2.1 12 × 4,550 yuan = 54,600 yuan, ")


def test_payees_of_the_same_stand_on_one_line() -> None:
    lines = next(iter(list(parts(run("assess", KINDERGARTEN).stdout).values())[1:]))
    assert lines[0].startswith("each 200 yuan to 何静, 周敏, for each month: 5.8 ")


def test_clauses_of_several_documents_are_named_in_full() -> None:
    text = run("assess", FAMILY).stdout
    assert "xixia-jobs-2023/12.3" in text
    assert "xixia-income-2023/9.2" in text


def test_what_is_over_is_counted_with_how_to_see_it() -> None:
    text = run("assess", FAMILY).stdout
    assert "(--section bring)" in text
    assert "营业执照" not in text


@pytest.mark.parametrize("name", SectionName)
def test_a_section_alone_is_what_the_full_page_has(name: SectionName) -> None:
    full, alone = (run("assess", *more, YOUTH).stdout for more in (("--full",), ("--section", name.value)))
    assert set(alone.splitlines()) <= set(full.splitlines())
    assert len(alone.splitlines()) < len(full.splitlines())


def test_sections_together() -> None:
    both = run("assess", "--section", "refused", "--section", "bring", HOUSEHOLD).stdout
    assert both.index("Where to go and what to bring") < both.index("Not due")
    assert "Payable now" not in both


def test_every_section_is_in_the_full_page() -> None:
    alone = {line for name in SectionName for line in run("assess", "--section", name.value, YOUTH).stdout.splitlines()}
    assert set(run("assess", "--full", YOUTH).stdout.splitlines()) == alone


def test_an_unknown_section_is_refused_with_what_there_is() -> None:
    result = run("assess", HOUSEHOLD, "--section", "refusd")
    assert result.exit_code == 2
    assert "refusd" in result.stderr


def test_flags_that_beat_the_file_are_told() -> None:
    text = run("assess", HOUSEHOLD, "--on", "2023-12-19").stdout
    assert "! --on 2023-12-19 replaces 2023-12-20 of the file" in text


def test_offices_that_lead_together_are_counted_rightly() -> None:
    """教育局、财政局、审计局 lead together: one is named, and how many they are."""
    assert "教育局等3个单位（2.1、3.1）" in run("assess", KINDERGARTEN, lang="zh").stdout
    assert "教育局 and others (3 in all) (2.1, 3.1)" in run("assess", KINDERGARTEN).stdout


@pytest.mark.parametrize(("day", "said"), [("2023-12-30", "还有1天"), ("2023-12-31", "今天是最后一天")])
def test_how_long_a_plan_still_runs(day: str, said: str) -> None:
    assert said in run("assess", EMPLOYER, "--on", day, lang="zh").stdout
