"""What a determination does with constructs that the bundled policy does not use."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from small_world import LABEL, VOCABULARY, Bench, clause, ruleset

from subsidies import Catalogue, EngineDisagreement, Outcome, UsageError
from subsidies.determination import Entitlement
from subsidies.engines.rete.engine import ReteEngine
from subsidies.explanation import Missing
from tests.words import label


def test_an_unknown_clause_that_prevails_makes_one_or_the_other(bench: Bench) -> None:
    figures = {
        "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
        "less": {"value": 500, "unit": "yuan", "cite": "1"},
    }
    bench.add(
        ruleset(
            parameters=figures,
            clauses={
                "1": clause(when=["ill"]),
                "2": clause(amount="p.less", when=["poor"], unless=[{"clause": "1"}]),
            },
        )
    )
    total = bench.assess({"poor": True, "ill": None}).total("cash")
    assert (total.low, total.high) == (500, 1000)
    assert bench.assess({"poor": True, "ill": True}).total("cash").low == 1000
    assert bench.assess({"poor": True, "ill": False}).total("cash").low == 500
    assert bench.assess({"poor": None, "ill": None}).total("cash").low == 0


def test_a_benefit_runs_on_after_the_plan_has_ended(bench: Bench) -> None:
    figures = {
        "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
        "run": {"value": 36, "unit": "month", "cite": "1"},
    }
    bench.add(ruleset(parameters=figures, clauses={"1": clause(at="started", runs_on="p.run")}))
    began = {"started": date(2023, 5, 10)}
    assert bench.assess(began, date(2025, 1, 1)).of("1", "p").outcome is Outcome.PAYABLE
    assert bench.assess(began, date(2026, 12, 31)).of("1", "p").outcome is Outcome.PAYABLE
    assert bench.assess(began, date(2027, 1, 1)).of("1", "p").outcome is Outcome.NOT_IN_FORCE
    catalogue = Catalogue(bench.root)
    late_claim = catalogue.assess(bench.case(began, catalogue=catalogue, on=date(2027, 1, 1), year=2026))
    assert late_claim.of("1", "p").outcome is Outcome.POSSIBLE
    running = bench.explain(began, date(2025, 1, 1))
    assert running.period(running.determination.of("1", "p")) == (date(2023, 5, 10), date(2026, 5, 9))
    late = {"started": date(2024, 1, 1)}
    assert bench.assess(late, date(2025, 1, 1)).of("1", "p").outcome is Outcome.NOT_IN_FORCE
    assert bench.assess({"started": None}, date(2025, 1, 1)).of("1", "p").outcome is Outcome.POSSIBLE


@pytest.mark.parametrize(
    ("year", "outcome"),
    [(2019, Outcome.NOT_IN_FORCE), (2022, Outcome.NOT_IN_FORCE), (2023, Outcome.PAYABLE), (2024, Outcome.NOT_IN_FORCE)],
)
def test_a_yearly_clause_is_for_the_year_of_its_qualifying_day(year: int, outcome: Outcome, bench: Bench) -> None:
    bench.add(ruleset(clauses={"1": clause(at="started")}))
    catalogue = Catalogue(bench.root)
    case = bench.case({"started": date(2023, 3, 1)}, catalogue=catalogue, on=date(2023, 12, 31), year=year)
    assert catalogue.assess(case).of("1", "p").outcome is outcome


def test_a_clause_may_say_itself_which_year_it_is_for(bench: Bench) -> None:
    after = {"for": "person", "is": "year_of(add_months(started, p.later)) == year", "cite": "1", "label": LABEL}
    figures = {
        "sum": {"value": 1, "unit": "yuan", "cite": "1"},
        "later": {"value": 12, "unit": "month", "cite": "1", "bound": "reading"},
    }
    rule = clause(at="started", when=["after"])
    bench.add(ruleset(parameters=figures, definitions={"after": after}, clauses={"1": rule}))
    catalogue = Catalogue(bench.root)
    for year, outcome in ((2023, Outcome.NOT_ENTITLED), (2024, Outcome.PAYABLE)):
        case = bench.case({"started": date(2023, 3, 1)}, catalogue=catalogue, on=date(2023, 12, 31), year=year)
        assert catalogue.assess(case).of("1", "p").outcome is outcome


def test_a_monthly_clause_is_for_the_month_of_the_question(bench: Bench) -> None:
    bench.add(ruleset(clauses={"1": clause(every="month", at="started")}))
    catalogue = Catalogue(bench.root)
    for year, outcome in ((2022, Outcome.NOT_IN_FORCE), (2023, Outcome.PAYABLE)):
        case = bench.case({"started": date(2023, 3, 1)}, catalogue=catalogue, on=date(2023, 6, 15), year=year)
        assert catalogue.assess(case).of("1", "p").outcome is outcome


def test_a_benefit_that_is_not_yearly_runs_to_its_last_day(bench: Bench) -> None:
    figures = {
        "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
        "run": {"value": 36, "unit": "month", "cite": "1"},
    }
    bench.add(ruleset(parameters=figures, clauses={"1": clause(every="month", at="started", runs_on="p.run")}))
    began = {"started": date(2023, 5, 10)}
    assert bench.assess(began, date(2026, 5, 9)).of("1", "p").outcome is Outcome.PAYABLE
    assert bench.assess(began, date(2026, 5, 10)).of("1", "p").outcome is Outcome.POSSIBLE


@pytest.mark.parametrize(
    ("started", "last"),
    [
        (date(2023, 1, 28), date(2023, 2, 27)),
        (date(2023, 1, 29), date(2023, 2, 28)),
        (date(2023, 1, 31), date(2023, 2, 28)),
        (date(2023, 3, 1), date(2023, 3, 31)),
    ],
)
def test_a_benefit_of_a_month_ends_before_the_corresponding_day_or_with_the_month(
    bench: Bench, started: date, last: date
) -> None:
    figures = {"sum": {"value": 1000, "unit": "yuan", "cite": "1"}, "run": {"value": 1, "unit": "month", "cite": "1"}}
    bench.add(ruleset(parameters=figures, clauses={"1": clause(every="month", at="started", runs_on="p.run")}))
    running = bench.explain({"started": started}, last)
    item = running.determination.of("1", "p")
    assert item.outcome is Outcome.PAYABLE
    assert running.period(item) == (started, last)
    assert bench.assess({"started": started}, last + timedelta(days=1)).of("1", "p").outcome is Outcome.POSSIBLE


@pytest.mark.parametrize("end", [date(2023, 12, 31), None])
def test_what_goes_on_has_not_come_to_pass_in_a_plan_with_and_without_an_end(bench: Bench, end: date | None) -> None:
    person = VOCABULARY["entities"]["person"]
    graduated = {"type": "date", "past": True, "open_ended": True}
    words = {"person": {**person, "facts": {**person["facts"], "graduated": graduated}}}
    bench.words({"schema_version": 1, "entities": words})
    bench.add(ruleset(effective={"from": date(2023, 1, 1), "to": end}, clauses={"1": clause(at="graduated")}))
    outcomes = [bench.assess({"graduated": day}).of("1", "p").outcome for day in ("ongoing", date(2023, 3, 1), None)]
    assert outcomes == [Outcome.NOT_IN_FORCE, Outcome.PAYABLE, Outcome.POSSIBLE]


def test_a_correction_never_rewrites_what_was_known_before(bench: Bench) -> None:
    bench.add(ruleset(clauses={"1": clause()}))
    corrected = {"sum": {"value": 1200, "unit": "yuan", "cite": "1"}}
    bench.add(ruleset(version="1.1.0", published=date(2023, 5, 1), parameters=corrected, clauses={"1": clause()}))
    assert bench.assess({}).total("cash").low == 1200
    assert bench.assess({}, known_on=date(2023, 4, 30)).total("cash").low == 1000


def test_a_version_decides_only_its_own_days(bench: Bench) -> None:
    bench.add(ruleset(clauses={"1": clause()}))
    second = {"sum": {"value": 1200, "unit": "yuan", "cite": "1"}}
    days = {"from": date(2023, 7, 1), "to": date(2023, 12, 31)}
    bench.add(ruleset(version="2.0.0", published=date(2023, 6, 15), effective=days, parameters=second, clauses={"1": clause()}))
    assert bench.assess({}, date(2023, 6, 30)).total("cash").low == 1000
    assert bench.assess({}, date(2023, 7, 1)).total("cash").low == 1200


def test_tightening_decides_what_no_value_can_change(bench: Bench) -> None:
    figures = {
        "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
        "grown": {"value": 18, "unit": "year", "cite": "1", "word": "不满"},
        "old": {"value": 60, "unit": "year", "cite": "1", "word": "以上"},
    }
    bench.add(
        ruleset(
            parameters=figures,
            clauses={
                "1": clause(when=[{"any": ["age < p.grown", "age >= p.grown"]}]),
                "2": clause(when=[{"any": ["age < p.grown", "age >= p.old"]}]),
                "3": clause(when=["age < p.grown", "age >= p.old"]),
            },
        )
    )
    explanation = bench.explain({"age": None})
    determination = explanation.determination
    assert {item.verdict for item in determination.entitlements} == {None}
    assert explanation.tightened == {("test/1", "p"): True, ("test/3", "p"): False}


def test_a_group_that_cannot_be_proved_is_guarded_at_run_time(bench: Bench) -> None:
    bench.add(
        ruleset(
            clauses={"1": clause(when=["poor"]), "2": clause(when=["ill", "started <= on"])},
            groups=[{"id": "g", "of": ["1", "2"], "join": "at_most_one", "cite": "1"}],
        )
    )
    both = {"poor": True, "ill": True, "started": date(2023, 1, 1)}
    with pytest.raises(UsageError, match="group g: 1, 2"):
        bench.assess(both)
    assert bench.assess({**both, "ill": False}).total("cash").low == 1000


def test_an_engine_that_says_otherwise_stops_everything(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.add(ruleset(clauses={"1": clause(when=["poor"])}))
    honest = ReteEngine.run
    monkeypatch.setattr(ReteEngine, "run", lambda self, env: dict.fromkeys(honest(self, env), False))
    with pytest.raises(EngineDisagreement, match="clause test/1 for person p: True by the reference engine, False"):
        bench.assess({"poor": True})


def test_rounding_keeps_what_it_was_before(bench: Bench) -> None:
    figures = {"third": {"value": 3, "unit": "ratio", "cite": "1"}}
    bench.add(
        ruleset(
            parameters=figures,
            clauses={
                "1": clause(amount="cost / p.third"),
                "2": clause(amount={"exact": "cost / p.third", "round": {"to": "yuan", "mode": "down", "cite": "1"}}),
            },
        )
    )
    determination = bench.assess({"cost": Decimal("100.01")})
    (amount,) = determination.of("1", "p").amounts
    assert amount.low == 3334
    assert amount.before_rounding is not None
    assert amount.before_rounding[0] != 3334
    (whole,) = determination.of("2", "p").amounts
    assert whole.low == 3300


def test_an_unknown_amount_and_a_band_have_different_causes(bench: Bench) -> None:
    figures = {
        "low": {"value": 400, "unit": "yuan", "cite": "1"},
        "high": {"value": 1600, "unit": "yuan", "cite": "1"},
    }
    bench.add(
        ruleset(
            parameters=figures,
            clauses={
                "1": clause(amount={"from": "p.low", "to": "p.high"}),
                "2": clause(amount="min(p.high, cost)"),
            },
        )
    )
    explanation = bench.explain({"cost": None})
    determination = explanation.determination
    band, unknown = determination.of("1", "p").amounts[0], determination.of("2", "p").amounts[0]
    assert (band.low, band.high, band.cause) == (40_000, 160_000, "band")
    assert (unknown.low, unknown.high, unknown.cause) == (0, 160_000, "unknown")
    assert [missing.fact for missing in explanation.missing(determination.of("2", "p"))] == ["cost"]


def two_versions(bench: Bench, **limits: Any) -> dict[str, Any]:
    """A grant by the day somebody started, in two versions; the second decides from July."""
    days = {"from": date(2023, 7, 1), "to": date(2023, 12, 31)}
    bench.add(ruleset(clauses={"1": clause(at="started")}, **limits))
    later = {"version": "2.0.0", "published": date(2023, 6, 15), "effective": days}
    bench.add(ruleset(clauses={"1": clause(at="started")}, **later, **limits))
    return {"started": None}


def test_one_of_two_versions_decides(bench: Bench) -> None:
    unknown_start = two_versions(bench)
    total = bench.assess(unknown_start, date(2023, 12, 1)).total("cash")
    assert (total.low, total.high) == (0, 1000)
    assert bench.assess({"started": date(2023, 8, 1)}, date(2023, 12, 1)).total("cash").low == 1000


def test_a_policy_named_twice_counts_once(bench: Bench) -> None:
    bench.add(ruleset(clauses={"1": clause()}))
    assert bench.assess({}, policies=["test", "test"]).total("cash").low == 1000


TABLE = {
    "sums": {"value": {"low": 100, "high": 200}, "unit": "yuan", "cite": "1"},
    "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
}
GRADES = {"type": "enum", "values": {word: label(word) for word in ("low", "high", "top")}}


@pytest.fixture
def graded(bench: Bench) -> Bench:
    """The same world with a grade of each person."""
    person = VOCABULARY["entities"]["person"]
    facts = {**person["facts"], "grade": GRADES}
    bench.words({"schema_version": 1, "entities": {"person": {**person, "facts": facts}}})
    return bench


def test_a_table_in_a_branch_that_is_not_taken_decides_nothing(graded: Bench) -> None:
    graded.add(ruleset(parameters=TABLE, clauses={"1": clause(amount="p.sums[grade] if ill else p.sum")}))
    assert graded.assess({"ill": False, "grade": "top"}).of("1", "p").paid == (100_000, 100_000)
    assert graded.assess({"ill": False, "grade": None}).of("1", "p").paid == (100_000, 100_000)
    assert graded.assess({"ill": True, "grade": "low"}).of("1", "p").paid == (10_000, 10_000)
    assert graded.assess({"ill": True, "grade": "top"}).of("1", "p").amounts[0].cause == "unknown"


def test_a_word_outside_a_table_refuses_also_through_a_definition(graded: Bench) -> None:
    definitions = {"due": {"for": "person", "is": "p.sums[grade]", "cite": "1", "label": LABEL}}
    figures = {"sums": TABLE["sums"]}
    graded.add(ruleset(parameters=figures, definitions=definitions, clauses={"1": clause(amount="due")}))
    assert graded.assess({"grade": "top"}).of("1", "p").outcome is Outcome.NOT_ENTITLED
    assert graded.assess({"grade": "high"}).of("1", "p").paid == (20_000, 20_000)


@pytest.fixture
def monthly(bench: Bench) -> Bench:
    """A monthly benefit of unknown sum for 36 months in all, unless somebody is old."""
    bench.add(
        ruleset(
            parameters={
                "most": {"value": 36, "unit": "month", "word": "不超过", "cite": "1"},
                "old": {"value": 60, "unit": "year", "word": "以上", "cite": "1"},
            },
            clauses={"1": clause(every="month", kind="insurance_subsidy", amount={"set_by": LABEL}, when=["poor"])},
            limits=[
                {
                    "id": "three-years",
                    "title": LABEL,
                    "over": ["1"],
                    "per": ["person", "lifetime"],
                    "at_most": {"months": "p.most"},
                    "unless": ["age >= p.old"],
                    "cite": "1",
                }
            ],
        )
    )
    return bench


def earlier(*months: int | None) -> list[dict[str, Any]]:
    return [{"clause": "test/1", "subject": "p", "year": 2020 + n, "months": each} for n, each in enumerate(months)]


@pytest.mark.parametrize(
    ("awards", "age", "outcome", "missing"),
    [
        ([], None, Outcome.PAYABLE, []),
        (earlier(12, 23), None, Outcome.PAYABLE, []),
        (earlier(12, 24), None, Outcome.POSSIBLE, ["age"]),
        (earlier(12, 24), 60, Outcome.PAYABLE, []),
        (earlier(12, 24), 59, Outcome.EXCLUDED_BY_LIMIT, []),
        (earlier(None), 59, Outcome.POSSIBLE, ["prior_awards"]),
        (earlier(None), 60, Outcome.PAYABLE, []),
        (earlier(None), None, Outcome.POSSIBLE, ["age", "prior_awards"]),
        (earlier(36, None), 59, Outcome.EXCLUDED_BY_LIMIT, []),
    ],
)
def test_what_is_missing_for_a_limit_is_what_may_let_it_bind(
    awards: list[dict[str, Any]], age: int | None, outcome: Outcome, missing: list[str], monthly: Bench
) -> None:
    explanation = monthly.explain({"poor": True, "age": age}, prior_awards=awards)
    found = explanation.determination.of("1", "p")
    assert found.outcome is outcome
    assert sorted(item.fact or item.sort for item in explanation.missing(found)) == missing


SIZE = {"type": "count", "max": 9}
ENOUGH = {"type": "count", "min": 1, "max": 9}


@pytest.fixture
def settled(bench: Bench) -> Bench:
    """Clauses whose result turns on earlier awards, on an exemption, and on allowances that are facts."""
    vocabulary = json.loads(json.dumps(VOCABULARY))
    vocabulary["entities"]["person"]["facts"] |= {"size": SIZE, "enough": ENOUGH}
    bench.words(vocabulary)
    figures = {
        "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
        "cap": {"value": 1500, "unit": "yuan", "word": "最高", "cite": "1"},
    }
    limit = {"title": LABEL, "per": ["person", "year"], "cite": "1"}
    bench.add(
        ruleset(
            parameters=figures,
            clauses={
                "1": clause(accrues=True),
                "2": clause(),
                "3": clause(kind="reimbursement"),
                "4": clause(kind="fee_reduction"),
                "5": clause(kind="loan_ceiling"),
                "6": clause(kind="loan_ceiling"),
            },
            limits=[
                {**limit, "id": "free", "over": ["3"], "at_most": {"awards": 1}, "unless": ["ill"]},
                {**limit, "id": "few", "over": ["4"], "at_most": {"awards": "size"}},
                {**limit, "id": "many", "over": ["4"], "at_most": {"awards": "enough"}},
                {**limit, "id": "cap", "over": ["5", "6"], "at_most": {"yuan": "p.cap"}},
            ],
        )
    )
    return bench


UNKNOWNS: list[tuple[str, list[dict[str, Any]], list[dict[str, Any]]]] = [
    ("1", [{"amount": None, "year": 2023}], [{"amount": 0}, {"amount": 400}, {"amount": 1000}]),
    ("1", [{"amount": 1000, "year": None}], [{"year": 2022}, {"year": 2023}]),
    ("2", [{"amount": 1000, "year": None}], [{"year": 2022}, {"year": 2023}]),
    ("3", [{"amount": 1000, "year": 2023, "clause": "test/3", "ill": None}], [{"ill": True}, {"ill": False}]),
    ("4", [{"size": None}], [{"size": 0}, {"size": 1}, {"size": 9}]),
    ("5", [{"amount": None, "year": 2023, "clause": "test/6"}], [{"amount": 0}, {"amount": 1200}, {"amount": 1500}]),
    ("5", [{"amount": 300, "year": None, "clause": "test/6"}], [{"year": 2022}, {"year": 2023}]),
]


@pytest.mark.parametrize(("asked", "unknown", "completions"), UNKNOWNS, ids=str)
def test_what_completions_tell_apart_is_open_and_says_what_is_missing(
    asked: str, unknown: list[dict[str, Any]], completions: list[dict[str, Any]], settled: Bench
) -> None:
    """Whatever the unknown turns out to be, the result was among those left open, and what was missing was named."""
    (row,) = unknown

    def result(values: dict[str, Any]) -> tuple[Entitlement, tuple[Missing, ...]]:
        person = {name: values[name] for name in ("ill", "size") if name in values}
        award = {name: values[name] for name in ("amount", "year") if name in values}
        awards = [
            {"clause": f"test/{asked}", **({"clause": values["clause"]} if "clause" in values else {}), "subject": "p", **award}
        ]
        explanation = settled.explain({"size": 5, "ill": False, **person}, prior_awards=awards if award else ())
        item = explanation.determination.of(asked, "p")
        return item, explanation.missing(item)

    open_, missing = result(row)
    known = [result({**row, **values}) for values in completions]
    assert all(named == () for _, named in known)
    states = {(item.outcome, item.paid) for item, _ in known}
    if len(states) > 1:
        assert missing
        if len({outcome for outcome, _ in states}) > 1:
            assert open_.outcome is Outcome.POSSIBLE
        else:
            low, high = open_.paid or (0, None)
            assert all(paid is not None and low <= paid[0] and (high is None or paid[1] <= high) for _, paid in states)
    else:
        assert (open_.outcome, open_.paid) == states.pop()
        assert missing == ()


def test_an_allowance_that_cannot_bind_is_not_missing(settled: Bench) -> None:
    explanation = settled.explain({"size": None, "enough": None})
    found = explanation.determination.of("4", "p")
    assert found.outcome is Outcome.POSSIBLE
    assert [item.fact for item in explanation.missing(found)] == ["size"]
