"""Where claiming now would cost money later: a lower award already paid this year is not topped up."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from subsidies.assessment import decide
from subsidies.case.entities import PriorAward, Question
from subsidies.determination import Determination, Entitlement, Outcome
from subsidies.determination.determination import payee_ids
from subsidies.law import Law
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
    payable = [item for item in now.with_outcome(Outcome.PAYABLE) if item.paid and item.paid[0]]
    if not payable or question.prior_awards is None:
        return []
    grown = None
    if question.on.year == question.year and question.on < date(question.year, 12, 31):
        grown = _grown(question, law.world.vocabulary)
    if grown is None:
        if all(total.high == total.payable_high for total in now.totals):
            return []
        grown = question
    waiting = decide(law, grown, ahead=True)
    claimed = decide(law, grown.with_awards(_awards(law, now, payable, grown)), ahead=True)
    found: list[LaterLoss] = []
    claimed_totals = {(total.kind, frozenset(total.payees)): total for total in claimed.totals}
    totals_now = {(total.kind, frozenset(total.payees)): total for total in now.totals}
    paid = _paid(now)
    for total in waiting.totals:
        key = (total.kind, frozenset(total.payees))
        after, today, clauses = claimed_totals.get(key), totals_now.get(key), paid.get(key, [])
        if today is None or not clauses:
            continue
        if total.high is None:
            continue
        later = after.high if after is not None else total.low * 0
        if later is None or today.payable_high is None:
            continue
        loss = total.high - (today.payable_high + later)
        if loss > 0:
            found.append(LaterLoss(total.kind, total.payees, int(loss * 100), tuple(clauses)))
    return found


def _paid(now: Determination) -> dict[tuple[str, frozenset[str]], list[str]]:
    """The clauses that are payable now, by kind and payees of what was settled together, as totals are."""
    found: dict[tuple[str, frozenset[str]], list[str]] = {}
    for combination in now.combinations:
        money = [owner for owner in now.members(combination) if owner.is_money]
        clauses = [owner.id for owner in money if owner.outcome is Outcome.PAYABLE and owner.paid and owner.paid[0]]
        if clauses:
            payees = frozenset(id_ for owner in money for id_ in payee_ids(owner))
            found.setdefault((money[0].kind, payees), []).extend(clauses)
    return found


def _grown(question: Question, vocabulary: Vocabulary) -> Question | None:
    """The same question with every fact that may still grow this year open upwards; None when there is none."""
    values: dict[tuple[int, int], Any] = {}
    for kind, items in question.entities.items():
        growing = [fact for fact in vocabulary.entities[kind].facts.values() if fact.model.accumulates]
        for entity in items:
            for fact in growing:
                low, high = entity.values[fact.slot]
                if low == high and (fact.high is None or low < fact.high):
                    values[entity.index, fact.slot] = (low, fact.high)
    return question.with_values(values) if values else None


def _awards(law: Law, now: Determination, payable: list[Entitlement], later: Question) -> tuple[PriorAward, ...]:
    """What is payable now, as the awards that a later question finds."""
    return tuple(
        PriorAward(
            item.clause,
            later.by_id[item.subject.id],
            None,
            now.question.year,
            (item.paid or (0, 0))[0],
            _months(law, now.question, item),
        )
        for item in payable
    )


def _months(law: Law, question: Question, item: Entitlement) -> int | None:
    """What an award uses of limits in months."""
    months = law.of(item.under).rules[item.id].months
    if months is None:
        return 1 if item.under.every == "month" else 0
    least, most = months(law.environment(question), question.by_id[item.subject.id], None)
    return None if most is None or least != most else math.ceil(most)
