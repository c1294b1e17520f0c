"""The JSON documents: as their schema says, the same of what was stored, and in agreement with one another."""

from __future__ import annotations

import json
import pickle
import random
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schema_check import faults
from typer.testing import CliRunner

from subsidies import Catalogue, Determination, Outcome, UsageError
from subsidies.advice import LaterLoss, later_losses
from subsidies.assessment import assess
from subsidies.documents import DeterminationDocument, to_dict, trace_to_dict
from subsidies.law import Law
from subsidies_cli.app import app
from tests.agreement import compare
from tests.agreement.world import world

ROOT = Path(__file__).parents[3]
GOOD = ROOT / "tests" / "good"
LOSSES = [LaterLoss("cash", ("h1",), Decimal("1300.50"), ("12.2",)), LaterLoss("cash", ("p1", "?"), None, ())]


def of_example(name: str, on: date) -> tuple[Law, Determination]:
    catalogue = Catalogue.bundled()
    return catalogue.law(), catalogue.assess(catalogue.read_case(ROOT / "examples" / f"{name}.yaml"), on)


def of_good_case() -> tuple[Law, Determination]:
    catalogue = Catalogue(GOOD / "catalogue")
    return catalogue.law(), catalogue.assess(catalogue.read_case(GOOD / "case" / "case.yaml"))


DETERMINED: dict[str, Callable[[], tuple[Law, Determination]]] = {
    f"{name} {on}": partial(of_example, name, on)
    for name in ("xixia-household", "xixia-employer", "xixia-youth")
    for on in (date(2023, 9, 30), date(2023, 12, 20))
} | {"good case": of_good_case}
determined = pytest.mark.parametrize("determined", DETERMINED.values(), ids=DETERMINED)


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """What the command writes."""
    done = CliRunner().invoke(app, ["schema", "determination"])
    assert done.exit_code == 0
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def written(data: Any) -> Any:
    """A document after it was written as JSON and read again."""
    return json.loads(json.dumps(data, ensure_ascii=False, allow_nan=False))


@determined
def test_a_determination_is_written_as_the_schema_says(
    determined: Callable[[], tuple[Law, Determination]], schema: dict[str, Any]
) -> None:
    law, found = determined()
    for losses, lang in product((None, [], LOSSES, later_losses(law, found)), (None, "zh", "en")):
        document = to_dict(found, law, losses=losses, lang=lang)
        assert written(document) == document
        assert list(faults(document, schema, schema)) == []
        assert (
            DeterminationDocument.model_validate_json(json.dumps(document)).model_dump(mode="json", exclude_unset=True)
            == document
        )


SPOILS: dict[str, Callable[[dict[str, Any]], object]] = {
    "$: later_losses is missing": lambda data: data.pop("later_losses"),
    "$: more is unknown": lambda data: data.update(more=1),
    "$.schema_version: not 1": lambda data: data.update(schema_version=2),
    "$.entitlements[0].outcome: none of": lambda data: data["entitlements"][0].update(outcome="refused"),
    "$.later_losses: nothing of what": lambda data: data.update(later_losses=[{"kind": "cash"}]),
    "$.totals[0].low: no string": lambda data: data["totals"][0].update(low=1),
}


@pytest.mark.parametrize(("fault", "spoil"), SPOILS.items(), ids=SPOILS)
def test_the_schema_tells_what_is_no_determination(
    fault: str, spoil: Callable[[dict[str, Any]], object], schema: dict[str, Any]
) -> None:
    law, found = of_example("xixia-household", date(2023, 12, 20))
    document = to_dict(found, law, losses=[])
    spoil(document)
    (said,) = faults(document, schema, schema)
    assert said.startswith(fault)


def test_nobody_looked_is_told_apart_from_no_losses() -> None:
    law, found = of_example("xixia-household", date(2023, 12, 20))
    assert to_dict(found, law)["later_losses"] is None
    assert to_dict(found, law, losses=[])["later_losses"] == []
    assert to_dict(found, law, losses=LOSSES)["later_losses"] == [
        {"kind": "cash", "payees": ["h1"], "amount": "1300.50", "clauses": ["12.2"]},
        {"kind": "cash", "payees": ["p1", "?"], "amount": None, "clauses": []},
    ]


@determined
def test_losses_change_nothing_else(determined: Callable[[], tuple[Law, Determination]]) -> None:
    law, found = determined()
    with_losses, without = to_dict(found, law, losses=LOSSES), to_dict(found, law)
    assert with_losses | {"later_losses": None} == without


@determined
def test_what_was_stored_is_written_the_same(determined: Callable[[], tuple[Law, Determination]]) -> None:
    law, found = determined()
    before = deepcopy(found)
    loaded: Determination = pickle.loads(pickle.dumps(found))
    assert to_dict(loaded, law, losses=later_losses(law, loaded)) == to_dict(found, law, losses=later_losses(law, found))
    assert trace_to_dict(loaded, law, loaded.entitlements) == trace_to_dict(found, law, found.entitlements)
    assert found == before


@determined
def test_a_trace_shows_an_entitlement_as_the_determination_does(determined: Callable[[], tuple[Law, Determination]]) -> None:
    law, found = determined()
    whole, traced = to_dict(found, law), trace_to_dict(found, law, found.entitlements)
    assert written(traced) == traced
    shared = ("schema_version", "case", "on", "year", "jurisdiction", "rulesets")
    assert {name: traced[name] for name in shared} == {name: whole[name] for name in shared}
    assert len(traced["explanations"]) == len(whole["entitlements"]) == len(found.entitlements)
    for entry, item in zip(traced["explanations"], whole["entitlements"], strict=True):
        assert {name: entry[name] for name in item if name != "lines"} == {name: item[name] for name in item if name != "lines"}
        assert [{name: line[name] for name in ("role", "text", "verdict")} for line in entry["lines"]] == item["lines"]


def test_chosen_entitlements_are_traced_in_the_order_asked_for() -> None:
    law, found = of_example("xixia-household", date(2023, 12, 20))
    chosen = [found.of("12.4", "p4"), found.of("12.1", "p1")]
    traced = trace_to_dict(found, law, chosen)["explanations"]
    assert [(entry["clause"], entry["subject"]) for entry in traced] == [(item.clause, item.subject.id) for item in chosen]
    assert trace_to_dict(found, law, [])["explanations"] == []


@determined
def test_a_document_says_what_the_determination_says(determined: Callable[[], tuple[Law, Determination]]) -> None:
    law, found = determined()
    document = to_dict(found, law)
    assert document["case"] == found.case
    assert (document["on"], document["year"]) == (found.question.on.isoformat(), found.question.year)
    for entry, item in zip(document["entitlements"], found.entitlements, strict=True):
        assert (entry["clause"], entry["subject"], entry["verdict"]) == (item.clause, item.subject.id, item.verdict)
        assert (entry["paid"] is not None) is (item.outcome is Outcome.PAYABLE) is (item.paid is not None)
        assert (entry["decisive"] is not None) is (item.verdict is False)
        assert (entry["limit"] is not None) is (item.outcome is Outcome.EXCLUDED_BY_LIMIT)
    assert [entry["low"] for entry in document["totals"]] == [str(total.low) for total in found.totals]


@pytest.mark.parametrize("write", [to_dict, lambda found, law: trace_to_dict(found, law, [])], ids=["whole", "trace"])
def test_nothing_is_written_by_another_law(write: Callable[[Determination, Law], dict[str, Any]]) -> None:
    law, found = of_example("xixia-household", date(2023, 12, 20))
    other, elsewhere = of_good_case()
    write(found, law)
    with pytest.raises(UsageError, match="another one than decided"):
        write(found, other)
    with pytest.raises(UsageError, match="another one than decided"):
        write(elsewhere, law)


@given(st.integers(0, 2**32), st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_whatever_case_under_whatever_rules_is_written(schema: dict[str, Any], rules: int, case: int) -> None:
    ruleset = compare.generated(random.Random(rules))
    if ruleset is not None:
        law = Law(world(), [ruleset])
        found = assess(law, compare.case(case)[0])
        document = to_dict(found, law, losses=later_losses(law, found))
        assert list(faults(document, schema, schema)) == []
        loaded = pickle.loads(pickle.dumps(found))
        assert to_dict(loaded, law, losses=later_losses(law, loaded)) == document
