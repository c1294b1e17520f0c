"""What the expressions of a file use: which figures are held against which facts, and who turns on what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from subsidies.arithmetic.date_functions import DATE_FUNCTIONS
from subsidies.expression import nodes as n
from subsidies.files.source import DataPath, Source
from subsidies.ruleset.reach import Reach
from subsidies.ruleset.rules import LimitRule, Rule, Rules
from subsidies.types.sorts import Sort
from subsidies.vocabulary import Vocabulary


class Usage:
    """Looks things up in rules, their file and its expressions (by the path at which each stands)."""

    def __init__(
        self,
        source: Source,
        ruleset: Rules,
        owners: Iterable[Rule | LimitRule],
        expressions: Mapping[DataPath, n.Node],
        vocabulary: Vocabulary,
    ) -> None:
        """``owners`` are the rules and limits that stand in the file itself."""
        self.source = source
        self.ruleset = ruleset
        self.expressions = expressions
        self.vocabulary = vocabulary
        self._reach = {owner.id: self._reached(owner) for owner in owners}

    def data(self, path: DataPath) -> Any:
        """What the file holds at a path."""
        data = self.source.data
        for part in path:
            data = data[part]
        return data

    def step(self, parameter: str) -> Decimal | None:
        """The finest step of the facts that a figure is held against, in the plain unit; None where it is held against none."""
        steps = [step for root in self.expressions.values() for step in self._steps(root, parameter)]
        return min(steps, default=None)

    def _steps(self, root: n.Node, parameter: str) -> Iterator[Decimal]:
        for node in root.walk():
            if isinstance(node, n.Compare):
                for one, other in ((node.left, node.right), (node.right, node.left)):
                    if any(n.figure_of(item) == parameter for item in one.walk()):
                        yield from self._step_of(one, other)

    def _step_of(self, figure: n.Node, other: n.Node) -> Iterator[Decimal]:
        if figure.type.sort is Sort.DATE:
            yield Decimal(1)
        elif isinstance(other, n.Fact):
            facts = [self.vocabulary.fact(kind, other.name) for kind in other.entity.split("|")]
            yield min(Decimal(1).scaleb(-fact.model.places) for fact in facts)
        elif isinstance(other, n.DateCall) and DATE_FUNCTIONS[other.function].counts:
            yield Decimal(1)

    def words(self, parameter: str) -> tuple[str, ...]:
        """All the values of the enum that a list of values is taken from."""
        for root in self.expressions.values():
            for node in root.walk():
                if isinstance(node, n.Member) and node.parameter == parameter:
                    return node.operand.type.values
        return ()

    def users(self, section: str, name: str) -> tuple[str, ...]:
        """The clauses, provisions and limits that turn on a parameter or a definition, by way of definitions too."""
        return tuple(owner for owner, reached in self._reach.items() if (section, name) in reached)

    def _reached(self, rule: Rule | LimitRule) -> set[tuple[str, str]]:
        """The parameters and definitions that decide a rule, those of the clauses among its lines too."""
        reach = Reach(self.ruleset, self.vocabulary, through_clauses=True)
        if isinstance(rule, Rule):
            reach.rule(rule)
        else:
            reach.limit(rule)
        return {*(("parameters", name) for name in reach.parameters), *(("definitions", name) for _, name in reach.definitions)}
