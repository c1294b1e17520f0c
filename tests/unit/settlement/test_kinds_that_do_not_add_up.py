"""Loan ceilings are no sum: a borrower has the highest that holds, whichever document gives it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small_world import Bench, clause, ruleset

from subsidies import Catalogue, Determination, Outcome
from subsidies.ruleset.references import HIGHEST


def loans(name: str, when: str | None = None, **changes: Any) -> dict[str, Any]:
    """A policy with one clause that opens a loan of so much at most."""
    figures = {"loan": {"value": changes.pop("value"), "unit": "yuan", "word": "最高", "cite": "1"}}
    lines = [] if when is None else [when]
    one = clause(kind="loan_ceiling", every="once", amount={"at_most": "p.loan"}, when=lines, **changes)
    return ruleset(policy=name, parameters=figures, clauses={"1": one})


def outcomes(found: Determination) -> dict[str, tuple[str, Any]]:
    return {item.clause: (item.outcome.value, item.paid) for item in found.entitlements}


def total(found: Determination) -> tuple[int, int | None]:
    one = found.total("loan_ceiling", "p")
    return int(one.low), None if one.high is None else int(one.high)


def test_of_two_ceilings_the_highest_holds_and_the_other_says_why_not(bench: Bench) -> None:
    bench.add(loans("alpha", value=200_000))
    bench.add(loans("beta", value=3_000_000))
    found = bench.assess({})
    assert outcomes(found) == {
        "alpha/1": ("excluded_by_limit", None),
        "beta/1": ("payable", (0, 300_000_000)),
    }
    excluded = found.of("alpha/1", "p").limit
    assert excluded is not None
    assert (excluded.limit, excluded.group) == (HIGHEST, ("p",))
    assert total(found) == (0, 3_000_000)
    assert [(one.entitlement.clause, one.low, one.high) for one in found.recommended()] == [("beta/1", 0, 300_000_000)]


@pytest.mark.parametrize(
    ("poor", "expected", "ceiling"),
    [
        (True, {"alpha/1": "excluded_by_limit", "beta/1": "payable"}, 3_000_000),
        (False, {"alpha/1": "payable", "beta/1": "not_entitled"}, 200_000),
        (None, {"alpha/1": "payable", "beta/1": "possible"}, 3_000_000),
    ],
)
def test_a_ceiling_that_may_hold_is_possible_beside_the_one_that_does(
    poor: bool | None, expected: dict[str, str], ceiling: int, bench: Bench
) -> None:
    bench.add(loans("alpha", value=200_000))
    bench.add(loans("beta", "poor", value=3_000_000))
    found = bench.assess({"poor": poor})
    assert {name: outcome for name, (outcome, _) in outcomes(found).items()} == expected
    assert total(found) == (0, ceiling)


def test_a_lower_ceiling_that_may_hold_changes_nothing(bench: Bench) -> None:
    bench.add(loans("alpha", "poor", value=200_000))
    bench.add(loans("beta", value=3_000_000))
    found = bench.assess({})
    assert found.of("alpha/1", "p").outcome is Outcome.EXCLUDED_BY_LIMIT
    assert total(found) == (0, 3_000_000)


def test_ceilings_for_different_periods_do_not_stand_beside_one_another(bench: Bench) -> None:
    bench.add(loans("alpha", value=200_000))
    beta = loans("beta", value=3_000_000)
    beta["clauses"]["1"]["every"] = "year"
    bench.add(beta)
    found = bench.assess({})
    assert {name: outcome for name, (outcome, _) in outcomes(found).items()} == {
        "alpha/1": "excluded_by_limit",
        "beta/1": "payable",
    }
    assert [(one.period, one.high) for one in found.totals] == [("once", 3_000_000)]
    assert found.total("loan_ceiling", "p", "year").high == 0


@pytest.mark.parametrize(("poor", "ceiling"), [(True, 3_000_000), (False, 200_000)])
def test_a_total_of_ceilings_is_for_no_period_whichever_of_them_holds(poor: bool, ceiling: int, bench: Bench) -> None:
    alpha, beta = loans("alpha", value=200_000), loans("beta", "poor", value=3_000_000)
    alpha["clauses"]["1"]["every"] = "year"
    bench.add(alpha)
    bench.add(beta)
    assert [(one.period, one.high) for one in bench.assess({"poor": poor}).totals] == [("once", ceiling)]


def test_equal_ceilings_are_one(bench: Bench) -> None:
    bench.add(loans("alpha", value=200_000))
    bench.add(loans("beta", value=200_000))
    found = bench.assess({})
    assert [item.outcome.value for item in found.entitlements] == ["payable", "excluded_by_limit"]
    assert total(found) == (0, 200_000)


def test_each_borrower_has_a_ceiling(bench: Bench) -> None:
    bench.add(loans("alpha", value=200_000))
    bench.add(loans("beta", value=3_000_000))
    found = Catalogue(bench.root).assess(bench.case({}, {}))
    assert [int(found.total("loan_ceiling", id_).high or 0) for id_ in ("p", "p2")] == [3_000_000, 3_000_000]


def test_a_ceiling_that_depends_on_facts_is_compared_by_what_it_may_be(bench: Bench) -> None:
    figures = {
        "share": {"value": 0.5, "unit": "ratio", "cite": "1"},
        "cap": {"value": 100_000, "unit": "yuan", "word": "最高", "cite": "1"},
    }
    by_cost = clause(kind="loan_ceiling", every="once", amount={"at_most": "min(p.cap, p.share * cost)"})
    bench.add(ruleset(policy="alpha", parameters=figures, clauses={"1": by_cost}))
    bench.add(loans("beta", value=40_000))
    open_ = bench.assess({})
    assert [item.outcome.value for item in open_.entitlements] == ["possible", "payable"]
    assert total(open_) == (0, 100_000)
    known = bench.assess({"cost": 90_000})
    assert outcomes(known) == {"alpha/1": ("payable", (0, 4_500_000)), "beta/1": ("excluded_by_limit", None)}
    lower = bench.assess({"cost": 60_000})
    assert outcomes(lower) == {"alpha/1": ("excluded_by_limit", None), "beta/1": ("payable", (0, 4_000_000))}


def test_sums_of_cash_are_added_up_across_policies(bench: Bench) -> None:
    bench.add(ruleset(policy="alpha", clauses={"1": clause()}))
    bench.add(ruleset(policy="beta", clauses={"1": clause()}))
    assert int(bench.assess({}, date(2023, 6, 1)).total("cash", "p").low) == 2000


def floor(name: str, text: str, kind: str = "wage_floor", unit: str = "yuan") -> dict[str, Any]:
    """A policy with one clause that sets a minimum for the pay of a month."""
    figures = {"least": {"value": int(text), "unit": unit, "word": "不低于", "cite": "1"}}
    one = clause(kind=kind, every="month", amount={"at_least": "p.least"})
    return ruleset(policy=name, parameters=figures, clauses={"1": one})


def least(found: Determination, kind: str) -> tuple[int, int | None]:
    one = found.total(kind, "p", "month")
    return int(one.low), None if one.high is None else int(one.high)


@pytest.mark.parametrize("unit", ["yuan", "yuan/month"])
def test_of_two_minima_for_the_same_pay_the_higher_holds_in_whatever_unit_a_text_has_it(unit: str, bench: Bench) -> None:
    bench.add(floor("alpha", "2900", unit=unit))
    bench.add(floor("beta", "2500"))
    found = bench.assess({})
    assert {name: outcome for name, (outcome, _) in outcomes(found).items()} == {
        "alpha/1": "payable",
        "beta/1": "excluded_by_limit",
    }
    assert least(found, "wage_floor") == (2900, None)


def test_minima_for_gross_and_for_take_home_pay_stand_beside_one_another(bench: Bench) -> None:
    bench.add(floor("alpha", "2900"))
    bench.add(floor("beta", "2500", "take_home_floor"))
    bench.add(floor("gamma", "2600", "take_home_floor"))
    found = bench.assess({})
    assert [item.outcome.value for item in found.entitlements] == ["payable", "excluded_by_limit", "payable"]
    assert (least(found, "wage_floor"), least(found, "take_home_floor")) == ((2900, None), (2600, None))
