"""The limit: the seven articles as one hand-written Python function, without trace, unknown facts, citations or law as data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, Final

from benchmarks.peers.amounts import Amounts, payable
from benchmarks.peers.households import PLACE, TAXES, Case

AMOUNTS: Final = {8: 380000, 4: 250000, 2: 150000, 1: 100000}
"""The tiers as bits, with their amounts."""
SINGLE: Final = [max([AMOUNTS[bit] for bit in AMOUNTS if mask & bit], default=0) for mask in range(16)]
COMBINATIONS: Final = sorted([(AMOUNTS[a] + AMOUNTS[b], a, b) for a, b in combinations(AMOUNTS, 2)], reverse=True)
"""Two tiers for two persons, the best first."""
CAP: Final = 630000
SUMS: Final = {"junior": 100000, "intermediate": 150000, "senior": 200000}
AUTUMN: Final = date(2023, 9, 1)
FACTS_FROM, FROM, TO = date(2023, 1, 1), date(2023, 4, 4), date(2023, 12, 31)
LATEST: Final = date.max


@dataclass(slots=True)
class Prepared:
    """A case with money in fen, references resolved, and ``ongoing`` as the last day there is."""

    on: date
    listed: bool
    persons: Sequence[tuple[Any, ...]]
    enterprises: Sequence[tuple[Any, ...]]
    employments: Sequence[tuple[Any, ...]]
    trainings: Sequence[tuple[Any, ...]]
    certificates: Sequence[tuple[Any, ...]]
    studies: Sequence[tuple[Any, ...]]


def fen(yuan: float) -> int:
    """Yuan with at most two decimals, as fen."""
    return round(yuan * 100)


class Plain:
    """A plain Python loop."""

    name = "plain Python"

    def prepare(self, case: Case) -> Prepared:
        persons = {row["id"]: row for row in case["persons"]}
        providers = {row["id"]: row for row in case["institutions"]}
        home = case["households"][0]
        return Prepared(
            case["on"],
            home["poverty_status"] in ("lifted", "monitored") and home["listed_in"] == PLACE,
            [(row["months_worked"], fen(row["wage_income"])) for row in case["persons"]],
            [
                (
                    row["id"],
                    row["place"] == PLACE,
                    row["incubated"],
                    row["incubation_qualified"],
                    [fen(row[tax]) for tax in TAXES],
                )
                for row in case["enterprises"]
            ],
            [
                (
                    row["employer"],
                    row["start"],
                    LATEST if row["end"] == "ongoing" else row["end"],
                    row["insured_from"],
                    row["contract_months"],
                    row["newly_hired"],
                    row["certified_unemployed"],
                )
                for row in case["employments"]
            ],
            [
                (
                    row["id"],
                    row["course"],
                    row["start"],
                    row["completed"],
                    row["months"],
                    row["certified"],
                    persons[row["person"]]["birth_date"],
                    persons[row["person"]]["resides_in"] == PLACE,
                    persons[row["person"]]["startup_group"],
                    persons[row["person"]]["left_school_without_going_on"],
                    providers[row["provider"]]["place"] == PLACE,
                    providers[row["provider"]]["kind"],
                )
                for row in case["trainings"]
            ],
            [
                (
                    row["id"],
                    row["level"],
                    row["issued"],
                    persons[row["person"]]["insured_in"] == PLACE,
                    persons[row["person"]]["employed_at_enterprise"],
                    persons[row["person"]]["unemployment_insurance_years"],
                    persons[row["person"]]["drawing_unemployment_benefit"],
                )
                for row in case["certificates"]
            ],
            [(row["id"], row["school_year_start"], row["vocational"]) for row in case["studies"]],
        )

    def run(self, prepared: Prepared) -> Amounts:
        return decide(prepared)

    def amounts(self, prepared: Prepared, result: Amounts) -> Amounts:
        return payable(result)


def decide(case: Prepared) -> Amounts:
    """All amounts of a case."""
    found: Amounts = {}
    on = case.on
    if not FROM <= on <= TO:
        return found
    year = on.year
    if case.listed:
        total = best_tiers(case.persons)
        found["12.5 h"] = (total, total)
        for id_, start, vocational in case.studies:
            if vocational and AUTUMN <= start <= on and start.year == year:
                found[f"12.7 {id_}"] = (400000, 400000)
    for id_, here, incubated, qualified, _ in case.enterprises:
        if here and incubated and qualified:
            found[f"15.2 {id_}"] = (0, 300000000)
    if case.employments:
        deduct(case, on, found)
    for id_, course, start, completed, months, certified, born, home, group, left, here, kind in case.trainings:
        if not FACTS_FROM <= completed <= TO:
            continue
        if course == "gyb" or course == "syb":
            if home and group != "other":
                found[f"17.1 {id_}"] = (40000, 160000)
        elif course == "reserve_skills" and left and here and certified and months >= 4 and kind == "technical_school":
            age = start.year - born.year - ((start.month, start.day) < (born.month, born.day))
            if 15 <= age <= 22:
                found[f"21.1 {id_}"] = (600000, 600000)
    for id_, level, issued, here, employed, years, drawing in case.certificates:
        entitled = here and issued.year == 2022 and level in SUMS and (drawing or (employed and years >= 1))
        if entitled and on <= issued.replace(year=2023):
            found[f"19.2 {id_}"] = (SUMS[level], SUMS[level])
    return found


def best_tiers(persons: Sequence[tuple[Any, ...]]) -> int:
    """The best combination: two persons at most, one tier each, each tier once."""
    masks = []
    for worked, wages in persons:
        mask = 8 if wages >= 5000000 else 0
        if wages >= 3000000:
            mask |= 4
        if wages >= 1500000 and worked >= 6:
            mask |= 2
        if wages >= 1000000 and worked >= 3:
            mask |= 1
        if mask:
            masks.append(mask)
    if len(masks) < 2:
        return SINGLE[masks[0]] if masks else 0
    for amount, one, other in COMBINATIONS:
        first = second = either = 0
        for mask in masks:
            first += mask & one != 0
            second += mask & other != 0
            either += mask & (one | other) != 0
        if first and second and either > 1:
            return min(amount, CAP)
    return SINGLE[masks[0]]  # all reach one and the same tier


def deduct(case: Prepared, on: date, found: Amounts) -> None:
    """The tax deduction of each enterprise, taken from its taxes in order."""
    quota: dict[str, int] = {}
    now = on.year * 12 + on.month - 1
    for employer, start, end, insured, contract, new, certified in case.employments:
        begun = max(start, insured)
        first = begun.year * 12 + begun.month - 1
        if not (certified and new and contract >= 12 and begun <= on) or begun.year != 2023:
            continue
        last = min(first + 35, end.year * 12 + end.month - 1, now, on.year * 12 + 11)
        months = last - max(first, on.year * 12) + 1
        if months > 0:
            quota[employer] = quota.get(employer, 0) + 65000 * months
    for id_, here, _, _, taxes in case.enterprises:
        left = quota.get(id_, 0) if here else 0
        if left:
            found[f"10.1 {id_}"] = (min(left, sum(taxes)),) * 2
            for name, tax in zip(TAXES, taxes, strict=True):
                taken = min(left, tax)
                found[f"10.1 {id_} {name}"] = (taken, taken)
                left -= taken
