"""GoRules Zen on the seven articles."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

from benchmarks.peers.amounts import Amounts, payable
from benchmarks.peers.households import TAXES, Case
from benchmarks.peers.plain import fen
from benchmarks.peers.zen_graph import graph

ENDLESS: Final = 99991231
KEY: Final = "plan"


class Zen:
    """The graph in an engine that holds it (``engine.evaluate``), the faster way, or as a decision (``create_decision``).

    The household is handed over as JSON-like data, references resolved. The best combination is found in Zen's own expressions.
    """

    def __init__(self, *, trace: bool = False, decision: bool = False) -> None:
        import zen  # type: ignore[import-not-found, unused-ignore]

        self.name = f"Zen{', decision object' if decision else ''}{', trace' if trace else ''}"
        self._options: Any = {"trace": True} if trace else None
        self._decision: Any = None
        content = graph()
        if decision:
            self._engine: Any = zen.ZenEngine()
            self._decision = self._engine.create_decision(json.dumps(content))
        else:
            self._engine = zen.ZenEngine({"loader": {"type": "static", "content": {KEY: content}}})

    def prepare(self, case: Case) -> dict[str, Any]:
        persons = {row["id"]: row for row in case["persons"]}
        providers = {row["id"]: {"place": row["place"], "kind": row["kind"]} for row in case["institutions"]}
        home = case["households"][0]
        return {
            "on": day(case["on"]),
            "poverty_status": home["poverty_status"],
            "listed_in": home["listed_in"],
            "persons": [{"months": row["months_worked"], "wages": fen(row["wage_income"])} for row in case["persons"]],
            "enterprises": [
                {
                    "id": row["id"],
                    "place": row["place"],
                    "incubated": row["incubated"],
                    "qualified": row["incubation_qualified"],
                    **{tax: fen(row[tax]) for tax in TAXES},
                }
                for row in case["enterprises"]
            ],
            "employments": [
                {
                    "employer": row["employer"],
                    "start": day(row["start"]),
                    "end": ENDLESS if row["end"] == "ongoing" else day(row["end"]),
                    "insured_from": day(row["insured_from"]),
                    "contract_months": row["contract_months"],
                    "newly_hired": row["newly_hired"],
                    "certified_unemployed": row["certified_unemployed"],
                }
                for row in case["employments"]
            ],
            "trainings": [
                {
                    "id": row["id"],
                    "course": row["course"],
                    "start": day(row["start"]),
                    "completed": day(row["completed"]),
                    "months": row["months"],
                    "certified": row["certified"],
                    "person": {
                        "birth": day(persons[row["person"]]["birth_date"]),
                        "resides_in": persons[row["person"]]["resides_in"],
                        "group": persons[row["person"]]["startup_group"],
                        "left_school": persons[row["person"]]["left_school_without_going_on"],
                    },
                    "provider": providers[row["provider"]],
                }
                for row in case["trainings"]
            ],
            "certificates": [
                {
                    "id": row["id"],
                    "level": row["level"],
                    "issued": day(row["issued"]),
                    "person": {
                        "insured_in": persons[row["person"]]["insured_in"],
                        "employed": persons[row["person"]]["employed_at_enterprise"],
                        "insured_years": persons[row["person"]]["unemployment_insurance_years"],
                        "drawing_benefit": persons[row["person"]]["drawing_unemployment_benefit"],
                    },
                }
                for row in case["certificates"]
            ],
            "studies": [
                {"id": row["id"], "start": day(row["school_year_start"]), "vocational": row["vocational"]}
                for row in case["studies"]
            ],
        }

    def run(self, prepared: dict[str, Any]) -> Any:
        if self._decision is not None:
            return self._decision.evaluate(prepared, self._options)
        return self._engine.evaluate(KEY, prepared, self._options)

    def amounts(self, prepared: dict[str, Any], result: Any) -> Amounts:
        answer = result["result"]
        found: Amounts = {"12.5 h": (answer["tiers"], answer["tiers"])}
        found |= {f"12.7 {id_}": (400000, 400000) for id_ in answer["studies"]}
        found |= {f"15.2 {id_}": (0, 300000000) for id_ in answer["loans"]}
        for row in answer["trainings"]:
            if row:
                found[f"{row['clause']} {row['id']}"] = (row["low"], row["high"])
        for row in answer["certificates"]:
            if row:
                found[f"19.2 {row['id']}"] = (row["amount"], row["amount"])
        for row in answer["deductions"]:
            found[f"10.1 {row['id']}"] = (row["deduction"], row["deduction"])
            found |= {f"10.1 {row['id']} {tax}": (row[tax], row[tax]) for tax in TAXES}
        return payable(found)


def day(value: date) -> int:
    """A date as a whole number: 20231220."""
    return value.year * 10000 + value.month * 100 + value.day
