"""The smallest meaningful changes of each node of an expression: one operator for each type of node.

A node type that no operator changes says why. The tables are complete by test: a new node type needs an entry here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from subsidies.arithmetic.date_functions import ADD_DAYS, ADD_MONTHS, DATE_FUNCTIONS
from subsidies.expression import nodes as n
from subsidies.expression.functions import date_call
from subsidies.mutation.change_kinds import ChangeKind, Spared
from subsidies.mutation.places import spots
from subsidies.ruleset.inforce import ON
from subsidies.types.sorts import BOOL, Sort, number
from subsidies.types.units import DAY, MONTH
from subsidies.vocabulary.world import World


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an operator may look things up in."""

    world: World
    figures: Mapping[str, n.Parameter] = field(default_factory=dict)
    """The parameters that expressions of the ruleset use, by name."""
    facts: frozenset[tuple[str, str]] = frozenset()
    """The facts that they read, one of which may be taken for another: none that other policies add to the vocabulary."""
    words: Mapping[tuple[str, ...], frozenset[str]] = field(default_factory=dict)
    """The values that they name, by all values of the enum."""

    def named(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """Those values of an enum that expressions of the ruleset name, in the order of the vocabulary."""
        return tuple(value for value in values if value in self.words.get(values, ()))


@dataclass(frozen=True, slots=True)
class Variant:
    """One change of a node: its kind, a name that is unique for the node, and the node to take instead."""

    kind: ChangeKind
    name: str
    node: n.Node


Operator = Callable[[Any, Surroundings], Iterator[Variant]]

TIGHTER: Final[Mapping[n.Comparator, n.Comparator]] = {">=": ">", ">": ">=", "<=": "<", "<": "<="}
OPPOSITE: Final[Mapping[n.Comparator, n.Comparator]] = {">=": "<", ">": "<=", "<=": ">", "<": ">="}
INVERSE: Final = {"+": "-", "-": "+", "*": "/", "/": "*"}
SIBLINGS: Final[Mapping[str, tuple[n.AggregateOperator, ...]]] = {
    "any": ("all",),
    "all": ("any",),
    "sum": ("max", "avg"),
    "avg": ("min", "max"),
    "min": ("max",),
    "max": ("min",),
}


def variants(root: n.Node, around: Surroundings) -> Iterator[tuple[str, Variant, n.Node]]:
    """Every change of one node of an expression: where the node is (``0.1``), the variant, and the whole expression with it."""
    for place, node, put in spots(root):
        operator = NODE_OPERATORS[type(node)]
        if not isinstance(operator, Spared):
            for variant in operator(node, around):
                yield place, variant, put(variant.node)


def _negated(node: n.Node, _: Surroundings) -> Iterator[Variant]:
    if node.type.sort is Sort.BOOL:
        yield Variant("negation", "not", n.Not(BOOL, node))


def _number(node: n.Number, _: Surroundings) -> Iterator[Variant]:
    for name, step in (("+1", 1), ("-1", -1)):
        yield Variant("figure", name, replace(node, value=node.value + step))


def _truth(node: n.Truth, _: Surroundings) -> Iterator[Variant]:
    yield Variant("negation", "not", replace(node, value=not node.value))


def _parameter(node: n.Parameter, around: Surroundings) -> Iterator[Variant]:
    """The next figure of the same unit taken for this one; its value is changed where it is declared."""
    names = list(around.figures)
    if node.id not in names or isinstance(node.value, tuple):
        return
    spot = names.index(node.id)
    for name in names[spot + 1 :] + names[:spot]:
        other = around.figures[name]
        if other.type == node.type and other.value != node.value:
            yield Variant("figure", f"={name}", other)
            return


def _fact(node: n.Fact, around: Surroundings) -> Iterator[Variant]:
    yield from _negated(node, around)
    other = neighbour(node, around)
    if other is not None:
        yield Variant("fact", other, replace(node, name=other))


def neighbour(node: n.Fact, around: Surroundings) -> str | None:
    """The next fact of the same type and unit that the ruleset reads and every kind of entity meant here has, or None."""
    names = node.entity.split("|")
    kinds = [around.world.vocabulary.entities[kind].facts for kind in names]
    alike = [
        name
        for name, fact in kinds[0].items()
        if fact.type == node.type
        and all(name in facts and facts[name].type == node.type for facts in kinds)
        and any((kind, name) in around.facts for kind in names)
    ]
    if len(alike) < 2 or node.name not in alike:
        return None
    return alike[(alike.index(node.name) + 1) % len(alike)]


def _context(node: n.Context, _: Surroundings) -> Iterator[Variant]:
    if node.name == "on":
        yield Variant("date", "later", _shifted(node, 1))
    elif node.name == "year":
        yield Variant("date", "later", n.Arithmetic(node.type, "+", node, n.Number(node.type, 1)))


def _rate(node: n.Rate, _: Surroundings) -> Iterator[Variant]:
    """The band of one that an office sets is changed where it is declared."""
    if node.local is None:
        yield Variant("figure", "+1", n.Arithmetic(node.type, "+", node, n.Number(node.type, 1)))
    if node.on != ON:
        yield Variant("date", "on", replace(node, on=ON))


def _negative(node: n.Negative, _: Surroundings) -> Iterator[Variant]:
    yield Variant("arithmetic", "plus", node.operand)


def _arithmetic(node: n.Arithmetic, _: Surroundings) -> Iterator[Variant]:
    other: Any = INVERSE[node.operator]
    yield Variant("arithmetic", str(other), replace(node, operator=other))


def _extreme(node: n.Extreme, _: Surroundings) -> Iterator[Variant]:
    yield Variant("aggregate", "max" if node.operator == "min" else "min", _other_extreme(node))
    yield from _without(node, "aggregate")


def _other_extreme(node: n.Extreme) -> n.Node:
    return replace(node, operator="max" if node.operator == "min" else "min")


def _whole(node: n.Whole, _: Surroundings) -> Iterator[Variant]:
    other: Any = "ceil" if node.operator == "floor" else "floor"
    yield Variant("arithmetic", str(other), replace(node, operator=other))
    yield Variant("arithmetic", "exact", node.operand)


def _conditional(node: n.Conditional, _: Surroundings) -> Iterator[Variant]:
    yield Variant("connective", "swapped", replace(node, then=node.other, other=node.then))
    yield Variant("connective", "always", node.then)
    yield Variant("connective", "never", node.other)


def _date_call(node: n.DateCall, around: Surroundings) -> Iterator[Variant]:
    function = DATE_FUNCTIONS[node.function]
    if function.other_end is not None:
        yield Variant("date", function.other_end, replace(node, function=function.other_end))
        yield Variant("date", "day", node.arguments[0])
        return
    # Where two days are compared, moving the first one later is moving the second one earlier.
    dates = [index for index, item in enumerate(node.arguments) if item.type.sort is Sort.DATE]
    shift, moved = (_month_shifted, dates) if function.by_months else (_shifted, dates[:1])
    for index in moved:
        for name, step in (("later", 1), ("earlier", -1)):
            arguments = list(node.arguments)
            arguments[index] = shift(arguments[index], step)
            yield Variant("date", f"{name}-{index}", replace(node, arguments=tuple(arguments)))


def _shifted(node: n.Node, days: int) -> n.Node:
    return date_call(ADD_DAYS, node, n.Number(number(DAY), days))


def _month_shifted(node: n.Node, months: int) -> n.Node:
    return date_call(ADD_MONTHS, node, n.Number(number(MONTH), months))


def _aggregate(node: n.Aggregate, _: Surroundings) -> Iterator[Variant]:
    for other in SIBLINGS.get(node.operator, ()):
        yield Variant("aggregate", other, replace(node, operator=other))
    if node.where is not None:
        yield Variant("aggregate", "all-members", replace(node, where=None))


def _compare(node: n.Compare, _: Surroundings) -> Iterator[Variant]:
    if isinstance(node.left, n.Taken):
        yield from _other_alternative(node, node.left)
    if node.operator not in TIGHTER:
        yield Variant("comparator", "not", n.Not(BOOL, node))
        return
    yield Variant("comparator", TIGHTER[node.operator], replace(node, operator=TIGHTER[node.operator]))
    yield Variant("comparator", OPPOSITE[node.operator], replace(node, operator=OPPOSITE[node.operator]))


def _other_alternative(node: n.Compare, taken: n.Taken) -> Iterator[Variant]:
    """The alternative after the one that is asked for, round to the first."""
    own = n.read_otherwise(node)
    assert own is not None
    following = taken.place(own.name) % len(taken.alternatives)
    other = taken.alternatives[following].name
    if other != own.name:
        yield Variant("list", f"={other}", replace(node, right=n.Number(taken.type, following + 1)))


def _member(node: n.Member, around: Surroundings) -> Iterator[Variant]:
    yield Variant("negation", "not", n.Not(BOOL, node))
    if node.parameter is not None:
        return
    if len(node.values) > 1:
        for index, value in enumerate(node.values):
            yield Variant("list", f"-{value}", replace(node, values=(*node.values[:index], *node.values[index + 1 :])))
    named = around.named(node.operand.type.values)
    others = [value for value in following(named, node.values[-1]) if value not in node.values]
    for other in others:
        yield Variant("list", f"+{other}", replace(node, values=(*node.values, other)))
    if others and len(node.values) == 1:
        yield Variant("list", f"={others[0]}", replace(node, values=(others[0],)))


def following(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    """The values of an enum from the one after ``value`` on, round to it."""
    spot = values.index(value) + 1 if value in values else 0
    return values[spot:] + values[:spot]


def _within(node: n.Within, around: Surroundings) -> Iterator[Variant]:
    yield Variant("negation", "not", n.Not(BOOL, node))
    if node.parameter is not None:
        return
    wider = around.world.jurisdictions.around(node.jurisdiction)
    if wider is not None:
        yield Variant("place", wider, replace(node, jurisdiction=wider))


def _and(node: n.And, _: Surroundings) -> Iterator[Variant]:
    yield Variant("connective", "or", n.Or(BOOL, node.operands))
    yield from _without(node, "connective")


def _or(node: n.Or, _: Surroundings) -> Iterator[Variant]:
    yield Variant("connective", "and", n.And(BOOL, node.operands))
    yield from _without(node, "connective")


def _without(node: n.And | n.Or | n.Extreme, kind: ChangeKind) -> Iterator[Variant]:
    """The node without each of its operands; one operand left stands for itself."""
    for index in range(len(node.operands)):
        rest = (*node.operands[:index], *node.operands[index + 1 :])
        if rest:
            yield Variant(kind, f"-{index}", rest[0] if len(rest) == 1 else replace(node, operands=rest))


def _not(node: n.Not, _: Surroundings) -> Iterator[Variant]:
    yield Variant("negation", "not", node.operand)


def _open(node: n.Open, _: Surroundings) -> Iterator[Variant]:
    yield Variant("open", "true", n.Truth(BOOL, True))
    yield Variant("open", "false", n.Truth(BOOL, False))


NODE_OPERATORS: Final[Mapping[type[n.Node], Operator | Spared]] = {
    n.Number: _number,
    n.Truth: _truth,
    n.Word: Spared("a name for one value while an expression is read; a checked expression holds Member nodes instead"),
    n.Parameter: _parameter,
    n.TableEntry: Spared("changed once, where the table is declared; its key is changed as a fact"),
    n.Fact: _fact,
    n.EntityKind: Spared("stands only in a comparison with a kind, which is changed as a whole"),
    n.Definition: _negated,
    n.ClauseHolds: _negated,
    n.Rate: _rate,
    n.Taken: Spared("stands only in the question whether an office takes one alternative, which is changed as a whole"),
    n.Context: _context,
    n.Negative: _negative,
    n.Arithmetic: _arithmetic,
    n.Extreme: _extreme,
    n.Whole: _whole,
    n.Conditional: _conditional,
    n.DateCall: _date_call,
    n.Aggregate: _aggregate,
    n.Compare: _compare,
    n.Member: _member,
    n.Within: _within,
    n.And: _and,
    n.Or: _or,
    n.Not: _not,
    n.Open: _open,
}
