"""Numbers, units, dates, places and words as people write them in Chinese: one parser for all of them.

Every error is :class:`Unreadable` and says what was found and what is allowed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from subsidies.errors.finding import shown, suggestion
from subsidies.types.units import MONTH, Unit
from subsidies.vocabulary.jurisdictions import Jurisdictions
from subsidies.vocabulary.labels import seen
from subsidies.vocabulary.models import Called

NOT_ASKED: Final = ("不明", "未知")
"""Not known, and nobody was asked."""
ASKED: Final = ("问过但不清楚", "不清楚", "本人不清楚")
"""The applicant was asked and does not know."""
TRUTHS: Final[Mapping[str, bool]] = {"是": True, "否": False}
UNITS: Final[dict[str, dict[str, int]]] = {
    "yuan": {"元": 1, "万元": 10_000, "亿元": 100_000_000},
    "month": {"个月": 1, "月": 1},
    "year": {"年": 1, "周岁": 1, "岁": 1},
    "day": {"天": 1, "日": 1},
    "count": dict.fromkeys(("人", "名", "个", "次", "人次", "户", "项", "家", "份", "所", "台", "辆"), 1),
    "mu": {"亩": 1, "万亩": 10_000},
    "calendar_year": {"年": 1},
}
_NUMBER: Final = re.compile(r"([-+]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
_DATE: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日|(\d{4})-(\d{2})-(\d{2})")
_YEAR: Final = re.compile(r"(\d{4})年?")
_MONTH: Final = re.compile(r"(\d{1,2})月")
_BETWEEN: Final = re.compile(r"(.+)至(.+)")
_MAX_DIGITS: Final = 18
BOUNDS: Final = {
    "ceiling": ("至多", "最多", "最高不超过", "最高", "不超过"),
    "floor": ("至少", "最少", "最低", "不低于", "不少于"),
}
"""Words before an amount that make it an upper or a lower bound; all of them include the number."""
_BEFORE: Final = "至多|至少|最[多少高低]|不超过|不[低少高多]于|不足|[不未]?满|超过|[低高大小]于|达到"
_BOUNDARY: Final = re.compile(rf"({_BEFORE})\D*\d.*|[-+]?\d[^至到~—–]*?及?(以[上下内外])")
_VAGUE: Final = re.compile(r"(大?约)\D*\d.*|[-+]?\d.*?(?:(左右|上下|不等)|([多余])\D{0,2})")
_RANGE: Final = re.compile(r"(\d[\d,.]*)([^\d,.\-~—–至到]*)(?:-|~|—+|–|至|到)(\d[\d,.]*)(\D*)")
_CHINESE: Final = re.compile("[〇零一二两三四五六七八九十百千万亿半点]+(?:.分之)?")


class Unreadable(ValueError):
    """A word that cannot be read; the text, in Chinese, says what was found and what is allowed."""


class Ambiguous(Unreadable):
    """A word that stands for several things: ``meanings`` in words that stand for one each."""

    def __init__(self, text: str, meanings: list[str]) -> None:
        super().__init__(text)
        self.meanings = meanings


class NoSuchDay(Unreadable):
    """A day that the calendar does not have; ``iso`` is how a file would write it in figures."""

    def __init__(self, text: str, iso: str) -> None:
        super().__init__(text)
        self.iso = iso


@dataclass(frozen=True, slots=True)
class Span:
    """An amount as it is stated, in plain units; None is an open end."""

    bound: str
    low: Fraction
    high: Fraction | None
    between: tuple[Fraction, Fraction] | None = None
    """The ends between which a floor or a ceiling itself lies, where both are known and differ."""


def plain(text: str) -> str:
    """The text with full-width digits and signs as ASCII ones, without spaces around it."""
    return unicodedata.normalize("NFKC", text).strip()


def number(text: str) -> tuple[Decimal, str]:
    """The number a text begins with, and what follows it."""
    clean = plain(text)
    found = _NUMBER.match(clean)
    after = clean[found.end() : found.end() + 1] if found else ""
    if found is None or after in (",", ".") or after.isdigit():
        why = "用了中文数字，" if _CHINESE.match(clean) else ""
        raise Unreadable(f"“{shown(text)}”不是数，{why}应写成如 9999.99、50,000 或 1.5万元 的样子")
    digits = f"{found[1]}{found[2].replace(',', '')}{found[3] or ''}"
    if sum(char.isdigit() for char in digits) > _MAX_DIGITS:
        raise Unreadable(f"“{shown(text)}”超过{_MAX_DIGITS}位数字")
    return Decimal(digits), clean[found.end() :].strip()


def one_value(text: str) -> None:
    """Refuse a boundary or a range where a case has to say how it is.

    Raises :class:`Unreadable` for 3个月以上, 不满16周岁, 3至5个月.
    """
    clean = plain(text)
    if found := _BOUNDARY.fullmatch(clean):
        why = f"“{found[1] or found[2]}”是界限，属于规则"
    elif _RANGE.fullmatch(clean):
        why = "范围属于规则"
    elif found := _VAGUE.fullmatch(clean):
        why = f"“{found[1] or found[2] or found[3]}”说不准"
    else:
        return
    raise Unreadable(
        f"“{shown(text)}”不是一个确定的值：{why}；案件要写实际是多少（要试界限，就把界限两边的数各写一例），"
        f"不清楚时写“{NOT_ASKED[0]}”或“{ASKED[0]}”"
    )


def unit_names(unit: Unit, counted_in: str = "") -> Mapping[str, Fraction]:
    """How a unit may be written, with the factor to the plain unit; a ratio is written with or without %.

    ``counted_in`` is the word in which the law counts one of what it gives, where it has one (学时, 个, 次).
    """
    if not unit.factors:
        return {"": Fraction(1), "%": Fraction(1, 100)}
    names: dict[str, Fraction] = {"": Fraction(1)}
    for base, power in unit.factors:
        for _ in range(power):
            names = {old + name: factor * size for old, factor in names.items() for name, size in UNITS[base].items()}
    for base, power in unit.factors:
        for _ in range(-power):
            names = {f"{old}/{name}": factor / size for old, factor in names.items() for name, size in UNITS[base].items()}
    return {**({plain(counted_in): Fraction(1)} if counted_in else {}), **names}


def measured(text: str, unit: Unit, *, bare: bool = False, counted_in: str = "") -> Fraction:
    """A number in a unit, in the plain unit (yuan, months, a ratio as a fraction of one).

    ``bare`` lets the unit be left out, where something else (a table's header) says it; for ``counted_in`` see
    :func:`unit_names`.
    """
    one_value(text)
    value, tail = number(text)
    names = unit_names(unit, counted_in)
    if tail == "" and bare:
        return Fraction(value)
    if tail not in names:
        allowed = "、".join(name or "不写单位" for name in names)
        hint = f"；{value}年写成{value * 12}个月" if unit == MONTH and tail == "年" else ""
        raise Unreadable(f"“{shown(text)}”的单位{f'是“{tail}”' if tail else '没有写'}，可用的单位：{allowed}{hint}")
    return Fraction(value) * names[tail]


def amount(text: str, unit: Unit, counted_in: str = "") -> Span:
    """An amount: exact, 至多… or 至少… (or a word of the law that says the same), or …至….

    至少…至… is a floor that itself lies between two sums; so is a ceiling.
    """
    clean = plain(text)
    if clean in NOT_ASKED:
        name = next(name for name, factor in unit_names(unit, counted_in).items() if factor == 1)
        raise Unreadable(f"数额还不明的，写“至少0{name}”，不写“{clean}”")
    for bound, words in BOUNDS.items():
        if found := re.fullmatch(f"(?:{'|'.join(words)})(.+)", clean):
            between = _ends(found[1], unit, text, counted_in)
            low, high = between or (measured(found[1], unit, counted_in=counted_in),) * 2
            return Span(bound, Fraction(0), high, between) if bound == "ceiling" else Span(bound, low, None, between)
    if ends := _ends(clean, unit, text, counted_in):
        return Span("band", *ends)
    if any(pattern.fullmatch(clean) for pattern in (_BOUNDARY, _RANGE, _VAGUE)):
        raise Unreadable(f"“{shown(text)}”不是金额的写法，应写成如 400元、至多400元、至少400元 或 400元至1600元 的样子")
    value = measured(clean, unit, counted_in=counted_in)
    return Span("exact", value, value)


def _ends(clean: str, unit: Unit, text: str, counted_in: str) -> tuple[Fraction, Fraction] | None:
    """The two sums of …至…; None where it does not say that."""
    found = _BETWEEN.fullmatch(clean)
    if found is None or found[1][-1].isdigit():
        return None
    low, high = (measured(end, unit, counted_in=counted_in) for end in found.groups())
    if low >= high:
        raise Unreadable(f"“{shown(text)}”的下限应小于上限")
    return low, high


def day(text: str) -> date:
    """A date such as 2023年12月20日 or 2023-12-20."""
    found = _DATE.fullmatch(plain(text))
    if found is None:
        raise Unreadable(f"“{shown(text)}”不是日期，应写成如 2023年12月20日 的样子")
    year, month, day_ = (int(part) for part in found.groups() if part is not None)
    try:
        return date(year, month, day_)
    except ValueError:
        raise NoSuchDay(f"没有“{shown(text)}”这一天", f"{year:04}-{month:02}-{day_:02}") from None


def year(text: str) -> int:
    """A calendar year such as 2023年."""
    found = _YEAR.fullmatch(plain(text))
    if found is None:
        raise Unreadable(f"“{shown(text)}”不是年度，应写成如 2023年 的样子")
    return int(found[1])


def month(text: str) -> int:
    """A month of a year such as 6月."""
    found = _MONTH.fullmatch(plain(text))
    if found is None:
        raise Unreadable(f"“{shown(text)}”不是月份，应写成如 6月 的样子")
    return int(found[1])


def truth(text: str) -> bool:
    """是 or 否."""
    if text.strip() not in TRUTHS:
        raise Unreadable(f"“{shown(text)}”应为 是 或 否")
    return TRUTHS[text.strip()]


def place(text: str, jurisdictions: Jurisdictions) -> str:
    """The code of a place by its name, or by the end of its name where that is unique (西夏区)."""
    clean = text.strip()
    exact = [code for code, name in jurisdictions.names.items() if name.zh == clean]
    ends = [code for code, name in jurisdictions.names.items() if len(clean) > 1 and name.zh.endswith(clean)]
    found = exact or ends
    if len(found) == 1:
        return found[0]
    names = [part for name in jurisdictions.names.values() for part in (name.zh, name.zh.rpartition("市")[2]) if part]
    if found:
        places = [jurisdictions.names[code].zh for code in found]
        raise Ambiguous(f"“{shown(text)}”不止一处：{'、'.join(places)}", places)
    raise Unreadable(f"没有“{shown(text)}”这个地方{near(clean, names)}")


def word(text: str, values: Mapping[str, Called], what: str) -> str:
    """The value of an enum by its Chinese label."""
    clean = seen(text)
    for value, label in values.items():
        if clean in map(seen, label.every("zh")):
            return value
    labels = [label.zh for label in values.values()]
    raise Unreadable(f"{what}没有“{shown(text)}”这一项{near(text.strip(), labels)}，可用的有：{'、'.join(labels)}")


def near(found: str, allowed: list[str]) -> str:
    """A hint at the nearest allowed word, or nothing."""
    clean = plain(found)
    guess = clean if clean in allowed else suggestion(clean, allowed)
    guess = guess or next((item for item in allowed if clean and clean in item), "")
    return f"，是不是“{guess}”？" if guess else ""


def code_of(what: str, name: str, known: Mapping[str, str]) -> str:
    """The code that a word stands for, of a closed list of words."""
    if name not in known:
        raise Unreadable(f"没有“{name}”这种{what}{near(name, list(known))}，可用的有：{'、'.join(known)}")
    return known[name]


def in_file(value: Fraction) -> int | Decimal:
    """An exact number as a case file holds it."""
    if value.denominator == 1:
        return value.numerator
    return Decimal(value.numerator) / Decimal(value.denominator)
