"""The jury: nothing is issued unless every engine says the same of every clause and subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from subsidies.case.entities import Entity, Question
from subsidies.engines.decision import Decision
from subsidies.errors import EngineDisagreement, Finding
from subsidies.quantities.compile import Truth
from subsidies.vocabulary import Vocabulary

MISSING: Final = "missing"
"""Stands for the verdict of an engine that says nothing of a clause and subject."""


def require_agreement(
    policy: str,
    decisions: Sequence[Decision],
    engine: str,
    verdicts: Mapping[tuple[str, int], Truth],
    question: Question,
    vocabulary: Vocabulary,
) -> None:
    """Compare what the reference engine decided of a question with the verdicts of another ``engine``.

    Verdicts are by rule id and index of the entity.

    Raises :class:`EngineDisagreement` with every clause and subject of which they say different things, or only one says
    anything.
    """
    found: list[Finding] = []
    for decision in decisions:
        other = verdicts.get((decision.rule.id, decision.subject.index), MISSING)
        if other is not decision.verdict:
            clause = f"{policy}/{decision.rule.id}"
            found.append(_disagreement(clause, decision.subject, decision.verdict, engine, other, vocabulary))
    if found or len(verdicts) != len(decisions):
        decided = {(decision.rule.id, decision.subject.index) for decision in decisions}
        entities = {entity.index: entity for entity in question}
        for (id_, index), verdict in verdicts.items():
            if (id_, index) not in decided:
                found.append(_disagreement(f"{policy}/{id_}", entities[index], MISSING, engine, verdict, vocabulary))
        raise EngineDisagreement(found)


def _disagreement(clause: str, subject: Entity, reference: object, engine: str, other: object, vocabulary: Vocabulary) -> Finding:
    facts = vocabulary.entities[subject.kind].facts.values()
    return Finding(
        "engines_disagree",
        context={
            "clause": clause,
            "subject": repr(subject),
            "reference": str(reference),
            "engine": engine,
            "other": str(other),
            "facts": ", ".join(f"{fact.name}={subject.values[fact.slot]}" for fact in facts),
        },
    )
