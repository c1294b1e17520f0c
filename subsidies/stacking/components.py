"""Splitting into components: what is tied together, directly or by way of others."""

from collections.abc import Iterable, Sequence


def connected(count: int, groups: Iterable[Sequence[int]]) -> list[list[int]]:
    """The numbers below ``count`` in components: the members of one group belong together.

    Components and their members are in ascending order, a component by its first member.
    """
    parent = list(range(count))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for group in groups:
        for i in group[1:]:
            parent[root(group[0])] = root(i)
    found: dict[int, list[int]] = {}
    for i in range(count):
        found.setdefault(root(i), []).append(i)
    return list(found.values())
