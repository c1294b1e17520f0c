"""All the smallest changes of a ruleset, each with an id that stays the same as long as the ruleset does."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from subsidies.expression import nodes as n
from subsidies.files.schema import Label
from subsidies.files.source import DataPath, Source, dotted
from subsidies.mutation.change_kinds import ChangeKind
from subsidies.mutation.fields import edits
from subsidies.mutation.nodes import Surroundings, variants
from subsidies.mutation.operators import LEFT_OUT, Edit
from subsidies.mutation.supposed import SupposedLaw
from subsidies.mutation.usage import Usage
from subsidies.mutation.words import Saying
from subsidies.ruleset import read_model, rebuild_ruleset

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue
    from subsidies.catalogue.versions import Version


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a ruleset.

    ``owners`` are the clauses, provisions and limits it is about, none for the plan as a whole; ``figure`` the parameter it
    changes, if it changes one; ``change`` says it in words.
    """

    id: str
    kind: ChangeKind
    owners: tuple[str, ...]
    figure: str | None
    change: Label
    edit: Edit | None = None
    expression: tuple[DataPath, n.Node] | None = None


class Mutants:
    """The mutants of one version of a policy, in the order of its file."""

    def __init__(self, version: Version, catalogue: Catalogue) -> None:
        self.version = version
        self.catalogue = catalogue
        expressions: dict[DataPath, n.Node] = {}

        def record(path: DataPath, node: n.Node) -> n.Node:
            return expressions.setdefault(path, node)

        policy = version.model.policy
        self.earlier_ids = catalogue.lineages(policy).clauses(policy)
        self.ruleset = rebuild_ruleset(version.source, catalogue.world, None, version.model, record, self.earlier_ids)
        self.usage = Usage(version.source, self.ruleset, expressions, catalogue.world.vocabulary)
        figures = {node.id: node for root in expressions.values() for node in root.walk() if isinstance(node, n.Parameter)}
        self.around = Surroundings(catalogue.world, dict(sorted(figures.items())))
        self.saying = Saying(self.usage, catalogue)
        self.mutants = [mutant for _, mutant in sorted(self._all(), key=lambda item: item[0])]

    @classmethod
    def of(cls, policy: str, catalogue: Catalogue) -> Mutants:
        """Those of the version of a policy that decides now, or that was named."""
        return cls(catalogue.current(policy), catalogue)

    def _all(self) -> Iterator[tuple[tuple[int, int], Mutant]]:
        """Each mutant with its place in the file, so that what changes one thing stands together."""
        count = 0
        for edit in edits(self.version.model, self.version.source.data, (), self.around, self.usage):
            position = self.version.source.position(edit.path)
            yield (position.line, count), self._of_edit(edit)
            count += 1
        for path, root in self.usage.expressions.items():
            position = self.version.source.position(path)
            for place, variant, node in variants(root, self.around):
                name = f"{self._named(path)}{f'#{place}' if place else ''}:{variant.name}"
                change = self.saying.expression(path, root, node)
                owners, figure = self._whose(path)
                yield (position.line, count), Mutant(name, variant.kind, owners, figure, change, None, (path, node))
                count += 1

    def _of_edit(self, edit: Edit) -> Mutant:
        owners, figure = self._whose(edit.path)
        return Mutant(f"{self._named(edit.path)}:{edit.name}", edit.kind, owners, figure, self.saying.edit(edit), edit)

    def _named(self, path: DataPath) -> str:
        """A path with limits by their ids, which stay when limits are added before them."""
        if path[0] == "limits" and len(path) > 1:
            path = ("limits", self.version.model.limits[int(path[1])].id, *path[2:])
        return dotted(path)

    def _whose(self, path: DataPath) -> tuple[tuple[str, ...], str | None]:
        section = path[0]
        if section in ("clauses", "provisions"):
            return (str(path[1]),), None
        if section == "limits":
            return (self.version.model.limits[int(path[1])].id,), None
        if section == "definitions":
            return self.usage.users("definitions", str(path[1])), None
        if section == "parameters":
            return self.usage.users("parameters", str(path[1])), str(path[1])
        return (), None

    def law(self, mutant: Mutant) -> SupposedLaw:
        """The law with one change.

        Raises :class:`RulesetError` where the change leaves no file of the right form.
        """
        version, path, node = self.version, None, None
        if mutant.edit is not None:
            own = version.source
            source = Source(own.file, edited(own.data, mutant.edit), own.values, own.keys)
            version = replace(version, source=source, model=read_model(source))
        elif mutant.expression is not None:
            path, node = mutant.expression

        def rewrite(at: DataPath, own: n.Node) -> n.Node:
            return node if at == path and node is not None else own

        changed = replace(version) if version is self.version else version
        world = self.catalogue.world
        return SupposedLaw(
            self.catalogue,
            self.version,
            changed,
            lambda days: rebuild_ruleset(changed.source, world, days, changed.model, rewrite, self.earlier_ids),
        )


def edited(data: Any, edit: Edit) -> Any:
    """A file's data with one edit; what the edit does not touch is shared with the file's own."""
    return _edited(data, edit.path, edit.value)


def _edited(data: Any, path: DataPath, value: Any) -> Any:
    (first, *rest), result = path, copy(data)
    if rest:
        result[first] = _edited(data[first], tuple(rest), value)
    elif value is LEFT_OUT:
        del result[first]
    else:
        result[first] = value
    return result
