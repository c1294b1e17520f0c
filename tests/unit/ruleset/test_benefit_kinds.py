"""The kinds of benefits: a word for each in both languages, and a row of the document."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from subsidies.files.schema import Label
from subsidies.i18n import LANGUAGES
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS

DOCUMENT = Path(__file__).parents[3] / "docs" / "benefit-kinds.md"
CHINESE = re.compile("[\u4e00-\u9fff]")
NO_KINDS = {"a limit", "a definition"}


def table(heading: str) -> list[list[str]]:
    """The rows of the table of the document that has this first column, without its head."""
    blocks = DOCUMENT.read_text(encoding="utf-8").split("\n\n")
    (found,) = [block for block in blocks if block.startswith(f"| {heading} |")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in found.splitlines()[2:]]


def test_the_document_lists_every_kind_with_its_words() -> None:
    rows = [
        [
            code,
            kind.words.zh,
            kind.words.en,
            kind.combines if kind.each == "claimant" else f"{kind.combines}, each {kind.each}",
            "yes" if kind.standing else "",
        ]
        for code, kind in BENEFIT_KINDS.items()
    ]
    assert table("kind") == rows


def test_every_kind_stands_for_something_of_a_register_and_nothing_else_does() -> None:
    assert {row[1] for row in table("register")} - NO_KINDS == set(BENEFIT_KINDS)


@pytest.mark.parametrize("code", BENEFIT_KINDS)
def test_a_kind_has_a_word_in_both_languages(code: str) -> None:
    words = BENEFIT_KINDS[code].words
    assert CHINESE.search(words.brief("zh"))
    assert not CHINESE.search(words.en)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_kinds_are_called_the_same(lang: str) -> None:
    assert len({kind.words.brief(lang) for kind in BENEFIT_KINDS.values()}) == len(BENEFIT_KINDS)


@pytest.mark.parametrize(
    ("text", "brief"),
    [
        (Label(zh="贷款额度（要归还，不是补贴）", en="loan ceiling (a loan, not a grant)"), ("贷款额度", "loan ceiling")),
        (Label(zh="服务或岗位，不发钱", en="service or post, no money"), ("服务或岗位", "service or post")),
        (Label(zh="行政村（社区）", en="village or community"), ("行政村", "village or community")),
        (Label(zh="现金", en="cash"), ("现金", "cash")),
    ],
)
def test_a_word_in_a_sentence_has_no_brackets_and_no_comma(text: Label, brief: tuple[str, str]) -> None:
    assert (text.brief("zh"), text.brief("en")) == brief
