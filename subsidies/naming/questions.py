"""What is missing, in words: what is asked for, as a question, of whom, and how far it is known."""

from __future__ import annotations

from subsidies.case.entities import EntityRef
from subsidies.explanation import Missing
from subsidies.i18n import N_
from subsidies.naming import words
from subsidies.naming.naming import Naming
from subsidies.wording import band

PLAIN = N_("{label}?")
RELATION = N_("{label}: who or what is it? (not stated)")
LIST = N_("{label}: are all of them listed?")
AWARD = N_("What was given under {clause} before? (prior_awards: year, amount, months)")
PRIORS = N_("Which of these have been paid before? (prior_awards; [] means none)")
RATE = N_("The figure {name} is not known for this place and day; the office can tell")
RATE_SET = N_("{name}: {by} sets it ({band}); it is not known for this place and day, and the office can tell")
WHERE = N_("Which county or district is this about? (the case says only {place})")
OPEN = N_("the text leaves it open: {text}; the office decides")
RIVAL = N_("{payee} claims {clause} under the same limit; the office decides who gets it")
SET_IN_RANGE = N_("the office sets how much {clause} comes to for {subject}; by that the best combination may change")
WRONG = N_("{text}; the office decides")


def question(missing: Missing, naming: Naming) -> str:
    """The question to ask; of what only the office can tell, what that is."""
    if missing.sort == "fact" and missing.entity is not None:
        model = naming.vocabulary.fact(missing.entity.kind, missing.fact).model
        return model.question[naming.lang] if model.question else naming.t(PLAIN, label=label(missing, naming))
    return label(missing, naming)


def label(missing: Missing, naming: Naming) -> str:
    """What is asked for, in short where it has a short name."""
    lang = naming.lang
    if missing.sort == "prior_awards":
        return naming.t(PRIORS) if missing.entity is None else naming.t(AWARD, clause=naming.clause_named(missing.clause))
    if missing.sort in ("open", "at_fault", "choice", "range"):
        return _left_open(missing, naming)
    if missing.sort == "jurisdiction":
        return naming.t(WHERE, place=naming.place(naming.determination.question.jurisdiction))
    if missing.sort == "rate" or missing.entity is None:
        return _figure(missing, naming)
    kind = naming.vocabulary.entities[missing.entity.kind]
    if missing.sort == "relation":
        return naming.t(RELATION, label=kind.relations[missing.fact].label[lang])
    if missing.sort == "list":
        return naming.t(LIST, label=kind.inverses[missing.fact].label[lang])
    return kind.facts[missing.fact].label[lang]


def _left_open(missing: Missing, naming: Naming) -> str:
    if missing.sort == "choice":
        name = naming.t(words.UNKNOWN_PAYEE) if missing.entity is None else naming.entity(missing.entity)
        return naming.t(RIVAL, payee=name, clause=naming.clause_named(missing.clause))
    if missing.sort == "range" and missing.entity is not None:
        return naming.t(SET_IN_RANGE, subject=naming.entity(missing.entity), clause=naming.clause_named(missing.clause))
    return naming.t(WRONG if missing.sort == "at_fault" else OPEN, text=missing.zh if naming.lang == "zh" else missing.en)


def _figure(missing: Missing, naming: Naming) -> str:
    """A figure set outside the documents; of one that an office sets who does, and within what."""
    figure = naming.law.set_apart[missing.fact]
    name = figure.label[naming.lang]
    if figure.parameter is None or figure.parameter.set_by is None:
        return naming.t(RATE, name=name)
    return naming.t(RATE_SET, name=name, by=figure.parameter.set_by[naming.lang], band=band(figure.parameter, naming.lang))


def known_so_far(missing: Missing, naming: Naming) -> str:
    """Whether it was asked for, and what the case says of it in part; empty of what the case cannot say."""
    if missing.sort not in ("fact", "relation", "list", "prior_awards", "jurisdiction"):
        return ""
    found = naming.known_so_far(missing.entity, missing.fact) if missing.sort == "fact" and missing.entity is not None else None
    if found is not None:
        return naming.t(words.KNOWN_SO_FAR) + naming.colon + found
    return naming.t(words.ASKED if missing.asked else words.NOT_ASKED)


def proof(entity: EntityRef | None, fact: str, naming: Naming) -> str:
    """What proves a fact; empty where no proof is named."""
    if entity is None or fact not in naming.vocabulary.entities[entity.kind].facts:
        return ""
    found = naming.vocabulary.fact(entity.kind, fact).model.evidence
    return found[naming.lang] if found else ""
