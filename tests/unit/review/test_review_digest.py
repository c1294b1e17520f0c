"""What changes the digest of a clause, and what does not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from subsidies.catalogue import Catalogue
from subsidies.review import clause_digests

POLICY = "work-2023"
VOCABULARY = "vocabulary/words.yaml"
Change = Callable[..., Catalogue]


def digests(catalogue: Catalogue) -> dict[str, str]:
    return clause_digests(catalogue.ruleset(POLICY), catalogue)


@pytest.fixture
def before(rulesets: Path) -> dict[str, str]:
    return digests(Catalogue(rulesets, check_digests=False))


def test_every_clause_provision_and_limit_has_one_of_its_own(before: dict[str, str]) -> None:
    assert list(before) == ["2", "3", "4", "6", "5"]
    assert len(set(before.values())) == len(before)
    assert all(len(digest) == 64 for digest in before.values())


def test_it_is_the_same_everywhere(before: dict[str, str]) -> None:
    """Pinned: a review is worth nothing once the digest of an unchanged clause differs."""
    assert before["2"] == "4dda50debeb1430bc4ab958bd6fe877fe712f0201ab87584a59008ef5219c0c2"


@pytest.mark.parametrize(
    ("old", "new", "file", "affected"),
    [
        ("cap: {value: 5000", "cap: {value: 5001", "", {"2", "3", "5"}),
        ("months: {value: 6,", "months: {value: 7,", "", {"2"}),
        ("word: 以上, cite: 第二条", "word: 以上, cite: 第九条", "", {"2"}),
        ("groups: {value: [lifted, watched]", "groups: {value: [lifted]", "", {"2"}),
        ("low: 800,", "low: 801,", "", {"3"}),
        ("window: {value: 12,", "window: {value: 11,", "", {"4"}),
        ("label: {zh: 在册家庭,", "label: {zh: 名册家庭,", "", {"2"}),
        ("min(end, on))", "on)", "", {"4"}),
        ("per: [household, year]", "per: [household]", "", {"2", "3", "5"}),
        ("title: {zh: 每户封顶,", "title: {zh: 封顶,", "", {"2", "3", "5"}),
        ("paraphrase: {zh: 按等级的补贴。", "paraphrase: {zh: 依等级的补贴。", "", {"3"}),
        ("      - open: {zh: 等,", "      - open: {zh: 等等,", "", {"4"}),
        ("taken: {zh: 都要。", "taken: {zh: 都要！", "", {"2"}),
        ("join: at_most_one", "join: exactly_one", "", {"2", "3"}),
        ("reason: discretionary", "reason: amount_set_elsewhere", "", {"6"}),
        ("to: 2023-12-31", "to: 2023-12-30", "", {"2", "3", "4", "5", "6"}),
        ("title: {zh: 务工补贴办法", "title: {zh: 补贴办法", "", {"2", "3", "4", "5", "6"}),
        ("text_sha256: aaaa", "text_sha256: baaa", "", {"2", "3", "4", "5", "6"}),
        ("label: {zh: 状态, en: status}", "label: {zh: 帮扶状态, en: status}", VOCABULARY, {"2"}),
        ("lifted: {zh: 脱贫,", "lifted: {zh: 已脱贫,", VOCABULARY, {"2"}),
        ("decimals: 2, max: 12", "decimals: 1, max: 12", VOCABULARY, {"2"}),
        ("optional: true, label: {zh: 家庭,", "optional: true, label: {zh: 户,", VOCABULARY, {"2", "3", "5"}),
        ("seat: {type: place, label: {zh: 所在地", "seat: {type: place, label: {zh: 地址", VOCABULARY, {"4"}),
        ("unit: yuan/month, max: 1000000", "unit: yuan/month, max: 2000000", VOCABULARY, {"4"}),
    ],
)  # fmt: skip
def test_what_decides_a_clause_or_is_read_of_it_changes_its_digest(
    changed: Change, before: dict[str, str], old: str, new: str, file: str, affected: set[str]
) -> None:
    after = digests(changed(old, new, file))
    assert {id_ for id_ in after if after[id_] != before[id_]} == affected


@pytest.mark.parametrize(
    ("old", "new", "file"),
    [
        ("version: 1.0.0", "# a remark\nversion: 1.0.0", ""),
        ("high: 1200.5", "high: 1200.50", ""),
        ("income: {value: 10000, unit: yuan,", "income: {unit: yuan, value: 10000, source: stated,", ""),
        ("courses: {type: count", "lessons: {type: count", VOCABULARY),
        ("share: {type: ratio, min: 0", "share: {type: ratio, min: 0.5", VOCABULARY),
        ("aliases: [wages]", "aliases: [wages, pay]", VOCABULARY),
        (
            "label: {zh: 务工收入, en: income}",
            "label: {zh: 务工收入, en: income}, question: {zh: 收入？, en: Income?}",
            VOCABULARY,
        ),
        ("  person:\n", "  village:\n    label: {zh: 村, en: village}\n    list: villages\n\n  person:\n", VOCABULARY),
        ('"120000": {name: {zh: 乙省, en: Province B}}', '"120000": {name: {zh: 丙省, en: Province C}}', "jurisdictions.yaml"),
        ("value: 1800", "value: 1900", "rates/minimum_wage.yaml"),
    ],
)
def test_what_does_neither_leaves_it_as_it_was(changed: Change, before: dict[str, str], old: str, new: str, file: str) -> None:
    assert digests(changed(old, new, file)) == before


def test_a_new_version_leaves_what_it_does_not_change(changed: Change, ruleset: Path, before: dict[str, str]) -> None:
    text = ruleset.read_text(encoding="utf-8").replace("version: 1.0.0", "version: 1.1.0\nsupersedes: 1.0.0")
    (ruleset.parent / "1.1.0.yaml").write_text(text.replace("low: 800,", "low: 801,"), encoding="utf-8")
    catalogue = changed()
    after = clause_digests(catalogue.ruleset(POLICY, "1.1.0"), catalogue)
    assert {id_ for id_ in after if after[id_] != before[id_]} == {"3"}


def test_another_clause_that_a_line_names_is_reviewed_by_itself(changed: Change, before: dict[str, str]) -> None:
    """Clause 2 excepts clause 3: it changes with which clause that is, not with what that clause says."""
    after = digests(changed("when: [veteran, student]", "when: [student, veteran]"))
    assert {id_ for id_ in after if after[id_] != before[id_]} == {"3"}
