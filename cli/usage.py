"""What is wrong with a command line, in the language of the user: the parser itself speaks English alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any, Final

import typer

from subsidies.i18n import N_, Language, translate
from subsidies.punctuation import JOINTS
from subsidies_cli.output import emit

WRONG_USAGE: Final[type[Any]] = typer.BadParameter.__mro__[1]
"""What the parser raises for every command line that it cannot take; not exported under a name of its own."""
TRY_HELP: Final = N_("More: {command} --help")
_EXTRA: Final = re.compile(r"extra argument.*\((?P<extra>.*)\)$")


@contextmanager
def in_words(lang: Language) -> Iterator[None]:
    """What the parser finds wrong inside is told in a language."""
    try:
        yield
    except WRONG_USAGE as error:
        # A group without a command shows its help instead, which has its words already.
        if type(error).show is WRONG_USAGE.show:
            error.show = _shown(error, lang)
        raise


def _shown(error: Any, lang: Language) -> Callable[..., None]:
    def show(file: Any = None) -> None:
        finding = _finding(error)
        lines = [error.format_message() if finding is None else finding.message(lang)]
        if error.ctx is not None:
            more = translate(TRY_HELP, lang).format(command=error.ctx.command_path)
            lines = [error.ctx.get_usage(), more, "", *lines]
        emit("\n".join(lines) + "\n", error=True)

    return show


def _finding(error: Any) -> Any:
    """The finding that an error of the parser stands for; None for one that nobody has words for."""
    from subsidies.errors import Finding, suggestion
    from subsidies.errors.finding import shown

    kind, param = type(error).__name__, getattr(error, "param", None)
    if kind == "NoSuchOption":
        known = [name for one in error.ctx.command.params for name in one.opts if name.startswith("-")] if error.ctx else []
        return Finding(
            "no_such_option", context={"found": shown(error.option_name)}, suggestion=suggestion(error.option_name, known)
        )
    if kind == "MissingParameter" and param is not None:
        return Finding("argument_missing", context={"found": param.metavar or param.opts[0]})
    if kind == "BadOptionUsage":
        return Finding("option_without_value", context={"found": error.option_name})
    if kind == "BadParameter" and param is not None and hasattr(error.__cause__, "errors"):
        value = str(error.__cause__.errors()[0]["input"])
        allowed = _allowed(param)
        near = suggestion(value, allowed)
        context = {"option": param.opts[0], "found": shown(value)}
        return Finding("option_value", context=context, allowed="" if near else JOINTS["en"].comma.join(allowed), suggestion=near)
    extra = _EXTRA.search(error.message)
    return None if extra is None else Finding("argument_too_many", context={"found": shown(extra["extra"])})


def _allowed(param: Any) -> list[str]:
    """What an option takes, as far as its declaration says so."""
    sort = getattr(getattr(param, "type_descriptor", None), "annotation", None)
    if isinstance(sort, type) and issubclass(sort, Enum):
        return [str(item.value) for item in sort]
    low, high = getattr(param, "min", None), getattr(param, "max", None)
    return [f"{low}–{high}"] if low is not None and high is not None else []
