from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.catalogue import Catalogue
from subsidies.types.units import COUNT, MONTH, RATIO, YEAR, YUAN, Unit
from subsidies.vocabulary import numbers
from subsidies.vocabulary.numbers import Unreadable


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
        ("15岁", YEAR, 15),
        ("3年", YEAR, 3),
        ("３个月", MONTH, 3),
        ("１，０００．５元", YUAN, Fraction(2001, 2)),
        ("１５％", RATIO, Fraction(3, 20)),
        ("3 人", COUNT, 3),
        ("3人次", COUNT, 3),
        ("2.5亩", Unit.parse("mu"), Fraction(5, 2)),
        ("-5元", YUAN, -5),
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
        ("一万元", YUAN, "不是数，用了中文数字"),
        ("十五%", RATIO, "用了中文数字"),
        ("3年", MONTH, "3年写成36个月"),
        ("2万", YUAN, "万元"),
        ("3 000元", YUAN, "“000元”"),
        ("3个月（含）", MONTH, "个月"),
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


@pytest.mark.parametrize(
    ("text", "unit", "hint"),
    [
        ("3个月以上", MONTH, "“以上”是界限，属于规则"),
        ("3个月及以上", MONTH, "“以上”是界限"),
        ("３万元以内", YUAN, "“以内”是界限"),
        ("不满16周岁", YEAR, "“不满”是界限"),
        ("满3个月", MONTH, "“满”是界限"),
        ("不低于 30%", RATIO, "“不低于”是界限"),
        ("5元/亩以上", Unit.parse("yuan/mu"), "“以上”是界限"),
        ("3-5个月", MONTH, "范围属于规则"),
        ("3个月至5个月", MONTH, "范围属于规则"),
        ("3～5个月", MONTH, "范围属于规则"),
        ("约3万元", YUAN, "“约”说不准"),
        ("3万元左右", YUAN, "“左右”说不准"),
        ("3个多月", MONTH, "“多”说不准"),
        ("10000余元", YUAN, "“余”说不准"),
    ],
)
@pytest.mark.parametrize("bare", [True, False])
def test_a_case_states_one_value_and_leaves_boundaries_to_the_rule(text: str, unit: Unit, hint: str, bare: bool) -> None:
    with pytest.raises(Unreadable, match=f"不是一个确定的值：{hint}.*实际是多少.*不明"):
        numbers.measured(text, unit, bare=bare)


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
        ("最多12000元", "ceiling", 0, 12000),
        ("最高1.2万元", "ceiling", 0, 12000),
        ("不超过12000元", "ceiling", 0, 12000),
        ("最高不超过12000元", "ceiling", 0, 12000),
        ("至少3元", "floor", 3, None),
        ("最少3元", "floor", 3, None),
        ("最低3元", "floor", 3, None),
        ("不低于3元", "floor", 3, None),
        ("不少于３元", "floor", 3, None),
        ("400元至1600元", "band", 400, 1600),
    ],
)
def test_amounts(text: str, bound: str, low: int, high: int | None) -> None:
    assert numbers.amount(text, YUAN) == numbers.Span(bound, Fraction(low), None if high is None else Fraction(high))


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1600元至400元", "下限应小于上限"),
        ("400元至400元", "下限应小于上限"),
        ("400—1600元", "400元至1600元 的样子"),
        ("400至1600元", "400元至1600元 的样子"),
        ("400元到1600元", "400元至1600元 的样子"),
        ("3000元以上", "至少400元"),
        ("超过3000元", "至少400元"),
        ("3000元左右", "不是金额的写法"),
        ("至多至多3元", "“至多”是界限"),
        ("至多", "不是数"),
    ],
)
def test_amounts_that_are_none(text: str, hint: str) -> None:
    with pytest.raises(Unreadable, match=hint):
        numbers.amount(text, YUAN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("72学时", ("exact", 72, 72)),
        ("72个", ("exact", 72, 72)),
        ("至少72学时", ("floor", 72, None)),
        ("60学时至72学时", ("band", 60, 72)),
        ("至少60学时至72学时", ("floor", 60, None)),
    ],
)
def test_amounts_may_be_counted_as_the_law_counts_them(text: str, expected: tuple[str, int, int | None]) -> None:
    span = numbers.amount(text, COUNT, "学时")
    assert (span.bound, span.low, span.high) == expected


def test_words_that_the_law_does_not_count_in_are_refused_and_its_own_is_named_first() -> None:
    with pytest.raises(Unreadable, match="可用的单位：学时、人、"):
        numbers.amount("72小时", COUNT, "学时")


@given(st.dates(date(1800, 1, 1), date(2999, 12, 31)))
def test_every_day_is_read(day: date) -> None:
    assert numbers.day(f"{day.year}年{day.month}月{day.day}日") == day
    assert numbers.day(day.isoformat()) == day


@pytest.mark.parametrize("text", ["2023年2月29日", "2023-13-01", "2023年", "昨天", "2023/1/1"])
def test_days_that_are_none(text: str) -> None:
    with pytest.raises(Unreadable):
        numbers.day(text)


def test_places_by_name_or_by_the_end_of_it() -> None:
    places = Catalogue.bundled().world.jurisdictions
    assert numbers.place("西夏区", places) == "640105"
    assert numbers.place("银川市西夏区", places) == "640105"
    assert numbers.place("银川市", places) == "640100"
    assert numbers.place("宁夏以外", places) == "990000"
    for text, hint in (("西厦区", "西夏区"), ("区", "没有"), ("市", "没有"), ("县城", "没有"), ("", "没有")):
        with pytest.raises(Unreadable, match=hint):
            numbers.place(text, places)
