"""What a reader looks for first: the sums of the plan, then its services, then what is decided elsewhere, then duties."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from subsidies.determination import Entitlement
from subsidies.law import Law
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.rules import Rule
from subsidies.types.units import YUAN


class Rank(IntEnum):
    """Where the outcome of a clause matters."""

    SUM = 0
    """One sum of money that the plan itself sets."""
    THING = 1
    """A service or a number of posts that the plan itself sets."""
    ELSEWHERE = 2
    """Another document sets the sum, or an office decides: no amount follows from the plan."""
    DUTY = 3
    """What has to be done, whoever sets how much: nobody claims it."""


def rank(law: Law, item: Entitlement) -> Rank:
    """The rank of a clause; it holds for a refusal as well, of which no amount is worked out."""
    return rank_of_rule(law.rule(item.under))


def rank_of_rule(rule: Rule) -> Rank:
    """The rank of a rule, whoever asks for it."""
    if BENEFIT_KINDS[rule.kind].duty:
        return Rank.DUTY
    amounts = rule.amounts
    if rule.provision is not None or (amounts and all(amount.bound == "unspecified" for amount in amounts)):
        return Rank.ELSEWHERE
    return Rank.SUM if len(amounts) == 1 and amounts[0].unit == YUAN else Rank.THING


def money_first(law: Law, items: Iterable[Entitlement]) -> list[Entitlement]:
    """Sums first, then money of which another document sets the sum, then the rest; otherwise in the order given."""
    return sorted(items, key=lambda item: (not item.is_money, rank(law, item)))


def of_rank(law: Law, items: Iterable[Entitlement], *ranks: Rank) -> list[Entitlement]:
    """The entitlements of some ranks, higher ranks first."""
    ranked = [(rank(law, item), item) for item in items]
    return [item for _, item in sorted((pair for pair in ranked if pair[0] in ranks), key=lambda pair: pair[0])]
