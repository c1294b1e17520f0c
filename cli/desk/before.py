"""What to heed before claiming: what waiting may bring, until when, and what readings warn of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from subsidies.advice import LaterLoss
from subsidies.i18n import N_
from subsidies.naming import Naming
from subsidies.wording import day
from subsidies_cli.page import Mark, Section
from subsidies_cli.pages.payable import payable_items

TITLE: Final = N_("Before you claim")
LOSS: Final = N_("Find out first: claiming {clauses} now may cost up to {amount}.")
LAST_DAY: Final = N_("{clauses}: the plan runs to {day}, {days} days left.")
LAST_DAY_TODAY: Final = N_("{clauses}: the plan runs to {day}, which is today.")
ABOUT: Final = N_("{text} ({clauses})")
MORE: Final = N_("more points: {count} (--section notes)")


def before_claiming(naming: Naming, losses: Sequence[LaterLoss], most: int) -> Section:
    """The most important first; what is over is counted."""
    section = Section(naming.t(TITLE))
    texts = [naming.t(LOSS, clauses=naming.clauses(one.clauses), amount=naming.yuan(one.amount)) for one in losses]
    texts += [one.text[naming.lang] for one in naming.explanation.alike]
    texts += _last_days(naming)
    payable = {id(item) for item in payable_items(naming)}
    for caution in naming.explanation.cautions():
        if any(id(item) in payable for item in caution.items):
            clauses = naming.clauses(item.clause for item in caution.items)
            texts.append(naming.t(ABOUT, text=caution.text[naming.lang], clauses=clauses))
    if len(texts) > most:
        texts = [*texts[: most - 1], naming.t(MORE, count=len(texts) - most + 1)] if most > 1 else texts[:1]
    for text in texts:
        section.add(text, 0, Mark.WARNING)
    return section


def _last_days(naming: Naming) -> list[str]:
    """Until when the documents run by which something can be claimed, the first to end first."""
    ends: dict[date, list[str]] = {}
    on = naming.determination.question.on
    for item in payable_items(naming):
        last = naming.law.ruleset(item.ruleset).model.effective.to
        if last is not None and last >= on and last.year == on.year:
            ends.setdefault(last, []).append(item.clause)
    texts = []
    for last, clauses in sorted(ends.items()):
        left = (last - on).days
        message = LAST_DAY if left else LAST_DAY_TODAY
        texts.append(naming.t(message, clauses=naming.clauses(clauses), day=day(last, naming.lang), days=left))
    return texts
