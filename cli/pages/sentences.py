"""The page of ``subsidies features steps``: the sentences that scenarios may use."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

from subsidies.i18n import N_, Language, translate
from subsidies.punctuation import JOINTS
from subsidies.scenarios import Sentence
from subsidies.scenarios.step import KEYWORDS
from subsidies_cli.page import Mark, Page, Section

TITLE = N_("Sentences of scenarios, each by an example")
NOTHING = N_("No sentence has these words.")
WITH_TABLE = N_("a data table follows, with columns: {columns}")


def sentences_page(found: Sequence[Sentence], lang: Language) -> Page:
    """By keyword: an example of each sentence, and in English what it says."""
    page = Page(translate(TITLE, lang))
    if not found:
        page.intro.add(translate(NOTHING, lang))
    for kind, keyword in KEYWORDS.items():
        section = Section(keyword)
        for one in found:
            if one.kind == kind:
                section.add(f"{keyword} {one.example}", 0, Mark.ITEM, "strong")
                if lang == "en":
                    section.add(_about(one), 1)
                if one.table:
                    section.add(translate(WITH_TABLE, lang).format(columns=JOINTS["zh"].comma.join(one.table)), 1)
        page.show(section)
    return page


def sentences_data(found: Sequence[Sentence]) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [
        {
            "keyword": KEYWORDS[one.kind],
            "example": one.example,
            "data_table": bool(one.table),
            "columns": list(one.table),
            "about": _about(one),
        }
        for one in found
    ]


def _about(one: Sentence) -> str:
    return " ".join((inspect.getdoc(one.function) or "").split())
