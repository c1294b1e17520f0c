"""Clauses of one ruleset as conditions of another, under names that nothing of the other can have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from subsidies.expression import nodes as n
from subsidies.expression.moving import changed
from subsidies.ruleset.rules import DefinitionRule, Line, Rule, Ruleset
from subsidies.types.sorts import BOOL


@dataclass(frozen=True, slots=True)
class Prevailing:
    """A clause of another ruleset that comes before some of this one, by their ids."""

    clause: str
    source: Ruleset
    mark: str
    """What the names of the other ruleset begin with here."""
    over: Sequence[str]

    @property
    def name(self) -> str:
        """The name of the clause here."""
        return f"{self.mark}/{self.clause}"


def with_exceptions(ruleset: Ruleset, prevailing: Sequence[Prevailing]) -> Ruleset:
    """The ruleset with an exception more for each of its clauses that one of another comes before."""
    if not prevailing:
        return ruleset
    rules = dict(ruleset.rules)
    taken = _Taken()
    for one in prevailing:
        name = taken.of(one).rule(one.clause)
        for id_ in one.over:
            rule = rules[id_]
            line = Line(n.ClauseHolds(BOOL, (), rule.subject, name), "exception", f"clause {name}")
            rules[id_] = replace(rule, lines=(*rule.lines, line))
    return replace(ruleset, rules=rules, foreign=taken.rules, definitions={**ruleset.definitions, **taken.definitions})


@dataclass(slots=True)
class _Taken:
    """What has been taken over from other rulesets so far."""

    rules: dict[str, Rule] = field(default_factory=dict)
    definitions: dict[tuple[str, str], DefinitionRule] = field(default_factory=dict)

    def of(self, one: Prevailing) -> _From:
        return _From(self, one.source, one.mark)


@dataclass(frozen=True, slots=True)
class _From:
    taken: _Taken
    source: Ruleset
    mark: str

    def rule(self, id_: str) -> str:
        """The name of a clause here, with all that its conditions turn on."""
        name = f"{self.mark}/{id_}"
        if name not in self.taken.rules:
            rule = self.source.rules[id_]
            lines = tuple([replace(line, node=self.node(line.node)) for line in rule.lines])
            self.taken.rules[name] = replace(rule, id=name, lines=lines)
        return name

    def node(self, node: n.Node) -> n.Node:
        return changed(node, self._names)

    def _names(self, node: n.Node) -> Mapping[str, Any]:
        if isinstance(node, n.Definition):
            return {"name": self._definition(node.entity, node.name)}
        if isinstance(node, n.ClauseHolds):
            return {"clause": self.rule(node.clause)}
        if isinstance(node, n.Parameter | n.TableEntry):
            return {"id": f"{self.mark}:{node.id}"}
        if isinstance(node, n.Member) and node.parameter is not None:
            return {"parameter": f"{self.mark}:{node.parameter}"}
        return {}

    def _definition(self, entity: str, name: str) -> str:
        own = f"{self.mark}:{name}"
        if (entity, own) not in self.taken.definitions:
            rule = self.source.definitions[entity, name]
            self.taken.definitions[entity, own] = replace(rule, name=own, node=self.node(rule.node))
        return own
