"""The outcomes of amounts, allowances and exemptions that are not known, each as a problem with nothing but exact numbers."""

import math
from collections.abc import Iterator, Sequence
from itertools import product

from .problem import Bound, Candidate

# Beyond this many outcomes nobody goes through them.
MOST_OUTCOMES = 64
# Of a number of awards or places every whole number between the ends is an outcome of its own.
MOST_PLACES = 4

Outcome = tuple[list[Candidate], list[Bound]]


def outcomes(candidates: Sequence[Candidate], bounds: Sequence[Bound], highs: Sequence[int]) -> Iterator[Outcome] | None:
    """All outcomes that can decide which combination is best; ``None`` where they are too many or too fine.

    Amounts and caps decide at their ends: a combination is best where it is, if anywhere, with what it holds at the most and
    all else at the least. Ranges of the law itself (``band``) are at one end together. ``highs`` stand for the upper ends of the
    candidates.
    """
    if any(bound.reserved for bound in bounds):
        return None
    counted = {i for bound in bounds if bound.measure == "months" for i in bound.members}
    if any(candidates[i].months_low != candidates[i].months_high for i in counted):
        return None
    amounts = [
        (one.low,) if one.band or one.low == most else (one.low, most) for one, most in zip(candidates, highs, strict=True)
    ]
    bands = (False, True) if any(one.band and one.low != one.high for one in candidates) else (False,)
    allowances: list[Sequence[int | None]] = []
    for bound in bounds:
        values = _allowances(bound)
        if values is None:
            return None
        allowances.append(values)
    exempt = [(k, i) for k, bound in enumerate(bounds) for i in bound.maybe_exempt]
    sizes = [len(bands), *map(len, amounts), *map(len, allowances), 1 << min(len(exempt), 16)]
    if math.prod(sizes) > MOST_OUTCOMES:
        return None
    return _outcomes(candidates, bounds, highs, amounts, bands, allowances, exempt)


def _allowances(bound: Bound) -> Sequence[int | None] | None:
    if bound.low == bound.high:
        return (bound.low,)
    if bound.measure == "yuan" or bound.low is None:
        return (bound.low, bound.high)
    most = len(bound.members) if bound.high is None else min(bound.high, max(bound.low, len(bound.members)))
    return range(bound.low, most + 1) if bound.measure != "months" and most - bound.low <= MOST_PLACES else None


def _outcomes(
    candidates: Sequence[Candidate],
    bounds: Sequence[Bound],
    highs: Sequence[int],
    amounts: Sequence[Sequence[int]],
    bands: Sequence[bool],
    allowances: Sequence[Sequence[int | None]],
    exempt: Sequence[tuple[int, int]],
) -> Iterator[Outcome]:
    for wide in bands:
        for worths in product(*amounts):
            fixed = [
                one._replace(low=worth, high=worth)
                for one, worth in (
                    (one, most if wide and one.band else worth)
                    for one, most, worth in zip(candidates, highs, worths, strict=True)
                )
            ]
            for allowed in product(*allowances):
                for free in product((False, True), repeat=len(exempt)):
                    freed = {pair for pair, yes in zip(exempt, free, strict=True) if yes}
                    yield (
                        fixed,
                        [_bound(bound, k, value, freed) for k, (bound, value) in enumerate(zip(bounds, allowed, strict=True))],
                    )


def _bound(bound: Bound, k: int, value: int | None, freed: set[tuple[int, int]]) -> Bound:
    if not bound.maybe_exempt:
        return bound._replace(low=value, high=value)
    kept = [place for place, i in enumerate(bound.members) if (k, i) not in freed]
    return bound._replace(
        members=tuple([bound.members[place] for place in kept]),
        low=value,
        high=value,
        persons=tuple([bound.persons[place] for place in kept]) if bound.persons else (),
        maybe_exempt=frozenset(),
    )
