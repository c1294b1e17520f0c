"""Every way to go wrong: findings on standard error, nothing on standard output, the right exit code."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import HOUSEHOLD, PLAN, run, spawn

OF_A_DOCUMENT = ("--place", "640105", "--text", "/nowhere/text", "--published", "2024-01-01")
WRONG = {
    "no such file": (("assess", "/nowhere/case.yaml"), "no file"),
    "no date": (("assess", HOUSEHOLD, "--on", "2023-13-01"), "2023-13-01"),
    "date of another form": (("assess", HOUSEHOLD, "--on", "20231220"), "YYYY-MM-DD"),
    "day of knowledge": (("assess", HOUSEHOLD, "--known-on", "soon"), "soon"),
    "policy": (("assess", HOUSEHOLD, "--policy", "xixia-job-2023"), PLAN),
    "folder": (("assess", HOUSEHOLD, "--rulesets", "/nowhere"), "/nowhere"),
    "clause": (("explain", HOUSEHOLD, "--clause", "12.9"), "12.9"),
    "subject": (("explain", HOUSEHOLD, "--subject", "p9"), "p9"),
    "clause of another subject": (("explain", HOUSEHOLD, "--clause", "12.1", "--subject", "s1"), "12.1"),
    "policy to show": (("rulesets", "show", "xixia-job-2023"), PLAN),
    "version to show": (("rulesets", "show", PLAN, "--version", "9.9.9"), "1.0.0"),
    "folder to check": (("rulesets", "validate", "/nowhere"), "/nowhere"),
    "table": (
        ("rulesets", "new", "p", "/nowhere/t.csv", "--place", "640105", "--text", "/nowhere/t", "--published", "2024-01-01"),
        "/nowhere/t",
    ),
    "policy to begin": (("rulesets", "new", PLAN, "/nowhere/table", *OF_A_DOCUMENT), f"policy {PLAN} is there already"),
    "text to begin from": (("rulesets", "new", "fresh", "/nowhere/table", *OF_A_DOCUMENT), "no file /nowhere/text"),
    "folder to release": (("rulesets", "freeze", "/nowhere"), "/nowhere"),
    "option": (("assess", HOUSEHOLD, "--colour"), "--colour"),
    "format": (("assess", HOUSEHOLD, "--format", "xml"), "xml"),
    "language": (("assess", HOUSEHOLD, "--lang", "fr"), "fr"),
    "year": (("assess", HOUSEHOLD, "--year", "20233"), "--year"),
    "no case": (("assess",), "CASE"),
    "command": (("asess",), "asess"),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("wrong", WRONG)
def test_usage_and_input(wrong: str, lang: str) -> None:
    arguments, expected = WRONG[wrong]
    result = run(*arguments, lang=lang)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert lang == "zh" or expected in result.stderr


def test_in_chinese() -> None:
    assert run("assess", "/nowhere/case.yaml", lang="zh").stderr == "没有文件 /nowhere/case.yaml\n"


def test_every_finding_of_a_case_on_a_line(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text('schema_version: 1\njurisdiction: "640105"\nperson: []\nhouseholds: [{id: h1, poverty: lifted}]\n')
    result = run("assess", str(case))
    assert result.exit_code == 2
    assert result.stdout == ""
    first, second = result.stderr.splitlines()
    assert first.startswith(f"{case}:3:1 person: unknown key person")
    assert "did you mean persons?" in first
    assert "poverty" in second


def test_no_day_at_all(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text('schema_version: 1\njurisdiction: "640105"\n')
    assert run("assess", str(case)).exit_code == 2
    assert run("assess", str(case), "--on", "2023-12-20").exit_code == 0


def test_a_released_file_that_changed(rulesets: Path, plan: Path) -> None:
    run("rulesets", "freeze", str(rulesets))
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("value: 15000", "value: 16000"), encoding="utf-8")
    result = run("assess", HOUSEHOLD, "--rulesets", str(rulesets))
    assert result.exit_code == 3
    assert result.stdout == ""


def test_engines_that_disagree(monkeypatch: pytest.MonkeyPatch, rulesets: Path) -> None:
    from subsidies.engines.reference.engine import ReferenceEngine
    from subsidies.errors import EngineDisagreement, Finding

    def differ(*_: object) -> None:
        context = {"clause": "12.1", "subject": "p1", "reference": "True", "engine": "x", "other": "None", "facts": "-"}
        raise EngineDisagreement(Finding("engines_disagree", context=context))

    monkeypatch.setattr(ReferenceEngine, "run", differ)
    result = run("assess", HOUSEHOLD, "--rulesets", str(rulesets))
    assert result.exit_code == 3
    assert result.stdout == ""
    assert "12.1" in result.stderr


def test_a_bug_is_not_hidden(monkeypatch: pytest.MonkeyPatch, rulesets: Path) -> None:
    from subsidies.engines.reference.engine import ReferenceEngine

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(ReferenceEngine, "run", broken)
    assert isinstance(run("assess", HOUSEHOLD, "--rulesets", str(rulesets)).exception, ZeroDivisionError)


def test_interrupted(monkeypatch: pytest.MonkeyPatch, rulesets: Path) -> None:
    from subsidies.engines.reference.engine import ReferenceEngine

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(ReferenceEngine, "run", interrupted)
    result = run("assess", HOUSEHOLD, "--rulesets", str(rulesets))
    assert result.exit_code == 130
    assert result.output == ""


def test_a_reader_that_goes_away() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "subsidies_cli", "schema", "case"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PATH": os.environ["PATH"]},
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    assert program.stderr.read() == b""
    assert program.wait(60) == 141
    program.stderr.close()


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_interrupted_while_waiting_for_input() -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "subsidies_cli", "assess", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PATH": os.environ["PATH"]},
        # Whoever runs the tests in the background of a shell has this signal ignored, and what they start inherits that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    time.sleep(3)
    program.send_signal(signal.SIGINT)
    out, err = program.communicate(timeout=60)
    assert (out, err, program.returncode) == (b"", b"", 130)


def test_case_that_is_not_utf8() -> None:
    result = spawn("assess", "/dev/null", SUBSIDIES_LANG="en")
    assert result.returncode == 2
    assert result.stdout == b""
    assert b"holds nothing" in result.stderr


def test_the_bare_command_shows_help_and_no_traceback() -> None:
    done = subprocess.run([sys.executable, "-m", "subsidies_cli"], capture_output=True, text=True, encoding="utf-8", check=False)
    assert "Traceback" not in done.stderr
    assert "assess" in done.stdout + done.stderr


def test_a_case_in_another_encoding_is_named_and_read_with_the_option(tmp_path: Path) -> None:
    case, text = tmp_path / "case.yaml", Path(HOUSEHOLD).read_text(encoding="utf-8")
    case.write_bytes(text.encode("gb18030"))
    refused = run("assess", str(case), lang="en")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr == (
        f"{case}:1:4: the file is not UTF-8 text, but seems to be GB18030 (GBK, the ANSI of a Chinese editor); "
        "allowed: --encoding gb18030, or the file saved as UTF-8\n"
    )
    as_json = run("assess", str(case), "--encoding", "gb18030", "--format", "json")
    assert as_json.stdout == run("assess", HOUSEHOLD, "--format", "json").stdout
    assert "--encoding gb18030" in run("assess", "--full", str(case), "--encoding", "gb18030", lang="en").stdout


def test_an_error_in_a_chinese_case_is_told_in_its_words(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("格式版本: 1\n受理地: 西夏区\n个人:\n  - {编号: p1, 年内务工月数: 13个月}\n", encoding="utf-8")
    refused = run("assess", str(case), "--on", "2023-12-20", lang="zh")
    assert refused.stderr == f"{case}:4:22 个人[0].年内务工月数：13个月 不在 0 至 12 的范围内\n"
