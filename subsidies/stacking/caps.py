"""Yuan limits: what nested caps leave of a set of awards, and of each award in it.

A cap reduces and never forbids. Caps form a forest, so the most that can be paid to a set of awards is found
by adding up from the innermost caps outwards, and any order of payment that gives each award as much as is
left attains it.
"""

from collections.abc import Hashable, Iterable, Sequence

from .problem import Bound, CrossingCaps


class Caps:
    """The caps of one reading of the bounds, innermost first.

    ``masks`` (bit i is candidate i) and ``limits`` (fen) run parallel; ``parent[k]`` is the next cap
    outwards, or the number of caps for none; ``home`` gives each candidate's innermost cap.
    """

    __slots__ = ("home", "limits", "masks", "parent")

    def __init__(self, caps: list[tuple[int, int]]) -> None:
        if len(caps) > 1:
            caps.sort(key=lambda cap: cap[0].bit_count())
        self.masks = [mask for mask, _ in caps]
        self.limits = [limit for _, limit in caps]
        count = len(caps)
        self.parent = [
            next((outer for outer in range(k + 1, count) if mask & self.masks[outer]), count) for k, mask in enumerate(self.masks)
        ]
        self.home: dict[int, int] = {}
        for k, mask in enumerate(self.masks):
            for candidate in bits(mask):
                self.home.setdefault(candidate, k)

    def total(self, amounts: Sequence[int], combination: Iterable[int]) -> int:
        """The most that can be paid (fen) to ``combination`` when each award is worth its entry of
        ``amounts``."""
        limits = self.limits
        top = len(limits)
        if not top:
            return sum([amounts[i] for i in combination])
        home = self.home
        held = [0] * (top + 1)
        for i in combination:
            held[home.get(i, top)] += amounts[i]
        for k, limit in enumerate(limits):
            held[self.parent[k]] += min(held[k], limit)
        return held[top]


def bits(mask: int) -> list[int]:
    """The candidates of a mask, ascending."""
    if mask.bit_count() * 4 > mask.bit_length():
        return [i for i, digit in enumerate(bin(mask)[:1:-1]) if digit == "1"]
    found = []
    while mask:
        first = lowest(mask)
        found.append(first)
        mask ^= 1 << first
    return found


def lowest(mask: int) -> int:
    """The first candidate of a mask that has one."""
    return (mask & -mask).bit_length() - 1


def require_nested(bounds: Iterable[Bound]) -> None:
    """Raise ``CrossingCaps`` unless the yuan bounds are nested, both with and without the exemptions still
    unknown.

    An unknown exemption from an outer cap alone would make the two cross, and the answer must not hang on
    whether that question happens to be settled yet.
    """
    seen: list[tuple[Hashable, int, int]] = []
    for bound in bounds:
        if bound.measure != "yuan":
            continue
        whole = sum([1 << i for i in set(bound.members)])
        bound_only = whole & ~sum([1 << i for i in bound.maybe_exempt])
        for limit, other_whole, other_bound_only in seen:
            for mine, other in ((whole, other_whole), (bound_only, other_bound_only)):
                shared = mine & other
                if shared and shared != mine and shared != other:
                    raise CrossingCaps(limit, bound.limit)
        seen.append((bound.limit, whole, bound_only))


def payments(
    chosen: Sequence[int],
    low: Sequence[int],
    high: Sequence[int],
    bounds: Sequence[Bound],
) -> list[tuple[int, int]]:
    """The interval (fen) of what each chosen award gets when they are paid in order, each as much as is left.

    The totals' two ends will not do: an earlier award at its high end leaves less for a later one. What an
    award gets rises with its own amount and with the caps over it, and falls with earlier awards and with
    caps that hold only those back, so each end is reached at the opposite ends of the others.
    """
    caps = [bound for bound in bounds if bound.measure == "yuan" and not (bound.low is None and bound.high is None)]
    over: dict[int, list[int]] = {i: [] for i in chosen}
    for k, bound in enumerate(caps):
        for i in set(bound.members):
            if i in over:
                over[i].append(k)
    settled = not any(bound.maybe_exempt or bound.low != bound.high for bound in caps)
    if settled and all(low[i] == high[i] for i in chosen):
        left = [max(bound.low or 0, 0) for bound in caps]
        paid = []
        for i in chosen:
            amount = min([low[i], *[left[k] for k in over[i]]])
            for k in over[i]:
                left[k] -= amount
            paid.append((amount, amount))
        return paid
    found = []
    for place, i in enumerate(chosen):
        if not over[i]:
            found.append((low[i], high[i]))
            continue
        earlier = chosen[:place]
        least = _share(i, low[i], earlier, high, caps, over, lowest=True)
        found.append((least, _share(i, high[i], earlier, low, caps, over, lowest=False)))
    return found


def _share(
    award: int,
    amount: int,
    earlier: Sequence[int],
    amounts: Sequence[int],
    caps: Sequence[Bound],
    over: dict[int, list[int]],
    *,
    lowest: bool,
) -> int:
    """What is left (fen) for ``award`` after ``earlier`` ones at ``amounts``, at its lowest or its
    highest."""
    own = set(over[award])
    left: list[int | None] = []
    tight: list[bool] = []
    for k, bound in enumerate(caps):
        tight.append((k in own) == lowest)
        left.append(bound.low if tight[k] else bound.high)
    share = amount
    for i in (*earlier, award):
        wanted = amount if i == award else amounts[i]
        taken_from = []
        for k in over[i]:
            room = left[k]
            if room is not None and (tight[k] or i not in caps[k].maybe_exempt):
                taken_from.append(k)
                wanted = min(wanted, max(room, 0))
        for k in taken_from:
            left[k] = (left[k] or 0) - wanted
        share = wanted
    return share
