"""A floor or ceiling that is itself not known: told as far as it is, with what is open in it."""

from __future__ import annotations

from typing import Any

import pytest
from small_world import Bench, clause, ruleset

from subsidies import Catalogue, Determination
from subsidies.documents import to_dict
from subsidies.explanation import Explanation
from subsidies.i18n import Language
from subsidies.wording import amount

ASSESSED = {"zh": "考核发放", "en": "as assessed"}
STEPS = """\
    那么 条款1对“甲”的结果为“可享受”，金额为至少2300元
    而且 计入限额前的金额为{}
"""


def pay(end: str = "at_least", base: str = "p.sum") -> dict[str, Any]:
    performance = {"amount": "p.extra", "when": [{"open": ASSESSED}]}
    word = "不低于" if end == "at_least" else "不超过"
    figures = {
        "sum": {"value": 2300, "unit": "yuan", "cite": "1", "word": word},
        "extra": {"value": 1200, "unit": "yuan", "cite": "1"},
    }
    return ruleset(
        parameters={name: said for name, said in figures.items() if name == "extra" or "p.sum" in base},
        clauses={"1": clause(amount={end: base, "plus": [performance]})},
    )


def missing(bench: Bench, found: Determination) -> list[tuple[str, str]]:
    (item,) = found.entitlements
    asked = Explanation(Catalogue(bench.root).law(), found).missing(item)
    return [(one.sort, one.en or one.fact) for one in asked]


@pytest.mark.parametrize(
    ("written", "lang", "said"),
    [
        (pay(), "en", "at least 2,300 yuan (the floor itself may be up to 3,500 yuan)"),
        (pay(), "zh", "至少2,300元（下限本身最高可到3,500元）"),
        (pay(base="p.sum + cost"), "en", "at least 2,300 yuan (the floor itself may be higher)"),
        (pay(base="cost"), "en", "at least an amount that is not known yet"),
        (pay("at_most"), "en", "at most 3,500 yuan (the ceiling itself may be down to 2,300 yuan)"),
        (pay("at_most", "p.sum + cost"), "en", "at most an amount that is not known yet, itself at least 2,300 yuan"),
        (pay("at_most", "cost"), "en", "at most an amount that is not known yet"),
    ],
)
def test_it_is_told_as_far_as_it_is_known(bench: Bench, written: dict[str, Any], lang: Language, said: str) -> None:
    bench.add(written)
    (item,) = bench.assess({}).entitlements
    assert amount(item.amounts[0], lang) == said


def test_what_is_open_in_it_is_named(bench: Bench) -> None:
    bench.add(pay(base="p.sum + cost"))
    assert missing(bench, bench.assess({"cost": 100})) == [("open", "as assessed")]
    assert missing(bench, bench.assess({})) == [("fact", "cost"), ("open", "as assessed")]


def test_documents_tell_between_what(bench: Bench) -> None:
    bench.add(pay())
    found = bench.assess({})
    (due,) = to_dict(found, Catalogue(bench.root).law())["entitlements"][0]["amounts"]
    assert (due["low"], due["high"], due["figure_between"]) == ("2300.00", None, {"low": "2300.00", "high": "3500.00"})


def test_a_figure_that_is_known_has_no_ends(bench: Bench) -> None:
    written = pay()
    del written["clauses"]["1"]["amount"]["plus"], written["parameters"]["extra"]
    bench.add(written)
    found = bench.assess({})
    (due,) = to_dict(found, Catalogue(bench.root).law())["entitlements"][0]["amounts"]
    assert due["figure_between"] is None
    assert amount(found.entitlements[0].amounts[0], "en") == "at least 2,300 yuan"


@pytest.mark.parametrize(
    ("figure", "passed"), [("至少2300元至3500元", True), ("至少2300元", False), ("至少2300元至3600元", False)]
)
def test_a_scenario_pins_both_ends(bench: Bench, figure: str, passed: bool) -> None:
    bench.add(pay())
    result = bench.scenario(STEPS.format(figure))
    assert result.passed is passed, result.fault
    if not passed:
        assert "至少2300元至3500元" in str(result.fault)


def test_a_part_that_turns_on_a_fact_asks_for_it(bench: Bench) -> None:
    part = {"at_most": "min(cost, p.extra)", "label": {"zh": "区", "en": "region"}}
    written = pay()
    written["clauses"]["1"]["amount"] = {"at_least": "p.sum", "of_which": [part]}
    bench.add(written)
    assert missing(bench, bench.assess({})) == [("fact", "cost")]
