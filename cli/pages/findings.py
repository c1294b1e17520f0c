"""The pages of ``subsidies rulesets validate`` and ``freeze``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from subsidies.errors import Finding
from subsidies.i18n import N_, Language, translate
from subsidies_cli.page import Mark, Page, Section

VALID_TITLE = N_("Check of {folder}")
FILES = N_("files read: {files}; findings: {findings}")
NO_FINDINGS = N_("Nothing is wrong.")
FINDINGS = N_("Findings")
BY_KIND = N_("By kind")
COUNT = N_("{kind}: {count}")
FROZEN_TITLE = N_("Release of {folder}")
ADDED = N_("New or renewed in digests.lock")
NOTHING_ADDED = N_("Nothing new: digests.lock was up to date.")


def findings_page(folder: Path, found: Sequence[Finding], files: int, lang: Language) -> Page:
    """All findings with their positions, and how many there are of each kind."""
    page = Page(translate(VALID_TITLE, lang).format(folder=folder))
    page.intro.add(translate(FILES, lang).format(files=files, findings=len(found)))
    if not found:
        page.intro.add(translate(NO_FINDINGS, lang), mark=Mark.HOLDS)
    section = Section(translate(FINDINGS, lang))
    for item in found:
        section.add(item.message(lang), 0, Mark.FAILS)
    kinds = Section(translate(BY_KIND, lang))
    for kind, count in Counter(item.kind for item in found).most_common():
        kinds.add(translate(COUNT, lang).format(kind=kind, count=count), 0, Mark.ITEM)
    page.show(section, kinds)
    return page


def findings_data(folder: Path, found: Sequence[Finding], files: int, lang: Language) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "schema_version": 1,
        "folder": str(folder),
        "files": files,
        "findings": [
            {
                "kind": item.kind,
                "file": item.position.file if item.position else None,
                "line": (item.position.line or None) if item.position else None,
                "column": (item.position.column or None) if item.position else None,
                "path": item.path or None,
                "message": item.message(lang),
            }
            for item in found
        ],
    }


def frozen_page(folder: Path, added: Sequence[str], lang: Language) -> Page:
    """Which files the lock holds now that it did not hold before."""
    page = Page(translate(FROZEN_TITLE, lang).format(folder=folder))
    if not added:
        page.intro.add(translate(NOTHING_ADDED, lang))
    section = Section(translate(ADDED, lang))
    for name in added:
        section.add(name, 0, Mark.HOLDS)
    page.show(section)
    return page
