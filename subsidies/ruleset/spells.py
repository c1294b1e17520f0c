"""Spells in the months of a year: which months a number of months stands for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from subsidies.arithmetic.date_functions import MONTHS_OF_YEAR_WITHIN
from subsidies.expression import nodes as n
from subsidies.ruleset.rules import DefinitionRule


class MonthsCall(NamedTuple):
    """A call of ``months_of_year_within``, and the ways from the subject, one after another, to what it is about."""

    ways: tuple[n.Path, ...]
    call: n.DateCall


def months_call(months: n.Node | None, definitions: Mapping[tuple[str, str], DefinitionRule | None]) -> MonthsCall | None:
    """The call of ``months_of_year_within`` that a number of months comes to, be it by definitions; None where it does not."""
    ways: list[n.Path] = []
    while isinstance(months, n.Definition):
        ways.append(months.path)
        rule = definitions.get((months.entity, months.name))
        months = None if rule is None else rule.node
    if isinstance(months, n.DateCall) and months.function == MONTHS_OF_YEAR_WITHIN.name:
        return MonthsCall(tuple(filter(None, ways)), months)
    return None
