"""Days of files that may be JSON, which can only write them as text."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Final

from pydantic import BeforeValidator

from subsidies.errors.values import DATE, described, meant
from subsidies.files.schema import refusal
from subsidies.files.source import ISO_DAY

FIRST_DAY: Final = date(1800, 1, 1)
LAST_DAY: Final = date(2999, 12, 31)


def day(value: Any, *, expected: str = DATE, near: str | None = None) -> date:
    """A day of a file; JSON can only write it as text.

    Where it is none, the refusal says what was ``expected`` and what is ``near``, by habit if that is None.
    """
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise refusal("impossible_date", found=value) from None
    if not isinstance(value, date) or isinstance(value, datetime):
        near = meant(DATE, value) if near is None else near
        raise refusal("wrong_type", expected=expected, found=described(value), suggestion=near)
    if not FIRST_DAY <= value <= LAST_DAY:
        raise refusal("out_of_range", found=str(value), low=str(FIRST_DAY), high=str(LAST_DAY))
    return value


Day = Annotated[date, BeforeValidator(day)]
