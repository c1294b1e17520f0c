"""What has to be told beside a result: the warnings of the readings that a clause rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from subsidies.determination import Entitlement, Outcome
from subsidies.explanation.basis import Basis
from subsidies.files.schema import Label
from subsidies.reprs import one_line

WARNED: Final = (Outcome.PAYABLE, Outcome.POSSIBLE, Outcome.DECIDED_ELSEWHERE)
"""Outcomes beside which a warning is told: what is given, or may be."""


@one_line
@dataclass(frozen=True, slots=True)
class Caution:
    """One warning of a reading, with the entitlements that it concerns."""

    text: Label
    items: tuple[Entitlement, ...]


def warnings(basis: Basis, item: Entitlement) -> list[Label]:
    """The warnings of the readings that the clause of an entitlement names, each once; none of what is not due."""
    if item.outcome not in WARNED:
        return []
    known = basis.ruleset(item).model.readings
    found = (known[name].warning for name in basis.rule(item).model.readings)
    return list({label.zh: label for label in found if label is not None}.values())


def cautions(basis: Basis, items: Iterable[Entitlement]) -> list[Caution]:
    """Every warning about some entitlements, each once, in the order in which they come up."""
    found: dict[tuple[str, str], tuple[Label, list[Entitlement]]] = {}
    for item in items:
        for label in warnings(basis, item):
            found.setdefault((label.zh, label.en), (label, []))[1].append(item)
    return [Caution(label, tuple(own)) for label, own in found.values()]
