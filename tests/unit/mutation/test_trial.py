"""What the scenarios of a policy notice of each change, and what they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from small_policy import ROWS, RULES

from subsidies.errors import InputError, UsageError
from subsidies.mutation import Equivalents, MutationReport, Trial, judgements, report

Make = Callable[..., Trial]
UNSAID = {
    "jurisdiction:wider", "published:later", "published:earlier",
    "effective.from:later", "effective.from:earlier", "effective.to:later", "effective.to:earlier",
    "effective.facts_from:later", "effective.facts_from:earlier",
    "clauses.2.every:month", "clauses.2.every:once", "clauses.2.kind:other", "clauses.2.accrues:other", "clauses.2.window:other",
    "clauses.2.payee:household",
}  # fmt: skip
"""What the four rows say nothing of: days, other districts, kind, period, earlier payments, payee."""


def judged(trial: Trial, jobs: int = 1) -> MutationReport:
    folder = Path(trial.features[0].file).parents[2]
    equivalents = Equivalents.beside(trial.features, trial.policy)
    return report(trial, judgements(trial, folder, jobs), equivalents)


def survivors(made: MutationReport) -> set[str]:
    return {item.mutant.id for item in made.with_fate("survived")}


def test_both_sides_of_every_boundary_pin_a_clause(trial: Make) -> None:
    assert survivors(judged(trial())) == UNSAID


@pytest.mark.parametrize(
    ("row", "missed"),
    [
        ("below", {"parameters.months.value:-0.01", "clauses.2.when[0]:left-out"}),
        ("no veteran", {"clauses.2.when[1]:left-out"}),
        ("elsewhere", {"clauses.2.place:left-out"}),
        (
            "holds",
            {"parameters.months.value:+0.01", "clauses.2.when[0]:>", "parameters.grant.value:+0.01", "clauses.2.when:never"},
        ),
    ],
)
def test_what_a_missing_row_leaves_open_is_reported(row: str, missed: set[str], trial: Make) -> None:
    whole = survivors(judged(trial()))
    without = survivors(judged(trial(*(name for name in ROWS if name != row))))
    assert missed & whole == set()
    assert missed <= without


def test_the_scenarios_that_pin_a_figure_are_all_named(trial: Make) -> None:
    made = judged(trial())
    assert [dict(one.values)["月数"] for one in made.pinning("months")] == ["6个月", "5.99个月"]
    assert [dict(one.values)["结果"] for one in made.pinning("grant")] == ["可享受"]
    assert made.pinning("nothing") == []


def test_other_changes_name_the_first_scenario_that_notices(trial: Make) -> None:
    made = judged(trial())
    dropped = next(item for item in made.judged if item.mutant.id == "clauses.2.when[1]:left-out")
    assert [dict(one.values)["军人"] for one in dropped.by] == ["否"]


def test_a_name_that_no_longer_exists_notices_nothing(trial: Make) -> None:
    """With the line left out its name is unknown, but the result is the same: another line speaks against it too."""
    both = "      | 甲市   | 5个月    | 否   | 不符合   | 无     | 务工月数 |\n"
    made = judged(trial("holds", "elsewhere", more=both))
    assert "clauses.2.when[0]:left-out" in survivors(made)


def test_a_change_by_which_caps_cross_is_noticed_by_whoever_they_bind(trial: Make) -> None:
    """With clause 4 in the smaller cap, too, neither stands in the other: nobody could say whose payment is reduced."""
    caps = """
limits:
  - {id: some, title: {zh: 小额, en: Some}, over: ["2", "3"], per: [person, year], at_most: {yuan: p.cap}, cite: 第二条}
  - {id: most, title: {zh: 总额, en: Most}, over: ["2", "3", "5"], per: [person, year], at_most: {yuan: p.cap}, cite: 第二条}
"""
    clauses = RULES.replace("  grant:", "  cap: {value: 9000, unit: yuan, word: 最高, cite: 第二条}\n  grant:")
    clause = RULES[RULES.index('  "2":') :]
    made = judged(trial("holds", rules=clauses + "".join(clause.replace('"2"', f'"{id_}"') for id_ in "345") + caps), jobs=2)
    assert "limits.some.over:+4" in {item.mutant.id for item in made.with_fate("noticed")}


def test_the_score_counts_what_can_be_noticed(trial: Make) -> None:
    made = judged(trial())
    noticed, survived = len(made.with_fate("noticed")), len(made.with_fate("survived"))
    assert made.score == Fraction(noticed, noticed + survived) < 1
    assert len(made.judged) == noticed + survived + len(made.with_fate("refused"))


def test_several_workers_judge_as_one_does(trial: Make) -> None:
    one = trial()
    assert judged(one, jobs=2) == judged(one)


def test_what_the_loader_refuses_is_no_gap(trial: Make) -> None:
    rules = RULES.replace("    place: lives_in\n", "    at: on\n    runs_on: p.months\n")
    made = judged(trial("below", rules=rules))
    assert {item.mutant.id for item in made.with_fate("refused")} == {"clauses.2.at:left-out"}


def test_scenarios_that_fail_as_the_law_stands_are_refused(trial: Make) -> None:
    wrong = "      | 甲市   | 6个月    | 是   | 不符合   | 无     | 务工月数 |\n"
    with pytest.raises(UsageError) as caught:
        trial("holds", more=wrong)
    (finding,) = caught.value.findings
    assert (finding.kind, finding.context["count"]) == ("failing_scenarios", "1")


def test_every_step_that_makes_no_sense_is_named(trial: Make) -> None:
    """One shows as its case is read, the other only in the answer."""
    unreadable = "      | 甲市   | 很久     | 是   | 可享受   | 无     | 无       |\n"
    unanswerable = "      | 甲市   | 6个月    | 是   | 胡说     | 无     | 无       |\n"
    with pytest.raises(InputError) as caught:
        trial("holds", more=unreadable + unanswerable)
    assert [finding.kind for finding in caught.value.findings] == ["bad_feature", "bad_feature"]


def test_progress_is_told(trial: Make) -> None:
    one = trial("holds")
    told: list[tuple[int, int]] = []

    def seen(done: int, of: int) -> None:
        told.append((done, of))

    all_: Iterator = judgements(one, Path(one.features[0].file).parents[2], 1)
    report(one, all_, Equivalents.beside(one.features, one.policy), seen)
    count = len(one.mutants.mutants)
    assert told == [(number, count) for number in range(1, count + 1)]
