"""``subsidies new``: a case that is begun, and everything that keeps it from being so."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from commands import PLAN, run

from subsidies import Catalogue


@pytest.mark.parametrize(("lang", "first"), [("zh", "# 新案件：家庭。\n"), ("en", "# New case: household.\n")])
def test_it_is_written_to_standard_output_in_the_language_of_the_reader(lang: str, first: str) -> None:
    result = run("new", "household", "--on", "2023-12-20", lang=lang)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(first)
    assert ("格式版本: 1\n受理地: 银川市西夏区\n咨询日期: 2023年12月20日\n" in result.stdout) == (lang == "zh")


def test_the_file_can_be_assessed_and_is_not_written_over(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    assert run("new", "enterprise", "-o", str(case), "--on", "2023-12-20").stdout == ""
    before = case.read_bytes()
    assert run("assess", str(case)).exit_code == 0
    again = run("new", "-o", str(case), lang="en")
    assert (again.exit_code, again.stdout) == (2, "")
    assert again.stderr == f"{case} is there already, and nothing is written over it\n"
    assert case.read_bytes() == before


def test_without_a_day_it_is_today() -> None:
    today = datetime.now().astimezone().date().isoformat()
    assert f"asked_on: {today}\n" in run("new", lang="en").stdout


def test_a_place_may_be_named_in_chinese_and_policies_chosen() -> None:
    here = run("new", "--place", "永宁县", "--policy", PLAN, lang="en").stdout
    assert 'jurisdiction: "640121"\n' in here
    assert here.replace("640121", "640105") == run("new", lang="en").stdout


def test_all_lists_more() -> None:
    some, every = run("new", lang="en").stdout, run("new", "--all", lang="en").stdout
    assert "add --all" in some
    assert "--all" not in every
    assert len(every.splitlines()) > len(some.splitlines()) + 15


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("houshold",), "the policies asked have nothing for houshold"),
        (("--place", "990000"), "the policies asked have nothing for anybody"),
        (("--place", "西夏"), "unknown jurisdiction 西夏; did you mean 银川市西夏区"),
        (("--place", "640199"), "unknown jurisdiction 640199; did you mean"),
        (("--place", "宁县"), "宁县 stands for several things here; allowed: 永宁县, 中宁县"),
        (("--policy", "xixia-job-2023"), f"did you mean {PLAN}"),
        (("--on", "today"), "today"),
        (("-o", "/nowhere/case.yaml"), "/nowhere/case.yaml"),
    ],
)
def test_what_cannot_be_begun(arguments: tuple[str, ...], message: str) -> None:
    result = run("new", *arguments, lang="en")
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_the_main_place_is_that_of_most_policies() -> None:
    assert Catalogue.bundled().main_place == "640105"
