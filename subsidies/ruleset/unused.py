"""Figures, definitions, readings and alternatives to these that nothing in a ruleset uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from subsidies.errors import Finding
from subsidies.ruleset.checks import Parts
from subsidies.ruleset.unwritten import unwritten


def unused(parts: Parts) -> list[Finding]:
    """Every finding of these checks; none while something is still to be written, which may use anything."""
    return [] if unwritten(parts.source) else [*_unused(parts), *_unused_readings(parts)]


def _unused(parts: Parts) -> Iterator[Finding]:
    texts = list(_texts(parts.source.data)) if parts.faulty else []

    def used(name: str) -> bool:
        return any(re.search(rf"\b{name}\b", text) for text in texts)

    for name in sorted(parts.model.parameters.keys() - parts.used_parameters):
        if used(f"p.{name}"):
            continue
        yield parts.finding("unused_parameter", ("parameters", name), key=True, found=name)
    for name, item in parts.model.definitions.items():
        if (item.for_, name) not in parts.used_definitions and item.clause is None and not used(name):
            yield parts.finding("unused_definition", ("definitions", name), key=True, found=name)


def _unused_readings(parts: Parts) -> Iterator[Finding]:
    if parts.faulty:
        return
    sections = {key: value for key, value in parts.source.data.items() if key != "readings"}
    named = set(_readings(sections))
    for name, reading in parts.model.readings.items():
        # Of one with a warning is said that nobody sees the warning.
        if name not in named and reading.warning is None:
            yield parts.finding("unused_reading", ("readings", name), key=True, found=name)
        for other in reading.alternatives:
            if (name, other) not in parts.used_alternatives:
                yield parts.finding("unused_alternative", ("readings", name, "alternatives", other), key=True, found=other)


def _readings(data: Any) -> Iterator[str]:
    """Every reading that something in a file rests on."""
    if isinstance(data, dict):
        for key, item in data.items():
            if key == "reading":
                yield str(item)
            elif key in ("readings", "rests_on") and isinstance(item, list):
                yield from item
            else:
                yield from _readings(item)
    elif isinstance(data, list):
        for item in data:
            yield from _readings(item)


def _texts(data: Any) -> Iterator[str]:
    """Every text in a file."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _texts(item)
