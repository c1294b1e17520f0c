"""What a case is entitled to, as data: clause by clause, with amounts and totals. It can be compared and stored."""

from subsidies.determination.determination import Determination, Recommended, require_one
from subsidies.determination.entitlement import Entitlement, Outcome, outcome_of
from subsidies.settlement.values import Combination, Exclusion, Shared, StillOpen, Together, Total, UsedUp

__all__ = [
    "Combination",
    "Determination",
    "Entitlement",
    "Exclusion",
    "Outcome",
    "Recommended",
    "Shared",
    "StillOpen",
    "Together",
    "Total",
    "UsedUp",
    "outcome_of",
    "require_one",
]
