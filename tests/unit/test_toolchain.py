"""The toolchain check: one sentence in each language, never a compiler log."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECK = Path(__file__).parents[2] / "tools" / "check_toolchain.py"


def run(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(CHECK)],
        env={"LC_ALL": "C", "PATH": os.environ["PATH"], **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_says_nothing_when_all_is_there() -> None:
    result = run()
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.parametrize(
    "environment",
    [{"CC": "/nonexistent/cc"}, {"CC": "cc", "PATH": "/nonexistent"}],
    ids=["CC points nowhere", "no cc on PATH"],
)
def test_names_a_missing_compiler(environment: dict[str, str]) -> None:
    result = run(**environment)
    assert result.returncode == 1
    chinese, english = result.stderr.splitlines()
    assert f"C 编译器（{environment['CC']}）" in chinese
    assert f"a C compiler ({environment['CC']})" in english
    assert "apt install build-essential" in chinese
    assert "apt install build-essential" in english


def test_a_compiler_that_fails_leaves_no_log(tmp_path: Path) -> None:
    compiler = tmp_path / "cc"
    compiler.write_text("#!/bin/sh\necho 'fatal error: stdio.h' >&2\nexit 1\n")
    compiler.chmod(0o755)
    result = run(CC=str(compiler))
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 2
    assert "stdio.h" not in result.stderr
    assert "build-essential" in result.stderr


def test_names_an_old_interpreter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(CHECK.parent))
    import check_toolchain

    monkeypatch.setattr(check_toolchain, "OLDEST", (99, 1))
    chinese, english = check_toolchain.sentences()
    assert "需要 Python 99.1" in chinese
    assert "Python 99.1 or newer is needed" in english


def test_lists_all_that_is_missing_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(CHECK.parent))
    import check_toolchain

    monkeypatch.setenv("CC", "/nonexistent/cc")
    monkeypatch.setattr(check_toolchain, "has_headers", lambda: False)
    _, english = check_toolchain.sentences()
    assert "a C compiler (/nonexistent/cc) and the Python headers (Python.h)" in english
    assert "build-essential python" in english
