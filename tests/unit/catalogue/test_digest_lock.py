"""Released files never change: what is in the lock is compared whenever a folder is opened."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from subsidies.catalogue import Catalogue
from subsidies.catalogue.digest_lock import LOCK, data_files, freeze, read_lock
from subsidies.catalogue.validation import validate_folder
from subsidies.errors import DigestMismatch, RulesetError
from subsidies.files.digest import canonical, digest_of
from subsidies.files.source import parse

GOOD = Path(__file__).parents[2] / "good" / "catalogue"
RULESET = "110100-city/work-2023/1.0.0.yaml"
WORDS = "vocabulary/words.yaml"
FILES = [RULESET, "jurisdictions.yaml", "rates/minimum_wage.yaml", WORDS]
NAMES = [*FILES[:-1], "vocabulary"]
"""What the lock calls them: the vocabulary is one, however many files it has."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(GOOD, tmp_path / "rulesets")
    return tmp_path / "rulesets"


@pytest.fixture
def frozen(folder: Path) -> Path:
    freeze(folder)
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def kinds_of(error: pytest.ExceptionInfo[DigestMismatch], folder: Path) -> list[tuple[str, str]]:
    found = []
    for item in error.value.findings:
        assert item.position
        found.append((item.kind, Path(item.position.file).relative_to(folder).as_posix()))
    return found


def test_freezing_writes_a_line_for_every_file_and_only_once(folder: Path) -> None:
    assert data_files(folder) == FILES
    assert freeze(folder) == NAMES
    lock = (folder / LOCK).read_text(encoding="utf-8")
    assert [line.split("  ")[1] for line in lock.splitlines()] == NAMES
    assert freeze(folder) == []
    assert (folder / LOCK).read_text(encoding="utf-8") == lock
    assert Catalogue(folder).versions("work-2023")[0].released


def test_without_a_lock_nothing_is_released(folder: Path) -> None:
    assert read_lock(folder) == {}
    assert not Catalogue(folder).versions("work-2023")[0].released


@pytest.mark.parametrize(("file", "name"), list(zip(FILES, NAMES, strict=True)))
def test_a_changed_file_is_refused(frozen: Path, file: str, name: str) -> None:
    edit(frozen / file, "schema_version: 1", "schema_version: 2")
    with pytest.raises(DigestMismatch) as caught:
        Catalogue(frozen)
    assert kinds_of(caught, frozen) == [("digest_mismatch", name)]
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(("file", "name"), list(zip(FILES, NAMES, strict=True)))
def test_a_missing_file_is_refused(frozen: Path, file: str, name: str) -> None:
    (frozen / file).unlink()
    with pytest.raises(DigestMismatch) as caught:
        Catalogue(frozen)
    assert kinds_of(caught, frozen) == [("released_file_missing", name)]
    with pytest.raises((DigestMismatch, RulesetError)):
        freeze(frozen)


def test_every_difference_is_named_at_once(frozen: Path) -> None:
    (frozen / "jurisdictions.yaml").unlink()
    edit(frozen / RULESET, "value: 1500", "value: 1501")
    with pytest.raises(DigestMismatch) as caught:
        Catalogue(frozen)
    assert kinds_of(caught, frozen) == [("digest_mismatch", RULESET), ("released_file_missing", "jurisdictions.yaml")]


def test_comments_layout_and_order_of_keys_are_no_change(frozen: Path) -> None:
    path = frozen / "rates" / "minimum_wage.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n\n# a remark\n".join([*lines[1:], lines[0]]).replace("value: 1500", "value:   1500.00"), encoding="utf-8")
    assert Catalogue(frozen)


def test_a_new_file_is_not_released_until_it_is_frozen(frozen: Path) -> None:
    new = frozen / "110100-city" / "work-2023" / "1.0.1.yaml"
    shutil.copy(frozen / RULESET, new)
    edit(new, "version: 1.0.0", "version: 1.0.1\nsupersedes: 1.0.0")
    assert [item.released for item in Catalogue(frozen).versions("work-2023")] == [True]
    assert Catalogue(frozen).unreleased == {"work-2023": ["1.0.1"]}
    assert freeze(frozen) == ["110100-city/work-2023/1.0.1.yaml"]
    assert [item.released for item in Catalogue(frozen).versions("work-2023")] == [True, True]


def test_freezing_does_not_bless_a_changed_ruleset(frozen: Path) -> None:
    before = (frozen / LOCK).read_text(encoding="utf-8")
    edit(frozen / RULESET, "value: 1500", "value: 1501")
    with pytest.raises(DigestMismatch):
        freeze(frozen)
    (frozen / RULESET).unlink()
    with pytest.raises(DigestMismatch):
        freeze(frozen)
    assert (frozen / LOCK).read_text(encoding="utf-8") == before


def test_what_may_grow_is_renewed_by_freezing(frozen: Path) -> None:
    edit(frozen / "rates" / "minimum_wage.yaml", "value: 1800", "value: 1810")
    assert freeze(frozen) == ["rates/minimum_wage.yaml"]
    assert Catalogue(frozen)


def test_freezing_an_unreadable_file_writes_nothing(frozen: Path) -> None:
    before = (frozen / LOCK).read_text(encoding="utf-8")
    (frozen / "rates" / "dibao.yaml").write_text("{", encoding="utf-8")
    with pytest.raises(RulesetError, match="not YAML"):
        freeze(frozen)
    assert (frozen / LOCK).read_text(encoding="utf-8") == before


@pytest.mark.parametrize("line", [b"", b"abc  vocabulary.yaml", b"# x", b"\xff\xfe", b"0" * 64 + b" vocabulary.yaml"])
def test_a_line_of_the_lock_that_is_none(frozen: Path, line: bytes) -> None:
    (frozen / LOCK).write_bytes(line + b"\n")
    with pytest.raises(RulesetError, match=r"digests\.lock:1:1: .* is no line of digests\.lock"):
        Catalogue(frozen)


def test_validating_reports_what_changed_beside_all_else(frozen: Path) -> None:
    edit(frozen / RULESET, "amount: p.grant", "amount: p.grnt")
    found, files, _ = validate_folder(frozen)
    assert {item.kind for item in found} >= {"digest_mismatch", "unknown_name"}
    assert files == len(FILES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a: 1.50", "a: 1.5"),
        ("a: 2.0", "a: 2"),
        ("{a: 1, b: 2}", "{b: 2, a: 1}"),
        ("a: x", 'a: "x"'),
        ("a: [1]", "a:\n  - 1"),
    ],
)
def test_the_same_content_has_the_same_digest(one: str, other: str) -> None:
    assert digest_of(parse(one, "f").data) == digest_of(parse(other, "f").data)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a: 1", 'a: "1"'),
        ("a: true", 'a: "true"'),
        ("a: 2023-01-01", 'a: "2023-01-01"'),
        ("a: 1.5", 'a: "1.5"'),
        ("a: null", 'a: ""'),
        ("a: [1, 2]", "a: [2, 1]"),
        ("a: 1.5", 'a: {decimal: "1.50"}'),
    ],
)
def test_different_content_has_different_digests(one: str, other: str) -> None:
    assert digest_of(parse(one, "f").data) != digest_of(parse(other, "f").data)


def test_the_canonical_form_is_plain_and_sorted() -> None:
    data = {"b": Decimal("1.50"), "甲": date(2023, 1, 2), "a": [True, None, Decimal("100")]}
    assert canonical(data) == '{"a":[true,null,100],"b":{"decimal":"1.5"},"甲":{"date":"2023-01-02"}}'
