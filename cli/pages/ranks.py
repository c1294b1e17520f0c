"""What a reader looks for first: the sums of the plan, then its services and duties, then what is decided elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from subsidies.determination import Entitlement
from subsidies.types.units import YUAN


class Rank(IntEnum):
    """Where the outcome of a clause matters."""

    SUM = 0
    """One sum of money that the plan itself sets."""
    THING = 1
    """A service, a number of posts or a standing duty that the plan itself sets."""
    ELSEWHERE = 2
    """Another document sets the sum, or an office decides: no amount follows from the plan."""


def rank(item: Entitlement) -> Rank:
    """The rank of a clause; it holds for a refusal as well, of which no amount is worked out."""
    rules = item.rule.amounts
    if item.rule.provision is not None or (rules and all(rule.bound == "unspecified" for rule in rules)):
        return Rank.ELSEWHERE
    return Rank.SUM if len(rules) == 1 and rules[0].unit == YUAN else Rank.THING


def money_first(items: Iterable[Entitlement]) -> list[Entitlement]:
    """Sums first, then money of which another document sets the sum, then the rest; otherwise in the order given."""
    return sorted(items, key=lambda item: (not item.is_money, rank(item)))


def of_rank(items: Iterable[Entitlement], *ranks: Rank) -> list[Entitlement]:
    """The entitlements of some ranks, higher ranks first."""
    return sorted((item for item in items if rank(item) in ranks), key=rank)
