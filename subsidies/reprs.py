"""What is printed of a value of ours: one line, however much it holds."""

from __future__ import annotations

import dataclasses
from reprlib import Repr
from typing import Any, Final, TypeVar

LONGEST: Final = 200
"""So many characters at most."""
_FEW: Final = 3
_SHORT: Final = 60
_T = TypeVar("_T")


def _limited() -> Repr:
    """What shows the values of fields: a few members of what holds many, and of each only the beginning."""
    limited = Repr()
    limited.maxlevel = 2
    limited.maxtuple = limited.maxlist = limited.maxdict = limited.maxset = limited.maxfrozenset = _FEW
    limited.maxstring = limited.maxother = _SHORT
    return limited


_LIMITED: Final = _limited()


def cut(text: str) -> str:
    """The beginning of a line that is too long, with the sign that closes it."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 2]}…{text[-1]}"


def brief(value: Any) -> str:
    """The value of a field: a few members of what holds many, and of each only the beginning."""
    return _LIMITED.repr(value)


def one_line(made: type[_T]) -> type[_T]:
    """Lets a dataclass or a named tuple print its name and its fields, as far as one line takes them."""

    def __repr__(self: Any) -> str:
        names = getattr(self, "_fields", None) or [field.name for field in dataclasses.fields(self) if field.repr]
        text = f"{type(self).__name__}("
        for number, name in enumerate(names):
            if len(text) > LONGEST:
                break
            text += f"{', ' if number else ''}{name}={brief(getattr(self, name))}"
        return cut(f"{text})")

    made.__repr__ = __repr__  # type: ignore[method-assign]
    return made
