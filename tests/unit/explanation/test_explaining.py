"""Explanations: functions of a determination, stored or fresh, and of the law that decided it and no other."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from small_world import LABEL, VOCABULARY, Bench, clause, ruleset

from subsidies import Catalogue, Determination, Outcome, UsageError
from subsidies import explanation as e
from subsidies.case.entities import EntityRef
from subsidies.explanation import Explanation, Missing
from subsidies.law import Law

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
GOOD = ROOT / "tests" / "good"
ON = date(2023, 12, 20)


def of_example(path: Path) -> tuple[Law, Determination]:
    catalogue = Catalogue.bundled()
    return catalogue.law(), catalogue.assess(catalogue.read_case(path), ON)


def of_good_case() -> tuple[Law, Determination]:
    """A case with a rate, an open text, lists that are not complete, and earlier awards of another year."""
    catalogue = Catalogue(GOOD / "catalogue")
    return catalogue.law(), catalogue.assess(catalogue.read_case(GOOD / "case" / "case.yaml"))


DETERMINED: dict[str, Callable[[], tuple[Law, Determination]]] = {
    **{path.stem: partial(of_example, path) for path in EXAMPLES},
    "good case": of_good_case,
}
determined = pytest.mark.parametrize("determined", DETERMINED.values(), ids=DETERMINED)


def everything(law: Law, found: Determination) -> list[Any]:
    """All that can be explained of a determination."""
    kept = Explanation(law, found)
    return [
        dict(e.tightened(law, found)),
        [
            (
                e.missing(law, found, item),
                e.evidence(law, found, item),
                e.trace(law, found, item),
                kept.decisive(item),
                kept.rivals(item),
                kept.alternative(item),
                kept.period(item),
            )
            for item in found.entitlements
        ],
    ]


@determined
def test_what_was_stored_is_explained_as_what_is_fresh(determined: Callable[[], tuple[Law, Determination]]) -> None:
    law, found = determined()
    loaded: Determination = pickle.loads(pickle.dumps(found))
    assert everything(law, loaded) == everything(law, found)


@determined
def test_explaining_changes_nothing(determined: Callable[[], tuple[Law, Determination]]) -> None:
    law, found = determined()
    before, stored = deepcopy(found), pickle.dumps(found)
    first = everything(law, found)
    assert found == before
    assert pickle.dumps(found) == stored
    assert everything(law, found) == first


@determined
def test_who_keeps_an_explanation_is_told_the_same(determined: Callable[[], tuple[Law, Determination]]) -> None:
    law, found = determined()
    kept = Explanation(law, found)
    assert kept.tightened == e.tightened(law, found)
    for item in found.entitlements:
        assert kept.missing(item) == e.missing(law, found, item)
        assert kept.evidence(item) == e.evidence(law, found, item)
        assert [(row, kept.seen(item, row)) for row in kept.rows(item)] == e.trace(law, found, item)


@determined
def test_the_trace_carries_the_verdict(determined: Callable[[], tuple[Law, Determination]]) -> None:
    law, found = determined()
    for item in found.entitlements:
        supports = [row.supports for row, _ in e.trace(law, found, item)]
        assert item.verdict is (False if False in supports else None if None in supports else True)
        assert (Explanation(law, found).decisive(item) is None) is (item.verdict is not False)
        assert e.missing(law, found, item) or item.verdict is not None or item.outcome is Outcome.EXCLUDED_BY_LIMIT


ASK: dict[str, Callable[[Law, Determination], Any]] = {
    "missing of an open one": lambda law, found: e.missing(law, found, found.with_outcome(Outcome.POSSIBLE)[0]),
    "missing of a refused one": lambda law, found: e.missing(law, found, found.with_outcome(Outcome.NOT_ENTITLED)[0]),
    "evidence": lambda law, found: e.evidence(law, found, found.entitlements[0]),
    "trace": lambda law, found: e.trace(law, found, found.entitlements[0]),
    "tightened": e.tightened,
    "explanation": Explanation,
}


@pytest.mark.parametrize("ask", ASK.values(), ids=ASK)
def test_another_law_explains_nothing(ask: Callable[[Law, Determination], Any], bench: Bench) -> None:
    bench.add(ruleset(clauses={"1": clause(when=["poor"]), "2": clause(when=["ill"])}))
    before = Catalogue(bench.root)
    found = before.assess(bench.case({"poor": None, "ill": False}, catalogue=before))
    bench.add(ruleset(clauses={"1": clause(when=["poor"]), "2": clause(when=["ill"], article="2")}))
    after = Catalogue(bench.root)
    ask(before.law(), found)
    for law in (after.law(), after.law([]), Catalogue.bundled().law()):
        with pytest.raises(UsageError, match="another one than decided"):
            ask(law, found)


def test_a_law_of_more_policies_explains_as_well(bench: Bench) -> None:
    bench.add(ruleset(policy="alpha", clauses={"1": clause(when=["poor"])}))
    bench.add(ruleset(policy="beta", clauses={"1": clause(when=["ill"])}))
    catalogue = Catalogue(bench.root)
    found = catalogue.assess(bench.case({"poor": None}, catalogue=catalogue), policies=["alpha"])
    (item,) = found.entitlements
    assert e.missing(catalogue.law(), found, item) == e.missing(catalogue.law(["alpha"]), found, item) != ()


@pytest.fixture
def several(bench: Bench) -> Bench:
    """Facts with proofs, an exception, and clauses that prevail."""
    person = VOCABULARY["entities"]["person"]
    facts = {name: {**fact, "evidence": {"zh": f"{name}证", "en": f"proof of {name}"}} for name, fact in person["facts"].items()}
    bench.words({"schema_version": 1, "entities": {"person": {**person, "facts": facts}}})
    figures = {
        "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
        "old": {"value": 60, "unit": "year", "cite": "1", "word": "以上"},
    }
    open_ = {"open": {"zh": "等", "en": "and others"}}
    clauses = {
        "1": clause(when=["age >= p.old", {"any": ["poor", "ill"]}], unless=["started < on"]),
        "2": clause(amount="cost", when=["poor", open_], evidence=[{"zh": "poor证", "en": "again"}, LABEL]),
    }
    bench.add(ruleset(parameters=figures, clauses=clauses))
    return bench


def asked(explanation: Explanation, id_: str) -> list[str]:
    return [item.fact or item.sort for item in explanation.missing(explanation.determination.of(id_, "p"))]


@pytest.mark.parametrize(
    ("person", "missing"),
    [
        ({}, ["age", "poor", "ill", "started"]),
        ({"poor": True}, ["age", "started"]),
        ({"poor": False}, ["age", "ill", "started"]),
        ({"poor": False, "ill": False}, []),
        ({"age": 59}, []),
        ({"age": 60, "ill": True, "started": date(2023, 7, 1)}, []),
        ({"age": 60, "ill": True}, ["started"]),
    ],
)
def test_what_is_decided_already_is_not_missing(person: dict[str, Any], missing: list[str], several: Bench) -> None:
    assert asked(several.explain(person), "1") == missing


def test_what_the_text_leaves_open_and_what_an_amount_needs_are_missing(several: Bench) -> None:
    explanation = several.explain({"poor": True, "cost": None, "age": "unknown", "ill": True})
    item = explanation.determination.of("2", "p")
    assert explanation.missing(item) == (
        Missing("open", zh="等", en="and others"),
        Missing("fact", item.subject, "cost"),
    )
    assert Missing("fact", item.subject, "age", asked=True) in explanation.missing(explanation.determination.of("1", "p"))


def test_proofs_come_in_the_order_of_the_rule_and_each_once(several: Bench) -> None:
    explanation = several.explain({})
    first, second = (explanation.determination.of(id_, "p") for id_ in "12")
    assert [label.en for label in explanation.evidence(first)] == [
        f"proof of {name}" for name in ("age", "poor", "ill", "started")
    ]
    assert [label.en for label in explanation.evidence(second)] == ["proof of poor", "proof of cost", "text"]


def test_each_paper_stands_once_with_whom_and_what_it_serves(several: Bench) -> None:
    catalogue = Catalogue(several.root)
    case = several.case({}, {}, catalogue=catalogue)
    explanation = Explanation(catalogue.law(), catalogue.assess(case))
    first, second = EntityRef("person", "p"), EntityRef("person", "p2")
    of_both = [explanation.determination.of("1", "p"), explanation.determination.of("2", "p2")]
    found = [(paper.label.en, list(paper.entities), list(paper.clauses)) for paper in explanation.papers(of_both)]
    assert found == [
        ("proof of age", [first], ["test/1"]),
        ("proof of poor", [first, second], ["test/1", "test/2"]),
        ("proof of ill", [first], ["test/1"]),
        ("proof of started", [first], ["test/1"]),
        ("proof of cost", [second], ["test/2"]),
        ("text", [], ["test/2"]),
    ]
    assert explanation.papers([]) == []


def test_a_line_shows_what_it_saw(several: Bench) -> None:
    explanation = several.explain({"age": 70, "poor": False, "ill": None, "started": date(2023, 7, 1)})
    item = explanation.determination.of("1", "p")
    rows = {row.line.role: row for row in explanation.rows(item)}
    shown = [
        (one.fact, one.value, one.is_known)
        for row, seen in e.trace(explanation.law, explanation.determination, item)
        for one in seen
        if row.line.role == "condition"
    ]
    assert shown == [("age", (70, 70), True), ("poor", False, True), ("ill", None, False)]
    assert (rows["exception"].verdict, rows["exception"].supports) == (False, True)


def test_what_a_limit_keeps_out_has_a_rival_and_an_alternative(bench: Bench) -> None:
    figures = {
        "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
        "less": {"value": 400, "unit": "yuan", "cite": "1"},
    }
    one = {"id": "one", "title": LABEL, "over": ["1", "2"], "per": ["person", "year"], "at_most": {"awards": 1}, "cite": "1"}
    bench.add(ruleset(parameters=figures, clauses={"1": clause(), "2": clause(amount="p.less")}, limits=[one]))
    explanation = bench.explain({})
    paid, kept_out = (explanation.determination.of(id_, "p") for id_ in "12")
    assert (paid.outcome, kept_out.outcome) == (Outcome.PAYABLE, Outcome.EXCLUDED_BY_LIMIT)
    assert explanation.rivals(kept_out) == [paid]
    assert explanation.rivals(paid) == []
    alternative = explanation.alternative(kept_out)
    assert alternative is not None
    assert (alternative.total, alternative.awards) == (40_000, ((kept_out, 40_000),))
