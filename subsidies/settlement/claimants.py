"""Who claims: a payee, or those among whom the text leaves it open. Each chooses for itself; nobody chooses between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from subsidies.ruleset.models import Every
from subsidies.settlement.claims import Claim
from subsidies.settlement.values import UNKNOWN_PAYEE


class Claimant(NamedTuple):
    """Whose best combination of one kind and for one period a claim is part of.

    ``who`` are the ids of the payees, or of the subject where nobody is paid. A claim of which a payee is not known has a
    claimant of its own, by its number in ``alone``: it may be anybody.
    """

    who: frozenset[str]
    kind: str
    period: Every
    alone: int | None


def claimants_of(claims: Iterable[Claim]) -> list[Claimant]:
    """The claimant of each claim."""
    found: list[Claimant] = []
    for number, claim in enumerate(claims):
        names = payee_ids(claim) or (claim.subject.id,)
        alone = number if UNKNOWN_PAYEE in names else None
        found.append(Claimant(frozenset(names), claim.plan.ref.kind, claim.period, alone))
    return found


def payee_ids(claim: Claim) -> tuple[str, ...]:
    """Ids of the payees; ``?`` for one that is unknown."""
    return tuple([UNKNOWN_PAYEE if payee is None else payee.id for payee in claim.payees])
