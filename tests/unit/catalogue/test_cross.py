"""What joins policies: one benefit with several grounds, limits over clauses of several documents, and who may be told so."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_world import LABEL, VOCABULARY, Bench, clause, ruleset

from subsidies import Catalogue, Determination, Outcome, RulesetError
from subsidies.catalogue import digest_lock
from subsidies.catalogue.validation import validate_folder

READING = {"question": LABEL, "taken": LABEL, "why": LABEL}


def cross(**changes: Any) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "cross": "joins",
        "version": "1.0.0",
        "title": LABEL,
        "recorded": date(2023, 5, 1),
        **changes,
    }


def entry(**changes: Any) -> dict[str, Any]:
    return {"id": "one", "title": LABEL, "over": ["alpha/1", "beta/1"], "per": ["person"], "cite": "1", **changes}


def paying(policy: str, value: int, **changes: Any) -> dict[str, Any]:
    """A policy of one clause that pays so much."""
    figures = {"sum": {"value": value, "unit": "yuan", "cite": "1"}}
    return ruleset(policy=policy, parameters=figures, clauses={"1": clause(**changes)})


def write(bench: Bench, data: dict[str, Any]) -> None:
    bench.write(f"cross/{data['cross']}/{data['version']}.yaml", data)


@pytest.fixture
def two(bench: Bench) -> Bench:
    """Policies alpha, which pays 1,000 yuan, and beta, which pays 1,500."""
    bench.add(paying("alpha", 1000))
    bench.add(paying("beta", 1500))
    return bench


def outcomes(found: Determination) -> dict[str, str]:
    return {item.clause: item.outcome.value for item in found.entitlements}


def total(found: Determination) -> tuple[int, int]:
    one = found.total("cash", "p")
    assert one.high is not None
    return int(one.low), int(one.high)


def test_without_an_entry_two_policies_pay_beside_one_another(two: Bench) -> None:
    assert total(two.assess({})) == (2500, 2500)


def test_one_benefit_with_two_grounds_is_paid_once_at_the_highest_figure(two: Bench) -> None:
    write(two, cross(same=[entry()]))
    found = two.assess({})
    assert outcomes(found) == {"alpha/1": "excluded_by_limit", "beta/1": "payable"}
    assert total(found) == (1500, 1500)
    excluded = found.of("alpha/1", "p").limit
    assert excluded is not None
    assert (excluded.limit.name, excluded.group) == ("joins/one", ("p",))


@pytest.mark.parametrize(
    ("poor", "expected", "sums"),
    [
        (True, {"alpha/1": "excluded_by_limit", "beta/1": "payable"}, (1500, 1500)),
        (False, {"alpha/1": "payable", "beta/1": "not_entitled"}, (1000, 1000)),
        (None, {"alpha/1": "payable", "beta/1": "possible"}, (1000, 1500)),
    ],
)
def test_any_ground_is_enough(poor: bool | None, expected: dict[str, str], sums: tuple[int, int], bench: Bench) -> None:
    bench.add(paying("alpha", 1000))
    bench.add(paying("beta", 1500, when=["poor"]))
    write(bench, cross(same=[entry()]))
    found = bench.assess({"poor": poor})
    assert outcomes(found) == expected
    assert total(found) == sums


@pytest.mark.parametrize("policies", [None, ["beta"]])
def test_an_award_under_one_ground_counts_for_all(policies: list[str] | None, two: Bench) -> None:
    """Also where nobody asks about the policy that it was given under."""
    write(two, cross(same=[entry(per=["person", "year"])]))
    for year, left in ((2023, 0), (2022, 1500)):
        award = {"clause": "alpha/1", "subject": "p", "year": year, "amount": 1000}
        assert total(two.assess({}, prior_awards=[award], policies=policies)) == (left, left)


def test_a_ground_without_a_figure_adds_nothing_and_alone_is_due_without_a_sum(bench: Bench) -> None:
    bench.add(paying("alpha", 1000, when=["poor"]))
    elsewhere = clause(amount={"set_by": LABEL})
    bench.add(ruleset(policy="beta", parameters={}, clauses={"1": elsewhere}))
    write(bench, cross(same=[entry()]))
    both = bench.assess({"poor": True})
    assert outcomes(both) == {"alpha/1": "payable", "beta/1": "excluded_by_limit"}
    assert total(both) == (1000, 1000)
    alone = bench.assess({"poor": False})
    assert outcomes(alone) == {"alpha/1": "not_entitled", "beta/1": "payable"}
    assert alone.of("beta/1", "p").amounts[0].bound == "unspecified"


@pytest.mark.parametrize("bound", ["exact", "at_most"])
def test_a_stated_sum_that_may_be_due_in_its_place_is_possible_and_asked_for(bound: str, bench: Bench) -> None:
    word = {"word": "最高"} if bound == "at_most" else {}
    figures = {"sum": {"value": 500, "unit": "yuan", **word, "cite": "1"}}
    stated = clause(when=["poor"], amount={bound: "p.sum"})
    bench.add(ruleset(policy="alpha", parameters=figures, clauses={"1": stated}))
    bench.add(ruleset(policy="beta", parameters={}, clauses={"1": clause(amount={"set_by": LABEL})}))
    write(bench, cross(same=[entry()]))
    explanation = bench.explain({"poor": None})
    alpha, beta = (explanation.determination.of(f"{name}/1", "p") for name in ("alpha", "beta"))
    assert (alpha.outcome, beta.outcome) == (Outcome.POSSIBLE, Outcome.PAYABLE)
    assert [one.fact for one in explanation.missing(alpha)] == ["poor"]
    assert outcomes(bench.assess({"poor": True})) == {"alpha/1": "payable", "beta/1": "excluded_by_limit"}


def test_a_ground_without_a_figure_stands_alone_where_the_other_is_kept_out(bench: Bench) -> None:
    """Clause 1 of alpha was given way to clause 2, which was paid before."""
    own = {"id": "o", "title": LABEL, "over": ["1", "2"], "per": ["person"], "at_most": {"awards": 1}, "cite": "1"}
    figures = {"sum": {"value": 1000, "unit": "yuan", "cite": "1"}}
    both = {"1": clause(), "2": clause(when=["poor"])}
    bench.add(ruleset(policy="alpha", parameters=figures, clauses=both, limits=[own]))
    bench.add(ruleset(policy="beta", parameters={}, clauses={"1": clause(amount={"set_by": LABEL})}))
    write(bench, cross(same=[entry()]))
    award = {"clause": "alpha/2", "subject": "p", "year": 2022, "amount": 1000}
    found = bench.assess({"poor": False}, prior_awards=[award])
    assert outcomes(found)["beta/1"] == "payable"
    assert outcomes(found)["alpha/1"] == "excluded_by_limit"


@pytest.mark.parametrize(("month", "sums"), [(5, (150, 150)), (6, (0, 0)), (None, (0, 150))])
def test_a_benefit_by_the_month_is_given_once_a_month_under_whichever_ground(
    month: int | None, sums: tuple[int, int], bench: Bench
) -> None:
    bench.add(paying("alpha", 100, every="month"))
    bench.add(paying("beta", 150, every="month"))
    write(bench, cross(same=[entry()]))
    award = {"clause": "alpha/1", "subject": "p", "year": 2023, "month": month, "amount": 100}
    found = bench.assess({}, prior_awards=[award])
    one = found.total("cash", "p", "month")
    assert (int(one.low), int(one.high or 0)) == sums


def test_what_was_given_once_counts_for_ever_and_what_is_given_a_year_for_that_year(bench: Bench) -> None:
    for every, left in (("once", 0), ("year", 1500)):
        bench.add(paying("alpha", 1000, every=every))
        bench.add(paying("beta", 1500, every=every))
        write(bench, cross(same=[entry()]))
        found = bench.assess({}, prior_awards=[{"clause": "alpha/1", "subject": "p", "year": 2022, "amount": 1000}])
        assert total(found) == (left, left)


def test_grounds_of_one_benefit_are_for_one_period_and_paid_to_one_kind_of_payee(bench: Bench) -> None:
    bench.add(paying("alpha", 1000, every="once"))
    bench.add(paying("beta", 1500))
    write(bench, cross(same=[entry()]))
    assert kinds(bench) == [("same_apart", "same[0].over")]


@pytest.mark.parametrize(
    ("at_most", "unit", "every", "kind"),
    [("yuan", "yuan", "month", "limit_by_the_month"), ("yuan_a_month", "yuan/month", "year", "limit_months")],
)
def test_a_limit_in_yuan_has_to_know_of_months(at_most: str, unit: str, every: str, kind: str, bench: Bench) -> None:
    bench.add(paying("alpha", 1000, every=every))
    bench.add(paying("beta", 1500, every=every))
    cap = {"cap": {"value": 1800, "unit": unit, "word": "最高", "cite": "1"}}
    write(bench, cross(parameters=cap, limits=[entry(per=["person", "year"], at_most={at_most: "p.cap"})]))
    assert kinds(bench) == [(kind, "limits[0].over[0]"), (kind, "limits[0].over[1]")]


def test_caps_that_cross_are_found_also_with_those_of_a_policy(bench: Bench) -> None:
    figures = {"sum": {"value": 1000, "unit": "yuan", "cite": "1"}, **CAP}
    own = {"id": "o", "title": LABEL, "over": ["1", "2"], "per": ["person"], "at_most": {"yuan": "p.cap"}, "cite": "1"}
    bench.add(ruleset(policy="alpha", parameters=figures, clauses={"1": clause(), "2": clause()}, limits=[own]))
    bench.add(paying("beta", 1500))
    bench.add(paying("gamma", 700))
    caps = [entry(at_most={"yuan": "p.cap"}), entry(id="two", over=["beta/1", "gamma/1"], at_most={"yuan": "p.cap"})]
    write(bench, cross(parameters=CAP, limits=caps))
    assert sorted(kinds(bench)) == [("caps_cross", "limits[0]"), ("caps_cross", "limits[1]")]


def test_caps_that_cross_are_found_in_two_files(bench: Bench) -> None:
    for policy in ("alpha", "beta", "gamma"):
        bench.add(paying(policy, 1000))
    once = entry(at_most={"yuan": "p.cap"})
    write(bench, cross(parameters=CAP, limits=[once]))
    write(bench, cross(cross="others", parameters=CAP, limits=[{**once, "over": ["alpha/1", "gamma/1"]}]))
    assert kinds(bench) == [("caps_cross", "limits[0]")]
    write(bench, cross(cross="others", parameters=CAP, limits=[{**once, "over": ["alpha/1", "beta/1", "gamma/1"]}]))
    assert kinds(bench) == []


def test_every_version_of_a_policy_has_to_fit(bench: Bench) -> None:
    bench.add(paying("alpha", 1000, kind="reimbursement"))
    bench.add(paying("beta", 1500))
    figures = {"sum": {"value": 1000, "unit": "yuan", "cite": "1"}}
    newer = {"version": "1.1.0", "supersedes": "1.0.0", "published": date(2023, 6, 1)}
    bench.add(ruleset(policy="alpha", parameters=figures, clauses={"1": clause()}, **newer))
    write(bench, cross(same=[entry()]))
    assert kinds(bench) == [("limit_mixes_kinds", "same[0].over")]


def test_but_for_one_that_decides_nothing_since_the_entry_was_recorded(bench: Bench) -> None:
    bench.add(paying("alpha", 1000, kind="reimbursement"))
    bench.add(paying("beta", 1500))
    figures = {"sum": {"value": 1000, "unit": "yuan", "cite": "1"}}
    newer = {"version": "1.1.0", "supersedes": "1.0.0", "published": date(2023, 1, 2)}
    bench.add(ruleset(policy="alpha", parameters=figures, clauses={"1": clause()}, **newer))
    write(bench, cross(same=[entry()]))
    assert kinds(bench) == []


def test_versions_of_a_policy_that_do_not_agree_are_refused_by_a_law_of_both(bench: Bench) -> None:
    """Both have a clause 1, but not of one kind; each decides some days."""
    bench.add(paying("alpha", 1000, kind="reimbursement"))
    figures = {"sum": {"value": 1000, "unit": "yuan", "cite": "1"}}
    later = {"from": date(2023, 5, 1), "to": date(2023, 12, 31)}
    newer = {"version": "1.1.0", "supersedes": "1.0.0", "published": date(2023, 5, 1), "effective": later}
    bench.add(ruleset(policy="alpha", parameters=figures, clauses={"1": clause()}, **newer))
    bench.add(paying("beta", 1500))
    write(bench, cross(same=[entry()]))
    with pytest.raises(RulesetError, match="limit one binds clauses of different kinds"):
        Catalogue(bench.root).law()


def test_as_if_an_earlier_version_were_the_last_entries_over_later_clauses_are_over_nothing(bench: Bench) -> None:
    bench.add(paying("alpha", 1000))
    figures = {"sum": {"value": 1000, "unit": "yuan", "cite": "1"}}
    newer = {"version": "1.1.0", "supersedes": "1.0.0"}
    bench.add(ruleset(policy="alpha", parameters=figures, clauses={"1": clause(), "2": clause()}, **newer))
    bench.add(paying("beta", 1500))
    write(bench, cross(same=[entry(over=["alpha/2", "beta/1"])]))
    catalogue = Catalogue(bench.root).as_of("alpha", "1.0.0")
    assert total(catalogue.assess(bench.case({}, catalogue=catalogue))) == (2500, 2500)


def test_an_id_of_its_own(two: Bench) -> None:
    write(two, cross(cross="alpha", same=[entry()]))
    assert kinds(two) == [("cross_named", "cross")]


def test_nothing_else_is_law_where_one_version_is_released_alone(two: Bench) -> None:
    """Without a lock every file is law; the first that is released alone has to stand by itself."""
    write(two, cross(same=[entry()]))
    found, *_ = validate_folder(two.root, apart=False, also=["cross/joins/1.0.0.yaml"])
    assert {item.kind for item in found} == {"policy_waits"}


def test_a_limit_over_two_policies_caps_what_they_pay_together(two: Bench) -> None:
    figures = {"cap": {"value": 1800, "unit": "yuan", "word": "最高", "cite": "1"}}
    write(two, cross(parameters=figures, limits=[entry(per=["person", "year"], at_most={"yuan": "p.cap"})]))
    assert total(two.assess({})) == (1800, 1800)
    award = {"clause": "alpha/1", "subject": "p", "year": 2023, "amount": 1000}
    assert total(two.assess({}, prior_awards=[award])) == (800, 800)
    assert total(two.assess({}, prior_awards=[award], policies=["beta"])) == (800, 800)


def test_what_was_recorded_later_is_not_known_before(two: Bench) -> None:
    write(two, cross(same=[entry()]))
    assert total(two.assess({}, known_on=date(2023, 4, 30))) == (2500, 2500)
    assert total(two.assess({}, known_on=date(2023, 5, 1))) == (1500, 1500)


def test_a_later_version_takes_the_place_of_the_earlier_from_the_day_it_is_known(two: Bench) -> None:
    write(two, cross(same=[entry()]))
    figures = {"cap": {"value": 1800, "unit": "yuan", "word": "最高", "cite": "1"}}
    cap = entry(at_most={"yuan": "p.cap"})
    later = {"version": "1.1.0", "supersedes": "1.0.0", "recorded": date(2023, 6, 1)}
    write(two, cross(parameters=figures, limits=[cap], **later))
    assert total(two.assess({}, known_on=date(2023, 5, 31))) == (1500, 1500)
    assert total(two.assess({})) == (1800, 1800)


def test_of_versions_of_one_day_the_one_that_supersedes_counts(two: Bench) -> None:
    write(two, cross(same=[entry()]))
    figures = {"cap": {"value": 1800, "unit": "yuan", "word": "最高", "cite": "1"}}
    write(two, cross(parameters=figures, limits=[entry(at_most={"yuan": "p.cap"})], version="1.1.0", supersedes="1.0.0"))
    assert total(two.assess({})) == (1800, 1800)
    write(two, cross(same=[entry()], version="1.0.1", supersedes="1.1.0"))
    with pytest.raises(RulesetError) as caught:
        two.assess({})
    assert [(one.kind, one.path) for one in caught.value.findings] == [("cross_recorded", "recorded")]


def test_an_entry_names_clauses_by_the_ids_of_any_version(two: Bench) -> None:
    newer = clause(formerly=["1"])
    figures = {"sum": {"value": 1000, "unit": "yuan", "cite": "1"}}
    two.add(ruleset(policy="alpha", version="1.1.0", supersedes="1.0.0", parameters=figures, clauses={"2": newer}))
    write(two, cross(same=[entry()]))
    found = two.assess({})
    assert outcomes(found) == {"alpha/2": "excluded_by_limit", "beta/1": "payable"}


def test_what_is_released_stays_as_it_is_and_what_is_not_is_no_law(two: Bench) -> None:
    digest_lock.freeze(two.root)
    write(two, cross(same=[entry()]))
    assert total(two.assess({})) == (2500, 2500)
    assert "cross/joins/1.0.0.yaml" in digest_lock.freeze(two.root)
    assert total(two.assess({})) == (1500, 1500)
    write(two, cross(same=[entry(per=["person", "year"])]))
    assert [item.kind for item in digest_lock.changed(two.root)] == ["digest_mismatch"]


def kinds(bench: Bench) -> list[tuple[str, str]]:
    return [(item.kind, item.path) for item in Catalogue(bench.root).validate()]


CAP = {"cap": {"value": 1800, "unit": "yuan", "word": "最高", "cite": "1"}}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"same": [entry()]}, []),
        ({"same": [entry(over=["alpha/1", "beta/2"])]}, [("unknown_clause", "same[0].over[1]")]),
        ({"same": [entry(over=["alpha/1", "gamma/1"])]}, [("unknown_clause", "same[0].over[1]")]),
        (
            {"same": [entry(over=["alpha/1", "alpha/1"])]},
            [("cross_one_policy", "same[0].over"), ("duplicate_id_in_ruleset", "same[0].over[1]")],
        ),
        ({"same": [entry(per=["house"])]}, [("limit_key", "same[0].per[0]")]),
        ({"same": [entry()], "limits": [entry(at_most={"awards": 1})]}, [("duplicate_id_in_ruleset", "limits[0].id")]),
        ({"same": [entry(cite=None, reading="so")]}, [("unknown_name", "same[0].reading")]),
        ({"same": [entry(cite=None, reading="so")], "readings": {"so": READING}}, []),
        ({"same": [entry()], "readings": {"so": READING}}, [("unused_reading", "readings.so")]),
        ({"same": [entry()], "parameters": CAP}, [("unused_parameter", "parameters.cap")]),
        ({"limits": [entry(at_most={"yuan": "cost"})], "parameters": {}}, []),
        ({"limits": [entry(per=["year"], at_most={"yuan": "cost"})]}, [("limit_allowance", "limits[0].at_most.yuan")]),
        ({"same": [entry(cite=None)]}, [("wrong_form", "same[0]")]),
        ({"same": [entry(reading="so")]}, [("wrong_form", "same[0]")]),
        ({"limits": [entry(at_most={"yuan": ["cost"]})]}, [("wrong_form", "limits[0]")]),
        ({"limits": [entry(at_most={"yuan_a_month": "cost"})]}, [("wrong_form", "limits[0]")]),
        ({"same": [entry(over=["alpha/1"])]}, [("too_few", "same[0].over")]),
        ({"same": [entry(over=["1", "beta/1"])]}, [("bad_name", "same[0].over[0]")]),
        ({"same": [entry()], "version": "1.0.1"}, [("path_and_content", "")]),
        ({}, [("wrong_form", "")]),
        ({"same": [entry(per=["person", "clause"])]}, [("limit_key", "same[0].per[1]")]),
        ({"cross": "joins", "supersedes": "1.0.0", "same": [entry()]}, [("cross_recorded", "recorded")]),
        (
            {"limits": [entry(at_most={"yuan": "p.cap"})], "parameters": {"cap": {**CAP["cap"], "word": "不低于"}}},
            [("word_contradicts", "limits[0]")],
        ),
        (
            {"limits": [entry(at_most={"yuan": "p.cap"})], "parameters": {"cap": {"value": 1800, "unit": "yuan", "cite": "1"}}},
            [("missing_word", "parameters.cap")],
        ),
        (
            {
                "limits": [entry(at_most={"yuan": "p.cap / p.none"})],
                "parameters": {**CAP, "none": {"value": 0, "unit": "ratio", "cite": "1"}},
            },
            [("division_by_zero", "limits[0].at_most")],
        ),
        ({"supersedes": "0.9.0", "same": [entry()]}, [("supersedes_unknown", "supersedes")]),
    ],
)
def test_what_is_wrong_with_a_file(changes: dict[str, Any], expected: list[tuple[str, str]], two: Bench) -> None:
    two.write("cross/joins/1.0.0.yaml", cross(**changes))
    assert sorted(kinds(two)) == sorted(expected)


def test_clauses_of_different_kinds_are_not_one_benefit(bench: Bench) -> None:
    bench.add(paying("alpha", 1000))
    bench.add(paying("beta", 1500, kind="reimbursement"))
    write(bench, cross(same=[entry()]))
    assert kinds(bench) == [("limit_mixes_kinds", "same[0].over")]
    with pytest.raises(RulesetError, match="limit one binds clauses of different kinds"):
        Catalogue(bench.root).law()


def test_versions_that_do_not_supersede_one_another_are_a_tie(two: Bench) -> None:
    write(two, cross(same=[entry()]))
    write(two, cross(same=[entry()], version="1.1.0"))
    assert kinds(two) == [("cross_tie", "version")]


def test_a_policy_asked_for_alone_is_not_joined_by_what_it_has_no_part_in(two: Bench, tmp_path: Path) -> None:
    two.add(paying("gamma", 700))
    write(two, cross(same=[entry()]))
    assert Catalogue(two.root).law(["gamma"]).crosses == ()
    assert two.assess({}, policies=["gamma"]).of("1", "p").outcome is Outcome.PAYABLE


# --- A clause that comes before others


def prevails(**changes: Any) -> dict[str, Any]:
    return {"id": "first", "title": LABEL, "clause": "alpha/1", "over": ["beta/1"], "cite": "1", **changes}


@pytest.fixture
def special(bench: Bench) -> Bench:
    """Policy alpha pays whoever is poor and old, beta whoever is grown, by names that mean something else in each."""
    definition = {"for": "person", "is": "poor and age >= p.least", "cite": "1", "label": LABEL}
    figures = {
        "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
        "least": {"value": 60, "unit": "year", "word": "以上", "cite": "1"},
    }
    bench.add(ruleset(policy="alpha", parameters=figures, definitions={"old": definition}, clauses={"1": clause(when=["old"])}))
    same_names = {
        "sum": {"value": 1500, "unit": "yuan", "cite": "1"},
        "least": {"value": 18, "unit": "year", "word": "以上", "cite": "1"},
    }
    grown = {"for": "person", "is": "age >= p.least", "cite": "1", "label": LABEL}
    bench.add(ruleset(policy="beta", parameters=same_names, definitions={"old": grown}, clauses={"1": clause(when=["old"])}))
    write(bench, cross(prevails=[prevails()]))
    return bench


@pytest.mark.parametrize("policies", [None, ["beta"]])
@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"poor": True, "age": 60}, Outcome.NOT_ENTITLED),
        ({"poor": True, "age": 59}, Outcome.PAYABLE),
        ({"poor": False, "age": 60}, Outcome.PAYABLE),
        ({"poor": None, "age": 60}, Outcome.POSSIBLE),
        ({"poor": True, "age": None}, Outcome.POSSIBLE),
    ],
)
def test_where_the_one_holds_the_other_does_not(
    facts: dict[str, Any], outcome: Outcome, policies: list[str] | None, special: Bench
) -> None:
    """Both engines decide so, and it does not matter whether anybody asks for the other policy."""
    found = special.assess(facts, policies=policies)
    assert found.of("beta/1", "p").outcome is outcome
    assert len(found.entitlements) == (2 if policies is None else 1)


def test_what_is_not_known_of_the_other_clause_is_missing(special: Bench) -> None:
    explanation = special.explain({"age": 60}, policies=["beta"])
    item = explanation.determination.of("beta/1", "p")
    assert [one.fact for one in explanation.missing(item)] == ["poor"]


def test_one_or_the_other_is_due_and_never_both(special: Bench) -> None:
    assert total(special.assess({"age": 60})) == (1000, 1500)


def test_the_line_that_decides_says_which_clause_comes_first(special: Bench) -> None:
    explanation = special.explain({"poor": True, "age": 60})
    row = explanation.decisive(explanation.determination.of("beta/1", "p"))
    assert row is not None
    assert (row.line.role, row.line.text) == ("exception", "clause alpha/1")
    assert explanation.figures(explanation.determination.of("beta/1", "p"), row.line.node) == []


def test_a_clause_about_another_kind_of_entity_cannot_come_first(bench: Bench) -> None:
    job = {"list": "jobs", "relations": {"person": {"to": "person"}}, "facts": {}}
    bench.words({**VOCABULARY, "entities": {**VOCABULARY["entities"], "job": job}})
    bench.add(paying("alpha", 1000))
    bench.add(paying("beta", 1500, **{"for": "job"}))
    write(bench, cross(prevails=[prevails()]))
    assert kinds(bench) == [("type_mismatch", "prevails[0].over[0]")]


def test_who_was_asked_alone_before_has_no_say_in_who_is_asked_later(two: Bench) -> None:
    """Beta alone consults alpha: that is another law than that of both."""
    write(two, cross(prevails=[prevails()]))
    catalogue = Catalogue(two.root)
    alone, both = catalogue.law(["beta"]), catalogue.law(["alpha", "beta"])
    assert [ruleset.policy for ruleset in alone.rulesets] == ["beta"]
    assert [ruleset.policy for ruleset in both.rulesets] == ["alpha", "beta"]
    assert catalogue.law(["beta"]) is alone


def test_circles_through_other_files_and_own_exceptions_are_found(bench: Bench) -> None:
    own = {"1": clause(unless=[{"clause": "2"}]), "2": clause()}
    bench.add(ruleset(policy="alpha", clauses=own))
    bench.add(paying("beta", 1500))
    write(bench, cross(prevails=[prevails()]))
    write(bench, cross(cross="others", prevails=[prevails(clause="beta/1", over=["alpha/2"])]))
    assert [kind for kind, _ in kinds(bench)] == ["circular", "circular"]
    with pytest.raises(RulesetError, match=r"cross/\w+/1\.0\.0\.yaml:\d+:\d+: (alpha|beta)/\d depends on itself"):
        Catalogue(bench.root).law()


@pytest.mark.parametrize("policies", [None, ["gamma"]])
def test_what_comes_before_counts_as_it_holds_after_what_comes_before_it(policies: list[str] | None, bench: Bench) -> None:
    """1 of alpha gives way to 2, which gives way to beta: so 1 holds, and comes before gamma."""
    bench.add(ruleset(policy="alpha", clauses={"1": clause(unless=[{"clause": "2"}]), "2": clause()}))
    bench.add(paying("beta", 1500))
    bench.add(paying("gamma", 700))
    first = prevails(id="second", clause="beta/1", over=["alpha/2"])
    write(bench, cross(prevails=[first, prevails(over=["gamma/1"])]))
    assert kinds(bench) == []
    assert bench.assess({}, policies=policies).of("gamma/1", "p").outcome is Outcome.NOT_ENTITLED


def test_what_is_decided_elsewhere_comes_before_nothing(two: Bench) -> None:
    said = {key: value for key, value in clause(when=["poor"]).items() if key not in ("payee", "every", "amount")}
    figures = {"sum": {"value": 1500, "unit": "yuan", "cite": "1"}}
    provision = {**said, "missing": LABEL, "reason": "discretionary"}
    two.add(ruleset(policy="beta", parameters=figures, clauses={"1": clause()}, provisions={"9": provision}))
    write(two, cross(prevails=[prevails(clause="beta/9", over=["alpha/1"])]))
    assert kinds(two) == [("cross_provision", "prevails[0].clause")]


def test_a_draft_comes_before_nothing(special: Bench) -> None:
    special.add(ruleset(policy="alpha", status="draft", clauses={"1": clause(when=["poor"])}))
    assert special.assess({"poor": True, "age": 60}).of("beta/1", "p").outcome is Outcome.PAYABLE


def test_a_clause_that_is_not_in_force_any_more_comes_before_nothing(special: Bench) -> None:
    ended = {"from": date(2022, 1, 1), "to": date(2022, 12, 31)}
    special.add(
        ruleset(policy="alpha", effective=ended, published=date(2022, 1, 1), clauses={"1": clause(when=["poor"], window="none")})
    )
    found = special.assess({"poor": True, "age": 60})
    assert found.of("beta/1", "p").outcome in (Outcome.PAYABLE, Outcome.POSSIBLE)


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([prevails()], []),
        ([prevails(over=["alpha/1"])], [("cross_one_policy", "prevails[0].over")]),
        (
            [prevails(), prevails(id="second", clause="beta/1", over=["alpha/1"])],
            [("circular", "prevails[0].over[0]"), ("circular", "prevails[1].over[0]")],
        ),
        ([prevails(clause="alpha/2")], [("unknown_clause", "prevails[0].clause")]),
        ([prevails(over=["beta/2"])], [("unknown_clause", "prevails[0].over[0]")]),
        ([prevails(), prevails()], [("duplicate_id_in_ruleset", "prevails[1].id")]),
        ([prevails(over=["beta/1", "beta/1"])], [("duplicate_id_in_ruleset", "prevails[0].over[1]")]),
        ([prevails(cite=None)], [("wrong_form", "prevails[0]")]),
        ([prevails(cite=None, reading="so")], [("unknown_name", "prevails[0].reading")]),
    ],
)
def test_what_is_wrong_with_what_comes_before(entries: list[dict[str, Any]], expected: list[tuple[str, str]], two: Bench) -> None:
    write(two, cross(prevails=entries))
    assert sorted(kinds(two)) == sorted(expected)


def test_what_is_still_to_be_written_is_found_in_what_joins_policies_too(two: Bench) -> None:
    write(two, cross(same=[entry(title={"zh": "文", "en": "…"})]))
    found = validate_folder(two.root)[0]
    assert [(item.kind, item.path) for item in found] == [("not_written", "same[0].title.en")]
