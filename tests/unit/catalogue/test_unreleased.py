"""Where there is a lock only what is released is law; what is not stands apart until somebody names it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_world import Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.catalogue import digest_lock
from subsidies.catalogue.validation import validate_folder
from subsidies.errors import RulesetError, UsageError


def of(version: str, amount: int, supersedes: str | None = None, **changes: Any) -> dict[str, Any]:
    more = {"supersedes": supersedes} if supersedes else {}
    figure = {"sum": {"value": amount, "unit": "yuan", "cite": "1"}}
    return ruleset(version=version, parameters=figure, clauses={"1": clause()}, **more, **changes)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """1.0.0 gives 1000 yuan and is released, 1.1.0 gives 1100 and is not."""
    bench = Bench(tmp_path)
    bench.add(of("1.0.0", 1000))
    digest_lock.freeze(tmp_path)
    bench.add(of("1.1.0", 1100, "1.0.0"))
    return bench


def paid(catalogue: Catalogue, on: date = date(2023, 6, 1)) -> int:
    case = catalogue.read_case({"schema_version": 1, "jurisdiction": "640105", "persons": [{"id": "p"}], "prior_awards": []})
    return int(catalogue.assess(case, on).total("cash").low)


def broken(bench: Bench, version: str = "1.2.0") -> Path:
    path = bench.root / "640105" / "test" / f"{version}.yaml"
    path.write_text("{", encoding="utf-8")
    return path


def test_what_is_not_released_decides_nothing(bench: Bench) -> None:
    catalogue = Catalogue(bench.root)
    assert paid(catalogue) == 1000
    assert [item.model.version for item in catalogue.versions("test")] == ["1.0.0"]
    assert catalogue.unreleased == {"test": ["1.1.0"]}
    assert catalogue.ruleset("test").version == "1.0.0"
    digest_lock.freeze(bench.root)
    assert paid(Catalogue(bench.root)) == 1100
    assert Catalogue(bench.root).unreleased == {}


def test_without_a_lock_every_file_counts(bench: Bench) -> None:
    (bench.root / digest_lock.LOCK).unlink()
    assert paid(Catalogue(bench.root)) == 1100
    assert Catalogue(bench.root).unreleased == {}
    broken(bench)
    with pytest.raises(RulesetError, match=r"1\.2\.0\.yaml"):
        paid(Catalogue(bench.root))


def test_what_is_not_released_is_not_read_unless_it_is_named(bench: Bench) -> None:
    path = broken(bench)
    catalogue = Catalogue(bench.root)
    assert paid(catalogue) == 1000
    assert catalogue.unreleased == {"test": ["1.1.0", "1.2.0"]}
    assert catalogue.ruleset("test", "1.1.0").version == "1.1.0"
    assert paid(catalogue.as_of("test", "1.1.0")) == 1100
    with pytest.raises(RulesetError, match=r"1\.2\.0\.yaml"):
        catalogue.ruleset("test", "1.2.0")
    with pytest.raises(RulesetError, match=r"1\.2\.0\.yaml"):
        paid(catalogue.as_of("test", "1.2.0"))
    found, *_ = validate_folder(bench.root)
    assert [Path(item.position.file) for item in found if item.position] == [path]
    assert Catalogue(bench.root).validate() == found


def test_a_version_and_what_it_supersedes_and_nothing_else(bench: Bench) -> None:
    bench.add(of("1.2.0", 1200, "1.1.0"))
    bench.add(of("2.0.0", 2000, published=date(2023, 5, 1), effective={"from": date(2023, 5, 1), "to": None}))
    catalogue = Catalogue(bench.root)
    assert [item.model.version for item in catalogue.as_of("test", "1.2.0").versions("test")] == ["1.0.0", "1.1.0", "1.2.0"]
    assert [item.model.version for item in catalogue.as_of("test", "2.0.0").versions("test")] == ["2.0.0"]
    for version, amount in (("1.0.0", 1000), ("1.1.0", 1100), ("1.2.0", 1200), ("2.0.0", 2000)):
        assert paid(catalogue.as_of("test", version)) == amount
        assert catalogue.as_of("test", version).current("test").model.version == version
    assert catalogue.as_of("test", "1.1.0").unreleased == {"test": ["1.2.0", "2.0.0"]}
    digest_lock.freeze(bench.root)
    assert paid(Catalogue(bench.root)) == 2000
    assert paid(Catalogue(bench.root).as_of("test", "1.1.0")) == 1100


def test_a_draft_that_is_named_is_the_version_in_hand(bench: Bench) -> None:
    bench.add(of("1.2.0", 1200, "1.1.0", status="draft"))
    catalogue = Catalogue(bench.root).as_of("test", "1.2.0")
    assert catalogue.current("test").model.version == "1.2.0"
    assert Catalogue(bench.root, every=True).current("test").model.version == "1.1.0"


def test_released_law_may_supersede_by_way_of_what_is_not_released(bench: Bench) -> None:
    bench.add(of("1.2.0", 1200, "1.1.0", published=date(2023, 2, 1)))
    name = "640105/test/1.1.0.yaml"
    digest_lock.freeze(bench.root)
    lock = bench.root / digest_lock.LOCK
    lines = lock.read_text(encoding="utf-8").splitlines(keepends=True)
    lock.write_text("".join(line for line in lines if name not in line), encoding="utf-8")
    assert paid(Catalogue(bench.root)) == 1200


def test_a_policy_without_a_released_version_is_told_with_what_to_do(bench: Bench) -> None:
    bench.add({**of("1.0.0", 50), "policy": "other"})
    catalogue = Catalogue(bench.root)
    assert catalogue.policies == ["test"]
    assert paid(catalogue) == 1000
    for ask in (catalogue.versions, catalogue.ruleset, lambda policy: catalogue.law([policy])):
        with pytest.raises(UsageError, match=r"no version of policy other is released: 1\.0\.0 .* freeze .* --version"):
            ask("other")
    assert catalogue.ruleset("other", "1.0.0").policy == "other"
    assert set(catalogue.as_of("other", "1.0.0").policies) == {"test", "other"}


def test_where_nothing_is_law_a_question_is_told_so(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    digest_lock.freeze(tmp_path)
    bench.add(of("1.0.0", 1000))
    with pytest.raises(UsageError, match="no version of policy test is released"):
        paid(Catalogue(tmp_path))


def test_a_version_that_is_not_there(bench: Bench) -> None:
    catalogue = Catalogue(bench.root)
    for ask in (catalogue.version, catalogue.ruleset, catalogue.as_of):
        with pytest.raises(UsageError, match=r"no version 1\.1\.1; allowed: 1\.0\.0, 1\.1\.0; did you mean 1\.1\.0\?"):
            ask("test", "1.1.1")
        with pytest.raises(UsageError, match=r"unknown policy tset; allowed: test; did you mean test\?"):
            ask("tset", "1.0.0")


def test_versions_stand_after_what_they_supersede(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.add(of("1.0.0", 1000, "1.1.0", published=date(2022, 12, 1)))
    bench.add(of("1.1.0", 1100))
    assert [item.model.version for item in Catalogue(tmp_path).versions("test")] == ["1.1.0", "1.0.0"]
    assert paid(Catalogue(tmp_path)) == 1000


def test_what_a_version_takes_by_the_day_of_the_question_is_so_in_both_engines(tmp_path: Path) -> None:
    """The regions as conditions: assessing asks both engines and refuses where they differ."""
    bench = Bench(tmp_path)
    at = {"1": clause(every="once", at="started")}
    first = {"from": date(2023, 4, 4), "to": None}
    later = {"from": date(2023, 10, 1), "to": None, "facts_from": date(2023, 1, 1)}
    bench.add(of("1.0.0", 1000) | {"clauses": at, "effective": first})
    bench.add(of("1.1.0", 1100, "1.0.0") | {"clauses": at, "effective": later})
    for on, started, expected in (
        (date(2023, 8, 1), date(2023, 5, 1), {"1.0.0": "payable", "1.1.0": "not_in_force"}),
        (date(2023, 9, 30), date(2023, 5, 1), {"1.0.0": "payable", "1.1.0": "not_in_force"}),
        (date(2023, 10, 1), date(2023, 5, 1), {"1.0.0": "not_in_force", "1.1.0": "payable"}),
        (date(2023, 10, 5), date(2023, 2, 1), {"1.0.0": "not_in_force", "1.1.0": "payable"}),
        (date(2023, 8, 1), date(2023, 2, 1), {"1.0.0": "not_in_force", "1.1.0": "not_in_force"}),
    ):
        found = bench.assess({"started": started}, on)
        assert {item.ruleset.version: item.outcome.value for item in found.entitlements} == expected
