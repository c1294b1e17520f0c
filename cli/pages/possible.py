"""Which sums and services of the plan are open and what they turn on; apart from it what a draft would give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from subsidies.advice import Rank, of_rank
from subsidies.advice.inquiries import DRAFT
from subsidies.determination import Entitlement, Outcome
from subsidies.i18n import N_
from subsidies.wording import REASONS
from subsidies_cli.naming import Naming
from subsidies_cli.page import Mark, PageLine, Section
from subsidies_cli.pages.questions import Questions

POSSIBLE = N_("Open: depends on what is not known yet")
DRAFTS = N_("If it comes into force: drafts for review (not in the totals)")
CLAUSE = N_("{title} (article {article})")
AWARD = N_("{amount}: {subjects}")
TURNS_ON = N_("turns on {questions}")
ANYWAY = N_("whatever the answer, the conditions are met")
NEVER = N_("whatever the answer, the conditions are not met")
NO_AMOUNT = N_("no amount in this document")


def open_items(naming: Naming, *ranks: Rank) -> list[Entitlement]:
    """Open entitlements of some ranks, without those of drafts."""
    found = naming.determination.with_outcome(Outcome.POSSIBLE)
    return of_rank(naming.law, (item for item in found if not item.only_if_in_force), *ranks)


def draft_items(naming: Naming) -> list[Entitlement]:
    """What drafts would give or leave open."""
    outcomes = (Outcome.POSSIBLE, Outcome.DECIDED_ELSEWHERE)
    return [item for item in naming.determination.with_outcome(*outcomes) if item.only_if_in_force]


def possible(naming: Naming, questions: Questions) -> Section:
    """Sums and services of the plan that open facts may still bring, clause by clause."""
    return _listed(Section(naming.t(POSSIBLE)), open_items(naming, Rank.SUM, Rank.THING), naming, questions)


def drafts(naming: Naming, questions: Questions) -> Section:
    """What drafts would give: never payable, whatever else is known."""
    return _listed(Section(naming.t(DRAFTS)), draft_items(naming), naming, questions)


def _listed(section: Section, items: Iterable[Entitlement], naming: Naming, questions: Questions) -> Section:
    """Clause by clause; subjects for whom the same is open stand together."""
    clauses: dict[str, dict[tuple[str, tuple[PageLine, ...]], list[Entitlement]]] = {}
    for item in items:
        key = (_amount(item, naming), tuple(_open(item, naming, questions)))
        clauses.setdefault(item.clause, {}).setdefault(key, []).append(item)
    for groups in clauses.values():
        members = [item for group in groups.values() for item in group]
        sure = all(missing.sort == DRAFT for item in members for missing in naming.explanation.missing(item))
        mark = Mark.HOLDS if sure and members[0].only_if_in_force else Mark.UNKNOWN
        title = naming.t(CLAUSE, title=naming.title(members[0]), article=members[0].article)
        section.add(title, 0, mark, "strong")
        for (amount, lines), group in groups.items():
            subjects = naming.comma.join(naming.entity(item.subject) for item in group)
            section.add(naming.t(AWARD, amount=amount, subjects=subjects), 1)
            section.lines += lines
    return section


def _open(item: Entitlement, naming: Naming, questions: Questions) -> Iterator[PageLine]:
    """What an entitlement turns on."""
    numbers = questions.of(item)
    if numbers:
        yield PageLine(naming.t(TURNS_ON, questions=numbers), 2)
    for text in questions.left_open(item):
        yield PageLine(text, 2, Mark.UNKNOWN)
    for text, mark in anyway(item, naming):
        yield PageLine(text, 2, mark)


def anyway(item: Entitlement, naming: Naming) -> Iterator[tuple[str, Mark]]:
    """What holds of an open entitlement whatever the answers to its questions."""
    verdict = naming.explanation.tightened.get((item.clause, item.subject.id))
    if verdict is not None:
        yield naming.t(ANYWAY if verdict else NEVER), Mark.HOLDS if verdict else Mark.FAILS


def _amount(item: Entitlement, naming: Naming) -> str:
    provision = naming.law.rule(item.under).provision
    if provision is not None:
        return naming.t(REASONS[provision.reason])
    if not item.amounts:
        return naming.t(NO_AMOUNT)
    return naming.amounts(item)
