"""The bounds that limits lay on claims: who is in which group, how much there may be, and what earlier awards used of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from subsidies.case.entities import Entity, EntityRef
from subsidies.expression import nodes as n
from subsidies.quantities.compile import Truth
from subsidies.settlement.allowances import allowed
from subsidies.settlement.already_paid import Paid
from subsidies.settlement.earlier_awards import ALL, EarlierAward, UnderLimit, named_months, under_limit, used
from subsidies.settlement.formulation import Formulation
from subsidies.settlement.month_spells import months_given, months_together
from subsidies.settlement.plan import Limit, LimitPlan, RulePlan, SettlingPlan
from subsidies.settlement.still_open import may_bind
from subsidies.settlement.values import Tally
from subsidies.stacking.problem import COUNTED_ONCE, Bound

_NOBODY: Final[frozenset[str]] = frozenset()
_NONE_EXEMPT: Final[frozenset[int]] = frozenset()


class _Groups:
    """The claims under a limit by the values of its keys; those of which a value is not known; those that it may exempt."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, ...], list[int]] = {}
        self.floating: list[tuple[int, tuple[str | None, ...]]] = []
        self.free: set[int] = set()

    def floating_in(self, group: tuple[str, ...]) -> list[int]:
        """The claims that may be in a group without being known to be."""
        return [
            i
            for i, values in self.floating
            if all(value is None or value == other for value, other in zip(values, group, strict=True))
        ]


class LimitBounds:
    """Adds the bounds of limits to a formulation."""

    def __init__(
        self,
        found: Formulation,
        plan: SettlingPlan,
        env: Any,
        lineage: Sequence[str],
        of_clause: Mapping[RulePlan, Sequence[int]],
        priors: Sequence[EarlierAward],
    ) -> None:
        self.found = found
        self.plan = plan
        self.env = env
        self.lineage = lineage
        self.of_clause = of_clause
        self.priors = priors
        self.grouped: list[tuple[Limit, _Groups]] = []

    def add_all(self, limits: Iterable[Limit]) -> None:
        """Who is under which limit comes first: whatever is not known of that makes a claim uncertain under all of them."""
        self.grouped = [(limit, self._groups(limit)) for limit in limits]
        for limit, groups in self.grouped:
            self._limit(limit, groups)

    def add_those_without_figure(self) -> None:
        """Once there are candidates: grounds of one benefit that name no figure, beside others that do."""
        for limit, groups in self.grouped:
            if limit.plans[-1].rule.same:
                for group, members in groups.known.items():
                    self._without_figure(limit, group, members)

    def under_other_grounds(self, limits: Iterable[Limit]) -> dict[int, list[Paid]]:
        """The awards of the same benefit that a claim does not look up as its own, by claim: those under other clauses, and for
        others of its group."""
        found: dict[int, list[Paid]] = {}
        for limit in limits if self.priors else ():
            if not limit.plans[-1].rule.same:
                continue
            groups, ref = self._groups(limit), limit.plans[-1].ref
            priors = under_limit(limit, self.priors, self.env, self.plan.lineage_of)
            of_group = [(i, group) for group, members in groups.known.items() for i in members]
            for i, group in [*of_group, *groups.floating]:
                named = tuple([value or "?" for value in group])
                for prior in priors:
                    own = prior.award.is_of({self.lineage[i]})
                    known = own is True and not self._is_another(prior.award.subject, i)
                    same = False if known else prior.may_count_in(group)
                    if same is not False:
                        keys = self._prior_keys(limit, prior)
                        unsaid = own is None or prior.group.count(None) > len(keys)
                        but_for_keys = None if unsaid else prior.counts
                        same = None if own is None else same
                        found.setdefault(i, []).append(Paid(prior.award, same, (ref, named), keys, but_for_keys))
        return found

    def _prior_keys(self, limit: Limit, prior: UnderLimit) -> tuple[tuple[EntityRef, n.Path], ...]:
        """The ways from the subject of an award to values of the keys of a limit that lead to nobody known."""
        subject = prior.award.subject
        ways = limit.plans[-1].unknown_ways(prior.group, subject) if None in prior.group else []
        return tuple((subject.ref, path) for path in ways)

    def _is_another(self, subject: Entity, i: int) -> bool:
        """Whether an entity is of the kind that a claim is about, and another."""
        own = self.found.claims[i].subject
        return subject.kind == own.kind and subject.index != own.index

    def _groups(self, limit: Limit) -> _Groups:
        groups = _Groups()
        year = self.env.question.year
        for plan in limit.plans:
            for clause in plan.over:
                for i in self.of_clause.get(clause, ()):
                    subject = self.found.claims[i].subject
                    freed = plan.exempt(clause, self.env, subject)
                    if freed is True:
                        continue
                    if freed is None:
                        groups.free.add(i)
                    group = plan.group(self.lineage[i], subject, year)
                    known = tuple([value for value in group if value is not None])
                    nobody = plan.unknown_ways(group, subject) if None in group else []
                    nobody += plan.unknown_person(subject)
                    for path in nobody:
                        self.found.unknown_keys.setdefault(i, {})[subject.ref, path] = None
                    if nobody and freed is None:
                        self.found.unknown_limits.setdefault(i, []).append((plan.ref, clause.ref, subject.ref))
                    if nobody or len(known) < len(group):
                        groups.floating.append((i, group))
                    if len(known) == len(group):
                        groups.known.setdefault(known, []).append(i)
        return groups

    def _limit(self, limit: Limit, groups: _Groups) -> None:
        """The bounds of a limit: one for each group of candidates and each thing it counts."""
        known_group: dict[tuple[str | None, ...], list[UnderLimit]] = {}
        anywhere: list[UnderLimit] = []
        # What was given of one benefit counts for its period, as what was given under a clause itself does.
        priors = () if limit.plans[-1].rule.same else self.priors
        for prior in under_limit(limit, priors, self.env, self.plan.lineage_of):
            (anywhere if None in prior.group else known_group.setdefault(prior.group, [])).append(prior)
        for group, members in groups.known.items():
            plans = dict.fromkeys(limit.plan_of(self.found.claims[i].plan) for i in members)
            read = [(plan, next(self.found.claims[i].subject for i in members if self._is_of(i, plan))) for plan in plans]
            self.found.allowances[read[-1][0].ref, group] = read
            floating = groups.floating_in(group) if groups.floating else []
            of_own = {i for i in floating if self._would_be_of_one(i, limit, group, members)}
            for measure in dict.fromkeys(item.measure for plan in plans for item in plan.allowances):
                place = len(self.found.bounds)
                self._bound(limit, measure, group, members, read, groups.free, [*known_group.get(group, ()), *anywhere])
                if floating:
                    self.found.loosely_under.add(place)
                if beside := [i for i in floating if i not in self.found.bounds[place].members and i not in of_own]:
                    self.found.floating[place] = beside

    def _would_be_of_one(self, i: int, limit: Limit, group: tuple[str, ...], members: Sequence[int]) -> bool:
        """Whether a claim that may be in a group would there be of the one claimant that has all others in it: then it takes
        nothing from anybody, for what a claimant has for certain is not less when it may claim more."""
        claims, claimants = self.found.claims, self.found.claimants
        whose, own, claim = claimants[members[0]], claimants[i], claims[i]
        if any(claimants[j] != whose for j in members) or not claims[members[0]].payees:
            return False
        if (own.kind, own.period) != (whose.kind, whose.period) or len(claim.payees) != 1:
            return False
        (path,) = claim.plan.rule.payees
        ways = limit.plan_of(claim.plan).ways[claim.subject.kind]
        return any(way is not None and way.path == path and whose.who == {value} for way, value in zip(ways, group, strict=True))

    def _without_figure(self, limit: Limit, group: tuple[str, ...], members: Sequence[int]) -> None:
        """A ground without a figure adds nothing to one that surely gives a stated sum, whatever else its limits leave.

        Limits over no others than the grounds that one claimant has keep one out only for another with a stated sum.
        """
        ref, found = limit.plans[-1].ref, self.found
        stated = {i for i in members if found.claims[i].states_a_sum}
        alone = len({found.claimants[i] for i in members}) == 1

        def is_free(i: int) -> bool:
            own = set(members) if alone else {i}
            over = [place for place in found.over.get(i, ()) if found.bounds[place].limit != ref]
            binding = [place for place in over if place in found.loosely_under or may_bind(found, place)]
            return not found.prevailing.get(i) and all(
                own.issuperset(found.bounds[place].members) and found.bounds[place].low != 0 and place not in found.loosely_under
                for place in binding
            )

        given = any(is_free(i) and found.is_certain(i) for i in stated)
        for i in members:
            if i in stated:
                continue
            if given:
                found.add(Bound(ref, group, "awards", (i,), 0, 0))
            elif stated:
                found.figures_beside.setdefault(i, []).extend(sorted(stated))

    def _is_of(self, i: int, plan: LimitPlan) -> bool:
        return self.found.claims[i].plan.ref.ruleset == plan.binds

    def _bound(
        self,
        limit: Limit,
        measure: str,
        group: tuple[str, ...],
        members: list[int],
        read: Sequence[tuple[LimitPlan, Entity]],
        free: set[int],
        priors: Sequence[UnderLimit],
    ) -> None:
        newest, place = read[-1][0], len(self.found.bounds)
        counting = [(prior, counts) for prior in priors if (counts := prior.counts_in(group)) is not False]
        low, high = allowed(measure, read, self.env, lambda: self._months(members, counting))
        counts_as = next(item for plan, _ in read for item in plan.allowances if item.measure == measure)
        used_low = used_high = 0
        surely: set[tuple[str, str, int]] = set()
        reached: set[tuple[str, str, int]] = set()
        prior_persons: set[str] = set()
        maybe_persons: set[str] = set()
        for prior, counts in counting:
            award = prior.award
            least, most = used(award.award, counts_as)
            named = named_months(award)
            nobody = newest.unknown_ways(prior.group, award.subject) if None in prior.group else []
            unsaid = prior.group.count(None) > len(nobody)
            for path in (*nobody, *newest.unknown_person(award.subject)):
                self.found.prior_keys.setdefault(place, {})[award.subject.ref, path] = None
            if least != most or unsaid or not award.is_sure or (counts_as.a_month and not named):
                self.found.vague_bounds.setdefault(place, []).append(award.award)
            if prior.freed is None:
                bound_by = [
                    item.ref for plan in limit.plans for item in plan.over if self.plan.lineage_of[item.ref] == award.lineage
                ]
                self.found.maybe_freed.setdefault(place, []).extend((newest.ref, ref, award.subject.ref) for ref in bound_by[-1:])
            if measure == "months" and named:
                most = len(named - reached)
                reached |= named
                if counts:
                    least = len(named - surely)
                    surely |= named
            used_low += least if counts else 0
            used_high += most
            if measure in COUNTED_ONCE:
                person = _counted(newest, measure, award.subject)
                if person is None:
                    maybe_persons.add(f"of {award.subject.id}")
                else:
                    (prior_persons if counts else maybe_persons).add(person.id)
        persons: tuple[str, ...] = ()
        if measure in COUNTED_ONCE:
            used_low, used_high = len(prior_persons), len(prior_persons | maybe_persons)
            members, persons = self._persons(newest, members, measure)
        left = None if high is None else max(0, high - used_low)
        if left is not None:
            # Whoever was counted takes no further place, though there be none left: that may be any of those who claim.
            left = max(left, len(maybe_persons - prior_persons))
        self.found.add(
            Bound(
                newest.ref,
                group,
                counts_as.measure,
                tuple(members),
                None if low is None else max(0, low - used_high),  # type: ignore[arg-type]
                left,  # type: ignore[arg-type]
                persons,
                frozenset(prior_persons) if persons else _NOBODY,
                frozenset(free & set(members)) if free else _NONE_EXEMPT,
            ),
            Tally((low, high), (used_low, None if used_high >= ALL else used_high)),
        )

    def _persons(self, limit: LimitPlan, members: list[int], measure: str) -> tuple[list[int], tuple[str, ...]]:
        """The members of whom it is known whom or what they count for, and its id."""
        kept: list[int] = []
        names: list[str] = []
        for i in members:
            person = _counted(limit, measure, self.found.claims[i].subject)
            if person is not None:
                kept.append(i)
                names.append(person.id)
        return kept, tuple(names)

    def _months(self, members: Sequence[int], priors: Sequence[tuple[UnderLimit, Truth]]) -> tuple[int, int]:
        """How many months of the year the claims of a group, and what was paid of it before, are for together."""
        found = self.found
        own = [(i, found.months_of(i, self.env)) for i in members if found.given.get(i) is not True]
        certain = {i for i in members if found.is_certain(i) and found.given.get(i, False) is False}
        sure = [(known, 0) for i, (known, _) in own if i in certain]
        maybe = [(possible, 0) for _, (_, possible) in own]
        for prior, counts in priors:
            given = months_given(prior.award.award, self.env.question.year)
            maybe.append(given)
            if counts:
                # Without months on its line an award may be for any of them, or for those that the claims are for.
                sure.append(given if prior.award.award.months is not None or given[0] else (given[0], 0))
        return months_together(sure, maybe)


def _counted(limit: LimitPlan, measure: str, subject: Entity) -> Entity | None:
    """Whom or what an award for a subject counts for under a limit; None where that is not known."""
    if measure == "subjects":
        return subject
    way = limit.persons.get(subject.kind)
    return None if way is None else way.walk(subject, None)
