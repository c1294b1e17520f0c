"""How a command ends: errors become lines on standard error, each kind with the exit code of its own; never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import typer

from subsidies.i18n import N_, Language, translate
from subsidies_cli.exit_codes import INTERRUPTED
from subsidies_cli.output import emit

ABORTED = N_("Broken off: nothing was done.")


def ended(run: Callable[[Any], Any], ctx: Any, lang: Language) -> Any:
    """Run a command; an error of the library ends it with its exit code and nothing on standard output."""
    try:
        return run(ctx)
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except (EOFError, typer.Abort):
        emit(translate(ABORTED, lang) + "\n", error=True)
        raise typer.Exit(INTERRUPTED) from None
    except Exception as error:
        from subsidies.errors import SubsidiesError

        if not isinstance(error, SubsidiesError):
            raise
        emit(error.message(lang) + "\n", error=True)
        raise typer.Exit(error.exit_code) from None
