"""Random rulesets and cases: conditions of every sort, near their thresholds, with facts unknown."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from subsidies.arithmetic.date_functions import DATE_FUNCTIONS, DateFunction
from subsidies.types.sorts import DATE
from tests.agreement.world import PLACES

NUMBERS = {
    "member": [
        ("age", "year", range(10, 111, 10)),
        ("months", "month", (2, 4, 6)),
        ("income", "yuan", range(10_000, 60_001, 10_000)),
        ("points", "count", range(10, 50, 10)),
        ("share", "ratio", (Decimal("0.25"), Decimal("0.5"), Decimal("0.3333"))),
    ],
    "house": [("cap", "yuan", range(10_000, 60_001, 10_000))],
    "job": [("term", "month", range(6, 37, 6)), ("pay", "yuan/month", range(1500, 6001, 1500))],
    "firm": [("tax", "yuan", range(10_000, 60_001, 10_000)), ("size", "count", range(10, 51, 10))],
}
BOOLS = {"member": ["works", "ill"], "house": ["poor"], "job": ["fresh"], "firm": []}
ENUMS = {"member": [("grade", ("low", "mid", "top"))], "house": [("zone", ("a", "b", "c"))], "job": [], "firm": []}
DATES = {"member": ["born"], "house": ["since"], "job": ["start", "end"], "firm": []}
WAYS = {"member": [("house", "house")], "job": [("member", "member"), ("member.house", "house"), ("boss", "firm")]}
LISTS = {"house": [("people", "member")], "member": [("jobs", "job")], "firm": [("staff", "job")]}
CONNECTED = {"house": "listed", "member": "house.listed", "job": "boss.seat"}
WORDS = {">=": "以上", "<": "以上", "<=": "以下", ">": "以下", "==": None}
DAY = date(2023, 7, 1)
OF_DATES = [function for function in DATE_FUNCTIONS.values() if function.result == DATE]
OF_NUMBERS = [function for function in DATE_FUNCTIONS.values() if function.counts]
FIGURES: dict[str, tuple[int, ...]] = {"month": (1, 12, 36), "day": (-1, 30), "calendar_year": ()}
"""What a function of dates takes besides dates; a calendar year is the one of the question."""
NEAR = {"year": (0, 1, 18), "month": (1, 6), "day": (0, 30), "calendar_year": (2000, 2023)}
"""Figures near which the results of such functions move."""


READINGS = ("reading.how.so", "reading.how.otherwise", "not reading.how.so")


@dataclass
class RulesetMaker:
    """Makes one ruleset as plain data; ``counts`` says what went into it."""

    rnd: random.Random
    parameters: dict[str, Any] = field(default_factory=dict)
    definitions: dict[str, Any] = field(default_factory=dict)
    usable: dict[str, list[tuple[str, str | None]]] = field(default_factory=dict)
    placed: bool = False
    """Whether what is made now has a place, so that it may name rates."""
    counts: Counter[str] = field(default_factory=Counter)

    def parameter(self, value: Any, unit: str, operator: str) -> str:
        name = f"p{len(self.parameters)}"
        item: dict[str, Any] = {"value": value, "unit": unit, "cite": "1", "source": "reading"}
        if WORDS[operator]:
            item["word"] = WORDS[operator]
        self.parameters[name] = item
        return f"p.{name}"

    def starts(self, entity: str) -> tuple[str, str]:
        """A prefix and the entity it leads to: the subject itself or somebody it refers to."""
        ways = WAYS.get(entity, [])
        if ways and self.rnd.random() < 0.35:
            way, end = self.rnd.choice(ways)
            return f"{way}.", end
        return "", entity

    def quantity(self, entity: str, prefix: str, depth: int) -> tuple[str, str, Any]:
        """An expression for a number, its unit, and thresholds near which it moves."""
        if not NUMBERS[entity]:
            return f"year_of({self.day(entity, prefix)})", "calendar_year", (2000, 2023)
        name, unit, values = self.rnd.choice(NUMBERS[entity])
        text = f"{prefix}{name}"
        roll = self.rnd.random()
        if depth > 0 and roll < 0.08:
            self.counts["conditional"] += 1
            test = self.test(entity, prefix, depth - 1)
            other = self.parameter(self.rnd.choice(list(values)), unit, "==")
            return f"({text} if {test} else {other})", unit, values
        if roll < 0.16:
            other = self.parameter(self.rnd.choice(list(values)), unit, "==")
            return f"{self.rnd.choice(('min', 'max'))}({text}, {other})", unit, values
        if roll < 0.22:
            factor = self.parameter(Decimal("1.5"), "ratio", "==")
            return f"{factor} * {text}", unit, values
        if roll < 0.26:
            divisor = self.parameter(self.rnd.choice((3, 7)), "count", "==")
            per = self.parameter(1, "count", "==")
            return f"{text} * {per} / {divisor}", unit, values
        if roll < 0.30:
            return f"{text} - {self.parameter(self.rnd.choice(list(values)), unit, '==')}", unit, values
        if roll < 0.33:
            return f"{self.rnd.choice(('floor', 'ceil'))}({text})", unit, values
        if unit == "yuan" and self.placed and roll < 0.6:
            return f"{self.rnd.choice(('min', 'max'))}({text}, {self.rate(entity, prefix)})", unit, values
        return text, unit, values

    def rate(self, entity: str, prefix: str) -> str:
        """A figure set outside the ruleset, on the day of the question or on another."""
        if self.rnd.random() < 0.3:
            self.counts["set by an office"] += 1
            return self.set_by_office()
        if self.rnd.random() < 0.4:
            self.counts["rate"] += 1
            return "rate.floor"
        self.counts["rate on a day"] += 1
        return f"rate.floor({self.day(entity, prefix)})"

    def set_by_office(self) -> str:
        """A figure that an office sets within a band, one end of which may be open."""
        name = f"p{len(self.parameters)}"
        band = self.rnd.choice(({"from": 10_000, "to": 40_000}, {"to": 30_000}, {"from": 20_000}))
        label = {"zh": name, "en": name}
        self.parameters[name] = {"value": band, "unit": "yuan", "cite": "1", "source": "reading", "set_by": label, "label": label}
        return f"p.{name}"

    def day(self, entity: str, prefix: str) -> str:
        names = DATES[entity]
        text = f"{prefix}{self.rnd.choice(names)}" if names else "on"
        roll = self.rnd.random()
        if roll < 0.4:
            return self.date_call(self.rnd.choice(OF_DATES), entity, prefix)
        if roll < 0.5:
            return f"max({text}, on)"
        return text

    def date_call(self, function: DateFunction, entity: str, prefix: str) -> str:
        """A call of a function of dates; the last of several dates is mostly the day of the question."""
        self.counts[f"function {function.name}"] += 1
        arguments = []
        for index, type_ in enumerate(function.takes):
            if type_ != DATE:
                figures = FIGURES[str(type_)]
                arguments.append(self.parameter(self.rnd.choice(figures), str(type_), "==") if figures else "year")
            elif 0 < index == len(function.takes) - 1 and self.rnd.random() < 0.8:
                arguments.append("on")
            else:
                arguments.append(self.day(entity, prefix))
        return f"{function.name}({', '.join(arguments)})"

    def test(self, entity: str, prefix: str, depth: int) -> str:
        """A condition about an entity, reached by a prefix."""
        rnd = self.rnd
        roll = rnd.random()
        if depth > 0 and roll < 0.40:
            word = rnd.choice(("and", "or"))
            self.counts[word] += 1
            parts = [self.test(entity, prefix, depth - 1) for _ in range(rnd.choice((2, 2, 3)))]
            return "(" + f" {word} ".join(parts) + ")"
        if depth > 0 and roll < 0.48:
            self.counts["not"] += 1
            return f"not ({self.test(entity, prefix, depth - 1)})"
        if 0.48 <= roll < 0.5:
            self.counts["reading"] += 1
            return rnd.choice(READINGS)
        if roll < 0.56 and BOOLS[entity]:
            self.counts["bool"] += 1
            name = f"{prefix}{rnd.choice(BOOLS[entity])}"
            return name if rnd.random() < 0.7 else f"{name} == {rnd.choice(('True', 'False'))}"
        if entity == "job" and roll > 0.94:
            self.counts["kind"] += 1
            return f"{prefix}boss {rnd.choice(('is', 'is not'))} {rnd.choice(('firm', 'office'))}"
        if entity == "job" and roll > 0.88:
            self.counts["one kind"] += 1
            return self.of_one_kind(f"{prefix}boss")
        if entity == "house" and roll > 0.95:
            self.counts["places"] += 1
            listed = self.parameter(rnd.sample(PLACES, rnd.choice((1, 2, 3))), "place", "==")
            return f"{prefix}listed {rnd.choice(('in', 'not in'))} {listed}"
        if roll < 0.66 and ENUMS[entity]:
            self.counts["enum"] += 1
            name, values = rnd.choice(ENUMS[entity])
            if rnd.random() < 0.5:
                return f"{prefix}{name} {rnd.choice(('==', '!='))} '{rnd.choice(values)}'"
            return f"{prefix}{name} {rnd.choice(('in', 'not in'))} {tuple(rnd.sample(values, 2))!r}"
        if roll < 0.76:
            self.counts["date"] += 1
            operator = rnd.choice((">=", ">", "<=", "<"))
            if rnd.random() < 0.4:
                return f"{self.day(entity, prefix)} {operator} {self.day(entity, prefix)}"
            function = rnd.choice(OF_NUMBERS)
            unit = str(function.result)
            figure = self.parameter(rnd.choice(NEAR[unit]), unit, operator)
            return f"{self.date_call(function, entity, prefix)} {operator} {figure}"
        self.counts["number"] += 1
        text, unit, values = self.quantity(entity, prefix, depth)
        operator = rnd.choice((">=", ">=", "<=", ">", "<", "=="))
        if rnd.random() < 0.12:
            other, unit_other, _ = self.quantity(entity, prefix, 0)
            if unit_other == unit:
                return f"{text} {operator} {other}"
        return f"{text} {operator} {self.parameter(rnd.choice(list(values)), unit, operator)}"

    def of_one_kind(self, way: str) -> str:
        """A condition on what only one of the kinds at the end of a way has."""
        operator = self.rnd.choice((">=", ">", "<=", "<"))
        figure = self.parameter(self.rnd.choice((1, 10, 20, 50)), "count", operator)
        return self.rnd.choice(
            (
                f"({way} is firm and {way}.shares {operator} {figure})",
                f"({way} is not firm or {way}.shares {operator} {figure})",
                f"(({way}.shares if {way} is firm else {way}.size) {operator} {figure})",
                f"({way} is firm and {way}.listed)",
                f"({way} is office and {way}.rank == 'high')",
                f"({way} is not office or {way}.rank != 'high')",
            )
        )

    def aggregate(self, entity: str) -> str | None:
        """A condition on a list of related entities."""
        lists = LISTS.get(entity)
        if not lists:
            return None
        rnd = self.rnd
        name, member = rnd.choice(lists)
        operator = rnd.choice(("any", "all", "count", "sum", "min", "max", "avg"))
        self.counts[f"aggregate {operator}"] += 1
        where = f" if {self.test(member, 'x.', 1)}" if rnd.random() < 0.6 else ""
        if operator in ("any", "all"):
            return f"{operator}({self.test(member, 'x.', 1)} for x in {name}{where})"
        comparator = rnd.choice((">=", "<=", ">", "<"))
        if operator == "count":
            figure = self.parameter(rnd.choice((1, 2)), "count", comparator)
            return f"count(x for x in {name}{where}) {comparator} {figure}"
        number, unit, values = rnd.choice(NUMBERS[member])
        figure = self.parameter(rnd.choice(list(values)), unit, comparator)
        text = f"{operator}(x.{number} for x in {name}{where})"
        if operator == "sum":
            return f"{text} {comparator} {figure}"
        return self.guarded(text, f"{comparator} {figure}", name, where)

    def guarded(self, text: str, compared: str, name: str, where: str) -> str:
        """A comparison of what has no value without members, beside a condition that decides that case."""
        form = self.rnd.choice(("count", "any", "or", "if"))
        self.counts[f"guard {form}"] += 1
        if form == "or":
            return f"count(y for y in {name}{where.replace('x.', 'y.')}) == 0 or {text} {compared}"
        some = f"count(x for x in {name}{where}) > 0" if form == "count" else f"any({where[4:] or 'True'} for x in {name})"
        if form == "if":
            return f"({text} if {some} else {compared.split()[1]}) {compared}"
        return f"{some} and {text} {compared}"

    def line(self, entity: str, depth: int) -> Any:
        """A line of a rule: an expression, alternatives, or what is left open."""
        rnd = self.rnd
        roll = rnd.random()
        if depth > 0 and roll < 0.2:
            self.counts["any"] += 1
            parts: list[Any] = [self.line(entity, depth - 1) for _ in range(rnd.choice((2, 3)))]
            if rnd.random() < 0.3:
                parts.append([self.line(entity, 0), self.line(entity, 0)])
            return {"any": parts}
        if roll < 0.24:
            self.counts["open"] += 1
            return {"open": {"zh": "等", "en": "and others"}}
        usable = self.usable.get(entity, [])
        if usable and roll < 0.42:
            self.counts["definition"] += 1
            name, _ = rnd.choice(usable)
            return name if rnd.random() < 0.7 else f"not {name}"
        if roll < 0.60:
            text = self.aggregate(entity)
            if text is not None:
                return text
        prefix, end = self.starts(entity)
        return self.test(end, prefix, 2)

    def define(self, entity: str) -> None:
        """A definition about an entity, usable by later ones and by rules (of those who refer to it, too)."""
        name = f"d{len(self.definitions)}"
        self.placed = self.rnd.random() < 0.4
        body: Any = self.line(entity, 1)
        if not isinstance(body, str):
            body = [body]
        self.definitions[name] = {"for": entity, "is": body, "cite": "1", "label": {"zh": name, "en": name}, "clause": name}
        set_apart = [one for one, item in self.parameters.items() if "set_by" in item]
        if re.search(rf"rate\.|p\.(?:{'|'.join(set_apart) or '-'})\b", repr(body)):
            self.counts["rate in a definition"] += 1
            self.definitions[name]["place"] = self.rnd.choice((CONNECTED.get(entity), None))
        self.usable.setdefault(entity, []).append((name, None))
        for other, ways in WAYS.items():
            for way, end in ways:
                if end == entity:
                    used = f"({way} is firm and {way}.{name})" if entity == "firm" else f"{way}.{name}"
                    self.usable.setdefault(other, []).append((used, None))

    def ruleset(self) -> dict[str, Any]:
        """The whole ruleset."""
        rnd = self.rnd
        for _ in range(rnd.randrange(5)):
            self.define(rnd.choice(("house", "member", "job", "firm")))
        self.placed = True
        clauses: dict[str, Any] = {}
        subjects = ("member", "member", "house", "job")
        for index in range(rnd.randrange(2, 7)):
            subject = rnd.choice(subjects)
            when = [self.line(subject, 2) for _ in range(rnd.choice((1, 1, 1, 1, 2)))]
            if subject == "job" and rnd.random() < 0.25:
                self.counts["lines of one kind"] += 1
                when += rnd.choice((["boss is firm", "not boss.listed"], ["boss is not firm", "boss.rank == 'low'"]))
            unless: list[Any] = []
            if rnd.random() < 0.25:
                self.counts["unless"] += 1
                unless.append(self.line(subject, 1))
            earlier = [id_ for id_, item in clauses.items() if item["for"] == subject]
            if earlier and rnd.random() < 0.3:
                self.counts["prevails"] += 1
                unless.append({"clause": rnd.choice(earlier)})
            clause = {
                "title": {"zh": "条款", "en": "clause"},
                "article": "1",
                "for": subject,
                "payee": subject,
                "kind": "cash",
                "every": "year",
                "amount": self.parameter(rnd.choice((1000, 1500)), "yuan", "=="),
                "when": when,
                "unless": unless,
                "office": {"lead": ["局"]},
                "paraphrase": {"zh": "条款", "en": "clause"},
            }
            place = CONNECTED[subject]
            if rnd.random() < 0.2:
                self.counts["place"] += 1
                clause["place"] = place
            if subject == "job" and rnd.random() < 0.3:
                self.counts["at"] += 1
                clause["at"] = "start"
                # One that is given each year is for the year of its day only.
                clause["every"] = rnd.choice(("once", "year"))
                if rnd.random() < 0.5:
                    clause["runs_on"] = self.parameter(36, "month", "<=")
            clauses[f"c{index}"] = clause
        readings = self.readings(clauses)
        used = set(re.findall(r"p\.(p\d+)", repr((self.definitions, clauses))))
        return {
            "schema_version": 1,
            "policy": "generated",
            "version": "1.0.0",
            "title": {"zh": "生成", "en": "generated"},
            "issuer": {"zh": "局", "en": "bureau"},
            "number": None,
            "jurisdiction": rnd.choice(("11", "11", "10", "111")),
            "published": date(2020, 1, 1),
            "status": "draft" if rnd.random() < 0.03 else "issued",
            "effective": {"from": date(2020, 1, 1), "to": date(2025, 12, 31)},
            "text_sha256": "0" * 64,
            "readings": readings,
            "parameters": {name: item for name, item in self.parameters.items() if name in used},
            "definitions": self.definitions,
            "clauses": clauses,
        }

    def readings(self, clauses: dict[str, Any]) -> dict[str, Any]:
        """The readings that are asked for; every clause names them."""
        asked = dict.fromkeys(re.findall(r"reading\.how\.(\w+)", repr((self.definitions, clauses))))
        if not asked:
            return {}
        text = {"zh": "问", "en": "question"}
        for clause in clauses.values():
            clause["readings"] = ["how"]
        return {"how": {"question": text, "taken": text, "why": text, "alternatives": {name: {"taken": text} for name in asked}}}


UNKNOWN_SHARE = 0.11


def case_data(rnd: random.Random) -> dict[str, Any]:
    """A random case of the world: one or two houses, their members and jobs, a fifth of the facts unknown."""

    def maybe(value: Any) -> Any:
        return None if rnd.random() < UNKNOWN_SHARE else value

    def near(values: Any) -> Any:
        value = rnd.choice(list(values))
        return max(0, value + rnd.choice((-1, 0, 0, 1)))

    def day(first: int = 1960, last: int = 2025) -> date:
        if rnd.random() < 0.4:
            return DAY + timedelta(days=rnd.choice((-366, -31, -30, -1, 0)))
        return date(rnd.randrange(first, last), rnd.randrange(1, 13), rnd.randrange(1, 29))

    houses = [
        {
            "id": f"h{i}",
            "poor": maybe(rnd.random() < 0.5),
            "zone": maybe(rnd.choice("abc")),
            "cap": maybe(near(range(0, 60_001, 10_000))),
            "listed": maybe(rnd.choice(PLACES)),
            "since": maybe(day()),
        }
        for i in range(rnd.choice((1, 1, 2)))
    ]
    members = [
        {
            "id": f"m{i}",
            "house": rnd.choice(houses)["id"] if rnd.random() < 0.93 else None,
            "age": maybe(min(120, near(range(0, 121, 10)))),
            "months": maybe(min(Decimal(DAY.month), near(range(0, 9, 2)) + rnd.choice((Decimal(0), Decimal("0.25"))))),
            "income": maybe(near(range(0, 60_001, 10_000))),
            "works": maybe(rnd.random() < 0.5),
            "ill": maybe(rnd.random() < 0.5),
            "grade": maybe(rnd.choice(("low", "mid", "top"))),
            "born": maybe(min(day(1940, 2023), DAY)),
            "points": maybe(min(50, near(range(0, 51, 10)))),
            "share": maybe(rnd.choice((Decimal("0.25"), Decimal("0.3333"), Decimal("0.3334"), Decimal("0.5"), Decimal(1)))),
        }
        for i in range(rnd.randrange(1, 4))
    ]
    bosses = [
        {
            "id": f"{kind}{i}",
            "seat": maybe(rnd.choice(PLACES)),
            "tax": maybe(near(range(0, 60_001, 10_000))),
            "size": maybe(near(range(0, 51, 10))),
            **(
                {"shares": maybe(max(1, min(50, near(range(0, 51, 10))))), "listed": maybe(rnd.random() < 0.5)}
                if kind == "firm"
                else {"rank": maybe(rnd.choice(("high", "low")))}
            ),
        }
        for i, kind in enumerate(("firm", "office"))
    ]
    jobs = [
        {
            "id": f"j{i}",
            "member": rnd.choice(members)["id"] if rnd.random() < 0.9 else None,
            "boss": rnd.choice(bosses)["id"],
            "start": maybe(day(2018, 2025)),
            "end": maybe(rnd.choice(("ongoing", day(2020, 2026)))),
            "term": maybe(min(120, near(range(0, 37, 6)))),
            "pay": maybe(near(range(0, 6001, 1500))),
            "fresh": maybe(rnd.random() < 0.5),
        }
        for i in range(rnd.randrange(3))
    ]
    data: dict[str, Any] = {
        "schema_version": 1,
        "jurisdiction": rnd.choice(("11", "11", "111", "10", "20")) if rnd.random() < 0.3 else "111",
        "on": DAY if rnd.random() < 0.97 else rnd.choice((date(2019, 12, 31), date(2026, 1, 1), date(2025, 12, 31))),
        "year": 2023,
        "houses": houses,
        "members": members,
        "jobs": jobs,
        "firms": bosses[:1],
        "offices": bosses[1:],
        "prior_awards": [],
    }
    if data["on"] < DAY:
        for member in members:
            member["born"] = member["months"] = None
    if rnd.random() < 0.3:
        stated = [(rnd.choice(("10", "11", "111")), 1000 * rnd.choice((15, 25, 45))) for _ in range(rnd.choice((1, 2)))]
        rows = [
            {"place": place, "from": date(2023, 3, 1), "value": value, "source": "案件"} for place, value in dict(stated).items()
        ]
        data["rates"] = {"floor": rows}
    if rnd.random() < 0.1:
        data["complete"] = {"members": rnd.random() < 0.5, "jobs": rnd.random() < 0.5}
    if rnd.random() < 0.05:
        del data["jobs"]
    return data
