"""A small world in which several claim under the same limits, with generated rulesets and cases."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from subsidies.errors import RulesetError
from subsidies.files.source import Source
from subsidies.law import Law
from subsidies.ruleset import build_ruleset
from subsidies.vocabulary import load_vocabulary
from subsidies.vocabulary.jurisdictions import load_jurisdictions
from subsidies.vocabulary.world import World
from tests.properties.bench import in_part
from tests.words import called_by_name

LABEL = {"zh": "文", "en": "text"}
ON = date(2023, 6, 15)


def _fact(type_: str, **extra: Any) -> dict[str, Any]:
    return {"type": type_, **extra}


VOCABULARY: dict[str, Any] = {
    "schema_version": 1,
    "entities": {
        "house": {"list": "houses", "facts": {"poor": _fact("bool"), "cap": _fact("money", max=3000)}},
        "firm": {
            "list": "firms",
            "sums": {"tax": ["vat", "levy"]},
            "facts": {
                "vat": _fact("money"),
                "levy": _fact("money"),
                "tax": _fact("money", max=2000),
                "small": _fact("bool"),
            },
        },
        "person": {
            "list": "persons",
            "relations": {"house": {"to": "house", "inverse": "people", "optional": True}},
            "facts": {"works": _fact("bool"), "points": _fact("count", max=6), "ill": _fact("bool")},
        },
        "job": {
            "list": "jobs",
            "relations": {
                "person": {"to": "person", "inverse": "jobs", "optional": True},
                "firm": {"to": "firm", "inverse": "jobs", "optional": True},
            },
            "facts": {"fresh": _fact("bool"), "hours": _fact("count", max=6), "months": _fact("months", max=12, decimals=1)},
        },
    },
}
JURISDICTIONS: dict[str, Any] = {"schema_version": 1, "jurisdictions": {"11": {"name": LABEL}}}


@cache
def world() -> World:
    """The vocabulary and the one place, checked."""
    words = {**VOCABULARY, "entities": called_by_name(VOCABULARY["entities"])}
    return World(load_vocabulary([Source("world", words)]), load_jurisdictions(Source("places", JURISDICTIONS)), {})


CONDITIONS = {
    "person": ("works", "ill", "points >= p.least", "house.poor", "not ill or works", "any(job.fresh for job in jobs)"),
    "job": ("fresh", "hours >= p.least", "person.works", "firm.small", "months >= p.months", "person.ill or fresh"),
}
PAYEES: dict[str, tuple[Any, ...]] = {
    "person": ("house", "house", "person", {"one_of": ["person", "house"]}),
    "job": ("firm", "firm", "person", "person.house", {"one_of": ["person", "firm"]}),
}
PARTS = ["firm.vat", "firm.levy"]
KEYS = {
    "person": (["person"], ["house"], ["clause", "house"], ["person"], ["house", "year"], ["year"]),
    "job": (["person"], ["firm"], ["job"], ["person", "year"], ["clause", "person"], ["firm", "year"], ["year"]),
}
FIGURES: dict[str, dict[str, Any]] = {
    "small": {"value": 300, "unit": "yuan"},
    "middle": {"value": 500, "unit": "yuan"},
    "large": {"value": 800, "unit": "yuan"},
    "each": {"value": 100, "unit": "yuan/count"},
    "times": {"value": 1, "unit": "count", "word": "不少于"},
    "cap": {"value": 900, "unit": "yuan", "word": "最高"},
    "least": {"value": 3, "unit": "count", "word": "以上"},
    "months": {"value": 3, "unit": "month", "word": "以上"},
    "few_months": {"value": 4, "unit": "month", "word": "最多"},
    "one": {"value": 1, "unit": "count", "word": "最多"},
    "two": {"value": 2, "unit": "count", "word": "最多"},
}


class RulesetMaker:
    """Makes one random ruleset of clauses for persons and jobs, under limits that they may share."""

    def __init__(self, rnd: random.Random) -> None:
        self.rnd = rnd

    def clause(self, subject: str, earlier: list[str]) -> dict[str, Any]:
        rnd = self.rnd
        figure = rnd.choice(("small", "middle", "large"))
        by_number = "points" if subject == "person" else "hours"
        amount: Any = rnd.choice(
            (
                f"p.{figure}",
                f"p.{figure}",
                f"p.each * {by_number}",
                {"from": "p.small", "to": f"p.{rnd.choice(('middle', 'large'))}", "set_by": LABEL},
            )
        )
        every = rnd.choice(("year", "year", "year", "once", "month"))
        found: dict[str, Any] = {
            "title": LABEL,
            "article": "1",
            "for": subject,
            "payee": rnd.choice(PAYEES[subject]),
            "kind": "cash",
            "every": every,
            "amount": amount,
            "when": rnd.sample(CONDITIONS[subject], rnd.choice((1, 1, 2))),
            "office": {"lead": ["局"]},
            "paraphrase": LABEL,
        }
        if subject == "job" and rnd.random() < 0.3:
            found["months"] = "months"
        if earlier and rnd.random() < 0.25:
            found["unless"] = [{"clause": rnd.choice(earlier)}]
        if rnd.random() < 0.08:
            found["kind"], found["amount"] = "service", {"items": [{"at_least": "p.times", "label": LABEL, "counted_in": LABEL}]}
        return found

    def limit(self, number: int, clauses: dict[str, Any]) -> dict[str, Any] | None:
        rnd = self.rnd
        subject = rnd.choice(("person", "job"))
        kind = rnd.choice(("cash", "cash", "cash", "service"))
        period = rnd.choice(("year", "once", "month"))
        over = [
            id_
            for id_, one in clauses.items()
            if one["for"] == subject and one["kind"] == kind and (one["every"] == period or rnd.random() < 0.2)
        ]
        if not over:
            return None
        over = rnd.sample(over, rnd.randint(1, len(over)))
        keys = rnd.choice(KEYS[subject])
        measures = ["awards", "awards", "yuan", "yuan", "subjects"]
        measures += ["persons"] if "person" not in keys else []
        measures += ["months"] * 2 if all("months" in clauses[id_] for id_ in over) else []
        measure = rnd.choice(measures)
        if kind == "service":
            measure = "awards"
        allowed: Any = f"p.{rnd.choice(('one', 'one', 'two'))}"
        if measure == "yuan":
            choices: list[Any] = ["p.cap", "p.cap"]
            choices += ["house.cap"] if "house" in keys and subject == "person" else []
            choices += [{"total": "firm.tax", "of": PARTS}, "firm.tax", PARTS] if "firm" in keys else []
            allowed = rnd.choice(choices)
        elif measure == "months":
            allowed = "p.few_months"
        found: dict[str, Any] = {
            "id": f"l{number}",
            "title": LABEL,
            "over": sorted(over),
            "per": keys,
            "at_most": {measure: allowed},
            "cite": "1",
        }
        if rnd.random() < 0.15:
            found["unless"] = [{"person": "ill", "job": "fresh"}[subject]]
        return found

    def ruleset(self) -> dict[str, Any]:
        rnd = self.rnd
        clauses: dict[str, Any] = {}
        for number in range(1, rnd.randint(2, 5) + 1):
            subject = rnd.choice(("person", "job"))
            earlier = [id_ for id_, one in clauses.items() if one["for"] == subject]
            clauses[str(number)] = self.clause(subject, earlier)
        limits = [found for number in range(rnd.randint(1, 4)) if (found := self.limit(number, clauses)) is not None]
        text = repr((clauses, limits))
        figures = {name: {**one, "cite": "1"} for name, one in FIGURES.items() if f"p.{name}" in text}
        return {**self.head(), "parameters": figures, "clauses": clauses, "limits": limits}

    @staticmethod
    def head() -> dict[str, Any]:
        """What every ruleset says of itself."""
        return {
            "schema_version": 1,
            "policy": "generated",
            "version": "1.0.0",
            "title": LABEL,
            "issuer": LABEL,
            "number": None,
            "jurisdiction": "11",
            "published": date(2023, 1, 1),
            "status": "issued",
            "effective": {"from": date(2023, 1, 1), "to": date(2023, 12, 31)},
            "text_sha256": "0" * 64,
        }


def generated_law(rnd: random.Random) -> tuple[Law, dict[str, Any]] | None:
    """The law of a generated ruleset, and its data; None where it is refused."""
    data = RulesetMaker(rnd).ruleset()
    try:
        return Law(world(), [build_ruleset(Source("generated", data), world())], supposed=True), data
    except RulesetError:
        return None


UNKNOWN_SHARE = 0.22
PART_SHARE = 0.08


def case_data(rnd: random.Random, clauses: list[tuple[str, str]], most: int = 4) -> dict[str, Any]:
    """A random case: houses, firms, persons and jobs, a part of the facts and relations unknown, some earlier awards.

    ``clauses`` are the ids and subjects of clauses that may have been paid before.
    """

    def maybe(value: Any, share: float = UNKNOWN_SHARE, most: Any = None) -> Any:
        """A value, or nothing of it; of a number that may be ``most`` sometimes only two ends."""
        drawn = rnd.random()
        if drawn < share:
            return None
        if most is None or drawn > share + PART_SHARE:
            return value
        return in_part(rnd, value, rnd.choice((0, min(value, 1), value)), rnd.choice((0, min(most - value, 1), most - value)))

    houses = [
        {"id": f"h{i}", "poor": maybe(rnd.random() < 0.8), "cap": maybe(rnd.choice((0, 500, 800, 1600)), most=3000)}
        for i in range(2)
    ]
    firms = []
    for i in range(2):
        tax = rnd.choice((0, 300, 700, 2000))
        vat = rnd.choice((0, tax // 2, tax))
        taxes = {"vat": maybe(vat, most=2000), "levy": maybe(tax - vat, most=2000), "tax": maybe(tax, most=2000)}
        firms.append({"id": f"f{i}", **taxes, "small": maybe(rnd.random() < 0.8)})
    persons = [
        {
            "id": f"p{i}",
            "house": maybe(rnd.choice(houses)["id"], 0.06),
            "works": maybe(rnd.random() < 0.7),
            "points": maybe(rnd.randint(0, 6), most=6),
            "ill": maybe(rnd.random() < 0.5),
        }
        for i in range(rnd.randint(1, most))
    ]
    jobs = [
        {
            "id": f"j{i}",
            "person": maybe(rnd.choice(persons)["id"], 0.08),
            "firm": maybe(rnd.choice(firms)["id"], 0.08),
            "fresh": maybe(rnd.random() < 0.6),
            "hours": maybe(rnd.randint(0, 6), most=6),
            "months": maybe(Decimal(rnd.choice(("1", "1.5", "3", "4", "2.5", "6"))), most=12),
        }
        for i in range(rnd.randint(0, most))
    ]
    subjects = {"person": persons, "job": jobs}
    awards = []
    for _ in range(rnd.choice((0, 0, 0, 1, 2))):
        clause, subject = rnd.choice(clauses)
        if subjects[subject]:
            awards.append(
                {
                    "clause": f"generated/{clause}",
                    "subject": rnd.choice(subjects[subject])["id"],
                    "year": 2023,
                    "amount": maybe(rnd.choice((100, 300)), 0.15),
                    "months": maybe(rnd.choice((1, 2)), 0.15),
                }
            )
    return {
        "schema_version": 1,
        "jurisdiction": "11",
        "on": ON,
        "houses": houses,
        "firms": firms,
        "persons": persons,
        "jobs": jobs,
        "prior_awards": awards,
    }


def facts(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Every fact and relation of a case: the kind of entity, its row, the name."""
    for kind, entity in VOCABULARY["entities"].items():
        for row in data[entity["list"]]:
            for name in (*entity.get("relations", {}), *entity["facts"]):
                yield kind, row, name


def value_for(rnd: random.Random, kind: str, name: str, data: dict[str, Any]) -> Any:
    """A lawful value for a fact or relation."""
    relation = VOCABULARY["entities"][kind].get("relations", {}).get(name)
    if relation is not None:
        return rnd.choice(data[VOCABULARY["entities"][relation["to"]]["list"]])["id"]
    type_ = VOCABULARY["entities"][kind]["facts"][name]["type"]
    if type_ == "bool":
        return rnd.random() < 0.5
    if type_ == "count":
        return rnd.randint(0, 6)
    if type_ == "months":
        return Decimal(rnd.choice(("0", "1", "1.5", "2.5", "3", "4", "12")))
    return rnd.choice((0, 300, 500, 900, VOCABULARY["entities"][kind]["facts"][name].get("max", 1200)))
