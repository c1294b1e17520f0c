"""What is missing of an entitlement: of itself, of others that decide it, of who else claims, of sums left to a range."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from subsidies.determination import Entitlement, Outcome
from subsidies.explanation.basis import Basis
from subsidies.explanation.unknowns import Missing, Unknowns


def missing(basis: Basis, item: Entitlement) -> tuple[Missing, ...]:
    """What is unknown and may still change the verdict or the amount, each thing once.

    Nothing where it is refused, or where a limit keeps it out whatever the answers.
    """
    if item.verdict is False or item.outcome is Outcome.EXCLUDED_BY_LIMIT:
        return ()
    found: dict[Any, Missing] = {}
    for one in _all(basis, item):
        key = one.sort, one.entity, one.fact, one.zh, one.clause
        if key not in found or (found[key].part_of and not one.part_of):
            found[key] = one
    return tuple(found.values()) or tuple(_ranges(basis, item))


def _ranges(basis: Basis, item: Entitlement) -> Iterator[Missing]:
    """The sums that the law leaves to a range, where it is on them alone that a better combination turns."""
    combination = basis.determination.combination(item) if item.outcome is Outcome.POSSIBLE else None
    for one in () if combination is None else basis.determination.members(combination):
        if one.outcome is not Outcome.EXCLUDED_BY_LIMIT and any("band" in amount.cause for amount in one.amounts):
            yield Missing("range", one.subject, clause=one.clause)


def _all(basis: Basis, item: Entitlement) -> Iterator[Missing]:
    entitlements = basis.determination.entitlements
    yield from _own(basis, item)
    for place in item.open.others:
        yield from _own(basis, entitlements[place])
    for place in item.open.rivals:
        rival = entitlements[place]
        for payee in rival.payees or (rival.subject,):
            yield Missing("choice", payee, clause=rival.clause)


def _own(basis: Basis, item: Entitlement) -> tuple[Missing, ...]:
    """What an entitlement itself turns on, each thing once; worked out once, since many may turn on it."""
    found = basis.unknowns.get(id(item))
    if found is None:
        found = basis.unknowns[id(item)] = tuple(dict.fromkeys(Unknowns(basis, item).all()))
    return found
