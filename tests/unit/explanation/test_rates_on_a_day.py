"""A rate on the day that a clause names: which figure is taken, what is missing where it is not known, and how it reads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from small_world import Bench, clause, ruleset

from subsidies import Outcome
from subsidies.explanation import Explanation
from subsidies.ruleset.rules import Ruleset
from subsidies.wording.conditions import Wording

ON = date(2023, 6, 1)
ALLOWANCE = {
    "schema_version": 1,
    "label": {"zh": "低保标准", "en": "allowance standard"},
    "unit": "yuan",
    "entries": [
        {"place": "640105", "from": date(2022, 1, 1), "to": date(2022, 12, 31), "value": 600, "source": "一"},
        {"place": "640105", "from": date(2023, 1, 1), "value": 700, "source": "二"},
    ],
}


@pytest.fixture
def rated(bench: Bench) -> Bench:
    """One clause pays the allowance of the day on which somebody started, one asks for a cost of no less."""
    bench.write("rates/allowance.yaml", ALLOWANCE)
    days = {"from": date(2021, 1, 1), "to": date(2023, 12, 31)}
    figures = {"sum": {"value": 1000, "unit": "yuan", "cite": "1"}}
    rules = {
        "1": clause(amount="rate.allowance(started)", every="once"),
        "2": clause(when=["cost >= rate.allowance(started)"], every="once"),
        "3": clause(when=["cost >= rate.allowance"], every="once"),
    }
    bench.add(ruleset(parameters=figures, effective=days, clauses=rules))
    return bench


def missing(explained: Explanation, id_: str) -> list[tuple[str, str]]:
    return [(one.sort, one.fact) for one in explained.missing(explained.determination.of(id_, "p"))]


@pytest.mark.parametrize(
    ("started", "figures"),
    [
        (date(2022, 1, 1), (60_000, 60_000)),
        (date(2022, 12, 31), (60_000, 60_000)),
        (date(2023, 1, 1), (70_000, 70_000)),
        (date(2021, 12, 31), (0, None)),
        (None, (0, None)),
    ],
)
def test_the_figure_is_that_of_the_day(rated: Bench, started: date | None, figures: tuple[int, int | None]) -> None:
    """In fen."""
    (amount,) = rated.assess({"started": started}, ON).of("1", "p").amounts
    assert (amount.low, amount.high) == figures


@pytest.mark.parametrize(
    ("started", "cost", "outcomes"),
    [
        (date(2022, 12, 31), 600, (Outcome.PAYABLE, Outcome.NOT_ENTITLED)),
        (date(2022, 12, 31), Decimal("599.99"), (Outcome.NOT_ENTITLED, Outcome.NOT_ENTITLED)),
        (date(2023, 1, 1), 600, (Outcome.NOT_ENTITLED, Outcome.NOT_ENTITLED)),
        (date(2023, 1, 1), 700, (Outcome.PAYABLE, Outcome.PAYABLE)),
        (None, 700, (Outcome.POSSIBLE, Outcome.PAYABLE)),
    ],
)
def test_a_condition_on_a_day_and_one_on_the_day_of_the_question(
    rated: Bench, started: date | None, cost: object, outcomes: tuple[Outcome, Outcome]
) -> None:
    found = rated.assess({"started": started, "cost": cost}, ON)
    assert tuple(found.of(id_, "p").outcome for id_ in ("2", "3")) == outcomes


def test_what_is_missing_is_the_day_where_it_is_unknown_and_the_figure_where_it_is_not(rated: Bench) -> None:
    assert missing(rated.explain({"started": None, "cost": 700}, ON), "1") == [("fact", "started")]
    assert missing(rated.explain({"started": None, "cost": None}, ON), "2") == [("fact", "cost"), ("fact", "started")]
    assert missing(rated.explain({"started": date(2021, 5, 1), "cost": 700}, ON), "2") == [("rate", "allowance")]
    assert missing(rated.explain({"started": date(2022, 5, 1), "cost": None}, ON), "2") == [("fact", "cost")]
    assert missing(rated.explain({"cost": None}, date(2021, 6, 1)), "3") == [("fact", "cost"), ("rate", "allowance")]


def test_the_day_is_said(rated: Bench) -> None:
    explained = rated.explain({"started": None, "cost": 700}, ON)
    item = explained.determination.of("2", "p")
    rules: Ruleset = explained.ruleset(item)
    (line,) = [row.line for row in explained.rows(item) if "rate" in row.line.text]
    words = {lang: Wording(rules, explained.law.world, lang, "person").line(line) for lang in ("zh", "en")}
    assert words["en"] == "cost ≥ allowance standard on started"
    assert words["zh"] == "cost ≥ started的低保标准"
