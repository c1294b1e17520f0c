"""Every figure, condition and limit of every policy, and all that joins some, is pinned: change it and a scenario fails."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from subsidies.catalogue import Catalogue
from subsidies.mutation import Equivalents, MutationReport, Trial, judgements, report

ROOT = Path(__file__).resolve().parents[2]
FEATURES = ROOT / "features"
POLICIES = sorted({path.parent.name for path in FEATURES.rglob("*.feature")})


@cache
def judged(policy: str) -> tuple[MutationReport, Trial]:
    trial = Trial(Catalogue(ROOT / "rulesets", check_digests=False, every=True), policy, FEATURES)
    equivalents = Equivalents.beside(trial.features, policy)
    return report(trial, judgements(trial, FEATURES, os.cpu_count() or 1), equivalents), trial


@pytest.mark.parametrize("policy", POLICIES)
def test_no_change_of_the_law_goes_unnoticed(policy: str) -> None:
    made, _ = judged(policy)
    assert [f"{item.mutant.id}: {item.mutant.change.zh}" for item in made.with_fate("survived")] == []
    assert made.score == 1


@pytest.mark.parametrize("policy", POLICIES)
def test_every_figure_is_pinned_by_scenarios_that_can_be_named(policy: str) -> None:
    made, trial = judged(policy)
    assert [name for name in trial.mutants.ruleset.parameters if not made.pinning(name)] == []


@pytest.mark.parametrize("policy", POLICIES)
def test_every_clause_provision_limit_and_entry_is_put_to_the_test(policy: str) -> None:
    made, trial = judged(policy)
    assert [id_ for id_ in trial.mutants.titles if not made.about(id_)] == []


@pytest.mark.parametrize("policy", POLICIES)
def test_few_changes_are_excused(policy: str) -> None:
    """A list of equivalents that grows is a sign that something of the law decides nothing."""
    made, _ = judged(policy)
    assert len(made.with_fate("equivalent")) * 40 < len(made.judged)


EVERY = 61
"""Of so many changes one is put to all scenarios, those too that it cannot touch."""


@pytest.mark.parametrize("policy", POLICIES)
def test_what_is_not_asked_again_would_have_noticed_nothing(policy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made, trial = judged(policy)
    some = range(0, len(trial.mutants.mutants), EVERY)
    monkeypatch.setattr(type(trial.mutants), "effect", lambda *_: None)
    everywhere = [trial.judge(index).status for index in some]
    assert everywhere == [made.judged[index].fate.replace("equivalent", "survived") for index in some]
