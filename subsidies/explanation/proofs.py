"""What to bring: the proofs of the facts on which a clause turns."""

from __future__ import annotations

from subsidies.case.entities import Entity
from subsidies.determination import Entitlement
from subsidies.explanation.context import Context
from subsidies.expression import nodes as n
from subsidies.files.schema import Label
from subsidies.ruleset.reach import Read, amount_expressions, line_expressions, reached


def evidence(context: Context, item: Entitlement) -> list[Label]:
    """The proofs a clause needs, each once: those of its facts, then those it names itself."""
    rule = context.rule(item)
    subject = context.entity(item.subject)
    turning = [*line_expressions(rule), *amount_expressions(rule.amounts, rule.subject, rule.path)]
    found: dict[str, Label] = {}
    for read in reached(turning, context.ruleset(item).definitions, each_way=True):
        if isinstance(read.node, n.Fact):
            kind = _kind(context, item, read, subject, read.node)
            label = context.law.world.vocabulary.fact(kind, read.node.name).model.evidence
            if label is not None:
                found.setdefault(label.zh, label)
    for label in rule.model.evidence:
        found.setdefault(label.zh, label)
    return list(found.values())


def _kind(context: Context, item: Entitlement, read: Read, subject: Entity, fact: n.Fact) -> str:
    """The kind of the entity that is really there, or else the first that may be."""
    end = None if read.way is None else context.quantities(item).walk(read.way)(subject, None)
    return fact.entity.split("|")[0] if end is None else end.kind
