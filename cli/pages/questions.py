"""What still has to be asked, in words: numbered, and told apart: not asked, and asked but not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from subsidies.advice import Inquiries, Inquiry
from subsidies.advice.inquiries import AT_FAULT, CHOICE, FOR_THE_OFFICE, RANGE, Items
from subsidies.case.entities import EntityRef
from subsidies.determination import Entitlement
from subsidies.explanation import Missing
from subsidies.i18n import N_
from subsidies.wording import band
from subsidies_cli import words
from subsidies_cli.naming import Naming
from subsidies_cli.page import Mark, PageLine, Section

TITLE = N_("To be asked")
FURTHER = N_("Questions that change no sum of the plan")
FURTHER_OF_SEVERAL = N_("Questions that change no sum of these plans")
QUESTION = N_("[{number}] {question}")
WHOM = N_("{status}: {entities}")
DECIDES = N_("decides {clauses}")
DECIDES_PROOF = N_("decides {clauses}; proof: {proof}")
PARTS = N_("or, in its stead, each of these: {facts}")
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


class Questions:
    """Puts inquiries into words.

    ``mark`` stands before their numbers, where a page has several lists of them; what a list ``before`` asks has its number
    there.
    """

    def __init__(self, naming: Naming, first: Items, others: Items, mark: str = "", before: Questions | None = None) -> None:
        self.naming = naming
        self.mark = mark
        self.inquiries = Inquiries(naming.explanation, first, others)
        self._before = {} if before is None else self.inquiries.asked_by(before.inquiries)

    @property
    def new(self) -> list[tuple[int, Inquiry]]:
        """The questions in full that no list before asks."""
        return [(number, inquiry) for number, inquiry in self.inquiries.main if number not in self._before]

    def of(self, item: Entitlement, apart: tuple[str, ...] = FOR_THE_OFFICE) -> str:
        """The numbers of the questions that an entitlement turns on, as ``[1] [2]``, without what stands apart."""
        before = self._before
        names = [f"{before[n]}" if n in before else f"{self.mark}{n}" for n in self.inquiries.numbers(item, apart)]
        return " ".join(f"[{name}]" for name in names)

    def left_open(self, item: Entitlement) -> list[str]:
        """What the text itself leaves open: nobody in the case can answer that."""
        return [self._open(missing) for missing in self.inquiries.left_open(item)]

    def _open(self, missing: Missing) -> str:
        naming = self.naming
        if missing.sort == CHOICE:
            name = naming.t(words.UNKNOWN_PAYEE) if missing.entity is None else naming.entity(missing.entity)
            return naming.t(RIVAL, payee=name, clause=naming.clause_named(missing.clause))
        if missing.sort == RANGE and missing.entity is not None:
            return naming.t(SET_IN_RANGE, subject=naming.entity(missing.entity), clause=naming.clause_named(missing.clause))
        return naming.t(WRONG if missing.sort == AT_FAULT else OPEN, text=missing.zh if naming.lang == "zh" else missing.en)

    def section(self) -> Section:
        """The questions that a sum or service of the plan turns on, in full."""
        naming = self.naming
        section = Section(naming.t(TITLE))
        for number, inquiry in self.inquiries.main:
            text = self.wording(inquiry.first)
            section.add(naming.t(QUESTION, number=f"{self.mark}{number}", question=text))
            partly = self._known_so_far(inquiry)
            for asked, mark in ((False, Mark.UNKNOWN), (True, Mark.WARNING)):
                names = [naming.entity(one) for one, seen in inquiry.entities.items() if seen is asked and one not in partly]
                status = naming.t(words.ASKED if asked else words.NOT_ASKED)
                if names:
                    section.add(naming.t(WHOM, status=status, entities=naming.comma.join(names)), 1, mark)
            if partly:
                section.add(self._partly(partly), 1, Mark.UNKNOWN)
            if inquiry.parts:
                section.add(naming.t(PARTS, facts=self._parts(inquiry)), 1)
            section.add(self._decides(inquiry), 1)
        return section

    def further_section(self) -> Section:
        """The other questions: what it is about, of whom, what it decides and what proves it, on one line each."""
        section = Section(self.naming.t(FURTHER_OF_SEVERAL if self.naming.several else FURTHER))
        section.lines += self.in_short(self.inquiries.further)
        return section

    def in_short(self, inquiries: Iterable[tuple[int, Inquiry]]) -> Iterator[PageLine]:
        """Some inquiries with their numbers, on one line each."""
        naming = self.naming
        for number, inquiry in inquiries:
            parts = [self.label(inquiry.first)]
            partly = self._known_so_far(inquiry)
            fresh = [entity for entity, asked in inquiry.entities.items() if not asked and entity not in partly]
            asked = [entity for entity, asked in inquiry.entities.items() if asked]
            if fresh:
                parts[0] += naming.colon + naming.short(fresh)
            if asked:
                parts.append(naming.t(WHOM, status=naming.t(words.ASKED), entities=naming.short(asked)))
            if partly:
                parts.append(self._partly(partly))
            if inquiry.parts:
                parts.append(naming.t(PARTS, facts=self._parts(inquiry)))
            if not inquiry.is_left_open:
                parts.append(self._decides(inquiry))
            yield PageLine(naming.t(QUESTION, number=f"{self.mark}{number}", question=naming.semicolon.join(parts)))

    def _known_so_far(self, inquiry: Inquiry) -> dict[EntityRef, str]:
        """What the case says of a fact that it leaves open between two ends, by whose it is."""
        if inquiry.first.sort != "fact":
            return {}
        found = {entity: self.naming.known_so_far(entity, inquiry.first.fact) for entity in inquiry.entities}
        return {entity: text for entity, text in found.items() if text is not None}

    def _partly(self, known: dict[EntityRef, str]) -> str:
        naming = self.naming
        parts = [f"{naming.entity(entity)}{naming.colon}{text}" for entity, text in known.items()]
        return naming.t(WHOM, status=naming.t(words.KNOWN_SO_FAR), entities=naming.comma.join(parts))

    def _parts(self, inquiry: Inquiry) -> str:
        """The facts that would do in the place of the one asked for."""
        naming = self.naming
        assert inquiry.first.entity is not None
        facts = naming.vocabulary.entities[inquiry.first.entity.kind].facts
        return naming.comma.join(facts[name].label[naming.lang] for name in inquiry.parts)

    def _decides(self, inquiry: Inquiry) -> str:
        proof = self._proof(inquiry.first)
        clauses = self.naming.clauses(inquiry.clauses)
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
            return naming.t(PRIORS) if missing.entity is None else naming.t(AWARD, clause=naming.clause_named(missing.clause))
        if missing.sort in FOR_THE_OFFICE:
            return self._open(missing)
        if missing.sort == "jurisdiction":
            return naming.t(WHERE, place=naming.place(naming.determination.question.jurisdiction))
        if missing.sort == "rate" or missing.entity is None:
            return self._figure(missing)
        kind = naming.vocabulary.entities[missing.entity.kind]
        if missing.sort == "relation":
            return naming.t(RELATION, label=kind.relations[missing.fact].label[lang])
        if missing.sort == "list":
            return naming.t(LIST, label=kind.inverses[missing.fact].label[lang])
        return kind.facts[missing.fact].label[lang]

    def _figure(self, missing: Missing) -> str:
        """A figure set outside the documents; of one that an office sets who does, and within what."""
        naming, lang = self.naming, self.naming.lang
        figure = naming.law.set_apart[missing.fact]
        if figure.parameter is None or figure.parameter.set_by is None:
            return naming.t(RATE, name=figure.label[lang])
        by = figure.parameter.set_by[lang]
        return naming.t(RATE_SET, name=figure.label[lang], by=by, band=band(figure.parameter, lang))

    def _proof(self, missing: Missing) -> str:
        """What proves the answer; empty where no proof is named."""
        naming = self.naming
        if missing.sort != "fact" or missing.entity is None:
            return ""
        label = naming.vocabulary.entities[missing.entity.kind].facts[missing.fact].model.evidence
        return label[naming.lang] if label else ""
