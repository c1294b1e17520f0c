"""Every type of node is decided on by everybody who has to do with nodes: by a method, or by a word on why there is none."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import pytest

from subsidies.assessment import assess
from subsidies.engines.reference.conditions import Conditions
from subsidies.engines.rete.compile import Compiler
from subsidies.engines.rete.homes import is_of_question
from subsidies.engines.rete.patterns import Frame
from subsidies.explanation.basis import Basis
from subsidies.explanation.trace_values import Eyes
from subsidies.explanation.unknowns import Spot, Unknowns
from subsidies.expression import nodes as n
from subsidies.expression.looks import LOOKS_AT, Looks, is_figure, is_of_case
from subsidies.expression.visitor import NUMBERS, TRUTHS, Visitor, handles
from subsidies.law import Law
from subsidies.quantities.compile import Quantities
from subsidies.quantities.ranges import Ranges
from subsidies.types.sorts import BOOL, number
from subsidies.types.units import RATIO
from subsidies.wording import Wording
from tests.agreement import compare
from tests.agreement.world import world

NODES = {item for item in vars(n).values() if isinstance(item, type) and issubclass(item, n.Node)} - {n.Node}
EITHER = {n.Fact, n.Definition, n.Aggregate}
"""Nodes that may be conditions or numbers."""
HANDLED: dict[type[Visitor], set[type[n.Node]]] = {
    Quantities: {*NUMBERS, *EITHER},
    Ranges: {*NUMBERS, *EITHER},
    Conditions: {*TRUTHS, *EITHER},
    Compiler: {*TRUTHS, *EITHER},
    Wording: NODES - {n.Word, n.Taken},
    Unknowns: NODES - {n.Word},
    Eyes: NODES - {n.Word},
}


@pytest.mark.parametrize("visitor", HANDLED, ids=lambda item: item.__name__)
def test_every_type_of_node_has_a_method_or_a_reason_for_having_none(visitor: type[Visitor]) -> None:
    assert visitor.methods.keys() == HANDLED[visitor]
    assert visitor.declines.keys() == NODES - HANDLED[visitor]
    assert all(len(reason.split()) > 3 for reason in visitor.declines.values())


def test_no_visitor_is_left_out_here() -> None:
    mine = {item for item in Visitor.__subclasses__() if item.__module__.startswith("subsidies")}
    assert mine == HANDLED.keys()


def test_every_type_of_node_is_a_number_a_condition_or_either() -> None:
    assert len(NUMBERS) + len(TRUTHS) + len(EITHER) + 1 == len(NODES)
    assert {*NUMBERS, *TRUTHS, *EITHER, n.Word} == NODES


def test_of_every_type_of_node_it_is_said_at_what_it_looks() -> None:
    assert LOOKS_AT.keys() == NODES


def test_what_starts_from_an_entity_looks_at_the_case() -> None:
    with_a_way = {item for item in NODES if "path" in {field.name for field in fields(item)}}
    assert with_a_way <= {item for item, looks in LOOKS_AT.items() if looks is Looks.CASE}


@dataclass(frozen=True, slots=True)
class Median(n.Node):
    """A type of node that nobody has heard of."""

    operands: tuple[n.Node, ...]


MEDIAN = Median(number(RATIO), (n.Number(number(RATIO), 1),))


@pytest.fixture(scope="module")
def entries() -> dict[str, Callable[[n.Node], Any]]:
    """How a node comes to each visitor."""
    known = world()
    ruleset = next(filter(None, (compare.generated(random.Random(seed)) for seed in range(100))))
    definitions: dict[tuple[str, str], n.Node] = {}
    law = Law(known, [ruleset])
    context = Basis(law, assess(law, compare.case(0)[0]))
    item = context.determination.entitlements[0]
    subject = context.entity(item.subject)
    return {
        "Quantities": Quantities(known.vocabulary, definitions, lambda node, enclosing: lambda env, entity, member: None).compile,
        "Ranges": Ranges(known.vocabulary, definitions).of,
        "Conditions": Conditions(known, definitions, {}).compile,
        "Compiler": lambda node: Compiler(known, definitions, {}).predicate(Frame("member"), node),
        "Wording": Wording(ruleset, known, "en").node,
        "Unknowns": lambda node: list(Unknowns(context, item).below(node, Spot(subject))),
        "Eyes": lambda node: list(Eyes(context, item).below(node, subject, None)),
    }


@pytest.mark.parametrize("visitor", [item.__name__ for item in HANDLED])
def test_a_new_type_of_node_is_refused_by_name(visitor: str, entries: dict[str, Callable[[n.Node], Any]]) -> None:
    with pytest.raises(TypeError, match=f"{visitor} .* Median"):
        entries[visitor](MEDIAN)


@pytest.mark.parametrize("visitor", [item.__name__ for item, handled in HANDLED.items() if handled == {*NUMBERS, *EITHER}])
def test_a_condition_has_neither_a_range_nor_a_value(visitor: str, entries: dict[str, Callable[[n.Node], Any]]) -> None:
    with pytest.raises(TypeError, match=f"{visitor} .* Truth: it is a condition"):
        entries[visitor](n.Truth(BOOL, True))


@pytest.mark.parametrize("visitor", [item.__name__ for item, handled in HANDLED.items() if handled == {*TRUTHS, *EITHER}])
def test_a_number_is_no_condition(visitor: str, entries: dict[str, Callable[[n.Node], Any]]) -> None:
    with pytest.raises(TypeError, match=f"{visitor} .* Number: it is no condition"):
        entries[visitor](n.Number(number(RATIO), 1))


def test_a_new_type_of_node_is_neither_a_figure_nor_the_same_for_all() -> None:
    compared = n.Compare(BOOL, ">=", MEDIAN, n.Number(number(RATIO), 1))
    for question in (is_figure, is_of_case):
        with pytest.raises(TypeError, match="Median"):
            question(MEDIAN)
    with pytest.raises(TypeError, match="Median"):
        is_of_question(compared)


def test_two_methods_for_one_type_of_node_are_refused() -> None:
    with pytest.raises(TypeError, match="Twice says twice what it does with Not"):

        class Twice(Visitor):
            @handles(n.Not)
            def one(self, node: n.Not) -> None: ...

            @handles(n.Not, n.And)
            def other(self, node: n.Not | n.And) -> None: ...


def test_a_method_and_a_reason_for_having_none_are_refused() -> None:
    with pytest.raises(TypeError, match="Both says twice what it does with Not"):

        class Both(Visitor):
            declines = {n.Not: "never met"}  # noqa: RUF012 - as a visitor declares it

            @handles(n.Not)
            def negated(self, node: n.Not) -> None: ...
