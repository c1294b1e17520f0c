"""A case says the same in Chinese words as in English names: one canonical form, one digest, one question."""

from __future__ import annotations

import json
import os
import random
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidies import Catalogue
from subsidies.case.case import Case
from subsidies.errors import SubsidiesError
from subsidies.files.source import Source, parse
from subsidies.intake.canonical import canonical
from subsidies.law import Law
from tests.chinese import Writer
from tests.properties import law_cases

SOAK = bool(os.environ.get("SUBSIDIES_SOAK"))
CASES = 100_000 if SOAK else 40


@cache
def bundled() -> Law:
    return Catalogue.bundled().law(["xixia-jobs-2023"])


def asked(source: Source) -> Any:
    """The question of a case, or the kinds and places of what is wrong with it."""
    world = bundled().world
    try:
        return Case(canonical(source, world), world).question()
    except SubsidiesError as error:
        return [(item.kind, item.position and item.position.line) for item in error.findings]


def as_json(value: Any) -> str:
    """Data as a JSON file, days as text and numbers exact."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {as_json(below)}" for key, below in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_json(below) for below in value) + "]"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return json.dumps(value.isoformat() if isinstance(value, date) else value, ensure_ascii=False)


@given(st.integers(0, 2**32))
@settings(max_examples=CASES, deadline=None, database=None, derandomize=not SOAK)
def test_a_case_in_chinese_words_is_the_same_case(seed: int) -> None:
    rnd = random.Random(seed)
    world = bundled().world
    data = law_cases.case_data(bundled(), rnd)
    english = canonical(Source("case", data), world)
    written = Writer(world, rnd).case(data)
    for source in (Source("case", written), parse(as_json(written), "case"), parse(as_json(data), "case")):
        read = canonical(source, world)
        assert read.digest == english.digest
        assert canonical(read, world) is read
    assert asked(Source("case", written)) == asked(Source("case", data))


@given(st.integers(0, 2**32))
@settings(max_examples=CASES, deadline=None, database=None, derandomize=not SOAK)
def test_what_is_wrong_is_told_by_the_path_that_the_file_has(seed: int) -> None:
    rnd = random.Random(seed)
    world = bundled().world
    written = Writer(world, rnd).case(law_cases.case_data(bundled(), rnd))
    lists = [(key, index) for key, rows in written.items() if isinstance(rows, list) for index in range(len(rows))]
    if not lists:
        return
    key, index = rnd.choice(lists)
    written[key][index]["没有这一项"] = 1
    with pytest.raises(SubsidiesError) as caught:
        Case(canonical(Source("case", written), world), world)
    assert [item.kind for item in caught.value.findings if item.path == f"{key}[{index}].没有这一项"] == ["unknown_key"]
