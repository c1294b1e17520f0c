"""What is said never to lie above something never does, whatever the facts."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidies.catalogue import Catalogue
from subsidies.expression import Scope, check
from subsidies.expression import nodes as n
from subsidies.quantities.ordering import never_above
from subsidies.quantities.ranges import Ranges
from subsidies.ruleset.drafting import ParameterValue
from subsidies.types.sorts import number
from subsidies.types.units import YUAN, Unit

WORLD = Catalogue(Path(__file__).parents[2] / "good" / "catalogue").world
EACH = Unit.parse("yuan/count")
assert EACH is not None
PARAMETERS = {
    "low": ParameterValue(number(YUAN), 100_00),
    "high": ParameterValue(number(YUAN), 500_00),
    "each": ParameterValue(number(EACH), 70_00),
    "dear": ParameterValue(number(EACH), 90_00),
    "lows": ParameterValue(number(YUAN), {"low": 100_00, "high": 200_00}),
    "highs": ParameterValue(number(YUAN), {"low": 150_00, "high": 200_00}),
}
RANGES = Ranges(WORLD.vocabulary, {})

RATIOS = st.sampled_from(["share", "1 + share", "1 - share", "1"])
MONEY = st.recursive(
    st.sampled_from(
        ["0", "income", "p.low", "p.high", "p.each * courses", "p.dear * courses", "p.lows[level]", "p.highs[level]"]
    ),
    lambda inner: st.one_of(
        st.builds("({} + {})".format, inner, inner),
        st.builds("({} - {})".format, inner, inner),
        st.builds("min({}, {})".format, inner, inner),
        st.builds("max({}, {})".format, inner, inner),
        st.builds("({} if veteran else {})".format, inner, inner),
        st.builds("({} * ({}))".format, inner, RATIOS),
        st.builds("({} / (1 + share))".format, inner),
    ),
    max_leaves=5,
)
FACTS = st.fixed_dictionaries(
    {
        "income": st.sampled_from([0, 1, 99_99, 100_00, 100_01, 10_000_000_00]),
        "courses": st.sampled_from([0, 1, 2, 7, 100]),
        "share": st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1)]),
        "level": st.sampled_from(["low", "high"]),
        "veteran": st.booleans(),
    }
)


def node(text: str) -> n.Node | None:
    return check(text, Scope(WORLD.vocabulary, "person", PARAMETERS, {}, used_parameters=set())).node


def value(text: str, facts: dict[str, Any]) -> Fraction:
    figures = SimpleNamespace(**{name: item.value for name, item in PARAMETERS.items()})
    return Fraction(eval(text, {"p": figures, "min": min, "max": max, **facts}))  # noqa: S307 - a text of this module


@given(MONEY, MONEY, st.lists(FACTS, min_size=1, max_size=8))
@settings(deadline=None, max_examples=600)
def test_what_is_shown_holds_for_all_facts(low: str, high: str, cases: list[dict[str, Any]]) -> None:
    one, other = node(low), node(high)
    if one is None or other is None or one.type.unit != other.type.unit:
        return
    for strictly in (False, True):
        if never_above(RANGES, one, other, strictly=strictly):
            for facts in cases:
                least, most = value(low, facts), value(high, facts)
                assert least < most or (least == most and not strictly), (low, high, facts)


@given(MONEY)
@settings(deadline=None, max_examples=100)
def test_nothing_lies_above_itself_or_below_it(text: str) -> None:
    own = node(text)
    if own is not None:
        assert never_above(RANGES, own, own)
        assert not never_above(RANGES, own, own, strictly=True)


@pytest.mark.parametrize(
    ("low", "high", "strictly"),
    [
        ("income + p.low", "p.high + income", True),
        ("p.each * courses - income", "p.dear * courses - income", False),
        ("p.lows[level]", "p.highs[level]", False),
        ("income - p.high", "income - p.low", True),
        ("p.low * (1 + share)", "p.high * (1 + share)", True),
        ("min(income, p.low)", "max(p.high, income)", True),
        ("p.low if veteran else p.high", "p.high", False),
    ],
)
def test_what_can_be_shown(low: str, high: str, strictly: bool) -> None:
    one, other = node(low), node(high)
    assert one is not None
    assert other is not None
    assert never_above(RANGES, one, other)
    assert never_above(RANGES, one, other, strictly=True) is strictly
