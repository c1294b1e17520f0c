"""Binds the features to pytest-bdd: every sentence goes through the one table of steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd import parsers, step
from pytest_bdd.parser import Feature, Scenario
from pytest_bdd.parser import Step as BddStep

from subsidies.catalogue import Catalogue
from subsidies.scenarios import FeatureError, ScenarioRun, Untrue
from subsidies.scenarios.step import Cell, Step

ROOT = Path(__file__).resolve().parents[2]
SESSION = pytest.StashKey[ScenarioRun]()
CURRENT = pytest.StashKey[BddStep]()


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The rulesets of this checkout, those too that are not released yet, compiled once."""
    return Catalogue(ROOT / "rulesets", check_digests=False, every=True)


@contextmanager
def faults_as_failures() -> Iterator[None]:
    """A fault says file, line, clause and trace itself; where in Python it was found helps nobody."""
    __tracebackhide__ = True
    try:
        yield
    except (FeatureError, Untrue) as fault:
        raise pytest.fail.Exception(str(fault), pytrace=False) from None


def pytest_bdd_apply_tag(tag: str, function: Callable[..., object]) -> bool:
    """Tags name clauses and policies, not marks; the session checks them."""
    return True


def pytest_bdd_before_scenario(request: pytest.FixtureRequest, feature: Feature, scenario: Scenario) -> None:
    """A new session for every scenario."""
    __tracebackhide__ = True
    tags = feature.tags | scenario.tags | (scenario.rule.tags if scenario.rule else set())
    file = str(Path(feature.filename).relative_to(ROOT))
    with faults_as_failures():
        session = ScenarioRun(request.getfixturevalue("catalogue"), file, sorted(tags), scenario.line_number)
    request.node.stash[SESSION] = session


def pytest_bdd_after_scenario(request: pytest.FixtureRequest) -> None:
    """Every outcome that was stated was stated with its reason."""
    __tracebackhide__ = True
    with faults_as_failures():
        request.node.stash[SESSION].finish()


def pytest_bdd_before_step(request: pytest.FixtureRequest, step: BddStep) -> None:
    """Keep the step at hand: it has the table and the line."""
    request.node.stash[CURRENT] = step


@step(parsers.re(r".*"))
def carry_out(request: pytest.FixtureRequest) -> None:
    """Any step: the table knows what it means."""
    __tracebackhide__ = True
    now = request.node.stash[CURRENT]
    rows = () if now.datatable is None else now.datatable.rows
    cells = tuple(tuple(Cell(cell.value, cell.location.line, cell.location.column) for cell in row.cells) for row in rows)
    kind: Any = now.type
    with faults_as_failures():
        request.node.stash[SESSION].step(Step(kind, now.name, now.line_number, cells))
