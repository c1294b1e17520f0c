"""A small plan with features of two of its articles, free to be changed."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from subsidies.catalogue import Catalogue
from subsidies.scenarios import Ran, read_features, run_features

GOOD = Path(__file__).parents[2] / "good"
POLICY = "work-2023"


@pytest.fixture
def rulesets(tmp_path: Path) -> Path:
    """The rulesets of the good catalogue, in a folder of their own."""
    return Path(shutil.copytree(GOOD / "catalogue", tmp_path / "rulesets"))


@pytest.fixture
def ruleset(rulesets: Path) -> Path:
    """The file of the plan in that folder."""
    return rulesets / "110100-city" / POLICY / "1.0.0.yaml"


@pytest.fixture
def features(tmp_path: Path) -> Path:
    """The folder of the plan's features."""
    return Path(shutil.copytree(GOOD / "features", tmp_path / "features")) / "110100-city" / POLICY


@pytest.fixture
def changed(rulesets: Path, ruleset: Path) -> Callable[..., Catalogue]:
    """The catalogue after words of the plan (or of the file named) were changed."""

    def change(old: str = "", new: str = "", file: str = "") -> Catalogue:
        path = rulesets / file if file else ruleset
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return Catalogue(rulesets, check_digests=False)

    return change


@pytest.fixture
def run(features: Path) -> Callable[[Catalogue], list[Ran]]:
    """Runs the features of the plan."""
    return lambda catalogue: run_features(read_features(features, catalogue, [POLICY]), catalogue)
