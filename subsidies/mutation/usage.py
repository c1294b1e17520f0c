"""What the expressions of a ruleset use: which figures are held against which facts, and who turns on what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from subsidies.arithmetic.date_functions import DATE_FUNCTIONS
from subsidies.expression import nodes as n
from subsidies.files.source import DataPath, Source
from subsidies.ruleset.rules import Ruleset
from subsidies.types.sorts import Sort
from subsidies.vocabulary import Vocabulary


class Usage:
    """Looks things up in a ruleset, its file and its expressions (by the path at which each stands)."""

    def __init__(self, source: Source, ruleset: Ruleset, expressions: Mapping[DataPath, n.Node], vocabulary: Vocabulary) -> None:
        self.source = source
        self.ruleset = ruleset
        self.expressions = expressions
        self.vocabulary = vocabulary
        self._reach = {owner: set(self._reached(roots)) for owner, roots in self._roots().items()}

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
                    if any(isinstance(item, n.Parameter) and item.id == parameter for item in one.walk()):
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

    def _roots(self) -> dict[str, list[n.Node]]:
        roots: dict[str, list[n.Node]] = {}
        for id_, rule in self.ruleset.rules.items():
            ends = [end for amount in rule.amounts for end in (amount.low, amount.high)]
            own = [*(line.node for line in rule.lines), *ends, rule.at, rule.runs_from, rule.runs_on, rule.months]
            roots[id_] = [node for node in own if node is not None]
        for limit in self.ruleset.limits:
            lines = [line.node for unless in limit.unless.values() for line in unless]
            roots.setdefault(limit.id, []).extend([*lines, *(item for part in limit.allowances for item in part.items)])
        return roots

    def _reached(self, roots: list[n.Node]) -> Iterator[tuple[str, str]]:
        open_, seen = list(roots), set[tuple[str, str]]()
        while open_:
            for node in open_.pop().walk():
                if isinstance(node, n.Parameter | n.TableEntry):
                    yield "parameters", node.id
                elif isinstance(node, n.Member) and node.parameter is not None:
                    yield "parameters", node.parameter
                elif isinstance(node, n.Definition) and (node.entity, node.name) not in seen:
                    seen.add((node.entity, node.name))
                    yield "definitions", node.name
                    for entity in node.entity.split("|"):
                        rule = self.ruleset.definitions.get((entity, node.name))
                        if rule is not None:
                            open_.append(rule.node)
                elif isinstance(node, n.ClauseHolds):
                    open_ += [line.node for line in self.ruleset.rules[node.clause].lines]
