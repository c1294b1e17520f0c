"""Which version decides which day, and as far as it was known when."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations, product
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from subsidies.arithmetic.day_spans import Band, Days
from subsidies.catalogue import Catalogue
from subsidies.catalogue.versions import Version, governing, ties
from subsidies.errors import UsageError
from subsidies.files.digest import digest_of
from subsidies.files.source import parse
from subsidies.ruleset import read_model

GOOD = Path(__file__).parents[2] / "good"
CHANGED = ("published", "version", "effective", "status")
FOLDER = "110100-city/grant-2023"
IDENTITY = (GOOD / "catalogue/110100-city/work-2023/1.0.0.yaml").read_text(encoding="utf-8").split("\n\n")[0]


def text(
    number: str,
    published: str,
    from_: str,
    to: str | None,
    supersedes: str | None = None,
    facts_from: str | None = None,
    status: str = "issued",
    extra: str = "",
) -> str:
    lines = [line for line in IDENTITY.splitlines() if line.partition(":")[0] not in CHANGED]
    lines += [
        f"version: {number}",
        f"published: {published}",
        f"status: {status}",
        f"effective: {{from: {from_}, to: {to or 'null'}, facts_from: {facts_from or from_}}}",
        *([f"supersedes: {supersedes}"] if supersedes else []),
        extra,
    ]
    return "\n".join(lines).replace("work-2023", "grant-2023")


def version(number: str, published: str, from_: str, to: str | None, supersedes: str | None = None, **more: str) -> Version:
    source = parse(text(number, published, from_, to, supersedes, **more), f"{number}.yaml")
    return Version(source, read_model(source), digest_of(source.data), False)


def lies(bands: Sequence[Band], on: date, day: date) -> bool:
    def within(span: Days, day: date) -> bool:
        return span.start <= day and (span.end is None or day <= span.end)

    return sum(within(band.asked, on) and within(span, day) for band in bands for span in band.within) == 1


def deciding(
    versions: Sequence[Version], day: str, known_on: str | None = None, on: str | None = None, *, drafts: bool = False
) -> list[str]:
    """The versions that decide a qualifying day for a question put on it, or on another day."""
    at = date.fromisoformat(day)
    asked = date.fromisoformat(on) if on else at
    known = date.fromisoformat(known_on) if known_on else None
    found = governing(versions, known, drafts=drafts)
    return [item.model.version for item, governed in found if lies(governed.days, asked, at)]


def deciding_year(versions: Sequence[Version], on: str, year: int) -> list[str]:
    """The versions that decide a year, where there is no qualifying day, for a question put on a day."""
    asked, day = date.fromisoformat(on), date(year, 7, 1)
    return [item.model.version for item, governed in governing(versions, None) if lies(governed.years, asked, day)]


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


FACTS_BEFORE = version("1.1.0", "2023-01-10", "2023-10-01", None, "1.0.0", facts_from="2023-01-01")
"""Asked from October on, of facts since January; takes the place of a plan that began in April."""
BEGUN_IN_APRIL = version("1.0.0", "2023-01-10", "2023-04-04", None)


@pytest.mark.parametrize(
    ("on", "at", "decides"),
    [
        ("2023-08-01", "2023-05-01", ["1.0.0"]),
        ("2023-08-01", "2023-02-01", []),
        ("2023-09-30", "2023-05-01", ["1.0.0"]),
        ("2023-10-01", "2023-05-01", ["1.1.0"]),
        ("2023-10-05", "2023-02-01", ["1.1.0"]),
        ("2023-10-05", "2022-12-31", []),
        ("2023-04-03", "2023-05-01", []),
    ],
)
def test_a_later_version_takes_days_only_from_questions_that_can_be_put_to_it(on: str, at: str, decides: list[str]) -> None:
    assert deciding([BEGUN_IN_APRIL, FACTS_BEFORE], at, on=on) == decides


def test_without_a_qualifying_day_the_day_of_the_question_and_the_year_decide() -> None:
    both = [BEGUN_IN_APRIL, FACTS_BEFORE]
    assert deciding_year(both, "2023-08-01", 2023) == ["1.0.0"]
    assert deciding_year(both, "2023-10-01", 2023) == ["1.1.0"]
    assert deciding_year(both, "2023-10-01", 2022) == []


def test_a_late_question_stays_with_the_version_of_its_year_or_with_that_which_ended_last() -> None:
    first = version("1.0.0", "2023-01-10", "2023-01-01", "2023-12-31")
    following = version("2.0.0", "2023-12-10", "2024-01-01", "2024-12-31")
    assert deciding_year([first, following], "2024-02-01", 2023) == ["1.0.0"]
    assert deciding_year([first, following], "2024-02-01", 2024) == ["2.0.0"]
    between = version("1.1.0", "2023-09-10", "2023-10-01", "2023-11-30", "1.0.0")
    assert deciding_year([first, between], "2023-11-30", 2023) == ["1.1.0"]
    assert deciding_year([first, between], "2023-12-01", 2023) == ["1.0.0"]
    assert deciding_year([first, between], "2024-02-01", 2023) == ["1.0.0"]


@pytest.mark.parametrize("status", ["issued", "draft"])
def test_superseding_goes_by_way_of_others(status: str) -> None:
    one = version("1.0.0", "2023-01-10", "2023-02-01", None)
    link = version("1.1.0", "2023-01-10", "2023-02-01", None, "1.0.0", status=status)
    last = version("1.2.0", "2023-01-10", "2023-02-01", None, "1.1.0")
    for versions in permutations([one, link, last]):
        assert ties(versions) == []
        assert deciding(list(versions), "2023-07-01") == ["1.2.0"]
    later = version("1.1.0", "2023-03-10", "2023-02-01", None, "1.0.0")
    assert deciding([one, later, last], "2023-07-01", "2023-02-01") == ["1.2.0"]
    # A file that is no part of the law says nothing, so its link is missing.
    assert {item.kind for item in ties([one, last])} == {"supersedes_unknown", "version_tie"}
    assert [item.kind for item in ties([one, last], ["1.1.0"])] == ["version_tie"]


def test_a_draft_decides_nothing_unless_it_is_taken_to_be_in_force() -> None:
    issued = version("1.0.0", "2023-01-10", "2023-02-01", None)
    draft = version("1.1.0", "2023-03-10", "2023-02-01", None, "1.0.0", status="draft")
    final = version("1.2.0", "2023-05-10", "2023-05-01", None, "1.1.0")
    for versions, day, law, supposed in (
        ([issued, draft], "2023-07-01", "1.0.0", "1.1.0"),
        ([issued, draft, final], "2023-04-30", "1.0.0", "1.1.0"),
        ([issued, draft, final], "2023-07-01", "1.2.0", "1.2.0"),
    ):
        assert deciding(versions, day, on="2023-07-01") == [law]
        assert deciding(versions, day, on="2023-07-01", drafts=True) == [supposed]


def test_where_dates_and_superseding_run_in_a_circle_what_nothing_supersedes_decides() -> None:
    corrected = version("1.1.0", "2023-06-10", "2023-02-01", None)
    backdated = version("1.2.0", "2023-05-01", "2023-02-01", None, "1.1.0")
    another = version("2.0.0", "2023-05-20", "2023-02-01", None)
    assert deciding([corrected, backdated, another], "2023-07-01") == ["2.0.0"]
    assert deciding([corrected, backdated], "2023-07-01") == ["1.2.0"]
    assert deciding([corrected, another], "2023-07-01") == ["1.1.0"]


DAYS = st.dates(date(2023, 12, 20), date(2024, 1, 10))


@st.composite
def written_versions(draw: st.DrawFn) -> list[Version]:
    found: list[Version] = []
    for number in range(draw(st.integers(1, 4))):
        from_ = draw(DAYS)
        to = draw(st.none() | st.dates(from_, date(2024, 1, 12)))
        facts_from = draw(st.dates(date(2023, 12, 18), from_))
        supersedes = draw(st.none() | st.sampled_from([item.model.version for item in found])) if found else None
        found.append(
            version(
                f"1.{number}.0",
                str(draw(st.dates(date(2023, 12, 1), date(2023, 12, 3)))),
                str(from_),
                str(to) if to else None,
                supersedes,
                facts_from=str(facts_from),
            )
        )
    assume(not ties(found))
    return found


def right_one(versions: list[Version], covering: list[Version]) -> list[str]:
    """Of several versions the one that none of them supersedes, in however many steps, and that was published last."""
    direct = {(item.model.version, item.model.supersedes) for item in versions}
    for _ in versions:
        direct |= {(one, last) for one, link in direct for other, last in direct if link == other}
    free = [item for item in covering if not any((other.model.version, item.model.version) in direct for other in covering)]
    last = [item.model.version for item in free if item.model.published == max(other.model.published for other in free)]
    assert len(last) == (1 if covering else 0)
    return last


def first(item: Version) -> date:
    return item.model.effective.facts_from or item.model.effective.from_


@settings(max_examples=150, deadline=None)
@given(written_versions(), st.none() | st.dates(date(2023, 12, 1), date(2023, 12, 3)), st.data())
def test_each_point_is_decided_by_the_one_right_version(
    versions: list[Version], known_on: date | None, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(versions))
    governed = governing(shuffled, known_on)
    known = [item for item in versions if known_on is None or item.model.published <= known_on]
    everyday = [date(2023, 12, 16) + timedelta(days=number) for number in range(30)]
    for on, day in product(everyday, everyday):
        asked = [item for item in known if item.model.effective.from_ <= on]
        covering = [item for item in asked if first(item) <= day <= (item.model.effective.to or date.max)]
        assert [item.model.version for item, own in governed if lies(own.days, on, day)] == right_one(versions, covering)
    for on, year in product(everyday, (2022, 2023, 2024, 2025)):
        asked = [
            item
            for item in known
            if item.model.effective.from_ <= on
            and first(item).year <= year
            and (item.model.effective.to is None or year <= item.model.effective.to.year)
        ]
        in_time = [item for item in asked if item.model.effective.to is None or on <= item.model.effective.to]
        ends = [item.model.effective.to for item in asked if item.model.effective.to]
        candidates = in_time or [item for item in asked if item.model.effective.to == max(ends)]
        day = date(year, 3, 1)
        assert [item.model.version for item, own in governed if lies(own.years, on, day)] == right_one(versions, candidates)


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
    shutil.copytree(GOOD / "catalogue" / "vocabulary", tmp_path / "vocabulary")
    shutil.copy(GOOD / "catalogue" / "jurisdictions.yaml", tmp_path)
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
    shutil.copytree(GOOD / "catalogue" / "vocabulary", tmp_path / "vocabulary")
    shutil.copy(GOOD / "catalogue" / "jurisdictions.yaml", tmp_path)
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    for number, supersedes in (("1.9.0", None), ("1.10.0", "1.9.0")):
        content = text(number, "2023-01-10", "2023-02-01", None, supersedes)
        (folder / f"{number}.yaml").write_text(content, encoding="utf-8")
    assert Catalogue(tmp_path).ruleset("grant-2023").version == "1.10.0"
