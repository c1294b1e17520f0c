"""What a step says in one line: an answer with its reason, several changes, what would become of it, a model case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import indent

import pytest

from subsidies.catalogue import Catalogue
from subsidies.scenarios import Result, read_feature, run_feature
from tests.unit.scenarios.test_steps import HEAD, fault, scenario

Run = Callable[[str], list[Result]]
ASKED = "当 审核该案件"
PAID = "那么 条款12.3对“李某”的结果为可享受，2500元"


def passes(run: Run, *lines: str) -> bool:
    (result,) = run(scenario(*lines))
    return result.passed


@pytest.mark.parametrize(
    "answer",
    [
        "条款12.3对“李某”的结果为可享受，2500元",
        "条款12.3对“李某”的结果为“可享受”，金额为2500元",
        "条款12.3对“李某”的结果为可享受，2500元，收款人为“张家”，发放周期为每年",
        "条款12.3对“李某”的结果为可享受，2500元，“张家”的现金合计为2500元，其中现在可发2500元",
        "条款12.4对“李某”的结果为不符合，年内务工收入",
        "条款12.4对“李某”的结果为不符合，“年内务工收入”",
        "条款12.1对“李某”的结果为受限额限制，同一人每年只领一档",
    ],
)
def test_an_answer_says_its_reason_after_a_comma(run: Run, answer: str) -> None:
    assert passes(run, ASKED, f"那么 {answer}")


@pytest.mark.parametrize(
    ("answer", "hint"),
    [
        ("可享受，2400元", "金额应为2400元，实为2500"),
        ("可享受", "还须写明金额"),
        ("不符合，年内务工收入", "结果应为“不符合”，实为“可享受”"),
        ("可享受，2500元，收款人为“李某”", "收款人应为“李某”，实为“张家”"),
        ("可享受，2500元，“张家”的现金合计为2500元，其中现在可发0元", "现在可发的现金应为0元"),
        ("可领，2500元", "没有“可领”这种结果"),
        ("可享受，年内务工收入", "不是数"),
    ],
)
def test_what_is_wrong_in_an_answer_is_told(run: Run, answer: str, hint: str) -> None:
    assert hint in str(fault(run, ASKED, f"那么 条款12.3对“李某”的结果为{answer}"))


def test_several_things_are_given_in_one_step(run: Run) -> None:
    refused = "那么 条款12.3对“李某”的结果为不符合，脱贫户或监测对象"
    assert passes(run, "而且 “李某”的年内务工收入为3万元；“张家”的帮扶状态为不在册", ASKED, refused)
    assert passes(run, "而且 没有改动", ASKED, PAID)
    assert "没有“李四的收入”这样的步骤" in str(fault(run, "而且 “李某”的年内务工收入为3万元；李四的收入", ASKED, PAID))


@pytest.mark.parametrize(
    "line",
    [
        "“李某”的年内务工收入为29999.99元时，结果为不符合，年内务工收入",
        "“李某”的年内务工收入为29999.99元；“张家”的帮扶状态为不在册时，结果为不符合，脱贫户或监测对象",
        "“张家”的列入名册的地方为兴庆区时，结果为不在本地，列入名册的地方",
        "提问日为2023年4月3日，年度为2023年；“李某”的年内务工月数为2个月时，结果为未生效或已过期，方案开始日",
        "“李某”的年内务工收入为49999.99元时，结果不变",
        "“李某”的年内务工收入为不明时，另外还缺“年内务工收入”",
        "提问日为2024年1月1日，年度为2023年时，另外还缺“期满后申请：文中没有规定申请期限”",
    ],
)
def test_what_would_become_of_it_is_said_in_a_line(run: Run, line: str) -> None:
    assert passes(run, ASKED, PAID, f"而且 {line}")


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("“李某”的年内务工收入为30000元时，结果为不符合，年内务工收入", "实为“可享受”"),
        ("“李某”的年内务工收入为29999.99元时，结果不变", "结果应仍为“可享受”，实为“不符合”"),
        ("“李某”的年内务工收入为29999.99元时，结果为不符合", "还须写明决定性条件"),
        ("“李某”的年内务工收入为不明时，另外还缺“年内务工月数”", "还缺的应为：年内务工月数，实为：年内务工收入"),
        ("“李某”的年内务工收入为不明时，结果为待定，2500元", "还须写明还缺"),
        ("“王某”的年内务工收入为1元时，结果不变", "案件中没有“王某”"),
        ("“李某”的年内务工收入为-1元时，结果不变", "-1 不在 0 至 ∞ 的范围内"),
    ],
)
def test_what_would_not_become_of_it_is_told_with_the_line(run: Run, line: str, hint: str) -> None:
    found = fault(run, ASKED, PAID, f"而且 {line}")
    assert hint in str(found)
    assert found.line == HEAD.count("\n") + 3


def test_what_is_supposed_leaves_the_case_as_it_was(run: Run) -> None:
    assert passes(
        run,
        ASKED,
        PAID,
        "而且 “李某”的年内务工收入为1元时，结果为不符合，年内务工收入",
        "而且 “李某”的年内务工收入为30000元时，结果不变",
        "而且 金额为2500元",
    )


def test_a_supposition_needs_an_answer_before_it(run: Run) -> None:
    assert "前面还没有写" in str(fault(run, ASKED, "那么 “李某”的年内务工收入为1元时，结果不变"))


RULE = """# language: zh-CN
功能: 第12条
  背景:
    假如 西夏区的案件，提问日为2023年12月20日
    而且 没有发放过补贴
    而且 有以下家庭：
      | 编号 | 帮扶状态 | 列入名册的地方 |
      | 张家 | 脱贫户   | 西夏区         |
  @条款-12.3
  规则: 第三档
    场景大纲: 收入
      假如 有以下个人：
        | 编号 | 所属家庭 | 年内务工收入 |
        | 李某 | 张家     | <收入>       |
      当 审核该案件
      那么 条款12.3对“李某”的结果为<结果>
      例子:
        | 收入   | 结果                 |
        | 1元    | 不符合，年内务工收入 |
        | 30000元 | 可享受，2500元      |
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "xixia-jobs-2023"
    found.mkdir()
    (found / "article-12.feature").write_text(RULE, encoding="utf-8")
    return found


def table(folder: Path, *lines: str) -> Path:
    path = folder / "clauses.feature"
    path.write_text("# language: zh-CN\n功能: 一览\n  场景: 试\n" + indent("\n".join(lines), "    ") + "\n", encoding="utf-8")
    return path


def test_a_model_case_is_the_first_in_which_a_clause_holds(folder: Path, root_catalogue: Catalogue) -> None:
    path = table(folder, "假如 条款12.3的通例", ASKED, "那么 结果与通例相同", "而且 收款人为“张家”", "而且 金额为2500元")
    (result,) = run_feature(path, root_catalogue)
    assert result.passed, result.fault
    (one,) = read_feature(path)
    assert one.by_model
    assert not any(other.by_model for other in read_feature(folder / "article-12.feature"))


@pytest.mark.parametrize(
    ("lines", "hint"),
    [
        (["假如 条款12.4的通例", ASKED, "那么 结果与通例相同"], "没有条款“12.4”的通例，是不是“12.3”"),
        (["假如 条款12.3的通例；“李某”的年内务工收入为1元", ASKED, "那么 结果与通例相同"], "结果应为“可享受”，实为“不符合”"),
        (["假如 条款12.3的通例", ASKED, "那么 牵头单位为财政局"], "前面还没有写"),
        (
            ["假如 条款12.3的通例", ASKED, "那么 结果与通例相同", "而且 牵头单位为财政局"],
            "牵头单位应为财政局，实为农业农村和水务局",
        ),
        (
            ["假如 条款12.3的通例", "而且 有以下家庭：\n  | 编号 |\n  | 张家 |", ASKED, "那么 结果与通例相同"],
            "编号 张家 在 households 中重复",
        ),
    ],
)
def test_what_is_wrong_with_a_model_case_is_told(folder: Path, root_catalogue: Catalogue, lines: list[str], hint: str) -> None:
    (result,) = run_feature(table(folder, *lines), root_catalogue)
    assert hint in str(result.fault)


def test_a_scenario_that_takes_a_model_case_is_none_itself(folder: Path, root_catalogue: Catalogue) -> None:
    """However it is joined to a change: its own tag would lead it to itself."""
    path = folder / "article-11.feature"
    steps = ("假如 条款12.3的通例；没有改动", ASKED, "那么 条款12.3对“李某”的结果为可享受，2500元")
    text = "# language: zh-CN\n功能: 先读到的\n  @条款-12.3\n  场景: 试\n" + indent("\n".join(steps), "    ") + "\n"
    path.write_text(text, encoding="utf-8")
    (one,) = read_feature(path)
    assert one.by_model
    (result,) = run_feature(path, root_catalogue)
    assert result.passed, result.fault


def test_without_a_model_case_nothing_is_as_in_it(run: Run) -> None:
    assert "前面没有写“条款…的通例”" in str(fault(run, ASKED, "那么 结果与通例相同"))
