"""A case to be filled in: it can be read as it stands, and with any of its lines filled in with anything it allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schema_check import faults

from subsidies import Catalogue
from subsidies.advice import applicant, applicants, blank_case
from subsidies.case.case_schema import case_schema
from subsidies.errors import UsageError
from subsidies.files.source import parse
from subsidies.i18n import Language
from subsidies.law import Law

CATALOGUE = Catalogue.bundled()
PLACE, ON = "640105", date(2023, 12, 20)
LINE = re.compile(r"(?P<sign>(?:# )?)(?P<indent> *)# (?P<key>[^:]+|'[^']+'): +# (?P<hint>.+)")
UNSAID = ("year", "年度", "prior_awards", "已发放")


@cache
def law() -> Law:
    return CATALOGUE.law(CATALOGUE.policies_at(PLACE))


KINDS = [kind.name for kind in applicants(law())]


@cache
def text(kind: str, lang: Language, every: bool) -> str:
    return blank_case(applicant(law(), kind), CATALOGUE.world.jurisdictions, PLACE, ON, lang, every=every)


@cache
def schema() -> dict[str, Any]:
    return case_schema(CATALOGUE.world)


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(below) for key, below in value.items()}
    if isinstance(value, list):
        return [plain(below) for below in value]
    return value.isoformat() if isinstance(value, date) else value


def filled(lines: list[str], at: int, value: str) -> str:
    """The case with one line filled in, and with the list in which it stands where that is a comment."""
    found = LINE.fullmatch(lines[at])
    assert found is not None
    lines = [*lines]
    if found["sign"]:
        first = max(number for number in range(at) if re.fullmatch(r"# \S.*:", lines[number]))
        for number in range(first, len(lines)):
            if number > first and not lines[number].startswith("#   "):
                break
            lines[number] = lines[number].removeprefix("# ")
    lines[at] = f"{found['indent']}{found['key']}: {value}"
    return "\n".join(lines)


def allowed(hint: str, lang: Language) -> Iterator[str]:
    """The values that a hint allows, as it writes them."""
    said = hint.split("；")[0] if lang == "zh" else hint.split("; ")[1] if "; " in hint else hint
    for one in said.split(" | "):
        example = re.search(r"(?:, as|，如) (.+)", one)
        most = re.search(r"(?:up to|最多) ([\d,.]+)", one)
        if example:
            yield example[1]
        elif most:
            yield most[1].replace(",", "")
        elif " | " in said or one in ("text", "文本"):
            yield one
        else:
            yield "3" if lang == "en" or one == "数值" else f"3{one}"


@pytest.mark.parametrize("every", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_as_it_stands_it_is_one_case_in_both_languages_and_has_an_answer(kind: str, every: bool) -> None:
    cases = [CATALOGUE.read_case(parse(text(kind, lang, every), "case.yaml")) for lang in ("zh", "en")]
    assert cases[0].source.digest == cases[1].source.digest
    assert CATALOGUE.assess(cases[0]) == CATALOGUE.assess(cases[1])
    for lang in ("zh", "en"):
        data = plain(parse(text(kind, lang, every), "case.yaml").data)
        assert list(faults(data, schema(), schema())) == []


@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(st.data())
def test_each_line_can_be_filled_in_with_whatever_it_allows(data: st.DataObject) -> None:
    kind, lang = data.draw(st.sampled_from(KINDS)), data.draw(st.sampled_from(("zh", "en")))
    lines = text(kind, lang, every=True).split("\n")
    found = [at for at, line in enumerate(lines) if (hit := LINE.fullmatch(line)) and hit["key"] not in UNSAID]
    at = data.draw(st.sampled_from(found))
    hit = LINE.fullmatch(lines[at])
    assert hit is not None
    values = list(allowed(hit["hint"], lang))
    source = parse(filled(lines, at, data.draw(st.sampled_from(["", *values]))), "case.yaml")
    assert CATALOGUE.read_case(source).question() is not None
    assert list(faults(plain(source.data), schema(), schema())) == []


def test_every_fact_that_a_rule_reads_of_the_applicant_is_a_line() -> None:
    keys = {hit["key"] for line in text("household", "en", every=True).split("\n") if (hit := LINE.fullmatch(line))}
    assert {"poverty_status", "wage_income", "months_worked", "work_status", "vocational", "level", "course"} <= keys


def test_what_decides_the_most_stands_first_and_what_decides_nothing_here_nowhere() -> None:
    lines = text("household", "en", every=False)
    assert len(lines.split("\n")) < 100
    assert lines.index("inpatient_cost") < lines.index("wage_income") < lines.index("work_status")
    assert re.findall(r"^(?:# )?(\w+):$", lines, re.MULTILINE) == [
        "households",
        "persons",
        "trainings",
        "enrolments",
        "studies",
        "certificates",
    ]
    assert "census_role" in lines
    assert "low_income_group" not in lines


def test_who_may_be_asked_about_follows_from_the_rules() -> None:
    assert KINDS[0] == "household"
    assert {"enterprise", "institution", "farm", "village"} <= set(KINDS)
    assert not {"employment", "certificate", "machine", "training"} & set(KINDS)
    only = CATALOGUE.law(["xixia-housing-2023"])
    assert "farm" not in [kind.name for kind in applicants(only)]


@pytest.mark.parametrize(
    ("name", "kind", "given_"),
    [
        (None, "household", None),
        ("households", "household", None),
        ("家庭", "household", None),
        ("机构/幼儿园", "institution", "kindergarten"),
        ("institution/kindergarten", "institution", "kindergarten"),
        ("建档立卡贫困户", "household", "registered_poor"),
    ],
)
def test_names_of_kinds_and_of_sorts(name: str | None, kind: str, given_: str | None) -> None:
    found = applicant(law(), name)
    assert (found.kind.name, found.given and found.given[1]) == (kind, given_)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("houshold", "nothing for houshold; allowed: household, .*; did you mean household"),
        ("家庭户", "did you mean 家庭"),
        ("技工学校", "allowed: 家庭"),
        ("kindergarten", "several things here; allowed: .*institution/kindergarten"),
        ("幼儿园", "several things here; allowed: 企业/幼儿园, 机构/幼儿园"),
    ],
)
def test_other_names_are_refused(name: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        applicant(law(), name)


def test_a_sort_is_written_into_the_case() -> None:
    found = blank_case(applicant(law(), "机构/幼儿园"), CATALOGUE.world.jurisdictions, PLACE, ON, "zh")
    data = CATALOGUE.read_case(parse(found, "case.yaml")).source.data
    assert data["institutions"] == [{"id": "i1", "kind": "kindergarten"}]
