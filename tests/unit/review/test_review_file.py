"""``reviews.yaml``: how a clause stands by it; what can be wrong with it is among the bad inputs."""

from datetime import date
from pathlib import Path

import pytest

from subsidies.catalogue import Catalogue
from subsidies.errors import InputError
from subsidies.files.source import parse
from subsidies.review import Reviews, load_reviews, reviews_beside, today
from subsidies.scenarios import read_features

POLICY = "work-2023"
DAY = date(2024, 1, 31)
OLD, NEW = "a" * 64, "b" * 64
HEAD = f"schema_version: 1\npolicy: {POLICY}\nreviews:\n"


def entry(digest: str, on: str, by: str = "张三", clause: str = "2") -> str:
    return f'  - {{clause: "{clause}", digest: {digest}, by: {by}, office: 人社局, on: {on}}}\n'


@pytest.fixture
def catalogue(rulesets: Path) -> Catalogue:
    return Catalogue(rulesets, check_digests=False)


def load(catalogue: Catalogue, *entries: str) -> Reviews:
    return load_reviews(parse(HEAD + "".join(entries), "reviews.yaml"), POLICY, catalogue, DAY)


def test_what_nobody_reviewed(catalogue: Catalogue) -> None:
    status = load(catalogue, entry(OLD, "2023-05-01", clause="3")).status("2", OLD)
    assert (status.state, status.review) == ("never", None)


def test_what_is_as_it_was_approved(catalogue: Catalogue) -> None:
    status = load(catalogue, entry(OLD, "2023-06-01"), entry(OLD, "2023-05-01", "李四")).status("2", OLD)
    assert status.state == "reviewed"
    assert status.review is not None
    assert (status.review.by, status.review.on) == ("张三", date(2023, 6, 1))


def test_what_changed_since_names_the_latest_approval(catalogue: Catalogue) -> None:
    status = load(catalogue, entry(OLD, "2023-06-01"), entry("c" * 64, "2023-05-01", "李四")).status("2", NEW)
    assert status.state == "changed"
    assert status.review is not None
    assert (status.review.by, status.review.digest) == ("张三", OLD)


def test_what_was_changed_back_is_approved_again(catalogue: Catalogue) -> None:
    reviews = load(catalogue, entry(OLD, "2023-05-01"), entry(NEW, "2023-06-01", "李四"))
    status = reviews.status("2", OLD)
    assert status.state == "reviewed"
    assert status.review is not None
    assert status.review.by == "张三"


def test_of_two_on_one_day_the_later_in_the_file_counts(catalogue: Catalogue) -> None:
    status = load(catalogue, entry(OLD, "2023-06-01"), entry(OLD, "2023-06-01", "李四")).status("2", OLD)
    assert status.review is not None
    assert status.review.by == "李四"


def test_a_clause_that_only_an_older_version_has_may_have_been_reviewed(rulesets: Path, ruleset: Path) -> None:
    text = ruleset.read_text(encoding="utf-8").replace("version: 1.0.0", "version: 1.1.0\nsupersedes: 1.0.0")
    provisions = text[text.index("provisions:") : text.index("limits:")]
    (ruleset.parent / "1.1.0.yaml").write_text(text.replace(provisions, ""), encoding="utf-8")
    load(Catalogue(rulesets, check_digests=False), entry(OLD, "2023-05-01", clause="6"))


def test_it_lies_beside_the_features_and_disturbs_them_not(catalogue: Catalogue, features: Path) -> None:
    (features / "reviews.yaml").write_text(HEAD + entry(OLD, "2023-05-01"), encoding="utf-8")
    found = read_features(features.parents[1], catalogue)
    assert [Path(one.file).name for one in found] == ["article-02.feature", "article-04.feature", "plan.feature"]
    reviews = reviews_beside([one.file for one in found], POLICY, catalogue, DAY)
    assert [item.by for item in reviews.entries] == ["张三"]


def test_without_one_nothing_is_reviewed(catalogue: Catalogue, features: Path) -> None:
    files = [str(path) for path in features.glob("*.feature")]
    assert reviews_beside(files, POLICY, catalogue, DAY) == Reviews()


def test_a_fault_names_the_file_as_it_was_reached(
    catalogue: Catalogue, features: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (features / "reviews.yaml").write_text(HEAD + "  - {}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    file = f"features/110100-city/{POLICY}/article-02.feature"
    with pytest.raises(InputError, match=rf"^features/110100-city/{POLICY}/reviews.yaml:4:5 reviews\[0\]: key"):
        reviews_beside([file], POLICY, catalogue, DAY)


def test_today_has_begun_somewhere() -> None:
    assert today() >= date(2025, 1, 1)
