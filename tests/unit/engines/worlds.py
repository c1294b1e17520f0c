"""A small vocabulary with every type of fact, and cases and rulesets over it in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from subsidies.arithmetic.date_functions import DATE_FUNCTIONS
from subsidies.arithmetic.intervals import ANY, Interval
from subsidies.case.entities import Entity, Listed, Question
from subsidies.engines.decision import Environment
from subsidies.files.schema import Label
from subsidies.files.source import parse
from subsidies.ruleset import Ruleset, build_ruleset
from subsidies.types.sorts import DATE, Sort
from subsidies.vocabulary import load_vocabulary
from subsidies.vocabulary.jurisdictions import load_jurisdictions
from subsidies.vocabulary.rates import RateTable
from subsidies.vocabulary.world import World
from tests.words import called_by_name, label

LABEL = {"zh": "字", "en": "word"}
WORDS = ("junior", "middle", "senior", "chief", "none")


def _fact(type_: str, **more: object) -> dict[str, object]:
    return {"type": type_, **more}


def _values(*words: str) -> dict[str, object]:
    return {word: label(word) for word in words}


_ENTITIES: dict[str, Any] = {
    "household": {
        "list": "households",
        "facts": {
            "income": _fact("money"),
            "rooms": _fact("count", max=20),
            "poor": _fact("bool"),
            "status": _fact("enum", values=_values("lifted", "watched", "none")),
            "listed_in": _fact("place"),
        },
    },
    "person": {
        "list": "persons",
        "relations": {"household": {"to": "household", "inverse": "members", "optional": True}},
        "facts": {
            "age": _fact("count", max=150),
            "wage": _fact("money"),
            "share": _fact("ratio", max=1),
            "debt": _fact("money", min=-1000000),
            "works": _fact("bool"),
            "studies": _fact("bool"),
            "ill": _fact("bool"),
            "level": _fact("enum", values=_values(*WORDS)),
            "born": _fact("date"),
            "home": _fact("place"),
        },
    },
    "enterprise": {"list": "enterprises", "facts": {"staff": _fact("count"), "listed": _fact("bool")}},
    "institution": {
        "list": "institutions",
        "facts": {"listed": _fact("bool"), "staff": _fact("count", min=1, max=9)},
    },
    "job": {
        "list": "jobs",
        "relations": {
            "person": {"to": "person", "inverse": "jobs"},
            "employer": {"to": ["enterprise", "institution"], "inverse": "hires"},
        },
        "facts": {
            "pay": _fact("money"),
            "start": _fact("date"),
            "end": _fact("date", open_ended=True),
            "months": _fact("months", decimals=2, max=12),
            "full": _fact("bool"),
        },
    },
}
_PLACES = {"1": None, "11": "1", "111": "11", "112": "11", "12": "1", "121": "12", "2": None}


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


def _document(content: object) -> str:
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False)


VOCABULARY = load_vocabulary([parse(_document({"schema_version": 1, "entities": called_by_name(_ENTITIES)}), "words.yaml")])
JURISDICTIONS = load_jurisdictions(
    parse(
        _document(
            {
                "schema_version": 1,
                "jurisdictions": {
                    code: {"name": LABEL} | ({"parent": parent} if parent else {}) for code, parent in _PLACES.items()
                },
            }
        ),
        "jurisdictions.yaml",
    )
)
WAGE = RateTable("minimum_wage", Label(**LABEL), VOCABULARY.fact("person", "wage").type, (), "")
WORLD = World(VOCABULARY, JURISDICTIONS, {WAGE.name: WAGE})

PARAMETERS: dict[str, tuple[object, str]] = {
    "adult": (18, "count"),
    "old": (60, "count"),
    "pay": (1500.5, "yuan"),
    "big": (90000000000000, "yuan"),
    "third": (0.3333, "ratio"),
    "half": (0.5, "ratio"),
    "two": (2, "ratio"),
    "some": (2, "count"),
    "term": (6, "month"),
    "span": (90, "day"),
    "full": (1, "year"),
    "day": (date(2020, 3, 1), "date"),
    "year": (2023, "calendar_year"),
    "levels": (["junior", "senior", "none"], "enum"),
    "rate": ({"junior": 1000, "middle": 2000, "chief": 4000}, "yuan"),
}
OF_UNIT = {"date": "p.day", "month": "p.term", "day": "p.span", "year": "p.full", "calendar_year": "p.year"}
"""A figure of each type that functions of dates take or give."""
_TEXT_HASH = "0" * 64


def date_conditions() -> tuple[str, ...]:
    """Conditions that turn on each function of dates, with a date of the subject for each of its dates."""
    found = []
    for function in DATE_FUNCTIONS.values():
        for place in (index for index, type_ in enumerate(function.takes) if type_ == DATE):
            texts = ["on" if type_ == DATE else OF_UNIT[str(type_)] for type_ in function.takes]
            texts[place] = "born"
            found.append(f"{function.name}({', '.join(texts)}) >= {OF_UNIT[str(function.result)]}")
    return tuple(found)


def ruleset(clauses: Mapping[str, Mapping[str, object]], definitions: Mapping[str, tuple[str, object]] | None = None) -> Ruleset:
    """A ruleset of clauses {for, when, unless, place, at, …} and definitions (name: (entity, is)), with PARAMETERS."""
    text = f"{clauses} {definitions}"
    content: dict[str, object] = {
        "schema_version": 1,
        "policy": "trial",
        "version": "1.0.0",
        "title": LABEL,
        "issuer": LABEL,
        "number": None,
        "jurisdiction": "11",
        "published": date(2020, 1, 1),
        "status": "issued",
        "effective": {"from": date(2020, 1, 1), "to": date(2024, 12, 31)},
        "text_sha256": _TEXT_HASH,
        "parameters": {
            name: {"value": value, "unit": unit, "cite": "1", "source": "reading"}
            for name, (value, unit) in PARAMETERS.items()
            if f"p.{name}" in text
        },
        "definitions": {
            name: {"for": entity, "is": is_, "cite": "1", "label": LABEL, "clause": "d"}
            for name, (entity, is_) in (definitions or {}).items()
        },
        "clauses": {id_: {**_CLAUSE, **clause} for id_, clause in clauses.items()},
    }
    return build_ruleset(parse(_document(content), "trial.yaml"), WORLD)


_CLAUSE: dict[str, object] = {
    "title": LABEL,
    "article": "1",
    "office": {"lead": ["office"]},
    "paraphrase": LABEL,
    "payee": None,
    "kind": "service",
    "every": "once",
    "amount": {"set_by": LABEL},
}


class Case:
    """Entities by hand: ``add`` names the facts that are known, and whom the entity refers to."""

    def __init__(self) -> None:
        self.entities: dict[str, list[Entity]] = {kind: [] for kind in VOCABULARY.entities}
        self.incomplete: set[str] = set()

    def add(self, kind: str, links: Mapping[str, Entity | None] | None = None, **facts: Any) -> Entity:
        entity = Entity(kind, f"{kind}{len(self.entities[kind])}", sum(map(len, self.entities.values())))
        about = VOCABULARY.entities[kind]
        entity.values = [None] * len(about.facts)
        for fact in about.facts.values():
            entity.values[fact.slot] = _stored(fact, facts.pop(fact.name, None))
        assert not facts, facts
        entity.links = [None] * len(about.relations)
        for name, target in (links or {}).items():
            entity.links[about.relations[name].slot] = target
        self.entities[kind].append(entity)
        return entity

    def environment(self, on: date = date(2023, 5, 1), year: int = 2023, place: str = "111", rate: Interval = ANY) -> Environment:
        """A fresh environment; the lists of the kinds in ``incomplete`` may lack members."""
        for kind, items in self.entities.items():
            for entity in items:
                for inverse in VOCABULARY.entities[kind].inverses.values():
                    slot = VOCABULARY.entities[inverse.source].relations[inverse.relation].slot
                    ends = [(source, source.links[slot]) for source in self.entities[inverse.source]]
                    entity.lists[inverse.name] = Listed(
                        tuple(source for source, end in ends if end is entity),
                        tuple(source for source, end in ends if end is None),
                        inverse.source not in self.incomplete,
                    )
        entities = {kind: tuple(items) for kind, items in self.entities.items()}
        question = Question(on, year, place, JURISDICTIONS.spans[place], entities, {}, None)
        return Environment(question, lambda name, place, on: rate)


def _stored(fact: Any, value: Any) -> Any:
    sort = fact.type.sort
    if sort is Sort.NUMBER:
        if isinstance(value, tuple):
            return value
        return (fact.low, fact.high) if value is None else (value, value)
    if sort is Sort.DATE:
        if isinstance(value, tuple):
            return value
        return ANY if value is None else (value.toordinal(), value.toordinal())
    if sort is Sort.PLACE:
        return ANY if value is None else JURISDICTIONS.spans[value]
    return value
