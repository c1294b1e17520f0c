"""What an engine says of one rule and one subject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

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
