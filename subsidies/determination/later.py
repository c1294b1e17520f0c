"""Where claiming now would cost money later: a lower award already paid this year is not topped up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from subsidies.case.entities import PriorAward, Question
from subsidies.determination.determination import Determination, LaterLoss
from subsidies.determination.entitlement import Entitlement, Outcome
from subsidies.determination.settle import payee_ids
from subsidies.determination.totals import Total

if TYPE_CHECKING:
    from subsidies.vocabulary import Vocabulary


def later_losses(now: Determination) -> list[LaterLoss]:
    """Compare waiting with claiming now, on the most that could still come.

    Facts that add up over the year (months worked, income) may grow until it ends, and what is unknown may turn out for the best.
    """
    question = now.question
    payable = [item for item in now.with_outcome(Outcome.PAYABLE) if item.paid and item.paid[0]]
    if not payable or question.prior_awards is None:
        return []
    grown = None
    if question.on.year == question.year and question.on < date(question.year, 12, 31):
        grown = _grown(question, now.program.catalogue.vocabulary)
    if grown is None:
        if all(total.high == total.payable_high for total in now.totals):
            return []
        grown = question
    waiting = _assess(now, grown)
    claimed = _assess(now, _with_awards(grown, payable, now.question.year))
    found: list[LaterLoss] = []
    for total in waiting.totals:
        after = next((t for t in claimed.totals if (t.kind, t.payees) == (total.kind, total.payees)), None)
        today = next((t for t in now.totals if (t.kind, t.payees) == (total.kind, total.payees)), None)
        clauses = [item.rule.id for item in payable if item.rule.kind == total.kind and _pays(now, item, total)]
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


def _pays(now: Determination, item: Entitlement, total: Total) -> bool:
    """Whether an award counts towards a total: totals are made for awards that were settled together."""
    combination = now.combination(item)
    owners = [owner for owner in combination.owners if owner.is_money] if combination else [item]
    return {id_ for owner in owners for id_ in payee_ids(owner)} == set(total.payees)


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


def _with_awards(question: Question, payable: list[Entitlement], year: int) -> Question:
    """The question after what is payable now has been paid."""
    paid = tuple(
        PriorAward(item.clause, question.by_id[item.subject.id], None, year, (item.paid or (0, 0))[0], None) for item in payable
    )
    return replace(question, prior_awards=(*(question.prior_awards or ()), *paid))


def _assess(now: Determination, question: Question) -> Determination:
    """The determination of a changed question."""
    result = Determination(now.case, question, now.program, [], [], [])
    for part in now.program.parts:
        now.program.determine_part(part, question, result)
    return result
