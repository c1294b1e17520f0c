"""The words of a document: whatever its page shows of a determination, in one language."""

from __future__ import annotations

from subsidies import naming as words
from subsidies.advice import LaterLoss
from subsidies.determination import Determination, Entitlement, Outcome
from subsidies.documents import words_models as w
from subsidies.expression import nodes as n
from subsidies.naming import Naming
from subsidies.naming.words import EVERY
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.references import RulesetRef
from subsidies.settlement import Together, Total, UsedUp
from subsidies.wording import outcome_in_words


def of_document(determination: Determination, naming: Naming) -> w.DocumentWords:
    return w.DocumentWords(lang=naming.lang, jurisdiction=naming.place(determination.question.jurisdiction))


def of_entitlement(item: Entitlement, naming: Naming) -> w.EntitlementWords:
    explanation, lang = naming.explanation, naming.lang
    rows = explanation.rows(item)
    missing = [
        w.MissingWords(
            question=words.question(one, naming),
            about="" if one.entity is None else naming.entity(one.entity),
            known=words.known_so_far(one, naming),
            proof=words.proof(one.entity, one.fact, naming),
        )
        for one in explanation.missing(item)
    ]
    return w.EntitlementWords(
        title=explanation.rule(item).model.title[lang],
        kind=BENEFIT_KINDS[item.kind].words[lang],
        outcome=outcome_in_words(item.outcome.value, item.kind, lang),
        subject=words.subject(item, naming),
        payees=words.payees(item, naming),
        amount=words.given(item, naming),
        paid=words.awarded(item, naming) if item.outcome is Outcome.PAYABLE else None,
        period=words.period(item, naming),
        conditions=[naming.said(item).line(row.line) for row in rows],
        seen=[words.beside(item, row, naming) for row in rows],
        missing=missing,
        limit=None if item.limit is None else naming.limit(item)[0],
        office=naming.office(item),
        evidence=[label[lang] for label in explanation.evidence(item)],
        warnings=[label[lang] for label in explanation.warnings(item)],
    )


def of_total(item: Total, naming: Naming) -> w.TotalWords:
    return w.TotalWords(
        kind=_kind(item.kind, naming),
        payees=words.one_of([naming.by_id(id_) for id_ in item.payees], naming),
        period=_period(item.period, naming),
        payable=words.between(item.payable_low, item.payable_high, naming),
        possible=words.between(item.low, item.high, naming),
    )


def of_together(item: Together, naming: Naming) -> w.TogetherWords:
    totals = naming.determination.sharing_limits(item)
    return w.TogetherWords(
        kind=_kind(item.kind, naming),
        claimants=[words.one_of([naming.by_id(id_) for id_ in one.payees], naming) for one in totals],
        period=_period(item.period, naming),
        amount=words.between(item.low, item.high, naming),
    )


def of_ruleset(item: RulesetRef, naming: Naming) -> w.RulesetWords:
    """The title of a ruleset, or of what joins policies."""
    joins = {cross.ref: cross for cross in naming.law.crosses}
    if item in joins:
        return w.RulesetWords(title=joins[item].model.title[naming.lang], place=None)
    model = naming.law.ruleset(item).model
    return w.RulesetWords(title=model.title[naming.lang], place=naming.place(model.jurisdiction))


def of_used_up(item: UsedUp, naming: Naming) -> w.UsedUpWords:
    limit = naming.law.limit(item.limit)
    sorts = [key.sort for key in limit.keys if key.sort != "lifetime"]
    group = [
        _period("year", naming) if sort == "year" else naming.by_id(value) for sort, value in zip(sorts, item.group, strict=True)
    ]
    listed = next(own.items for own in limit.allowances if own.measure == "yuan")
    wording = naming.wording(naming.law.ruleset(item.limit), "")
    items = [wording.fact_label(one.entity, one.name) if isinstance(one, n.Fact) else wording.node(one) for one in listed]
    return w.UsedUpWords(limit=naming.limit_name(limit), group=naming.comma.join(group), items=items)


def of_loss(item: LaterLoss, naming: Naming) -> w.LossWords:
    return w.LossWords(
        kind=_kind(item.kind, naming),
        payees=naming.comma.join(naming.by_id(id_) for id_ in item.payees),
        amount=None if item.amount is None else words.between(item.amount, item.amount, naming),
    )


def _kind(kind: str, naming: Naming) -> str:
    return BENEFIT_KINDS[kind].words[naming.lang]


def _period(period: str, naming: Naming) -> str:
    return naming.t(EVERY[period], year=naming.determination.question.year)
