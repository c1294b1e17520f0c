"""Where to go: offices that documents of two places call by one name stay two."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import run
from small_world import Bench, clause, ruleset

DISTRICT, REGION = {"zh": "甲区", "en": "District A"}, {"zh": "某自治区", "en": "Region R"}


@pytest.fixture
def region(bench: Bench) -> Bench:
    """Two policies of a district and one of the region in which it lies, each of whose clauses one bureau leads."""
    places = {"640000": {"name": REGION}, "640105": {"name": DISTRICT, "parent": "640000"}}
    bench.write("jurisdictions.yaml", {"schema_version": 1, "jurisdictions": places})
    for name in ("alpha", "beta"):
        bench.add(ruleset(policy=name, clauses={"1": clause()}))
    of_region = ruleset(policy="gamma", jurisdiction="640000", clauses={"1": clause()})
    bench.write("640000/gamma/1.0.0.yaml", of_region)
    return bench


def shown(bench: Bench, tmp_path: Path, lang: str, *options: str) -> list[str]:
    """The lines below where to go."""
    case = tmp_path / "case.json"
    data = {"schema_version": 1, "on": "2023-06-01", "jurisdiction": "640105", "prior_awards": [], "persons": [{"id": "p"}]}
    case.write_text(json.dumps(data), encoding="utf-8")
    text = run("assess", "--full", str(case), "--rulesets", str(bench.root), *options, lang=lang).stdout
    below = text.partition("■ Where to go" if lang == "en" else "■ 到哪里办")[2].partition("\n\n")[0]
    return [line.strip() for line in below.splitlines() if "·" in line]


def test_offices_of_one_name_in_two_places_are_two(region: Bench, tmp_path: Path) -> None:
    assert shown(region, tmp_path, "en") == ["· 局 (District A): alpha/1, beta/1", "· 局 (Region R): gamma/1"]
    assert shown(region, tmp_path, "zh") == [
        "· 局（甲区）（牵头单位）：办理 alpha/1、beta/1",
        "· 局（某自治区）（牵头单位）：办理 gamma/1",
    ]


def test_an_office_of_one_place_needs_no_place(region: Bench, tmp_path: Path) -> None:
    assert shown(region, tmp_path, "en", "--policy", "alpha", "--policy", "beta") == ["· 局: alpha/1, beta/1"]
