"""Several who claim under one limit: nobody chooses between them, so none can rely on what the others may use of it."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from .part import part_of
from .problem import COUNTED_ONCE, Bound, Candidate
from .solver import solve

COUNTING = ("awards", *COUNTED_ONCE)
"""Measures of which each award uses one at most."""


class Reliable(NamedTuple):
    """A bound as one claimant can rely on it, and the candidates of others who may use what it could need."""

    bound: Bound
    competing: tuple[int, ...] = ()


class Rivalry:
    """Candidates of several claimants under bounds that they may share; what is worked out for one serves the next.

    ``floating`` are, by the place of a bound, candidates that may be under it without being among its members; ``idle`` those
    that are never given, since they are worth nothing.
    """

    def __init__(
        self,
        candidates: list[Candidate],
        bounds: Sequence[Bound],
        floating: Mapping[int, Sequence[int]],
        idle: Collection[int] = (),
    ) -> None:
        self.candidates = candidates
        self.bounds = bounds
        self.floating = floating
        self.idle = idle
        self._can_use: dict[tuple[int, int], bool] = {}

    def reliable(self, own: Collection[int]) -> list[Reliable]:
        """The bounds as the claimant whose candidates are ``own`` can rely on them: less the most that all others may use.

        A bound that is enough for everybody is left as it is.
        """
        mine = set(own)
        return [self._reliable(place, bound, mine) for place, bound in enumerate(self.bounds)]

    def _reliable(self, place: int, bound: Bound, mine: set[int]) -> Reliable:
        given = [i for i in dict.fromkeys((*bound.members, *self.floating.get(place, ()))) if i not in self.idle]
        members = set(bound.members)
        needing = [i for i in given if i in mine and i in members]
        others = [i for i in given if i not in mine]
        # Of nothing nobody can take anything away.
        if bound.low is None or (bound.high is not None and bound.high <= 0) or not others or not needing:
            return Reliable(bound)
        if bound.measure in COUNTED_ONCE and _all_counted(bound, others) <= bound.low:
            return Reliable(bound)
        competing = tuple([i for i in others if self._may_use(place, bound, i)])
        if not competing:
            return Reliable(bound)
        taken = most_used(self.candidates, self.bounds, bound, competing)
        left = 0 if taken is None else max(0, bound.low - taken)
        needed = most_used(self.candidates, self.bounds, bound, needing)
        if needed is not None and needed <= left:
            return Reliable(bound)
        relied = bound._replace(low=left)
        if bound.measure in COUNTED_ONCE and taken is not None:
            relied = _with_reserved(relied, bound.low, competing, taken)
        return Reliable(relied, competing)

    def _may_use(self, place: int, bound: Bound, i: int) -> bool:
        key = place, i
        if key not in self._can_use:
            self._can_use[key] = most_used(self.candidates, self.bounds, bound, [i]) != 0
        return self._can_use[key]


def most_used(candidates: list[Candidate], bounds: Sequence[Bound], bound: Bound, users: Sequence[int]) -> int | None:
    """The most that some candidates would use of a bound, all other limits over them at their most; ``None`` without end.

    Limits in months are left out of it: they cut awards down to what is left, and forbid none. What a cap of nothing is over is
    never given, and uses nothing.
    """
    barred = {
        i
        for one in bounds
        if one is not bound and one.measure == "yuan" and one.high is not None and one.high <= 0
        for i in one.members
        if i not in one.maybe_exempt and candidates[i].high != 0
    }
    users = sorted(set(users) - barred)
    own, over = part_of(candidates, [one for one in bounds if one is not bound and one.measure != "months"], users)
    counted = own
    if bound.measure != "yuan":
        over = [one for one in over if one.measure != "yuan"]
        by_months = bound.measure == "months"
        uses = [one.months_high if by_months else 1 for one in own]
        counted = [one._replace(low=use, high=use, band=False) for one, use in zip(own, uses, strict=True)]
        if bound.measure in COUNTED_ONCE:
            over = [*over, *_one_for_each(bound, users)]
    return solve(counted, over).high


def _all_counted(bound: Bound, others: Sequence[int]) -> int:
    """How many there are that a bound counts once, whoever claims for them."""
    members = set(bound.members)
    return len(set(bound.persons) - bound.prior_persons) + sum(1 for i in others if i not in members)


def _with_reserved(bound: Bound, places: int, competing: Sequence[int], taken: int) -> Bound:
    """A bound in which whom the ``competing`` may have counted is counted already, if there are ``places`` for all of them.

    They take ``taken`` at most: the others of them are not counted whatever is given, and may need a place of their own.
    """
    counted = dict(zip(bound.members, bound.persons, strict=True))
    reserved = frozenset([counted[i] for i in competing if i in counted]) - bound.prior_persons
    all_of_them = len(reserved) + sum([1 for i in competing if i not in counted])
    return bound._replace(reserved=reserved, beside=all_of_them - taken) if all_of_them <= places else bound


def _one_for_each(bound: Bound, users: Sequence[int]) -> list[Bound]:
    """Bounds by which each person or thing is counted once, and who was counted before not at all."""
    counted = dict(zip(bound.members, bound.persons, strict=True))
    places: dict[str, list[int]] = {}
    for number, i in enumerate(users):
        if i in counted:
            places.setdefault(counted[i], []).append(number)
    return [
        Bound("once", (person,), "awards", tuple(members), room, room)
        for person, members in places.items()
        for room in (0 if person in bound.prior_persons else 1,)
    ]


def of_one_sum(candidates: Sequence[Candidate], bounds: Sequence[Bound]) -> list[int]:
    """Candidates (by their places) that come to one sum at least, whoever gets what; none where no such limits are over them.

    Where limits nest, and are only caps, or only awards over equal amounts, all come to one sum. Those under further limits are
    left out, and those over which others prevail: where one of them is given, it brings as much as it takes from the rest.
    """
    limits = [bound for bound in bounds if _may_bind(candidates, bound)]
    prevailed = {i for i, candidate in enumerate(candidates) if candidate.prevailed_by}
    found: list[int] = []
    for measure in ("yuan", "awards"):
        usual = [bound for bound in limits if bound.measure == measure and (measure == "yuan" or not bound.maybe_exempt)]
        further = [bound for bound in limits if bound not in usual]
        if not _nest([set(bound.members) for bound in usual]):
            continue
        cuts = any(bound.measure not in COUNTING for bound in further)
        if measure == "awards" and (cuts or not all(_alike(candidates, bound) for bound in usual)):
            continue
        apart = prevailed.union(*[bound.members for bound in further])
        some = [i for i in range(len(candidates)) if i not in apart]
        found = max(found, some, key=len)
    return found


def _alike(candidates: Sequence[Candidate], bound: Bound) -> bool:
    """Whether all that is under a bound comes to one exact amount."""
    amounts = {(candidates[i].low, candidates[i].high) for i in bound.members}
    return len(amounts) == 1 and all(low == high for low, high in amounts)


def _may_bind(candidates: Sequence[Candidate], bound: Bound) -> bool:
    """Whether there is not surely enough for all that is under a bound."""
    members = set(bound.members)
    if bound.low is None:
        return False
    if bound.measure == "yuan":
        highs = [candidates[i].high for i in members]
        return None in highs or sum(high for high in highs if high is not None) > bound.low
    return bound.measure not in COUNTING or len(members) > bound.low


def _nest(groups: Sequence[set[int]]) -> bool:
    return all(one <= other or other <= one or one.isdisjoint(other) for k, one in enumerate(groups) for other in groups[:k])
