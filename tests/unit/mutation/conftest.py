"""A ruleset of a few lines over the vocabulary of the good catalogue, and features about it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_policy import GOOD, HEAD, IDENTITY, OUTLINE, ROWS, RULES, RULESET

from subsidies.catalogue import Catalogue
from subsidies.mutation import Mutants, Trial


@pytest.fixture
def catalogue(tmp_path: Path) -> Callable[..., Catalogue]:
    """Makes a catalogue whose one ruleset has these rules."""

    def make(rules: str = RULES) -> Catalogue:
        folder = tmp_path / "rulesets"
        shutil.copytree(GOOD, folder, dirs_exist_ok=True)
        (folder / RULESET).write_text(f"{IDENTITY}\n{rules}", encoding="utf-8")
        return Catalogue(folder)

    return make


@pytest.fixture
def mutants(catalogue: Callable[..., Catalogue]) -> Callable[..., Mutants]:
    """Makes the mutants of some rules."""

    def make(rules: str = RULES) -> Mutants:
        made = catalogue(rules)
        return Mutants(made.versions("work-2023")[-1], made)

    return make


@pytest.fixture
def features(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a feature of the policy; the folder of all features."""

    def write(text: str) -> Path:
        path = tmp_path / "features" / "110100-city" / "work-2023" / "article-02.feature"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path / "features"

    return write


@pytest.fixture
def small(catalogue: Callable[..., Catalogue], features: Callable[[str], Path]) -> Callable[..., tuple[Catalogue, Path]]:
    """Writes some rules and the rows of the outline that are named: the catalogue, and the folder of all features."""

    def write(*rows: str, rules: str = RULES, more: str = "") -> tuple[Catalogue, Path]:
        return catalogue(rules), features(HEAD + OUTLINE + "".join(ROWS[row] for row in rows or ROWS) + more)

    return write


@pytest.fixture
def trial(small: Callable[..., tuple[Catalogue, Path]]) -> Callable[..., Trial]:
    """Makes the trial of what was written."""

    def make(*rows: str, rules: str = RULES, more: str = "") -> Trial:
        made, folder = small(*rows, rules=rules, more=more)
        return Trial(made, "work-2023", folder)

    return make
