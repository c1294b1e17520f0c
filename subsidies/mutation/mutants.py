"""All the smallest changes of a file, each with an id that stays the same as long as the file does."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from pydantic import BaseModel

from subsidies.expression import nodes as n
from subsidies.files.schema import Label
from subsidies.files.source import DataPath, Source, dotted
from subsidies.mutation.change_kinds import ChangeKind
from subsidies.mutation.fields import edits
from subsidies.mutation.nodes import Surroundings, variants
from subsidies.mutation.operators import LEFT_OUT, Edit
from subsidies.mutation.usage import Usage
from subsidies.mutation.words import Saying

if TYPE_CHECKING:
    from subsidies.catalogue import Catalogue
    from subsidies.law import Law
    from subsidies.mutation.untouched import Effect
    from subsidies.ruleset.rules import LimitRule, Rule, Rules


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a file.

    ``owners`` are the clauses, provisions, limits and entries it is about, none for the file as a whole; ``figure`` the parameter
    it changes, if it changes one; ``change`` says it in words.
    """

    id: str
    kind: ChangeKind
    owners: tuple[str, ...]
    figure: str | None
    change: Label
    edit: Edit | None = None
    expression: tuple[DataPath, n.Node] | None = None

    @property
    def path(self) -> DataPath:
        """Where in the file the change is."""
        if self.edit is not None:
            return self.edit.path
        return () if self.expression is None else self.expression[0]


class Answering(Protocol):
    """The law after a change: it answers the scenarios."""

    def law(self, policies: tuple[str, ...], known_on: date | None = None) -> Law:
        """Raises :class:`RulesetError` where the change leaves nothing that means anything."""
        ...


class FileMutants(ABC):
    """The mutants of one file, in its order.

    ``name`` is the id of a policy or of what joins policies, ``policies`` are those whose law it is part of.
    """

    WHOLE: ClassVar[str]
    name: str
    version: str
    digest: str
    policies: tuple[str, ...]
    source: Source
    model: BaseModel
    catalogue: Catalogue
    ruleset: Rules
    expressions: dict[DataPath, n.Node]

    @cached_property
    def usage(self) -> Usage:
        return Usage(self.source, self.ruleset, self.own(), self.expressions, self.catalogue.world.vocabulary)

    @cached_property
    def saying(self) -> Saying:
        return Saying(self.model, self.usage, self.catalogue)

    @cached_property
    def around(self) -> Surroundings:
        nodes = [node for root in self.expressions.values() for node in root.walk()]
        figures = {node.id: node for node in nodes if isinstance(node, n.Parameter)}
        facts = frozenset((kind, one.name) for one in nodes if isinstance(one, n.Fact) for kind in one.entity.split("|"))
        words: dict[tuple[str, ...], frozenset[str]] = {}
        for one in nodes:
            if isinstance(one, n.Member):
                known = words.get(one.operand.type.values, frozenset())
                words[one.operand.type.values] = known.union(one.values)
        return Surroundings(self.catalogue.world, dict(sorted(figures.items())), facts, words)

    @cached_property
    def mutants(self) -> list[Mutant]:
        return [mutant for _, mutant in sorted(self._all(), key=lambda item: item[0])]

    @cached_property
    @abstractmethod
    def titles(self) -> Mapping[str, Label]:
        """What readers call each owner of a mutant."""

    @cached_property
    def whole(self) -> Label:
        """What readers call that which has no owner."""
        return self.saying.label(self.WHOLE)

    @cached_property
    @abstractmethod
    def bound(self) -> Mapping[str, frozenset[str]]:
        """The clauses that each limit is over, without their policies."""

    @abstractmethod
    def own(self) -> list[Rule | LimitRule]:
        """The rules and limits that stand in the file."""

    @abstractmethod
    def law(self, mutant: Mutant) -> Answering:
        """The law with one change.

        Raises :class:`RulesetError` where the change leaves no file of the right form.
        """

    def effect(self, mutant: Mutant, law: Answering) -> Effect | None:
        """Through what a change acts, where that is known; ``law`` is the law after it."""
        return None

    @abstractmethod
    def whose(self, path: DataPath) -> tuple[tuple[str, ...], str | None]:
        """Whom a change at a path is about, and the figure it changes."""

    def named(self, path: DataPath) -> str:
        """A path with what stands in a list by its id, which stays when others are added before it."""
        if len(path) > 1 and isinstance(path[1], int):
            path = (path[0], getattr(self.model, str(path[0]))[path[1]].id, *path[2:])
        return dotted(path)

    def _all(self) -> Iterator[tuple[tuple[int, int], Mutant]]:
        """Each mutant with its place in the file, so that what changes one thing stands together."""
        count = 0
        for edit in edits(self.model, self.source.data, (), self.around, self.usage):
            position = self.source.position(edit.path)
            yield (position.line, count), self._of_edit(edit)
            count += 1
        for path, root in self.expressions.items():
            position = self.source.position(path)
            for place, variant, node in variants(root, self.around):
                name = f"{self.named(path)}{f'#{place}' if place else ''}:{variant.name}"
                change = self.saying.expression(path, root, node)
                owners, figure = self.whose(path)
                yield (position.line, count), Mutant(name, variant.kind, owners, figure, change, None, (path, node))
                count += 1

    def _of_edit(self, edit: Edit) -> Mutant:
        owners, figure = self.whose(edit.path)
        return Mutant(f"{self.named(edit.path)}:{edit.name}", edit.kind, owners, figure, self.saying.edit(edit), edit)


def changed_source(source: Source, edit: Edit) -> Source:
    """A file with one edit."""
    return Source(source.file, edited(source.data, edit), source.values, source.keys)


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
