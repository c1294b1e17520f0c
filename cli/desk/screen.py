"""The first screen: sums first, in no more lines than a terminal shows at once."""

from __future__ import annotations

from shlex import quote
from typing import Final

from subsidies.advice import Asking, LaterLoss, asking, later_losses
from subsidies.i18n import N_, Language
from subsidies.naming import Naming
from subsidies.wording import short_day
from subsidies_cli.asked import Answer
from subsidies_cli.desk.answers import answers
from subsidies_cli.desk.applicant import whose
from subsidies_cli.desk.before import before_claiming
from subsidies_cli.desk.budget import BUDGETS, LINES, Budget
from subsidies_cli.desk.money import money
from subsidies_cli.desk.rest import rest
from subsidies_cli.desk.where import where
from subsidies_cli.page import Mark, Page
from subsidies_cli.pages.payable import payable_items
from subsidies_cli.terminal import render

TITLE: Final = N_("Subsidies for {whose}    {case}    {day}")
TITLE_NO_CASE: Final = N_("Subsidies for {whose}    {day}")
BY: Final = N_("Under: {title}, {number}")
BY_NO_NUMBER: Final = N_("Under: {title}")
BY_SEVERAL: Final = N_("Under: {titles}")
READ_OTHERWISE: Final = N_("Read otherwise than the rulesets do in {count} points, as the office said: --section basis")
NONE: Final = N_("No document here is about {place}, or about another place that the case names")


def screen(answer: Answer, lang: Language) -> Page:
    """The widest page that stands on one screen, or else the narrowest."""
    naming = Naming(answer.explanation, lang)
    policies = {item.ruleset.policy for item in payable_items(naming)}
    naming.home = policies.pop() if len(policies) == 1 else ""
    asked, losses = asking(answer.explanation), later_losses(answer.law, answer.determination)
    for budget in BUDGETS:
        page = _page(answer, naming, asked, losses, budget)
        if len(render(page).splitlines()) <= LINES:
            break
    return page


def _page(answer: Answer, naming: Naming, asked: Asking, losses: list[LaterLoss], budget: Budget) -> Page:
    determination = answer.determination
    result = Page(_title(answer, naming), dense=True)
    _documents(result, naming)
    if taken := determination.question.other_readings:
        result.intro.add(naming.t(READ_OTHERWISE, count=len(taken)), mark=Mark.WARNING)
    for note in answer.notes:
        result.intro.add(note, mark=Mark.WARNING)
    result.show(
        money(naming, budget.rows),
        answers(naming, asked, budget, quote(answer.file) + answer.options),
        before_claiming(naming, losses, budget.notes),
        where(naming, budget),
    )
    if determination.rulesets:
        result.show(rest(naming))
    return result


def _title(answer: Answer, naming: Naming) -> str:
    determination = answer.determination
    on = short_day(determination.question.on, naming.lang)
    name = whose(naming) or naming.place(determination.question.jurisdiction)
    return naming.t(TITLE if determination.case else TITLE_NO_CASE, whose=name, case=determination.case, day=on)


def _documents(result: Page, naming: Naming) -> None:
    """The documents by which something is payable."""
    determination = naming.determination
    if not determination.rulesets:
        result.intro.add(naming.t(NONE, place=naming.place(determination.question.jurisdiction)), mark=Mark.WARNING)
        return
    models = [naming.law.ruleset(ref).model for ref in dict.fromkeys(item.ruleset for item in payable_items(naming))]
    if len(models) == 1:
        message = BY if models[0].number else BY_NO_NUMBER
        result.intro.add(naming.t(message, title=models[0].title[naming.lang], number=models[0].number))
    elif models:
        result.intro.add(naming.t(BY_SEVERAL, titles=naming.comma.join(model.title[naming.lang] for model in models)))
