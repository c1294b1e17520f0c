"""Why a limit kept an award out: what is paid instead, and the best combination that was passed over."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from subsidies.amount import yuan
from subsidies.determination import Combination, Determination, Entitlement, Outcome
from subsidies.reprs import one_line
from subsidies.stacking.solver import alternative as best_with


@one_line
@dataclass(frozen=True, slots=True)
class Alternative:
    """The best combination that includes an excluded award: its total at the least and its awards, in fen."""

    total: int
    awards: tuple[tuple[Entitlement, int], ...]

    @property
    def yuan(self) -> Decimal:
        """The total in yuan."""
        return yuan(self.total)


def rivals(determination: Determination, item: Entitlement) -> list[Entitlement]:
    """Payable entitlements under the limit that excluded one."""
    if item.limit is None:
        return []
    found: list[Entitlement] = []
    for combination in determination.combinations:
        bound = next((one for one in combination.bounds if (one.limit, one.group, one.measure) == item.limit), None)
        if bound is not None:
            members = determination.members(combination)
            found += [members[i] for i in bound.members]
    return [one for one in found if one is not item and one.outcome is Outcome.PAYABLE]


def alternative(determination: Determination, item: Entitlement) -> Alternative | None:
    """The best of what surely holds with an award in it; None where that is not lawful or not sure, or it was not computed."""
    combination = determination.combination(item)
    if combination is None:
        return None
    found = best_with(combination.candidates, combination.bounds, _place(determination, combination, item))
    if found is None:
        return None
    total, awards = found
    members = determination.members(combination)
    return Alternative(total, tuple((members[award.candidate], award.low) for award in awards))


def _place(determination: Determination, combination: Combination, item: Entitlement) -> int:
    return combination.members.index(determination.place(item))
