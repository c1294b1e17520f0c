"""A limit that is a list with a total: exact where only that is known; and what is taken from each item, as far as it follows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import LABEL, Bench, clause, ruleset

from subsidies import Catalogue, Outcome
from subsidies.advice import Inquiries
from subsidies.arithmetic.intervals import Interval
from subsidies.errors import CaseError
from subsidies.explanation import Explanation
from subsidies.settlement.list_limits import Ends, stretches, taken

MONEY = {"type": "money", "per": "year", "max": 3}
PARTS = ("vat", "fee", "levy")
VOCABULARY: dict[str, Any] = {
    "schema_version": 1,
    "entities": {
        "firm": {
            "list": "firms",
            "sums": {"taxes": list(PARTS)},
            "facts": {**dict.fromkeys(PARTS, MONEY), "taxes": {**MONEY, "max": 9}},
        },
        "job": {
            "list": "jobs",
            "relations": {"employer": {"to": "firm"}},
            "facts": {"hired": {"type": "bool"}},
        },
    },
}
LIMIT = {"id": "taxes", "title": LABEL, "over": ["1"], "per": ["employer", "year"], "cite": "1"}
IN_ORDER = {"total": "employer.taxes", "of": [f"employer.{part}" for part in PARTS]}


def law(bench: Bench, yuan: int, most: Any = IN_ORDER) -> Catalogue:
    bench.words(VOCABULARY)
    rules = {"1": clause(**{"for": "job", "payee": "employer", "kind": "tax_deduction", "when": ["hired"]})}
    figures = {"sum": {"value": yuan, "unit": "yuan", "cite": "1"}}
    bench.add(ruleset(parameters=figures, clauses=rules, limits=[{**LIMIT, "at_most": {"yuan": most}}]))
    return Catalogue(bench.root)


def explained(catalogue: Catalogue, taxes: dict[str, Any], paid_before: int | None = None) -> Explanation:
    before = [] if paid_before is None else [{"clause": "test/1", "subject": "j0", "year": 2023, "amount": paid_before}]
    data = {
        "schema_version": 1,
        "jurisdiction": "640105",
        "on": "2023-06-01",
        "firms": [{"id": "f", **taxes}],
        "jobs": [{"id": "j0", "employer": "f", "hired": not before}, {"id": "j1", "employer": "f", "hired": True}],
        "prior_awards": before,
    }
    found = catalogue.assess(catalogue.read_case(data))
    return Explanation(catalogue.law(), found)


def shares(of: Explanation) -> list[tuple[int, int | None]]:
    (used,) = of.determination.used_up
    assert [text for text, _, _ in used.items] == IN_ORDER["of"]
    return [(low, high) for _, low, high in used.items]


@pytest.mark.parametrize(
    ("taxes", "expected", "split"),
    [
        # Only the sum: the deduction is known to the fen, where it comes from is open.
        ({"taxes": 5}, (5, 5), [(0, 300), (0, 300), (0, 300)]),
        ({"taxes": Decimal("4.5"), "vat": 3}, (Decimal("4.5"),) * 2, [(300, 300), (0, 150), (0, 150)]),
        # None is more than 3, so the first two are 5 or more.
        ({"taxes": 8}, (6, 6), [(200, 300), (200, 300), (0, 100)]),
        ({"taxes": 5, "vat": 1, "levy": 2}, (5, 5), [(100, 100), (200, 200), (200, 200)]),
        ({"vat": 1, "fee": Decimal("0.5"), "levy": 2}, (Decimal("3.5"),) * 2, [(100, 100), (50, 50), (200, 200)]),
        ({"vat": 1, "fee": 0, "levy": 2, "taxes": "unknown"}, (3, 3), [(100, 100), (0, 0), (200, 200)]),
        # Only one of the two deductions is sure, of 2 at least.
        ({"vat": 1, "fee": 1}, (2, 5), [(100, 100), (100, 100), (0, 100)]),
        ({"vat": 0, "fee": 0, "levy": 0}, (0, 0), None),
    ],
)
def test_the_total_is_the_cap_whichever_facts_tell_it(taxes: dict[str, Any], expected: Any, split: Any, bench: Bench) -> None:
    of = explained(law(bench, 3), taxes)
    total = of.determination.total("tax_deduction", "f")
    assert (total.low, total.high) == expected
    assert split is None or shares(of) == split


def test_earlier_deductions_used_up_the_beginning_of_the_list(bench: Bench) -> None:
    """Of 7, 2 are gone, and 3 more are taken: that is the third to the fifth yuan of the list."""
    of = explained(law(bench, 3), {"taxes": 7}, paid_before=2)
    assert of.determination.of("1", "j1").paid == (300, 300)
    assert shares(of) == [(0, 100), (100, 300), (0, 100)]
    assert shares(explained(law(bench, 3), {"taxes": 7, "vat": 1}, paid_before=2)) == [(0, 0), (200, 200), (100, 100)]


@pytest.mark.parametrize(
    ("most", "taxes", "named"),
    [
        (IN_ORDER, {}, ["taxes", "vat", "fee", "levy"]),
        (IN_ORDER, {"fee": 1, "taxes": "unknown"}, ["taxes", "vat", "levy"]),
        (IN_ORDER, {"taxes": 5}, []),
        (IN_ORDER, {"vat": 1, "fee": 1, "levy": 1}, []),
        # Sure to be enough for what is claimed: 6 at least.
        (IN_ORDER, {"vat": 3, "fee": 3}, []),
        ("employer.taxes", {"vat": 1}, ["taxes", "fee", "levy"]),
        (IN_ORDER["of"], {"taxes": 5}, ["vat", "fee", "levy"]),
    ],
)
def test_the_total_is_asked_for_and_its_parts_in_its_stead(most: Any, taxes: dict[str, Any], named: Any, bench: Bench) -> None:
    of = explained(law(bench, 3, most), taxes)
    item = of.determination.of("1", "j1")
    missing = of.missing(item)
    assert [one.fact for one in missing] == named
    assert named or item.outcome is Outcome.PAYABLE
    inquiries = [inquiry for _, inquiry in Inquiries(of, [item], ()).main]
    if "taxes" in named:
        assert {one.part_of for one in missing[1:]} == {"taxes"}
        assert [(one.first.fact, list(one.parts)) for one in inquiries] == [("taxes", named[1:])]
    else:
        assert [(one.first.fact, list(one.parts)) for one in inquiries] == [(name, []) for name in named]


# --- Against all that the facts may be


def completions(taxes: dict[str, int | None]) -> Iterator[dict[str, int]]:
    """Every way in which whole yuan may complete what is known."""
    for values in product(*[range(4) if taxes[part] is None else (taxes[part],) for part in PARTS]):
        if taxes["taxes"] in (None, sum(values)):  # type: ignore[arg-type]
            yield {**dict(zip(PARTS, values, strict=True)), "taxes": sum(values)}  # type: ignore[arg-type,dict-item]


def test_the_cap_and_the_shares_are_as_wide_as_all_completions(bench: Bench) -> None:
    catalogue = law(bench, 3)
    exact: dict[tuple[int, ...], tuple[Any, ...]] = {}

    def of_completion(taxes: dict[str, int]) -> tuple[Any, ...]:
        key = tuple(taxes[part] for part in PARTS)
        if key not in exact:
            of = explained(catalogue, {part: taxes[part] for part in PARTS})
            total = of.determination.total("tax_deduction", "f")
            assert total.low == total.high == min(6, sum(key))
            split = shares(of) if total.low else [(0, 0)] * 3
            assert all(low == high for low, high in split)
            exact[key] = (total.low, *(low for low, _ in split))
        return exact[key]

    @settings(max_examples=100, deadline=None)
    @given(st.fixed_dictionaries({**dict.fromkeys(PARTS, st.none() | st.integers(0, 3)), "taxes": st.none() | st.integers(0, 9)}))
    def holds(taxes: dict[str, int | None]) -> None:
        found = [of_completion(one) for one in completions(taxes)]
        if not found:
            with pytest.raises(CaseError) as fault:
                explained(catalogue, taxes)
            assert {one.kind for one in fault.value.findings} == {"sum_apart"}
            return
        of = explained(catalogue, taxes)
        total = of.determination.total("tax_deduction", "f")
        seen = [(min(one), max(one)) for one in zip(*found, strict=True)]
        assert (total.low, total.high) == seen[0]
        if of.determination.used_up and total.low == total.high:
            assert shares(of) == seen[1:]

    holds()


Few = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(lambda ends: (min(ends), max(ends)))


@settings(max_examples=400, deadline=None)
@given(st.lists(Few, min_size=2, max_size=4), st.tuples(st.integers(0, 12), st.integers(0, 12)), Few, Few)
def test_what_is_taken_is_as_wide_as_all_that_may_be_taken(
    items: list[tuple[int, int]], ends: tuple[int, int], used: tuple[int, int], paid: tuple[int, int]
) -> None:
    least, most = sum(low for low, _ in items), sum(high for _, high in items)
    total = max(least, min(ends)), min(most, max(ends))
    lists = [own for own in product(*[range(low, high + 1) for low, high in items]) if total[0] <= sum(own) <= total[1]]
    if total[0] > total[1]:
        return
    of_each: list[set[int]] = [set() for _ in items]
    for own in lists:
        for before in range(used[0], used[1] + 1):
            for now in range(paid[0], paid[1] + 1):
                for place, amount in enumerate(own):
                    start = sum(own[:place])
                    of_each[place].add(max(0, min(start + amount, before + now) - max(start, before)))
    found = [taken(stretch, used, paid) for stretch in stretches(items, total)]
    exact = used[0] == used[1] and paid[0] == paid[1]
    for (low, high), values in zip(found, of_each, strict=True):
        assert high is not None
        assert (low, high) == (min(values), max(values)) if exact else low <= min(values) and max(values) <= high


@pytest.mark.parametrize(
    ("items", "total", "paid", "expected"),
    [
        ([(0, None), (0, None)], (0, None), (0, None), [(0, None), (0, None)]),
        ([(0, None), (0, None)], (576_000, 576_000), (576_000, 576_000), [(0, 576_000), (0, 576_000)]),
        ([(300_000, 300_000), (0, None)], (576_000, 576_000), (576_000, 576_000), [(300_000, 300_000), (276_000, 276_000)]),
        ([(0, None), (100, None)], (500, 700), (600, 600), [(0, 600), (0, 600)]),
        ([(Fraction(1, 2),) * 2, (Fraction(1, 2),) * 2], (1, 1), (1, 1), [(1, 1), (0, 0)]),
    ],
)
def test_items_without_an_end_and_parts_of_a_fen(
    items: list[Interval], total: Interval, paid: Ends, expected: list[Ends]
) -> None:
    assert [taken(stretch, (0, 0), paid) for stretch in stretches(items, total)] == expected
