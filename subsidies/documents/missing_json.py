"""What is still to be found out as a stable JSON document, free of the language of the reader."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from subsidies.advice import Answer, Answerable, Asking, Inquiry, Money, Rank
from subsidies.arithmetic.dates import LATEST, NEVER
from subsidies.arithmetic.intervals import End
from subsidies.documents.determination_json import ruleset
from subsidies.documents.json_models import LabelDocument, RulesetDocument
from subsidies.explanation import Explanation
from subsidies.files.schema import Label
from subsidies.intake.words import NEVER as NEVER_WORD
from subsidies.intake.words import ONGOING
from subsidies.types.sorts import Sort
from subsidies.vocabulary import FactType

MISSING_VERSION: Final = 1
RANKS: Final[dict[Rank, Literal["sum", "service", "elsewhere", "duty"]]] = {
    Rank.SUM: "sum",
    Rank.THING: "service",
    Rank.ELSEWHERE: "elsewhere",
    Rank.DUTY: "duty",
}


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)


class MoneyDocument(_Model):
    """Yuan of one kind, for the same payees and one period, as texts of exact decimals; null is no upper end."""

    kind: str
    payees: list[str]
    period: str
    low: str
    high: str | None


class AnswerDocument(_Model):
    """Answers that lead to the same: ``values``, or for numbers and days from ``low`` to ``high``, both included.

    Numbers are texts of exact decimals or fractions in the unit of the fact, days as in a case; null is no end. ``totals`` are
    what is at stake then, everything else left open; ``clauses`` those that are due or may be and are not after another answer.
    """

    values: list[bool | str]
    low: str | None
    high: str | None
    totals: list[MoneyDocument]
    clauses: list[str]


class TurningDocument(_Model):
    """What the answers of one entity change by themselves; ``answers`` is empty where they were not tried one by one."""

    entity: str
    worth: list[MoneyDocument]
    answers: list[AnswerDocument]


class InquiryDocument(_Model):
    """One thing that is not known: its sort, the fact or relation, or what a text says, and of which entities."""

    sort: str
    fact: str | None
    text: LabelDocument | None
    entity_kind: str | None
    entities: list[str]
    asked: list[str]
    """The entities of which it is said that it was asked and is not known."""
    parts: list[str]
    """Facts that would do together in the stead of the one asked for."""
    question: LabelDocument | None
    label: LabelDocument | None
    clauses: list[str]


class AnswerableDocument(InquiryDocument):
    """What can be asked. ``worth`` is between how many yuan the answers add to what is sure, beside those that add least."""

    decides: Literal["sum", "service", "elsewhere", "duty"]
    worth: list[MoneyDocument]
    turning: list[TurningDocument]
    evidence: LabelDocument | None


class ApartDocument(_Model):
    """People who are only named in the affairs of an employer or school: what is open for them is counted, not listed."""

    people: list[str]
    clauses: list[str]
    inquiries: int


class AskingDocument(_Model):
    """All that can still change something, in the order to ask it in; ``office`` is what only an office can tell."""

    schema_version: Literal[1] = MISSING_VERSION
    case: str | None
    on: str
    year: int
    jurisdiction: str
    rulesets: list[RulesetDocument]
    joins: list[RulesetDocument]
    answerable: list[AnswerableDocument]
    office: list[InquiryDocument]
    apart: ApartDocument | None = Field(description="null where nobody is only named")


def missing_to_dict(explanation: Explanation, found: Asking) -> dict[str, Any]:
    """What :func:`subsidies.advice.asking` found of a determination as plain data, by ``subsidies schema missing``."""
    determination = explanation.determination
    document = AskingDocument(
        case=determination.case,
        on=determination.question.on.isoformat(),
        year=determination.question.year,
        jurisdiction=determination.question.jurisdiction,
        rulesets=[ruleset(item) for item in determination.rulesets],
        joins=[ruleset(item) for item in determination.joins],
        answerable=[_answerable(explanation, entry) for entry in found.answerable],
        office=[InquiryDocument(**_inquiry(explanation, inquiry)) for inquiry in found.office],
        apart=None
        if found.apart is None
        else ApartDocument(people=_ids(found.apart.people), clauses=list(found.apart.clauses), inquiries=found.apart.inquiries),
    )
    return document.model_dump(mode="json")


def _answerable(explanation: Explanation, entry: Answerable) -> AnswerableDocument:
    fact = _fact(explanation, entry.inquiry)
    turning = [
        TurningDocument(
            entity=one.entity.id,
            worth=[_money(money) for money in one.worth],
            answers=[_answer(answer, fact) for answer in one.answers if fact is not None],
        )
        for one in entry.turning
    ]
    return AnswerableDocument(
        **_inquiry(explanation, entry.inquiry),
        decides=RANKS[entry.rank],
        worth=[_money(money) for money in entry.worth],
        turning=turning,
        evidence=_label(entry.evidence),
    )


def _inquiry(explanation: Explanation, inquiry: Inquiry) -> dict[str, Any]:
    first, fact = inquiry.first, _fact(explanation, inquiry)
    return {
        "sort": first.sort,
        "fact": first.fact or None,
        "text": LabelDocument(zh=first.zh, en=first.en) if first.zh else None,
        "entity_kind": None if first.entity is None else first.entity.kind,
        "entities": _ids(inquiry.entities),
        "asked": _ids(ref for ref, asked in inquiry.entities.items() if asked),
        "parts": list(inquiry.parts),
        "question": None if fact is None else _label(fact.model.question),
        "label": None if fact is None else _label(fact.label),
        "clauses": list(inquiry.clauses),
    }


def _fact(explanation: Explanation, inquiry: Inquiry) -> FactType | None:
    first = inquiry.first
    if first.sort != "fact" or first.entity is None:
        return None
    return explanation.law.world.vocabulary.fact(first.entity.kind, first.fact)


def _answer(answer: Answer, fact: FactType) -> AnswerDocument:
    low, high = (None, None) if answer.span is None else answer.span
    return AnswerDocument(
        values=list(answer.words),
        low=_end(low, fact),
        high=_end(high, fact),
        totals=[_money(money) for money in answer.totals],
        clauses=list(answer.clauses),
    )


def _end(value: End, fact: FactType) -> str | None:
    """An end of a number in the unit of its fact, or of a day as a case says it."""
    if value is None:
        return None
    if fact.type.sort is Sort.DATE:
        if value >= LATEST:
            return NEVER_WORD if value == NEVER else ONGOING
        return date.fromordinal(int(value)).isoformat()
    over, under = fact.type.unit.scale
    return str(Fraction(value) * under / over)


def _money(money: Money) -> MoneyDocument:
    pool = money.pool
    high = None if money.high is None else f"{money.high:.2f}"
    return MoneyDocument(kind=pool.kind, payees=list(pool.payees), period=pool.period, low=f"{money.low:.2f}", high=high)


def _ids(refs: Any) -> list[str]:
    return [ref.id for ref in refs]


def _label(label: Label | None) -> LabelDocument | None:
    return None if label is None else LabelDocument(zh=label.zh, en=label.en)
