"""The head of a page about a determination: which case, when, where, by which rulesets."""

from __future__ import annotations

from typing import Final

from subsidies.i18n import N_
from subsidies.naming import Naming
from subsidies.ruleset.models import RulesetModel
from subsidies.vocabulary.rate_lookup import RateUse
from subsidies.vocabulary.rates import StatedRates
from subsidies.wording import day
from subsidies.wording.values import number
from subsidies_cli.asked import Answer
from subsidies_cli.page import Mark, Section

QUESTION = N_("Day of the question {day}; year assessed {year}; {place}")
RULESET = N_("By: {title}, {number} ({policy}, ruleset version {version})")
RULESET_NO_NUMBER = N_("By: {title} ({policy}, ruleset version {version})")
JOINED = N_("Joined by: {title} ({id}, version {version}, recorded {day})")
NONE = N_("No document here is about {place}, or about another place that the case names")
DRAFT = N_("draft for review, not in force")
FIGURES = N_("Figures set outside the documents, by the rate tables here")
FIGURES_OF = N_("Figures set outside the documents, by {office} (SHA-256 {digest})")
FIGURES_OF_CASE = N_("Figures set outside the documents, as the case states them")
FIGURE = N_("{label} {value}: {place}, from {start} ({source})")
FIGURE_TO = N_("{label} {value}: {place}, from {start} to {end} ({source})")
READ_OTHERWISE = N_("Read otherwise than the rulesets do, as the office said")
OTHER_READING = N_("{question} {taken} ({reading}={alternative})")
NOT_LOOKED_UP = N_("no clause asks for any of them here")
DIGEST_SHOWN: Final = 12
OUTSIDE = N_("Not in force on the day of the question: {documents}")
PERIOD = N_("{policy} ({from_} to {to})")
PERIOD_OPEN = N_("{policy} (from {from_})")
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
    _add_outside(section, naming)
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
    _figures(section, naming)
    _other_readings(section, naming)
    for note in answer.notes:
        section.add(note, mark=Mark.WARNING)
    return section


def not_in_force(naming: Naming) -> list[str]:
    """The policies whose documents are not in force on the day: what they say now of a case is of what they gave before."""
    return list(dict.fromkeys(model.policy for model in _outside(naming)))


def _outside(naming: Naming) -> list[RulesetModel]:
    on = naming.determination.question.on
    models = [naming.law.ruleset(ruleset).model for ruleset in naming.determination.rulesets]
    return [one for one in models if on < one.effective.from_ or (one.effective.to is not None and one.effective.to < on)]


def _add_outside(section: Section, naming: Naming) -> None:
    found: list[str] = []
    for model in _outside(naming):
        start, end = model.effective.from_, model.effective.to
        last = "" if end is None else day(end, naming.lang)
        found.append(naming.t(PERIOD if end else PERIOD_OPEN, policy=model.policy, from_=day(start, naming.lang), to=last))
    if found:
        section.add(naming.t(OUTSIDE, documents=naming.comma.join(dict.fromkeys(found))), mark=Mark.WARNING)


def _other_readings(section: Section, naming: Naming) -> None:
    """What the office takes instead of readings of the rulesets."""
    taken = naming.determination.question.other_readings
    if taken:
        section.add(naming.t(READ_OTHERWISE), mark=Mark.WARNING)
    for one in taken:
        text = {"question": one.question[naming.lang], "taken": one.taken[naming.lang]}
        section.add(naming.t(OTHER_READING, reading=one.reading, alternative=one.alternative, **text), 1, Mark.ITEM)


def _figures(section: Section, naming: Naming) -> None:
    """The figures set outside the documents that were looked up, by who states them; of what was stated in vain that it was."""
    used = naming.determination.rates
    for stated in (*naming.determination.question.rates, None):
        own = [one for one in used if one.stated == stated]
        if stated is None and not own:
            continue
        section.add(_origin(stated, naming))
        for one in own:
            section.add(_figure(one, naming), 1, Mark.ITEM)
        if not own:
            section.add(naming.t(NOT_LOOKED_UP), 1, Mark.ITEM)


def _origin(stated: StatedRates | None, naming: Naming) -> str:
    if stated is None:
        return naming.t(FIGURES)
    if stated.office is None:
        return naming.t(FIGURES_OF_CASE)
    return naming.t(FIGURES_OF, office=stated.office[naming.lang], digest=stated.digest[:DIGEST_SHOWN])


def _figure(one: RateUse, naming: Naming) -> str:
    figure, entry = naming.law.set_apart[one.name], one.entry
    return naming.t(
        FIGURE if entry.days.end is None else FIGURE_TO,
        label=figure.label[naming.lang],
        value=number(entry.figure, figure.type, naming.lang),
        place=naming.place(entry.place),
        start=day(entry.days.start, naming.lang),
        end="" if entry.days.end is None else day(entry.days.end, naming.lang),
        source=entry.source,
    )
