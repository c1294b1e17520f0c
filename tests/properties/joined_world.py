"""Generated policies that a generated file joins: one benefit on several grounds, limits over all, clauses that come first."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from subsidies.errors import RulesetError
from subsidies.files.source import Source
from subsidies.law import Law
from subsidies.ruleset import build_ruleset
from subsidies.ruleset.cross import Cross, read_cross
from subsidies.ruleset.cross_checks import Known, faults
from subsidies.ruleset.references import RulesetRef
from tests.properties.claims_world import FIGURES, KEYS, LABEL, RulesetMaker, world

UNSPECIFIED: dict[str, Any] = {"set_by": LABEL}
CEILINGS = {
    "high": {"value": 700, "unit": "yuan", "word": "最高"},
    "low": {"value": 400, "unit": "yuan", "word": "最高"},
}
Clauses = dict[str, dict[str, Any]]


@dataclass
class JoinedMaker:
    """Makes two or three policies and what joins them."""

    rnd: random.Random
    clauses: Clauses = field(default_factory=dict)
    """By full id."""
    parameters: dict[str, Any] = field(default_factory=dict)
    joined: set[str] = field(default_factory=set)
    """The clauses that are grounds of one benefit, or stand in what comes first."""
    own_limits: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The limits of the policies themselves, by full id."""

    def policies(self) -> dict[str, tuple[RulesetMaker, Clauses, list[dict[str, Any]]]]:
        found: dict[str, tuple[RulesetMaker, Clauses, list[dict[str, Any]]]] = {}
        for policy in ("alpha", "beta", "gamma")[: self.rnd.choice((2, 2, 3))]:
            maker = RulesetMaker(self.rnd)
            own: Clauses = {}
            for number in range(1, self.rnd.randint(1, 3) + 1):
                own[str(number)] = self.clauses[f"{policy}/{number}"] = self.clause(maker, own)
            limit = maker.limit(0, own) if self.rnd.random() < 0.4 else None
            if limit is not None:
                self.own_limits[f"{policy}/{limit['id']}"] = limit
            found[policy] = maker, own, [] if limit is None else [limit]
        return found

    def clause(self, maker: RulesetMaker, earlier: Clauses) -> dict[str, Any]:
        rnd = self.rnd
        subject = rnd.choice(("person", "job"))
        clause = maker.clause(subject, [id_ for id_, one in earlier.items() if one["for"] == subject])
        if rnd.random() < 0.5:
            clause["payee"] = "house" if subject == "person" else "firm"
        if rnd.random() < 0.1:
            clause.pop("months", None)
            return {**clause, "kind": "loan_ceiling", "every": "once", "amount": {"at_most": "p.high"}}
        return {**clause, "amount": UNSPECIFIED} if rnd.random() < 0.15 else clause

    def entries(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {"same": [], "limits": [], "prevails": []}
        for number in range(self.rnd.randint(1, 3)):
            subject = self.rnd.choice(("person", "job"))
            about = [full for full, one in self.clauses.items() if one["for"] == subject]
            over = self.rnd.sample(about, min(len(about), self.rnd.randint(2, 4)))
            if len({full.partition("/")[0] for full in over}) < 2:
                continue
            entry = {"id": f"e{number}", "title": LABEL, "cite": "1"}
            section = self.rnd.choice(("same", "same", "limits", "limits", "prevails"))
            if section == "limits":
                found[section].append({**entry, "over": over, **self.limit(subject)})
            elif not self.joined & set(over):
                self.joined |= set(over)
                if section == "same":
                    self.of_one_benefit(over)
                    found[section].append({**entry, "over": over, "per": self.keys(subject)})
                else:
                    found[section].append({**entry, "clause": over[0], "over": over[1:]})
        found["widens"] = list(self.widenings())
        return {name: own for name, own in found.items() if own}

    def widenings(self) -> Iterator[dict[str, Any]]:
        """Limits of the policies that are over clauses of the others too."""
        for number, (full, limit) in enumerate(self.own_limits.items()):
            policy, _, _ = full.partition("/")
            first = self.clauses[f"{policy}/{limit['over'][0]}"]
            others = [
                id_
                for id_, one in self.clauses.items()
                if not id_.startswith(f"{policy}/") and (one["for"], one["kind"]) == (first["for"], first["kind"])
            ]
            if others and self.rnd.random() < 0.7:
                over = self.rnd.sample(others, self.rnd.randint(1, len(others)))
                yield {"id": f"w{number}", "title": LABEL, "cite": "1", "limit": full, "over": over}

    def keys(self, subject: str) -> list[str]:
        """The subject itself, or those among whom one benefit is given once."""
        wider = ["house"] if subject == "person" else ["firm"]
        keys: list[list[str]] = [[subject], ["person"], ["person", "year"], [subject, "year"], wider]
        return self.rnd.choice(keys)

    def of_one_benefit(self, over: list[str]) -> None:
        """Grounds of one benefit are of one kind, for one period and one payee."""
        first = self.clauses[over[0]]
        for full in over:
            clause = self.clauses[full]
            clause |= {key: first[key] for key in ("kind", "every", "payee")}
            if "months" in clause or first["kind"] != "cash":
                for one in (clause, first):
                    one.pop("months", None)
            clause["amount"] = self.amount(clause)

    def amount(self, clause: dict[str, Any]) -> Any:
        said = clause["amount"]
        if clause["kind"] == "loan_ceiling":
            return {"at_most": self.rnd.choice(("p.high", "p.low"))}
        if clause["kind"] == "service":
            return {"items": [{"at_least": "p.times", "label": LABEL, "counted_in": LABEL}]}
        return UNSPECIFIED if isinstance(said, dict) and ("items" in said or "at_most" in said) else said

    def limit(self, subject: str) -> dict[str, Any]:
        keys = list(self.rnd.choice(KEYS[subject]))
        measure = self.rnd.choice(
            ["awards", "awards", "yuan", "yuan", "subjects", *(["persons"] if "person" not in keys else [])]
        )
        name = "cap" if measure == "yuan" else self.rnd.choice(("one", "two"))
        self.parameters[name] = {**FIGURES[name], "cite": "1"}
        return {"per": keys, "at_most": {measure: f"p.{name}"}}


def joined_law(rnd: random.Random) -> tuple[Law, Clauses] | None:
    """The law that some policies and what joins them make, with its clauses by full id; None where it is refused."""
    maker = JoinedMaker(rnd)
    policies = maker.policies()
    entries = maker.entries()
    if not entries:
        return None
    head = {"schema_version": 1, "cross": "joins", "version": "1.0.0", "title": LABEL, "recorded": date(2023, 1, 1)}
    try:
        built = []
        for policy, (own, clauses, limits) in policies.items():
            text = repr((clauses, limits))
            figures = {
                name: {**one, "cite": "1"} for name, one in {**FIGURES, **CEILINGS}.items() if re.search(rf"p\.{name}\b", text)
            }
            data = {**own.head(), "policy": policy, "parameters": figures, "clauses": clauses, "limits": limits}
            built.append(build_ruleset(Source(policy, data), world()))
        source = Source("joins", {**head, "parameters": maker.parameters, **entries})
        cross = Cross(source, read_cross(source), world(), RulesetRef("joins", "1.0.0", "0" * 64, None, "issued"))
        if faults(cross, {f"{one.policy}/{id_}": Known(one.rules[id_], one) for one in built for id_ in one.rules}):
            return None
        return Law(world(), built, supposed=True, crosses=[cross]), maker.clauses
    except RulesetError:
        return None
