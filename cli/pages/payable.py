"""What is payable now: awards, totals, taxes used up, what claiming now may cost, where to go and what to bring."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from subsidies.advice import LaterLoss, money_first
from subsidies.determination import Entitlement, Outcome, Shared, Total
from subsidies.expression import nodes as n
from subsidies.i18n import N_, translate
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.types.numbers import Exact
from subsidies.types.units import FEN_PER_YUAN
from subsidies.wording import AT_MOST, REASONS, day, decimal
from subsidies_cli import words
from subsidies_cli.naming import Naming
from subsidies_cli.page import Mark, Section
from subsidies_cli.pages.by_policy import by_policy
from subsidies_cli.pages.limit_usage import usage
from subsidies_cli.pages.questions import Questions

PAYABLE = N_("Payable now")
NOTHING = N_("Nothing is payable on what is known now.")
FOR = N_("for {subject}")
FOR_SOME = N_("for {number} of {subjects}: nothing tells them apart")
FOR_ALL = N_("for {subjects} together")
TO = N_("paid to {payee}")
TO_ONE_OF = N_("paid to {payees}: the text does not say to whom")
OR = N_("{first} or {second}")
ARTICLE = N_("article {article}")
GROUNDS = N_("given once, also by right of {clauses}")
PERIOD = N_("from {start} to {end}")
BEFORE_LIMITS = N_("before limits {amount}")
BEFORE_LIMITS_EACH = N_("before limits {amount} each")
EACH = N_("{amount} each")
RANGE = N_("The law leaves a range; set by: {by}")
RANGE_ONLY = N_("The law leaves a range.")
NEEDS = N_("To fix the amount: {questions}")
TOTALS = N_("Totals (kinds, payees and periods apart, never added)")
TOTAL = N_("{kind}, {payees}, {period}: {amount}")
PART = N_("of that by {policy} {version}: {amount}")
EACH_MONTH = N_("{amount} for each month")
MONTHS_LEFT = N_("paid for {months} of {due} months: limits leave no more")
NONE_LEFT = N_("nothing at all")
NOTHING_NOW = N_("nothing for certain")
WITH_OPEN = N_("with what is still open: {amount}")
TOGETHER = N_("{kind}, {claimants} together: {amount}; under limits not enough for all, the office decides who gets how much")
NO_BOUND = N_("{amount} or more, no upper end is known")
USED_UP = N_("Deducted from these taxes, in this order: {group}")
TAKEN = N_("{item}: {amount}")
LOSS_TITLE = N_("Before claiming")
LOSS = N_(
    "Claiming {clauses} now may cost up to {amount} ({kind}, {payees}): what has been paid this year is not topped up "
    "when work or income still grows or when an open answer turns out better. Ask whether to wait."
)
OFFICES = N_("Where to go and what to bring")
OFFICE = N_("{office}: {clauses}")
BRING = N_("bring: {evidence}")
NO_PROOF = N_("no proof is named")


def payable(naming: Naming, questions: Questions) -> Section:
    """Every award that is payable now, money first."""
    section = Section(naming.t(PAYABLE))
    by_policy(section, payable_items(naming), naming, lambda below, items: _awards_of(below, items, naming, questions))
    if not section.lines:
        section.add(naming.t(NOTHING))
    return section


def _awards_of(section: Section, items: Sequence[Entitlement], naming: Naming, questions: Questions) -> None:
    for item in items:
        if item.shared is not None and naming.determination.sharing(item)[0] is not item:
            continue
        section.add(f"{naming.title(item)}{naming.colon}{awarded(item, naming)}", 0, Mark.HOLDS, "strong")
        section.add(_facts(item, naming), 1)
        if others := other_grounds(item, naming):
            section.add(others, 1)
        bounds = {amount.bound for amount in item.amounts}
        by = next((amount.set_by for amount in item.amounts if amount.set_by), None)
        if bounds == {"unspecified"}:
            section.add(naming.t(REASONS[words.SET_ELSEWHERE]), 1, Mark.BAND)
        elif bounds & {"band", "unspecified"}:
            section.add(naming.t(RANGE, by=by[naming.lang]) if by else naming.t(RANGE_ONLY), 1, Mark.BAND)
        if item.months is not None:
            paid = _count(item.months.low, item.months.high, naming)
            section.add(naming.t(MONTHS_LEFT, months=paid, due=decimal(item.months.due, naming.lang)), 1, Mark.LIMIT)
        for use in naming.explanation.limit_uses(item):
            if use.before != (0, 0):
                title = naming.law.limit(use.limit).title[naming.lang]
                section.add(f"{title}{naming.colon}{usage(use, naming)}", 1, Mark.LIMIT)
        if numbers := questions.of(item):
            section.add(naming.t(NEEDS, questions=numbers), 1, Mark.UNKNOWN)
        for text in questions.left_open(item):
            section.add(text, 1, Mark.UNKNOWN)


def other_grounds(item: Entitlement, naming: Naming) -> str:
    """The clauses by which the same benefit is due as well; empty where there is none."""
    others = naming.explanation.other_grounds(item)
    named = dict.fromkeys(f"{naming.clause(other, item.ruleset.policy)}{naming.bracket(other.article)}" for other in others)
    return naming.t(GROUNDS, clauses=naming.comma.join(named)) if named else ""


def _count(low: Exact, high: Exact, naming: Naming) -> str:
    least, most = decimal(low, naming.lang), decimal(high, naming.lang)
    return least if low == high else f"{least}–{most}"


def payable_items(naming: Naming) -> list[Entitlement]:
    """What is payable now, in the order in which it is shown."""
    found = naming.determination.with_outcome(Outcome.PAYABLE)
    return money_first(naming.law, [item for item in found if not item.is_duty])


def awarded(item: Entitlement, naming: Naming) -> str:
    """What is paid after limits; what the clause says by itself where limits took nothing."""
    said = naming.amounts(item)
    if item.shared is not None and item.is_money:
        return _shared(item, item.shared, naming)
    if item.paid is None or not item.is_money:
        return said
    amount = item.amounts[0]
    if item.under.by_counted_months:
        return f"{naming.range(*item.paid)}{naming.bracket(naming.t(EACH_MONTH, amount=said))}"
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


def payees(item: Entitlement, naming: Naming) -> str:
    """To whom it is paid; empty where nobody is."""
    names = [naming.t(words.UNKNOWN_PAYEE) if payee is None else naming.entity(payee) for payee in item.payees]
    if not names:
        return ""
    if len(names) == 1:
        return naming.t(TO, payee=names[0])
    return naming.t(TO_ONE_OF, payees=one_of(names, naming))


def subjects(item: Entitlement, naming: Naming) -> str:
    """For whom it is: one subject, or so many of those that nothing tells apart."""
    if item.shared is None:
        return naming.t(FOR, subject=naming.entity(item.subject))
    names = naming.comma.join(naming.entity(one.subject) for one in naming.determination.sharing(item))
    if item.shared.number == len(item.shared.places):
        return naming.t(FOR_ALL, subjects=names)
    return naming.t(FOR_SOME, number=item.shared.number, subjects=names)


def one_of(names: Sequence[str], naming: Naming) -> str:
    """Names joined by or: the text leaves open which of them it is."""
    text = names[0]
    for name in names[1:]:
        text = naming.t(OR, first=text, second=name)
    return text


def _facts(item: Entitlement, naming: Naming) -> str:
    parts = [subjects(item, naming), payees(item, naming)]
    parts.append(BENEFIT_KINDS[item.kind].words[naming.lang])
    parts.append(naming.t(words.EVERY[item.under.every], year=naming.determination.question.year))
    if period := naming.explanation.period(item):
        start, end = period
        parts.append(naming.t(PERIOD, start=day(start, naming.lang), end=day(end, naming.lang)))
    parts.append(naming.t(ARTICLE, article=item.article))
    return naming.semicolon.join(part for part in parts if part)


def totals(naming: Naming) -> Section:
    """Totals per kind and payee: what is sure, and what may be; a kind of which another document sets every sum is told once."""
    section = Section(naming.t(TOTALS))
    elsewhere: dict[str, list[Entitlement]] = {}
    for total in naming.determination.totals:
        awards = _awards(total, naming)
        if awards and all(item.amounts[0].bound == "unspecified" for item in awards):
            elsewhere.setdefault(total.kind, []).extend(awards)
            continue
        exact = total.payable_low == total.payable_high
        mark = Mark.NONE if total.payable_high == 0 else Mark.HOLDS if exact else Mark.BAND if total.band else Mark.UNKNOWN
        section.add(total_line(total, naming), 0, mark)
        for part in total.parts if len(total.parts) > 1 else ():
            amount = _amount(part.low, part.high, naming)
            section.add(naming.t(PART, policy=part.ruleset.policy, version=part.ruleset.version, amount=amount), 1, Mark.ITEM)
        if more := with_open(total, naming):
            section.add(more, 1, Mark.UNKNOWN)
    for item in naming.determination.together:
        claimants = [
            one_of([naming.by_id(id_) for id_ in one.payees], naming) for one in naming.determination.sharing_limits(item)
        ]
        text = naming.t(
            TOGETHER,
            kind=BENEFIT_KINDS[item.kind].words[naming.lang],
            claimants=naming.comma.join(dict.fromkeys(claimants)),
            amount=_amount(item.low, item.high, naming),
        )
        section.add(text, 0, Mark.UNKNOWN)
    for kind, awards in elsewhere.items():
        sure = any(item.outcome is Outcome.PAYABLE for item in awards)
        by = dict.fromkeys(item.amounts[0].set_by[naming.lang] for item in awards if item.amounts[0].set_by)
        text = naming.t(REASONS[words.SET_ELSEWHERE]) + (naming.bracket(naming.comma.join(by)) if by else "")
        section.add(f"{BENEFIT_KINDS[kind].words[naming.lang]}{naming.colon}{text}", 0, Mark.BAND if sure else Mark.UNKNOWN)
    return section


def total_line(total: Total, naming: Naming) -> str:
    """A total with its kind, payees, period and what is payable of it."""
    nothing = not total.payable_low and total.payable_high == 0
    return naming.t(
        TOTAL,
        kind=BENEFIT_KINDS[total.kind].words[naming.lang],
        payees=one_of([naming.by_id(id_) for id_ in total.payees], naming),
        period=naming.t(words.EVERY[total.period], year=naming.determination.question.year),
        amount=naming.t(NONE_LEFT if total.high == 0 else NOTHING_NOW)
        if nothing
        else _amount(total.payable_low, total.payable_high, naming),
    )


def with_open(total: Total, naming: Naming) -> str:
    """What a total comes to with what is still open; empty where that is no more than what is payable."""
    if not (total.unknown or total.choice) or (total.low, total.high) == (total.payable_low, total.payable_high):
        return ""
    return naming.t(WITH_OPEN, amount=_amount(total.low, total.high, naming))


def _awards(total: Total, naming: Naming) -> list[Entitlement]:
    """The awards, payable or open, that a total is about."""
    found: list[Entitlement] = []
    for combination in naming.determination.combinations:
        own = combination.total
        if own is not None and (own.kind, own.period, set(own.payees)) == (total.kind, total.period, set(total.payees)):
            members = [item for item in naming.determination.members(combination) if item.is_money]
            found += [item for item in members if item.outcome in (Outcome.PAYABLE, Outcome.POSSIBLE)]
    return found


def _amount(low: Decimal, high: Decimal | None, naming: Naming) -> str:
    least = int(low * FEN_PER_YUAN)
    if high is None:
        return naming.t(NO_BOUND, amount=naming.money(least))
    if low == 0 and high:
        return translate(AT_MOST, naming.lang).format(naming.money(int(high * FEN_PER_YUAN)))
    return naming.range(least, int(high * FEN_PER_YUAN))


def used_up(naming: Naming) -> list[Section]:
    """For each list of taxes: how much is taken from which, in order."""
    sections = []
    for item in naming.determination.used_up:
        limit = naming.law.limit(item.limit)
        sorts = [key.sort for key in limit.keys if key.sort != "lifetime"]
        group = naming.comma.join(
            naming.t(words.EVERY["year"], year=value) if sort == "year" else naming.by_id(value)
            for sort, value in zip(sorts, item.group, strict=True)
        )
        section = Section(naming.t(USED_UP, group=group))
        allowance = next(own for own in limit.allowances if own.measure == "yuan")
        words_of = naming.wording(naming.law.ruleset(item.limit), "")
        for node, (_, low, high) in zip(allowance.items, item.items, strict=True):
            name = words_of.fact_label(node.entity, node.name) if isinstance(node, n.Fact) else words_of.node(node)
            amount = naming.money(high) if low == high else naming.range(low, high)
            mark = Mark.ITEM if low == high else Mark.UNKNOWN
            section.add(naming.t(TAKEN, item=name, amount=amount), 0, mark)
        sections.append(section)
    return sections


def losses(naming: Naming, found: Sequence[LaterLoss]) -> Section:
    """Warnings: claiming now would cost money later."""
    section = Section(naming.t(LOSS_TITLE))
    for loss in found:
        section.add(
            naming.t(
                LOSS,
                clauses=naming.clauses(loss.clauses),
                amount=naming.money(loss.amount),
                kind=BENEFIT_KINDS[loss.kind].words[naming.lang],
                payees=naming.comma.join(naming.by_id(id_) for id_ in loss.payees),
            ),
            0,
            Mark.WARNING,
        )
    return section


def offices(naming: Naming) -> Section:
    """For each lead office: the clauses it decides and the proofs to bring."""
    section = Section(naming.t(OFFICES))
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for item in payable_items(naming):
        clauses, proofs = found.setdefault(naming.office(item), ({}, {}))
        clauses[item.clause] = None
        proofs.update(dict.fromkeys(label[naming.lang] for label in naming.explanation.evidence(item)))
    for office, (clauses, proofs) in found.items():
        section.add(naming.t(OFFICE, office=office, clauses=naming.clauses(clauses)), 0, Mark.ITEM)
        text = naming.comma.join(proofs) if proofs else naming.t(NO_PROOF)
        section.add(naming.t(BRING, evidence=text), 1)
    return section
