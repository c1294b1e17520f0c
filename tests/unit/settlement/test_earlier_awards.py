"""Earlier awards count by what their own lines say of them, read by the version that gave them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_world import LABEL, Bench, clause, ruleset

from subsidies import CaseError, Catalogue, Determination, Outcome, UsageError

POLICY = "xixia-jobs-2023"
PLACE = "640105"


def household(*awards: dict[str, Any], **moved: Any) -> Determination:
    """Two households, h1 of p2, h2 of p3 and of p1, who moved there; p2 and p3 have 5 months and 35,000 yuan."""
    catalogue = Catalogue.bundled()
    working = {"months_worked": 5, "wage_income": 35000}
    data = {
        "schema_version": 1,
        "jurisdiction": PLACE,
        "on": "2023-12-20",
        "households": [{"id": id_, "poverty_status": "lifted", "listed_in": PLACE} for id_ in ("h1", "h2")],
        "persons": [
            {"id": "p1", "household": "h2", "months_worked": 1, "wage_income": 0, **moved},
            {"id": "p2", "household": "h1", **working},
            {"id": "p3", "household": "h2", **working},
        ],
        "prior_awards": [{"clause": f"{POLICY}/12.3", "subject": "p1", "year": 2023, **award} for award in awards],
    }
    return catalogue.assess(catalogue.read_case(data), policies=[POLICY])


def sums(found: Determination) -> dict[str, int]:
    return {id_: int(found.total("cash", id_).low) for id_ in ("h1", "h2")}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"amount": 2500, "payee": "h1"}, {"h1": 1000, "h2": 2500}),
        ({"amount": 2500, "household": "h1"}, {"h1": 1000, "h2": 2500}),
        ({"amount": 2500, "payee": "h1", "household": "h1"}, {"h1": 1000, "h2": 2500}),
        ({"amount": 2500}, {"h1": 2500, "h2": 1000}),
        ({"amount": 2500, "payee": "h2"}, {"h1": 2500, "h2": 1000}),
        ({"amount": 0, "payee": "h1"}, {"h1": 2500, "h2": 2500}),
        ({"amount": 2500, "payee": "h1", "year": 2022}, {"h1": 2500, "h2": 2500}),
        ({"amount": 2500, "payee": "h1", "year": None, "on": "2023-03-01"}, {"h1": 1000, "h2": 2500}),
        ({"amount": 2500, "payee": "h1", "year": 2022, "on": "2023-03-01"}, {"h1": 2500, "h2": 2500}),
        ({"amount": 2500, "payee": "h1", "version": "1.0.0"}, {"h1": 1000, "h2": 2500}),
    ],
)
def test_an_award_uses_up_what_it_says_it_was(line: dict[str, Any], expected: dict[str, int]) -> None:
    assert sums(household(line)) == expected


@pytest.mark.parametrize(
    ("corrections", "expected"),
    [
        ([-2500], {"h1": 2500, "h2": 2500}),
        ([-2000, -500], {"h1": 2500, "h2": 2500}),
        ([-2000], {"h1": 1000, "h2": 2500}),
    ],
)
def test_what_was_taken_back_in_full_uses_nothing_up(corrections: list[int], expected: dict[str, int]) -> None:
    award = {"id": "a1", "amount": 2500, "payee": "h1"}
    assert sums(household(award, *({"corrects": "a1", "amount": sum_} for sum_ in corrections))) == expected


def test_an_award_of_which_the_year_is_not_known_leaves_open_what_it_used(bench: Bench) -> None:
    bench.add(ruleset(clauses={"1": clause()}))
    found = bench.assess({}, prior_awards=[{"clause": "test/1", "subject": "p", "amount": 500}])
    assert found.of("1", "p").outcome is Outcome.POSSIBLE
    assert (found.total("cash").low, found.total("cash").high) == (0, 1000)


JOBS: dict[str, Any] = {
    "schema_version": 1,
    "entities": {
        "person": {"list": "persons", "facts": {"poor": {"type": "bool"}}},
        "job": {
            "label": {"zh": "工", "en": "job"},
            "list": "jobs",
            "relations": {"person": {"to": "person"}},
            "facts": {"paid": {"type": "bool"}},
        },
    },
}
ONE_A_YEAR = {"id": "one", "title": LABEL, "over": ["1"], "per": ["person", "year"], "at_most": {"awards": 1}, "cite": "1"}


def two_jobs(bench: Bench, *awards: dict[str, Any], limited: bool) -> dict[str, Outcome]:
    """Version 1.0.0 gave clause 1 to persons, 1.1.0 gives it for jobs; two people with a job each."""
    bench.words(JOBS)
    bench.add(ruleset(clauses={"1": clause()}, limits=[ONE_A_YEAR]))
    newer = {"version": "1.1.0", "supersedes": "1.0.0"}
    limits = {"limits": [ONE_A_YEAR]} if limited else {}
    bench.add(ruleset(clauses={"1": clause(**{"for": "job", "payee": "person"})}, **newer, **limits))
    catalogue = Catalogue(bench.root)
    data = {
        "schema_version": 1,
        "jurisdiction": PLACE,
        "on": "2023-06-01",
        "persons": [{"id": "p"}, {"id": "q"}],
        "jobs": [{"id": "j", "person": "p"}, {"id": "k", "person": "q"}],
        "prior_awards": [{"clause": "test/1", "year": 2023, "amount": 1000, **award} for award in awards],
    }
    found = catalogue.assess(catalogue.read_case(data))
    return {item.subject.id: item.outcome for item in found.entitlements}


@pytest.mark.parametrize("version", [{}, {"version": "1.0.0"}])
def test_an_award_of_an_earlier_version_is_of_its_own_kind_of_subject(version: dict[str, Any], bench: Bench) -> None:
    award = {"subject": "p", **version}
    assert two_jobs(bench, award, limited=True) == {"j": Outcome.EXCLUDED_BY_LIMIT, "k": Outcome.PAYABLE}


def test_whether_what_a_person_got_was_for_a_job_is_open(bench: Bench) -> None:
    assert two_jobs(bench, {"subject": "p"}, limited=False) == {"j": Outcome.POSSIBLE, "k": Outcome.PAYABLE}


def test_an_award_for_a_subject_that_its_own_version_did_not_ask_for_is_refused(bench: Bench) -> None:
    with pytest.raises(CaseError, match=r"clause test/1 is decided for a job; person p is none"):
        two_jobs(bench, {"subject": "p", "version": "1.1.0"}, limited=True)


def renumbered(bench: Bench, *awards: dict[str, Any], **more: Any) -> dict[str, Outcome]:
    """Clause 9 of 1.0.0 is 9a in 1.1.0, where a new clause is called 9."""
    bench.add(ruleset(clauses={"9": clause()}))
    clauses = {"9a": clause(formerly=["9"]), "9": clause(amount="p.sum")}
    bench.add(ruleset(version="1.1.0", published=date(2023, 2, 1), clauses=clauses, **more))
    found = bench.assess({}, prior_awards=[{"subject": "p", "year": 2023, "amount": 1000, **award} for award in awards])
    return {item.id: item.outcome for item in found.entitlements}


def test_a_clause_with_another_number_is_not_paid_again(bench: Bench) -> None:
    award = {"clause": "test/9", "version": "1.0.0"}
    assert renumbered(bench, award) == {"9a": Outcome.EXCLUDED_BY_LIMIT, "9": Outcome.PAYABLE}


def test_the_new_clause_of_the_old_number_is_another(bench: Bench) -> None:
    award = {"clause": "test/9", "version": "1.1.0"}
    assert renumbered(bench, award) == {"9a": Outcome.PAYABLE, "9": Outcome.EXCLUDED_BY_LIMIT}


def test_without_its_version_it_is_open_which_of_the_two_was_paid(bench: Bench) -> None:
    assert renumbered(bench, {"clause": "test/9"}) == {"9a": Outcome.POSSIBLE, "9": Outcome.POSSIBLE}


def test_a_limit_counts_awards_of_clauses_that_are_gone(bench: Bench) -> None:
    limit = {"id": "one", "title": LABEL, "per": ["person", "year"], "at_most": {"awards": 1}, "cite": "1"}
    bench.add(ruleset(clauses={"7": clause(), "8": clause()}, limits=[{**limit, "over": ["7", "8"]}]))
    newer = {"version": "1.1.0", "published": date(2023, 2, 1)}
    bench.add(ruleset(clauses={"8": clause()}, limits=[{**limit, "over": ["8"]}], **newer))
    award = {"clause": "test/7", "subject": "p", "year": 2023, "amount": 1000}
    assert bench.assess({}, prior_awards=[award]).of("8", "p").outcome is Outcome.EXCLUDED_BY_LIMIT
    bench.add(ruleset(clauses={"8": clause()}, limits=[{**limit, "over": ["7", "8"]}], **newer))
    assert bench.assess({}, prior_awards=[award]).of("8", "p").outcome is Outcome.EXCLUDED_BY_LIMIT


@pytest.mark.parametrize(
    ("awards", "payable"),
    [
        ([], ["j"]),
        ([{"subject": "j", "year": 2022}], ["j"]),
        ([{"subject": "j", "year": 2021}, {"subject": "j", "year": 2022}], ["j"]),
        ([{"subject": "i", "year": 2022}], ["i"]),
        ([{"subject": "k", "year": 2022}], []),
        ([{"subject": "j", "year": 2023}], []),
    ],
)
def test_what_awards_are_for_counts_once_through_the_years(
    awards: list[dict[str, Any]], payable: list[str], bench: Bench
) -> None:
    """Of the jobs i, j and k of a person, one is paid for, in every year: i brings least, and k nothing any more."""
    bench.words(JOBS)
    amount = {"for": "job", "payee": "person", "kind": "cash"}
    limit = {**ONE_A_YEAR, "over": ["1", "2"], "per": ["person"], "at_most": {"subjects": 1}}
    clauses = {"1": clause(**amount, when=["paid"]), "2": clause(**amount, amount="p.small", when=["not paid"])}
    figures = {name: {"value": value, "unit": "yuan", "cite": "1"} for name, value in (("sum", 1000), ("small", 500))}
    bench.add(ruleset(clauses=clauses, limits=[limit], parameters=figures))
    catalogue = Catalogue(bench.root)
    data = {
        "schema_version": 1,
        "jurisdiction": PLACE,
        "on": "2023-06-01",
        "persons": [{"id": "p"}],
        "jobs": [{"id": "i", "person": "p", "paid": False}, {"id": "j", "person": "p", "paid": True}, {"id": "k", "person": "p"}],
        "prior_awards": [{"clause": "test/1", "amount": 1000, **award} for award in awards],
    }
    found = catalogue.assess(catalogue.read_case(data))
    assert sorted({item.subject.id for item in found.entitlements if item.outcome is Outcome.PAYABLE}) == payable


@pytest.mark.parametrize(
    ("formerly", "message"),
    [(["8"], "unknown clause 8"), (["9", "9"], "id 9 is used twice")],
)
def test_an_earlier_number_has_to_be_one(formerly: list[str], message: str, bench: Bench) -> None:
    bench.add(ruleset(clauses={"9": clause()}))
    bench.add(ruleset(version="1.1.0", published=date(2023, 2, 1), clauses={"9a": clause(formerly=formerly)}))
    assert any(message in item.message() for item in Catalogue(bench.root).validate())


@pytest.mark.parametrize(
    ("award", "outcome"),
    [
        ({"year": 2023, "month": 6}, Outcome.EXCLUDED_BY_LIMIT),
        ({"year": 2023, "month": 5, "months": 2}, Outcome.EXCLUDED_BY_LIMIT),
        ({"on": date(2023, 3, 9), "month": 5}, Outcome.PAYABLE),
        ({"year": 2022, "month": 6}, Outcome.PAYABLE),
        ({"year": 2023}, Outcome.POSSIBLE),
        ({}, Outcome.POSSIBLE),
        ({"months": 30}, Outcome.PAYABLE),
        ({"year": 2023, "months": 6}, Outcome.EXCLUDED_BY_LIMIT),
        ({"year": 2023, "months": 5}, Outcome.POSSIBLE),
        ({"year": 2023, "months": 0}, Outcome.PAYABLE),
        ({"year": 2022, "months": 6}, Outcome.PAYABLE),
        ({"year": 2023, "month": 1, "months": 5}, Outcome.PAYABLE),
    ],
)
def test_a_month_is_paid_once(award: dict[str, Any], outcome: Outcome, bench: Bench) -> None:
    bench.add(ruleset(clauses={"1": clause(every="month")}))
    award = {"clause": "test/1", "subject": "p", "amount": 1000, **award}
    assert bench.assess({}, date(2023, 6, 15), prior_awards=[award]).of("1", "p").outcome is outcome


@pytest.mark.parametrize(
    ("line", "corrected", "total"),
    [
        ({"amount": 900}, 0, (600, 600)),
        ({"amount": {"at_least": 300, "at_most": 900}}, 0, (600, 1000)),
        ({"amount": {"at_least": 900}}, 0, (0, 600)),
        ({"amount": {"at_most": 400}}, 0, (1000, 1000)),
        ({"amount": {"at_least": 700, "at_most": 1300}}, -400, (600, 1000)),
        ({"amount": {"at_least": 100, "at_most": 1100}}, -200, (600, 1000)),
        ({"amount": {"at_least": 900}, "on": "2022-07"}, 0, (1000, 1000)),
        ({"amount": {"at_least": 900}, "on": "2023-03"}, 0, (0, 600)),
        ({"amount": 900, "on": {"from": "2022-12", "to": "2023-01"}}, 0, (600, 1000)),
    ],
)
def test_an_award_known_in_part_uses_up_as_much_as_it_may_have_been(
    line: dict[str, Any], corrected: int, total: tuple[int, int], bench: Bench
) -> None:
    """Of 1,500 yuan a year, 1,000 for a clause that was not paid before."""
    figures = {
        "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
        "cap": {"value": 1500, "unit": "yuan", "word": "最高", "cite": "1"},
    }
    limit = {**ONE_A_YEAR, "id": "cap", "over": ["1", "2"], "at_most": {"yuan": "p.cap"}}
    never = {**clause(), "when": ["poor"]}
    bench.add(ruleset(parameters=figures, clauses={"1": clause(), "2": never}, limits=[limit]))
    dated = {} if "on" in line else {"year": 2023}
    award = {"id": "a", "clause": "test/2", "subject": "p", **dated, **line}
    taken_back = {"clause": "test/2", "subject": "p", "corrects": "a", "amount": corrected}
    found = bench.assess({"poor": False}, prior_awards=[award, *([taken_back] if corrected else [])])
    assert (found.total("cash", "p").low, found.total("cash", "p").high) == total


@pytest.mark.parametrize("limits", [[], [ONE_A_YEAR]])
def test_what_is_left_of_an_unknown_sum_after_corrections_is_open(limits: list[Any], bench: Bench) -> None:
    bench.add(ruleset(clauses={"1": clause()}, limits=limits))
    award = {"id": "a", "clause": "test/1", "subject": "p", "year": 2023}
    taken_back = {"clause": "test/1", "subject": "p", "corrects": "a", "amount": -500}
    assert bench.assess({}, prior_awards=[award]).of("1", "p").outcome is Outcome.EXCLUDED_BY_LIMIT
    found = bench.assess({}, prior_awards=[award, taken_back])
    assert found.of("1", "p").outcome is Outcome.POSSIBLE
    assert (found.total("cash").low, found.total("cash").high) == (0, 1000)
    assert found.of("1", "p").open.awards


def test_awards_and_corrections_in_a_file_and_as_data_are_one_form(tmp_path: Path) -> None:
    catalogue = Catalogue.bundled()
    text = f"""schema_version: 1
jurisdiction: "{PLACE}"
on: 2023-12-20
households: [{{id: h1}}]
persons: [{{id: p1, household: h1}}]
prior_awards:
  - {{id: a, clause: {POLICY}/12.3, version: 1.0.0, subject: p1, payee: h1, household: h1, place: "640105",
     on: 2023-05-01, amount: 2500.50}}
  - {{clause: {POLICY}/12.3, subject: p1, corrects: a, amount: -0.50}}
"""
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    (award,) = catalogue.read_case(path).question().prior_awards or ()
    assert (award.amount, award.year, award.version) == ((250_000, 250_000), 2023, "1.0.0")
    assert award.payee is not None
    assert award.payee.id == "h1"
    assert [(name, entity.id) for name, entity in award.carried] == [("household", "h1")]


def test_caps_of_two_versions_that_cross_in_a_case_are_named(bench: Bench) -> None:
    """1.0.0 caps what a person gets, 1.1.0 what its clause gives to all: of a person with both, neither holds the other."""
    figures = {
        "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
        "cap": {"value": 1500, "unit": "yuan", "word": "最高", "cite": "1"},
    }
    own = {"id": "own", "title": LABEL, "over": ["1"], "per": ["person"], "at_most": {"yuan": "p.cap"}, "cite": "1"}
    everybody = {**own, "id": "all", "per": ["lifetime"]}
    newer = {"version": "1.1.0", "supersedes": "1.0.0", "effective": {"from": date(2023, 7, 1), "to": date(2023, 12, 31)}}
    bench.add(ruleset(parameters=figures, clauses={"1": clause(at="started")}, limits=[own]))
    both = {"1": clause(at="started"), "2": clause(at="add_months(started, p.later)")}
    later = {**figures, "later": {"value": 6, "unit": "month", "cite": "1"}}
    over = [{**own, "over": ["1", "2"]}, {**everybody, "over": ["1", "2"]}]
    bench.add(ruleset(parameters=later, clauses=both, limits=over, **newer))
    spring, autumn = {"started": date(2023, 3, 1)}, {"started": date(2023, 8, 1)}
    catalogue = Catalogue(bench.root)
    with pytest.raises(UsageError, match="caps test/own and test/all overlap"):
        catalogue.assess(bench.case(spring, autumn, catalogue=catalogue, on=date(2023, 12, 1)))
