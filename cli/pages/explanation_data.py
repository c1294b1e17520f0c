"""The trace as plain data: the JSON of ``subsidies explain``, free of the language of the reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from subsidies.determination import Determination, Entitlement, Outcome, TraceRow
from subsidies.determination.document import document as determination_document
from subsidies.determination.trace import Seen, seen
from subsidies.types.sorts import Sort
from subsidies_cli.pages.tracing import is_known, parameters

VERSION = 1


def document(determination: Determination, chosen: Sequence[Entitlement]) -> dict[str, Any]:
    """The entitlements chosen as the determination shows them, each with its trace."""
    whole = determination_document(determination)
    positions = {id(item): number for number, item in enumerate(determination.entitlements)}
    return {
        "schema_version": VERSION,
        "case": whole["case"],
        "on": whole["on"],
        "year": whole["year"],
        "jurisdiction": whole["jurisdiction"],
        "rulesets": whole["rulesets"],
        "explanations": [{**whole["entitlements"][positions[id(item)]], **_explanation(item, determination)} for item in chosen],
    }


def _explanation(item: Entitlement, determination: Determination) -> dict[str, Any]:
    model = item.ruleset.model
    return {
        "paraphrase": model_label(item.rule.model.paraphrase),
        "lines": [_line(item, row) for row in item.rows],
        "parameters": {
            name: model.parameters[name].model_dump(mode="json", exclude_none=True)
            for name in dict.fromkeys(
                name
                for node in [line.node for line in item.rule.lines]
                + [end for rule in item.rule.amounts for end in (rule.low, rule.high) if end is not None]
                for name in parameters(item, node)
            )
        },
        "readings": {name: model.readings[name].model_dump(mode="json") for name in item.rule.model.readings},
        "bound_by": [limit.id for limit in item.ruleset.limits if item.rule.id in limit.over],
        "alternative": _alternative(item, determination),
    }


def model_label(label: Any) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}


def _line(item: Entitlement, row: TraceRow) -> dict[str, Any]:
    return {
        "role": row.line.role,
        "text": row.line.text,
        "verdict": row.verdict,
        "seen": [_seen(one) for one in seen(item, row)],
        "parameters": parameters(item, row.line.node),
    }


def _seen(one: Seen) -> dict[str, Any]:
    low, high = one.value if isinstance(one.value, tuple) else (one.value, one.value)
    scale = one.node.type.unit.scale if one.node.type.sort is Sort.NUMBER else (1, 1)
    known = is_known(one)
    return {
        "node": type(one.node).__name__,
        "entity": one.entity.id if one.entity else None,
        "fact": one.fact or None,
        "low": _plain(low, one, scale),
        "high": _plain(high, one, scale),
        "status": "known" if known else "asked_not_known" if one.asked else "not_known",
    }


def _plain(value: Any, one: Seen, scale: tuple[int, int]) -> Any:
    """An end in natural units: an exact decimal text or fraction for a number, a day for a date."""
    sort = one.node.type.sort
    if value is None or isinstance(value, bool | str):
        return value
    if sort is Sort.DATE:
        return date.fromordinal(int(value)).isoformat()
    over, under = scale
    from fractions import Fraction

    return str(Fraction(value) * under / over) if sort is Sort.NUMBER else str(value)


def _alternative(item: Entitlement, determination: Determination) -> dict[str, Any] | None:
    if item.outcome is not Outcome.EXCLUDED_BY_LIMIT or item.verdict is not True:
        return None
    combination = determination.combination(item)
    other = combination.alternative(item) if combination else None
    if combination is None or other is None:
        return None
    return {
        "chosen_total": combination.solution.low,
        "total": other.total,
        "unit": "fen",
        "awards": [{"clause": own.clause, "subject": own.subject.id, "amount": low} for own, low in other.awards],
    }
