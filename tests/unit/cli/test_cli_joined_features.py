"""The features of what joins policies: run, changed, counted and rendered as those of a policy are."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from commands import run
from joined_world import FIRST, HEAD, joins, write_feature, write_joined
from small_world import Bench


def test_the_page_of_mutants_names_entries_and_the_file(bench: Bench) -> None:
    features = write_joined(bench, FIRST)
    english = run("features", "mutate", str(features), "--rulesets", str(bench.root), "--policy", "joins", "--jobs", "1")
    assert english.exit_code == 1
    text = " ".join(english.stdout.split())
    assert "Smallest changes of joins, version 1.0.0, put to its scenarios" in text
    assert "Not noticed: once one grant" in text
    assert "if what “one grant” joins were several benefits, no scenario would fail" in text
    assert "if the limit “cap together” were not counted by person, no scenario would fail" in text
    assert "Not noticed: the file as a whole" in text
    chinese = run("features", "mutate", str(features), "--rulesets", str(bench.root), "--jobs", "1", lang="zh")
    assert "若“同一项补贴”合并的是几项待遇，没有场景会失败" in "".join(chinese.stdout.split())


def test_a_document_of_mutants_has_all_whose_features_lie_there(bench: Bench) -> None:
    features = write_joined(bench)
    result = run("features", "mutate", str(features), "--rulesets", str(bench.root), "--jobs", "2", "--format", "json")
    found = {one["policy"]: one for one in json.loads(result.stdout)["policies"]}
    assert set(found) == {"alpha", "beta", "joins"}
    assert (found["joins"]["version"], found["joins"]["survived"]) == ("1.0.0", 0)


def test_the_features_of_what_joins_policies_run_by_its_id(bench: Bench) -> None:
    features = write_joined(bench)
    arguments = ("features", "run", str(features), "--rulesets", str(bench.root), "--format", "json")
    both = json.loads(run(*arguments, "--policy", "joins").stdout)
    assert [file["file"].rpartition("/")[2] for file in both["features"]] == ["joins.feature"]
    assert "unknown policy join" in run(*arguments, "--policy", "join").stderr


def test_coverage_counts_entries_and_names_those_without_a_scenario(bench: Bench) -> None:
    features = write_joined(bench, FIRST)
    arguments = ("rulesets", "coverage", str(features), "--rulesets", str(bench.root))
    found = {one["policy"]: one for one in json.loads(run(*arguments, "--format", "json").stdout)["policies"]}
    assert found["joins"]["entries"] == {"once": 1, "cap": 1, "first": 1}
    assert (found["joins"]["scenarios"], found["joins"]["without_scenario"]) == ({"first": 4}, ["once", "cap"])
    assert found["alpha"]["without_scenario"] == ["2", "3"]
    text = run(*arguments, "--policy", "joins").stdout
    assert "an entry: 1 lines; 1 to 1, the longest is once" in text
    assert "without a scenario: once, cap" in text
    write_joined(bench)
    assert "Every clause, provision and entry has scenarios" in run(*arguments, "--policy", "joins").stdout


@pytest.fixture
def begun(bench: Bench) -> Path:
    """A version of what joins policies that is not released, beside one that is; features that are so with neither or with it."""
    features = write_joined(bench, FIRST)
    assert run("rulesets", "freeze", str(bench.root)).exit_code == 0
    turned = {**joins()["prevails"][0], "clause": "alpha/3", "over": ["beta/3"]}
    later = joins(version="1.1.0", supersedes="1.0.0", recorded=date(2023, 5, 2), prevails=[turned])
    bench.write("cross/joins/1.1.0.yaml", later)
    other = FIRST.replace("alpha/3", "gamma/3").replace("beta/3", "alpha/3").replace("gamma/3", "beta/3")
    write_feature(features / "cross" / "joins" / "joins.feature", HEAD + other)
    return features


def test_a_version_that_is_not_released_is_tried_by_name(bench: Bench, begun: Path) -> None:
    arguments = (str(begun), "--rulesets", str(bench.root), "--policy", "joins")
    assert run("features", "run", *arguments).exit_code == 1
    assert run("features", "run", *arguments, "--version", "1.1.0").exit_code == 0
    assert run("features", "run", *arguments, "--version", "1.0.0").exit_code == 1
    unknown = run("features", "run", *arguments, "--version", "1.2.0")
    assert (unknown.exit_code, "joins has no version 1.2.0" in unknown.stderr) == (2, True)
    changed = run("features", "mutate", *arguments, "--version", "1.1.0", "--format", "json", "--jobs", "2")
    (report,) = json.loads(changed.stdout)["policies"]
    assert report["version"] == "1.1.0"
    assert {"prevails.first:=beta/3"} <= {one["id"] for one in report["changes"] if one["fate"] == "noticed"}


def test_a_version_that_is_not_released_is_listed_apart(bench: Bench, begun: Path) -> None:
    text = " ".join(run("rulesets", "list", "--rulesets", str(bench.root)).stdout.split())
    assert "joins, version 1.1.0 ? not released: it is no law and was not read" in text
    assert "features run --policy joins --version 1.1.0" in text
    data = json.loads(run("rulesets", "list", "--rulesets", str(bench.root), "--format", "json").stdout)
    assert [(one["version"], one["released"]) for one in data if one.get("cross") == "joins"] == [
        ("1.0.0", True),
        ("1.1.0", False),
    ]
    assert run("rulesets", "freeze", str(bench.root), "--only", "joins/1.1.0").exit_code == 0
    assert run("features", "run", str(begun), "--rulesets", str(bench.root), "--policy", "joins").exit_code == 0


def test_what_joins_policies_is_tried_before_they_are_released(bench: Bench) -> None:
    features = write_joined(bench)
    assert run("rulesets", "freeze", str(bench.root), "--only", "alpha").exit_code == 0
    arguments = (str(features / "cross"), "--rulesets", str(bench.root), "--policy", "joins")
    assert run("features", "run", *arguments).exit_code == 2
    assert run("features", "run", *arguments, "--version", "1.0.0").exit_code == 0
    changed = run("features", "mutate", *arguments, "--version", "1.0.0", "--format", "json", "--jobs", "2")
    (report,) = json.loads(changed.stdout)["policies"]
    assert (report["policy"], report["survived"]) == ("joins", 0)


def test_a_tag_of_an_entry_that_is_not_released_says_how_to_try_it(bench: Bench) -> None:
    features = write_joined(bench)
    assert run("rulesets", "freeze", str(bench.root), "--only", "alpha", "--only", "beta").exit_code == 0
    refused = run("features", "run", str(features / "cross"), "--rulesets", str(bench.root), "--policy", "alpha")
    assert refused.exit_code == 2
    words = "标签“@条款-once”指的条目在 joins 1.0.0 版里，该版尚未发布；要先试，写明 --policy joins --version 1.0.0"
    assert words in refused.stderr


def test_the_page_of_a_clause_tells_what_joins_it(bench: Bench, tmp_path: Path) -> None:
    features = write_joined(bench)
    arguments = ("features", "render", str(features), "--rulesets", str(bench.root), "--no-mutation")
    site = tmp_path / "site"
    assert run(*arguments, "-o", str(site)).exit_code == 0
    page = (site / "en" / "alpha" / "article-1.html").read_text(encoding="utf-8")
    assert "What joins it with other policies" in page
    assert "whichever of alpha/1, beta/1 it is due by" in page
    assert "our reading, not stated so in the text" in page
    assert "发放一次、合计上限和先后" not in "".join(
        path.read_text(encoding="utf-8") for path in (site / "zh" / "alpha").iterdir()
    )
