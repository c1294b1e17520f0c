"""Where claiming now would cost money later: a lower award already paid this year is not topped up."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from subsidies.assessment import decide
from subsidies.case.entities import PriorAward, Question
from subsidies.determination import Combination, Determination, Entitlement, Outcome
from subsidies.law import Law
from subsidies.stacking.connected import connected
from subsidies.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class LaterLoss:
    """Claiming now would cost money later in the year: at least nothing and up to ``amount`` fen, for these payees and kind."""

    kind: str
    payees: tuple[str, ...]
    amount: int | None
    clauses: tuple[str, ...]


def later_losses(law: Law, now: Determination) -> list[LaterLoss]:
    """Compare waiting with claiming now, on the most that could still come; ``law`` is what decided.

    Facts that add up over the year (months worked, income) may grow until it ends, and what is unknown may turn out for the best.

    Raises :class:`KeyError` where another law decided.
    """
    law.require(now.rulesets)
    question = now.question
    payable = [item for item in now.entitlements if _gives(item)]
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
    claimed = decide(law, grown.with_awards(_awards(law, now, payable, grown)))
    found: list[LaterLoss] = []
    for today, best, after in _pools(now, waiting, claimed):
        clauses = [owner.id for item in today for owner in now.members(item) if owner.is_money and _gives(owner)]
        totals = [total for item in best for total in item.totals]
        most, later = _most(best), _most(after)
        ends = [total.payable_high for item in today for total in item.totals]
        if not clauses or not totals or most is None or later is None or None in ends:
            continue
        loss = most - (sum(end for end in ends if end is not None) + later)
        if loss > 0:
            payees = tuple(dict.fromkeys(payee for total in totals for payee in total.payees))
            found.append(LaterLoss(totals[0].kind, payees, int(loss * 100), tuple(clauses)))
    return found


def _gives(item: Entitlement) -> bool:
    """Whether something is payable now, for certain."""
    return item.outcome is Outcome.PAYABLE and item.paid is not None and item.paid[0] > 0


def _pools(*days: Determination) -> Iterator[list[list[Combination]]]:
    """For each of some determinations the groups of competing awards, as far apart as all of them allow.

    Who competes with whom differs from day to day: an award paid before may tie others, or leave them.
    """
    parts = [(day, item) for day, found in enumerate(days) for item in found.combinations if item.totals]
    tied: dict[Any, list[int]] = {}
    for i, (day, item) in enumerate(parts):
        for owner in days[day].members(item):
            tied.setdefault((owner.under, owner.subject), []).append(i)
    for pool in connected(len(parts), tied.values()):
        yield [[item for day, item in (parts[i] for i in pool) if day == which] for which in range(len(days))]


def _most(combinations: Iterable[Combination]) -> Decimal | None:
    """What some combinations come to at most, in yuan."""
    highs = [total.high for item in combinations for total in item.totals]
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


def _awards(law: Law, now: Determination, payable: list[Entitlement], later: Question) -> tuple[PriorAward, ...]:
    """What is payable now, as the awards that a later question finds."""
    return tuple(
        PriorAward(
            item.clause,
            later.by_id[item.subject.id],
            year=now.question.year,
            amount=(item.paid or (0, 0))[0],
            months=_months(law, now.question, item),
            version=item.ruleset.version,
        )
        for item in payable
    )


def _months(law: Law, question: Question, item: Entitlement) -> int | None:
    """What an award uses of limits in months."""
    if item.months is not None:
        return item.months.low
    months = law.of(item.under).plan.rules[item.id].months
    if months is None:
        return 1 if item.under.every == "month" else 0
    least, most = months(law.environment(question), question.by_id[item.subject.id], None)
    return None if most is None or least != most else math.ceil(most)
