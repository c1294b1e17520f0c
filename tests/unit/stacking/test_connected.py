"""Connected components: nothing torn apart, nothing together without a reason, in the order of the first members."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.stacking.connected import connected


@pytest.mark.parametrize(
    ("count", "groups", "expected"),
    [
        (0, [], []),
        (3, [], [[0], [1], [2]]),
        (3, [[], [1]], [[0], [1], [2]]),
        (5, [[4, 1], [3, 0]], [[0, 3], [1, 4], [2]]),
        (5, [(3, 4), (1, 2), (4, 1)], [[0], [1, 2, 3, 4]]),
        (4, [[2, 2], [3, 2, 3]], [[0], [1], [2, 3]]),
    ],
)
def test_the_split(count: int, groups: list[list[int]], expected: list[list[int]]) -> None:
    assert connected(count, groups) == expected


COUNT = 12


@given(st.lists(st.lists(st.integers(0, COUNT - 1), max_size=4), max_size=8))
def test_parts_are_what_can_be_reached(groups: list[list[int]]) -> None:
    reached = [{i} for i in range(COUNT)]
    for _ in range(COUNT):
        for group in groups:
            together = set[int]().union(*(reached[i] for i in group))
            for i in together:
                reached[i] = reached[i] | together
    parts = connected(COUNT, groups)
    assert all(reached[i] == set(part) for part in parts for i in part)
    assert sorted(i for part in parts for i in part) == list(range(COUNT))
    assert all(one[0] < other[0] for one, other in pairwise(parts))
    assert all(part == sorted(part) for part in parts)
