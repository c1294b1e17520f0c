"""What joins clauses of several policies, as limits over them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from subsidies.errors import Finding, RulesetError
from subsidies.errors.finding import in_order
from subsidies.files.schema import validated
from subsidies.files.source import DataPath, Source, dotted
from subsidies.ruleset.cross_models import CrossModel, EntryModel, SameModel
from subsidies.ruleset.drafting import FileDraft
from subsidies.ruleset.limits import limit_over
from subsidies.ruleset.references import RulesetRef
from subsidies.ruleset.rules import LimitRule, Rule
from subsidies.vocabulary.world import World


def read_cross(source: Source) -> CrossModel:
    """The model of a file with entries across policies.

    Raises :class:`RulesetError` with all findings of shape.
    """
    model, found = validated(CrossModel, source)
    if model is None:
        raise RulesetError(found)
    return model


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry and where the file has it."""

    path: DataPath
    model: EntryModel


@dataclass(frozen=True, slots=True, eq=False)
class Cross:
    """One version of what joins some policies; ``ref`` is what its limits are named by."""

    source: Source
    model: CrossModel
    world: World
    ref: RulesetRef

    @property
    def entries(self) -> Iterator[Entry]:
        """Every entry, in the order of the file."""
        for section, index, model in self.model.entries:
            yield Entry((section, index), model)

    def limit(self, entry: Entry, clauses: Mapping[str, Rule]) -> LimitRule:
        """An entry as a limit over some clauses, by their full ids.

        Raises :class:`RulesetError` with all findings where it cannot be over them.
        """
        draft = FileDraft(self.source, self.world, self.model.parameters)
        limit = _limit(draft, entry, clauses)
        if draft.found:
            raise RulesetError(in_order(draft.found))
        return limit

    def unnamed(self, names: Collection[str]) -> list[Finding]:
        """Entries over clauses that are not among the full ids that any version of a policy has."""
        found: list[Finding] = []
        draft = FileDraft(self.source, self.world, {}, found=found)
        for entry in self.entries:
            for position, full in enumerate(entry.model.over):
                if full not in names:
                    draft.report("unknown_clause", (*entry.path, "over", position), list(names), found=full)
        return found


def faults(cross: Cross, rules: Mapping[str, Rule]) -> list[Finding]:
    """What is wrong with a file; ``rules`` are those of the policies it names, as their latest versions have them, by full id."""
    model = cross.model
    draft = FileDraft(cross.source, cross.world, model.parameters)
    seen: set[str] = set()
    for entry in cross.entries:
        said, path = entry.model, entry.path
        if said.id in seen:
            draft.report("duplicate_id_in_ruleset", (*path, "id"), found=said.id)
        seen.add(said.id)
        for position, full in enumerate(said.over):
            if full in said.over[:position]:
                draft.report("duplicate_id_in_ruleset", (*path, "over", position), found=full)
        policies = list(dict.fromkeys(full.partition("/")[0] for full in said.over))
        if len(policies) < 2:
            spot: DataPath = (*path, "over")
            context = {"found": said.id, "policy": policies[0]}
            draft.found.append(Finding("cross_one_policy", cross.source.position(spot), dotted(spot), context))
        if said.reading is not None and said.reading not in model.readings:
            draft.report("unknown_name", (*path, "reading"), list(model.readings), found=said.reading)
        if clauses := {full: rules[full] for full in said.over if full in rules}:
            _limit(draft, entry, clauses)
    for name in model.parameters:
        if name not in draft.used_parameters:
            draft.report("unused_parameter", ("parameters", name), key=True, found=name)
    named = {entry.model.reading for entry in cross.entries}
    for name in model.readings:
        if name not in named:
            draft.report("unused_reading", ("readings", name), key=True, found=name)
    return draft.found


def _limit(draft: FileDraft, entry: Entry, clauses: Mapping[str, Rule]) -> LimitRule:
    limit = limit_over(draft, entry.model, entry.model.allowance, clauses, entry.path)
    return replace(limit, same=isinstance(entry.model, SameModel), unless=dict.fromkeys(clauses, ()))
