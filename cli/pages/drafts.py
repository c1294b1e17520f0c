"""What drafts would give if they came into force: settled with all that is law, and shown apart from it."""

from __future__ import annotations

from subsidies.determination import Outcome
from subsidies.explanation import Explanation
from subsidies.i18n import N_, Language
from subsidies_cli.asked import Answer
from subsidies_cli.naming import Naming
from subsidies_cli.page import Mark, Section
from subsidies_cli.pages.payable import total_line
from subsidies_cli.pages.possible import listed
from subsidies_cli.pages.questions import Questions

TITLE = N_("If it comes into force: drafts for review (not in the totals)")
DOCUMENT = N_("{title}, {number} ({policy}, ruleset version {version})")
DOCUMENT_NO_NUMBER = N_("{title} ({policy}, ruleset version {version})")
TOTAL = N_("with it: {total}")
ASKED_MARK = "d"
"""Before the numbers of questions that only drafts turn on."""
SAID = (Outcome.PAYABLE, Outcome.POSSIBLE, Outcome.DECIDED_ELSEWHERE)


def drafts(answer: Answer, lang: Language) -> Section:
    """The documents, what each would give or leave open, what totals would become of it, and the questions it turns on."""
    supposed, law = answer.determination.if_in_force, answer.law.if_in_force
    if supposed is None or law is None:
        return Section("")
    naming = Naming(Explanation(law, supposed), lang)
    items = [item for item in supposed.with_outcome(*SAID) if item.only_if_in_force]
    section = Section(naming.t(TITLE))
    for ref in dict.fromkeys(item.ruleset for item in items):
        model = naming.law.ruleset(ref).model
        text = DOCUMENT if model.number else DOCUMENT_NO_NUMBER
        names = {"title": model.title[lang], "number": model.number, "policy": ref.policy, "version": ref.version}
        section.add(naming.t(text, **names))
    questions = Questions(naming, items, [], ASKED_MARK)
    section.lines += listed(items, naming, questions)
    for total in supposed.totals:
        if items and total not in answer.determination.totals and total.payable_high != 0:
            section.add(naming.t(TOTAL, total=total_line(total, naming)), 0, Mark.ITEM)
    section.lines += questions.in_short(questions.inquiries.main)
    return section
