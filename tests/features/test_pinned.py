"""Every figure, condition and limit of every policy, and all that joins some, is pinned: change it and a scenario fails."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

import pytest

from subsidies.catalogue import Catalogue
from subsidies.mutation import Equivalents, MutationReport, Trial, judgements, report

ROOT = Path(__file__).resolve().parents[2]
FEATURES = ROOT / "features"
RULESETS = ROOT / "rulesets"
LOCK = FEATURES / "pinned.lock"
"""For each policy, and what joins some, the digest of the state in which its scenarios noticed every change."""
POLICIES = sorted({path.parent.name for path in FEATURES.rglob("*.feature")})
SHARED = ("vocabulary.lock", "jurisdictions.yaml", "rates/*.yaml", "cross/*/*.yaml")
"""What the changes of every policy, and what its scenarios say of them, depend on besides its own files."""
WHOLE = bool(os.environ.get("SUBSIDIES_PIN"))
"""Whether all is put to the test anew, and locked where nothing goes unnoticed (``make pinned``)."""
SOME, MORE = 40, 12
"""Of so many changes one is put to the scenarios where a policy is as it was locked, and where it is not."""


def state(policy: str) -> str:
    """The digest of all that decides which changes of a policy its scenarios notice.

    Scenarios about what is joined with others are decided by the rules of these as well.
    """
    own = [*RULESETS.glob(f"*/{policy}/*.yaml"), *FEATURES.glob(f"*/{policy}/*")]
    shared = [path for pattern in SHARED for path in RULESETS.glob(pattern)]
    crosses = list(RULESETS.glob("cross/*/*.yaml"))
    if any(policy == path.parent.name or f"{policy}/" in path.read_text(encoding="utf-8") for path in crosses):
        shared.append(RULESETS / "digests.lock")
    found = hashlib.sha256()
    for path in sorted({path for path in (*own, *shared) if path.is_file()}):
        found.update(str(path.relative_to(ROOT)).encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def locked() -> dict[str, str]:
    lines = LOCK.read_text(encoding="utf-8").splitlines() if LOCK.is_file() else []
    return {policy: digest for digest, policy in (line.split() for line in lines)}


ALL = POLICIES if WHOLE else []


@cache
def trial_of(policy: str) -> Trial:
    return Trial(Catalogue(RULESETS, check_digests=False, every=True), policy, FEATURES)


@cache
def judged(policy: str) -> tuple[MutationReport, Trial]:
    trial = trial_of(policy)
    equivalents = Equivalents.beside(trial.features, policy)
    return report(trial, judgements(trial, FEATURES, os.cpu_count() or 1), equivalents), trial


@pytest.mark.parametrize("policy", ALL)
def test_no_change_of_the_law_goes_unnoticed(policy: str) -> None:
    made, _ = judged(policy)
    assert [f"{item.mutant.id}: {item.mutant.change.zh}" for item in made.with_fate("survived")] == []
    assert made.score == 1
    now = locked() | {policy: state(policy)}
    LOCK.write_text("".join(f"{now[name]}  {name}\n" for name in POLICIES if name in now), encoding="utf-8")


@pytest.mark.parametrize("policy", POLICIES)
def test_some_changes_are_noticed(policy: str) -> None:
    trial = trial_of(policy)
    lists = Equivalents.beside(trial.features, policy).lists
    excused = {id_ for _, model in lists for item in model.equivalents for id_ in item.changes}
    mutants = trial.mutants.mutants
    some = [
        index
        for index in range(0, len(mutants), SOME if locked().get(policy) == state(policy) else MORE)
        if mutants[index].id not in excused
    ]
    assert [mutants[index].id for index in some if trial.judge(index).status == "survived"] == []


@pytest.mark.parametrize("policy", ALL)
def test_every_figure_is_pinned_by_scenarios_that_can_be_named(policy: str) -> None:
    made, trial = judged(policy)
    assert [name for name in trial.mutants.ruleset.parameters if not made.pinning(name)] == []


@pytest.mark.parametrize("policy", ALL)
def test_every_clause_provision_limit_and_entry_is_put_to_the_test(policy: str) -> None:
    made, trial = judged(policy)
    assert [id_ for id_ in trial.mutants.titles if not made.about(id_)] == []


@pytest.mark.parametrize("policy", ALL)
def test_few_changes_are_excused(policy: str) -> None:
    """A list of equivalents that grows is a sign that something of the law decides nothing."""
    made, _ = judged(policy)
    assert len(made.with_fate("equivalent")) * 40 < len(made.judged)


EVERY = 181
"""Of so many changes one is put to all scenarios, those too that it cannot touch."""


@pytest.mark.parametrize("policy", POLICIES)
def test_what_is_not_asked_again_would_have_noticed_nothing(policy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    trial = trial_of(policy)
    some = range(0, len(trial.mutants.mutants), EVERY)
    usual = [trial.judge(index).status for index in some]
    monkeypatch.setattr(type(trial.mutants), "effect", lambda *_: None)
    assert [trial.judge(index).status for index in some] == usual
