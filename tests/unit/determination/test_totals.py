"""Totals are by kind, payee and period: nothing is added that is no one sum, and nobody gets what is somebody else's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from small_world import Bench, clause, ruleset

from subsidies import Catalogue, Determination, UsageError

HOMES: dict[str, Any] = {
    "schema_version": 1,
    "entities": {
        "household": {"list": "households"},
        "school": {"list": "schools"},
        "person": {
            "list": "persons",
            "relations": {"household": {"to": "household"}, "school": {"to": "school"}},
        },
    },
}


def figures(**yuan: int) -> dict[str, Any]:
    return {name: {"value": value, "unit": "yuan", "cite": "1"} for name, value in yuan.items()}


def policy(name: str, yuan: int, **changes: Any) -> dict[str, Any]:
    version = {key: changes.pop(key) for key in ("version", "published", "effective") if key in changes}
    return ruleset(policy=name, parameters=figures(sum=yuan), clauses={"1": clause(**changes)}, **version)


def assessed(bench: Bench, **lists: Any) -> Determination:
    catalogue = Catalogue(bench.root)
    data = {"schema_version": 1, "jurisdiction": "640105", "on": "2023-06-01", "prior_awards": [], **lists}
    return catalogue.assess(catalogue.read_case(data))


def test_what_two_policies_pay_for_one_period_is_one_line_with_its_parts(bench: Bench) -> None:
    bench.add(policy("alpha", 100))
    bench.add(policy("beta", 250))
    (total,) = bench.assess({}).totals
    assert (total.kind, total.payees, total.period, total.low, total.high) == ("cash", ("p",), "year", 350, 350)
    assert [(part.ruleset.policy, part.low, part.high) for part in total.parts] == [("alpha", 100, 100), ("beta", 250, 250)]


def test_what_two_versions_pay_for_one_period_is_one_line_with_its_parts(bench: Bench) -> None:
    days = {"from": date(2023, 7, 1), "to": date(2023, 12, 31)}
    old = ruleset(parameters=figures(sum=100), clauses={"1": clause(at="started", amount="p.sum")})
    new = ruleset(
        version="2.0.0",
        published=date(2023, 6, 15),
        effective=days,
        parameters=figures(sum=250),
        clauses={"2": clause(at="add_months(started, p.later)")},
    )
    new["parameters"]["later"] = {"value": 6, "unit": "month", "cite": "1"}
    bench.add(old)
    bench.add(new)
    (total,) = bench.assess({"started": date(2023, 3, 1)}, date(2023, 12, 1)).totals
    assert (total.low, total.high) == (350, 350)
    assert [(part.ruleset.version, part.low) for part in total.parts] == [("1.0.0", 100), ("2.0.0", 250)]


def test_sums_of_several_periods_are_not_added(bench: Bench) -> None:
    bench.add(policy("month", 100, every="month"))
    bench.add(policy("once", 400, every="once"))
    bench.add(policy("year", 250))
    found = bench.assess({})
    assert {total.period: total.low for total in found.totals} == {"month": 100, "once": 400, "year": 250}
    with pytest.raises(UsageError, match="several periods") as caught:
        found.total("cash")
    assert caught.value.findings[0].allowed == "month, once, year"
    assert [found.total("cash", period=period).low for period in ("month", "once", "year")] == [100, 400, 250]
    assert found.total("cash", "p", "month").low == 100


def test_loans_of_several_borrowers_are_no_one_sum(bench: Bench) -> None:
    bench.add(policy("loans", 3000, kind="loan_ceiling", every="once"))
    catalogue = Catalogue(bench.root)
    found = catalogue.assess(bench.case({}, {}, catalogue=catalogue))
    with pytest.raises(UsageError, match="what p, p2 are paid of kind loan_ceiling is not one sum"):
        found.total("loan_ceiling")
    assert found.total("loan_ceiling", "p2").low == 3000


def test_sums_of_cash_of_several_payees_are_added(bench: Bench) -> None:
    bench.add(policy("cash", 300))
    catalogue = Catalogue(bench.root)
    assert catalogue.assess(bench.case({}, {}, catalogue=catalogue)).total("cash").low == 600


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("cahs",), "there is no kind of benefit cahs; allowed: cash, .*; did you mean cash"),
        (("cash", "q"), "there is no q in this case"),
        (("cash", "p2"), "there is no p2 in this case"),
    ],
)
def test_a_kind_or_payee_that_is_none_is_refused(asked: tuple[str, ...], message: str, bench: Bench) -> None:
    bench.add(policy("cash", 300))
    with pytest.raises(UsageError, match=message):
        bench.assess({}).total(*asked)


def test_who_gets_nothing_has_a_total_of_nothing(bench: Bench) -> None:
    bench.add(policy("cash", 300, when=["poor"]))
    total = bench.assess({"poor": False}).total("cash", "p")
    assert (total.low, total.high, total.payees, total.period) == (Decimal(0), Decimal(0), ("p",), "year")


def unknown_payee(bench: Bench) -> Determination:
    """Two persons: the household of one of them is not known, and both go to a school."""
    bench.words(HOMES)
    bench.add(policy("homes", 3800, payee="household"))
    bench.add(policy("schools", 6000, payee="school"))
    people = [{"id": "p", "household": "h", "school": "s"}, {"id": "q", "school": "s"}]
    return assessed(bench, households=[{"id": "h"}, {"id": "k"}], schools=[{"id": "s"}, {"id": "t"}], persons=people)


@pytest.mark.parametrize(
    ("payee", "low", "high"),
    [("s", 12_000, 12_000), ("t", 0, 0), ("h", 3800, 7600), ("k", 0, 3800), ("p", 0, 0)],
)
def test_what_is_paid_to_somebody_unknown_is_nobodys_for_certain(payee: str, low: int, high: int, bench: Bench) -> None:
    total = unknown_payee(bench).total("cash", payee)
    assert (total.low, total.high) == (low, high)
