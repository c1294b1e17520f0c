"""What an office reads otherwise, on the pages: what it said, what the clause rests on, which other readings there are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from commands import run
from small_world import LABEL, Bench, clause, plain, ruleset

OF_AGE = {
    "question": {"zh": "几岁算成年？", "en": "Who is of age?"},
    "taken": {"zh": "十八周岁。", "en": "Eighteen."},
    "why": {"zh": "文中没有写。", "en": "The text is silent."},
    "alternatives": {"sixteen": {"taken": {"zh": "十六周岁。", "en": "Sixteen."}}},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bench = Bench(tmp_path / "rulesets")
    age = {"unit": "year", "cite": "1", "word": "以上"}
    figures = {
        "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
        "adult": {"value": 18, **age},
        "young": {"value": 16, **age},
    }
    grown = [{"any": ["age >= p.adult", ["reading.of_age.sixteen", "age >= p.young"]]}]
    bench.add(ruleset(parameters=figures, readings={"of_age": OF_AGE}, clauses={"1": clause(when=grown, readings=["of_age"])}))
    bench.add(ruleset(policy="alpha", clauses={"1": clause()}))
    entry = {"id": "once", "title": LABEL, "over": ["alpha/1", "test/1"], "per": ["person", "year"]}
    two = {**OF_AGE, "alternatives": {"two": {"taken": {"zh": "两项。", "en": "Two."}}}}
    head = {"schema_version": 1, "cross": "joins", "version": "1.0.0", "title": LABEL, "recorded": date(2023, 1, 1)}
    same = [{**entry, "reading": "count", "not_under": "two"}]
    bench.write("cross/joins/1.0.0.yaml", {**head, "readings": {"count": two}, "same": same})
    person = {"id": "p", "age": 17}
    data = {"schema_version": 1, "jurisdiction": "640105", "on": date(2023, 6, 1), "persons": [person], "prior_awards": []}
    (tmp_path / "case.yaml").write_text(plain(data), encoding="utf-8")
    return tmp_path


def said(folder: Path, *arguments: str, lang: str = "en") -> str:
    """What a command says, in one line."""
    full = ("--full",) if arguments[0] in ("assess", "explain") and "--clause" not in arguments else ()
    result = run(*arguments, *full, "--rulesets", str(folder / "rulesets"), lang=lang)
    assert result.exit_code == (2 if result.stderr else 0)
    return ("" if lang == "zh" else " ").join(line.strip() for line in (result.stdout or result.stderr).splitlines())


def test_the_first_screen_says_in_how_many_points_the_office_reads_otherwise(folder: Path) -> None:
    more = ("--reading", "of_age=sixteen", "--reading", "joins/count=two", "--rulesets", str(folder / "rulesets"))
    lines = run("assess", str(folder / "case.yaml"), *more, lang="zh").stdout.splitlines()
    assert "  ! 有2处按牵头单位的理解，与规则集采用的不同：--section basis" in lines


@pytest.mark.parametrize("command", ["assess", "explain"])
def test_the_head_says_how_the_office_reads_the_text(folder: Path, command: str) -> None:
    case = str(folder / "case.yaml")
    more = ("--reading", "of_age=sixteen", "--reading", "joins/count=two")
    english = said(folder, command, case, *more)
    assert "! Read otherwise than the rulesets do, as the office said" in english
    assert "Who is of age? Two. (joins/count=two)" in english
    assert "Who is of age? Sixteen. (test/of_age=sixteen)" in english
    assert "! 按办理机关所说，以下问题的理解与规则集不同" in said(folder, command, case, *more, lang="zh")
    assert "Read otherwise" not in said(folder, command, case)


def test_the_explanation_says_both_readings(folder: Path) -> None:
    case = ("explain", str(folder / "case.yaml"), "--clause", "test/1")
    own = said(folder, *case)
    assert "✗ age ≥ 18 years (以上), or the office reads it so: “Sixteen” and age ≥ 16 years (以上)" in own
    assert "Who is of age? Eighteen. (of_age)" in own
    assert "an office may read it otherwise: Sixteen. (of_age=sixteen)" in own
    other = said(folder, *case, "--reading", "of_age=sixteen")
    assert "✓ age ≥ 18 years (以上), or the office reads it so: “Sixteen” and age ≥ 16 years (以上)" in other
    assert "as the office reads it: Sixteen. The ruleset itself: Eighteen. (of_age=sixteen)" in other
    assert "按办理机关的理解：十六周岁。规则集自己的理解：十八周岁。" in said(
        folder, *case, "--reading", "of_age=sixteen", lang="zh"
    )


def test_a_policy_and_what_joins_it_say_what_an_office_may_take(folder: Path) -> None:
    assert "an office may read it otherwise: Sixteen. (of_age=sixteen)" in said(folder, "rulesets", "show", "test")
    assert "an office may read it otherwise: Two. (count=two)" in said(folder, "rulesets", "list")


@pytest.mark.parametrize(
    ("readings", "message"),
    [
        (["of_age"], "of_age takes no reading: write READING=ALTERNATIVE"),
        (["=sixteen"], "=sixteen takes no reading: write READING=ALTERNATIVE"),
        (["of_aje=sixteen"], "there is no reading of_aje that an office may take otherwise; did you mean of_age?"),
        (["of_age=sixten"], "reading test/of_age names no alternative sixten; did you mean sixteen?"),
        (["of_age=sixteen", "of_age=other"], "of reading of_age one alternative can be taken"),
    ],
)
def test_what_cannot_be_taken_is_said(folder: Path, readings: list[str], message: str) -> None:
    options = [part for one in readings for part in ("--reading", one)]
    result = run("assess", "--full", str(folder / "case.yaml"), "--rulesets", str(folder / "rulesets"), *options, lang="en")
    assert (result.exit_code, result.stdout, result.stderr.strip()) == (2, "", message)


def test_the_way_to_the_reasons_puts_the_same_question(folder: Path) -> None:
    """Without its options the reasons could be those of another answer."""
    case, rulesets = str(folder / "case.yaml"), str(folder / "rulesets")
    result = run(
        "assess", "--full", case, "--rulesets", rulesets, "--reading", "of_age=sixteen", "--policy", "test", "--on", "2023-06-02"
    )
    told = "".join(line.strip(" ") for line in result.stdout.split("Why: ")[1].splitlines())
    options = f"--on2023-06-02--policytest--rulesets{rulesets}--readingof_age=sixteen"
    assert told.replace(" ", "") == f"subsidiesexplain{case}--clause1{options}"
    again = run(
        "explain",
        case,
        "--clause",
        "1",
        "--on",
        "2023-06-02",
        "--policy",
        "test",
        "--rulesets",
        rulesets,
        "--reading",
        "of_age=sixteen",
    )
    assert "✓ Result: payable now" in again.stdout
