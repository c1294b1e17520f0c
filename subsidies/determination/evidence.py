"""What to bring: the proofs of the facts on which a clause turns."""

from __future__ import annotations

from collections.abc import Iterator

from subsidies.determination.entitlement import Entitlement
from subsidies.expression import nodes as n
from subsidies.ruleset.rules import Ruleset
from subsidies.schema import Label
from subsidies.vocabulary import Vocabulary


def evidence(item: Entitlement) -> list[Label]:
    """The proofs a clause needs, each once: those of its facts, then those it names itself."""
    vocabulary = item.engine.conditions.quantities.vocabulary
    found: dict[str, Label] = {}
    for line in item.rule.lines:
        for label in _proofs(line.node, item.ruleset, vocabulary):
            found.setdefault(label.zh, label)
    for amount in item.rule.amounts:
        for end in (amount.low, amount.high):
            for label in _proofs(end, item.ruleset, vocabulary) if end is not None else ():
                found.setdefault(label.zh, label)
    for label in item.rule.model.evidence:
        found.setdefault(label.zh, label)
    return list(found.values())


def _proofs(node: n.Node, ruleset: Ruleset, vocabulary: Vocabulary) -> Iterator[Label]:
    for part in node.walk():
        if isinstance(part, n.Fact):
            label = vocabulary.fact(part.entity.split("|")[0], part.name).model.evidence
            if label is not None:
                yield label
        elif isinstance(part, n.Definition):
            yield from _proofs(ruleset.definitions[part.entity, part.name].node, ruleset, vocabulary)
