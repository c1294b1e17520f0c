"""The same properties where a file joins policies: one benefit on several grounds, limits over all, clauses that come first."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subsidies.settlement.limit_bounds import LimitBounds
from subsidies.settlement.plan import Limit
from subsidies.stacking.problem import Bound
from tests.properties import claims_world as world
from tests.properties import joined_world
from tests.properties.bench import Bench, Data
from tests.properties.properties import of_any_law
from tests.properties.test_claims import value

SOAK = bool(os.environ.get("SUBSIDIES_SOAK"))
LAWS = 60_000 if SOAK else 60
CASES = 4
"""Cases of each law; four or five of ten are refused."""
PROPERTIES = of_any_law(value)


def cases(rnd: random.Random) -> list[tuple[Bench, Data]]:
    """Some cases of a generated law; none where it is refused."""
    generated = joined_world.joined_law(rnd)
    if generated is None:
        return []
    law, clauses = generated
    about = [(full, one["for"]) for full, one in clauses.items()]
    found = [world.case_data(rnd, about, most=3) for _ in range(CASES)]
    for data in found:
        for award in data["prior_awards"] or ():
            award["clause"] = award["clause"].removeprefix("generated/")
    return [(Bench(law), data) for data in found]


@pytest.mark.parametrize("name", PROPERTIES)
def test_of_generated_policies_that_are_joined(name: str) -> None:
    @settings(max_examples=LAWS, deadline=None, database=None, derandomize=not SOAK, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**48))
    def holds(seed: int) -> None:
        rnd = random.Random(seed)
        for bench, data in cases(rnd):
            PROPERTIES[name](bench, data, rnd)

    holds()


def test_a_ground_without_a_figure_that_is_kept_out_too_soon_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault: a stated sum that may not be due keeps it out as one that surely is."""

    def kept_out(self: LimitBounds, limit: Limit, group: tuple[str, ...], members: Sequence[int]) -> None:
        stated = {i for i in members if self.found.claims[i].states_a_sum}
        for i in members if stated else ():
            if i not in stated:
                self.found.add(Bound(limit.plans[-1].ref, group, "awards", (i,), 0, 0))

    monkeypatch.setattr(LimitBounds, "_without_figure", kept_out)

    def holds() -> None:
        for seed in range(1_000):
            rnd = random.Random(seed)
            for bench, data in cases(rnd):
                PROPERTIES["more that is known widens nothing"](bench, data, rnd)

    with pytest.raises(AssertionError):
        holds()
