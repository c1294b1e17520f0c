"""Which version decides which day, and as far as it was known when."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations, product
from pathlib import Path

import pytest

from subsidies.arithmetic.day_spans import Days
from subsidies.catalogue import Catalogue
from subsidies.catalogue.versions import Version, governing, ties
from subsidies.errors import UsageError
from subsidies.files.digest import digest_of
from subsidies.files.source import parse
from subsidies.ruleset import read_model

GOOD = Path(__file__).parents[2] / "good"
FOLDER = "110100-city/grant-2023"
IDENTITY = (GOOD / "catalogue/110100-city/work-2023/1.0.0.yaml").read_text(encoding="utf-8").split("\n\n")[0]


def text(number: str, published: str, from_: str, to: str | None, supersedes: str | None = None, extra: str = "") -> str:
    lines = [line for line in IDENTITY.splitlines() if line.partition(":")[0] not in ("published", "version", "effective")]
    lines += [
        f"version: {number}",
        f"published: {published}",
        f"effective: {{from: {from_}, to: {to or 'null'}}}",
        *([f"supersedes: {supersedes}"] if supersedes else []),
        extra,
    ]
    return "\n".join(lines).replace("work-2023", "grant-2023")


def version(number: str, published: str, from_: str, to: str | None, supersedes: str | None = None) -> Version:
    source = parse(text(number, published, from_, to, supersedes), f"{number}.yaml")
    return Version(source, read_model(source), digest_of(source.data), False)


def deciding(versions: list[Version], day: str, known_on: str | None = None) -> list[str]:
    """The versions that decide a day."""
    on = date.fromisoformat(day)
    known = date.fromisoformat(known_on) if known_on else None
    return [
        item.model.version
        for item, spans in governing(versions, known)
        if any(span.start <= on and (span.end is None or on <= span.end) for span in spans)
    ]


FIRST = version("1.0.0", "2023-01-10", "2023-02-01", "2023-12-31")
CORRECTION = version("1.0.1", "2023-06-10", "2023-02-01", "2023-12-31")
"""Published later, in force from the first day: a correction that reaches back."""
SUCCESSOR = version("2.0.0", "2023-09-10", "2023-10-01", None)


@pytest.mark.parametrize("versions", list(permutations([FIRST, CORRECTION, SUCCESSOR])))
@pytest.mark.parametrize(
    ("day", "known_on", "decides"),
    [
        ("2023-03-01", None, ["1.0.1"]),
        ("2023-03-01", "2023-06-10", ["1.0.1"]),
        ("2023-03-01", "2023-06-09", ["1.0.0"]),
        ("2023-03-01", "2023-01-10", ["1.0.0"]),
        ("2023-03-01", "2023-01-09", []),
        ("2023-09-30", None, ["1.0.1"]),
        ("2023-10-01", None, ["2.0.0"]),
        ("2023-10-01", "2023-09-09", ["1.0.1"]),
        ("2024-10-01", None, ["2.0.0"]),
        ("2024-10-01", "2023-09-09", []),
        ("2023-01-31", None, []),
    ],
)
def test_of_what_was_known_the_latest_decides(
    versions: tuple[Version, ...], day: str, known_on: str | None, decides: list[str]
) -> None:
    assert deciding(list(versions), day, known_on) == decides
    assert ties(versions) == []


def test_what_was_known_before_never_changes_by_what_is_published_later() -> None:
    for day, known_on in product(["2023-03-01", "2023-11-01"], ["2023-01-10", "2023-05-01", "2023-06-09"]):
        assert deciding([FIRST], day, known_on) == deciding([FIRST, CORRECTION, SUCCESSOR], day, known_on)


def test_superseding_beats_the_day_of_publication() -> None:
    older = version("1.0.0", "2023-06-10", "2023-02-01", None)
    newer = version("1.1.0", "2023-06-10", "2023-02-01", None, supersedes="1.0.0")
    backdated = version("1.2.0", "2023-05-01", "2023-02-01", None, supersedes="1.1.0")
    assert deciding([older, newer], "2023-07-01") == ["1.1.0"]
    assert deciding([newer, backdated], "2023-07-01") == ["1.2.0"]
    assert ties([older, newer]) == []


def test_a_tie_is_found_only_where_days_overlap_and_nothing_settles_it() -> None:
    one = version("1.0.0", "2023-06-10", "2023-02-01", "2023-06-30")
    same = version("1.0.1", "2023-06-10", "2023-06-30", None)
    after = version("1.0.1", "2023-06-10", "2023-07-01", None)
    assert [item.kind for item in ties([one, same])] == ["version_tie"]
    assert ties([one, after]) == []


SPANS = [
    Days(date(2023, 1, start), None if end is None else date(2023, 1, end))
    for start in range(1, 6)
    for end in (*range(start, 6), None)
]


def days_of(span: Days) -> set[date]:
    everyday = {date(2022, 12, 31) + timedelta(days=number) for number in range(10)}
    return {day for day in everyday if span.start <= day and (span.end is None or day <= span.end)}


def test_what_is_left_of_days_against_every_single_day() -> None:
    for one, other in product(SPANS, SPANS):
        left = one.minus(other)
        assert set().union(*map(days_of, left)) == days_of(one) - days_of(other)
        assert sum(len(days_of(part)) for part in left) == len(days_of(one) - days_of(other))
        assert all(part.end is None or part.start <= part.end for part in left)


CLAUSE = """clauses:
  "1":
    title: {zh: 甲, en: a}
    article: 第一条
    for: person
    payee: person
    kind: cash
    every: year
    amount: p.sum
    when: [veteran]
    office: {lead: [人社局]}
    paraphrase: {zh: 甲, en: a}
parameters:
  sum: {value: %s, unit: yuan, cite: 第一条}
"""
CASE = """schema_version: 1
jurisdiction: "110101"
persons: [{id: p1, veteran: true}]
prior_awards: []
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """A grant of 100 yuan, corrected to 150 from the start in June, and replaced from October by one of 200."""
    for name in ("vocabulary.yaml", "jurisdictions.yaml"):
        (tmp_path / name).write_bytes((GOOD / "catalogue" / name).read_bytes())
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    for number, published, from_, to, amount in (
        ("1.0.0", "2023-01-10", "2023-02-01", "2023-12-31", 100),
        ("1.0.1", "2023-06-10", "2023-02-01", "2023-12-31", 150),
        ("1.0.10", "2023-09-10", "2023-10-01", None, 200),
    ):
        (folder / f"{number}.yaml").write_text(text(number, published, from_, to, extra=CLAUSE % amount), encoding="utf-8")
    return Catalogue(tmp_path)


@pytest.mark.parametrize(
    ("on", "known_on", "paid"),
    [
        ("2023-03-01", None, 150),
        ("2023-03-01", "2023-05-31", 100),
        ("2023-03-01", "2023-06-10", 150),
        ("2023-11-01", None, 200),
        ("2023-11-01", "2023-06-30", 150),
        ("2023-11-01", "2023-05-31", 100),
    ],
)
def test_the_amount_is_that_of_the_version_that_decides(catalogue: Catalogue, on: str, known_on: str | None, paid: int) -> None:
    case = catalogue.read_case(parse(CASE, "case.yaml"))
    known = date.fromisoformat(known_on) if known_on else None
    determination = catalogue.assess(case, date.fromisoformat(on), known_on=known)
    assert determination.total("cash").low == paid


def test_a_case_may_say_itself_what_was_known(catalogue: Catalogue) -> None:
    case = catalogue.read_case(parse(f"{CASE}on: 2023-03-01\nknown_on: 2023-05-31\n", "case.yaml"))
    assert catalogue.assess(case).total("cash").low == 100
    assert catalogue.assess(case, known_on=date(2023, 12, 1)).total("cash").low == 150


def test_versions_are_in_order_of_publication_and_number(catalogue: Catalogue) -> None:
    assert [item.model.version for item in catalogue.versions("grant-2023")] == ["1.0.0", "1.0.1", "1.0.10"]
    assert catalogue.ruleset("grant-2023").version == "1.0.10"
    assert catalogue.ruleset("grant-2023", "1.0.0").version == "1.0.0"
    with pytest.raises(UsageError, match=r"no version 3\.0\.0"):
        catalogue.ruleset("grant-2023", "3.0.0")


def test_numbers_of_versions_are_compared_as_numbers(tmp_path: Path) -> None:
    for name in ("vocabulary.yaml", "jurisdictions.yaml"):
        (tmp_path / name).write_bytes((GOOD / "catalogue" / name).read_bytes())
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    for number, supersedes in (("1.9.0", None), ("1.10.0", "1.9.0")):
        content = text(number, "2023-01-10", "2023-02-01", None, supersedes)
        (folder / f"{number}.yaml").write_text(content, encoding="utf-8")
    assert Catalogue(tmp_path).ruleset("grant-2023").version == "1.10.0"
