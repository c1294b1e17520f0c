"""The networks against the reference engine: every kind of condition, both ways, with anything unknown."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from worlds import VOCABULARY, WORDS, WORLD, Case, date_conditions, ruleset

from subsidies import RulesetError
from subsidies.case.entities import Entity
from subsidies.engines.decision import Environment
from subsidies.engines.reference.engine import ReferenceEngine
from subsidies.engines.rete.compile import Compiler
from subsidies.engines.rete.engine import ReteEngine
from subsidies.engines.rete.facts import code, property_names
from subsidies.engines.rete.faults import NetworkFault
from subsidies.engines.rete.hashing import fnv1a, require_distinct
from subsidies.engines.rete.network import Network
from subsidies.engines.rete.patterns import QUESTION, Frame, Predicate
from subsidies.engines.rete.sessions import RESERVED_NAMES
from subsidies.engines.rete.strata import stages
from subsidies.expression import nodes as n
from subsidies.quantities.compile import Truth
from subsidies.ruleset import Line, Ruleset
from subsidies.types.sorts import BOOL, DATE

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
    *date_conditions(),
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
    "rate.minimum_wage(born) <= wage",
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
    "any(j.full for j in jobs) and avg(j.pay for j in jobs if j.full) < p.pay",
    "count(j for j in jobs) > 0 and min(j.pay for j in jobs) >= p.pay",
    "count(j for j in jobs) == 0 or max((j.pay if j.full and works else wage) for j in jobs) > p.pay",
    "count(j for j in jobs) >= p.some and max(j.start for j in jobs) >= p.day",
    "(min(j.pay for j in jobs if j.full) if any(j.full for j in jobs) else wage) > p.pay",
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
        self.reference = ReferenceEngine(rules, WORLD)
        self.rete = ReteEngine(rules, WORLD)

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
MONEY: st.SearchStrategy[Any] = st.sampled_from(
    (
        -150050,
        -1,
        0,
        149,
        1000,
        150049,
        150050,
        150051,
        Fraction(150050, 3),
        Fraction(300101, 2),
        9 * 10**15,
        2**62,
        2**63,
        10**40,
    )
)
INTERVALS: st.SearchStrategy[Any] = st.tuples(MONEY, MONEY).map(lambda ends: (min(ends), max(ends))) | MONEY.map(
    lambda low: (low, None)
)
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
    return st.recursive(
        st.sampled_from(CONDITIONS).map(lambda text: f"({text})"),
        lambda inner: (
            st.lists(inner, min_size=2, max_size=4).map(lambda items: f"({' and '.join(items)})")
            | st.lists(inner, min_size=2, max_size=4).map(lambda items: f"({' or '.join(items)})")
            | st.tuples(inner, inner).map(lambda items: f"({items[0]} == {items[1]})")
            | inner.map(lambda item: f"(not {item})")
        ),
        max_leaves=12,
    ).filter(lambda text: len(text) < 1000 and text.count("(") < 60)


@settings(QUICK, max_examples=60)
@given(condition=combined(), cases=st.lists(environments(), min_size=3, max_size=3))
def test_agrees_with_the_reference_on_conditions_in_any_nesting(condition: str, cases: list[Callable[[], Environment]]) -> None:
    try:
        rules = ruleset(clauses({"c": condition}), DEFINITIONS)
    except RulesetError as error:
        # A number between two ends that cross decides nothing: such a line is refused before any engine sees it.
        assume({item.kind for item in error.findings} != {"tautology"})
        raise
    with both(rules) as engines:
        for environment in cases:
            engines.agreed(environment)


# Compilation: how large, how deep, how many networks


def fact(name: str, entity: str = "person", path: n.Path = ()) -> n.Fact:
    return n.Fact(VOCABULARY.fact(entity, name).type, path, entity, name)


def at_least(name: str, figure: int, operator: n.Comparator = ">=") -> n.Node:
    return n.Compare(BOOL, operator, fact(name), n.Number(fact(name).type, figure))


def with_condition(node: n.Node) -> Ruleset:
    """A ruleset of one clause that holds where the condition does."""
    rules = ruleset({"c": {"for": "person"}})
    return replace(rules, rules={"c": replace(rules.rules["c"], lines=(Line(node, "condition", "c"),))})


def compiled(rules: Ruleset) -> list[Predicate]:
    compiler = Compiler(WORLD, rules.definition_nodes, rules.rules)
    for rule in rules.rules.values():
        compiler.predicate(Frame(rule.subject), rule.condition)
    return compiler.predicates


def mixed_persons() -> Callable[[], Environment]:
    """Persons with a few facts known in many combinations."""
    case = Case()
    signs = (None, False, True)
    for age, works, studies, ill in product((None, 0, 150), signs, signs, signs):
        case.add("person", age=age, works=works, studies=studies, ill=ill)
    return case.environment


@pytest.mark.parametrize("wanted", [True, False])
@pytest.mark.parametrize("pairs", [3, 4, 5, 17, 100])
def test_a_product_of_alternatives_grows_linearly(wanted: bool, pairs: int) -> None:
    """Multiplied out, 100 pairs would be 2**100 patterns."""
    outer, inner = (n.And, n.Or) if wanted else (n.Or, n.And)
    flags = (fact("works"), fact("studies"), fact("ill"))
    node = outer(
        BOOL,
        tuple(inner(BOOL, (flags[index % 2], at_least("age", index, "<"), flags[2])) for index in range(pairs)),
    )
    predicates = compiled(with_condition(node))
    patterns = [pattern for predicate in predicates for pattern in (*predicate.holds, *predicate.fails)]
    assert sum(len(pattern) for pattern in patterns) <= 30 * pairs
    with both(with_condition(node)) as engines:
        assert set(engines.agreed(mixed_persons()).values()) == {True, False, None}


@pytest.mark.parametrize("length", [126, 128, 300, 1000])
@pytest.mark.parametrize("connective", [n.And, n.Or])
def test_a_condition_may_be_longer_than_a_rule_of_a_network(connective: type[n.And | n.Or], length: int) -> None:
    operator: n.Comparator = ">=" if connective is n.And else "<"
    node = connective(BOOL, tuple(at_least("wage", index, operator) for index in range(length)))
    case = Case()
    for wage in (None, 0, length - 2, length - 1, length):
        case.add("person", wage=wage)
    with both(with_condition(node)) as engines:
        found = engines.agreed(case.environment)
    assert [found["c", index] is (connective is n.And) for index in range(1, 5)] == [False, False, True, True]


def test_alternatives_side_by_side_stay_in_one_stratum() -> None:
    node = n.Or(BOOL, tuple(at_least("wage", index) for index in range(40)))
    assert len(compiled(with_condition(node))) == 1


def test_conditions_about_the_question_alone_may_be_large_too() -> None:
    on = n.Context(DATE, "on")
    day = date(2023, 5, 1)
    parts = [
        n.Or(
            BOOL,
            tuple(n.Compare(BOOL, "==", on, n.Parameter(DATE, "d", day + timedelta(index * step))) for step in (0, 1)),
        )
        for index in range(12)
    ]
    case = Case()
    case.add("person")
    for node in (n.And(BOOL, tuple(parts)), n.Or(BOOL, tuple(n.Not(BOOL, part) for part in parts))):
        with both(with_condition(node)) as engines:
            found = [engines.agreed(partial(case.environment, day + timedelta(days)))["c", 0] for days in (0, 1)]
        assert found == ([True, False] if isinstance(node, n.And) else [False, True])


def test_equality_of_conditions_nests_without_doubling() -> None:
    node: n.Node = fact("works")
    for index in range(40):
        node = n.Compare(BOOL, "==" if index % 3 else "!=", at_least("age", index), node)
    predicates = compiled(with_condition(node))
    assert sum(len(predicate.holds) + len(predicate.fails) for predicate in predicates) < 1000
    with both(with_condition(node)) as engines:
        assert set(engines.agreed(mixed_persons()).values()) == {True, False, None}


@pytest.mark.parametrize(
    "node",
    [
        n.Truth(BOOL, True),
        n.Truth(BOOL, False),
        n.Or(BOOL, (n.Truth(BOOL, True), fact("works"))),
        n.And(BOOL, (n.Truth(BOOL, False), n.Open(BOOL, "等", "and so on"))),
        n.Not(BOOL, n.Open(BOOL, "等", "and so on")),
        n.Or(BOOL, (n.Open(BOOL, "等", "and so on"), fact("works"))),
        n.Compare(BOOL, ">", n.Number(fact("age").type, 3), n.Number(fact("age").type, 2)),
        n.Compare(BOOL, "==", fact("works"), n.Truth(BOOL, True)),
        n.Member(BOOL, fact("level"), ("junior", "senior", "none"), None),
        n.Member(BOOL, fact("level"), (), None),
        n.Member(BOOL, fact("level"), WORDS, None),
    ],
    ids=repr,
)
def test_conditions_that_texts_do_not_write(node: n.Node) -> None:
    case = Case()
    for level, works in product((*WORDS, "unheard-of", None), (True, False, None)):
        case.add("person", level=level, works=works)
    with both(with_condition(node)) as engines:
        engines.agreed(case.environment)
    with both(with_condition(n.Not(BOOL, node))) as engines:
        engines.agreed(case.environment)


CHAIN: dict[str, tuple[str, object]] = {
    "a": ("household", "any(m.works for m in members) and income >= p.pay"),
    "b": ("person", "household.a or ill"),
    "c": ("household", "all(m.b for m in members if m.age >= p.adult)"),
    "d": ("person", "(wage if household.c else debt) >= p.pay"),
    "e": ("household", "count(m.d for m in members) >= p.some"),
    "f": ("person", "not household.e"),
}


@QUICK
@given(environment=environments())
def test_definitions_that_build_on_each_other(chain: Engines, environment: Callable[[], Environment]) -> None:
    chain.agreed(environment)


@pytest.fixture(scope="module")
def chain() -> Iterator[Engines]:
    rules = ruleset({"f": {"for": "person", "when": ["f"]}, "e": {"for": "household", "when": ["e"]}}, CHAIN)
    assert max(predicate.stratum for predicate in compiled(rules)) >= 6
    with both(rules) as engines:
        yield engines


def test_networks_run_no_more_often_than_they_must() -> None:
    rules = ruleset(
        {
            "1": {"for": "person", "place": "household.listed_in", "when": ["household.rich", "age >= p.adult"]},
            "2": {"for": "person", "when": ["works", "not studies"]},
            "3": {"for": "person", "when": ["eligible"], "unless": [{"clause": "2"}]},
            "4": {"for": "household", "when": ["rich"]},
        },
        {"rich": ("household", "income >= p.pay"), "eligible": ("person", "works and wage < p.pay")},
    )
    frames = [frame.kind for frame, _ in stages(compiled(rules))]
    assert frames == [QUESTION.kind, "person", "household", "person"]


def test_a_truth_value_at_the_end_of_a_path_needs_no_network_of_its_own() -> None:
    rules = ruleset({"1": {"for": "person", "when": ["household.proven"]}}, {"proven": DEFINITIONS["proven"]})
    assert [frame.kind for frame, _ in stages(compiled(rules))] == [QUESTION.kind, "person"]


def test_a_filter_about_members_alone_is_decided_once_for_each() -> None:
    rules = ruleset({"1": {"for": "person", "when": ["count(m.works for m in household.members if m.ill) >= p.some"]}})
    assert all(predicate.frame.pairs is None for predicate in compiled(rules))


def test_properties_have_names_that_durable_rules_tells_apart() -> None:
    names = property_names(10_000)
    require_distinct((*names, *RESERVED_NAMES))
    assert len(set(names)) == 10_000


def test_a_name_whose_hash_is_taken_is_passed_over() -> None:
    """By a hash made for it, under which case does not count, and which a reserved name shares with ``b``."""
    names = property_names(26, lambda name: {"id": fnv1a("b")}.get(name, fnv1a(name.lower())))
    assert "".join(names) == "acdefghijklmnopqrstuvwxyzaa"


# Numbers


@pytest.mark.parametrize(
    ("condition", "facts", "expected"),
    [
        ("share >= p.third", {"share": Fraction(3333, 10**4)}, True),
        ("share >= p.third", {"share": Fraction(3332999999, 10**10)}, False),
        ("share > p.third", {"share": Fraction(3333, 10**4)}, False),
        ("share > p.third", {"share": Fraction(1, 3)}, True),
        ("share <= p.third", {"share": Fraction(1, 3)}, False),
        ("share < p.third", {"share": Fraction(33329, 10**5)}, True),
        ("share == p.third", {"share": Fraction(3333, 10**4)}, True),
        ("share == p.third", {"share": Fraction(1, 3)}, False),
        ("share != p.half", {}, None),
        ("wage >= p.pay", {"wage": Fraction(300101, 2)}, True),
        ("wage > p.pay", {"wage": Fraction(300101, 2)}, True),
        ("wage <= p.pay", {"wage": Fraction(300101, 2)}, False),
        ("wage == p.pay", {"wage": Fraction(300101, 2)}, False),
        ("wage >= p.pay", {"wage": Fraction(300099, 2)}, False),
        ("wage < p.pay", {"wage": Fraction(300099, 2)}, True),
        ("wage * p.third >= p.pay * p.third", {"wage": 150050}, True),
        ("wage * p.third > p.pay * p.third", {"wage": 150050}, False),
        ("wage * p.third > debt", {"wage": 10000, "debt": 3333}, False),
        ("wage * p.third > debt", {"wage": 10001, "debt": 3333}, True),
        ("wage >= p.big", {"wage": 9 * 10**15}, True),
        ("wage > p.big", {"wage": 9 * 10**15}, False),
        ("wage > p.big", {"wage": 2**61}, True),
        ("wage > p.big", {"wage": 2**62 - 1}, True),
        ("wage > p.big", {"wage": 2**63}, True),
        ("wage > p.big", {"wage": 10**40}, True),
        ("wage == p.big", {"wage": 10**40}, False),
        ("wage - debt < p.pay", {"wage": -(10**40), "debt": 10**40}, True),
        ("wage - debt >= p.pay", {"wage": -(10**40), "debt": Fraction(10**40, 3)}, False),
        ("wage >= p.pay", {"wage": (150050, None)}, True),
        ("wage >= p.pay", {"wage": (150049, None)}, None),
        ("wage >= p.pay", {"wage": (None, 150049)}, False),
        ("wage == p.pay", {"wage": (150050, 150051)}, None),
        ("wage == p.pay", {"wage": (150051, 150052)}, False),
        ("wage == debt", {"wage": (1, 2), "debt": (1, 2)}, None),
        ("wage == debt", {"wage": (1, 2), "debt": (3, None)}, False),
        ("wage > debt", {"wage": (1, 2), "debt": (2, 3)}, False),
        ("wage < debt", {"wage": (1, 2), "debt": (2, 3)}, None),
        ("wage <= debt", {"wage": (1, 2), "debt": (2, 3)}, True),
    ],
)
def test_figures_are_compared_exactly(condition: str, facts: Mapping[str, Any], expected: Truth) -> None:
    assert verdict_of(condition, **facts) is expected


def test_a_figure_that_no_network_can_hold_is_refused() -> None:
    with pytest.raises(NetworkFault, match="too large"):
        ReteEngine(with_condition(at_least("wage", 2**61)), WORLD)


numbers = st.fractions(min_value=-(2**64), max_value=2**64, max_denominator=50) | st.integers(-10, 10)


@settings(max_examples=500, deadline=None)
@given(numbers, numbers, st.integers(1, 12))
def test_a_code_keeps_the_order_of_all_it_can_hold(one: Fraction, other: Fraction, scale: int) -> None:
    figure = Fraction(round(other), scale)
    if abs(figure * scale) < 2**60:
        left, right = code(Fraction(one), scale), 2 * int(figure * scale)
        assert ((left > right) - (left < right)) == ((one > figure) - (one < figure))
    assert abs(code(Fraction(one), scale)) < 2**63


# What is not known


def a_member(household: dict[str, Any], *others: dict[str, Any], incomplete: bool = False) -> Case:
    case = Case()
    home = case.add("household", **household)
    for facts in ({}, *others):
        case.add("person", {"household": home}, **facts)
    case.incomplete = {"person"} if incomplete else set()
    return case


@pytest.mark.parametrize(
    ("condition", "case", "expected"),
    [
        ("any(m.works for m in household.members)", a_member({}, {"works": True}, incomplete=True), True),
        ("any(m.works for m in household.members)", a_member({}, {"works": False}), None),
        ("any(m.works for m in household.members if m.age >= p.adult)", a_member({}, {"works": False}), None),
        ("all(m.ill for m in household.members)", a_member({}, {"ill": False}, incomplete=True), False),
        ("all(m.ill for m in household.members if m.works)", a_member({}, {"ill": True}), None),
        ("any(j.full for j in jobs)", a_member({}), False),
        ("all(j.full for j in jobs)", a_member({}), True),
        ("count(m for m in household.members) >= p.some", a_member({}, {}, incomplete=True), True),
        ("count(m for m in household.members) < p.some", a_member({}, incomplete=True), None),
        ("count(m for m in household.members) < p.some", a_member({}), True),
        ("household.poor", a_member({"poor": True}), True),
        ("household.income >= p.pay", a_member({"income": 150050}), True),
    ],
)
def test_lists_and_their_members(condition: str, case: Case, expected: Truth) -> None:
    assert verdict_of(condition, case) is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("household.poor", None),
        ("household.status == 'none'", None),
        ("household.rooms <= p.old", True),  # a number has its range even where the way is unknown
        ("any(m.works for m in household.members)", None),
        ("count(m for m in household.members) >= 0 or ill", True),
        ("all(j.employer.staff <= p.old for j in jobs)", None),
        ("any(j.employer.staff >= 1 for j in jobs)", None),
        ("any(j.person.works for j in jobs)", True),
    ],
)
def test_a_way_that_is_not_known(condition: str, expected: Truth) -> None:
    case = Case()
    person = case.add("person", works=True)
    case.add("job", {"person": person})
    assert verdict_of(condition if "<= p.old" not in condition else f"not not {condition}", case) is expected


@pytest.mark.parametrize(
    ("home", "expected"), [("111", True), ("11", True), ("1", None), ("12", False), ("2", False), (None, None)]
)
def test_places_known_coarsely(home: str | None, expected: Truth) -> None:
    case = Case()
    case.add("person", home=home)
    with both(ruleset({"c": {"for": "person", "place": "home"}})) as engines:
        assert engines.agreed(case.environment)["c", 0] is expected


# Use


def test_the_question_decides_afresh_when_it_changes() -> None:
    case = Case()
    case.add("person", works=True)
    with both(ruleset({"c": {"for": "person", "when": ["works"]}})) as engines:
        for _ in range(2):
            for on, year, place, expected in (
                (date(2023, 5, 1), 2023, "111", True),
                (date(2023, 5, 1), 2023, "2", False),
                (date(2023, 5, 1), 2019, "111", False),
                (date(2025, 5, 1), 2023, "111", None),
                (date(2019, 5, 1), 2023, "111", False),
            ):
                found = engines.agreed(partial(case.environment, on, year, place))
                assert found == {("c", 0): expected}
        for day in range(2000):
            engines.agreed(partial(case.environment, date.fromordinal(737000 + day)))


def test_a_case_without_subjects_has_no_verdicts(everything: Engines) -> None:
    assert everything.agreed(Case().environment) == {}


def test_several_threads_share_an_engine(everything: Engines) -> None:
    cases = []
    for count in range(1, 9):
        case = Case()
        home = case.add("household", income=150050 + count % 3, poor=count % 2 == 0, status="lifted")
        for number in range(count):
            case.add("person", {"household": home}, age=15 + count + number, wage=1000 * number, works=number % 2 == 0)
        environment = case.environment()
        cases.append((environment.question, everything.agreed(case.environment)))
    wrong: list[int] = []

    def work(start: int) -> None:
        for turn in range(20):
            question, expected = cases[(start + turn) % len(cases)]
            if everything.rete.run(Environment(question, lambda name, place, on: (None, None))) != expected:
                wrong.append(start)

    threads = [threading.Thread(target=work, args=(start,)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_closed_engine_does_not_run() -> None:
    case = Case()
    case.add("person")
    engine = ReteEngine(ruleset({"c": {"for": "person", "when": ["works"]}}), WORLD)
    engine.close()
    with pytest.raises(NetworkFault, match="closed"):
        engine.run(case.environment())


def test_a_clause_that_holds_and_fails_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case()
    case.add("person")
    with both(with_condition(fact("works"))) as engines:
        monkeypatch.setattr(Network, "run_bodies", lambda network, facts: [{0, 1} for _ in facts])
        with pytest.raises(NetworkFault, match="both holds and fails"):
            engines.rete.run(case.environment())


def test_the_reference_engine_is_not_needed() -> None:
    script = "import sys, subsidies.engines.rete.engine; print([name for name in sys.modules if 'engines.reference' in name])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"
