"""The determination as plain data: canonical, the same on every machine, without language-dependent texts of the program."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from subsidies.advice import LaterLoss
from subsidies.amount import Amount, in_yuan
from subsidies.arithmetic.intervals import End
from subsidies.determination import Determination, Entitlement, Exclusion
from subsidies.documents import json_models as m
from subsidies.documents.other_readings_json import other_readings
from subsidies.documents.rates_json import rates, stated_rates
from subsidies.explanation import Explanation, Missing
from subsidies.files.schema import Label
from subsidies.i18n import Language
from subsidies.law import Law
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.references import RulesetRef
from subsidies.settlement import Total
from subsidies.types.numbers import Exact
from subsidies.wording import Wording, outcome_in_words

DECIMALS = 6


def to_dict(
    determination: Determination, law: Law, *, losses: Sequence[LaterLoss] | None = None, lang: Language | None = None
) -> dict[str, Any]:
    """A determination as plain data for JSON, by the schema of ``subsidies schema determination``.

    ``law`` is what decided it. ``losses`` are what :func:`subsidies.advice.later_losses` found; without them the document says
    that nobody looked. With ``lang`` each entitlement also has its title, kind, outcome and conditions in words.

    Raises :class:`KeyError` where another law decided.
    """
    explanation = Explanation(law, determination)
    question = determination.question
    document = m.DeterminationDocument(
        case=determination.case,
        on=question.on.isoformat(),
        year=question.year,
        jurisdiction=question.jurisdiction,
        vocabulary_digest=law.world.vocabulary.digest,
        rulesets=[ruleset(item) for item in determination.rulesets],
        joins=[ruleset(item) for item in determination.joins],
        stated_rates=stated_rates(determination),
        rates=rates(determination, law),
        other_readings=other_readings(determination),
        entitlements=[entitlement(explanation, item, lang) for item in determination.entitlements],
        totals=[_total(item) for item in determination.totals],
        together=[
            m.TogetherDocument(
                kind=item.kind,
                period=item.period,
                claimants=[list(total.payees) for total in determination.sharing_limits(item)],
                low=str(item.low),
                high=_text(item.high),
            )
            for item in determination.together
        ],
        used_up=[
            m.UsedUpDocument(
                limit=item.limit.name,
                group=list(item.group),
                items=[(text, str(in_yuan(low)), _text(in_yuan(high))) for text, low, high in item.items],
            )
            for item in determination.used_up
        ],
        warnings=[
            m.AlikeDocument(kind=item.kind, entities=[ref.id for ref in item.entities], text=_label(item.text))
            for item in explanation.alike
        ],
        later_losses=None
        if losses is None
        else [
            m.LossDocument(
                kind=item.kind,
                payees=list(item.payees),
                amount=_text(in_yuan(item.amount)),
                clauses=list(item.clauses),
            )
            for item in losses
        ],
        if_in_force=_if_in_force(determination, law, lang),
    )
    words: Any = {"entitlements": {"__all__": {"words"}}}
    apart = words if determination.if_in_force is None else {**words, "if_in_force": words}
    return document.model_dump(mode="json", exclude=None if lang else apart)


def _if_in_force(determination: Determination, law: Law, lang: Language | None) -> m.IfInForceDocument | None:
    """What drafts would give."""
    supposed = determination.if_in_force
    if supposed is None or law.if_in_force is None:
        return None
    explanation = Explanation(law.if_in_force, supposed)
    return m.IfInForceDocument(
        rulesets=[ruleset(item) for item in supposed.rulesets if item.status == "draft"],
        entitlements=[entitlement(explanation, item, lang) for item in supposed.entitlements if item.only_if_in_force],
        totals=[_total(item) for item in supposed.totals if item not in determination.totals],
        rates=[item for item in rates(supposed, law.if_in_force) if item not in rates(determination, law)],
    )


def _total(item: Total) -> m.TotalDocument:
    return m.TotalDocument(
        kind=item.kind,
        payees=list(item.payees),
        period=item.period,
        low=str(item.low),
        high=_text(item.high),
        payable_low=str(item.payable_low),
        payable_high=_text(item.payable_high),
        band=item.band,
        unknown=item.unknown,
        choice=item.choice,
        parts=[
            m.PartDocument(policy=part.ruleset.policy, version=part.ruleset.version, low=str(part.low), high=_text(part.high))
            for part in item.parts
        ],
    )


def ruleset(item: RulesetRef) -> m.RulesetDocument:
    """The document of a ruleset that took part."""
    return m.RulesetDocument(**item._asdict())


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _months(value: Exact) -> int | str:
    return value if isinstance(value, int) else str(round(Decimal(value.numerator) / Decimal(value.denominator), DECIMALS))


def entitlement(explanation: Explanation, item: Entitlement, lang: Language | None = None) -> m.EntitlementDocument:
    """The document of one entitlement."""
    rows = explanation.rows(item)
    office = explanation.rule(item).model.office
    period = explanation.period(item)
    return m.EntitlementDocument(
        clause=item.clause,
        version=item.ruleset.version,
        article=item.article,
        kind=item.kind,
        subject=item.subject.id,
        subject_kind=item.subject.kind,
        verdict=item.verdict,
        outcome=item.outcome.value,
        every=item.under.every,
        amounts=[_amount(amount) for amount in item.amounts],
        paid=None if item.paid is None else m.PaidDocument(low=str(in_yuan(item.paid[0])), high=_text(in_yuan(item.paid[1]))),
        shared=None
        if item.shared is None
        else m.SharedDocument(
            number=item.shared.number,
            subjects=[one.subject.id for one in explanation.determination.sharing(item)],
            low=str(in_yuan(item.shared.paid[0])),
            high=_text(in_yuan(item.shared.paid[1])),
        ),
        months_paid=None
        if item.months is None
        else m.MonthsPaidDocument(low=_months(item.months.low), high=_months(item.months.high), due=_months(item.months.due)),
        payees=[None if payee is None else payee.id for payee in item.payees],
        period=None if period is None else [day.isoformat() for day in period],
        only_if_in_force=item.only_if_in_force,
        decisive=next((number for number, row in enumerate(rows) if row.supports is False), None),
        lines=[m.LineDocument(role=row.line.role, text=row.line.text, verdict=row.verdict) for row in rows],
        missing=[_missing(missing) for missing in explanation.missing(item)],
        limit=None if item.limit is None else _limit(explanation, item.limit),
        other_grounds=list(dict.fromkeys(other.clause for other in explanation.other_grounds(item))),
        office=[*office.lead, *office.with_],
        evidence=[_label(label) for label in explanation.evidence(item)],
        warnings=[_label(label) for label in explanation.warnings(item)],
        words=None if lang is None else _words(explanation, item, lang),
    )


def _limit(explanation: Explanation, found: Exclusion) -> m.LimitDocument:
    same = found.limit.ruleset is not None and explanation.law.limit(found.limit).same
    return m.LimitDocument(id=found.limit.name, group=list(found.group), same_benefit=same)


def _words(explanation: Explanation, item: Entitlement, lang: Language) -> m.WordsDocument:
    wording = Wording(explanation.ruleset(item), explanation.law.world, lang, item.under.subject)
    return m.WordsDocument(
        title=explanation.rule(item).model.title[lang],
        kind=BENEFIT_KINDS[item.kind].words[lang],
        outcome=outcome_in_words(item.outcome.value, item.kind, lang),
        conditions=[wording.line(row.line) for row in explanation.rows(item)],
    )


def _label(label: Label) -> m.LabelDocument:
    return m.LabelDocument(zh=label.zh, en=label.en)


def _amount(amount: Amount) -> m.AmountDocument:
    between = amount.figure_between
    return m.AmountDocument(
        bound=amount.bound,
        low=_end(amount.low, amount),
        high=_end(amount.high, amount),
        unit=str(amount.unit),
        cause=amount.cause,
        label=_label(amount.label) if amount.label else None,
        set_by=_label(amount.set_by) if amount.set_by else None,
        counted_in=_label(amount.counted_in) if amount.counted_in else None,
        figure_between=between and m.FigureDocument(low=_end(between[0], amount), high=_end(between[1], amount)),
        of_which=[_amount(part) for part in amount.of_which],
        about=amount.about,
    )


def _end(value: End, amount: Amount) -> str | None:
    """An end as an exact decimal text, in natural units."""
    if value is None:
        return None
    over, under = amount.unit.scale
    plain = Fraction(value) * under / over
    if amount.is_money:
        return str(in_yuan(int(value)))
    if plain.denominator == 1:
        return str(plain.numerator)
    return str(round(Decimal(plain.numerator) / Decimal(plain.denominator), DECIMALS))


def _missing(item: Missing) -> m.MissingDocument:
    return m.MissingDocument(
        sort=item.sort,  # type: ignore[arg-type]
        entity=item.entity.id if item.entity else None,
        fact=item.fact or None,
        asked=item.asked,
        text=m.LabelDocument(zh=item.zh, en=item.en) if item.zh else None,
        clause=item.clause or None,
        part_of=item.part_of or None,
    )
