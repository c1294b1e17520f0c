"""Features of a policy of which nothing is released stop no run of the others, and are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import run
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
    tried = run(*common, "--policy", "plan", "--version", "1.0.0")
    assert tried.exit_code == 1
    assert "not released" not in tried.stdout


def test_where_there_are_no_others_it_is_said_that_nothing_is_law(folder: Path) -> None:
    result = run("features", "run", str(folder / "features" / "plan"), "--rulesets", str(folder / "rulesets"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no version of policy plan is released" in result.stderr
