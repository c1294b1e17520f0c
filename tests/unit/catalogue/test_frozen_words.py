"""Frozen words only grow: what was said of an entity, a fact or a relation stays, in whatever file it stands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from subsidies.catalogue import Catalogue
from subsidies.catalogue.digest_lock import LOCK, changed, freeze
from subsidies.catalogue.vocabulary_files import WORDS_LOCK
from subsidies.errors import DigestMismatch
from subsidies.files.disk import read

GOOD = Path(__file__).parents[2] / "good" / "catalogue"
WORDS = "vocabulary/words.yaml"
MONTHS = "months: {type: months, per: year, decimals: 2, max: 12, label: {zh: 务工月数, en: months of work}}"
SHARE = "share: {type: ratio, min: 0, max: 1, label: {zh: 比例, en: share}}"
LEVEL = "level: {type: enum, label: {zh: 等级, en: level}, values: {low: {zh: 低, en: low}, high: {zh: 高, en: high}}}"
TRAINED = "trained: {type: date, past: true, never: true, label: {zh: 培训开始日, en: start of training}}"
INCOME = "income: {type: money, per: year, aliases: [wages], max: 10000000, label: {zh: 务工收入, en: income}}"
HOME = "household: {to: household, inverse: members, optional: true, label: {zh: 家庭, en: household}}"
BOSS = "employer: {to: [enterprise, institution], inverse: jobs, label: {zh: 单位, en: employer}}"
STUDENT = "student: {type: bool, label: {zh: 学生, en: student}}"
PROVED = "student: {type: bool, label: {zh: 学生, en: student}, evidence: {zh: 学籍证明, en: proof of enrolment}}"
FORM = "form: {type: enum, elsewhere: {school: institution}, label: {zh: 形式, en: form}, values: {firm: {zh: 公司, en: firm}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(GOOD, tmp_path / "rulesets")
    return tmp_path / "rulesets"


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / WORDS
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def found(folder: Path, old: str, new: str, before: str | None = None) -> list[tuple[str, str, str]]:
    """What is found where a line was frozen as it is, or as ``before``, and is changed: kind, path and message."""
    if before is not None:
        edit(folder, old, before)
    freeze(folder)
    edit(folder, before or old, new)
    return [(item.kind, item.path.removeprefix("entities."), item.message()) for item in changed(folder)]


@pytest.mark.parametrize(
    ("line", "old", "new", "kind", "path", "message"),
    [
        (STUDENT, STUDENT, "", "word_gone", "person.facts.student", "student (学生 / student) is frozen"),
        (LEVEL, "low: {zh: 低, en: low}, ", "", "word_gone", "person.facts.level.values.low", "low (低 / low)"),
        (LEVEL, "低", "下", "label_gone", "person.facts.level.values.low", "is called 下 / low"),
        (STUDENT, "学生", "在校生", "label_gone", "person.facts.student.label", "under formerly of the label"),
        (STUDENT, "bool", "text", "word_changed", "person.facts.student.type", "type was bool and is text"),
        (STUDENT, "bool", "count", "word_changed", "person.facts.student.type", "type was bool and is count"),
        (SHARE, "ratio", "ratio, unit: yuan", "word_changed", "person.facts.share.unit", "nothing and is yuan"),
        (SHARE, "min: 0", "min: 0.5", "word_changed", "person.facts.share.min", "min was 0 and is 0.5"),
        (SHARE, "max: 1", "max: 0.5", "word_changed", "person.facts.share.max", "max was 1 and is 0.5"),
        (MONTHS, "per: year, ", "", "word_changed", "person.facts.months.per", "per was year and is nothing"),
        (MONTHS, "decimals: 2", "decimals: 1", "word_changed", "person.facts.months.decimals", "was 2 and is 1"),
        (MONTHS, "decimals: 2, ", "", "word_changed", "person.facts.months.decimals", "was 2 and is 0"),
        (MONTHS, "max", "accumulates: true, max", "word_changed", "person.facts.months.accumulates", "is true"),
        (TRAINED, "never: true, ", "", "word_changed", "person.facts.trained.never", "was true and is nothing"),
        (TRAINED, "past: true, ", "", "word_changed", "person.facts.trained.past", "was true and is nothing"),
        (INCOME, "[wages]", "[pay]", "word_gone", "person.facts.income.aliases", "wages"),
        (FORM, "school: inst", "firm: institution, school: inst", "word_changed", "enterprise.facts.form.elsewhere.firm", ""),
        (HOME, "optional: true, ", "", "word_changed", "person.relations.household.optional", ""),
        (HOME, "members", "people", "word_changed", "person.relations.household.inverse", "is people"),
        (BOSS, "[enterprise, institution]", "enterprise", "word_gone", "job.relations.employer.to", "institution"),
        ("list: households", "list: households", "list: homes", "word_changed", "household.list", "was households and is homes"),
        ("    label: {zh: 用工,", "用工", "就业", "label_gone", "job.label", "called 用工 / job"),
        ("end: end, months: worked}", ", months: worked", "", "word_changed", "job.spell", ""),
    ],
)
def test_what_was_said_stays(folder: Path, line: str, old: str, new: str, kind: str, path: str, message: str) -> None:
    ((of, where, told),) = found(folder, line, line.replace(old, new))
    assert (of, where) == (kind, path)
    assert message in told
    assert f"{folder / WORDS}:" in told
    lock = (folder / LOCK).read_bytes(), (folder / WORDS_LOCK).read_bytes()
    with pytest.raises(DigestMismatch) as caught:
        freeze(folder, shared=True)
    assert [item.kind for item in caught.value.findings] == [kind]
    assert ((folder / LOCK).read_bytes(), (folder / WORDS_LOCK).read_bytes()) == lock
    with pytest.raises(DigestMismatch):
        Catalogue(folder)


def test_who_brings_the_evidence_stays_once_it_is_said(folder: Path) -> None:
    ((kind, path, told),) = found(folder, STUDENT, PROVED.replace("学籍证明", "学生证"), before=PROVED)
    assert (kind, path) == ("word_changed", "person.facts.student.evidence")
    assert "evidence was 学籍证明 / proof of enrolment and is 学生证 / proof of enrolment" in told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (STUDENT, PROVED),
        (STUDENT, STUDENT.replace("label", "question: {zh: 是否学生？, en: Is it a student?}, label")),
        (STUDENT, f"pupil: {{type: bool, label: {{zh: 小学生, en: pupil}}}}\n      {STUDENT}"),
        (STUDENT, STUDENT.replace("{zh: 学生, en: student}", "{zh: 在校生, en: pupil, formerly: [{zh: 学生, en: student}]}")),
        (STUDENT, STUDENT.replace("bool", "bool, past: false")),
        (LEVEL, LEVEL.replace("low: {", "middle: {zh: 中, en: middle}, low: {")),
        (LEVEL, LEVEL.replace("{zh: 低, en: low}", "{zh: 下, en: below, formerly: [{zh: 低, en: low}]}")),
        (SHARE, SHARE.replace("min: 0, ", "min: -1, ")),
        (SHARE, SHARE.replace("min: 0, ", "")),
        (SHARE, SHARE.replace("max: 1", "max: 1.5")),
        (SHARE, SHARE.replace("max: 1, ", "")),
        (MONTHS, MONTHS.replace("decimals: 2", "decimals: 3")),
        (SHARE, SHARE.replace("max: 1", "decimals: 4, max: 1")),
        (INCOME, INCOME.replace("[wages]", "[wages, pay]")),
        (HOME, HOME.replace("to: household", "to: [household, enterprise]")),
        (FORM, FORM.replace("school: inst", "club: institution, school: inst") + ", club: {zh: 社团, en: club}"),
        ("list: households", "list: households\n    sums: {}"),
    ],
)
def test_what_grows_is_frozen_anew(folder: Path, old: str, new: str) -> None:
    assert {kind for kind, _, _ in found(folder, old, new)} == {"digest_mismatch"}
    with pytest.raises(DigestMismatch, match="renew the lock"):
        Catalogue(folder)
    assert freeze(folder, shared=True) == ["vocabulary"]
    assert Catalogue(folder, check_digests=True).world.vocabulary.digest


def test_how_words_are_spread_over_files_makes_no_difference(folder: Path) -> None:
    freeze(folder)
    digest = Catalogue(folder).world.vocabulary.digest
    text = (folder / WORDS).read_text(encoding="utf-8")
    head, rest = text.split("\n  person:\n")
    (folder / "vocabulary" / "household.yaml").write_text(head, encoding="utf-8")
    (folder / WORDS).write_text(f"schema_version: 1\nentities:\n  person:\n{rest}", encoding="utf-8")
    moved = Catalogue(folder)
    assert moved.world.vocabulary.digest == digest
    assert moved.world.vocabulary.entities["household"].position.file.endswith("household.yaml")
    assert freeze(folder, shared=True) == []
    (folder / "vocabulary" / "household.yaml").unlink()
    with pytest.raises(DigestMismatch, match=r"vocabulary entities\.household: household .* is frozen and is gone") as caught:
        Catalogue(folder)
    assert len(caught.value.findings) == 1


def test_a_label_that_was_changed_twice_keeps_both(folder: Path) -> None:
    once = STUDENT.replace("{zh: 学生, en: student}", "{zh: 在校生, en: pupil, formerly: [{zh: 学生, en: student}]}")
    twice = STUDENT.replace("{zh: 学生, en: student}", "{zh: 学员, en: learner, formerly: [{zh: 在校生, en: pupil}]}")
    ((kind, path, told),) = found(folder, STUDENT, twice, before=once)
    assert (kind, path, "学生 / student" in told) == ("label_gone", "person.facts.student.label", True)


@pytest.mark.parametrize("text", [None, "", "entities.person.facts.student  {}\n", "x", "entities  3\nentities.person  4\n"])
def test_frozen_words_that_are_not_those_of_the_digest(folder: Path, text: str | None) -> None:
    freeze(folder)
    if text is None:
        (folder / WORDS_LOCK).unlink()
    else:
        (folder / WORDS_LOCK).write_text(text, encoding="utf-8")
    edit(folder, "max: 12,", "max: 13,")
    assert [item.kind for item in changed(folder)] == ["words_apart"]
    with pytest.raises(DigestMismatch):
        freeze(folder)


def test_the_bundled_words_are_as_they_were_frozen_in_one_file_each() -> None:
    root = Catalogue.bundled().root
    assert Catalogue(root).world.vocabulary.digest in (root / LOCK).read_text(encoding="utf-8")
    assert (root / WORDS_LOCK).read_text(encoding="utf-8").count(".list  ") == len(Catalogue.bundled().world.vocabulary.entities)
    for path in (root / "vocabulary").iterdir():
        assert list(read(path).data["entities"]) == [path.stem]


def test_a_label_may_hold_whatever_ends_a_line_elsewhere(folder: Path) -> None:
    edit(folder, STUDENT, STUDENT.replace("zh: 学生", 'zh: "学\\u2028生"'))
    ((kind, _, told),) = found(folder, STUDENT.replace("zh: 学生", 'zh: "学\\u2028生"'), STUDENT)
    assert kind == "label_gone", told
