"""``subsidies vocabulary``: the words that cases and rulesets share."""

from __future__ import annotations

from typing import Annotated

import typer

from subsidies.i18n import N_
from subsidies_cli.asked import catalogue, language
from subsidies_cli.exit_codes import FOUND
from subsidies_cli.options import Language, Output, Rulesets
from subsidies_cli.output import Format, emit, json_text, rendered

WORDS = N_("Parts of a name, label, question or value, in either language; all of them have to be there.")


def search(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORD...", help=WORDS)],
    rulesets: Rulesets = None,
    format_: Output = Format.TABLE,
    lang: Language = None,
) -> None:
    """Show the entities, facts and relations that have some words; exit code 1 where there are none."""
    from subsidies.vocabulary.search import search as find
    from subsidies_cli.pages.words_found import found_data, found_page

    rules = catalogue(rulesets)
    found = find(rules.world.vocabulary, words)
    if format_ is Format.JSON:
        text = json_text(found_data(words, found, rules.root))
    else:
        text = rendered(found_page(words, found, rules.root, language(ctx, lang)), format_)
    emit(text)
    if not found:
        raise typer.Exit(FOUND)
