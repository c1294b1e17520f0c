"""Until when a benefit runs, how much of its limits is used, and which days count where one lies outside them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import run
from small_world import LABEL, Bench, clause, plain, ruleset

FIGURES = {
    "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
    "run": {"value": 36, "unit": "month", "cite": "1", "word": "以内"},
    "months": {"value": 36, "unit": "month", "cite": "1", "word": "最多"},
}
EFFECTIVE = {"from": date(2023, 4, 4), "to": date(2023, 12, 31), "facts_from": date(2023, 1, 1)}


def said(
    folder: Path, command: str, lang: str, on: date, started: date, awards: list[dict[str, Any]] | None = None, **changes: Any
) -> str:
    """What a command says of a monthly grant that runs from the day on which somebody started, in one line."""
    bench = Bench(folder / "rulesets")
    rule = clause(**{"at": "started", "runs_on": "p.run", "window": "stated", "every": "month", **changes})
    rule = {key: value for key, value in rule.items() if value is not None}
    cap = {"id": "l", "title": LABEL, "over": ["1"], "per": ["person"], "at_most": {"months": "p.months"}, "cite": "1"}
    figures = {name: figure for name, figure in FIGURES.items() if name != "run" or "runs_on" in rule}
    bench.add(ruleset(parameters=figures, effective=EFFECTIVE, clauses={"1": rule}, limits=[cap]))
    persons = [{"id": "p", "started": started}]
    priors = [{"clause": "test/1", "subject": "p", **award} for award in awards or ()]
    data = {"schema_version": 1, "jurisdiction": "640105", "on": on, "persons": persons, "prior_awards": priors}
    case = folder / "case.yaml"
    case.write_text(plain(data), encoding="utf-8")
    more = ("--clause", "1") if command == "explain" else ("--full",)
    result = run(command, str(case), *more, "--rulesets", str(folder / "rulesets"), lang=lang)
    assert result.exit_code == 0, result.stderr
    return ("" if lang == "zh" else " ").join(line.strip() for line in result.stdout.splitlines())


@pytest.mark.parametrize(
    ("on", "zh", "en"),
    [
        (date(2023, 6, 1), "享受到2026年5月31日", "runs until 31 May 2026"),
        (date(2026, 5, 31), "享受到2026年5月31日", "runs until 31 May 2026"),
        (date(2026, 6, 1), "享受期已于2026年5月31日结束", "the window ended on 31 May 2026"),
    ],
)
@pytest.mark.parametrize("command", ["explain", "assess"])
def test_until_when_a_benefit_runs(tmp_path: Path, command: str, on: date, zh: str, en: str) -> None:
    for lang, text in (("zh", zh), ("en", en)):
        page = said(tmp_path, command, lang, on, date(2023, 6, 1))
        if command == "explain" or "ended" in en:
            assert text in page
        else:
            assert {"zh": "至2026年5月31日", "en": "to 31 May 2026"}[lang] in page


@pytest.mark.parametrize("command", ["explain", "assess"])
@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "2023年1月1日至2023年12月31日的事实计入，这一项的日期不在其中"),
        ("en", "facts between 1 January 2023 and 31 December 2023 count, and its day lies outside"),
    ],
)
def test_which_days_count_for_facts(tmp_path: Path, command: str, lang: str, text: str) -> None:
    page = said(tmp_path, command, lang, date(2023, 6, 1), date(2022, 12, 31))
    assert text in page
    assert {"zh": "4月4日至", "en": "4 April 2023 and"}[lang] not in page


@pytest.mark.parametrize("command", ["explain", "assess"])
@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "方案适用于2023年4月4日至2023年12月31日提出的，提问当日不在其中"),
        ("en", "the plan can be asked between 4 April 2023 and 31 December 2023, and the day of the question lies outside"),
    ],
)
def test_which_days_count_for_the_question(tmp_path: Path, command: str, lang: str, text: str) -> None:
    assert text in said(tmp_path, command, lang, date(2023, 4, 3), date(2023, 2, 1))


def test_the_year_that_a_plan_is_about(tmp_path: Path) -> None:
    none: dict[str, Any] = {"at": None, "runs_on": None, "window": None}
    page = said(tmp_path, "assess", "en", date(2024, 6, 1), date(2023, 6, 1), **none)
    assert "the plan is about 2023, and not about 2024" in page


@pytest.mark.parametrize(
    ("awards", "zh", "en"),
    [
        (
            [{"months": 34}],
            "已用 35个月，上限 36个月（以前 34，这次 1）；还剩 1个月",
            "35 of 36 months used (34 before, 1 now); 1 month(s) left",
        ),
        ([{"months": 36}], "已用 36个月，上限 36个月", "36 of 36 months used"),
        (
            [{"months": 30}, {}],
            "已用 至少30个月，上限 36个月；还剩 最多6个月",
            "at least 30 of 36 months used; up to 6 month(s) left",
        ),
    ],
)
def test_how_much_of_a_limit_is_used(tmp_path: Path, awards: list[dict[str, Any]], zh: str, en: str) -> None:
    for lang, text in (("zh", zh), ("en", en)):
        page = said(tmp_path, "explain", lang, date(2023, 6, 1), date(2023, 6, 1), awards)
        assert text.replace(" ", "") in page.replace(" ", "")
