"""``subsidies missing``: which unknowns can still change something, and what each is worth."""

from __future__ import annotations

import typer

from subsidies_cli.asked import Options, answer, language
from subsidies_cli.options import (
    AsOf,
    CaseFile,
    Encoded,
    Encoding,
    FullList,
    KnownOn,
    Language,
    On,
    Output,
    Policies,
    Rates,
    Readings,
    Rulesets,
    Year,
)
from subsidies_cli.output import Format, emit, json_text, rendered


def missing(
    ctx: typer.Context,
    case: CaseFile,
    encoding: Encoded = Encoding.UTF_8,
    full: FullList = False,
    on: On = None,
    year: Year = None,
    known_on: KnownOn = None,
    policy: Policies = None,
    version: AsOf = None,
    rates: Rates = None,
    reading: Readings = None,
    rulesets: Rulesets = None,
    format_: Output = Format.TABLE,
    lang: Language = None,
) -> None:
    """Show what is still to be found out."""
    speaking = language(ctx, lang)
    said = (on, year, known_on, policy or [], rulesets, version)
    found = answer(case, Options(*said, rates=rates, readings=reading or [], encoding=encoding.value), speaking)
    if format_ is Format.JSON:
        from subsidies.advice import asking
        from subsidies.documents.missing_json import missing_to_dict

        text = json_text(missing_to_dict(found.explanation, asking(found.explanation, everybody=full)))
        emit("".join(f"{note}\n" for note in found.notes), error=True)
    else:
        from subsidies_cli.desk.missing import page

        text = rendered(page(found, full, speaking), format_)
    emit(text)
