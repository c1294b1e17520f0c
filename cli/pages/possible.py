"""Which sums and services of the plan are open and what they turn on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from subsidies.advice import Rank, of_rank
from subsidies.determination import Entitlement, Outcome
from subsidies.i18n import N_
from subsidies.naming import Naming, awarded
from subsidies.wording import REASONS
from subsidies_cli.page import Mark, PageLine, Section
from subsidies_cli.pages.by_policy import by_policy
from subsidies_cli.pages.questions import Questions

POSSIBLE = N_("Open: depends on what is not known yet")
CLAUSE = N_("{title} (article {article})")
AWARD = N_("{amount}: {subjects}")
TURNS_ON = N_("turns on {questions}")
ANYWAY = N_("whatever the answer, the conditions are met")
NEVER = N_("whatever the answer, the conditions are not met")
NO_AMOUNT = N_("no amount in this document")


def open_items(naming: Naming, *ranks: Rank) -> list[Entitlement]:
    """Open entitlements of some ranks."""
    return of_rank(naming.law, naming.determination.with_outcome(Outcome.POSSIBLE), *ranks)


def possible(naming: Naming, questions: Questions) -> Section:
    """Sums and services of the plan that open facts may still bring, clause by clause."""
    section = Section(naming.t(POSSIBLE))

    def write(section: Section, items: list[Entitlement]) -> None:
        section.lines += listed(items, naming, questions)

    by_policy(section, open_items(naming, Rank.SUM, Rank.THING), naming, write)
    return section


def listed(items: Iterable[Entitlement], naming: Naming, questions: Questions) -> Iterator[PageLine]:
    """Clause by clause; subjects for whom the same is open stand together."""
    clauses: dict[str, dict[tuple[str, tuple[PageLine, ...]], list[Entitlement]]] = {}
    for item in items:
        key = (_amount(item, naming), tuple(_open(item, naming, questions)))
        clauses.setdefault(item.clause, {}).setdefault(key, []).append(item)
    for groups in clauses.values():
        members = [item for group in groups.values() for item in group]
        mark = Mark.UNKNOWN if any(item.outcome is Outcome.POSSIBLE for item in members) else Mark.HOLDS
        yield PageLine(naming.t(CLAUSE, title=naming.title(members[0]), article=members[0].article), 0, mark, "strong")
        for (amount, lines), group in groups.items():
            subjects = naming.comma.join(naming.entity(item.subject) for item in group)
            yield PageLine(naming.t(AWARD, amount=amount, subjects=subjects), 1)
            yield from lines


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
    if item.outcome is Outcome.PAYABLE:
        return awarded(item, naming)
    if item.paid not in (None, (0, None)) and item.is_money:
        return naming.range(*item.paid)
    return naming.by_the_month(item, naming.amounts(item))
