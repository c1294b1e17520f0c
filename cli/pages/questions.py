"""What still has to be asked, each thing once and numbered, told apart: not asked, and asked but not known."""

from __future__ import annotations

from dataclasses import dataclass, field

from subsidies.case.entities import Entity
from subsidies.determination import Entitlement, Missing
from subsidies.i18n import N_
from subsidies_cli import words
from subsidies_cli.naming import Naming
from subsidies_cli.page import Mark, Section

TITLE = N_("To be asked")
QUESTION = N_("[{number}] {question}")
WHOM = N_("{status}: {entities}")
DECIDES = N_("decides {clauses}")
DECIDES_PROOF = N_("decides {clauses}; proof: {proof}")
PLAIN = N_("{label}?")
RELATION = N_("{label}: who or what is it? (not stated)")
LIST = N_("{label}: are all of them listed?")
PRIORS = N_("Which of these have been paid before? (prior_awards; [] means none)")
RATE = N_("The figure {name} is not known for this place and day; the office can tell.")
OPEN = N_("the text leaves it open: {text}; the office decides")
DRAFT = "draft"


@dataclass(slots=True)
class Question:
    """One thing to ask, of whom, and which clauses it decides."""

    first: Missing
    entities: dict[Entity, bool] = field(default_factory=dict)
    """Whether each was asked already."""
    clauses: dict[str, None] = field(default_factory=dict)


class Questions:
    """Numbers whatever is missing, in the order in which it comes up; one question may be about several people."""

    def __init__(self, naming: Naming) -> None:
        self.naming = naming
        self.found: dict[tuple[str, str, str], Question] = {}

    def ask(self, item: Entitlement) -> str:
        """The numbers of the questions that an entitlement turns on, as ``[1] [2]``; what is no question is left out."""
        numbers: dict[str, None] = {}
        for missing in item.missing:
            if missing.sort in ("open", DRAFT):
                continue
            key = (missing.sort, missing.entity.kind if missing.entity else "", missing.fact)
            question = self.found.setdefault(key, Question(missing))
            question.clauses[self.naming.clause(item)] = None
            if missing.entity is not None:
                question.entities[missing.entity] = missing.asked
            numbers[f"[{list(self.found).index(key) + 1}]"] = None
        return " ".join(numbers)

    def left_open(self, item: Entitlement) -> list[str]:
        """What the text itself leaves open: nobody in the case can answer that."""
        naming = self.naming
        texts = [missing.zh if naming.lang == "zh" else missing.en for missing in item.missing if missing.sort == "open"]
        return [naming.t(OPEN, text=text) for text in texts]

    def section(self) -> Section:
        """All the questions."""
        naming = self.naming
        section = Section(naming.t(TITLE))
        for number, question in enumerate(self.found.values(), 1):
            text, proof = self.wording(question.first)
            section.add(naming.t(QUESTION, number=number, question=text))
            for asked, mark in ((False, Mark.UNKNOWN), (True, Mark.WARNING)):
                names = [naming.entity(entity) for entity, seen in question.entities.items() if seen is asked]
                status = naming.t(words.ASKED if asked else words.NOT_ASKED)
                if names:
                    section.add(naming.t(WHOM, status=status, entities=naming.comma.join(names)), 1, mark)
            clauses = naming.comma.join(question.clauses)
            section.add(naming.t(DECIDES_PROOF if proof else DECIDES, clauses=clauses, proof=proof), 1)
        return section

    def wording(self, missing: Missing) -> tuple[str, str]:
        """The question to ask, and what proves the answer."""
        naming, lang = self.naming, self.naming.lang
        if missing.sort == "prior_awards":
            return naming.t(PRIORS), ""
        if missing.sort == "rate" or missing.entity is None:
            return naming.t(RATE, name=missing.fact), ""
        kind = naming.vocabulary.entities[missing.entity.kind]
        if missing.sort == "relation":
            return naming.t(RELATION, label=kind.relations[missing.fact].label[lang]), ""
        if missing.sort == "list":
            return naming.t(LIST, label=kind.inverses[missing.fact].label[lang]), ""
        fact = kind.facts[missing.fact]
        question = fact.model.question[lang] if fact.model.question else naming.t(PLAIN, label=fact.label[lang])
        return question, fact.model.evidence[lang] if fact.model.evidence else ""
