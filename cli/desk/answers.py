"""What finding out more could add to the sums, and what to ask for that: the first entries of ``subsidies missing``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from subsidies.advice import Answerable, Asking, Money, Rank, rank
from subsidies.i18n import N_
from subsidies.naming import Naming, question
from subsidies_cli import words
from subsidies_cli.desk.budget import Budget
from subsidies_cli.desk.money import PAID_OUT
from subsidies_cli.desk.worth import Worths
from subsidies_cli.page import Mark, Section

ADDS: Final = N_("Finding out more could add up to {amount}")
ADDS_SOME: Final = N_("Finding out more could add to the sums")
ADDS_NOTHING: Final = N_("No further answer adds to the sums that the plans name")
TO_ASK: Final = N_("{entities}: {question} ({status}; for {clauses})")
TO_ASK_NOBODY: Final = N_("{question} (for {clauses})")
MORE: Final = N_("more questions: {count} (subsidies missing {file})")
OTHERS: Final = N_("questions about what is decided elsewhere: {count} (subsidies missing {file})")
APART: Final = N_("{people}: what they could claim themselves is not counted; assess each apart")
CLAUSES: Final = 3
MONEY: Final = (*PAID_OUT, "tax_deduction", "fee_reduction")


def answers(naming: Naming, found: Asking, budget: Budget, file: str) -> Section:
    """The questions on which most turns, each with what its answers are worth."""
    asked = [entry for entry in found.answerable if entry.rank is Rank.SUM and entry.worth]
    others = len(found.answerable) - len(asked)
    most = _most([money for entry in asked for money in entry.worth])
    section = Section(_title(naming, asked, most))
    worths = Worths(naming, full=False)
    for entry in asked[: budget.questions]:
        section.add(_question(entry, naming), 0, Mark.UNKNOWN)
        lines = list(worths.lines(entry)) if budget.worth else []
        # Of several sums there is no room for what each answer makes of each of them.
        for text in lines[:1] if most is None else lines[1:]:
            section.add(text, 1)
    if (left := len(asked) - budget.questions) > 0:
        section.add(naming.t(MORE, count=left + others, file=file), 0, Mark.ITEM)
    elif others and not asked and budget.worth:
        section.add(naming.t(OTHERS, count=others, file=file), 0, Mark.ITEM)
    if found.apart is not None:
        section.add(naming.t(APART, people=naming.short(list(found.apart.people))), 0, Mark.ITEM)
    return section


def _title(naming: Naming, asked: Sequence[Answerable], most: Decimal | None) -> str:
    if not asked:
        return naming.t(ADDS_NOTHING)
    return naming.t(ADDS_SOME) if most is None else naming.t(ADDS, amount=naming.yuan(most))


def _most(sums: Sequence[Money]) -> Decimal | None:
    """What one answer can add to the one sum that may grow; None where there are several, it is a loan, or nobody knows."""
    pools = {money.pool for money in sums}
    highs = [money.high for money in sums if money.high is not None]
    if len(pools) != 1 or len(highs) < len(sums) or sums[0].pool.kind not in MONEY:
        return None
    return max(highs)


def of_money(clauses: Iterable[str], naming: Naming) -> list[str]:
    """Those of some clauses by which the plans name sums; all of them where none does."""
    found = {item.clause for item in naming.determination.entitlements if rank(naming.law, item) is Rank.SUM}
    return [name for name in clauses if name in found] or list(clauses)


def _question(entry: Answerable, naming: Naming) -> str:
    inquiry = entry.inquiry
    names = of_money(inquiry.clauses, naming)
    clauses = naming.clauses(names[:CLAUSES]) + ("…" if len(names) > CLAUSES else "")
    text = question(inquiry.first, naming)
    if not inquiry.entities:
        return naming.t(TO_ASK_NOBODY, question=text, clauses=clauses)
    status = naming.t(words.ASKED if all(inquiry.entities.values()) else words.NOT_ASKED)
    entities = naming.short(list(inquiry.entities))
    return naming.t(TO_ASK, entities=entities, question=text, status=status, clauses=clauses)
