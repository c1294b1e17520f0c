"""Splitting into connected components: what must be looked at together, and what can be looked at by itself."""

from collections.abc import Iterable, Sequence


def connected(count: int, groups: Iterable[Sequence[int]]) -> list[list[int]]:
    """The finest split of ``range(count)``, of which the groups are parts, that tears no group apart.

    A number that shares no group with another is a component of its own. Members ascend, and components stand in the order
    of their first members.
    """
    parent = list(range(count))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for group in groups:
        if group:
            top = root(group[0])
            for i in group:
                parent[root(i)] = top
    components: dict[int, list[int]] = {}
    for i in range(count):
        components.setdefault(root(i), []).append(i)
    return list(components.values())
