"""The networks against the reference engine: every kind of condition, both ways, with anything unknown."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import JURISDICTIONS, VOCABULARY, WORDS, Case, ruleset

from subsidies.case.entities import Entity
from subsidies.engines.decision import Environment
from subsidies.engines.reference.engine import ReferenceEngine
from subsidies.engines.rete.engine import ReteEngine
from subsidies.engines.rete.patterns import QUESTION, Predicate
from subsidies.engines.rete.strata import stages
from subsidies.quantities.compile import Truth
from subsidies.ruleset import Ruleset

Verdicts = dict[tuple[str, int], Truth]

ALWAYS_KNOWN = ("on >= p.day and year >= p.year", "on < p.day or year == p.year")
OPEN = {"open": {"zh": "等", "en": "and so on"}}
WITH_AN_OPEN_PART: tuple[object, ...] = (OPEN, {"any": ["works", OPEN]})
CONDITIONS = (
    "age >= p.adult",
    "age > p.adult",
    "age <= p.adult",
    "age < p.adult",
    "age == p.adult",
    "age != p.adult",
    "p.adult < age",
    "p.adult <= age",
    "wage >= debt",
    "wage > debt",
    "wage <= debt",
    "wage < debt",
    "wage == debt",
    "wage != debt",
    "share >= p.third",
    "share > p.third",
    "share < p.third",
    "share <= p.half",
    "share == p.half",
    "wage * p.third >= p.pay",
    "wage * p.third > debt",
    "wage / (age + 1) >= p.pay / p.adult",
    "wage >= p.big",
    "wage + debt < p.pay * p.two",
    "-debt >= p.pay",
    "min(wage, debt) > p.pay",
    "max(wage, household.income, p.pay) >= debt",
    "floor(wage) >= ceil(debt)",
    "born >= p.day",
    "on <= add_months(born, p.term)",
    "first_of_month(born) == born",
    "year_of(born) == year",
    "works",
    "not works",
    "works == studies",
    "works != ill",
    "(works or ill) == (studies and not ill)",
    "level in p.levels",
    "level == 'middle'",
    "level not in ('junior', 'middle', 'senior')",
    "p.rate[level] >= p.pay",
    "household.poor",
    "household.status == 'watched'",
    "household.income >= p.pay",
    "household.income < 0 or works",
    *ALWAYS_KNOWN,
    "(wage if works else debt) >= p.pay",
    "(wage if household.poor and age >= p.adult else p.pay) > debt",
    "(wage if on >= p.day else debt) >= p.pay",
    "rate.minimum_wage <= wage",
    "any(m.works for m in household.members)",
    "any(m.works and m.age >= p.adult for m in household.members if not m.ill)",
    "all(m.works for m in household.members)",
    "all(m.age >= p.adult for m in household.members if m.works)",
    "any(m.age > age for m in household.members)",
    "all(m.wage <= wage for m in household.members if m.works == works)",
    "any(works for m in household.members)",
    "any(on >= p.day for m in household.members)",
    "count(m for m in household.members) >= p.some",
    "count(m.ill for m in household.members if m.wage >= wage) < 1",
    "sum(j.pay for j in jobs if j.months >= p.term) >= p.pay",
    "avg(j.pay for j in jobs if j.full) < p.pay",
    "min(j.pay for j in jobs) >= p.pay",
    "max((j.pay if j.full and works else wage) for j in jobs) > p.pay",
    "max(j.start for j in jobs) >= p.day",
    "sum(months_of_year_within(year, j.start, j.end, j.end) for j in jobs) >= p.term",
    "any(j.employer.listed for j in jobs)",
    "any(j.employer.staff >= p.some for j in jobs if j.full)",
    "any(j.person.household.poor for j in jobs)",
    "household.proven",
    "household.rich",
    "household.total >= p.pay",
    "household.crowded",
    "eligible",
    "any(m.eligible and not eligible for m in household.members)",
)
DEFINITIONS: dict[str, tuple[str, object]] = {
    "proven": ("household", "status in ('lifted', 'watched') and not poor"),
    "rich": ("household", "income >= p.pay or poor"),
    "total": ("household", "sum(m.wage for m in members if m.works) + (income if proven else 0)"),
    "crowded": ("household", "any(m.eligible for m in members) and rooms < p.some"),
    "eligible": ("person", ["age >= p.adult", {"any": ["works", "household.rich", "share > p.half"]}]),
}
LINES: tuple[object, ...] = (
    *WITH_AN_OPEN_PART,
    {"any": [["works", "ill"], ["studies", "age >= p.old"]]},
    {"clause": "works"},
    {"clause": "house", "of": "household"},
)


def clauses(lines: Mapping[str, object]) -> dict[str, dict[str, object]]:
    """Each line for persons as a clause and as an exception; ``works`` and ``house`` are clauses to refer to."""
    found: dict[str, dict[str, object]] = {
        "works": {"for": "person", "when": ["works", "age >= p.adult"]},
        "house": {"for": "household", "place": "listed_in", "when": ["poor"]},
    }
    for name, line in lines.items():
        found[f"if.{name}"] = {"for": "person", "when": [line]}
        found[f"unless.{name}"] = {"for": "person", "place": "home", "when": ["works"], "unless": [line]}
    return found


class Engines:
    """Both engines on one ruleset."""

    def __init__(self, rules: Ruleset) -> None:
        self.reference = ReferenceEngine(rules, VOCABULARY, JURISDICTIONS)
        self.rete = ReteEngine(rules, VOCABULARY, JURISDICTIONS)

    def agreed(self, environment: Callable[[], Environment]) -> Verdicts:
        """The verdicts, after a check that both engines say the same."""
        decisions = self.reference.run(environment())
        found = self.rete.run(environment())
        assert found == {(decision.rule.id, decision.subject.index): decision.verdict for decision in decisions}
        return found


@contextmanager
def both(rules: Ruleset) -> Iterator[Engines]:
    engines = Engines(rules)
    try:
        yield engines
    finally:
        engines.rete.close()


def verdict_of(condition: object, case: Case | None = None, **facts: Any) -> Truth:
    """What both engines say of a condition for the first person of a case."""
    case = case or Case()
    person = case.entities["person"][0] if case.entities["person"] else case.add("person", **facts)
    with both(ruleset({"c": {"for": "person", "when": [condition]}})) as engines:
        return engines.agreed(case.environment)["c", person.index]


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(values, values, values, st.none())


NUMBERS = st.sampled_from((17, 18, 19, 59, 60, 61))
MONEY = st.sampled_from(
    (-150050, -1, 0, 149, 1000, 150049, 150050, 150051, Fraction(150050, 3), Fraction(300101, 2), 9 * 10**15, 2**62, 2**63, 10**40)
)
INTERVALS = st.tuples(MONEY, MONEY).map(lambda ends: (min(ends), max(ends))) | MONEY.map(lambda low: (low, None))
SHARES = st.sampled_from(
    (0, Fraction(3332, 10000), Fraction(3333, 10000), Fraction(33331, 10**5), Fraction(1, 3), Fraction(1, 2), 1)
)
DATES = st.sampled_from((date(2019, 12, 31), date(2020, 3, 1), date(2022, 11, 1), date(2022, 11, 2), date(2023, 5, 1)))
BOOLS = st.booleans()
PLACES = st.sampled_from(("1", "11", "111", "12", "2"))
HOUSEHOLD = st.fixed_dictionaries(
    {
        "income": maybe(MONEY | INTERVALS),
        "rooms": maybe(st.integers(0, 4)),
        "poor": maybe(BOOLS),
        "status": maybe(st.sampled_from(("lifted", "watched", "none"))),
        "listed_in": maybe(PLACES),
    }
)
PERSON = st.fixed_dictionaries(
    {
        "age": maybe(NUMBERS),
        "wage": maybe(MONEY | INTERVALS),
        "share": maybe(SHARES),
        "debt": maybe(MONEY),
        "works": maybe(BOOLS),
        "studies": maybe(BOOLS),
        "ill": maybe(BOOLS),
        "level": maybe(st.sampled_from(WORDS)),
        "born": maybe(DATES),
        "home": maybe(PLACES),
    }
)
JOB = st.fixed_dictionaries(
    {
        "pay": maybe(MONEY),
        "start": maybe(DATES),
        "end": maybe(DATES),
        "months": maybe(st.sampled_from((5, Fraction(599, 100), 6, 7))),
        "full": maybe(BOOLS),
    }
)
EMPLOYER = st.fixed_dictionaries({"staff": maybe(st.integers(1, 3)), "listed": maybe(BOOLS)})


@st.composite
def environments(draw: st.DrawFn, in_force: bool = False) -> Callable[[], Environment]:
    """A case of two households, up to three persons and two jobs, and a question about it."""
    case = Case()
    households = [case.add("household", **draw(HOUSEHOLD)) for _ in range(2)]
    employers: list[Entity] = [case.add(kind, **draw(EMPLOYER)) for kind in ("enterprise", "institution")]
    persons = [
        case.add("person", {"household": draw(st.sampled_from((*households[:1] * 2, households[1], None)))}, **draw(PERSON))
        for _ in range(draw(st.integers(0, 3)))
    ]
    for _ in range(draw(st.integers(0, 2)) if persons else 0):
        links = {
            "person": draw(st.sampled_from((*persons, None))),
            "employer": draw(st.sampled_from((*employers, None))),
        }
        case.add("job", links, **draw(JOB))
    case.incomplete = draw(st.sets(st.sampled_from(("person", "job"))))
    on = draw(st.sampled_from((date(2023, 5, 1), date(2020, 2, 1), date(2019, 6, 1), date(2025, 2, 3))[: 2 if in_force else 4]))
    year = draw(st.sampled_from((2023, 2020, 2019, 2025)[: 2 if in_force else 4]))
    place = draw(st.sampled_from(("111", "112", "11", "1", "2")[: 2 if in_force else 5]))
    rate = draw(st.sampled_from(((None, None), (150050, 150050), (150000, 150051))))
    return lambda: case.environment(on, year, place, rate)


EVERYTHING = {f"c{number}": condition for number, condition in enumerate((*CONDITIONS, *LINES))}
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def everything() -> Iterator[Engines]:
    with both(ruleset(clauses(EVERYTHING), DEFINITIONS)) as engines:
        yield engines


@QUICK
@given(environment=environments())
def test_agrees_with_the_reference_on_every_kind_of_condition(
    everything: Engines, environment: Callable[[], Environment]
) -> None:
    everything.agreed(environment)


def test_nearly_every_condition_is_seen_to_hold_to_fail_and_to_be_unknown(everything: Engines) -> None:
    """Otherwise the agreement above would say little."""
    seen: dict[str, set[Truth]] = {}

    @settings(QUICK, max_examples=300, database=None, derandomize=True)
    @given(environment=environments(in_force=True))
    def collect(environment: Callable[[], Environment]) -> None:
        for (clause, _), verdict in everything.rete.run(environment()).items():
            seen.setdefault(clause, set()).add(verdict)

    collect()
    fewer = [EVERYTHING[name[3:]] for name in seen if name.startswith("if.") and len(seen[name]) < 3]
    assert all(rare in fewer for rare in (*ALWAYS_KNOWN, *WITH_AN_OPEN_PART))
    assert len(fewer) < len(EVERYTHING) // 5


def combined() -> st.SearchStrategy[str]:
    """Conditions joined by and, or, not and ==, nested."""
    several = {"min_size": 2, "max_size": 4}
    return st.recursive(
        st.sampled_from(CONDITIONS).map(lambda text: f"({text})"),
        lambda inner: (
            st.lists(inner, **several).map(lambda items: f"({' and '.join(items)})")
            | st.lists(inner, **several).map(lambda items: f"({' or '.join(items)})")
            | st.tuples(inner, inner).map(lambda items: f"({items[0]} == {items[1]})")
            | inner.map(lambda item: f"(not {item})")
        ),
        max_leaves=12,
    ).filter(lambda text: len(text) < 1000 and text.count("(") < 60)


@settings(QUICK, max_examples=60)
@given(condition=combined(), cases=st.lists(environments(), min_size=3, max_size=3))
def test_agrees_with_the_reference_on_conditions_in_any_nesting(
    condition: str, cases: list[Callable[[], Environment]]
) -> None:
    with both(ruleset(clauses({"c": condition}), DEFINITIONS)) as engines:
        for environment in cases:
            engines.agreed(environment)


# Compilation: how large, how deep, how many networks


def atoms_in(engine: ReteEngine) -> int:
    return sum(len(atom) for predicate in predicates_of(engine) for atom in (*predicate.holds, *predicate.fails))


def predicates_of(engine: ReteEngine) -> list[Predicate]:
    return [predicate for stage in engine.stages for predicate in stage.predicates]


def mixed_persons(count: int = 24) -> Case:
    """Persons with facts known in many combinations."""
    case = Case()
    for number in range(count):
        signs = [(None, False, True)[number // 3**place % 3] for place in range(3)]
        case.add(
            "person",
            age=(None, 17, 18, 60)[number % 4],
            wage=(None, 0, 150050)[number % 3],
            works=signs[0],
            studies=signs[1],
            ill=signs[2],
        )
    return case


@pytest.mark.parametrize("pairs", [4, 5, 8, 24])
@pytest.mark.parametrize("outer", ["and", "or"])
def test_a_product_of_alternatives_grows_linearly(outer: str, pairs: int) -> None:
    inner = "or" if outer == "and" else "and"
    flags = ("works", "studies", "ill")
    # Each pair is about another figure, so that none is equal to another.
    parts = [f"({flags[index % 3]} {inner} wage + wage * p.third >= p.pay * {index}{'0' * 0})" for index in range(2)]
    parts = [
        f"({flags[index % 3]} {inner} wage {'- debt' * (index % 4)} {'>=' if index % 2 else '<'} debt {'+ debt' * (index // 4)})"
        for index in range(pairs)
    ]
    with both(ruleset({"c": {"for": "person", "when": [f" {outer} ".join(parts)]}})) as engines:
        assert sum(engines.agreed(mixed_persons().environment).values(), start=0) is not None
        assert atoms_in(engines.rete) <= 150 + 40 * pairs
