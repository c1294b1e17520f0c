"""What finding out more could add to the sums, and what to ask for that."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from subsidies.advice import Inquiry
from subsidies.determination import Total
from subsidies.i18n import N_
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.types.units import FEN_PER_YUAN
from subsidies_cli import words
from subsidies_cli.desk.budget import Budget
from subsidies_cli.desk.money import PAID_OUT
from subsidies_cli.naming import Naming
from subsidies_cli.page import Mark, Section
from subsidies_cli.pages.payable import one_of
from subsidies_cli.pages.questions import Questions
from subsidies_cli.pages.totals import amount_between, awards_of

ADDS: Final = N_("Finding out more could add up to {amount}")
ADDS_SOME: Final = N_("Finding out more could change these sums")
UP_TO: Final = N_("{kind}, {payees}: {now} now, up to {most}")
FROM: Final = N_("{kind}, {payees}: {now} now, how much more is not known")
NOTHING_YET: Final = N_("nothing certain")
TO_ASK: Final = N_("{question} ({entities}: {status}; for {clauses})")
TO_ASK_OFFICE: Final = N_("{question} (for {clauses})")
MORE: Final = N_("more questions: {count} (subsidies missing {file})")
SHOWN_SUMS: Final = 3
MONEY: Final = (*PAID_OUT, "tax_deduction", "fee_reduction")


def answers(naming: Naming, questions: Questions, budget: Budget, file: str) -> Section:
    """The totals that answers may raise, and the first questions that they turn on."""
    open_ = [total for total in naming.determination.totals if _may_grow(total) and _has_a_figure(total, naming)]
    open_.sort(key=lambda total: total.kind not in MONEY)
    added = _added(open_)
    title = naming.t(ADDS_SOME) if added is None else naming.t(ADDS, amount=naming.money(int(added * FEN_PER_YUAN)))
    section = Section(title)
    if not open_:
        return section
    for total in open_[:SHOWN_SUMS] if budget.sums or added is None else ():
        section.add(_total(total, naming), 0, Mark.NONE)
    clauses = _clauses(open_, naming)
    asked = [inquiry for _, inquiry in questions.inquiries.main if inquiry.clauses.keys() & clauses]
    for inquiry in asked[: budget.questions]:
        section.add(_question(inquiry, clauses, naming, questions), 0, Mark.UNKNOWN)
    if len(asked) > budget.questions and budget.sums:
        section.add(naming.t(MORE, count=len(asked) - budget.questions, file=file), 0, Mark.ITEM)
    return section


def _may_grow(total: Total) -> bool:
    return (total.unknown or total.choice) and (total.low, total.high) != (total.payable_low, total.payable_high)


def _has_a_figure(total: Total, naming: Naming) -> bool:
    """Whether the plans themselves say how much some award of it comes to; a minimum that is owed all the time only if known."""
    if total.high is None and BENEFIT_KINDS[total.kind].standing:
        return False
    return any(amount.bound != "unspecified" for item in awards_of(total, naming) for amount in item.amounts)


def _added(totals: list[Total]) -> Decimal | None:
    """What the one sum of money that may grow may grow by; None where there are several, or nobody knows."""
    if len(totals) != 1 or totals[0].kind not in MONEY or totals[0].high is None or totals[0].payable_high is None:
        return None
    return totals[0].high - totals[0].payable_high


def _clauses(totals: list[Total], naming: Naming) -> set[str]:
    """The clauses whose awards are in some totals."""
    found: set[str] = set()
    for combination in naming.determination.combinations:
        own = combination.total
        if own is not None and any((own.kind, own.period, set(own.payees)) == (t.kind, t.period, set(t.payees)) for t in totals):
            found.update(item.clause for item in naming.determination.members(combination))
    return found


def _total(total: Total, naming: Naming) -> str:
    nothing = not total.payable_low and not total.payable_high
    now = naming.t(NOTHING_YET) if nothing else amount_between(total.payable_low, total.payable_high, naming)
    names = {
        "kind": BENEFIT_KINDS[total.kind].words.brief(naming.lang),
        "payees": one_of([naming.by_id(id_) for id_ in total.payees], naming),
        "now": now,
    }
    if total.high is None:
        return naming.t(FROM, **names)
    return naming.t(UP_TO, **names, most=naming.money(int(total.high * FEN_PER_YUAN)))


def _question(inquiry: Inquiry, about: set[str], naming: Naming, questions: Questions) -> str:
    """What is asked, of whom, and which of the clauses it is ``about`` it decides."""
    clauses = naming.clauses(inquiry.clauses.keys() & about)
    question = questions.wording(inquiry.first)
    if not inquiry.entities:
        return naming.t(TO_ASK_OFFICE, question=question, clauses=clauses)
    entities = naming.short(list(inquiry.entities))
    status = naming.t(words.ASKED if all(inquiry.entities.values()) else words.NOT_ASKED)
    return naming.t(TO_ASK, question=question, entities=entities, status=status, clauses=clauses)
