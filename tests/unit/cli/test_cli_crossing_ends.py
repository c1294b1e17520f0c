"""A claim whose amount has ends that cross is open on every page, and the rule is named as what is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from commands import run
from small_world import LABEL, VOCABULARY, Bench, clause, plain, ruleset

FAULT = {
    "zh": "金额的下限高于上限：这是规则本身的错误",
    "en": "the lower end of the amount lies above its upper end: the rule is at fault here",
}


def said(folder: Path, cost: int, lang: str, *command: str) -> str:
    """What a command says of a grant of as much as something cost, up to 500 yuan, in one line."""
    bench = Bench(folder / "rulesets")
    bench.words(VOCABULARY)
    figures = {"most": {"value": 500, "unit": "yuan", "cite": "1"}}
    rule = clause(amount={"from": "cost", "to": "p.most"}, title={"zh": "补贴", "en": "grant"}, paraphrase=LABEL)
    bench.add(ruleset(parameters=figures, clauses={"1": rule}))
    persons = [{"id": "p", "cost": cost}]
    data = {"schema_version": 1, "jurisdiction": "640105", "on": date(2023, 6, 1), "persons": persons, "prior_awards": []}
    case = folder / "case.yaml"
    case.write_text(plain(data), encoding="utf-8")
    result = run(command[0], str(case), *command[1:], "--rulesets", str(folder / "rulesets"), lang=lang)
    assert result.exit_code == 0, result.stderr
    return ("" if lang == "zh" else " ").join(line.strip() for line in result.stdout.splitlines())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", [("assess", "--full"), ("explain", "--clause", "1")])
def test_the_rule_is_named_as_what_is_wrong(tmp_path: Path, command: tuple[str, ...], lang: str) -> None:
    page = said(tmp_path, 501, lang, *command)
    assert FAULT[lang] in page
    assert {"zh": "500元至501元", "en": "500 yuan to 501 yuan"}[lang] in page
    assert {"zh": "有事实不清楚", "en": "facts are missing"}[lang] not in page


@pytest.mark.parametrize("command", [("assess", "--full"), ("explain", "--clause", "1")])
def test_nothing_is_said_of_it_while_the_ends_are_in_order(tmp_path: Path, command: tuple[str, ...]) -> None:
    page = said(tmp_path, 500, "en", *command)
    assert FAULT["en"] not in page
    assert "500 yuan" in page
