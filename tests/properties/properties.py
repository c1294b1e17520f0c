"""Properties that every determination has, whatever the law and the case; each raises AssertionError where it does not hold."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from subsidies.determination import Determination, Entitlement, Outcome, Total
from subsidies.settlement.values import UNKNOWN_PAYEE
from subsidies.vocabulary.vocabulary import EntityType
from tests.properties.bench import Bench, Data, InPart, copied, settled, totals, within

Value = Callable[[random.Random, Any, str, Data, Data], Any]
"""A lawful value for a fact or relation of a kind of entity in a case and a row of it; None where there is none."""


def summary(bench: Bench, found: Determination, names: Mapping[str, str] | None = None) -> Any:
    """What a determination says, without the order of rows; ``names`` are what ids are called."""

    def name(id_: str | None) -> str:
        return UNKNOWN_PAYEE if id_ is None else (names or {}).get(id_, id_)

    missing = bench.missing(found)
    entitlements = {
        (item.clause, item.ruleset.version, name(item.subject.id)): (
            item.verdict,
            item.outcome,
            item.paid,
            None
            if item.shared is None
            else (item.shared.number, frozenset(name(one.subject.id) for one in found.sharing(item)), item.shared.paid),
            item.months,
            frozenset(name(None if payee is None else payee.id) for payee in item.payees),
            frozenset(
                (one.sort, name(one.entity.id) if one.entity else "", one.fact, one.zh, one.clause)
                for one in missing[item.clause, item.subject.id]
            ),
            None if item.limit is None else item.limit.limit.id,
        )
        for item in found.entitlements
    }
    sums = {
        (total.kind, frozenset(map(name, total.payees)), total.period): (
            total.low,
            total.high,
            total.payable_low,
            total.payable_high,
        )
        for total in found.totals
    }
    together = sorted((one.kind, one.period, one.low, str(one.high)) for one in found.together)
    return entitlements, sums, together


def answer(rnd: random.Random, value: Value, kind: Any, row: Data, fact: str, data: Data) -> Any:
    """What a fact or relation turns out to be, within what is known of it."""
    said = row.get(fact)
    return said.exact if isinstance(said, InPart) else value(rnd, kind, fact, data, row)


def rows_in_any_order(bench: Bench, data: Data, rnd: random.Random) -> None:
    """The order of rows decides nothing."""
    found = bench.assess(data)
    moved = {key: rnd.sample(value, len(value)) if isinstance(value, list) else value for key, value in data.items()}
    other = bench.assess(moved)
    if found is None or other is None:
        assert found is other
        return
    _same(summary(bench, found), summary(bench, other))
    named = [
        sorted((one.entitlement.clause, one.entitlement.subject.id, *one[1:]) for one in each.recommended())
        for each in (found, other)
    ]
    assert named[0] == named[1], named


def ids_of_any_name(bench: Bench, data: Data, rnd: random.Random) -> None:
    """Ids decide nothing."""
    found = bench.assess(data)
    ids = [row["id"] for _, row in bench.rows(data)]
    names = dict(zip(ids, [f"z{number}" for number in rnd.sample(range(len(ids)), len(ids))], strict=True))
    other = bench.assess(renamed(bench, data, names))
    if found is None or other is None:
        assert found is other
        return
    _same(summary(bench, found, names), summary(bench, other))


def renamed(bench: Bench, data: Data, names: Mapping[str, str]) -> Data:
    """A case with other ids."""
    moved = copied(data)
    for kind, row in bench.rows(moved):
        row["id"] = names[row["id"]]
        for relation in kind.relations:
            if row.get(relation) is not None:
                row[relation] = names.get(row[relation], row[relation])
    for award in moved.get("prior_awards") or ():
        for key in ("subject", "payee", "household", "employer"):
            if award.get(key) is not None:
                award[key] = names.get(award[key], award[key])
    return moved


def _same(one: Any, other: Any) -> None:
    for left, right in zip(one, other, strict=True):
        if left != right:
            if isinstance(left, dict):
                apart = {
                    key: (left.get(key), right.get(key)) for key in left.keys() | right.keys() if left.get(key) != right.get(key)
                }
                raise AssertionError(apart)
            raise AssertionError((left, right))


def _fens(bench: Bench, found: Determination) -> Decimal:
    """How far an end that is not reached may be off: a fen for each claim by the month, since each that is cut is rounded."""
    by_months = [item for item in found.entitlements if item.verdict is not False and bench.law.rule(item.under).months]
    return Decimal(len(by_months)) / 100


def more_is_known(bench: Bench, data: Data, rnd: random.Random, value: Value) -> None:
    """As a fact becomes known no verdict turns, and no claimant's interval, nor that of all together, widens."""
    found = bench.assess(data)
    if found is None:
        return
    known = copied(data)
    for _ in range(3):
        unknown = bench.unknown(known)
        if not unknown:
            return
        kind, row, fact = rnd.choice(unknown)
        given = answer(rnd, value, kind, row, fact, known)
        if given is None:
            return
        row[fact] = given
        other = bench.assess(known)
        if other is None:
            return
        before, after = totals(found), totals(other)
        for item, new in zip(found.entitlements, other.entitlements, strict=True):
            assert item.verdict is None or new.verdict is item.verdict, (item, new, row, fact)
        for key, total in before.items():
            assert within(after.get(key), total, _fens(bench, other)), (key, total, after.get(key), row["id"], fact, given)
        for key, total in after.items():
            assert key in before or (total.low == 0 and total.high == 0), (key, total, row["id"], fact, given)
        found = other


def sums_of_awards(bench: Bench, data: Data) -> None:
    """What is payable of a total is the sum of the awards of its claimant, kind and period; it is sure, and within the total.

    Of awards that caps may reduce, each has an interval of its own: then their ends only bound what is payable.
    """
    found = bench.assess(data)
    if found is None:
        return
    sums: dict[tuple[str, frozenset[str], str], list[tuple[int, int | None]]] = {}
    counted: set[int] = set()
    for place, item in enumerate(found.entitlements):
        if item.outcome is not Outcome.PAYABLE or not item.is_money or not item.payees or place in counted:
            continue
        payees = frozenset(UNKNOWN_PAYEE if payee is None else payee.id for payee in item.payees)
        paid = item.paid
        if item.shared is not None:
            counted |= set(item.shared.places)
            paid = item.shared.paid
        assert paid is not None
        sums.setdefault((item.kind, payees, item.period), []).append(paid)
    for total in found.totals:
        awards = sums.pop((total.kind, frozenset(total.payees), total.period), [])
        low = Decimal(sum(least for least, _ in awards)) / 100
        highs = [most for _, most in awards]
        high = None if None in highs else Decimal(sum(most or 0 for most in highs)) / 100
        assert low <= total.payable_low, (total, awards)
        assert high is None or (total.payable_high is not None and total.payable_high <= high), (total, awards)
        if all(least == most for least, most in awards):
            assert (total.payable_low, total.payable_high) == (low, high), (total, awards)
        assert total.low >= total.payable_low
        if total.payable_high is not None and total.high != total.payable_high:
            assert any(_may_add(item, total) for item in found.entitlements), total
        assert total.high is None or (total.payable_high is not None and total.payable_high <= total.high), total
    assert not any(any(ends) for awards in sums.values() for ends in awards), sums


def _may_add(item: Entitlement, total: Total) -> bool:
    """Whether an entitlement may yet add to a total."""
    payees = {UNKNOWN_PAYEE if payee is None else payee.id for payee in item.payees}
    of_it = (item.kind, item.period) == (total.kind, total.period) and payees == set(total.payees)
    return of_it and item.outcome in (Outcome.POSSIBLE, Outcome.PAYABLE) and (item.paid is None or item.paid[0] != item.paid[1])


def open_means_something_open(bench: Bench, data: Data) -> None:
    """An entitlement is possible where something is missing, and nowhere else."""
    found = bench.assess(data)
    if found is None:
        return
    missing = bench.missing(found)
    for item in settled(found):
        named = missing[item.clause, item.subject.id]
        if item.outcome is Outcome.POSSIBLE:
            assert named, item
        elif item.outcome is not Outcome.PAYABLE:
            assert not named, (item, named)
        elif item.paid is not None and item.paid[0] != item.paid[1] and all("band" not in one.cause for one in item.amounts):
            assert named, item


ROUNDS = 8
"""How often one asks again, as answers raise new questions."""


def what_is_named(bench: Bench, data: Data, rnd: random.Random, value: Value) -> None:
    """What is not named decides nothing; and once all that is named is known, nothing is open that any fact decides."""
    known = copied(data)
    for _ in range(ROUNDS):
        found = bench.assess(known)
        if found is None:
            return
        named = {
            (one.entity.id, one.fact)
            for own in bench.missing(found).values()
            for one in own
            if one.entity is not None and one.sort in ("fact", "relation")
        }
        unnamed = [
            (kind, row, fact)
            for kind, row, fact in bench.unknown(known)
            if not any((row["id"], other) in named for other in (fact, *_beside(kind, fact)))
        ]
        if unnamed:
            _decides_nothing(bench, known, found, rnd.choice(unnamed), rnd, value)
        if not named:
            return
        for kind, row, fact in bench.unknown(known):
            if (row["id"], fact) in named:
                row[fact] = answer(rnd, value, kind, row, fact, known)


def _beside(kind: EntityType, fact: str) -> list[str]:
    """The other facts of the spell that a fact is of: each bounds the others, and the one that is named settles what they do."""
    of_spell = [] if kind.spell is None else [one for one in (kind.spell.start, kind.spell.end, kind.spell.months) if one]
    names = [one.name for one in of_spell]
    return [name for name in names if name != fact] if fact in names else []


def _decides_nothing(
    bench: Bench, data: Data, found: Determination, what: tuple[Any, Data, str], rnd: random.Random, value: Value
) -> None:
    kind, asked, fact = what
    told = copied(data)
    row = next(row for _, row in bench.rows(told) if row["id"] == asked["id"])
    row[fact] = answer(rnd, value, kind, row, fact, told)
    other = bench.assess(told)
    if other is None or row[fact] is None:
        return
    before, after = totals(found), totals(other)
    for key in before.keys() | after.keys():
        ends = [(0, 0) if total is None else (total.low, total.high) for total in (before.get(key), after.get(key))]
        assert ends[0] == ends[1], (key, ends, row["id"], fact, row[fact])
    for combination in found.combinations:
        # Within a claimant's own choice another combination may be as good.
        if len(combination.members) == 1:
            (place,) = combination.members
            item, new = found.entitlements[place], other.entitlements[place]
            if item.outcome in (Outcome.PAYABLE, Outcome.POSSIBLE):
                assert (item.outcome, item.paid) == (new.outcome, new.paid), (item, new, row["id"], fact, row[fact])


def others_apart(bench: Bench, data: Data, others: Data) -> None:
    """Whoever has nothing to do with a case changes nothing in it; ``others`` is a case of other people on the same day."""
    one, other = bench.assess(data), bench.assess(others)
    if one is None or other is None:
        return
    ids = {row["id"]: f"x{row['id']}" for _, row in bench.rows(others)}
    apart = renamed(bench, others, ids)
    both = {key: [*value, *apart[key]] if isinstance(value, list) else value for key, value in data.items()}
    found = bench.assess(both)
    assert found is not None
    entitlements, sums, together = summary(bench, found)
    first, second = summary(bench, one), summary(bench, other, ids)
    _same((first[0] | second[0],), (entitlements,))
    joined = dict(first[1])
    for key, ends in second[1].items():
        joined[key] = (
            ends
            if key not in joined
            else tuple(None if None in pair else sum(pair) for pair in zip(joined[key], ends, strict=True))
        )
    _same((joined, sorted(first[2] + second[2])), (sums, together))


def twins_get_the_same(bench: Bench, data: Data, rnd: random.Random) -> None:
    """Of two rows that say the same in everything, one gets what the other gets."""
    rows = [
        (kind, row)
        for kind, row in bench.rows(data)
        if not any(row["id"] in _ends(other, own) for other, own in bench.rows(data))
    ]
    if not rows:
        return
    kind, row = rnd.choice(rows)
    if any(award["subject"] == row["id"] for award in data.get("prior_awards") or ()):
        return
    doubled = {key: [*value] if isinstance(value, list) else value for key, value in data.items()}
    doubled[kind.list].append({**row, "id": "twin"})
    found = bench.assess(doubled)
    if found is None:
        return
    swapped = {row["id"]: "twin", "twin": row["id"]}
    names = {id_: swapped.get(id_, id_) for id_ in found.question.by_id}
    _same(summary(bench, found), summary(bench, found, names))


def a_spread_has_its_cause(bench: Bench, data: Data) -> None:
    """A total that is no one figure says why, an exact one nothing; and that a fact is missing where one is asked for."""
    found = bench.assess(data)
    if found is None:
        return
    missing = bench.missing(found)
    for combination in found.combinations:
        total = combination.total
        if total is None:
            continue
        assert total.exact is not (total.band or total.unknown or total.choice), total
        asked = {
            one.sort
            for item in found.members(combination)
            if item.is_money and item.payees
            for one in missing[item.clause, item.subject.id]
        }
        assert total.exact or total.unknown is bool(asked - {"choice", "range"}), (total, asked)


def _ends(kind: Any, row: Data) -> list[Any]:
    return [row.get(relation) for relation in kind.relations]


def of_any_law(value: Value) -> dict[str, Callable[[Bench, Data, random.Random], None]]:
    """The properties that need nothing but a case, by what they say; ``value`` gives lawful values."""
    return {
        "the order of rows decides nothing": rows_in_any_order,
        "ids decide nothing": ids_of_any_name,
        "more that is known widens nothing": lambda bench, data, rnd: more_is_known(bench, data, rnd, value),
        "totals are the sums of awards": lambda bench, data, rnd: sums_of_awards(bench, data),
        "a spread has its cause": lambda bench, data, rnd: a_spread_has_its_cause(bench, data),
        "possible means that something is open": lambda bench, data, rnd: open_means_something_open(bench, data),
        "what is not named decides nothing": lambda bench, data, rnd: what_is_named(bench, data, rnd, value),
        "twins get the same": twins_get_the_same,
    }
