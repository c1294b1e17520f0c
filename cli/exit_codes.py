"""What the shell is told; an error of the library carries its own code (``SubsidiesError.exit_code``: 2, or 3)."""

from __future__ import annotations

from typing import Final

FOUND: Final = 1
"""A check found something: a finding in rulesets, a scenario that is not so, a change that no scenario notices."""
INTERRUPTED: Final = 130
"""The user stopped the command."""
PIPE_CLOSED: Final = 141
"""What a shell reports of a program that a closed pipe ended."""
