"""What still has to be asked, each thing once and numbered, told apart: not asked, and asked but not known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from subsidies.case.entities import Entity
from subsidies.determination import Entitlement, Missing
from subsidies.i18n import N_
from subsidies.ruleset.ids import natural
from subsidies_cli import words
from subsidies_cli.naming import Naming
from subsidies_cli.page import Mark, Section

TITLE = N_("To be asked")
FURTHER = N_("Questions that change no sum of the plan")
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
OPEN_TEXT = "open"

Key = tuple[str, str, str]
Items = Iterable[Entitlement]


@dataclass(slots=True)
class Question:
    """One thing to ask, of whom, and which clauses it decides."""

    first: Missing
    entities: dict[Entity, bool] = field(default_factory=dict)
    """Whether each was asked already."""
    clauses: dict[str, None] = field(default_factory=dict)


class Questions:
    """Numbers whatever is missing; one question may be about several people.

    What a sum or service of the plan turns on (``first``) comes first and in full, in the order in which it comes up. What only
    ``others`` or drafts turn on follows in short, the question that decides most before the rest. What the text leaves open is no
    question where a clause shows it in full; ``others`` are shown in short, so there it has a number as well.
    """

    def __init__(self, naming: Naming, first: Items, others: Items, drafts: Items) -> None:
        self.naming = naming
        self.found: dict[Key, Question] = {}
        for item in first:
            self._gather(item, (DRAFT, OPEN_TEXT))
        main = list(self.found)
        for item in others:
            self._gather(item, (DRAFT,))
        for item in drafts:
            self._gather(item, (DRAFT, OPEN_TEXT))
        further = sorted(self.found.keys() - main, key=self._weight)
        self.main, self.further = main, further
        self.numbers = {key: number for number, key in enumerate([*main, *further], 1)}

    def _gather(self, item: Entitlement, apart: tuple[str, ...]) -> None:
        for missing in item.missing:
            if missing.sort in apart:
                continue
            question = self.found.setdefault(_key(missing), Question(missing))
            question.clauses[self.naming.clause(item)] = None
            if missing.entity is not None:
                question.entities[missing.entity] = missing.asked

    def _weight(self, key: Key) -> tuple[bool, int, int]:
        """Questions before what only the office can tell; then those that decide most; then as they came up."""
        return key[0] == OPEN_TEXT, -len(self.found[key].clauses), list(self.found).index(key)

    def of(self, item: Entitlement, apart: tuple[str, ...] = (DRAFT, OPEN_TEXT)) -> str:
        """The numbers of the questions that an entitlement turns on, as ``[1] [2]``, without what stands apart."""
        keys = dict.fromkeys(_key(missing) for missing in item.missing if missing.sort not in apart)
        return " ".join(f"[{number}]" for number in sorted(self.numbers[key] for key in keys))

    def left_open(self, item: Entitlement) -> list[str]:
        """What the text itself leaves open: nobody in the case can answer that."""
        return [self._open(missing) for missing in item.missing if missing.sort == OPEN_TEXT]

    def _open(self, missing: Missing) -> str:
        naming = self.naming
        return naming.t(OPEN, text=missing.zh if naming.lang == "zh" else missing.en)

    def section(self) -> Section:
        """The questions that a sum or service of the plan turns on, in full."""
        naming = self.naming
        section = Section(naming.t(TITLE))
        for key in self.main:
            question = self.found[key]
            text = self.wording(question.first)
            section.add(naming.t(QUESTION, number=self.numbers[key], question=text))
            for asked, mark in ((False, Mark.UNKNOWN), (True, Mark.WARNING)):
                names = [naming.entity(entity) for entity, seen in question.entities.items() if seen is asked]
                status = naming.t(words.ASKED if asked else words.NOT_ASKED)
                if names:
                    section.add(naming.t(WHOM, status=status, entities=naming.comma.join(names)), 1, mark)
            section.add(self._decides(question), 1)
        return section

    def further_section(self) -> Section:
        """The other questions: what it is about, of whom, what it decides and what proves it, on one line each."""
        naming = self.naming
        section = Section(naming.t(FURTHER))
        for key in self.further:
            question = self.found[key]
            parts = [self.label(question.first)]
            fresh = [entity for entity, asked in question.entities.items() if not asked]
            asked = [entity for entity, asked in question.entities.items() if asked]
            if fresh:
                parts[0] += naming.colon + naming.short(fresh)
            if asked:
                parts.append(naming.t(WHOM, status=naming.t(words.ASKED), entities=naming.short(asked)))
            if key[0] != OPEN_TEXT:
                parts.append(self._decides(question))
            section.add(naming.t(QUESTION, number=self.numbers[key], question=naming.semicolon.join(parts)))
        return section

    def _decides(self, question: Question) -> str:
        proof = self._proof(question.first)
        clauses = self.naming.comma.join(sorted(question.clauses, key=natural))
        return self.naming.t(DECIDES_PROOF if proof else DECIDES, clauses=clauses, proof=proof)

    def wording(self, missing: Missing) -> str:
        """The question to ask."""
        naming = self.naming
        if missing.sort == "fact" and missing.entity is not None:
            model = naming.vocabulary.entities[missing.entity.kind].facts[missing.fact].model
            return model.question[naming.lang] if model.question else naming.t(PLAIN, label=self.label(missing))
        return self.label(missing)

    def label(self, missing: Missing) -> str:
        """What is asked for, in short where it has a short name."""
        naming, lang = self.naming, self.naming.lang
        if missing.sort == "prior_awards":
            return naming.t(PRIORS)
        if missing.sort == OPEN_TEXT:
            return self._open(missing)
        if missing.sort == "rate" or missing.entity is None:
            return naming.t(RATE, name=missing.fact)
        kind = naming.vocabulary.entities[missing.entity.kind]
        if missing.sort == "relation":
            return naming.t(RELATION, label=kind.relations[missing.fact].label[lang])
        if missing.sort == "list":
            return naming.t(LIST, label=kind.inverses[missing.fact].label[lang])
        return kind.facts[missing.fact].label[lang]

    def _proof(self, missing: Missing) -> str:
        """What proves the answer; empty where no proof is named."""
        naming = self.naming
        if missing.sort != "fact" or missing.entity is None:
            return ""
        label = naming.vocabulary.entities[missing.entity.kind].facts[missing.fact].model.evidence
        return label[naming.lang] if label else ""


def _key(missing: Missing) -> Key:
    return missing.sort, missing.entity.kind if missing.entity else "", missing.fact or missing.zh
