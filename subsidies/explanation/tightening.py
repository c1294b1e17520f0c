"""Verdicts that follow although facts are unknown: no value that is left could change them.

Unknown facts are cut at the thresholds they are compared with; when every combination of the pieces gives one verdict, that is
the verdict. This may decide more than the engines do (``x < 18 or x >= 18``), never otherwise.
"""

from __future__ import annotations

from itertools import product
from typing import Any, Final

from subsidies.case.entities import Entity
from subsidies.determination import Entitlement
from subsidies.explanation.basis import Basis
from subsidies.explanation.thresholds import thresholds
from subsidies.explanation.unknowns import Unknowns
from subsidies.quantities.thresholds import pieces
from subsidies.ruleset.reach import line_expressions
from subsidies.types.sorts import Sort

MAX_PIECES: Final = 512


def tightened(basis: Basis) -> dict[tuple[str, str], bool]:
    """The verdicts (by clause and subject) that the engines leave unknown and that are decided all the same."""
    decided: dict[tuple[str, str], bool] = {}
    for item in basis.determination.entitlements:
        if item.verdict is None:
            verdict = _verdict(basis, item)
            if verdict is not None:
                decided[item.clause, item.subject.id] = verdict
    return decided


def _verdict(basis: Basis, item: Entitlement) -> bool | None:
    unknown = dict.fromkeys(
        (one.entity, one.fact) for one in Unknowns(basis, item).of_lines() if one.sort == "fact" and one.entity is not None
    )
    facts = [(basis.entity(entity), fact) for entity, fact in unknown]
    choices: list[list[Any]] = []
    size = 1
    for entity, name in facts:
        choices.append(_values(basis, item, entity, name))
        size *= len(choices[-1])
    if not facts or size > MAX_PIECES:
        return None
    condition = basis.engine(item).condition(basis.rule(item).condition)
    vocabulary = basis.law.world.vocabulary
    slots = [(entity, vocabulary.fact(entity.kind, name).slot) for entity, name in facts]
    verdicts: set[bool | None] = set()
    for values in product(*choices):
        changes = {(entity.index, slot): value for (entity, slot), value in zip(slots, values, strict=True)}
        question = basis.question.with_values(changes)
        verdicts.add(condition(basis.law.environment(question), question.by_id[item.subject.id], None))
        if len(verdicts) > 1 or None in verdicts:
            return None
    return verdicts.pop()


def _values(basis: Basis, item: Entitlement, entity: Entity, name: str) -> list[Any]:
    """The values of an unknown fact, together where its thresholds do not tell them apart."""
    fact = basis.law.world.vocabulary.fact(entity.kind, name)
    value = entity.values[fact.slot]
    if fact.type.sort is Sort.BOOL:
        return [True, False]
    if fact.type.sort is Sort.ENUM:
        return list(fact.type.values)
    if fact.type.sort is Sort.PLACE:
        return [value]
    return list(pieces(fact, value, thresholds(line_expressions(basis.rule(item)), basis.ruleset(item).definitions, name)))
