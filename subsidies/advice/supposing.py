"""A case decided again with another value of one fact, everything else as it is: what an answer changes, and where that turns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from math import floor
from typing import Any, Final, NamedTuple

from subsidies.arithmetic.dates import EARLIEST, NEVER
from subsidies.arithmetic.intervals import ANY, Interval
from subsidies.assessment import decide
from subsidies.case.entities import Entity, Question
from subsidies.case.spells import in_order
from subsidies.case.sums import add_up
from subsidies.determination import Determination, Entitlement
from subsidies.explanation import Explanation
from subsidies.explanation.thresholds import named_places, named_words, thresholds
from subsidies.quantities.compile import Truth
from subsidies.quantities.thresholds import pieces, step_of
from subsidies.ruleset.reach import Definitions, Expression, rule_expressions
from subsidies.types.numbers import Exact, exact
from subsidies.types.sorts import Sort
from subsidies.vocabulary import FactType

MOST_TURNS: Final = 6
"""So many turning values are looked for between two figures of the law; beyond them what lies between stays one piece."""


class Choice(NamedTuple):
    """What a fact may be: as the engines hold it, and for words, truth values and places all values that it stands for."""

    value: Any
    words: tuple[bool | str, ...]


class Supposing:
    """Puts the question of a determination again with other values; nothing that comes out may be issued."""

    def __init__(self, explanation: Explanation) -> None:
        self.explanation = explanation
        self.law = explanation.law.by_reference

    def question(self, entity: Entity, fact: FactType, value: Any) -> Question | None:
        """The question with one fact as supposed (as the engines hold it); None where what else is known contradicts that."""
        found = self.explanation.question.with_values({(entity.index, fact.slot): value})
        twin, kind = found.by_id[entity.id], self.law.world.vocabulary.entities[entity.kind]
        if not add_up(kind, twin):
            return None
        if kind.spell is not None:
            in_order(kind.spell, twin.values)
        return found

    def decided(self, entity: Entity, fact: FactType, value: Any) -> Determination | None:
        """What is decided then; None where what else is known of the fact contradicts the value, and errors as of ``decide``."""
        question = self.question(entity, fact, value)
        return None if question is None else decide(self.law, question)

    def choices(self, entity: Entity, fact: FactType, items: Sequence[Entitlement]) -> list[Choice]:
        """All exact values of an unknown fact, those together that the law does not tell apart; ``items`` are what turns on it.

        Numbers and days are in pieces, as far as it is seen that they are told apart. Nothing for a text.
        """
        known, sort, name = entity.values[fact.slot], fact.type.sort, fact.name
        if sort is Sort.BOOL:
            return [Choice(True, (True,)), Choice(False, (False,))]
        if sort is Sort.ENUM:
            sets = {one for item in items for one in named_words(*self._reach(item), name)}
            told = _alike(fact.type.values, lambda word: frozenset(one for one in sets if word in one))
            apart = ([word for word in group if word not in fact.model.elsewhere] for group in told)
            return [Choice(group[0], tuple(group)) for group in apart if group]
        if sort is Sort.PLACE:
            return self._places(known, items)
        if sort is Sort.TEXT:
            return []
        cuts = [cut for item in items for cut in thresholds(*self._reach(item), name)]
        return [Choice(part, ()) for piece in pieces(fact, known, cuts) for part in self._turns(entity, fact, items, piece)]

    def _places(self, known: Interval, items: Sequence[Entitlement]) -> list[Choice]:
        """The smallest places, of those that lie within what is known."""
        spans = self.law.world.jurisdictions.spans
        named = {code for item in items for code in named_places(*self._reach(item), spans)}
        whole = spans.values()
        smallest = [code for code, span in spans.items() if not any(_lies_in(one, span) for one in whole if one != span)]
        within = [code for code in smallest if known == ANY or _lies_in(spans[code], known)]
        groups = _alike(within, lambda code: frozenset(one for one in named if _lies_in(spans[code], spans[one])))
        return [Choice(spans[group[0]], tuple(group)) for group in groups]

    def _reach(self, item: Entitlement) -> tuple[list[Expression], Definitions]:
        """All expressions that decide a claim, those of the limits over it as well, and the definitions that they name."""
        rule = self.explanation.rule(item)
        found = list(rule_expressions(rule))
        for limit in self.law.limits_over(item.under).values():
            lines = [line.node for own in limit.unless.values() for line in own]
            nodes = [*lines, *(node for allowance in limit.allowances for node in allowance.nodes)]
            found += [Expression(node, rule.subject, limit.path, "allowance") for node in nodes]
        return found, self.explanation.ruleset(item).definitions

    def _turns(self, entity: Entity, fact: FactType, items: Sequence[Entitlement], piece: Interval) -> Iterator[Interval]:
        """A piece cut where lines of the rules turn that reckon with the fact: sought by halves, between ends that differ."""
        first, last = piece
        if fact.type.sort is Sort.DATE:
            first, last = EARLIEST if first is None else first, NEVER if last is None else last
        if first is None or last is None or first == last:
            yield piece
            return
        step, start = step_of(fact), piece[0]
        most = floor(Fraction(last - first) / step)
        seen: dict[int, tuple[Truth, ...]] = {}

        def at(number: int) -> tuple[Truth, ...]:
            if number not in seen:
                seen[number] = self._lines(entity, fact, exact(first + number * step), items)
            return seen[number]

        begin = 0
        for _ in range(MOST_TURNS):
            if at(begin) == at(most):
                break
            low, high = begin, most
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if at(middle) == at(begin) else (low, middle)
            yield start, exact(first + low * step)
            begin, start = high, exact(first + high * step)
        yield start, piece[1]

    def _lines(self, entity: Entity, fact: FactType, value: Exact, items: Sequence[Entitlement]) -> tuple[Truth, ...]:
        """The verdicts on all lines of the rules that turn on a fact, for one value of it."""
        question = self.question(entity, fact, (value, value))
        if question is None:
            return ()
        env = self.law.environment(question)
        return tuple(
            self.explanation.engine(item).condition(line.required)(env, question.by_id[item.subject.id], None)
            for item in items
            for line in self.explanation.rule(item).lines
        )


def _alike(values: Iterable[str], key: Callable[[str], object]) -> list[list[str]]:
    """Values with the same key together, in order."""
    found: dict[object, list[str]] = {}
    for value in values:
        found.setdefault(key(value), []).append(value)
    return list(found.values())


def _lies_in(place: Interval, wider: Interval) -> bool:
    return wider[0] <= place[0] and place[1] <= wider[1]  # type: ignore[operator]
