"""Every wrong input has one clear message, in both languages, with the line and column where the fault stands.

The folders of ``tests/bad`` are kinds of input. A file there is called after the kind of finding that it provokes
(``kind--variant.yaml``) and ends with the findings expected, each in both languages.
"""

from __future__ import annotations

import pickle
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from subsidies.catalogue import Catalogue
from subsidies.catalogue.rates import load_rate
from subsidies.errors import KINDS, CaseError, DigestMismatch, Finding, InputError, SubsidiesError, UsageError
from subsidies.ruleset import build_ruleset
from subsidies.source import Source, parse, read
from subsidies.vocabulary import load_vocabulary
from subsidies.vocabulary.jurisdictions import load_jurisdictions

TESTS = Path(__file__).parent.parent
BAD, GOOD = TESTS / "bad", TESTS / "good"
RULESET = "110100-city/work-2023/1.0.0.yaml"
EXPECTED = re.compile(r"^# -- (?P<kind>\w+)\n# en: (?P<en>.*)\n# zh: (?P<zh>.*)\n?", re.MULTILINE)
FILES = sorted(path for path in BAD.rglob("*.yaml") if path.relative_to(BAD).parts[0] != "catalogue")
FOLDERS = sorted(path for path in (BAD / "catalogue").iterdir())


@cache
def catalogue() -> Catalogue:
    return Catalogue(GOOD / "catalogue")


def text_of(path: Path) -> str:
    """The input in a file; a ruleset that does not say who it is, is given an identity at its end."""
    text = path.read_text(encoding="utf-8")
    if path.parent.name == "ruleset" and "schema_version" not in text:
        identity = (GOOD / "catalogue" / RULESET).read_text(encoding="utf-8").split("\n\n")[0]
        text = f"{text}\n{identity}\n"
    return text


def load_case(source: Source) -> None:
    catalogue().assess(catalogue().case(source))


LOADERS: dict[str, Callable[[Source], object]] = {
    "file": lambda source: source,
    "case": load_case,
    "vocabulary": load_vocabulary,
    "jurisdictions": load_jurisdictions,
    "rates": lambda source: load_rate("rate", source, catalogue().jurisdictions),
    "ruleset": lambda source: build_ruleset(source, catalogue().world),
}


def findings_in(path: Path) -> tuple[Finding, ...]:
    """What the loader of the folder finds in a file."""
    try:
        LOADERS[path.parent.name](parse(text_of(path), path.name))
    except SubsidiesError as error:
        assert error.exit_code == 2
        return error.findings
    return ()


def findings_in_folder(overlay: Path, folder: Path) -> tuple[Finding, ...]:
    """What loading and validating finds in the good catalogue with the files of a folder laid over it."""
    shutil.copytree(GOOD / "catalogue", folder)
    shutil.copytree(overlay, folder, dirs_exist_ok=True)
    (folder / "expected.txt").unlink()
    for removed in folder.rglob("*.removed"):
        removed.with_suffix("").unlink()
        removed.unlink()
    try:
        loaded = Catalogue(folder, check_digests=False)
        return tuple(loaded.validate())
    except SubsidiesError as error:
        return error.findings


def expected_in(path: Path) -> list[tuple[str, str, str]]:
    return [match.group("kind", "en", "zh") for match in EXPECTED.finditer(path.read_text(encoding="utf-8"))]


def seen(findings: tuple[Finding, ...], folder: Path | None = None) -> list[tuple[str, str, str]]:
    start = f"{folder}/" if folder else ""
    return [(item.kind, *(item.message(lang).replace(start, "") for lang in ("en", "zh"))) for item in findings]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(BAD).with_suffix("").as_posix())
def test_a_bad_file_has_exactly_these_findings(path: Path) -> None:
    expected = expected_in(path)
    assert path.stem.split("--")[0] in {kind for kind, _, _ in expected}
    assert seen(findings_in(path)) == expected
