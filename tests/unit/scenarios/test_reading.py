"""Feature files that cannot be read: one error, in Chinese, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from subsidies.scenarios import FeatureError, read_feature

HEAD = "# language: zh-CN\n功能: 试\n"
STEP = "      当 审核该案件\n"


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "x.feature"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("", 1, "language: zh-CN"),
        ("功能: 试\n", 1, "language: zh-CN"),
        ("# language: zh-CN\n", 2, "在此结束"),
        (HEAD, 1, "没有一个场景"),
        (HEAD + "  场景: 空\n", 3, "没有步骤"),
        (HEAD + "  场景:\n" + STEP, 3, "没有名称"),
        (HEAD + "  场景: 甲\n" + STEP + "  场景: 甲\n" + STEP, 5, "与第3行的同名"),
        (HEAD + "  规则: 一\n    场景: 甲\n" + STEP + "  规则: 二\n    场景: 甲\n" + STEP, 7, "同名"),
        (HEAD + "  场景: 甲\n      当地的案件\n", 4, "后面要空一格"),
        (HEAD + "  场景: 甲\n      而且 审核该案件\n", 4, "“假如”“当”或“那么”"),
        (HEAD + "  场景: 甲\n      当 审核<甲>\n", 4, "不是场景大纲"),
        (HEAD + "  场景: 甲\n" + STEP + '      """\n      文\n      """\n', 4, "文本块"),
        (HEAD + "  场景: 甲\n      假若 乙\n" + STEP, 3, "不会被执行"),
        (HEAD + "  背景:\n    随便写\n  场景: 甲\n" + STEP, 3, "不会被执行"),
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


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    path = written(tmp_path, b"# language: zh-CN\n" + "功能: 试\n".encode("gb18030"))
    with pytest.raises(FeatureError, match="不是UTF-8") as caught:
        read_feature(path)
    assert caught.value.line == 2
    with pytest.raises(FeatureError, match="字节顺序标记"):
        read_feature(written(tmp_path, b"\xef\xbb\xbf# language: zh-CN\n"))
    with pytest.raises(FeatureError, match="没有这个文件"):
        read_feature(tmp_path / "none.feature")
    with pytest.raises(FeatureError, match="读不出"):
        read_feature(tmp_path)


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
