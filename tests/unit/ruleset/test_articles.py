"""A ruleset written by article says what the same ruleset written out in full says."""

from __future__ import annotations

import copy
import json
from datetime import date
from typing import Any

import pytest
from schema_check import faults
from small_world import LABEL, VOCABULARY, Bench, clause, plain, ruleset

from subsidies import Catalogue
from subsidies.files.disk import read
from subsidies.files.source import Source, parse
from subsidies.ruleset.articles import file_schema, written_out

BUNDLED = Catalogue.bundled().root / "640105-xixia" / "xixia-jobs-2023"
READING = {"question": LABEL, "taken": LABEL, "why": LABEL}
PROVISION = {**clause(), "missing": LABEL, "reason": "discretionary"}
for key in ("payee", "every", "amount"):
    del PROVISION[key]


def without(rule: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in rule.items() if key not in keys}


def in_full() -> dict[str, Any]:
    figure = {"value": 1000, "unit": "yuan"}
    limit = {"title": LABEL, "over": ["1"], "per": ["person", "year"], "at_most": {"awards": 1}}
    return ruleset(
        readings={"all": READING, "late": READING, "one": READING, "own": READING},
        parameters={"sum": {**figure, "cite": "1"}, "other": {**figure, "cite": "1、2"}},
        definitions={"old": {"for": "person", "is": "ill", "cite": "2", "label": LABEL}},
        clauses={
            "1": clause(article="1", office={"lead": ["甲"]}, readings=["all", "late", "one"], place="lives_in", when=["old"]),
            "2": clause(article="2", office={"lead": ["丙"]}, readings=["all", "own"], amount="p.other"),
        },
        provisions={
            "3": {**PROVISION, "article": "2", "office": {"lead": ["乙"]}, "readings": ["all", "late"], "place": "lives_in"}
        },
        limits=[{**limit, "id": "a", "cite": "1"}, {**limit, "id": "b", "cite": "9"}],
    )


def by_article() -> dict[str, Any]:
    full = in_full()
    parameters, clauses, limits = full["parameters"], full["clauses"], full["limits"]
    (provision,) = full["provisions"].values()
    common = {
        key: full[key] for key in full if key not in ("readings", "parameters", "definitions", "clauses", "provisions", "limits")
    }
    said = ("article", "office", "readings", "place")
    return {
        **common,
        "places": {"person": "lives_in"},
        "rests_on": ["all", "late"],
        "readings": dict.fromkeys(("all", "late"), READING),
        "articles": {
            "1": {
                "office": {"lead": ["甲"]},
                "rests_on": ["one"],
                "readings": {"one": READING},
                "parameters": {"sum": without(parameters["sum"], "cite"), "other": parameters["other"]},
                "clauses": {"1": without(clauses["1"], *said)},
                "limits": [without(limits[0], "cite"), limits[1]],
            },
            "2": {
                "office": {"lead": ["乙"]},
                "readings": {"own": READING},
                "definitions": {"old": without(full["definitions"]["old"], "cite")},
                "clauses": {
                    "2": {**without(clauses["2"], "article"), "place": None, "readings": ["own"], "sets_aside": ["late"]}
                },
                "provisions": {"3": without(provision, *said)},
            },
        },
    }


def source(data: dict[str, Any]) -> Source:
    return parse(plain(data), "f.yaml")


def test_what_an_article_says_once_holds_for_all_that_stands_in_it() -> None:
    full = in_full()
    full["clauses"]["2"]["place"] = None
    assert written_out(source(by_article())).data == full


def test_a_file_in_full_stays_as_it_is_and_one_written_out_too() -> None:
    full = source(in_full())
    assert written_out(full) is full
    out = written_out(source(by_article()))
    assert written_out(out) is out


def test_everything_stands_where_it_is_written() -> None:
    """Line and column of each value in a file of one value a line, and of what is said once where that is."""
    text = json.dumps(json.loads(plain(by_article()).replace("2023-01-01", '"d"').replace("2023-12-31", '"d"')), indent=1)
    lines = text.splitlines()
    out = written_out(parse(text, "f.yaml"))
    said_once: set[int] = set()
    for path, (line, column) in out.values.items():
        value: Any = out.data
        for part in path:
            value = value[part]
        if not isinstance(value, dict | list):
            assert lines[line - 1][column - 1 :].rstrip(",") == json.dumps(value)
        if path[-1:] == ("place",) or path[2:4] == ("readings", 0):
            said_once.add(line)
    assert len(said_once) == 3  # one for all places, one for all readings, and the place that a clause has by itself


def test_the_digest_is_that_of_the_file_as_it_is_written() -> None:
    own = source(by_article())
    assert written_out(own).digest == own.digest


def test_such_a_ruleset_is_law_as_the_other(bench: Bench) -> None:
    vocabulary = copy.deepcopy(VOCABULARY)
    vocabulary["entities"]["person"]["facts"]["lives_in"] = {"type": "place", "label": {"zh": "处", "en": "place"}}
    bench.words(vocabulary)
    bench.add(by_article())
    catalogue = Catalogue(bench.root)
    assert catalogue.validate() == []
    model = catalogue.ruleset("test").model
    assert model.provisions["3"].office.lead == ("乙",)
    assert model.clauses["2"].readings == ("all", "own")
    assert bench.assess({"ill": True, "lives_in": "640105"}).total("cash", "p").low == 2000


def test_the_bundled_plan_is_the_one_before_written_by_article() -> None:
    def rules(version: str) -> dict[str, Any]:
        data = written_out(read(BUNDLED / f"{version}.yaml")).data
        for section in ("clauses", "provisions"):
            for rule in data[section].values():
                rule["readings"] = set(rule["readings"])
        data["limits"] = {limit["id"]: limit for limit in data["limits"]}
        return without(data, "version", "supersedes", "not_entitlements")

    assert rules("1.4.0") == rules("1.3.0")
    assert rules("1.5.0") == rules("1.4.0")


@pytest.mark.parametrize("name", ["1.3.0", "1.4.0", "1.5.0"])
def test_the_schema_of_a_file_takes_both_forms(name: str) -> None:
    schema = file_schema()
    assert list(faults(in_json(read(BUNDLED / f"{name}.yaml").data), schema, schema)) == []


def in_json(data: Any) -> Any:
    return json.loads(json.dumps(data, default=lambda value: str(value) if isinstance(value, date) else float(value)))


@pytest.mark.parametrize(("section", "key"), [("clauses", "title"), ("parameters", "unit"), ("limits", "over")])
def test_the_schema_asks_in_an_article_for_what_it_does_not_give(section: str, key: str) -> None:
    data, schema = in_json(by_article()), file_schema()
    assert list(faults(data, schema, schema)) == []
    items = data["articles"]["1"][section]
    del (items[0] if isinstance(items, list) else next(iter(items.values())))[key]
    assert key in " ".join(faults(data, schema, schema))


def test_the_schema_lets_a_rule_outside_of_articles_set_readings_aside() -> None:
    full, schema = in_json(in_full()), file_schema()
    full["rests_on"] = ["all"]
    full["clauses"]["1"] |= {"readings": [], "sets_aside": ["all"]}
    assert list(faults(full, schema, schema)) == []
    assert written_out(source(full)).data["clauses"]["1"]["readings"] == []
