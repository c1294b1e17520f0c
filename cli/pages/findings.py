"""The pages of ``subsidies rulesets validate`` and ``freeze``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from subsidies.catalogue.validation import Checked
from subsidies.i18n import N_, Language, translate
from subsidies_cli.page import Mark, Page, Section

VALID_TITLE = N_("Check of {folder}")
FILES = N_("files read: {files}; findings: {findings}")
NO_FINDINGS = N_("Nothing is wrong.")
FINDINGS = N_("Findings")
BY_KIND = N_("By kind")
UNUSED = N_("Facts that nothing uses yet")
UNUSED_FACT = N_("{name} {label} ({file}, line {line})")
COUNT = N_("{kind}: {count}")
FROZEN_TITLE = N_("Release of {folder}")
ADDED = N_("New or renewed in digests.lock")
NOTHING_ADDED = N_("Nothing new: digests.lock was up to date.")


def findings_page(folder: Path, checked: Checked, lang: Language) -> Page:
    """All findings with their positions, and how many there are of each kind; then the facts that nothing uses."""
    found, files = checked.findings, checked.files
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
    unused = Section(translate(UNUSED, lang))
    for fact in checked.unused:
        where = {"file": Path(fact.position.file).relative_to(folder).as_posix(), "line": fact.position.line}
        text = translate(UNUSED_FACT, lang).format(name=f"{fact.entity}.{fact.name}", label=fact.label[lang], **where)
        unused.add(text, 0, Mark.ITEM)
    page.show(section, kinds, unused)
    return page


def findings_data(folder: Path, checked: Checked, lang: Language) -> dict[str, Any]:
    """The same as plain data."""
    found = checked.findings
    return {
        "schema_version": 1,
        "folder": str(folder),
        "files": checked.files,
        "unused_facts": [f"{fact.entity}.{fact.name}" for fact in checked.unused],
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
