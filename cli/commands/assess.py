"""``subsidies assess``: what a case is entitled to."""

from __future__ import annotations

import typer

from subsidies_cli.asked import Options, answer, language, stated
from subsidies_cli.options import (
    AsOf,
    CaseFile,
    Encoded,
    Encoding,
    Full,
    KnownOn,
    Language,
    On,
    Output,
    Policies,
    Rates,
    Readings,
    Rulesets,
    Sections,
    Year,
)
from subsidies_cli.output import Format, emit, json_text, rendered


def assess(
    ctx: typer.Context,
    case: CaseFile,
    encoding: Encoded = Encoding.UTF_8,
    on: On = None,
    year: Year = None,
    known_on: KnownOn = None,
    policy: Policies = None,
    version: AsOf = None,
    rates: Rates = None,
    reading: Readings = None,
    rulesets: Rulesets = None,
    full: Full = False,
    section: Sections = None,
    format_: Output = Format.TABLE,
    lang: Language = None,
) -> None:
    """Show what a case is entitled to."""
    speaking = language(ctx, lang)
    said = (on, year, known_on, policy or [], rulesets, version)
    found = answer(case, Options(*said, rates=rates, readings=reading or [], encoding=encoding.value), speaking)
    if format_ is Format.JSON:
        from subsidies.advice import later_losses
        from subsidies.documents import to_dict

        losses = later_losses(found.law, found.determination)
        # No locale and no variable changes what a program reads: words stand in it only where the command line asks for them.
        text = json_text(to_dict(found.determination, found.law, losses=losses, lang=stated(ctx, lang)))
        emit("".join(f"{note}\n" for note in found.notes), error=True)
    else:
        from subsidies_cli.desk.screen import screen
        from subsidies_cli.pages.assessment import page

        shown = page(found, speaking, section or ()) if full or section else screen(found, speaking)
        text = rendered(shown, format_)
    emit(text)
