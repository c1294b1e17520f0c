"""Cases in Chinese words: what is read, what is refused, and that the answer is the same."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from subsidies import Catalogue
from subsidies.errors import CaseError, InputError
from subsidies.files.data import of_data
from subsidies.files.disk import read
from subsidies.files.source import parse
from subsidies.intake import words
from subsidies.intake.canonical import canonical
from subsidies.intake.names import Names
from subsidies.intake.shapes import Rows, case_shape
from subsidies.vocabulary.numbers import Ambiguous
from tests.chinese import Writer

CATALOGUE = Catalogue.bundled()
EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.yaml"))
HEAD = "格式版本: 1\n受理地: 西夏区\n"


def data_of(text: str) -> Any:
    return canonical(parse(HEAD + text, "case.yaml"), CATALOGUE.world).data


def test_keys_and_values_in_either_language_are_one_case() -> None:
    text = """咨询日期: 2023年12月20日
审核年度: ２０２３年
家庭:
  - {编号: h1, 帮扶状态: 脱贫户, listed_in: 西夏区}
persons:
  - 编号: p1
    所属家庭: h1
    年内务工收入: 3.15万元
    months_worked: 在3个月至9.5个月之间
    有就业能力: 是
    出生日期: 1978年5月
  - {编号: p2, 年内务工收入: 不清楚, 所属家庭: 不明, 户籍或常住地: 640105}
用工（一人一行）: []
名单齐全: {个人: 否}
已发放:
  - {条款: xixia-jobs-2023/12.1, 对象: p1, 年度: 2023年, 月份: 6月, 金额: "-1,000元", 日期: 2023年6月, 版本: 不明}
另定标准:
  最低生活保障标准:
    - {地方: 西夏区, 自: 2023年1月1日, 至: 2023-12-31, 数额: 700元/月, 来源: 通知}
"""
    assert data_of(text) == {
        "schema_version": 1,
        "jurisdiction": "640105",
        "on": date(2023, 12, 20),
        "year": 2023,
        "households": [{"id": "h1", "poverty_status": "lifted", "listed_in": "640105"}],
        "persons": [
            {
                "id": "p1",
                "household": "h1",
                "wage_income": 31500,
                "months_worked": {"at_least": 3, "at_most": Decimal("9.5")},
                "able_to_work": True,
                "birth_date": "1978-05",
            },
            {"id": "p2", "wage_income": "unknown", "household": None, "resides_in": "640105"},
        ],
        "employments": [],
        "complete": {"persons": False},
        "prior_awards": [
            {
                "clause": "xixia-jobs-2023/12.1",
                "subject": "p1",
                "year": 2023,
                "month": 6,
                "amount": -1000,
                "on": "2023-06",
                "version": None,
            }
        ],
        "rates": {
            "dibao_standard": [
                {
                    "place": "640105",
                    "from": date(2023, 1, 1),
                    "to": date(2023, 12, 31),
                    "value": 700,
                    "source": "通知",
                }
            ]
        },
    }


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ("用工: 无", {"employments": []}),
        ("用工: 不明", {"employments": None}),
        ("asked_on: 2023-12-20", {"on": date(2023, 12, 20)}),
        ("备注: 是", {"note": "是"}),
        ("个人: [{编号: 甲, 称呼: 不明}]", {"persons": [{"id": "甲", "name": None}]}),
        ("用工: [{编号: m, 离职日: 至今}]", {"employments": [{"id": "m", "end": "ongoing"}]}),
        ("用工: [{编号: m, 开始缴纳社会保险日: 从来没有}]", {"employments": [{"id": "m", "insured_from": "never"}]}),
        ("个人: [{编号: p, 年内务工收入: {至少: 3万元}}]", {"persons": [{"id": "p", "wage_income": {"at_least": 30000}}]}),
        (
            "个人: [{编号: p, 出生日期: 52周岁（2023年12月20日）}]",
            {"persons": [{"id": "p", "birth_date": {"age": 52, "on": date(2023, 12, 20)}}]},
        ),
    ],
)
def test_words_in_the_place_of_values(said: str, read_as: dict[str, Any]) -> None:
    assert data_of(said) == {"schema_version": 1, "jurisdiction": "640105", **read_as}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_in_chinese_has_the_same_answer(path: Path) -> None:
    source = read(path)
    case = CATALOGUE.read_case(Writer(CATALOGUE.world).case(source.data))
    assert case.source.digest == CATALOGUE.read_case(path).source.digest
    assert CATALOGUE.assess(case) == CATALOGUE.assess(CATALOGUE.read_case(path))


def test_a_text_of_ascii_alone_is_no_number_and_no_word() -> None:
    with pytest.raises(CaseError, match="expected number, found text 42000; did you mean 42000"):
        CATALOGUE.read_case(
            of_data({"schema_version": 1, "jurisdiction": "640105", "persons": [{"id": "p", "wage_income": "42000"}]})
        )


def test_a_canonical_case_is_not_written_anew() -> None:
    source = read(EXAMPLES[0])
    assert canonical(source, CATALOGUE.world) is source


@pytest.mark.parametrize("encoding", ["gb18030", "gbk"])
def test_a_file_in_another_encoding_is_the_same_case(tmp_path: Path, encoding: str) -> None:
    text = HEAD + "个人: [{编号: p1, 称呼: 王建国}]\n"
    (tmp_path / "a.yaml").write_bytes(text.encode(encoding))
    (tmp_path / "b.yaml").write_text(text, encoding="utf-8")
    ours = CATALOGUE.read_case(tmp_path / "a.yaml", encoding="gb18030")
    assert ours.source.digest == CATALOGUE.read_case(tmp_path / "b.yaml").source.digest


def test_no_word_of_a_case_stands_for_two_things() -> None:
    shape = case_shape(CATALOGUE.world)
    for kind in CATALOGUE.world.vocabulary.entities.values():
        rows = shape.below(kind.list)
        assert isinstance(rows, Rows)
        assert all(shape.names.meant(word) == kind.list for word in (*kind.label.every("zh"), kind.label.brief("zh")))
        for item in (*kind.facts.values(), *kind.relations.values()):
            assert all(rows.row.names.meant(word) == item.name for word in item.label.every("zh"))
        assert rows.row.names.meant("编号") == "id"
    for keys in (words.CASE, words.AWARD, words.RATE, words.ENDS | words.TIME, words.DAYS | words.AGE):
        names = Names(keys)
        assert all(names.meant(word) == key for key, every in keys.items() for word in every)


def test_a_word_for_two_keys_is_refused() -> None:
    with pytest.raises(Ambiguous):
        Names({"a": ("甲", "乙"), "b": ("乙 ",)}).meant("乙")


def test_a_key_that_a_reader_took_for_true_is_named() -> None:
    data: Any = {"schema_version": 1, "jurisdiction": "640105", True: date(2023, 12, 20)}
    with pytest.raises(InputError, match="a key must be text, found True; did you mean asked_on"):
        CATALOGUE.read_case(data)
    with pytest.raises(InputError) as caught:
        CATALOGUE.read_case({"schema_version": 1, "jurisdiction": "640105", "persons": [{True: 1}]})
    assert [item.suggestion for item in caught.value.findings] == [""]
