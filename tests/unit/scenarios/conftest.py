from __future__ import annotations

import shutil
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


@pytest.fixture
def rulesets(tmp_path: Path) -> Path:
    """A folder with the Xixia plan for jobs alone, free to be changed."""
    folder = tmp_path / "rulesets"
    shutil.copytree(ROOT / "rulesets" / "640105-xixia" / "xixia-jobs-2023", folder / "640105-xixia" / "xixia-jobs-2023")
    shutil.copytree(ROOT / "rulesets" / "rates", folder / "rates")
    shutil.copy(ROOT / "rulesets" / "jurisdictions.yaml", folder)
    shutil.copytree(ROOT / "rulesets" / "vocabulary", folder / "vocabulary")
    return folder


@pytest.fixture
def rulesets_with_another(rulesets: Path) -> Catalogue:
    """The plan, and the same under another name."""
    plan = rulesets / "640105-xixia" / "xixia-jobs-2023" / "1.0.0.yaml"
    other = rulesets / "640105-xixia" / "another-2023" / "1.0.0.yaml"
    other.parent.mkdir()
    other.write_text(
        plan.read_text(encoding="utf-8").replace("policy: xixia-jobs-2023", "policy: another-2023"), encoding="utf-8"
    )
    return Catalogue(rulesets)


@pytest.fixture
def broken_rulesets(rulesets: Path) -> Catalogue:
    """The plan with a name that is not in the vocabulary."""
    plan = rulesets / "640105-xixia" / "xixia-jobs-2023" / "1.0.0.yaml"
    text = plan.read_text(encoding="utf-8").replace("wage_income >= p.t1_income", "wage_incom >= p.t1_income")
    plan.write_text(text, encoding="utf-8")
    return Catalogue(rulesets)
