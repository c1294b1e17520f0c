"""Numbers, dates, units and amounts in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from subsidies.amount import Amount, yuan
from subsidies.arithmetic import dates
from subsidies.arithmetic.intervals import End, Interval
from subsidies.i18n import N_, Language, translate
from subsidies.punctuation import JOINTS
from subsidies.types.sorts import Sort, Type
from subsidies.types.units import YEAR, YUAN, Unit
from subsidies.vocabulary import FactType

UNIT_NAMES: Final = {
    "yuan": N_("yuan"),
    "month": N_("months"),
    "year": N_("years"),
    "day": N_("days"),
    "count": N_("(count)"),
    "mu": N_("mu"),
    "calendar_year": N_("(calendar year)"),
}
PER: Final = {
    "yuan": N_("yuan"),
    "month": N_("month"),
    "year": N_("year"),
    "day": N_("day"),
    "count": N_("head"),
    "mu": N_("mu"),
    "calendar_year": N_("year"),
}
"""Units below a fraction stroke."""
UNKNOWN: Final = N_("unknown")
YES: Final = N_("yes")
NO: Final = N_("no")
ONGOING: Final = N_("ongoing")
NEVER: Final = N_("never")
NOT_BEFORE: Final = N_("{0} or later")
NOT_AFTER: Final = N_("{0} or earlier")
NO_LESS: Final = N_("no less than {0}")
NO_MORE: Final = N_("no more than {0}")
NO_YEAR: Final = N_("no year")
YEARS_MONTHS: Final = N_("{0} years {1} months")
AT_LEAST: Final = N_("at least {0}")
AT_MOST: Final = N_("at most {0}")
BETWEEN: Final = N_("{0} to {1}")
FLOOR_UP_TO: Final = N_("at least {0} (the floor itself may be up to {1})")
FLOOR_HIGHER: Final = N_("at least {0} (the floor itself may be higher)")
NO_FLOOR_KNOWN: Final = N_("at least an amount that is not known yet")
CEILING_DOWN_TO: Final = N_("at most {1} (the ceiling itself may be down to {0})")
CEILING_HIGHER: Final = N_("at most an amount that is not known yet, itself at least {0}")
NO_CEILING_KNOWN: Final = N_("at most an amount that is not known yet")
OF_WHICH: Final = N_("of which {parts}")
ABOUT: Final = {"左右": N_("about {0}"), "平均": N_("{0} on average")}
UNSPECIFIED: Final = N_("amount set elsewhere")
_NO_DAY: Final = dates.first_of_month(dates.LATEST)
_NO_YEAR: Final = dates.year_of(dates.LATEST)
"""From here on a day or year only follows from one that has not come."""


@cache
def locale(lang: Language) -> Locale:
    """The Babel locale of a language."""
    return Locale.parse("zh_Hans_CN" if lang == "zh" else "en")


def day(value: date, lang: Language) -> str:
    """A date in full: 2023年12月20日, 20 December 2023."""
    return format_date(value, "y年M月d日" if lang == "zh" else "d MMMM y", locale=locale(lang))


def short_day(value: date, lang: Language) -> str:
    """A date as short as it is clear: 2023年12月20日, 20 Dec 2023."""
    return format_date(value, "y年M月d日" if lang == "zh" else "d MMM y", locale=locale(lang))


def decimal(value: Decimal | Fraction | int, lang: Language) -> str:
    """A number with grouping and as many decimals as it has, six at most."""
    exact = Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else Decimal(value)
    return format_decimal(exact, "#,##0.######", locale=locale(lang))


def money(fen: End, lang: Language) -> str:
    """Fen as yuan: 3,800元, 3,800 yuan; decimals only where there are any, and parts of a fen that are not rounded yet."""
    if fen is None:
        return translate(UNKNOWN, lang)
    if fen.denominator == 1:
        amount = yuan(int(fen))
        number = format_decimal(amount, "#,##0" if fen % 100 == 0 else "#,##0.00", locale=locale(lang))
    else:
        number = decimal(Fraction(fen) / 100, lang)
    return f"{number}元" if lang == "zh" else f"{number} yuan"


def unit_name(unit: Unit, lang: Language) -> str:
    """A unit in words; nothing for a ratio or a calendar year."""
    if unit.factors in ((), (("calendar_year", 1),), (("count", 1),)):
        return ""
    over = [translate(UNIT_NAMES[name], lang) for name, power in unit.factors if power > 0]
    under = [translate(PER[name], lang) for name, power in unit.factors if power < 0]
    return "/".join(["·".join(over), *under])


def number(value: End, type_: Type, lang: Language) -> str:
    """One exact number in the engine's scale, with its unit."""
    if value is None:
        return "∞"
    if type_.sort is Sort.DATE:
        if value >= _NO_DAY:
            return translate(NEVER if value == dates.NEVER else ONGOING, lang)
        return day(date.fromordinal(int(value)), lang)
    if type_.unit == YUAN:
        return money(value, lang)
    over, under = type_.unit.scale
    plain = Fraction(value) * under / over
    if type_.unit.factors == (("calendar_year", 1),):
        if plain >= _NO_YEAR:
            return translate(NO_YEAR, lang)
        return f"{plain}年" if lang == "zh" else str(plain)
    if type_.unit == YEAR and 12 % plain.denominator == 0 and 100 % plain.denominator:
        return translate(YEARS_MONTHS, lang).format(*divmod(int(12 * plain), 12))
    if not type_.unit.factors and 0 < plain < 1:
        return f"{decimal(plain * 100, lang)}%"
    name = unit_name(type_.unit, lang)
    text = decimal(plain, lang)
    if not name:
        return text
    return f"{text}{name}" if lang == "zh" else f"{text} {name}"


def interval(value: Interval, type_: Type, lang: Language) -> str:
    """An interval: one number, a range, a lower or upper end, or unknown."""
    low, high = value
    if low is not None and low == high:
        return number(low, type_, lang)
    if high is None and (low is None or low == 0 or type_.sort is Sort.DATE):
        return translate(UNKNOWN, lang)
    if low is None:
        return translate(UNKNOWN, lang) if high is None or type_.sort is Sort.DATE else f"≤ {number(high, type_, lang)}"
    if high is None:
        return f"≥ {number(low, type_, lang)}"
    return translate(BETWEEN, lang).format(number(low, type_, lang), number(high, type_, lang))


def as_far_as_known(value: Interval, fact: FactType, lang: Language) -> str:
    """What a case says of a number or day that it leaves open between two ends: 2023年6月, 1 to 24 months, not before ….

    An end that the fact has anyway is not said.
    """
    low, high = value
    type_ = fact.type
    if type_.sort is not Sort.DATE:
        words = NO_LESS if high in (None, fact.high) else NO_MORE if low in (None, fact.low) else None
        if words is None or low == high:
            return interval(value, type_, lang)
        return translate(words, lang).format(number(low if words is NO_LESS else high, type_, lang))
    if low is None or high is None or high >= dates.LATEST:
        words, end = (NOT_AFTER, high) if low is None else (NOT_BEFORE, low)
        return translate(words, lang).format(number(end, type_, lang))
    first, last = int(low), int(high)
    if (first, last) == (dates.first_of_month(first), dates.last_of_month(first)):
        return format_date(date.fromordinal(first), "y年M月" if lang == "zh" else "MMMM y", locale=locale(lang))
    start = date.fromordinal(first)
    if (start.month, start.day) == (1, 1) and last == start.replace(month=12, day=31).toordinal():
        return f"{start.year}年" if lang == "zh" else str(start.year)
    return translate(BETWEEN, lang).format(number(low, type_, lang), number(high, type_, lang))


def amount(value: Amount, lang: Language) -> str:
    """What a clause gives: exactly, at least, at most, or from … to; and how much of it comes from whom."""
    if not value.of_which:
        return _amount(value, lang)
    parts = [f"{part.label[lang] if part.label else ''} {_amount(part, lang)}" for part in value.of_which]
    of_which = translate(OF_WHICH, lang).format(parts=JOINTS[lang].comma.join(parts))
    return _amount(value, lang) + JOINTS[lang].bracket(of_which)


def _amount(value: Amount, lang: Language) -> str:
    type_ = Type(Sort.NUMBER, value.unit)
    if value.bound == "unspecified":
        return value.set_by[lang] if value.set_by else translate(UNSPECIFIED, lang)
    if value.bound in ("floor", "ceiling"):
        is_floor = value.bound == "floor"
        low, high = value.figure_between or ((value.low, value.low) if is_floor else (value.high, value.high))
        if low == high:
            words = AT_LEAST if is_floor else AT_MOST
        elif high is None and low == 0:
            words = NO_FLOOR_KNOWN if is_floor else NO_CEILING_KNOWN
        elif high is None:
            words = FLOOR_HIGHER if is_floor else CEILING_HIGHER
        else:
            words = FLOOR_UP_TO if is_floor else CEILING_DOWN_TO
        ends = ("" if end is None else number(end, type_, lang) + counted_in(value, lang) for end in (low, high))
        return translate(words, lang).format(*ends)
    text = interval((value.low, value.high), type_, lang) + counted_in(value, lang)
    return text if value.about is None else translate(ABOUT[value.about], lang).format(text)


def counted_in(value: Amount, lang: Language) -> str:
    """The measure word of a number of things, to stand after it."""
    if value.counted_in is None:
        return ""
    return value.counted_in.zh if lang == "zh" else f" {value.counted_in.en}"


def paid(value: tuple[int, int | None], lang: Language) -> str:
    """An interval of money in fen."""
    return interval(value, Type(Sort.NUMBER, YUAN), lang)
