"""From verdicts to what is payable, over all policies of a law at once: claims, limits, prior awards, totals. Returns values.

``claims``, ``claimants``
    what is claimed, and by whom: each claimant chooses for itself, nobody chooses between them
``plan``, ``ways``
    what settling needs of a law, compiled once
``formulate``, ``formulation``
    from claims to candidates and bounds; ``periods`` and ``limit_bounds`` lay the bounds, from ``allowances`` and earlier awards
    (``earlier_awards``, ``already_paid``, ``month_spells``)
``settle``
    the way through: component by component and claimant by claimant; ``alike`` finds what nothing tells apart
``month_limits``, ``month_pieces``, ``list_limits``
    limits in months, which cut; limits that are lists, used up item by item
``still_open``, ``totals``
    what is open over a claim; what claims come to, for a claimant and together
``values``
    what all that gives back
"""

from subsidies.settlement.claims import Claim
from subsidies.settlement.plan import SettlingPlan
from subsidies.settlement.settle import settle
from subsidies.settlement.values import (
    UNKNOWN_PAYEE,
    Combination,
    Exclusion,
    Settled,
    Settlement,
    Shared,
    StillOpen,
    Together,
    Total,
    UsedUp,
)

__all__ = [
    "UNKNOWN_PAYEE",
    "Claim",
    "Combination",
    "Exclusion",
    "Settled",
    "Settlement",
    "SettlingPlan",
    "Shared",
    "StillOpen",
    "Together",
    "Total",
    "UsedUp",
    "settle",
]
