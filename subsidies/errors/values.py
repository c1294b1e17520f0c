"""How messages speak of values: what was expected, what was found, and what was probably meant."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from subsidies.errors.finding import Phrase, shown
from subsidies.i18n import N_

TEXT: Final = Phrase(N_("text"))
NUMBER: Final = Phrase(N_("number"))
WHOLE_NUMBER: Final = Phrase(N_("whole number"))
TRUTH: Final = Phrase(N_("true or false"))
DATE: Final = Phrase(N_("date YYYY-MM-DD"))
LIST: Final = Phrase(N_("list"))
MAPPING: Final = Phrase(N_("mapping"))
NULL: Final = Phrase(N_("null"))
EITHER: Final = N_("{one} or {other}")
FOUND: Final[tuple[tuple[Any, str], ...]] = (
    (bool, N_("truth value {value}")),
    (int | Decimal, N_("number {value}")),
    (str, N_("text {value}")),
    (date, N_("date {value}")),
)
"""Sorts of plain values with how a value of each is named; a truth value is a number to Python, so it comes first."""

_TRUTHS: Final = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}
_DAY: Final = re.compile(r"([0-9]{4})(?:[-/.年]|(?=[0-9]{4}$))([0-9]{1,2})(?:[-/.月]|(?=[0-9]{2}$))([0-9]{1,2})(?:日|[T ].*)?")
_LONGEST: Final = 40
_MOST_DIGITS: Final = 18


def either(one: str, other: str) -> str:
    """Two things expected, as one."""
    if one == WHOLE_NUMBER and other == NUMBER:
        return NUMBER
    return one if other == one else Phrase(EITHER, one=one, other=other)


def described(value: Any) -> str:
    """A value and its sort, as messages name what was found."""
    if value is None:
        return NULL
    if isinstance(value, dict):
        return MAPPING
    if isinstance(value, list | tuple):
        return LIST
    for sort, template in FOUND:
        if isinstance(value, sort):
            return Phrase(template, value=shown(str(value).lower() if sort is bool else value))
    return shown(type(value).__name__)


def meant(expected: str, value: Any) -> str:
    """How a value of the wrong sort would be written rightly: what YAML 1.1, spreadsheets and habit let people write."""
    if isinstance(value, dict | list | None):
        return ""
    text = str(value).strip()
    if len(text) > _LONGEST:
        return ""
    if expected == TEXT:
        return "" if isinstance(value, str) else f'"{text.lower() if isinstance(value, bool) else text}"'
    if isinstance(value, bool):
        return ""
    if expected == TRUTH:
        return _TRUTHS.get(text.lower(), text.lower() if text.lower() in ("true", "false") else "")
    if expected in (NUMBER, WHOLE_NUMBER) and isinstance(value, str):
        return _number(text)
    if expected == DATE and (match := _DAY.fullmatch(text)):
        try:
            year, month, day = (int(part) for part in match.groups())
            return date(year, month, day).isoformat()
        except ValueError:
            return ""
    return ""


def _number(text: str) -> str:
    try:
        number = Decimal(re.sub(r"[_,，\s]|元$", "", text))
    except InvalidOperation:
        return ""
    small = number.is_finite() and abs(number.adjusted()) < _MOST_DIGITS and len(number.as_tuple().digits) <= _MOST_DIGITS
    return format(number, "f") if small else ""
