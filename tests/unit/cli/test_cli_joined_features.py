"""The features of what joins policies: run, changed, counted and rendered as those of a policy are."""

from __future__ import annotations

import json

from commands import run
from joined_world import FIRST, write_joined
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
