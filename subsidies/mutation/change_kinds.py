"""The kinds of changes, and what is said of a thing that is never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from subsidies.i18n import N_

ChangeKind = Literal[
    "figure",
    "unit",
    "comparator",
    "connective",
    "negation",
    "condition",
    "open",
    "list",
    "fact",
    "arithmetic",
    "aggregate",
    "date",
    "place",
    "amount",
    "payee",
    "benefit",
    "period",
    "limit",
]
CHANGE_KINDS: Final[tuple[ChangeKind, ...]] = get_args(ChangeKind)
NAMES: Final[dict[ChangeKind, str]] = {
    "figure": N_("figures"),
    "unit": N_("units"),
    "comparator": N_("comparators"),
    "connective": N_("and, or"),
    "negation": N_("negations"),
    "condition": N_("conditions left out"),
    "open": N_("what the text leaves open"),
    "list": N_("values of lists and tables"),
    "fact": N_("facts taken for others"),
    "arithmetic": N_("arithmetic and rounding"),
    "aggregate": N_("aggregates"),
    "date": N_("dates and periods"),
    "place": N_("places"),
    "amount": N_("forms of amounts"),
    "payee": N_("payees"),
    "benefit": N_("kinds of benefit"),
    "period": N_("how often a benefit is due"),
    "limit": N_("limits"),
}
MEASURES: Final = {
    "awards": N_("awards"),
    "persons": N_("persons"),
    "subjects": N_("the things that awards are for"),
    "months": N_("months"),
    "yuan": N_("yuan"),
}
"""What limits count, in words."""


@dataclass(frozen=True, slots=True)
class Spared:
    """Says why something of the model is never changed: it decides nothing, or is changed elsewhere."""

    reason: str
