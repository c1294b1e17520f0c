"""What does not stand on one screen of a terminal goes through the reader's pager; anything else is written as it is."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest
from commands import HOUSEHOLD, PLAN, spawn

PAGER = "sed -n 's/^/paged: /;1p'"
"""Shows the first line alone."""


def at_a_terminal(*arguments: str, rows: int) -> str:
    """What a terminal with so many rows of 80 columns shows."""
    ours, theirs = pty.openpty()
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm", "PAGER": PAGER, "COLUMNS": "80", "LINES": str(rows)}
    command = [sys.executable, "-m", "subsidies_cli", *arguments, "--lang", "en", "--policy", PLAN]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, close_fds=True) as process:
        os.close(theirs)
        parts: list[bytes] = []
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            parts.append(part)
        os.close(ours)
        assert process.wait(60) == 0
    return b"".join(parts).decode("utf-8")


@pytest.mark.parametrize(("rows", "is_paged"), [(24, True), (2000, False)])
def test_a_long_page_at_a_terminal(rows: int, is_paged: bool) -> None:
    shown = at_a_terminal("assess", HOUSEHOLD, "--full", rows=rows)
    assert shown.startswith("paged: ") == is_paged
    assert (shown.count("\n") == 1) == is_paged


def test_one_screen_needs_no_pager() -> None:
    shown = at_a_terminal("assess", HOUSEHOLD, rows=24)
    assert "paged: " not in shown
    assert shown.count("\n") < 24


def test_without_a_terminal_there_is_no_pager() -> None:
    shown = spawn("assess", HOUSEHOLD, "--full", PAGER=PAGER, LINES="24", SUBSIDIES_LANG="en").stdout.decode("utf-8")
    assert "paged: " not in shown
    assert shown.count("\n") > 24
