"""What a fact is, or is not, in words: by the labels of its values."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from small_world import VOCABULARY, Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.i18n import Language
from subsidies.wording import Wording
from subsidies.wording.values import money

SORT: dict[str, Any] = {
    "type": "enum",
    "label": {"zh": "户类", "en": "sort"},
    "values": {"a": {"zh": "甲类", "en": "sort A"}, "b": {"zh": "都不属于", "en": "none of these"}},
}


@pytest.mark.parametrize(
    ("line", "zh", "en"),
    [
        ("sort == 'b'", "户类是都不属于", "sort is none of these"),
        ("sort != 'b'", "户类不是“都不属于”", "sort is not “none of these”"),
        ("sort in ('a', 'b') and poor", "户类属于：甲类、都不属于", "sort is one of: sort A, none of these"),
        ("sort not in ('a', 'b') or poor", "户类不属于：甲类、都不属于", "sort is none of: sort A, none of these"),
    ],
)
def test_a_line_about_values(line: str, zh: str, en: str, bench: Bench) -> None:
    person = VOCABULARY["entities"]["person"]
    bench.words({**VOCABULARY, "entities": {"person": {**person, "facts": {**person["facts"], "sort": SORT}}}})
    bench.add(ruleset(clauses={"1": clause(when=[line])}))
    catalogue = Catalogue(bench.root)
    built = catalogue.ruleset("test")
    node = built.rules["1"].lines[-1].node

    def said(lang: Language) -> str:
        return Wording(built, catalogue.world, lang, "person").node(node)

    assert said("zh").startswith(zh)
    assert said("en").startswith(en)


@pytest.mark.parametrize(
    ("fen", "zh", "en"),
    [
        (380_000, "3,800元", "3,800 yuan"),
        (90_001, "900.01元", "900.01 yuan"),
        (Fraction(180_001, 2), "900.005元", "900.005 yuan"),
        (Fraction(100, 3), "0.333333元", "0.333333 yuan"),
        (Fraction(90_000), "900元", "900 yuan"),
    ],
)
def test_money_that_is_not_rounded_yet_is_shown_as_it_is(fen: int | Fraction, zh: str, en: str) -> None:
    assert (money(fen, "zh"), money(fen, "en")) == (zh, en)
