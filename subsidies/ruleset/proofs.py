"""Groups declared ``join``: proved at load where they turn on thresholds of single facts, guarded at run time otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import Any, Final

from subsidies.errors import Finding
from subsidies.expression import nodes as n
from subsidies.expression.types import Sort
from subsidies.quantities import intervals as iv
from subsidies.ruleset.checks import Parts
from subsidies.ruleset.rules import GroupRule

MAX_CELLS: Final = 20_000

Atom = tuple[tuple[str, ...], str]


class _NotDecidable(Exception):
    """The group turns on more than thresholds of single facts."""


def prove_groups(parts: Parts) -> tuple[tuple[GroupRule, ...], list[Finding]]:
    """The groups, each with whether it was proved, and what contradicts them."""
    groups: list[GroupRule] = []
    found: list[Finding] = []
    for index, model in enumerate(parts.model.groups):
        path = ("groups", index)
        missing = [id_ for id_ in model.of if id_ not in parts.rules]
        if missing:
            found.append(parts.finding("unknown_clause", (*path, "of"), found=", ".join(missing)))
            continue
        proved = False
        try:
            fault = _fault(parts, model.of, model.join)
        except _NotDecidable:
            fault = None
        else:
            proved = fault is None
        if fault is not None:
            holding, cell = fault
            example = ", ".join(f"{'.'.join([*path_, name])}={value}" for (path_, name), value in cell.items())
            kind = "join_overlap" if holding else "join_gap"
            found.append(parts.finding(kind, path, group=model.id, found=", ".join(holding), example=example))
        groups.append(GroupRule(model.id, tuple(model.of), model.join, proved))
    return tuple(groups), found


def _fault(parts: Parts, ids: list[str], join: str) -> tuple[list[str], Mapping[Atom, Any]] | None:
    """A choice of values at which the group breaks its word, or None when there is none."""
    conditions = {
        id_: [line.required for line in parts.rules[id_].lines if line.role in ("condition", "exception")] for id_ in ids
    }
    points: dict[Atom, set[Any]] = {}
    for nodes in conditions.values():
        for node in nodes:
            _collect(parts, node, points)
    size = 1
    for values in points.values():
        size *= len(values)
    if size > MAX_CELLS:
        raise _NotDecidable
    atoms = list(points)
    for choice in product(*(sorted(points[atom], key=str) for atom in atoms)):
        cell = dict(zip(atoms, choice, strict=True))
        holding = [id_ for id_, nodes in conditions.items() if all(_holds(parts, node, cell) for node in nodes)]
        if len(holding) > 1 or (join == "exactly_one" and not holding):
            return holding, cell
    return None


def _collect(parts: Parts, node: n.Node, points: dict[Atom, set[Any]]) -> None:
    """Sample points that stand for all values of each fact: every threshold, between them, and beyond."""
    if isinstance(node, n.And | n.Or):
        for item in node.operands:
            _collect(parts, item, points)
    elif isinstance(node, n.Not):
        _collect(parts, node.operand, points)
    elif isinstance(node, n.Definition):
        if node.path:
            raise _NotDecidable
        _collect(parts, parts.definitions[node.entity, node.name].node, points)
    elif isinstance(node, n.Fact) and node.type.sort is Sort.BOOL:
        points.setdefault((node.path, node.name), set()).update((True, False))
    elif isinstance(node, n.Member) and isinstance(node.operand, n.Fact):
        fact = node.operand
        points.setdefault((fact.path, fact.name), set()).update(fact.type.values)
    elif (
        isinstance(node, n.Compare)
        and isinstance(node.left, n.Fact)
        and isinstance(node.right, n.Parameter)
        and node.left.type.sort is Sort.NUMBER
    ):
        fact = node.left
        owner = parts.vocabulary.entities[fact.entity.split("|")[0]].facts[fact.name]
        half = Fraction(1, 2)
        cut: Any = node.right.value
        inside = {
            point
            for point in (cut - half, cut, cut + half)
            if (owner.low is None or point >= owner.low) and (owner.high is None or point <= owner.high)
        }
        points.setdefault((fact.path, fact.name), set()).update(inside)
    elif not isinstance(node, n.Truth):
        raise _NotDecidable


def _holds(parts: Parts, node: n.Node, cell: Mapping[Atom, Any]) -> bool:
    if isinstance(node, n.And):
        return all(_holds(parts, item, cell) for item in node.operands)
    if isinstance(node, n.Or):
        return any(_holds(parts, item, cell) for item in node.operands)
    if isinstance(node, n.Not):
        return not _holds(parts, node.operand, cell)
    if isinstance(node, n.Definition):
        return _holds(parts, parts.definitions[node.entity, node.name].node, cell)
    if isinstance(node, n.Fact):
        return bool(cell[node.path, node.name])
    if isinstance(node, n.Member) and isinstance(node.operand, n.Fact):
        return cell[node.operand.path, node.operand.name] in node.values
    if isinstance(node, n.Compare) and isinstance(node.left, n.Fact) and isinstance(node.right, n.Parameter):
        value: Any = cell[node.left.path, node.left.name]
        figure: Any = node.right.value
        return iv.compared(node.operator, (value, value), (figure, figure)) is True
    return isinstance(node, n.Truth) and node.value

