"""Until when a benefit runs, and which days count where one does not."""

from __future__ import annotations

from datetime import date

from subsidies.determination import Entitlement, Outcome
from subsidies.explanation import TraceRow
from subsidies.i18n import N_
from subsidies.naming import Naming
from subsidies.ruleset.inforce import (
    AT_GOVERNED,
    AT_IN_EFFECTIVE,
    IN_TIME,
    ON_GOVERNED,
    YEAR_IN_EFFECTIVE,
    YEAR_MEANT,
    counted_days,
)
from subsidies.wording import day

RUNS = N_("runs until {end}")
ENDED = N_("the window ended on {end}")
FACTS = N_("facts {days} count, and its day lies outside")
QUESTION = N_("the plan can be asked {days}, and the day of the question lies outside")
YEARS = N_("the plan is about {years}, and not about {year}")
YEAR_OUTSIDE = N_("it is not for the year {year}")
OTHER_VERSION = N_("another version decides about its day")
SPAN = N_("between {start} and {end}")
SINCE = N_("from {start}")
UNTIL = N_("until {end}")


def runs(item: Entitlement, naming: Naming) -> str:
    """Until when a benefit that runs on lasts, or when it ended; empty where it does not run on, or its days are not known."""
    period = naming.explanation.period(item)
    if period is None or item.outcome in (Outcome.NOT_ENTITLED, Outcome.ELSEWHERE):
        return ""
    end = period[1]
    return naming.t(ENDED if end < naming.determination.question.on else RUNS, end=day(end, naming.lang))


def out_of_time(item: Entitlement, naming: Naming) -> str:
    """Which days count, where those of an entitlement do not."""
    row = naming.explanation.decisive(item)
    if row is None:
        return ""
    if row.line.text == IN_TIME and (text := runs(item, naming)):
        return text
    model = naming.law.ruleset(item.under).model
    if row.line.text == YEAR_IN_EFFECTIVE:
        first = (model.effective.facts_from or model.effective.from_).year
        last = model.effective.to.year if model.effective.to else None
        years = str(first) if last == first else _span(str(first), None if last is None else str(last), naming)
        return naming.t(YEARS, years=years, year=naming.determination.question.year)
    if row.line.text == AT_IN_EFFECTIVE:
        return _days(FACTS, row, naming)
    if row.line.text in (AT_GOVERNED, ON_GOVERNED):
        return naming.t(OTHER_VERSION)
    if row.line.text == YEAR_MEANT:
        return naming.t(YEAR_OUTSIDE, year=naming.determination.question.year)
    return naming.t(QUESTION, days=_stretch(model.effective.from_, model.effective.to, naming))


def _days(message: str, row: TraceRow, naming: Naming) -> str:
    stretches = [_stretch(first, last, naming) for first, last in counted_days(row.line.node)]
    return naming.t(message, days=naming.comma.join(stretches)) if stretches else naming.t(OTHER_VERSION)


def _stretch(first: date | None, last: date | None, naming: Naming) -> str:
    return _span(day(first, naming.lang) if first else None, day(last, naming.lang) if last else None, naming)


def _span(first: str | None, last: str | None, naming: Naming) -> str:
    if first is None:
        return naming.t(UNTIL, end=last)
    return naming.t(SINCE, start=first) if last is None else naming.t(SPAN, start=first, end=last)
