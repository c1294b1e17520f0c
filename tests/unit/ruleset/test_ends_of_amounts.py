"""Amounts between two ends: where the lower one lies above the upper one nothing is due for certain."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import VOCABULARY, Bench, clause, ruleset
from written import built, definition, kinds, parameter
from written import clause as written_clause

from subsidies.determination import Outcome
from subsidies.explanation import Explanation

FIGURES = "".join(
    parameter(name, value, unit)
    for name, value, unit in (
        ("low", 100, "yuan"),
        ("high", 500, "yuan"),
        ("each", 100, "yuan/count"),
        ("dear", 500, "yuan/count"),
    )
)
TABLES = (
    "  lows: {value: {low: 100, high: 200}, unit: yuan, cite: 第一条}\n"
    "  highs: {value: {low: 150, high: 250}, unit: yuan, cite: 第一条}\n"
    "  mixed: {value: {low: 90, high: 250}, unit: yuan, cite: 第一条}\n"
)


def may_cross(amount: str, definitions: str = "", parameters: str = FIGURES, kind: str = "cash") -> list[bool]:
    """Of each amount of a clause, whether its ends may cross; nothing else is found in the ruleset."""
    used = "".join(
        line for line in parameters.splitlines(keepends=True) if f"p.{line.split(':')[0].strip()}" in amount + definitions
    )
    rule = built(written_clause("1", amount=amount, kind=kind), parameters=used, definitions=definitions).rules["1"]
    crossing = [item.may_cross for item in rule.amounts]
    assert any(line.text == "from <= to" for line in rule.lines) is any(crossing)
    return crossing


@pytest.mark.parametrize(
    ("amount", "definitions"),
    [
        ("{from: p.low, to: p.high}", ""),
        ("{from: p.each * courses, to: p.dear * courses}", ""),
        ("{from: p.each * courses + income, to: income + courses * p.dear}", ""),
        ("{from: 'max(0, income - p.high)', to: income}", ""),
        ("{from: 'max(0, income - p.high)', to: 'max(0, income - p.low)'}", ""),
        ("{from: 'min(p.high, income)', to: p.high + income}", ""),
        ("{from: 'p.low if veteran else 0', to: 'p.high if veteran else p.low'}", ""),
        ("{from: a, to: b}", definition("a", "p.each * courses") + definition("b", "p.dear * courses + income")),
        ("{from: 'sum(p.low for j in jobs if j.person.veteran)', to: 'sum(p.high for j in jobs if j.person.veteran)'}", ""),
        ("{from: p.low / (1 + share), to: p.high / (1 + share)}", ""),
        ("{from: 'floor(share) * p.low', to: 'ceil(share) * p.high'}", ""),
        ("{at_most: p.each * courses}", ""),
        ("{at_least: p.each * courses}", ""),
    ],
)
def test_ends_that_never_cross_ask_for_nothing(amount: str, definitions: str) -> None:
    assert may_cross(amount, definitions) == [False]


@pytest.mark.parametrize(
    ("amount", "definitions"),
    [
        ("{from: p.each * courses, to: p.high}", ""),
        ("{from: p.low, to: p.dear * courses}", ""),
        ("{from: p.dear * courses, to: p.each * courses}", ""),
        ("{from: 'p.high if veteran else 0', to: 'p.low if veteran else p.high'}", ""),
        ("{from: 'p.low if veteran else 0', to: 'p.low if student else 0'}", ""),
        ("{from: 'sum(p.low for j in jobs)', to: 'sum(p.high for j in jobs if j.person.veteran)'}", ""),
        ("{from: income, to: p.high}", ""),
        ("{from: a, to: p.high}", definition("a", "p.each * courses")),
        ("{from: p.low + income, to: p.high + income * share}", ""),
    ],
)
def test_ends_that_may_cross_are_asked_about(amount: str, definitions: str) -> None:
    assert may_cross(amount, definitions) == [True]


def test_tables_are_held_against_each_other_entry_by_entry() -> None:
    assert may_cross("{from: 'p.lows[level]', to: 'p.highs[level]'}", parameters=TABLES) == [False]
    assert may_cross("{from: 'p.lows[level]', to: 'p.mixed[level]'}", parameters=TABLES) == [True]


def test_what_is_added_to_both_ends_changes_nothing() -> None:
    plus = "plus: [{amount: income, when: [veteran]}]"
    assert may_cross(f"{{from: p.low, to: p.high, {plus}}}") == [False]
    assert may_cross(f"{{from: p.each * courses, to: p.high, {plus}}}") == [True]


def test_each_of_several_things_has_ends_of_its_own() -> None:
    one, other = (
        "{label: {zh: 甲, en: a}, from: 1 + courses, to: 1 + courses + courses}",
        "{label: {zh: 乙, en: b}, from: courses, to: courses + courses - 1}",
    )
    assert may_cross(f"{{items: [{one}, {other}]}}", kind="service") == [False, True]


@pytest.mark.parametrize("amount", ["{from: p.high, to: p.low}", "{from: p.high + income, to: income + p.low}"])
def test_ends_that_always_cross_are_refused(amount: str) -> None:
    figures = "".join(FIGURES.splitlines(keepends=True)[:2])
    assert kinds(written_clause("1", amount=amount), parameters=figures) == ["ends_cross"]


COURSES = {"type": "count", "max": 100}


@cache
def bench() -> Bench:
    """Between 100 yuan for each course and 500 yuan: the ends cross from the sixth course on."""
    made = Bench(Path(mkdtemp()))
    person = VOCABULARY["entities"]["person"]
    facts = {**person["facts"], "courses": COURSES}
    made.words({**VOCABULARY, "entities": {"person": {**person, "facts": facts}}})
    figures = {"each": {"value": 100, "unit": "yuan/count", "cite": "1"}, "most": {"value": 500, "unit": "yuan", "cite": "1"}}
    amount = {"from": "p.each * courses", "to": "p.most"}
    made.add(ruleset(parameters=figures, clauses={"1": clause(amount=amount)}))
    return made


def explained(**facts: Any) -> Explanation:
    return bench().explain(facts)


@given(st.one_of(st.none(), st.integers(0, 100)))
@settings(deadline=None, max_examples=60)
def test_nothing_is_payable_where_the_ends_cross_or_may_cross(courses: int | None) -> None:
    explanation = explained(**({} if courses is None else {"courses": courses}))
    item, total = explanation.determination.of("1", "p"), explanation.determination.total("cash", "p")
    amount = item.amounts[0]
    assert item.outcome is (Outcome.PAYABLE if courses is not None and courses <= 5 else Outcome.POSSIBLE)
    if item.outcome is Outcome.PAYABLE:
        assert (amount.low, amount.high, amount.cause) == (100_00 * (courses or 0), 500_00, "band")
        assert (total.payable_low, total.payable_high) == (Decimal(100 * (courses or 0)), Decimal(500))
    else:
        ends = (0, 10_000_00) if courses is None else (500_00, 100_00 * courses)
        assert (amount.low, amount.high, amount.cause) == (*ends, "unknown")
        assert (total.low, total.payable_low, total.payable_high) == (0, 0, 0)
        assert total.high == Fraction(ends[1], 100)


def test_what_is_missing_is_the_fact_until_it_is_known_that_the_rule_is_at_fault() -> None:
    unknown, crossing, sound = explained(), explained(courses=10), explained(courses=2)
    made = {"?": unknown, "x": crossing, "ok": sound}
    found = {name: one.missing(one.determination.of("1", "p")) for name, one in made.items()}
    assert [(one.sort, one.fact) for one in found["?"]] == [("fact", "courses")]
    assert [(one.sort, one.en) for one in found["x"]] == [
        ("at_fault", "the lower end of the amount lies above its upper end: the rule is at fault here")
    ]
    assert found["ok"] == ()
    row = crossing.rows(crossing.determination.of("1", "p"))[-1]
    assert (row.line.text, row.verdict) == ("from <= to", None)


@pytest.mark.parametrize(
    ("section", "line", "found"),
    [
        ("when", "income >= p.more and income <= p.less", ["tautology"]),
        ("unless", "income >= p.more and income <= p.less", ["tautology"]),
        ("unless", "veteran and (p.more < income and p.more > income)", ["tautology"]),
        ("unless", "income >= p.less and income <= p.more", []),
        ("unless", "income > p.less and income < p.more or veteran", []),
        ("unless", "income >= p.more and income <= p.more", []),
        ("unless", "income >= p.more or income <= p.less", []),
    ],
)
def test_a_line_between_two_ends_that_cross_decides_nothing(section: str, line: str, found: list[str]) -> None:
    figures = "".join(
        f"  {name[2:]}: {{value: {value}, unit: yuan, cite: 第一条, bound: reading}}\n"
        for name, value in (("p.more", 500), ("p.less", 100))
        if name in line
    )
    assert kinds(written_clause("1", **{section: f"['{line}']"}), parameters=figures) == found
