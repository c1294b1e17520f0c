"""Verdicts that follow although facts are unknown: no value that is left could change them.

Unknown facts are cut at the thresholds they are compared with; when every combination of the pieces gives one verdict, that is
the verdict. This may decide more than the engines do (``x < 18 or x >= 18``), never otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any, Final

from subsidies.case.entities import Entity
from subsidies.determination import Entitlement
from subsidies.explanation.context import Context
from subsidies.explanation.unknowns import missing
from subsidies.expression import nodes as n
from subsidies.quantities.ranges import constant
from subsidies.types.numbers import exact
from subsidies.types.sorts import Sort

MAX_PIECES: Final = 512


def tightened(context: Context) -> dict[tuple[str, str], bool]:
    """The verdicts (by clause and subject) that the engines leave unknown and that are decided all the same."""
    decided: dict[tuple[str, str], bool] = {}
    for item in context.determination.entitlements:
        if item.verdict is None:
            verdict = _verdict(context, item)
            if verdict is not None:
                decided[item.clause, item.subject.id] = verdict
    return decided


def _verdict(context: Context, item: Entitlement) -> bool | None:
    unknown = [one for one in missing(context, item) if one.sort == "fact" and one.entity is not None]
    facts = [(context.entity(one.entity), one.fact) for one in unknown if one.entity is not None]
    choices: list[list[Any]] = []
    size = 1
    for entity, name in facts:
        pieces = _pieces(context, item, entity, name)
        size *= len(pieces)
        choices.append(pieces)
    if not facts or size > MAX_PIECES:
        return None
    condition = context.engine(item).condition(context.rule(item).condition)
    vocabulary = context.law.world.vocabulary
    slots = [(entity, vocabulary.fact(entity.kind, name).slot) for entity, name in facts]
    verdicts: set[bool | None] = set()
    for values in product(*choices):
        changes = {(entity.index, slot): value for (entity, slot), value in zip(slots, values, strict=True)}
        question = context.question.with_values(changes)
        verdicts.add(condition(context.law.environment(question), question.by_id[item.subject.id], None))
        if len(verdicts) > 1 or None in verdicts:
            return None
    return verdicts.pop()


def _pieces(context: Context, item: Entitlement, entity: Entity, name: str) -> list[Any]:
    """The values of an unknown fact that its thresholds tell apart."""
    fact = context.law.world.vocabulary.fact(entity.kind, name)
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
    for cut in sorted(set(_cuts(context, item, name))):
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


def _cuts(context: Context, item: Entitlement, name: str) -> Iterator[Any]:
    """Thresholds with which a fact is compared directly, anywhere in the rule."""
    stack: list[n.Node] = [line.node for line in context.rule(item).lines]
    while stack:
        node = stack.pop()
        if isinstance(node, n.Definition):
            stack.append(context.ruleset(item).definitions[node.entity, node.name].node)
        if isinstance(node, n.Compare):
            for one, other in ((node.left, node.right), (node.right, node.left)):
                if isinstance(one, n.Fact) and one.name == name and isinstance(other, n.Parameter):
                    yield constant(other)[0]
        stack.extend(node.children())
