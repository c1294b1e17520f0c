"""How an amount came about: formula, figures, rounding, limits, and the best combination that was passed over."""

from __future__ import annotations

from collections.abc import Iterator

from subsidies.amount import Amount
from subsidies.determination import Entitlement, Outcome
from subsidies.expression import nodes as n
from subsidies.i18n import N_
from subsidies.naming import Naming, awarded
from subsidies.naming.trace import parameter
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.rules import AmountRule
from subsidies.types.sorts import Sort
from subsidies.wording import REASONS, ROUNDED_TO, ROUNDING, day
from subsidies_cli import words
from subsidies_cli.page import Mark, PageLine
from subsidies_cli.pages.limit_usage import usage
from subsidies_cli.pages.not_paid import instead
from subsidies_cli.pages.payable import payees, subjects

GIVES = N_("{kind}: {amount}")
NAMED = N_("{label}: {amount}")
FORMULA = N_("computed as {formula}")
CHANGED = N_("for what falls on {day} or later, as version {version} has it: {formula}")
FORMULA_BOTH = N_("computed as {low} to {high}")
PART = N_("{label} = {value}")
BEFORE_ROUNDING = N_("before rounding {amount}")
ROUNDED = N_("{mode} {to} ({cite})")
TO_THE_FEN = N_("rounded half up to the fen")
CAUSE = N_("no single figure: {cause}")
ON_OFFER = N_("on offer to all who apply:")
SET_BY = N_("set by: {by}")
AFTER_LIMITS = N_("after limits: {amount}")
PAID = N_("payable: {amount}")
EXCLUDED = N_("excluded by: {limit}")
INSTEAD = N_("in its place: {awards}")
RUNNER_UP = N_("best combination with this award: {awards}; {total} in all")
CHOSEN = N_("best combination without it: {total} in all")
LESS = N_("{amount} less than what was chosen")
SAME = N_("as much as what was chosen")
NO_OTHER = N_("no lawful combination can include it")
BOUND_BY = N_("{limit}; {source}")


def amounts(item: Entitlement, naming: Naming) -> list[PageLine]:
    """What the clause gives by itself, and what is left after limits."""
    lines: list[PageLine] = []
    rule = naming.law.rule(item.under)
    if rule.provision is not None:
        provision = rule.provision
        lines.append(PageLine(naming.t(REASONS[provision.reason]), 1))
        lines.append(PageLine(provision.missing[naming.lang], 1, Mark.UNKNOWN))
        if item.amounts:
            lines.append(PageLine(naming.t(ON_OFFER), 1))
    for index, (amount, own) in enumerate(zip(item.amounts, rule.amounts, strict=False)):
        lines += _amount(item, amount, own, naming)
        lines += [PageLine(text, 2, Mark.ITEM) for text in _changed(item, index, naming)]
    if item.outcome is Outcome.PAYABLE and item.is_money and item.paid is not None:
        said = (item.amounts[0].low or 0, item.amounts[0].high)
        whole = item.paid == said if not item.under.by_counted_months else item.months is None
        text = PAID if whole else AFTER_LIMITS
        lines.append(PageLine(naming.t(text, amount=naming.range(*item.paid)), 1, Mark.HOLDS))
    if item.shared is not None:
        lines.append(PageLine(f"{subjects(item, naming)}{naming.colon}{awarded(item, naming)}", 1, Mark.HOLDS))
    if item.amounts and (payee := payees(item, naming)):
        lines.append(PageLine(payee, 1))
    return lines


def _amount(item: Entitlement, amount: Amount, rule: AmountRule, naming: Naming) -> list[PageLine]:
    from subsidies.wording import amount as in_words

    wording, ruleset = naming.said(item), naming.law.ruleset(item.under)
    said = naming.by_the_month(item, in_words(amount, naming.lang))
    if amount.label is not None:
        lines = [PageLine(naming.t(NAMED, label=amount.label[naming.lang], amount=said), 1)]
    else:
        lines = [PageLine(naming.t(GIVES, kind=BENEFIT_KINDS[item.kind].words[naming.lang], amount=said), 1)]
    texts: list[str] = []
    ends = [end for end in (rule.low, rule.high) if end is not None]
    if all(isinstance(end, n.Parameter | n.Rate) for end in ends):
        pass
    elif len(ends) == 2 and rule.low is not rule.high:
        texts.append(naming.t(FORMULA_BOTH, low=wording.node(ends[0]), high=wording.node(ends[1])))
    else:
        texts.append(naming.t(FORMULA, formula=wording.node(ends[0])))
    for end in ends:
        texts += _parts(item, end, naming)
        texts += [parameter(ruleset, name, naming) for name in naming.explanation.figures(item, end)]
    if amount.before_rounding is not None:
        texts.append(naming.t(BEFORE_ROUNDING, amount=_exactly(amount, naming)))
        rounding = rule.rounding
        texts.append(
            naming.t(TO_THE_FEN)
            if rounding is None
            else naming.t(
                ROUNDED,
                mode=naming.t(ROUNDING[rounding.mode]),
                to=naming.t(ROUNDED_TO[rounding.to]),
                cite=rounding.cite,
            )
        )
    lines += [PageLine(text, 2, Mark.ITEM) for text in dict.fromkeys(texts)]
    if rule.may_cross and (faults := naming.explanation.faults(item)):
        lines += [PageLine(fault[naming.lang], 2, Mark.UNKNOWN) for fault in faults]
    elif amount.cause != "exact":
        mark = Mark.BAND if amount.cause == "band" else Mark.UNKNOWN
        lines.append(PageLine(naming.t(CAUSE, cause=naming.t(words.CAUSES[amount.cause])), 2, mark))
    if amount.set_by is not None:
        lines.append(PageLine(naming.t(SET_BY, by=amount.set_by[naming.lang]), 2, Mark.ITEM))
    return lines


def _changed(item: Entitlement, index: int, naming: Naming) -> Iterator[str]:
    """The figures of later versions that count for a benefit that began before them."""
    year = naming.determination.question.year
    for step in naming.law.of(item.under).running.get(item.under.id, ()):
        later = step.plan.amounts[index].rule
        if step.since.year > year or later.low is None:
            continue
        ruleset = naming.law.ruleset(step.plan.ref)
        wording = naming.wording(ruleset, item.under.subject)
        formula = naming.comma.join(wording.node(end) for end in later.ends)
        yield naming.t(CHANGED, day=day(step.since, naming.lang), version=step.version, formula=formula)
        figures = [node.id for end in later.ends for node in end.walk() if isinstance(node, n.Parameter)]
        for name in dict.fromkeys(figures):
            yield parameter(ruleset, name, naming)


def _parts(item: Entitlement, node: n.Node, naming: Naming) -> list[str]:
    """Values of the facts and derived numbers that go into an amount; not those of single members of a list."""
    texts: list[str] = []
    for part in node.walk():
        if not isinstance(part, n.Fact | n.Definition | n.Rate) or part.type.sort is not Sort.NUMBER:
            continue
        if not isinstance(part, n.Rate) and part.path and part.path[0].startswith("$"):
            continue
        value = naming.value(part, naming.explanation.quantity(item, part))
        if value is not None:
            label = naming.said(item).node(part)
            texts.append(naming.t(PART, label=label, value=value))
    return texts


def _exactly(amount: Amount, naming: Naming) -> str:
    from fractions import Fraction

    from subsidies.wording import decimal

    assert amount.before_rounding is not None
    ends = [None if end is None else decimal(Fraction(end) / 100, naming.lang) for end in amount.before_rounding]
    return " – ".join(end or "∞" for end in dict.fromkeys(ends))


def limits(item: Entitlement, naming: Naming) -> list[PageLine]:
    """The limits that bind the clause; for an excluded award, which one excluded it and the runner-up."""
    lines: list[PageLine] = []
    uses = naming.explanation.limit_uses(item)
    for ref, limit in naming.law.limits_over(item.under).items():
        name = naming.limit_name(limit)
        source = naming.t(words.SOURCES[limit.source])
        lines.append(PageLine(naming.t(BOUND_BY, limit=name, source=source), 1, Mark.ITEM))
        lines += [PageLine(usage(use, naming), 2) for use in uses if use.limit == ref]
    if item.outcome is not Outcome.EXCLUDED_BY_LIMIT:
        return lines
    lines.append(PageLine(naming.t(EXCLUDED, limit=naming.limit(item)[0]), 1, Mark.LIMIT))
    if rivals := instead(item, naming):
        lines.append(PageLine(naming.t(INSTEAD, awards=rivals), 2))
    combination = naming.determination.combination(item)
    if combination is None or item.verdict is not True or item.already_paid:
        return lines
    other = naming.explanation.alternative(item)
    if other is None:
        lines.append(PageLine(naming.t(NO_OTHER), 2))
        return lines
    awards = naming.comma.join(
        f"{naming.entity(own.subject)} {naming.clause(own)} {naming.money(low)}" for own, low in other.awards
    )
    lines.append(PageLine(naming.t(CHOSEN, total=naming.money(combination.solution.low)), 2))
    lines.append(PageLine(naming.t(RUNNER_UP, awards=awards, total=naming.money(other.total)), 2))
    less = combination.solution.low - other.total
    lines.append(PageLine(naming.t(LESS, amount=naming.money(less)) if less > 0 else naming.t(SAME), 2))
    return lines
