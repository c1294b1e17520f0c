"""Figures that an office or a case states: over the tables of the law, and over parameters that an office sets within a band."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import LABEL, VOCABULARY, Bench, clause, ruleset

from subsidies import Catalogue, Determination, Outcome
from subsidies.arithmetic import intervals as iv
from subsidies.assessment import assess
from subsidies.documents import to_dict, trace_to_dict
from subsidies.errors import CaseError, RulesetError
from subsidies.explanation import Explanation
from subsidies.mutation import Mutants
from subsidies.vocabulary.rate_lookup import UNKNOWN_RATE, RateLookup, figure
from subsidies.vocabulary.rates import RateEntry, StatedRates

OFFICE = {"zh": "区局", "en": "district office"}
GRANT = {"zh": "补贴标准", "en": "grant"}
PLACES = {
    "640000": {"name": LABEL},
    "640100": {"name": LABEL, "parent": "640000"},
    "640104": {"name": LABEL, "parent": "640100"},
    "640105": {"name": LABEL, "parent": "640100"},
}
SUM = {"value": {"from": 400, "to": 1600}, "unit": "yuan", "cite": "第二条", "set_by": OFFICE, "label": GRANT}
ALLOWANCE = [{"place": "640100", "from": date(2023, 1, 1), "value": 700, "source": "市文"}]


def entry(value: Any, place: str = "640105", start: date = date(2023, 1, 1), **more: Any) -> dict[str, Any]:
    return {"place": place, "from": start, "value": value, "source": "区文", **more}


def table(**rates: list[dict[str, Any]]) -> dict[str, Any]:
    """What an office states; sum is that of the policy."""
    named = {"test:sum" if name == "sum" else name: rows for name, rows in rates.items()}
    return {"schema_version": 1, "office": OFFICE, "rates": named}


@pytest.fixture
def offices(tmp_path: Path) -> Bench:
    """Clause 1 pays what an office sets, clause 2 asks for a cost below twice the allowance of the city or district."""
    bench = Bench(tmp_path / "rulesets")
    facts = {**VOCABULARY["entities"]["person"]["facts"], "lives_in": {"type": "place"}}
    person = {**VOCABULARY["entities"]["person"], "facts": facts}
    bench.words({**VOCABULARY, "entities": {"person": person}})
    bench.write("jurisdictions.yaml", {"schema_version": 1, "jurisdictions": PLACES})
    bench.write("rates/allowance.yaml", {"schema_version": 1, "label": LABEL, "unit": "yuan", "entries": ALLOWANCE})
    bench.add(policy())
    return bench


def policy(**changes: Any) -> dict[str, Any]:
    figures = {
        "sum": SUM,
        "fixed": {"value": 100, "unit": "yuan", "cite": "1"},
        "factor": {"value": 2, "unit": "ratio", "cite": "1", "word": "低于"},
    }
    edge = {"for": "person", "is": "p.factor * rate.allowance", "place": "lives_in", "cite": "1", "label": LABEL}
    clauses = {"1": clause(), "2": clause(amount="p.fixed", when=["cost < edge"])}
    return ruleset(parameters=figures, definitions={"edge": edge}, clauses=clauses, **changes)


def assessed(bench: Bench, stated: Any = None, person: dict[str, Any] | None = None, **changes: Any) -> Determination:
    """A case under the figures of an office."""
    catalogue = Catalogue(bench.root)
    rates = None if stated is None else catalogue.read_rates(stated)
    return catalogue.assess(bench.case(person or {}, catalogue=catalogue, **changes), rates=rates)


def amount(found: Determination, id_: str = "1") -> tuple[Any, Any]:
    """In yuan."""
    (own,) = found.of(id_, "p").amounts
    return (None if own.low is None else own.low / 100, None if own.high is None else own.high / 100)


# --- What an office sets within a band


def test_without_a_table_a_figure_is_all_that_the_band_allows_and_the_office_is_asked(offices: Bench) -> None:
    found = assessed(offices)
    item = found.of("1", "p")
    assert (item.outcome, amount(found)) == (Outcome.PAYABLE, (400, 1600))
    (missing,) = Explanation(Catalogue(offices.root).law(), found).missing(item)
    assert (missing.sort, missing.fact, missing.zh, missing.en) == ("rate", "test:sum", "补贴标准", "grant")
    assert found.rates == ()


@pytest.mark.parametrize("value", [400, 800, 1600])
def test_an_office_sets_it_on_both_ends_and_between(offices: Bench, value: int) -> None:
    assert amount(assessed(offices, table(sum=[entry(value)]))) == (value, value)


@pytest.mark.parametrize("value", ["399.99", "1600.01", "0"])
def test_an_office_cannot_leave_the_band(offices: Bench, value: str) -> None:
    offices.write("../office.yaml", table(sum=[entry(800, "640104"), entry(value)]))
    text = (offices.root.parent / "office.yaml").read_text(encoding="utf-8").replace(f'"{value}"', value)
    (offices.root.parent / "office.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RulesetError) as caught:
        assessed(offices, offices.root.parent / "office.yaml")
    (finding,) = caught.value.findings
    assert finding.kind == "outside_band"
    assert finding.position is not None
    assert (finding.position.line, finding.path) == (1, "rates.test:sum[1].value")
    assert {finding.context[key] for key in ("low", "high", "cite", "clauses")} == {"400", "1600 yuan", "第二条", "1"}


def test_a_case_cannot_leave_it_either(offices: Bench) -> None:
    with pytest.raises(CaseError) as caught:
        assessed(offices, rates={"test:sum": [entry(1601)]})
    assert [(item.kind, item.path) for item in caught.value.findings] == [("outside_band", "rates.test:sum[0].value")]


@pytest.mark.parametrize(
    ("band", "without", "refused"),
    [({"from": 400}, (400, None), 399), ({"to": 1600}, (0, 1600), 1601), ({"from": 500, "to": 500}, (500, 500), 501)],
)
def test_an_end_of_the_band_may_be_open(offices: Bench, band: dict[str, int], without: Any, refused: int) -> None:
    changed = policy()
    changed["parameters"] = {**changed["parameters"], "sum": {**SUM, "value": band}}
    offices.add(changed)
    assert amount(assessed(offices)) == without
    assert amount(assessed(offices, table(sum=[entry(500)]))) == (500, 500)
    with pytest.raises(RulesetError):
        assessed(offices, table(sum=[entry(refused)]))


def test_a_band_binds_figures_that_count_while_it_is_in_force(offices: Bench) -> None:
    """The plan is in force in 2023."""
    before = entry(300, start=date(2022, 1, 1), to=date(2022, 12, 31))
    assert amount(assessed(offices, table(sum=[before, entry(900)]))) == (900, 900)
    with pytest.raises(RulesetError):
        assessed(offices, table(sum=[{**before, "to": date(2023, 1, 1)}]))
    with pytest.raises(RulesetError):
        assessed(offices, table(sum=[entry(300, start=date(2023, 12, 31))]))
    assert amount(assessed(offices, table(sum=[entry(300, start=date(2024, 1, 1))]))) == (400, 1600)


def test_a_figure_of_another_day_that_the_band_does_not_allow_is_none(offices: Bench) -> None:
    changed = policy()
    changed["clauses"]["1"] = clause(amount="p.sum(started)")
    offices.add(changed)
    stated = table(sum=[entry(300, start=date(2022, 1, 1), to=date(2022, 12, 31)), entry(900)])
    assert amount(assessed(offices, stated, {"started": date(2023, 3, 1)})) == (900, 900)
    found = assessed(offices, stated, {"started": date(2022, 3, 1)})
    assert amount(found) == (400, 1600)
    explained = Explanation(Catalogue(offices.root).law(), found)
    assert [one.sort for one in explained.missing(found.of("1", "p"))] == ["rate"]


def test_the_band_of_a_draft_binds_nobody(offices: Bench) -> None:
    draft = policy(version="2.0.0", status="draft", supersedes="1.0.0", published=date(2023, 2, 1))
    draft["parameters"] = {**draft["parameters"], "sum": {**SUM, "value": {"from": 1000, "to": 2000}}}
    offices.add(draft)
    found = assessed(offices, table(sum=[entry(800)]))
    assert amount(found) == (800, 800)
    assert found.if_in_force is not None
    assert amount(found.if_in_force) == (1000, 2000)


def test_versions_cannot_have_a_figure_in_different_units(offices: Bench) -> None:
    later = policy(version="2.0.0", supersedes="1.0.0", published=date(2023, 2, 1))
    later["parameters"] = {**later["parameters"], "sum": {**SUM, "unit": "month"}}
    later["clauses"]["1"] = clause(amount="p.fixed", when=["months_between(started, on) >= p.sum"])
    offices.add(later)
    with pytest.raises(RulesetError) as caught:
        Catalogue(offices.root).read_rates(table(sum=[entry(800)]))
    assert [item.kind for item in caught.value.findings] == ["unit_mismatch"]


def test_a_limit_of_an_office_is_read_by_way_of_a_definition(offices: Bench) -> None:
    changed = policy()
    changed["definitions"]["most"] = {"for": "person", "is": "p.sum", "place": None, "cite": "1", "label": LABEL}
    changed["parameters"]["fixed"]["value"] = 1000
    changed["clauses"]["1"] = clause(amount="p.fixed")
    cap = {"id": "cap", "title": LABEL, "over": ["1"], "per": ["person", "year"], "at_most": {"yuan": "person.most"}, "cite": "1"}
    cap["at_most"] = {"yuan": "most"}
    offices.add({**changed, "limits": [cap]})
    assert assessed(offices, table(sum=[entry(800)])).of("1", "p").paid == (80_000, 80_000)
    assert assessed(offices).of("1", "p").paid == (40_000, 100_000)


def test_a_clause_of_another_policy_that_comes_before_takes_the_figure_of_its_own(offices: Bench) -> None:
    """Asked about one policy alone: the other is consulted, its figure stated, and asked for where it is not."""
    edge = {**SUM, "label": {"zh": "界线", "en": "edge"}, "word": "低于"}
    figures = {"edge": edge, "fixed": {"value": 100, "unit": "yuan", "cite": "1"}}
    before = clause(amount="p.fixed", when=["cost < p.edge"])
    offices.add(ruleset(policy="alpha", parameters=figures, clauses={"1": before}))
    head = {"schema_version": 1, "cross": "joins", "version": "1.0.0", "title": LABEL, "recorded": date(2023, 5, 1)}
    prevails = {"id": "first", "title": LABEL, "clause": "alpha/1", "over": ["test/2"], "cite": "1"}
    offices.write("cross/joins/1.0.0.yaml", {**head, "prevails": [prevails]})
    catalogue = Catalogue(offices.root)
    case = offices.case({"cost": 900, "lives_in": "640105"}, catalogue=catalogue)
    outcomes = []
    for stated in (None, 901, 900):
        rates = stated and catalogue.read_rates({**table(), "rates": {"alpha:edge": [entry(stated)]}})
        found = catalogue.assess(case, policies=["test"], rates=rates or None)
        outcomes.append(found.of("test/2", "p").outcome)
        if stated is None:
            explained = Explanation(catalogue.law(["test"]), found)
            (missing,) = explained.missing(found.of("test/2", "p"))
            assert (missing.sort, missing.fact, missing.en) == ("rate", "alpha:edge", "edge")
        else:
            assert "alpha:edge" in [one["figure"] for one in to_dict(found, catalogue.law(["test"]))["rates"]]
    assert outcomes == [Outcome.POSSIBLE, Outcome.NOT_ENTITLED, Outcome.PAYABLE]
    with pytest.raises(RulesetError):
        catalogue.assess(case, policies=["test"], rates=catalogue.read_rates({**table(), "rates": {"alpha:edge": [entry(399)]}}))


# --- Over the tables of the law


@pytest.mark.parametrize(
    ("stated", "lives_in", "outcome"),
    [
        (None, "640105", Outcome.PAYABLE),
        ([entry(600)], "640105", Outcome.NOT_ENTITLED),
        ([entry(600)], "640104", Outcome.PAYABLE),
        ([entry(600)], "640100", Outcome.POSSIBLE),
        ([entry(600)], None, Outcome.POSSIBLE),
        ([entry(600, "640000")], "640105", Outcome.NOT_ENTITLED),
        ([entry(600, start=date(2023, 6, 1))], "640105", Outcome.NOT_ENTITLED),
        ([entry(600, start=date(2023, 6, 2))], "640105", Outcome.PAYABLE),
        ([entry(600, to=date(2023, 5, 31))], "640105", Outcome.PAYABLE),
        ([entry(600, to=date(2023, 6, 1))], "640105", Outcome.NOT_ENTITLED),
    ],
)
def test_a_definition_takes_the_figure_of_its_place(offices: Bench, stated: Any, lives_in: str | None, outcome: Outcome) -> None:
    """Costs of 1,300 are below twice 700, and not below twice 600."""
    found = assessed(offices, stated and table(allowance=stated), {"cost": 1300, "lives_in": lives_in})
    assert found.of("2", "p").outcome is outcome


def test_the_office_comes_before_the_case_and_the_case_before_the_table(offices: Bench) -> None:
    case = {"allowance": [entry(500, "640100")]}
    person = {"cost": 1300, "lives_in": "640105"}
    assert assessed(offices, None, person, rates=case).of("2", "p").outcome is Outcome.NOT_ENTITLED
    found = assessed(offices, table(allowance=[entry(800)]), person, rates=case)
    assert found.of("2", "p").outcome is Outcome.PAYABLE
    assert [(one.name, one.entry.value, one.stated and one.stated.office) for one in found.rates] == [
        ("allowance", 800, found.question.rates[0].office)
    ]
    other = assessed(offices, table(allowance=[entry(800)]), {**person, "lives_in": "640104"}, rates=case)
    assert [(one.entry.value, one.stated and one.stated.office) for one in other.rates] == [(500, None)]


def test_the_place_of_the_case_is_tried_in_the_place_of_another(offices: Bench) -> None:
    """The case is of 640105 and somebody lives in 640104, where twice the allowance is more."""
    catalogue = Catalogue(offices.root)
    mutants = Mutants.of("test", catalogue)
    (mutant,) = [one for one in mutants.mutants if one.id == "definitions.edge.place:of-the-case"]
    assert (mutant.owners, mutant.change.zh, mutant.change.en) == (
        ("2",),
        "若“lives_in”改为“案件所在地”",
        "if “lives_in” became “place of the case”",
    )
    stated = catalogue.read_rates(table(allowance=[entry(600), entry(700, "640104")]))
    case = offices.case({"cost": 1300, "lives_in": "640104"}, catalogue=catalogue)
    laws = catalogue.law(), mutants.law(mutant).law(("test",))
    outcomes = [assess(law, case, rates=stated).of("2", "p").outcome for law in laws]
    assert outcomes == [Outcome.PAYABLE, Outcome.NOT_ENTITLED]


# --- What is recorded


def test_what_was_looked_up_is_recorded_with_who_states_it(offices: Bench) -> None:
    stated = table(sum=[entry(800), entry(900, "640104")])
    catalogue = Catalogue(offices.root)
    rates = catalogue.read_rates(stated)
    case = offices.case({"cost": 1300, "lives_in": "640105"}, catalogue=catalogue)
    found, law = catalogue.assess(case, rates=rates), catalogue.law()
    assert pickle.loads(pickle.dumps(found)) == found
    assert found != catalogue.assess(case)
    for document in (to_dict(found, law), trace_to_dict(found, law, found.entitlements)):
        by = {"office": OFFICE, "digest": rates.digest}
        assert document["stated_rates"] == [by]
        days = {"first_day": "2023-01-01", "last_day": None, "unit": "yuan"}
        assert document["rates"] == [
            {"figure": "allowance", "label": LABEL, "place": "640100", "value": "700", "source": "市文", "stated": None, **days},
            {"figure": "test:sum", "label": GRANT, "place": "640105", "value": "800", "source": "区文", "stated": by, **days},
        ]


def test_the_trace_shows_the_figure_inside_a_definition(offices: Bench) -> None:
    found = assessed(offices, None, {"cost": 1300, "lives_in": "640105"})
    document = trace_to_dict(found, Catalogue(offices.root).law(), [found.of("2", "p")])
    (line,) = [line for line in document["explanations"][0]["lines"] if line["text"] == "cost < edge"]
    (seen,) = [one for one in line["seen"] if one["node"] == "Rate"]
    assert (seen["fact"], seen["low"], seen["high"]) == ("allowance", "700", "700")


def test_the_digest_is_that_of_what_is_said(offices: Bench) -> None:
    catalogue = Catalogue(offices.root)
    one, other = (catalogue.read_rates(table(sum=[entry(value)])) for value in (800, 801))
    assert one.digest != other.digest
    assert one == catalogue.read_rates(table(sum=[entry(800)]))


# --- What cannot be stated


@pytest.mark.parametrize(
    ("name", "near"), [("test:sun", "test:sum"), ("tset:sum", "test:sum"), ("alowance", "allowance"), ("test:fixed", "")]
)
def test_only_figures_set_outside_the_documents_can_be_stated(offices: Bench, name: str, near: str) -> None:
    catalogue = Catalogue(offices.root)
    with pytest.raises(RulesetError) as caught:
        catalogue.read_rates({"schema_version": 1, "office": OFFICE, "rates": {name: [entry(800)]}})
    (finding,) = caught.value.findings
    assert (finding.kind, finding.suggestion) == ("unknown_figure", near)
    assert near or "test:sum" in finding.allowed
    with pytest.raises(CaseError) as refused:
        offices.case({}, rates={name: [entry(800)]})
    assert [item.kind for item in refused.value.findings] == ["unknown_figure"]


def test_a_case_in_json_states_days_as_text(offices: Bench) -> None:
    found = assessed(offices, rates={"test:sum": [{**entry(800), "from": "2023-01-01"}]})
    assert amount(found) == (800, 800)


# --- Layers, by brute force

NAMES = st.sampled_from(["640000", "640100", "640104", "640105"])
SPANS = {"640000": (1, 5), "640100": (2, 4), "640104": (2, 2), "640105": (3, 3)}
START = date(2023, 1, 1)


@st.composite
def layers(draw: st.DrawFn) -> list[list[RateEntry]]:
    """Up to three layers of entries, in each no two about one place and day."""
    from subsidies.arithmetic.day_spans import Days

    made: list[list[RateEntry]] = []
    for _ in range(draw(st.integers(1, 3))):
        own: dict[str, RateEntry] = {}
        for place in draw(st.lists(NAMES, max_size=3, unique=True)):
            first = START + timedelta(draw(st.integers(0, 3)))
            last = draw(st.none() | st.integers(0, 3).map(lambda days, first=first: first + timedelta(days)))
            value = draw(st.integers(1, 9))
            own[place] = RateEntry(place, SPANS[place], Days(first, last), value, value, "")
        made.append(list(own.values()))
    return made


@settings(max_examples=400)
@given(layers(), NAMES, st.integers(-1, 7), st.integers(0, 3))
def test_the_first_layer_that_covers_a_spot_gives_its_figure(
    made: list[list[RateEntry]], place: str, start: int, days: int
) -> None:
    """Of a wider place and several days all figures of the spots in it, or more; unknown where one of them has none."""

    def at(spot: int, day: int) -> Any:
        for entries in made:
            there = [one for one in entries if one.is_on(day) and one.span[0] <= spot <= one.span[1]]
            if there:
                return min(there, key=lambda one: one.span[1] - one.span[0]).figure
        return None

    first = START.toordinal() + start
    low, high = SPANS[place]
    each = [at(spot, day) for spot in range(low, high + 1) for day in range(first, first + days + 1)]
    found = figure(made, (low, high), (first, first + days))
    if low == high:
        assert found == (UNKNOWN_RATE if None in each else (min(each), max(each)))
    elif None in each:
        assert found == UNKNOWN_RATE
    elif found != UNKNOWN_RATE:
        assert found[0] is not None
        assert found[1] is not None
        assert found[0] <= min(each)
        assert found[1] >= max(each)


@settings(max_examples=200)
@given(layers(), NAMES, st.integers(-1, 7), st.integers(0, 3))
def test_the_figures_recorded_are_those_that_give_the_result(
    made: list[list[RateEntry]], place: str, start: int, days: int
) -> None:
    stated = [StatedRates(None, str(number), {"a": tuple(entries)}) for number, entries in enumerate(made)]
    lookup = RateLookup({}, stated)
    first = START.toordinal() + start
    found = lookup("a", SPANS[place], (first, first + days))
    figures = [(one.entry.figure, one.entry.figure) for one in lookup.used()]
    assert found == (reduce(iv.hull, figures) if figures else UNKNOWN_RATE)
