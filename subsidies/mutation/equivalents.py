"""``equivalents.yaml`` beside the features of a policy: changes that no scenario can notice, each with the reason.

A listed change that some scenario notices after all, or that the ruleset does not have, is refused: the list never goes stale.
Whether a reason convinces is for its readers; the review site shows it beside the clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field

from subsidies.errors import Finding, InputError, suggestion
from subsidies.errors.finding import in_order, shown
from subsidies.files.disk import read
from subsidies.files.schema import Closed, Label, SchemaVersion, Text, validated
from subsidies.files.source import DataPath, Source, dotted
from subsidies.ruleset.ids import PolicyId

if TYPE_CHECKING:
    from subsidies.mutation.trial import Judgement, Trial
    from subsidies.scenarios import FeatureFile

FILE: Final = "equivalents.yaml"


class EquivalentModel(Closed):
    """Changes (by their ids) that make no difference to any case, and why."""

    changes: Annotated[list[Text], Field(min_length=1)]
    reason: Label


class EquivalentsModel(Closed):
    """The whole of ``equivalents.yaml``."""

    schema_version: SchemaVersion
    policy: PolicyId
    equivalents: list[EquivalentModel]


@dataclass(frozen=True, slots=True)
class Equivalents:
    """The listed equivalents of a policy, each list with the file it stands in."""

    lists: tuple[tuple[Source, EquivalentsModel], ...]

    @classmethod
    def beside(cls, features: Sequence[FeatureFile], policy: str) -> Equivalents:
        """Those listed in the folders of some features; none where there is no list.

        Raises :class:`InputError` with all findings.
        """
        folders = sorted({Path(feature.file).parent for feature in features})
        lists = [_list(folder / FILE, policy) for folder in folders if (folder / FILE).exists()]
        return cls(tuple(one for one in lists if one is not None))

    def settle(self, trial: Trial, judgements: Sequence[Judgement]) -> dict[str, Label]:
        """The reason for each listed change, by its id.

        Raises :class:`InputError` with every change listed that is unknown, listed twice, refused at load, or noticed.
        """
        known = {trial.mutants.mutants[item.index].id: item for item in judgements}
        why: dict[str, Label] = {}
        found: list[Finding] = []
        for source, path, id_, reason in self._listed():
            where = source.position(path), dotted(path)
            if id_ not in known:
                near = suggestion(id_, known)
                found.append(Finding("equivalent_unknown", *where, {"found": shown(id_)}, suggestion=near))
            elif id_ in why:
                found.append(Finding("equivalent_twice", *where, {"found": shown(id_)}))
            elif known[id_].status == "noticed":
                scenario = trial.scenarios[known[id_].by[0]]
                by = f"{scenario.file}:{scenario.line}"
                found.append(Finding("equivalent_noticed", *where, {"found": shown(id_), "scenario": by}))
            elif known[id_].status == "refused":
                found.append(Finding("equivalent_refused", *where, {"found": shown(id_)}))
            why.setdefault(id_, reason)
        if found:
            raise InputError(in_order(found))
        return why

    def _listed(self) -> Iterator[tuple[Source, DataPath, str, Label]]:
        for source, model in self.lists:
            for index, item in enumerate(model.equivalents):
                for number, id_ in enumerate(item.changes):
                    yield source, ("equivalents", index, "changes", number), id_, item.reason


def _list(path: Path, policy: str) -> tuple[Source, EquivalentsModel] | None:
    """The list in a file; None where it is that of another policy, in whose folder features about several lie."""
    source = read(path)
    listed, found = validated(EquivalentsModel, source)
    if listed is None:
        raise InputError(found)
    if listed.policy != policy and path.resolve().parent.name == listed.policy:
        return None
    if listed.policy != policy:
        where = source.position(("policy",))
        raise InputError(Finding("unknown_policy", where, "policy", {"found": listed.policy}, suggestion=policy))
    return source, listed
