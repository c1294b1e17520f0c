"""Steps: what is not so, or cannot be read, is named with its line; what is said must be said in full."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from textwrap import indent

import pytest

from subsidies.errors import Finding, UsageError
from subsidies.scenarios import FeatureError, Nameless, Result, Untrue
from subsidies.scenarios.step_table import STEPS

Run = Callable[[str], list[Result]]
HEAD = """# language: zh-CN
功能: 试
  场景: 试
    假如 西夏区的案件，提问日为2023年12月20日
    而且 没有发放过补贴
    而且 有以下家庭：
      | 编号 | 帮扶状态 | 列入名册的地方 |
      | 张家 | 脱贫户   | 西夏区         |
    而且 有以下个人：
      | 编号 | 所属家庭 | 年内务工月数 | 年内务工收入 |
      | 李某 | 张家     | 7个月        | 32000元      |
"""
FIRST = HEAD.count("\n") + 1


def scenario(*lines: str, head: str = HEAD) -> str:
    return head + indent("\n".join(lines), "    ") + "\n"


def fault(run: Run, *lines: str, head: str = HEAD) -> FeatureError | Untrue:
    (result,) = run(scenario(*lines, head=head))
    assert result.fault is not None
    assert not result.passed
    return result.fault


def test_an_award_that_two_alike_share_is_stated_with_those_who_share_it(run: Run) -> None:
    two = HEAD + "      | 王某 | 张家     | 7个月        | 32000元      |\n"
    paid = "那么 条款12.3对“李某”的结果为“可享受”，金额为2500元"
    found = fault(run, "当 审核该案件", paid, head=two)
    assert "还须写明情形相同的" in str(found)
    assert "实为“王某”，共1份" in str(fault(run, "当 审核该案件", paid, "而且 与“王某”情形相同，共2份", head=two))
    (result,) = run(scenario("当 审核该案件", paid, "而且 与“王某”情形相同，共1份", head=two))
    assert result.passed


def test_a_scenario_that_is_true(run: Run) -> None:
    (result,) = run(
        scenario(
            "当 审核该案件",
            "那么 条款12.3对“李某”的结果为“可享受”，金额为2500元",
            "而且 收款人为“张家”",
            "而且 条款12.4对“李某”的结果为“不符合”",
            "而且 决定性条件为“年内务工收入”",
            "而且 “张家”的现金合计为2500元，其中现在可发2500元",
        )
    )
    assert result.passed


@pytest.mark.parametrize(
    ("steps", "hint"),
    [
        (["条款12.3对“李某”的结果为“不符合”"], "结果应为“不符合”，实为“可享受”"),
        (["条款12.3对“李某”的结果为“可享受”，金额为2500元", "而且 类别为服务或岗位"], "类别应为“服务或岗位”，实为“现金”"),
        (["条款12.3对“李某”的结果为“可享受”，金额为2500元", "而且 发放周期为每月"], "发放周期应为“每月”，实为“每年”"),
        (
            ["条款12.3对“李某”的结果为“可享受”，金额为2500元", "而且 另行决定的原因为由牵头单位酌定"],
            "另行决定的原因应为“由牵头单位酌定”，实为“无”",
        ),
        (["没有可以适用的方案"], "应没有可以适用的方案，实有：xixia-jobs-2023"),
        (["条款12.3对“李某”的结果为“可享受”，金额为2500.01元"], "金额应为2500.01元，实为2500"),
        (["条款12.3对“李某”的结果为“可享受”，金额为2500元至2600元"], "实为2500"),
        (["条款12.3对“李某”的结果为“可享受”，金额为至多2500元"], "实为2500"),
        (["条款12.3对“李某”的结果为“可享受”，金额为无"], "应没有金额"),
        (["条款12.3对“李某”的结果为“可享受”", "而且 决定性条件为“年内务工收入”"], "实为“无”"),
        (["条款12.3对“李某”的结果为“可享受”", "而且 收款人为“李某”"], "收款人应为“李某”，实为“张家”"),
        (["条款12.3对“李某”的结果为“可享受”", "而且 享受期限为2023年1月1日至2023年12月31日"], "实为无"),
        (["条款12.3对“李某”的结果为“可享受”", "而且 还缺“年内务工收入”"], "实为：无"),
        (["条款12.4对“李某”的结果为“不符合”", "而且 决定性条件为“脱贫户或监测对象”"], "实为“年内务工收入 ≥ 50,000元"),
        (["条款12.4对“李某”的结果为“不符合”", "而且 决定性条件为“无”"], "不应有决定性条件"),
        (["条款12.4对“李某”的结果为“不符合”", "而且 金额为3800元"], "没有金额"),
        (["条款12.2对“李某”的结果为“受限额限制”", "而且 限额为“每档每户每年限一人”"], "实为“同一人每年只领一档”"),
        (["“张家”的现金合计为2400元至2500元"], "现金合计应为2400元至2500元，实为2500元"),
        (["“张家”的现金合计为2500元至6300元"], "实为2500元"),
        (["“张家”的现金合计为2500元，其中现在可发2499.99元"], "现在可发的现金应为2499.99元"),
        (["“张家”或“李某”的现金合计为2500元"], "实为0元"),
        (["“张家”的一次性现金合计为2500元"], "现金合计应为2500元，实为0元"),
        (["“张家”现在申请，年内最多可能少领0元"], "实为1300元"),
        (["条款12.3对“李某”的结果为“可享受”，金额为2500元", "而且 与“张家”情形相同，共1份"], "实为无，共0份"),
        (["在同一限额下，“张家”、“李某”的现金共为1元"], "没有同一限额下的现金"),
        (["“张家”依次扣减：", "  | 项目 | 金额 |", "  | 甲 | 1元 |"], "实有0项"),
    ],
)
def test_what_is_not_so_names_line_and_clause_and_shows_the_trace(run: Run, steps: list[str], hint: str) -> None:
    found = fault(run, "当 审核该案件", f"那么 {steps[0]}", *steps[1:])
    assert isinstance(found, Untrue)
    assert hint in found.text
    assert "第" in str(found)
    assert found.line >= FIRST + 1
    assert "条款12" in found.trace


def test_an_award_says_all_that_is_known_of_it(run: Run) -> None:
    """The tier went to another household, in which the person was then; what was taken back in full uses nothing up."""
    others = [
        "假如 有以下家庭：",
        "  | 编号 | 帮扶状态 | 列入名册的地方 |",
        "  | 王家 | 脱贫户   | 西夏区         |",
        "假如 已发放：",
        "  | 编号 | 条款 | 版本  | 对象 | 收款人 | 所属家庭 | 地方   | 日期         | 月份 | 金额   | 更正 |",
        "  | 一   | 12.3 | 1.1.0 | 李某 | 王家   | 王家     | 西夏区 | 2023年3月1日 | 2月  | 2500元 | 不明 |",
    ]
    said = ["当 审核该案件", "那么 条款12.3对“李某”的结果为“受限额限制”", "而且 限额为“已经发放”"]
    (result,) = run(scenario(*others, *said))
    assert result.passed, result.fault
    back = "  | 二   | 12.3 | 1.1.0 | 李某 | 不明   | 不明     | 不明   | 不明         | 不明 | -2500元 | 一 |"
    (result,) = run(scenario(*others, back, "当 审核该案件", "那么 “张家”的每年现金合计为2500元"))
    assert result.passed, result.fault


def test_sums_of_several_periods_have_to_say_which(run: Run) -> None:
    course = [
        "假如 有以下企业：",
        "  | 编号   | 经营（登记）地 | 入驻（孵）创业孵化基地 | 经认定符合入孵创业实体条件 |",
        "  | 甲公司 | 西夏区         | 是                     | 是                         |",
        "而且 有以下培训：",
        "  | 编号 | 学员 | 用人单位 | 培训项目           | 与企业的劳动合同期限 | 技能岗位来源 | 培养目标等级 |",
        "  | 一班 | 李某 | 甲公司   | 企业新型学徒制培训 | 12个月               | 新招用       | 中级工       |",
        "而且 “一班”的年内学徒培训月数为11个月",
        "当 审核该案件",
    ]
    found = fault(run, *course, "那么 “甲公司”的现金合计为0元至18000元")
    assert isinstance(found, FeatureError)
    assert "请写明是哪一种：一次性现金合计、每年现金合计" in found.text
    (result,) = run(scenario(*course, "那么 “甲公司”的一次性现金合计为0元至12000元"))
    assert result.passed, result.fault


def test_the_trace_marks_every_line(run: Run) -> None:
    found = fault(run, "当 审核该案件", "那么 条款12.4对“李某”的结果为“可享受”")
    assert isinstance(found, Untrue)
    assert found.clause == "12.4"
    assert "✗ 年内务工收入 ≥ 50,000元（达到）  [年内务工收入 = 32,000元]  ← 决定性条件" in found.trace
    assert "✓ " in found.trace
    assert f"x.feature 第{FIRST + 1}行，条款12.4" in str(found)


def test_a_sum_that_is_wrong_shows_what_it_is_made_of(run: Run) -> None:
    found = fault(run, "当 审核该案件", "那么 “张家”的现金合计为0元")
    assert isinstance(found, Untrue)
    assert "条款12.3 对“李某”：可享受，2,500元" in found.trace
    assert "条款12.4 对“李某”：不符合" in found.trace
    assert "条款11.1" not in found.trace


def test_nothing_is_so_of_a_clause_where_no_policy_applies(run: Run) -> None:
    """So that a day of publication that comes too late is noticed by a policy without any money to add up."""
    found = fault(run, "假如 只看2023年4月3日及以前公布的文件", "当 审核该案件", "那么 条款12.3对“李某”的结果为“可享受”")
    assert isinstance(found, Untrue)
    assert "没有可以适用的方案，条款12.3没有审核" in str(found)


@pytest.mark.parametrize(
    ("lines", "line", "hint"),
    [
        (["当 审核这个案件"], 0, "最接近的是：当 审核该案件"),
        (["假如 审核该案件"], 0, "应放在“当”之下，不是“假如”之下"),
        (["当 “张家”的现金合计为0元"], 0, "应放在“假如”或“那么”之下"),
        (["当 审核该案件", "那么 条款12.3对“李某”的结果为“可领”"], 1, "可用的有：可享受"),
        (["当 审核该案件", "那么 条款12.9对“李某”的结果为“可享受”"], 1, "没有条款“12.9”，是不是“12."),
        (["当 审核该案件", "那么 条款12.3对“王某”的结果为“可享受”"], 1, "审核的是：李某"),
        (["当 审核该案件", "那么 金额为1元"], 1, "前面还没有写"),
        (["当 审核该案件", "那么 “王家”的现金合计为0元"], 1, "没有“王家”"),
        (["当 审核该案件", "那么 条款12.3对“李某”的结果为“可享受”，金额为一千元"], 1, "不是数"),
        (["当 审核该案件", "那么 条款12.3对“李某”的结果为“可享受”，金额为2500"], 1, "单位没有写"),
        (["那么 “张家”的现金合计为0元"], 0, "还没有“当 审核该案件”"),
        (["当 审核该案件", "假如 “李某”的年内务工收入为1元"], 1, "不能再改案件"),
        (["假如 “李某”的年收入为1元"], 0, "是不是"),
        (["假如 “李某”的编号为乙"], 0, "不能改"),
        (["假如 “王某”的年内务工收入为1元"], 0, "没有“王某”"),
        (["假如 “李某”的年内务工月数为12.01个月", "当 审核该案件"], 0, "12.01"),
        (["假如 “李某”的所属家庭为王家", "当 审核该案件"], 0, "王家"),
        (["假如 “李某”的出生日期为2024年1月1日", "当 审核该案件"], 0, "2024-01-01"),
        (["假如 有以下人物：", "  | 编号 |", "  | 甲 |"], 0, "没有“人物”这种对象"),
        (["假如 有以下个人："], 0, "应有数据表"),
        (["当 审核该案件", "  | 编号 |"], 0, "不应有数据表"),
        (["假如 有以下个人：", "  | 编号 |"], 0, "只有表头"),
        (["假如 有以下个人：", "  | 称呼 |", "  | 甲 |"], 0, "应有一列“编号”"),
        (["假如 有以下个人：", "  | 编号 | 称呼 | 称呼 |", "  | 甲 | 乙 | 丙 |"], 0, "不重复"),
        (["假如 有以下个人：", "  | 编号 | 工资 |", "  | 甲 | 1 |"], 0, "“个人”没有“工资”"),
        (["假如 有以下个人：", "  | 编号 | 年内务工收入 |", "  | 甲 | |"], 2, "是空的"),
        (["假如 有以下个人：", "  | 编号 | 年内务工收入 |", "  | 甲 | 1元 |", "  | 乙 | 多 |"], 3, "不是数"),
        (["假如 有以下个人：", "  | 编号 |", "  | 李某 |", "当 审核该案件"], 2, "李某"),
        (["假如 有以下个人：", "  | 编号 | 年内务工月数 |", "  | 甲 | 3个月以上 |"], 2, "“以上”是界限，属于规则"),
        (["假如 “李某”的年内务工月数为不满3个月", "当 审核该案件"], 0, "“不满”是界限，属于规则"),
        (["假如 已发放：", "  | 条款 | 人 |", "  | 12.1 | 李某 |"], 0, "表头没有“人”"),
        (["假如 已发放：", "  | 条款 | 年度 |", "  | 12.1 | 2023年 |"], 0, "“条款”“对象”"),
        (["假如 已发放：", "  | 条款 | 对象 |", "  | 12.9 | 李某 |", "当 审核该案件"], 2, "12.9"),
        (["假如 已发放：", "  | 条款 | 对象 |", "  | 12.1 | 张家 |", "当 审核该案件"], 2, "12.1"),
        (["假如 已发放：", "  | 条款 | 对象 | 月份 |", "  | 12.1 | 李某 | 六月 |"], 2, "不是月份"),
        (["假如 已发放：", "  | 条款 | 对象 | 日期 |", "  | 12.1 | 李某 | 年初 |"], 2, "不是日期"),
        (["假如 已发放：", "  | 条款 | 对象 | 地方 |", "  | 12.1 | 李某 | 某区 |"], 2, "某区"),
        (["假如 已发放：", "  | 条款 | 对象 | 收款人 |", "  | 12.1 | 李某 | 李某 |", "当 审核该案件"], 2, "李某"),
        (["假如 没有个人"], 0, "前面已经写了"),
        (["当 审核该案件"], 0, "没有“那么”"),
        (["假如 只看昨天及以前公布的文件"], 0, "不是日期"),
        (["当 审核该案件", "那么 条款12.3对“李某”的结果为“可享受”", "而且 类别为礼品"], 2, "没有“礼品”这种类别"),
        (["当 审核该案件", "那么 “张家”的保险补贴合计为0元"], 1, "没有“保险补贴”这种合计，是不是“社会保险补贴”？"),
        (["当 审核该案件", "那么 条款12.3对“李某”的结果为“可享受”", "而且 发放周期为每天"], 2, "没有“每天”这种发放周期"),
        (["假如 已发放：", "  | 条款 | 对象 |"], 0, "只有表头"),
        (["假如 “李某”的年内务工收入为1,0000元"], 0, "不是数"),
        (
            ["当 审核该案件", "那么 条款22.1对“李某”的结果为“待定”", "而且 另行决定的原因为领导决定"],
            2,
            "没有“领导决定”这种另行决定的原因",
        ),
        (["当 审核该案件", "那么 条款12.3对“李某”的结果为“可享受”"], 1, "还须写明金额"),
        (["当 审核该案件", "那么 条款12.4对“李某”的结果为“不符合”"], 1, "还须写明决定性条件"),
        (["当 审核该案件", "那么 条款12.2对“李某”的结果为“受限额限制”"], 1, "还须写明限额"),
        (["当 审核该案件", "那么 条款11.1对“李某”的结果为“待定”"], 1, "还须写明还缺"),
        (["假如 提问日改为2023年12月21日"], 0, "没有“当 审核该案件”"),
    ],
)
def test_what_cannot_be_carried_out(run: Run, lines: list[str], line: int, hint: str) -> None:
    found = fault(run, *lines)
    assert isinstance(found, FeatureError)
    assert hint in found.text
    assert found.line == FIRST + line


def test_a_case_without_place_and_day(run: Run) -> None:
    found = fault(run, "当 审核该案件", head="# language: zh-CN\n功能: 试\n  场景: 试\n")
    assert "提问日" in str(found)


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("@条款-99.9", "指的条款不存在，可用的有：1.1"),
        ("@条款-12.１", "指的条款不存在，是不是“12.1”？"),
        ("@条款-12.1、", "指的条款不存在，是不是“12.1”？"),
        ("@重要", "没有标签“@重要”，可用的是 @条款-… 和 @方案-…"),
        ("@方案-没有", "没有方案“没有”；特性文件应放在以方案为名的文件夹中"),
        ("@方案-xixia-job-2023", "没有方案“xixia-job-2023”，是不是“xixia-jobs-2023”？"),
    ],
)
def test_tags_name_clauses_and_policies(run: Run, tag: str, hint: str) -> None:
    text = scenario("当 审核该案件", "那么 “张家”的现金合计为2500元")
    (result,) = run(text.replace("  场景: 试", f"  {tag}\n  场景: 试"))
    assert isinstance(result.fault, FeatureError)
    assert hint in result.fault.text
    (result,) = run(text.replace("  场景: 试", "  @方案-xixia-jobs-2023 @条款-12.5\n  场景: 试"))
    assert result.passed


def test_what_the_library_says_of_the_case_stands_on_one_line_without_another_place(run: Run) -> None:
    found = fault(run, "假如 “李某”的年内务工月数为12.01个月", "而且 “李某”的年内务工收入为-1元", "当 审核该案件")
    assert isinstance(found, FeatureError)
    assert found.text.startswith("12.01 不在 0 至 12 的范围内；")
    assert f"第{FIRST + 1}行：-1 " in found.text
    assert found.line == FIRST
    assert "x.feature" not in found.text
    assert "\n" not in str(found)


def test_lists_may_be_empty_or_incomplete(run: Run) -> None:
    (result,) = run(scenario("假如 没有用工", "而且 个人的名单可能不全", "当 审核该案件", "那么 “张家”的现金合计为2500元"))
    assert result.passed


def test_no_example_can_be_read_in_two_ways() -> None:
    for entry in STEPS.entries:
        matching = [other for other in STEPS.entries if other.kind == entry.kind and other.pattern.fullmatch(entry.example)]
        assert matching == [entry]
    assert len(STEPS.examples()) == len(STEPS.entries)
    assert len(STEPS.examples("when")) == 1


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("“甲”的案件，提问日为2023年1月1日", ("西夏区的案件", "“李某”的年内务工收入为")),
        ("没有个人的名单可能不全", ("没有用工", "个人的名单可能不全")),
    ],
)
def test_a_sentence_with_two_readings_is_refused(run: Run, text: str, readings: tuple[str, str]) -> None:
    found = fault(run, f"假如 {text}", "当 审核该案件")
    assert isinstance(found, FeatureError)
    assert "有几种读法" in found.text
    assert all(reading in found.text for reading in readings)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ('条款12.3对"李某"的结果为"可享受",金额为2,500元。', "条款12.3对“李某”的结果为“可享受”，金额为2,500元"),
        ("条款12.3对「李某」的结果为「可享受」", "条款12.3对“李某”的结果为“可享受”"),
        ("条款 12.3 对“李某”的结果为“可享受”", "条款12.3对“李某”的结果为“可享受”"),
    ],
)
def test_what_only_has_the_wrong_punctuation_is_shown_with_the_right_one(run: Run, text: str, meant: str) -> None:
    found = fault(run, "当 审核该案件", f"那么 {text}")
    assert found.text.endswith(f"的标点或空格不对，应写成：那么 {meant}")


def test_synonyms_of_the_law_state_the_same_bound(run: Run) -> None:
    for text in ("至多2500元", "最高2500元", "不超过2500元", "不低于2500元"):
        found = fault(run, "当 审核该案件", f"那么 条款12.3对“李某”的结果为“可享受”，金额为{text}")
        assert f"金额应为{text}，实为2500" in found.text


def test_an_amount_that_is_not_known_is_said_from_nothing_up(run: Run) -> None:
    found = fault(run, "当 审核该案件", "那么 条款12.3对“李某”的结果为“可享受”，金额为不明")
    assert "数额还不明的，写“至少0元”，不写“不明”" in found.text


@pytest.mark.parametrize("fault", [FeatureError("甲", "x.feature", 3), Untrue("甲", "x.feature", 3, "12.1", "乙")])
def test_faults_survive_a_process_boundary(fault: FeatureError | Untrue) -> None:
    copy = pickle.loads(pickle.dumps(fault))
    assert type(copy) is type(fault)
    assert (str(copy), copy.text, copy.file, copy.line) == (str(fault), "甲", "x.feature", 3)


@pytest.mark.parametrize(
    ("lines", "hint"),
    [
        (["那么 条款12.4对“李某”的结果为“不符合”", "而且 决定性条件为“年收入”"], "没有叫“年收入”的条件"),
        (["那么 条款12.3对“李某”的结果为“可享受”", "而且 限额为“甲”"], "没有限额“甲”"),
    ],
)
def test_a_name_that_the_rules_do_not_have_fails_the_scenario_alone(run: Run, lines: list[str], hint: str) -> None:
    """The rules may have changed as well as the feature be wrong: the other scenarios still have to be told."""
    found = fault(run, "当 审核该案件", *lines)
    assert isinstance(found, Nameless)
    assert hint in found.text
    assert "12." in found.trace


@pytest.mark.parametrize("said", ["方案截止日", "年份"])
def test_a_line_that_decides_is_told_by_the_name_that_a_scenario_says(run: Run, said: str) -> None:
    late = ("假如 提问日改为2024年1月1日，年度为2024年", "而且 “李某”的年内务工月数为1个月", "当 审核该案件")
    refused = "那么 条款12.3对“李某”的结果为“未生效或已过期”"
    found = fault(run, *late, refused, f"而且 决定性条件为“{said}”")
    told = {"方案截止日": "，实为“{}”", "年份": "；决定结果的是“{}”"}[said]
    assert found.text.endswith(told.format("方案年度"))
    (result,) = run(scenario(*late, refused, "而且 决定性条件为“方案年度”"))
    assert result.passed


def test_a_long_sentence_that_is_not_known_is_refused_at_once(run: Run) -> None:
    """No pattern takes longer than it should, however the sentence ends."""
    for text in ("那么 还缺" + "、".join("“甲”" for _ in range(40)) + "。", "那么 条款1对" + "“甲”" * 4000):
        assert isinstance(fault(run, "当 审核该案件", text), FeatureError)


def test_a_question_that_cannot_be_answered_is_named_by_its_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A group that breaks its word is no fault of one scenario, but the others must still be told."""

    def refuse(*_: object, **__: object) -> None:
        raise UsageError(
            Finding("group_at_run_time", context={"group": "g", "found": "1, 2", "subject": "p", "expected": "at_most_one"})
        )

    monkeypatch.setattr("subsidies.assessment.assessing.guard_groups", refuse)
    found = fault(run, "当 审核该案件", "那么 “张家”的现金合计为0元")
    assert isinstance(found, FeatureError)
    assert "1, 2" in found.text
    assert found.line == FIRST
