"""What settling gives back: for each claim what is paid of it or keeps it out, totals, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple

from subsidies.amount import Amount, Yuan, ends_in_yuan
from subsidies.case.entities import EntityRef
from subsidies.expression.nodes import Path
from subsidies.reprs import one_line
from subsidies.ruleset.models import Every
from subsidies.ruleset.references import ALREADY_PAID, ClauseRef, LimitRef, RulesetRef
from subsidies.settlement.month_limits import MonthsPaid
from subsidies.stacking.problem import Bound, Candidate, Measure, Solution
from subsidies.types.numbers import Exact

ZERO: Final = Decimal("0.00")
Ends = tuple[int, int | None]
"""At least and at most, in fen; None without upper end."""


def as_due(amounts: Iterable[Amount], figure: Ends) -> Ends:
    """What may be due under the highest of some amounts of which the figure was settled: up to a ceiling, from a floor on."""
    bounds = {amount.bound for amount in amounts}
    return 0 if "ceiling" in bounds else figure[0], None if "floor" in bounds else figure[1]


UNKNOWN_PAYEE: Final = "?"
"""Stands among payees for one that is not known."""


@one_line
class Exclusion(NamedTuple):
    """The limit that keeps an award out, in the group that its keys name, and what of it is used up."""

    limit: LimitRef
    group: tuple[str, ...]
    measure: Measure

    @property
    def is_already_paid(self) -> bool:
        """Whether it was paid before: that is no limit of the law."""
        return self.limit == ALREADY_PAID


@one_line
class StillOpen(NamedTuple):
    """What is not known of the limits over a claim, or of who else claims under them, and may still change what is paid of it."""

    priors: bool = False
    """What was paid before: nothing at all is known of it."""
    months: bool = False
    """For how many months it is."""
    keys: tuple[tuple[EntityRef, Path], ...] = ()
    """Ways to those for whom a limit counts it, or to the payee, that lead to nobody known."""
    allowances: tuple[tuple[LimitRef, EntityRef], ...] = ()
    """Limits of which it is not known how much they allow, each with an entity to read that from."""
    exemptions: tuple[tuple[LimitRef, ClauseRef, EntityRef], ...] = ()
    """Limits that bind the claim unless an exemption holds of which that is not known, for it or for an earlier award: the
    limit, and the clause and subject that may be exempt."""
    others: tuple[int, ...] = ()
    """Open claims under the same limits, by their places: what is not known of them decides this one."""
    awards: tuple[tuple[str, EntityRef], ...] = ()
    """Earlier awards of which it is not known what they used up: the clause that each line names, and its subject."""
    rivals: tuple[int, ...] = ()
    """What other claimants surely claim under a limit that is not enough for all, by place: nobody chooses between them."""


NOTHING_OPEN: Final = StillOpen()


@one_line
class Shared(NamedTuple):
    """Awards of a clause for subjects that nothing tells apart: how many there are, and what these come to (fen).

    ``places`` are the claims of all the subjects. It is not settled who of them has an award, or how much of the sum.
    """

    number: int
    places: tuple[int, ...]
    paid: tuple[int, int | None]

    @property
    def yuan(self) -> Yuan:
        """What they come to, at least and at most, in yuan."""
        return ends_in_yuan(self.paid)


@one_line
class Settled(NamedTuple):
    """What became of a claim: paid now (in fen, after limits; None without upper end), kept out by a limit, or neither yet.

    ``months`` are those that limits leave it, where they are fewer than it is for. What is ``shared`` is paid as well, but not to
    the subject alone.
    """

    paid: tuple[int, int | None] | None = None
    excluded: Exclusion | None = None
    open: StillOpen = NOTHING_OPEN
    months: MonthsPaid | None = None
    shared: Shared | None = None


@one_line
@dataclass(frozen=True, slots=True)
class Part:
    """What one version of a policy pays now of a total, in yuan."""

    ruleset: RulesetRef
    low: Decimal
    high: Decimal | None


@one_line
@dataclass(frozen=True, slots=True)
class Total:
    """The best lawful total of one kind and period for one claimant (a payee, or those among whom the text leaves it), in yuan.

    ``period`` says what the sum is for: once and for all, the assessed year, or each month. ``parts`` are what each
    version of a policy has in what is payable. ``low`` is what is surely due, whatever others claim under the same limits;
    ``high`` what may be, where they take nothing of them, None without upper bound. ``payable`` is the sum of the awards that
    are payable now. What makes the difference: ``band`` says that the law leaves a range, ``unknown`` that a fact is missing,
    ``choice`` that others claim under the same limits and the office decides.
    """

    kind: str
    payees: tuple[str, ...]
    period: Every
    low: Decimal
    high: Decimal | None
    payable_low: Decimal
    payable_high: Decimal | None
    band: bool
    unknown: bool
    choice: bool = False
    parts: tuple[Part, ...] = ()

    @property
    def exact(self) -> bool:
        return self.low == self.high


def added_up(totals: Iterable[Total]) -> tuple[Total, ...]:
    """One total for each kind, payees and period, of totals that do not touch one another."""
    alike: dict[tuple[str, frozenset[str], Every], list[Total]] = {}
    for total in totals:
        alike.setdefault((total.kind, frozenset(total.payees), total.period), []).append(total)
    return tuple([summed(own) for own in alike.values()])


def summed(totals: Sequence[Total]) -> Total:
    """The sum of totals of one kind and period, with the payees of the first."""
    if len(totals) == 1:
        return totals[0]
    parts: dict[RulesetRef, list[Part]] = {}
    for part in (part for total in totals for part in total.parts):
        parts.setdefault(part.ruleset, []).append(part)
    return replace(
        totals[0],
        low=sum((item.low for item in totals), ZERO),
        high=_highs(item.high for item in totals),
        payable_low=sum((item.payable_low for item in totals), ZERO),
        payable_high=_highs(item.payable_high for item in totals),
        band=any(item.band for item in totals),
        unknown=any(item.unknown for item in totals),
        choice=any(item.choice for item in totals),
        parts=tuple(
            Part(ref, sum((part.low for part in own), ZERO), _highs(part.high for part in own)) for ref, own in parts.items()
        ),
    )


def _highs(ends: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of upper ends; None where one of them has none."""
    found = list(ends)
    return None if None in found else sum((end for end in found if end is not None), ZERO)


@one_line
@dataclass(frozen=True, slots=True)
class UsedUp:
    """How a limit that is a list was used up: item by item, in order, in fen."""

    limit: LimitRef
    group: tuple[str, ...]
    items: tuple[tuple[str, int, int | None], ...]
    """Text of the item, least and most that is taken from it."""

    @property
    def yuan(self) -> tuple[tuple[str, Yuan], ...]:
        """The same in yuan."""
        return tuple((text, ends_in_yuan((low, high))) for text, low, high in self.items)


@one_line
class Tally(NamedTuple):
    """Of a bound: how much there may be (fen for yuan; None is no bound), and how much of it earlier awards used up.

    Each is at least and at most; None where nobody knows how much was used at most.
    """

    allowed: tuple[Exact | None, Exact | None]
    used: tuple[int, int | None]


@one_line
@dataclass(frozen=True, slots=True)
class Combination:
    """Claims of one claimant that were settled together, as the search was given them.

    ``members`` are the places of the claims; they, ``candidates`` and the bounds' members run parallel, as do ``bounds`` and
    ``tallies``. What other claimants may use is taken off the lower ends of the bounds. ``total`` is what they come to; None
    where none of them is money that somebody is paid. Candidates and bounds count months in parts, ``a_month`` of them.
    """

    members: tuple[int, ...]
    candidates: tuple[Candidate, ...]
    bounds: tuple[Bound, ...]
    solution: Solution
    total: Total | None
    tallies: tuple[Tally, ...]
    a_month: int


@one_line
@dataclass(frozen=True, slots=True)
class Together:
    """What several claimants come to together who claim under the same limits, in yuan; None without upper bound.

    ``combinations`` are theirs, by their place in the settlement. ``most`` is the upper bound for some of them together, by
    their places: for those who may be one payee, and for claims to the same payees of whom one is not known.
    """

    combinations: tuple[int, ...]
    kind: str
    period: Every
    low: Decimal
    high: Decimal | None
    most: Mapping[frozenset[int], Decimal | None]

    def most_of(self, combinations: frozenset[int]) -> Decimal | None:
        """The upper bound for some of the claimants together; None without one."""
        return self.high if len(combinations) == len(self.combinations) else self.most[combinations]


@one_line
@dataclass(frozen=True, slots=True)
class Settlement:
    """All of it: what became of each claim (by its place), and what follows for the whole."""

    claims: dict[int, Settled]
    used_up: tuple[UsedUp, ...]
    combinations: tuple[Combination, ...]
    together: tuple[Together, ...]
