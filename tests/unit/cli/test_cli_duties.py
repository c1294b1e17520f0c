"""Duties stand under a heading of their own, in no total, and nowhere among what is paid or can be claimed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import run
from small_world import Bench, clause, plain, ruleset

from subsidies import Catalogue, Outcome

HEADINGS = {"zh": "应当做到的（不发钱，不计入合计）", "en": "What has to be done (no payment, in no total)"}
DUTY = {"kind": "duty", "payee": None, "title": {"zh": "报酬下限", "en": "least pay"}}


def written(folder: Path, **facts: Any) -> Path:
    """A grant of 1,000 yuan, a duty of at least 30 yuan, another for the poor, and one of which somebody else says how much."""
    bench = Bench(folder / "rulesets")
    sums = {
        "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
        "least": {"value": 30, "unit": "yuan", "cite": "1", "word": "至少"},
    }
    provision = {
        **clause(kind="duty", title={"zh": "别的义务", "en": "another duty"}),
        "missing": {"zh": "多少", "en": "how much"},
        "reason": "amount_set_elsewhere",
    }
    for key in ("payee", "every", "amount"):
        del provision[key]
    bench.add(
        ruleset(
            parameters=sums,
            clauses={
                "1": clause(title={"zh": "补贴", "en": "grant"}),
                "2": clause(**DUTY, amount={"at_least": "p.least"}),
                "3": clause(**DUTY, amount={"at_least": "p.least"}, when=["poor"]),
            },
            provisions={"4": provision},
        )
    )
    case = folder / "case.yaml"
    data = {
        "schema_version": 1,
        "jurisdiction": "640105",
        "on": date(2023, 6, 1),
        "persons": [{"id": "p", **facts}],
        "prior_awards": [],
    }
    case.write_text(plain(data), encoding="utf-8")
    return case


def sections(folder: Path, case: Path, lang: str) -> dict[str, str]:
    """The sections of the page of assess, by their headings."""
    result = run("assess", "--full", str(case), "--rulesets", str(folder / "rulesets"), lang=lang)
    assert result.exit_code == 0, result.stderr
    parts = result.stdout.split("■ ")
    return {part.split("\n", 1)[0].strip(): part.split("\n", 1)[1] if "\n" in part else "" for part in parts[1:]}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_duty_stands_under_its_own_heading_alone(tmp_path: Path, lang: str) -> None:
    found = sections(tmp_path, written(tmp_path, poor=True), lang)
    name, least = {"zh": ("报酬下限", "至少30元"), "en": ("least pay", "at least 30 yuan")}[lang]
    holding = [heading for heading, text in found.items() if name in text]
    assert holding == [HEADINGS[lang]]
    assert found[HEADINGS[lang]].count(least) == 2
    other = {"zh": "别的义务", "en": "another duty"}[lang]
    assert [heading for heading, text in found.items() if other in text] == [HEADINGS[lang]]
    assert not any("30" in text for heading, text in found.items() if heading != HEADINGS[lang])


def test_an_open_duty_stands_there_too_with_its_question(tmp_path: Path) -> None:
    found = sections(tmp_path, written(tmp_path), "en")
    assert "depends on [1]" in found[HEADINGS["en"]]
    assert [heading for heading, text in found.items() if "least pay" in text] == [HEADINGS["en"]]
    assert "decides 3" in found["Questions that change no sum of the plan"]


def test_a_duty_is_in_no_total_and_pays_nothing(tmp_path: Path) -> None:
    written(tmp_path)
    catalogue = Catalogue(tmp_path / "rulesets")
    found = catalogue.assess(catalogue.read_case(tmp_path / "case.yaml"))
    duty = found.of("2", "p")
    assert (duty.outcome, duty.paid, duty.is_duty, duty.is_money) == (Outcome.PAYABLE, None, True, False)
    assert [(total.kind, total.high) for total in found.totals] == [("cash", 1000)]
    assert found.total("duty").high == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_duty_is_explained_as_one(tmp_path: Path, lang: str) -> None:
    case = written(tmp_path)
    result = run("explain", str(case), "--clause", "2", "--rulesets", str(tmp_path / "rulesets"), lang=lang)
    assert {"zh": "应做到", "en": "has to be done"}[lang] in result.stdout
    assert {"zh": "应当做到的", "en": "What has to be done"}[lang] in result.stdout
    assert {"zh": "可享受", "en": "payable"}[lang] not in result.stdout.split("■ ")[1]


def test_the_document_says_of_a_duty_that_nothing_is_paid(tmp_path: Path) -> None:
    case = written(tmp_path)
    result = run("assess", "--full", str(case), "--rulesets", str(tmp_path / "rulesets"), "--format", "json", lang="en")
    (duty,) = [item for item in json.loads(result.stdout)["entitlements"] if item["clause"] == "test/2"]
    assert (duty["kind"], duty["outcome"], duty["paid"], duty["payees"]) == ("duty", "payable", None, [])


@pytest.mark.parametrize("funds", [1_000_000, "unknown", {"at_most": 500_000}])
@pytest.mark.parametrize("workforce", ["unknown", {"at_least": 101}, {"at_least": 100, "at_most": 101}, 101])
def test_a_sure_duty_of_which_the_amount_is_open_says_what_it_turns_on(tmp_path: Path, funds: Any, workforce: Any) -> None:
    project = {"id": "j1", "place": "640105", "work_relief": True, "workforce": workforce, "relief_funds": funds}
    case = tmp_path / "case.yaml"
    case.write_text(
        plain({"schema_version": 1, "jurisdiction": "640105", "on": date(2023, 12, 15), "projects": [project]}), encoding="utf-8"
    )
    result = run("assess", "--full", str(case), lang="zh")
    assert result.exit_code == 0
    duties = "".join(result.stdout.partition(HEADINGS["zh"])[2].partition("■")[0].split())
    asked = "".join(result.stdout.partition("不影响本方案金额的待问事项")[2].split())
    assert ("取决于" in duties) is (not isinstance(workforce, int) or not isinstance(funds, int))
    assert ("用工总人数" in asked) is (not isinstance(workforce, int))
