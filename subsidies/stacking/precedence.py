"""Which candidates effectively hold when some of them prevail over others and some are unknown.

A candidate effectively holds where its own conditions hold and nothing that effectively holds prevails over
it. One more fact can therefore take a candidate away, and the best total need not grow with what holds: its
ends have to be looked for among the ways in which the unknown conditions can turn out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .caps import bits
from .connected import connected
from .problem import Candidate, CircularPrecedence

# Beyond this many ways the ends are bounded soundly instead of found exactly.
MOST_WAYS = 4096
# Comparing every way with every other pays off only while there are few.
MOST_COMPARED = 256


@dataclass(frozen=True, slots=True)
class Family:
    """Candidates tied together by prevailing, or as parts of one, and what of them (masks) may effectively hold at once.

    ``fewest`` holds the sets where every unknown that prevails over nothing and has no parts fails, without those that
    contain another; ``most`` those where it holds, without those that another contains.
    """

    members: int
    fewest: list[int]
    most: list[int]


@dataclass(slots=True)
class Effective:
    """``sure`` and ``possible``: the candidates (masks) that effectively hold in every way, and in some way.

    ``families`` are those whose unknown members prevail over others.
    """

    sure: int
    possible: int
    families: list[Family]


def effective(candidates: Sequence[Candidate]) -> Effective:
    """How the candidates stand once every prevailing one has been taken into account."""
    everyone = (1 << len(candidates)) - 1
    sure = sum([1 << i for i, candidate in enumerate(candidates) if candidate.certain])
    if not any(map(_before, candidates)):
        return Effective(sure, everyone, [])
    possible = everyone
    families = []
    for order in _families(candidates):
        members = sum([1 << i for i in order])
        fewest, most = _ways(candidates, order)
        sure &= ~members
        possible &= ~members
        always, ever = fewest[0], 0
        for mask in fewest:
            always &= mask
        for mask in most:
            ever |= mask
        sure |= always
        possible |= ever
        if len(fewest) > 1 or len(most) > 1:
            families.append(Family(members, fewest, most))
    return Effective(sure, possible, families)


def _families(candidates: Sequence[Candidate]) -> list[list[int]]:
    """The candidates that are tied, each after all those that prevail over it and that it is a part of."""
    groups = [(i, *_before(candidate)) for i, candidate in enumerate(candidates) if _before(candidate)]
    tied = {i for group in groups for i in group}
    return [_ordered(candidates, part) for part in connected(len(candidates), groups) if part[0] in tied]


def _before(candidate: Candidate) -> tuple[int, ...]:
    """The candidates of which it has to be known whether they hold before it is of this one."""
    return (*candidate.prevailed_by, candidate.of) if candidate.of >= 0 else candidate.prevailed_by


def _ordered(candidates: Sequence[Candidate], tied: Sequence[int]) -> list[int]:
    order: list[int] = []
    placed: set[int] = set()
    waiting = list(tied)
    while waiting:
        ready = [i for i in waiting if placed.issuperset(_before(candidates[i]))]
        if not ready:
            raise CircularPrecedence(waiting[0])
        order.extend(ready)
        placed.update(ready)
        waiting = [i for i in waiting if i not in placed]
    return order


def _ways(candidates: Sequence[Candidate], order: Sequence[int]) -> tuple[list[int], list[int]]:
    over = {i: sum([1 << other for other in set(candidates[i].prevailed_by)]) for i in order}
    whole = {i: 1 << candidates[i].of if candidates[i].of >= 0 else 0 for i in order}
    certain = sum([1 << i for i in order if candidates[i].certain])
    sure = possible = deciding = 0
    for i in order:
        deciding |= over[i] | whole[i]
        if over[i] & sure or whole[i] & ~possible:
            continue
        possible |= 1 << i
        if certain >> i & 1 and not over[i] & possible and not whole[i] & ~sure:
            sure |= 1 << i
    switches = bits(deciding & possible & ~certain)
    if 1 << len(switches) > MOST_WAYS:
        return [sure], [possible]
    leaves = possible & ~certain & ~deciding
    fewest, most = set(), set()
    for way in range(1 << len(switches)):
        own = certain | sum([1 << i for k, i in enumerate(switches) if way >> k & 1])
        fewest.add(_effective(order, over, whole, own))
        most.add(_effective(order, over, whole, own | leaves))
    return _extremes(fewest, smallest=True), _extremes(most, smallest=False)


def _effective(order: Sequence[int], over: dict[int, int], whole: dict[int, int], own: int) -> int:
    effective = 0
    for i in order:
        if own >> i & 1 and not over[i] & effective and not whole[i] & ~effective:
            effective |= 1 << i
    return effective


def _extremes(masks: set[int], *, smallest: bool) -> list[int]:
    ranked = sorted(masks, key=lambda mask: (mask.bit_count() if smallest else -mask.bit_count(), mask))
    if len(ranked) > MOST_COMPARED:
        return ranked
    kept: list[int] = []
    for mask in ranked:
        if not any((other & ~mask if smallest else mask & ~other) == 0 for other in kept):
            kept.append(mask)
    return kept


def least(families: Sequence[Family], base: int, value: Callable[[int], int]) -> int:
    """The least of ``value`` over all ways; it must not fall as more holds. Beyond ``MOST_WAYS`` a lower
    bound."""
    return _extreme([family.fewest for family in families], base, value, -1)[0]


def greatest(families: Sequence[Family], base: int, value: Callable[[int], int]) -> tuple[int, int]:
    """The greatest of ``value`` and what holds there; beyond ``MOST_WAYS`` an upper bound and what may
    hold."""
    return _extreme([family.most for family in families], base, value, 1)


def _extreme(choices: Sequence[list[int]], base: int, value: Callable[[int], int], sign: int) -> tuple[int, int]:
    """Depth first over the families; those still undecided count with what holds in all ways, or in any."""
    rest = [0]
    for masks in reversed(choices):
        joined = masks[0]
        for mask in masks:
            joined = joined | mask if sign > 0 else joined & mask
        rest.append(rest[-1] | joined)
    rest.reverse()
    known: dict[int, int] = {}
    best: tuple[int, int] | None = None
    stack = [(0, base)]
    while stack:
        depth, decided = stack.pop()
        mask = decided | rest[depth]
        if mask not in known:
            known[mask] = value(mask)
        reached = known[mask]
        if best is not None and reached * sign <= best[0] * sign:
            continue
        if depth == len(choices) or len(known) >= MOST_WAYS:
            best = (reached, mask)
        else:
            stack.extend([(depth + 1, decided | choice) for choice in choices[depth]])
    assert best is not None
    return best
