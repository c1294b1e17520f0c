"""What texts of a case may look like, as patterns of a schema: no text is read that a pattern refuses for an editor."""

from __future__ import annotations

from typing import Final

from subsidies.types.units import MONTH, YEAR, Unit
from subsidies.vocabulary.numbers import unit_names

_DIGIT: Final = "[0-9０-９]"
_NUMBER: Final = f"[-+－＋]?{_DIGIT}[0-9０-９,，.．]*"
_CHINESE: Final = "(?=.*[^\\x00-\\x7F])"
"""ASCII alone is no Chinese: a number in quotation marks is a text."""
_FULL_DAY: Final = f"{_DIGIT}{{4}}(?:年{_DIGIT}{{1,2}}月{_DIGIT}{{1,2}}日|[-－]{_DIGIT}{{2}}[-－]{_DIGIT}{{2}})"
_PART: Final = f"(?:{_FULL_DAY}|{_DIGIT}{{4}}年(?:{_DIGIT}{{1,2}}月)?)"


def of_number(unit: Unit, *, in_part: bool = True) -> str:
    """Numbers in a unit, or without it; of a time its years and months; ``in_part`` also between two of them."""
    names = "|".join(name.replace("/", "[/／]") for name in unit_names(unit) if name)
    one = f"{_NUMBER}\\s*(?:{names})?"
    if unit in (MONTH, YEAR):
        one = f"(?:{one}|{_DIGIT}{{1,3}}年(?:{_DIGIT}{{1,2}}个月)?|{_DIGIT}{{1,4}}个月)"
    return _whole(f"{one}|在{one}[至到]{one}之间" if in_part else one)


def of_figure(*units: str) -> str:
    """A number with one of some words behind it, or none."""
    return _whole(f"{_NUMBER}(?:{'|'.join(units)})?")


def of_day(*, in_part: bool = True, between: bool = True, by_age: bool = False) -> str:
    """A day; ``in_part`` also its month or year alone, ``between`` then also what lies between two; ``by_age`` also an age on a
    day."""
    forms = [_PART if in_part else _FULL_DAY]
    if in_part and between:
        forms.append(f"在{_PART}[至到]{_PART}之间")
    if by_age:
        forms.append(f"{_DIGIT}{{1,3}}周?岁[(（]{_FULL_DAY}[)）]")
    return _whole("|".join(forms))


def _whole(forms: str) -> str:
    return f"^{_CHINESE}(?:{forms})$"
