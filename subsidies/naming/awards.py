"""An entitlement in words: for whom it is, what is paid of it, to whom, and for which time."""

from __future__ import annotations

from collections.abc import Sequence

from subsidies.determination import Entitlement, Shared
from subsidies.i18n import N_
from subsidies.naming import words
from subsidies.naming.naming import Naming
from subsidies.wording import day

FOR_SOME = N_("for {number} of {subjects}: nothing tells them apart")
FOR_ALL = N_("for {subjects} together")
OR = N_("{first} or {second}")
PERIOD = N_("from {start} to {end}")
BEFORE_LIMITS = N_("before limits {amount}")
BEFORE_LIMITS_EACH = N_("before limits {amount} each")
EACH = N_("{amount} each")


def subject(item: Entitlement, naming: Naming) -> str:
    """Whom it is for: one subject, or so many of those that nothing tells apart."""
    if item.shared is None:
        return naming.entity(item.subject)
    names = naming.comma.join(naming.entity(one.subject) for one in naming.determination.sharing(item))
    if item.shared.number == len(item.shared.places):
        return naming.t(FOR_ALL, subjects=names)
    return naming.t(FOR_SOME, number=item.shared.number, subjects=names)


def payees(item: Entitlement, naming: Naming) -> str:
    """Who is paid, or those of whom the text leaves open which one; empty where nobody is."""
    return one_of([naming.t(words.UNKNOWN_PAYEE) if payee is None else naming.entity(payee) for payee in item.payees], naming)


def one_of(names: Sequence[str], naming: Naming) -> str:
    """Names joined by or: the text leaves open which of them it is; empty without any."""
    text = "".join(names[:1])
    for name in names[1:]:
        text = naming.t(OR, first=text, second=name)
    return text


def period(item: Entitlement, naming: Naming) -> str:
    """For which time it is given, with the first and last day of one that runs on."""
    text = naming.t(words.EVERY[item.under.every], year=naming.determination.question.year)
    days = naming.explanation.period(item)
    if days is None:
        return text
    start, end = (day(one, naming.lang) for one in days)
    return naming.semicolon.join([text, naming.t(PERIOD, start=start, end=end)])


def given(item: Entitlement, naming: Naming) -> str:
    """What the clause gives by itself; empty where that is not worked out, since it is not due."""
    return naming.by_the_month(item, naming.amounts(item)) if item.amounts else ""


def awarded(item: Entitlement, naming: Naming) -> str:
    """What is paid after limits; what the clause says by itself where limits took nothing."""
    said = naming.amounts(item)
    if item.shared is not None and item.is_money:
        return _shared(item, item.shared, naming)
    if item.paid is None or not item.is_money:
        return said
    amount = item.amounts[0]
    if item.under.by_counted_months:
        return f"{naming.range(*item.paid)}{naming.bracket(naming.by_the_month(item, said))}"
    if item.paid == (amount.low or 0, amount.high):
        return said
    return f"{naming.range(*item.paid)}{naming.bracket(naming.t(BEFORE_LIMITS, amount=said))}"


def _shared(item: Entitlement, shared: Shared, naming: Naming) -> str:
    """What awards among subjects that nothing tells apart come to, and each of them where they are alike."""
    amount = item.amounts[0]
    each = amount.low or 0, amount.high
    whole = shared.paid == (each[0] * shared.number, None if each[1] is None else each[1] * shared.number)
    if shared.number == 1 and whole:
        return naming.amounts(item)
    text = naming.range(*shared.paid)
    if whole:
        return text + naming.bracket(naming.t(EACH, amount=naming.amounts(item)))
    return text + naming.bracket(naming.t(BEFORE_LIMITS_EACH, amount=naming.amounts(item)))
