"""The pages of ``subsidies rulesets new`` and ``draft``: what was begun, and what to do with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from subsidies.catalogue.cross_files import CROSS
from subsidies.catalogue.first_version import Begun
from subsidies.i18n import N_, Language, translate
from subsidies_cli.page import Mark, Page, Section

BEGUN_TITLE = N_("Begun: version {version} of {policy}")
NEXT_STEPS = N_("What to do with it")
TRY_IT = N_("Change what is new, and the day of publication; then subsidies features run --policy {policy} --version {version}")
RUN_IT = N_("Every scenario so: subsidies features run --policy {policy} --version {version}")
RECORD_IT = N_("Change what is new, and the day on which it was recorded; then subsidies rulesets validate")
MUTATE_IT = N_("Every change noticed: subsidies features mutate --policy {policy} --version {version}")
RELEASE_IT = N_("Release it last, alone: subsidies rulesets freeze DIR --only {policy}/{version}")
FIRST = N_("articles: {articles}; clauses with an amount: {clauses}; provisions: {provisions}")
TO_WRITE = N_("still to be written: … in {count} places")
WRITE_IT = N_("Write what … stands for, conditions one a line, until subsidies rulesets validate finds nothing")
FEATURES = N_("Then the features, in {folder}: one file for each article, and clauses.feature with a row for each clause")


def begun_page(policy: str, path: Path, lang: Language) -> Page:
    """Where the next version of a policy was begun, and what to do with it."""
    page = Page(translate(BEGUN_TITLE, lang).format(policy=policy, version=path.stem))
    page.intro.add(str(path), mark=Mark.HOLDS)
    section = Section(translate(NEXT_STEPS, lang))
    joins = path.parent.parent.name == CROSS
    for step in (RECORD_IT, RELEASE_IT) if joins else (TRY_IT, MUTATE_IT, RELEASE_IT):
        section.add(translate(step, lang).format(policy=policy, version=path.stem), 0, Mark.ITEM)
    page.show(section)
    return page


def first_page(policy: str, begun: Begun, lang: Language) -> Page:
    """Where a policy was begun, how much of it there is, and what to do with it."""
    version = begun.path.stem
    page = Page(translate(BEGUN_TITLE, lang).format(policy=policy, version=version))
    page.intro.add(str(begun.path), mark=Mark.HOLDS)
    page.intro.add(translate(FIRST, lang).format(**_counts(begun)))
    page.intro.add(translate(TO_WRITE, lang).format(count=begun.unwritten), mark=Mark.UNKNOWN)
    section = Section(translate(NEXT_STEPS, lang))
    folder = "/".join(("features", *begun.path.parts[-3:-1]))
    for step in (WRITE_IT, FEATURES, RUN_IT, MUTATE_IT, RELEASE_IT):
        section.add(translate(step, lang).format(policy=policy, version=version, folder=folder), 0, Mark.ITEM)
    page.show(section)
    return page


def first_data(policy: str, begun: Begun) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "schema_version": 1,
        "policy": policy,
        "version": begun.path.stem,
        "file": str(begun.path),
        **_counts(begun),
        "unwritten": begun.unwritten,
    }


def _counts(begun: Begun) -> dict[str, int]:
    clauses = sum(row.is_clause for row in begun.rows)
    articles = {row.article for row in begun.rows}
    return {"articles": len(articles), "clauses": clauses, "provisions": len(begun.rows) - clauses}
