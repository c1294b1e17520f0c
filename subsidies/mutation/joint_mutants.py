"""The smallest changes of what joins policies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from subsidies.catalogue.joined_rules import rules_joined
from subsidies.errors import RulesetError
from subsidies.expression import nodes as n
from subsidies.files.schema import Label
from subsidies.files.source import DataPath
from subsidies.i18n import N_
from subsidies.mutation.joint_words import JointSaying
from subsidies.mutation.mutants import Answering, FileMutants, Mutant, changed_source
from subsidies.ruleset.cross import Cross, JointRules, read_cross
from subsidies.ruleset.cross_checks import faults
from subsidies.ruleset.cross_models import SECTIONS, CrossModel
from subsidies.ruleset.rules import LimitRule, Rule

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue

NO_MATTER: Final = frozenset({"unused_parameter", "unused_reading", "unused_alternative", "cross_one_policy", "cross_own_clause"})
"""Findings after which a file still means something: they say what it does not need, or that it belongs elsewhere."""


class JointMutants(FileMutants):
    """The mutants of one version of what joins policies."""

    WHOLE = N_("the file as a whole")
    model: CrossModel
    ruleset: JointRules

    def __init__(self, cross: Cross, catalogue: Catalogue) -> None:
        self.cross = cross
        self.catalogue = catalogue
        self.source, self.model = cross.source, cross.model
        self.name, self.version, self.digest = cross.model.cross, cross.model.version, cross.ref.digest
        self.known = rules_joined(catalogue, cross)
        self.policies = tuple(policy for policy in cross.model.policies if policy in catalogue.policies)
        self.expressions = {}

        def record(path: DataPath, node: n.Node) -> n.Node:
            # That one benefit is given once is what the section means: no figure says so.
            return node if path[0] == "same" and path[-1] != "not_under" else self.expressions.setdefault(path, node)

        rules = {full: one.rule for full, one in self.known.items()}
        self.ruleset = replace(cross, rewrite=record).joint(rules)

    @cached_property
    def saying(self) -> JointSaying:
        return JointSaying(self.model, self.usage, self.catalogue)

    @cached_property
    def titles(self) -> Mapping[str, Label]:
        return {entry.id: entry.title for entry in self.model.everything}

    @cached_property
    def bound(self) -> Mapping[str, frozenset[str]]:
        return {entry.id: frozenset(full.partition("/")[2] for full in entry.clauses) for entry in self.model.everything}

    def own(self) -> list[Rule | LimitRule]:
        return list(self.ruleset.limits)

    def whose(self, path: DataPath) -> tuple[tuple[str, ...], str | None]:
        section = str(path[0])
        if section in SECTIONS:
            return (getattr(self.model, section)[int(path[1])].id,), None
        if section == "parameters":
            return self.usage.users("parameters", str(path[1])), str(path[1])
        return (), None

    def law(self, mutant: Mutant) -> Answering:
        changed: Cross | None = self.cross
        if mutant.edit is not None:
            changed = self._edited(mutant)
        elif mutant.expression is not None:
            path, node = mutant.expression
            changed = replace(self.cross, rewrite=lambda at, own: node if at == path else own)
        if changed is not None and (found := [item for item in faults(changed, self.known) if item.kind not in NO_MATTER]):
            raise RulesetError(found)
        return self.catalogue.supposing(self.cross, changed)

    def _edited(self, mutant: Mutant) -> Cross | None:
        """The file with an edit; None where nothing is left that it says."""
        assert mutant.edit is not None
        source = changed_source(self.source, mutant.edit)
        if not any(source.data.get(section) for section in SECTIONS):
            return None
        return replace(self.cross, source=source, model=read_cross(source))
