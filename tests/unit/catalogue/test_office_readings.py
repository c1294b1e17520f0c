"""What an office reads otherwise than the rulesets do, among the alternatives that these name."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_world import LABEL, Bench, clause, ruleset

from subsidies import Catalogue, Determination, Outcome
from subsidies.documents import to_dict, trace_to_dict
from subsidies.errors import RulesetError, UsageError
from subsidies.explanation import Explanation
from subsidies.mutation import Mutants

ADULT = {"zh": "年满十八周岁算成年。", "en": "Eighteen is of age."}
SIXTEEN = {"zh": "年满十六周岁算成年。", "en": "Sixteen is of age."}
ANYBODY = {"zh": "不问年龄。", "en": "Age does not matter."}
OF_AGE = {
    "question": {"zh": "几岁算成年？", "en": "Who is of age?"},
    "taken": ADULT,
    "why": LABEL,
    "alternatives": {"sixteen": {"taken": SIXTEEN}, "anybody": {"taken": ANYBODY}},
}
FIGURES = {
    "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
    "more": {"value": 1500, "unit": "yuan", "cite": "1"},
    "adult": {"value": 18, "unit": "year", "cite": "1", "word": "以上"},
    "young": {"value": 16, "unit": "year", "cite": "1", "word": "以上"},
}


def policy(**changes: Any) -> dict[str, Any]:
    """Clause 1 asks for somebody of age, and pays more where anybody is; clause 2 rests on nothing."""
    of_age = {
        "any": ["reading.of_age.anybody", "age >= p.adult", ["reading.of_age.sixteen", "age >= p.young"]],
        "label": {"zh": "成年", "en": "of age"},
    }
    amount = "p.more if reading.of_age.anybody else p.sum"
    clauses = {"1": clause(when=[of_age], amount=amount, readings=["of_age"]), "2": clause(when=["ill"])}
    return ruleset(**{"parameters": FIGURES, "readings": {"of_age": OF_AGE}, "clauses": clauses, **changes})


@pytest.fixture
def offices(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path / "rulesets")
    bench.add(policy())
    return bench


def assessed(bench: Bench, person: dict[str, Any], readings: dict[str, str] | None = None, **changes: Any) -> Determination:
    catalogue = Catalogue(bench.root)
    taken = catalogue.read_readings(readings or {})
    return catalogue.assess(bench.case(person, catalogue=catalogue, **changes), readings=taken)


@pytest.mark.parametrize(
    ("readings", "age", "outcome", "paid"),
    [
        ({}, 18, Outcome.PAYABLE, 1000),
        ({}, 17, Outcome.NOT_ENTITLED, None),
        ({}, None, Outcome.POSSIBLE, None),
        ({"of_age": "sixteen"}, 16, Outcome.PAYABLE, 1000),
        ({"of_age": "sixteen"}, 15, Outcome.NOT_ENTITLED, None),
        ({"test/of_age": "anybody"}, 15, Outcome.PAYABLE, 1500),
        ({"test/of_age": "anybody"}, None, Outcome.PAYABLE, 1500),
    ],
)
def test_what_an_office_takes_decides(
    offices: Bench, readings: dict[str, str], age: int | None, outcome: Outcome, paid: int | None
) -> None:
    """By every engine: a determination is issued where they agree."""
    found = assessed(offices, {"age": age}, readings).of("1", "p")
    assert (found.outcome, found.paid) == (outcome, None if paid is None else (paid * 100, paid * 100))


def test_one_law_answers_offices_that_read_it_differently(tmp_path: Path) -> None:
    """What depends on the question alone is worked out once, for each way of reading the text."""
    bench = Bench(tmp_path / "rulesets")
    figures = {"sum": FIGURES["sum"]}
    reading = {**OF_AGE, "alternatives": {"anybody": {"taken": ANYBODY}}}
    rules = {"1": clause(when=["reading.of_age.anybody"], readings=["of_age"])}
    bench.add(policy(parameters=figures, readings={"of_age": reading}, clauses=rules))
    catalogue = Catalogue(bench.root)
    case = bench.case({}, catalogue=catalogue)
    outcomes = [
        catalogue.assess(case, readings=catalogue.read_readings(said)).of("1", "p").outcome
        for said in ({}, {"of_age": "anybody"}, {}, {"of_age": "anybody"})
    ]
    assert outcomes == 2 * [Outcome.NOT_ENTITLED, Outcome.PAYABLE]


def test_what_was_taken_is_recorded_and_part_of_the_question(offices: Bench) -> None:
    own, other = assessed(offices, {"age": 17}), assessed(offices, {"age": 17}, {"of_age": "sixteen"})
    law = Catalogue(offices.root).law()
    assert own.question != other.question
    assert pickle.loads(pickle.dumps(other)) == other
    said = {"reading": "test/of_age", "alternative": "sixteen", "question": OF_AGE["question"], "taken": SIXTEEN}
    for document in (to_dict(other, law), trace_to_dict(other, law, other.entitlements)):
        assert document["other_readings"] == [said]
    assert to_dict(own, law)["other_readings"] == []


def test_the_trace_says_what_is_asked_of_the_office_and_asks_nothing_of_the_case(offices: Bench) -> None:
    found = assessed(offices, {"age": 17}, {"of_age": "sixteen"})
    explained = Explanation(Catalogue(offices.root).law(), found)
    item = found.of("1", "p")
    (row,) = [row for row in explained.rows(item) if row.line.label is not None]
    assert [seen.fact for seen in explained.seen(item, row)] == ["age"]
    assert explained.missing(item) == ()


@pytest.mark.parametrize(
    ("said", "kind", "named"),
    [
        ({"of_aje": "sixteen"}, "unknown_reading", "of_age"),
        ({"tset/of_age": "sixteen"}, "unknown_reading", "test/of_age"),
        ({"xyz": "sixteen"}, "unknown_reading", "of_age"),
        ({"of_age": "sixten"}, "unknown_alternative", "sixteen"),
        ({"of_age": "zzz"}, "unknown_alternative", "sixteen, anybody"),
        ({"of_age": "sixteen", "test/of_age": "anybody"}, "read_twice", "sixteen, anybody"),
    ],
)
def test_only_alternatives_that_a_ruleset_names_can_be_taken(offices: Bench, said: dict[str, str], kind: str, named: str) -> None:
    with pytest.raises(UsageError) as caught:
        Catalogue(offices.root).read_readings(said)
    (finding,) = caught.value.findings
    assert (finding.kind, finding.suggestion or finding.allowed) == (kind, named)
    assert finding.message("zh") != finding.message("en")


def test_a_reading_of_two_policies_is_named_with_the_one_that_is_meant(offices: Bench) -> None:
    offices.add(policy(policy="twin"))
    catalogue = Catalogue(offices.root)
    with pytest.raises(UsageError) as caught:
        catalogue.read_readings({"of_age": "sixteen"})
    assert [(item.kind, item.allowed) for item in caught.value.findings] == [("ambiguous_reading", "test/of_age, twin/of_age")]
    found = assessed(offices, {"age": 17}, {"twin/of_age": "sixteen"})
    assert [found.of(f"{name}/1", "p").outcome for name in ("test", "twin")] == [Outcome.NOT_ENTITLED, Outcome.PAYABLE]


def test_a_version_that_does_not_name_the_alternative_keeps_its_own_reading(offices: Bench) -> None:
    plain = {key: value for key, value in OF_AGE.items() if key != "alternatives"}
    clauses = {"1": clause(when=["age >= p.adult"], readings=["of_age"])}
    figures = {"sum": FIGURES["sum"], "adult": FIGURES["adult"]}
    days = {"from": date(2023, 7, 1), "to": date(2023, 12, 31)}
    later = {"version": "2.0.0", "supersedes": "1.0.0", "published": date(2023, 7, 1), "effective": days}
    offices.add(policy(readings={"of_age": plain}, clauses=clauses, parameters=figures, **later))
    outcomes = [assessed(offices, {"age": 17}, {"of_age": "sixteen"}, on=date(2023, month, 1)) for month in (6, 8)]
    found = [[item.outcome for item in one.entitlements if item.id == "1"] for one in outcomes]
    assert found[0].count(Outcome.PAYABLE) == 1
    assert found[1].count(Outcome.PAYABLE) == 0


def test_a_draft_may_name_alternatives_too(offices: Bench) -> None:
    offices.add(policy(policy="plan", status="draft"))
    found = assessed(offices, {"age": 17}, {"plan/of_age": "sixteen"})
    assert found.of("test/1", "p").outcome is Outcome.NOT_ENTITLED
    assert found.if_in_force is not None
    assert found.if_in_force.of("plan/1", "p").outcome is Outcome.PAYABLE


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"clauses": {"1": clause(when=["reading.of_aje.sixteen"], readings=["of_age"])}}, {"unknown_name"}),
        ({"clauses": {"1": clause(when=["reading.of_age.sixten"], readings=["of_age"])}}, {"unknown_name"}),
        ({"clauses": {"1": clause(when=["reading.of_age.sixteen"], readings=["of_age"])}}, {"unused_alternative"}),
        ({"clauses": {"1": policy()["clauses"]["1"], "2": clause(when=["reading.of_age.sixteen"])}}, {"reading_not_named"}),
    ],
)
def test_what_is_wrong_with_a_ruleset(tmp_path: Path, changes: dict[str, Any], expected: set[str]) -> None:
    bench = Bench(tmp_path / "rulesets")
    named = str(changes)
    figures = {name: one for name, one in FIGURES.items() if f"p.{name}" in named or name == "sum"}
    bench.add(policy(parameters=figures, **changes))
    with pytest.raises(RulesetError) as caught:
        Catalogue(bench.root).law()
    assert {finding.kind for finding in caught.value.findings} == expected


def test_a_reading_that_a_definition_or_a_limit_turns_on_is_named_by_the_clauses(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "rulesets")
    grown = {"for": "person", "is": "age >= p.adult or reading.of_age.sixteen", "cite": "1", "label": LABEL}
    count = {"value": 2, "unit": "count", "cite": "1", "word": "最多"}
    figures = {"sum": FIGURES["sum"], "adult": FIGURES["adult"], "two": count}
    limit = {"id": "l", "title": LABEL, "over": ["2"], "per": ["person"], "at_most": {"awards": "p.two"}, "cite": "1"}
    clauses = {"1": clause(when=["grown"]), "2": clause()}
    bench.add(
        policy(
            parameters=figures,
            definitions={"grown": grown},
            clauses=clauses,
            limits=[{**limit, "unless": ["reading.of_age.anybody"]}],
        )
    )
    with pytest.raises(RulesetError) as caught:
        Catalogue(bench.root).law()
    assert [(item.kind, item.path) for item in caught.value.findings if item.kind != "unused_reading"] == [
        ("reading_not_named", "clauses.1"),
        ("reading_not_named", "clauses.2"),
    ]


def test_mutants_put_another_alternative_or_the_contrary(offices: Bench) -> None:
    mutants = Mutants.of("test", Catalogue(offices.root))
    found = {one.change.en for one in mutants.mutants if "the office reads it so" in one.change.en}
    assert any("not (" in change for change in found)
    assert any(SIXTEEN["en"].rstrip(".") in change and ANYBODY["en"].rstrip(".") in change for change in found)


# --- Across policies


def joined(bench: Bench, **entry: Any) -> None:
    """One benefit under two policies, unless an office reads it otherwise."""
    bench.add(ruleset(policy="alpha", clauses={"1": clause()}))
    bench.add(ruleset(policy="beta", clauses={"1": clause()}))
    reading = {
        "question": LABEL,
        "taken": LABEL,
        "why": LABEL,
        "alternatives": {"two": {"taken": {"zh": "两项。", "en": "Two."}}},
    }
    head = {"schema_version": 1, "cross": "joins", "version": "1.0.0", "title": LABEL, "recorded": date(2023, 1, 1)}
    bench.write("cross/joins/1.0.0.yaml", {**head, "readings": {"one_benefit": reading}, **entry})


SAME = {"id": "once", "title": LABEL, "over": ["alpha/1", "beta/1"], "per": ["person", "year"], "reading": "one_benefit"}


@pytest.mark.parametrize(
    ("readings", "total"), [({}, 1000), ({"one_benefit": "two"}, 2000), ({"joins/one_benefit": "two"}, 2000)]
)
@pytest.mark.parametrize("awards", [[], [{"clause": "alpha/1", "subject": "p", "year": 2023, "amount": 1000}]])
def test_an_entry_holds_unless_an_office_reads_it_otherwise(
    tmp_path: Path, readings: dict[str, str], total: int, awards: list[dict[str, Any]]
) -> None:
    """With an award under one of them before, the other is due where they are two benefits."""
    bench = Bench(tmp_path / "rulesets")
    joined(bench, same=[{**SAME, "not_under": "two"}])
    found = assessed(bench, {}, readings, prior_awards=awards)
    assert sum(one.payable_low for one in found.totals) == total - (1000 if awards else 0)


@pytest.mark.parametrize(("readings", "outcome"), [({}, Outcome.NOT_ENTITLED), ({"one_benefit": "two"}, Outcome.PAYABLE)])
def test_a_clause_comes_before_others_unless_an_office_reads_it_otherwise(
    tmp_path: Path, readings: dict[str, str], outcome: Outcome
) -> None:
    bench = Bench(tmp_path / "rulesets")
    first = {"id": "first", "title": LABEL, "clause": "beta/1", "over": ["alpha/1"], "reading": "one_benefit", "not_under": "two"}
    joined(bench, prevails=[first])
    assert assessed(bench, {}, readings).of("alpha/1", "p").outcome is outcome


@pytest.mark.parametrize(
    ("before", "readings", "outcomes"),
    [
        ("alpha/1", {}, ["excluded_by_limit", "excluded_by_limit"]),
        ("beta/1", {}, ["excluded_by_limit", "excluded_by_limit"]),
        ("alpha/1", {"one_benefit": "two"}, ["excluded_by_limit", "payable"]),
        ("beta/1", {"one_benefit": "two"}, ["payable", "payable"]),
    ],
)
def test_a_limit_is_over_more_than_its_policy_says_unless_an_office_reads_it_otherwise(
    tmp_path: Path, before: str, readings: dict[str, str], outcomes: list[str]
) -> None:
    """What was given under one of them leaves the other alone where they are two benefits."""
    bench = Bench(tmp_path / "rulesets")
    more = {"id": "more", "title": LABEL, "limit": "alpha/own", "over": ["beta/1"], "reading": "one_benefit", "not_under": "two"}
    joined(bench, widens=[more])
    own = {"id": "own", "title": LABEL, "over": ["1"], "per": ["person"], "cite": "1", "at_most": {"awards": 1}}
    bench.add(ruleset(policy="alpha", clauses={"1": clause()}, limits=[own]))
    assert Catalogue(bench.root).validate() == []
    found = assessed(bench, {}, readings, prior_awards=[{"clause": before, "subject": "p", "year": 2022, "amount": 1000}])
    assert [found.of(f"{name}/1", "p").outcome.value for name in ("alpha", "beta")] == outcomes


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [("unused_alternative", "readings.one_benefit.alternatives.two")]),
        (
            {"not_under": "tow"},
            [("unknown_name", "same[0].not_under"), ("unused_alternative", "readings.one_benefit.alternatives.two")],
        ),
    ],
)
def test_what_is_wrong_with_a_file_that_joins(tmp_path: Path, changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    bench = Bench(tmp_path / "rulesets")
    joined(bench, same=[{**SAME, **changes}])
    found = Catalogue(bench.root).validate()
    assert [(item.kind, item.path) for item in found] == expected


def test_an_entry_without_a_reading_cannot_be_read_otherwise(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "rulesets")
    entry = {key: value for key, value in SAME.items() if key != "reading"}
    joined(bench, same=[{**entry, "cite": "1", "not_under": "two"}])
    assert "missing_key" in {item.kind for item in Catalogue(bench.root).validate()}
