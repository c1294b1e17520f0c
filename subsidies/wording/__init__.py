"""Conditions, values and amounts in words, Chinese and English."""

from subsidies.wording.conditions import Wording, listed_places
from subsidies.wording.figures import band, figure
from subsidies.wording.names import EVERY, REASONS, ROUNDED_TO, ROUNDING, name_of, outcome_in_words
from subsidies.wording.values import (
    AT_LEAST,
    AT_MOST,
    BETWEEN,
    NO,
    OF_WHICH,
    UNKNOWN,
    YES,
    amount,
    as_far_as_known,
    day,
    decimal,
    interval,
    money,
    number,
    paid,
    short_day,
)

__all__ = [
    "AT_LEAST",
    "AT_MOST",
    "BETWEEN",
    "EVERY",
    "NO",
    "OF_WHICH",
    "REASONS",
    "ROUNDED_TO",
    "ROUNDING",
    "UNKNOWN",
    "YES",
    "Wording",
    "amount",
    "as_far_as_known",
    "band",
    "day",
    "decimal",
    "figure",
    "interval",
    "listed_places",
    "money",
    "name_of",
    "number",
    "outcome_in_words",
    "paid",
    "short_day",
]
