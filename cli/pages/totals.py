"""What everything that is payable, and what is still open, comes to: for each kind, payee and period apart."""

from __future__ import annotations

from collections.abc import Sequence

from subsidies.determination import Entitlement, Outcome, Total
from subsidies.i18n import N_, translate
from subsidies.naming import Naming, between, one_of
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.wording import AT_LEAST, REASONS
from subsidies_cli import words
from subsidies_cli.page import Mark, Section

TOTALS = N_("Totals (kinds, payees and periods apart, never added)")
TOTAL = N_("{kind}, {payees}, {period}: {amount}")
PART = N_("of that by {policy} {version}: {amount}")
NONE_LEFT = N_("nothing at all")
NOTHING_NOW = N_("nothing for certain")
WITH_OPEN = N_("with what is still open: {amount}")
TOGETHER = N_("{kind}, {claimants} together: {amount}; under limits not enough for all, the office decides who gets how much")


def totals(naming: Naming) -> Section:
    """Totals per kind and payee: what is sure, and what may be; a kind of which another document sets every sum is told once."""
    section = Section(naming.t(TOTALS))
    elsewhere: dict[str, list[Entitlement]] = {}
    for total in naming.determination.totals:
        awards = awards_of(total, naming)
        if awards and all(item.amounts[0].bound == "unspecified" for item in awards):
            elsewhere.setdefault(total.kind, []).extend(awards)
            continue
        if total.payable_high == 0 and total.low == 0 and total.high is None:
            # That it may be anything from nothing on is no sum: what may be due stands under what is open.
            continue
        floor = is_floor(awards)
        # A minimum that is exact leaves nobody a range.
        exact = total.payable_low == total.payable_high or (floor and BENEFIT_KINDS[total.kind].standing and not total.unknown)
        mark = Mark.NONE if total.payable_high == 0 else Mark.HOLDS if exact else Mark.BAND if total.band else Mark.UNKNOWN
        section.add(total_line(total, naming, floor=floor), 0, mark)
        for part in total.parts if len(total.parts) > 1 else ():
            bounds = {item.amounts[0].bound for item in awards if item.ruleset == part.ruleset}
            no_figure = bounds == {"unspecified"}
            amount = naming.t(REASONS[words.SET_ELSEWHERE]) if no_figure else between(part.low, part.high, naming)
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
            amount=between(item.low, item.high, naming),
        )
        section.add(text, 0, Mark.UNKNOWN)
    for kind, awards in elsewhere.items():
        sure = any(item.outcome is Outcome.PAYABLE for item in awards)
        by = dict.fromkeys(item.amounts[0].set_by[naming.lang] for item in awards if item.amounts[0].set_by)
        text = naming.t(REASONS[words.SET_ELSEWHERE]) + (naming.bracket(naming.comma.join(by)) if by else "")
        section.add(f"{BENEFIT_KINDS[kind].words[naming.lang]}{naming.colon}{text}", 0, Mark.BAND if sure else Mark.UNKNOWN)
    return section


def total_line(total: Total, naming: Naming, *, floor: bool = False) -> str:
    """A total with its kind, payees, period and what is payable of it; ``floor`` says that each text only says how little."""
    nothing = not total.payable_low and total.payable_high == 0
    return naming.t(
        TOTAL,
        kind=BENEFIT_KINDS[total.kind].words[naming.lang],
        payees=one_of([naming.by_id(id_) for id_ in total.payees], naming),
        period=naming.t(words.EVERY[total.period], year=naming.determination.question.year),
        amount=naming.t(NONE_LEFT if total.high == 0 else NOTHING_NOW)
        if nothing
        else translate(AT_LEAST, naming.lang).format(naming.yuan(total.payable_low))
        if floor and total.payable_high is None
        else between(total.payable_low, total.payable_high, naming),
    )


def with_open(total: Total, naming: Naming) -> str:
    """What a total comes to with what is still open; empty where that is no more than what is payable."""
    if not (total.unknown or total.choice) or (total.low, total.high) == (total.payable_low, total.payable_high):
        return ""
    return naming.t(WITH_OPEN, amount=between(total.low, total.high, naming))


def awards_of(total: Total, naming: Naming) -> list[Entitlement]:
    """The awards, payable or open, that a total is about."""
    found: list[Entitlement] = []
    for combination in naming.determination.combinations:
        own = combination.total
        if own is not None and (own.kind, own.period, set(own.payees)) == (total.kind, total.period, set(total.payees)):
            members = [item for item in naming.determination.members(combination) if item.is_money]
            found += [item for item in members if item.outcome in (Outcome.PAYABLE, Outcome.POSSIBLE)]
    return found


def is_floor(awards: Sequence[Entitlement]) -> bool:
    """Whether the texts only say how little some awards come to."""
    return bool(awards) and all(item.amounts[0].bound == "floor" for item in awards)
