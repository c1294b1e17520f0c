"""What drafts would give is settled with all that is law in a run of its own, and changes nothing of what is law."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_world import LABEL, Bench, clause, ruleset

from subsidies import Catalogue, Determination, Outcome
from subsidies.documents import to_dict

STEPS = """\
    那么 条款beta/1对“甲”的结果为“{outcome}”，金额为1500元
"""


def policy(name: str, value: int, **changes: Any) -> dict[str, Any]:
    figures = {"sum": {"value": value, "unit": "yuan", "cite": "1"}}
    return ruleset(policy=name, parameters=figures, clauses={"1": clause(when=["ill"]), "2": clause(when=["poor"])}, **changes)


def joined(bench: Bench) -> None:
    """Clause 1 of both policies gives one benefit."""
    entry = {"id": "once", "title": LABEL, "over": ["alpha/1", "beta/1"], "per": ["person", "year"], "cite": "1"}
    head = {"schema_version": 1, "cross": "joins", "version": "1.0.0", "title": LABEL, "recorded": date(2023, 5, 1)}
    bench.write("cross/joins/1.0.0.yaml", {**head, "same": [entry]})


@pytest.fixture
def beside(bench: Bench) -> Bench:
    """A policy, and a draft of another that gives more; clause 1 of both is one benefit."""
    bench.add(policy("alpha", 1000))
    bench.add(policy("beta", 1500, status="draft"))
    joined(bench)
    return bench


def of_draft(found: Determination) -> Determination:
    assert found.if_in_force is not None
    return found.if_in_force


def test_a_draft_is_settled_with_what_is_law_apart_from_it(beside: Bench) -> None:
    found = beside.assess({"ill": True, "poor": True})
    assert [ref.policy for ref in found.rulesets] == ["alpha"]
    assert found.total("cash").low == 2000
    supposed = of_draft(found)
    assert [(item.clause, item.outcome.value) for item in supposed.entitlements] == [
        ("alpha/1", "excluded_by_limit"),
        ("alpha/2", "payable"),
        ("beta/1", "payable"),
        ("beta/2", "payable"),
    ]
    assert supposed.total("cash").low == 4000
    assert [item.only_if_in_force for item in supposed.entitlements] == [False, False, True, True]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.fixed_dictionaries({"ill": st.sampled_from([True, False, None]), "poor": st.sampled_from([True, False, None])}))
def test_adding_a_draft_changes_nothing_else(beside: Bench, facts: dict[str, Any]) -> None:
    with_it = beside.assess(facts)
    without = beside.assess(facts, policies=["alpha"])
    documents = [
        to_dict(found, Catalogue(beside.root).law(policies)) for found, policies in ((with_it, None), (without, ["alpha"]))
    ]
    assert without.if_in_force is None
    assert documents[0].pop("if_in_force") is not None
    assert documents[1].pop("if_in_force") is None
    assert documents[0] == documents[1]


def test_a_document_has_what_the_draft_gives_and_the_totals_it_would_change(beside: Bench) -> None:
    catalogue = Catalogue(beside.root)
    found = beside.assess({"ill": True})
    data = json.loads(json.dumps(to_dict(found, catalogue.law())))["if_in_force"]
    assert [(one["policy"], one["status"]) for one in data["rulesets"]] == [("beta", "draft")]
    assert [(one["clause"], one["outcome"], one["only_if_in_force"]) for one in data["entitlements"]] == [
        ("beta/1", "payable", True),
        ("beta/2", "possible", True),
    ]
    assert [(one["payees"], one["payable_low"]) for one in data["totals"]] == [(["p"], "1500.00")]


def test_a_draft_of_a_new_version_would_take_the_place_of_the_one_in_force(bench: Bench) -> None:
    bench.add(policy("alpha", 1000))
    bench.add(policy("alpha", 1500, version="1.1.0", supersedes="1.0.0", status="draft", published=date(2023, 2, 1)))
    found = bench.assess({"ill": True, "poor": False})
    assert (found.total("cash").low, of_draft(found).total("cash").low) == (1000, 1500)
    assert [(item.clause, item.ruleset.version) for item in of_draft(found).with_outcome(Outcome.PAYABLE)] == [
        ("alpha/1", "1.1.0")
    ]


def document(bench: Bench, facts: dict[str, Any], *awards: dict[str, Any]) -> dict[str, Any]:
    data = to_dict(bench.assess(facts, prior_awards=list(awards)), Catalogue(bench.root).law())
    del data["if_in_force"]
    return data


def test_ids_that_a_draft_moves_are_those_of_the_law_until_it_is_issued(tmp_path: Path) -> None:
    """1 of the law becomes 2 of the draft: an award under 2 of the law is none under 1."""
    award = {"clause": "alpha/2", "subject": "p", "year": 2023, "amount": 400}
    facts = {"ill": True, "poor": True}
    without, with_it = Bench(tmp_path / "a"), Bench(tmp_path / "b")
    for bench in (without, with_it):
        bench.add(policy("alpha", 1000))
    figures = {"sum": {"value": 1000, "unit": "yuan", "cite": "1"}}
    moved = {"2": clause(when=["ill"], formerly=["1"])}
    later: dict[str, Any] = {"version": "1.1.0", "supersedes": "1.0.0", "status": "draft", "published": date(2023, 2, 1)}
    with_it.add(ruleset(policy="alpha", parameters=figures, clauses=moved, **later))
    assert document(without, facts, award) == document(with_it, facts, award)
    assert with_it.assess(facts, prior_awards=[award]).of("alpha/1", "p").outcome is Outcome.PAYABLE


def test_ids_of_a_draft_that_was_superseded_by_what_was_issued_stay_known(bench: Bench) -> None:
    """Clause 3 was 2 in the draft between and 1 before: what was given under 1 was given under it."""
    figures = {"sum": {"value": 1000, "unit": "yuan", "cite": "1"}}
    chain = [("1.0.0", "1", None), ("1.1.0", "2", "1"), ("1.2.0", "3", "2")]
    for month, (number, id_, before) in enumerate(chain, 1):
        own = clause(when=["ill"], **({"formerly": [before]} if before else {}))
        later = {"supersedes": chain[month - 2][0], "published": date(2023, month, 1)} if before else {}
        status = "draft" if number == "1.1.0" else "issued"
        bench.add(ruleset(policy="alpha", version=number, parameters=figures, clauses={id_: own}, status=status, **later))
    award = {"clause": "alpha/1", "version": "1.0.0", "subject": "p", "year": 2023, "amount": 1000}
    assert bench.assess({"ill": True}).of("alpha/3", "p").outcome is Outcome.PAYABLE
    assert bench.assess({"ill": True}, prior_awards=[award]).of("alpha/3", "p").outcome is Outcome.EXCLUDED_BY_LIMIT


def test_what_would_prevail_prevails_in_the_draft_of_its_next_version_too(bench: Bench) -> None:
    bench.add(policy("alpha", 1000))
    bench.add(policy("beta", 1500))
    entry = {"id": "pr", "title": LABEL, "clause": "beta/1", "over": ["alpha/1"], "cite": "1"}
    head = {"schema_version": 1, "cross": "joins", "version": "1.0.0", "title": LABEL, "recorded": date(2023, 5, 1)}
    bench.write("cross/joins/1.0.0.yaml", {**head, "prevails": [entry]})
    facts = {"ill": True, "poor": True}
    assert bench.assess(facts).total("cash").low == 4000
    bench.add(policy("beta", 1500, version="1.1.0", supersedes="1.0.0", status="draft", published=date(2023, 2, 1)))
    found = bench.assess(facts)
    assert (found.total("cash").low, of_draft(found).total("cash").low) == (4000, 4000)


def test_a_policy_of_which_there_is_only_a_draft_gives_nothing_by_itself(bench: Bench) -> None:
    bench.add(policy("beta", 1500, status="draft"))
    found = bench.assess({"ill": True, "poor": False})
    assert (found.entitlements, found.totals) == ((), ())
    assert of_draft(found).total("cash").low == 1500


@pytest.mark.parametrize(("outcome", "passed"), [("印发后可享受", True), ("可享受", False)])
def test_a_scenario_says_what_a_draft_would_give(bench: Bench, outcome: str, passed: bool) -> None:
    bench.add(
        ruleset(
            policy="beta",
            parameters={"sum": {"value": 1500, "unit": "yuan", "cite": "1"}},
            clauses={"1": clause()},
            status="draft",
        )
    )
    result = bench.scenario(STEPS.format(outcome=outcome), "beta")
    assert result.passed is passed, result.fault


CAP = {"value": 400, "unit": "yuan", "word": "最高", "cite": "1"}
JOINT = {"title": LABEL, "over": ["alpha/1", "beta/1"], "per": ["person", "year"], "cite": "1"}


@pytest.mark.parametrize(
    ("entries", "supposed"),
    [
        ({"parameters": {"cap": CAP}, "limits": [{**JOINT, "id": "both", "at_most": {"yuan": "p.cap"}}]}, 400),
        ({"same": [{**JOINT, "id": "once"}]}, 1500),
        ({"prevails": [{"id": "first", "title": LABEL, "clause": "beta/1", "over": ["alpha/1"], "cite": "1"}]}, 1500),
    ],
)
def test_what_joins_a_policy_with_a_draft_alone_joins_nothing_in_law(
    entries: dict[str, Any], supposed: int, tmp_path: Path
) -> None:
    """A cap over both is none over the one that is in force."""
    facts = {"ill": True, "poor": False}
    without, with_it = Bench(tmp_path / "a"), Bench(tmp_path / "b")
    for bench in (without, with_it):
        bench.add(policy("alpha", 1000))
    with_it.add(policy("beta", 1500, status="draft"))
    head = {"schema_version": 1, "cross": "joins", "version": "1.0.0", "title": LABEL, "recorded": date(2023, 5, 1)}
    with_it.write("cross/joins/1.0.0.yaml", {**head, **entries})
    found = with_it.assess(facts)
    assert document(without, facts) == document(with_it, facts)
    assert (found.total("cash").low, of_draft(found).total("cash").low) == (1000, supposed)


def test_what_joins_two_policies_holds_for_them_whatever_draft_it_names_beside(bench: Bench) -> None:
    for name, value, status in (("alpha", 1000, "issued"), ("gamma", 700, "issued"), ("beta", 1500, "draft")):
        bench.add(policy(name, value, status=status))
    head = {"schema_version": 1, "cross": "joins", "version": "1.0.0", "title": LABEL, "recorded": date(2023, 5, 1)}
    entry = {**JOINT, "id": "once", "over": ["alpha/1", "beta/1", "gamma/1"]}
    bench.write("cross/joins/1.0.0.yaml", {**head, "same": [entry]})
    found = bench.assess({"ill": True, "poor": False})
    assert (found.total("cash").low, of_draft(found).total("cash").low) == (1000, 1500)


@pytest.mark.parametrize(("limited", "other"), [("alpha", "beta"), ("beta", "alpha")])
def test_a_limit_that_is_over_clauses_of_a_draft_or_of_one_in_force_is_as_its_policy_says(
    limited: str, other: str, tmp_path: Path
) -> None:
    """A limit of a draft binds nothing, and that of a policy in force no more than it says."""
    facts = {"ill": True, "poor": False}
    without, with_it = Bench(tmp_path / "a"), Bench(tmp_path / "b")
    limit = {"id": "cap", "title": LABEL, "over": ["1"], "per": ["person", "year"], "at_most": {"yuan": "p.cap"}, "cite": "1"}
    for bench in (without, with_it):
        for name, value, status in (("alpha", 1000, "issued"), ("beta", 1500, "draft")):
            own = policy(name, value, status=status, **({"limits": [limit]} if name == limited else {}))
            own["parameters"] |= {"cap": CAP} if name == limited else {}
            bench.add(own)
    entry = {"id": "more", "title": LABEL, "limit": f"{limited}/cap", "over": [f"{other}/1"], "cite": "1"}
    head = {"schema_version": 1, "cross": "joins", "version": "1.0.0", "title": LABEL, "recorded": date(2023, 5, 1)}
    with_it.write("cross/joins/1.0.0.yaml", {**head, "widens": [entry]})
    assert document(without, facts) == document(with_it, facts)
    assert of_draft(with_it.assess(facts)).total("cash").low == 400
