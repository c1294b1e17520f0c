"""The page of ``subsidies explain``: every line of a clause, what it saw, the amount, the limits, the readings."""

from __future__ import annotations

from collections.abc import Sequence

from subsidies.determination import Entitlement, Outcome
from subsidies.i18n import N_, Language
from subsidies.naming import Naming
from subsidies.ruleset.reading_models import reading_name
from subsidies.ruleset.references import RulesetRef
from subsidies.wording import outcome_in_words
from subsidies_cli import words
from subsidies_cli.asked import Answer
from subsidies_cli.page import Mark, Page, PageLine, Section
from subsidies_cli.pages.header import case_name, head
from subsidies_cli.pages.reckoning import amounts, limits
from subsidies_cli.pages.times import out_of_time, runs
from subsidies_cli.pages.tracing import trace

TITLE = N_("Why: case {case}")
SECTION = N_("{title}, for {subject}")
OUTCOME = N_("Result: {outcome}")
ARTICLE = N_("Article {article}; office: {office}")
SAYS = N_("What it says: {paraphrase}")
CONDITIONS = N_("Conditions")
EXCEPTIONS = N_("Exceptions (each must not apply)")
AMOUNT = N_("Amount")
TO_DO = N_("What has to be done")
LIMITS = N_("Limits")
READINGS = N_("How open questions of the text are read here")
READING = N_("{question} {taken} ({name})")
INSTEAD = N_("as the office reads it: {taken} The ruleset itself: {own}")
TOLD = N_("told above: {names}")
WHY = N_("because: {why}")
DRAFT = N_("The document is a draft for review: all this holds only if it comes into force.")
NOTHING = N_("No clause is decided for anything in this case.")
LEGEND = N_("✓ holds  ✗ does not hold  ? not known  ~ the law leaves a range  ↓ excluded by a limit  ! take note")
OUTCOME_MARKS = {
    Outcome.PAYABLE: Mark.HOLDS,
    Outcome.POSSIBLE: Mark.UNKNOWN,
    Outcome.EXCLUDED_BY_LIMIT: Mark.LIMIT,
    Outcome.DECIDED_ELSEWHERE: Mark.ITEM,
    Outcome.NOT_IN_FORCE: Mark.FAILS,
    Outcome.ELSEWHERE: Mark.FAILS,
    Outcome.NOT_ENTITLED: Mark.FAILS,
}


def page(answer: Answer, chosen: Sequence[Entitlement], lang: Language) -> Page:
    """The whole trace of some entitlements."""
    naming = Naming(answer.explanation, lang)
    result = Page(naming.t(TITLE, case=case_name(answer)), head(answer, naming))
    told: set[tuple[RulesetRef, str]] = set()
    for item in chosen:
        result.show(_section(item, naming, told))
    result.closing.add(naming.t(LEGEND if chosen else NOTHING), style="faint")
    return result


def _section(item: Entitlement, naming: Naming, told: set[tuple[RulesetRef, str]]) -> Section:
    model, rows = naming.law.rule(item.under).model, naming.explanation.rows(item)
    section = Section(naming.t(SECTION, title=naming.title(item, ""), subject=naming.entity(item.subject)))
    outcome = outcome_in_words(item.outcome.value, item.kind, naming.lang)
    section.add(naming.t(OUTCOME, outcome=outcome), 0, OUTCOME_MARKS[item.outcome], "strong")
    if item.outcome is Outcome.NOT_IN_FORCE:
        section.add(out_of_time(item, naming), 1)
    elif text := runs(item, naming):
        section.add(text, 1)
    section.add(naming.t(ARTICLE, article=item.article, office=naming.office(item)))
    section.add(naming.t(SAYS, paraphrase=model.paraphrase[naming.lang]))
    if item.only_if_in_force:
        section.add(naming.t(DRAFT))
    for fault in naming.explanation.faults(item):
        section.add(fault[naming.lang], mark=Mark.WARNING)
    for warning in naming.explanation.warnings(item):
        section.add(warning[naming.lang], mark=Mark.WARNING)
    conditions = [row for row in rows if row.line.role != "exception"]
    exceptions = [row for row in rows if row.line.role == "exception"]
    said: set[str] = set()
    _below(section, naming.t(CONDITIONS), trace(item, conditions, naming, said))
    _below(section, naming.t(EXCEPTIONS), trace(item, exceptions, naming, said))
    _below(section, naming.t(TO_DO if item.is_duty else AMOUNT), amounts(item, naming))
    _below(section, naming.t(LIMITS), limits(item, naming))
    _below(section, naming.t(READINGS), _readings(item, naming, told))
    return section


def _below(section: Section, title: str, lines: list[PageLine]) -> None:
    """Lines under a small heading, where there are any."""
    if lines:
        section.add(title, 0, style="strong")
        section.lines += lines


def _readings(item: Entitlement, naming: Naming, told: set[tuple[RulesetRef, str]]) -> list[PageLine]:
    """Readings that the clause rests on; each is told once on a page, later only named."""
    lines: list[PageLine] = []
    before: list[str] = []
    for name in naming.law.rule(item.under).model.all_readings:
        if (item.ruleset, name) in told:
            before.append(name)
            continue
        told.add((item.ruleset, name))
        reading = naming.law.ruleset(item.under).model.readings[name]
        question, taken = reading.question[naming.lang], reading.taken[naming.lang]
        other = naming.determination.question.readings.get(reading_name(item.ruleset.policy, name))
        if other in reading.alternatives:
            taken = naming.t(INSTEAD, taken=reading.alternatives[other].taken[naming.lang], own=taken)
            lines.append(PageLine(naming.t(READING, name=f"{name}={other}", question=question, taken=taken), 1, Mark.ITEM))
            continue
        lines.append(PageLine(naming.t(READING, name=name, question=question, taken=taken), 1, Mark.ITEM))
        lines.append(PageLine(naming.t(WHY, why=reading.why[naming.lang]), 2, style="faint"))
        lines += [
            PageLine(naming.t(words.READ_OTHERWISE, taken=one.taken[naming.lang], name=f"{name}={key}"), 2, style="faint")
            for key, one in reading.alternatives.items()
        ]
    if before:
        lines.append(PageLine(naming.t(TOLD, names=naming.comma.join(before)), 1, Mark.ITEM))
    return lines
