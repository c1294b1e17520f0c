"""What drafts would give if they came into force: settled with all that is law, and shown apart from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from subsidies.determination import Determination, Entitlement, Outcome, Total
from subsidies.explanation import Explanation
from subsidies.i18n import N_, Language
from subsidies.naming import Naming
from subsidies.ruleset.references import RulesetRef
from subsidies_cli.asked import Answer
from subsidies_cli.page import Mark, Section
from subsidies_cli.pages.by_policy import by_policy
from subsidies_cli.pages.possible import listed
from subsidies_cli.pages.questions import Questions
from subsidies_cli.pages.totals import total_line, with_open

TITLE = N_("If it comes into force: drafts for review (not in the totals)")
DOCUMENT = N_("{title}, {number} ({policy}, ruleset version {version})")
DOCUMENT_NO_NUMBER = N_("{title} ({policy}, ruleset version {version})")
TOTAL = N_("with it: {total}")
ASKED_MARK = "d"
"""Before the numbers of questions that only drafts turn on."""
SAID = (Outcome.PAYABLE, Outcome.POSSIBLE, Outcome.DECIDED_ELSEWHERE)


def drafts(answer: Answer, asked: Questions, lang: Language) -> Section:
    """The documents, what each would give or leave open, what totals would become of it, and the questions it turns on.

    ``asked`` are those of what is law, which are not put again.
    """
    supposed, law = answer.determination.if_in_force, answer.law.if_in_force
    if supposed is None or law is None:
        return Section("")
    naming = Naming(Explanation(law, supposed), lang)
    items = [item for item in supposed.with_outcome(*SAID) if item.only_if_in_force]
    totals = list(_changed(answer.determination, supposed))
    section = Section(naming.t(TITLE))
    replacing = _replacing(answer.determination, supposed) if totals else []
    documents = dict.fromkeys([*(item.ruleset for item in items), *replacing])
    for ref in documents:
        model = naming.law.ruleset(ref).model
        text = DOCUMENT if model.number else DOCUMENT_NO_NUMBER
        names = {"title": model.title[lang], "number": model.number, "policy": ref.policy, "version": ref.version}
        section.add(naming.t(text, **names))
    questions = Questions(naming, items, [], ASKED_MARK, asked)

    def write(below: Section, own: list[Entitlement]) -> None:
        below.lines += listed(own, naming, questions)

    if len(documents) > 1:
        by_policy(section, items, naming, write)
    else:
        write(section, items)
    for total in totals:
        section.add(naming.t(TOTAL, total=total_line(total, naming)), 0, Mark.ITEM)
        if more := with_open(total, naming):
            section.add(more, 1, Mark.UNKNOWN)
    section.lines += questions.in_short(questions.new)
    return section


def _changed(today: Determination, supposed: Determination) -> Iterator[Total]:
    """What would become of the totals that would be others; of one that would be no more, nothing."""
    before, after = ({_about(total): total for total in one.totals} for one in (today, supposed))
    none = Decimal(0)
    for key in dict.fromkeys([*before, *after]):
        own, other = before.get(key), after.get(key)
        if other is not None and (own is None or _figures(own) != _figures(other)):
            if own is not None or other.payable_high != 0:
                yield other
        elif other is None and own is not None and own.high != 0:
            yield replace(own, low=none, high=none, payable_low=none, payable_high=none, parts=())


def _about(total: Total) -> tuple[str, tuple[str, ...], str]:
    return total.kind, total.payees, total.period


def _figures(total: Total) -> tuple[Decimal | None, ...]:
    return total.low, total.high, total.payable_low, total.payable_high


def _replacing(today: Determination, supposed: Determination) -> list[RulesetRef]:
    """The drafts that take the place of a version that decides today."""
    policies = {ref.policy for ref in today.rulesets}
    return [ref for ref in supposed.rulesets if ref.status == "draft" and ref.policy in policies]
