"""What has to be told beside the results: warnings of readings, and rows that may have been written twice."""

from __future__ import annotations

from subsidies.i18n import N_
from subsidies.naming import Naming
from subsidies_cli.page import Mark, Section

TITLE = N_("Please note")
ABOUT = N_("{text} ({clauses})")


def cautions(naming: Naming) -> Section:
    """Rows of the case that are alike; then each warning of a reading once, with the clauses that it concerns."""
    section = Section(naming.t(TITLE))
    for one in naming.explanation.alike:
        section.add(one.text[naming.lang], 0, Mark.WARNING)
    for caution in naming.explanation.cautions():
        clauses = naming.clauses(item.clause for item in caution.items)
        text = naming.t(ABOUT, text=caution.text[naming.lang], clauses=clauses)
        section.add(text, 0, Mark.WARNING)
    return section
