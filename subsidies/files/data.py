"""Plain data in the place of a file: taken as if it had been read, and held to what a file can hold."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from subsidies.errors import Finding, InputError, Position
from subsidies.errors.finding import shown
from subsidies.files.characters import CONTROL, named
from subsidies.files.source import MAX_DEPTH, MAX_DIGITS, DataPath, Source, dotted


def of_data(data: Mapping[str, Any], file: str = "case") -> Source:
    """Plain data as if it had been read: messages show where a value stands by its path alone.

    The source has mappings and lists of its own (a tuple becomes a list), so whatever happens to ``data`` later does not reach
    it. Nothing else is converted: a float is no number, and is refused where a number is asked for.

    Raises :class:`InputError` with one finding for what no file could hold: keys that are not text, control characters, numbers
    that are not finite or too long, and data nested too deep (or in itself).
    """
    return Source(file, _taken(data, file, ()))


def _taken(value: Any, file: str, path: DataPath) -> Any:
    if len(path) > MAX_DEPTH:
        raise _refused("too_deep", file, path[:4], limit=str(MAX_DEPTH))
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise _refused("key_not_text", file, path, found=shown(key))
            _printable(key, file, path)
        return {key: _taken(below, file, (*path, key)) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [_taken(below, file, (*path, index)) for index, below in enumerate(value)]
    if isinstance(value, str):
        _printable(value, file, path)
    elif isinstance(value, int | Decimal):
        _computable(Decimal(value), file, path)
    return value


def _printable(text: str, file: str, path: DataPath) -> None:
    if found := CONTROL.search(text):
        raise _refused("control_character", file, path, found=named(found[0]))


def _computable(number: Decimal, file: str, path: DataPath) -> None:
    """Written out in full, as a file has to, a number must not be longer than one in a file may be."""
    if not number.is_finite():
        raise _refused("not_finite", file, path, found=shown(number))
    _, digits, exponent = number.as_tuple()
    length = len(digits) + int(exponent) if int(exponent) > 0 else max(len(digits), 1 - int(exponent))
    if length > MAX_DIGITS:
        raise _refused("number_too_long", file, path, found=str(length), limit=str(MAX_DIGITS))


def _refused(kind: str, file: str, path: DataPath, **context: str) -> InputError:
    return InputError(Finding(kind, Position(file), dotted(path), context))
