"""A law: several policies compiled together, asked by the references that results carry."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_world import LABEL, Bench, clause, ruleset

from subsidies import Catalogue, EngineDisagreement, Outcome, UsageError
from subsidies.assessment import assess
from subsidies.engines.faults import EngineFault
from subsidies.engines.others import OTHERS
from subsidies.engines.rete.engine import ReteEngine
from subsidies.law import Law
from subsidies.ruleset.references import ALREADY_PAID, ClauseRef, LimitRef

EXAMPLES = Path(__file__).parents[3] / "examples"
ONE_A_YEAR = {"id": "one", "title": LABEL, "per": ["person", "year"], "at_most": {"awards": 1}, "cite": "1"}


def sums(**yuan: int) -> dict[str, Any]:
    return {name: {"value": value, "unit": "yuan", "cite": "1"} for name, value in yuan.items()}


@pytest.fixture
def two(bench: Bench) -> Bench:
    """Two policies that have a clause 1 and a limit "one" each; clause 2 and 9 stand in one of them only."""
    bench.add(
        ruleset(
            policy="alpha",
            parameters=sums(more=1000, less=400),
            clauses={"1": clause(amount="p.more", when=["poor"]), "2": clause(amount="p.less", when=["ill"])},
            limits=[{**ONE_A_YEAR, "over": ["1", "2"]}],
        )
    )
    bench.add(
        ruleset(
            policy="beta",
            parameters=sums(more=70, less=30),
            clauses={"1": clause(amount="p.less", when=["poor"]), "9": clause(amount="p.more", when=["ill"])},
            limits=[{**ONE_A_YEAR, "over": ["1", "9"]}],
        )
    )
    return bench


def refs(law: Law) -> dict[str, ClauseRef]:
    """The clauses of a law by their full names; of several versions the last."""
    return {ref.name: ref for item in law.compiled for ref in item.clauses.values()}


def test_what_stands_in_another_law_is_not_found(two: Bench) -> None:
    catalogue = Catalogue(two.root)
    alpha, beta = catalogue.law(["alpha"]), catalogue.law(["beta"])
    own, other = refs(alpha)["alpha/1"], refs(beta)["beta/1"]
    assert alpha.rule(own) is alpha.ruleset(own).rules["1"] is alpha.of(own.ruleset).ruleset.rules["1"]
    assert alpha.limit(LimitRef(own.ruleset, "one")).id == "one"
    assert alpha.ruleset(LimitRef(own.ruleset, "one")) is alpha.ruleset(own)
    for ask in (alpha.of, alpha.ruleset, alpha.rule):
        with pytest.raises(UsageError, match="not in the law at hand"):
            ask(other)
    for limit in (LimitRef(other.ruleset, "one"), LimitRef(own.ruleset, "two"), ALREADY_PAID):
        with pytest.raises(UsageError, match="not in the law at hand"):
            alpha.limit(limit)
    for limit in (LimitRef(other.ruleset, "one"), ALREADY_PAID):
        with pytest.raises(UsageError, match="not in the law at hand"):
            alpha.ruleset(limit)


def test_the_same_text_changed_by_one_figure_is_another_law(two: Bench) -> None:
    before = refs(Catalogue(two.root).law(["beta"]))["beta/1"]
    two.add(ruleset(policy="beta", parameters=sums(sum=31), clauses={"1": clause()}))
    with pytest.raises(UsageError, match="not in the law at hand"):
        Catalogue(two.root).law(["beta"]).rule(before)


def test_a_clause_is_bound_by_the_limits_over_it_in_its_own_policy(two: Bench) -> None:
    law = Catalogue(two.root).law()
    for name, ref in refs(law).items():
        (limit,) = law.limits_over(ref).values()
        assert limit is law.limit(LimitRef(ref.ruleset, "one"))
        assert law.limits_beside(ref) == {LimitRef(ref.ruleset, "one"): limit}
        assert name.rpartition("/")[2] in limit.over


@pytest.mark.parametrize("person", [{"poor": True, "ill": True}, {"poor": None, "ill": True}, {"poor": False, "ill": None}])
def test_policies_are_settled_each_as_if_it_were_alone(person: dict[str, Any], two: Bench) -> None:
    catalogue = Catalogue(two.root)
    case = two.case(person, catalogue=catalogue)
    alone = {name: catalogue.assess(case, policies=[name]) for name in ("alpha", "beta")}
    found = catalogue.assess(case, policies=["alpha", "beta"])
    assert [ref.policy for ref in found.rulesets] == ["alpha", "beta"]
    assert found.entitlements == tuple(item for one in alone.values() for item in one.entitlements)
    (total,) = found.totals
    apart = [one.total("cash") for one in alone.values()]
    assert (total.low, total.high) == (sum(one.low for one in apart), sum(one.high for one in apart if one.high is not None))
    parts = [one.payable_low for one in apart if any(item.outcome is not Outcome.NOT_ENTITLED for item in found.entitlements)]
    assert [part.low for part in total.parts] in ([], parts)


@pytest.mark.parametrize("person", [{"poor": True, "ill": True}, {"poor": None, "ill": True}, {"poor": False, "ill": None}])
def test_the_order_in_which_policies_are_asked_for_changes_nothing(person: dict[str, Any], two: Bench) -> None:
    one, other = Catalogue(two.root), Catalogue(two.root)
    case = two.case(person, catalogue=one)
    found = one.assess(case, policies=["beta", "alpha"])
    assert found == other.assess(case, policies=["alpha", "beta"])
    assert {item.ruleset.policy for item in found.entitlements} == {"alpha", "beta"}


def test_the_best_of_each_policy_is_paid(two: Bench) -> None:
    found = two.assess({"poor": True, "ill": True})
    assert {item.clause: item.paid for item in found.with_outcome(Outcome.PAYABLE)} == {
        "alpha/1": (100_000, 100_000),
        "beta/9": (7_000, 7_000),
    }
    assert [(total.low, [(part.ruleset.policy, part.low) for part in total.parts]) for total in found.totals] == [
        (1070, [("alpha", 1000), ("beta", 70)])
    ]


def test_a_law_is_compiled_once(two: Bench) -> None:
    catalogue = Catalogue(two.root)
    law = catalogue.law(["alpha", "beta"])
    assert catalogue.law(["alpha", "beta"]) is law
    assert catalogue.law(("beta", "alpha", "beta")) is law
    assert catalogue.law() is law
    assert catalogue.law(known_on=date(2023, 1, 1)) is law
    assert catalogue.law(["alpha"]) is not law


def test_what_was_known_on_a_day_is_a_law_of_its_own(bench: Bench) -> None:
    bench.add(ruleset(clauses={"1": clause()}))
    bench.add(ruleset(version="1.1.0", published=date(2023, 5, 1), clauses={"1": clause()}))
    catalogue = Catalogue(bench.root)
    now, then = catalogue.law(), catalogue.law(known_on=date(2023, 4, 30))
    assert [item.model.version for item in now.rulesets] == ["1.1.0"]
    assert [item.model.version for item in then.rulesets] == ["1.0.0"]
    assert catalogue.law(known_on=date(2023, 5, 1)) is now
    assert catalogue.law(known_on=date(2023, 4, 30)) is then
    case = bench.case({}, catalogue=catalogue, known_on=date(2023, 4, 30))
    assert [ref.version for ref in catalogue.assess(case).rulesets] == ["1.0.0"]


def test_a_supposed_law_is_read_by_the_reference_engine_alone(two: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = Catalogue(two.root)
    case = two.case({"poor": True, "ill": False}, catalogue=catalogue)
    found = catalogue.assess(case)
    monkeypatch.setattr(ReteEngine, "run", lambda self, env: {})
    with pytest.raises(EngineDisagreement):
        catalogue.assess(case)
    supposed = catalogue.law_of(catalogue.law().rulesets, supposed=True)
    assert assess(supposed, case) == found


@pytest.mark.parametrize("name", [*OTHERS, "a further one"])
def test_a_ruleset_that_another_engine_cannot_take_is_no_law(name: str, two: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> Any:
        raise EngineFault("alpha is too wide")

    monkeypatch.setitem(OTHERS, name, refuse)
    with pytest.raises(EngineDisagreement, match="too wide"):
        Catalogue(two.root).law()


def test_a_law_of_no_policy_gives_nothing(two: Bench) -> None:
    catalogue = Catalogue(two.root)
    law = catalogue.law([])
    assert repr(law) == "<Law of no policy>"
    found = assess(law, two.case({"poor": True}, catalogue=catalogue))
    assert (found.entitlements, found.totals, found.rulesets) == ((), (), ())


def test_a_law_serves_many_threads_at_once() -> None:
    catalogue = Catalogue.bundled()
    law = catalogue.law_of(catalogue.law().rulesets)
    cases = [catalogue.read_case(path) for path in sorted(EXAMPLES.glob("*.yaml"))] * 4
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda case: assess(law, case, date(2023, 12, 20)), cases))
    assert found == [assess(law, case, date(2023, 12, 20)) for case in cases]
