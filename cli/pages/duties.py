"""What has to be done: duties, which nobody claims and nobody is paid for."""

from __future__ import annotations

from collections.abc import Sequence

from subsidies.advice import Rank
from subsidies.determination import Entitlement, Outcome
from subsidies.i18n import N_
from subsidies.naming import Naming
from subsidies.ruleset.ids import natural
from subsidies.wording import REASONS
from subsidies_cli.page import Mark, Section
from subsidies_cli.pages.by_policy import by_policy
from subsidies_cli.pages.payable import other_grounds
from subsidies_cli.pages.possible import open_items
from subsidies_cli.pages.questions import Questions

TITLE = N_("What has to be done (no payment, in no total)")
FOR = N_("{subjects}; article {article}; office: {office}")
OPEN = N_("{subjects}: depends on {questions}; article {article}; office: {office}")


def sure_duties(naming: Naming) -> list[Entitlement]:
    """Duties that surely hold, however much they come to."""
    surely = naming.determination.with_outcome(Outcome.PAYABLE, Outcome.DECIDED_ELSEWHERE)
    return [item for item in surely if item.is_duty]


def duties(naming: Naming, questions: Questions) -> Section:
    """Every duty that holds or may hold: one entry for each clause and amount, those that surely hold first."""
    section = Section(naming.t(TITLE))
    found = [*sure_duties(naming), *open_items(naming, Rank.DUTY)]
    by_policy(section, found, naming, lambda below, items: _duties_of(below, items, naming, questions))
    return section


def _duties_of(section: Section, found: Sequence[Entitlement], naming: Naming, questions: Questions) -> None:
    groups: dict[tuple[bool, str, str, str], list[Entitlement]] = {}
    for item in found:
        asked = questions.of(item, apart=())
        groups.setdefault((item.outcome is Outcome.POSSIBLE, item.clause, _amount(item, naming), asked), []).append(item)
    for (open_, _, amount, asked), items in sorted(groups.items(), key=lambda pair: (pair[0][0], natural(pair[0][1]))):
        first = items[0]
        mark = Mark.UNKNOWN if open_ else Mark.ITEM
        section.add(f"{naming.title(first)}{naming.colon}{amount}", 0, mark, "strong")
        text = naming.t(
            OPEN if asked else FOR,
            subjects=naming.short([item.subject for item in items]),
            questions=asked,
            article=first.article,
            office=naming.office(first),
        )
        section.add(text, 1)
        if others := other_grounds(first, naming):
            section.add(others, 1)


def _amount(item: Entitlement, naming: Naming) -> str:
    provision = naming.law.rule(item.under).provision
    return naming.amounts(item) if provision is None else naming.t(REASONS[provision.reason])
