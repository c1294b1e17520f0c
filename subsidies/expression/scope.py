"""What an expression is checked against, and what comes of the check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from subsidies.errors import Finding
from subsidies.expression import nodes as n
from subsidies.expression.narrowing import Kinds
from subsidies.types.numbers import Exact
from subsidies.types.sorts import Type
from subsidies.vocabulary.vocabulary import Vocabulary


class ParameterLike(Protocol):
    """What the check needs of a parameter."""

    @property
    def type(self) -> Type: ...
    @property
    def value(self) -> Exact | date | str | tuple[str, ...] | Mapping[str, Exact]: ...
    @property
    def set_apart(self) -> tuple[str, n.Local] | None:
        """Of a figure that an office sets, its name among the figures of all policies, and its band."""


@dataclass(slots=True)
class Scope:
    """What names mean in an expression about a subject."""

    vocabulary: Vocabulary
    subject: str
    parameters: Mapping[str, ParameterLike] = field(default_factory=dict)
    rates: Mapping[str, Type] = field(default_factory=dict)
    readings: Mapping[str, n.Taken] = field(default_factory=dict)
    """The readings of the file that an office may take otherwise, by their names in it."""
    definition: Callable[[str, str], Type | None] = lambda entity, name: None
    definition_names: Callable[[str], list[str]] = lambda entity: []
    place: n.Node | None = None
    kinds: Kinds = field(default_factory=dict)
    """What is known of the ends of ways where the expression stands."""
    used_parameters: set[str] = field(default_factory=set)
    used_definitions: set[tuple[str, str]] = field(default_factory=set)
    used_alternatives: set[tuple[str, str]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Checked:
    """The node of an expression, or the findings that keep it from having one."""

    node: n.Node | None
    findings: tuple[Finding, ...] = ()
