"""Full-width punctuation in a case is named where it stands, and what may be full-width is left alone."""

from __future__ import annotations

import pytest

from subsidies import Catalogue
from subsidies.errors import SubsidiesError
from subsidies.files.full_width import in_line
from subsidies.files.source import parse

HEAD = "schema_version: 1\njurisdiction: '640105'\non: 2023-12-20\n"


@pytest.mark.parametrize(
    ("text", "spot", "sign"),
    [
        ("persons：\n  - id: p1\n", (4, 8), "："),
        ("persons:\n  - id: p1\n    household：h1\n    name: 甲\n", (6, 14), "："),
        ("persons:\n  - id: p1\n    household：h1\n", (6, 14), "："),
        ("persons:\n  - id: p1\n    household：h1 # 注：甲，乙\nprior_awards: []\n", (6, 14), "："),
        ("persons:\n  - id：p1\n", (5, 7), "："),
        ("persons:\n  - {id： p1，name: 甲}\n", (5, 8), "："),
        ("persons:\n  - {id: p1，name: 甲}\n", (5, 12), "，"),
        ("persons:\n  - {id: p1, birth_date: “2023-01-02”}\n", (5, 26), "“"),
        ("persons:\n  - {id: ＂p1＂}\n", (5, 10), "＂"),
        ("persons:\n　- id: p1\n", (5, 1), "U+3000 IDEOGRAPHIC SPACE"),
        ("persons:\n  - id: p1\n　　name: 甲\n", (6, 1), "U+3000 IDEOGRAPHIC SPACE"),
        ("persons:\n  - id:　p1\n", (5, 8), "U+3000 IDEOGRAPHIC SPACE"),
        ("persons:\n  - id: p1　# 王\n", (5, 11), "U+3000 IDEOGRAPHIC SPACE"),
        ("个人：\n  - 编号：p1\n    称呼：甲\n", (4, 3), "："),
        ("note: 备注：好，行：a\npersons:\n  - id: p1\n    household：h1\n", (7, 14), "："),
    ],
)
def test_a_sign_is_named_at_its_own_line_and_column(text: str, spot: tuple[int, int], sign: str) -> None:
    with pytest.raises(SubsidiesError) as caught:
        Catalogue.bundled().read_case(parse(HEAD + text, "case.yaml"))
    (found,) = [item for item in caught.value.findings if item.kind == "full_width_sign"]
    assert found.position is not None
    assert (found.position.line, found.position.column, found.context["found"]) == (*spot, sign)


@pytest.mark.parametrize(
    "line",
    [
        "note: 备注：甲，乙",
        'id: "p1：" # 注：甲',
        "- {name: 甲（乙：丙）}",
        "# 编号：p1，姓名：甲",
        "name: 甲“乙”",
        "- '甲：乙'",
        "note: 甲　乙",
        "",
    ],
)
def test_texts_and_comments_may_be_full_width(line: str) -> None:
    assert in_line(line) is None


def test_a_text_may_hold_what_yaml_does_not_read() -> None:
    case = Catalogue.bundled().read_case(parse(HEAD + "note: 甲：乙，“丙”　丁\npersons: [{id: p1, name: 王：李}]\n", "case.yaml"))
    assert case.source.data["note"] == "甲：乙，“丙”　丁"
    assert case.source.data["persons"][0]["name"] == "王：李"
