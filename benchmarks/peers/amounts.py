"""What the peers must agree on: every amount, in fen, under one name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from benchmarks.peers.households import Case

Amounts = dict[str, tuple[int, int]]
"""(least, most) that is payable, by clause and subject: ``17.1 t0``. What is not payable is left out, and so is nothing (0, 0).

The tiers of article 12 are one amount for the household, since the best combination may lie in several ways; the tax deduction
is one amount for the enterprise, and one for each tax in the order in which they are used up (``10.1 e0 vat_payable``).
"""


class Peer(Protocol):
    """One way to decide the seven articles. ``run`` alone is timed."""

    @property
    def name(self) -> str: ...

    def prepare(self, case: Case) -> Any:
        """The case in the form the peer reads fastest, as something before it would hand it over."""
        ...

    def run(self, prepared: Any) -> Any:
        """Decide the case, with whatever the peer gives as its result."""
        ...

    def amounts(self, prepared: Any, result: Any) -> Amounts:
        """The amounts in a result."""
        ...


def payable(amounts: Mapping[str, tuple[int, int]]) -> Amounts:
    """Without what comes to nothing."""
    return {name: ends for name, ends in amounts.items() if ends != (0, 0)}


def difference(one: Amounts, other: Amounts) -> list[str]:
    """What two peers say differently; empty when they agree."""
    names = sorted({*one, *other})
    return [f"{name}: {one.get(name)} / {other.get(name)}" for name in names if one.get(name) != other.get(name)]
