"""Large households: the answer against a table over sets of tiers, and the work counted, never timed."""

import random
from collections.abc import Callable, Mapping

import pytest
from households import TIERS, Household, all_tiers, household

from subsidies.stacking import search
from subsidies.stacking.bounds import read
from subsidies.stacking.caps import bits
from subsidies.stacking.solver import solve
from subsidies.stacking.substitutes import without_substitutable

Amounts = Callable[[random.Random, int, int], int]

AMOUNTS: Mapping[str, Amounts] = {
    "by tier": lambda _, person, tier: 50_000 * (tier + 1),
    "at random": lambda source, person, tier: source.randrange(1, 400_000),
    "person times tier": lambda source, person, tier: (person + 10) * (tier + 3) * 1000 + source.randrange(1000),
}


def table(amounts: Mapping[tuple[int, int], int], persons: int, cap: int, capped: Callable[[int], bool]) -> int:
    """The best total (fen) person by person: of each set of tiers taken, every pair of capped and uncapped
    sum."""
    reached: dict[int, set[tuple[int, int]]] = {0: {(0, 0)}}
    for person in sorted({person for person, _ in amounts}):
        after = {tiers: set(sums) for tiers, sums in reached.items()}
        for (owner, tier), amount in amounts.items():
            if owner != person:
                continue
            for tiers, sums in reached.items():
                if not tiers >> tier & 1 and tiers.bit_count() < persons:
                    grown = {(a + amount, b) if capped(tier) else (a, b + amount) for a, b in sums}
                    after.setdefault(tiers | 1 << tier, set()).update(grown)
        reached = {tiers: undominated(sums, cap) for tiers, sums in after.items()}
    return max(min(a, cap) + b for sums in reached.values() for a, b in sums)


def undominated(sums: set[tuple[int, int]], cap: int) -> set[tuple[int, int]]:
    kept: set[tuple[int, int]] = set()
    most = -1
    for held, free in sorted({(min(a, cap), b) for a, b in sums}, reverse=True):
        if free > most:
            kept.add((held, free))
            most = free
    return kept


def work(case: Household) -> tuple[search.Count, list[int] | None]:
    candidates, bounds = case
    reading = read(candidates, bounds, "low")
    count = search.Count()
    levels = [(reading.amounts, reading.caps)]
    everyone = (1 << len(candidates)) - 1
    return count, search.best(reading.rows, levels, everyone, count=count)


@pytest.mark.parametrize("kind", AMOUNTS)
@pytest.mark.parametrize("persons", [2, 4])
@pytest.mark.parametrize("share", [40, 70, 95])
def test_a_cap_over_some_tiers_of_many(kind: str, persons: int, share: int) -> None:
    source = random.Random(f"{kind}/{persons}/{share}")
    amounts = {(p, t): AMOUNTS[kind](source, p, t) for p in range(9) for t in range(5)}
    cap = max(amounts.values()) * min(persons, 3) * share // 100

    def capped(tier: int) -> bool:
        return tier % 2 == 0

    case = household(amounts, persons=persons, cap=cap, capped=capped)
    assert solve(*case).low == table(amounts, persons, cap, capped)


@pytest.mark.parametrize("kind", AMOUNTS)
def test_thirty_members_and_eight_tiers_are_one_matching(kind: str) -> None:
    source = random.Random(kind)
    amounts = {(p, t): AMOUNTS[kind](source, p, t) for p in range(30) for t in range(8)}
    count, chosen = work(household(amounts, persons=5, cap=1_500_000))
    assert count.matchings == 1
    everything_counts = table(amounts, 5, 1_500_000, lambda tier: True)
    assert min(sum(amounts[divmod(i, 8)] for i in chosen or ()), 1_500_000) == everything_counts


@pytest.mark.parametrize("kind", AMOUNTS)
@pytest.mark.parametrize("share", [50, 80, 95, 99])
@pytest.mark.parametrize("persons", [3, 5, None])
def test_a_cap_over_some_of_eight_tiers_takes_few_parts(kind: str, share: int, persons: int | None) -> None:
    source = random.Random(f"{kind}/{share}/{persons}")
    amounts = {(p, t): AMOUNTS[kind](source, p, t) for p in range(30) for t in range(8)}
    _, free = work(household(amounts, persons=persons, cap=None))
    held = sum(amounts[divmod(i, 8)] for i in free or () if i % 8 < 6)
    count, _ = work(household(amounts, persons=persons, cap=held * share // 100, capped=lambda tier: tier < 6))
    assert count.parts <= 150
    assert count.matchings <= 500


def test_persons_alone_are_bounded_at_once() -> None:
    source = random.Random(7)
    amounts = {(p, t): source.randrange(1, 400_000) for p in range(30) for t in range(4)}
    keys = sorted(amounts)
    candidates, bounds = household(amounts, persons=5, cap=None, one_per_person=False)
    only_persons = [bound for bound in bounds if bound.measure == "persons"]
    count, chosen = work((candidates, only_persons))
    worth = {p: sum(amounts[p, t] for t in range(4)) for p in range(30)}
    assert {keys[i][0] for i in chosen or ()} == set(sorted(worth, key=worth.__getitem__)[-5:])
    assert count.parts <= 70


def test_only_as_many_members_and_tiers_as_can_be_paid_are_searched() -> None:
    candidates, bounds = household(all_tiers(30), persons=2, cap=None)
    reading = read(candidates, bounds, "low")
    everyone = (1 << len(candidates)) - 1
    kept = without_substitutable(reading.rows, [(reading.amounts, reading.caps)], everyone, 0)
    assert bits(kept) == [2, 3, len(TIERS) + 2, len(TIERS) + 3]


@pytest.mark.parametrize("seed", range(20))
def test_leaving_out_what_can_be_substituted_changes_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    source = random.Random(seed)
    amounts = {(p, t): source.randrange(1, 9) for p in range(9) for t in range(4) if source.random() < 0.9}
    persons = source.choice([1, 2, 3, None])
    cap = source.choice([None, 9, 15])
    case = household(amounts, persons=persons, cap=cap, capped=lambda tier: tier != 1)
    monkeypatch.setattr(search, "SMALL", 10_000)
    searched_whole = solve(*case)
    monkeypatch.setattr(search, "SMALL", 0)
    assert solve(*case) == searched_whole
