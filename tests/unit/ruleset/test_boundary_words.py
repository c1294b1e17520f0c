"""Boundary words: which side of a threshold holds the number itself, and which comparators say the same."""

from __future__ import annotations

from typing import get_args

import pytest
from written import built, clause, kinds, limit, parameter

from subsidies.ruleset.boundary_words import APPROXIMATE, COMPARATORS, Word

ABOVE = {"以上", "达到", "不低于", "不少于", "至少", "届满", "不满", "低于", "不足"}
"""3 belongs to what lies above: 以上 3 includes it, and 不满 3 leaves it out."""
BELOW = {"以下", "以内", "最高", "最多", "不超过", "超过", "以外"}
"""3 belongs to what lies below: 以下 3 includes it, and 超过 3 leaves it out."""
MIRRORED = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}


def agrees(word: str, comparator: str) -> bool:
    """What is about so much, or so much on average, is on no side of anything."""
    return word not in APPROXIMATE and comparator in ({">=", "<"} if word in ABOVE else {"<=", ">"})


def test_every_word_is_covered() -> None:
    assert set(get_args(Word)) == set(COMPARATORS) == ABOVE | BELOW | set(APPROXIMATE)
    assert not ABOVE & BELOW


@pytest.mark.parametrize("comparator", MIRRORED)
@pytest.mark.parametrize("word", get_args(Word))
def test_a_comparator_must_cut_where_the_word_cuts(word: str, comparator: str) -> None:
    expected = [] if agrees(word, comparator) else ["word_contradicts"]
    figure = parameter("least", 3, "month", word)
    assert kinds(clause("1", f"months {comparator} p.least"), parameters=figure) == expected
    assert kinds(clause("1", f"p.least {MIRRORED[comparator]} months"), parameters=figure) == expected


@pytest.mark.parametrize("word", get_args(Word))
def test_the_word_counts_behind_dates_and_products_too(word: str) -> None:
    expected = [] if agrees(word, "<=") else ["word_contradicts"]
    for function, unit in (("add_months", "month"), ("add_days", "day")):
        window = parameter("window", 12, unit, word)
        assert kinds(clause("1", f"on <= {function}(born, p.window)"), parameters=window) == expected
    expected = [] if agrees(word, ">=") else ["word_contradicts"]
    share = parameter("share", 0.5, "ratio", word)
    assert kinds(clause("1", "courses >= p.share * count(j for j in jobs)"), parameters=share) == expected


@pytest.mark.parametrize("word", get_args(Word))
def test_ends_of_amounts_and_limits_are_compared_as_well(word: str) -> None:
    sum_ = parameter("sum", 100, "yuan", word)
    at_most, at_least = ([] if agrees(word, sign) else ["word_contradicts"] for sign in ("<=", ">="))
    assert kinds(clause("1", amount="{at_most: p.sum}"), parameters=sum_) == at_most
    assert kinds(clause("1", amount="{at_least: p.sum}"), parameters=sum_) == at_least
    assert kinds(clause("1"), parameters=sum_, limits=limit("a", ["1"], "{yuan: p.sum}")) == at_most


def test_a_stated_threshold_needs_a_word_and_a_reading_does_not() -> None:
    line = clause("1", "months >= p.least")
    assert kinds(line, parameters=parameter("least", 3, "month")) == ["missing_word"]
    assert kinds(line, parameters=parameter("least", 3, "month", source="reading")) == []


def test_equality_and_amounts_need_no_word() -> None:
    assert built(clause("1", "months == p.least"), parameters=parameter("least", 3, "month"))
    assert built(clause("1", amount="p.sum"), parameters=parameter("sum", 100, "yuan"))
