"""What still has to be asked, in words: numbered, and told apart: not asked, and asked but not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from subsidies.advice import Inquiries, Inquiry
from subsidies.advice.inquiries import FOR_THE_OFFICE, Items
from subsidies.case.entities import EntityRef
from subsidies.determination import Entitlement
from subsidies.i18n import N_
from subsidies.naming import Naming, question
from subsidies.naming import proof as proof_of
from subsidies.naming.questions import label
from subsidies_cli import words
from subsidies_cli.page import Mark, PageLine, Section

TITLE = N_("To be asked")
FURTHER = N_("Questions that change no sum of the plan")
FURTHER_OF_SEVERAL = N_("Questions that change no sum of these plans")
QUESTION = N_("[{number}] {question}")
WHOM = N_("{status}: {entities}")
DECIDES = N_("decides {clauses}")
DECIDES_PROOF = N_("decides {clauses}; proof: {proof}")
PARTS = N_("or, in its stead, each of these: {facts}")


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
        return [label(missing, self.naming) for missing in self.inquiries.left_open(item)]

    def section(self) -> Section:
        """The questions that a sum or service of the plan turns on, in full."""
        naming = self.naming
        section = Section(naming.t(TITLE))
        for number, inquiry in self.inquiries.main:
            text = question(inquiry.first, naming)
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
            parts = [label(inquiry.first, naming)]
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
        proof = proof_of(inquiry.first.entity, inquiry.first.fact, self.naming)
        clauses = self.naming.clauses(inquiry.clauses)
        return self.naming.t(DECIDES_PROOF if proof else DECIDES, clauses=clauses, proof=proof)
