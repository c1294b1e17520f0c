"""Everything else of a determination, one line for each section with how to see it."""

from __future__ import annotations

from typing import Final

from subsidies.advice import Rank, is_apart, only_named
from subsidies.determination import Entitlement, Outcome
from subsidies.i18n import N_
from subsidies.naming import Naming
from subsidies_cli.page import Section
from subsidies_cli.pages.duties import sure_duties
from subsidies_cli.pages.header import not_in_force
from subsidies_cli.pages.possible import open_items
from subsidies_cli.sections import SectionName

TITLE: Final = N_("More (add --section NAME; everything: --full; reasons: explain)")
OPEN: Final = N_("not settled: {count} ({clauses})")
ELSEWHERE: Final = N_("decided elsewhere: {sure} can be asked for, {open} not known if they fit")
DUTIES: Final = N_("has to be kept: {count}")
REFUSED: Final = N_("conditions not met: {count}")
DRAFTS: Final = N_("what drafts would give if they came into force")
REFUSED_LIMITED: Final = N_("conditions not met: {count}; ruled out by a limit: {limited}")
BASIS: Final = N_("documents: {count}")
BASIS_OUTSIDE: Final = N_("documents: {count}; not in force that day: {documents}")
CLAUSES: Final = 2


def rest(naming: Naming) -> Section:
    """One line for each section that says something; what people could claim who are only named is not counted."""
    section = Section(naming.t(TITLE))
    determination = naming.determination
    named = only_named(naming.vocabulary, determination)

    def open_of(*ranks: Rank) -> list[Entitlement]:
        return [item for item in open_items(naming, *ranks) if not is_apart(item, named)]

    def of(*outcomes: Outcome) -> list[Entitlement]:
        return [item for item in determination.with_outcome(*outcomes) if not is_apart(item, named)]

    def add(name: SectionName, text: str) -> None:
        section.add(text, columns=(name.value,))

    if still := open_of(Rank.SUM, Rank.THING):
        clauses = list(dict.fromkeys(item.clause for item in still))
        listed = naming.clauses(clauses[:CLAUSES]) + ("…" if len(clauses) > CLAUSES else "")
        add(SectionName.OPEN, naming.t(OPEN, count=len(clauses), clauses=listed))
    if duties := {item.clause for item in (*sure_duties(naming), *open_of(Rank.DUTY))}:
        add(SectionName.DUTIES, naming.t(DUTIES, count=len(duties)))
    sure = {item.clause for item in of(Outcome.DECIDED_ELSEWHERE) if not item.is_duty}
    perhaps = {item.clause for item in open_of(Rank.ELSEWHERE)} - sure
    if sure or perhaps:
        add(SectionName.ELSEWHERE, naming.t(ELSEWHERE, sure=len(sure), open=len(perhaps)))
    refused = {item.clause for item in of(Outcome.NOT_ENTITLED)}
    kept_out = of(Outcome.EXCLUDED_BY_LIMIT)
    limited = [item for item in kept_out if not naming.explanation.is_another_ground(item)]
    if refused or limited:
        add(SectionName.REFUSED, naming.t(REFUSED_LIMITED if limited else REFUSED, count=len(refused), limited=len(limited)))
    if determination.if_in_force is not None:
        add(SectionName.DRAFTS, naming.t(DRAFTS))
    outside = not_in_force(naming)
    message = BASIS_OUTSIDE if outside else BASIS
    add(SectionName.BASIS, naming.t(message, count=len(determination.rulesets), documents=naming.comma.join(outside)))
    return section
