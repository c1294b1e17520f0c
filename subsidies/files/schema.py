"""Closed pydantic models for data files, and the way from pydantic's errors to findings with positions."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any, Final, TypeVar, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError
from typing_extensions import TypeAliasType

from subsidies.errors import Finding, suggestion
from subsidies.errors.finding import in_order, shown
from subsidies.errors.values import DATE, LIST, MAPPING, NUMBER, TEXT, TRUTH, WHOLE_NUMBER, described, either, meant
from subsidies.files.source import DataPath, Source, dotted
from subsidies.punctuation import JOINTS

NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
SCHEMA_VERSION: Final = 1
_ADDED: Final = re.compile("|".join(re.escape(sign) for joints in JOINTS.values() for sign in (joints.opening, joints.pause)))


class Closed(BaseModel):
    """Base of every model of a data file: unknown keys are refused, nothing is converted silently."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True, defer_build=True)


def refusal(kind: str, **context: str) -> PydanticCustomError:
    """An error of our catalogue raised inside a validator; ``allowed`` and ``suggestion`` may be given too."""
    return PydanticCustomError(kind, kind, context)


def wrong_type(expected: str, value: Any) -> PydanticCustomError:
    """The error for a value of the wrong sort."""
    return refusal("wrong_type", expected=expected, found=described(value), suggestion=meant(expected, value))


def valid_name(value: str) -> str:
    """The value, if it is a name; raises the error of one that is none."""
    if not NAME.fullmatch(value) or len(value) > 64:
        raise refusal("bad_name", found=shown(value), allowed="a-z, 0-9, _")
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise refusal("empty_text")
    return value


def _no_figure(value: Any) -> Any:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        raise refusal("bare_figure", found=shown(value))
    return value


def _version(value: int) -> int:
    if value != SCHEMA_VERSION:
        raise refusal("unsupported_schema_version", found=str(value), allowed=str(SCHEMA_VERSION))
    return value


Name = Annotated[str, AfterValidator(valid_name)]
Text = Annotated[str, AfterValidator(_text)]
Formula = Annotated[Text, BeforeValidator(_no_figure)]
"""An expression: a figure of the law stands in it by the name of its parameter."""
SchemaVersion = Annotated[int, AfterValidator(_version)]
Number = Annotated[int | Decimal, Field(union_mode="left_to_right")]


class Label(Closed):
    """A text in both languages."""

    zh: Text
    en: Text

    def __getitem__(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en

    def brief(self, lang: str) -> str:
        """The text without what is added to it in brackets or after a comma."""
        return _ADDED.split(self[lang], maxsplit=1)[0]


Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], source: Source, path: DataPath = ()) -> tuple[Model | None, list[Finding]]:
    """Validate the data of a source (or the part at a path); either the model or every finding."""
    data = source.data
    for part in path:
        data = data[part]
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, findings(error, model, source, data, path)


def findings(error: ValidationError, model: type[BaseModel], source: Source, data: Any, base: DataPath = ()) -> list[Finding]:
    """Every error of a validation as findings, in the order of the file."""
    found: dict[tuple[DataPath, str], Finding] = {}
    for detail in error.errors(include_url=False):
        path = (*base, *_real_path(detail["loc"], data, missing=detail["type"] == "missing"))
        finding = _finding(detail, model, source, path)
        first = found.pop((path, finding.kind), None)
        if first is not None:
            if finding.kind == "wrong_type":
                expected = either(first.context["expected"], finding.context["expected"])
                near = finding.suggestion if finding.suggestion == first.suggestion else ""
                finding = replace(finding, context={**finding.context, "expected": expected}, suggestion=near)
            else:
                finding = first
        found[path, finding.kind] = finding
    return in_order(item for key, item in found.items() if not _superseded(key, found))


def _superseded(key: tuple[DataPath, str], found: Iterable[tuple[DataPath, str]]) -> bool:
    """Whether a value is called the wrong sort only because of another form that the place could take."""
    path, kind = key
    return kind == "wrong_type" and any(other[: len(path)] == path and (other, sort) != key for other, sort in found)


def _finding(detail: ErrorDetails, model: type[BaseModel], source: Source, full: DataPath) -> Finding:
    sort = detail["type"]
    context = {key: value if isinstance(value, str) else str(value) for key, value in detail.get("ctx", {}).items()}
    if sort == "extra_forbidden":
        allowed = sorted(_fields(model, detail["loc"][:-1]))
        name = str(full[-1])
        return Finding(
            "unknown_key",
            source.position(full, key=True),
            dotted(full),
            {"found": shown(name)},
            ", ".join(allowed) if len(allowed) <= 12 else "",
            suggestion(name, allowed),
        )
    if sort == "missing":
        return Finding("missing_key", source.position(full[:-1]), dotted(full[:-1]), {"found": str(detail["loc"][-1])})
    position = source.position(full, key="[key]" in detail["loc"])
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
    if sort == "too_short":
        counts = {"found": context["actual_length"], "low": context["min_length"]}
        return Finding("too_few", position, dotted(full), counts)
    if sort in ("greater_than_equal", "less_than_equal"):
        limits = {"low": "-∞", "high": "∞", **_limits(model, detail["loc"])}
        return Finding("out_of_range", position, dotted(full), {"found": shown(value), **limits})
    expected = _EXPECTED.get(sort, detail["msg"])
    context = {"expected": expected, "found": described(value)}
    return Finding("wrong_type", position, dotted(full), context, suggestion=meant(expected, value))


_EXPECTED: Final = {
    "string_type": TEXT,
    "int_type": WHOLE_NUMBER,
    "bool_type": TRUTH,
    "date_type": DATE,
    "list_type": LIST,
    "tuple_type": LIST,
    "dict_type": MAPPING,
    "model_type": MAPPING,
    "is_instance_of": NUMBER,
}
"""What pydantic's error for a wrong sort asks for. The models are strict, so nothing else can be wrong about a sort."""


def _real_path(loc: Iterable[int | str], data: Any, *, missing: bool) -> DataPath:
    """The path in the data; pydantic's loc also names the members of unions."""
    path: list[str | int] = []
    node = data
    parts = list(loc)
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        if isinstance(node, Mapping) and part in node:
            node = node[str(part)]
        elif isinstance(node, list | tuple) and isinstance(part, int) and part < len(node):
            node = node[part]
        elif not (missing and last):
            continue
        path.append(part)
    return tuple(path)


def _fields(model: Any, loc: Iterable[int | str]) -> set[str]:
    """Names of the fields that the model at a location allows."""
    return {
        info.alias or name
        for item in _models_at(model, loc)
        if isinstance(item, type) and issubclass(item, BaseModel)
        for name, info in item.model_fields.items()
    }


def _limits(model: Any, loc: Sequence[int | str]) -> dict[str, str]:
    """The least and the greatest value of the field at a location, as far as it has them: pydantic tells only the one passed."""
    found: dict[str, str] = {}
    for item in _models_at(model, loc[:-1]):
        if isinstance(item, type) and issubclass(item, BaseModel):
            for name, info in item.model_fields.items():
                if loc[-1] in (name, info.alias):
                    for limit in (*info.metadata, *_metadata(info.annotation)):
                        ends = {"low": getattr(limit, "ge", None), "high": getattr(limit, "le", None)}
                        found |= {end: str(value) for end, value in ends.items() if value is not None}
    return found


def _metadata(annotation: Any) -> Iterator[Any]:
    """What stands beside the types inside an annotation."""
    for item in get_args(annotation):
        yield from getattr(item, "metadata", (item,))
        yield from _metadata(item)


def _models_at(model: Any, loc: Iterable[int | str]) -> list[Any]:
    """The models at a location, or what stands there instead."""
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
    return current


def _models(annotation: Any) -> list[Any]:
    """The models inside an annotation, through unions, lists, mappings and annotations."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    origin = get_origin(annotation)
    if isinstance(annotation, TypeAliasType):
        return _models(annotation.__value__)
    if origin in (Union, types.UnionType, Annotated, list, tuple, dict) or origin is not None:
        found: list[Any] = []
        for argument in get_args(annotation):
            found += _models(argument)
        return found
    return []
