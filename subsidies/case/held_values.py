"""What the engines hold of a fact: an interval of a number or date, the span of a place, a truth value or a word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from subsidies.arithmetic.dates import LATEST, NEVER
from subsidies.arithmetic.intervals import ANY, Interval
from subsidies.case.forms import Range, ends
from subsidies.case.year_facts import range_of
from subsidies.intake import words
from subsidies.types.numbers import scaled
from subsidies.types.sorts import Sort
from subsidies.vocabulary import FactType, Vocabulary


def held_of(fact: FactType, value: Any, on: date, year: int, places: Mapping[str, Interval]) -> Any:
    """A value of a case as the engines read it; of an unknown number or day all that it may be, as far as the day allows.

    ``value`` is what the model of a case made of it, None where nothing is known; ``places`` are the spans of places.
    """
    sort = fact.type.sort
    if sort is Sort.NUMBER:
        return _number(fact, value, range_of(fact, year, on))
    if sort is Sort.DATE:
        return _day(fact, value, on)
    if sort is Sort.PLACE:
        return ANY if value is None else places[value]
    return value


@lru_cache(maxsize=64)
def unknowns(vocabulary: Vocabulary, on: date, year: int) -> Mapping[str, tuple[Any, ...]]:
    """What the engines hold of the facts of each kind of entity where nothing is known, in the order of their slots."""
    return {
        name: tuple(held_of(fact, None, on, year, {}) for fact in kind.facts.values())
        for name, kind in vocabulary.entities.items()
    }


def _number(fact: FactType, value: Any, within: Interval) -> Interval:
    """A number as far as it is stated, and no further than it can be."""
    if value is None:
        return within
    if not isinstance(value, Range):
        exact = scaled(value, fact.type)
        return exact, exact
    low, high = (None if end is None else scaled(end, fact.type) for end in (value.low, value.high))
    least, most = within
    return (
        low if least is None or (low is not None and low > least) else least,
        high if most is None or (high is not None and high < most) else most,
    )


def _day(fact: FactType, value: Any, on: date) -> Interval:
    """A day as far as it is stated: what has happened was no later than the day of the question, unless it still goes on.

    Of a day that may lie after it, what goes on is not over yet: then no end is known.
    """
    if value in (words.ONGOING, words.NEVER):
        day = LATEST if value == words.ONGOING else NEVER
        return day, day
    today = on.toordinal()
    low, high = (None if end is None else end.toordinal() for end in ends(value))
    if fact.model.never and (low is None) != (high is None):
        # Whoever says from when or until when says that it happened.
        high = LATEST if high is None else high
    if not fact.model.past or (fact.model.never and low is None and high is None):
        return low, high
    if fact.model.open_ended:
        return low, None if high is None or high > today else high
    return low, today if high is None else min(high, today)
