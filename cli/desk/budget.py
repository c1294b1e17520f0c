"""How much room the parts of the first screen take: less and less, until all of it stands on one screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Budget:
    """How many entries each part shows; what is over is counted in one line."""

    rows: int
    """Clauses below each sum, and services."""
    questions: int
    notes: int
    offices: int
    proofs: bool
    """Whether proofs are named beside the offices."""
    worth: bool = True
    """Whether what the answers are worth stands below each question, and that none adds anything."""


BUDGETS: Final = (
    Budget(12, 3, 4, 5, True),
    Budget(8, 2, 3, 4, True),
    Budget(6, 1, 2, 3, True),
    Budget(6, 1, 2, 4, False),
    Budget(5, 1, 1, 3, False),
    Budget(5, 1, 2, 3, False, False),
    Budget(3, 1, 1, 2, False, False),
)
"""From the widest to the narrowest."""
LINES: Final = 23
"""So many lines leave one of 24 for the prompt."""
