"""Random cases of any vocabulary, such as that of the bundled law, and lawful values for their facts."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from subsidies.law import Law
from subsidies.types.sorts import Sort
from subsidies.vocabulary.vocabulary import EntityType, FactType, Spell
from tests.properties.bench import InPart, in_part

Data = dict[str, Any]
UNKNOWN_SHARE = 0.2
PART_SHARE = 0.06
SPELL_PART_SHARE = 0.2
PRIOR_SHARE = 0.25


def value_for(law: Law, rnd: random.Random, kind: Any, name: str, data: Data, row: Data | None = None) -> Any:
    """A lawful value for a fact or relation of a row; None where nobody is there to refer to."""
    relation = kind.relations.get(name)
    if relation is not None:
        entities = law.world.vocabulary.entities
        ends = [one["id"] for target in relation.targets for one in data.get(entities[target].list) or ()]
        if row is not None and relation.unnamed_distinct:
            # A row that names nobody is about somebody of its own: whoever another row names would contradict that.
            named = {other.get(name) for other in data.get(kind.list) or () if other is not row}
            ends = [end for end in ends if end not in named]
        return rnd.choice(ends) if ends else None
    found = _value(law, rnd, kind.facts[name], data["on"])
    return found if row is None else adding_up(kind, row, name, found)


def adding_up(kind: EntityType, row: Data, name: str, value: Any) -> Any:
    """The nearest value to one that is wanted with which the sums of a row are right; parts have no greatest value."""
    for total, parts in kind.sums.items():
        others = [_known(row, part.name) for part in parts if part.name != name]
        known, is_last = sum(other for other in others if other is not None), None not in others
        if name == total:
            return known if is_last else max(value, known)
        if len(others) < len(parts):
            whole = _known(row, total)
            most = kind.facts[total].model.max if whole is None else whole
            if most is not None:
                return most - known if is_last and whole is not None else min(value, most - known)
    return value


def _known(row: Data, name: str) -> Any:
    said = row.get(name)
    if isinstance(said, InPart):
        return said.exact
    return None if said == "unknown" else said


def _value(law: Law, rnd: random.Random, fact: FactType, on: date) -> Any:
    sort, model = fact.type.sort, fact.model
    if sort is Sort.BOOL:
        return rnd.random() < 0.7
    if sort is Sort.ENUM:
        return rnd.choice(list(model.values or ()))
    if sort is Sort.PLACE:
        return "640105" if rnd.random() < 0.85 else rnd.choice(list(law.world.jurisdictions.spans))
    if sort is Sort.DATE:
        day = on - timedelta(days=rnd.choice((0, 1, 30, 90, 200, 340, 400, 800)))
        return "ongoing" if model.open_ended and rnd.random() < 0.4 else day
    if sort is Sort.NUMBER:
        top = min(float(model.max if model.max is not None else 60_000), 60_000.0)
        values = [0, 1, 2, 3, 6, 12, 24, 36, 5000, 10_000, 15_000, 30_000, 50_000]
        return Decimal(rnd.choice([value for value in values if value <= top]))
    return "甲"


def case_data(law: Law, rnd: random.Random, on: date | None = None) -> Data:
    """A random case: a few of everything, a fifth of the facts unknown, relations mostly known, some earlier awards."""
    vocabulary = law.world.vocabulary
    data: Data = {
        "schema_version": 1,
        "jurisdiction": "640105",
        "on": on or date(2023, 4, 10) + timedelta(days=rnd.randrange(270)),
    }
    ids: dict[str, list[str]] = {
        name: [f"{name}{number}" for number in range(rnd.choice((0, 1, 1, 2, 2, 3)))] for name in vocabulary.entities
    }
    for name, kind in vocabulary.entities.items():
        rows: list[Data] = []
        for id_ in ids[name]:
            row: Data = {"id": id_}
            for relation in kind.relations.values():
                ends = [end for target in relation.targets for end in ids[target]]
                if ends and rnd.random() < 0.93:
                    row[relation.name] = rnd.choice(ends)
            for fact in kind.facts.values():
                if rnd.random() > UNKNOWN_SHARE:
                    row[fact.name] = adding_up(kind, row, fact.name, _value(law, rnd, fact, data["on"]))
            if kind.spell is not None:
                _set_right(rnd, row, kind.spell, data["on"])
            for fact in kind.facts.values():
                is_day = kind.spell is not None and fact in (kind.spell.start, kind.spell.end)
                if fact.name in row and rnd.random() < (SPELL_PART_SHARE if is_day else PART_SHARE):
                    row[fact.name] = _in_part(rnd, fact, row[fact.name])
            rows.append(row)
        data[kind.list] = rows
    data["prior_awards"] = [one for _ in range(2) if rnd.random() < PRIOR_SHARE and (one := _award(law, rnd, ids))]
    return data


def _in_part(rnd: random.Random, fact: FactType, exact: Any) -> Any:
    """A number or day of which only two ends are known; anything else as it is."""
    if isinstance(exact, date):
        return in_part(rnd, exact, timedelta(days=rnd.choice((0, 1, 30, 200))), timedelta(days=rnd.choice((0, 1, 30, 200))))
    if isinstance(exact, Decimal):
        model = fact.model
        below = exact - Decimal(str(model.min or 0))
        above = Decimal(60_000) if model.max is None else Decimal(str(model.max)) - exact
        return in_part(rnd, exact, rnd.choice((0, min(below, 1), below)), rnd.choice((0, min(above, 1), above)))
    return exact


def _set_right(rnd: random.Random, row: Data, spell: Spell, on: date) -> None:
    """Days of a spell that do not contradict one another; its length is left open, for days tell it."""
    start = on - timedelta(days=rnd.choice((95, 130, 190, 250, 370, 500)))
    end: Any = start + timedelta(days=rnd.choice((31, 60, 90, 364, 365)))
    if spell.end.model.past:
        end = min(end, on)
    elif spell.end.model.open_ended and rnd.random() < 0.5:
        end = "ongoing"
    for fact, day in ((spell.start, start), (spell.end, end)):
        if row.get(fact.name) is not None:
            row[fact.name] = day
    if spell.months is not None:
        row.pop(spell.months.name, None)


def _award(law: Law, rnd: random.Random, ids: dict[str, list[str]]) -> Data | None:
    ruleset = rnd.choice(law.rulesets)
    rules = [rule for rule in ruleset.rules.values() if rule.provision is None and ids[rule.subject]]
    if not rules:
        return None
    rule = rnd.choice(rules)
    found: Data = {
        "clause": f"{ruleset.policy}/{rule.id}",
        "subject": rnd.choice(ids[rule.subject]),
        "year": rnd.choice((2022, 2023)),
    }
    if rnd.random() < 0.8:
        found["amount"] = rnd.choice((400, 1000, 1500, 6000))
    if rnd.random() < 0.3:
        found["months"] = rnd.choice((1, 6, 36))
    return found
