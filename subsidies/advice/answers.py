"""What each answer to a question would make of the sums, and at which values that turns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from subsidies.advice.supposing import Choice, Supposing
from subsidies.advice.worth import Money, Pool, Stakes, sums
from subsidies.arithmetic.intervals import Interval
from subsidies.case.entities import Entity
from subsidies.determination import Determination, Entitlement
from subsidies.errors import SubsidiesError
from subsidies.reprs import one_line
from subsidies.types.sorts import Sort
from subsidies.vocabulary import FactType


@one_line
@dataclass(frozen=True, slots=True)
class Answer:
    """Answers that make the same of the sums at stake and of the clauses about them, everything else left as it is.

    ``words`` are the truth values, the words of an enum or the codes of places; of a number or a day ``span`` is the least and
    the greatest instead, as the engines hold them (fen, day numbers), both included and None where there is no end. ``totals``
    are what the pools at stake come to then, at least and at most; ``clauses`` those by which sums are due or may be, and are not
    due after some other answer.
    """

    words: tuple[bool | str, ...]
    span: Interval | None
    totals: tuple[Money, ...]
    clauses: tuple[str, ...]


class Answers:
    """Tries the answers to one question, of one entity: each value, or each piece of numbers that the law does not tell apart."""

    def __init__(self, supposing: Supposing, stakes: Stakes) -> None:
        self.supposing = supposing
        self.stakes = stakes

    def of(
        self, entity: Entity, fact: FactType, items: Sequence[Entitlement], pools: Collection[Pool], most: int
    ) -> tuple[tuple[Answer, ...], int]:
        """The answers, and how many values were tried; no answers where there are more than ``most``, or rules are at fault."""
        choices = self.supposing.choices(entity, fact, items)
        if len(choices) > most:
            return (), 0
        try:
            tried = [(choice, self.supposing.decided(entity, fact, choice.value)) for choice in choices]
        except SubsidiesError:
            return (), len(choices)
        decided = [(choice, found) for choice, found in tried if found is not None]
        places = [place for item in items if self.stakes.is_settled(place := self.stakes.place(item))]
        return tuple(self._merged(fact, decided, places, pools)), len(choices)

    def _merged(
        self, fact: FactType, decided: Sequence[tuple[Choice, Determination]], places: Sequence[int], pools: Collection[Pool]
    ) -> Iterator[Answer]:
        """Values that make the same as one answer, of numbers and days those that follow one another."""
        in_order = fact.type.sort in (Sort.NUMBER, Sort.DATE)
        groups: list[tuple[tuple[Money, ...], list[Choice], set[str]]] = []
        dues = [_due(found, places) for _, found in decided]
        always = set.intersection(*dues) if dues else set()
        for (choice, found), due in zip(decided, dues, strict=True):
            after = sums(found)
            totals = tuple(after.get(pool, Money(pool, Decimal(0), Decimal(0))) for pool in pools)
            own = due - always
            group = next((one for one in (groups[-1:] if in_order else groups) if (one[0], one[2]) == (totals, own)), None)
            if group is None:
                groups.append(group := (totals, [], own))
            group[1].append(choice)
        for totals, choices, clauses in groups:
            span = (choices[0].value[0], choices[-1].value[1]) if in_order else None
            yield Answer(tuple(word for one in choices for word in one.words), span, totals, tuple(sorted(clauses)))


def _due(determination: Determination, places: Iterable[int]) -> set[str]:
    """The clauses that are due, or may be, of some entitlements."""
    return {one.clause for place in places if (one := determination.entitlements[place]).verdict is not False}
