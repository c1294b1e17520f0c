"""What a ruleset promised and could not be proved is kept on every case, and versions of a policy are settled together."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small_world import LABEL, Bench, clause, ruleset

from subsidies import Catalogue, Outcome, UsageError

DECEMBER = date(2023, 12, 1)
SPRING, AUTUMN = {"started": date(2023, 3, 1)}, {"started": date(2023, 9, 1)}


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


def test_where_it_is_open_which_version_decides_one_of_them_gives(bench: Bench) -> None:
    two_versions(bench, grants("1"), grants("1"))
    catalogue = Catalogue(bench.root)
    found = catalogue.assess(bench.case({"started": None}, catalogue=catalogue, on=DECEMBER))
    assert [item.outcome for item in found.entitlements] == [Outcome.POSSIBLE, Outcome.POSSIBLE]
    assert (found.total("cash").low, found.total("cash").high) == (0, 1000)


def test_two_clauses_of_two_versions_without_a_limit_do_not_compete(bench: Bench) -> None:
    two_versions(bench, grants("1"), grants("2"))
    assert outcomes(bench, {"started": None}) == {
        ("1.0.0", "1", "p"): Outcome.POSSIBLE,
        ("2.0.0", "2", "p"): Outcome.POSSIBLE,
    }


def test_a_limit_of_two_versions_binds_each_person_by_itself(bench: Bench) -> None:
    two_versions(bench, grants("1", "2"), grants("1", "2"), limits=[one_a_year("1", "2")])
    assert outcomes(bench, SPRING, AUTUMN) == {
        ("1.0.0", "1", "p"): Outcome.PAYABLE,
        ("2.0.0", "1", "p2"): Outcome.PAYABLE,
    }


def test_a_limit_is_one_limit_in_all_versions(bench: Bench) -> None:
    """Two persons, each decided by another version, claim the one award a year: nobody chooses between them but the office."""
    limit = {**one_a_year("1"), "per": ["year"]}
    two_versions(bench, grants("1"), grants("1"), limits=[limit])
    assert outcomes(bench, SPRING, AUTUMN) == {
        ("1.0.0", "1", "p"): Outcome.POSSIBLE,
        ("2.0.0", "1", "p2"): Outcome.POSSIBLE,
    }


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
