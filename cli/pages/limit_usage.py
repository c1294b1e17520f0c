"""How much of a limit is used and left, in words."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from subsidies.explanation import LimitUse
from subsidies.i18n import N_, translate
from subsidies.naming import Naming
from subsidies.types.numbers import Exact
from subsidies.types.units import FEN_PER_YUAN
from subsidies.wording import AT_LEAST, BETWEEN, decimal

USED: Final = {
    "awards": N_("{used} of {allowed} award(s) used"),
    "persons": N_("{used} of {allowed} person(s) counted"),
    "subjects": N_("{used} of {allowed} thing(s) that awards are for counted"),
    "months": N_("{used} of {allowed} months used"),
    "yuan": N_("{used} of {allowed} yuan used"),
}
LEFT: Final = {
    "awards": N_("{left} award(s) left"),
    "persons": N_("{left} person(s) left"),
    "subjects": N_("{left} thing(s) that awards are for left"),
    "months": N_("{left} month(s) left"),
    "yuan": N_("{left} yuan left"),
}
USED_UP = N_("used up")
UP_TO = N_("up to {number}")
BEFORE = N_("{before} before, {now} now")


def usage(use: LimitUse, naming: Naming) -> str:
    """34 of 36 months used (34 before, 0 now); 2 months left."""
    text = naming.t(USED[use.measure], used=_span(use.used, use, naming), allowed=_span(use.allowed, use, naming))
    if use.before != (0, 0) and use.now != (0, 0):
        parts = naming.t(BEFORE, before=_span(use.before, use, naming), now=_span(use.now, use, naming))
        text += naming.bracket(parts)
    if use.used == use.allowed and use.is_used_up:
        return text
    left = naming.t(USED_UP) if use.is_used_up else naming.t(LEFT[use.measure], left=_span(use.left, use, naming))
    return naming.semicolon.join([text, left])


def _span(span: tuple[Exact, Exact | None], use: LimitUse, naming: Naming) -> str:
    low, high = span
    if high is None:
        return translate(AT_LEAST, naming.lang).format(_number(low, use, naming))
    if low == high:
        return _number(low, use, naming)
    if low == 0:
        return naming.t(UP_TO, number=_number(high, use, naming))
    return translate(BETWEEN, naming.lang).format(_number(low, use, naming), _number(high, use, naming))


def _number(value: Exact, use: LimitUse, naming: Naming) -> str:
    return decimal(Fraction(value, FEN_PER_YUAN) if use.measure == "yuan" else value, naming.lang)
