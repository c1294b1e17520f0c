"""The definition of the best lawful combination, written out: every outcome of the unknowns, every lawful
set.

Slow on purpose and without any idea shared with the solver: what caps leave of a set is the least over all
sets of caps of those caps plus what they do not cover, which is the dual of handing the money out.
"""

import math
import random
from collections.abc import Collection, Iterator
from itertools import combinations, product
from typing import Any

from subsidies.stacking.problem import Bound, Candidate

Case = tuple[list[Candidate], list[Bound]]


def total(candidates: list[Candidate], bounds: list[Bound], chosen: frozenset[int], end: str) -> int:
    """What caps leave of ``chosen`` (fen), at one end of everything; all amounts have an upper end."""
    amounts = {i: candidates[i].low if end == "low" else candidates[i].high or 0 for i in chosen}
    caps = []
    for bound in bounds:
        limit = bound.low if end == "low" else bound.high
        if bound.measure == "yuan" and limit is not None:
            members = set(bound.members) - (bound.maybe_exempt if end == "high" else frozenset())
            caps.append((members, max(limit, 0)))
    totals = []
    for count in range(len(caps) + 1):
        for picked in combinations(caps, count):
            covered = set().union(*[members for members, _ in picked])
            totals.append(sum(limit for _, limit in picked) + sum(a for i, a in amounts.items() if i not in covered))
    return min(totals)


def lawful(candidates: list[Candidate], bounds: list[Bound], chosen: frozenset[int], end: str) -> bool:
    for bound in bounds:
        allowance = bound.low if end == "low" else bound.high
        if allowance is None:
            continue
        exempt = bound.maybe_exempt if end == "high" else frozenset()
        held = [i for i in bound.members if i in chosen and i not in exempt]
        if bound.measure == "yuan":
            # An award that can never be paid anything is not a part of a combination.
            barred = [i for i in bound.members if i not in bound.maybe_exempt and candidates[i].high != 0]
            if bound.high is not None and bound.high <= 0 and not chosen.isdisjoint(barred):
                return False
            continue
        if bound.measure == "awards":
            used = len(held)
        elif bound.measure == "months":
            used = sum(candidates[i].months_low if end == "high" else candidates[i].months_high for i in held)
        else:
            person_of = dict(zip(bound.members, bound.persons, strict=True))
            counted = {person_of[i] for i in held} - bound.prior_persons
            used = len(counted)
            if end == "low":
                used -= max(0, len(counted & bound.reserved) - bound.beside)
        if held and used > max(allowance, 0):
            return False
    return True


def lawful_sets(candidates: list[Candidate], bounds: list[Bound], holding: frozenset[int], end: str) -> Iterator[frozenset[int]]:
    """Every lawful subset of ``holding``: whatever is lawful stays so when something is left out."""
    ordered = sorted(holding)

    def extend(chosen: frozenset[int], start: int) -> Iterator[frozenset[int]]:
        yield chosen
        for place in range(start, len(ordered)):
            larger = chosen | {ordered[place]}
            if lawful(candidates, bounds, larger, end):
                yield from extend(larger, place + 1)

    yield from extend(frozenset(), 0)


def effective(candidates: list[Candidate], own: frozenset[int]) -> frozenset[int]:
    def holds(i: int) -> bool:
        whole = candidates[i].of
        return i in own and (whole < 0 or holds(whole)) and not any(holds(other) for other in candidates[i].prevailed_by)

    return frozenset(i for i in range(len(candidates)) if holds(i))


def own_outcomes(candidates: list[Candidate]) -> Iterator[frozenset[int]]:
    """Whose own conditions hold, for every way in which the unknown ones can turn out."""
    unknown = [i for i, candidate in enumerate(candidates) if not candidate.certain]
    certain = frozenset(i for i, candidate in enumerate(candidates) if candidate.certain)
    for truths in product((False, True), repeat=len(unknown)):
        yield certain | {i for i, true in zip(unknown, truths, strict=True) if true}


def outcomes(candidates: list[Candidate]) -> Iterator[frozenset[int]]:
    """What effectively holds, for every way in which the unknown conditions can turn out."""
    for own in own_outcomes(candidates):
        yield effective(candidates, own)


def best_total(case: Case, holding: frozenset[int], end: str, include: frozenset[int] = frozenset()) -> int | None:
    sets = [chosen for chosen in lawful_sets(*case, holding, end) if include <= chosen]
    return max((total(*case, chosen, end) for chosen in sets), default=None)


def interval(case: Case) -> tuple[int, int]:
    """The ends of the best lawful total (fen) over all outcomes."""
    ways = set(outcomes(case[0]))
    lows = [best_total(case, holding, "low") or 0 for holding in ways]
    highs = [best_total(case, holding, "high") or 0 for holding in ways]
    return min(lows), max(highs)


def rank(case: Case, chosen: frozenset[int], ends: tuple[str, ...]) -> tuple[object, ...]:
    """The order in which one combination is better than another."""
    candidates, _ = case
    earliest = [-i for i in sorted(chosen)]
    paid = [worth(case, chosen, end, bringing_nothing(case)) for end in ends]
    claims = {
        "low": sum(candidates[i].low for i in chosen),
        "high": sum(candidates[i].high or 0 for i in chosen),
    }
    return (*paid, *[claims[end] for end in ends], len(chosen), earliest)


def bringing_nothing(case: Case) -> frozenset[int]:
    return frozenset(i for i, candidate in enumerate(case[0]) if candidate.high == 0)


def worth(case: Case, chosen: frozenset[int], end: str, nothing: frozenset[int]) -> tuple[int, int]:
    """What caps leave, and after it how many awards bring nothing at all."""
    return total(*case, chosen, end), len(chosen & nothing)


def best_combination(case: Case, holding: frozenset[int], end: str = "low") -> frozenset[int]:
    ends = ("low", "high") if end == "low" else ("high", "low")
    return max(lawful_sets(*case, holding, end), key=lambda chosen: rank(case, chosen, ends))


def surely_holding(case: Case) -> frozenset[int]:
    ways = list(outcomes(case[0]))
    return frozenset.intersection(*ways)


def raising(case: Case, nothing: frozenset[int] | None = None) -> frozenset[int]:
    """What makes the best combination worth more in some outcome; for exact amounts and bounds."""
    found: set[int] = set()
    worthless = bringing_nothing(case) if nothing is None else nothing
    for own in own_outcomes(case[0]):
        holding = effective(case[0], own)
        for i in holding - found:
            if most_worth(case, holding, worthless) > most_worth(case, holding - {i}, worthless):
                found.add(i)
    return frozenset(found)


def reaches_the_best(case: Case, some: Collection[int]) -> bool:
    """Whether some candidates alone come to the best total, of all that surely holds and of all that may hold."""
    nothing, may_hold = bringing_nothing(case), frozenset().union(*outcomes(case[0]))
    return all(
        most_worth(case, holding & frozenset(some), nothing)[0] == most_worth(case, holding, nothing)[0]
        for holding in (surely_holding(case), may_hold)
    )


def raising_somewhere(case: Case, exact: list[Case]) -> frozenset[int]:
    """What makes the best combination worth more in some of these outcomes of amounts, months, allowances and exemptions."""
    return frozenset().union(*[raising(one, bringing_nothing(case)) for one in exact])


def most_worth(case: Case, holding: frozenset[int], nothing: frozenset[int]) -> tuple[int, int]:
    return max(worth(case, chosen, "low", nothing) for chosen in lawful_sets(*case, holding, "low"))


MOST_EXACT = 3000


def exact_cases(case: Case, most: int | None = None) -> list[Case]:
    """Every outcome of amounts (at either end; ranges of the law together), months, allowances and exemptions.

    With ``most``, so many of them drawn at random; without it none where they are more than ``MOST_EXACT``.
    """
    candidates, bounds = case
    exempt = [(k, i) for k, bound in enumerate(bounds) for i in sorted(bound.maybe_exempt)]
    found: list[Case] = []
    for wide in (False, True):
        spans = [[one.high if wide else one.low] if one.band else sorted({one.low, one.high or 0}) for one in candidates]
        lengths = [list(range(one.months_low, one.months_high + 1)) for one in candidates]
        rooms = [
            [None] if bound.low is None or bound.high is None else list(range(bound.low, bound.high + 1)) for bound in bounds
        ]
        choices: list[list[object]] = [*spans, *lengths, *rooms, *[[False, True] for _ in exempt]]
        if most is None and math.prod(map(len, choices)) > MOST_EXACT:
            return []
        rnd = random.Random(len(choices))
        drawn = product(*choices) if most is None else [[rnd.choice(one) for one in choices] for _ in range(most)]
        found += [_exact(case, exempt, list(values)) for values in drawn]
    return found


def _exact(case: Case, exempt: list[tuple[int, int]], values: list[Any]) -> Case:
    candidates, bounds = case
    count, free = len(candidates), values[2 * len(candidates) + len(bounds) :]
    freed = {pair for pair, yes in zip(exempt, free, strict=True) if yes}
    return (
        [
            one._replace(low=amount, high=amount, months_low=length, months_high=length)
            for one, amount, length in zip(candidates, values[:count], values[count : 2 * count], strict=True)
        ],
        [
            exactly(bound, value, {i for k, i in freed if k == place})
            for place, (bound, value) in enumerate(zip(bounds, values[2 * count : 2 * count + len(bounds)], strict=True))
        ],
    )


def exactly(bound: Bound, value: int | None, free: set[int]) -> Bound:
    kept = [k for k, i in enumerate(bound.members) if i not in free]
    return bound._replace(
        members=tuple(bound.members[k] for k in kept),
        persons=tuple(bound.persons[k] for k in kept) if bound.persons else (),
        low=value,
        high=value,
        maybe_exempt=frozenset(),
    )
