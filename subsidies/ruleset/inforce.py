"""When a rule is in force, as a condition like any other (so that every engine decides it for itself)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from subsidies.arithmetic.date_functions import PERIOD_END, YEAR_OF
from subsidies.arithmetic.dates import LATEST
from subsidies.arithmetic.day_spans import Band, Days, Governed
from subsidies.expression import nodes as n
from subsidies.expression.functions import date_call
from subsidies.files.schema import Label
from subsidies.ruleset.models import RulesetModel
from subsidies.types.sorts import BOOL, DATE, number
from subsidies.types.units import CALENDAR_YEAR

ON = n.Context(DATE, "on")
YEAR = n.Context(number(CALENDAR_YEAR), "year")
AT_IN_EFFECTIVE = "at in effective"
"""The text of the line that asks whether the qualifying day lies in the days from which facts count."""
YEAR_IN_EFFECTIVE = "year in effective"
AT_GOVERNED = "at in governed"
ON_GOVERNED = "on in governed"
"""The texts of the lines that ask whether this version decides, where another one decides some of its days."""
IN_TIME = "on <= last day"
"""The text of the line that asks whether a benefit still runs."""
RUNS_STILL = Label(
    zh="在享受期内提出（按年享受的，可到享受期最后一年的年底），或期满后的申请由文中留待确定",
    en="asked while the benefit runs (a yearly one to the end of its last year), or a later claim that the text leaves open",
)
YEAR_MEANT = "year of the benefit"
"""The text of the line that asks whether the assessed year is one that a benefit is for."""
IN_ITS_YEAR = Label(
    zh="审核年度是归属日所在的年度（持续享受的，在享受期内；按月的，是提问当月所在的年度）",
    en="the assessed year is that of the qualifying day, or one in which the benefit runs; that of the month asked about",
)
LATE_CLAIM = n.Open(BOOL, "期满后申请：文中没有规定申请期限", "claimed after the end: the text gives no time limit for claims")
NEVER = n.Parameter(DATE, "effective.never", date.fromordinal(LATEST))
"""What ``ongoing`` stands for: what has not come to pass lies in no interval, one without an end included."""


def _date(name: str, value: date) -> n.Node:
    return n.Parameter(DATE, name, value)


def _year(name: str, value: int) -> n.Node:
    return n.Parameter(number(CALENDAR_YEAR), name, value)


def _compare(operator: n.Comparator, left: n.Node, right: n.Node) -> n.Node:
    return n.Compare(BOOL, operator, left, right)


def _all(items: Sequence[n.Node]) -> n.Node:
    return items[0] if len(items) == 1 else n.And(BOOL, tuple(items))


def _any(items: Sequence[n.Node]) -> n.Node:
    return items[0] if len(items) == 1 else n.Or(BOOL, tuple(items))


def governed_days(model: RulesetModel) -> Days:
    """The days from which facts count to the end of the plan."""
    effective = model.effective
    return Days(effective.facts_from or effective.from_, effective.to)


def governed_years(model: RulesetModel) -> Days:
    """The calendar years in which those days lie, in full."""
    days = governed_days(model)
    return Days(date(days.start.year, 1, 1), None if days.end is None else date(days.end.year, 12, 31))


def sole(model: RulesetModel) -> Governed:
    """What a version decides that is the only one of its policy."""
    asked = Days(model.effective.from_, None)
    return Governed((Band(asked, (governed_days(model),)),), (Band(asked, (governed_years(model),)),))


def _within(at: n.Node, days: Days, first: str, last: str) -> n.Node:
    end = _compare("<", at, NEVER) if days.end is None else _compare("<=", at, _date(last, days.end))
    return _all([_compare(">=", at, _date(first, days.start)), end])


def _years(years: Days, first: str, last: str) -> n.Node:
    from_ = _compare(">=", YEAR, _year(first, years.start.year))
    return from_ if years.end is None else _all([from_, _compare("<=", YEAR, _year(last, years.end.year))])


def _decided(bands: Sequence[Band], first: date, within: Callable[[Days], n.Node]) -> n.Node:
    """Whether a question falls into one of the bands; that it is put from the ``first`` day on is asked by another line."""
    found: list[n.Node] = []
    for band in bands:
        lines = [] if band.asked.start == first else [_compare(">=", ON, _date("decides.asked_from", band.asked.start))]
        if band.asked.end is not None:
            lines.append(_compare("<=", ON, _date("superseded", band.asked.end)))
        found.append(_all([*lines, _any([within(days) for days in band.within])]))
    return _any(found) if found else n.Truth(BOOL, False)


def conditions(
    model: RulesetModel,
    at: n.Node | None,
    in_time: n.Node | None,
    runs_on: bool,
    window: str,
    governed: Governed,
) -> list[tuple[n.Node, str]]:
    """The conditions of being in force, with a text for each.

    ``governed`` is what this version decides, after what versions that prevail over it decide is taken out: with ``at`` by the
    qualifying day, without by the year. ``in_time`` is the condition of asking before the benefit has ended: a later
    question is a late claim and stays open unless the clause states its own window.
    """
    effective, whole = model.effective, sole(model)
    lines = [(_compare(">=", ON, _date("effective.from", effective.from_)), "on >= effective.from")]
    if at is not None:
        lines.append((_within(at, governed_days(model), "effective.facts_from", "effective.to"), AT_IN_EFFECTIVE))
        if governed.days != whole.days:
            days = _decided(governed.days, effective.from_, lambda span: _within(at, span, "decides.from", "decides.to"))
            lines.append((days, AT_GOVERNED))
    else:
        lines.append((_years(governed_years(model), "effective.first_year", "effective.last_year"), YEAR_IN_EFFECTIVE))
        if governed.years != whole.years:
            years = _decided(
                governed.years, effective.from_, lambda span: _years(span, "decides.first_year", "decides.last_year")
            )
            lines.append((years, ON_GOVERNED))
    if in_time is not None:
        late = in_time if window == "stated" else n.Or(BOOL, (in_time, LATE_CLAIM))
        lines.append((late, IN_TIME if runs_on else "on <= effective.to"))
    return lines


def counted_days(node: n.Node) -> list[tuple[date | None, date | None]]:
    """First and last day of each stretch that a condition of being in force asks a day to lie in."""
    if isinstance(node, n.Or):
        return [stretch for item in node.operands for stretch in counted_days(item)]
    first: date | None = None
    last: date | None = None
    for item in node.operands if isinstance(node, n.And) else (node,):
        if isinstance(item, n.Compare) and isinstance(item.right, n.Parameter) and isinstance(item.right.value, date):
            if item.right is NEVER:
                continue
            if item.operator == ">=":
                first = item.right.value
            else:
                last = item.right.value
    return [] if first is None and last is None else [(first, last)]


def in_time(model: RulesetModel, every: str, runs_from: n.Node | None, runs_on: n.Node | None) -> n.Node | None:
    """The condition of asking in time: to the end of the plan, or of the benefit that runs on after it.

    A benefit of each year can be asked for to the end of the year in which its last day lies.
    """
    if runs_from is None or runs_on is None:
        to = model.effective.to
        return None if to is None else _compare("<=", ON, _date("effective.to", to))
    last = last_day(runs_from, runs_on)
    if every != "year":
        return _compare("<=", ON, last)
    return _compare("<=", date_call(YEAR_OF, ON), date_call(YEAR_OF, last))


def year_meant(every: str, at: n.Node | None, runs_from: n.Node | None, runs_on: n.Node | None) -> n.Node | None:
    """The condition that the assessed year is one that a benefit is for, of a clause that does not say so itself.

    A benefit of each month is for the month of the question. One of each year is for the year of its qualifying day, or for those
    in which it runs. None where nothing follows: what is given once is for no year.
    """
    if every == "month":
        return _compare("==", date_call(YEAR_OF, ON), YEAR)
    if every != "year" or at is None:
        return None
    if runs_from is None or runs_on is None:
        return _compare("==", date_call(YEAR_OF, at), YEAR)
    first, last = date_call(YEAR_OF, runs_from), date_call(YEAR_OF, last_day(runs_from, runs_on))
    return _all([_compare(">=", YEAR, first), _compare("<=", YEAR, last)])


def last_day(runs_from: n.Node, runs_on: n.Node) -> n.Node:
    """The last day of a benefit that runs from a day for some months, the first day counted."""
    return date_call(PERIOD_END, runs_from, runs_on)
