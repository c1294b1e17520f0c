"""A folder of rulesets for one test, for every room that is tested with rules of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_world import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)
