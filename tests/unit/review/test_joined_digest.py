"""A review covers a clause expanded: what joins it with clauses of other policies, and what its article says for all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from joined_world import joins, label, policy, write_joined
from small_world import LABEL, VOCABULARY, Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.review import clause_digests, entry_digests

READING = {"question": LABEL, "taken": LABEL, "why": LABEL}


def digests(bench: Bench) -> dict[str, str]:
    """Of all clauses of both policies, by their full ids."""
    catalogue = Catalogue(bench.root)
    return {
        f"{name}/{id_}": digest
        for name in ("alpha", "beta")
        for id_, digest in clause_digests(catalogue.ruleset(name), catalogue).items()
    }


def entries(bench: Bench) -> dict[str, str]:
    return entry_digests(Catalogue(bench.root).cross_files.latest("joins"))


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {name for name in after if before.get(name) != after[name]}


def with_entry(section: str, **changes: Any) -> dict[str, Any]:
    entry = {**joins()[section][0], **changes}
    return joins(**{section: [entry]})


@pytest.mark.parametrize(
    ("file", "clauses", "entry"),
    [
        (with_entry("same", per=["person", "year"]), {"alpha/1", "beta/1"}, "once"),
        (with_entry("same", title=label("别的", "other")), {"alpha/1", "beta/1"}, "once"),
        (with_entry("limits", cite="第五条"), {"alpha/2", "beta/2"}, "cap"),
        (with_entry("prevails", clause="beta/2"), {"alpha/3", "beta/3", "beta/2"}, "first"),
        (joins(parameters={"most": {**joins()["parameters"]["most"], "value": 401}}), {"alpha/2", "beta/2"}, "cap"),
        (
            joins(readings={"twin": {**joins()["readings"]["twin"], "taken": label("两项。", "Two.")}}),
            {"alpha/1", "beta/1"},
            "once",
        ),
    ],
)
def test_what_an_entry_says_is_of_all_clauses_that_it_names(
    file: dict[str, Any], clauses: set[str], entry: str, bench: Bench
) -> None:
    write_joined(bench)
    before, of_entries = digests(bench), entries(bench)
    bench.write("cross/joins/1.0.0.yaml", file)
    assert changed(before, digests(bench)) == clauses
    assert changed(of_entries, entries(bench)) == {entry}


def test_a_version_that_leaves_an_entry_as_it_was_leaves_it_reviewed(bench: Bench) -> None:
    write_joined(bench)
    before, of_entries = digests(bench), entries(bench)
    later = with_entry("limits", cite="第五条")
    bench.write("cross/joins/1.1.0.yaml", {**later, "version": "1.1.0", "supersedes": "1.0.0", "recorded": date(2023, 6, 1)})
    assert changed(before, digests(bench)) == {"alpha/2", "beta/2"}
    assert changed(of_entries, entries(bench)) == {"cap"}


def test_a_clause_that_nothing_joins_has_the_digest_it_had(bench: Bench) -> None:
    write_joined(bench)
    (bench.root / "cross" / "joins" / "1.0.0.yaml").unlink()
    alone = digests(bench)
    bench.write("cross/joins/1.0.0.yaml", joins(same=[], limits=[], readings={}, parameters={}))
    assert changed(alone, digests(bench)) == {"alpha/3", "beta/3"}


def test_an_entry_names_a_clause_by_the_id_that_it_had(bench: Bench) -> None:
    write_joined(bench)
    later = policy("alpha", 1000, 300, 50)
    moved = {**later["clauses"], "4": {**later["clauses"]["3"], "formerly": ["3"]}}
    del moved["3"]
    bench.add({**later, "version": "1.1.0", "supersedes": "1.0.0", "published": date(2023, 2, 1), "clauses": moved})
    before = digests(bench)
    bench.write("cross/joins/1.0.0.yaml", with_entry("prevails", cite="第五条"))
    assert changed(before, digests(bench)) == {"alpha/4", "beta/3"}


def test_what_is_not_released_joins_nothing_yet(bench: Bench) -> None:
    from subsidies.catalogue import digest_lock

    write_joined(bench)
    digest_lock.freeze(bench.root)
    before = digests(bench)
    later = {**with_entry("limits", cite="第五条"), "version": "1.1.0", "supersedes": "1.0.0", "recorded": date(2023, 6, 1)}
    bench.write("cross/joins/1.1.0.yaml", later)
    assert digests(bench) == before


def by_article(**changes: Any) -> dict[str, Any]:
    """Two articles of a clause each, which say nothing that their article says."""
    said = ("article", "office", "readings", "place")
    own = {key: value for key, value in clause(amount="p.sum").items() if key not in said}
    articles = {
        "1": {
            "office": {"lead": ["甲"]},
            "rests_on": ["own"],
            "readings": {"own": READING},
            "parameters": {"sum": {"value": 1, "unit": "yuan"}},
        },
        "2": {"office": {"lead": ["乙"]}, "parameters": {"other": {"value": 2, "unit": "yuan"}}},
    }
    for number, article in articles.items():
        article.update(changes.pop(f"article_{number}", {}))
        article["clauses"] = {number: {**own, "amount": "p.sum" if number == "1" else "p.other"}}
    full = ruleset()
    del full["parameters"]
    more = {"places": {"person": "lives_in"}, "rests_on": ["all"], "readings": {"all": READING}, "articles": articles}
    return {**full, **more, **changes}


@pytest.mark.parametrize(
    ("file", "clauses"),
    [
        (by_article(article_1={"office": {"lead": ["丙"]}}), {"1"}),
        (by_article(article_2={"office": {"lead": ["丙"]}}), {"2"}),
        (by_article(article_1={"readings": {"own": {**READING, "taken": label("别的", "other")}}}), {"1"}),
        (by_article(readings={"all": {**READING, "taken": label("别的", "other")}}), {"1", "2"}),
        (by_article(places={"person": "works_in"}), {"1", "2"}),
    ],
)
def test_what_an_article_or_the_plan_says_for_all_is_of_each_clause(
    file: dict[str, Any], clauses: set[str], bench: Bench
) -> None:
    person = VOCABULARY["entities"]["person"]
    places = {name: {"type": "place", "label": label(name, name)} for name in ("lives_in", "works_in")}
    lived = {**person, "facts": {**person["facts"], **places}}
    bench.words({**VOCABULARY, "entities": {"person": lived}})

    def now(data: dict[str, Any]) -> dict[str, str]:
        bench.add(data)
        catalogue = Catalogue(bench.root)
        return clause_digests(catalogue.ruleset("test"), catalogue)

    assert changed(now(by_article()), now(file)) == clauses
