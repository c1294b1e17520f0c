"""What a case may say of a fact, as JSON Schema: for editors and embedding systems."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from subsidies.intake.words import NEVER, ONGOING, UNKNOWN
from subsidies.types.sorts import Sort
from subsidies.types.units import MONTH, YEAR
from subsidies.vocabulary import FactType
from subsidies.vocabulary.jurisdictions import Jurisdictions

PART_OF_DATE: dict[str, Any] = {"type": "string", "pattern": "^(1[89]|2[0-9])[0-9]{2}(-(0[1-9]|1[0-2]))?$"}


YEAR_OF_DATE: dict[str, Any] = {"type": "integer", "minimum": 1800, "maximum": 2999}


def words_of(fact: FactType) -> tuple[str, ...]:
    """The words that may stand in the place of a day."""
    words = ((ONGOING, fact.model.open_ended), (NEVER, fact.model.never))
    return tuple(word for word, allowed in words if allowed)


def fact_schema(fact: FactType, jurisdictions: Jurisdictions) -> dict[str, Any]:
    """What a case may say of a fact: its value, a word for it, or a form that leaves it open between two ends."""
    label = fact.label
    common = {"title": f"{label.zh} / {label.en}"}
    sort = fact.type.sort
    forms: list[dict[str, Any]] = []
    if sort is Sort.NUMBER:
        low = fact.model.min if fact.model.min is not None else 0
        plain: dict[str, Any] = {"type": "number", "minimum": _json_number(low)}
        if fact.model.max is not None:
            plain["maximum"] = _json_number(fact.model.max)
        common["description"] = str(fact.type.unit)
        forms = _number_forms(fact, plain)
    elif sort is Sort.BOOL:
        plain = {"type": "boolean"}
    elif sort is Sort.DATE:
        plain = {"type": "string", "format": "date"}
        forms = _date_forms(fact, plain)
    elif sort is Sort.ENUM:
        plain = {"enum": [value for value in fact.model.values or () if value not in fact.model.elsewhere]}
    elif sort is Sort.PLACE:
        plain = {"enum": list(jurisdictions.spans)}
    else:
        return {**common, "type": ["string", "null"]}
    return {**common, "anyOf": [plain, {"enum": [*words_of(fact), UNKNOWN, None]}, *forms]}


def _form(**properties: Any) -> dict[str, Any]:
    """A mapping of which each key may also be null, as if it were left out."""
    keys = {key: {"anyOf": [said, {"type": "null"}]} for key, said in properties.items()}
    return {"type": "object", "properties": keys, "additionalProperties": False, "minProperties": 1}


def _number_forms(fact: FactType, plain: dict[str, Any]) -> list[dict[str, Any]]:
    """A range; of a time also its years and months."""
    if fact.type.unit not in (MONTH, YEAR):
        return [_form(at_least=plain, at_most=plain)]
    whole = {"type": "integer", "minimum": 0}
    times = [_form(years=whole, months={**whole, "maximum": 11}), _form(months=whole)]
    end = {"anyOf": [plain, *times]}
    return [_form(at_least=end, at_most=end), *times]


def _date_forms(fact: FactType, plain: dict[str, Any]) -> list[dict[str, Any]]:
    """A month or a year, a range; of a day of birth also the age on a day."""
    forms = _part_forms(plain)
    if fact.model.by_age:
        age = _form(age={"type": "integer", "minimum": 0}, on=plain)
        forms.append({**age, "required": ["age", "on"]})
    return forms


def _part_forms(plain: dict[str, Any]) -> list[dict[str, Any]]:
    end = {"anyOf": [plain, PART_OF_DATE, YEAR_OF_DATE]}
    return [PART_OF_DATE, YEAR_OF_DATE, _form(**{"from": end, "to": end})]


def _json_number(value: int | Decimal) -> int | float:
    """A bound as JSON Schema writes it, whole where it is whole; what a case says is checked against the exact one."""
    return int(value) if value == int(value) else float(value)


_DAY: dict[str, Any] = {"type": "string", "format": "date"}
_SUM: dict[str, Any] = {"type": "number", "minimum": 0}
DAY_SCHEMA: dict[str, Any] = {"anyOf": [_DAY, {"type": "null"}, *_part_forms(_DAY)]}
"""A day that is known in whole or in part."""
SUM_SCHEMA: dict[str, Any] = {"anyOf": [{"type": "number"}, {"type": "null"}, _form(at_least=_SUM, at_most=_SUM)]}
"""A sum in yuan, or what it is at least and at most; below zero in a correction."""
