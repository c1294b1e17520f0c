"""The policy that newcomers copy is sound, and its scenarios are so."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from subsidies import Catalogue
from subsidies.scenarios import read_features, run_features

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "first-policy.md"
POLICY = "wuzhong-example-2023"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_ruleset_is_sound_and_every_scenario_passes(tmp_path: Path) -> None:
    rulesets, features = tmp_path / "rulesets", tmp_path / "features" / "640300-wuzhong" / POLICY
    shutil.copytree(
        ROOT / "rulesets", rulesets, ignore=shutil.ignore_patterns("640105-*", "cross", "digests.lock", "*.py", "__pycache__")
    )
    folder = rulesets / "640300-wuzhong" / POLICY
    folder.mkdir(parents=True)
    features.mkdir(parents=True)
    (folder / "1.0.0.yaml").write_text(*blocks("yaml"), encoding="utf-8")
    for name, text in zip(("article-01", "clauses"), blocks("gherkin"), strict=True):
        (features / f"{name}.feature").write_text(text, encoding="utf-8")
    catalogue = Catalogue(rulesets)
    assert catalogue.validate() == []
    ran = run_features(read_features(tmp_path / "features", catalogue, [POLICY]), catalogue)
    assert [str(result.fault) for one in ran for result in one.failures] == []
    assert sum(len(one.results) for one in ran) == 8
