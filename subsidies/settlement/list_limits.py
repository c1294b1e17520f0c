"""Limits that are lists: what is taken from each item, in the order of the list."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from subsidies.amount import rounded
from subsidies.ruleset.references import LimitRef
from subsidies.settlement.earlier_awards import ALL
from subsidies.settlement.formulation import Formulation
from subsidies.settlement.values import UsedUp
from subsidies.types.numbers import Exact


def used_up(formulation: Formulation, payable: Mapping[int, tuple[int, int | None]], env: Any) -> list[UsedUp]:
    """How the lists were used up by what is payable (fen), by the places of claims."""
    found: list[UsedUp] = []
    for bound, tally in zip(formulation.bounds, formulation.tallies, strict=True):
        limit_ref = bound.limit
        assert isinstance(limit_ref, LimitRef)
        if bound.measure != "yuan" or (limit_ref, bound.group) not in formulation.allowances:
            continue
        limit, subject = formulation.allowances[limit_ref, bound.group][-1]
        allowance = next(item for item in limit.allowances if item.measure == "yuan")
        paid = [payable.get(formulation.claims[i].place) for i in bound.members]
        if len(allowance.items) < 2 or not any(paid):
            continue
        low = sum(item[0] for item in paid if item)
        ends = [item[1] for item in paid if item]
        high = None if None in ends else sum(end for end in ends if end is not None)
        used_least, used_most = tally.used[0], ALL if tally.used[1] is None else tally.used[1]
        exact_least: Exact = 0
        exact_most: Exact | None = 0
        before_least = 0
        before_most: int | None = 0
        items: list[tuple[str, int, int | None]] = []
        texts = next(item.texts for item in limit.rule.allowances if item.measure == "yuan")
        for quantity, text in zip(allowance.items, texts, strict=True):
            # What earlier awards took of the list comes off first; the rest is used up by what is paid now. Sums are rounded, not
            # items, so that what is taken from the items is what is paid; of two half fen the first in the list is the whole one.
            least, most = quantity(env, subject, None)
            exact_least += least or 0
            exact_most = None if exact_most is None or most is None else exact_most + most
            after_least = rounded(exact_least, None)
            after_most = None if exact_most is None else rounded(exact_most, None)
            own = None if most is None else math.ceil(most)
            if after_most is not None and before_most is not None:
                own = after_most - before_most
            left = max(0, after_least - used_most) - max(0, before_least - used_most)
            ahead = None if before_most is None else max(0, before_most - used_least)
            sure = 0 if ahead is None else min(left, max(0, low - ahead))
            limits = [
                None if high is None else max(0, high - max(0, before_least - used_most)),
                own,
                None if after_most is None else max(0, after_most - used_least),
            ]
            finite = [end for end in limits if end is not None]
            items.append((text, sure, min(finite) if finite else None))
            before_least, before_most = after_least, after_most
        found.append(UsedUp(limit_ref, bound.group, tuple(items)))
    return found
