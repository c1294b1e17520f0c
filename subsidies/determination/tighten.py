"""Verdicts that follow although facts are unknown: no value that is left could change them.

Unknown facts are cut at the thresholds they are compared with; when every combination of the pieces gives one verdict, that is
the verdict. This may decide more than the engines do (``x < 18 or x >= 18``), never otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from subsidies.case.entities import Entity
from subsidies.determination.entitlement import Entitlement
from subsidies.expression import nodes as n
from subsidies.quantities.ranges import constant
from subsidies.quantities.thresholds import pieces
from subsidies.ruleset.reach import line_expressions, reached
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
        choices.append(_values(item, entity, name))
        size *= len(choices[-1])
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


def _values(item: Entitlement, entity: Entity, name: str) -> list[Any]:
    """The values of an unknown fact, together where its thresholds do not tell them apart."""
    fact = item.engine.conditions.quantities.vocabulary.fact(entity.kind, name)
    value = entity.values[fact.slot]
    if fact.type.sort is Sort.BOOL:
        return [True, False]
    if fact.type.sort is Sort.ENUM:
        return list(fact.type.values)
    if fact.type.sort is Sort.PLACE:
        return [value]
    return list(pieces(fact, value, _thresholds(item, name)))


def _thresholds(item: Entitlement, name: str) -> Iterator[Any]:
    """Those with which a fact is compared directly, anywhere in the lines of the rule."""
    for read in reached(line_expressions(item.rule), item.ruleset.definitions):
        if isinstance(read.node, n.Compare):
            left, right = read.node.left, read.node.right
            for one, other in ((left, right), (right, left)):
                if isinstance(one, n.Fact) and one.name == name and isinstance(other, n.Parameter):
                    yield constant(other)[0]
