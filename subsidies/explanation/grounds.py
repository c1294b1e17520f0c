"""One benefit with several grounds: what is given under one of them is given by right of all."""

from __future__ import annotations

from collections.abc import Iterator

from subsidies.determination import Entitlement, Outcome
from subsidies.explanation.basis import Basis
from subsidies.explanation.excluded_awards import rivals


def grounds(basis: Basis) -> Iterator[tuple[Entitlement, Entitlement]]:
    """Each other ground of a benefit, kept out because the benefit is given once, after what is payable in its place."""
    for item in basis.determination.with_outcome(Outcome.EXCLUDED_BY_LIMIT):
        if item.limit is not None and item.limit.limit.ruleset is not None and basis.law.limit(item.limit.limit).same:
            for other in rivals(basis.determination, item)[:1]:
                yield other, item
