"""A sum or product in words says which of its parts are taken together, in both languages."""

from __future__ import annotations

import pytest
from small_world import Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.i18n import Language
from subsidies.wording import Wording

FIGURES = {
    "sum": {"value": 500, "unit": "yuan", "cite": "1"},
    "less": {"value": 20, "unit": "yuan", "cite": "1"},
    "share": {"value": 3, "unit": "ratio", "cite": "1"},
}


def in_words(bench: Bench, amount: str, lang: Language) -> str:
    figures = {name: figure for name, figure in FIGURES.items() if f"p.{name}" in amount}
    bench.add(ruleset(parameters=figures, clauses={"1": clause(amount=amount)}))
    catalogue = Catalogue(bench.root)
    (compiled,) = catalogue.law().compiled
    low = compiled.ruleset.rules["1"].amounts[0].low
    assert low is not None
    return Wording(compiled.ruleset, catalogue.world, lang, "person").node(low)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("(cost + p.less) * p.share", "(cost + 20 yuan) × 3"),
        ("p.share * (cost + p.less)", "3 × (cost + 20 yuan)"),
        ("max(cost - (p.less + p.sum), p.less)", "the greatest of cost - (20 yuan + 500 yuan), 20 yuan"),
        ("cost / (p.share * p.share)", "cost ÷ (3 × 3)"),
        ("cost + p.share * p.less", "cost + 3 × 20 yuan"),
        ("cost * p.share / p.share", "cost × 3 ÷ 3"),
        ("max(cost - p.less - p.sum, p.less)", "the greatest of cost - 20 yuan - 500 yuan, 20 yuan"),
        ("p.sum * floor(cost / p.sum)", "500 yuan × (cost ÷ 500 yuan, rounded down to a whole number)"),
        ("p.sum + min(cost, p.less)", "500 yuan + (the least of cost, 20 yuan)"),
        ("p.sum + (p.less if ill else cost)", "500 yuan + (20 yuan if ill, else cost)"),
        ("min(cost + p.less, p.sum)", "the least of cost + 20 yuan, 500 yuan"),
    ],
)
def test_what_is_taken_together_stands_in_brackets(bench: Bench, amount: str, words: str) -> None:
    assert in_words(bench, amount, "en") == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("p.share * (cost + p.less)", "3 × （cost + 20元）"),
        ("p.sum * floor((cost + p.less) / p.sum)", "500元 × （（cost + 20元） ÷ 500元（向下取整））"),
    ],
)
def test_brackets_are_those_of_the_language(bench: Bench, amount: str, words: str) -> None:
    assert in_words(bench, amount, "zh") == words
