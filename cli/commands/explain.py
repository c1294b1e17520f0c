"""``subsidies explain``: why a clause holds, fails or is open for a subject."""

from __future__ import annotations

import typer

from subsidies_cli.asked import Options, answer, language
from subsidies_cli.options import (
    AsOf,
    CaseFile,
    Clause,
    Encoded,
    Encoding,
    FullTrace,
    KnownOn,
    Language,
    On,
    Output,
    Policies,
    Rates,
    Readings,
    Rulesets,
    Subject,
    Year,
)
from subsidies_cli.output import Format, emit, json_text, rendered


def explain(
    ctx: typer.Context,
    case: CaseFile,
    encoding: Encoded = Encoding.UTF_8,
    clause: Clause = None,
    subject: Subject = None,
    full: FullTrace = False,
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
    """Show why: a menu, or the whole trace of some clauses."""
    speaking = language(ctx, lang)
    said = (on, year, known_on, policy or [], rulesets, version, clause, rates, reading or [])
    found = answer(case, Options(*said, encoding=encoding.value), speaking)
    from subsidies_cli.chosen_entitlements import is_of_a_draft, selected

    if clause is not None and is_of_a_draft(found.law, clause):
        found = found.if_in_force
    chosen = selected(found.law, found.determination, clause, subject)
    if format_ is Format.JSON:
        from subsidies.documents import trace_to_dict

        text = json_text(trace_to_dict(found.determination, found.law, chosen))
        emit("".join(f"{note}\n" for note in found.notes), error=True)
    else:
        from subsidies_cli.desk.menu import menu
        from subsidies_cli.pages.explanation import page

        shown = menu(found, chosen, speaking) if clause is None and not full else page(found, chosen, speaking)
        text = rendered(shown, format_)
    emit(text)
