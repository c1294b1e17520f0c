"""A small world for generated rulesets: every sort of fact, relations to one and to several kinds, lists."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from subsidies.arithmetic.day_spans import Days
from subsidies.files.schema import Label
from subsidies.files.source import Source
from subsidies.types.sorts import number
from subsidies.types.units import YUAN
from subsidies.vocabulary import load_vocabulary
from subsidies.vocabulary.jurisdictions import Jurisdictions, load_jurisdictions
from subsidies.vocabulary.rates import RateEntry, RateTable
from subsidies.vocabulary.world import World
from tests.words import called_by_name, label


def _fact(type_: str, **extra: Any) -> dict[str, Any]:
    return {"type": type_, **extra}


def _values(*names: str) -> dict[str, Any]:
    return {name: label(name) for name in names}


VOCABULARY: dict[str, Any] = {
    "schema_version": 1,
    "entities": {
        "house": {
            "list": "houses",
            "facts": {
                "poor": _fact("bool"),
                "zone": _fact("enum", values=_values("a", "b", "c")),
                "cap": _fact("money"),
                "listed": _fact("place"),
                "since": _fact("date"),
            },
        },
        "member": {
            "list": "members",
            "relations": {
                "house": {"to": "house", "inverse": "people", "optional": True},
            },
            "facts": {
                "age": _fact("years", max=120),
                "months": _fact("months", max=12, decimals=2, per="year"),
                "income": _fact("money", per="year"),
                "works": _fact("bool"),
                "ill": _fact("bool"),
                "grade": _fact("enum", values=_values("low", "mid", "top")),
                "born": _fact("date", past=True),
                "points": _fact("count", max=50),
                "share": _fact("ratio", max=1),
            },
        },
        "job": {
            "list": "jobs",
            "relations": {
                "member": {"to": "member", "inverse": "jobs", "optional": True},
                "boss": {"to": ["firm", "office"], "inverse": "staff"},
            },
            "facts": {
                "start": _fact("date"),
                "end": _fact("date", open_ended=True),
                "term": _fact("months", max=120),
                "pay": _fact("money", unit="yuan/month"),
                "fresh": _fact("bool"),
            },
        },
        "firm": {
            "list": "firms",
            "facts": {
                "seat": _fact("place"),
                "tax": _fact("money"),
                "size": _fact("count"),
                "shares": _fact("count", min=1, max=50),
                "listed": _fact("bool"),
            },
        },
        "office": {
            "list": "offices",
            "facts": {
                "rank": _fact("enum", values=_values("high", "low")),
                "seat": _fact("place"),
                "tax": _fact("money"),
                "size": _fact("count"),
            },
        },
    },
}
VOCABULARY["entities"] = called_by_name(VOCABULARY["entities"])

JURISDICTIONS: dict[str, Any] = {
    "schema_version": 1,
    "jurisdictions": {
        "05": {"name": label("five")},
        "10": {"name": label("ten")},
        "11": {"name": label("eleven"), "parent": "10"},
        "12": {"name": label("twelve"), "parent": "10"},
        "111": {"name": label("one"), "parent": "11"},
        "112": {"name": label("two"), "parent": "11"},
        "20": {"name": label("twenty")},
    },
}
PLACES = tuple(JURISDICTIONS["jurisdictions"])


def _rate(places: Jurisdictions) -> RateTable:
    """Figures that change by day and place, with a place and days that have none."""
    entries = [
        ("10", date(2000, 1, 1), date(2022, 12, 31), 20_000),
        ("10", date(2023, 1, 1), None, 30_000),
        ("11", date(2023, 7, 1), date(2024, 6, 30), 40_000),
        ("20", date(2019, 1, 1), date(2023, 6, 30), 10_000),
    ]
    rows = tuple(
        RateEntry(place, places.spans[place], Days(start, end), yuan * 100, yuan, "") for place, start, end, yuan in entries
    )
    return RateTable("floor", Label(**label("floor")), number(YUAN), rows, "")


@cache
def world() -> World:
    """The vocabulary and jurisdictions, checked."""
    places = load_jurisdictions(Source("places", JURISDICTIONS))
    return World(
        load_vocabulary([Source("world", VOCABULARY)]),
        places,
        {"floor": _rate(places)},
    )
