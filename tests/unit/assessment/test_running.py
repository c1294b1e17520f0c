"""What becomes of the figure of a benefit that began under a version when a later one changes it: `running: keeps | changes`."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_world import LABEL, Bench, clause, ruleset
from typer.testing import CliRunner

from subsidies import Catalogue
from subsidies.assessment import assess
from subsidies.errors import RulesetError
from subsidies.mutation import Mutants
from subsidies_cli.app import app

CALL = "months_of_year_within(year, started, add_months(started, p.window), on)"
CITED = {"cite": "3"}


def version(
    number: str,
    figure: int,
    from_: date,
    supersedes: str | None = None,
    running: str | dict[str, Any] | None = None,
    months: bool | str = True,
    every: str = "year",
    parameters: dict[str, Any] | None = None,
    published: date = date(2023, 1, 1),
    **changes: Any,
) -> dict[str, Any]:
    """A benefit of 36 months; its figure is one of a year, by months where the clause counts them."""
    own: dict[str, Any] = {"amount": "p.sum", "every": every, "at": "started", "runs_on": "p.window"}
    if months:
        own |= {"amount": "p.sum * counted / MONTHS_PER_YEAR", "months": months if isinstance(months, str) else "counted"}
    own |= changes
    if running:
        own["running"] = running if isinstance(running, dict) else {"figure": running, **CITED}
    definitions = {"counted": {"for": "person", "is": CALL, "cite": "1", "label": LABEL}} if months else {}
    return ruleset(
        version=number,
        published=published,
        effective={"from": from_, "to": None},
        **({"supersedes": supersedes} if supersedes else {}),
        parameters={
            "sum": {"value": figure, "unit": "yuan/year" if "counted" in str(own["amount"]) else "yuan", "cite": "1"},
            "window": {"value": 36, "unit": "month", "cite": "1", "word": "以内"},
            **(parameters or {}),
        },
        definitions=definitions,
        clauses={"1": clause(**own)},
    )


FIRST = date(2023, 1, 1)
OCTOBER = date(2023, 10, 1)
HIRED = date(2023, 6, 1)


def write(root: Path, *versions: dict[str, Any]) -> Bench:
    bench = Bench(root)
    for data in versions:
        bench.add(data)
    return bench


def given_amount(bench: Bench, on: date, year: int | None = None, started: date | None = HIRED) -> tuple[Any, Any, str]:
    """The amount of the one version that gives something, in yuan, with the cause of its spread."""
    catalogue = Catalogue(bench.root)
    found = catalogue.assess(bench.case({"started": started}, on=on, year=year or on.year, catalogue=catalogue))
    (own,) = [item for item in found.entitlements if item.amounts]
    (amount,) = own.amounts
    assert isinstance(amount.low, int)
    assert isinstance(amount.high, int)
    return Decimal(amount.low) / 100, Decimal(amount.high) / 100, amount.cause


def exact(value: str) -> tuple[Any, Any, str]:
    return Decimal(value), Decimal(value), "exact"


@pytest.mark.parametrize(
    ("running", "on", "expected"),
    [
        # June to September at 7800 a year, October to December at 8400.
        ("changes", date(2023, 12, 31), "4700.00"),
        ("changes", date(2023, 9, 30), "2600.00"),
        ("changes", date(2023, 10, 1), "3300.00"),
        ("changes", date(2024, 12, 31), "8400.00"),
        ("changes", date(2026, 5, 31), "3500.00"),
        ("keeps", date(2023, 12, 31), "4550.00"),
        ("keeps", date(2024, 12, 31), "7800.00"),
    ],
)
def test_months_before_and_after_have_each_their_figure(tmp_path: Path, running: str, on: date, expected: str) -> None:
    bench = write(tmp_path, version("1.0.0", 7800, FIRST), version("1.1.0", 8400, OCTOBER, "1.0.0", running))
    assert given_amount(bench, on) == exact(expected)


@pytest.mark.parametrize(("funder", "expected"), [("region", ("1700.00", "1700.00")), ("county", None)])
def test_what_comes_from_whom_is_joined_where_each_version_tells_it(
    tmp_path: Path, funder: str, expected: tuple[str, str] | None
) -> None:
    def told(number: str, figure: int, part: int, from_: date, label: str, *later: str) -> dict[str, Any]:
        of_which = {"exact": "p.part * counted / MONTHS_PER_YEAR", "label": {"zh": label, "en": label}}
        amount = {"exact": "p.sum * counted / MONTHS_PER_YEAR", "of_which": [of_which]}
        more = {"part": {"value": part, "unit": "yuan/year", "cite": "1"}}
        return version(number, figure, from_, *later, parameters=more, amount=amount, months="counted")

    first = told("1.0.0", 7800, 3000, FIRST, "region")
    catalogue = Catalogue(write(tmp_path, first, told("1.1.0", 8400, 2800, OCTOBER, funder, "1.0.0", "changes")).root)
    found = catalogue.assess(Bench(tmp_path).case({"started": HIRED}, on=date(2023, 12, 31), year=2023, catalogue=catalogue))
    (own,) = [item for item in found.entitlements if item.amounts]
    parts = [(f"{Decimal(part.low) / 100:.2f}", f"{Decimal(part.high or 0) / 100:.2f}") for part in own.amounts[0].of_which]
    assert parts == ([] if expected is None else [expected])


def test_a_clause_with_another_number_runs_on_as_the_same(tmp_path: Path) -> None:
    later = version("1.1.0", 8400, OCTOBER, "1.0.0", "changes")
    later["clauses"] = {"1a": {**later["clauses"]["1"], "formerly": ["1"]}}
    bench = write(tmp_path, version("1.0.0", 7800, FIRST), later)
    assert given_amount(bench, date(2023, 12, 31)) == exact("4700.00")
    silent = version("1.1.0", 8400, OCTOBER, "1.0.0")
    silent["clauses"] = {"1a": {**silent["clauses"]["1"], "formerly": ["1"]}}
    with pytest.raises(RulesetError, match=r"clauses\.1a"):
        given_amount(write(tmp_path, silent), date(2023, 12, 31))


def test_the_months_may_be_the_call_itself_and_the_month_of_the_change_is_new(tmp_path: Path) -> None:
    later = version("1.1.0", 8400, date(2023, 10, 15), "1.0.0", "changes", CALL)
    bench = write(tmp_path, version("1.0.0", 7800, FIRST, months=CALL), later)
    assert given_amount(bench, date(2023, 12, 31)) == exact("4700.00")


def test_it_is_rounded_once(tmp_path: Path) -> None:
    # 1000.01 * 4/12 = 333.3366..., 1000.03 * 3/12 = 250.0075: rounded apart they came to 583.35.
    old = version("1.0.0", 100001, FIRST)
    new = version("1.1.0", 100003, OCTOBER, "1.0.0", "changes")
    for data, value in ((old, Decimal("1000.01")), (new, Decimal("1000.03"))):
        data["parameters"]["sum"]["value"] = value
    assert given_amount(write(tmp_path, old, new), date(2023, 12, 31)) == exact("583.34")


def test_the_latest_change_decides_each_month(tmp_path: Path) -> None:
    second = version("1.1.0", 8400, date(2023, 8, 1), "1.0.0", "changes")
    third = version("1.2.0", 9600, date(2023, 11, 1), "1.1.0", "changes")
    bench = write(tmp_path, version("1.0.0", 7800, FIRST), second, third)
    # Two months of 650, three of 700, two of 800.
    assert given_amount(bench, date(2023, 12, 31)) == exact("5000.00")
    assert given_amount(bench, date(2023, 12, 31), started=date(2023, 9, 1)) == exact("3000.00")


def test_a_later_version_that_keeps_leaves_what_an_earlier_one_changed(tmp_path: Path) -> None:
    second = version("1.1.0", 8400, date(2023, 8, 1), "1.0.0", "changes")
    third = version("1.2.0", 9600, date(2023, 11, 1), "1.1.0", "keeps")
    bench = write(tmp_path, version("1.0.0", 7800, FIRST), second, third)
    assert given_amount(bench, date(2023, 12, 31)) == exact("4800.00")


def test_a_change_counts_by_way_of_a_version_that_decides_nothing_any_more(tmp_path: Path) -> None:
    second = version("1.1.0", 8000, OCTOBER, "1.0.0", "keeps")
    third = version("1.2.0", 8400, OCTOBER, "1.1.0", "changes")
    bench = write(tmp_path, version("1.0.0", 7800, FIRST), second, third)
    assert given_amount(bench, date(2023, 12, 31)) == exact("4700.00")


def test_what_was_not_published_yet_changes_nothing(tmp_path: Path) -> None:
    later = version("1.1.0", 8400, OCTOBER, "1.0.0", "changes", published=date(2024, 2, 1))
    bench = write(tmp_path, version("1.0.0", 7800, FIRST), later)
    known = bench.explain({"started": HIRED}, date(2023, 12, 31), known_on=date(2024, 1, 31)).determination
    assert known.total("cash").low == 4550
    assert bench.explain({"started": HIRED}, date(2023, 12, 31)).determination.total("cash").low == 4700


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2023, 9, 30), "7800"), (date(2023, 10, 1), "8400"), (date(2024, 3, 1), "8400")],
)
def test_a_monthly_benefit_has_the_figure_of_the_month_asked_about(tmp_path: Path, on: date, expected: str) -> None:
    old = version("1.0.0", 7800, FIRST, months=False, every="month")
    bench = write(tmp_path, old, version("1.1.0", 8400, OCTOBER, "1.0.0", "changes", False, "month"))
    assert given_amount(bench, on) == exact(expected)


@pytest.mark.parametrize(("year", "expected"), [(2023, "7800"), (2024, "8400")])
def test_a_year_without_months_has_the_figure_of_its_first_day(tmp_path: Path, year: int, expected: str) -> None:
    old = version("1.0.0", 7800, FIRST, months=False)
    bench = write(tmp_path, old, version("1.1.0", 8400, OCTOBER, "1.0.0", "changes", False))
    assert given_amount(bench, date(year, 12, 31)) == exact(expected)


def test_what_is_due_once_keeps_the_figure_of_its_day(tmp_path: Path) -> None:
    old = version("1.0.0", 7800, FIRST, months=False, every="once")
    bench = write(tmp_path, old, version("1.1.0", 8400, OCTOBER, "1.0.0", "changes", False, "once"))
    assert given_amount(bench, date(2024, 12, 31)) == exact("7800")


def test_months_that_are_not_known_leave_the_figures_open(tmp_path: Path) -> None:
    """Whether the months before or after are paid hangs on a fact that is not there."""
    counted = CALL.replace("on)", "on if poor else p.stop)")
    stop = {"stop": {"value": date(2023, 9, 30), "unit": "date", "cite": "1"}}
    old = version("1.0.0", 7800, FIRST, months=False, parameters=stop)
    new = version("1.1.0", 8400, OCTOBER, "1.0.0", "changes", False, parameters=stop)
    for data in (old, new):
        data["clauses"]["1"]["months"] = counted
    bench = write(tmp_path, old, new)
    assert given_amount(bench, date(2023, 12, 31)) == (7800, 8400, "unknown")
    # After the year of the change all months have the new figure.
    assert given_amount(bench, date(2024, 12, 31)) == exact("8400")
    catalogue = Catalogue(bench.root)
    found = bench.explain({"started": HIRED}, date(2023, 12, 31))
    (own,) = [item for item in found.determination.entitlements if item.amounts]
    assert [item.fact for item in found.missing(own)] == ["poor"]
    for poor, expected in ((True, Decimal("8057.14")), (False, Decimal(7800))):
        case = bench.case({"started": HIRED, "poor": poor}, on=date(2023, 12, 31), catalogue=catalogue)
        assert catalogue.assess(case).total("cash").low == expected


def test_months_that_are_counted_in_another_way_leave_the_figures_open_in_the_year_of_the_change(tmp_path: Path) -> None:
    old = version("1.0.0", 7800, FIRST, months=False)
    new = version("1.1.0", 8400, OCTOBER, "1.0.0", "changes", False)
    for data in (old, new):
        data["clauses"]["1"]["months"] = "p.window"
    bench = write(tmp_path, old, new)
    assert given_amount(bench, date(2023, 12, 31)) == (7800, 8400, "unknown")
    assert given_amount(bench, date(2024, 12, 31)) == exact("8400")


def test_the_page_says_by_which_figure_what_falls_later_is_reckoned(tmp_path: Path) -> None:
    bench = write(tmp_path, version("1.0.0", 7800, FIRST), version("1.1.0", 8400, OCTOBER, "1.0.0", "changes"))
    bench.write(
        "case.yaml",
        {
            "schema_version": 1,
            "jurisdiction": "640105",
            "on": date(2023, 12, 31),
            "persons": [{"id": "p", "started": HIRED}],
            "prior_awards": [],
        },
    )
    (tmp_path / "rulesets").mkdir()
    for name in ("vocabulary", "jurisdictions.yaml", "640105"):
        (tmp_path / name).rename(tmp_path / "rulesets" / name)
    command = ["explain", str(tmp_path / "case.yaml"), "--clause", "1", "--rulesets", str(tmp_path / "rulesets"), "--lang", "en"]
    result = CliRunner().invoke(app, command, env={"COLUMNS": "200"})
    assert result.exit_code == 0
    assert "for what falls on 1 October 2023 or later, as version 1.1.0 has it:" in result.stdout
    assert "8,400" in result.stdout
    assert "4,700" in result.stdout


@settings(max_examples=40, deadline=None)
@given(
    st.dates(date(2023, 1, 1), date(2023, 8, 31)),
    st.dates(date(2023, 9, 1), date(2024, 3, 31)),
    st.dates(date(2024, 4, 1), date(2024, 8, 31)),
    st.dates(date(2023, 1, 1), date(2025, 12, 31)),
    st.tuples(*[st.integers(1, 9999)] * 3),
)
def test_against_adding_up_month_by_month(
    tmp_path_factory: pytest.TempPathFactory, started: date, first: date, second: date, on: date, figures: tuple[int, int, int]
) -> None:
    one, two, three = figures
    bench = write(
        tmp_path_factory.mktemp("running"),
        version("1.0.0", one, FIRST),
        version("1.1.0", two, first, "1.0.0", "changes"),
        version("1.2.0", three, second, "1.1.0", "changes"),
    )
    if on < started:
        return
    whole = Fraction(0)
    for month in range(1, 13):
        day = date(on.year, month, 1)
        if started.replace(day=1) <= day <= on:
            figure = three if day >= second.replace(day=1) else two if day >= first.replace(day=1) else one
            whole += Fraction(figure, 12)
    expected = (Decimal(whole.numerator) / whole.denominator).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert given_amount(bench, on, started=started) == (expected, expected, "exact")


# --- What has to be said


def kinds(bench: Bench) -> list[str]:
    found = Catalogue(bench.root).validate()
    if found:
        with pytest.raises(RulesetError) as caught:
            Catalogue(bench.root).law()
        assert list(caught.value.findings) == found
    return [item.kind for item in found]


def test_a_figure_that_changes_needs_a_word_on_what_runs(tmp_path: Path) -> None:
    bench = write(tmp_path, version("1.0.0", 7800, FIRST), version("1.1.0", 8400, OCTOBER, "1.0.0"))
    assert kinds(bench) == ["running_missing"]
    bench.add(version("1.1.0", 7800, OCTOBER, "1.0.0"))
    assert kinds(bench) == []


def test_by_way_of_a_version_that_does_not_change_it(tmp_path: Path) -> None:
    bench = write(
        tmp_path,
        version("1.0.0", 7800, FIRST),
        version("1.1.0", 7800, OCTOBER, "1.0.0"),
        version("1.2.0", 8400, date(2023, 11, 1), "1.1.0"),
    )
    assert kinds(bench) == ["running_missing", "running_missing"]
    bench.add(version("1.2.0", 8400, date(2023, 11, 1), "1.1.0", "keeps"))
    assert kinds(bench) == []


def test_names_of_figures_and_definitions_are_no_change_and_what_they_say_is(tmp_path: Path) -> None:
    bench = write(tmp_path, version("1.0.0", 7800, FIRST))
    renamed = version("1.1.0", 7800, OCTOBER, "1.0.0")
    for old, new in (("parameters", {"total": "sum"}), ("definitions", {"done": "counted"})):
        for name, before in new.items():
            renamed[old][name] = renamed[old].pop(before)
    renamed["clauses"]["1"] |= {"amount": "p.total * done / MONTHS_PER_YEAR", "months": "done"}
    bench.add(renamed)
    assert kinds(bench) == []
    renamed["definitions"]["done"]["is"] = CALL.replace("on)", "add_months(on, p.window))")
    bench.add(renamed)
    assert kinds(bench) == ["running_missing"]


def test_a_reading_must_exist_and_one_ground_be_given(tmp_path: Path) -> None:
    reading = {"figure": "changes", "reading": "kept"}
    later = version("1.1.0", 8400, OCTOBER, "1.0.0", reading)
    bench = write(tmp_path, version("1.0.0", 7800, FIRST), later)
    assert kinds(bench) == ["unknown_name"]
    bench.add(later | {"readings": {"kept": {"question": LABEL, "taken": LABEL, "why": LABEL}}})
    assert kinds(bench) == []
    assert given_amount(bench, date(2023, 12, 31)) == exact("4700.00")
    for ground in ({}, {"cite": "3", "reading": "kept"}):
        bench.add(version("1.1.0", 8400, OCTOBER, "1.0.0", {"figure": "keeps", **ground}))
        assert kinds(bench) == ["wrong_form"]


def test_a_benefit_of_another_kind_cannot_take_over(tmp_path: Path) -> None:
    later = version("1.1.0", 8400, OCTOBER, "1.0.0", "changes", False, "month")
    bench = write(tmp_path, version("1.0.0", 7800, FIRST, months=False), later)
    assert kinds(bench) == ["running_unlike"]


def test_the_contrary_is_a_mutant_that_a_scenario_can_notice(tmp_path: Path) -> None:
    bench = write(tmp_path, version("1.0.0", 7800, FIRST), version("1.1.0", 8400, OCTOBER, "1.0.0", "changes"))
    catalogue = Catalogue(bench.root)
    made = Mutants.of("test", catalogue)
    (mutant,) = [item for item in made.mutants if ".running" in item.id]
    assert mutant.id == "clauses.1.running:other"
    case = bench.case({"started": HIRED}, on=date(2023, 12, 31), catalogue=catalogue)
    assert assess(made.law(mutant).law(("test",)), case).total("cash").low == 4550
    assert assess(catalogue.law(), case).total("cash").low == 4700
