"""One benefit on several grounds: what was given of it to whom counts, and which ground without a figure adds nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_world import LABEL, Bench, clause, ruleset

from subsidies import Catalogue, Determination, Outcome
from subsidies.explanation import Explanation

HOUSEHOLDS: dict[str, Any] = {
    "schema_version": 1,
    "entities": {
        "household": {"label": {"zh": "户", "en": "household"}, "list": "households", "facts": {"listed": {"type": "bool"}}},
        "person": {
            "label": LABEL,
            "list": "persons",
            "relations": {"household": {"to": "household", "inverse": "people", "optional": True}},
            "facts": {"ill": {"type": "bool"}, "well": {"type": "bool"}},
        },
    },
}
ENTRY = {"id": "one", "title": LABEL, "over": ["alpha/1", "beta/1"], "per": ["person"], "cite": "1"}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "rulesets")


def policy(name: str, clauses: dict[str, Any], **figures: Any) -> dict[str, Any]:
    stated = {key: {"unit": "yuan", "cite": "1", "value": value} for key, value in figures.items()}
    return ruleset(policy=name, clauses=clauses, parameters=stated)


def joined(bench: Bench, *policies: dict[str, Any], **sections: Any) -> Catalogue:
    for one in policies:
        bench.add(one)
    head = {"schema_version": 1, "cross": "joins", "version": "1.0.0", "title": LABEL, "recorded": date(2023, 1, 1)}
    bench.write("cross/joins/1.0.0.yaml", {**head, **sections})
    return Catalogue(bench.root)


def decided(catalogue: Catalogue, **lists: Any) -> Determination:
    data = {"schema_version": 1, "jurisdiction": "640105", "on": date(2023, 6, 1), **lists}
    return catalogue.assess(catalogue.read_case(data))


@pytest.mark.parametrize("awards", [None, [], [{"clause": "alpha/1", "subject": "p", "year": 2023}]])
def test_a_service_on_two_grounds_is_not_used_up_by_having_been_given(bench: Bench, awards: Any) -> None:
    times = {"value": 1, "unit": "count", "word": "不少于", "cite": "1"}
    service = clause(
        kind="service",
        payee=None,
        every="once",
        amount={"items": [{"at_least": "p.times", "label": LABEL, "counted_in": LABEL}]},
    )
    alpha, beta = (
        ruleset(policy=name, clauses={"1": {**service, "when": when}}, parameters={"times": times})
        for name, when in (("alpha", []), ("beta", ["poor"]))
    )
    given = {} if awards is None else {"prior_awards": awards}
    found = decided(joined(bench, alpha, beta, same=[ENTRY]), persons=[{"id": "p", "poor": False}], **given)
    assert found.of("alpha/1", "p").outcome is Outcome.PAYABLE


@pytest.mark.parametrize("ground", ["alpha/1", "beta/1"])
def test_what_one_of_a_household_was_given_counts_for_all_whatever_the_ground(bench: Bench, ground: str) -> None:
    bench.words(HOUSEHOLDS)
    alpha = policy("alpha", {"1": clause(payee="household", place=None)}, sum=500)
    beta = policy("beta", {"1": clause(payee="household", place=None, when=["ill"])}, sum=700)
    catalogue = joined(bench, alpha, beta, same=[{**ENTRY, "per": ["household"]}])
    people = [{"id": id_, "household": "h", "ill": False} for id_ in ("p", "q")]
    award = {"clause": ground, "subject": "q", "year": 2023}
    lists = {"households": [{"id": "h"}], "prior_awards": [award]}
    found = decided(catalogue, persons=people, **lists)
    assert [found.of("alpha/1", id_).outcome for id_ in ("p", "q")] == [Outcome.EXCLUDED_BY_LIMIT] * 2
    assert found.total("cash", "h").high == 0
    apart = decided(catalogue, persons=[people[0], {**people[1], "household": None}], **lists)
    item = apart.of("alpha/1", "p")
    missing = Explanation(catalogue.law(), apart).missing(item)
    assert item.outcome is Outcome.POSSIBLE
    assert [(one.sort, one.entity and one.entity.id, one.fact) for one in missing] == [("relation", "q", "household")]


def test_a_ground_without_a_figure_is_open_where_somebody_unknown_may_use_up_the_cap_of_the_stated_one(bench: Bench) -> None:
    """Once it is known that q is of the household, the cap may leave p nothing of the stated sum but for the other ground."""
    bench.words(HOUSEHOLDS)
    alpha = policy(
        "alpha",
        {"1": clause(payee="household", place=None), "3": clause(payee="household", place=None, amount={"set_by": LABEL})},
        sum=500,
    )
    high = {"sum": 300, "high": 500}
    beta = policy(
        "beta",
        {
            "1": clause(payee="household", place=None, when=["ill"]),
            "2": clause(payee="household", place=None, amount={"from": "p.sum", "to": "p.high", "set_by": LABEL}, when=["well"]),
        },
        **high,
    )
    cap = {"cap": {"value": 900, "unit": "yuan", "word": "最高", "cite": "1"}}
    limit = {"id": "cap", "title": LABEL, "over": ["alpha/1", "beta/1"], "per": ["household", "year"], "cite": "1"}
    same = {**ENTRY, "over": ["alpha/1", "alpha/3", "beta/1", "beta/2"]}
    catalogue = joined(bench, alpha, beta, parameters=cap, same=[same], limits=[{**limit, "at_most": {"yuan": "p.cap"}}])

    def most(household: str | None, well: bool | None) -> Any:
        people = [
            {"id": "p", "household": "h", "ill": True, "well": well},
            {"id": "q", "household": household, "ill": True, "well": True},
        ]
        return decided(catalogue, households=[{"id": "h"}], persons=people, prior_awards=[]).total("cash", "h").high

    assert most("h", False) is None
    assert most(None, None) is None
    assert most("h", True) == 1000


@pytest.mark.parametrize(
    ("ill", "outcome", "asked"),
    [
        (True, Outcome.EXCLUDED_BY_LIMIT, set()),
        (False, Outcome.POSSIBLE, {("range", "p", "")}),
        (None, Outcome.POSSIBLE, {("fact", "p", "ill")}),
    ],
)
def test_a_ground_without_a_figure_turns_on_whether_another_with_one_holds(
    bench: Bench, ill: bool | None, outcome: Outcome, asked: set[tuple[str, str, str]]
) -> None:
    """The first sum may go to another benefit instead; the second cannot, and keeps the ground without a figure out."""
    alpha = policy(
        "alpha",
        {"1": clause(place=None), "3": clause(place=None, amount={"set_by": LABEL}), "9": clause(place=None, amount="p.less")},
        sum=500,
        less=300,
    )
    alpha["parameters"]["one"] = {"value": 1, "unit": "count", "word": "最多", "cite": "1"}
    limit = {"id": "l", "title": LABEL, "cite": "1", "over": ["1", "9"], "per": ["person"], "at_most": {"awards": "p.one"}}
    alpha["limits"] = [limit]
    beta = policy("beta", {"1": clause(place=None, when=["poor"])}, sum=200)
    catalogue = joined(bench, alpha, beta, same=[{**ENTRY, "over": ["alpha/1", "alpha/3", "beta/1"]}])
    found = decided(catalogue, persons=[{"id": "p", "poor": ill}], prior_awards=[])
    item = found.of("alpha/3", "p")
    missing = Explanation(catalogue.law(), found).missing(item)
    assert item.outcome is outcome
    assert {(one.sort, one.entity.id if one.entity else "", one.fact.replace("poor", "ill")) for one in missing} == asked
