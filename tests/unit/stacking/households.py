"""Households with tiers, the shape in which limits on awards come most often."""

from collections.abc import Callable, Mapping

from subsidies.stacking.problem import Bound, Candidate

TIERS = (100000, 150000, 250000, 380000)
CAP = 630000

Household = tuple[list[Candidate], list[Bound]]


def household(
    amounts: Mapping[tuple[int, int], int],
    *,
    persons: int | None = 2,
    cap: int | None = CAP,
    capped: Callable[[int], bool] = lambda tier: True,
    certain: Callable[[int, int], bool] = lambda person, tier: True,
    prior: frozenset[str] = frozenset(),
    one_per_person: bool = True,
) -> Household:
    """One candidate for each (person, tier) of ``amounts`` (fen): one award a person, one person a tier, a
    cap."""
    keys = sorted(amounts)
    candidates = [
        Candidate(
            f"tier{tier}",
            f"person{person}",
            certain(person, tier),
            amounts[person, tier],
            amounts[person, tier],
        )
        for person, tier in keys
    ]
    bounds = []
    for axis, name in ((0, "one-award"), (1, "one-person")):
        if axis == 0 and not one_per_person:
            continue
        for value in sorted({key[axis] for key in keys}):
            members = tuple(i for i, key in enumerate(keys) if key[axis] == value)
            bounds.append(Bound(name, (str(value),), "awards", members, 1, 1))
    everyone = tuple(range(len(keys)))
    if persons is not None:
        of = tuple(f"person{person}" for person, _ in keys)
        bounds.append(Bound("persons", ("h",), "persons", everyone, persons, persons, of, prior))
    if cap is not None:
        members = tuple(i for i, (_, tier) in enumerate(keys) if capped(tier))
        bounds.append(Bound("cap", ("h",), "yuan", members, cap, cap))
    return candidates, bounds


def all_tiers(people: int, tiers: tuple[int, ...] = TIERS) -> dict[tuple[int, int], int]:
    return {(person, tier): amount for person in range(people) for tier, amount in enumerate(tiers)}
