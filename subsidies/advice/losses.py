"""Where claiming now would cost money later: a lower award already paid this year is not topped up."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from subsidies.assessment import decide
from subsidies.case.entities import EntityRef, PriorAward, Question
from subsidies.determination import Combination, Determination, Entitlement, Recommended, Total
from subsidies.law import Law
from subsidies.reprs import one_line
from subsidies.ruleset.references import ClauseRef
from subsidies.stacking.connected import connected
from subsidies.vocabulary import Vocabulary


@one_line
@dataclass(frozen=True, slots=True)
class LaterLoss:
    """Claiming now would cost money later in the year: at least nothing and up to ``amount`` yuan, for these payees and kind."""

    kind: str
    payees: tuple[str, ...]
    amount: Decimal | None
    clauses: tuple[str, ...]


def later_losses(law: Law, now: Determination) -> list[LaterLoss]:
    """Compare waiting with claiming now, on the most that could still come; ``law`` is what decided.

    Facts that add up over the year (months worked, income) may grow until it ends, and what is unknown may turn out for the best.

    Raises :class:`UsageError` where another law decided.
    """
    law.require(now.rulesets)
    question = now.question
    payable = [award for award in now.recommended() if award.low > 0]
    if not payable or question.prior_awards is None:
        return []
    grown = None
    if question.on.year == question.year and question.on < date(question.year, 12, 31):
        grown = _grown(question, law.world.vocabulary)
    if grown is None:
        if all(total.high == total.payable_high for total in now.totals):
            return []
        grown = question
    waiting = decide(law, grown)
    claimed = decide(law, grown.with_awards(_awards(now, payable, grown)))
    found: list[LaterLoss] = []
    paying = {_key(award.entitlement) for award in payable}
    for today, best, after in _pools(now, waiting, claimed):
        clauses = [owner.clause for item in today for owner in now.members(item) if owner.is_money and _key(owner) in paying]
        totals = _totals(best)
        most, later = _most(best), _most(after)
        ends = [total.payable_high for total in _totals(today)]
        if not clauses or not totals or most is None or later is None or None in ends:
            continue
        loss = most - (sum(end for end in ends if end is not None) + later)
        if loss > 0:
            payees = tuple(dict.fromkeys(payee for total in totals for payee in total.payees))
            found.append(LaterLoss(totals[0].kind, payees, loss, tuple(clauses)))
    return found


def _pools(*days: Determination) -> Iterator[list[list[Combination]]]:
    """For each of some determinations the groups of competing awards, as far apart as all of them allow.

    Who competes with whom differs from day to day: an award paid before may tie others, or leave them.
    """
    parts = [(day, item) for day, found in enumerate(days) for item in found.combinations if item.total is not None]
    tied: dict[Any, list[int]] = {}
    for i, (day, item) in enumerate(parts):
        for owner in days[day].members(item):
            tied.setdefault(_key(owner), []).append(i)
    for pool in connected(len(parts), tied.values()):
        yield [[item for day, item in (parts[i] for i in pool) if day == which] for which in range(len(days))]


def _key(item: Entitlement) -> tuple[ClauseRef, EntityRef]:
    return item.under, item.subject


def _totals(combinations: Iterable[Combination]) -> list[Total]:
    return [item.total for item in combinations if item.total is not None]


def _most(combinations: Iterable[Combination]) -> Decimal | None:
    """What some combinations come to at most, in yuan."""
    highs = [total.high for total in _totals(combinations)]
    return None if None in highs else sum((high for high in highs if high is not None), Decimal(0))


def _grown(question: Question, vocabulary: Vocabulary) -> Question | None:
    """The same question with every fact that may still grow this year open upwards; None when there is none."""
    values: dict[tuple[int, int], Any] = {}
    for kind, items in question.entities.items():
        growing = [fact for fact in vocabulary.entities[kind].facts.values() if fact.model.accumulates]
        for entity in items:
            for fact in growing:
                low, high = entity.values[fact.slot]
                if high is not None and (fact.high is None or high < fact.high):
                    values[entity.index, fact.slot] = (low, fact.high)
    return question.with_values(values) if values else None


def _awards(now: Determination, payable: Iterable[Recommended], later: Question) -> tuple[PriorAward, ...]:
    """What is payable now, as the awards that a later question finds."""
    return tuple(
        PriorAward(
            item.clause,
            later.by_id[item.subject.id],
            year=now.question.year,
            amount=(award.low, award.low),
            months=None if award.months is None else math.ceil(award.months),
            version=item.ruleset.version,
        )
        for item, award in ((award.entitlement, award) for award in payable)
    )
