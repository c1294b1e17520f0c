"""What callers hand over: taken in every form that can only mean one thing, and refused in any other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final, TypeVar

from subsidies.errors.exceptions import UsageError
from subsidies.errors.finding import Finding, Phrase, shown, suggestion
from subsidies.i18n import LANGUAGES, N_, Language

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200
NAMED: Final = 12
"""So many names are listed of those that there are."""
NAMES: Final = Phrase(N_("a name, or several"))
_T = TypeVar("_T")


def unknown(kind: str, found: object, known: Iterable[str], **context: str) -> UsageError:
    """The refusal of a name that is none: what there is, and the nearest of it."""
    names = [str(name) for name in known]
    listed = ", ".join(names if len(names) <= NAMED else [*names[:NAMED], "…"])
    near = suggestion(str(found), names)
    return UsageError(Finding(kind, context={"found": shown(found), **context}, allowed=listed, suggestion=near))


def misused(argument: str, expected: Phrase, found: object) -> UsageError:
    """The refusal of an argument of a kind that cannot stand there."""
    context = {"argument": argument, "expected": expected, "found": f"{type(found).__name__} {shown(found)}"}
    return UsageError(Finding("wrong_argument", context=context))


def instance(argument: str, value: Any, sort: type[_T], expected: Phrase) -> _T:
    """An argument that has to be of one type; raises :class:`UsageError` for any other."""
    if isinstance(value, sort):
        return value
    raise misused(argument, expected, value)


def day_of(value: date | str) -> date:
    """A day, also as an ISO text; of a time its day.

    Raises :class:`UsageError` for what is no date of the form YYYY-MM-DD.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str) and len(value) == len("YYYY-MM-DD"):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise UsageError(Finding("bad_date", context={"found": shown(value)}))


def day_if_given(value: date | str | None) -> date | None:
    """The same; None where nothing was given."""
    return None if value is None else day_of(value)


def year_if_given(value: int | str | None) -> int | None:
    """A calendar year, also as a text of digits; None where nothing was given.

    Raises :class:`UsageError` for what is no year that a case can be about.
    """
    if value is None:
        return None
    number = int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value
    if type(number) is int and FIRST_YEAR <= number <= LAST_YEAR:
        return number
    raise UsageError(Finding("bad_year", context={"found": shown(value)}, allowed=f"{FIRST_YEAR}–{LAST_YEAR}"))


def names_of(argument: str, value: str | Iterable[str]) -> list[str]:
    """Names, also a single one as a text; raises :class:`UsageError` for anything else."""
    if isinstance(value, str):
        return [value]
    if not isinstance(value, Iterable):
        raise misused(argument, NAMES, value)
    return [instance(argument, name, str, NAMES) for name in value]


def language_of(value: str) -> Language:
    """A language of the messages; raises :class:`UsageError` for any other."""
    for lang in LANGUAGES:
        if value == lang:
            return lang
    raise unknown("unknown_language", value, LANGUAGES)
