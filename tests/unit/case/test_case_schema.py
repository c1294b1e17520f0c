"""The JSON Schema of a case: what it allows is what can be read, in English names, in Chinese words and in both."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from schema_check import faults

from subsidies import Catalogue
from subsidies.case.case_schema import case_schema
from subsidies.errors import SubsidiesError
from subsidies.files.disk import read
from tests.chinese import Writer

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.yaml"))
WORLD = Catalogue.bundled().world


@cache
def schema() -> dict[str, Any]:
    return case_schema(WORLD)


def plain(value: Any) -> Any:
    """Data as a JSON document has them."""
    if isinstance(value, dict):
        return {key: plain(below) for key, below in value.items()}
    if isinstance(value, list):
        return [plain(below) for below in value]
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


def wrong(data: Any) -> list[str]:
    return list(faults(plain(data), schema(), schema()))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("seed", [None, 1, 2])
def test_the_examples_and_their_translations_are_as_it_says(path: Path, seed: int | None) -> None:
    data = read(path).data
    rnd = None if seed is None else random.Random(seed)
    assert wrong(data) == []
    assert wrong(Writer(WORLD, rnd).case(data)) == []


HEAD = {"格式版本": 1, "受理地": "西夏区", "咨询日期": "2023年12月20日"}
HELD = [
    {"年内务工收入": value}
    for value in ("42,000元", "3.2万元", "４２０００", "在3万元至4万元之间", {"至少": "3万元"}, 42000, "不清楚", "不明", None)
]
HELD += [
    {"出生日期": value}
    for value in ("1978年5月12日", "1978年5月", "1978年", "52周岁（2023年12月20日）", {"年龄": 52, "日期": "2023-12-20"})
]
HELD += [{"户籍或常住地": value} for value in ("西夏区", "银川市西夏区", "640105", 640105)]
REFUSED = [{"年内务工收入": value} for value in ("3天", "很多", "42000", {"最少": 3}, "3万元以上")]
REFUSED += [{"出生日期": value} for value in ("5月", "去年", {"年龄": "很大", "日期": "2023-12-20"})]
REFUSED += [{"户籍或常住地": value} for value in ("西夏", "北京", 640199)]


def case(said: dict[str, Any]) -> dict[str, Any]:
    return {**HEAD, "个人": [{"编号": "p1", **said}]}


@pytest.mark.parametrize("said", HELD, ids=str)
def test_what_it_allows_can_be_read(said: dict[str, Any]) -> None:
    assert wrong(case(said)) == []
    assert Catalogue.bundled().read_case(case(said)).question() is not None


@pytest.mark.parametrize("said", REFUSED, ids=str)
def test_what_it_refuses_cannot_be_read(said: dict[str, Any]) -> None:
    assert wrong(case(said)) != []
    with pytest.raises(SubsidiesError):
        Catalogue.bundled().read_case(case(said))


@pytest.mark.parametrize(
    ("missing", "english", "value"), [("格式版本", "schema_version", 1), ("受理地", "jurisdiction", "640105")]
)
def test_keys_that_are_due_are_so_in_either_language(missing: str, english: str, value: Any) -> None:
    data = case({})
    del data[missing]
    assert wrong(data) != []
    assert wrong({**data, english: value}) == []


def test_every_word_of_the_vocabulary_is_in_it_in_both_languages() -> None:
    keys = {key for one in [schema(), *schema()["$defs"].values()] for key in one.get("properties", ())}
    for kind in WORLD.vocabulary.entities.values():
        assert {kind.list, kind.label.zh, kind.label.brief("zh")} <= keys
        for item in (*kind.facts.values(), *kind.relations.values()):
            assert {item.name, *item.label.every("zh")} <= keys
    assert {"asked_on", "咨询日期", "已发放", "条款", "金额"} <= keys
