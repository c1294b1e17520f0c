"""How much of a limit is used before and now, and left, as far as it is known."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import LABEL, Bench, clause, ruleset

from subsidies.determination import Outcome
from subsidies.explanation import Explanation, LimitUse

FIGURES = {
    "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
    "cap": {"value": 2500, "unit": "yuan", "cite": "1", "word": "最高"},
    "months": {"value": 36, "unit": "month", "cite": "1", "word": "最多"},
    "two": {"value": 2, "unit": "count", "cite": "1", "word": "最多"},
}


def limit(**at_most: str) -> dict[str, Any]:
    return {"id": "l", "title": LABEL, "over": ["1"], "per": ["person"], "at_most": at_most, "cite": "1"}


def explained(folder: Path, at_most: dict[str, str], awards: list[dict[str, Any]], **changes: Any) -> Explanation:
    """One grant of each month for a person, under a limit over all time, and what was paid before."""
    bench = Bench(folder)
    used = {name for name in FIGURES if f"p.{name}" in str((at_most, changes, "p.sum"))}
    figures = {name: figure for name, figure in FIGURES.items() if name in used}
    bench.add(ruleset(parameters=figures, clauses={"1": clause(**{"every": "month", **changes})}, limits=[limit(**at_most)]))
    return bench.explain({"age": 30}, prior_awards=[{"clause": "test/1", "subject": "p", **award} for award in awards])


def only(explanation: Explanation) -> LimitUse:
    (use,) = explanation.limit_uses(explanation.determination.of("1", "p"))
    return use


@pytest.mark.parametrize(
    ("months", "before", "left", "outcome"),
    [
        ([34], (34, 34), (1, 1), Outcome.PAYABLE),
        ([20, 15], (35, 35), (0, 0), Outcome.PAYABLE),
        ([36], (36, 36), (0, 0), Outcome.EXCLUDED_BY_LIMIT),
        ([40], (36, 36), (0, 0), Outcome.EXCLUDED_BY_LIMIT),
    ],
)
def test_months_used_before_and_left(
    tmp_path: Path, months: list[int], before: tuple[int, int], left: tuple[int, int], outcome: Outcome
) -> None:
    explanation = explained(tmp_path, {"months": "p.months"}, [{"months": count} for count in months])
    use = only(explanation)
    now = (1, 1) if outcome is Outcome.PAYABLE else (0, 0)
    assert explanation.determination.of("1", "p").outcome is outcome
    assert (use.measure, use.allowed, use.before, use.now, use.left) == ("months", (36, 36), before, now, left)
    assert use.is_used_up is (left == (0, 0))


def test_months_of_an_award_that_does_not_say_how_many(tmp_path: Path) -> None:
    use = only(explained(tmp_path, {"months": "p.months"}, [{"months": 30}, {}]))
    assert (use.before, use.left) == ((30, None), (0, 6))


def test_yuan_used_before_cut_what_is_paid_now(tmp_path: Path) -> None:
    explanation = explained(tmp_path, {"yuan": "p.cap"}, [{"amount": 1800, "year": 2022}], every="year")
    use = only(explanation)
    assert explanation.determination.of("1", "p").paid == (700_00, 700_00)
    assert (use.allowed, use.before, use.now, use.left) == ((2500_00, 2500_00), (1800_00, 1800_00), (700_00, 700_00), (0, 0))
    assert use.used == (2500_00, 2500_00)


def test_awards_used_before(tmp_path: Path) -> None:
    use = only(explained(tmp_path, {"awards": "p.two"}, [{"year": 2022}]))
    assert (use.allowed, use.before, use.now, use.left) == ((2, 2), (1, 1), (1, 1), (0, 0))


def test_nothing_is_told_of_a_limit_that_nothing_has_touched(tmp_path: Path) -> None:
    explanation = explained(tmp_path, {"months": "p.months"}, [])
    assert explanation.limit_uses(explanation.determination.of("1", "p")) == []


def test_nothing_is_told_of_a_refusal(tmp_path: Path) -> None:
    explanation = explained(tmp_path, {"months": "p.months"}, [{"months": 3}], when=["age < age - age"])
    assert explanation.limit_uses(explanation.determination.of("1", "p")) == []


@given(st.lists(st.one_of(st.none(), st.integers(0, 40)), max_size=4))
@settings(deadline=None, max_examples=20)
def test_what_is_told_agrees_with_the_awards(months: list[int | None]) -> None:
    with TemporaryDirectory() as folder:
        awards = [{} if count is None else {"months": count} for count in months]
        explanation = explained(Path(folder), {"months": "p.months"}, awards)
        known = sum(count for count in months if count is not None)
        for use in explanation.limit_uses(explanation.determination.of("1", "p")):
            assert use.before[0] == min(known, 36)
            if None not in months:
                assert use.before == (min(known, 36),) * 2
            assert use.used[0] <= 36
            assert use.left[1] == max(0, 36 - known - use.now[0])
