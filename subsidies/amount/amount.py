"""What is due: an exact interval with its bound, unit and cause. Nothing here is a float."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from subsidies.amount.rounding import Yuan, ends_in_yuan, rounded
from subsidies.arithmetic import intervals as iv
from subsidies.arithmetic.intervals import End, Interval
from subsidies.case.entities import Entity
from subsidies.files.schema import Label
from subsidies.quantities.compile import Quantity
from subsidies.reprs import one_line
from subsidies.ruleset.boundary_words import Approximate
from subsidies.ruleset.rules import AmountRule, BoundKind
from subsidies.types.units import YUAN, Unit

Cause = Literal["exact", "band", "unknown", "band_and_unknown"]
"""Why an interval is not one number: the law leaves a range, a fact is missing, or both."""


@one_line
class Amount(NamedTuple):
    """An amount in the engine's scale (fen for yuan); None is an open end.

    ``figure`` is what is known of the figure itself: of a ceiling or a floor that, and not all that may be due under it.
    ``before_rounding`` keeps the exact interval where rounding changed it.
    """

    bound: BoundKind
    low: End
    high: End
    unit: Unit
    cause: Cause
    label: Label | None = None
    set_by: Label | None = None
    before_rounding: Interval | None = None
    counted_in: Label | None = None
    figure: Interval = (0, None)
    of_which: tuple[Amount, ...] = ()
    """How much of it comes from whom, the funder as label."""
    about: Approximate | None = None
    """The word by which the text gives the figure as about so much, or so much on average."""

    @property
    def figure_between(self) -> Interval | None:
        """Between which sums the floor or the ceiling itself lies, where that is not known; None where it is one sum."""
        low, high = self.figure
        if self.bound not in ("floor", "ceiling") or (low is not None and low == high):
            return None
        return low or 0, high

    @property
    def yuan(self) -> Yuan | None:
        """At least and at most, in yuan; None for what is not counted in money, and for a sum that is not rounded to fen."""
        if not self.is_money or any(end is not None and end.denominator != 1 for end in (self.low, self.high)):
            return None
        return ends_in_yuan((int(self.low or 0), None if self.high is None else int(self.high)))

    @property
    def is_money(self) -> bool:
        return self.unit is YUAN or self.unit == YUAN


AmountPart = tuple[AmountRule, Quantity | None, Quantity | None]
"""How much of an amount comes from somebody, with the closures of its ends."""


def evaluate(
    rule: AmountRule,
    least: Quantity | None,
    most: Quantity | None,
    env: Any,
    subject: Entity,
    parts: Sequence[AmountPart] = (),
) -> Amount:
    """The amount of a rule for a subject; ``least`` and ``most`` are the closures of its ends."""
    found = _evaluated(rule, least, most, env, subject)
    return found._replace(of_which=tuple([_evaluated(*part, env, subject) for part in parts])) if parts else found


def _evaluated(rule: AmountRule, least: Quantity | None, most: Quantity | None, env: Any, subject: Entity) -> Amount:
    if least is None or most is None:
        return Amount("unspecified", 0, None, rule.unit, "band", rule.label, rule.set_by)
    first = least(env, subject, None)
    last = first if most is least else most(env, subject, None)
    unknown = first[0] is None or first[0] != first[1] or last[0] != last[1]
    low, high = figure = first[0], last[1]
    if rule.bound == "ceiling":
        low, figure = 0, last
    elif rule.bound == "floor":
        high, figure = None, first
    band = rule.bound in ("ceiling", "floor", "band")
    if rule.may_cross and not iv.compared("<=", (0, 0) if rule.bound == "ceiling" else first, last):
        # What is due here the rule does not say: the text leaves no range between such ends.
        low, high = iv.greatest([last, (0, 0)]) if rule.bound == "ceiling" else iv.hull(first, last)
        band, unknown = False, True
    cause: Cause = "band_and_unknown" if band and unknown else "band" if band else "unknown" if unknown else "exact"
    rounded = _rounded(low, rule), _rounded(high, rule)
    before = None if rounded == (low, high) else (low, high)
    known = _rounded(figure[0], rule), _rounded(figure[1], rule)
    return Amount(
        rule.bound, *rounded, rule.unit, cause, rule.label, rule.set_by, before, rule.counted_in, known, about=rule.about
    )


def _rounded(value: End, rule: AmountRule) -> End:
    if value is None or (type(value) is int and rule.rounding is None) or rule.unit != YUAN:
        return value
    return rounded(value, rule.rounding)
