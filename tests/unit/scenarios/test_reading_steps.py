"""A scenario says how the office reads the text, by what an alternative takes it to say."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_world import LABEL, Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.mutation import Trial
from subsidies.scenarios import Result, run_feature

FEATURE = """# language: zh-CN
@方案-test @条款-1
功能: 试

  背景:
    假如 甲区的案件，提问日为2023年6月1日
    而且 没有发放过补贴
    而且 有以下文：
      | 编号 | ill |
      | 甲   | 是  |

  场景: 一
{given}    当 审核该案件
    那么 条款1对“甲”的结果为“可享受”，金额为{amount}
"""
TWICE = {"zh": "给两份。", "en": "Twice."}
THRICE = {"zh": "给三份。", "en": "Thrice."}


@pytest.fixture
def offices(tmp_path: Path) -> Bench:
    """Clause 1 pays 1,000 once, or twice or three times as the office reads it."""
    bench = Bench(tmp_path / "rulesets")
    bench.write("jurisdictions.yaml", {"schema_version": 1, "jurisdictions": {"640105": {"name": {"zh": "甲区", "en": "A"}}}})
    reading = {
        "question": LABEL,
        "taken": {"zh": "给一份。", "en": "Once."},
        "why": LABEL,
        "alternatives": {"twice": {"taken": TWICE}, "thrice": {"taken": THRICE}},
    }
    figures = {
        name: {"value": value, "unit": "yuan", "cite": "1"} for name, value in (("one", 1000), ("two", 2000), ("three", 3000))
    }
    amount = "p.two if reading.times.twice else (p.three if reading.times.thrice else p.one)"
    rule = clause(amount=amount, when=["ill"], readings=["times"])
    bench.add(ruleset(parameters=figures, readings={"times": reading}, clauses={"1": rule}))
    return bench


def result(bench: Bench, given: str, amount: str) -> Result:
    path = bench.root.parent / "features" / "640105" / "test" / "one.feature"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"    假如 {line}\n" for line in given.split("\n") if line)
    path.write_text(FEATURE.format(given=lines, amount=amount), encoding="utf-8")
    (found,) = run_feature(path, Catalogue(bench.root))
    return found


@pytest.mark.parametrize(
    ("given", "amount"),
    [
        ("", "1000元"),
        ("办理机关采用理解“给两份”", "2000元"),
        ("办理机关采用理解“给三份。”", "3000元"),
        ("办理机关采用理解“给两份”\n办理机关采用理解“给三份”", "3000元"),
    ],
)
def test_the_last_reading_that_is_said_counts(offices: Bench, given: str, amount: str) -> None:
    assert result(offices, given, amount).fault is None


def test_a_sentence_may_suppose_another_reading(offices: Bench) -> None:
    twice = "办理机关采用理解“给两份”时，结果为可享受，金额为2000元"
    assert result(offices, "", f"1000元\n    而且 {twice}\n    而且 {twice}").fault is None
    assert "实为2000元" in str(result(offices, "", f"1000元\n    而且 {twice[:-5]}1000元").fault).replace(",", "")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("办理机关采用理解“给四份”", "没有可以另行采用的理解“给四份”，是不是“给两份”？，可用的有：给两份、给三份"),
        ("办理机关采用理解“给一份”", "没有可以另行采用的理解“给一份”"),
    ],
)
def test_what_no_ruleset_names_is_said_with_its_line(offices: Bench, given: str, said: str) -> None:
    fault = result(offices, given, "1000元").fault
    assert said in str(fault)
    assert "第13行" in str(fault)


def test_a_reading_of_two_policies_in_the_same_words_is_refused(offices: Bench) -> None:
    text = (offices.root / "640105" / "test" / "1.0.0.yaml").read_text(encoding="utf-8")
    path = offices.root / "640105" / "twin" / "1.0.0.yaml"
    path.parent.mkdir()
    path.write_text(text.replace('"policy": "test"', '"policy": "twin"'), encoding="utf-8")
    feature = FEATURE.replace("@方案-test", "@方案-test @方案-twin").replace("条款1对", "条款test/1对")
    own = offices.root.parent / "two.feature"
    own.write_text(feature.format(given="    假如 办理机关采用理解“给两份”\n", amount="2000元"), encoding="utf-8")
    (found,) = run_feature(own, Catalogue(offices.root))
    assert "有几种理解都写作“给两份”：test/times=twice、twin/times=twice" in str(found.fault)


def survivors(bench: Bench) -> set[str]:
    """The changes of what the policy says of readings that one scenario about it does not notice."""
    trial = Trial(Catalogue(bench.root), "test", bench.root.parent / "features")
    about = [
        (index, one.change.en) for index, one in enumerate(trial.mutants.mutants) if "the office reads it so" in one.change.en
    ]
    return {change for index, change in about if trial.judge(index).status == "survived"}


def test_every_alternative_has_to_be_pinned(offices: Bench) -> None:
    assert result(offices, "", "1000元").fault is None
    assert survivors(offices) != set()
    three = [("给两份", "2000元"), ("给三份", "3000元")]
    lines = "".join(f"\n    而且 办理机关采用理解“{words}”时，结果为可享受，金额为{amount}" for words, amount in three)
    assert result(offices, "", f"1000元{lines}").fault is None
    assert survivors(offices) == set()
