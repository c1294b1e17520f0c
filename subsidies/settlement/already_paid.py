"""What earlier awards under a claim's own clause leave of it: one award for a subject and period."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from subsidies.case.entities import Entity, EntityRef, PriorAward, Question
from subsidies.expression.nodes import Path
from subsidies.quantities.compile import Truth
from subsidies.ruleset.references import LimitRef
from subsidies.settlement.claims import Claim
from subsidies.settlement.earlier_awards import ALL, EarlierAward
from subsidies.settlement.month_spells import EVERY_MONTH, NO_MONTH, months_given, months_of
from subsidies.types.numbers import Exact


class Paid(NamedTuple):
    """An earlier award, and whether it was of the benefit that is claimed, for whatever period.

    ``by`` is the entry that joins the clauses where it was under another ground, with the values of its keys. ``keys`` are ways
    from its subject to values of these that lead to nobody known; ``but_for_keys`` is ``same`` if they led to those of the claim.
    """

    award: EarlierAward
    same: Truth
    by: tuple[LimitRef, tuple[str, ...]] | None = None
    keys: tuple[tuple[EntityRef, Path], ...] = ()
    but_for_keys: Truth = None

    @property
    def hangs_on_keys(self) -> bool:
        """Whether nothing else leaves it open whether it was of the benefit that is claimed."""
        return bool(self.keys) and self.same is None and self.but_for_keys is True and self.award.is_sure


def taken(claim: Claim, awards: Iterable[Paid], year: int) -> tuple[int, int]:
    """What was paid before for a claim in its period, at least and at most (fen)."""
    low = high = 0
    for award, about, *_ in awards:
        same = _both(about, _in_year(claim, award, year))
        if same is not False:
            least, most = award.award.amount
            high += ALL if most is None else most
            low += least if same and award.is_sure else 0
    return low, high


def in_doubt(claim: Claim, awards: Iterable[Paid], question: Question) -> list[PriorAward]:
    """The awards that were or may have been for a claim in its period, and of which it is open whether or how much that was."""
    found: list[PriorAward] = []
    for one in awards:
        same, (low, high) = _for_it(claim, one, question), one.award.award.amount
        if one.hangs_on_keys:
            same = _for_it(claim, one._replace(same=True), question)
        if same is None or (same and (not one.award.is_sure or (claim.plan.rule.accrues and low != high))):
            found.append(one.award.award)
    return found


def keys_in_doubt(claim: Claim, awards: Iterable[Paid], question: Question) -> dict[tuple[EntityRef, Path], None]:
    """The ways to nobody known on which it hangs whether awards were for a claim in its period."""
    return dict.fromkeys(key for one in awards if _for_it(claim, one, question) is None for key in one.keys)


def given_before(claim: Claim, awards: Iterable[Paid], question: Question) -> Truth:
    """Whether a claim was paid before for its period; None where that is open."""
    found: Truth = False
    for one in awards:
        same, award = _for_it(claim, one, question), one.award
        if same is True and award.is_sure:
            return True
        if same is not False:
            found = None
    return found


def _for_it(claim: Claim, one: Paid, question: Question) -> Truth:
    """Whether an award was for a claim in its period."""
    if not claim.is_by_the_month:
        return _both(one.same, _in_year(claim, one.award, question.year))
    return _both(one.same, False if claim.plan.months is not None else _in_month(one.award, question))


def is_about(award: EarlierAward, claim: Claim) -> Truth:
    """Whether an award was for the subject of a claim.

    An earlier version may have decided the clause for another kind of subject: where one of the two belongs to the other, that
    is open.
    """
    one, other = award.subject, claim.subject
    if one.kind == other.kind:
        return one.index == other.index
    return None if _belongs(one, other) or _belongs(other, one) else False


def _belongs(entity: Entity, to: Entity) -> bool:
    """Whether relations lead from an entity to another."""
    ends = [end for end in entity.links if end is not None]
    return any(end.index == to.index or _belongs(end, to) for end in ends)


def _in_year(claim: Claim, award: EarlierAward, year: int) -> Truth:
    if claim.plan.rule.every == "once" or award.award.year == year:
        return True
    return None if award.award.year is None else False


def _in_month(award: EarlierAward, question: Question) -> Truth:
    """Whether an award was for the month of the question.

    Of months of its year that are not named, as many as have begun are all of them. A number of months of no year is what limits
    count; it says nothing of this month.
    """
    line = award.award
    if line.month is not None and line.year is not None:
        return question.on.month in months_given(line, question.on.year)[0]
    if line.year == question.on.year and line.months is not None:
        return True if line.months >= question.on.month else None if line.months else False
    return None if line.year in (None, question.on.year) and line.months is None else False


def _both(one: Truth, other: Truth) -> Truth:
    return False if False in (one, other) else None if None in (one, other) else True


class MonthsDue(NamedTuple):
    """For how many months a claim is, at least and at most; ``vague`` says that it is not known which of them were paid."""

    low: Exact
    high: Exact
    vague: bool = False


def months_due(claim: Claim, awards: Iterable[Paid], env: Any) -> MonthsDue:
    """For how many months a claim is; of one that pays by the month, without the months that were paid."""
    if claim.plan.months is None:
        return MonthsDue(1, 1) if claim.is_by_the_month else MonthsDue(0, 0)
    least, most = claim.plan.months(env, claim.subject, None)
    low, high = least or 0, ALL if most is None else most
    if not claim.is_by_the_month:
        return MonthsDue(low, high)
    sure, maybe = months_of(claim, env)
    paid_low, paid_high = NO_MONTH, NO_MONTH
    more_low: Exact = 0
    more_high = 0
    for award, same, *_ in awards:
        if same is False:
            continue
        line = award.award
        own, more = months_given(line, env.question.year)
        known = line.year is not None and line.months is not None
        paid_high |= own & maybe
        more_high += more
        if same and award.is_sure:
            paid_low |= own & sure
            more_low += max(0, more + low - len(EVERY_MONTH)) if known else 0
    paid, perhaps = len(paid_low) + more_low, len(paid_high) + more_high
    return MonthsDue(max(0, low - perhaps), high if high >= ALL else max(0, high - paid), paid != perhaps)
