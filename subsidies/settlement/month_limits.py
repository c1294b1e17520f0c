"""Limits in months: they cut what is by the month, in calendar order, and do not refuse it whole.

The months that are left go where they bring most, by the same search that finds the best combination: each claim is taken apart
into its months for it, and put together again with as many as it got.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from subsidies.amount import rounded
from subsidies.settlement.earlier_awards import ALL
from subsidies.settlement.month_pieces import Piece, ends_of, step_of
from subsidies.stacking.bounds import read
from subsidies.stacking.part import part_of
from subsidies.stacking.problem import Bound, Candidate, Solution
from subsidies.stacking.solver import solve
from subsidies.types.numbers import Exact, exact


@dataclass(frozen=True, slots=True)
class MonthsPaid:
    """For how many months a claim is paid, at least and at most, where limits leave fewer than the ``due`` ones."""

    low: Exact
    high: Exact
    due: Exact


Rates = tuple[Fraction, Fraction | None]
"""What a month, or a part of one, brings, at least and at most (fen)."""


@dataclass(frozen=True, slots=True)
class SharedOut:
    """Candidates as the search has settled them, with the months that they got where limits in months cut them.

    ``given`` are the candidates before that. ``most`` is what they come to at most, whoever gets which months (fen).
    """

    given: list[Candidate]
    bounds: list[Bound]
    solution: Solution
    candidates: list[Candidate]
    months: Mapping[int, MonthsPaid]
    most: int | None


def share_out(
    candidates: list[Candidate], bounds: list[Bound], first_months: Sequence[int], a_month: int, monthly: Sequence[Rates | None]
) -> SharedOut:
    """The best combination, months shared out where limits leave fewer than are due.

    ``first_months`` are the months of the year with which candidates begin, for the calendar order. What candidates and bounds
    have of months is counted in parts, ``a_month`` of them. ``monthly`` are the sums of a month, of those that have one.
    """
    binding = [bound for bound in bounds if bound.measure == "months" and _may_bind(candidates, bound)]
    step = step_of(candidates, binding, a_month)
    pieces = {i: ends_of(candidates[i], i, binding, a_month, step) for bound in binding for i in bound.members}
    divisible = {i: ends for i, ends in pieces.items() if ends is not None}
    if not divisible:
        solution = solve(candidates, bounds)
        return SharedOut(candidates, bounds, solution, candidates, {}, solution.high)
    return _SharingOut(candidates, bounds, first_months, divisible, a_month, monthly).shared_out()


def _may_bind(candidates: Sequence[Candidate], bound: Bound) -> bool:
    return bound.low is not None and sum(candidates[i].months_high for i in bound.members) > bound.low


class _SharingOut:
    def __init__(
        self,
        candidates: list[Candidate],
        bounds: list[Bound],
        first_months: Sequence[int],
        divisible: Mapping[int, Sequence[int]],
        a_month: int,
        monthly: Sequence[Rates | None],
    ) -> None:
        self.candidates = candidates
        self.bounds = bounds
        self.divisible = divisible
        self.a_month = a_month
        self.monthly = monthly
        pieces = [Piece(i, 0, one.months_high, 0) for i, one in enumerate(candidates) if i not in divisible]
        prevailing = {j for one in candidates for j in one.prevailed_by}
        for i, ends in divisible.items():
            if i in prevailing:
                # Others give way to the claim, whatever months of it there are: they are no more than parts of what holds.
                pieces.append(Piece(i, 0, 0, first_months[i]))
            starts = [0, *ends]
            pieces += [Piece(i, *span, first_months[i] + span[0] // a_month) for span in zip(starts, ends, strict=False)]
        self.pieces = sorted(pieces, key=lambda piece: (piece.calendar, piece.owner))
        self.places: dict[int, list[int]] = {}
        for place, piece in enumerate(self.pieces):
            self.places.setdefault(piece.owner, []).append(place)
        self.rates: dict[int, Rates] = {}
        for i in divisible:
            known = monthly[i]
            self.rates[i] = _rates(candidates[i]) if known is None else (known[0] / a_month, known[1] and known[1] / a_month)
        rates = [end for rate in self.rates.values() for end in rate if end is not None]
        self.scale = math.lcm(*[rate.denominator for rate in rates])

    def shared_out(self) -> SharedOut:
        apart = [*[self._bound(bound) for bound in self.bounds], *self._wholes()]
        found = solve([self._candidate(piece) for piece in self.pieces], apart)
        got = self._parts([award.candidate for award in found.chosen])
        maybe = self._parts(found.possible)
        cut = list(self.candidates)
        months: dict[int, MonthsPaid] = {}
        before: dict[Rates, tuple[int, int]] = {}
        for i in sorted(got.keys() & self.divisible.keys()):
            least, most = before.get(self.rates[i], (0, 0))
            parts = got[i], got[i] + maybe.get(i, 0)
            before[self.rates[i]] = least + parts[0], most + parts[1]
            cut[i], paid = self._cut(i, parts, (least, most))
            if paid is not None:
                months[i] = paid
        chosen = sorted(got)
        paid_now = solve(*part_of(cut, self.bounds, chosen))
        excluded = {i: self._reason(i, found, apart) for i in range(len(cut)) if i not in got and i not in maybe}
        excluded |= {chosen[j]: bound for j, bound in paid_now.excluded.items()}
        high = None if found.high is None else max(paid_now.low, self._together(found.high, got.keys() | maybe.keys()))
        if not maybe:
            # Each sum is rounded once: what is paid is the sum of these, and not the sum rounded.
            high = paid_now.high
        return SharedOut(
            self.candidates,
            self.bounds,
            Solution(
                max(paid_now.low, self._surely(found.low)),
                high,
                tuple([award._replace(candidate=chosen[award.candidate]) for award in paid_now.chosen]),
                tuple(sorted(maybe.keys() - got.keys())),
                {i: bound for i, bound in excluded.items() if bound is not None},
            ),
            cut,
            months,
            None if found.high is None else self._apart(found.high),
        )

    def _surely(self, low: int) -> int:
        """What is paid at least where one claim or another is, however the months fall: each of them is rounded once."""
        lost = sum(-min(self._rounding(i, rate[0])) for i, rate in self.rates.items())
        return math.ceil(Fraction(low, self.scale) - lost)

    def _together(self, high: int, claims: Collection[int]) -> int:
        """What some claims of one claimant come to at most: such as bring as much a month are rounded together."""
        parts: dict[Fraction, int] = {}
        for i, (_, rate) in self.rates.items():
            if i in claims and rate is not None:
                parts[rate] = parts.get(rate, 0) + max([self.pieces[place].end for place in self.places.get(i, ())], default=0)
        won = sum(max(rounded(rate * k, None) - rate * k for k in range(number + 1)) for rate, number in parts.items())
        return math.floor(Fraction(high, self.scale) + won)

    def _apart(self, high: int) -> int:
        """What claims of several claimants come to at most, whoever of them gets which months: each is rounded by itself.

        Those count that limits which do not cut leave room for.
        """
        others = [bound for bound in self.bounds if bound.measure != "months"]
        blocked = read(self.candidates, others, "high").blocked
        won = sum(max(self._rounding(i, rate[1])) for i, rate in self.rates.items() if i not in blocked)
        return math.floor(Fraction(high, self.scale) + won)

    def _rounding(self, i: int, rate: Fraction | None) -> list[Fraction]:
        """What rounding adds to the sum of a claim, for every number of months that it may get."""
        sums = [rate * self.pieces[place].end for place in self.places.get(i, ())] if rate is not None else []
        return [Fraction(0), *[rounded(one, None) - one for one in sums]]

    def _parts(self, places: Iterable[int]) -> dict[int, int]:
        """Of how many parts of a month some pieces are, by the candidates that they belong to."""
        parts: dict[int, int] = {}
        for piece in (self.pieces[place] for place in places if self._brings(place)):
            parts[piece.owner] = parts.get(piece.owner, 0) + piece.end - piece.start
        return parts

    def _brings(self, place: int) -> bool:
        """Whether a piece is more than the word that its claim holds."""
        piece = self.pieces[place]
        return piece.end > 0 or piece.owner not in self.divisible

    def _candidate(self, piece: Piece) -> Candidate:
        candidate = self.candidates[piece.owner]
        by = tuple(self.places[j][0] for j in candidate.prevailed_by if self.places.get(j))
        first = self.places[piece.owner][0]
        of = first if piece.end > self.pieces[first].end == 0 else -1
        if piece.owner not in self.divisible:
            high = None if candidate.high is None else candidate.high * self.scale
            return candidate._replace(low=candidate.low * self.scale, high=high, prevailed_by=by)
        least, most = self.rates[piece.owner]
        parts = piece.end - piece.start
        # Of a sum that is not one of months, none of them may be used for all of it.
        free = self.monthly[piece.owner] is None and candidate.months_low == 0
        # Its shortest length may end within a month of which the claim, if it is longer, needs more or all.
        needed = min(self.a_month, candidate.months_high - piece.start) if piece.end == candidate.months_low else parts
        return candidate._replace(
            certain=(candidate.certain or of >= 0) and piece.end <= candidate.months_low,
            low=int(least * parts * self.scale),
            high=None if most is None else int(most * parts * self.scale),
            months_low=0 if free else parts,
            months_high=needed,
            prevailed_by=by,
            of=of,
        )

    def _bound(self, bound: Bound) -> Bound:
        """A bound over the pieces of its members; awards and persons count claims, however many months they are for."""
        members = [(i, place) for i in bound.members for place in self.places.get(i, ()) if self._brings(place)]
        persons = dict(zip(bound.members, bound.persons, strict=True)) if bound.persons else {}
        measure, names = bound.measure, tuple([persons[i] for i, _ in members]) if persons else ()
        low, high = bound.low, bound.high
        if measure == "awards" and not self.divisible.keys().isdisjoint(bound.members):
            measure, names = "persons", tuple([f"claim {i}" for i, _ in members])
        if measure == "yuan":
            low, high = (None if end is None else end * self.scale for end in (low, high))
        exempt = frozenset([place for i, place in members if i in bound.maybe_exempt])
        places = tuple([place for _, place in members])
        return bound._replace(measure=measure, members=places, low=low, high=high, persons=names, maybe_exempt=exempt)

    def _wholes(self) -> Iterator[Bound]:
        """A candidate's months together bring no more than it does, however few they may be."""
        for i in self.divisible:
            candidate, most = self.candidates[i], self.rates[i][1]
            places = tuple(self.places.get(i, ()))
            parts = sum(self.pieces[place].end - self.pieces[place].start for place in places)
            if candidate.high is not None and most is not None and most * parts > candidate.high:
                yield Bound("whole", (), "yuan", places, None, candidate.high * self.scale)

    def _cut(self, i: int, parts: tuple[int, int], before: tuple[int, int]) -> tuple[Candidate, MonthsPaid | None]:
        """A chosen candidate with the months that it got, its sum in proportion.

        Those that bring as much a month are rounded together: however the months fall among them, they come to one sum.
        ``before`` are the parts of months of those of them that have come already.
        """
        candidate, (least, most) = self.candidates[i], parts
        if least == candidate.months_low == candidate.months_high:
            return candidate, None
        rate_low, rate_high = self.rates[i]
        high = None if rate_high is None else _rounded_after(rate_high, before[1], most)
        if high is not None and candidate.high is not None:
            high = min(high, candidate.high)
        low = _rounded_after(rate_low, before[0], least)
        cut = candidate._replace(low=low, high=high, months_low=least, months_high=least)
        fits = least == candidate.months_low and most == candidate.months_high
        return cut, None if fits else MonthsPaid(*[self._months(parts) for parts in (least, most, candidate.months_high)])

    def _months(self, parts: int) -> Exact:
        return exact(Fraction(parts, self.a_month))

    def _reason(self, i: int, found: Solution, apart: Sequence[Bound]) -> Bound | None:
        """The bound that keeps a candidate out."""
        if not any(map(self._brings, self.places.get(i, ()))):
            return next(bound for bound in self.bounds if bound.measure == "months" and i in bound.members and bound.high == 0)
        reasons = [found.excluded[place] for place in self.places[i] if place in found.excluded]
        return next((own for own, other in zip(self.bounds, apart, strict=False) if reasons and other is reasons[0]), None)


def _rounded_after(rate: Fraction, before: int, parts: int) -> int:
    """What some parts of months bring after others that bring as much, so that all of them together are rounded once (fen)."""
    return rounded(rate * (before + parts), None) - rounded(rate * before, None)


def _rates(candidate: Candidate) -> Rates:
    """What a part of a month of a candidate brings, at least and at most (fen), where its amount and its months are all known."""
    least = Fraction(candidate.low, candidate.months_high) if 0 < candidate.months_high < ALL else Fraction(0)
    return least, None if candidate.high is None else Fraction(candidate.high, max(candidate.months_low, 1))
