"""What a page says of drafts that take something away, and of policies that a clause is asked for by its full name."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import run
from small_world import Bench, clause, ruleset

TITLE = "■ If it comes into force: drafts for review (not in the totals)"


def case(tmp_path: Path, place: str = "640105", **facts: Any) -> str:
    path = tmp_path / "case.json"
    data = {"schema_version": 1, "on": "2023-06-01", "jurisdiction": place, "prior_awards": []}
    path.write_text(json.dumps({**data, "persons": [{"id": "p", **facts}]}), encoding="utf-8")
    return str(path)


def assessed(bench: Bench, tmp_path: Path, lang: str = "en", **facts: Any) -> str:
    done = run("assess", "--full", case(tmp_path, **facts), "--rulesets", str(bench.root), lang=lang)
    return " ".join(done.stdout.partition("■ If" if lang == "en" else "■ 送审稿")[2].split())


def alpha(**changes: Any) -> dict[str, Any]:
    return ruleset(policy="alpha", **{"clauses": {"1": clause(when=["ill"]), "2": clause(when=["poor"])}, **changes})


def draft(**changes: Any) -> dict[str, Any]:
    return alpha(version="1.1.0", supersedes="1.0.0", status="draft", published=date(2023, 2, 1), **changes)


def test_a_draft_that_takes_away_says_what_would_be_left(bench: Bench, tmp_path: Path) -> None:
    bench.add(alpha())
    bench.add(draft(clauses={"1": clause(when=["ill"])}))
    said = assessed(bench, tmp_path, ill=True, poor=True)
    assert "with it: cash, the applicant, for the year 2023: 1,000 yuan" in said
    gone = assessed(bench, tmp_path, ill=False, poor=True)
    assert "text (alpha, ruleset version 1.1.0)" in gone
    assert "with it: cash, the applicant, for the year 2023: nothing at all" in gone
    assert "如果印发：现金，本人，2023年度：没有" in assessed(bench, tmp_path, "zh", ill=False, poor=True)


def test_a_draft_that_changes_nothing_has_no_totals(bench: Bench, tmp_path: Path) -> None:
    bench.add(alpha())
    bench.add(draft())
    assert "with it" not in assessed(bench, tmp_path, ill=True, poor=True)


def test_a_total_that_only_opens_tells_what_may_come(bench: Bench, tmp_path: Path) -> None:
    bench.add(alpha())
    bench.add(ruleset(policy="beta", status="draft", clauses={"1": clause(when=["poor"])}))
    said = assessed(bench, tmp_path, ill=True)
    assert "1,000 yuan ? with what is still open: 1,000 yuan to 3,000 yuan" in said


@pytest.mark.parametrize(("asked", "code"), [("alpha/1", 0), ("1", 2), ("gamma/1", 2)])
def test_a_clause_named_in_full_is_explained_wherever_the_case_lies(bench: Bench, tmp_path: Path, asked: str, code: int) -> None:
    bench.add(alpha())
    done = run("explain", case(tmp_path, "640104", ill=True), "--clause", asked, "--rulesets", str(bench.root), lang="en")
    assert done.exit_code == code
    assert ("not a matter of this place" in done.stdout.casefold() or "place of the case" in done.stdout) is (code == 0)


def test_a_draft_takes_no_place_before_it_is_issued(bench: Bench) -> None:
    bench.add(alpha())
    bench.add(draft())
    said = run("rulesets", "list", "--rulesets", str(bench.root), lang="en").stdout
    assert "a draft would take its place: version 1.1.0" in said
    assert "its place is taken" not in said


def test_a_question_of_the_law_is_not_put_again(bench: Bench, tmp_path: Path) -> None:
    bench.add(alpha())
    figure = {"value": 1000, "unit": "yuan", "cite": "1"}
    rules = {"1": clause(when=["poor"]), "2": clause(when=["cost >= p.least"])}
    figures = {"sum": figure, "least": {**figure, "word": "以上"}}
    bench.add(ruleset(policy="beta", status="draft", parameters=figures, clauses=rules))
    said = assessed(bench, tmp_path, ill=True)
    assert "turns on [1]" in said
    assert "turns on [d2]" in said
    assert said.count("[d") == 2


def test_where_no_document_answers_what_waits_for_its_release_is_named(bench: Bench, tmp_path: Path) -> None:
    bench.add(alpha())
    run("rulesets", "freeze", str(bench.root))
    bench.write("640104/beta/1.0.0.yaml", ruleset(policy="beta", jurisdiction="640104", clauses={"1": clause(when=["ill"])}))
    asked = ("assess", "--full", case(tmp_path, "640104", ill=True), "--rulesets", str(bench.root))
    said = " ".join(run(*asked, lang="en").stdout.split())
    assert "beta is not released and no law; --policy beta --version 1.0.0 tries it on the case" in said
    assert "beta 尚未发布，还不是依据" in run(*asked, lang="zh").stdout
    tried = run(*asked, "--policy", "beta", "--version", "1.0.0", lang="en").stdout
    assert "1,000 yuan" in tried
    assert "tries it" not in tried
    assert (
        "not released" not in run("assess", "--full", case(tmp_path, ill=True), "--rulesets", str(bench.root), lang="en").stdout
    )


def test_a_draft_says_what_it_gives_in_the_words_of_what_is_payable(bench: Bench, tmp_path: Path) -> None:
    """A ceiling is no range from nothing, and a floor is called one; what a limit takes is told."""
    bench.add(alpha())
    figures = {
        "most": {"value": 12000, "unit": "yuan", "cite": "1", "word": "最高"},
        "least": {"value": 900, "unit": "yuan", "cite": "1", "word": "不低于"},
        "sum": {"value": 500, "unit": "yuan", "cite": "1"},
        "cap": {"value": 300, "unit": "yuan", "cite": "1", "word": "最高"},
    }
    rules = {"1": clause(amount={"at_most": "p.most"}), "2": clause(amount={"at_least": "p.least"}), "3": clause()}
    cap = {"id": "cap", "title": {"zh": "上限", "en": "cap"}, "over": ["3"], "per": ["person"], "at_most": {"yuan": "p.cap"}}
    bench.add(ruleset(policy="beta", status="draft", parameters=figures, clauses=rules, limits=[{**cap, "cite": "1"}]))
    said = assessed(bench, tmp_path)
    for text in (
        "at most 12,000 yuan: the applicant",
        "at least 900 yuan: the applicant",
        "300 yuan (before limits 500 yuan): the applicant",
    ):
        assert text in said
    assert "0 yuan to" not in said
    assert "最高12,000元：本人" in assessed(bench, tmp_path, "zh")


def test_the_day_of_a_draft_is_not_said_to_be_one_of_issue(bench: Bench) -> None:
    bench.add(alpha())
    bench.add(draft())
    folder = str(bench.root)
    assert "published 1 January 2023" in " ".join(
        run("rulesets", "show", "alpha", "--version", "1.0.0", "--rulesets", folder).stdout.split()
    )
    shown = " ".join(run("rulesets", "show", "alpha", "--version", "1.1.0", "--rulesets", folder).stdout.split())
    assert "a draft, counted as known from 1 February 2023" in shown
    assert "published 1 February" not in shown
