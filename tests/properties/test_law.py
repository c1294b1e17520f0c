"""The same properties over random cases of the bundled law, and what a year of days and of knowledge changes."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subsidies import Case, Catalogue
from subsidies.arithmetic.dates import add_months
from subsidies.determination import Determination
from subsidies.law import Law
from tests.properties import law_cases
from tests.properties import properties as p
from tests.properties.bench import Bench, Data, InPart

SOAK = bool(os.environ.get("SUBSIDIES_SOAK"))
CASES = 100_000 if SOAK else 50
WALKS = 300 if SOAK else 2
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
FAMILY = next(file for file in EXAMPLES if file.stem == "xixia-household")


@cache
def bundled(policy: str | None = None, version: str | None = None) -> Bench:
    """The bundled law by the reference engine alone: that the others agree with it is tested elsewhere.

    With a ``version`` of a ``policy``, the law of that alone, as if it were the latest and, where it is a draft, in force.
    """
    catalogue = Catalogue.bundled()
    policies = catalogue.policies
    if policy is not None and version is not None:
        catalogue, policies = catalogue.as_of(policy, version), [policy]
    rulesets = catalogue.rulesets(policies, None, drafts=policy is not None)
    return Bench(catalogue.law_of(rulesets, supposed=True, joined=catalogue.joining(rulesets)))


VERSIONS = [
    (policy, version.model.version) for policy in Catalogue.bundled().policies for version in Catalogue.bundled().versions(policy)
]


def any_bundled(rnd: random.Random) -> Bench:
    """Often the law of today, and any version of each policy by itself."""
    return bundled() if rnd.random() < 0.5 else bundled(*rnd.choice(VERSIONS))


def value(rnd: random.Random, kind: Any, name: str, data: Data, row: Data) -> Any:
    return law_cases.value_for(bundled().law, rnd, kind, name, data, row)


def others_apart(bench: Bench, data: Data, rnd: random.Random) -> None:
    """With every relation stated: what may be anybody's may be the others' too."""
    others = law_cases.case_data(bench.law, rnd, data["on"])
    for one in (data, others):
        for kind, row in bench.rows(one):
            for relation in kind.relations:
                row[relation] = row.get(relation) or value(rnd, kind, relation, one, row)
    if all(row[relation] is not None for one in (data, others) for kind, row in bench.rows(one) for relation in kind.relations):
        p.others_apart(bench, data, others)


PROPERTIES = {**p.of_any_law(value), "others change nothing": others_apart}


@pytest.mark.parametrize("name", PROPERTIES)
def test_of_random_cases_of_the_bundled_law(name: str) -> None:
    @settings(max_examples=CASES, deadline=None, database=None, derandomize=not SOAK, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 2**48))
    def holds(seed: int) -> None:
        rnd = random.Random(seed)
        bench = any_bundled(rnd)
        PROPERTIES[name](bench, law_cases.case_data(bench.law, rnd), rnd)

    holds()


def said(found: Determination) -> Any:
    """What is decided, without what only the day itself is said in."""
    return (
        [(item.clause, item.subject.id, item.verdict, item.outcome, item.paid, item.shared) for item in found.entitlements],
        [(total.kind, total.payees, total.period, total.low, total.high) for total in found.totals],
    )


def turning_days(law: Law, data: Data) -> set[date]:
    """The days on which an answer may change: those of the law and of the facts, as far off as any figure of the law reaches,
    and the first of each month."""
    said = [value for _, row in Bench(law).rows(data) for value in row.values()]
    said += [end for value in said if isinstance(value, InPart) for end in value.values()]
    days = {day for day in said if isinstance(day, date)}
    spans: set[int] = set()
    for ruleset in law.rulesets:
        model = ruleset.model
        days |= {day for day in (model.published, model.effective.from_, model.effective.to) if day is not None}
        for parameter in model.parameters.values():
            figure = parameter.value
            if parameter.unit in ("month", "year") and isinstance(figure, int):
                spans.add(figure * (12 if parameter.unit == "year" else 1))
            if isinstance(figure, date):
                days.add(figure)
    reached = set(days)
    for day in days:
        for months in (*spans, *(12 * years for years in range(1, 80))):
            for way in (months, -months):
                ordinal = add_months(day.toordinal(), way)
                if date.min.toordinal() < ordinal < date.max.toordinal():
                    reached.add(date.fromordinal(int(ordinal)))
    return {day + timedelta(days=off) for day in reached if date(1900, 1, 1) < day < date(2100, 1, 1) for off in (-1, 0, 1)}


def walks() -> Iterator[Data]:
    """Cases whose facts lie before the year that is walked through."""
    rnd = random.Random(17)
    while True:
        data = law_cases.case_data(bundled().law, rnd, date(2023, 1, 1))
        if bundled().assess(data) is not None:
            yield data


def changes_in_a_year(bench: Bench, number: int) -> int:
    """How often answers change in a year of days, for some cases; each change has to be on a day that may bring one."""
    changes = 0
    for _, data in zip(range(number), walks(), strict=False):
        turning = turning_days(bench.law, data)
        before: Any = None
        for offset in range(366):
            day = date(2023, 1, 1) + timedelta(days=offset)
            found = bench.assess({**data, "on": day, "year": 2023})
            now = None if found is None else said(found)
            if offset and now != before:
                assert day.day == 1 or day in turning, day
                changes += 1
            before = now
    return changes


def test_a_year_of_days_changes_answers_on_days_of_the_law_and_the_facts_only() -> None:
    assert changes_in_a_year(bundled(), WALKS) >= WALKS


def test_an_answer_that_changes_on_another_day_shows() -> None:
    """The fault: from the middle of a month on, nothing is in force."""

    class Faulty(Bench):
        def assess(self, data: Data) -> Determination | None:
            found = super().assess(data)
            return found if found is None or data["on"] < date(2023, 5, 17) else replace(found, entitlements=())

    with pytest.raises(AssertionError, match="2023, 5, 17"):
        changes_in_a_year(Faulty(bundled().law), 3)


def changes_on_days_of_publication_only(file: Path, decided: Callable[[Catalogue, Case, date], Any]) -> None:
    """Walks through days of knowledge; ``decided`` gives what is decided of a case by what was known on a day."""
    catalogue = Catalogue.bundled()
    published = {version.model.published for policy in catalogue.policies for version in catalogue.versions(policy)}
    case = catalogue.read_case(file)
    before: Any = None
    step = 1 if SOAK else 7
    first = min(published) - timedelta(days=20)
    steps = (first + timedelta(days=number) for number in range(0, (max(published) - first).days + 380, step))
    days = {day for day in steps if any(abs((day - one).days) < 380 for one in published)}
    days |= {day + timedelta(days=off) for day in published for off in (-1, 0, 1)}
    for day in sorted(days):
        now = decided(catalogue, case, day)
        if before is not None and now != before[1]:
            assert any(before[0] < one <= day for one in published), day
        before = day, now


def by_what_was_known(catalogue: Catalogue, case: Case, day: date) -> Any:
    return said(catalogue.assess(case, known_on=day))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda path: path.stem)
def test_what_was_known_changes_answers_on_days_of_publication_only(file: Path) -> None:
    changes_on_days_of_publication_only(file, by_what_was_known)


def test_knowledge_that_comes_on_another_day_shows() -> None:
    """The fault: what is published is known from a fixed day on only."""

    def late(catalogue: Catalogue, case: Case, day: date) -> Any:
        return by_what_was_known(catalogue, case, max(day, date(2023, 4, 3)) if day < date(2023, 9, 20) else date(2022, 1, 1))

    with pytest.raises(AssertionError):
        changes_on_days_of_publication_only(FAMILY, late)
