"""One group of competing awards as the search was given it, kept to explain what a limit excluded."""

from __future__ import annotations

from dataclasses import dataclass

from subsidies.determination.entitlement import Entitlement, Outcome
from subsidies.stacking.problem import Bound, Candidate, Solution
from subsidies.stacking.solver import alternative


@dataclass(frozen=True, slots=True)
class Alternative:
    """The best combination that includes an excluded award: its total at the least and its awards, in fen."""

    total: int
    awards: tuple[tuple[Entitlement, int], ...]


@dataclass(slots=True, unsafe_hash=True)
class Combination:
    """Entitlements that were settled together; ``owners``, ``candidates`` and the bounds' members run parallel."""

    owners: tuple[Entitlement, ...]
    candidates: tuple[Candidate, ...]
    bounds: tuple[Bound, ...]
    solution: Solution

    def rivals(self, owner: Entitlement) -> list[Entitlement]:
        """Payable entitlements under the limit that excluded this one."""
        if owner.limit is None:
            return []
        members = (self.owners[i] for i in owner.limit.members)
        return [item for item in members if item is not owner and item.outcome is Outcome.PAYABLE]

    def alternative(self, owner: Entitlement) -> Alternative | None:
        """The best of what surely holds with ``owner`` in it; None where that is not lawful or not sure."""
        found = alternative(self.candidates, self.bounds, self.owners.index(owner))
        if found is None:
            return None
        total, awards = found
        return Alternative(total, tuple((self.owners[award.candidate], award.low) for award in awards))
