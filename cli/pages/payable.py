"""What is payable now: awards, taxes used up, what claiming now may cost."""

from __future__ import annotations

from collections.abc import Sequence

from subsidies.advice import LaterLoss, money_first
from subsidies.determination import Entitlement, Outcome
from subsidies.expression import nodes as n
from subsidies.i18n import N_
from subsidies.naming import Naming, awarded, subject
from subsidies.naming import payees as whom
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.types.numbers import Exact
from subsidies.wording import REASONS, day, decimal
from subsidies_cli import words
from subsidies_cli.page import Mark, PageLine, Section
from subsidies_cli.pages.by_policy import by_policy
from subsidies_cli.pages.limit_usage import usage
from subsidies_cli.pages.questions import Questions

PAYABLE = N_("Payable now")
NOTHING = N_("Nothing is payable on what is known now.")
FOR = N_("for {subject}")
FOR_PAYEE = N_("for and paid to {payee}")
TO = N_("paid to {payee}")
TO_ONE_OF = N_("paid to {payees}: the text does not say to whom")
ARTICLE = N_("article {article}")
GROUNDS = N_("given once, also by right of {clauses}")
PERIOD = N_("from {start} to {end}")
EACH_OF = N_("{amount} for each of {number}")
RANGE = N_("The law leaves a range; set by: {by}")
RANGE_ONLY = N_("The law leaves a range.")
NEEDS = N_("To fix the amount: {questions}")
MONTHS_LEFT = N_("paid for {months} of {due} months: limits leave no more")
USED_UP = N_("Deducted from these taxes, in this order: {group}")
TAKEN = N_("{item}: {amount}")
LOSS_TITLE = N_("Before claiming")
LOSS = N_(
    "Claiming {clauses} now may cost up to {amount} ({kind}, {payees}): what has been paid this year is not topped up "
    "when work or income still grows or when an open answer turns out better. Ask whether to wait."
)


def payable(naming: Naming, questions: Questions) -> Section:
    """Every award that is payable now, money first."""
    section = Section(naming.t(PAYABLE))
    by_policy(section, payable_items(naming), naming, lambda below, items: _awards_of(below, items, naming, questions))
    if not section.lines:
        section.add(naming.t(NOTHING))
    return section


def _awards_of(section: Section, items: Sequence[Entitlement], naming: Naming, questions: Questions) -> None:
    groups: dict[tuple[str, str, str, tuple[PageLine, ...]], list[Entitlement]] = {}
    for item in items:
        if item.shared is not None and naming.determination.sharing(item)[0] is not item:
            continue
        below = Section("")
        _beside(below, item, naming, questions)
        apart = "" if item.shared is None else item.subject.id
        key = item.clause, apart, awarded(item, naming), (PageLine(_terms(item, naming), 1), *below.lines)
        groups.setdefault(key, []).append(item)
    for (_, _, amount, lines), alike in groups.items():
        if len(alike) > 1 and any(one.bound != "unspecified" for one in alike[0].amounts):
            amount = naming.t(EACH_OF, number=len(alike), amount=amount)
        section.add(f"{naming.title(alike[0])}{naming.colon}{amount}", 0, Mark.HOLDS, "strong")
        terms, *more = lines
        if len(alike) == 1:
            section.add(naming.semicolon.join([_who(alike[0], naming), terms.text]), 1)
        else:
            # One clause that gives many alike the same is told once, with a line for each of them.
            for item in alike:
                section.add(_who(item, naming), 1, Mark.ITEM)
            section.add(terms.text, 1)
        section.lines += more


def _beside(section: Section, item: Entitlement, naming: Naming, questions: Questions) -> None:
    """What is told beside an award: its other grounds, who sets it, what limits leave, and what it still turns on."""
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


def payees(item: Entitlement, naming: Naming) -> str:
    """To whom it is paid; empty where nobody is."""
    names = whom(item, naming)
    return naming.t(TO if len(item.payees) == 1 else TO_ONE_OF, payee=names, payees=names) if names else ""


def subjects(item: Entitlement, naming: Naming) -> str:
    """For whom it is: one subject, or so many of those that nothing tells apart."""
    text = subject(item, naming)
    return naming.t(FOR, subject=text) if item.shared is None else text


def _who(item: Entitlement, naming: Naming) -> str:
    """For whom it is and who is paid; somebody who is both is named once."""
    if item.shared is None and item.payees == (item.subject,):
        return naming.t(FOR_PAYEE, payee=naming.entity(item.subject))
    return naming.semicolon.join(part for part in (subjects(item, naming), payees(item, naming)) if part)


def _terms(item: Entitlement, naming: Naming) -> str:
    """What kind of benefit it is, for which time, and by which article."""
    parts: list[str] = []
    parts.append(BENEFIT_KINDS[item.kind].words[naming.lang])
    parts.append(naming.t(words.EVERY[item.under.every], year=naming.determination.question.year))
    if period := naming.explanation.period(item):
        start, end = period
        parts.append(naming.t(PERIOD, start=day(start, naming.lang), end=day(end, naming.lang)))
    parts.append(naming.t(ARTICLE, article=item.article))
    return naming.semicolon.join(part for part in parts if part)


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
                amount=naming.yuan(loss.amount),
                kind=BENEFIT_KINDS[loss.kind].words[naming.lang],
                payees=naming.comma.join(naming.by_id(id_) for id_ in loss.payees),
            ),
            0,
            Mark.WARNING,
        )
    return section
