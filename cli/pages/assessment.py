"""The page of ``subsidies assess``."""

from __future__ import annotations

from shlex import quote

from subsidies.advice import Rank, later_losses, rank
from subsidies.determination import Entitlement, Outcome
from subsidies.i18n import N_, Language
from subsidies_cli.asked import Answer
from subsidies_cli.naming import Naming
from subsidies_cli.page import Page
from subsidies_cli.pages import cautions, duties, elsewhere, not_paid, payable, possible, totals
from subsidies_cli.pages.drafts import drafts
from subsidies_cli.pages.header import case_name, head
from subsidies_cli.pages.offices import offices
from subsidies_cli.pages.questions import Questions

TITLE = N_("Entitlements of case {case}")
LEGEND = N_("✓ payable  ? open  ~ the law leaves a range  ↓ excluded by a limit  ✗ not due  ! take note")
NEXT = N_("Why: subsidies explain {file} --clause {clause}{options}")


def page(answer: Answer, lang: Language) -> Page:
    """Everything that a determination says: sure money, open money and what to ask, then in short what is decided elsewhere."""
    naming = Naming(answer.explanation, lang)
    sums = [*payable.payable_items(naming), *possible.open_items(naming, Rank.SUM, Rank.THING)]
    others = [*duties.sure_duties(naming), *possible.open_items(naming, Rank.ELSEWHERE, Rank.DUTY)]
    questions = Questions(naming, sums, others)
    result = Page(naming.t(TITLE, case=case_name(answer)), head(answer, naming))
    result.show(
        payable.payable(naming, questions),
        totals.totals(naming),
        *payable.used_up(naming),
        cautions.cautions(naming),
        payable.losses(naming, later_losses(answer.law, answer.determination)),
        possible.possible(naming, questions),
        questions.section(),
        offices(naming),
        not_paid.excluded(naming),
        duties.duties(naming, questions),
        elsewhere.surely(naming),
        elsewhere.perhaps(naming, questions),
        questions.further_section(),
        not_paid.not_due(naming),
        not_paid.not_looked_at(naming),
        drafts(answer, questions, lang),
    )
    result.closing.add(naming.t(LEGEND), style="faint")
    example = _worth_explaining(answer)
    if example is not None:
        result.closing.add(
            naming.t(NEXT, file=quote(answer.file), clause=naming.clause(example), options=answer.options), style="faint"
        )
    return result


def _worth_explaining(answer: Answer) -> Entitlement | None:
    """What a reader may wonder about most: an award that a limit excluded, else what is open, else what is paid."""
    for outcome in (Outcome.EXCLUDED_BY_LIMIT, Outcome.POSSIBLE, Outcome.PAYABLE, Outcome.NOT_ENTITLED):
        found = answer.determination.with_outcome(outcome)
        if found:
            return min(found, key=lambda item: rank(answer.law, item))
    return None
