"""The smallest changes of a ruleset."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from subsidies.expression import nodes as n
from subsidies.files.schema import Label
from subsidies.files.source import DataPath
from subsidies.i18n import N_
from subsidies.mutation.mutants import Answering, FileMutants, Mutant, changed_source
from subsidies.mutation.supposed import SupposedLaw
from subsidies.mutation.untouched import Effect, effect
from subsidies.ruleset import Ruleset, read_model, rebuild_ruleset
from subsidies.ruleset.models import RulesetModel
from subsidies.ruleset.rules import LimitRule, Rule

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue
    from subsidies.catalogue.versions import Version


class Mutants(FileMutants):
    """The mutants of one version of a policy."""

    WHOLE = N_("the plan as a whole")
    model: RulesetModel
    ruleset: Ruleset

    def __init__(self, version: Version, catalogue: Catalogue) -> None:
        self.of_version = version
        self.catalogue = catalogue
        self.source, self.model = version.source, version.model
        self.name, self.version, self.digest = version.model.policy, version.model.version, version.digest
        self.policies = (self.name,)
        self.expressions = {}
        self.earlier_ids = catalogue.lineages(self.name).clauses(self.name)

        def record(path: DataPath, node: n.Node) -> n.Node:
            return self.expressions.setdefault(path, node)

        self.ruleset = rebuild_ruleset(self.source, catalogue.world, None, self.model, record, self.earlier_ids)

    @classmethod
    def of(cls, policy: str, catalogue: Catalogue) -> Mutants:
        """Those of the version of a policy that decides now, or that was named."""
        return cls(catalogue.current(policy), catalogue)

    @cached_property
    def titles(self) -> Mapping[str, Label]:
        rules = {id_: rule.model.title for id_, rule in self.ruleset.rules.items()}
        return {**{limit.id: limit.title for limit in self.ruleset.limits}, **rules}

    @cached_property
    def bound(self) -> Mapping[str, frozenset[str]]:
        return {limit.id: frozenset(limit.over) for limit in self.ruleset.limits}

    def own(self) -> list[Rule | LimitRule]:
        return [*self.ruleset.rules.values(), *self.ruleset.limits]

    def whose(self, path: DataPath) -> tuple[tuple[str, ...], str | None]:
        section = path[0]
        if section in ("clauses", "provisions"):
            return (str(path[1]),), None
        if section == "limits":
            return (self.model.limits[int(path[1])].id,), None
        if section == "definitions":
            return self.usage.users("definitions", str(path[1])), None
        if section == "parameters":
            return self.usage.users("parameters", str(path[1])), str(path[1])
        return (), None

    def effect(self, mutant: Mutant, law: Answering) -> Effect | None:
        after = [limit for ruleset in law.law(self.policies).rulesets for limit in ruleset.limits]
        return effect(mutant.owners, mutant.path, [(limit.id, limit.over) for limit in (*self.ruleset.limits, *after)])

    def law(self, mutant: Mutant) -> SupposedLaw:
        version, path, node = self.of_version, None, None
        if mutant.edit is not None:
            source = changed_source(version.source, mutant.edit)
            version = replace(version, source=source, model=read_model(source))
        elif mutant.expression is not None:
            path, node = mutant.expression

        def rewrite(at: DataPath, own: n.Node) -> n.Node:
            return node if at == path and node is not None else own

        changed = replace(version) if version is self.of_version else version
        world = self.catalogue.world
        return SupposedLaw(
            self.catalogue,
            self.of_version,
            changed,
            lambda days: rebuild_ruleset(changed.source, world, days, changed.model, rewrite, self.earlier_ids),
        )
