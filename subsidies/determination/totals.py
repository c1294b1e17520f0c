"""Totals, kept apart by kind of benefit and payee: a loan ceiling is never added to cash."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from subsidies.amount import yuan

UNKNOWN_PAYEE: Final = "?"
"""Stands among payees for one that is not known."""


@dataclass(slots=True, unsafe_hash=True)
class Total:
    """The best lawful total of one kind for one payee (or payees among whom the text leaves it open), in yuan.

    ``low`` is what is surely due; ``high`` what may be, None without upper bound. ``payable`` is the sum of the awards that are
    payable now. ``band`` says that the law leaves a range, ``unknown`` that a fact is missing.
    """

    kind: str
    payees: tuple[str, ...]
    low: Decimal
    high: Decimal | None
    payable_low: Decimal
    payable_high: Decimal | None
    band: bool
    unknown: bool

    @property
    def exact(self) -> bool:
        return self.low == self.high


def in_yuan(fen: int | None) -> Decimal | None:
    """Fen as yuan; None stays None."""
    return None if fen is None else yuan(fen)
