"""Digests of data: SHA-256 of a canonical form, the same on every machine and for every layout of the file."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any


def canonical(data: Any) -> str:
    """The canonical JSON text of plain data: sorted keys, numbers without trailing zeros, dates as YYYY-MM-DD."""
    return json.dumps(plain(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(data: Any) -> str:
    """SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()


def plain(data: Any) -> Any:
    """The data with nothing but what JSON has, numbers and dates marked as such; plain data stay as they are."""
    if isinstance(data, dict):
        return {str(key): plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [plain(value) for value in data]
    if isinstance(data, Decimal):
        number = data.normalize()
        return {"decimal": format(number, "f")} if number % 1 else int(number)
    if isinstance(data, Fraction):
        return {"fraction": f"{data.numerator}/{data.denominator}"}
    if isinstance(data, date):
        return {"date": data.isoformat()}
    return data
