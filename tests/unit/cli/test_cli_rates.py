"""Figures of an office on the pages: which were looked up, who states them, what is asked where nobody does."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import run
from small_world import Bench, clause, plain, ruleset

LABELS = {"allowance": {"zh": "低保标准", "en": "allowance"}, "grant": {"zh": "补贴标准", "en": "grant"}}
OFFICE = {"zh": "甲区民政局", "en": "office of A"}
SET_BY = {"zh": "甲区就业局", "en": "job office of A"}


def entry(value: int, **more: Any) -> dict[str, Any]:
    return {"place": "640105", "from": date(2023, 1, 1), "value": value, "source": "一号", **more}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bench = Bench(tmp_path / "rulesets")
    places = {"640105": {"name": {"zh": "甲区", "en": "A"}}}
    bench.write("jurisdictions.yaml", {"schema_version": 1, "jurisdictions": places})
    bench.write("rates/allowance.yaml", {"schema_version": 1, "label": LABELS["allowance"], "unit": "yuan", "entries": []})
    band = {"value": {"from": 400, "to": 1600}, "unit": "yuan", "cite": "第二条", "set_by": SET_BY, "label": LABELS["grant"]}
    line = {"for": "person", "is": "rate.allowance", "place": None, "cite": "1", "label": {"zh": "线", "en": "line"}}
    rules = {
        "1": clause(amount="p.grant"),
        "2": clause(amount="max(line, p.grant)", every="once"),
        "3": clause(when=["cost < line"], amount="line"),
    }
    bench.add(ruleset(parameters={"grant": band}, definitions={"line": line}, clauses=rules))
    return tmp_path


def said(folder: Path, command: str, lang: str, stated: dict[str, Any] | None = None, **case: Any) -> str:
    """What a command says, in one line."""
    data = {"schema_version": 1, "jurisdiction": "640105", "on": date(2023, 6, 1), "persons": [{"id": "p"}], "prior_awards": []}
    (folder / "case.yaml").write_text(plain({**data, **case}), encoding="utf-8")
    more: tuple[str, ...] = ("--full",)
    if stated is not None:
        (folder / "office.yaml").write_text(plain({"schema_version": 1, "office": OFFICE, "rates": stated}), encoding="utf-8")
        more += ("--rates", str(folder / "office.yaml"))
    result = run(command, str(folder / "case.yaml"), "--rulesets", str(folder / "rulesets"), *more, lang=lang)
    assert result.exit_code == (2 if result.stderr else 0)
    return ("" if lang == "zh" else " ").join(line.strip() for line in (result.stdout or result.stderr).splitlines())


@pytest.mark.parametrize("command", ["assess", "explain"])
def test_the_head_says_which_figures_were_looked_up_and_who_states_them(folder: Path, command: str) -> None:
    stated = {
        "test:grant": [entry(800)],
        "allowance": [entry(700, to=date(2023, 6, 1)), entry(750, **{"from": date(2023, 6, 2)})],
    }
    english = said(folder, command, "en", stated)
    assert "Figures set outside the documents, by office of A (SHA-256 " in english
    assert "grant 800 yuan: A, from 1 January 2023 (一号)" in english
    assert "allowance 700 yuan: A, from 1 January 2023 to 1 June 2023 (一号)" in english
    assert "750" not in english
    chinese = said(folder, command, "zh", stated)
    assert "另定的标准，按甲区民政局的标准表（SHA-256" in chinese
    assert "补贴标准800元：甲区，2023年1月1日起（一号）" in chinese
    assert "低保标准700元：甲区，2023年1月1日至2023年6月1日（一号）" in chinese


def test_what_was_stated_in_vain_is_said(folder: Path) -> None:
    stated = {"allowance": [entry(700, to=date(2023, 5, 31))]}
    assert "no clause asks for any of them here" in said(folder, "assess", "en", stated)
    assert "本案没有条款用到" in said(folder, "assess", "zh", stated)


def test_the_option_beats_the_case_and_says_so(folder: Path) -> None:
    case = {"allowance": [entry(2000)], "test:grant": [entry(1500)]}
    english = said(folder, "assess", "en", {"test:grant": [entry(800)]}, rates=case)
    assert "! --rates comes before what the file states of grant" in english
    assert "Figures set outside the documents, as the case states them · allowance 2,000 yuan" in english
    assert "1 text: 800 yuan" in english
    assert "2 text: 2,000 yuan" in english
    assert "! 补贴标准以 --rates 为准，不用案件文件中所写的" in said(
        folder, "assess", "zh", {"test:grant": [entry(800)]}, rates=case
    )


def test_what_nobody_states_is_asked_of_who_sets_it(folder: Path) -> None:
    english = said(folder, "assess", "en")
    assert "grant: job office of A sets it (400 yuan to 1,600 yuan); it is not known for this place and day" in english
    assert "The figure allowance is not known for this place and day" in english
    chinese = said(folder, "assess", "zh")
    assert "补贴标准由甲区就业局确定（400元至1,600元）" in chinese
    assert "标准 低保标准 未收录" in chinese


def test_the_trace_shows_a_figure_with_its_band(folder: Path) -> None:
    stated = {"test:grant": [entry(800)], "allowance": [entry(900)]}
    english = said(folder, "explain", "en", stated)
    assert "grant = 800 yuan" in english
    assert "figure grant = 400 yuan to 1,600 yuan, set by job office of A; 第二条" in english
    assert "computed as the greatest of line, grant" in english
    assert "line = 900 yuan" in english
    assert "line means: allowance, with the figures for: place of the case (1)" in english
    assert "线，是指：低保标准，标准按案件所在地（1）" in said(folder, "explain", "zh", stated)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "1601 is outside what the law leaves to the office: 400 to 1600 yuan, by 第二条 of test 1.0.0 (for 1, 2)"),
        ("zh", "1601 超出方案留给经办机构的幅度：400 至 1600 yuan，依据 test 1.0.0 的第二条（用于 1, 2）"),
    ],
)
def test_a_figure_outside_the_band_is_refused(folder: Path, lang: str, text: str) -> None:
    found = said(folder, "assess", lang, {"test:grant": [entry(1601)]})
    assert found.startswith(f"{folder / 'office.yaml'}:1:")
    assert text in found


@pytest.mark.parametrize(
    ("band", "zh"), [({"from": 400}, "至少400元，由甲区就业局确定"), ({"to": 1600}, "最高1,600元，由甲区就业局确定")]
)
def test_the_law_shows_the_band(folder: Path, band: dict[str, int], zh: str) -> None:
    file = folder / "rulesets" / "640105" / "test" / "1.0.0.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace('{"from": 400, "to": 1600}', plain(band)), encoding="utf-8")
    assert zh in run("rulesets", "show", "test", "--rulesets", str(folder / "rulesets"), lang="zh").stdout


def test_a_file_that_is_not_there(folder: Path) -> None:
    said(folder, "assess", "en")
    result = run(
        "assess", "--full", str(folder / "case.yaml"), "--rulesets", str(folder / "rulesets"), "--rates", "none.yaml", lang="en"
    )
    assert (result.exit_code, result.stderr) == (2, "there is no file none.yaml\n")
