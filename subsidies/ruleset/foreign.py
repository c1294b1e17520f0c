"""Clauses and limits of one ruleset as those of another, with all they turn on under names that nothing of the other can have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from subsidies.errors import Finding, Position, RulesetError
from subsidies.expression import nodes as n
from subsidies.expression.moving import changed
from subsidies.files.schema import Label
from subsidies.ruleset.rules import DefinitionRule, LimitRule, Line, Rule, Ruleset
from subsidies.types.sorts import BOOL


@dataclass(frozen=True, slots=True)
class Prevailing:
    """A clause of another ruleset that comes before some of this one, by their ids."""

    clause: str
    source: Ruleset
    mark: str
    """What the names of the other ruleset begin with here."""
    over: Sequence[str]
    where: Position
    """Where a file says so."""
    not_under: n.Node | None = None
    """The reading of an office under which it does not come before them."""

    @property
    def name(self) -> str:
        """The name of the clause here."""
        return f"{self.mark}/{self.clause}"


@dataclass(frozen=True, slots=True)
class Widening:
    """A limit of another ruleset that is over some clauses of this one too, by their ids."""

    entry: str
    """The full id of the entry that says so."""
    title: Label
    cite: str | None
    by: str
    """Whether a text states the entry, or it is a reading."""
    limit: LimitRule
    source: Ruleset
    over: Sequence[str]
    not_under: Line | None = None
    """The reading of an office under which it is not over them."""

    @property
    def mark(self) -> str:
        """What the names of the other ruleset begin with here: those of a limit are apart from those of clauses."""
        return f"{self.source.policy} {self.source.version}"


Before = Mapping[tuple[str, str], Sequence[Prevailing]]
"""What comes before clauses of each ruleset of a law, and of those that it consults, by policy and version."""


def with_exceptions(ruleset: Ruleset, before: Before) -> Ruleset:
    """The ruleset with an exception more for each of its clauses that one of another comes before.

    Raises :class:`RulesetError` where a clause would come before itself.
    """
    prevailing = before[ruleset.policy, ruleset.version]
    if not prevailing:
        return ruleset
    rules = dict(ruleset.rules)
    taken = _Taken(before)
    for one in prevailing:
        for id_ in one.over:
            rules[id_] = replace(rules[id_], lines=(*rules[id_].lines, taken.exception(one, rules[id_].subject)))
    return replace(ruleset, rules=rules, foreign=taken.rules, definitions={**ruleset.definitions, **taken.definitions})


def with_limits(ruleset: Ruleset, widenings: Iterable[Widening], before: Before) -> Ruleset:
    """The ruleset with the limits of others that are over its clauses; errors as for :func:`with_exceptions`."""
    taken = _Taken(before)
    limits = {one.entry: _limit(one, ruleset, _From(taken, one.source, one.mark)) for one in widenings}
    if not limits:
        return ruleset
    rules, definitions = {**ruleset.foreign, **taken.rules}, {**ruleset.definitions, **taken.definitions}
    return replace(ruleset, widened=limits, foreign=rules, definitions=definitions)


def _limit(one: Widening, ruleset: Ruleset, taken: _From) -> LimitRule:
    """The limit over clauses of a ruleset: what it is for another about the same kind of entity, it is for each of them."""
    limit = one.limit
    like = {id_: _like(one, ruleset.rules[id_].subject) for id_ in one.over}
    more = () if one.not_under is None else (one.not_under,)
    keys = [replace(key, paths={id_: key.paths[own] for id_, own in like.items() if own in key.paths}) for key in limit.keys]
    return replace(
        limit,
        id=one.entry.partition("/")[2],
        title=one.title,
        cite=one.cite,
        source=one.by,
        over=tuple(like),
        keys=tuple(keys),
        allowances=tuple(replace(item, items=tuple(map(taken.node, item.items))) for item in limit.allowances),
        unless={
            id_: (*(replace(line, node=taken.node(line.node)) for line in limit.unless[own]), *more) for id_, own in like.items()
        },
        clause=None,
    )


def _like(one: Widening, subject: str) -> str:
    """A clause that the limit is over and that is about a kind of entity."""
    return next(id_ for id_ in one.limit.over if one.source.rules[id_].subject == subject)


@dataclass(slots=True)
class _Taken:
    """What has been taken over from other rulesets so far."""

    before: Before
    rules: dict[str, Rule] = field(default_factory=dict)
    definitions: dict[tuple[str, str], DefinitionRule] = field(default_factory=dict)
    under_way: list[str] = field(default_factory=list)

    def exception(self, one: Prevailing, subject: str) -> Line:
        """The line by which a clause comes before one about a kind of entity."""
        if one.name in self.under_way:
            raise RulesetError(Finding("circular", one.where, context={"found": one.name}))
        name = _From(self, one.source, one.mark).rule(one.clause)
        holds: n.Node = n.ClauseHolds(BOOL, (), subject, name)
        if one.not_under is not None:
            holds = n.And(BOOL, (holds, n.Not(BOOL, one.not_under)))
        return Line(holds, "exception", f"clause {name}")


@dataclass(frozen=True, slots=True)
class _From:
    taken: _Taken
    source: Ruleset
    mark: str

    def rule(self, id_: str) -> str:
        """The name of a clause here, with all that its conditions turn on: what comes before it, too."""
        taken, name = self.taken, f"{self.mark}/{id_}"
        if name not in taken.rules:
            taken.under_way.append(name)
            rule = self.source.rules[id_]
            lines = [replace(line, node=self.node(line.node)) for line in rule.lines]
            first = [one for one in taken.before[self.source.policy, self.source.version] if id_ in one.over]
            lines += [taken.exception(one, rule.subject) for one in first]
            taken.rules[name] = replace(rule, id=name, lines=tuple(lines))
            taken.under_way.pop()
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
        if isinstance(node, n.Member | n.Within) and node.parameter is not None:
            return {"parameter": f"{self.mark}:{node.parameter}"}
        if isinstance(node, n.Rate) and node.local is not None:
            return {"local": replace(node.local, parameter=f"{self.mark}:{node.local.parameter}")}
        return {}

    def _definition(self, entity: str, name: str) -> str:
        own = f"{self.mark}:{name}"
        if (entity, own) not in self.taken.definitions:
            rule = self.source.definitions[entity, name]
            self.taken.definitions[entity, own] = replace(rule, name=own, node=self.node(rule.node))
        return own
