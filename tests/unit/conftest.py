"""Folders of rulesets: one for a test with rules of its own, and the bundled law with what is not released yet."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_world import Bench
from whole_law import write_whole

from subsidies import Catalogue


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return write_whole(tmp_path_factory.mktemp("together") / "rulesets")
