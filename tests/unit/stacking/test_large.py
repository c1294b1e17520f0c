"""Large households: the answer against a table over sets of tiers, and the work counted, never timed."""

import random
from collections.abc import Callable, Mapping

import pytest
from brute_force import lawful, total
from households import TIERS, Household, all_tiers, household

from subsidies.stacking import search
from subsidies.stacking.bounds import read
from subsidies.stacking.caps import bits
from subsidies.stacking.problem import Bound, Candidate
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


def months_of_claims() -> Household:
    """Eight claims, each apart in four months, of which a limit leaves four to two of them together; each claim and two of them
    together stand under caps."""
    a_month = (1_200_000, 200_000, 1_200_000, 1_200_000, 750_000, 1, 600_000, 900_000)
    whole = {0: 1_200_000, 2: 1_200_000, 3: 1_200_000, 4: 750_000, 6: 600_000, 7: 900_000}
    candidates = [Candidate("1", f"j{i % 8}", True, a_month[i % 8], a_month[i % 8]) for i in range(32)]

    def over(*claims: int) -> tuple[int, ...]:
        return tuple(i for i in range(32) if i % 8 in claims)

    caps = [(over(claim), limit) for claim, limit in whole.items()] + [(over(2), 1_350_000), (over(1, 3), 1_350_000)]
    bounds = [Bound(f"cap {number}", (), "yuan", members, limit, limit) for number, (members, limit) in enumerate(caps)]
    return candidates, [*bounds, Bound("months", (), "awards", over(1, 5), 4, 4)]


def test_caps_within_one_another_are_priced_together() -> None:
    count, chosen = work(months_of_claims())
    assert [sum(i % 8 == claim for i in chosen or ()) for claim in (1, 5)] == [1, 3]
    assert solve(*months_of_claims()).low == 6_000_003
    assert count.parts <= 60


def nested(source: random.Random, size: int, deep: int, crossing: int) -> Household:
    """Awards of very unlike amounts under caps within caps, and limits on the number of some of them."""
    amounts = [source.choice((1, 10, 125, 300, 600, 750, 900, 1200)) * source.choice((1, 100)) for _ in range(size)]
    bounds: list[Bound] = []

    def divide(members: list[int], depth: int) -> None:
        if len(members) < 2 or depth > deep:
            return
        if source.random() < 0.8:
            limit = sum(amounts[i] for i in members) * source.choice((30, 50, 70, 90, 100)) // 100
            bounds.append(Bound(f"cap {len(bounds)}", (), "yuan", tuple(members), limit, limit))
        places = [source.randrange(source.randint(1, 3)) for _ in members]
        for place in range(3):
            divide([i for i, own in zip(members, places, strict=True) if own == place], depth + 1)

    divide(list(range(size)), 0)
    for number in range(source.randint(1, crossing)):
        members = tuple(sorted(source.sample(range(size), source.randint(3, size))))
        limit = source.randint(1, max(1, len(members) // 2))
        bounds.append(Bound(f"number {number}", (), "awards", members, limit, limit))
    return [Candidate("1", str(i), True, amount, amount) for i, amount in enumerate(amounts)], bounds


@pytest.mark.parametrize("seed", range(12))
def test_caps_within_caps_leave_the_best_by_trying_all(seed: int) -> None:
    case = nested(random.Random(seed), 10, 3, 3)
    assert solve(*case).low == max(
        total(*case, chosen, "low") for mask in range(1 << 10) if lawful(*case, chosen := frozenset(bits(mask)), "low")
    )


@pytest.mark.parametrize("seed", range(40))
def test_caps_within_caps_take_few_parts(seed: int) -> None:
    count, _ = work(nested(random.Random(seed), 24, 1, 2))
    assert count.parts <= 120


def test_months_of_claims_in_many_like_pieces_take_few_parts() -> None:
    """Eight months for all; two claims may bring their whole sum in any of eight pieces of a month."""
    pieces = [
        *[("whole", 50_000, 2)] * 3,
        *[("left", 150_000, 1)] * 8,
        *[("rest", 60_000, 2)] * 2,
        ("rest", 30_000, 2),
        *[("rest", 30_000, 1)] * 3,
        *[("right", 150_000, 1)] * 8,
    ]
    candidates = [Candidate("1", subject, True, sum_, sum_, months, months) for subject, sum_, months in pieces]

    def of(*subjects: str) -> tuple[int, ...]:
        return tuple(i for i, (subject, *_) in enumerate(pieces) if subject in subjects)

    bounds = [Bound("months", (), "months", tuple(range(len(pieces))), 8, 8)]
    bounds += [Bound("whole", (one,), "yuan", of(one), 150_000, 150_000) for one in ("left", "rest", "right")]
    count, chosen = work((candidates, bounds))
    assert sum(pieces[i][2] for i in chosen or ()) <= 8
    assert solve(candidates, bounds).low == 150_000 + 150_000 + 60_000 + 60_000 + 50_000
    assert count.parts <= 150
