from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from subsidies.catalogue import Catalogue
from subsidies.scenarios import Result, run_feature

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def root_catalogue() -> Catalogue:
    return Catalogue(ROOT / "rulesets", check_digests=False)


@pytest.fixture
def run(root_catalogue: Catalogue, tmp_path: Path) -> Callable[[str], list[Result]]:
    """Runs the text of a feature that lies in the folder of the Xixia plan for jobs."""

    def runs(text: str) -> list[Result]:
        folder = tmp_path / "xixia-jobs-2023"
        folder.mkdir(exist_ok=True)
        path = folder / "x.feature"
        path.write_text(text, encoding="utf-8")
        return run_feature(path, root_catalogue)

    return runs
