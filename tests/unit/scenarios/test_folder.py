"""A folder of features: all that is wrong in all files at once, and no part of a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from subsidies.catalogue import Catalogue
from subsidies.errors import InputError, RulesetError, UsageError
from subsidies.scenarios import Untrue, read_features, run_features

PLAN = "xixia-jobs-2023"
HEAD = "# language: zh-CN\n功能: 试\n"
SCENARIO = """  场景: 甲
    假如 西夏区的案件，提问日为2023年12月20日
    当 审核该案件
    那么 “张家”的现金合计为0元
"""
TWO_POLICIES = Path(__file__).parents[2] / "good" / "two_policies"
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a feature into the folder of a policy and gives the folder of all features."""

    def writes(text: str | bytes, name: str = "a.feature", policy: str = PLAN) -> Path:
        path = tmp_path / "features" / "640105-xixia" / policy / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path / "features"

    return writes


def wrong(root: Path, catalogue: Catalogue, *policies: str) -> list[tuple[str, int, str]]:
    """Name of the file, line and text of everything found."""
    with pytest.raises(InputError) as caught:
        run_features(read_features(root, catalogue, policies), catalogue)
    found = []
    for item in caught.value.findings:
        assert item.kind == "bad_feature"
        assert item.position is not None
        found.append((Path(item.position.file).name, item.position.line, item.context["reason"]))
    return found


def test_all_files_at_once(write: Write, root_catalogue: Catalogue) -> None:
    write(HEAD + "  @条款-12.１\n" + SCENARIO.replace("审核该案件", "审核案件").replace("合计为", "合计是"))
    write("功能: 试\n", "b.feature")
    write(HEAD.encode("gb18030"), "c.feature")
    root = write(HEAD + SCENARIO, "d.feature")
    found = wrong(root, root_catalogue)
    assert [(file, line) for file, line, _ in found] == [
        ("a.feature", 3),
        ("a.feature", 6),
        ("a.feature", 7),
        ("b.feature", 1),
        ("c.feature", 2),
    ]
    for (_, _, text), hint in zip(found, ("是不是“12.1”？", "当 审核该案件", "合计为", "第一行", "GBK"), strict=True):
        assert hint in text


def test_what_only_running_shows(write: Write, root_catalogue: Catalogue) -> None:
    root = write(HEAD + SCENARIO)  # that 张家 is unknown shows once the scenario runs
    assert wrong(root, root_catalogue) == [("a.feature", 6, "案件中没有“张家”，已有的是：无")]


def test_rows_of_an_outline(write: Write, root_catalogue: Catalogue) -> None:
    outline = SCENARIO.replace("场景: 甲", "场景大纲: 甲").replace(
        "    当", "    而且 有以下个人：\n      | 编号 | 年内务工收入 |\n      | 李某 | <收入> |\n    当"
    )
    rows = "    例子:\n      | 收入 |\n      | 很多 |\n      | 1元以上 |\n      | 很多 |\n"
    found = wrong(write(HEAD + outline + rows), root_catalogue)
    assert [line for _, line, _ in found] == [7, 7]
    assert found[0][2].endswith("（例子第13行）")
    assert found[1][2].endswith("（例子第12行）")
    tagged = "  @条款-99\n" + outline.replace("审核该案件", "审核<收入>") + rows
    found = wrong(write(HEAD + tagged), root_catalogue)
    assert [line for _, line, _ in found] == [3, 9]
    assert found[1][2].endswith("（例子第13行）")
    ((_, _, text),) = wrong(write(HEAD + outline.replace("审核该案件", "审核案件") + rows), root_catalogue)
    assert text.endswith("最接近的是：当 审核该案件")


def test_folders_and_tags_name_policies(write: Write, root_catalogue: Catalogue) -> None:
    root = write(HEAD + SCENARIO + SCENARIO.replace("甲", "乙"), policy="xixia-job-2023")
    ((file, line, text),) = wrong(root, root_catalogue)
    assert (file, line) == ("a.feature", 0)
    assert "没有方案“xixia-job-2023”，是不是“xixia-jobs-2023”？" in text
    write(HEAD + "  @方案-xixia-jobs-2032 @条款-99\n" + SCENARIO, policy="xixia-job-2023")
    ((_, line, text),) = wrong(root, root_catalogue)
    assert line == 3
    assert "没有方案“xixia-jobs-2032”" in text
    write(HEAD + f"  @方案-{PLAN} @条款-12.1 @条款-99\n" + SCENARIO, policy="xixia-job-2023")
    ((_, line, text),) = wrong(root, root_catalogue)
    assert line == 3
    assert "标签“@条款-99”" in text


def test_where_there_is_nothing(write: Write, root_catalogue: Catalogue) -> None:
    root = write("x", "notes.txt")
    with pytest.raises(UsageError, match=r"no \.feature file"):
        read_features(root, root_catalogue)
    with pytest.raises(UsageError, match="give the folder"):
        read_features(root / "none", root_catalogue)
    with pytest.raises(UsageError, match=r"unknown policy xixia-job-2023; allowed: .*; did you mean xixia-jobs-2023"):
        read_features(root, root_catalogue, ["xixia-job-2023"])


def test_a_single_file(write: Write, root_catalogue: Catalogue) -> None:
    write(HEAD + SCENARIO, "b.feature")
    file = write(HEAD + SCENARIO) / "640105-xixia" / PLAN / "a.feature"
    (feature,) = read_features(file, root_catalogue)
    assert (feature.file, feature.title, feature.policies) == (str(file), "试", (PLAN,))


def test_one_policy_of_several(write: Write, rulesets_with_another: Catalogue) -> None:
    root = write(HEAD + SCENARIO)
    with pytest.raises(UsageError, match="policy another-2023 has no feature below"):
        read_features(root, rulesets_with_another, ["another-2023"])
    write("功能: 坏\n", policy="another-2023")
    (feature,) = read_features(root, rulesets_with_another, [PLAN])
    assert feature.policies == (PLAN,)
    write(HEAD + "@方案-another-2023\n" + SCENARIO, "both.feature")
    assert {item.policies for item in read_features(root, rulesets_with_another, [PLAN])} == {(PLAN,)}


def test_a_feature_of_two_policies_is_run_over_both() -> None:
    catalogue = Catalogue(TWO_POLICIES / "rulesets")
    (ran,) = run_features(read_features(TWO_POLICIES / "features", catalogue), catalogue)
    assert ran.feature.policies == ("study-2023", "housing-2023")
    assert [result.fault for result in ran.results] == [None, None]


def test_a_tag_may_name_what_any_of_its_policies_has(write: Write) -> None:
    catalogue = Catalogue(TWO_POLICIES / "rulesets")
    text = HEAD + "  @方案-study-2023 @方案-housing-2023 @条款-3 @条款-6 @条款-7\n" + SCENARIO.replace("西夏区", "甲市")
    ((_, line, told),) = wrong(write(text), catalogue)
    assert line == 3
    assert told == "标签“@条款-7”指的条款不存在，可用的有：2、3、4、1、5.1、6"


def test_a_ruleset_that_is_to_blame_is_named_and_no_feature(write: Write, broken_rulesets: Catalogue) -> None:
    with pytest.raises(RulesetError, match="wage_incom"):
        read_features(write(HEAD + SCENARIO), broken_rulesets)


def test_a_scenario_that_is_not_true_is_a_result(write: Write, root_catalogue: Catalogue) -> None:
    people = "    而且 有以下个人：\n      | 编号 |\n      | 张家 |\n    当"
    root = write(HEAD + SCENARIO.replace("    当", people).replace("0元", "1元"))
    (ran,) = run_features(read_features(root, root_catalogue), root_catalogue)
    (result,) = ran.failures
    assert isinstance(result.fault, Untrue)
    assert result.fault.line == 9
