"""The table of clauses says nothing idly: another word in any of its cells makes that row's scenario fail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from subsidies.catalogue import Catalogue
from subsidies.scenarios import run_scenario
from subsidies.scenarios.feature import Feature, WrittenRow, WrittenScenario, parsed
from subsidies.scenarios.scenario import scenarios_of

FEATURES = Path("features")
TABLES = sorted(FEATURES.rglob("clauses.feature"))
KEY = "条款"
"""Which clause a row is about: that each has one is looked at apart."""
UNCHANGED = "没有改动"


def rows(feature: Feature) -> Iterator[tuple[WrittenScenario, int]]:
    for outline in feature.scenarios:
        (examples,) = outline.examples
        for index in range(len(examples.rows)):
            yield outline, index


def with_cell(feature: Feature, outline: WrittenScenario, index: int, column: int, word: str) -> Feature:
    """The feature with that row alone, and another word in one of its cells."""
    (examples,) = outline.examples
    row = examples.rows[index]
    values = (*row.values[:column], word, *row.values[column + 1 :])
    changed = replace(examples, rows=(WrittenRow(values, row.line),))
    return replace(feature, scenarios=(replace(outline, examples=(changed,)),))


@cache
def words_of_column(name: str) -> tuple[str, ...]:
    """What stands in a column of any table."""
    outlines = [outline for table in TABLES for outline in parsed(table).scenarios]
    return tuple(
        dict.fromkeys(
            row.values[examples.columns.index(name)]
            for outline in outlines
            for examples in outline.examples
            if name in examples.columns
            for row in examples.rows
        )
    )


def other_words(outline: WrittenScenario, index: int, column: int) -> list[str]:
    """What stands in that column of other rows, or else of other tables; of a change that a row makes, that it makes none."""
    (examples,) = outline.examples
    own = examples.rows[index].values[column]
    beside = dict.fromkeys(row.values[column] for row in examples.rows)
    words = [word for word in beside if word != own] or [
        word for word in words_of_column(examples.columns[column]) if word != own
    ]
    return [UNCHANGED] if UNCHANGED in words else words


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.parent.name)
def test_another_word_in_any_cell_is_noticed(table: Path, catalogue: Catalogue) -> None:
    feature = parsed(table)
    idle: list[str] = []
    for outline, index in rows(feature):
        (examples,) = outline.examples
        for column, name in enumerate(examples.columns):
            if name == KEY or examples.rows[index].values[column] == UNCHANGED:
                continue
            words = other_words(outline, index, column)
            assert words, f"{table}: {name}"
            (changed,) = scenarios_of(with_cell(feature, outline, index, column, words[index % len(words)]))
            if run_scenario(changed, catalogue).passed:
                idle.append(f"{table}:{changed.line} {name}={words[index % len(words)]}")
    assert not idle, "\n".join(idle)


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.parent.name)
def test_every_clause_and_provision_has_its_row(table: Path, catalogue: Catalogue) -> None:
    policy = table.parent.name
    rules = catalogue.ruleset(policy, catalogue.current(policy).model.version).rules
    stated = [outline.examples[0].rows[index].values[0] for outline, index in rows(parsed(table))]
    assert sorted(stated) == sorted(rules)
