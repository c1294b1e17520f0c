"""The figures of a table of clauses: an amount as a scenario states it, as a parameter of a ruleset holds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from subsidies.types.units import RATIO, Unit
from subsidies.vocabulary import numbers
from subsidies.vocabulary.numbers import BOUNDS, Unreadable

EXAMPLES: Final = "1000元, 400元至1600元, 最高300万元, 至少2000元, 35%, 200元/人, 10个"
GIVEN: Final = ("yuan", "count")
"""Units in which something is given as it stands; a figure in another one is a part of a formula that a table cannot say."""
_UNITS: Final = (*GIVEN, "ratio", "yuan/month", "yuan/year", "yuan/count", "yuan/mu", "mu", "month", "day", "year")
_FORMS: Final[dict[str, Literal["exact", "band", "at_least", "at_most"]]] = {
    "exact": "exact",
    "band": "band",
    "floor": "at_least",
    "ceiling": "at_most",
}
_WORDS: Final = {"至多": "最多", "最高不超过": "不超过", "最少": "至少", "最低": "不低于"}
"""Words of scenarios that no boundary word of a ruleset is, with the one that says the same."""
_LAST_WORD: Final = re.compile(r"\D+$")


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount in plain units; a band has two ends, everything else one.

    ``word`` is the boundary word, empty where there is none, and ``counted_in`` what a count counts (个, 名).
    """

    ends: tuple[Fraction, ...]
    unit: str
    form: Literal["exact", "band", "at_least", "at_most"]
    word: str = ""
    counted_in: str = ""


def figure(text: str) -> Figure:
    """Read an amount, in whichever unit it is written; one without a unit is none.

    Raises :class:`Unreadable` for what is no amount, or is nothing or less.
    """
    clean = numbers.plain(text)
    for name in _UNITS:
        unit = Unit.parse(name) or RATIO
        if unit == RATIO and not clean.endswith("%"):
            continue
        try:
            span = numbers.amount(clean, unit)
        except Unreadable:
            continue
        ends = (span.low, span.high) if span.bound == "band" else (span.high if span.bound == "ceiling" else span.low,)
        if span.between is not None or any(end is None or end <= 0 for end in ends):
            break
        counted_in = _LAST_WORD.findall(clean)[0].strip() if name == "count" else ""
        return Figure(tuple(end for end in ends if end is not None), name, _FORMS[span.bound], _word(clean), counted_in)
    raise Unreadable(text)


def _word(clean: str) -> str:
    """The boundary word before an amount, as a ruleset may write it."""
    known = [word for words in BOUNDS.values() for word in words if clean.startswith(word)]
    word = max(known, key=len, default="")
    return _WORDS.get(word, word)
