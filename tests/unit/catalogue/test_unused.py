"""Facts that nothing uses are told when a folder is checked, and are no fault: a policy may add them first."""

from __future__ import annotations

import json
from typing import Any

import pytest
from small_world import VOCABULARY, Bench, clause, ruleset
from typer.testing import CliRunner

from subsidies.catalogue import digest_lock
from subsidies.catalogue.validation import validate_folder
from subsidies_cli.app import app
from tests.words import label

PERSON = VOCABULARY["entities"]["person"]
OLD = {"old": {"for": "person", "is": "age >= p.least", "cite": "1", "label": label("old")}}
SUM = {"sum": {"value": 1000, "unit": "yuan", "cite": "1"}}
LEAST = {"least": {"value": 60, "unit": "year", "word": "以上", "cite": "1"}}
ONE_A_YEAR = {"id": "one", "title": label("one"), "over": ["1"], "per": ["person", "year"], "at_most": {"awards": "p.one"}}
ONE = {"one": {"value": 1, "unit": "count", "word": "最多", "cite": "1"}}


def unused(bench: Bench) -> list[str]:
    checked = validate_folder(bench.root)
    assert checked.findings == []
    return [fact.name for fact in checked.unused]


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({"clauses": {"1": clause()}}, ["age", "poor", "ill", "started", "cost"]),
        ({"clauses": {"1": clause(when=["poor"], amount="min(p.sum, cost)")}}, ["age", "ill", "started"]),
        ({"clauses": {"1": clause(when=["poor"], at="started")}}, ["age", "ill", "cost"]),
        (
            {"parameters": SUM | LEAST, "definitions": OLD, "clauses": {"1": clause(when=["old"])}},
            ["poor", "ill", "started", "cost"],
        ),
        (
            {
                "parameters": SUM | ONE,
                "clauses": {"1": clause(when=["poor"])},
                "limits": [{**ONE_A_YEAR, "cite": "1", "unless": ["ill"]}],
            },
            ["age", "started", "cost"],
        ),
    ],
)
def test_what_a_ruleset_turns_on_is_used(bench: Bench, changes: dict[str, Any], left: list[str]) -> None:
    bench.add(ruleset(**changes))
    assert unused(bench) == left


def test_what_is_not_released_uses_facts_too(bench: Bench) -> None:
    bench.add(ruleset(clauses={"1": clause(when=["poor"])}))
    digest_lock.freeze(bench.root)
    bench.add(ruleset(policy="next", status="draft", clauses={"1": clause(when=["ill"])}))
    assert unused(bench) == ["age", "started", "cost"]


def test_facts_that_follow_from_one_another_or_say_who_somebody_is_are_used(bench: Bench) -> None:
    facts = {
        **{name: {"type": "money"} for name in ("fee", "toll", "dues")},
        **{name: {"type": "date"} for name in ("first", "last", "born")},
        "name": {"type": "text"},
        "note": {"type": "text"},
        "tall": {"type": "bool"},
    }
    rest = {"sums": {"dues": ["fee", "toll"]}, "spell": {"start": "first", "end": "last"}, "told_apart_by": ["name", "born"]}
    bench.words({**VOCABULARY, "entities": {"person": {**PERSON, **rest, "facts": facts}}})
    bench.add(ruleset(clauses={"1": clause()}))
    assert unused(bench) == ["tall"]


def test_the_check_tells_them_and_passes(bench: Bench) -> None:
    bench.add(ruleset(clauses={"1": clause(when=["poor", "ill"])}))
    command = ["rulesets", "validate", str(bench.root)]
    told = CliRunner().invoke(app, [*command, "--lang", "en"])
    assert told.exit_code == 0
    assert "Nothing is wrong" in told.stdout
    assert "Facts that nothing uses yet" in told.stdout
    assert "· person.started started (vocabulary/words.yaml, line 1)" in told.stdout
    assert "还没有用到的事实" in CliRunner().invoke(app, [*command, "--lang", "zh"]).stdout
    data = json.loads(CliRunner().invoke(app, [*command, "--format", "json"]).stdout)
    assert data["unused_facts"] == ["person.age", "person.started", "person.cost"]
    assert data["findings"] == []
