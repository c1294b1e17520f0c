"""Features of a policy of which nothing is released stop no run of the others, and are told apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import run
from joined_world import write_joined
from small_world import FEATURE, Bench, clause, ruleset

from subsidies.catalogue import digest_lock

STEPS = "    那么 条款1对“甲”的结果为“可享受”，金额为{amount}元\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A released policy, and one that is not and whose feature is wrong."""
    bench = Bench(tmp_path / "rulesets")
    bench.write("jurisdictions.yaml", {"schema_version": 1, "jurisdictions": {"640105": {"name": {"zh": "甲区", "en": "A"}}}})
    bench.add(ruleset(clauses={"1": clause()}))
    digest_lock.freeze(bench.root)
    bench.add(ruleset(policy="plan", clauses={"1": clause()}))
    for policy, amount in (("test", 1000), ("plan", 999)):
        path = tmp_path / "features" / policy / "one.feature"
        path.parent.mkdir(parents=True)
        path.write_text(FEATURE.format(policy=policy, steps=STEPS.format(amount=amount)), encoding="utf-8")
    return tmp_path


def test_they_are_left_out_of_a_run_of_all_with_a_word_on_how_to_try_them(folder: Path) -> None:
    common = ("features", "run", str(folder / "features"), "--rulesets", str(folder / "rulesets"))
    result = run(*common)
    assert result.exit_code == 0
    said = " ".join(line.strip() for line in result.stdout.splitlines())
    assert "features: 1; scenarios: 1; passed: 1; failed: 0" in said
    assert "! plan is not released and no law: its 1 scenarios were not run; --policy plan --version 1.0.0 tries them" in said
    told = json.loads(run(*common, "--format", "json").stdout)
    assert (told["passed"], told["not_run"]) == (1, [{"policy": "plan", "version": "1.0.0", "scenarios": 1}])
    tried = run(*common, "--policy", "plan", "--version", "1.0.0")
    assert tried.exit_code == 1
    assert "not released" not in tried.stdout


def test_they_are_told_of_where_all_are_measured_or_shown(folder: Path) -> None:
    common = (str(folder / "features"), "--rulesets", str(folder / "rulesets"))
    said = "plan is not released and no law: its 1 scenarios were not run; --policy plan --version 1.0.0 tries them"
    assert said in " ".join(run("features", "mutate", *common).stdout.split())
    told = json.loads(run("features", "mutate", *common, "--format", "json").stdout)
    assert ([one["policy"] for one in told["policies"]], told["not_run"]) == (
        ["test"],
        [{"policy": "plan", "version": "1.0.0", "scenarios": 1}],
    )
    shown = run("features", "render", *common, "-o", str(folder / "site"), "--no-mutation")
    assert (shown.exit_code, said in shown.stdout) == (0, True)


def test_where_there_are_no_others_it_is_said_that_nothing_is_law(folder: Path) -> None:
    result = run("features", "run", str(folder / "features" / "plan"), "--rulesets", str(folder / "rulesets"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no version of policy plan is released" in result.stderr


@pytest.fixture
def joined(bench: Bench) -> list[str]:
    """A released policy and one that is not, with what joins them, not released either; how features are run."""
    features = write_joined(bench)
    digest_lock.freeze(bench.root, only=["640105/alpha/1.0.0.yaml"])
    return ["features", "run", str(features), "--rulesets", str(bench.root)]


@pytest.mark.parametrize(
    ("asked", "passed", "waiting"),
    [
        (["alpha"], 1, "! beta is not released and no law: its 5 scenarios were not run; --policy beta --version 1.0.0"),
        (["beta", "--version", "1.0.0"], 1, "! joins is not released and no law: its 5 scenarios were not run; --policy joins"),
        (["joins", "--version", "1.0.0"], 5, None),
    ],
)
def test_each_policy_is_tried_before_what_joins_it_with_others_is_released(
    asked: list[str], passed: int, waiting: str | None, joined: list[str]
) -> None:
    result = run(*joined, "--policy", *asked)
    assert result.exit_code == 0, result.stderr
    said = " ".join(line.strip() for line in result.stdout.splitlines())
    assert f"passed: {passed}; failed: 0" in said
    assert (waiting or "✓ features") in said
    assert ("not released" in said) is (waiting is not None)


def test_what_joins_released_policies_and_is_begun_stops_no_run(bench: Bench, joined: list[str]) -> None:
    digest_lock.freeze(bench.root, only=["640105/beta/1.0.0.yaml"])
    said = " ".join(run(*joined).stdout.split())
    assert "passed: 2; failed: 0" in said
    assert "joins is not released and no law: its 5 scenarios were not run" in said
    (bench.root / "cross" / "joins" / "1.0.0.yaml").write_text("begun: [", encoding="utf-8")
    assert run(*joined, "--policy", "alpha").exit_code == 0
