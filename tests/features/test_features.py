"""Every feature of every policy, run by pytest-bdd."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_bdd import scenarios

from subsidies.scenarios import FeatureError, read_feature

ROOT = Path(__file__).resolve().parents[2]


def faults() -> list[str]:
    """What our own reader finds in any file, so that no scenario is lost behind another of its name or in a description."""
    found = []
    for path in sorted((ROOT / "features").rglob("*.feature")):
        try:
            read_feature(path)
        except FeatureError as fault:
            found.append(str(fault).replace(f"{ROOT}/", ""))
    return found


if found := faults():
    raise pytest.fail.Exception("\n".join(found), pytrace=False)

scenarios(".")
