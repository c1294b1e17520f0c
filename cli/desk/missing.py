"""The page of ``subsidies missing``: what can still change something, what it is worth, and what only others can tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from shlex import quote
from typing import Final

from subsidies.advice import Answerable, Apart, Asking, Inquiry, Rank, asking
from subsidies.i18n import N_, Language
from subsidies.naming import Naming, question
from subsidies.naming.questions import label
from subsidies_cli import words
from subsidies_cli.asked import Answer
from subsidies_cli.desk.applicant import whose
from subsidies_cli.desk.worth import Worths
from subsidies_cli.page import Mark, Page, Section
from subsidies_cli.pages.header import case_name

TITLE = N_("What is still to be found out: case {case}")
TITLE_OF = N_("What is still to be found out: {whose}, case {case}")
SURE = N_("For certain now: {amount}")
NO_SUM = N_("For certain now: no sum yet")
HEADINGS: Final = {
    Rank.SUM: N_("Answers that change the money: {count}"),
    Rank.THING: N_("Answers that decide a service or a post: {count}"),
    Rank.ELSEWHERE: N_("Answers that matter only for what is decided elsewhere (no sums here): {count}"),
    Rank.DUTY: N_("Answers that decide only what has to be kept: {count}"),
}
ENTRY = N_("{number} {entities}: {question}")
ENTRY_OF_NOBODY = N_("{number} {question}")
DECIDES = N_("decides {clauses}")
PROOF = N_("proof: {proof}")
PARTS = N_("or, in its stead, each of these: {facts}")
MORE = N_("and {count} more, deciding {clauses}; see --full")
OFFICE = N_("Points for the office to decide (nothing to ask the applicant): {count}")
OFFICE_IN = N_("in {clauses}; see --full")
OFFICE_POINT = N_("{text} ({clauses})")
APART = N_("Left out: what people who are only named here could claim themselves")
APART_WHO = N_("{people}: {count} questions about {clauses} clauses; assess each apart, or see --full")
NOTHING_ELSE = N_("Nothing else can change any result; there is no need to ask.")
NOTHING = N_("No answer can change any result; there is nothing to ask.")
NEXT = N_("All results: subsidies assess {file}{options}")
SHOWN: Final = 10
"""So many entries without sums are shown in short; the rest are counted."""
CLAUSES_SHOWN: Final = 12


def page(answer: Answer, full: bool, lang: Language) -> Page:
    """All that can change money in full, the rest in short; with ``full`` everything."""
    naming = Naming(answer.explanation, lang)
    return _MissingPage(naming, asking(answer.explanation, everybody=full), full).page(answer)


class _MissingPage:
    def __init__(self, naming: Naming, found: Asking, full: bool) -> None:
        self.naming = naming
        self.found = found
        self.full = full
        self.worths = Worths(naming, full)
        self.number = 0

    def page(self, answer: Answer) -> Page:
        naming, found = self.naming, self.found
        name = whose(naming)
        result = Page(naming.t(TITLE_OF if name else TITLE, whose=name, case=case_name(answer)))
        sure = list(self.worths.sure())
        result.intro.add(naming.t(SURE, amount=naming.semicolon.join(sure)) if sure else naming.t(NO_SUM))
        for note in answer.notes:
            result.intro.add(note, mark=Mark.WARNING)
        result.show(*self.sections())
        if found.office:
            result.show(self.office(found.office))
        if found.apart is not None:
            result.show(self.apart(found.apart))
        result.closing.add(naming.t(NOTHING_ELSE if found.answerable else NOTHING))
        result.closing.add(naming.t(NEXT, file=quote(answer.file), options=answer.options), style="faint")
        return result

    def sections(self) -> Iterator[Section]:
        for rank, heading in HEADINGS.items():
            own = [entry for entry in self.found.answerable if entry.rank is rank]
            if not own:
                continue
            section = Section(self.naming.t(heading, count=len(own)))
            if rank is Rank.SUM:
                for entry in own:
                    self.in_full(section, entry)
            else:
                self.in_short(section, own)
            yield section

    def in_full(self, section: Section, entry: Answerable) -> None:
        """A question as it is asked, what each answer is worth, what it decides and what proves it."""
        naming, inquiry = self.naming, entry.inquiry
        section.add(self.head(inquiry, question(inquiry.first, naming)), style="strong")
        for text in self.worths.lines(entry):
            section.add(text, 1, Mark.ITEM)
        if inquiry.parts:
            section.add(naming.t(PARTS, facts=self.parts(inquiry)), 1)
        section.add(naming.semicolon.join(self.about(entry)), 1)

    def in_short(self, section: Section, entries: list[Answerable]) -> None:
        naming = self.naming
        shown = entries if self.full or len(entries) <= SHOWN + 1 else entries[:SHOWN]
        for entry in shown:
            text = self.head(entry.inquiry, label(entry.inquiry.first, naming))
            section.add(naming.semicolon.join([text, *self.about(entry)]))
        if left := entries[len(shown) :]:
            section.add(naming.t(MORE, count=len(left), clauses=self.clauses(entry.inquiry for entry in left)))

    def head(self, inquiry: Inquiry, question: str) -> str:
        """A number, whom it is about, and the question."""
        self.number += 1
        if not inquiry.entities:
            return self.naming.t(ENTRY_OF_NOBODY, number=self.number, question=question)
        return self.naming.t(ENTRY, number=self.number, entities=self.naming.short(list(inquiry.entities)), question=question)

    def about(self, entry: Answerable) -> Iterator[str]:
        """What it decides, what proves it, and whether it was asked already."""
        naming, inquiry = self.naming, entry.inquiry
        yield naming.t(DECIDES, clauses=self.clauses([inquiry]))
        if entry.evidence is not None:
            yield naming.t(PROOF, proof=entry.evidence[naming.lang])
        asked = [ref for ref, seen in inquiry.entities.items() if seen]
        if asked:
            whom = "" if len(asked) == len(inquiry.entities) else naming.colon + naming.short(asked)
            yield naming.t(words.ASKED) + whom

    def parts(self, inquiry: Inquiry) -> str:
        assert inquiry.first.entity is not None
        facts = self.naming.vocabulary.entities[inquiry.first.entity.kind].facts
        return self.naming.comma.join(facts[name].label[self.naming.lang] for name in inquiry.parts)

    def clauses(self, inquiries: Iterable[Inquiry]) -> str:
        """The clauses that some inquiries decide; of very many the first, unless all is to be shown."""
        names = sorted({name for inquiry in inquiries for name in inquiry.clauses})
        shown = names if self.full or len(names) <= CLAUSES_SHOWN else names[:CLAUSES_SHOWN]
        return self.naming.clauses(shown) + ("" if len(shown) == len(names) else " …")

    def office(self, inquiries: tuple[Inquiry, ...]) -> Section:
        naming = self.naming
        section = Section(naming.t(OFFICE, count=len(inquiries)))
        if not self.full:
            section.add(naming.t(OFFICE_IN, clauses=self.clauses(inquiries)))
            return section
        for inquiry in inquiries:
            text = label(inquiry.first, naming)
            section.add(naming.t(OFFICE_POINT, text=text, clauses=naming.clauses(inquiry.clauses)), 0, Mark.ITEM)
        return section

    def apart(self, apart: Apart) -> Section:
        naming = self.naming
        section = Section(naming.t(APART))
        people = naming.short(list(apart.people))
        section.add(naming.t(APART_WHO, people=people, count=apart.inquiries, clauses=len(apart.clauses)))
        return section
