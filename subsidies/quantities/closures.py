"""What numbers, dates and conditions are compiled to.

A closure takes the environment of a run, the subject and the member that an enclosing aggregate looks at (or None).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from subsidies.arithmetic.intervals import Interval
from subsidies.case.entities import Entity, Listed, Question

Truth = bool | None


class Run(Protocol):
    """What a run of an engine carries."""

    question: Question
    numbers: dict[Any, Interval]
    rates: Callable[[str, Interval, Interval], Interval]


Walk = Callable[[Entity, Entity | None], Entity | None]
Quantity = Callable[[Any, Entity, Entity | None], Interval]
Condition = Callable[[Any, Entity, Entity | None], Truth]
Value = Callable[[Entity, Entity | None], Any]
Members = Callable[[Entity, Entity | None], Listed]
