"""Benefits that run on while a later version changes their figure: the later version has to say what becomes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from subsidies.errors import Finding
from subsidies.expression import nodes as n
from subsidies.files.source import DataPath, Source, dotted
from subsidies.ruleset.lineage import successor
from subsidies.ruleset.models import ClauseModel, DefinitionModel, RulesetModel
from subsidies.ruleset.rules import AmountRule, Rule, Ruleset

_NAME = re.compile(r"[^\W\d]\w*")


def running_clauses(later: RulesetModel, earlier: RulesetModel) -> list[tuple[str, str]]:
    """The clauses that run on under an earlier version and whose figures are not written alike in a later one.

    Each by its id in the earlier and in the later version.
    """
    kept = [(id_, successor(later, id_)) for id_, clause in earlier.clauses.items() if clause.runs_on is not None]
    return [(id_, name) for id_, name in kept if name is not None and _written(later, name) != _written(earlier, id_)]


def running_findings(later: Ruleset, source: Source, earlier: Ruleset) -> Iterator[Finding]:
    """What a version fails to say, or cannot say, of the benefits that run on under one that it supersedes.

    ``source`` is the file of the ``later`` one.
    """
    for id_, name in running_clauses(later.model, earlier.model):
        before, after = earlier.rules.get(id_), later.rules.get(name)
        if before is None or after is None or _same_amounts(before, earlier, after, later):
            continue
        path: DataPath = ("clauses", name)
        context = {"found": id_, "version": earlier.version}
        said = after.model.running if isinstance(after.model, ClauseModel) else None
        if said is None:
            yield Finding("running_missing", source.position(path, key=True), dotted(path), context)
        elif said.figure == "changes" and not _alike(before, after):
            path = (*path, "running")
            yield Finding("running_unlike", source.position(path), dotted(path), context)


def _alike(one: Rule, other: Rule) -> bool:
    """Whether a part of one amount and a part of the other can make one sum."""
    forms = [[(amount.bound, amount.unit) for amount in rule.amounts] for rule in (one, other)]
    return (one.subject, one.kind, one.every) == (other.subject, other.kind, other.every) and forms[0] == forms[1]


def _written(model: RulesetModel, id_: str) -> tuple[Any, ...]:
    """An amount as it is written, with the figures and definitions it names, by way of others too."""
    amount = model.clauses[id_].amount
    texts: list[Any] = [amount if isinstance(amount, str) else amount.model_dump()]
    found: dict[str, Any] = {}
    for text in texts:
        for name in _NAME.findall(str(text)):
            for said in (model.parameters.get(name), model.definitions.get(name)):
                key = f"{type(said).__name__} {name}"
                if said is not None and key not in found:
                    own = (said.for_, said.is_) if isinstance(said, DefinitionModel) else (said.value, said.unit)
                    found[key] = own
                    texts.append(own)
    return texts[0], found


def _same_amounts(one: Rule, own: Ruleset, other: Rule, others: Ruleset) -> bool:
    same = _Same(own.definition_nodes, others.definition_nodes)
    return len(one.amounts) == len(other.amounts) and all(map(same.amount, one.amounts, other.amounts))


@dataclass(slots=True)
class _Same:
    """Compares expressions of two rulesets by what they say, whatever their figures and definitions are called."""

    definitions: Mapping[tuple[str, str], n.Node]
    others: Mapping[tuple[str, str], n.Node]
    known: dict[tuple[n.Node, n.Node], bool] = field(default_factory=dict)

    def amount(self, one: AmountRule, other: AmountRule) -> bool:
        rounding = [None if item.rounding is None else (item.rounding.to, item.rounding.mode) for item in (one, other)]
        said = (one.bound, one.unit, rounding[0]) == (other.bound, other.unit, rounding[1])
        return said and self.value(one.low, other.low) and self.value(one.high, other.high)

    def value(self, one: Any, other: Any) -> bool:
        if isinstance(one, tuple) and isinstance(other, tuple):
            return len(one) == len(other) and all(map(self.value, one, other))
        if not isinstance(one, n.Node) or not isinstance(other, n.Node):
            return bool(one == other)
        if (one, other) not in self.known:
            self.known[one, other] = type(one) is type(other) and self.node(one, other)
        return self.known[one, other]

    def node(self, one: n.Node, other: n.Node) -> bool:
        if isinstance(one, n.Definition) and isinstance(other, n.Definition):
            ways = (one.path, one.entity) == (other.path, other.entity)
            return ways and self.value(self.definitions[one.entity, one.name], self.others[other.entity, other.name])
        names = {n.Parameter: "id", n.TableEntry: "id", n.Member: "parameter"}
        compared = [item.name for item in fields(one) if item.name != names.get(type(one))]
        return all(self.value(getattr(one, name), getattr(other, name)) for name in compared)
