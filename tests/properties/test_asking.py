"""What is asked for, and what an answer is said to be worth: over generated policies, joined ones, and the bundled law."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subsidies.advice import Answerable, Asking, Money, Pool, answerable, asking, worth
from subsidies.advice.inquiries import FOR_THE_OFFICE
from subsidies.advice.inquiries import gather as _gather
from subsidies.advice.worth import _most, sums
from subsidies.determination import Determination, Entitlement, Outcome
from subsidies.explanation import Explanation
from tests.properties import law_cases, test_claims, test_joined, test_law
from tests.properties.bench import Bench, Data, copied
from tests.properties.properties import ROUNDS, Value, _beside, _fens, answer

SOAK = bool(os.environ.get("SUBSIDIES_SOAK"))
EXAMPLES = {"generated": 60, "joined": 60, "bundled": 12}
"""Laws of each world; a soak asks for 300 times as many."""
FAULTY = 400
"""Rulesets within which an injected fault has to show."""
ELSEWHERE = ("list", "prior_awards", "jurisdiction", "rate", *FOR_THE_OFFICE)
"""Sorts of what is missing that no fact and no relation of the case answers."""

Cases = Callable[[random.Random], Iterator[tuple[Bench, Data]]]


def of_claims(rnd: random.Random) -> Iterator[tuple[Bench, Data]]:
    yield from test_claims.cases(rnd, 3)


def of_joined(rnd: random.Random) -> Iterator[tuple[Bench, Data]]:
    yield from test_joined.cases(rnd)


def of_the_law(rnd: random.Random) -> Iterator[tuple[Bench, Data]]:
    bench = test_law.any_bundled(rnd)
    yield bench, law_cases.case_data(bench.law, rnd)


WORLDS: dict[str, tuple[Cases, Value]] = {
    "generated": (of_claims, test_claims.value),
    "joined": (of_joined, test_claims.value),
    "bundled": (of_the_law, test_law.value),
}


def asked(bench: Bench, found: Determination) -> Asking:
    return asking(Explanation(bench.law, found), everybody=True)


def named(found: Asking) -> set[tuple[str, str]]:
    """The facts and relations that are asked for, and the parts that would do in the place of a sum."""
    return {
        (ref.id, name)
        for entry in found.answerable
        if entry.inquiry.first.sort in ("fact", "relation")
        for ref in entry.inquiry.entities
        for name in (entry.inquiry.first.fact, *entry.inquiry.parts)
    }


def told(bench: Bench, data: Data, id_: str, name: str, value: Any) -> Determination | None:
    """What is decided once a fact or relation is known; None where the case is refused."""
    known = copied(data)
    next(row for _, row in bench.rows(known) if row["id"] == id_)[name] = value
    return bench.assess(known)


def due(found: Determination) -> list[Any]:
    """All that is decided of each clause; whatever keeps out what is not due."""
    return [
        (item.clause, item.subject, item.verdict, item.outcome, item.paid, item.shared, item.payees)
        if item.outcome in (Outcome.PAYABLE, Outcome.POSSIBLE, Outcome.DECIDED_ELSEWHERE)
        else (item.clause, item.subject)
        for item in found.entitlements
    ]


def somewhat(found: Determination) -> dict[Pool, Money]:
    """The pools in which there may be anything."""
    return {pool: money for pool, money in sums(found).items() if money.high != 0}


def nothing_else_changes_anything(bench: Bench, data: Data, rnd: random.Random, value: Value) -> None:
    """No value of a fact or relation that is not asked for changes what is due to anybody, or a total."""
    found = bench.assess(data)
    if found is None:
        return
    in_list = named(asked(bench, found))
    left = [
        (kind, row, name)
        for kind, row, name in bench.unknown(data)
        if not any((row["id"], other) in in_list for other in (name, *_beside(kind, name)))
    ]
    for kind, row, name in rnd.sample(left, min(2, len(left))):
        given_ = answer(rnd, value, kind, row, name, data)
        other = None if given_ is None else told(bench, data, row["id"], name, given_)
        if other is not None:
            assert somewhat(other) == somewhat(found), (row["id"], name, given_)
            alone = {place for one in found.combinations if len(one.members) > 1 for place in one.members}
            for place, (before, after) in enumerate(zip(due(found), due(other), strict=True)):
                # Within a claimant's own choice another combination may be as good.
                assert place in alone or before == after, (before, after, row["id"], name, given_)


def an_answer_is_worth_what_is_said(bench: Bench, data: Data, rnd: random.Random, value: Value) -> None:
    """What an answer changes of any pool is within what is said of it, and nothing where nothing is said."""
    found = bench.assess(data)
    if found is None:
        return
    facts = [
        (entry, ref)
        for entry in asked(bench, found).answerable
        if entry.inquiry.first.sort == "fact"
        for ref in entry.inquiry.entities
    ]
    for entry, ref in rnd.sample(facts, min(3, len(facts))):
        name = entry.inquiry.first.fact
        kind, row = next((kind, row) for kind, row in bench.rows(data) if row["id"] == ref.id)
        given_ = answer(rnd, value, kind, row, name, data)
        other = told(bench, data, ref.id, name, given_)
        if other is None:
            continue
        slack = _fens(bench, other)
        own = next((one.worth for one in entry.turning if one.entity == ref), ())
        for said in (own, entry.worth):
            _within(sums(found), sums(other), said, slack, (ref, name, given_))
        _one_of(entry, ref, given_, sums(other), slack)


def _within(before: dict[Pool, Money], after: dict[Pool, Money], told_of: tuple[Money, ...], slack: Decimal, what: Any) -> None:
    said = {one.pool: one for one in told_of}
    for pool in before.keys() | after.keys():
        old, new = (each.get(pool, Money(pool, Decimal(0), Decimal(0))) for each in (before, after))
        one = said.get(pool, Money(pool, Decimal(0), Decimal(0)))
        if one.high is not None:
            assert new.low - old.low <= one.high + slack, (what, old, new, one)
            assert old.high is None or (new.high is not None and old.high - new.high <= one.high + slack), (what, old, new, one)
            assert old.high is not None or new.high is None, (what, old, new, one)


def _one_of(entry: Answerable, ref: Any, given_: Any, after: dict[Pool, Money], slack: Decimal) -> None:
    """The sums after an answer are those of one of the answers told."""
    for one in entry.turning:
        exact = not isinstance(given_, str) or any(given_ in each.words for each in one.answers)
        if one.entity == ref and one.answers and exact:
            assert any(
                all(
                    money.low - slack <= (new := after.get(money.pool, Money(money.pool, Decimal(0), Decimal(0)))).low
                    and (money.high is None or (new.high is not None and new.high <= money.high + slack))
                    for money in each.totals
                )
                for each in one.answers
                if not each.words or given_ in each.words
            ), (ref, given_, one.answers)


def everything_is_asked_for(bench: Bench, data: Data, rnd: random.Random, value: Value) -> None:
    """What is open turns on what is in the list, and is open no more once that is answered, if in some rounds."""
    known = copied(data)
    for _ in range(ROUNDS):
        found = bench.assess(known)
        if found is None:
            return
        in_list = asked(bench, found)
        wanted = named(in_list)
        answered = {one.inquiry.first.sort for one in in_list.answerable} | {one.first.sort for one in in_list.office}
        for item in found.entitlements:
            if item.outcome is Outcome.POSSIBLE:
                sorts = {one.sort for one in Explanation(bench.law, found).missing(item)}
                assert sorts, item
                assert sorts <= answered, item
        if not wanted:
            assert answered <= {*ELSEWHERE}, answered
            return
        before = len(bench.unknown(known))
        for kind, row, name in bench.unknown(known):
            if (row["id"], name) in wanted:
                row[name] = answer(rnd, value, kind, row, name, known)
        if len(bench.unknown(known)) == before:
            # Nobody is there to refer to.
            return
    raise AssertionError("there is no end of questions")


def no_answer_is_worth_more(bench: Bench, data: Data, rnd: random.Random, value: Value) -> None:
    """Once all else is known, two answers differ by no more than the worth that was told while it was not."""
    known = copied(data)
    for kind, row in bench.rows(known):
        for relation in kind.relations:
            row[relation] = row.get(relation) or value(rnd, kind, relation, known, row)
    found = bench.assess(known)
    if found is None:
        return
    facts = [
        (entry, own)
        for entry in asked(bench, found).answerable
        if entry.inquiry.first.sort == "fact" and not entry.inquiry.parts
        for own in entry.turning
    ]
    if not facts:
        return
    entry, own = rnd.choice(facts)
    name = entry.inquiry.first.fact
    for kind, row, other in bench.unknown(known):
        if (row["id"], other) != (own.entity.id, name):
            row[other] = answer(rnd, value, kind, row, other, known)
    kind, row = next((kind, row) for kind, row in bench.rows(known) if row["id"] == own.entity.id)
    ends = [told(bench, known, own.entity.id, name, answer(rnd, value, kind, row, name, known)) for _ in range(3)]
    after = [(sums(one), _fens(bench, one)) for one in ends if one is not None]
    for (one, slack), (other, _) in pairwise(after):
        for money in own.worth:
            low, high = (each.get(money.pool, Money(money.pool, Decimal(0), Decimal(0))) for each in (one, other))
            for first, second in ((low.low, high.low), (low.high, high.high)):
                if money.high is not None and first is not None and second is not None:
                    assert abs(first - second) <= money.high + slack, (own, low, high)


PROPERTIES: dict[str, Callable[[Bench, Data, random.Random, Value], None]] = {
    "nothing else changes anything": nothing_else_changes_anything,
    "an answer is worth what is said": an_answer_is_worth_what_is_said,
    "no answer is worth more": no_answer_is_worth_more,
    "everything is asked for": everything_is_asked_for,
}


@pytest.mark.parametrize("place", WORLDS)
@pytest.mark.parametrize("name", PROPERTIES)
def test_of_random_cases(name: str, place: str) -> None:
    cases, value = WORLDS[place]

    number = EXAMPLES[place] * (300 if SOAK else 1)

    @settings(max_examples=number, deadline=None, database=None, derandomize=not SOAK, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**48))
    def holds(seed: int) -> None:
        rnd = random.Random(seed)
        for bench, data in cases(rnd):
            PROPERTIES[name](bench, data, rnd, value)

    holds()


def shows(name: str) -> bool:
    """Whether a property fails for some case of a generated policy."""
    for seed in range(FAULTY):
        rnd = random.Random(seed)
        for bench, data in of_claims(rnd):
            try:
                PROPERTIES[name](bench, data, rnd, test_claims.value)
            except AssertionError:
                return True
    return False


def _without_money(found: Any, item: Entitlement, explanation: Explanation, apart: Any) -> None:
    if not item.is_money:
        _gather(found, item, explanation, apart)


def _smaller(combination: Any, members: set[int]) -> int | None:
    found = _most(combination, members)
    return found and found // 2


FAULTS: dict[str, tuple[str, Any]] = {
    "nothing else changes anything": ("gather", _without_money),
    "an answer is worth what is said": ("_most", _smaller),
    "no answer is worth more": ("_most", _smaller),
    "everything is asked for": ("gather", _without_money),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_property_shows_a_fault(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The faults: what sums turn on is not asked for; worth is said to be half of what it is."""
    attribute, fault = FAULTS[name]
    monkeypatch.setattr(answerable if attribute == "gather" else worth, attribute, fault)
    assert shows(name)


@pytest.mark.parametrize(
    ("place", "seed"),
    [("generated", 1065), ("generated", 12517729), ("generated", 4352), ("joined", 175), ("joined", 186), ("joined", 412)],
)
def test_cases_of_which_too_little_was_said(place: str, seed: int) -> None:
    """What sure rivals use of months, whether they come to anything, several unknown payees, a ground without a figure."""
    cases, value = WORLDS[place]
    rnd = random.Random(seed)
    for bench, data in cases(rnd):
        an_answer_is_worth_what_is_said(bench, data, rnd, value)
