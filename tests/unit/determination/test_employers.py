"""The tax deduction for hires, through the whole engine and against plain arithmetic."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidies import Case, Catalogue, Determination, Outcome
from subsidies.explanation import Explanation
from subsidies.files.source import Source

POLICY = "xixia-jobs-2023"
TAXES = (
    "vat_payable",
    "urban_tax_payable",
    "education_surcharge_payable",
    "local_surcharge_payable",
    "income_tax_payable",
)
PLENTY = dict.fromkeys(TAXES, 1_000_000)


def employer(hires: list[dict[str, Any]], taxes: dict[str, Any], on: date, **extra: Any) -> Case:
    """An employer in Xixia with these hires; each meets all conditions that are not about dates unless said otherwise."""
    usual = {"employer": "e", "contract_months": 12, "newly_hired": True, "certified_unemployed": True, "graduate": False}
    data = {
        "schema_version": 1,
        "jurisdiction": "640105",
        "on": on,
        "enterprises": [{"id": "e", "place": "640105", **taxes}],
        "employments": [{"id": f"m{i}", "end": "ongoing", **usual, **hire} for i, hire in enumerate(hires)],
        "prior_awards": [],
        **extra,
    }
    return Catalogue.bundled().read_case(Source("case", data))


def assess(case: Case) -> Determination:
    return Catalogue.bundled().assess(case, policies=[POLICY])


def explain(determination: Determination) -> Explanation:
    return Explanation(Catalogue.bundled().law([POLICY]), determination)


def months(start: date, insured: date, end: date | None, on: date) -> int:
    """Calendar months of the year of the question in which the hire worked, by counting them one by one."""
    first = max(start, insured)
    last = min(on, end or on)
    counted = 0
    for month in range(1, 13):
        index = on.year * 12 + month
        if first.year * 12 + first.month <= index <= last.year * 12 + last.month:
            counted += index < first.year * 12 + first.month + 36
    return counted


def quota(count: int) -> Decimal:
    exact = Fraction(7800 * count, 12)
    return (Decimal(exact.numerator) / exact.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2023, 6, 30), "650.00"),
        (date(2023, 12, 31), "4550.00"),
        (date(2024, 12, 31), "7800.00"),
        (date(2025, 12, 31), "7800.00"),
        (date(2026, 5, 31), "3250.00"),
    ],
)
def test_three_years_from_the_month_in_which_contract_and_insurance_both_exist(on: date, expected: str) -> None:
    case = employer([{"start": date(2023, 5, 20), "insured_from": date(2023, 6, 1)}], PLENTY, on)
    total = assess(case).total("tax_deduction")
    assert (str(total.low), str(total.high)) == (expected, expected)


def test_taxes_are_used_up_in_order_and_the_rest_lapses() -> None:
    taxes = dict(zip(TAXES, (1000, 200, Decimal("99.50"), 0, 500), strict=True))
    determination = assess(employer([{"start": date(2023, 1, 1), "insured_from": date(2023, 1, 1)}], taxes, date(2023, 12, 31)))
    assert str(determination.total("tax_deduction").low) == "1799.50"
    (used,) = determination.used_up
    assert [(text, low) for text, low, _ in used.items] == [
        ("employer.vat_payable", 100_000),
        ("employer.urban_tax_payable", 20_000),
        ("employer.education_surcharge_payable", 9_950),
        ("employer.local_surcharge_payable", 0),
        ("employer.income_tax_payable", 50_000),
    ]


def test_one_quota_for_a_hire_who_is_graduate_and_unemployed() -> None:
    hire = {"start": date(2023, 1, 1), "insured_from": date(2023, 1, 1), "graduate": True}
    determination = assess(employer([hire], PLENTY, date(2023, 12, 31)))
    assert determination.total("tax_deduction").low == 7800
    outcomes = {determination.of(clause, "m0").outcome for clause in ("2.1", "10.1")}
    assert outcomes == {Outcome.PAYABLE, Outcome.EXCLUDED_BY_LIMIT}


def test_what_was_deducted_earlier_in_the_year_is_taken_off() -> None:
    hire = {"start": date(2023, 5, 10), "insured_from": date(2023, 5, 10)}
    awards = [{"clause": f"{POLICY}/10.1", "subject": "m0", "payee": "e", "year": 2023, "amount": 650}]
    case = employer([hire], PLENTY, date(2023, 12, 20), prior_awards=awards)
    assert assess(case).total("tax_deduction").low == 5200 - 650


def test_a_person_hired_twice_by_one_employer_has_one_quota_a_year() -> None:
    hires = [
        {"person": "p", "start": date(2023, 1, 1), "insured_from": date(2023, 1, 1), "end": date(2023, 6, 10)},
        {"person": "p", "start": date(2023, 6, 20), "insured_from": date(2023, 6, 20)},
    ]
    case = employer(hires, PLENTY, date(2023, 12, 31), persons=[{"id": "p"}])
    assert assess(case).total("tax_deduction").low == 7800


def test_only_new_hires_of_the_year_count_and_only_of_enterprises() -> None:
    day = date(2023, 12, 31)
    renewed = {"start": date(2023, 5, 10), "insured_from": date(2023, 5, 10), "newly_hired": False, "graduate": True}
    determination = assess(employer([renewed], PLENTY, day))
    assert {determination.of(clause, "m0").outcome for clause in ("2.1", "10.1")} == {Outcome.NOT_ENTITLED}
    before = {"start": date(2022, 6, 1), "insured_from": date(2023, 1, 1)}
    assert assess(employer([before], PLENTY, day)).of("10.1", "m0").outcome is Outcome.NOT_IN_FORCE
    late_insured = {"start": date(2023, 12, 20), "insured_from": date(2024, 1, 5)}
    determination = assess(employer([late_insured], PLENTY, date(2024, 1, 31)))
    item = determination.of("10.1", "m0")
    assert item.paid == (65_000, 65_000)
    assert explain(determination).period(item) == (date(2024, 1, 1), date(2026, 12, 31))
    school = {"institutions": [{"id": "i", "place": "640105", **PLENTY}]}
    hire = {"employer": "i", "start": date(2023, 5, 10), "insured_from": date(2023, 5, 10)}
    item = assess(employer([hire], PLENTY, day, **school)).of("10.1", "m0")
    assert item.outcome is Outcome.NOT_ENTITLED


def test_unknown_taxes_are_asked_for() -> None:
    hire = {"start": date(2023, 5, 10), "insured_from": date(2023, 5, 10)}
    determination = assess(employer([hire], {}, date(2023, 12, 31)))
    item = determination.of("10.1", "m0")
    assert item.outcome is Outcome.POSSIBLE
    assert [missing.fact for missing in explain(determination).missing(item)] == ["taxes_payable", *TAXES]
    total = determination.total("tax_deduction")
    assert (total.low, total.high, total.unknown) == (0, 5200, True)


@pytest.mark.parametrize(
    ("taxes", "low", "high"),
    [
        ({"taxes_payable": 5760}, 5200, 5200),
        ({"taxes_payable": 3000}, 3000, 3000),
        ({"taxes_payable": {"at_least": 3000, "at_most": 4000}}, 3000, 4000),
        ({"taxes_payable": {"at_least": 3000}, "vat_payable": 4000}, 4000, 5200),
        ({"taxes_payable": 0}, 0, 0),
    ],
)
def test_taxes_known_as_one_sum_cap_the_deduction_as_their_kinds_would(taxes: dict[str, Any], low: int, high: int) -> None:
    hire = {"start": date(2023, 5, 10), "insured_from": date(2023, 5, 10)}
    determination = assess(employer([hire], taxes, date(2023, 12, 31)))
    total = determination.total("tax_deduction")
    assert (total.low, total.high) == (low, high)
    missing = [one.fact for one in explain(determination).missing(determination.of("10.1", "m0"))]
    assert (missing == []) is (low == high)


def test_an_unknown_tax_leaves_an_interval() -> None:
    taxes = {**dict.fromkeys(TAXES, 0), "vat_payable": 1000, "income_tax_payable": None}
    hire = {"start": date(2023, 1, 1), "insured_from": date(2023, 1, 1)}
    total = assess(employer([hire], taxes, date(2023, 12, 31))).total("tax_deduction")
    assert (total.low, total.high) == (1000, 7800)


def test_a_hire_of_the_year_before_or_after_does_not_count() -> None:
    for start in (date(2022, 12, 31), date(2024, 1, 1)):
        case = employer([{"start": start, "insured_from": start}], PLENTY, date(2024, 1, 31))
        assert assess(case).of("10.1", "m0").outcome is Outcome.NOT_IN_FORCE


DAYS_2023 = st.dates(date(2023, 1, 1), date(2023, 12, 31))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(DAYS_2023, DAYS_2023, st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2026, 12, 31)))),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from([date(2023, 12, 31), date(2024, 1, 31), date(2024, 6, 30), date(2025, 12, 31), date(2026, 1, 1)]),
    st.lists(st.integers(0, 9000), min_size=5, max_size=5),
)
def test_deduction_equals_plain_arithmetic(hires: list[tuple[date, date, date | None]], on: date, amounts: list[int]) -> None:
    rows = [{"start": start, "insured_from": insured, "end": end or "ongoing"} for start, insured, end in hires]
    total = assess(employer(rows, dict(zip(TAXES, amounts, strict=True)), on)).total("tax_deduction")
    claims = sum(quota(months(start, insured, end, on)) for start, insured, end in hires)
    expected = min(claims, Decimal(sum(amounts)))
    assert (total.low, total.high) == (expected, expected)
