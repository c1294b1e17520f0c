"""Where to go and what to bring, one line for each office."""

from __future__ import annotations

from typing import Final

from subsidies.i18n import N_
from subsidies.naming import Naming
from subsidies_cli.desk.budget import Budget
from subsidies_cli.page import Section
from subsidies_cli.pages.offices import Errand, errands

TITLE: Final = N_("Where to go and what to bring")
TITLE_ONLY: Final = N_("Where to go")
TOGETHER: Final = N_("{first} and others ({count} in all)")
OFFICE: Final = N_("{office} ({clauses})")
MORE: Final = N_("more offices: {count} (--section bring)")
LONG: Final = 2
"""So many offices that lead together are named one by one."""


def where(naming: Naming, budget: Budget) -> Section:
    """For each lead office its clauses and what to bring; without proofs all of them in one line."""
    section = Section(naming.t(TITLE if budget.proofs else TITLE_ONLY))
    found = errands(naming)
    texts: list[str] = []
    for one in found[: budget.offices if len(found) <= budget.offices else budget.offices - 1]:
        text = naming.t(OFFICE, office=_offices(one, naming), clauses=naming.clauses(one.clauses))
        proofs = naming.comma.join(one.proofs) if budget.proofs else ""
        texts.append(text + naming.colon + proofs if proofs else text)
    if len(found) > budget.offices:
        texts.append(naming.t(MORE, count=len(found) - budget.offices + 1))
    for text in texts if budget.proofs else [naming.semicolon.join(texts)] if texts else []:
        section.add(text)
    return section


def _offices(one: Errand, naming: Naming) -> str:
    text = naming.comma.join(one.offices)
    if len(one.offices) > LONG:
        text = naming.t(TOGETHER, first=one.offices[0], count=len(one.offices))
    return text + (naming.bracket(one.place) if one.place else "")
