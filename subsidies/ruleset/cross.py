"""What joins clauses of several policies: entries that are limits over them, and clauses that come before others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from subsidies.errors import Finding, RulesetError
from subsidies.errors.finding import in_order
from subsidies.expression import nodes as n
from subsidies.files.schema import validated
from subsidies.files.source import DataPath, Source
from subsidies.ruleset.cross_models import AnyEntry, CrossModel, EntryModel, SameModel
from subsidies.ruleset.drafting import FileDraft, Rewrite
from subsidies.ruleset.limits import limit_over
from subsidies.ruleset.models import ParameterModel
from subsidies.ruleset.references import RulesetRef
from subsidies.ruleset.rules import DefinitionRule, LimitRule, Line, Rule
from subsidies.ruleset.unwritten import with_unwritten
from subsidies.vocabulary.world import World


def read_cross(source: Source) -> CrossModel:
    """The model of a file with entries across policies.

    Raises :class:`RulesetError` with all findings of shape.
    """
    model, found = validated(CrossModel, source)
    found = with_unwritten(found, source)
    if model is None or found:
        raise RulesetError(found)
    return model


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry and where the file has it."""

    path: DataPath
    model: EntryModel


@dataclass(frozen=True, slots=True, eq=False)
class Cross:
    """One version of what joins some policies; ``ref`` is what its limits are named by.

    ``rewrite`` changes its expressions as they are read: what if 3 were 4?
    """

    source: Source
    model: CrossModel
    world: World
    ref: RulesetRef
    rewrite: Rewrite | None = None

    @property
    def entries(self) -> Iterator[Entry]:
        """Every entry, in the order of the file."""
        for section, index, model in self.model.entries:
            yield Entry((section, index), model)

    def limit(self, entry: Entry, clauses: Mapping[str, Rule]) -> LimitRule:
        """An entry as a limit over some clauses, by their full ids.

        Raises :class:`RulesetError` with all findings where it cannot be over them.
        """
        draft = self._draft()
        limit = limit_of(draft, entry, clauses)
        if draft.found:
            raise RulesetError(in_order(draft.found))
        return limit

    def not_under(self, section: Literal["prevails", "widens"], index: int) -> n.Node | None:
        """The alternative under which there is no such entry, by its section and its place there; errors as for :meth:`limit`."""
        draft = self._draft()
        said: AnyEntry = getattr(self.model, section)[index]
        node = not_under(draft, said, (section, index))
        if draft.found:
            raise RulesetError(in_order(draft.found))
        return node

    def _draft(self) -> FileDraft:
        model = self.model
        return FileDraft(self.source, self.world, model.cross, model.parameters, model.readings, self.rewrite)

    def joint(self, rules: Mapping[str, Rule]) -> JointRules:
        """The limits over some clauses, by their full ids; errors as for :meth:`limit`."""
        over = {entry.model.id: {full: rules[full] for full in entry.model.over if full in rules} for entry in self.entries}
        limits = tuple(self.limit(entry, own) for entry in self.entries if (own := over[entry.model.id]))
        return JointRules(rules, limits, self.model.parameters)

    def unnamed(self, names: Collection[str], limits: Collection[str], waiting: Collection[str] = ()) -> list[Finding]:
        """Entries about clauses and limits that are not among the full ids that any version of a policy has.

        Those of policies that are ``waiting`` to be released are none of any version that decides.
        """
        found: list[Finding] = []
        draft = FileDraft(self.source, self.world, self.model.cross, {}, {}, found=found)
        for path, full in self.named():
            if (policy := full.partition("/")[0]) in waiting:
                draft.report("policy_waits", path, found=full, policy=policy)
            elif full not in names:
                draft.report("unknown_clause", path, list(names), found=full)
        for index, said in enumerate(self.model.widens):
            if said.limit not in limits and said.policy not in waiting:
                draft.report("unknown_name", ("widens", index, "limit"), list(limits), found=said.limit)
        return found

    def named(self) -> Iterator[tuple[DataPath, str]]:
        """Every full id of a clause, with its path in the file."""
        for entry in self.entries:
            yield from (((*entry.path, "over", position), full) for position, full in enumerate(entry.model.over))
        for index, model in enumerate(self.model.prevails):
            yield ("prevails", index, "clause"), model.clause
            yield from ((("prevails", index, "over", position), full) for position, full in enumerate(model.over))
        for index, said in enumerate(self.model.widens):
            yield from ((("widens", index, "over", position), full) for position, full in enumerate(said.over))


@dataclass(frozen=True, slots=True)
class JointRules:
    """The rules that a file joins, by their full ids, with its limits over them and its figures; it defines nothing."""

    rules: Mapping[str, Rule]
    limits: tuple[LimitRule, ...]
    parameters: Mapping[str, ParameterModel]
    definitions: Mapping[tuple[str, str], DefinitionRule] = field(default_factory=dict)


def limit_of(draft: FileDraft, entry: Entry, clauses: Mapping[str, Rule]) -> LimitRule:
    """An entry as a limit over some clauses; findings go to the draft."""
    limit = limit_over(draft, entry.model, entry.model.allowance, clauses, entry.path)
    exempt: tuple[Line, ...] = ()
    if (node := not_under(draft, entry.model, entry.path)) is not None:
        exempt = (Line(node, "exception", f"reading.{entry.model.reading}.{entry.model.not_under}"),)
    return replace(limit, same=isinstance(entry.model, SameModel), unless=dict.fromkeys(clauses, exempt))


def not_under(draft: FileDraft, said: AnyEntry, path: DataPath) -> n.Node | None:
    """The alternative under which there is no such entry, as a condition; None where it names none, or none that there is."""
    if said.not_under is None or said.reading is None:
        return None
    text, subject = f"reading.{said.reading}.{said.not_under}", next(iter(draft.world.vocabulary.entities))
    return draft.expression(text, draft.scope(subject), (*path, "not_under"))
