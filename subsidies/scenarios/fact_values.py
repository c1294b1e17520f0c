"""What a Chinese step says of a fact, as a case file would say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from subsidies.case.values import NEVER, ONGOING, UNKNOWN
from subsidies.errors.finding import shown
from subsidies.types.sorts import Sort
from subsidies.types.units import MONTH, YEAR
from subsidies.vocabulary import FactType
from subsidies.vocabulary.jurisdictions import Jurisdictions
from subsidies.vocabulary.numbers import ASKED, NOT_ASKED, Unreadable, day, in_file, measured, place, plain, truth, word

STILL: Final = ("至今", "仍在职", "尚未结束")
NOT_AT_ALL: Final = ("从来没有", "从未")
_NOT_TOLD: Final = re.compile("问|知道|清楚|不详|没说|未说")
_WITHIN: Final = re.compile(r"在(.+?)[至到](.+)之间")
_YEARS_MONTHS: Final = re.compile(r"(\d{1,3})年(\d{1,2})个月")
_AGE: Final = re.compile(r"(\d{1,3})周?岁[(](.+)[)]")
_IN_PART: Final = ("2023年6月、2023年", "在2023年6月至2023年8月之间")
_PART_OF_DATE: Final = re.compile(r"(\d{4})年(?:(\d{1,2})月)?")


def fact_value(text: str, fact: FactType, jurisdictions: Jurisdictions) -> Any:
    """A fact as a case file would give it; None is unknown and not asked."""
    clean = text.strip()
    if not clean:
        raise Unreadable(f"“{fact.label.zh}”是空的；不知道时写“{NOT_ASKED[0]}”或“{ASKED[0]}”")
    if clean in NOT_ASKED:
        return None
    if clean in ASKED:
        return UNKNOWN
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


def between(text: str, read: Callable[[str], Any]) -> Any:
    """A number as ``read`` takes it, or 在…至…之间 of what is not known exactly."""
    if found := _WITHIN.fullmatch(plain(text)):
        return {"at_least": read(found[1]), "at_most": read(found[2])}
    return read(text)


def _number_value(text: str, fact: FactType) -> Any:
    return between(text, lambda one: _counted(one, fact))


def _counted(text: str, fact: FactType) -> Any:
    """A number; of a time also 2年5个月."""
    if fact.type.unit in (MONTH, YEAR) and (found := _YEARS_MONTHS.fullmatch(plain(text))):
        return {"years": int(found[1]), "months": int(found[2])}
    return in_file(measured(text, fact.type.unit, bare=True))


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
    return Unreadable(f"{error}；只知道一部分的可写 {'、'.join(forms)}")


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
