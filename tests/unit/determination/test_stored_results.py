"""A determination can be stored with pickle, whatever the case, and what comes back is as good as what went in."""

from __future__ import annotations

import io
import pickle
import random
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidies import Catalogue, Determination
from subsidies.assessment import assess
from subsidies.law import Law
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from tests.agreement import compare
from tests.agreement.world import world

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
HOUSEHOLD = ROOT / "examples" / "xixia-household.yaml"
CATALOGUE = Catalogue.bundled()
ON = date(2023, 12, 20)
MOST_BYTES = 300_000


def determined(path: Path = HOUSEHOLD) -> Determination:
    return CATALOGUE.assess(CATALOGUE.read_case(path), ON)


def said(found: Determination) -> list[Any]:
    """What a determination says when it is asked."""
    kinds = dict.fromkeys(item.kind for item in found.entitlements)
    payees = [None, *found.question.by_id]
    return [
        [found.total(kind, payee) for kind in kinds for payee in payees if payee or BENEFIT_KINDS[kind].adds_up],
        [found.of(item.clause, item.subject.id) for item in found.entitlements],
        [found.combination(item) for item in found.entitlements],
        [found.members(item) for item in found.combinations],
        repr(found),
    ]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_was_stored_comes_back_equal_and_answers_the_same(path: Path, protocol: int) -> None:
    found = determined(path)
    stored = pickle.dumps(found, protocol)
    loaded = pickle.loads(stored)
    assert loaded == found
    assert said(loaded) == said(found)
    assert loaded.question is not found.question
    assert pickle.loads(pickle.dumps(loaded)) == found


def chain(length: int) -> dict[str, Any]:
    """Jobs that lead from person to enterprise to person, so that every entity is reached from the first one."""
    ends = range(length // 2 + 1)
    return {
        "schema_version": 1,
        "jurisdiction": "110101",
        "on": date(2023, 9, 1),
        "persons": [{"id": f"p{i}", "months": Decimal(i % 10), "income": 10_000, "veteran": i % 3 == 0} for i in ends],
        "enterprises": [{"id": f"e{i}", "staff": 3, "seat": "110101"} for i in ends],
        "jobs": [
            {"id": f"j{i}", "person": f"p{(i + 1) // 2}", "employer": f"e{i // 2}", "start": date(2023, 3, 1), "pay": 3000}
            for i in range(length)
        ],
        "prior_awards": [{"clause": "work-2023/2", "subject": "p7", "year": 2022, "amount": 1500}],
    }


def test_three_thousand_jobs_in_a_chain_are_stored() -> None:
    catalogue = Catalogue(ROOT / "tests" / "good" / "catalogue")
    found = catalogue.assess(catalogue.read_case(chain(3000)))
    assert len(found.question.entities["job"]) == 3000
    loaded: Determination = pickle.loads(pickle.dumps(found))
    assert loaded == found
    of = loaded.question.by_id
    assert of["j2999"].links[0] is of["p1500"]
    assert of["p1500"].lists["jobs"][0][0] is of["j2999"]
    assert [award.subject for award in loaded.question.prior_awards or ()] == [of["p7"]]


HOMES = {
    "subsidies.amount.amount",
    "subsidies.arithmetic.day_spans",
    "subsidies.case.entities",
    "subsidies.determination.determination",
    "subsidies.determination.entitlement",
    "subsidies.errors.finding",
    "subsidies.files.schema",
    "subsidies.ruleset.references",
    "subsidies.settlement.values",
    "subsidies.stacking.problem",
    "subsidies.types.units",
    "subsidies.vocabulary.rate_lookup",
    "subsidies.vocabulary.rates",
}
"""Where the values live of which a determination consists."""


class Registrar(pickle.Unpickler):
    """Remembers from where everything is that it needs."""

    def __init__(self, stored: bytes) -> None:
        super().__init__(io.BytesIO(stored))
        self.modules: set[str] = set()

    def find_class(self, module: str, name: str) -> Any:
        self.modules.add(module)
        return super().find_class(module, name)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_values_alone_are_stored_and_not_many_bytes_of_them(path: Path) -> None:
    stored = pickle.dumps(determined(path))
    registrar = Registrar(stored)
    registrar.load()
    assert {module for module in registrar.modules if module.startswith("subsidies")} <= HOMES
    assert len(stored) < MOST_BYTES


ELSEWHERE = """
import pickle, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.startswith(REFUSED):
            raise ImportError(f"{name} is not there")

REFUSED = tuple(f"subsidies.{room}" for room in ("engines", "law", "assessment", "explanation", "catalogue"))
REFUSED += ("durable", "durable_rules_engine", "subsidies_cli", "subsidies_rulesets")
sys.meta_path.insert(0, Refuse())
found = pickle.load(sys.stdin.buffer)
print(repr(found), found.total("cash", "h1").low, found.of("12.4", "p4").outcome, len(found.members(found.combinations[0])))
"""


def test_it_is_read_where_there_is_no_engine_no_law_and_no_catalogue() -> None:
    found = determined()
    done = subprocess.run([sys.executable, "-c", ELSEWHERE], input=pickle.dumps(found), capture_output=True, check=False)
    assert done.stderr == b""
    total, item = found.total("cash", "h1").low, found.of("12.4", "p4")
    assert done.stdout.decode() == f"{found!r} {total} {item.outcome} {len(found.members(found.combinations[0]))}\n"


@given(st.integers(0, 2**32), st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_whatever_case_under_whatever_rules_is_stored(rules: int, case: int) -> None:
    ruleset = compare.generated(random.Random(rules))
    if ruleset is not None:
        found = assess(Law(world(), [ruleset]), compare.case(case)[0])
        assert pickle.loads(pickle.dumps(found)) == found
