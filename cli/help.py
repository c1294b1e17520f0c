"""Commands whose help is shown in the language of the user, and whose errors are findings, never tracebacks."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from typer.core import TyperCommand, TyperGroup

from subsidies.i18n import N_, Language, translate
from subsidies.punctuation import JOINTS
from subsidies_cli import language
from subsidies_cli.ending import ended
from subsidies_cli.output import prepare_streams
from subsidies_cli.usage import in_words

USAGE = N_("Usage")
ARGUMENTS = N_("Arguments")
OPTIONS = N_("Options")
COMMANDS = N_("Commands")
OPTIONS_WORD = N_("[OPTIONS]")
COMMAND_WORD = N_("COMMAND …")
SHOW_HELP = N_("Show this help.")
WIDTH = 80
FIRST_COLUMN = 26


class Command(TyperCommand):
    """A command with help in the language of the user."""

    def get_usage(self, ctx: Any) -> str:
        """The line that stands above help and usage errors."""
        return _usage(self, ctx, _language(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of this command."""
        formatter.write(_help(self, ctx, _language(ctx)))


class Group(TyperGroup):
    """A group of commands; the outermost one turns the library's errors into lines on standard error."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run the command line."""
        prepare_streams()
        self.lang: Language = language.of_arguments(sys.argv[1:] if args is None else list(args))
        return super().main(args, *rest, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run a command; errors of the library end it with their own exit code and nothing on standard output."""
        if ctx.parent is not None:
            return super().invoke(ctx)
        with in_words(self.lang):
            return ended(super().invoke, ctx, self.lang)

    def make_context(self, info_name: Any, args: Any, parent: Any = None, **extra: Any) -> Any:
        """Read the arguments of the whole command line, or of a group."""
        if parent is not None:
            return super().make_context(info_name, args, parent, **extra)
        # Whoever only asks whether a command line is understood has not begun to run it.
        with in_words(getattr(self, "lang", None) or language.of_arguments(list(args))):
            return super().make_context(info_name, args, parent, **extra)

    def _main_shell_completion(self, *_: Any, **__: Any) -> None:
        # Nothing completes: the parser would still answer a variable of the shell, in English.
        return

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that arguments begin with.

        Raises the :class:`UsageError` of the library for one that is not there.
        """
        if args and self.get_command(ctx, args[0]) is None:
            from subsidies.errors import Finding, UsageError, suggestion
            from subsidies.errors.finding import shown

            known = self.list_commands(ctx)
            near = suggestion(args[0], known)
            context = {"found": shown(args[0])}
            raise UsageError(
                Finding("no_such_command", context=context, allowed="" if near else ", ".join(known), suggestion=near)
            )
        return super().resolve_command(ctx, args)

    def get_usage(self, ctx: Any) -> str:
        """The line that stands above help and usage errors."""
        return _usage(self, ctx, _language(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of this group."""
        formatter.write(_help(self, ctx, _language(ctx)))


def _language(ctx: Any) -> Language:
    root = ctx.find_root().command
    return getattr(root, "lang", None) or language.chosen()


def _usage(command: Any, ctx: Any, lang: Language) -> str:
    words = [ctx.command_path, translate(OPTIONS_WORD, lang)]
    words += [param.metavar or param.name for param in command.params if param.param_type_name == "argument"]
    if isinstance(command, TyperGroup):
        words.append(translate(COMMAND_WORD, lang))
    return f"{translate(USAGE, lang)}{JOINTS[lang].colon}{' '.join(words)}"


def _help(command: Any, ctx: Any, lang: Language) -> str:
    text = f"{_usage(command, ctx, lang)}\n\n{_paragraphs(translate(command.help, lang))}"
    arguments: list[tuple[str, str]] = []
    options: list[tuple[str, str]] = []
    for param in command.get_params(ctx):
        if param.param_type_name == "argument":
            arguments.append((param.metavar or param.name, translate(param.help, lang)))
        elif "--help" in param.opts:
            options.append((", ".join(param.opts), translate(SHOW_HELP, lang)))
        else:
            options.append((_option(param), translate(param.help or "", lang)))
    text += _rows(translate(ARGUMENTS, lang), arguments) + _rows(translate(OPTIONS, lang), options)
    if isinstance(command, TyperGroup):
        rows = [(name, translate(item.short_help or item.help or "", lang)) for name, item in command.commands.items()]
        text += _rows(translate(COMMANDS, lang), [(name, _first(help_)) for name, help_ in rows])
    if command.epilog:
        text += "\n" + _paragraphs(translate(command.epilog, lang))
    return text


def _option(param: Any) -> str:
    """An option with what follows it: ``--on DATE``, ``--format table|json|markdown``."""
    names = ", ".join(param.opts)
    if param.is_flag:
        return names
    sort = getattr(param, "type_descriptor", None) or getattr(param, "type", None)
    choices = getattr(sort, "choices", None)
    what = param.metavar or "|".join(str(getattr(choice, "value", choice)) for choice in choices or ["TEXT"])
    return f"{names} {what}"


def _first(text: str) -> str:
    return text.split("\n")[0]


def _paragraphs(text: str) -> str:
    from subsidies_cli.wrap import wrapped

    lines = text.splitlines()
    return "".join(f"{line[start:end]}\n" for line in lines for start, end in wrapped(line, WIDTH))


def _rows(title: str, rows: list[tuple[str, str]]) -> str:
    """Names and explanations in two columns; a long name stands on a line of its own."""
    from subsidies_cli.wrap import wrapped

    if not rows:
        return ""
    column = min(FIRST_COLUMN, 4 + max(len(name) for name, _ in rows))
    text = f"\n{title}\n"
    for name, help_ in rows:
        lines = [help_[start:end] for start, end in wrapped(help_, WIDTH - column)]
        head = f"  {name}"
        if len(head) + 2 > column:
            text += f"{head}\n"
        else:
            text += f"{head.ljust(column)}{lines.pop(0)}\n"
        text += "".join(f"{' ' * column}{line}\n" for line in lines)
    return text
