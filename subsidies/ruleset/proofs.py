"""Groups declared ``join``: proved at load where they turn on thresholds of single facts, guarded at run time otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any, Final

from subsidies.arithmetic import intervals as iv
from subsidies.errors import Finding
from subsidies.expression import nodes as n
from subsidies.quantities.thresholds import pieces
from subsidies.ruleset.checks import Parts
from subsidies.ruleset.models import GroupModel
from subsidies.ruleset.rules import GroupRule
from subsidies.types.numbers import Exact
from subsidies.types.sorts import Sort

MAX_CELLS: Final = 20_000

Cell = Mapping[n.Fact, Any]
"""A value for every fact that a group turns on, in the engine's scale."""


class _NotDecidable(Exception):
    """The group turns on more than thresholds of single facts."""


def prove_groups(parts: Parts) -> tuple[tuple[GroupRule, ...], list[Finding]]:
    """The groups, each with whether it was proved, and what contradicts them."""
    groups: list[GroupRule] = []
    found: list[Finding] = []
    for index, model in enumerate(parts.model.groups):
        path = ("groups", index)
        found += (faults := list(_ill_formed(parts, index, model)))
        if faults:
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
            example = ", ".join(f"{'.'.join([*fact.path, fact.name])}={_shown(fact, cell[fact])}" for fact in cell)
            kind = "join_overlap" if holding else "join_gap"
            found.append(parts.finding(kind, path, group=model.id, found=", ".join(holding), example=example))
        groups.append(GroupRule(model.id, tuple(model.of), model.join, proved))
    return tuple(groups), found


def _ill_formed(parts: Parts, index: int, model: GroupModel) -> Iterator[Finding]:
    """What keeps a group from meaning anything."""
    path = ("groups", index)
    if any(other.id == model.id for other in parts.model.groups[:index]):
        yield parts.finding("duplicate_id_in_ruleset", (*path, "id"), found=model.id)
    for position, id_ in enumerate(model.of):
        if id_ not in parts.rules:
            yield parts.finding("unknown_clause", (*path, "of", position), found=id_)
        elif id_ in model.of[:position]:
            yield parts.finding("duplicate_id_in_ruleset", (*path, "of", position), found=id_)
    subjects = sorted({parts.rules[id_].subject for id_ in model.of if id_ in parts.rules})
    if len(subjects) > 1:
        yield parts.finding("group_subjects", (*path, "of"), group=model.id, entities=", ".join(subjects))


def _fault(parts: Parts, ids: list[str], join: str) -> tuple[list[str], Cell] | None:
    """A choice of values at which the group breaks its word, or None when there is none."""
    conditions = {
        id_: [line.required for line in parts.rules[id_].lines if line.role in ("condition", "exception")] for id_ in ids
    }
    thresholds: dict[n.Fact, set[Exact]] = {}
    for nodes in conditions.values():
        for node in nodes:
            _collect(parts, node, thresholds)
    points = {fact: _points(parts, fact, found) for fact, found in thresholds.items()}
    size = 1
    for values in points.values():
        size *= len(values)
    if size > MAX_CELLS:
        raise _NotDecidable
    for choice in product(*points.values()):
        cell = dict(zip(points, choice, strict=True))
        holding = [id_ for id_, nodes in conditions.items() if all(_holds(parts, node, cell) for node in nodes)]
        if len(holding) > 1 or (join == "exactly_one" and not holding):
            return holding, cell
    return None


def _collect(parts: Parts, node: n.Node, thresholds: dict[n.Fact, set[Exact]]) -> None:
    """Each fact that a condition turns on, with the thresholds it is compared with."""
    if isinstance(node, n.And | n.Or):
        for item in node.operands:
            _collect(parts, item, thresholds)
    elif isinstance(node, n.Not):
        _collect(parts, node.operand, thresholds)
    elif isinstance(node, n.Definition):
        if node.path:
            raise _NotDecidable
        _collect(parts, parts.definitions[node.entity, node.name].node, thresholds)
    elif isinstance(node, n.Fact) and node.type.sort is Sort.BOOL:
        thresholds.setdefault(node, set())
    elif isinstance(node, n.Member) and isinstance(node.operand, n.Fact):
        thresholds.setdefault(node.operand, set())
    elif (
        isinstance(node, n.Compare)
        and isinstance(node.left, n.Fact)
        and isinstance(node.right, n.Parameter | n.Number)
        and node.left.type.sort is Sort.NUMBER
    ):
        figure: Any = node.right.value
        thresholds.setdefault(node.left, set()).add(figure)
    elif not isinstance(node, n.Truth):
        raise _NotDecidable


def _points(parts: Parts, fact: n.Fact, thresholds: set[Exact]) -> list[Any]:
    """Values that stand for all that a fact can be, in order: of a number one of each piece, as near to a threshold as can be."""
    if fact.type.sort is Sort.BOOL:
        return [False, True]
    if fact.type.sort is Sort.ENUM:
        return sorted(fact.type.values)
    points: set[Exact | None] = set()
    for kind in fact.entity.split("|"):
        owner = parts.vocabulary.fact(kind, fact.name)
        for index, (low, high) in enumerate(pieces(owner, (owner.low, owner.high), thresholds)):
            points.add(low if index or high is None else high)
    return sorted(point for point in points if point is not None)


def _shown(fact: n.Fact, value: Any) -> str:
    """A value as a case file would state it."""
    if fact.type.sort is not Sort.NUMBER:
        return str(value).lower() if isinstance(value, bool) else str(value)
    plain = Fraction(value) / Fraction(*fact.type.unit.scale)
    return str(plain.numerator if plain.denominator == 1 else Decimal(plain.numerator) / plain.denominator)


def _holds(parts: Parts, node: n.Node, cell: Cell) -> bool:
    if isinstance(node, n.And):
        return all(_holds(parts, item, cell) for item in node.operands)
    if isinstance(node, n.Or):
        return any(_holds(parts, item, cell) for item in node.operands)
    if isinstance(node, n.Not):
        return not _holds(parts, node.operand, cell)
    if isinstance(node, n.Definition):
        return _holds(parts, parts.definitions[node.entity, node.name].node, cell)
    if isinstance(node, n.Fact):
        return bool(cell[node])
    if isinstance(node, n.Member) and isinstance(node.operand, n.Fact):
        return cell[node.operand] in node.values
    if isinstance(node, n.Compare) and isinstance(node.left, n.Fact) and isinstance(node.right, n.Parameter | n.Number):
        value: Any = cell[node.left]
        figure: Any = node.right.value
        return iv.compared(node.operator, (value, value), (figure, figure)) is True
    return isinstance(node, n.Truth) and node.value
