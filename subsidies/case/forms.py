"""How a case may state a number or a day that is not known exactly, or not as one figure: forms of a file and what they mean.

``{at_least: 1, at_most: 24}``, ``{years: 2, months: 5}``, ``2023-06``, ``2023``, ``{from: 2023-06, to: 2023-08}`` and
``{age: 52, on: 2023-12-20}``. Both ends of a range belong to it; one that holds a single value is that value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, WrapValidator, create_model, model_validator

from subsidies.arithmetic.dates import add_months, last_of_month, years_between
from subsidies.case.values import number
from subsidies.errors.finding import Phrase
from subsidies.errors.values import DATE, either, meant
from subsidies.files.days import FIRST_DAY, LAST_DAY, Day, day
from subsidies.files.schema import Closed, refusal
from subsidies.i18n import N_
from subsidies.types.units import MONTH, YEAR, Unit

PART_OF_DATE: Final = Phrase(N_("date YYYY-MM-DD, or only YYYY-MM or YYYY"))
SAYS_NOTHING: Final = N_("it says none of {keys}")
TOGETHER: Final = N_("{one} beside {other}")
MORE: Final = N_("at_least {low} is more than at_most {high}")
LATER: Final = N_("from {low} is after to {high}")
MOST_YEARS: Final = 200
_MONTH: Final = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR: Final = re.compile(r"[0-9]{4}")
_ALMOST_A_MONTH: Final = re.compile(r"([0-9]{4})[-/.年]?([0-9]{1,2})月?")
_ALMOST_A_RANGE: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)[^0-9.]*?(?:-|–|—|~|～|至|到|to|\.\.)\s*([0-9]+(?:\.[0-9]+)?)\D*")
_MULTIPLIED: Final = re.compile("[十百千万亿%％‰‱]")
"""What makes another number of the digits before it."""
_ALMOST_YEARS_MONTHS: Final = re.compile(r"([0-9]{1,3})\s*(?:年|years?,?)\s*(?:零|and)?\s*([0-9]{1,2})\s*(?:个?月|months?)")

Check = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Range:
    """What a number (in the unit of its fact) or a day may be; None is an end that the case says nothing of."""

    low: Any
    high: Any


def ends(value: Any) -> tuple[Any, Any]:
    """The least and the greatest that a stated value may be."""
    return (value.low, value.high) if isinstance(value, Range) else (value, value)


def _range(low: Any, high: Any, disorder: str) -> Any:
    if low is not None and high is not None and low > high:
        raise refusal("wrong_form", reason=Phrase(disorder, low=str(low), high=str(high)))
    return low if low == high else Range(low, high)


def _given(form: Closed, *ways: tuple[str, ...]) -> int:
    """By which of several ways of saying it, each with keys of its own, a form says something.

    Raises a refusal where it says nothing, and where it mixes two of them.
    """
    names = {info.alias or name: getattr(form, name) for name, info in type(form).model_fields.items()}
    found = [(index, key) for index, keys in enumerate(ways) for key in keys if names.get(key) is not None]
    if not found:
        raise refusal("wrong_form", reason=Phrase(SAYS_NOTHING, keys=", ".join(names)))
    mixed = next((key for index, key in found if index != found[0][0]), None)
    if mixed is not None:
        raise refusal("wrong_form", reason=Phrase(TOGETHER, one=found[0][1], other=mixed))
    return found[0][0]


class _Form(Closed, defer_build=False):
    """A mapping in the place of a value; built once, since many facts take it."""


class _YearsMonths(_Form):
    """So many full years and months, as insurance offices count."""

    years: Annotated[int, Field(ge=0, le=MOST_YEARS)] | None = None
    months: Annotated[int, Field(ge=0, le=12 * MOST_YEARS)] | None = None

    @model_validator(mode="after")
    def _months_within_a_year(self) -> _YearsMonths:
        if self.years is not None and (self.months or 0) > 11:
            raise refusal("out_of_range", found=f"years: {self.years}, months: {self.months}", low="0", high="11")
        return self


@lru_cache(maxsize=256)
def number_type(unit: Unit, low: Decimal, high: Decimal | None, places: int) -> Any:
    """The pydantic type of what a case may say of a number: it, or the form of a range; years and months where it is a time.

    Years and months are as exact as they are, whatever the decimal places; all else has ``places`` at most.
    """

    is_time = unit in (MONTH, YEAR)

    def plain(value: Any) -> Any:
        near = _meant_form(value, is_time) if isinstance(value, str) else ""
        return number(value, low, high, places, near)

    def counted(form: Any) -> Any:
        months = 12 * (form.years or 0) + (form.months or 0)
        value = Fraction(months) if unit == MONTH else Fraction(months, 12)
        if value < low or (high is not None and value > high):
            bounds = {"low": str(low), "high": "∞" if high is None else str(high)}
            raise refusal("out_of_range", found=f"years: {form.years or 0}, months: {form.months or 0}", **bounds)
        return Decimal(value.numerator) if value.denominator == 1 else value

    def end(value: Any, handler: Check) -> Any:
        if not isinstance(value, dict):
            return None if value is None else plain(value)
        form: Any = handler(value)
        _given(form, ("years", "months"))
        return counted(form)

    def whole(value: Any, handler: Check) -> Any:
        if not isinstance(value, dict):
            return plain(value)
        form: Any = handler(value)
        if _given(form, ("at_least", "at_most"), ("years", "months")):
            return counted(form)
        return _range(form.at_least, form.at_most, MORE)

    one_end: Any = Annotated[_YearsMonths, WrapValidator(end)] if is_time else Annotated[Any, BeforeValidator(_or_none(plain))]
    form = create_model("Between", __base__=_YearsMonths if is_time else _Form, at_least=(one_end, None), at_most=(one_end, None))
    return Annotated[form, WrapValidator(whole)]


def _meant_form(value: str, is_time: bool) -> str:
    """The form for what people write of a range, or of years and months."""
    if is_time and (found := _ALMOST_YEARS_MONTHS.fullmatch(value.strip())):
        return f"{{years: {found[1]}, months: {found[2]}}}"
    found = None if _MULTIPLIED.search(value) else _ALMOST_A_RANGE.fullmatch(value.strip())
    return f"{{at_least: {found[1]}, at_most: {found[2]}}}" if found else ""


def _or_none(check: Check) -> Check:
    return lambda value: None if value is None else check(value)


class _Days(_Form):
    """A day between two ends; of a month or year as an end the first or the last day counts."""

    from_: Annotated[Any, BeforeValidator(_or_none(lambda value: days(value)[0]))] = Field(None, alias="from")
    to: Annotated[Any, BeforeValidator(_or_none(lambda value: days(value)[1]))] = None


class _DaysOrAge(_Days):
    """A day of birth, by the age that somebody has on a day too."""

    age: Annotated[int, Field(ge=0, le=MOST_YEARS)] | None = None
    on: Day | None = None


@lru_cache(maxsize=4)
def date_type(by_age: bool, words: tuple[str, ...]) -> Any:
    """The pydantic type of what a case may say of a day: it, its month or year, a form of a range, or one of some words."""

    def whole(value: Any, handler: Check) -> Any:
        if value in words:
            return value
        if not isinstance(value, dict):
            return _range(*days(value, words, by_age=by_age), LATER)
        form: Any = handler(value)
        if _given(form, ("from", "to"), ("age", "on")):
            if form.age is None or form.on is None:
                raise refusal("missing_key", found="age" if form.age is None else "on")
            return born(form.age, form.on)
        return _range(form.from_, form.to, LATER)

    return Annotated[_DaysOrAge if by_age else _Days, WrapValidator(whole)]


def days(value: Any, words: tuple[str, ...] = (), *, by_age: bool = False) -> tuple[date, date]:
    """The first and the last day of a day, month or year of a file; ``words``, or an age, could stand in its place."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value) if 1000 <= value <= 9999 else value
    if isinstance(value, str) and _YEAR.fullmatch(value):
        return _in_range(value, int(value), 1, 12)
    if isinstance(value, str) and (found := _MONTH.fullmatch(value)):
        month = int(found[2])
        if not 1 <= month <= 12:
            raise refusal("impossible_date", found=value)
        return _in_range(value, int(found[1]), month, month)
    expected: str = PART_OF_DATE
    for word in words:
        expected = either(expected, word)
    near = meant(DATE, value) or _meant_month(value)
    if by_age and isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_YEARS:
        near = f"{{age: {value}, on: YYYY-MM-DD}}"
    exact = day(value, expected=expected, near=near)
    return exact, exact


def _in_range(text: str, year: int, first: int, last: int) -> tuple[date, date]:
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise refusal("out_of_range", found=text, low=str(FIRST_DAY), high=str(LAST_DAY))
    return date(year, first, 1), date.fromordinal(last_of_month(date(year, last, 1).toordinal()))


def _meant_month(value: Any) -> str:
    found = _ALMOST_A_MONTH.fullmatch(str(value).strip())
    return f"{found[1]}-{int(found[2]):02}" if found and 1 <= int(found[2]) <= 12 else ""


def born(age: int, on: date) -> Range:
    """The days of birth of whoever has had so many birthdays on a day."""
    most = on.year - FIRST_DAY.year - 1
    if age > most:
        raise refusal("out_of_range", found=str(age), low="0", high=str(max(0, most)))
    return Range(_last_birth(age + 1, on) + timedelta(days=1), _last_birth(age, on))


def _last_birth(age: int, on: date) -> date:
    """The last day of birth that gives an age of at least so many years on a day."""
    day_ = on.toordinal()
    birth = add_months(day_, -12 * age)
    while years_between(birth + 1, day_) >= age and birth < day_:
        birth += 1
    while years_between(birth, day_) < age:
        birth -= 1
    return date.fromordinal(birth)
