"""How clauses, policies and versions are named, and the order of their names."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Final

from pydantic import AfterValidator

from subsidies.errors.finding import shown
from subsidies.files.schema import refusal

CLAUSE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]*")
POLICY: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VERSION: Final = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")
CLAUSES: Final = "12.1, 2.1a, …"
LIMITS: Final = "three-years, one-per-course, …"
POLICIES: Final = "xixia-jobs-2023, …"
"""Examples of ids."""
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


def matching(pattern: re.Pattern[str], allowed: str) -> AfterValidator:
    """Refuses what a pattern does not match; ``allowed`` are examples."""

    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise refusal("bad_name", found=shown(value), allowed=allowed)
        return value

    return AfterValidator(check)


ClauseId = Annotated[str, matching(CLAUSE, CLAUSES)]
LimitId = Annotated[str, matching(CLAUSE, LIMITS)]
PolicyId = Annotated[str, matching(POLICY, POLICIES)]
Version = Annotated[str, matching(_VERSION, "1.0.0, …")]
Digest = Annotated[str, matching(_SHA256, "SHA-256")]


@cache
def natural(id_: str) -> tuple[tuple[int, str], ...]:
    """The key by which ids sort as people count: 2.1 before 10.1. Ties never depend on the order of a file."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", id_))
