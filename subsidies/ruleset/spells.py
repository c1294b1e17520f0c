"""Spells in the months of a year: which months a number of months stands for."""

from __future__ import annotations

from collections.abc import Mapping

from subsidies.arithmetic.date_functions import MONTHS_OF_YEAR_WITHIN
from subsidies.expression import nodes as n
from subsidies.ruleset.rules import DefinitionRule


def spell_of(months: n.Node | None, definitions: Mapping[tuple[str, str], DefinitionRule | None]) -> n.DateCall | None:
    """The call of ``months_of_year_within`` that a number of months comes to, be it by definitions; None where it does not."""
    while isinstance(months, n.Definition) and not months.path:
        rule = definitions.get((months.entity, months.name))
        months = None if rule is None else rule.node
    if isinstance(months, n.DateCall) and months.function == MONTHS_OF_YEAR_WITHIN.name:
        return months
    return None
