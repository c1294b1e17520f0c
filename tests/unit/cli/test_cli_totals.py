"""A limit that is used up in order and whose total has a name: how pages say it, and what they ask for."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import run
from small_world import LABEL, Bench, clause, plain, ruleset

from subsidies import Catalogue
from subsidies.i18n import Language
from subsidies_cli.site.speech import Speech
from subsidies_cli.site.terms import Terms


def fact(zh: str, en: str) -> dict[str, Any]:
    return {"type": "money", "per": "year", "label": {"zh": zh, "en": en}}


VOCABULARY: dict[str, Any] = {
    "schema_version": 1,
    "entities": {
        "firm": {
            "label": {"zh": "企业", "en": "firm"},
            "list": "firms",
            "sums": {"taxes": ["vat", "levy"]},
            "facts": {"vat": fact("增值税", "VAT"), "levy": fact("附加税", "levy"), "taxes": fact("税费合计", "taxes in all")},
        },
    },
}


@pytest.fixture
def rulesets(tmp_path: Path) -> str:
    bench = Bench(tmp_path / "rulesets")
    bench.words(VOCABULARY)
    cap = {"id": "l", "title": LABEL, "over": ["1"], "per": ["firm", "year"], "cite": "1"}
    most = {"yuan": {"total": "taxes", "of": ["vat", "levy"]}}
    rule = clause(**{"for": "firm", "payee": "firm", "kind": "tax_deduction"})
    bench.add(ruleset(clauses={"1": rule}, limits=[{**cap, "at_most": most}]))
    return str(tmp_path / "rulesets")


def assessed(rulesets: str, lang: str, *options: str, **taxes: Any) -> str:
    data = {
        "schema_version": 1,
        "jurisdiction": "640105",
        "on": date(2023, 6, 1),
        "firms": [{"id": "f", **taxes}],
        "prior_awards": [],
    }
    case = Path(rulesets).parent / "case.yaml"
    case.write_text(plain(data), encoding="utf-8")
    result = run("assess", "--full", str(case), "--rulesets", rulesets, *options, lang=lang)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_one_question_for_the_total_and_its_parts(rulesets: str) -> None:
    page = assessed(rulesets, "en")
    assert "[1] taxes in all?" in page
    assert "or, in its stead, each of these: VAT, levy" in page
    assert "[2]" not in page
    assert "也可以不答这一项，而逐项答：附加税" in assessed(rulesets, "zh", vat=300)


def test_the_total_alone_is_enough_and_its_parts_stay_open(rulesets: str) -> None:
    page = assessed(rulesets, "en", taxes=760)
    assert "✓ tax deduction, the firm, for the year 2023: 760 yuan" in page
    assert "To be asked" not in page
    assert "? VAT: 0 yuan to 760 yuan" in page
    assert "? levy: 0 yuan to 760 yuan" in page


def test_the_document_says_what_is_missing_in_the_stead_of_what(rulesets: str) -> None:
    found = json.loads(assessed(rulesets, "en", "--format", "json"))
    (item,) = found["entitlements"]
    assert [(one["fact"], one["part_of"]) for one in item["missing"]] == [("taxes", None), ("vat", "taxes"), ("levy", "taxes")]


@pytest.mark.parametrize(("lang", "text"), [("en", "taxes in all (VAT + levy)"), ("zh", "税费合计（增值税 + 附加税）")])
def test_a_ruleset_shows_the_total_with_its_list(rulesets: str, lang: str, text: str) -> None:
    assert text in run("rulesets", "show", "test", "--rulesets", rulesets, lang=lang).stdout


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "taxes in all, used up in this order: VAT, levy"), ("zh", "以税费合计为限，依次扣减：增值税、附加税")],
)
def test_the_review_site_says_the_total_before_the_list(rulesets: str, lang: Language, text: str) -> None:
    catalogue = Catalogue(Path(rulesets))
    (ruleset,) = catalogue.law().rulesets
    (limit,) = ruleset.limits
    assert Terms(ruleset, catalogue.world, Speech(lang)).at_most(limit) == [text]
