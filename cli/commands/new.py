"""``subsidies new``: a case to be filled in."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from subsidies.i18n import N_
from subsidies_cli.asked import catalogue, date_if_given, language
from subsidies_cli.options import Language, Policies, Rulesets
from subsidies_cli.output import emit

WHO = N_("Who asks: household, enterprise …, or 家庭, 企业 …; without it whom most clauses are for.")
WHERE = N_("Code or name of the place; without it the one that most policies are of.")
WHEN = N_("Day on which the question is put; without it today.")
WHOLE = N_("Also list what matters only for what other offices and documents decide.")
FILE = N_("File to write; without it standard output. None is written over.")

Kind = Annotated[str | None, typer.Argument(metavar="[KIND]", help=WHO)]
Place = Annotated[str | None, typer.Option("--place", metavar="PLACE", help=WHERE)]
Day = Annotated[str | None, typer.Option("--on", metavar="DATE", help=WHEN)]
Every = Annotated[bool, typer.Option("--all", help=WHOLE)]
Into = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help=FILE)]


def new(
    ctx: typer.Context,
    kind: Kind = None,
    place: Place = None,
    on: Day = None,
    policy: Policies = None,
    every: Every = False,
    output: Into = None,
    rulesets: Rulesets = None,
    lang: Language = None,
) -> None:
    """Write a case with a comment line for each fact that can matter."""
    from subsidies.advice import applicant, blank_case

    rules = catalogue(rulesets)
    day = date_if_given(on) or datetime.now().astimezone().date()
    at = rules.main_place if place is None else rules.place_named(place)
    law = rules.law(policy or rules.policies_at(at))
    text = blank_case(applicant(law, kind), rules.world.jurisdictions, at, day, language(ctx, lang), every=every)
    if output is None:
        emit(text)
    else:
        _write(output, text)


def _write(path: Path, text: str) -> None:
    """Raises :class:`UsageError` where there is something already, or nothing can be written."""
    from subsidies.errors import Finding, UsageError
    from subsidies.files.disk import unwritable

    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise UsageError(Finding("file_exists", context={"found": str(path)})) from None
    except OSError as error:
        raise unwritable(path, error) from None
