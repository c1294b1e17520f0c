"""The list of changes that make no difference: what it takes out of the score, and what it may not say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from small_policy import RULES

from subsidies.errors import InputError
from subsidies.files.schema import Label
from subsidies.mutation import Equivalents, Judgement, Trial, judgements, report

Make = Callable[..., Trial]
HEAD = "schema_version: 1\npolicy: work-2023\nequivalents:\n"
REASON = "    reason: {zh: 因为如此, en: because}\n"


def listed(trial: Trial, text: str) -> Equivalents:
    feature = Path(trial.features[0].file)
    (feature.parent / "equivalents.yaml").write_text(text, encoding="utf-8")
    return Equivalents.beside(trial.features, trial.policy)


def judged(trial: Trial) -> list[Judgement]:
    return list(judgements(trial, Path(trial.features[0].file).parents[2], 1))


def test_a_listed_change_does_not_count_and_says_why(trial: Make) -> None:
    made = trial()
    found = judged(made)
    before = report(made, found, Equivalents.beside(made.features, made.policy))
    after = report(made, found, listed(made, f"{HEAD}  - changes: ['published:later', 'published:earlier']\n{REASON}"))
    assert [item.mutant.id for item in after.with_fate("equivalent")] == ["published:later", "published:earlier"]
    assert {item.why for item in after.with_fate("equivalent")} == {Label(zh="因为如此", en="because")}
    assert len(after.with_fate("survived")) == len(before.with_fate("survived")) - 2
    assert after.score > before.score


FAULTS = {
    "unknown": (
        "  - changes: ['publihsed:later']\n" + REASON,
        ["equivalents.yaml:4:15 equivalents[0].changes[0]: the ruleset has no change publihsed:later; "
         "did you mean published:later?"],
    ),
    "noticed": (
        "  - changes: ['clauses.2.when[0]:>']\n" + REASON,
        ["equivalents.yaml:4:15 equivalents[0].changes[0]: the change clauses.2.when[0]:> makes a difference: the scenario at "
         "article-02.feature:19 fails with it"],
    ),
    "twice": (
        "  - changes: ['published:later', 'published:later']\n" + REASON,
        ["equivalents.yaml:4:34 equivalents[0].changes[1]: the change published:later stands here twice"],
    ),
    "all at once": (
        "  - changes: ['a', 'clauses.2.when[0]:>']\n" + REASON,
        ["equivalents.yaml:4:15 equivalents[0].changes[0]: the ruleset has no change a",
         "equivalents.yaml:4:20 equivalents[0].changes[1]: the change clauses.2.when[0]:> makes a difference: the scenario at "
         "article-02.feature:19 fails with it"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_list_that_hides_a_gap_is_refused(name: str, trial: Make) -> None:
    made = trial()
    text, expected = FAULTS[name]
    equivalents = listed(made, HEAD + text)
    with pytest.raises(InputError) as caught:
        report(made, judged(made), equivalents)
    folder = f"{Path(made.features[0].file).parent}/"
    assert caught.value.message("en").replace(folder, "").splitlines() == expected
    assert caught.value.message("zh") != caught.value.message("en")


def test_what_the_loader_refuses_needs_no_listing(trial: Make) -> None:
    made = trial("below", rules=RULES.replace("    place: lives_in\n", "    at: on\n    runs_on: p.months\n"))
    equivalents = listed(made, f"{HEAD}  - changes: ['clauses.2.at:left-out']\n{REASON}")
    with pytest.raises(InputError) as caught:
        report(made, judged(made), equivalents)
    assert [item.kind for item in caught.value.findings] == ["equivalent_refused"]


SHAPES = {
    "another policy": ("schema_version: 1\npolicy: work-2024\nequivalents: []", "unknown_policy"),
    "a key too many": (f"{HEAD}  - changes: ['a']\n{REASON}    proof: grid\n", "unknown_key"),
    "no reason": (f"{HEAD}  - changes: ['a']\n", "missing_key"),
    "nothing listed": (f"{HEAD}  - changes: []\n{REASON}", "too_few"),
    "no text": (f"{HEAD}  - changes: [1]\n{REASON}", "wrong_type"),
    "no YAML": ("a: [", "not_yaml"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_list_of_another_shape_is_refused(name: str, trial: Make) -> None:
    text, kind = SHAPES[name]
    with pytest.raises(InputError) as caught:
        listed(trial(), text)
    assert {item.kind for item in caught.value.findings} == {kind}
    assert all(item.position and item.position.file.endswith("equivalents.yaml") for item in caught.value.findings)


def test_the_lists_of_every_folder_count(trial: Make) -> None:
    made = trial()
    feature = Path(made.features[0].file)
    other = feature.parent / "more" / "work-2023"
    other.mkdir(parents=True)
    (other / "more.feature").write_bytes(feature.read_bytes())
    (other / "equivalents.yaml").write_text(f"{HEAD}  - changes: ['published:later']\n{REASON}", encoding="utf-8")
    (feature.parent / "equivalents.yaml").write_text(f"{HEAD}  - changes: ['published:earlier']\n{REASON}", encoding="utf-8")
    both = Trial(made.catalogue, made.policy, feature.parents[2])
    done = report(both, judged(both), Equivalents.beside(both.features, both.policy))
    assert [item.mutant.id for item in done.with_fate("equivalent")] == ["published:later", "published:earlier"]
