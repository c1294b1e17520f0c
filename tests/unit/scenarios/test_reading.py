"""Feature files that cannot be read: one error, in Chinese, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from gherkin.dialect import Dialect

from subsidies.scenarios import FeatureError, lint, read_feature

HEAD = "# language: zh-CN\n功能: 试\n"
STEP = "      当 审核该案件\n"
OUTLINE = "  场景大纲: 甲\n      当 审核<甲>\n      例子:\n"
SCENARIO = "  场景: 甲\n" + STEP


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "x.feature"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("", 1, "language: zh-CN"),
        ("功能: 试\n", 1, "language: zh-CN"),
        ("# language: en\n功能: 试\n", 1, "不是“# language: en”"),
        ("\n" + HEAD, 1, "language: zh-CN"),
        (HEAD + "  # language: en\n", 3, "只写在第一行"),
        ("# language: zh-CN\n", 2, "在此结束"),
        (HEAD, 1, "没有一个场景"),
        (HEAD + "  场景: 空\n", 3, "没有步骤"),
        (HEAD + "  场景:\n" + STEP, 3, "没有名称"),
        (HEAD + "  场景: 甲\n" + STEP + "  场景: 甲\n" + STEP, 5, "与第3行的同名"),
        (HEAD + "  规则: 一\n    场景: 甲\n" + STEP + "  规则: 二\n    场景: 甲\n" + STEP, 7, "同名"),
        (HEAD + "  场景: 甲\n      当地的案件\n", 4, "后面要空一格"),
        (HEAD + "  场景: 甲\n      而且 审核该案件\n", 4, "“假如”“当”或“那么”"),
        (HEAD + "  场景: 甲\n      当 审核<甲>\n", 4, "不是场景大纲"),
        (HEAD + "  场景: 甲\n" + STEP + '      """\n      文\n      """\n', 5, "文本块"),
        (HEAD + "  场景: 甲\n      假若 乙\n" + STEP, 4, "“假若 乙”不以“假如”.*不会被执行"),
        (HEAD + "  背景:\n    随便写\n  场景: 甲\n" + STEP, 4, "不会被执行"),
        (HEAD + "  场景: 甲\n" + STEP + "      随便写\n", 5, "读不懂"),
        (HEAD + "  场景大纲: 甲\n" + STEP, 3, "没有“例子”"),
        (HEAD + "  场景大纲: 甲\n" + STEP + "      例子:\n        | 甲 |\n", 5, "没有一行数据"),
        (HEAD + "  场景大纲: 甲\n      当 审核<乙>\n      例子:\n        | 甲 |\n        | 1 |\n", 6, "“甲”没有用到"),
        (HEAD + "  场景大纲: 甲\n      当 <甲><乙>\n      例子:\n        | 甲 |\n        | 1 |\n", 4, "缺少列“乙”"),
        (HEAD + "  场景大纲: 甲\n      当 <甲>\n      例子:\n        | 甲 | 甲 |\n        | 1 | 2 |\n", 6, "重复"),
        (HEAD + "  场景大纲: 甲\n      当 <甲>\n      例子:\n        | 甲 |\n        | 1 | 2 |\n", 7, "列数"),
        (HEAD + "  场景大纲: 甲\n      当 <甲>\n      @x\n      例子:\n        | 甲 |\n        | 1 |\n", 6, "标签"),
    ],
)
def test_one_error_with_its_line(tmp_path: Path, text: str, line: int, hint: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(FeatureError, match=hint) as caught:
        read_feature(path)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"{path} 第{line}行：")


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        # A keyword that runs into the text is no keyword
        (HEAD + "  场景: 甲\n      当地的案件\n", 4, "拆成“当”和“地的案件”.*写成“当 地的案件”.*“而且 当地的案件”"),
        (HEAD + "  场景: 甲\n      当前为2023年\n", 4, "拆成“当”和“前为2023年”"),
        (HEAD + "  场景: 甲\n      那么多案件\n", 4, "拆成“那么”和“多案件”"),
        (HEAD + "  场景: 甲\n      同时期的案件\n", 4, "拆成“同时”和“期的案件”"),
        (HEAD + SCENARIO + "      而且有以下家庭：\n", 5, "拆成“而且”和“有以下家庭：”"),
        (HEAD + SCENARIO + "      但是，有以下家庭的名单\n", 5, "拆成“但是”和“有以下家庭的名单”"),
        (HEAD + SCENARIO + "      并且：甲\n", 5, "后面要空一格"),
        (HEAD + "  场景: 甲\n      假如\n", 4, "“假如”后面没有内容"),
        (HEAD + "  场景: 甲\n      * 审核该案件\n", 4, "第一步应以"),
        (HEAD + "  背景:\n    而且 甲\n" + SCENARIO, 4, "第一步应以"),
        (HEAD + "  背景:\n    假如 甲\n  场景: 甲\n      而且 审核该案件\n", 6, "第一步应以"),
        (HEAD + "  规则: 一\n  背景:\n    但是 甲\n" + SCENARIO, 5, "第一步应以"),
        # A title needs a half-width colon
        ("# language: zh-CN\n功能： 试\n" + SCENARIO, 2, "写成“功能:”"),
        (HEAD + "  场景：甲\n" + STEP, 3, "写成“场景:”"),
        (HEAD + "  场景 : 甲\n" + STEP, 3, "写成“场景:”"),
        (HEAD + "  场景大纲: 甲\n      当 审核<甲>\n      例子：\n        | 甲 |\n", 5, "写成“例子:”"),
        (HEAD + SCENARIO + "  场景 乙\n" + STEP, 5, "写成“场景:”"),
        (HEAD + "  背景：本方案只管一年。\n" + SCENARIO, 3, "如果只是说明文字，请换一种写法"),
        # What the parser would take for a description, and never run
        (HEAD + "  假如 没有用工\n" + SCENARIO, 3, "不在场景里，不会被执行"),
        (HEAD + "  * 没有用工\n" + SCENARIO, 3, "不在场景里，不会被执行"),
        (HEAD + "  | 编号 |\n" + SCENARIO, 3, "不属于任何步骤"),
        (HEAD + "  例子:\n" + SCENARIO, 3, "“例子:”应放在场景大纲的步骤之后"),
        (HEAD + "  规则: 一\n    当 审核该案件\n" + SCENARIO, 4, "不在场景里"),
        (HEAD + OUTLINE + "      那么 甲\n        | 甲 |\n        | 1 |\n", 6, "不在场景里"),
        (HEAD + "  场景: 甲\n      ＠条款-1\n" + STEP, 4, "半角“@”"),
        # What stands where it cannot stand
        (HEAD + "功能: 二\n" + SCENARIO, 3, "一个文件只能有一个“功能:”"),
        (HEAD + SCENARIO + "功能: 二\n", 5, "一个文件只能有一个“功能:”"),
        (HEAD + SCENARIO + "  背景:\n    假如 甲\n", 5, "“背景:”只能有一个"),
        (HEAD + "  背景:\n    假如 甲\n  例子:\n    | 甲 |\n", 5, "“例子:”应放在"),
        (HEAD + OUTLINE + "        | 甲 |\n        | 1 |\n" + STEP, 8, "这一步不在场景里"),
        (HEAD + SCENARIO + "  规则: 一\n" + "    场景: 乙\n" + STEP + "    背景:\n", 8, "“背景:”只能有一个"),
        ("# language: zh-CN\n场景: 甲\n" + STEP, 2, "“场景:”不能放在这里"),
        (HEAD + SCENARIO + "  @条款-1\n", 6, "文件在此结束"),
        (HEAD + "  @条款 1\n" + SCENARIO, 3, "标签里不能有空格"),
        (HEAD + "  @条款-1\n  | 甲 |\n", 4, "这一行表格前面没有步骤"),
        # Tables
        (HEAD + SCENARIO + "        ｜ 编号 ｜\n", 5, "竖线要用半角“|”，不是“｜”"),
        (HEAD + SCENARIO + "        | 编号 | 称呼\n        | 甲 | 乙\n", 5, "否则最后的“称呼”会丢失"),
        (HEAD + SCENARIO + "        | 编号 | # 注\n", 5, "否则最后的“# 注”会丢失"),
        # What cannot be seen
        (HEAD + "  场景: 甲\n      当\u200b 审核该案件\n", 4, "看不见的字符 U\\+200B"),
        (HEAD + "  场景: 甲\n      当 审核\u2028该案件\n", 4, "看不见的字符 U\\+2028"),
        (HEAD + SCENARIO + "        | 编号\ufeff |\n", 5, "看不见的字符 U\\+FEFF"),
    ],
)
def test_traps_of_writing_features_in_chinese(tmp_path: Path, text: str, line: int, hint: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(FeatureError, match=hint) as caught:
        read_feature(path)
    assert caught.value.line == line


def test_what_looks_odd_but_can_be_read(tmp_path: Path) -> None:
    text = (
        "  # language: zh-CN\r\n\t功能: 试\r\n\r\n    当地的方案，同时适用于各县。\r\n  场景: 甲\r\n"
        "\t假如\t有以下家庭：  \r\n　　　| 编号　|　帮扶 \\| 状态 |  \r\n      | 张家 | |\r\n"
        "      * 没有用工\r\n      当　审核该案件\r\n      同时 那么多\r\n      但是 当地\r\n"
    )
    (found,) = read_feature(written(tmp_path, text))
    assert [(step.keyword, step.kind, step.text) for step in found.steps] == [
        ("假如", "given", "有以下家庭："),
        ("*", "given", "没有用工"),
        ("当", "when", "审核该案件"),
        ("同时", "when", "那么多"),
        ("但是", "when", "当地"),
    ]
    assert [[cell.text for cell in row] for row in found.steps[0].rows] == [["编号", "帮扶 | 状态"], ["张家", ""]]
    assert found.steps[1].sentence == "* 没有用工"
    (same,) = read_feature(written(tmp_path, text.replace("\r\n", "\r")))
    assert same == found


def test_the_keywords_are_those_of_the_parser() -> None:
    dialect = Dialect.for_name("zh-CN")
    assert dialect is not None
    kinds = ("given", "when", "then", "and", "but")
    steps = {word.strip() for kind in kinds for word in getattr(dialect, f"{kind}_keywords")}
    assert steps == {*lint.STEPS, "*"}
    rooms = ("feature", "background", "scenario", "scenario_outline", "rule", "examples")
    assert {word for room in rooms for word in getattr(dialect, f"{room}_keywords")} == set(lint.TITLES)


@pytest.mark.parametrize(
    ("raw", "line", "hint"),
    [
        (b"# language: zh-CN\n" + "功能: 试\n".encode("gb18030"), 2, "像是GBK编码.*不是UTF-8编码（第19个字节）；请另存为UTF-8"),
        (b"# language: zh-CN\n\n\xff\n", 3, "文件不是UTF-8编码"),
        (HEAD.encode("utf-16"), 1, "像是UTF-16编码"),
        (HEAD.encode("utf-16-be"), 1, "像是UTF-16编码"),
        (b"\xef\xbb\xbf# language: zh-CN\n", 1, "字节顺序标记"),
    ],
)
def test_a_file_that_is_not_utf8(tmp_path: Path, raw: bytes, line: int, hint: str) -> None:
    with pytest.raises(FeatureError, match=hint) as caught:
        read_feature(written(tmp_path, raw))
    assert caught.value.line == line


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    for path, hint in ((tmp_path / "none.feature", "没有这个文件"), (tmp_path, "读不出")):
        with pytest.raises(FeatureError, match=hint) as caught:
            read_feature(path)
        assert str(caught.value).startswith(f"{path}：")


def test_outlines_backgrounds_rules_and_tags_are_written_out(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "# language: zh-CN\n@条款-1\n功能: 试\n  背景:\n    假如 甲\n  @条款-2\n  规则: 一\n    背景:\n      假如 乙\n"
        "    @条款-3\n    场景大纲: 丙\n      当 <列>\n      那么 表\n        | <列> |\n"
        "      例子:\n        | 列 | 说明 |\n        | 丁 | 注 |\n        | 戊 | |\n",
    )
    first, second = read_feature(path)
    assert [step.text for step in first.steps] == ["甲", "乙", "丁", "表"]
    assert [step.kind for step in first.steps] == ["given", "given", "when", "then"]
    assert first.steps[3].rows[0][0].text == "丁"
    assert second.steps[3].rows[0][0].text == "戊"
    assert first.tags == ("条款-1", "条款-2", "条款-3")
    assert (first.line, second.line) == (17, 18)
    assert (first.rule, first.title) == ("一", "丙（列=丁）")
