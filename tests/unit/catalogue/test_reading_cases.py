"""Cases come as files, as parsed sources or as plain data, and all of these ways lead to the same question."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import Bench, clause, ruleset

from subsidies import CaseError, Catalogue, InputError
from subsidies.files.disk import read
from subsidies.files.source import Source, parse

ROOT = Path(__file__).parents[3]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
HOUSEHOLD = ROOT / "examples" / "xixia-household.yaml"
CATALOGUE = Catalogue.bundled()


def plain(path: Path) -> Any:
    """A file as plain data, with dates and exact numbers as YAML has them."""
    return read(path).data


def iso(value: Any) -> Any:
    """The same with days as text, as JSON writes them."""
    if isinstance(value, dict):
        return {key: iso(item) for key, item in value.items()}
    if isinstance(value, list):
        return [iso(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def exact(value: Any) -> Any:
    """The same with every number a Decimal, but for years and versions, which have to be whole."""
    if isinstance(value, dict):
        return {key: item if key in ("schema_version", "year") else exact(item) for key, item in value.items()}
    if isinstance(value, list):
        return [exact(item) for item in value]
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def tuples(value: Any) -> Any:
    """The same with tuples for lists and read-only views for mappings."""
    if isinstance(value, dict):
        return MappingProxyType({key: tuples(item) for key, item in value.items()})
    return tuple(tuples(item) for item in value) if isinstance(value, list) else value


WAYS: dict[str, Callable[[Path], Any]] = {
    "text": str,
    "source": read,
    "mapping": plain,
    "days as text": lambda path: iso(plain(path)),
    "decimals": lambda path: exact(plain(path)),
    "tuples": lambda path: tuples(plain(path)),
    "parsed text": lambda path: parse(path.read_text(encoding="utf-8"), "elsewhere.yaml"),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_way_to_give_a_case_asks_the_same_question(path: Path, way: Callable[[Path], Any]) -> None:
    case, other = CATALOGUE.read_case(path), CATALOGUE.read_case(way(path))
    assert other.id == case.id
    assert other.question(date(2023, 12, 20)) == case.question(date(2023, 12, 20))


def test_json_is_a_file_as_well(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(iso(plain(HOUSEHOLD)), default=float), encoding="utf-8")
    assert CATALOGUE.read_case(path).question() == CATALOGUE.read_case(HOUSEHOLD).question()


def test_a_mapping_is_left_as_it_is_and_may_change_afterwards() -> None:
    data = plain(HOUSEHOLD)
    before = deepcopy(data)
    case = CATALOGUE.read_case(data)
    first = case.question()
    assert data == before
    data["jurisdiction"] = "640104"
    data["persons"][0]["wage_income"] = 0
    data["persons"].clear()
    data["prior_awards"].append({"clause": "xixia-jobs-2023/12.1", "subject": "p1"})
    assert case.question(date(2023, 12, 21)).by_id.keys() == first.by_id.keys()
    assert case.question(date(2023, 12, 21)).prior_awards == ()
    assert case.question() == first == CATALOGUE.read_case(before).question()
    assert case.jurisdiction == "640105"


def person(**facts: Any) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "jurisdiction": "640105",
        "on": date(2023, 12, 20),
        "persons": [{"id": "p", **facts}],
        "prior_awards": [],
    }


def refused(case: Any) -> str:
    """The one line in which a case is refused."""
    with pytest.raises(InputError) as caught:
        CATALOGUE.read_case(case)
    (finding,) = caught.value.findings
    assert finding.message("zh")
    message = finding.message("en")
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("case", "message"),
    [
        (person(wage_income=1.5), "case persons[0].wage_income: expected number, found float"),
        (person(wage_income=Decimal("NaN")), "case persons[0].wage_income: NaN is no number that can be computed with"),
        (person(wage_income=Decimal("sNaN")), "case persons[0].wage_income: sNaN is no number that can be computed with"),
        (person(wage_income=Decimal("-Infinity")), "persons[0].wage_income: -Infinity is no number that can be computed with"),
        (person(wage_income=Decimal("1E+999999")), "case persons[0].wage_income: a number of 1000000 digits; at most 18"),
        (person(wage_income=Decimal("1E-30")), "case persons[0].wage_income: a number of 31 digits; at most 18"),
        (person(wage_income=10**5000), "case persons[0].wage_income: a number of 5001 digits; at most 18"),
        (person(months_worked=13), "case persons[0].months_worked: 13 is outside the range 0 to 12"),
        (person(wage_income="1 200"), "expected number, found text 1 200; did you mean 1200?"),
        (person(birth_date=datetime(2000, 1, 2, 3)), "case persons[0].birth_date: expected date YYYY-MM-DD"),  # noqa: DTZ001
        (person(birth_date="2000-02-30"), "case persons[0].birth_date: there is no day 2000-02-30"),
        (person(name="a\x1b[31m"), "case persons[0].name: control character U+001B is not allowed"),
        (person(wage_imcome=1), "case persons[0].wage_imcome: unknown key wage_imcome; did you mean wage_income?"),
        (person(able_to_work=1), "case persons[0].able_to_work: expected true or false, found number 1"),
        ({**person(), "person": []}, "case person: unknown key person; did you mean persons?"),
        ({**person(), 1: 2}, "case: a key must be text, found 1"),
        ({**person(), None: 2}, "case: a key must be text, found None"),
        (person() | {"complete": {b"persons": True}}, "case complete: a key must be text, found b'persons'"),
        (person(**{"\x00": 1}), "case persons[0]: control character U+0000 is not allowed"),
        (person() | {"schema_version": True}, "case schema_version: expected whole number, found truth value true"),
        (person() | {"persons": {"id": "p"}}, "case persons: expected list, found mapping"),
        (person() | {"persons": {"p"}}, "case persons: expected list, found set"),
        (person() | {"persons": "p"}, "case persons: expected list, found text p"),
        ([], "case: expected mapping, found list"),
        (None, "case: expected mapping, found null"),
        (3, "case: expected mapping, found number 3"),
        (b"examples/xixia-household.yaml", "case:1:1: expected mapping, found text examples/xixia-household.yaml"),
        (b"", "case: the file holds nothing"),
        (b"schema_version: 1\nschema_version: 1", "case:2:1: key schema_version stands twice; first on line 1"),
        (bytearray(b"x"), "case: expected mapping, found bytearray"),
        ("", "it is a directory"),
        ("no such file", "there is no file no such file"),
        (Path("no such file"), "there is no file no such file"),
        ("schema_version: 1", "there is no file schema_version: 1"),
        ("a\x00b", "there is no file a\\u0000b"),
        (Source("s.yaml", []), "s.yaml: expected mapping, found list"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_case_is_refused_in_one_clear_line(case: Any, message: str) -> None:
    assert message in refused(case)


def test_an_empty_mapping_lacks_what_every_case_must_say() -> None:
    with pytest.raises(CaseError) as caught:
        CATALOGUE.read_case({})
    assert [finding.context["found"] for finding in caught.value.findings] == ["jurisdiction", "schema_version"]


def test_data_that_hold_themselves_are_refused() -> None:
    case = person()
    case["persons"].append(case)
    assert "nested more than 40 levels deep" in refused(case)


NUMBERS = st.integers() | st.decimals() | st.floats() | st.booleans()
KEYS = st.sampled_from(["schema_version", "jurisdiction", "on", "persons", "id", "wage_income", "household", "prior_awards"])
ANYTHING = st.recursive(
    st.none() | NUMBERS | st.text() | st.dates() | st.datetimes() | st.binary(),
    lambda below: st.lists(below) | st.dictionaries(KEYS | st.text() | st.integers(), below) | st.tuples(below, below),
)


@given(
    ANYTHING.filter(lambda data: not isinstance(data, str)), st.sampled_from(["persons", "wage_income", "birth_date", "clause"])
)
@settings(deadline=None)
def test_whatever_is_given_is_a_case_or_refused_as_one(data: Any, place: str) -> None:
    whole = person(**{place: data}) if place in ("wage_income", "birth_date") else person()
    if place == "persons":
        whole["persons"] = data
    if place == "clause":
        whole["prior_awards"] = [{"clause": data, "subject": "p", "amount": data}]
    for case in (data, whole):
        with suppress(InputError):
            CATALOGUE.read_case(case).question(date(2023, 12, 20))


@pytest.mark.parametrize(
    ("award", "message"),
    [
        (
            {"clause": "xixia-jobs-2023/12.9", "subject": "p"},
            "case prior_awards[1].clause: there is no clause xixia-jobs-2023/12.9; did you mean",
        ),
        ({"clause": "12.7", "subject": "p"}, "there is no clause 12.7; did you mean xixia-jobs-2023/12.7?"),
        ({"clause": "12.1", "subject": "p"}, ", xixia-income-2023/12.1, xixia-jobs-2023/12.1, "),
        ({"clause": "xixia-jobs-2032/12.1", "subject": "p"}, "xixia-jobs-2032/12.1; did you mean xixia-jobs-2023/12.1?"),
        ({"clause": "xixia-jobs-2023/12.1", "subject": "h"}, "case prior_awards[1].subject: "),
        ({"clause": "xixia-jobs-2023/12.1", "subject": "q"}, "case prior_awards[1].subject: "),
        ({"clause": "xixia-jobs-2023/12.1", "subject": "p", "amount": 1.0}, "case prior_awards[1].amount: expected number"),
    ],
)
def test_prior_awards_are_held_against_the_law_when_a_case_is_read(award: dict[str, Any], message: str) -> None:
    sound = {"clause": "xixia-jobs-2023/12.2", "subject": "p"}
    data = person() | {"households": [{"id": "h"}], "prior_awards": [sound, award]}
    with pytest.raises(CaseError) as caught:
        CATALOGUE.read_case(data)
    (finding,) = caught.value.findings
    assert message in finding.message("en")


def test_every_award_that_is_wrong_is_named_at_once() -> None:
    wrong = [{"clause": "nobody/1", "subject": "p"}, {"clause": "xixia-jobs-2023/12.1", "subject": "h"}]
    with pytest.raises(CaseError) as caught:
        CATALOGUE.read_case(person() | {"households": [{"id": "h"}], "prior_awards": wrong})
    assert [finding.path for finding in caught.value.findings] == ["prior_awards[0].clause", "prior_awards[1].subject"]


def test_an_award_may_be_of_a_version_that_decides_no_longer(bench: Bench) -> None:
    bench.add(ruleset(clauses={"1": clause(), "old": clause()}))
    bench.add(ruleset(version="1.1.0", published=date(2023, 5, 1), clauses={"1": clause()}))
    case = bench.case({}, prior_awards=[{"clause": "test/old", "subject": "p"}])
    assert [award.clause for award in case.question().prior_awards or ()] == ["test/old"]
