"""Months: each counts once however many rows are for it, and a limit in months cuts what is by the month."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_world import LABEL, Bench, clause, ruleset

from subsidies import Catalogue, Determination, Outcome
from subsidies.settlement.month_limits import MonthsPaid

DAY = {"type": "date"}
COUNT = {"type": "months", "max": 48}
VOCABULARY: dict[str, Any] = {
    "schema_version": 1,
    "entities": {
        "person": {"list": "persons", "facts": {"due": COUNT}},
        "firm": {"list": "firms", "facts": {"tax": {"type": "money"}}},
        "job": {
            "label": {"zh": "工", "en": "job"},
            "list": "jobs",
            "relations": {
                "person": {"to": "person", "optional": True, "unnamed": "distinct"},
                "employer": {"to": "firm"},
            },
            "facts": {"start": DAY, "end": {**DAY, "open_ended": True}, "due": COUNT, "hired": {"type": "bool"}},
        },
    },
}
FIGURES: dict[str, Any] = {
    "quota": {"value": 7800, "unit": "yuan/year", "cite": "1"},
    "one": {"value": 7800, "unit": "yuan/year", "cite": "1", "word": "最高"},
}
ONE_MONTH = {"id": "month", "title": LABEL, "over": ["1"], "per": ["person", "employer", "year"], "cite": "1"}
END = date(2023, 12, 31)


def quotas(bench: Bench, *, accrues: bool = True) -> Catalogue:
    """7800 a year for a job by its months, in each month once for a person with an employer."""
    within = "months_of_year_within(year, start, add_months(on, p.more), min(end, on))"
    definition = {"for": "job", "is": within, "cite": "1", "label": LABEL}
    figures = {**FIGURES, "more": {"value": 1, "unit": "month", "cite": "1"}}
    limit = {**ONE_MONTH, "at_most": {"yuan_a_month": "p.one / MONTHS_PER_YEAR"}}
    bench.words(VOCABULARY)
    amount = {
        "payee": "employer",
        "kind": "tax_deduction",
        "amount": "p.quota * spell / MONTHS_PER_YEAR",
        "months": "spell",
        "accrues": accrues,
        "when": ["hired", "start <= on"],
    }
    rules = {"1": clause(**{"for": "job", **amount})}
    bench.add(ruleset(parameters=figures, definitions={"spell": definition}, clauses=rules, limits=[limit]))
    return Catalogue(bench.root)


def assessed(catalogue: Catalogue, jobs: Sequence[dict[str, Any]], on: date = END, **more: Any) -> Determination:
    data = {
        "schema_version": 1,
        "jurisdiction": "640105",
        "on": on,
        "persons": [{"id": "p"}, {"id": "q"}],
        "firms": [{"id": "f"}, {"id": "g"}],
        "jobs": [{"id": f"j{number}", "person": "p", "employer": "f", "hired": True, **job} for number, job in enumerate(jobs)],
        "prior_awards": [],
        **more,
    }
    return catalogue.assess(catalogue.read_case(data))


def spell(start: tuple[int, int], end: tuple[int, int], **more: Any) -> dict[str, Any]:
    return {"start": date(2023, *start), "end": date(2023, *end), **more}


MARCH = [spell((3, 1), (3, 10)), spell((3, 20), (3, 31))]


@pytest.mark.parametrize(
    ("jobs", "yuan"),
    [
        (MARCH, 650),
        (list(reversed(MARCH)), 650),
        ([spell((3, 1), (3, 15)), spell((3, 15), (4, 2))], 1300),
        ([spell((1, 5), (6, 3)), spell((4, 1), (8, 1))], 5200),
        ([spell((1, 5), (6, 3)), spell((1, 5), (6, 3))], 3900),
        ([spell((1, 1), (12, 31)), spell((2, 1), (3, 1)), spell((7, 9), (7, 10))], 7800),
        ([MARCH[0], {**MARCH[1], "hired": False}], 650),
        ([MARCH[0], {**MARCH[1], "employer": "g"}], 1300),
        ([MARCH[0], {**MARCH[1], "person": "q"}], 1300),
        ([{**MARCH[0], "person": None}, {**MARCH[1], "person": None}], 1300),
        ([MARCH[0], spell((4, 1), (6, 30), hired=False), MARCH[1]], 650),
    ],
)
def test_a_month_counts_once_for_a_person_with_an_employer(jobs: list[dict[str, Any]], yuan: int, bench: Bench) -> None:
    total = assessed(quotas(bench), jobs).total("tax_deduction")
    assert (total.low, total.high) == (yuan, yuan)


def test_a_row_that_may_count_adds_only_its_own_months(bench: Bench) -> None:
    found = assessed(quotas(bench), [spell((1, 1), (3, 31)), spell((3, 1), (6, 30), hired=None)])
    assert (found.total("tax_deduction").low, found.total("tax_deduction").high) == (1950, 3900)
    assert found.of("1", "j0").paid == (195_000, 195_000)


def test_what_was_deducted_before_is_taken_off_the_months_together(bench: Bench) -> None:
    award = {"clause": "test/1", "subject": "j0", "year": 2023, "amount": 650}
    found = assessed(quotas(bench), [spell((1, 1), (3, 10)), spell((3, 20), (4, 30))], prior_awards=[award])
    assert found.total("tax_deduction", "f").low == 1950


SPRING = {"clause": "test/1", "subject": "j0", "year": 2023, "amount": 1300}
"""Paid before for a job that is not due any more."""


@pytest.mark.parametrize(
    ("line", "low", "high"),
    [
        # Paid for January to June; now due for April to September: nine months together.
        ({"month": 1, "months": 6, "amount": 3900}, 1950, 1950),
        ({"month": 4, "months": 3, "amount": 1950}, 1950, 1950),
        ({"month": 7, "months": 6, "amount": 3900}, 1950, 1950),
        ({"month": 3, "amount": 650}, 3900, 3900),
        # Two months, it is not known which: six months together at least, eight at most.
        ({"months": 2}, 2600, 3900),
        ({}, 2600, 3900),
        ({"year": 2022, "month": 12, "months": 3, "amount": 1950}, 3900, 3900),
        ({"year": 2022, "month": 12, "months": 3, "amount": 1950, "clause": "test/1"}, 3900, 3900),
    ],
)
def test_months_paid_before_are_months_of_the_quota(line: dict[str, Any], low: int, high: int, bench: Bench) -> None:
    jobs = [spell((1, 1), (6, 30), hired=False), spell((4, 1), (9, 30))]
    found = assessed(quotas(bench), jobs, prior_awards=[{**SPRING, **line}])
    total = found.total("tax_deduction", "f")
    assert (total.low, total.high) == (low, high)


def test_what_was_paid_for_months_that_are_not_known_may_be_those_due_now(bench: Bench) -> None:
    """Without accruing, the first job is paid and done; the second may be for months that were paid with it."""
    catalogue = quotas(bench, accrues=False)
    jobs = [spell((1, 1), (6, 30)), spell((4, 1), (9, 30))]
    found = assessed(catalogue, jobs, prior_awards=[{**SPRING, "amount": 3120}])
    assert found.of("1", "j0").outcome is Outcome.EXCLUDED_BY_LIMIT
    assert (found.total("tax_deduction", "f").low, found.total("tax_deduction", "f").high) == (780, 3900)


def test_which_months_an_award_was_for_is_asked_where_a_quota_turns_on_it(bench: Bench) -> None:
    catalogue = quotas(bench)
    jobs = [spell((1, 1), (6, 30), hired=False), spell((4, 1), (9, 30))]
    vague = assessed(catalogue, jobs, prior_awards=[{**SPRING, "months": 2}])
    assert vague.of("1", "j1").open.awards
    named = assessed(catalogue, jobs, prior_awards=[{**SPRING, "month": 3, "months": 2}])
    assert not named.of("1", "j1").open.awards


def test_a_quota_by_the_month_needs_the_year_among_its_keys(bench: Bench) -> None:
    quotas(bench)
    text = (bench.root / "640105/test/1.0.0.yaml").read_text(encoding="utf-8")
    changed = text.replace('"per": ["person", "employer", "year"]', '"per": ["person", "employer"]')
    assert changed != text
    (bench.root / "640105/test/1.0.0.yaml").write_text(changed, encoding="utf-8")
    assert any("yuan_a_month without year in per" in item.message() for item in Catalogue(bench.root).validate())


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_months_together_are_those_of_the_union(data: st.DataObject, bench: Bench) -> None:
    catalogue = quotas(bench)
    days = st.integers(date(2022, 11, 1).toordinal(), date(2023, 12, 31).toordinal()).map(date.fromordinal)
    rows = data.draw(st.lists(st.tuples(days, days, st.sampled_from("pq"), st.sampled_from("fg")), max_size=5))
    jobs = [{"start": min(a, b), "end": max(a, b), "person": who, "employer": firm} for a, b, who, firm in rows]
    months: dict[tuple[str, str], set[int]] = {}
    for job in jobs:
        touched = (date.fromordinal(day) for day in range(job["start"].toordinal(), job["end"].toordinal() + 1))
        months.setdefault((job["person"], job["employer"]), set()).update(day.month for day in touched if day.year == 2023)
    for firm in "fg":
        expected = 650 * sum(len(own) for (_, employer), own in months.items() if employer == firm)
        total = assessed(catalogue, jobs).total("tax_deduction", firm)
        assert (total.low, total.high) == (expected, expected)


ALL: dict[str, Any] = {
    "sum": {"value": 500, "unit": "yuan", "cite": "1"},
    "all": {"value": 36, "unit": "month", "cite": "1", "word": "不超过"},
}
IN_ALL = {"id": "all", "title": LABEL, "over": ["1"], "per": ["person"], "at_most": {"months": "p.all"}, "cite": "1"}


def monthly(bench: Bench, **changes: Any) -> Catalogue:
    """36 months in all for a person; 500 yuan for each month that is due."""
    bench.words(VOCABULARY)
    rule = clause(**{"for": "job", "payee": "person", "every": "month", "amount": "p.sum", **changes})
    bench.add(ruleset(parameters=ALL, clauses={"1": rule}, limits=[IN_ALL]))
    return Catalogue(bench.root)


def used(months: int, **more: Any) -> list[dict[str, Any]]:
    return [{"clause": "test/1", "subject": "j0", "year": 2022, "months": months, **more}]


@pytest.mark.parametrize(
    ("every", "before", "due", "paid"),
    [
        ("month", 34, 12, 1000),
        ("month", 24, 12, 6000),
        ("month", 36, 12, None),
        ("month", 35, 12, 500),
        ("month", 0, 12, 6000),
        ("year", 34, 12, Decimal("83.33")),
        ("year", 34, 3, Decimal("333.33")),
        ("year", 34, 2, 500),
        ("year", 36, 2, None),
    ],
)
def test_of_twelve_months_due_those_are_paid_that_are_left(every: str, before: int, due: int, paid: Any, bench: Bench) -> None:
    found = assessed(monthly(bench, every=every, months="due"), [{"due": due}], prior_awards=used(before))
    item = found.of("1", "j0")
    if paid is None:
        assert item.outcome is Outcome.EXCLUDED_BY_LIMIT
        return
    assert item.paid == (int(paid * 100), int(paid * 100))
    left = min(36 - before, due)
    assert item.months == (None if left == due else MonthsPaid(left, left, due))
    assert found.total("cash", "p").low == paid
    assert found.total("cash", "p").period == "year"


def test_a_month_without_a_count_is_one_month(bench: Bench) -> None:
    found = assessed(monthly(bench), [{}], prior_awards=used(35))
    assert found.of("1", "j0").paid == (50_000, 50_000)
    assert found.total("cash", "p").period == "month"
    assert assessed(monthly(bench), [{}], prior_awards=used(36)).of("1", "j0").outcome is Outcome.EXCLUDED_BY_LIMIT


def test_months_that_may_have_been_used_leave_open_how_many_are_paid(bench: Bench) -> None:
    unclear = {"clause": "test/1", "subject": "j0", "year": 2021}
    found = assessed(monthly(bench, months="due"), [{"due": 12}], prior_awards=[*used(34), unclear])
    item = found.of("1", "j0")
    assert item.outcome is Outcome.POSSIBLE
    assert (found.total("cash", "p").low, found.total("cash", "p").high) == (0, 1000)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    dues=st.lists(st.integers(0, 5), min_size=1, max_size=3),
    rates=st.lists(st.sampled_from([100, 101, 350]), min_size=3, max_size=3),
    before=st.integers(28, 36),
)
def test_the_months_left_go_where_they_bring_most(dues: list[int], rates: list[int], before: int, bench: Bench) -> None:
    """Against every way to share them out; each job has a rate of its own."""
    bench.words({**VOCABULARY, "entities": {**VOCABULARY["entities"], "job": with_rate()}})
    rule = clause(**{"for": "job", "payee": "person", "every": "month", "amount": "rate_of_pay", "months": "due"})
    bench.add(ruleset(parameters={"all": ALL["all"]}, clauses={"1": rule}, limits=[IN_ALL]))
    jobs = [{"due": due, "rate_of_pay": rate} for due, rate in zip(dues, rates, strict=False)]
    total = assessed(Catalogue(bench.root), jobs, prior_awards=used(before)).total("cash", "p")
    ways = product(*[range(due + 1) for due in dues])
    best = max(sum(n * rate for n, rate in zip(way, rates, strict=False)) for way in ways if sum(way) <= 36 - before)
    assert (total.low, total.high, total.payable_low) == (best, best, best)


def shared(bench: Bench) -> Catalogue:
    bench.words({**VOCABULARY, "entities": {**VOCABULARY["entities"], "job": with_rate()}})
    rule = clause(
        **{"for": "job", "payee": "person", "every": "month", "amount": "rate_of_pay", "months": "due", "when": ["hired"]}
    )
    bench.add(ruleset(parameters={"all": ALL["all"]}, clauses={"1": rule}, limits=[IN_ALL]))
    return Catalogue(bench.root)


RATE = st.sampled_from([100, 101, 350])
JOBS = st.lists(
    st.fixed_dictionaries({"due": st.integers(0, 5), "rate_of_pay": RATE, "hired": st.sampled_from([True, None])}),
    min_size=1,
    max_size=3,
)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(jobs=JOBS, before=st.integers(28, 36))
def test_claims_that_only_may_hold_are_cut_too(jobs: list[dict[str, Any]], before: int, bench: Bench) -> None:
    """The least without what is not sure, the most with it, each against every way to share the months out."""
    total = assessed(shared(bench), jobs, prior_awards=used(before)).total("cash", "p")

    def best(rows: list[dict[str, Any]]) -> int:
        ways = product(*[range(row["due"] + 1) for row in rows])
        sums = [sum(n * row["rate_of_pay"] for n, row in zip(way, rows, strict=True)) for way in ways if sum(way) <= 36 - before]
        return max(sums)

    assert (total.low, total.high) == (best([job for job in jobs if job["hired"]]), best(jobs))


def test_a_claim_that_is_cut_holds_with_all_of_its_months_or_with_none(bench: Bench) -> None:
    """Another clause holds where it does not: the 800 of that are not due beside some of its months."""
    figures = {
        "sum": {"value": 500, "unit": "yuan", "cite": "1"},
        "other": {"value": 800, "unit": "yuan", "cite": "1"},
        "months": {"value": 4, "unit": "month", "cite": "1", "word": "最多"},
    }
    by_months = clause(**{"for": "job", "payee": "employer", "amount": "p.sum", "months": "due", "when": ["hired"]})
    other = clause(**{"for": "job", "payee": "employer", "amount": "p.other", "unless": [{"clause": "1"}]})
    limit = {
        "id": "four",
        "title": LABEL,
        "over": ["1"],
        "per": ["person", "year"],
        "cite": "1",
        "at_most": {"months": "p.months"},
    }
    bench.words(VOCABULARY)
    bench.add(ruleset(parameters=figures, clauses={"1": by_months, "2": other}, limits=[limit]))
    catalogue = Catalogue(bench.root)
    unknown = assessed(catalogue, [{"due": 6, "hired": None}]).total("cash", "f")
    assert (unknown.low, unknown.high) == (Decimal("333.33"), 800)
    assert assessed(catalogue, [{"due": 6}]).total("cash", "f").low == Decimal("333.33")
    assert assessed(catalogue, [{"due": 6, "hired": False}]).total("cash", "f").low == 800


def fractions(bench: Bench) -> Catalogue:
    """500 for a job that is hired, 600 for one that is not, for its months in tenths; four of them for a person in a year."""
    vocabulary = deepcopy(VOCABULARY)
    vocabulary["entities"]["job"]["facts"]["due"]["decimals"] = 1
    figures = {
        "sum": {"value": 500, "unit": "yuan", "cite": "1"},
        "more": {"value": 600, "unit": "yuan", "cite": "1"},
        "months": {"value": 4, "unit": "month", "cite": "1", "word": "最多"},
    }
    base = {"for": "job", "payee": "employer", "every": "month", "months": "due"}
    rules = {
        "1": clause(**{**base, "amount": "p.sum", "when": ["hired"]}),
        "2": clause(**{**base, "amount": "p.more", "when": ["not hired"]}),
    }
    limit = {"id": "four", "title": LABEL, "over": ["1", "2"], "per": ["person", "year"], "cite": "1"}
    bench.words(vocabulary)
    bench.add(ruleset(parameters=figures, clauses=rules, limits=[{**limit, "at_most": {"months": "p.months"}}]))
    return Catalogue(bench.root)


LENGTHS = st.integers(1, 40).map(lambda tenths: Decimal(tenths) / 10)


@pytest.mark.parametrize(
    ("due", "low", "high"),
    [
        (Decimal("1.5"), 2250, 2250),  # two and a half months of 600, one and a half of 500
        (Decimal(2), 2200, 2200),  # two and two, since half a month of two is not to be had
        ({"at_least": Decimal("1.5"), "at_most": 12}, 2000, 2250),
        (None, 1500, 2250),
    ],
)
def test_what_may_be_of_any_length_may_end_within_a_month(due: Any, low: int, high: int, bench: Bench) -> None:
    total = assessed(fractions(bench), [{"due": Decimal("2.5"), "hired": False}, {"due": due}]).total("cash", "f")
    assert (total.low, total.high) == (low, high)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ends=st.lists(LENGTHS, min_size=2, max_size=2).map(sorted), other=LENGTHS, data=st.data())
def test_however_long_it_is_it_comes_to_what_was_said(
    ends: list[Decimal], other: Decimal, data: st.DataObject, bench: Bench
) -> None:
    catalogue = fractions(bench)
    length = Decimal(data.draw(st.integers(int(ends[0] * 10), int(ends[1] * 10)))) / 10

    def total(due: Any) -> Any:
        return assessed(catalogue, [{"due": other, "hired": False}, {"due": due}]).total("cash", "f")

    before, after = total({"at_least": ends[0], "at_most": ends[1]}), total(length)
    assert before.low <= after.low
    assert after.high <= before.high


def test_a_claim_of_an_unknown_employer_adds_no_rounding_of_its_own(bench: Bench) -> None:
    """Of 100 for three months four are 133.33, and beside them 1200 may be the same employer's: not a fen more."""
    figures = {
        "sum": {"value": 100, "unit": "yuan", "cite": "1"},
        "other": {"value": 1200, "unit": "yuan", "cite": "1"},
        "months": {"value": 4, "unit": "month", "cite": "1", "word": "最多"},
        "many": {"value": 9, "unit": "count", "cite": "1", "word": "最多"},
    }
    by_months = clause(**{"for": "job", "payee": "employer", "amount": "p.sum", "months": "due", "when": ["hired"]})
    other = clause(**{"for": "job", "payee": "employer", "amount": "p.other", "when": ["not hired"]})
    limit = {"title": LABEL, "per": ["person", "year"], "cite": "1"}
    limits = [
        {**limit, "id": "four", "over": ["1", "2"], "at_most": {"months": "p.months"}},
        {**limit, "id": "many", "over": ["1", "2", "3"], "at_most": {"awards": "p.many"}},
    ]
    bench.words(VOCABULARY)
    bench.add(ruleset(parameters=figures, clauses={"1": by_months, "2": by_months, "3": other}, limits=limits))
    found = assessed(Catalogue(bench.root), [{"due": 3}, {"hired": False, "employer": None}])
    assert found.total("cash", "f").high == Decimal("1333.33")


def test_nothing_is_left_of_months_that_are_used_up_however_many_are_due(bench: Bench) -> None:
    found = assessed(shared(bench), [{"due": None, "rate_of_pay": 100}], prior_awards=used(36))
    assert found.of("1", "j0").outcome is Outcome.EXCLUDED_BY_LIMIT
    assert found.total("cash", "p").high == 0
    open_too = assessed(shared(bench), [{"due": None, "rate_of_pay": 100}], prior_awards=used(30))
    assert (open_too.total("cash", "p").low, open_too.total("cash", "p").high) == (0, 600)


def test_what_is_not_known_takes_its_part_of_a_cap_last(bench: Bench) -> None:
    """However the rows stand, what is payable together is no more than the cap."""
    bench.words({**VOCABULARY, "entities": {**VOCABULARY["entities"], "job": with_rate()}})
    figures = {"cap": {"value": 500, "unit": "yuan", "cite": "1", "word": "最高"}}
    cap = {**IN_ALL, "per": ["person", "year"], "at_most": {"yuan": "p.cap"}}
    rule = clause(**{"for": "job", "payee": "person", "amount": "rate_of_pay"})
    bench.add(ruleset(parameters=figures, clauses={"1": rule}, limits=[cap]))
    rows = [{"rate_of_pay": None}, {"rate_of_pay": 1000}]
    for jobs in (rows, rows[::-1]):
        total = assessed(Catalogue(bench.root), jobs).total("cash", "p")
        assert (total.low, total.high, total.payable_low, total.payable_high) == (500, 500, 500, 500)


def test_months_of_an_award_run_into_the_next_year(bench: Bench) -> None:
    line = {"clause": "test/1", "subject": "j0", "year": 2022, "month": 12, "months": 2, "amount": 1000}
    january = assessed(monthly(bench), [{}], date(2023, 1, 20), prior_awards=[line])
    assert january.of("1", "j0").outcome is Outcome.EXCLUDED_BY_LIMIT
    february = assessed(monthly(bench), [{}], date(2023, 2, 20), prior_awards=[line])
    assert february.of("1", "j0").outcome is Outcome.PAYABLE


@pytest.mark.parametrize(
    ("lines", "paid"),
    [
        ([(2022, 12), (2022, 12)], 500),
        ([(2022, 12), (2022, 11)], None),
        ([(2022, 12), (2022, 12), (2022, 12)], 500),
        ([(2022, 11, 2), (2022, 12)], None),
    ],
)
def test_a_month_in_two_lines_is_used_once(lines: list[tuple[int, ...]], paid: int | None, bench: Bench) -> None:
    named = [
        {"clause": "test/1", "subject": "j0", **dict(zip(("year", "month", "months"), line, strict=False))} for line in lines
    ]
    item = assessed(monthly(bench, months="due"), [{"due": 12}], prior_awards=[*used(34), *named]).of("1", "j0")
    assert item.paid == (None if paid is None else (100 * paid, 100 * paid))


def test_a_month_in_two_lines_is_taken_off_what_is_due_once(bench: Bench) -> None:
    catalogue = monthly(bench, months="months_of_year_within(year, start, on, end)")
    line = {"clause": "test/1", "subject": "j0", "year": 2023, "month": 2}
    for lines, paid in (([line], 1000), ([line, line], 1000), ([line, {**line, "month": 3}], 500)):
        item = assessed(catalogue, [spell((1, 10), (3, 20))], prior_awards=lines).of("1", "j0")
        assert item.paid == (100 * paid, 100 * paid)


def with_rate() -> dict[str, Any]:
    job: dict[str, Any] = VOCABULARY["entities"]["job"]
    return {**job, "facts": {**job["facts"], "rate_of_pay": {"type": "money"}}}


def taxes(bench: Bench, parts: Sequence[str], quota: str = "p.much") -> Determination:
    figures = {
        "much": {"value": 7800, "unit": "yuan", "cite": "1"},
        "half": {"value": Decimal("0.5"), "unit": "ratio", "cite": "1", "word": "最高"},
        "third": {"value": Decimal("0.3"), "unit": "ratio", "cite": "1", "word": "最高"},
    }
    known = {name: figures[name] for name in figures if any(f"p.{name}" in text for text in (*parts, quota))}
    limit = {"id": "tax", "title": LABEL, "over": ["1"], "per": ["employer", "year"], "cite": "1"}
    bench.words(VOCABULARY)
    rule = clause(**{"for": "job", "payee": "employer", "kind": "tax_deduction", "amount": quota})
    bench.add(ruleset(parameters=known, clauses={"1": rule}, limits=[{**limit, "at_most": {"yuan": list(parts)}}]))
    catalogue = Catalogue(bench.root)
    return assessed(catalogue, [{}], firms=[{"id": "f", "tax": Decimal("50.01")}])


def test_parts_of_a_list_are_added_up_before_they_are_rounded(bench: Bench) -> None:
    found = taxes(bench, ["employer.tax * p.half", "employer.tax * p.half"])
    assert found.total("tax_deduction", "f").low == Decimal("50.01")
    (used_up,) = found.used_up
    assert [(low, high) for _, low, high in used_up.items] == [(2501, 2501), (2500, 2500)]


def test_the_items_of_a_list_add_up_to_what_is_paid(bench: Bench) -> None:
    found = taxes(bench, ["employer.tax * p.third", "employer.tax * p.third", "employer.tax * p.third"])
    paid = found.of("1", "j0").paid
    (used_up,) = found.used_up
    assert paid == (4501, 4501)
    assert sum(low for _, low, _ in used_up.items) == 4501
