"""Values of a case file that every line of it shares: numbers and ids."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator

from subsidies.errors.finding import Phrase, shown
from subsidies.errors.values import NUMBER, TEXT, described, meant
from subsidies.files.schema import refusal, wrong_type
from subsidies.i18n import N_


def number(value: Any, low: Any, high: Any, places: int, near: str = "") -> Decimal:
    """A number of a file within its range and decimal places; ``near`` is what something else was probably meant to be."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        near = near or meant(NUMBER, value)
        raise refusal("wrong_type", expected=NUMBER, found=described(value), suggestion=near)
    exact = Decimal(value)
    if (low is not None and exact < low) or (high is not None and exact > high):
        bounds = {"low": "-∞" if low is None else str(low), "high": "∞" if high is None else str(high)}
        raise refusal("out_of_range", found=shown(value), **bounds)
    if exact != round(exact, places):
        raise refusal("too_many_decimals", found=shown(value), limit=str(places))
    return exact


def _identifier(value: Any) -> Any:
    if not isinstance(value, str):
        raise wrong_type(TEXT, value)
    if not value or len(value) > 64 or not all(char.isalnum() or char in "-_." for char in value):
        raise refusal("bad_name", found=shown(value), allowed=Phrase(N_("letters, digits, - _ .")))
    return value


Identifier = Annotated[str, BeforeValidator(_identifier)]
