"""Limits in months: they cut what is by the month, in calendar order, and do not refuse it whole.

The months that are left go where they bring most, by the same search that finds the best combination: each claim is taken apart
into its months for it, and put together again with as many as it got.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from subsidies.amount import rounded
from subsidies.settlement.earlier_awards import ALL
from subsidies.stacking.problem import Bound, Candidate
from subsidies.stacking.solver import solve


@dataclass(frozen=True, slots=True)
class MonthsPaid:
    """For how many months a claim is paid, at least and at most, where limits leave fewer than the ``due`` ones."""

    low: int
    high: int
    due: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A month of a candidate, or the whole of one that no limit in months can cut."""

    candidate: int
    number: int
    calendar: int


def cut(
    candidates: Sequence[Candidate], bounds: Sequence[Bound], first_months: Sequence[int]
) -> tuple[list[Candidate], dict[int, MonthsPaid]]:
    """The candidates as limits in months leave them, and which of them they cut.

    ``first_months`` are the months of the year with which candidates begin, for the calendar order. Nothing is cut where all
    months fit; a candidate of which no month fits stays as it is, and its limit keeps it out.
    """
    binding = [bound for bound in bounds if bound.measure == "months" and _may_bind(candidates, bound)]
    divisible = {i for bound in binding for i in bound.members if 1 < candidates[i].months_high < ALL}
    found = list(candidates)
    paid: dict[int, MonthsPaid] = {}
    if not divisible:
        return found, paid
    least = _least(candidates, bounds, divisible, first_months)
    for i in divisible:
        candidate = candidates[i]
        own = [bound for bound in binding if i in bound.members]
        most = min([candidate.months_high, *[bound.high for bound in own if bound.high is not None]])
        settled = (
            candidate.months_low == candidate.months_high
            and all(bound.low == bound.high and not bound.maybe_exempt for bound in own)
            and all(candidates[j].certain for bound in own for j in bound.members)
        )
        low, high = least[i], least[i] if settled else most
        if high == 0 or low == candidate.months_high:
            continue
        uses = low if settled or low else high
        found[i] = candidate._replace(
            low=_part(candidate.low, low, candidate.months_low),
            high=None if candidate.high is None else _part(candidate.high, high, candidate.months_high),
            months_low=uses if candidate.certain or not low else low,
            months_high=uses,
        )
        paid[i] = MonthsPaid(low, high, candidate.months_high)
    return found, paid


def _may_bind(candidates: Sequence[Candidate], bound: Bound) -> bool:
    return bound.low is not None and sum(candidates[i].months_high for i in bound.members) > bound.low


def _part(amount: int, months: int, of: int) -> int:
    """So many months' part of an amount, rounded once (fen)."""
    return amount if months >= of else rounded(Fraction(amount * months, of), None)


def _least(
    candidates: Sequence[Candidate], bounds: Sequence[Bound], divisible: set[int], first_months: Sequence[int]
) -> dict[int, int]:
    """How many months of each divisible candidate are surely paid, where what is left goes to what brings most."""
    months = {i: candidates[i].months_low for i in divisible}
    scale = math.lcm(*[number for number in months.values() if number])
    pieces = [_Piece(i, 0, 0) for i in range(len(candidates)) if i not in divisible]
    pieces += [_Piece(i, k, first_months[i] + k) for i, number in months.items() for k in range(number)]
    pieces.sort(key=lambda piece: (piece.calendar, piece.candidate))
    places: dict[int, list[int]] = {}
    for place, piece in enumerate(pieces):
        places.setdefault(piece.candidate, []).append(place)
    expanded = [_expanded(candidates[piece.candidate], months.get(piece.candidate), scale, places) for piece in pieces]
    taken_apart = [_taken_apart(bound, places, divisible, scale) for bound in bounds]
    got = dict.fromkeys(divisible, 0)
    for award in solve(expanded, taken_apart).chosen:
        if pieces[award.candidate].candidate in got:
            got[pieces[award.candidate].candidate] += 1
    return got


def _expanded(candidate: Candidate, months: int | None, scale: int, places: Mapping[int, Sequence[int]]) -> Candidate:
    """A piece of a candidate at its least; ``months`` None for one that is taken whole."""
    amount = candidate.low * scale if months is None else candidate.low * scale // months
    prevailed_by = tuple(places[j][0] for j in candidate.prevailed_by if places.get(j))
    uses = candidate.months_high if months is None else 1
    return candidate._replace(low=amount, high=amount, months_low=uses, months_high=uses, prevailed_by=prevailed_by)


def _taken_apart(bound: Bound, places: Mapping[int, Sequence[int]], divisible: set[int], scale: int) -> Bound:
    """A bound over the pieces of its members, at its least; awards and persons count claims, however many months they are for."""
    members = [(i, place) for i in bound.members for place in places.get(i, ())]
    persons = dict(zip(bound.members, bound.persons, strict=True)) if bound.persons else {}
    measure, names, least = bound.measure, tuple(persons[i] for i, _ in members) if persons else (), bound.low
    if bound.measure == "awards" and divisible & set(bound.members):
        measure, names = "persons", tuple(f"claim {i}" for i, _ in members)
    if bound.measure == "yuan" and least is not None:
        least *= scale
    exempt = frozenset(place for i, place in members if i in bound.maybe_exempt)
    return bound._replace(
        measure=measure,
        members=tuple(place for _, place in members),
        low=least,
        high=least,
        persons=names,
        maybe_exempt=exempt,
    )
