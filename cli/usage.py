"""What is wrong with a command line, in the language of the user: the parser itself speaks English alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

import typer

from subsidies.i18n import N_, Language, translate
from subsidies.punctuation import JOINTS
from subsidies_cli.output import emit

if TYPE_CHECKING:
    from subsidies.errors import Finding

WRONG_USAGE: Final[type[Any]] = typer.BadParameter.__mro__[1]
"""What the parser raises for every command line that it cannot take; not exported under a name of its own."""
TRY_HELP: Final = N_("More: {command} --help")
_EXTRA: Final = re.compile(r"extra argument.*\((?P<extra>.*)\)$")
_NO_VALUE: Final = re.compile(r"does not take a value")
_NOT_READABLE: Final = re.compile(r"^\w+ '(?P<path>.*)' is not readable\.$")
_NO_COMMAND: Final = re.compile(r"^Missing command")


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
        lines = [finding.message(lang)]
        if error.ctx is not None:
            more = translate(TRY_HELP, lang).format(command=error.ctx.command_path)
            lines = [error.ctx.get_usage(), more, "", *lines]
        emit("\n".join(lines) + "\n", error=True)

    return show


def _finding(error: Any) -> Finding:
    """The finding that an error of the parser stands for; one that nobody has words for is quoted."""
    from subsidies.errors import Finding, Position, suggestion
    from subsidies.errors.finding import Phrase, shown
    from subsidies.files.disk import NOT_PERMITTED

    kind, param = type(error).__name__, getattr(error, "param", None)
    if kind == "NoSuchOption":
        known = [name for one in error.ctx.command.params for name in one.opts if name.startswith("-")] if error.ctx else []
        return Finding(
            "no_such_option", context={"found": shown(error.option_name)}, suggestion=suggestion(error.option_name, known)
        )
    if kind == "MissingParameter" and param is not None:
        return Finding("argument_missing", context={"found": param.metavar or param.opts[0]})
    if kind == "BadOptionUsage":
        alone = _NO_VALUE.search(error.message)
        return Finding("option_takes_no_value" if alone else "option_without_value", context={"found": error.option_name})
    if kind == "BadParameter" and param is not None and (unreadable := _NOT_READABLE.match(error.message)):
        return Finding("file_unreadable", Position(unreadable["path"]), context={"reason": Phrase(NOT_PERMITTED)})
    if _NO_COMMAND.match(error.message) and error.ctx is not None:
        return Finding("command_missing", allowed=JOINTS["en"].comma.join(error.ctx.command.list_commands(error.ctx)))
    if kind == "BadParameter" and param is not None and hasattr(error.__cause__, "errors"):
        value = str(error.__cause__.errors()[0]["input"])
        allowed = _allowed(param)
        near = suggestion(value, allowed)
        context = {"option": param.opts[0], "found": shown(value)}
        return Finding("option_value", context=context, allowed="" if near else JOINTS["en"].comma.join(allowed), suggestion=near)
    if extra := _EXTRA.search(error.message):
        return Finding("argument_too_many", context={"found": shown(extra["extra"])})
    return Finding("command_line", context={"reason": shown(error.format_message())})


def _allowed(param: Any) -> list[str]:
    """What an option takes, as far as its declaration says so."""
    sort = getattr(getattr(param, "type_descriptor", None), "annotation", None)
    if isinstance(sort, type) and issubclass(sort, Enum):
        return [str(item.value) for item in sort]
    low, high = getattr(param, "min", None), getattr(param, "max", None)
    return [f"{low}–{high}"] if low is not None and high is not None else []
