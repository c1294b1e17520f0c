"""What the law compares a fact with: figures, words, and places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import permutations

from subsidies.expression import nodes as n
from subsidies.quantities.ranges import constant
from subsidies.ruleset.reach import Definitions, Expression, reached
from subsidies.types.numbers import Exact
from subsidies.types.sorts import Sort


def thresholds(expressions: Iterable[Expression], definitions: Definitions, name: str) -> Iterator[Exact]:
    """The numbers (days as day numbers) with which a number or day is compared, or beside which it is a least or greatest.

    What is reckoned before it is compared has no threshold of its own.
    """
    for read in reached(expressions, definitions):
        sides: tuple[n.Node, ...] = ()
        if isinstance(read.node, n.Compare):
            sides = read.node.left, read.node.right
        elif isinstance(read.node, n.Extreme):
            sides = read.node.operands
        for one, other in permutations(sides, 2):
            if isinstance(one, n.Fact) and one.name == name and other.type.sort in (Sort.NUMBER, Sort.DATE):
                if isinstance(other, n.Parameter):
                    figure, _ = constant(other)
                    if figure is not None:
                        yield figure
                elif isinstance(other, n.Number):
                    yield other.value


def named_words(expressions: Iterable[Expression], definitions: Definitions, name: str) -> Iterator[frozenset[str]]:
    """The sets of words in which expressions look for that of a fact: words that are in the same ones, nothing tells apart."""
    for read in reached(expressions, definitions):
        if isinstance(read.node, n.Member) and _is(read.node.operand, name):
            yield frozenset(read.node.values)
        elif isinstance(read.node, n.TableEntry) and _is(read.node.key, name):
            yield from (frozenset([word]) for word, _ in read.node.entries)


def named_places(expressions: Iterable[Expression], definitions: Definitions, known: Iterable[str]) -> Iterator[str]:
    """The places (by code) in which expressions look for others: places that lie in the same ones, nothing tells apart.

    Where a figure is looked up by place, all ``known`` ones may be told apart.
    """
    for read in reached(expressions, definitions):
        if isinstance(read.node, n.Within):
            yield read.node.jurisdiction
        elif isinstance(read.node, n.Rate):
            yield from known


def _is(node: n.Node, name: str) -> bool:
    return isinstance(node, n.Fact) and node.name == name
