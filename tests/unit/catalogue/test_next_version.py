"""The next version of a policy, and releasing one without the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_world import VOCABULARY, Bench, clause, ruleset

from subsidies import Catalogue, InputError, UsageError
from subsidies.catalogue import digest_lock
from subsidies.catalogue.next_version import begin_next, named
from subsidies.catalogue.validation import validate_folder

BLOCK = """schema_version: 1
policy: test
version: 1.9.0
supersedes: 1.8.0
title: {zh: 文, en: text}
"""


def begun(root: Path, text: str, name: str = "1.9.0") -> Path:
    path = root / "640105" / "test" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BLOCK, BLOCK.replace("version: 1.9.0\nsupersedes: 1.8.0", "version: 1.10.0\nsupersedes: 1.9.0")),
        (
            BLOCK.replace("supersedes: 1.8.0\n", ""),
            BLOCK.replace("version: 1.9.0\nsupersedes: 1.8.0", "version: 1.10.0\nsupersedes: 1.9.0"),
        ),
    ],
)
def test_the_next_version_says_what_it_supersedes_and_else_the_same(text: str, expected: str, tmp_path: Path) -> None:
    begun(tmp_path, BLOCK.replace("1.9.0", "1.8.0"), "1.8.0")
    begun(tmp_path, text)
    path = begin_next(tmp_path, "test")
    assert path.name == "1.10.0.yaml"
    assert path.read_text(encoding="utf-8") == expected


def test_a_file_that_hides_its_version_is_left_to_whoever_wrote_it(tmp_path: Path) -> None:
    begun(tmp_path, '{"version": "1.9.0"}')
    with pytest.raises(InputError, match="does not say its version in a line of its own"):
        begin_next(tmp_path, "test")
    with pytest.raises(UsageError, match="unknown policy tset; did you mean test"):
        begin_next(tmp_path, "tset")


@pytest.fixture
def three(bench: Bench) -> Bench:
    """Policy alpha is released; beta and gamma are not, and gamma is broken."""
    bench.add(ruleset(policy="alpha", clauses={"1": clause()}))
    digest_lock.freeze(bench.root)
    bench.add(ruleset(policy="beta", clauses={"1": clause()}))
    bench.add(ruleset(policy="beta", version="1.1.0", supersedes="1.0.0", clauses={"1": clause()}))
    bench.add(ruleset(policy="gamma", clauses={"1": clause(when=["nothing"])}))
    return bench


def test_what_is_named_is_released_and_nothing_else_is_looked_at(three: Bench) -> None:
    wanted = [path.relative_to(three.root).as_posix() for path in named(three.root, ["beta/1.0.0"])]
    assert wanted == ["640105/beta/1.0.0.yaml"]
    assert validate_folder(three.root, apart=False, also=wanted)[0] == []
    assert [item.kind for item in validate_folder(three.root)[0]] == ["unknown_name"]
    assert digest_lock.freeze(three.root, only=wanted) == wanted
    catalogue = Catalogue(three.root)
    assert catalogue.policies == ["alpha", "beta"]
    assert catalogue.unreleased == {"beta": ["1.1.0"], "gamma": ["1.0.0"]}


def test_a_broken_version_is_not_released_by_its_name(three: Bench) -> None:
    wanted = [path.relative_to(three.root).as_posix() for path in named(three.root, ["gamma"])]
    assert [item.kind for item in validate_folder(three.root, apart=False, also=wanted)[0]] == ["unknown_name"]


def test_all_versions_of_a_policy_by_its_name(three: Bench) -> None:
    assert [path.stem for path in named(three.root, ["beta"])] == ["1.0.0", "1.1.0"]
    with pytest.raises(UsageError, match=r"policy beta has no version 1\.2\.0"):
        list(named(three.root, ["beta/1.2.0"]))


def test_whoever_changed_a_released_version_is_told_what_to_do_instead(three: Bench) -> None:
    three.add(ruleset(policy="alpha", clauses={"1": clause(when=["poor"])}))
    facts = {**VOCABULARY["entities"]["person"]["facts"], "tall": {"type": "bool"}}
    three.words({"schema_version": 1, "entities": {"person": {**VOCABULARY["entities"]["person"], "facts": facts}}})
    told = {item.position.file.rpartition("/")[2]: item.message() for item in digest_lock.changed(three.root) if item.position}
    assert "put it back and write what is new into the next one (subsidies rulesets draft alpha)" in told["1.0.0.yaml"]
    assert "subsidies rulesets freeze DIR --shared" in told["vocabulary"]
