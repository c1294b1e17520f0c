"""What the plan offers without an amount, because another document sets the sum or an office decides: surely, or perhaps."""

from __future__ import annotations

from collections.abc import Iterable

from subsidies.advice import Rank
from subsidies.determination import Entitlement, Outcome
from subsidies.i18n import N_
from subsidies.naming import Naming
from subsidies.wording import REASONS
from subsidies_cli import words
from subsidies_cli.page import Mark, Section
from subsidies_cli.pages.by_policy import by_policy
from subsidies_cli.pages.possible import anyway, open_items
from subsidies_cli.pages.questions import Questions

SURELY = N_("Decided elsewhere: apply to the office named")
PERHAPS = N_("Decided elsewhere, and open whether the conditions are met")
OFFICE = N_("{office}: {reason}")
PROVISION = N_("{title}: {subjects}; missing here: {missing}")
SUPPLY = N_("on offer in all: {amounts}")
ENTRY = N_("{title}: {subjects}")
WITH_QUESTIONS = N_("{subjects} {questions}")


def surely(naming: Naming) -> Section:
    """What the conditions of the plan are met for, by who decides: one entry for each clause."""
    section = Section(naming.t(SURELY))
    found = naming.determination.with_outcome(Outcome.DECIDED_ELSEWHERE)
    by_policy(section, found, naming, lambda below, items: _by_office(below, items, naming))
    return section


def _by_office(section: Section, found: Iterable[Entitlement], naming: Naming) -> None:
    offices: dict[str, list[str]] = {}
    for items in _by_clause(item for item in found if not item.is_duty):
        provision = naming.law.rule(items[0].under).provision
        assert provision is not None
        office = naming.t(OFFICE, office=naming.office(items[0]), reason=naming.t(REASONS[provision.reason]))
        subjects = naming.short([item.subject for item in items])
        text = naming.t(PROVISION, title=naming.title(items[0]), subjects=subjects, missing=provision.missing[naming.lang])
        if items[0].amounts:
            text = naming.semicolon.join([text, naming.t(SUPPLY, amounts=naming.amounts(items[0]))])
        offices.setdefault(office, []).append(text)
    for office, texts in offices.items():
        section.add(office, style="strong")
        for text in texts:
            section.add(text, 1, Mark.ITEM)


def perhaps(naming: Naming, questions: Questions) -> Section:
    """What may be decided elsewhere, by the reason for that: one entry for each clause with the numbers of its questions."""
    section = Section(naming.t(PERHAPS))
    found = open_items(naming, Rank.ELSEWHERE)
    by_policy(section, found, naming, lambda below, items: _by_reason(below, items, naming, questions))
    return section


def _by_reason(section: Section, open_: Iterable[Entitlement], naming: Naming, questions: Questions) -> None:
    reasons: dict[str, list[Entitlement]] = {words.SET_ELSEWHERE: []}
    for item in open_:
        provision = naming.law.rule(item.under).provision
        reasons.setdefault(provision.reason if provision else words.SET_ELSEWHERE, []).append(item)
    for name, found in reasons.items():
        if found:
            section.add(naming.t(REASONS[name]), style="strong")
        for items in _by_clause(found):
            groups: dict[str, list[Entitlement]] = {}
            for item in items:
                groups.setdefault(_turns_on(item, naming, questions), []).append(item)
            subjects = naming.semicolon.join(
                naming.t(WITH_QUESTIONS, subjects=naming.short([item.subject for item in group]), questions=text)
                for text, group in groups.items()
            )
            section.add(naming.t(ENTRY, title=naming.title(items[0]), subjects=subjects), 1, Mark.UNKNOWN)


def _by_clause(items: Iterable[Entitlement]) -> list[list[Entitlement]]:
    clauses: dict[str, list[Entitlement]] = {}
    for item in items:
        clauses.setdefault(item.clause, []).append(item)
    return list(clauses.values())


def _turns_on(item: Entitlement, naming: Naming, questions: Questions) -> str:
    """The numbers of its questions, and what holds whatever the answers."""
    texts = [text for text, _ in anyway(item, naming)]
    return questions.of(item, apart=()) + (naming.bracket(naming.comma.join(texts)) if texts else "")
