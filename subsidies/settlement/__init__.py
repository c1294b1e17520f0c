"""From verdicts to what is payable, over all policies of a law at once: claims, limits, prior awards, totals. Returns values."""

from subsidies.settlement.claims import Claim
from subsidies.settlement.plan import SettlingPlan
from subsidies.settlement.settle import settle
from subsidies.settlement.values import UNKNOWN_PAYEE, Combination, Exclusion, Settled, Settlement, StillOpen, Total, UsedUp

__all__ = [
    "UNKNOWN_PAYEE",
    "Claim",
    "Combination",
    "Exclusion",
    "Settled",
    "Settlement",
    "SettlingPlan",
    "StillOpen",
    "Total",
    "UsedUp",
    "settle",
]
