"""What a Chinese text says of a fact or of an earlier award, as the canonical form of a case says it: one parser of cases and
scenarios."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from subsidies.errors.finding import shown
from subsidies.intake.words import NEVER, NOT_AT_ALL, ONGOING, STILL, UNKNOWN
from subsidies.types.sorts import Sort
from subsidies.types.units import MONTH, YEAR, YUAN, Unit
from subsidies.vocabulary import FactType
from subsidies.vocabulary.jurisdictions import Jurisdictions
from subsidies.vocabulary.numbers import (
    ASKED,
    NOT_ASKED,
    NoSuchDay,
    Unreadable,
    day,
    in_file,
    measured,
    month,
    place,
    plain,
    truth,
    word,
    year,
)

_NOT_TOLD: Final = re.compile("问|知道|清楚|不详|没说|未说")
_WITHIN: Final = re.compile(r"在(.+?)[至到](.+)之间")
_YEARS_MONTHS: Final = re.compile(r"(\d{1,3})年(\d{1,2})个月")
_YEARS: Final = re.compile(r"(\d{1,3})年")
_MONTHS: Final = re.compile(r"(\d{1,4})个月")
_AGE: Final = re.compile(r"(\d{1,3})周?岁[(](.+)[)]")
_IN_PART: Final = ("2023年6月、2023年", "在2023年6月至2023年8月之间")
_PART_OF_DATE: Final = re.compile(r"(\d{4})年(?:(\d{1,2})月)?")


def fact_value(text: str, fact: FactType, jurisdictions: Jurisdictions) -> Any:
    """A fact as the canonical form gives it; None is unknown and not asked. A text is not known, or it is what it is.

    Raises :class:`Unreadable` for what is no value of the fact, :class:`Ambiguous` for the name of several places.
    """
    clean = text.strip()
    if not clean:
        raise Unreadable(f"“{fact.label.zh}”是空的；不知道时写“{NOT_ASKED[0]}”或“{ASKED[0]}”")
    if clean in NOT_ASKED:
        return None
    if clean in ASKED:
        return None if fact.type.sort is Sort.TEXT else UNKNOWN
    sort = fact.type.sort
    if sort in (Sort.NUMBER, Sort.BOOL, Sort.DATE) and _NOT_TOLD.search(clean):
        raise Unreadable(f"“{fact.label.zh}”的“{shown(clean)}”：不知道时写“{NOT_ASKED[0]}”，问过仍不知道时写“{ASKED[0]}”")
    if sort is Sort.NUMBER:
        return _number_value(clean, fact)
    if sort is Sort.BOOL:
        return truth(clean)
    if sort is Sort.DATE:
        return _date_value(clean, fact)
    if sort is Sort.PLACE:
        return place(clean, jurisdictions)
    if sort is Sort.ENUM:
        return word(clean, fact.model.values or {}, f"“{fact.label.zh}”")
    return clean


def award_value(key: str, text: str, jurisdictions: Jurisdictions, *, bare: bool) -> Any:
    """What an earlier award says under a key of its canonical form; None is not known.

    ``bare`` lets the unit of a number be left out. Raises as :func:`fact_value` does.
    """
    clean = text.strip()
    if clean in NOT_ASKED and key not in ("clause", "subject"):
        return None
    if key == "place":
        return place(clean, jurisdictions)
    if key == "on":
        return part_of_day(clean)
    if key == "year":
        return year(clean)
    if key == "month":
        return month(clean)
    if key == "months":
        return quantity(clean, MONTH, bare=bare)
    if key == "amount":
        return between(clean, lambda one: quantity(one, YUAN, bare=bare))
    return text


def quantity(text: str, unit: Unit, *, bare: bool) -> Any:
    """One number in a unit, which ``bare`` lets it leave out."""
    return in_file(measured(text, unit, bare=bare))


def between(text: str, read: Callable[[str], Any]) -> Any:
    """A number as ``read`` takes it, or 在…至…之间 of what is not known exactly."""
    if found := _WITHIN.fullmatch(plain(text)):
        return {"at_least": read(found[1]), "at_most": read(found[2])}
    return read(text)


def _number_value(text: str, fact: FactType) -> Any:
    return between(text, lambda one: _counted(one, fact))


def _counted(text: str, fact: FactType) -> Any:
    """A number; of a time also 2年5个月, or its full years or months alone where it is counted in the other."""
    unit, clean = fact.type.unit, plain(text)
    if unit in (MONTH, YEAR) and (found := _YEARS_MONTHS.fullmatch(clean)):
        return {"years": int(found[1]), "months": int(found[2])}
    if unit == MONTH and (found := _YEARS.fullmatch(clean)):
        return {"years": int(found[1])}
    if unit == YEAR and (found := _MONTHS.fullmatch(clean)):
        return {"months": int(found[1])}
    return quantity(text, fact.type.unit, bare=True)


def _date_value(text: str, fact: FactType) -> Any:
    """A day, its month or year alone, 在…至…之间, of a day of birth the age on a day, or a word for what has no day."""
    if fact.model.open_ended and text in STILL:
        return ONGOING
    if fact.model.never and text in NOT_AT_ALL:
        return NEVER
    by_age = _AGE.fullmatch(plain(text)) if fact.model.by_age else None
    try:
        return {"age": int(by_age[1]), "on": day(by_age[2])} if by_age else _days(text)
    except Unreadable as error:
        others = [*_IN_PART]
        others += ["52周岁（2023年12月20日）"] if fact.model.by_age else []
        others += [NOT_AT_ALL[0]] if fact.model.never else []
        others += [STILL[0]] if fact.model.open_ended else []
        raise _in_part(error, others) from None


def part_of_day(text: str) -> Any:
    """A day, its month or year alone, or 在…至…之间."""
    try:
        return _days(text)
    except Unreadable as error:
        raise _in_part(error, _IN_PART) from None


def _in_part(error: Unreadable, forms: Sequence[str]) -> Unreadable:
    text = f"{error}；只知道一部分的可写 {'、'.join(forms)}"
    return NoSuchDay(text, error.iso) if isinstance(error, NoSuchDay) else Unreadable(text)


def _days(text: str) -> Any:
    clean = plain(text)
    if found := _WITHIN.fullmatch(clean):
        return {"from": _part_of_date(found[1]), "to": _part_of_date(found[2])}
    return _part_of_date(clean)


def _part_of_date(text: str) -> Any:
    found = _PART_OF_DATE.fullmatch(text)
    if found is None:
        return day(text)
    return f"{found[1]}-{int(found[2]):02}" if found[2] else int(found[1])
