"""Days from one day to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Days:
    """Days from ``start`` to ``end`` inclusive; ``end`` None is open."""

    start: date
    end: date | None

    def minus(self, other: Days) -> list[Days]:
        """What is left of these days without the others."""
        left: list[Days] = []
        if other.end is not None and (self.end is None or other.end < self.end):
            left.append(Days(max(self.start, date.fromordinal(other.end.toordinal() + 1)), self.end))
        if other.start > self.start:
            before = date.fromordinal(other.start.toordinal() - 1)
            left.append(Days(self.start, before if self.end is None else min(self.end, before)))
        if other.end is not None and other.end < self.start:
            return [self]
        return left
