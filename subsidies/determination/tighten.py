"""Verdicts that follow although facts are unknown: no value that is left could change them.

Unknown facts are cut at the thresholds they are compared with; when every combination of the pieces gives one verdict, that is
the verdict. This may decide more than the engines do (``x < 18 or x >= 18``), never otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from subsidies.case.entities import Entity
from subsidies.determination.entitlement import Entitlement
from subsidies.expression import nodes as n
from subsidies.quantities.ranges import constant
from subsidies.types.numbers import exact
from subsidies.types.sorts import Sort

if TYPE_CHECKING:
    from subsidies.determination.determination import Determination

MAX_PIECES: Final = 512


def tightened(determination: Determination) -> dict[tuple[str, str], bool]:
    """The verdicts (by clause and subject) that the engines leave unknown and that are decided all the same."""
    decided: dict[tuple[str, str], bool] = {}
    for item in determination.entitlements:
        if item.verdict is None:
            verdict = _verdict(item, determination)
            if verdict is not None:
                decided[item.clause, item.subject.id] = verdict
    return decided


def _verdict(item: Entitlement, determination: Determination) -> bool | None:
    facts = [(missing.entity, missing.fact) for missing in item.missing if missing.sort == "fact" and missing.entity is not None]
    choices: list[list[Any]] = []
    size = 1
    for entity, name in facts:
        pieces = _pieces(item, entity, name)
        size *= len(pieces)
        choices.append(pieces)
    if not facts or size > MAX_PIECES:
        return None
    condition = item.engine.condition(item.rule.condition)
    slots = [(entity, item.engine.conditions.quantities.vocabulary.fact(entity.kind, name).slot) for entity, name in facts]
    verdicts: set[bool | None] = set()
    for values in product(*choices):
        changes = {(entity.index, slot): value for (entity, slot), value in zip(slots, values, strict=True)}
        question = determination.question.with_values(changes)
        subject = question.by_id[item.subject.id]
        verdicts.add(condition(determination.program.environment(question), subject, None))
        if len(verdicts) > 1 or None in verdicts:
            return None
    return verdicts.pop()


def _pieces(item: Entitlement, entity: Entity, name: str) -> list[Any]:
    """The values of an unknown fact that its thresholds tell apart."""
    fact = item.engine.conditions.quantities.vocabulary.fact(entity.kind, name)
    value = entity.values[fact.slot]
    if fact.type.sort is Sort.BOOL:
        return [True, False]
    if fact.type.sort is Sort.ENUM:
        return list(fact.type.values)
    if fact.type.sort is Sort.PLACE:
        return [value]
    low, high = value
    over, under = fact.type.unit.scale
    step = 1 if fact.type.sort is Sort.DATE else exact(Fraction(over, under) / 10**fact.model.places)
    pieces: list[Any] = []
    start = low
    for cut in sorted(set(_cuts(item, name))):
        if (start is not None and cut < start) or (high is not None and cut > high):
            continue
        below, above = (math.ceil(Fraction(cut) / step) - 1) * step, math.floor(Fraction(cut) / step) * step
        if start is None or start <= below:
            pieces.append((start, exact(below)))
        if above == cut:
            pieces.append((cut, cut))
        start = exact(above + step)
    if high is None or start is None or start <= high:
        pieces.append((start, high))
    return pieces


def _cuts(item: Entitlement, name: str) -> Iterator[Any]:
    """Thresholds with which a fact is compared directly, anywhere in the rule."""
    stack: list[n.Node] = [line.node for line in item.rule.lines]
    while stack:
        node = stack.pop()
        if isinstance(node, n.Definition):
            stack.append(item.ruleset.definitions[node.entity, node.name].node)
        if isinstance(node, n.Compare):
            for one, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(one, n.Fact) and one.name == name and isinstance(other, n.Parameter):
                    yield constant(other)[0]
        stack.extend(node.children())
