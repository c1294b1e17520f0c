"""A limit of a policy that a file puts over clauses of others too: with its figures and exemptions, whoever is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small_world import LABEL, VOCABULARY, Bench, clause, ruleset

from subsidies import Catalogue, Outcome, RulesetError
from subsidies.review import clause_digests

SUM = {"value": 1000, "unit": "yuan", "cite": "1"}
OLD = {"for": "person", "is": "age >= p.least", "cite": "1", "label": LABEL}


def cross(*entries: dict[str, Any], **changes: Any) -> dict[str, Any]:
    head = {"schema_version": 1, "cross": "joins", "version": "1.0.0", "title": LABEL, "recorded": date(2023, 5, 1)}
    return {**head, "widens": list(entries) or [widens()], **changes}


def widens(**changes: Any) -> dict[str, Any]:
    return {"id": "more", "title": LABEL, "limit": "alpha/months", "over": ["beta/1"], "cite": "2", **changes}


def alpha(**changes: Any) -> dict[str, Any]:
    """A thousand a month for two months, or for as long as somebody is of age 60 and more."""
    figures = {
        "sum": SUM,
        "most": {"value": 2, "unit": "month", "word": "不超过", "cite": "1"},
        "least": {"value": 60, "unit": "year", "word": "以上", "cite": "1"},
    }
    limit = {"id": "months", "title": LABEL, "over": ["1"], "per": ["person"], "cite": "1", "unless": ["old"]}
    limits = [{**limit, "at_most": {"months": "p.most"}, **changes}]
    return ruleset(
        policy="alpha", parameters=figures, definitions={"old": OLD}, clauses={"1": clause(every="month")}, limits=limits
    )


def beta(**changes: Any) -> dict[str, Any]:
    """A thousand a month for whoever is grown, by names that mean something else in alpha."""
    figures = {"sum": SUM, "least": {"value": 18, "unit": "year", "word": "以上", "cite": "1"}}
    own = {"1": clause(every="month", when=["old"], **changes)}
    return ruleset(policy="beta", parameters=figures, definitions={"old": OLD}, clauses=own)


@pytest.fixture
def both(bench: Bench) -> Bench:
    bench.add(alpha())
    bench.add(beta())
    bench.write("cross/joins/1.0.0.yaml", cross())
    return bench


def given(clause: str, *months: int) -> list[dict[str, Any]]:
    return [{"clause": clause, "subject": "p", "year": 2023, "month": month, "amount": 1000} for month in months]


def kinds(bench: Bench) -> list[tuple[str, str]]:
    return [(item.kind, item.path) for item in Catalogue(bench.root).validate()]


@pytest.mark.parametrize("policies", [None, ["alpha"], ["beta"]])
@pytest.mark.parametrize("before", ["alpha/1", "beta/1"])
@pytest.mark.parametrize(("age", "count", "outcome"), [(59, 1, "payable"), (59, 2, "excluded_by_limit"), (60, 2, "payable")])
def test_what_either_gave_counts_for_what_either_gives(
    policies: list[str] | None, before: str, age: int, count: int, outcome: str, both: Bench
) -> None:
    found = both.assess({"age": age}, prior_awards=given(before, *range(1, count + 1)), policies=policies)
    asked = [item for item in found.entitlements if policies is None or item.ruleset.policy in policies]
    if policies is None and (age, count) == (59, 1):
        # One month is left for the two of them.
        assert sorted(item.outcome.value for item in asked) == ["excluded_by_limit", "payable"]
    else:
        assert {item.outcome.value for item in asked} == {outcome}


def test_without_the_entry_each_is_for_itself(both: Bench) -> None:
    (both.root / "cross" / "joins" / "1.0.0.yaml").unlink()
    found = both.assess({"age": 59}, prior_awards=given("beta/1", 1, 2))
    assert {item.outcome for item in found.entitlements} == {Outcome.PAYABLE}


def test_before_it_was_recorded_each_is_for_itself(both: Bench) -> None:
    found = both.assess({"age": 59}, prior_awards=given("beta/1", 1, 2), known_on=date(2023, 4, 30))
    assert {item.outcome for item in found.entitlements} == {Outcome.PAYABLE}


@pytest.mark.parametrize(("policies", "clause_"), [(None, "alpha/1"), (["beta"], "beta/1"), (["alpha"], "alpha/1")])
def test_what_the_exemption_turns_on_is_missing(policies: list[str] | None, clause_: str, both: Bench) -> None:
    facts: dict[str, Any] = {"age": {"at_least": 30}}
    answer = both.explain(facts, prior_awards=given("beta/1", 1, 2), policies=policies)
    item = answer.determination.of(clause_, "p")
    assert item.outcome is Outcome.POSSIBLE
    assert [one.fact for one in answer.missing(item)] == ["age"]


def test_it_is_told_in_the_words_of_who_is_asked_where_the_award_was_of_the_other(both: Bench) -> None:
    """Both call something old, and mean another age by it."""
    answer = both.explain({}, prior_awards=given("alpha/1", 1, 2), policies=["beta"])
    item = answer.determination.of("beta/1", "p")
    assert [one.fact for one in answer.missing(item)] == ["age"]


def test_a_clause_that_only_an_earlier_version_has_may_count(both: Bench) -> None:
    """Whether the limit exempts it is not known: no ruleset of today says whom it was for."""
    later = beta()
    gone = {"2": {**later["clauses"]["1"]}}
    both.add({**later, "version": "1.1.0", "supersedes": "1.0.0", "published": date(2023, 2, 1), "clauses": gone})
    found = both.assess({"age": 59}, prior_awards=given("beta/1", 1, 2))
    assert found.of("alpha/1", "p").outcome is Outcome.POSSIBLE


def test_a_cap_in_yuan_cuts_both_together(bench: Bench) -> None:
    figures = {"sum": SUM, "cap": {"value": 1800, "unit": "yuan", "word": "最高", "cite": "1"}}
    cap = {"id": "months", "title": LABEL, "over": ["1"], "per": ["person"], "cite": "1", "at_most": {"yuan": "p.cap"}}
    bench.add(ruleset(policy="alpha", parameters=figures, clauses={"1": clause()}, limits=[cap]))
    bench.add(ruleset(policy="beta", clauses={"1": clause()}))
    assert bench.assess({}).total("cash", "p").low == 2000
    bench.write("cross/joins/1.0.0.yaml", cross())
    assert bench.assess({}).total("cash", "p").low == 1800


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([widens()], []),
        ([widens(limit="alpha/month")], [("unknown_name", "widens[0].limit")]),
        ([widens(limit="alpha/1")], [("unknown_name", "widens[0].limit")]),
        ([widens(over=["beta/2"])], [("unknown_clause", "widens[0].over[0]")]),
        ([widens(over=["beta/1", "beta/1"])], [("duplicate_id_in_ruleset", "widens[0].over[1]")]),
        ([widens(over=["alpha/1"])], [("cross_one_policy", "widens[0].over")]),
        ([widens(over=["alpha/1", "beta/1"])], [("cross_own_clause", "widens[0].over[0]")]),
        ([widens(), widens()], [("duplicate_id_in_ruleset", "widens[1].id")]),
        ([widens(cite=None, reading="so")], [("unknown_name", "widens[0].reading")]),
        ([widens(cite=None)], [("wrong_form", "widens[0]")]),
    ],
)
def test_what_is_wrong_with_an_entry(entries: list[dict[str, Any]], expected: list[tuple[str, str]], both: Bench) -> None:
    both.write("cross/joins/1.0.0.yaml", cross(*entries))
    assert kinds(both) == expected
    if expected[:1] in ([("unknown_name", "widens[0].limit")], [("unknown_clause", "widens[0].over[0]")]):
        with pytest.raises(RulesetError):
            Catalogue(both.root).law()


def test_it_is_over_benefits_of_one_kind(both: Bench) -> None:
    both.add(beta(kind="reimbursement"))
    assert kinds(both) == [("limit_mixes_kinds", "widens[0].over[0]")]


def test_it_is_over_clauses_about_the_same_kind_of_entity(both: Bench) -> None:
    job = {"list": "jobs", "relations": {"person": {"to": "person"}}, "facts": {}}
    both.words({**VOCABULARY, "entities": {**VOCABULARY["entities"], "job": job}})
    both.add(ruleset(policy="beta", clauses={"1": clause(every="month", **{"for": "job", "payee": "person"})}))
    assert kinds(both) == [("type_mismatch", "widens[0].over[0]")]


def test_a_cap_in_yuan_has_to_know_of_months(bench: Bench) -> None:
    figures = {"sum": SUM, "cap": {"value": 1800, "unit": "yuan", "word": "最高", "cite": "1"}}
    cap = {"id": "months", "title": LABEL, "over": ["1"], "per": ["person"], "cite": "1", "at_most": {"yuan": "p.cap"}}
    bench.add(ruleset(policy="alpha", parameters=figures, clauses={"1": clause()}, limits=[cap]))
    bench.add(ruleset(policy="beta", clauses={"1": clause(every="month")}))
    bench.write("cross/joins/1.0.0.yaml", cross())
    assert kinds(bench) == [("limit_by_the_month", "widens[0].over[0]")]


def test_sums_that_are_used_up_in_order_stay_with_their_policy(bench: Bench) -> None:
    cap = {"id": "months", "title": LABEL, "over": ["1"], "per": ["person"], "cite": "1", "at_most": {"yuan": ["cost", "cost"]}}
    bench.add(ruleset(policy="alpha", clauses={"1": clause()}, limits=[cap]))
    bench.add(ruleset(policy="beta", clauses={"1": clause()}))
    bench.write("cross/joins/1.0.0.yaml", cross())
    assert kinds(bench) == [("wrong_form", "widens[0].limit")]


def test_caps_that_cross_because_of_it_are_found(bench: Bench) -> None:
    figures = {"sum": SUM, "cap": {"value": 1800, "unit": "yuan", "word": "最高", "cite": "1"}}
    cap = {"title": LABEL, "per": ["person"], "cite": "1", "at_most": {"yuan": "p.cap"}}
    bench.add(
        ruleset(policy="alpha", parameters=figures, clauses={"1": clause()}, limits=[{**cap, "id": "months", "over": ["1"]}])
    )
    own = [{**cap, "id": "own", "over": ["1", "2"]}]
    bench.add(ruleset(policy="beta", parameters=figures, clauses={"1": clause(), "2": clause()}, limits=own))
    bench.write("cross/joins/1.0.0.yaml", cross())
    assert kinds(bench) == [("caps_cross", "widens[0]")]


def test_it_is_of_the_clauses_on_both_sides_of_it_that_a_review_is_about(both: Bench) -> None:
    def digests() -> dict[str, str]:
        catalogue = Catalogue(both.root)
        return {
            f"{name}/{id_}": digest
            for name in ("alpha", "beta")
            for id_, digest in clause_digests(catalogue.ruleset(name), catalogue).items()
        }

    before = digests()
    both.write("cross/joins/1.0.0.yaml", cross(widens(cite="3")))
    after = digests()
    assert {name for name in after if after[name] != before[name]} == {"alpha/1", "beta/1"}


def test_as_if_a_version_without_the_limit_were_the_last_each_is_for_itself(bench: Bench) -> None:
    bench.add(alpha(id="others"))
    bench.add({**alpha(), "version": "1.1.0", "supersedes": "1.0.0"})
    bench.add(beta())
    bench.write("cross/joins/1.0.0.yaml", cross())
    catalogue = Catalogue(bench.root).as_of("alpha", "1.0.0")
    case = bench.case({"age": 59}, catalogue=catalogue, prior_awards=given("beta/1", 1, 2))
    assert {item.outcome for item in catalogue.assess(case).entitlements} == {Outcome.PAYABLE}
    for policy in ("alpha", "beta"):
        assert {item.outcome for item in catalogue.assess(case, policies=[policy]).entitlements} == {Outcome.PAYABLE}
