"""Words for the vocabularies that tests make up: what is not called anything is called by its name."""

from __future__ import annotations

from typing import Any


def label(name: str) -> dict[str, str]:
    """The same in both languages."""
    return {"zh": name, "en": name}


def called_by_name(entities: dict[str, Any]) -> dict[str, Any]:
    """Entities as a vocabulary has them: each, and each relation and fact of theirs, with a label."""
    return {name: _called(name, entity) for name, entity in entities.items()}


def _called(name: str, entity: dict[str, Any]) -> dict[str, Any]:
    said = {"label": label(name), **entity}
    for section in ("relations", "facts"):
        if section in entity:
            said[section] = {key: {"label": label(key), **item} for key, item in entity[section].items()}
    return said
