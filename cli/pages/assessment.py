"""The page of ``subsidies assess``."""

from __future__ import annotations

from subsidies.determination import Entitlement, Outcome
from subsidies.i18n import N_, Language
from subsidies_cli.asked import Answer
from subsidies_cli.naming import Naming
from subsidies_cli.page import Page
from subsidies_cli.pages import payable, possible, refused
from subsidies_cli.pages.header import case_name, head
from subsidies_cli.pages.questions import Questions

TITLE = N_("Entitlements of case {case}")
LEGEND = N_("✓ payable  ? open  ~ the law leaves a range  ↓ excluded by a limit  ✗ not due  ! take note")
NEXT = N_("Why: subsidies explain {file} --clause {clause}")


def page(answer: Answer, lang: Language) -> Page:
    """Everything that a determination says, what is payable first."""
    naming = Naming(answer.determination, lang)
    questions = Questions(naming)
    result = Page(naming.t(TITLE, case=case_name(answer)), head(answer, naming))
    result.show(
        payable.payable(naming, questions),
        payable.totals(naming),
        *payable.used_up(naming),
        payable.losses(naming),
        payable.offices(naming),
        possible.possible(naming, questions),
    )
    drafts = possible.drafts(naming, questions)
    result.show(
        questions.section(),
        refused.excluded(naming),
        refused.provisions(naming),
        drafts,
        refused.not_due(naming),
        refused.not_looked_at(naming),
    )
    result.closing.add(naming.t(LEGEND), style="faint")
    example = _worth_explaining(answer)
    if example is not None:
        result.closing.add(naming.t(NEXT, file=answer.file, clause=naming.clause(example)), style="faint")
    return result


def _worth_explaining(answer: Answer) -> Entitlement | None:
    """What a reader may wonder about most: an award that a limit excluded, else what is open, else what is paid."""
    for outcome in (Outcome.EXCLUDED_BY_LIMIT, Outcome.POSSIBLE, Outcome.PAYABLE, Outcome.NOT_ENTITLED):
        found = answer.determination.with_outcome(outcome)
        if found:
            return found[0]
    return None
