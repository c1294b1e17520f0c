"""The jury: nothing is issued unless every engine says the same of every clause and subject."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from subsidies.engines.decision import Decision
from subsidies.errors import EngineDisagreement, Finding
from subsidies.quantities.compile import Truth
from subsidies.vocabulary import Vocabulary


def require_agreement(
    policy: str, decisions: Sequence[Decision], verdicts: Mapping[tuple[str, int], Truth], vocabulary: Vocabulary
) -> None:
    """Compare what the reference engine decided with another engine's verdicts, by rule id and index of the entity.

    Raises :class:`EngineDisagreement` with every clause and subject of which they say different things.
    """
    found: list[Finding] = []
    for decision in decisions:
        other = verdicts.get((decision.rule.id, decision.subject.index), "missing")
        if other is not decision.verdict:
            found.append(_disagreement(policy, decision, other, vocabulary))
    if found or len(verdicts) != len(decisions):
        raise EngineDisagreement(found or [_disagreement(policy, decisions[0], "missing", vocabulary)])


def _disagreement(policy: str, decision: Decision, other: object, vocabulary: Vocabulary) -> Finding:
    kind = vocabulary.entities[decision.subject.kind]
    facts = ", ".join(f"{fact.name}={decision.subject.values[fact.slot]}" for fact in kind.facts.values())
    return Finding(
        "engines_disagree",
        context={
            "clause": f"{policy}/{decision.rule.id}",
            "subject": repr(decision.subject),
            "reference": str(decision.verdict),
            "rete": str(other),
            "facts": facts,
        },
    )
