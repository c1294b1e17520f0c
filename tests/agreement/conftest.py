"""Prints what the agreement tests generated, and which faults they caught."""

from __future__ import annotations

import pytest

from tests.agreement import test_agreement, test_faults


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if test_agreement.TALLY:
        terminalreporter.section("agreement of the engines")
        for name, count in sorted(test_agreement.TALLY.items()):
            terminalreporter.write_line(f"{name:<28}{count:>12,}")
    if test_faults.CAUGHT:
        terminalreporter.section("faults injected into one engine, and caught")
        for name, after in test_faults.CAUGHT.items():
            terminalreporter.write_line(f"{name:<60} after {after} cases")
