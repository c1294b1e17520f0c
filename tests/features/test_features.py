"""Every feature of every policy, run by pytest-bdd."""

from __future__ import annotations

from pathlib import Path

from pytest_bdd import scenarios

from subsidies.scenarios import read_feature

FEATURES = Path(__file__).resolve().parents[2] / "features"

for path in sorted(FEATURES.rglob("*.feature")):
    read_feature(path)  # first with our own reader: one clear error, and no scenario lost behind another of its name

scenarios(".")
