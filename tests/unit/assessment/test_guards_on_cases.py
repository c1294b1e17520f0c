"""What a ruleset promised and could not be proved is kept on every case, and versions that compete are not settled apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small_world import LABEL, Bench, clause, ruleset

from subsidies import Catalogue, Outcome, UsageError
from subsidies.assessment import assess, decide

DECEMBER = date(2023, 12, 1)
SPRING, AUTUMN = {"started": date(2023, 3, 1)}, {"started": date(2023, 9, 1)}
COMPETE = r"versions 1\.0\.0, 2\.0\.0 of policy test give something in this case and compete"


def two_versions(bench: Bench, first: dict[str, Any], second: dict[str, Any], **both: Any) -> None:
    """Two versions, each with clauses of its own; the second decides from July."""
    days = {"from": date(2023, 7, 1), "to": date(2023, 12, 31)}
    bench.add(ruleset(clauses=first, **both))
    bench.add(ruleset(version="2.0.0", published=date(2023, 6, 15), effective=days, clauses=second, **both))


def one_a_year(*over: str) -> dict[str, Any]:
    return {"id": "one", "title": LABEL, "over": list(over), "per": ["person", "year"], "at_most": {"awards": 1}, "cite": "1"}


def grants(*ids: str, **changes: Any) -> dict[str, Any]:
    return {id_: clause(at="started", **changes) for id_ in ids}


def outcomes(bench: Bench, *persons: dict[str, Any]) -> dict[tuple[str, str, str], Outcome]:
    """What is given, by version, clause and subject."""
    catalogue = Catalogue(bench.root)
    found = catalogue.assess(bench.case(*persons, catalogue=catalogue, on=DECEMBER))
    given = found.with_outcome(Outcome.PAYABLE, Outcome.POSSIBLE, Outcome.DECIDED_ELSEWHERE)
    return {(item.ruleset.version, item.id, item.subject.id): item.outcome for item in given}


def test_each_person_may_be_decided_by_another_version(bench: Bench) -> None:
    two_versions(bench, grants("1"), grants("1"))
    assert outcomes(bench, SPRING, AUTUMN) == {
        ("1.0.0", "1", "p"): Outcome.PAYABLE,
        ("2.0.0", "1", "p2"): Outcome.PAYABLE,
    }


def test_the_same_clause_for_the_same_subject_in_two_versions_is_not_settled(bench: Bench) -> None:
    two_versions(bench, grants("1"), grants("1"))
    with pytest.raises(UsageError, match=COMPETE):
        outcomes(bench, {"started": None})


def test_two_clauses_of_two_versions_without_a_limit_do_not_compete(bench: Bench) -> None:
    two_versions(bench, grants("1"), grants("2"))
    assert outcomes(bench, {"started": None}) == {
        ("1.0.0", "1", "p"): Outcome.POSSIBLE,
        ("2.0.0", "2", "p"): Outcome.POSSIBLE,
    }


def test_a_limit_over_what_two_versions_give_joins_them_also_for_two_persons(bench: Bench) -> None:
    two_versions(bench, grants("1", "2"), grants("1", "2"), limits=[one_a_year("1", "2")])
    assert outcomes(bench, SPRING) == {("1.0.0", "1", "p"): Outcome.PAYABLE}
    with pytest.raises(UsageError, match=COMPETE):
        outcomes(bench, SPRING, AUTUMN)


def test_a_limit_over_other_clauses_joins_nothing(bench: Bench) -> None:
    ill = grants("2", when=["ill"])
    two_versions(bench, grants("1") | ill, grants("1") | ill, limits=[one_a_year("2")])
    assert len(outcomes(bench, SPRING | {"ill": False}, AUTUMN | {"ill": False})) == 2
    with pytest.raises(UsageError, match=COMPETE):
        outcomes(bench, SPRING | {"ill": None}, AUTUMN | {"ill": False})


def test_what_is_decided_elsewhere_competes_with_nothing(bench: Bench) -> None:
    unlimited = {name: value for name, value in clause(at="started").items() if name not in ("payee", "every", "amount")}
    provision = {**unlimited, "missing": LABEL, "reason": "discretionary"}
    two_versions(bench, {}, {}, provisions={"1": provision}, parameters={})
    assert set(outcomes(bench, {"started": None}).values()) == {Outcome.POSSIBLE}


def test_two_policies_never_compete(bench: Bench) -> None:
    for name in ("alpha", "beta"):
        bench.add(ruleset(policy=name, clauses=grants("1", "2"), limits=[one_a_year("1", "2")]))
    payable = bench.assess(SPRING, DECEMBER).with_outcome(Outcome.PAYABLE)
    assert [item.clause for item in payable] == ["alpha/1", "beta/1"]


def test_a_look_ahead_is_answered_where_versions_would_compete(bench: Bench) -> None:
    two_versions(bench, grants("1"), grants("1"))
    catalogue = Catalogue(bench.root)
    law, case = catalogue.law(), bench.case({"started": None}, catalogue=catalogue, on=DECEMBER)
    with pytest.raises(UsageError, match=COMPETE):
        assess(law, case)
    with pytest.raises(UsageError, match=COMPETE):
        decide(law, case.question())
    ahead = decide(law, case.question(), ahead=True)
    assert [item.outcome for item in ahead.entitlements] == [Outcome.POSSIBLE, Outcome.POSSIBLE]
    assert ahead.total("cash").high == 2000


def grouped(bench: Bench, join: str) -> None:
    """Two clauses of which it cannot be proved how many hold."""
    clauses = {"1": clause(when=["poor"]), "2": clause(when=["ill", "started <= on"])}
    bench.add(ruleset(clauses=clauses, groups=[{"id": "g", "of": ["1", "2"], "join": join, "cite": "1"}]))


ILL = {"ill": True, "started": date(2023, 1, 1)}


@pytest.mark.parametrize(
    ("join", "person", "found"),
    [
        ("at_most_one", {"poor": True, **ILL}, "group g: 1, 2 of its clauses hold for person p2; at_most_one was declared"),
        ("exactly_one", {"poor": True, **ILL}, "group g: 1, 2 of its clauses hold for person p2; exactly_one was declared"),
        ("exactly_one", {"poor": False, "ill": False}, "group g: 0 of its clauses hold for person p2; exactly_one was declared"),
    ],
)
def test_a_group_that_breaks_its_word_stops_the_whole(join: str, person: dict[str, Any], found: str, bench: Bench) -> None:
    grouped(bench, join)
    with pytest.raises(UsageError) as caught:
        outcomes(bench, {"poor": True, "ill": False}, person)
    assert caught.value.message("en") == found
    assert caught.value.message("zh") != found


@pytest.mark.parametrize(
    ("join", "person"),
    [
        ("at_most_one", {"poor": False, "ill": False}),
        ("at_most_one", {"poor": True, "ill": None}),
        ("exactly_one", {"poor": None, "ill": False}),
        ("exactly_one", {"poor": False, **ILL}),
    ],
)
def test_a_group_may_keep_its_word_yet(join: str, person: dict[str, Any], bench: Bench) -> None:
    grouped(bench, join)
    assert outcomes(bench, person) is not None


def test_a_policy_that_is_not_in_force_owes_nobody_exactly_one(bench: Bench) -> None:
    grouped(bench, "exactly_one")
    catalogue = Catalogue(bench.root)
    found = catalogue.assess(bench.case({"poor": False, "ill": False}, catalogue=catalogue, on=date(2025, 1, 1)))
    assert {item.outcome for item in found.entitlements} == {Outcome.NOT_IN_FORCE}
