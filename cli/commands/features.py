"""``subsidies features``: the law as policy staff review it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from subsidies.i18n import N_
from subsidies_cli.asked import catalogue, language
from subsidies_cli.options import Language, Output, Policies, Rulesets
from subsidies_cli.output import Format, emit, json_text, rendered

DEFAULT_FOLDER = Path("features")
FOLDER = N_("Folder of features, or one file; without it the folder features where you are.")

Folder = Annotated[Path | None, typer.Argument(metavar="[FOLDER]", help=FOLDER)]


def run(
    ctx: typer.Context,
    folder: Folder = None,
    policy: Policies = None,
    rulesets: Rulesets = None,
    format_: Output = Format.TABLE,
    lang: Language = None,
) -> None:
    """Run features and show what is not so."""
    start = time.perf_counter()
    from subsidies.scenarios import read_features, run_features

    root = folder or DEFAULT_FOLDER
    rules = catalogue(rulesets)
    ran = run_features(read_features(root, rules, policy or []), rules)
    if format_ is Format.JSON:
        from subsidies.scenarios.report import document

        text = json_text(document(root, ran))
    else:
        from subsidies_cli.pages.scenarios import page

        text = rendered(page(root, ran, rules, time.perf_counter() - start, language(ctx, lang)), format_)
    emit(text)
    if any(one.failures for one in ran):
        raise typer.Exit(1)
