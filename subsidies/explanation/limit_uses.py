"""How much of a limit is used: by earlier awards, and by what is payable now, as far as either is known."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from subsidies.amount import Yuan, ends_in_yuan
from subsidies.determination import Combination, Entitlement, Outcome
from subsidies.explanation.basis import Basis
from subsidies.reprs import one_line
from subsidies.ruleset.references import LimitRef
from subsidies.ruleset.rules import Measure
from subsidies.settlement.values import Tally
from subsidies.stacking.problem import Bound
from subsidies.types.numbers import Exact, exact

Span = tuple[Exact, Exact | None]
"""At least and at most; None where nobody knows how much at most."""


@one_line
class LimitUse(NamedTuple):
    """One thing that a limit counts in one group: fen for yuan, months, and otherwise whole numbers."""

    limit: LimitRef
    group: tuple[str, ...]
    measure: Measure
    allowed: Span
    before: Span
    """What earlier awards used, up to what is allowed."""
    now: Span
    """What is payable now uses besides."""
    left: Span
    """What both leave."""

    @property
    def used(self) -> Span:
        """What both used, up to what is allowed."""
        least, most = self.before[0] + self.now[0], self.before[1]
        most = None if most is None or self.now[1] is None else most + self.now[1]
        allowed = self.allowed[1]
        if allowed is None:
            return least, most
        return min(least, allowed), None if most is None else min(most, allowed)

    @property
    def yuan(self) -> dict[str, Yuan] | None:
        """What is allowed, used before, used now and left, each at least and at most in yuan; None of what is not money."""
        if self.measure != "yuan":
            return None
        spans = {"allowed": self.allowed, "before": self.before, "now": self.now, "left": self.left}
        return {name: ends_in_yuan((int(low), None if high is None else int(high))) for name, (low, high) in spans.items()}

    @property
    def is_used_up(self) -> bool:
        """Whether surely nothing is left."""
        return self.left[1] == 0


def limit_uses(basis: Basis, item: Entitlement) -> list[LimitUse]:
    """How much is used of each limit over an entitlement of which something was used before, or that may leave nothing.

    Nothing is told of an entitlement that was not settled, nor where nobody knows what was paid before.
    """
    combination = basis.determination.combination(item)
    if combination is None or basis.question.prior_awards is None:
        return []
    place = combination.members.index(basis.determination.place(item))
    bounds = zip(combination.bounds, combination.tallies, strict=True)
    found = [_use(basis, combination, bound, tally) for bound, tally in bounds if place in bound.members]
    return [use for use in found if use is not None and (use.before != (0, 0) or (use.left[0] == 0 and use.now[1] != 0))]


def _use(basis: Basis, combination: Combination, bound: Bound, tally: Tally) -> LimitUse | None:
    limit = bound.limit
    low, high = tally.allowed
    # Months are counted in parts by the search.
    whole = combination.a_month if bound.measure == "months" else 1
    if not isinstance(limit, LimitRef) or limit.ruleset is None or bound.low is None or low is None:
        return None
    members = [basis.determination.entitlements[place] for place in combination.members]
    # Nothing is used beyond what there is.
    used_low, used_high = tally.used
    sure: Exact = used_low if high is None else min(high, used_low)
    most: Exact | None = None if used_high is None else min(low if high is None else high, used_high)
    now_low = now_high = 0
    open_end = False
    for number, (least, upmost) in _payable(combination, bound, members):
        now_low += 0 if number in bound.maybe_exempt else least
        now_high += upmost or 0
        open_end = open_end or upmost is None
    if bound.high is not None:
        now_low, now_high, open_end = min(now_low, bound.high), bound.high if open_end else min(now_high, bound.high), False
    now = now_low, None if open_end else now_high
    left = 0 if now[1] is None else max(0, bound.low - now[1]), None if bound.high is None else max(0, bound.high - now_low)
    return LimitUse(limit, bound.group, bound.measure, (low, high), (sure, most), _span(now, whole), _span(left, whole))


def _span(parts: tuple[int, int | None], whole: int) -> Span:
    least, most = parts
    return exact(Fraction(least, whole)), None if most is None else exact(Fraction(most, whole))


def _payable(combination: Combination, bound: Bound, members: list[Entitlement]) -> Iterator[tuple[int, tuple[int, int | None]]]:
    """What each payable member of a group uses of it, by its number; somebody who was counted before is not counted again."""
    persons: set[str] = set(bound.prior_persons)
    chosen = {award.candidate: award for award in combination.solution.chosen}
    for position, number in enumerate(bound.members):
        candidate = combination.candidates[number]
        if members[number].outcome is not Outcome.PAYABLE or number not in chosen:
            continue
        if bound.measure == "yuan":
            yield number, (chosen[number].low, chosen[number].high)
        elif bound.measure == "months":
            yield number, (candidate.months_low, candidate.months_high)
        elif bound.measure == "awards":
            yield number, (1, 1)
        elif bound.persons[position] not in persons:
            persons.add(bound.persons[position])
            yield number, (1, 1)
