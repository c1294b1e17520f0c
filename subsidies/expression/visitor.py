"""Who has to do with every type of node: a method for each type, or a word on why there is none. Nothing is left to a default."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final, TypeVar

from subsidies.expression import nodes as n

_Method = TypeVar("_Method", bound=Callable[..., Any])
_MARK: Final = "handled"

NUMBERS: Final = (
    n.Number,
    n.Parameter,
    n.TableEntry,
    n.EntityKind,
    n.Rate,
    n.Taken,
    n.Context,
    n.Negative,
    n.Arithmetic,
    n.Extreme,
    n.Whole,
    n.Conditional,
    n.DateCall,
)
"""Nodes that are numbers, dates or places and never conditions."""
TRUTHS: Final = (n.Truth, n.ClauseHolds, n.Compare, n.Member, n.Within, n.And, n.Or, n.Not, n.Open)
"""Nodes that are conditions and nothing else."""
PASSED_THROUGH: Final = (
    n.Number,
    n.Parameter,
    n.TableEntry,
    n.Taken,
    n.Context,
    n.Negative,
    n.Arithmetic,
    n.Extreme,
    n.Whole,
    n.Conditional,
    n.DateCall,
    n.Truth,
    n.Compare,
    n.Member,
    n.Within,
    n.And,
    n.Or,
    n.Not,
)
"""Nodes of which whoever explains looks at nothing but the nodes below."""

Declined = Mapping[type[n.Node], str]
NO_WORDS: Final[Declined] = {n.Word: "it stands for a value only while a text is checked"}
NO_NUMBERS: Final[Declined] = {**dict.fromkeys(NUMBERS, "it is no condition"), **NO_WORDS}
NO_TRUTHS: Final[Declined] = {**dict.fromkeys(TRUTHS, "it is a condition, neither a number nor a date"), **NO_WORDS}


def handles(*kinds: type[n.Node]) -> Callable[[_Method], _Method]:
    """Marks the method of a visitor that is for nodes of these types."""

    def mark(method: _Method) -> _Method:
        method.__dict__[_MARK] = kinds
        return method

    return mark


class Visitor:
    """Base of whoever compiles nodes, reckons with them or puts them into words.

    A subclass marks its methods with :func:`handles` and says in ``declines`` which types of nodes it never meets, and why.
    Making a subclass raises TypeError where a type of node has two methods, or a method and a reason for having none.
    """

    declines: ClassVar[Declined] = {}
    methods: ClassVar[Mapping[type[n.Node], str]] = {}
    """The name of the method for each type of node."""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        own: dict[type[n.Node], str] = {}
        for name, method in vars(cls).items():
            for kind in getattr(method, _MARK, ()):
                if kind in own or kind in cls.declines:
                    raise TypeError(f"{cls.__name__} says twice what it does with {kind.__name__}")
                own[kind] = name
        cls.methods = own

    def method(self, node: n.Node) -> Callable[..., Any]:
        """The method for a node; TypeError, with the visitor and the type of the node, where there is none."""
        name = self.methods.get(type(node))
        if name is None:
            reason = self.declines.get(type(node), "no method is for it, and no reason says why")
            raise TypeError(f"{type(self).__name__} has no method for the node {type(node).__name__}: {reason}")
        found: Callable[..., Any] = getattr(self, name)
        return found
