"""OpenFisca-Core on the seven articles, by its way for prepared data: entities declared, arrays set as inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from benchmarks.peers.amounts import Amounts, payable
from benchmarks.peers.households import TAXES, Case
from benchmarks.peers.plain import fen

ENDLESS: Final = date(2200, 1, 1)
NOBODY: Final = "nobody"
"""The enterprise of those whom none has hired: every person belongs to exactly one."""

RESULTS: Final = (
    "tiers",
    "vocational_grant",
    "startup_training_low",
    "startup_training_high",
    "leaver_subsidy",
    "certificate_subsidy",
    "loan_ceiling",
    *(f"deducted_{tax}" for tax in TAXES),
)


@dataclass(slots=True)
class Prepared:
    """Inputs of one simulation as arrays; ``rows`` and ``enterprises`` only name the results."""

    day: Any
    persons: Any
    households: Any
    enterprises: Any
    hired_by: Any
    inputs: list[tuple[str, Any]]
    rows: list[dict[str, Any]]
    names: list[str]


class OpenFisca:
    """One simulation for each household. The best combination is a formula of the household."""

    def __init__(self, *, trace: bool = False) -> None:
        import numpy as np
        from openfisca_core import periods  # type: ignore[import-not-found, import-untyped, unused-ignore]
        from openfisca_core.simulations import SimulationBuilder  # type: ignore[import-not-found, import-untyped, unused-ignore]

        from benchmarks.peers import openfisca_plan

        self.name = "OpenFisca, trace" if trace else "OpenFisca"
        self._trace = trace
        self._numpy: Any = np
        self._periods: Any = periods
        self._builder: Any = SimulationBuilder
        self._plan: Any = openfisca_plan
        self._system = openfisca_plan.system()

    def prepare(self, case: Case) -> Prepared:
        rows = [_person_facts(case, row) for row in case["persons"]]
        hired = [row["employer"] for row in rows]
        # The builder numbers only the groups that have members, so these come first.
        known = [*dict.fromkeys(hired), *(row["id"] for row in case["enterprises"] if row["id"] not in hired)]
        of_enterprise = {row["id"]: row for row in case["enterprises"]}
        enterprises = [of_enterprise.get(name, {}) for name in known]
        facts: list[tuple[dict[str, Any], list[dict[str, Any]]]] = [
            (self._plan.PERSON_FACTS, rows),
            (self._plan.HOUSEHOLD_FACTS, case["households"]),
            (self._plan.ENTERPRISE_FACTS, enterprises),
        ]
        np = self._numpy
        return Prepared(
            self._periods.period(case["on"].isoformat()),
            np.arange(len(rows)),
            np.zeros(len(rows), dtype=int),
            np.arange(len(known)),
            np.array([known.index(name) for name in hired]),
            [(name, self._array(name, type_, items)) for types, items in facts for name, type_ in types.items()],
            rows,
            known,
        )

    def _array(self, name: str, type_: Any, rows: list[dict[str, Any]]) -> Any:
        np = self._numpy
        values = [row.get(name) for row in rows]
        if type_ is date:
            return np.array([value or ENDLESS for value in values], dtype="datetime64[D]")
        if type_ is int:
            money = name in TAXES or name == "wage_income"
            return np.array([fen(float(value or 0)) if money else int(value or 0) for value in values], dtype="int32")
        if type_ is float:
            return np.array([value or 0 for value in values], dtype="float32")
        if type_ is bool:
            return np.array([bool(value) for value in values])
        return type_.encode(np.array([value or list(type_)[-1].name for value in values]))

    def run(self, prepared: Prepared) -> dict[str, Any]:
        builder = self._builder()
        builder.create_entities(self._system)
        builder.declare_person_entity("person", prepared.persons)
        household = builder.declare_entity("household", prepared.households[:1])
        enterprise = builder.declare_entity("enterprise", prepared.enterprises)
        builder.join_with_persons(household, prepared.households, prepared.households)
        builder.join_with_persons(enterprise, prepared.hired_by, prepared.households)
        simulation = builder.build(self._system)
        simulation.trace = self._trace
        for name, values in prepared.inputs:
            simulation.set_input(name, "ETERNITY", values)
        return {name: simulation.calculate(name, prepared.day) for name in RESULTS}

    def amounts(self, prepared: Prepared, result: Mapping[str, Any]) -> Amounts:
        found: Amounts = {"12.5 h": (int(result["tiers"][0]),) * 2}
        for i, row in enumerate(prepared.rows):
            found[f"12.7 {row['study']}"] = (int(result["vocational_grant"][i]),) * 2
            low, high = int(result["startup_training_low"][i]), int(result["startup_training_high"][i])
            found[f"17.1 {row['training']}"] = (low, high)
            found[f"21.1 {row['training']}"] = (int(result["leaver_subsidy"][i]),) * 2
            found[f"19.2 {row['certificate_id']}"] = (int(result["certificate_subsidy"][i]),) * 2
        for i, name in enumerate(prepared.names):
            found[f"15.2 {name}"] = (0, int(result["loan_ceiling"][i]))
            taken = {tax: int(result[f"deducted_{tax}"][i]) for tax in TAXES}
            found[f"10.1 {name}"] = (sum(taken.values()),) * 2
            found |= {f"10.1 {name} {tax}": (amount, amount) for tax, amount in taken.items()}
        return payable(found)


def _person_facts(case: Case, person: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a person with those of what they have at most one of."""

    def own(name: str) -> Mapping[str, Any]:
        return next((row for row in case[name] if row["person"] == person["id"]), {})

    employment, training, certificate, study = own("employments"), own("trainings"), own("certificates"), own("studies")
    provider: Mapping[str, Any] = next((row for row in case["institutions"] if row["id"] == training.get("provider")), {})
    end = employment.get("end")
    return {
        **person,
        "employer": employment.get("employer", NOBODY),
        "hired": bool(employment),
        "hired_from": employment.get("start"),
        "hired_until": None if end == "ongoing" else end,
        "insured_from": employment.get("insured_from"),
        "contract_months": employment.get("contract_months"),
        "newly_hired": employment.get("newly_hired"),
        "certified_unemployed": employment.get("certified_unemployed"),
        "training": training.get("id"),
        "trained": bool(training),
        "course": training.get("course"),
        "training_start": training.get("start"),
        "training_completed": training.get("completed"),
        "training_months": training.get("months"),
        "training_certified": training.get("certified"),
        "provider_place": provider.get("place"),
        "provider_kind": provider.get("kind"),
        "certificate_id": certificate.get("id"),
        "certificate": bool(certificate),
        "certificate_level": certificate.get("level"),
        "certificate_issued": certificate.get("issued"),
        "study": study.get("id"),
        "school_year_start": study.get("school_year_start"),
        "vocational": study.get("vocational"),
    }
