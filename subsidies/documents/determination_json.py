"""The determination as plain data: canonical, the same on every machine, without language-dependent texts of the program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from subsidies.advice import LaterLoss
from subsidies.amount import Amount, in_yuan
from subsidies.arithmetic.intervals import End
from subsidies.determination import Determination, Entitlement, Exclusion, Outcome, outcome_of
from subsidies.documents import json_models as m
from subsidies.documents import words_json as words
from subsidies.documents.other_readings_json import other_readings
from subsidies.documents.rates_json import rates, stated_rates
from subsidies.errors.arguments import language_of, names_of
from subsidies.explanation import Explanation, Missing
from subsidies.files.schema import Label
from subsidies.i18n import Language
from subsidies.law import Law
from subsidies.naming import Naming
from subsidies.ruleset.references import RulesetRef
from subsidies.settlement import Total
from subsidies.types.numbers import Exact

DECIMALS = 6
_Item = TypeVar("_Item")
_Words = TypeVar("_Words")


def to_dict(
    determination: Determination,
    law: Law,
    *,
    losses: Sequence[LaterLoss] | None = None,
    lang: Language | None = None,
    only: Outcome | str | Iterable[Outcome | str] | None = None,
) -> dict[str, Any]:
    """A determination as plain data for JSON, by the schema of ``subsidies schema determination``.

    ``law`` is what decided it. ``losses`` are what :func:`subsidies.advice.later_losses` found; without them the document says
    that nobody looked. Sums are texts of exact decimals in yuan, days ISO texts.

    With ``lang`` ("zh" or "en") whatever a page shows stands beside it in words, under ``words``; without it the document is the
    same for every reader. With ``only`` (an outcome or several, such as "payable") entitlements of other outcomes are left out,
    and ``left_out`` says how many of which.

    Raises :class:`UsageError` where another law decided, and for a language or an outcome that is none.
    """
    naming = _naming(Explanation(law, determination), lang)
    wanted = None if only is None else outcomes(only)
    explanation = Explanation(law, determination) if naming is None else naming.explanation
    question = determination.question
    document = m.DeterminationDocument(
        case=determination.case,
        on=question.on.isoformat(),
        year=question.year,
        jurisdiction=question.jurisdiction,
        vocabulary_digest=law.world.vocabulary.digest,
        rulesets=[ruleset(item, naming) for item in determination.rulesets],
        joins=[ruleset(item, naming) for item in determination.joins],
        stated_rates=stated_rates(determination),
        rates=rates(determination, law),
        other_readings=other_readings(determination),
        entitlements=[entitlement(explanation, item, naming) for item in determination.entitlements if _is(item, wanted)],
        totals=[_total(item, naming) for item in determination.totals],
        together=[
            m.TogetherDocument(
                kind=item.kind,
                period=item.period,
                claimants=[list(total.payees) for total in determination.sharing_limits(item)],
                low=str(item.low),
                high=_text(item.high),
                words=_in_words(words.of_together, item, naming),
            )
            for item in determination.together
        ],
        used_up=[
            m.UsedUpDocument(
                limit=item.limit.name,
                group=list(item.group),
                items=[(text, str(in_yuan(low)), _text(in_yuan(high))) for text, low, high in item.items],
                words=_in_words(words.of_used_up, item, naming),
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
                amount=_text(item.amount),
                clauses=list(item.clauses),
                words=_in_words(words.of_loss, item, naming),
            )
            for item in losses
        ],
        if_in_force=_if_in_force(determination, law, lang, wanted),
        left_out=_left_out(determination.entitlements, wanted),
        words=_in_words(words.of_document, determination, naming),
    )
    return document.model_dump(mode="json")


def outcomes(only: Outcome | str | Iterable[Outcome | str]) -> frozenset[Outcome]:
    """The outcomes that are asked for.

    Raises :class:`UsageError` for one that is none.
    """
    return frozenset(outcome_of(one) for one in names_of("only", only))


def _is(item: Entitlement, wanted: frozenset[Outcome] | None) -> bool:
    return wanted is None or item.outcome in wanted


def _left_out(items: Iterable[Entitlement], wanted: frozenset[Outcome] | None) -> Any:
    """How many entitlements of each outcome that is not asked for, in the order of the outcomes."""
    if wanted is None:
        return None
    found = Counter(item.outcome for item in items)
    return {outcome.value: found[outcome] for outcome in Outcome if outcome not in wanted and found[outcome]}


def _in_words(made: Callable[[_Item, Naming], _Words], item: _Item, naming: Naming | None) -> _Words | None:
    """The words of a part of the document; None where it is made in no language."""
    return None if naming is None else made(item, naming)


def _naming(explanation: Explanation, lang: Language | None) -> Naming | None:
    """The names in a language; None where the document is made in none."""
    return None if lang is None else Naming(explanation, language_of(lang))


def _if_in_force(
    determination: Determination, law: Law, lang: Language | None, wanted: frozenset[Outcome] | None
) -> m.IfInForceDocument | None:
    """What drafts would give."""
    supposed = determination.if_in_force
    if supposed is None or law.if_in_force is None:
        return None
    explanation = Explanation(law.if_in_force, supposed)
    naming = _naming(explanation, lang)
    drafted = [item for item in supposed.entitlements if item.only_if_in_force]
    return m.IfInForceDocument(
        rulesets=[ruleset(item, naming) for item in supposed.rulesets if item.status == "draft"],
        entitlements=[entitlement(explanation, item, naming) for item in drafted if _is(item, wanted)],
        totals=[_total(item, naming) for item in supposed.totals if item not in determination.totals],
        rates=[item for item in rates(supposed, law.if_in_force) if item not in rates(determination, law)],
        left_out=_left_out(drafted, wanted),
    )


def _total(item: Total, naming: Naming | None) -> m.TotalDocument:
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
        words=_in_words(words.of_total, item, naming),
    )


def ruleset(item: RulesetRef, naming: Naming | None = None) -> m.RulesetDocument:
    """The document of a ruleset that took part."""
    return m.RulesetDocument(**item._asdict(), words=_in_words(words.of_ruleset, item, naming))


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _months(value: Exact) -> int | str:
    return value if isinstance(value, int) else str(round(Decimal(value.numerator) / Decimal(value.denominator), DECIMALS))


def entitlement(explanation: Explanation, item: Entitlement, naming: Naming | None = None) -> m.EntitlementDocument:
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
        words=_in_words(words.of_entitlement, item, naming),
    )


def _limit(explanation: Explanation, found: Exclusion) -> m.LimitDocument:
    same = found.limit.ruleset is not None and explanation.law.limit(found.limit).same
    return m.LimitDocument(id=found.limit.name, group=list(found.group), same_benefit=same)


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
