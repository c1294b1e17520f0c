"""The trace as plain data: the JSON of ``subsidies explain``, free of the language of the reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final

from subsidies.arithmetic.dates import NEVER
from subsidies.determination import Determination, Entitlement, Outcome
from subsidies.documents.determination_json import entitlement, ruleset
from subsidies.documents.other_readings_json import other_readings
from subsidies.documents.rates_json import rates, stated_rates
from subsidies.explanation import Explanation, Seen, TraceRow
from subsidies.law import Law
from subsidies.ruleset.reach import amount_expressions, line_expressions
from subsidies.types.sorts import Sort

TRACE_VERSION: Final = 1


def trace_to_dict(determination: Determination, law: Law, chosen: Sequence[Entitlement]) -> dict[str, Any]:
    """Some entitlements as the document of the determination shows them, each with its trace; ``law`` is what decided.

    Raises :class:`UsageError` where another law decided.
    """
    explanation = Explanation(law, determination)
    return {
        "schema_version": TRACE_VERSION,
        "case": determination.case,
        "on": determination.question.on.isoformat(),
        "year": determination.question.year,
        "jurisdiction": determination.question.jurisdiction,
        "rulesets": [ruleset(item).model_dump(mode="json") for item in determination.rulesets],
        "joins": [ruleset(item).model_dump(mode="json") for item in determination.joins],
        "stated_rates": [item.model_dump(mode="json") for item in stated_rates(determination)],
        "rates": [item.model_dump(mode="json") for item in rates(determination, law)],
        "other_readings": [item.model_dump(mode="json") for item in other_readings(determination)],
        "explanations": [
            {**entitlement(explanation, item).model_dump(mode="json"), **_explained(explanation, item)} for item in chosen
        ],
    }


def _explained(explanation: Explanation, item: Entitlement) -> dict[str, Any]:
    model, rule = explanation.ruleset(item).model, explanation.rule(item)
    turning = [*line_expressions(rule), *amount_expressions(rule.amounts, rule.subject, rule.path)]
    names = dict.fromkeys(name for one in turning for name in explanation.figures(item, one.node))
    return {
        "paraphrase": rule.model.paraphrase.model_dump(mode="json"),
        "lines": [_line(explanation, item, row) for row in explanation.rows(item)],
        "parameters": {name: model.parameters[name].model_dump(mode="json", exclude_none=True) for name in names},
        "readings": {name: model.readings[name].model_dump(mode="json", exclude_none=True) for name in rule.model.all_readings},
        "bound_by": [limit.name for limit in explanation.law.limits_over(item.under)],
        "alternative": _alternative(explanation, item),
    }


def _line(explanation: Explanation, item: Entitlement, row: TraceRow) -> dict[str, Any]:
    return {
        "role": row.line.role,
        "text": row.line.text,
        "verdict": row.verdict,
        "seen": [_seen(one) for one in explanation.seen(item, row)],
        "parameters": explanation.figures(item, row.line.node),
    }


def _seen(one: Seen) -> dict[str, Any]:
    low, high = one.value if isinstance(one.value, tuple) else (one.value, one.value)
    return {
        "node": type(one.node).__name__,
        "entity": one.entity.id if one.entity else None,
        "fact": one.fact or None,
        "low": _plain(low, one),
        "high": _plain(high, one),
        "status": _status(one),
    }


def _status(one: Seen) -> str:
    if one.is_known:
        return "known"
    if not one.applies:
        return "not_applicable"
    return "within" if one.narrowed else "asked_not_known" if one.asked else "not_known"


def _plain(value: Any, one: Seen) -> Any:
    """An end in natural units: an exact decimal text or fraction for a number, a day for a date."""
    type_ = one.node.type
    if value is None or isinstance(value, bool | str):
        return value
    if type_.sort is Sort.DATE:
        if value == NEVER:
            return "never"
        return date.fromordinal(int(value)).isoformat()
    if type_.sort is not Sort.NUMBER:
        return str(value)
    over, under = type_.unit.scale
    return str(Fraction(value) * under / over)


def _alternative(explanation: Explanation, item: Entitlement) -> dict[str, Any] | None:
    if item.outcome is not Outcome.EXCLUDED_BY_LIMIT or item.verdict is not True:
        return None
    combination, other = explanation.determination.combination(item), explanation.alternative(item)
    if combination is None or other is None:
        return None
    return {
        "chosen_total": combination.solution.low,
        "total": other.total,
        "unit": "fen",
        "awards": [{"clause": own.clause, "subject": own.subject.id, "amount": low} for own, low in other.awards],
    }
