"""The page of ``subsidies explain``: every line of a clause, what it saw, the amount, the limits, the readings."""

from __future__ import annotations

from collections.abc import Sequence

from subsidies.determination import Entitlement
from subsidies.i18n import Language, N_
from subsidies_cli import words
from subsidies_cli.asked import Answer
from subsidies_cli.naming import Naming
from subsidies_cli.page import Line, Page, Section, verdict_mark
from subsidies_cli.pages.header import case_name, head
from subsidies_cli.pages.reckoning import amounts, limits
from subsidies_cli.pages.tracing import trace

TITLE = N_("Why: case {case}")
SECTION = N_("{title}, for {subject}")
OUTCOME = N_("Result: {outcome}")
ARTICLE = N_("Article {article}; office: {office}")
SAYS = N_("What it says: {paraphrase}")
CONDITIONS = N_("Conditions")
EXCEPTIONS = N_("Exceptions (each must not apply)")
AMOUNT = N_("Amount")
LIMITS = N_("Limits")
READINGS = N_("How open questions of the text are read here")
READING = N_("{question} {taken}")
WHY = N_("because: {why}")
DRAFT = N_("The document is a draft for review: all this holds only if it comes into force.")
NOTHING = N_("No clause is decided for anything in this case.")
LEGEND = N_("✓ holds  ✗ does not hold  ? not known")


def page(answer: Answer, chosen: Sequence[Entitlement], lang: Language) -> Page:
    """The whole trace of some entitlements."""
    naming = Naming(answer.determination, lang)
    result = Page(naming.t(TITLE, case=case_name(answer)), head(answer, naming))
    told: set[tuple[str, str]] = set()
    for item in chosen:
        result.show(_section(item, naming, told))
    result.closing.add(naming.t(LEGEND if chosen else NOTHING), style="faint")
    return result


def _section(item: Entitlement, naming: Naming, told: set[tuple[str, str]]) -> Section:
    model = item.rule.model
    section = Section(naming.t(SECTION, title=naming.title(item), subject=naming.entity(item.subject)))
    outcome = naming.t(words.OUTCOMES[item.outcome.value])
    section.add(naming.t(OUTCOME, outcome=outcome), 0, verdict_mark(item.verdict), "strong")
    section.add(naming.t(ARTICLE, article=item.article, office=naming.office(item)))
    section.add(naming.t(SAYS, paraphrase=model.paraphrase[naming.lang]))
    if item.only_if_in_force:
        section.add(naming.t(DRAFT))
    rows = item.rows
    _below(section, naming.t(CONDITIONS), trace(item, [row for row in rows if row.line.role != "exception"], naming))
    _below(section, naming.t(EXCEPTIONS), trace(item, [row for row in rows if row.line.role == "exception"], naming))
    _below(section, naming.t(AMOUNT), amounts(item, naming))
    _below(section, naming.t(LIMITS), limits(item, naming))
    _below(section, naming.t(READINGS), _readings(item, naming, told))
    return section


def _below(section: Section, title: str, lines: list[Line]) -> None:
    """Lines under a small heading, where there are any."""
    if lines:
        section.add(title, 0, style="strong")
        section.lines += lines


def _readings(item: Entitlement, naming: Naming, told: set[tuple[str, str]]) -> list[Line]:
    """Readings that the clause rests on; each is told once on a page, later only named."""
    lines: list[Line] = []
    for name in item.rule.model.readings:
        reading = item.ruleset.model.readings[name]
        question = reading.question[naming.lang]
        lines.append(Line(naming.t(READING, question=question, taken=reading.taken[naming.lang]), 1))
        if (item.ruleset.file, name) not in told:
            lines.append(Line(naming.t(WHY, why=reading.why[naming.lang]), 2, style="faint"))
        told.add((item.ruleset.file, name))
    return lines
