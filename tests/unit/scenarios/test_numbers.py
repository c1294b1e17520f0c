from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.catalogue import Catalogue
from subsidies.expression.units import COUNT, MONTH, RATIO, YEAR, YUAN, Unit
from subsidies.scenarios import numbers
from subsidies.scenarios.faults import Unreadable


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("10000元", YUAN, 10000),
        ("１００００元", YUAN, 10000),
        ("50,000元", YUAN, 50000),
        ("1.5万元", YUAN, 15000),
        ("0.000001万元", YUAN, Fraction(1, 100)),
        ("9999.99元", YUAN, Fraction(999999, 100)),
        ("2亿元", YUAN, 200_000_000),
        ("2.99个月", MONTH, Fraction(299, 100)),
        ("15周岁", YEAR, 15),
        ("3 人", COUNT, 3),
        ("15%", RATIO, Fraction(3, 20)),
        ("15％", RATIO, Fraction(3, 20)),
        ("0.15", RATIO, Fraction(3, 20)),
        ("30元/亩", Unit.parse("yuan/mu"), 30),
        ("3000元/万亩", Unit.parse("yuan/mu"), Fraction(3, 10)),
    ],
)
def test_numbers_and_units(text: str, unit: Unit, value: Fraction) -> None:
    assert numbers.measured(text, unit) == value


@pytest.mark.parametrize(
    ("text", "unit", "hint"),
    [
        ("一万元", YUAN, "不是数"),
        ("", YUAN, "不是数"),
        ("12,34元", YUAN, "不是数"),
        ("1.2.3元", YUAN, "不是数"),
        ("1000", YUAN, "没有写"),
        ("3个月", YUAN, "“个月”"),
        ("3元", MONTH, "个月"),
        ("1234567890123456789元", YUAN, "18位"),
    ],
)
def test_what_is_no_number_says_what_was_found_and_what_is_allowed(text: str, unit: Unit, hint: str) -> None:
    with pytest.raises(Unreadable, match=hint):
        numbers.measured(text, unit)


def test_a_header_may_say_the_unit() -> None:
    assert numbers.measured("3", MONTH, bare=True) == 3
    with pytest.raises(Unreadable, match="元"):
        numbers.measured("3元", MONTH, bare=True)


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_every_sum_of_money_is_read_exactly(value: Decimal) -> None:
    assert numbers.measured(f"{value}元", YUAN) == Fraction(value)
    assert numbers.measured(f"{value:,}元", YUAN) == Fraction(value)


@pytest.mark.parametrize(
    ("text", "bound", "low", "high"),
    [
        ("1500元", "exact", 1500, 1500),
        ("至多12000元", "ceiling", 0, 12000),
        ("至少3元", "floor", 3, None),
        ("400元至1600元", "band", 400, 1600),
    ],
)
def test_amounts(text: str, bound: str, low: int, high: int | None) -> None:
    assert numbers.amount(text, YUAN) == numbers.Span(bound, Fraction(low), None if high is None else Fraction(high))


@pytest.mark.parametrize("text", ["1600元至400元", "400元至400元", "400—1600元", "最高12000元"])
def test_amounts_that_are_none(text: str) -> None:
    with pytest.raises(Unreadable):
        numbers.amount(text, YUAN)


@given(st.dates(date(1800, 1, 1), date(2999, 12, 31)))
def test_every_day_is_read(day: date) -> None:
    assert numbers.day(f"{day.year}年{day.month}月{day.day}日") == day
    assert numbers.day(day.isoformat()) == day


@pytest.mark.parametrize("text", ["2023年2月29日", "2023-13-01", "2023年", "昨天", "2023/1/1"])
def test_days_that_are_none(text: str) -> None:
    with pytest.raises(Unreadable):
        numbers.day(text)


def test_places_by_name_or_by_the_end_of_it(root_catalogue: Catalogue) -> None:
    places = root_catalogue.jurisdictions
    assert numbers.place("西夏区", places) == "640105"
    assert numbers.place("银川市西夏区", places) == "640105"
    assert numbers.place("银川市", places) == "640100"
    assert numbers.place("宁夏以外", places) == "990000"
    for text, hint in (("西厦区", "西夏区"), ("区", "没有"), ("市", "没有"), ("县城", "没有"), ("", "没有")):
        with pytest.raises(Unreadable, match=hint):
            numbers.place(text, places)


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
        ("person", "able_to_work", "是", True),
        ("person", "able_to_work", "否", False),
        ("employment", "end", "至今", "ongoing"),
        ("employment", "end", "2023年8月31日", date(2023, 8, 31)),
        ("training", "course", "创办你的企业（SYB）", "syb"),
        ("training", "course", "创办你的企业(SYB)", "syb"),
    ],
)
def test_facts(root_catalogue: Catalogue, entity: str, fact: str, text: str, value: object) -> None:
    assert numbers.fact_value(text, root_catalogue.vocabulary.fact(entity, fact), root_catalogue.jurisdictions) == value


@pytest.mark.parametrize(
    ("entity", "fact", "text", "hint"),
    [
        ("household", "poverty_status", "脱贫", "是不是“脱贫户”"),
        ("person", "able_to_work", "有", "是 或 否"),
        ("person", "wage_income", "", "是空的"),
        ("person", "wage_income", "很多", "不是数"),
        ("person", "birth_date", "至今", "不是日期"),
    ],
)
def test_facts_that_cannot_be_read(root_catalogue: Catalogue, entity: str, fact: str, text: str, hint: str) -> None:
    with pytest.raises(Unreadable, match=hint):
        numbers.fact_value(text, root_catalogue.vocabulary.fact(entity, fact), root_catalogue.jurisdictions)
