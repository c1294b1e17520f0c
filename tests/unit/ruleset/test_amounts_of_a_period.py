"""So much a month of what is due by the month, and so much a year of what is due by the year, is a sum of money."""

from __future__ import annotations

from typing import Any

import pytest
from small_world import Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.errors import RulesetError


def due(unit: str, every: str, amount: Any = "p.sum") -> dict[str, Any]:
    figures = {"sum": {"value": 300, "unit": unit, "cite": "1"}, "part": {"value": 100, "unit": unit, "cite": "1"}}
    used = figures if isinstance(amount, dict) else {"sum": figures["sum"]}
    return ruleset(parameters=used, clauses={"1": clause(every=every, amount=amount)})


@pytest.mark.parametrize(("unit", "every"), [("yuan/month", "month"), ("yuan/year", "year"), ("yuan", "month")])
def test_it_is_added_up_as_any_other(unit: str, every: str, bench: Bench) -> None:
    bench.add(due(unit, every))
    (amount,) = bench.assess({}).of("1", "p").amounts
    assert (amount.low, str(amount.unit)) == (30_000, "yuan")
    assert bench.assess({}).total("cash", "p", every).low == 300


def test_what_comes_from_whom_of_it_is_one_too(bench: Bench) -> None:
    part = {"exact": "p.part", "label": {"zh": "自治区", "en": "the region"}}
    bench.add(due("yuan/month", "month", {"exact": "p.sum", "of_which": [part]}))
    (amount,) = bench.assess({}).of("1", "p").amounts
    assert [(one.low, str(one.unit)) for one in amount.of_which] == [(10_000, "yuan")]


@pytest.mark.parametrize(("unit", "every"), [("yuan/month", "year"), ("yuan/year", "month"), ("yuan/month", "once")])
def test_what_is_for_another_period_is_none(unit: str, every: str, bench: Bench) -> None:
    bench.add(due(unit, every))
    with pytest.raises(RulesetError, match=f"must be in yuan, found {unit}"):
        Catalogue(bench.root).law()
