"""Ids of clauses and limits, and the order in which people count them."""

from __future__ import annotations

import re
from functools import cache


@cache
def natural(id_: str) -> tuple[tuple[int, str], ...]:
    """The key by which ids sort as people count: 2.1 before 10.1. Ties never depend on the order of a file."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", id_))
