"""The head of a page about a determination: which case, when, where, by which rulesets."""

from __future__ import annotations

from subsidies.i18n import N_
from subsidies.wording import day
from subsidies_cli.asked import Answer
from subsidies_cli.naming import Naming
from subsidies_cli.page import Mark, Section

QUESTION = N_("Day of the question {day}; year assessed {year}; {place}")
RULESET = N_("By: {title}, {number} ({policy}, ruleset version {version})")
RULESET_NO_NUMBER = N_("By: {title} ({policy}, ruleset version {version})")
JOINED = N_("Joined by: {title} ({id}, version {version}, recorded {day})")
NONE = N_("No document here is about {place}, or about another place that the case names")
DRAFT = N_("draft for review, not in force")
KNOWN_ON = N_("Only what was published by {day}")


def case_name(answer: Answer) -> str:
    """The id of the case, or else its file."""
    return answer.determination.case or answer.file


def head(answer: Answer, naming: Naming) -> Section:
    """Day, year, place, the documents that count, and which flags beat the file."""
    determination = answer.determination
    question = determination.question
    section = Section("")
    section.add(
        naming.t(
            QUESTION,
            day=day(question.on, naming.lang),
            year=question.year,
            place=naming.place(question.jurisdiction),
        )
    )
    if answer.known_on is not None:
        section.add(naming.t(KNOWN_ON, day=day(answer.known_on, naming.lang)))
    if not determination.rulesets:
        section.add(naming.t(NONE, place=naming.place(question.jurisdiction)), mark=Mark.WARNING)
    for ruleset in determination.speaking:
        model = naming.law.ruleset(ruleset).model
        text = naming.t(
            RULESET if model.number else RULESET_NO_NUMBER,
            title=model.title[naming.lang],
            number=model.number,
            policy=model.policy,
            version=model.version,
        )
        section.add(text + (naming.bracket(naming.t(DRAFT)) if model.status == "draft" else ""))
    for cross in naming.law.crosses:
        section.add(
            naming.t(
                JOINED,
                title=cross.model.title[naming.lang],
                id=cross.model.cross,
                version=cross.model.version,
                day=day(cross.model.recorded, naming.lang),
            )
        )
    for note in answer.notes:
        section.add(note, mark=Mark.WARNING)
    return section
