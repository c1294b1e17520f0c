"""The full page of ``subsidies assess``, or some of its sections."""

from __future__ import annotations

from collections.abc import Collection
from shlex import quote

from subsidies.advice import Rank, later_losses, rank
from subsidies.determination import Entitlement, Outcome
from subsidies.i18n import N_, Language
from subsidies.naming import Naming
from subsidies_cli.asked import Answer
from subsidies_cli.page import Page, Section
from subsidies_cli.pages import cautions, duties, elsewhere, not_paid, payable, possible, totals
from subsidies_cli.pages.drafts import drafts
from subsidies_cli.pages.header import case_name, head
from subsidies_cli.pages.offices import offices
from subsidies_cli.pages.questions import Questions
from subsidies_cli.sections import SectionName

TITLE = N_("Entitlements of case {case}")
LEGEND = N_("✓ payable  ? open  ~ the law leaves a range  ↓ excluded by a limit  ✗ not due  ! take note")
NEXT = N_("Why: subsidies explain {file} --clause {clause}{options}")


def page(answer: Answer, lang: Language, names: Collection[SectionName] = ()) -> Page:
    """Everything that a determination says, or the sections that are named: sure money, open money and what to ask, then in short
    what is decided elsewhere."""
    naming = Naming(answer.explanation, lang)
    questions = _questions(naming)
    wanted = names or tuple(SectionName)
    result = Page(naming.t(TITLE, case=case_name(answer)))
    if SectionName.BASIS in wanted:
        result.intro = head(answer, naming)
    for name in SectionName:
        if name in wanted:
            result.show(*_sections(name, answer, naming, questions))
    result.closing.add(naming.t(LEGEND), style="faint")
    example = worth_explaining(answer)
    if example is not None:
        result.closing.add(
            naming.t(NEXT, file=quote(answer.file), clause=naming.clause(example), options=answer.options), style="faint"
        )
    return result


def _questions(naming: Naming) -> Questions:
    """What is to be asked: first that on which sums and services of the plan turn."""
    sums = [*payable.payable_items(naming), *possible.open_items(naming, Rank.SUM, Rank.THING)]
    others = [*duties.sure_duties(naming), *possible.open_items(naming, Rank.ELSEWHERE, Rank.DUTY)]
    return Questions(naming, sums, others)


def _sections(name: SectionName, answer: Answer, naming: Naming, questions: Questions) -> list[Section]:
    match name:
        case SectionName.BASIS:
            return []
        case SectionName.PAYABLE:
            return [payable.payable(naming, questions), totals.totals(naming), *payable.used_up(naming)]
        case SectionName.NOTES:
            losses = payable.losses(naming, later_losses(answer.law, answer.determination))
            return [cautions.cautions(naming), losses]
        case SectionName.OPEN:
            return [possible.possible(naming, questions), questions.section()]
        case SectionName.BRING:
            return [offices(naming)]
        case SectionName.DUTIES:
            return [duties.duties(naming, questions)]
        case SectionName.ELSEWHERE:
            return [elsewhere.surely(naming), elsewhere.perhaps(naming, questions), questions.further_section()]
        case SectionName.REFUSED:
            return [not_paid.excluded(naming), not_paid.not_due(naming), not_paid.not_looked_at(naming)]
        case SectionName.DRAFTS:
            return [drafts(answer, questions, naming.lang)]


def worth_explaining(answer: Answer) -> Entitlement | None:
    """What a reader may wonder about most: an award that a limit excluded, else what is open, else what is paid."""
    for outcome in (Outcome.EXCLUDED_BY_LIMIT, Outcome.POSSIBLE, Outcome.PAYABLE, Outcome.NOT_ENTITLED):
        found = answer.determination.with_outcome(outcome)
        if found:
            return min(found, key=lambda item: rank(answer.law, item))
    return None
