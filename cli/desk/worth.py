"""What an answer is worth, in words: for each answer the sums that follow, and at which value that turns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from subsidies.advice import Answer, Answerable, Money, Pool, Turning
from subsidies.advice.worth import sums
from subsidies.i18n import N_, translate
from subsidies.naming import Naming
from subsidies.punctuation import JOINTS
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.types.sorts import Sort
from subsidies.vocabulary import FactType
from subsidies.wording import AT_LEAST, AT_MOST, BETWEEN, NO, YES, number
from subsidies_cli import words

POOL = N_("{kind}, {payees}, {period}")
SURELY = N_("{amount} ({kind}, {payees}, {period})")
ADDS = N_("adds {amount}: {pool}")
ADDS_AT_MOST = N_("adds up to {amount}: {pool}")
ADDS_BETWEEN = N_("adds {least} to {most}: {pool}")
ADDS_UNKNOWN = N_("adds an amount that is not known yet: {pool}")
EACH_OF = N_("each of {payees}")
WHOEVER = N_("each of them")
OF_OTHERS = N_("likewise, with other sums: {entities}; see --full")
BY = N_("{entities}: {text}")
ANSWER = N_("{value}: {result}")
ANSWER_BY = N_("{value} ({clauses}): {result}")
NOTHING = N_("adds nothing")
STAYS = N_("adds nothing; {payees} stays at {amount}")
GETS_MORE = N_("adds {added}; {payees} comes to {amount}")
COMES_TO = N_("{payees} then comes to {amount}")
OF_KIND = N_("{payees} ({kind}, {period})")
NOT_KNOWN = N_("an amount that is not known yet")
ONLY_TOGETHER = N_("by itself it settles no sum: other answers are needed as well")
BELOW = N_("below {0}")
OR_MORE = N_("{0} or more")
FROM_TO_BELOW = N_("{0} to below {1}")
BEFORE = N_("before {0}")
OR_LATER = N_("{0} or later")
FROM_TO_BEFORE = N_("{0} until before {1}")
ANY_VALUE = N_("any value")
OTHERWISE = N_("anything else")
ENOUGH: Final = 3
"""So many words of an answer, or groups of people who answer, are named one by one."""


class Worths:
    """Puts into words what answers are worth."""

    def __init__(self, naming: Naming, full: bool) -> None:
        self.naming = naming
        self.full = full
        self.now = sums(naming.determination)
        self.own = ""
        """The one of several alike whose answers stand for those of all."""

    def sure(self) -> Iterator[str]:
        """What each pool surely comes to now."""
        for money in self.now.values():
            if money.low > 0:
                yield self.naming.t(SURELY, amount=self.naming.yuan(money.low), **self._pool(money.pool))

    def lines(self, entry: Answerable) -> Iterator[str]:
        """What an entry is worth for each pool; then for each group of people what their answers lead to."""
        self.own = ""
        pools: dict[object, list[Money]] = {}
        for money in entry.worth:
            alike = money.pool.kind, money.pool.period, money.low, money.high, len(money.pool.payees) == 1
            pools.setdefault(alike if alike[-1] else money, []).append(money)
        for own in pools.values():
            yield self._worth(own)
        groups = _alike(entry.turning)
        shown = groups if self.full or len(groups) <= ENOUGH else groups[:ENOUGH]
        for group in shown:
            for text in self._answers(entry, group):
                if len(groups) == 1:
                    yield text
                else:
                    yield self.naming.t(BY, entities=self.naming.short([one.entity for one in group]), text=text)
        if left := [one.entity for group in groups[len(shown) :] for one in group]:
            yield self.naming.t(OF_OTHERS, entities=self.naming.short(left))

    def _worth(self, alike: Sequence[Money]) -> str:
        """What pools are worth that differ in nothing but who is paid."""
        naming, money = self.naming, alike[0]
        names = self._pool(money.pool)
        if len(alike) > 1:
            names["payees"] = naming.t(EACH_OF, payees=naming.comma.join(self._payees(one.pool.payees) for one in alike))
        pool = naming.t(POOL, **names)
        if money.high is None:
            return naming.t(ADDS_UNKNOWN, pool=pool)
        most = self.naming.yuan(money.high)
        if money.low == money.high:
            return naming.t(ADDS, amount=most, pool=pool)
        if money.low == 0:
            return naming.t(ADDS_AT_MOST, amount=most, pool=pool)
        return naming.t(ADDS_BETWEEN, least=self.naming.yuan(money.low), most=most, pool=pool)

    def _answers(self, entry: Answerable, alike: Sequence[Turning]) -> Iterator[str]:
        """The answers of people whose answers lead to the same, each for itself."""
        naming, turning, answers = self.naming, alike[0], alike[0].answers
        self.own = turning.entity.id if len(alike) > 1 else ""
        if len(answers) == 1 and all(self.now.get(one.pool) == one for one in answers[0].totals):
            yield naming.t(ONLY_TOGETHER)
            return
        fact = naming.vocabulary.fact(turning.entity.kind, entry.inquiry.first.fact)
        for number_, answer in enumerate(answers):
            following = answers[number_ + 1] if number_ + 1 < len(answers) else None
            value = self._value(fact, answer, following, answers)
            result = self._results(answer.totals)
            if answer.clauses:
                yield naming.t(ANSWER_BY, value=value, clauses=naming.clauses(answer.clauses), result=result)
            else:
                yield naming.t(ANSWER, value=value, result=result)

    def _results(self, totals: Sequence[Money]) -> str:
        """What an answer makes of several pools: of those to which it adds something, if it does to any."""
        adding = [money for money in totals if money != Money(money.pool, low := self._low(money.pool), low)]
        if not adding and len(totals) > 1:
            return self.naming.t(NOTHING)
        return self.naming.semicolon.join(self._result(money, len(totals)) for money in adding or totals)

    def _low(self, pool: Pool) -> Decimal:
        """What is sure of a pool as things stand."""
        return self.now[pool].low if pool in self.now else Decimal(0)

    def _result(self, money: Money, pools: int) -> str:
        """What one pool comes to after an answer, beside what is sure of it now."""
        naming = self.naming
        names = self._pool(money.pool)
        payees = names["payees"] if pools == 1 else naming.t(OF_KIND, **names)
        if money.low != money.high:
            return naming.t(COMES_TO, payees=payees, amount=self.amount(money))
        added = money.low - self._low(money.pool)
        if added == 0:
            return naming.t(STAYS, payees=payees, amount=self.amount(money))
        return naming.t(GETS_MORE, added=self.naming.yuan(added), payees=payees, amount=self.amount(money))

    def _value(self, fact: FactType, answer: Answer, following: Answer | None, answers: Sequence[Answer]) -> str:
        """The values of an answer, in words."""
        if answer.span is not None:
            return self._span(fact, answer, following, answers)
        if len(answer.words) > ENOUGH and len(answers) > 1 and answer is max(answers, key=lambda one: len(one.words)):
            return self.naming.t(OTHERWISE)
        return self.naming.comma.join(self._word(fact, word) for word in answer.words)

    def _span(self, fact: FactType, answer: Answer, following: Answer | None, answers: Sequence[Answer]) -> str:
        naming, is_day = self.naming, fact.type.sort is Sort.DATE
        assert answer.span is not None
        low = None if answer is answers[0] else number(answer.span[0], fact.type, naming.lang)
        if following is None:
            return naming.t(ANY_VALUE) if low is None else translate(OR_LATER if is_day else OR_MORE, naming.lang).format(low)
        assert following.span is not None
        end = number(following.span[0], fact.type, naming.lang)
        if low is None:
            return translate(BEFORE if is_day else BELOW, naming.lang).format(end)
        if answer.span[0] == answer.span[1]:
            return low
        return translate(FROM_TO_BEFORE if is_day else FROM_TO_BELOW, naming.lang).format(low, end)

    def _word(self, fact: FactType, word: bool | str) -> str:
        if isinstance(word, bool):
            return self.naming.t(YES if word else NO)
        if fact.type.sort is Sort.PLACE:
            return self.naming.place(word)
        return (fact.model.values or {})[word][self.naming.lang]

    def _pool(self, pool: Pool) -> dict[str, str]:
        naming = self.naming
        return {
            "kind": BENEFIT_KINDS[pool.kind].words.brief(naming.lang),
            "payees": self._payees(pool.payees),
            "period": naming.t(words.EVERY[pool.period], year=naming.determination.question.year),
        }

    def _payees(self, ids: Iterable[str]) -> str:
        """Who is paid, or one of whom; whoever answers is not named where several answer alike."""
        names = [self.naming.t(WHOEVER) if id_ == self.own else self.naming.by_id(id_) for id_ in ids]
        return JOINTS[self.naming.lang].choice.join(names)

    def amount(self, money: Money) -> str:
        """A sum, between which sums it lies, or how much it is at least."""
        if money.low == money.high:
            return self.naming.yuan(money.low)
        lang = self.naming.lang
        if money.high is None:
            return translate(AT_LEAST, lang).format(self.naming.yuan(money.low)) if money.low else translate(NOT_KNOWN, lang)
        if not money.low:
            return translate(AT_MOST, lang).format(self.naming.yuan(money.high))
        return translate(BETWEEN, lang).format(self.naming.yuan(money.low), self.naming.yuan(money.high))


def _alike(turning: Sequence[Turning]) -> list[list[Turning]]:
    """Entities whose answers lead to the same, together."""
    found: list[list[Turning]] = []
    for one in turning:
        group = next((own for own in found if _for_itself(own[0]) == _for_itself(one)), None)
        if group is None:
            found.append([one])
        else:
            group.append(one)
    return found


def _for_itself(turning: Turning) -> tuple[Answer, ...]:
    """The answers of an entity, in which it is not named."""
    return tuple(replace(answer, totals=tuple(_unnamed(money, turning) for money in answer.totals)) for answer in turning.answers)


def _unnamed(money: Money, turning: Turning) -> Money:
    payees = tuple("" if id_ == turning.entity.id else id_ for id_ in money.pool.payees)
    return replace(money, pool=replace(money.pool, payees=payees))
