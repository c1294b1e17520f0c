"""Seeded households for the peers: every fact known, in the form of a case file.

Half of them lie around the thresholds of the law. A person has at most one employment, training, certificate and school year,
because peers without entities of their own for these keep them as facts of the person.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from subsidies.arithmetic.dates import full_months, period_end

Case = dict[str, Any]
"""A case as its file says it."""

PLACE: Final = "640105"
OTHER_PLACE: Final = "640106"
MOST_PERSONS: Final = 6
FIRST_DAY, LAST_DAY = date(2023, 4, 4), date(2023, 12, 31)
TAXES: Final = (
    "vat_payable",
    "urban_tax_payable",
    "education_surcharge_payable",
    "local_surcharge_payable",
    "income_tax_payable",
)


def household(seed: int, persons: int | None = None) -> Case:
    """The case of a seed: a household of 1 to 6 persons (or of ``persons``) and whatever belongs to it."""
    return _Maker(Random(seed), close=seed % 2 == 0).case(seed, persons)


def households(first_seed: int, count: int) -> list[Case]:
    """So many cases from a seed on."""
    return [household(seed) for seed in range(first_seed, first_seed + count)]


class _Maker:
    """Draws the facts of one case; ``close`` says to draw them around thresholds."""

    def __init__(self, random: Random, *, close: bool) -> None:
        self.random = random
        self.close = close

    def case(self, seed: int, persons: int | None) -> Case:
        on = self.day(FIRST_DAY, LAST_DAY, [FIRST_DAY, date(2023, 6, 30), date(2023, 12, 20), LAST_DAY])
        size = persons or self.random.randint(1, MOST_PERSONS)
        case: Case = {
            "schema_version": 1,
            "id": f"bench-{seed}",
            "jurisdiction": PLACE,
            "on": on,
            "households": [{"id": "h", "poverty_status": self.of("lifted", "monitored", "none"), "listed_in": self.place()}],
            "persons": [self.person(f"p{i}", on) for i in range(size)],
            "enterprises": [self.enterprise(f"e{i}") for i in range(self.random.randint(1, 2))],
            "institutions": [
                {"id": "school", "place": PLACE, "kind": "technical_school"},
                {"id": "body", "place": self.place(), "kind": "training_body"},
            ],
            "employments": [],
            "trainings": [],
            "certificates": [],
            "studies": [],
            "prior_awards": [],
        }
        for i, person in enumerate(case["persons"]):
            if self.chance(0.4):
                employer = self.random.choice(case["enterprises"])["id"]
                case["employments"].append(self.employment(f"m{i}", person["id"], employer, on))
            if self.chance(0.5):
                case["trainings"].append(self.training(f"t{i}", person, on))
            if self.chance(0.4):
                case["certificates"].append(self.certificate(f"c{i}", person["id"], on))
            if self.chance(0.3):
                case["studies"].append(self.study(f"s{i}", person["id"]))
        return case

    def person(self, id_: str, on: date) -> Case:
        return {
            "id": id_,
            "household": "h",
            "birth_date": self.birth_date(),
            "resides_in": self.place(),
            "insured_in": self.place(),
            "months_worked": min(on.month, self.number([2.5, 3, 5.5, 6], 0, 12)),
            "wage_income": self.number([9999.99, 10000, 14999.99, 15000, 29999.99, 30000, 49999.99, 50000], 0, 70000),
            "employed_at_enterprise": self.chance(0.6),
            "unemployment_insurance_years": self.number([0.5, 1], 0, 5),
            "drawing_unemployment_benefit": self.chance(0.3),
            "left_school_without_going_on": self.chance(0.6),
            "startup_group": self.of("graduate", "veteran", "disabled", "other"),
        }

    def enterprise(self, id_: str) -> Case:
        taxes = {name: self.number([0, 649.99, 650, 3900], 0, 4000) for name in TAXES}
        facts = {"place": self.place(), "incubated": self.chance(0.7), "incubation_qualified": self.chance(0.7)}
        return {"id": id_, **facts, **taxes}

    def employment(self, id_: str, person: str, employer: str, on: date) -> Case:
        first, last = date(2022, 11, 1), on
        start = self.day(first, last, [date(2022, 12, 31), date(2023, 1, 1), on, on + timedelta(days=1)])
        over = min(start + timedelta(days=self.random.randint(30, 300)), date(2024, 6, 30))
        return {
            "id": id_,
            "person": person,
            "employer": employer,
            "start": start,
            "end": over if self.chance(0.3) else "ongoing",
            "insured_from": start + timedelta(days=self.of(0, 0, 15, 40)),
            "contract_months": self.of(6, 11, 12, 12, 24),
            "newly_hired": self.chance(0.85),
            "certified_unemployed": self.chance(0.85),
        }

    def training(self, id_: str, person: Case, on: date) -> Case:
        last = min(on, LAST_DAY)
        completed = self.day(date(2022, 12, 1), last, [date(2022, 12, 31), date(2023, 1, 1), last])
        start = completed - timedelta(days=self.random.randint(90, 180))
        if self.close and self.chance(0.5):
            # A birthday on the day or the day after: just reached 15 or 23, or not quite.
            born = start.replace(year=start.year - self.of(15, 23), day=min(start.day, 28))
            person["birth_date"] = born + timedelta(days=self.of(0, 1)) if born.day < 28 else born
        elif self.chance(0.5):
            person["birth_date"] = person["birth_date"].replace(year=self.random.randint(2001, 2007))
        return {
            "id": id_,
            "person": person["id"],
            "provider": self.of("school", "school", "body"),
            "course": self.of("gyb", "syb", "reserve_skills", "reserve_skills", "reserve_skills", "other"),
            "start": start,
            "completed": completed,
            "months": self.length(start, completed),
            "certified": self.chance(0.8),
        }

    def certificate(self, id_: str, person: str, on: date) -> Case:
        year_ago = on.replace(year=on.year - 1)
        issued = self.day(date(2022, 1, 1), LAST_DAY, [year_ago, year_ago - timedelta(days=1), date(2022, 12, 31)])
        level = self.of("junior", "intermediate", "senior", "technician")
        return {"id": id_, "person": person, "level": level, "issued": min(issued, on)}

    def study(self, id_: str, person: str) -> Case:
        start = self.of(date(2023, 9, 1), date(2023, 8, 31), date(2023, 2, 20), date(2023, 9, 4))
        return {"id": id_, "person": person, "school_year_start": start, "vocational": self.chance(0.8)}

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def of(self, *choices: Any) -> Any:
        return self.random.choice(choices)

    def place(self) -> str:
        return PLACE if self.chance(0.85) else OTHER_PLACE

    def number(self, close: Sequence[float], low: int, high: int) -> float:
        return self.random.choice(close) if self.close else self.random.randint(low, high)

    def length(self, first: date, last: date) -> float:
        """The months of a course: its full ones, with any part of another for a rest of days."""
        whole = full_months(first.toordinal(), last.toordinal())
        rest = period_end(first.toordinal(), whole) < last.toordinal()
        return whole + (self.of(0, 0.5, 0.99) if rest else 0)

    def day(self, first: date, last: date, close: Sequence[date]) -> date:
        if self.close:
            return self.random.choice(close)
        return first + timedelta(days=self.random.randint(0, (last - first).days))

    def birth_date(self) -> date:
        """Never 29 February: what an anniversary is then, peers without calendars of their own leave open."""
        return date(self.random.randint(1960, 2010), self.random.randint(1, 12), self.random.randint(1, 28))
