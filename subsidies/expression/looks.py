"""At what a node looks by itself: said of each type, so that a new one is never taken for a figure in silence."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from subsidies.expression import nodes as n


class Looks(StrEnum):
    """What a node needs to know besides what its parts know."""

    CASE = "case"
    """The entities of the case: their facts, ways and lists, or what is decided or set for them."""
    QUESTION = "question"
    """The day, the year or the place of the question, or how an office reads the text."""
    CONDITION = "condition"
    """A verdict on one of its parts, so that a number cannot be had without an engine."""
    NOTHING = "nothing"
    """Nothing of its own: it is a figure, or puts its parts together."""


LOOKS_AT: Final[Mapping[type[n.Node], Looks]] = {
    n.Number: Looks.NOTHING,
    n.Truth: Looks.NOTHING,
    n.Word: Looks.NOTHING,
    n.Parameter: Looks.NOTHING,
    n.TableEntry: Looks.NOTHING,
    n.Fact: Looks.CASE,
    n.EntityKind: Looks.CASE,
    n.Definition: Looks.CASE,
    n.ClauseHolds: Looks.CASE,
    n.Rate: Looks.CASE,
    n.Taken: Looks.QUESTION,
    n.Context: Looks.QUESTION,
    n.Negative: Looks.NOTHING,
    n.Arithmetic: Looks.NOTHING,
    n.Extreme: Looks.NOTHING,
    n.Whole: Looks.NOTHING,
    n.Conditional: Looks.CONDITION,
    n.DateCall: Looks.NOTHING,
    n.Aggregate: Looks.CASE,
    n.Compare: Looks.NOTHING,
    n.Member: Looks.NOTHING,
    n.Within: Looks.NOTHING,
    n.And: Looks.NOTHING,
    n.Or: Looks.NOTHING,
    n.Not: Looks.NOTHING,
    n.Open: Looks.NOTHING,
}


def looks(node: n.Node) -> Looks:
    """At what a node looks by itself; TypeError for a node of a type of which nothing is said."""
    found = LOOKS_AT.get(type(node))
    if found is None:
        raise TypeError(f"nothing says at what the node {type(node).__name__} looks")
    return found


def is_figure(node: n.Node) -> bool:
    """Whether a number or date is the same in every case, and can be had without an engine."""
    return all(looks(item) is Looks.NOTHING for item in node.walk())


def is_of_case(node: n.Node) -> bool:
    """Whether a condition, number or date need not be the same for all entities of a case."""
    return any(looks(item) is Looks.CASE for item in node.walk())
