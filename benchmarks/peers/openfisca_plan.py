"""The seven articles as an OpenFisca tax and benefit system: vectorised variables about persons, households and enterprises.

The day of the question is the period of the results. What a person has at most one of (employment, training, certificate, school
year) is kept as facts of the person. The figures stand in the formulas and not in a parameter tree, which saves its look-ups.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations
from typing import Any, Final

import numpy as np
from openfisca_core.entities import build_entity  # type: ignore[import-not-found, import-untyped, unused-ignore]
from openfisca_core.indexed_enums import Enum  # type: ignore[import-not-found, import-untyped, unused-ignore]
from openfisca_core.periods import DateUnit  # type: ignore[import-not-found, import-untyped, unused-ignore]
from openfisca_core.taxbenefitsystems import TaxBenefitSystem  # type: ignore[import-not-found, import-untyped, unused-ignore]
from openfisca_core.variables import Variable  # type: ignore[import-not-found, import-untyped, unused-ignore]

from benchmarks.peers.households import PLACE, TAXES

PERSON: Final = build_entity("person", "persons", "A person", is_person=True)
HOUSEHOLD: Final = build_entity("household", "households", "A household", roles=[{"key": "member", "plural": "members"}])
ENTERPRISE: Final = build_entity("enterprise", "enterprises", "An enterprise", roles=[{"key": "hire", "plural": "hires"}])

FROM, TO, FACTS_FROM, AUTUMN = date(2023, 4, 4), date(2023, 12, 31), np.datetime64("2023-01-01"), np.datetime64("2023-09-01")
HERE: Final = int(PLACE)
TIERS: Final = {4: (380000, 5000000, 0), 3: (250000, 3000000, 0), 2: (150000, 1500000, 6), 1: (100000, 1000000, 3)}
"""Amount, income (fen) and months of each tier of article 12."""

Formula = Callable[[Any, Any], Any]


class Status(Enum):  # type: ignore[misc, unused-ignore]
    lifted = "lifted"
    monitored = "monitored"
    none = "none"


class Group(Enum):  # type: ignore[misc, unused-ignore]
    graduate = "graduate"
    veteran = "veteran"
    disabled = "disabled"
    other = "other"


class Course(Enum):  # type: ignore[misc, unused-ignore]
    gyb = "gyb"
    syb = "syb"
    reserve_skills = "reserve_skills"
    other = "other"


class Kind(Enum):  # type: ignore[misc, unused-ignore]
    technical_school = "technical_school"
    training_body = "training_body"


class Level(Enum):  # type: ignore[misc, unused-ignore]
    junior = "junior"
    intermediate = "intermediate"
    senior = "senior"
    technician = "technician"


PERSON_FACTS: Final[dict[str, Any]] = {
    "birth_date": date,
    "resides_in": int,
    "insured_in": int,
    "months_worked": float,
    "wage_income": int,
    "employed_at_enterprise": bool,
    "unemployment_insurance_years": float,
    "drawing_unemployment_benefit": bool,
    "left_school_without_going_on": bool,
    "startup_group": Group,
    "hired": bool,
    "hired_from": date,
    "hired_until": date,
    "insured_from": date,
    "contract_months": int,
    "newly_hired": bool,
    "certified_unemployed": bool,
    "trained": bool,
    "course": Course,
    "training_start": date,
    "training_completed": date,
    "training_months": float,
    "training_certified": bool,
    "provider_place": int,
    "provider_kind": Kind,
    "certificate": bool,
    "certificate_level": Level,
    "certificate_issued": date,
    "school_year_start": date,
    "vocational": bool,
}
HOUSEHOLD_FACTS: Final[dict[str, Any]] = {"poverty_status": Status, "listed_in": int}
ENTERPRISE_FACTS: Final[dict[str, Any]] = {
    "place": int,
    "incubated": bool,
    "incubation_qualified": bool,
    **dict.fromkeys(TAXES, int),
}
FORMULAS: Final[list[tuple[str, Any, Any, Formula]]] = []
"""Name, entity, type and formula of what is computed."""


def formula(entity: Any, type_: Any) -> Callable[[Formula], Formula]:
    """Registers a formula; its name is that of the variable."""

    def add(function: Formula) -> Formula:
        FORMULAS.append((function.__name__, entity, type_, function))
        return function

    return add


def in_force(period: Any) -> bool:
    return bool(FROM <= period.start.date <= TO)


def today(period: Any) -> Any:
    return np.datetime64(period.start.date)


def months(days: Any) -> Any:
    """The number of a month, for dates."""
    return days.astype("datetime64[M]").astype(int)


@formula(HOUSEHOLD, bool)
def listed(household: Any, period: Any) -> Any:
    status = household("poverty_status", period)
    on_list = (status == Status.lifted) + (status == Status.monitored)
    return on_list * (household("listed_in", period) == HERE) * in_force(period)


def _reaches(income: int, worked: int) -> Formula:
    """The condition of one tier; the upper two ask for no months."""

    def reaches(person: Any, period: Any) -> Any:
        enough = person.household("listed", period) * (person("wage_income", period) >= income)
        return enough * (person("months_worked", period) >= worked) if worked else enough

    return reaches


for _tier, (_, _income, _worked) in TIERS.items():
    FORMULAS.append((f"tier_{_tier}", PERSON, bool, _reaches(_income, _worked)))


@formula(HOUSEHOLD, int)
def tiers(household: Any, period: Any) -> Any:
    """The best combination: by Hall's condition two tiers go to two persons when each has one and both have two."""
    reached = {tier: household.members(f"tier_{tier}", period) for tier in TIERS}
    counts = {tier: household.sum(persons) for tier, persons in reached.items()}
    best = np.zeros(household.count, dtype=int)
    for tier, (amount, _, _) in TIERS.items():
        best = np.maximum(best, amount * (counts[tier] > 0))
    for one, other in combinations(TIERS, 2):
        either = household.sum(reached[one] | reached[other])
        feasible = (counts[one] > 0) * (counts[other] > 0) * (either > 1)
        best = np.maximum(best, (TIERS[one][0] + TIERS[other][0]) * feasible)
    return np.minimum(best, 630000)


@formula(PERSON, int)
def vocational_grant(person: Any, period: Any) -> Any:
    start = person("school_year_start", period)
    same_year = start.astype("datetime64[Y]") == today(period).astype("datetime64[Y]")
    in_time = (start >= AUTUMN) * (start <= today(period)) * same_year
    return 400000 * person.household("listed", period) * person("vocational", period) * in_time


@formula(PERSON, bool)
def training_in_force(person: Any, period: Any) -> Any:
    completed = person("training_completed", period)
    return person("trained", period) * (completed >= FACTS_FROM) * (completed <= np.datetime64(TO)) * in_force(period)


@formula(PERSON, bool)
def startup_training(person: Any, period: Any) -> Any:
    course, group = person("course", period), person("startup_group", period)
    named = ((course == Course.gyb) + (course == Course.syb)) * (group != Group.other)
    return person("training_in_force", period) * (person("resides_in", period) == HERE) * named


@formula(PERSON, int)
def startup_training_low(person: Any, period: Any) -> Any:
    return 40000 * person("startup_training", period)


@formula(PERSON, int)
def startup_training_high(person: Any, period: Any) -> Any:
    return 160000 * person("startup_training", period)


@formula(PERSON, int)
def age_at_training(person: Any, period: Any) -> Any:
    born, start = person("birth_date", period), person("training_start", period)
    full = months(start) - months(born)
    before = (start - start.astype("datetime64[M]")) < (born - born.astype("datetime64[M]"))
    return (full - before) // 12


@formula(PERSON, int)
def leaver_subsidy(person: Any, period: Any) -> Any:
    age = person("age_at_training", period)
    course = (person("course", period) == Course.reserve_skills) * (person("training_months", period) >= 4)
    provider = (person("provider_place", period) == HERE) * (person("provider_kind", period) == Kind.technical_school)
    leaver = person("left_school_without_going_on", period) * (age >= 15) * (age <= 22)
    certified = person("training_certified", period)
    return 600000 * person("training_in_force", period) * course * provider * leaver * certified


@formula(PERSON, int)
def certificate_subsidy(person: Any, period: Any) -> Any:
    issued, level = person("certificate_issued", period), person("certificate_level", period)
    month = issued.astype("datetime64[M]")
    last = (month + 12).astype("datetime64[D]") + (issued - month.astype("datetime64[D]"))
    insured = person("employed_at_enterprise", period) * (person("unemployment_insurance_years", period) >= 1)
    group = insured + person("drawing_unemployment_benefit", period)
    in_time = (issued.astype("datetime64[Y]").astype(int) == 2022 - 1970) * (today(period) <= last) * in_force(period)
    amount = np.select([level == Level.junior, level == Level.intermediate, level == Level.senior], [100000, 150000, 200000])
    return amount * person("certificate", period) * (person("insured_in", period) == HERE) * group * in_time


@formula(PERSON, int)
def months_counted(person: Any, period: Any) -> Any:
    first = months(np.maximum(person("hired_from", period), person("insured_from", period)))
    january = (period.start.year - 1970) * 12
    until = np.minimum(months(person("hired_until", period)), january + period.start.month - 1)
    return np.maximum(np.minimum(first + 35, until) - np.maximum(first, january) + 1, 0)


@formula(PERSON, int)
def quota(person: Any, period: Any) -> Any:
    begun = np.maximum(person("hired_from", period), person("insured_from", period))
    in_year = (begun >= FACTS_FROM) * (begun <= today(period)) * in_force(period)
    new = person("newly_hired", period) * person("certified_unemployed", period)
    contract = person("contract_months", period) >= 12
    return 65000 * person("months_counted", period) * person("hired", period) * in_year * new * contract


@formula(ENTERPRISE, int)
def quotas(enterprise: Any, period: Any) -> Any:
    # Not `enterprise.sum`: it has no place for enterprises without members at the end.
    hires = enterprise.members("quota", period)
    total = np.bincount(enterprise.members_entity_id, weights=hires, minlength=enterprise.count).astype(int)
    return total * (enterprise("place", period) == HERE)


def _deducted(position: int) -> Formula:
    """What is taken from one tax: what is left of the quotas after the taxes before it."""

    def deducted(enterprise: Any, period: Any) -> Any:
        left = enterprise("quotas", period)
        for tax in TAXES[:position]:
            left = left - enterprise(f"deducted_{tax}", period)
        return np.minimum(left, enterprise(TAXES[position], period))

    return deducted


for _position, _tax in enumerate(TAXES):
    FORMULAS.append((f"deducted_{_tax}", ENTERPRISE, int, _deducted(_position)))


@formula(ENTERPRISE, int)
def loan_ceiling(enterprise: Any, period: Any) -> Any:
    certified = enterprise("incubated", period) * enterprise("incubation_qualified", period)
    return 300000000 * certified * (enterprise("place", period) == HERE) * in_force(period)


def system() -> Any:
    """The whole system."""
    built = TaxBenefitSystem([PERSON, HOUSEHOLD, ENTERPRISE])
    for entity, facts in ((PERSON, PERSON_FACTS), (HOUSEHOLD, HOUSEHOLD_FACTS), (ENTERPRISE, ENTERPRISE_FACTS)):
        for name, type_ in facts.items():
            built.add_variable(_variable(name, entity, type_, DateUnit.ETERNITY, None))
    for name, entity, type_, function in FORMULAS:
        built.add_variable(_variable(name, entity, type_, DateUnit.DAY, function))
    return built


def _variable(name: str, entity: Any, type_: Any, unit: Any, function: Formula | None) -> type:
    content: dict[str, Any] = {"entity": entity, "definition_period": unit, "label": name, "value_type": type_}
    if isinstance(type_, type) and issubclass(type_, Enum):
        content |= {"value_type": Enum, "possible_values": type_, "default_value": list(type_)[-1]}
    if function is not None:
        content["formula"] = function
    return type(name, (Variable,), content)
