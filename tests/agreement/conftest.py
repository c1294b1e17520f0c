"""Prints what the agreement tests generated, and which faults they caught."""

from __future__ import annotations

import pytest

from tests.agreement.compare import CAUGHT, TALLY


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if TALLY:
        terminalreporter.section("agreement of the engines")
        for name, count in sorted(TALLY.items()):
            terminalreporter.write_line(f"{name:<28}{count:>12,}")
    if CAUGHT:
        terminalreporter.section("faults injected into one engine, and caught")
        for name, after in CAUGHT.items():
            terminalreporter.write_line(f"{name:<60} after {after} cases")
