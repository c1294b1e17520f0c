"""From claims to what is payable: limits applied, each claimant's best combination chosen, totals made.

Nothing that comes in is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any, NamedTuple

from subsidies.errors import Finding, UsageError
from subsidies.ruleset.references import LimitRef
from subsidies.settlement.alike import BoundKey, classes, key_of, sharing
from subsidies.settlement.claims import Claim
from subsidies.settlement.formulate import formulate
from subsidies.settlement.formulation import Formulation
from subsidies.settlement.list_limits import used_up
from subsidies.settlement.month_limits import Rates, SharedOut, share_out
from subsidies.settlement.plan import SettlingPlan
from subsidies.settlement.still_open import COUNTING, still_open
from subsidies.settlement.totals import joint_of, total_of
from subsidies.settlement.values import Combination, Exclusion, Settled, Settlement, StillOpen, Together, as_due
from subsidies.stacking.connected import connected
from subsidies.stacking.part import part_of
from subsidies.stacking.problem import Bound, Candidate, CrossingCaps, Measure
from subsidies.stacking.rivals import Rivalry


def settle(claims: Sequence[Claim], plan: SettlingPlan, env: Any) -> Settlement:
    """Settle the claims of a whole law; ``env`` is what the closures of the plan read.

    Raises :class:`UsageError` where caps in yuan that two versions of a policy have in one case cross.
    """
    try:
        return _Settling(formulate(claims, plan, env), plan, env).settlement()
    except CrossingCaps as crossing:
        # Caps nest in each file: only those of two versions, or of two files that join policies, can cross in a case.
        left, right = (limit.name for limit in (crossing.limit_a, crossing.limit_b) if isinstance(limit, LimitRef))
        raise UsageError(Finding("caps_cross", context={"left": left, "right": right})) from None


Doubts = Mapping[BoundKey, tuple[bool, ...]]


class _Rivals(NamedTuple):
    """Who competes in a component; ``number`` is that of a bound there, by its place in the formulation."""

    number: Mapping[int, int]
    of: Rivalry


class _Settling:
    def __init__(self, formulation: Formulation, plan: SettlingPlan, env: Any) -> None:
        self.formulation = formulation
        self.plan = plan
        self.env = env
        self.firsts = [
            min(formulation.months_of(i, env)[0], default=1) if claim.plan.spell else 1
            for i, claim in enumerate(formulation.claims)
        ]
        self.same = {limit.ref for limit in plan.limit_plans if limit.rule.same}
        """The limits over one benefit with several grounds."""
        self.monthly = [_monthly(claim) for claim in formulation.claims]
        self.settled: dict[int, Settled] = {}
        self.paid: dict[int, tuple[int, int | None]] = {}
        """What is paid to each claim (by its place), where nothing tells claims apart to one or other of them."""
        self.kept_out: set[int] = set()
        """Candidates that limits keep out of their claimant's own choice, though others that are quite like them be chosen."""
        self.combinations: list[Combination] = []
        self.together: list[Together] = []

    def settlement(self) -> Settlement:
        claimed = []
        for members in self.components():
            own = self.by_claimant(members)
            rivals = self.rivalry(members, own)
            claimed.append((members, own, [self.claimant(candidates, rivals) for candidates in own]))
        claims = self.formulation.claims
        # What surely holds and is kept out whatever it comes to uses nothing: nothing turns on how much that is.
        unused = {
            claim.place for i, claim in enumerate(claims) if self.formulation.is_certain(i) and self.settled[claim.place].excluded
        }
        for members, own, found in claimed:
            first = len(self.combinations)
            for candidates, shared in found:
                self.combine(candidates, shared, unused)
            if len(own) > 1:
                parts, left = list(range(first, len(self.combinations))), self.not_excluded(members)
                self.together += joint_of(self.formulation, left, own, self.combinations, parts, self.share_out)
        items = used_up(self.formulation, self.paid, self.env)
        return Settlement(self.settled, tuple(items), tuple(self.combinations), tuple(self.together))

    def components(self) -> list[list[int]]:
        """Candidates that must be looked at together: those that share a bound or a precedence."""
        formulation = self.formulation
        tied: list[Sequence[int]] = [bound.members for bound in formulation.bounds]
        tied += [(i, *over.values()) for i, over in formulation.prevailing.items() if over]
        return connected(len(formulation.claims), tied)

    def not_excluded(self, members: Sequence[int]) -> list[int]:
        """Candidates that limits have not kept out, or that others may have to give way to."""
        formulation = self.formulation
        ways = {j for i in members for j in formulation.candidates[i].prevailed_by}
        return [i for i in members if i in ways or i not in self.kept_out]

    def by_claimant(self, members: Sequence[int]) -> list[list[int]]:
        found: dict[Any, list[int]] = {}
        for i in members:
            found.setdefault(self.formulation.claimants[i], []).append(i)
        return list(found.values())

    def places(self, members: Sequence[int]) -> list[int]:
        """The places of the bounds over some candidates."""
        return sorted({place for i in members for place in self.formulation.over.get(i, ())})

    def claimant(self, own: list[int], rivals: _Rivals | None) -> tuple[list[int], SharedOut]:
        """Settle what one claimant claims of a component: its candidates in order, and how they were shared out."""
        formulation = self.formulation
        places = self.places(own)
        bounds = [formulation.bounds[place] for place in places]
        competing: dict[int, tuple[int, ...]] = {}
        if rivals is not None:
            whose = formulation.claimants[own[0]]
            also = {i for found in rivals.of.floating.values() for i in found if formulation.claimants[i] == whose}
            relied = rivals.of.reliable({*own, *also})
            bounds = [relied[rivals.number[place]].bound for place in places]
            competing = {place: relied[rivals.number[place]].competing for place in places}
        doubts = {key_of(bound): self.doubts(place, competing) for place, bound in zip(places, bounds, strict=True)}
        own = self.ordered(own, bounds, doubts)
        shared = self.share_out(own, bounds)
        outcomes = self.outcomes(own, shared, competing, doubts)
        self.settled |= {formulation.claims[i].place: one for i, one in zip(own, outcomes, strict=True)}
        return own, shared

    def combine(self, own: Sequence[int], shared: SharedOut, unused: set[int]) -> None:
        """Add up what one claimant's candidates were settled to, once those of all are; nothing turns on what is ``unused``."""
        formulation = self.formulation
        of_own = tuple([formulation.claims[i].place for i in own])
        for place in of_own:
            one = self.settled[place]
            left = tuple([other for other in one.open.others if other not in unused])
            if left != one.open.others:
                self.settled[place] = one._replace(open=one.open._replace(others=left))
        outcomes = [self.settled[place] for place in of_own]
        places = self.places(own)
        paid = {j: self.paid[place] for j, place in enumerate(of_own) if place in self.paid}
        total = total_of(formulation.claimants[own[0]], [formulation.claims[i] for i in own], shared, outcomes, paid)
        tallies = tuple([formulation.tallies[place] for place in places])
        found = tuple(shared.candidates), tuple(shared.bounds), shared.solution, total, tallies, formulation.a_month
        self.combinations.append(Combination(of_own, *found))

    def rivalry(self, members: Sequence[int], own: Sequence[Sequence[int]]) -> _Rivals | None:
        """Who competes with whom in a component; None where one claimant has all of it to itself."""
        formulation = self.formulation
        floating = {place: formulation.floating[place] for place in self.places(members) if place in formulation.floating}
        if len(own) == 1 and not floating:
            return None
        near = self.places([*members, *(i for found in floating.values() for i in found)])
        number = {place: k for k, place in enumerate(near)}
        bounds = [formulation.bounds[place] for place in near]
        may_be_under = {number[place]: own for place, own in floating.items()}
        under = ((*bounds[number[place]].members, *floating.get(place, ())) for place in near)
        nothing = {i for members_of in under for i in members_of if self.gives_nothing(i)}
        return _Rivals(number, Rivalry(formulation.candidates, bounds, may_be_under, nothing))

    def gives_nothing(self, i: int) -> bool:
        """Whether a claim is one of money that comes to nothing: it is never given, and uses nothing."""
        return self.formulation.claims[i].is_money and self.formulation.candidates[i].high == 0

    def doubts(self, place: int, competing: Mapping[int, tuple[int, ...]]) -> tuple[bool, ...]:
        """What is in doubt of a bound, besides its numbers: by one that is, claims may be open where they else are settled."""
        formulation = self.formulation
        users = competing.get(place, ())
        sure = [j for j in users if formulation.is_certain(j) and not formulation.prevailing.get(j)]
        bounds = formulation.vague_bounds, formulation.prior_keys, formulation.maybe_freed, formulation.floating
        return len(sure) > 0, len(users) > len(sure), *(bool(found.get(place)) for found in bounds)

    def ordered(self, own: list[int], bounds: Sequence[Bound], doubts: Doubts) -> list[int]:
        """A claimant's candidates in the order in which they are preferred where two would do: by clauses, never by rows.

        Among those that nothing tells apart the ids of their subjects decide whom the recommended combination names.
        """
        if len(own) < 2:
            return own
        found = self.classes(own, *part_of(self.formulation.candidates, bounds, own), doubts)
        names = [self.formulation.claims[i].subject.id for i in own]
        return [i for *_, i in sorted(zip(found, names, own, strict=True))]

    def classes(self, own: Sequence[int], candidates: Sequence[Candidate], bounds: Sequence[Bound], doubts: Doubts) -> list[int]:
        """Which of a claimant's candidates nothing tells apart, and in which order they are preferred.

        What is in doubt of a claim itself tells it apart: of two that may come to as much, one may have been paid before.
        """
        formulation = self.formulation
        own_doubts = formulation.unknown_priors, formulation.vague_months, formulation.unknown_keys, formulation.unknown_limits
        known = [
            (self.plan.order[formulation.claims[i].plan.ref], self.firsts[i], *(i in found for found in own_doubts)) for i in own
        ]
        return classes(candidates, bounds, known, doubts)

    def share_out(self, members: Sequence[int], bounds: Sequence[Bound]) -> SharedOut:
        candidates, over = part_of(self.formulation.candidates, bounds, members)
        firsts, monthly = [self.firsts[i] for i in members], [self.monthly[i] for i in members]
        return share_out(candidates, over, firsts, self.formulation.a_month, monthly)

    def outcomes(
        self, own: Sequence[int], shared: SharedOut, competing: Mapping[int, tuple[int, ...]], doubts: Doubts
    ) -> list[Settled]:
        """What became of each of a claimant's candidates, and what of the limits over it is open."""
        solution, formulation = shared.solution, self.formulation
        found: dict[int, Settled] = {}
        for award in solution.chosen:
            j, i = award.candidate, own[award.candidate]
            measures: tuple[Measure, ...] = ("yuan", "months") if award.low != award.high else ()
            open_ = still_open(formulation, i, competing, measures)
            # Where others or what is not known may leave nothing of it, nothing can be promised.
            if not award.low and (open_.priors or open_.awards or open_.allowances or open_.rivals or open_.others):
                continue
            claim = formulation.claims[i]
            paid = as_due(claim.amounts, (award.low, award.high)) if claim.is_alone else (award.low, award.high)
            found[j] = Settled(paid, None, open_, shared.months.get(j))
        for j, bound in solution.excluded.items():
            limit = bound.limit
            assert isinstance(limit, LimitRef)
            if limit in self.same and self.gives_a_figure([own[i] for i in bound.members], own[j]):
                continue
            # Others may turn on what is not known of a claim that is kept out whatever that may be.
            found[j] = Settled(None, Exclusion(limit, bound.group, bound.measure), still_open(formulation, own[j], competing, ()))
            self.kept_out.add(own[j])
        for j, i in enumerate(own):
            if j not in found:
                found[j] = Settled(None, None, still_open(formulation, i, competing, (*COUNTING, "yuan")))
        settled = self.deciding_others(own, [found[j] for j in range(len(own))], shared)
        places = [formulation.claims[i].place for i in own]
        self.paid |= {place: one.paid for place, one in zip(places, settled, strict=True) if one.paid is not None}
        for group in self.alike(own, shared, settled, doubts):
            settled = sharing(self.with_what_is_open(settled, group, own, competing), group, [places[j] for j in group])
        return settled

    def with_what_is_open(
        self, settled: Sequence[Settled], group: Sequence[int], own: Sequence[int], competing: Mapping[int, tuple[int, ...]]
    ) -> list[Settled]:
        """The same with what is open of each of a group alike, of which some are paid or may be: any of them may be who has the
        award, or who is kept out, or may have another."""
        paid = [one.paid for j in group if (one := settled[j]).paid is not None]
        more = any(settled[j].paid is None and settled[j].excluded is None for j in group)
        found = list(settled)
        if not paid and not more:
            return found
        measures: tuple[Measure, ...] = ("yuan", "months") if any(low != high for low, high in paid) else ()
        measures = (*COUNTING, "yuan") if more else measures
        for j in group:
            one = settled[j]
            if more or one.excluded is not None:
                open_ = still_open(self.formulation, own[j], competing, measures)
                found[j] = one._replace(open=open_._replace(others=tuple(dict.fromkeys((*one.open.others, *open_.others)))))
        return found

    def gives_a_figure(self, grounds: Sequence[int], i: int) -> bool:
        """Whether a claim that may hold would give a stated sum where other grounds of the benefit surely give none."""
        claims = self.formulation.claims
        others = [claims[j] for j in grounds if self.formulation.is_certain(j)]
        return claims[i].verdict is None and claims[i].states_a_sum and not any(other.states_a_sum for other in others)

    def deciding_others(self, own: Sequence[int], found: Sequence[Settled], shared: SharedOut) -> list[Settled]:
        """Of what is open although all of its own is known: the open claims of the same claimant that decide it."""
        formulation = self.formulation
        is_open = [self.is_open_by_itself(i, one) for i, one in zip(own, found, strict=True)]
        others = tuple([formulation.claims[i].place for i, yes in zip(own, is_open, strict=True) if yes])
        settled = list(found)
        for j, (i, one) in enumerate(zip(own, found, strict=True)):
            varies = one.paid is not None and one.paid[0] != one.paid[1] and not _ranges(formulation.claims[i])
            if not is_open[j] and (varies or (one.paid is None and one.excluded is None)) and one.open == StillOpen():
                settled[j] = one._replace(open=one.open._replace(others=others))
        return settled

    def is_open_by_itself(self, i: int, one: Settled) -> bool:
        """Whether a claim that is not kept out turns on what is not known of itself."""
        if one.excluded is not None:
            return False
        claim = self.formulation.claims[i]
        return claim.verdict is None or one.open != StillOpen() or any("unknown" in amount.cause for amount in claim.amounts)

    def alike(self, own: Sequence[int], shared: SharedOut, settled: Sequence[Settled], doubts: Doubts) -> Iterator[list[int]]:
        """Groups of candidates that nothing tells apart and that still do not all get the same."""
        if len(own) < 2 or not (shared.solution.chosen or shared.solution.possible):
            return
        found = self.classes(own, shared.given, shared.bounds, doubts)
        for _, group in groupby(sorted(range(len(own)), key=found.__getitem__), key=found.__getitem__):
            members = list(group)
            if len({(settled[j].paid, settled[j].months, settled[j].excluded) for j in members}) > 1:
                yield members


def _monthly(claim: Claim) -> Rates | None:
    """What a month of a claim brings, of one that pays by the month (fen)."""
    if not claim.is_money or not claim.is_by_the_month:
        return None
    amount = claim.amounts[0]
    return Fraction(amount.low or 0), None if amount.high is None else Fraction(amount.high)


def _ranges(claim: Claim) -> bool:
    """Whether an amount is a range by itself."""
    return any(amount.low != amount.high for amount in claim.amounts)
