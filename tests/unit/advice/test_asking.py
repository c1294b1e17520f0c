"""What is still to be found out: in which order, what each answer is worth, and who is only named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from small_world import LABEL, VOCABULARY, Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.advice import Answer, Answerable, Asking, Money, Pool, Rank, answerable, asking
from subsidies.case.entities import EntityRef
from subsidies.explanation import Explanation

HOUSEHOLD = Path(__file__).parents[3] / "examples" / "xixia-household.yaml"
OF_H1 = Pool("cash", ("h1",), "year")
OF_P = Pool("cash", ("p",), "year")
SUMS = {"sum": {"value": 1000, "unit": "yuan", "cite": "1"}, "more": {"value": 3000, "unit": "yuan", "cite": "1"}}
EMPLOYEES = [
    {
        "id": f"m{number}",
        "person": f"p{number}",
        "employer": "e1",
        "start": date(2023, 7, 3),
        "insured_from": date(2023, 7, 3),
        "end": "ongoing",
        "contract_months": 24,
        "newly_hired": True,
        "graduate": True,
    }
    for number in (1, 2)
]
EMPLOYER: dict[str, Any] = {
    "schema_version": 1,
    "jurisdiction": "640105",
    "on": date(2023, 12, 15),
    "enterprises": [{"id": "e1", "place": "640105", "vat_payable": 60_000}],
    "persons": [{"id": "p1"}, {"id": "p2"}],
    "employments": EMPLOYEES,
    "prior_awards": [],
}


@cache
def catalogue() -> Catalogue:
    return Catalogue.bundled()


def explained(case: Any) -> Explanation:
    read = catalogue().read_case(case)
    law = catalogue().law(["xixia-jobs-2023"])
    return Explanation(law, catalogue().assess(read, policies=["xixia-jobs-2023"]))


def yuan(pool: Pool, low: int, high: int | None) -> Money:
    return Money(pool, Decimal(low), None if high is None else Decimal(high))


def asked_of(found: Asking) -> list[tuple[str, str, list[str]]]:
    """What is asked in a list: what it decides, the fact, of whom."""
    entries = [(entry.rank.name, entry.inquiry) for entry in found.answerable]
    return [(of, one.first.fact or one.first.sort, [ref.id for ref in one.entities]) for of, one in entries]


def entry_of(found: Asking, fact: str) -> Answerable:
    (entry,) = [one for one in found.answerable if one.inquiry.first.fact == fact]
    return entry


def told(answers: tuple[Answer, ...]) -> list[tuple[Any, list[tuple[int, int | None]]]]:
    """The values of answers with the sums that follow, in yuan."""
    return [
        (
            one.words or one.span,
            [(int(money.low), None if money.high is None else int(money.high)) for money in one.totals],
        )
        for one in answers
    ]


def test_the_household_of_the_examples_is_asked_for_the_wages_first() -> None:
    found = asking(explained(HOUSEHOLD))
    first, *others = found.answerable
    assert first.inquiry.first.fact == "wage_income"
    assert first.inquiry.entities == {EntityRef("person", "p4"): True}
    assert first.rank is Rank.SUM
    assert first.worth == (yuan(OF_H1, 0, 2300),)
    assert first.evidence is not None
    assert first.evidence.zh == "工资流水或收入证明"
    (turning,) = first.turning
    assert [(one.span, one.totals, one.clauses) for one in turning.answers] == [
        ((0, 4_999_999), (yuan(OF_H1, 4000, 4000),), ()),
        ((5_000_000, None), (yuan(OF_H1, 6300, 6300),), ("xixia-jobs-2023/12.4",)),
    ]
    assert all(one.rank is not Rank.SUM and not one.worth and not one.turning for one in others)
    assert {clause for one in found.office for clause in one.clauses} >= {"xixia-jobs-2023/8.1a"}
    assert found.apart is None


@pytest.mark.parametrize(("wages", "total"), [("49999.99", 4000), ("50000", 6300)])
def test_what_is_told_of_the_wages_is_what_comes_of_them(wages: str, total: int) -> None:
    data = catalogue().read_case(HOUSEHOLD).source.data
    persons = [{**one, "wage_income": Decimal(wages)} if one["id"] == "p4" else one for one in data["persons"]]
    found = explained({**data, "persons": persons}).determination
    assert found.total("cash", "h1").low >= total
    assert {one.payees: one.low for one in found.totals if one.kind == "cash"}["h1",] == total


def test_employees_who_are_only_named_are_counted() -> None:
    explanation = explained(EMPLOYER)
    found = asking(explanation)
    assert found.apart is not None
    assert [ref.id for ref in found.apart.people] == ["p1", "p2"]
    assert "xixia-jobs-2023/12.1" in found.apart.clauses
    firsts = [entry.inquiry.first for entry in found.answerable]
    of_people = {one.fact for one in firsts if one.entity is not None and one.entity.kind == "person"}
    # What the employer's own claims turn on is asked of them all the same.
    assert of_people == {"birth_date", "rural_resident"}
    everybody = asking(explanation, everybody=True)
    assert everybody.apart is None
    assert entry_of(everybody, "wage_income").inquiry.entities.keys() == {EntityRef("person", "p1"), EntityRef("person", "p2")}
    assert len(everybody.answerable) == len(found.answerable) + found.apart.inquiries


def test_households_of_employees_are_only_named_too_and_what_is_theirs() -> None:
    data = {
        **EMPLOYER,
        "households": [{"id": "h1"}, {"id": "h2"}],
        "persons": [{"id": "p1", "household": "h1"}, {"id": "p2", "household": "h2"}],
        "studies": [{"id": "s1", "person": "p1"}],
    }
    found = asking(explained(data))
    named = {ref.kind for entry in found.answerable for ref in entry.inquiry.entities}
    assert named == {"enterprise", "employment", "person"}
    assert asking(explained(data), everybody=True).answerable != found.answerable


def test_a_household_that_applies_is_asked_though_an_employer_stands_beside_it() -> None:
    data = {**EMPLOYER, "households": [{"id": "h1"}], "persons": [{"id": one, "household": "h1"} for one in ("p1", "p2")]}
    found = asking(explained(data))
    assert found.apart is None
    assert entry_of(found, "poverty_status").rank is Rank.SUM


def test_whoever_no_row_names_beside_an_employer_is_asked() -> None:
    data = {**EMPLOYER, "persons": [{"id": "p1"}, {"id": "p2"}, {"id": "p3"}]}
    assert list(entry_of(asking(explained(data)), "wage_income").inquiry.entities) == [EntityRef("person", "p3")]


def small(bench: Bench, *persons: dict[str, Any], facts: dict[str, Any] | None = None, **changes: Any) -> Asking:
    """What is asked of some persons, by a ruleset with two sums of its own."""
    person = VOCABULARY["entities"]["person"]
    bench.words({"schema_version": 1, "entities": {"person": {**person, "facts": {**person["facts"], **(facts or {})}}}})
    bench.add(ruleset(**{"parameters": SUMS, **changes}))
    found = Catalogue(bench.root)
    return asking(Explanation(found.law(), found.assess(bench.case(*persons, catalogue=found))))


BOTH = {"1": clause(when=["poor"]), "2": clause(amount="p.more", when=["ill"])}


def test_what_is_worth_more_comes_first_and_one_question_has_all_whom_it_is_about(bench: Bench) -> None:
    found = small(bench, {"poor": True}, {}, clauses=BOTH)
    assert asked_of(found) == [("SUM", "ill", ["p", "p2"]), ("SUM", "poor", ["p2"])]
    of_p2 = replace(OF_P, payees=("p2",))
    assert [entry.worth for entry in found.answerable] == [(yuan(OF_P, 0, 3000), yuan(of_p2, 0, 3000)), (yuan(of_p2, 0, 1000),)]
    ill = found.answerable[0].turning[0]
    assert told(ill.answers) == [((True,), [(4000, 4000)]), ((False,), [(1000, 1000)])]
    assert [one.clauses for one in ill.answers] == [("test/2",), ()]


def test_where_other_answers_are_open_too_sums_stay_between_two_ends(bench: Bench) -> None:
    """Each of two that are both needed can take all away, and neither gives anything by itself."""
    found = small(bench, {}, clauses={"1": clause(when=["poor", "ill"])}, parameters={"sum": SUMS["sum"]})
    for entry in found.answerable:
        assert entry.worth == (yuan(OF_P, 0, 1000),)
        assert told(entry.turning[0].answers) == [((True,), [(0, 1000)]), ((False,), [(0, 0)])]


def test_an_answer_that_settles_nothing_by_itself_is_worth_as_much_all_the_same(bench: Bench) -> None:
    either = {"any": ["poor and ill", "not poor and not ill"]}
    found = small(bench, {}, clauses={"1": clause(when=[either])}, parameters={"sum": SUMS["sum"]})
    assert [entry.worth for entry in found.answerable] == [(yuan(OF_P, 0, 1000),)] * 2
    assert told(found.answerable[0].turning[0].answers) == [((True, False), [(0, 1000)])]


def test_what_is_due_whatever_the_answer_is_told(bench: Bench) -> None:
    figures = {**SUMS, "old": {"value": 60, "unit": "year", "cite": "1", "word": "以上"}}
    clauses = {"1": clause(when=["age >= p.old"]), "2": clause(amount="p.more", when=["not (age >= p.old)"])}
    entry = entry_of(small(bench, {}, clauses=clauses, parameters=figures), "age")
    assert entry.worth == (yuan(OF_P, 1000, 4000 - 0),)
    assert told(entry.turning[0].answers) == [
        ((0, pytest.approx(60 - 1 / 12)), [(3000, 3000)]),
        ((60, 120), [(1000, 1000)]),
    ]


def test_of_claims_of_which_a_limit_allows_one_only_the_highest_is_at_stake(bench: Bench) -> None:
    one = {"id": "one", "title": LABEL, "over": ["1", "2"], "per": ["person", "year"], "at_most": {"awards": 1}, "cite": "1"}
    other = {"sum": {"value": 500, "unit": "yuan", "cite": "1"}, "own": {"value": 9000, "unit": "yuan", "cite": "1"}, **SUMS}
    clauses = {
        "1": clause(when=["poor"], amount="p.sum"),
        "2": clause(amount="p.more", when=["poor"]),
        "3": clause(amount="p.own", when=["ill"]),
    }
    found = small(bench, {}, clauses=clauses, parameters=other, limits=[one])
    assert [(entry.inquiry.first.fact, entry.worth) for entry in found.answerable] == [
        ("ill", (yuan(OF_P, 0, 9000),)),
        ("poor", (yuan(OF_P, 0, 3000),)),
    ]


def test_a_day_that_is_reckoned_with_is_cut_where_the_answer_turns(bench: Bench) -> None:
    """The age on the day of the question, 1 June 2023: sixty years old is whoever was born by 1 June 1963."""
    figures = {"sum": SUMS["sum"], "old": {"value": 60, "unit": "year", "cite": "1", "word": "以上"}}
    clauses = {"1": clause(when=["years_between(born, on) >= p.old"])}
    born = {"born": {"type": "date", "past": True}}
    entry = entry_of(small(bench, {}, facts=born, clauses=clauses, parameters=figures), "born")
    last = date(1963, 6, 1).toordinal()
    assert told(entry.turning[0].answers) == [
        ((None, last), [(1000, 1000)]),
        ((last + 1, date(2023, 6, 1).toordinal()), [(0, 0)]),
    ]


def test_words_and_places_that_the_law_does_not_tell_apart_are_one_answer(bench: Bench) -> None:
    facts = {
        "group": {"type": "enum", "values": {name: {"zh": name, "en": name} for name in ("first", "second", "third", "fourth")}},
        "home": {"type": "place"},
    }
    clauses = {"1": clause(when=["group in ('first', 'third')"]), "2": clause(amount="p.more", when=["home in p.here"])}
    figures = {**SUMS, "here": {"value": ["640105"], "unit": "place", "cite": "1"}}
    found = small(bench, {}, facts=facts, clauses=clauses, parameters=figures)
    assert told(entry_of(found, "group").turning[0].answers) == [
        (("first", "third"), [(1000, 4000)]),
        (("second", "fourth"), [(0, 3000)]),
    ]
    assert told(entry_of(found, "home").turning[0].answers) == [(("640105",), [(3000, 4000)]), (("640104",), [(0, 1000)])]


def test_sums_come_before_services_and_what_is_decided_elsewhere(bench: Bench) -> None:
    clauses = {
        "1": clause(kind="service", payee=None, every="once", amount={"exact": "p.times", "counted_in": LABEL}, when=["ill"]),
        "2": clause(when=["poor"]),
    }
    provision = {
        key: value for key, value in clause().items() if key in ("title", "article", "for", "kind", "office", "paraphrase")
    }
    provisions = {"3": {**provision, "kind": "cash", "reason": "discretionary", "missing": LABEL, "when": ["age >= p.old"]}}
    figures = {
        "sum": SUMS["sum"],
        "times": {"value": 2, "unit": "count", "cite": "1"},
        "old": {"value": 60, "unit": "year", "cite": "1", "word": "以上"},
    }
    found = small(bench, {}, clauses=clauses, provisions=provisions, parameters=figures)
    assert asked_of(found) == [("SUM", "poor", ["p"]), ("THING", "ill", ["p"]), ("ELSEWHERE", "age", ["p"])]
    assert [bool(entry.worth) for entry in found.answerable] == [True, False, False]


def test_what_was_paid_before_is_asked_and_what_the_text_leaves_open_is_the_offices(bench: Bench) -> None:
    clauses = {"1": clause(when=["poor"]), "2": clause(amount="p.more", when=[{"open": LABEL}])}
    bench.add(ruleset(parameters=SUMS, clauses=clauses))
    found = Catalogue(bench.root)
    law, case = found.law(), bench.case({"poor": True}, catalogue=found, prior_awards=None)
    entries = asking(Explanation(law, found.assess(case)))
    assert [(entry.inquiry.first.sort, entry.worth) for entry in entries.answerable] == [("prior_awards", (yuan(OF_P, 0, 4000),))]
    assert [one.first.zh for one in entries.office] == ["文"]


def test_nothing_is_asked_where_nothing_is_open(bench: Bench) -> None:
    assert small(bench, {"poor": True, "ill": False}, clauses=BOTH) == Asking((), (), None)


def test_answers_are_not_tried_one_by_one_where_they_are_too_many(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answerable, "MOST_DECIDED", 3 * len(BOTH))
    found = small(bench, {}, clauses=BOTH)
    assert [entry.worth for entry in found.answerable] == [(yuan(OF_P, 0, 3000),), (yuan(OF_P, 0, 1000),)]
    assert [len(entry.turning[0].answers) for entry in found.answerable] == [2, 0]


def test_a_sum_without_figure_is_worth_nobody_knows_how_much(bench: Bench) -> None:
    clauses = {"1": clause(amount={"at_least": "p.sum"}, when=["poor"])}
    entry = entry_of(small(bench, {}, clauses=clauses, parameters={"sum": {**SUMS["sum"], "word": "以上"}}), "poor")
    assert entry.worth == (yuan(OF_P, 0, None),)
    assert told(entry.turning[0].answers) == [((True,), [(1000, None)]), ((False,), [(0, 0)])]


def test_values_that_contradict_what_else_is_known_are_no_answers(bench: Bench) -> None:
    """Of a sum of 5 a part that is asked for by itself is no more than that."""
    parts: dict[str, Any] = {name: {"type": "money"} for name in ("whole", "left", "right")}
    person = VOCABULARY["entities"]["person"]
    kind = {**person, "facts": {**person["facts"], **parts}, "sums": {"whole": ["left", "right"]}}
    bench.words({"schema_version": 1, "entities": {"person": kind}})
    figures = {"sum": SUMS["sum"], "bar": {"value": 10, "unit": "yuan", "cite": "1", "word": "以上"}}
    figures["low"] = {"value": 2, "unit": "yuan", "cite": "1", "word": "以上"}
    bench.add(ruleset(parameters=figures, clauses={"1": clause(when=["left >= p.low"]), "2": clause(when=["left >= p.bar"])}))
    found = Catalogue(bench.root)
    entry = entry_of(asking(Explanation(found.law(), found.assess(bench.case({"whole": 5}, catalogue=found)))), "left")
    assert told(entry.turning[0].answers) == [((0, 199), [(0, 0)]), ((200, 500), [(1000, 1000)])]
