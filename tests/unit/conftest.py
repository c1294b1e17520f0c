"""Folders of rulesets: one for a test with rules of its own, and the bundled law with trial policies beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_world import Bench
from trial_world import write_trial

from subsidies import Catalogue


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture(scope="session")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return write_trial(tmp_path_factory.mktemp("together") / "rulesets")
