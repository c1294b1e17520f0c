"""What joins clauses of several policies, as limits over them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from subsidies.errors import Finding, RulesetError
from subsidies.errors.finding import in_order
from subsidies.files.schema import validated
from subsidies.files.source import DataPath, Source, dotted
from subsidies.ruleset.cross_models import CrossModel, EntryModel, PrevailingModel, SameModel
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
        for path, full in self.named():
            if full not in names:
                draft.report("unknown_clause", path, list(names), found=full)
        return found

    def named(self) -> Iterator[tuple[DataPath, str]]:
        """Every full id of a clause, with its path in the file."""
        for entry in self.entries:
            yield from (((*entry.path, "over", position), full) for position, full in enumerate(entry.model.over))
        for index, model in enumerate(self.model.prevails):
            yield ("prevails", index, "clause"), model.clause
            yield from ((("prevails", index, "over", position), full) for position, full in enumerate(model.over))


def faults(cross: Cross, rules: Mapping[str, Rule]) -> list[Finding]:
    """What is wrong with a file; ``rules`` are those of the policies it names, as their latest versions have them, by full id."""
    model = cross.model
    draft = FileDraft(cross.source, cross.world, model.parameters)
    seen: set[str] = set()
    sections: list[tuple[DataPath, EntryModel | PrevailingModel]] = [(entry.path, entry.model) for entry in cross.entries]
    sections += [(("prevails", index), said) for index, said in enumerate(model.prevails)]
    for path, said in sections:
        if said.id in seen:
            draft.report("duplicate_id_in_ruleset", (*path, "id"), found=said.id)
        seen.add(said.id)
        clauses = [*([said.clause] if isinstance(said, PrevailingModel) else []), *said.over]
        for position, full in enumerate(said.over):
            if full in said.over[:position]:
                draft.report("duplicate_id_in_ruleset", (*path, "over", position), found=full)
        policies = list(dict.fromkeys(full.partition("/")[0] for full in clauses))
        if len(policies) < 2:
            spot: DataPath = (*path, "over")
            context = {"found": said.id, "policy": policies[0]}
            draft.found.append(Finding("cross_one_policy", cross.source.position(spot), dotted(spot), context))
        if said.reading is not None and said.reading not in model.readings:
            draft.report("unknown_name", (*path, "reading"), list(model.readings), found=said.reading)
    for entry in cross.entries:
        if found := {full: rules[full] for full in entry.model.over if full in rules}:
            _limit(draft, entry, found)
    _order(draft, model, rules)
    for name in model.parameters:
        if name not in draft.used_parameters:
            draft.report("unused_parameter", ("parameters", name), key=True, found=name)
    named = {said.reading for _, said in sections}
    for name in model.readings:
        if name not in named:
            draft.report("unused_reading", ("readings", name), key=True, found=name)
    return draft.found


def _order(draft: FileDraft, model: CrossModel, rules: Mapping[str, Rule]) -> None:
    """What comes before what has to be about the same kind of entity, and nothing may come before itself by way of others."""
    after: dict[str, set[str]] = {}
    for index, said in enumerate(model.prevails):
        for position, full in enumerate(said.over):
            path: DataPath = ("prevails", index, "over", position)
            if said.clause in rules and full in rules and rules[said.clause].subject != rules[full].subject:
                expected, found = rules[said.clause].subject, rules[full].subject
                draft.report("type_mismatch", path, operation=f"clause {full}", expected=expected, found=found)
            after.setdefault(said.clause, set()).add(full)
            if said.clause in _below(full, after):
                draft.report("circular", path, found=full)


def _below(full: str, after: Mapping[str, set[str]]) -> set[str]:
    """All that a clause comes before, by way of others too."""
    found: set[str] = set()
    waiting = [full]
    while waiting:
        for other in after.get(waiting.pop(), set()) - found:
            found.add(other)
            waiting.append(other)
    return found | {full}


def _limit(draft: FileDraft, entry: Entry, clauses: Mapping[str, Rule]) -> LimitRule:
    limit = limit_over(draft, entry.model, entry.model.allowance, clauses, entry.path)
    return replace(limit, same=isinstance(entry.model, SameModel), unless=dict.fromkeys(clauses, ()))
