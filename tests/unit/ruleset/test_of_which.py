"""How much of an amount comes from whom: told and pinned beside it, and nothing more of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from small_world import Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.documents import to_dict
from subsidies.errors import RulesetError
from subsidies.wording import amount

FUNDER = {"zh": "自治区", "en": "the region"}
STEPS = """\
    那么 条款1对“甲”的结果为“可享受”，金额为700元
    而且 其中：
      | 出资方 | 数额   |
      | 自治区 | {} |
"""


def pupils(part: dict[str, Any] | None = None, **figures: Any) -> dict[str, Any]:
    said = {"exact": "p.sum", "of_which": [{"exact": "p.regional", "label": FUNDER} if part is None else part]}
    known = {"sum": {"value": 700, "unit": "yuan", "cite": "1"}, "regional": {"value": 300, "unit": "yuan", "cite": "1"}}
    return ruleset(parameters={**known, **figures}, clauses={"1": clause(amount=said)})


def test_it_adds_nothing_to_the_amount(bench: Bench) -> None:
    bench.add(pupils())
    found = bench.assess({})
    (item,) = found.entitlements
    assert (item.paid, found.total("cash").low) == ((70_000, 70_000), 700)
    assert [(part.low, part.label) for part in item.amounts[0].of_which] == [(30_000, item.amounts[0].of_which[0].label)]
    assert amount(item.amounts[0], "en") == "700 yuan (of which the region 300 yuan)"
    assert amount(item.amounts[0], "zh") == "700元（其中自治区 300元）"
    data = json.loads(json.dumps(to_dict(found, Catalogue(bench.root).law())))
    (part,) = data["entitlements"][0]["amounts"][0]["of_which"]
    assert (part["low"], part["high"], part["label"]["zh"]) == ("300.00", "300.00", "自治区")


def test_a_part_may_turn_on_facts_and_is_as_unknown_as_they_are(bench: Bench) -> None:
    bench.add(
        pupils(
            {"at_least": "min(cost, p.regional)", "label": FUNDER},
            regional={"value": 300, "unit": "yuan", "cite": "1", "word": "不低于"},
        )
    )
    known, unknown = (bench.assess(facts).of("1", "p").amounts[0].of_which[0] for facts in ({"cost": 200}, {}))
    assert (known.low, known.high, known.cause) == (20_000, None, "band")
    assert (unknown.low, unknown.high, unknown.cause) == (0, None, "band_and_unknown")


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ({"exact": "p.heads", "label": FUNDER}, "unit_mismatch"),
        ({"exact": "0 - p.regional", "label": FUNDER}, "negative_amount"),
        ({"exact": "p.regional"}, "missing_key"),
    ],
)
def test_what_cannot_be_a_part_is_refused(bench: Bench, part: dict[str, Any], kind: str) -> None:
    heads = {"heads": {"value": 2, "unit": "count", "cite": "1"}} if "p.heads" in str(part) else {}
    written = pupils(part, **heads)
    if "p.regional" not in str(part):
        del written["parameters"]["regional"]
    bench.add(written)
    with pytest.raises(RulesetError) as refused:
        Catalogue(bench.root).ruleset("test")
    assert kind in {finding.kind for finding in refused.value.findings}


@pytest.mark.parametrize(("figure", "passed"), [("300元", True), ("301元", False)])
def test_a_scenario_pins_it(bench: Bench, figure: str, passed: bool) -> None:
    bench.add(pupils())
    result = bench.scenario(STEPS.format(figure))
    assert result.passed is passed, result.fault
