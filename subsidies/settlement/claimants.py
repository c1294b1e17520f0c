"""Who claims: a payee, or those among whom the text leaves it open. Each chooses for itself; nobody chooses between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from subsidies.expression.nodes import Path
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.models import Every
from subsidies.settlement.claims import Claim
from subsidies.settlement.values import UNKNOWN_PAYEE


class Claimant(NamedTuple):
    """Whose best combination of one kind and for one period a claim is part of.

    ``who`` are the ids of the payees, or of the subject where nobody is paid. Of a payee who is not known ``unknown`` says where
    the way to it breaks off: claims are one claimant's where that is the same, and otherwise it may be anybody. ``about`` is the
    subject of what does not add up for each by itself.
    """

    who: frozenset[str]
    kind: str
    period: Every
    unknown: tuple[tuple[int, Path], ...]
    about: str = ""


def claimants_of(claims: Iterable[Claim]) -> list[Claimant]:
    """The claimant of each claim."""
    found: list[Claimant] = []
    for claim in claims:
        names = payee_ids(claim) or (claim.subject.id,)
        unknown: tuple[tuple[int, Path], ...] = ()
        if UNKNOWN_PAYEE in names:
            ways = zip(claim.plan.payees, claim.payees, strict=True)
            unknown = tuple([way.break_off(claim.subject) for way, payee in ways if payee is None])
        kind = claim.plan.ref.kind
        for_each = claim.is_alone and BENEFIT_KINDS[kind].each == "subject"
        # What a claimant has one of is one thing, whatever it is for.
        period = "once" if claim.is_alone and not for_each else claim.period
        found.append(Claimant(frozenset(names), kind, period, unknown, claim.subject.id if for_each else ""))
    return found


def payee_ids(claim: Claim) -> tuple[str, ...]:
    """Ids of the payees; ``?`` for one that is unknown."""
    return tuple([UNKNOWN_PAYEE if payee is None else payee.id for payee in claim.payees])
