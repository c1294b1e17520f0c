"""All expressions of a rule, whatever field holds them, and all that they read: by definitions, other clauses, any way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from written import WORLD, built, clause, definition, limit, parameter

from subsidies.expression import nodes as n
from subsidies.ruleset import Ruleset
from subsidies.ruleset.reach import (
    Expression,
    Reach,
    definition_expression,
    limit_expressions,
    line_expressions,
    reached,
    rule_expressions,
)
from subsidies.ruleset.rules import Allowance, AmountRule, DefinitionRule, LimitRule, Line, Rule
from subsidies.types.sorts import BOOL

SUMS = parameter("low", 100, "yuan") + parameter("high", 200, "yuan") + parameter("cap", 5000, "yuan", "最高")
DAYS = parameter("wait", 1, "month") + parameter("term", 12, "month") + parameter("span", 6, "month")
FULL = built(
    clause(
        "1",
        "veteran",
        "long",
        amount="{from: p.low, to: p.high}",
        at="born",
        runs_from="add_months(born, p.wait)",
        runs_on="p.term",
        months="p.span",
        unless="[student]",
    ),
    parameters=SUMS + DAYS + parameter("least", 3, "month", "以上"),
    definitions=definition("long", "months >= p.least"),
    limits=limit("few", ["1"], "{yuan: p.cap}").replace("cite:", "unless: [level == 'low'], cite:"),
)
RULE, LIMIT = FULL.rules["1"], FULL.limits[0]
(DEFINITION,) = FULL.definitions.values()
EXAMPLES: dict[type, Any] = {Line: RULE.lines[0], AmountRule: RULE.amounts[0], Allowance: LIMIT.allowances[0]}
MARK = n.Open(BOOL, "记号", "mark")


def marked(hint: Any, within: tuple[Any, ...] = ()) -> Iterator[Any]:
    """Values of a type with the mark in one of the places where they hold a node; of what holds its own kind, once within it."""
    origin, inside = get_origin(hint), get_args(hint)
    if hint is n.Node:
        yield MARK
    elif origin in (Union, UnionType):
        for item in inside:
            yield from marked(item, within)
    elif origin is tuple:
        yield from ((value,) for value in marked(inside[0], within))
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        yield from ({"1": value} for value in marked(inside[1], within))
    elif is_dataclass(hint) and within.count(hint) < 2:
        for name, value in fields_marked(hint, (*within, hint)):
            yield replace(EXAMPLES[hint], **{name: value})


def fields_marked(kind: Any, within: tuple[Any, ...] = ()) -> Iterator[tuple[str, Any]]:
    hints = get_type_hints(kind)
    for item in fields(kind):
        for value in marked(hints[item.name], within):
            yield item.name, value


def expressions(thing: Rule | LimitRule | DefinitionRule) -> list[Expression]:
    if isinstance(thing, Rule):
        return list(rule_expressions(thing))
    if isinstance(thing, LimitRule):
        return list(limit_expressions(thing, FULL.rules))
    return [definition_expression(thing)]


@pytest.mark.parametrize(
    ("thing", "known"),
    [
        (RULE, {"lines", "amounts", "at", "runs_from", "runs_on", "months"}),
        (LIMIT, {"allowances", "unless"}),
        (DEFINITION, {"node"}),
    ],
    ids=lambda item: type(item).__name__,
)
def test_no_field_that_holds_a_node_is_forgotten(thing: Any, known: set[str]) -> None:
    found = list(fields_marked(type(thing)))
    assert known <= {name for name, _ in found}
    forgotten = [
        name for name, value in found if MARK not in [item.node for item in expressions(replace(thing, **{name: value}))]
    ]
    assert forgotten == []


def test_every_expression_says_what_it_is_and_where_it_stands() -> None:
    told = [(item.part, item.path) for item in expressions(RULE) if item.line is None or item.line.role != "in_force"]
    assert told == [
        ("line", ("clauses", "1")),
        ("line", ("clauses", "1", "when", 0)),
        ("line", ("clauses", "1", "when", 1)),
        ("line", ("clauses", "1", "unless", 0)),
        ("amount", ("clauses", "1", "amount")),
        ("amount", ("clauses", "1", "amount")),
        ("at", ("clauses", "1", "at")),
        ("runs_from", ("clauses", "1", "runs_from")),
        ("runs_on", ("clauses", "1", "runs_on")),
        ("months", ("clauses", "1", "months")),
    ]
    assert [(item.part, item.path) for item in expressions(LIMIT)] == [
        ("allowance", ("limits", 0, "at_most")),
        ("exemption", ("limits", 0, "unless", 0)),
    ]


def test_a_benefit_that_runs_from_its_qualifying_day_has_one_expression_of_it() -> None:
    ruleset = built(clause("1", "veteran", at="born", runs_on="p.term"), parameters=parameter("term", 12, "month"))
    assert [item.part for item in rule_expressions(ruleset.rules["1"]) if item.part != "line"] == ["at", "runs_on"]


def read(ruleset: Ruleset, id_: str, *, through_clauses: bool = False) -> Reach:
    reach = Reach(ruleset, WORLD.vocabulary, through_clauses)
    reach.rule(ruleset.rules[id_])
    return reach


def test_what_is_read_by_way_of_definitions() -> None:
    reach = read(FULL, "1")
    assert list(reach.parameters) == ["wait", "term", "least", "low", "high", "span"]
    assert list(reach.definitions) == [("person", "long")]
    assert set(reach.facts) == {("person", name) for name in ("born", "veteran", "months", "student")}


def test_ways_lists_kinds_and_members() -> None:
    line = "any(j.employer.staff > 0 and j.employer is enterprise for j in jobs)"
    reach = read(built(clause("1", line, "household.status == 'lifted'", payee="household")), "1")
    assert list(reach.lists) == [("person", "jobs")]
    assert list(reach.relations) == [("job", "employer"), ("person", "household")]
    assert list(reach.facts) == [("enterprise", "staff"), ("institution", "staff"), ("household", "status")]
    assert list(reach.entities) == ["person", "job", "enterprise", "institution", "household"]


def test_another_clause_is_named_and_followed_only_on_request() -> None:
    clauses = clause("1", "student", '{clause: "2"}'), clause("2", "months >= p.least")
    ruleset = built(*clauses, parameters=parameter("least", 3, "month", "以上"))
    for through, figures in ((False, []), (True, ["least"])):
        reach = read(ruleset, "1", through_clauses=through)
        assert list(reach.clauses) == ["2"]
        assert list(reach.parameters) == figures
        assert (("person", "months") in reach.facts) is through


def test_a_limit_reads_what_it_allows_exempts_and_groups_by() -> None:
    reach = Reach(FULL, WORLD.vocabulary)
    reach.limit(LIMIT)
    assert list(reach.parameters) == ["cap"]
    assert list(reach.facts) == [("person", "level")]
    assert list(reach.relations) == [("person", "household")]


def test_the_way_to_a_fact_leads_through_definitions_but_not_through_members() -> None:
    sturdy = definition("sturdy", "veteran and household.status == 'lifted'")
    (rule,) = (ruleset := built(clause("1", "sturdy", "any(j.person.sturdy for j in jobs)"), definitions=sturdy)).rules.values()

    def ways(*, each_way: bool) -> list[tuple[str, n.Path | None]]:
        lines = [item for item in line_expressions(rule) if item.line and item.line.role == "condition"]
        reads = reached(lines, ruleset.definitions, each_way=each_way)
        return [(item.node.name, item.way) for item in reads if isinstance(item.node, n.Fact)]

    assert ways(each_way=False) == [("veteran", ()), ("status", ("household",))]
    assert ways(each_way=True) == [("veteran", ()), ("status", ("household",)), ("veteran", None), ("status", None)]


def test_a_long_ladder_of_definitions_is_read_in_no_time() -> None:
    ladder = "".join(definition(f"d{number}", f"d{number + 1} or not d{number + 1}") for number in range(35))
    ruleset = built(clause("1", "d0"), definitions=ladder + definition("d35", "veteran"))
    assert list(read(ruleset, "1").facts) == [("person", "veteran")]
