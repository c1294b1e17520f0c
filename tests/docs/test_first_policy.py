"""The policy that newcomers copy is sound, and its scenarios are so."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from subsidies import Catalogue
from subsidies.catalogue.clause_table import read_table
from subsidies.catalogue.ruleset_text import Identity, ruleset_text
from subsidies.files.source import parse
from subsidies.scenarios import read_features, run_features

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "first-policy.md"
POLICY = "wuzhong-example-2023"
CROSS = "one-work-grant"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def written(tmp_path: Path) -> tuple[Path, Path]:
    """The folder of the law with the policy in it, and the folder of its features."""
    rulesets, features = tmp_path / "rulesets", tmp_path / "features" / "640300-wuzhong" / POLICY
    shutil.copytree(ROOT / "rulesets", rulesets, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    folder = rulesets / "640300-wuzhong" / POLICY
    folder.mkdir(parents=True)
    features.mkdir(parents=True)
    (folder / "1.0.0.yaml").write_text(blocks("yaml")[0], encoding="utf-8")
    for name, text in zip(("article-01", "clauses"), blocks("gherkin")[:2], strict=True):
        (features / f"{name}.feature").write_text(text, encoding="utf-8")
    return rulesets, tmp_path / "features"


def test_the_ruleset_is_sound_and_every_scenario_passes(tmp_path: Path) -> None:
    rulesets, features = written(tmp_path)
    catalogue = Catalogue(rulesets).as_of(POLICY, "1.0.0")
    assert Catalogue(rulesets).validate() == []
    ran = run_features(read_features(features, catalogue, [POLICY]), catalogue)
    assert [str(result.fault) for one in ran for result in one.failures] == []
    assert sum(len(one.results) for one in ran) == 8


def test_what_joins_it_with_another_is_tried_before_it_is_released(tmp_path: Path) -> None:
    rulesets, features = written(tmp_path)
    for folder, name, text in ((rulesets, "1.0.0.yaml", blocks("yaml")[1]), (features, f"{CROSS}.feature", blocks("gherkin")[2])):
        (folder / "cross" / CROSS).mkdir(parents=True)
        (folder / "cross" / CROSS / name).write_text(text, encoding="utf-8")
    assert Catalogue(rulesets).validate() == []
    catalogue = Catalogue(rulesets).as_of(CROSS, "1.0.0")
    (ran,) = run_features(read_features(features / "cross", catalogue, [CROSS]), catalogue)
    assert [str(result.fault) for result in ran.failures] == []
    assert len(ran.results) == 1


def _leaves(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every value that is written, by its path."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, item in items:
        yield from _leaves(item, (*path, key))
    if not isinstance(data, dict | list) and data != "…":
        yield path, data


def test_begun_from_its_table_the_ruleset_says_nothing_else_than_it_does() -> None:
    (whole, _), (table,) = blocks("yaml"), blocks("csv")
    vocabulary = Catalogue.bundled().world.vocabulary
    identity = Identity(POLICY, "640300", date(2023, 5, 1), "0" * 64)
    begun = parse(ruleset_text(identity, read_table(table, "t.csv", vocabulary), vocabulary, "t.csv"), "begun")
    expected = dict(_leaves(parse(whole, "whole").data))
    names = {"amount_1_1": "grant", "amount_1_2": "posts"}
    labels = {("parameters", "grant", "label"), ("parameters", "posts", "label"), ("provisions", "1.2", "supply")}
    said = 0
    for path, value in _leaves(begun.data):
        renamed = tuple(names.get(str(part), part) for part in path)
        renamed_value = f"p.{names[value[2:]]}" if isinstance(value, str) and value.startswith("p.amount") else value
        if not any(renamed[2:5] == label for label in labels) or renamed[-1] == "exact":
            assert expected[renamed] == renamed_value, path
            said += 1
    assert said > len(expected) / 3
