"""Amounts by steps: each row up to its bound, exact for what is known, between the rows that it may be for what is not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from small_world import LABEL, Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.i18n import Language
from subsidies.mutation import Mutants
from subsidies.wording import Wording

STEPS = {
    "of": "cost",
    "steps": [
        {"below": "p.few", "amount": "p.low"},
        {"up_to": "p.many", "amount": "p.middle"},
        {"amount": "p.high + p.share * cost"},
    ],
}
FIGURES: dict[str, Any] = {
    "few": {"value": 100, "unit": "yuan", "word": "不满", "cite": "1", "label": LABEL},
    "many": {"value": 500, "unit": "yuan", "word": "以内", "cite": "1", "label": LABEL},
    "low": {"value": 10, "unit": "yuan", "cite": "1"},
    "middle": {"value": 20, "unit": "yuan", "cite": "1"},
    "high": {"value": 30, "unit": "yuan", "cite": "1"},
    "share": {"value": 0.5, "unit": "ratio", "cite": "1"},
}


def law_of(bench: Bench, amount: Any, **figures: Any) -> Catalogue:
    parameters = {name: item for name, item in {**FIGURES, **figures}.items() if f"p.{name}" in str(amount)}
    bench.add(ruleset(parameters=parameters, clauses={"1": clause(amount=amount)}))
    return Catalogue(bench.root)


def between(bench: Bench, cost: Any) -> tuple[Any, Any]:
    total = bench.assess({"cost": cost}).total("cash", "p")
    return total.low, total.high


@pytest.mark.parametrize(
    ("cost", "expected"),
    [
        (0, (10, 10)),
        ("99.99", (10, 10)),
        (100, (20, 20)),
        (500, (20, 20)),
        ("500.02", (280.01, 280.01)),
        (700, (380, 380)),
        ({"at_least": 100, "at_most": 500}, (20, 20)),
        ({"at_least": 99, "at_most": 500}, (10, 20)),
        ({"at_least": 300, "at_most": 700}, (20, 380)),
        ({"at_least": 99, "at_most": 700}, (10, 380)),
        (None, (10, None)),
    ],
)
def test_the_row_in_which_a_number_lies(bench: Bench, cost: Any, expected: tuple[Any, Any]) -> None:
    law_of(bench, {"exact": STEPS})
    cost = Decimal(cost) if isinstance(cost, str) else cost
    assert tuple(None if end is None else float(end) for end in between(bench, cost)) == expected


def test_the_bound_itself_may_have_a_row(bench: Bench) -> None:
    rows = [{"below": "p.few", "amount": "p.low"}, {"up_to": "p.few", "amount": "p.middle"}, {"amount": "p.high"}]
    few = {**FIGURES["few"], "bound": "reading", "word": None}
    catalogue = law_of(bench, {"exact": {"of": "cost", "steps": rows}}, few={k: v for k, v in few.items() if v is not None})
    assert catalogue.validate() == []
    assert [between(bench, cost) for cost in (99, 100, 101)] == [(10, 10), (20, 20), (30, 30)]


@pytest.mark.parametrize(("form", "bound"), [("exact", "exact"), ("at_least", "floor"), ("at_most", "ceiling")])
def test_in_every_form_of_an_amount(bench: Bench, form: str, bound: str) -> None:
    law_of(bench, {form: STEPS})
    (amount,) = bench.assess({"cost": 100}).of("1", "p").amounts
    assert (amount.bound, amount.high if form != "at_least" else amount.low) == (bound, 2000)


def test_from_and_to(bench: Bench) -> None:
    law_of(bench, {"from": "p.low", "to": STEPS})
    (amount,) = bench.assess({"cost": 100}).of("1", "p").amounts
    assert (amount.bound, amount.low, amount.high) == ("band", 1000, 2000)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "（按cost分档，< 100元（不满）的为10元；≤ 500元（以内）的为20元；再往上的为30元 + 50% × cost）"),
        ("en", "(by cost: < 100 yuan (不满): 10 yuan; ≤ 500 yuan (以内): 20 yuan; above that: 30 yuan + 50% × cost)"),
    ],
)
def test_the_table_in_words(bench: Bench, lang: Language, words: str) -> None:
    catalogue = law_of(bench, {"exact": STEPS})
    (compiled,) = catalogue.law().compiled
    rule = compiled.ruleset.rules["1"]
    assert rule.amounts[0].low is not None
    assert Wording(compiled.ruleset, catalogue.world, lang, "person").node(rule.amounts[0].low) == words


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({"many": {"value": 100}}, []),
        ({"many": {"value": 99}}, ["steps_order"]),
        ({"few": {"word": "以上"}}, []),
        ({"few": {"word": "以内"}}, ["word_contradicts"]),
        ({"many": {"word": "不满"}}, ["word_contradicts"]),
        ({"many": {"unit": "count"}}, ["unit_mismatch"]),
        ({"middle": {"unit": "count"}}, ["unit_mismatch"]),
    ],
)
def test_bounds_rise_and_have_the_words_of_the_text(bench: Bench, changes: dict[str, dict[str, Any]], kinds: list[str]) -> None:
    figures = {name: {**FIGURES[name], **change} for name, change in changes.items()}
    catalogue = law_of(bench, {"exact": STEPS}, **figures)
    assert [item.kind for item in catalogue.validate()] == kinds


def test_every_cell_is_changed(bench: Bench) -> None:
    mutants = Mutants.of("test", law_of(bench, {"exact": STEPS})).mutants
    ids = {mutant.id for mutant in mutants}
    assert {mutant.figure for mutant in mutants if mutant.figure} == set(FIGURES)
    table = "clauses.1.amount.exact"
    left_out = {mutant.id: mutant.change for mutant in mutants if f"{table}.steps" in mutant.id}
    assert left_out.keys() == {f"{table}.steps[{row}]:left-out" for row in range(2)}
    assert left_out[f"{table}.steps[1]:left-out"].zh == "若去掉“≤ 500元（以内）的为20元”"
    assert left_out[f"{table}.steps[0]:left-out"].en == "if “< 100 yuan (不满): 10 yuan” were left out"
    assert {f"{table}#0:<=", f"{table}#0:>=", f"{table}#2.0:<", f"{table}#2.0:>"} <= ids
