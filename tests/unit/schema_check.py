"""As much of JSON Schema as the schemas of the documents use; whatever else one says is refused, not passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "null": lambda value: value is None,
}
FORMATS = {"date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")}
SAYS_NOTHING = {"$schema", "$defs", "title", "description", "default"}


def faults(value: Any, schema: dict[str, Any], root: dict[str, Any], path: str = "$") -> Iterator[str]:
    """Every place where a value is not as a schema says."""
    for word, said in schema.items():
        if word in SAYS_NOTHING or word in ("required", "additionalProperties", "maxItems", "minItems", "minProperties"):
            continue
        if word == "$ref":
            yield from faults(value, _referred(root, said), root, path)
        elif word == "type":
            if not any(TYPES[one](value) for one in ([said] if isinstance(said, str) else said)):
                yield f"{path}: no {said}"
        elif word == "pattern":
            if isinstance(value, str) and not re.search(said, value):
                yield f"{path}: not like {said}"
        elif word == "format":
            if isinstance(value, str) and not FORMATS[said].fullmatch(value):
                yield f"{path}: no {said}"
        elif word in ("minimum", "maximum"):
            if TYPES["number"](value) and (value < said if word == "minimum" else value > said):
                yield f"{path}: {word} is {said}"
        elif word == "const":
            if value != said or isinstance(value, bool):
                yield f"{path}: not {said}"
        elif word == "enum":
            if value not in said:
                yield f"{path}: none of {said}"
        elif word == "anyOf":
            if all(list(faults(value, one, root, path)) for one in said):
                yield f"{path}: nothing of what may stand here"
        elif word == "allOf":
            for one in said:
                yield from faults(value, one, root, path)
        elif word == "oneOf":
            if sum(not list(faults(value, one, root, path)) for one in said) != 1:
                yield f"{path}: not exactly one of what may stand here"
        elif word == "items":
            for index, item in enumerate(value if isinstance(value, list) else ()):
                yield from faults(item, said, root, f"{path}[{index}]")
        elif word == "prefixItems":
            for index, (item, one) in enumerate(zip(value, said, strict=False)):
                yield from faults(item, one, root, f"{path}[{index}]")
        elif word == "properties":
            for name in said.keys() & (value.keys() if isinstance(value, dict) else ()):
                yield from faults(value[name], said[name], root, f"{path}.{name}")
        else:
            raise ValueError(f"{path}: the schema says {word}")
    if isinstance(value, dict):
        if len(value) < schema.get("minProperties", 0):
            yield f"{path}: says nothing"
        yield from (f"{path}: {name} is missing" for name in schema.get("required", ()) if name not in value)
        if schema.get("additionalProperties") is False:
            yield from (f"{path}: {name} is unknown" for name in value if name not in schema["properties"])
        elif isinstance(others := schema.get("additionalProperties"), dict):
            for name in value.keys() - schema.get("properties", {}).keys():
                yield from faults(value[name], others, root, f"{path}.{name}")
    if isinstance(value, list) and not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{path}: {len(value)} items"


def _referred(root: dict[str, Any], pointer: str) -> dict[str, Any]:
    """What a reference within the schema leads to."""
    node: Any = root
    for part in pointer.removeprefix("#/").split("/"):
        node = node[int(part)] if isinstance(node, list) else node[part]
    return dict(node)
