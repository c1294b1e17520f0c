"""What can be claimed now: each sum with whom it goes to, and the clauses that make it up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from subsidies.advice import Rank, of_rank
from subsidies.determination import Entitlement, Outcome, Total
from subsidies.i18n import N_, translate
from subsidies.naming import Naming, awarded, between, one_of
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.wording import AT_LEAST, short_day
from subsidies_cli import words
from subsidies_cli.page import PageLine, Section
from subsidies_cli.pages.payable import payable_items
from subsidies_cli.pages.totals import awards_of

CLAIM: Final = N_("Can be claimed now")
DEDUCT: Final = N_("Can be deducted from taxes now (less tax to pay, no money paid out)")
BORROW: Final = N_("Can be borrowed (a loan has to be paid back)")
USE: Final = N_("Can be used now (no money paid out)")
SEVERAL: Final = N_("Can be claimed or used now")
APART: Final = N_("{title} (kinds and payees are never added together)")
NOTHING: Final = N_("On what is known, there is nothing that can be claimed yet.")
TO: Final = N_("to {payee}")
TO_ONE_OF: Final = N_("to {payees} (the plan does not say)")
OF_KIND: Final = N_("{kind}, {payee}")
FOR_PERIOD: Final = N_("{text}, {period}")
EACH_OF: Final = N_("each {amount}")
EACH: Final = N_("{number} × {amount} = {sum}")
EACH_UNSUMMED: Final = N_("{number} × {amount}")
UNTIL: Final = N_("runs to {day}")
SET_LATER: Final = N_("sum set elsewhere")
MORE: Final = N_("more: {count} (--section payable)")
HEADINGS: Final = {"tax_deduction": DEDUCT, "loan_ceiling": BORROW, "service": USE}
PAID_OUT: Final = ("cash", "reimbursement", "insurance_subsidy", "interest_subsidy", "institution_funding")
"""Kinds of which money goes to the payee."""


def money(naming: Naming, rows: int) -> Section:
    """The sums that are payable, the highest first, each above its clauses; then what is given without a sum."""
    sums = sorted(_payable(naming), key=lambda total: (total.kind != "cash", -(total.payable_high or total.payable_low)))
    told: set[int] = set()
    periods = len({total.period for total in sums}) > 1
    lines: list[PageLine] = []
    for group in _alike(sums, naming).values():
        own = [item for total in group for item in _given(total, naming)]
        told.update(id(item) for item in own)
        amount = _sum(group[0], own, naming)
        if len(group) > 1:
            amount, own = naming.t(EACH_OF, amount=amount), _given(group[0], naming)
        clauses = _clauses(own, naming, rows, named=len(group) == 1)
        lines += _under(_to(group, naming, periods=periods), amount, clauses, naming)
    others = [item for item in payable_items(naming) if id(item) not in told and not naming.explanation.is_another_ground(item)]
    for kind in dict.fromkeys(item.kind for item in others):
        own = [item for item in others if item.kind == kind]
        lines += _under("", BENEFIT_KINDS[kind].words.brief(naming.lang), _clauses(own, naming, rows, named=True), naming)
    section = Section(_heading(naming, {total.kind for total in sums} | {item.kind for item in others}, len(sums)), lines)
    if not lines:
        section.add(naming.t(NOTHING))
    return section


def _given(total: Total, naming: Naming) -> list[Entitlement]:
    return [item for item in awards_of(total, naming) if item.outcome is Outcome.PAYABLE]


def _alike(sums: Iterable[Total], naming: Naming) -> dict[object, list[Total]]:
    """Sums together of which the same clauses give the same to each of several."""
    groups: dict[object, list[Total]] = {}
    for total in sums:
        own = _given(total, naming)
        given = frozenset((item.clause, _amount(item, naming), naming.explanation.period(item)) for item in own)
        apart = total.payees if len(total.payees) > 1 or len(own) > len(given) else ()
        groups.setdefault((total.kind, total.period, _sum(total, own, naming), given, apart), []).append(total)
    return groups


def _payable(naming: Naming) -> list[Total]:
    """The totals of which something is payable."""
    return [total for total in naming.determination.totals if total.payable_high != 0 and _given(total, naming)]


def _heading(naming: Naming, kinds: set[str], sums: int) -> str:
    ways = {HEADINGS.get(kind, CLAIM) for kind in kinds}
    title = naming.t(ways.pop() if len(ways) == 1 else SEVERAL if ways else CLAIM)
    return naming.t(APART, title=title) if sums > 1 else title


def _sum(total: Total, own: Sequence[Entitlement], naming: Naming) -> str:
    if all(item.amounts[0].bound == "unspecified" for item in own):
        return naming.t(SET_LATER)
    if total.payable_high is None:
        return translate(AT_LEAST, naming.lang).format(naming.yuan(total.payable_low))
    return between(total.payable_low, total.payable_high, naming)


def _to(group: Sequence[Total], naming: Naming, *, periods: bool) -> str:
    """To whom a sum goes; of which kind where it is not paid out, and for which time where sums differ in that."""
    total = group[0]
    ids = list(dict.fromkeys(id_ for one in group for id_ in one.payees))
    if len(group) > 1:
        names = [naming.short([naming.determination.question.by_id[id_].ref for id_ in ids])]
    else:
        names = [naming.by_id(id_) for id_ in ids]
    if total.kind in PAID_OUT:
        text = naming.t(TO, payee=names[0]) if len(names) == 1 else naming.t(TO_ONE_OF, payees=one_of(names, naming))
    else:
        kind = BENEFIT_KINDS[total.kind].words.brief(naming.lang)
        text = naming.t(OF_KIND, kind=kind, payee=one_of(names, naming))
    period = naming.t(words.EVERY[total.period], year=naming.determination.question.year)
    return naming.t(FOR_PERIOD, text=text, period=period) if periods or total.period == "month" else text


def _under(whom: str, amount: str, clauses: Sequence[tuple[str, str]], naming: Naming) -> list[PageLine]:
    """A sum with whom it goes to above its clauses; one clause stands beside it."""
    if len(clauses) == 1:
        clause, text = clauses[0]
        said = f"{clause} {text}"
        return [PageLine(whom + naming.colon + said if whom else said, columns=(amount,))]
    below = [PageLine(text, columns=("", clause)) for clause, text in clauses]
    if whom:
        return [PageLine(whom, columns=(amount,)), *below]
    return [PageLine(below[0].text, columns=(amount, clauses[0][0])), *below[1:]]


def _clauses(own: Iterable[Entitlement], naming: Naming, rows: int, *, named: bool) -> list[tuple[str, str]]:
    """Clause and text for each clause and subject, ``named`` or not; those of one clause that give the same stand together."""
    groups: dict[tuple[str, str], list[Entitlement]] = {}
    for item in of_rank(naming.law, own, *Rank):
        if item.shared is not None and naming.determination.sharing(item)[0] is not item:
            continue
        groups.setdefault((item.clause, _amount(item, naming)), []).append(item)
    alone = len(groups) == 1
    found = [
        (naming.clause(items[0]), _award(items, amount, naming, alone=alone, named=named))
        for (_, amount), items in groups.items()
    ]
    if len(found) > rows:
        hidden = len(found) - rows + 1
        found = [*found[: rows - 1], ("…", naming.t(MORE, count=hidden))]
    return found


def _amount(item: Entitlement, naming: Naming) -> str:
    """What an award comes to; empty where it has no sum of its own."""
    if not item.is_money or all(amount.bound == "unspecified" for amount in item.amounts):
        return ""
    if item.paid is None or item.shared is not None:
        return awarded(item, naming)
    low, high = item.paid
    return naming.range(low, high) if high is not None else translate(AT_LEAST, naming.lang).format(naming.money(low))


def _is_said(item: Entitlement, naming: Naming) -> bool:
    """Whether those who are paid tell for whom it is: it is one of them, or about one of them."""
    about = naming.names.about(naming.explanation.entity(item.subject))
    names = [naming.names.own(naming.explanation.entity(payee)) for payee in item.payees if payee is not None]
    return item.subject in item.payees or (about != "" and about in names)


def _award(found: Sequence[Entitlement], amount: str, naming: Naming, *, alone: bool, named: bool) -> str:
    """What a clause gives to whom; an award that makes up a sum ``alone`` does not say it again."""
    first = found[0]
    parts: list[str] = []
    if amount and len(found) > 1:
        low, high = first.paid or (0, None)
        whole = naming.range(low * len(found), None if high is None else high * len(found))
        parts.append(naming.t(EACH if first.paid else EACH_UNSUMMED, number=len(found), amount=amount, sum=whole))
    else:
        is_said = first.payees == (first.subject,) or (alone and _is_said(first, naming))
        subjects = naming.short([item.subject for item in found]) if named and not is_said else ""
        said = " ".join(part for part in (subjects, "" if alone else amount) if part)
        parts += [said] if said else []
    parts.append(naming.law.rule(first.under).model.title.brief(naming.lang))
    periods = {naming.explanation.period(item) for item in found}
    period = periods.pop() if len(periods) == 1 else None
    if period is not None:
        parts.append(naming.t(UNTIL, day=short_day(period[1], naming.lang)))
    return naming.pause.join(parts)
