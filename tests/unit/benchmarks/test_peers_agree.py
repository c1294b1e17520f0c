"""The peers of the benchmarks say of the same law what our determination says, amount by amount."""

from collections import Counter
from datetime import date
from itertools import permutations
from random import Random

import pytest

from benchmarks.peers.amounts import Amounts, Peer, difference
from benchmarks.peers.households import Case, household, households
from benchmarks.peers.ours import Ours
from benchmarks.peers.plain import AMOUNTS, Plain, best_tiers

CASES = 300
CLAUSES = {"10.1", "12.5", "12.7", "15.2", "17.1", "19.2", "21.1"}

Expected = list[tuple[Case, Amounts]]


@pytest.fixture(scope="module")
def expected() -> Expected:
    """Seeded households with the amounts of our determination."""
    ours = Ours()
    found = []
    for case in households(0, CASES):
        prepared = ours.prepare(case)
        found.append((case, ours.amounts(prepared, ours.run(prepared))))
    return found


def disagreements(peer: Peer, expected: Expected) -> list[tuple[str, list[str]]]:
    """For each case with a difference its id and the differences (ours / the peer's)."""
    found = []
    for case, amounts in expected:
        prepared = peer.prepare(case)
        different = difference(amounts, peer.amounts(prepared, peer.run(prepared)))
        if different:
            found.append((case["id"], different))
    return found


def test_the_plain_loop_agrees(expected: Expected) -> None:
    assert disagreements(Plain(), expected) == []


@pytest.mark.parametrize("decision", [False, True])
@pytest.mark.parametrize("trace", [False, True])
def test_zen_agrees(expected: Expected, trace: bool, decision: bool) -> None:
    pytest.importorskip("zen", reason="zen-engine comes with the extra `bench`")
    from benchmarks.peers.zen import Zen

    assert disagreements(Zen(trace=trace, decision=decision), expected) == []


@pytest.mark.parametrize("trace", [False, True])
def test_openfisca_agrees(expected: Expected, trace: bool) -> None:
    pytest.importorskip("openfisca_core", reason="openfisca-core comes with the extra `bench`")
    from benchmarks.peers.openfisca import OpenFisca

    assert disagreements(OpenFisca(trace=trace), expected) == []


def test_the_households_reach_every_clause(expected: Expected) -> None:
    """Agreement about nothing would say nothing."""
    cases = Counter(clause for _, amounts in expected for clause in {name.split()[0] for name in amounts})
    assert cases.keys() == CLAUSES
    assert min(cases.values()) >= 20
    assert {amounts.get("12.5 h", (0, 0))[0] for _, amounts in expected} >= {0, 100000, 250000, 400000, 630000}


def test_a_seed_gives_one_household() -> None:
    assert household(7) == household(7)
    assert household(7) != household(9)
    assert len(household(7, 4)["persons"]) == 4


def test_a_difference_is_named() -> None:
    one: Amounts = {"12.5 h": (100000, 100000), "15.2 e0": (0, 300000000)}
    other: Amounts = {"12.5 h": (150000, 150000), "15.2 e0": (0, 300000000)}
    assert difference(one, one) == []
    assert difference(one, other) == ["12.5 h: (100000, 100000) / (150000, 150000)"]
    assert difference(one, {}) == ["12.5 h: (100000, 100000) / None", "15.2 e0: (0, 300000000) / None"]


def test_the_plain_loop_finds_the_best_tiers() -> None:
    """Against every way to give tiers to at most two persons."""
    random = Random(12)
    for _ in range(500):
        persons = [
            (random.choice([2, 3, 6]), random.choice([0, 1000000, 1500000, 3000000, 5000000]))
            for _ in range(random.randint(0, 4))
        ]
        assert best_tiers(persons) == _by_trying(persons), persons


def _by_trying(persons: list[tuple[int, int]]) -> int:
    reached = [[amount for amount in sorted(AMOUNTS.values()) if _reaches(amount, *person)] for person in persons]
    best = max([amount for amounts in reached for amount in amounts], default=0)
    for one, other in permutations(reached, 2):
        best = max([best, *(a + b for a in one for b in other if a != b)])
    return best


def _reaches(amount: int, months: int, wages: int) -> bool:
    income, least = {380000: (5000000, 0), 250000: (3000000, 0), 150000: (1500000, 6), 100000: (1000000, 3)}[amount]
    return wages >= income and months >= least


def test_no_birthday_on_a_leap_day() -> None:
    """What peers without calendars rely on."""
    births = [row["birth_date"] for case in households(0, CASES) for row in case["persons"]]
    assert not [day for day in births if (day.month, day.day) == (2, 29)]
    assert all(isinstance(day, date) for day in births)
