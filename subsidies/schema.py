"""Closed pydantic models for data files, and the way from pydantic's errors to findings with positions."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from subsidies.errors import Finding, Position, suggestion
from subsidies.errors.finding import shown
from subsidies.source import Key, Source, dotted

NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
SCHEMA_VERSION: Final = 1


class Closed(BaseModel):
    """Base of every model of a data file: unknown keys are refused, nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True)


def refusal(kind: str, **context: str) -> PydanticCustomError:
    """An error of our catalogue raised inside a validator; ``allowed`` and ``suggestion`` may be given too."""
    return PydanticCustomError(kind, kind, context)  # type: ignore[arg-type]


def _name(value: str) -> str:
    if not NAME.fullmatch(value) or len(value) > 64:
        raise refusal("bad_name", found=shown(value) or "''", allowed="a-z, 0-9, _")
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise refusal("empty_text")
    return value


def _version(value: int) -> int:
    if value != SCHEMA_VERSION:
        raise refusal("unsupported_schema_version", found=str(value), allowed=str(SCHEMA_VERSION))
    return value


Name = Annotated[str, AfterValidator(_name)]
Text = Annotated[str, AfterValidator(_text)]
SchemaVersion = Annotated[int, AfterValidator(_version)]
Number = Annotated[int | Decimal, Field(union_mode="left_to_right")]


class Label(Closed):
    """A text in both languages."""

    zh: Text
    en: Text

    def __getitem__(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en


Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], source: Source, path: Key = ()) -> tuple[Model | None, list[Finding]]:
    """Validate the data of a source (or the part at a path); either the model or every finding."""
    data = source.data
    for part in path:
        data = data[part]
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, findings(error, model, source, data, path)


def findings(
    error: ValidationError, model: type[BaseModel], source: Source, data: Any, base: Key = ()
) -> list[Finding]:
    """Every error of a validation as findings, in the order of the file."""
    found: dict[tuple[Position | None, str, str], Finding] = {}
    for detail in error.errors(include_url=False):
        finding = _finding(detail, model, source, data, base)
        found.setdefault((finding.position, finding.path, finding.kind), finding)
    return sorted(found.values(), key=lambda item: (item.position or Position("")))


def _finding(
    detail: ErrorDetails, model: type[BaseModel], source: Source, data: Any, base: Key
) -> Finding:
    sort = detail["type"]
    path = _real_path(detail["loc"], data, missing=sort == "missing")
    full = (*base, *path)
    context = {key: str(value) for key, value in detail.get("ctx", {}).items()}
    if sort == "extra_forbidden":
        allowed = sorted(_fields(model, detail["loc"][:-1]))
        name = str(path[-1])
        return Finding(
            "unknown_key",
            source.position(full, key=True),
            dotted(full),
            {"found": shown(name)},
            ", ".join(allowed) if len(allowed) <= 12 else "",
            suggestion(name, allowed),
        )
    if sort == "missing":
        return Finding(
            "missing_key", source.position(full[:-1]), dotted(full[:-1]), {"found": str(detail["loc"][-1])}
        )
    position = source.position(full, key=bool(context.pop("at_key", "")))
    value = detail["input"]
    if sort in ("literal_error", "enum"):
        choices = re.findall(r"'([^']*)'", context.get("expected", ""))
        return Finding(
            "unknown_value",
            position,
            dotted(full),
            {"found": shown(value)},
            ", ".join(choices),
            suggestion(str(value), choices),
        )
    if sort == detail["msg"]:
        allowed_text, near = context.pop("allowed", ""), context.pop("suggestion", "")
        return Finding(sort, position, dotted(full), context, allowed_text, near)
    if sort in ("too_short", "list_too_short"):
        return Finding("empty_list", position, dotted(full))
    return Finding("wrong_type", position, dotted(full), {"expected": _expected(sort), "found": described(value)})


_EXPECTED: Final = {
    "string_type": "text",
    "int_type": "whole number",
    "int_from_float": "whole number",
    "bool_type": "true/false",
    "date_type": "date YYYY-MM-DD",
    "date_from_datetime_parsing": "date YYYY-MM-DD",
    "list_type": "list",
    "tuple_type": "list",
    "dict_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "decimal_type": "number",
    "is_instance_of": "number",
}


def _expected(sort: str) -> str:
    return _EXPECTED.get(sort, sort.replace("_", " "))


def described(value: Any) -> str:
    """A value and its sort, as messages name what was found."""
    sorts: tuple[tuple[Any, str], ...] = (
        (bool, "true/false"),
        (int, "number"),
        (Decimal, "number"),
        (str, "text"),
        (date, "date"),
    )
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "mapping"
    if isinstance(value, list | tuple):
        return "list"
    for kind, name in sorts:
        if isinstance(value, kind):
            return f"{name} {shown(value)}"
    return shown(type(value).__name__)


def _real_path(loc: Iterable[int | str], data: Any, *, missing: bool) -> Key:
    """The path in the data; pydantic's loc also names the members of unions."""
    path: list[str | int] = []
    node = data
    parts = list(loc)
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        if isinstance(node, Mapping) and part in node:
            node = node[part]
        elif isinstance(node, list | tuple) and isinstance(part, int) and part < len(node):
            node = node[part]
        elif not (missing and last):
            continue
        path.append(part)
    return tuple(path)


def _fields(model: Any, loc: Iterable[int | str]) -> set[str]:
    """Names of the fields that the model at a location allows."""
    current = _models(model)
    for part in loc:
        following: list[Any] = []
        for item in current:
            if isinstance(item, type) and issubclass(item, BaseModel):
                for name, info in item.model_fields.items():
                    if part in (name, info.alias):
                        following += _models(info.annotation)
            else:
                following += _models(item)
        current = following or current
    return {
        info.alias or name
        for item in current
        if isinstance(item, type) and issubclass(item, BaseModel)
        for name, info in item.model_fields.items()
    }


def _models(annotation: Any) -> list[Any]:
    """The models inside an annotation, through unions, lists, mappings and annotations."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    origin = get_origin(annotation)
    if origin in (Union, types.UnionType, Annotated, list, tuple, dict) or origin is not None:
        found: list[Any] = []
        for argument in get_args(annotation):
            found += _models(argument)
        return found
    return []
