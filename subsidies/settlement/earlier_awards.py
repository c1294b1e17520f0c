"""Earlier awards as limits see them: of which clause they are, whom their own lines name, and what they used up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from subsidies.case.entities import Entity, PriorAward, Question
from subsidies.expression import nodes as n
from subsidies.quantities.compile import Truth
from subsidies.ruleset.lineage import GivenUnder, Lineages
from subsidies.ruleset.references import ClauseRef
from subsidies.settlement.claims import Claim
from subsidies.settlement.plan import AllowancePlan, Limit, RulePlan

ALL: Final = 1 << 60
"""What an award of which the amount or the months are not known may have used: more than there is of anything."""


@dataclass(frozen=True, slots=True)
class EarlierAward:
    """An award that was given, read by the version that gave it.

    ``under`` are the clauses that it may be of: several where it says no version and ids have moved.
    """

    award: PriorAward
    under: tuple[GivenUnder, ...]

    @property
    def subject(self) -> Entity:
        return self.award.subject

    @property
    def lineage(self) -> str | None:
        """The lineage of its clause; None where it is open which it is."""
        (first, *others) = dict.fromkeys(given.lineage for given in self.under)
        return None if others else first

    @property
    def is_sure(self) -> bool:
        """Whether it is known of which clause it is, and that corrections left something of it."""
        return self.lineage is not None and not self.award.doubtful

    def is_of(self, lineages: Collection[str]) -> Truth:
        """Whether it is an award under one of some clauses; None where that is open."""
        found = {given.lineage in lineages for given in self.under}
        return None if len(found) > 1 else found.pop()

    def stated(self, path: n.Path) -> str | None:
        """Whom the award's own line names at the end of a way from its subject; None where it does not say."""
        carried = dict(self.award.carried).get(path[-1]) if path else None
        if carried is not None:
            return carried.id
        payee = self.award.payee
        if payee is None or not path:
            return None
        ways = {way for given in self.under for way, kinds in given.payees if payee.kind in kinds}
        return payee.id if ways == {path} else None

    def group(self, limit: Limit) -> tuple[str | None, ...]:
        """The values of the keys of a limit; None for one that is not known."""
        return limit.plans[-1].group(self.lineage, self.subject, self.award.year, self.stated)


def earlier_awards(question: Question, lineages: Lineages) -> list[EarlierAward]:
    """The awards of a question that are under clauses which the law knows."""
    found: list[EarlierAward] = []
    for award in question.prior_awards or ():
        under = lineages.named(award.clause, award.version, award.subject.kind)
        if under:
            found.append(EarlierAward(award, under))
    return found


class AwardsByClause:
    """Earlier awards by what they are under and for whom they are: a claim looks up its own instead of going through all."""

    def __init__(self, awards: Iterable[EarlierAward]) -> None:
        self._found: dict[str, dict[str, dict[int, list[EarlierAward]]]] = {}
        """By lineage: the awards by the kind and the index of their subjects."""
        for award in awards:
            for lineage in dict.fromkeys(given.lineage for given in award.under):
                by_kind = self._found.setdefault(lineage, {})
                by_kind.setdefault(award.subject.kind, {}).setdefault(award.subject.index, []).append(award)

    def of(self, claim: Claim, lineage: str) -> list[EarlierAward]:
        """The awards that are or may be under the clause of a claim: for its subject, and for subjects of other kinds."""
        by_kind = self._found.get(lineage, {})
        own = by_kind.get(claim.subject.kind, {}).get(claim.subject.index, [])
        others = [found for kind, by_subject in by_kind.items() if kind != claim.subject.kind for found in by_subject.values()]
        return [*own, *(award for found in others for award in found)]


def exempt(limit: Limit, award: EarlierAward, env: Any, lineage_of: Mapping[ClauseRef, str]) -> Truth:
    """Whether a limit exempts an award, by the facts of today; None where that is not known."""
    found: set[Truth] = set()
    for clause in _clauses(limit, award, lineage_of):
        found.add(limit.plan_of(clause).exempt(clause, env, award.subject))
    if found:
        return None if len(found) > 1 else found.pop()
    return None if any(plan.rule.unless and any(plan.rule.unless.values()) for plan in limit.plans) else False


def _clauses(limit: Limit, award: EarlierAward, lineage_of: Mapping[ClauseRef, str]) -> Sequence[RulePlan]:
    """The clauses of today under a limit that an award may be of, and that are about its kind of subject."""
    own = {given.lineage for given in award.under}
    return [
        clause
        for plan in limit.plans
        for clause in plan.over
        if lineage_of[clause.ref] in own and clause.rule.subject == award.subject.kind
    ]


class UnderLimit(NamedTuple):
    """An award as one limit sees it: the values of its keys, whether it counts at all, and whether an exemption is why not."""

    award: EarlierAward
    group: tuple[str | None, ...]
    counts: Truth
    freed: Truth

    def counts_in(self, group: tuple[str, ...]) -> Truth:
        """Whether it used up something in a group; None where that is not known."""
        if any(value is not None and value != other for value, other in zip(self.group, group, strict=True)):
            return False
        return None if None in self.group else self.counts

    def may_count_in(self, group: tuple[str | None, ...]) -> Truth:
        """The same for a group of which not every value is known."""
        pairs = list(zip(self.group, group, strict=True))
        if any(None not in pair and pair[0] != pair[1] for pair in pairs):
            return False
        return None if any(None in pair for pair in pairs) else self.counts


def under_limit(limit: Limit, awards: Iterable[EarlierAward], env: Any, lineage_of: Mapping[ClauseRef, str]) -> list[UnderLimit]:
    """The awards that use up something of a limit, or may."""
    found: list[UnderLimit] = []
    for award in awards:
        own = award.is_of(limit.over)
        freed = None if own is False else exempt(limit, award, env, lineage_of)
        if own is not False and freed is not True:
            counts = True if own and freed is False and not award.award.doubtful else None
            found.append(UnderLimit(award, award.group(limit), counts, freed))
    return found


def named_months(award: EarlierAward) -> frozenset[tuple[str, str, int]]:
    """The months that an award names, counted through the years, with its clause and subject: in two lines they are the same."""
    line = award.award
    if award.lineage is None or line.year is None or line.month is None:
        return frozenset()
    first = 12 * line.year + line.month
    return frozenset((award.lineage, line.subject.id, first + k) for k in range(1 if line.months is None else line.months))


def used(award: PriorAward, allowance: AllowancePlan) -> tuple[int, int]:
    """What a prior award used up, at least and at most; an unknown amount may have used all."""
    if allowance.measure == "yuan":
        low, high = award.amount
        return low, ALL if high is None else high
    if allowance.measure == "months":
        months = 1 if award.months is None and award.month is not None else award.months
        return (0, ALL) if months is None else (months, months)
    return 1, 1
