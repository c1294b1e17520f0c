"""The determination as plain data: canonical, the same on every machine, without language-dependent texts of the program."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from subsidies.amount import Amount
from subsidies.arithmetic.intervals import End
from subsidies.determination import models as m
from subsidies.determination.entitlement import Entitlement, Missing
from subsidies.determination.evidence import evidence
from subsidies.determination.totals import in_yuan
from subsidies.files.schema import Label

if TYPE_CHECKING:
    from subsidies.determination.determination import Determination

DECIMALS = 6


def document(determination: Determination) -> dict[str, Any]:
    """Plain data by :class:`subsidies.determination.models.DeterminationDocument`."""
    question = determination.question
    whole = m.DeterminationDocument(
        case=determination.case.id,
        on=question.on.isoformat(),
        year=question.year,
        jurisdiction=question.jurisdiction,
        vocabulary_digest=determination.program.catalogue.world.vocabulary.digest,
        rulesets=[
            m.RulesetDocument(
                policy=item.policy,
                version=item.version,
                digest=item.digest,
                number=item.model.number,
                status=item.model.status,
            )
            for item in determination.rulesets
        ],
        entitlements=[_entitlement(item) for item in determination.entitlements],
        totals=[
            m.TotalDocument(
                kind=item.kind,
                payees=list(item.payees),
                low=str(item.low),
                high=_text(item.high),
                payable_low=str(item.payable_low),
                payable_high=_text(item.payable_high),
                band=item.band,
                unknown=item.unknown,
            )
            for item in determination.totals
        ],
        used_up=[
            m.UsedUpDocument(
                limit=item.limit.id,
                group=list(item.group),
                items=[(text, str(in_yuan(low)), _text(in_yuan(high))) for text, low, high in item.items],
            )
            for item in determination.used_up
        ],
        later_losses=[
            m.LossDocument(
                kind=item.kind,
                payees=list(item.payees),
                amount=_text(in_yuan(item.amount)),
                clauses=list(item.clauses),
            )
            for item in determination.later_losses
        ],
    )
    return whole.model_dump(mode="json")


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _entitlement(item: Entitlement) -> m.EntitlementDocument:
    rows = item.rows
    decisive = item.decisive
    model = item.rule.model
    low_high = item.paid
    period = item.period
    return m.EntitlementDocument(
        clause=item.clause,
        version=item.ruleset.version,
        article=item.article,
        kind=item.rule.kind,
        subject=item.subject.id,
        subject_kind=item.subject.kind,
        verdict=item.verdict,
        outcome=item.outcome.value,
        every=item.rule.every,
        amounts=[_amount(amount) for amount in item.amounts],
        paid=None if low_high is None else m.PaidDocument(low=str(in_yuan(low_high[0])), high=_text(in_yuan(low_high[1]))),
        payees=[None if payee is None else payee.id for payee in item.payees],
        period=None if period is None else [day.isoformat() for day in period],
        only_if_in_force=item.only_if_in_force,
        decisive=None if decisive is None else next(i for i, row in enumerate(rows) if row.line is decisive.line),
        lines=[m.LineDocument(role=row.line.role, text=row.line.text, verdict=row.verdict) for row in rows],
        missing=[_missing(missing) for missing in item.missing],
        limit=None if item.limit is None else m.LimitDocument(id=item.limit.limit, group=list(item.limit.group)),
        office=[*model.office.lead, *model.office.with_],
        evidence=[_label(label) for label in evidence(item)],
    )


def _label(label: Label) -> m.LabelDocument:
    return m.LabelDocument(zh=label.zh, en=label.en)


def _amount(amount: Amount) -> m.AmountDocument:
    return m.AmountDocument(
        bound=amount.bound,
        low=_end(amount.low, amount),
        high=_end(amount.high, amount),
        unit=str(amount.unit),
        cause=amount.cause,
        label=_label(amount.label) if amount.label else None,
        set_by=_label(amount.set_by) if amount.set_by else None,
        counted_in=_label(amount.counted_in) if amount.counted_in else None,
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
    )
