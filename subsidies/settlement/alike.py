"""Claims of one claimant that nothing tells apart, what these share, and the order of the rest: by no order of rows, by no id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from subsidies.ruleset.references import LimitRef
from subsidies.settlement.month_limits import MonthsPaid
from subsidies.settlement.values import Settled, Shared, StillOpen
from subsidies.stacking.problem import Bound, Candidate

_UNDER: Final = -2
_OVER: Final = -1
"""Stand beside the ranks of limits for what prevails over a candidate, and what it prevails over."""


BoundKey = tuple[Any, tuple[str, ...], str]
"""What tells one bound from every other."""


def key_of(bound: Bound) -> BoundKey:
    """The key of a bound, whatever of it others may use up."""
    return bound.limit, bound.group, bound.measure


def classes(
    candidates: Sequence[Candidate],
    bounds: Sequence[Bound],
    known: Sequence[tuple[Any, ...]],
    doubts: Mapping[BoundKey, tuple[bool, ...]],
) -> list[int]:
    """The class of each candidate, counted in the order in which they are to be preferred; those alike share one.

    ``known`` is what is to be told apart of each besides the numbers of its candidate, the most important first; ``doubts`` is
    that of each bound. Candidates are alike where these are the same and so are, limit by limit, all with whom they compete.
    """
    colours = _ranked(
        [
            (*own, one.certain, one.low, _end(one.high), one.months_low, one.months_high, one.band)
            for own, one in zip(known, candidates, strict=True)
        ]
    )
    number = len(set(colours))
    while number < len(candidates):
        colours = _refined(colours, candidates, bounds, doubts)
        before, number = number, len(set(colours))
        if number == before:
            break
    return colours


def _refined(
    colours: Sequence[int],
    candidates: Sequence[Candidate],
    bounds: Sequence[Bound],
    doubts: Mapping[BoundKey, tuple[bool, ...]],
) -> list[int]:
    """Colours that tell apart what competes, or is counted, with different colours."""
    beside: list[list[tuple[int, int, tuple[Any, ...]]]] = [[] for _ in candidates]
    subjects: dict[str, list[int]] = {}
    for i, one in enumerate(candidates):
        subjects.setdefault(one.subject, []).append(colours[i])
        for j in one.prevailed_by:
            beside[i].append((_UNDER, colours[j], ()))
            beside[j].append((_OVER, colours[i], ()))
    limits = _ranked(
        [(*_limit(bound), doubts[key_of(bound)], tuple(sorted([colours[i] for i in bound.members]))) for bound in bounds]
    )
    for limit, bound in zip(limits, bounds, strict=True):
        persons = dict(zip(bound.members, bound.persons, strict=True)) if bound.persons else {}
        counted: dict[str, list[int]] = {}
        for i, person in persons.items():
            counted.setdefault(person, []).append(colours[i])
        for i in set(bound.members):
            person = persons.get(i, "")
            known = person in bound.prior_persons, person in bound.reserved
            own = (*known, tuple(sorted(counted[person]))) if persons else ()
            beside[i].append((limit, i in bound.maybe_exempt, own))
    return _ranked(
        [
            (colours[i], tuple(sorted(own)), tuple(sorted(subjects[one.subject])))
            for i, (one, own) in enumerate(zip(candidates, beside, strict=True))
        ]
    )


def _limit(bound: Bound) -> tuple[Any, ...]:
    name = bound.limit.id if isinstance(bound.limit, LimitRef) else str(bound.limit)
    return name, bound.measure, _end(bound.low), _end(bound.high)


def _ranked(keys: Sequence[Any]) -> list[int]:
    rank = {key: place for place, key in enumerate(sorted(set(keys)))}
    return [rank[key] for key in keys]


def _end(value: int | None) -> tuple[bool, int]:
    """An upper end that sorts: none is above all."""
    return value is None, value or 0


def sharing(settled: Sequence[Settled], group: Sequence[int], places: Sequence[int]) -> list[Settled]:
    """What became of claims, those of a group alike."""
    found = list(settled)
    still = StillOpen(*map(_joined, zip(*(settled[j].open for j in group), strict=True)))
    if all(settled[j].paid is None for j in group):
        out = min([settled[j] for j in group], key=lambda one: "" if one.excluded is None else one.excluded.limit.id)
        for j in group:
            found[j] = out._replace(open=still)
        return found
    got = [settled[j] for j in group if settled[j].paid is not None]
    highs = [one.paid[1] for one in got if one.paid is not None]
    paid = sum(one.paid[0] for one in got if one.paid is not None), None if None in highs else sum(high or 0 for high in highs)
    months = [one.months for one in got if one.months is not None]
    joined = None
    if got and len(months) == len(got):
        joined = MonthsPaid(*[sum(ends) for ends in zip(*[(one.low, one.high, one.due) for one in months], strict=True)])
    for j in group:
        found[j] = Settled(None, None, still, joined, Shared(len(got), tuple(places), paid))
    return found


def _joined(said: tuple[Any, ...]) -> Any:
    """What is open of several claims alike: whether anything is, or all that is, each once."""
    return any(said) if isinstance(said[0], bool) else tuple(dict.fromkeys(one for each in said for one in each))
