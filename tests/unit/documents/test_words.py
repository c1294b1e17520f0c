"""A document made in a language carries every word that a page shows; only what was asked for, and nothing else changed."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from schema_check import faults
from small_world import Bench, clause, ruleset

from subsidies import Catalogue, Determination, Outcome, UsageError
from subsidies.advice import later_losses
from subsidies.documents import DeterminationDocument, to_dict
from subsidies.i18n import LANGUAGES
from subsidies.law import Law

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.yaml"))
PLAN = "xixia-jobs-2023"


@cache
def determined(name: str, *policies: str) -> tuple[Law, Determination]:
    catalogue = Catalogue.bundled()
    found = catalogue.assess(catalogue.read_case(ROOT / "examples" / f"{name}.yaml"), policies=policies or None)
    return catalogue.law(policies or None), found


def entry(document: dict[str, Any], clause_: str, subject: str) -> dict[str, Any]:
    (found,) = [one for one in document["entitlements"] if (one["clause"], one["subject"]) == (clause_, subject)]
    return dict(found)


def without_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_words(below) for key, below in value.items() if key != "words"}
    return [without_words(below) for below in value] if isinstance(value, list) else value


def test_what_is_payable_reads_as_on_a_page() -> None:
    law, found = determined("xixia-household", PLAN)
    words = entry(to_dict(found, law, lang="zh"), f"{PLAN}/12.3", "p2")["words"]
    assert words["title"] == "务工一次性补助第三档（2500元）"
    assert (words["kind"], words["outcome"]) == ("现金", "可享受")
    assert (words["subject"], words["payees"]) == ("李秀英", "王建国家庭")
    assert (words["amount"], words["paid"], words["period"]) == ("2,500元", "2,500元", "2023年度")
    assert words["missing"] == []
    assert words["limit"] is None
    at = words["conditions"].index("年内务工收入 ≥ 30,000元（达到）")
    assert "年内务工收入 = 31,500元（李秀英，wage_income）" in words["seen"][at]
    english = entry(to_dict(found, law, lang="en"), f"{PLAN}/12.3", "p2")["words"]
    assert (english["subject"], english["payees"], english["paid"]) == ("李秀英", "the household of 王建国", "2,500 yuan")
    assert english["period"] == "for the year 2023"
    at = english["conditions"].index("wage income in the year ≥ 30,000 yuan (达到)")
    assert "wage income in the year = 31,500 yuan  (李秀英, wage_income)" in english["seen"][at]
    assert "figure t3_income = 30,000 yuan, 达到; 二（二）12; stated in the text" in english["seen"][at]


def test_what_is_missing_is_a_question() -> None:
    law, found = determined("xixia-household", PLAN)
    for lang, expected in {
        "en": (
            "How much did the person earn from wages in the year, casual work included?",
            "王磊",
            "asked, not known",
            "wage records",
        ),
        "zh": ("该年度务工收入合计多少元（含临时务工）？", "王磊", "问过，本人不清楚", "工资流水或收入证明"),
    }.items():
        (words,) = entry(to_dict(found, law, lang=lang), f"{PLAN}/12.4", "p4")["words"]["missing"]  # type: ignore[arg-type]
        assert (words["question"], words["about"], words["known"], words["proof"]) == expected


def test_what_a_limit_excluded_says_which() -> None:
    law, found = determined("xixia-household", PLAN)
    (item,) = [one for one in found.with_outcome("excluded_by_limit") if one.subject.id == "p1" and one.id == "12.3"]
    words = entry(to_dict(found, law, lang="en"), item.clause, "p1")["words"]
    assert words["paid"] is None
    assert words["amount"] == "2,500 yuan"
    assert "二（二）12" in words["limit"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_no_label_has_to_be_rebuilt(name: str, lang: Any) -> None:
    """Whatever a reader sees has a text, parallel to what it is about, and the schema knows it."""
    law, found = determined(name)
    losses = later_losses(law, found)
    document = to_dict(found, law, losses=losses, lang=lang)
    schema = DeterminationDocument.model_json_schema(mode="serialization")
    assert list(faults(json.loads(json.dumps(document)), schema, schema)) == []
    assert (document["words"]["lang"], document["words"]["version"]) == (lang, 1)
    for one in document["entitlements"]:
        words = one["words"]
        assert all(words[key] for key in ("title", "kind", "outcome", "subject", "period", "office"))
        assert bool(words["payees"]) == bool(one["payees"])
        assert bool(words["amount"]) == bool(one["amounts"])
        assert (words["paid"] is not None) == (one["outcome"] == "payable")
        assert len(words["conditions"]) == len(words["seen"]) == len(one["lines"])
        assert all(text for text in words["conditions"])
        assert len(words["missing"]) == len(one["missing"])
        assert all(asked["question"] for asked in words["missing"])
        assert [bool(asked["about"]) for asked in words["missing"]] == [bool(asked["entity"]) for asked in one["missing"]]
        assert words["evidence"] == [label[lang] for label in one["evidence"]]
        assert words["warnings"] == [label[lang] for label in one["warnings"]]
        assert (words["limit"] is None) == (one["limit"] is None)
    for part in ("rulesets", "totals", "together", "used_up", "later_losses", "joins"):
        assert all(one["words"] for one in document[part]), part
    for one in document["used_up"]:
        assert len(one["words"]["items"]) == len(one["items"])
    assert all(one["words"]["title"] and one["words"]["place"] for one in document["rulesets"])


@pytest.mark.parametrize("name", EXAMPLES)
def test_words_change_nothing_else(name: str) -> None:
    law, found = determined(name)
    plain = to_dict(found, law)
    assert plain == without_words(plain)
    assert "left_out" not in plain
    for lang in LANGUAGES:
        assert without_words(to_dict(found, law, lang=lang)) == plain


def test_totals_say_what_is_payable_and_what_may_be() -> None:
    law, found = determined("xixia-household", PLAN)
    (total,) = [one["words"] for one in to_dict(found, law, lang="en")["totals"] if one["payees"] == ["h1"]]
    assert total == {
        "kind": "cash",
        "payees": "the household of 王建国",
        "period": "for the year 2023",
        "payable": "4,000 yuan",
        "possible": "4,000 yuan to 6,300 yuan",
    }


def test_outcomes_that_are_not_asked_for_are_left_out_and_counted() -> None:
    law, found = determined("xixia-household")
    whole = to_dict(found, law)
    for only in ("payable", Outcome.PAYABLE, ["payable"], (Outcome.PAYABLE, "possible")):
        wanted = {only} if isinstance(only, str) else {str(one) for one in only}
        document = to_dict(found, law, only=only)
        assert document["entitlements"] == [one for one in whole["entitlements"] if one["outcome"] in wanted]
        counts = {
            outcome.value: len(found.with_outcome(outcome))
            for outcome in Outcome
            if outcome not in wanted and found.with_outcome(outcome)
        }
        assert document["left_out"] == counts
        assert {**document, "entitlements": 0} == {**whole, "entitlements": 0, "left_out": counts}
    assert sum(to_dict(found, law, only=())["left_out"].values()) == len(whole["entitlements"])
    assert to_dict(found, law, only=list(Outcome))["left_out"] == {}


def test_what_drafts_would_give_has_words_and_is_left_out_in_the_same_way(bench: Bench) -> None:
    bench.add(ruleset(clauses={"1": clause()}))
    bench.add(ruleset(policy="draft", status="draft", clauses={"1": clause(), "2": clause(when=["poor"])}))
    catalogue = Catalogue(bench.root)
    law, found = catalogue.law(), bench.assess({"poor": False})
    supposed = to_dict(found, law, lang="zh", only="payable")["if_in_force"]
    assert [one["words"]["outcome"] for one in supposed["entitlements"]] == ["可享受"]
    assert supposed["left_out"] == {"not_entitled": 1}
    assert all(one["words"]["title"] for one in supposed["rulesets"])


def test_an_outcome_or_a_language_that_is_none_is_refused() -> None:
    law, found = determined("xixia-household", PLAN)
    with pytest.raises(UsageError, match=r"no outcome paable; allowed: payable, possible, .*; did you mean payable"):
        to_dict(found, law, only="paable")
    with pytest.raises(UsageError, match="only takes a name, or several, not int 7"):
        to_dict(found, law, only=[7])  # type: ignore[list-item]
    with pytest.raises(UsageError, match="only takes a name, or several, not int 7"):
        to_dict(found, law, only=7)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="there is no language fr; allowed: zh, en"):
        to_dict(found, law, lang="fr")  # type: ignore[arg-type]
