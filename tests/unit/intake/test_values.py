"""What a scenario says of a fact, by the sort of the fact."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from subsidies.catalogue import Catalogue
from subsidies.intake.values import fact_value
from subsidies.vocabulary.numbers import Unreadable

WORLD = Catalogue.bundled().world


@pytest.mark.parametrize(
    ("entity", "fact", "text", "value"),
    [
        ("household", "poverty_status", "脱贫户", "lifted"),
        ("household", "poverty_status", "不明", None),
        ("household", "poverty_status", "问过但不清楚", "unknown"),
        ("household", "listed_in", "兴庆区", "640104"),
        ("person", "wage_income", "1.5万元", 15000),
        ("person", "wage_income", "9999.99", Decimal("9999.99")),
        ("person", "wage_income", "未知", None),
        ("person", "birth_date", "不清楚", "unknown"),
        ("person", "name", "不清楚", None),
        ("person", "able_to_work", "是", True),
        ("person", "able_to_work", "否", False),
        ("employment", "end", "至今", "ongoing"),
        ("employment", "end", "2023年8月31日", date(2023, 8, 31)),
        ("training", "course", "创办你的企业（SYB）", "syb"),
        ("training", "course", "创办你的企业(SYB)", "syb"),
    ],
)
def test_facts(entity: str, fact: str, text: str, value: object) -> None:
    assert fact_value(text, WORLD.vocabulary.fact(entity, fact), WORLD.jurisdictions) == value


@pytest.mark.parametrize(
    ("entity", "fact", "text", "hint"),
    [
        ("household", "poverty_status", "脱贫", "是不是“脱贫户”"),
        ("person", "able_to_work", "有", "是 或 否"),
        ("person", "wage_income", "", "是空的"),
        ("person", "wage_income", "没有问", "不知道时写“不明”"),
        ("person", "wage_income", "很多", "不是数"),
        ("person", "birth_date", "至今", "不是日期"),
    ],
)
def test_facts_that_cannot_be_read(entity: str, fact: str, text: str, hint: str) -> None:
    with pytest.raises(Unreadable, match=hint):
        fact_value(text, WORLD.vocabulary.fact(entity, fact), WORLD.jurisdictions)
