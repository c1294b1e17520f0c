"""The heaviest set of candidates under two families of disjoint groups: a transportation problem in exact
integers.

One family is typically "so many awards a person", the other "so many persons a tier". Successive best
augmenting paths give the heaviest set of every size in turn, and what each path adds never exceeds what the
one before it added; so stopping at a size, or where a path adds nothing, is exact.
"""

from collections.abc import Mapping, Sequence

NONE = -1


def heaviest(
    items: Sequence[int],
    weight: Mapping[int, int],
    left: Mapping[int, int],
    right: Mapping[int, int],
    room: Mapping[int, int],
    most: int,
) -> list[int]:
    """At most ``most`` of ``items`` with the greatest total weight, no group holding more than its room.

    ``left`` and ``right`` give the group of a candidate in either family, absent for none; the groups of both
    families are numbered together and ``room`` is how many each may hold.
    """
    worth = [i for i in items if weight[i] > 0]
    if most <= 0 or not worth:
        return []
    if len(worth) <= most and _all_fit(worth, left, right, room):
        return worth
    worth.sort(key=weight.__getitem__, reverse=True)
    if right.keys().isdisjoint(worth):
        return _one_family(worth, left, room, most)
    if left.keys().isdisjoint(worth):
        return _one_family(worth, right, room, most)
    return _Augmenter(worth, weight, left, right, room).grow(most)


def _all_fit(items: Sequence[int], left: Mapping[int, int], right: Mapping[int, int], room: Mapping[int, int]) -> bool:
    used: dict[int, int] = {}
    for family in (left, right):
        for i in items:
            group = family.get(i, NONE)
            if group != NONE:
                used[group] = used.get(group, 0) + 1
                if used[group] > room[group]:
                    return False
    return True


def _one_family(items: Sequence[int], group_of: Mapping[int, int], room: Mapping[int, int], most: int) -> list[int]:
    """Greedy in descending weight, which is exact here: disjoint groups and a size make a (laminar)
    matroid."""
    used: dict[int, int] = {}
    taken = []
    for i in items:
        group = group_of.get(i, NONE)
        if group != NONE:
            count = used.get(group, 0)
            if count >= room[group]:
                continue
            used[group] = count + 1
        taken.append(i)
        if len(taken) == most:
            break
    return taken


class _Augmenter:
    """The chosen set so far, and the search for the path that adds most to it."""

    __slots__ = ("chosen", "held", "left", "open", "right", "room", "weight")

    def __init__(
        self,
        items: list[int],
        weight: Mapping[int, int],
        left: Mapping[int, int],
        right: Mapping[int, int],
        room: Mapping[int, int],
    ) -> None:
        self.weight = weight
        self.left = {i: left.get(i, NONE) for i in items}
        self.right = {i: right.get(i, NONE) for i in items}
        self.room = dict(room)
        self.room[NONE] = len(items) + 1
        self.open = [i for i in items if self.room[self.left[i]] > 0 and self.room[self.right[i]] > 0]
        self.chosen: set[int] = set()
        self.held: dict[int, list[int]] = {}

    def grow(self, most: int) -> list[int]:
        if self.open:
            # No path from the empty set is longer than one step, so the heaviest candidate goes first.
            self._apply(self.open[0], {}, {})
        while len(self.chosen) < most and self._augment():
            pass
        return list(self.chosen)

    def _augment(self) -> bool:
        weight, left, right, room = self.weight, self.left, self.right, self.room
        free = [i for i in self.open if i not in self.chosen]
        freed: dict[int, int] = {}
        freed_by: dict[int, int] = {}
        reached: dict[int, int] = {}
        reached_by: dict[int, int] = {}
        best, last = 0, NONE
        pending = True
        while pending:
            pending = False
            for i in free:
                start = left[i]
                if room[start] > 0:
                    gain = weight[i]
                elif start in freed:
                    gain = freed[start] + weight[i]
                else:
                    continue
                end = right[i]
                if room[end] > 0:
                    if gain > best:
                        best, last = gain, i
                elif end not in reached or gain > reached[end]:
                    reached[end] = gain
                    reached_by[end] = i
                    for dropped in self.held[end]:
                        group = left[dropped]
                        if group == NONE or room[group] > 0:
                            continue
                        rest = gain - weight[dropped]
                        if group not in freed or rest > freed[group]:
                            freed[group] = rest
                            freed_by[group] = dropped
                            pending = True
        if last == NONE:
            return False
        self._apply(last, freed_by, reached_by)
        return True

    def _apply(self, last: int, freed_by: dict[int, int], reached_by: dict[int, int]) -> None:
        if self.right[last] != NONE:
            self.room[self.right[last]] -= 1
        while True:
            self.chosen.add(last)
            self.held.setdefault(self.right[last], []).append(last)
            start = self.left[last]
            if self.room[start] > 0:
                if start != NONE:
                    self.room[start] -= 1
                return
            dropped = freed_by[start]
            self.chosen.discard(dropped)
            self.held[self.right[dropped]].remove(dropped)
            last = reached_by[self.right[dropped]]
