"""Which unknowns can still change something, what each is worth, and who is asked: the list that an inquiry works through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from subsidies.advice.answers import Answer, Answers
from subsidies.advice.entitlement_ranks import Rank, rank
from subsidies.advice.inquiries import FOR_THE_OFFICE, Inquiry, Subject, gather, subject_of
from subsidies.advice.only_named import is_apart, only_named
from subsidies.advice.supposing import Supposing
from subsidies.advice.worth import Money, Pool, Stakes
from subsidies.case.entities import EntityRef
from subsidies.determination import Entitlement
from subsidies.explanation import Explanation
from subsidies.files.schema import Label
from subsidies.reprs import one_line
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS

OFFICE_SORTS: Final = (*FOR_THE_OFFICE, "rate")
"""Sorts of what is missing that only an office can tell: beside what the text leaves to it, the figures that it sets."""
MOST_DECIDED: Final = 120_000
"""So many entitlements in all are decided again for one list, a few seconds' worth: values are tried for what is worth most
first, and for the rest no turning values are told."""


@one_line
@dataclass(slots=True)
class Turning:
    """What the answers of one entity to an inquiry would change by themselves, everything else left open as it is."""

    entity: EntityRef
    worth: tuple[Money, ...]
    """As for :class:`Answerable`."""
    answers: tuple[Answer, ...]
    """Those with the same sums as one, in the order of the values; none where they were not tried, or cannot be."""


@one_line
@dataclass(slots=True)
class Answerable:
    """One inquiry that can change something, with what it is worth.

    ``worth`` says for each pool between how many yuan an answer adds to what is sure now, beside the answer that adds least: at
    least ``low``, whatever it is, and no more than ``high``, whatever the answers to all else (None is no upper end). It holds
    for all ``inquiry.entities`` together; pools are never added. A pool in which nothing can change is not named.
    """

    inquiry: Inquiry
    rank: Rank
    """What it decides at best: a sum of the plan, a service of the plan, what is decided elsewhere, or a duty."""
    worth: tuple[Money, ...]
    turning: tuple[Turning, ...]
    """For each entity of whose answer sums of the plan turn; empty for relations, lists and earlier awards."""
    evidence: Label | None
    """What proves the answer; None where the vocabulary names nothing."""


@one_line
@dataclass(slots=True)
class Apart:
    """What turns on people who are only named in the affairs of an employer or school: they are assessed apart."""

    people: tuple[EntityRef, ...]
    clauses: tuple[str, ...]
    """The clauses, by full id, that are open for them."""
    inquiries: int
    """How many more inquiries these would take."""


@one_line
@dataclass(slots=True)
class Asking:
    """All that can still change something."""

    answerable: tuple[Answerable, ...]
    """What can be asked: first for sums (cash before other kinds, more before less), then services, then what is elsewhere."""
    office: tuple[Inquiry, ...]
    """What only an office can tell."""
    apart: Apart | None
    """None where nobody is only named, or nothing is open for them."""


def asking(explanation: Explanation, *, everybody: bool = False) -> Asking:
    """What still has to be found out for a determination.

    Where no entry asks for a fact, no value of it changes any verdict, outcome, amount or total. Once all entries are answered
    nothing is open that a fact decides, unless answers raise new questions: then another list has them. ``everybody`` takes in
    those who are only named in the affairs of an employer or school.
    """
    return _Asking(explanation, everybody).found()


@dataclass(slots=True)
class _Entry:
    """An inquiry in the making: the entitlements that turn on each entity's answer, all of them for what is of no entity."""

    inquiry: Inquiry
    items: dict[EntityRef | None, list[Entitlement]] = field(default_factory=dict)

    def all(self) -> list[Entitlement]:
        return list({id(item): item for own in self.items.values() for item in own}.values())


class _Asking:
    def __init__(self, explanation: Explanation, everybody: bool) -> None:
        self.explanation = explanation
        determination = explanation.determination
        self.stakes = Stakes(determination)
        self.named = frozenset() if everybody else only_named(explanation.law.world.vocabulary, determination)
        self.answers = Answers(Supposing(explanation), self.stakes)
        self.left = MOST_DECIDED // max(1, len(determination.entitlements))
        """How many values may still be tried."""

    def found(self) -> Asking:
        items = self.explanation.determination.entitlements
        entries = self.entries(item for item in items if not is_apart(item, self.named))
        asked = [entry for entry in entries if entry.inquiry.first.sort not in OFFICE_SORTS]
        office = [entry.inquiry for entry in entries if entry.inquiry.first.sort in OFFICE_SORTS]
        worth = {id(entry): self.stakes.at_stake(entry.all()) for entry in asked}
        ranks = {id(entry): min(rank(self.explanation.law, item) for item in entry.all()) for entry in asked}
        asked.sort(key=lambda entry: _order(ranks[id(entry)], worth[id(entry)], len(entry.inquiry.clauses)))
        answerable = [self.answerable(entry, ranks[id(entry)], worth[id(entry)]) for entry in asked]
        return Asking(tuple(answerable), tuple(office), self.apart({subject_of(entry.inquiry.first) for entry in asked}))

    def entries(self, items: Iterable[Entitlement]) -> list[_Entry]:
        inquiries: dict[Subject, Inquiry] = {}
        touched: dict[Subject, dict[EntityRef | None, list[Entitlement]]] = {}
        for item in items:
            gather(inquiries, item, self.explanation, ())
            for missing in self.explanation.missing(item):
                touched.setdefault(subject_of(missing), {}).setdefault(missing.entity, []).append(item)
        return [_Entry(inquiry, touched[subject]) for subject, inquiry in inquiries.items()]

    def answerable(self, entry: _Entry, of_rank: Rank, most: dict[Pool, Decimal | None]) -> Answerable:
        first = entry.inquiry.first
        turning: list[Turning] = []
        evidence = None
        if first.sort == "fact" and first.entity is not None:
            evidence = self.explanation.law.world.vocabulary.fact(first.entity.kind, first.fact).model.evidence
            turning = [self.turning(entry, ref) for ref in entry.inquiry.entities] if most else []
        lows = [one for own in turning for one in own.worth]
        worth = tuple(
            Money(pool, max((one.low for one in lows if one.pool == pool), default=Decimal(0)), high)
            for pool, high in sorted(most.items(), key=_of_pool)
        )
        return Answerable(entry.inquiry, of_rank, worth, tuple(one for one in turning if one.worth), evidence)

    def turning(self, entry: _Entry, ref: EntityRef) -> Turning:
        items = list({id(item): item for item in entry.items[ref]}.values())
        most = dict(sorted(self.stakes.at_stake(items).items(), key=_of_pool))
        if not most:
            return Turning(ref, (), ())
        fact = self.explanation.law.world.vocabulary.fact(ref.kind, entry.inquiry.first.fact)
        answers, tried = self.answers.of(self.explanation.entity(ref), fact, items, most, self.left)
        self.left -= tried
        return Turning(ref, tuple(Money(pool, self.least(answers, pool), high) for pool, high in most.items()), answers)

    def least(self, answers: Iterable[Answer], pool: Pool) -> Decimal:
        """By how much what is sure of a pool grows whatever the answer is."""
        lows = [one.low for answer in answers for one in answer.totals if one.pool == pool]
        return max(Decimal(0), min(lows) - self.stakes.now(pool).low) if lows else Decimal(0)

    def apart(self, asked: set[Subject]) -> Apart | None:
        """What is open for those only named; ``asked`` is what is asked anyhow."""
        items = [item for item in self.explanation.determination.entitlements if is_apart(item, self.named)]
        entries = self.entries(items)
        if not entries:
            return None
        vocabulary = self.explanation.law.world.vocabulary
        people = tuple(sorted(ref for ref in self.named if vocabulary.entities[ref.kind].told_apart_by))
        clauses = tuple(dict.fromkeys(item.clause for item in items if self.explanation.missing(item)))
        others = [one for one in (entry.inquiry.first for entry in entries) if one.sort not in OFFICE_SORTS]
        return Apart(people, clauses, sum(subject_of(one) not in asked for one in others))


def _of_pool(most: tuple[Pool, Decimal | None]) -> tuple[int, Decimal]:
    """Pools in the order of the kinds, and of one kind the one of which most turns."""
    pool, high = most
    return list(BENEFIT_KINDS).index(pool.kind), Decimal("-Infinity") if high is None else -high


def _order(of_rank: Rank, most: dict[Pool, Decimal | None], clauses: int) -> tuple[Rank, bool, tuple[int, Decimal], int]:
    first = min(map(_of_pool, most.items()), default=(0, Decimal(0)))
    return of_rank, not most, first, -clauses
