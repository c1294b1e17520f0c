"""What an engine says of one rule and one subject."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from subsidies.arithmetic.intervals import Interval
from subsidies.case.entities import Entity, Question
from subsidies.quantities.compile import Truth
from subsidies.ruleset.rules import Rule

Rates = Callable[[str, Interval, Interval], Interval]


@dataclass(slots=True)
class Environment:
    """What a run carries: the question, and what was decided or computed on the way."""

    question: Question
    rates: Rates
    truths: dict[Any, Truth] = field(default_factory=dict)
    numbers: dict[Any, Interval] = field(default_factory=dict)


class Engine(Protocol):
    """An engine beside the reference engine: one ruleset, compiled. Several threads may use it at once."""

    def run(self, env: Environment) -> Mapping[tuple[str, int], Truth]:
        """The verdict on every rule for every entity of its kind, by rule id and index of the entity.

        Raises :class:`~subsidies.engines.faults.EngineFault` where it cannot decide.
        """


@dataclass(slots=True)
class Decision:
    """The verdict on a rule for a subject, with the verdict on every line, in the order of the rule's lines.

    This is the whole trace, by reference: the values a line saw are read again from the case, which does not change, when the
    trace is shown.
    """

    rule: Rule
    subject: Entity
    verdict: Truth
    lines: tuple[Truth, ...]
