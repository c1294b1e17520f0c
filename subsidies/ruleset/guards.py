"""The least, the greatest and the mean of a list have no value where no member belongs: a condition beside them must decide that.

Such a guard is

- ``count(x for x in list if …)`` compared with a figure in a way that fails for 0: ``> 0``, ``>= 1``, ``!= 0``, ``>= p.two``;
- ``any(… for x in list if …)``.

Both are over the same list, and ask of a member at least what the filter of the guarded aggregate asks, each part of an ``and``
for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import eq, ge, gt, le, lt, ne
from typing import Final

from subsidies.errors import Finding
from subsidies.errors.finding import shown
from subsidies.expression import nodes as n
from subsidies.expression.looks import is_figure
from subsidies.expression.moving import with_paths
from subsidies.files.source import DataPath, dotted
from subsidies.ruleset.checks import CONTRARY, Parts, all_of, written
from subsidies.ruleset.reach import Expression, limit_expressions, rule_expressions
from subsidies.types.numbers import Exact

VALUELESS: Final = ("min", "max", "avg")
"""Aggregates that have no value over no members."""
_COMPARED: Final[Mapping[n.Comparator, Callable[[Exact, Exact], bool]]] = {
    ">=": ge,
    ">": gt,
    "<=": le,
    "<": lt,
    "==": eq,
    "!=": ne,
}


def check_guards(parts: Parts) -> Iterator[Finding]:
    """Every aggregate that has no guard where it is used, be it by way of definitions."""
    # What could not be read may be the guard.
    if parts.faulty or not any(isinstance(node, n.Aggregate) and node.operator in VALUELESS for _, node in parts.nodes()):
        return
    guards = _Guards(parts)
    for rule in parts.rules.values():
        yield from guards.findings(rule.id, rule_expressions(rule))
    for limit in parts.limits:
        for clause in limit.over:
            yield from guards.findings(clause, limit_expressions(limit, parts.rules, [clause]))


@dataclass(frozen=True, slots=True)
class _Guard:
    """Where it holds, the list at the end of a way has a member of which all ``asked`` holds."""

    path: n.Path
    relation: str
    asked: frozenset[n.Node]


_Held = frozenset[_Guard]


@dataclass(frozen=True, slots=True)
class _Spot:
    """From where an expression looks: the ways from the subject of the rule to what it is about, and to an aggregate's member."""

    start: n.Path = ()
    member: n.Path = ()
    variable: str = ""
    depth: int = 0
    by: str = ""
    """The definition in which the expression stands."""

    def way(self, path: n.Path) -> n.Path:
        """A way as seen from the subject of the rule."""
        if path[:1] == (f"${self.variable}",):
            return (*self.member, *path[1:])
        return (*self.start, *path)

    def inside(self, node: n.Aggregate) -> _Spot:
        """Inside an aggregate."""
        return replace(self, member=(f"${self.depth}",), variable=node.variable, depth=self.depth + 1)

    def meaning(self, node: n.Definition) -> _Spot:
        """Inside a definition."""
        return _Spot(self.way(node.path), depth=self.depth, by=node.name)

    def guard(self, node: n.Aggregate) -> _Guard:
        """That there is a member of which the filter and, where that is a condition, the body holds."""
        # Whatever the variable is called, it means the same.
        within = replace(self, member=("$",), variable=node.variable)
        asked = [part for part in (node.where, node.body if node.operator not in VALUELESS else None) if part is not None]
        tests = frozenset(with_paths(test, within.way) for part in asked for test in all_of(part))
        return _Guard(self.way(node.path), node.relation, tests)


@dataclass(slots=True)
class _Guards:
    parts: Parts
    entered: set[tuple[str, str, _Spot, _Held]] = field(default_factory=set)

    def findings(self, rule: str, expressions: Iterator[Expression]) -> Iterator[Finding]:
        """The aggregates without a guard in expressions of a rule, or of a limit over it."""
        held = self.held(self.parts.rules[rule].condition, _Spot(), True)
        for item in expressions:
            # Lines that the file does not write follow from expressions that stand elsewhere.
            if item.line is None or item.part != "line" or item.line.path:
                self.entered.clear()
                for spot, node in self.bare(item.node, _Spot(), held):
                    yield self.finding(item.path, spot, node)

    def held(self, node: n.Node, spot: _Spot, wanted: bool) -> _Held:
        """The guards that hold wherever a condition holds, or with ``wanted`` False wherever it fails."""
        return frozenset(self._held(node, spot, wanted, set()))

    def _held(self, node: n.Node, spot: _Spot, wanted: bool, seen: set[tuple[n.Node, _Spot, bool]]) -> Iterator[_Guard]:
        if isinstance(node, n.Not):
            yield from self._held(node.operand, spot, not wanted, seen)
        elif isinstance(node, n.And if wanted else n.Or):
            for child in node.children():
                yield from self._held(child, spot, wanted, seen)
        elif isinstance(node, n.Definition):
            rule = self.parts.definitions.get((node.entity, node.name))
            if rule is not None and (node, spot, wanted) not in seen:
                seen.add((node, spot, wanted))
                yield from self._held(rule.node, spot.meaning(node), wanted, seen)
        elif isinstance(node, n.Aggregate):
            if node.operator == "any" and wanted:
                yield spot.guard(node)
        elif isinstance(node, n.Compare):
            for count, operator, figure in (
                (node.left, node.operator, node.right),
                (node.right, CONTRARY[node.operator], node.left),
            ):
                if not isinstance(count, n.Aggregate) or count.operator != "count" or not is_figure(figure):
                    continue
                if self._of_nothing(operator, figure) is (not wanted):
                    yield spot.guard(count)

    def _of_nothing(self, operator: n.Comparator, figure: n.Node) -> bool | None:
        """Whether 0 compares so with a figure."""
        low, high = self.parts.ranges().of(figure)
        return _COMPARED[operator](0, low) if low is not None and low == high else None

    def bare(self, node: n.Node, spot: _Spot, held: _Held) -> Iterator[tuple[_Spot, n.Aggregate]]:
        """The aggregates without a guard at and below a node; if one of ``held`` fails, the node does not count.

        An operand of an ``and`` counts only where none of the others fails, one of an ``or`` only where none holds, a branch
        where its test says so, and what is said of a member where the filter holds.
        """
        if isinstance(node, n.And | n.Or):
            held |= self.held(node, spot, isinstance(node, n.And))
        if isinstance(node, n.Conditional):
            yield from self.bare(node.test, spot, held)
            yield from self.bare(node.then, spot, held | self.held(node.test, spot, True))
            yield from self.bare(node.other, spot, held | self.held(node.test, spot, False))
        elif isinstance(node, n.Definition):
            key = (node.entity, node.name, spot.meaning(node), held)
            rule = self.parts.definitions.get((node.entity, node.name))
            if rule is not None and key not in self.entered:
                self.entered.add(key)
                yield from self.bare(rule.node, spot.meaning(node), held)
        elif isinstance(node, n.Aggregate):
            if node.operator in VALUELESS and not _guarded(spot.guard(node), held):
                yield spot, node
            inside = spot.inside(node)
            if node.where is not None:
                yield from self.bare(node.where, inside, held)
                held |= self.held(node.where, inside, True)
            if node.body is not None:
                yield from self.bare(node.body, inside, held)
        else:
            for child in node.children():
                yield from self.bare(child, spot, held)

    def finding(self, path: DataPath, spot: _Spot, node: n.Aggregate) -> Finding:
        position = self.parts.source.position(path)
        filtered = " if …" if node.where is not None else ""
        assert node.body is not None
        own = ".".join([*node.path, node.relation])
        way = spot.way(node.path)
        # Inside an aggregate none can be written: what guards it there is a definition beside its own.
        there = own if way[:1] and way[0].startswith("$") else ".".join([*way, node.relation])
        found = f"{node.operator}({written(node.body)} for {node.variable} in {own}{filtered})"
        allowed = f"count({node.variable} for {node.variable} in {there}{filtered}) > 0"
        context = {"found": shown(f"{spot.by}: {found}" if spot.by else found)}
        return Finding("unguarded", position, dotted(path), context, allowed=allowed)


def _guarded(bare: _Guard, held: _Held) -> bool:
    """Whether one of the guards says that the list has a member that belongs."""
    return any((guard.path, guard.relation) == (bare.path, bare.relation) and bare.asked <= guard.asked for guard in held)
