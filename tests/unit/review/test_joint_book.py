"""The book of what joins policies: its entries with what they rest on, what pins its figures, how its scenarios went."""

from __future__ import annotations

from pathlib import Path

from joined_world import FIRST, joins, policy, write_joined
from small_world import LABEL, Bench

from subsidies import Catalogue
from subsidies.catalogue import digest_lock
from subsidies.mutation import Equivalents, MutationReport, Trial, judgements, report
from subsidies.review import JointBook, Place, bind_joint
from subsidies.scenarios import features_of, run_features


def book(bench: Bench, features: Path, measured: MutationReport | None = None) -> JointBook:
    catalogue = Catalogue(bench.root)
    return bind_joint(catalogue, "joins", run_features(features_of(features, catalogue, "joins"), catalogue), measured)


def changes(bench: Bench, features: Path) -> MutationReport:
    trial = Trial(Catalogue(bench.root), "joins", features)
    return report(trial, judgements(trial, features, 1), Equivalents.beside(trial.features, "joins"))


def test_everything_stands_in_one_article_by_section(bench: Bench) -> None:
    found = book(bench, write_joined(bench))
    (article,) = found.articles
    assert (found.name, article.slug, len(article.sheets)) == ("joins", "index", 1)
    assert [(entry.sort, entry.id) for entry in found.entries] == [("same", "once"), ("limit", "cap"), ("prevails", "first")]
    assert [result.passed for result in found.results] == [True] * 5


def test_an_entry_has_what_it_rests_on(bench: Bench) -> None:
    once, cap, first = book(bench, write_joined(bench)).entries
    assert [(name, reading.taken.en) for name, reading in once.readings] == [("twin", "One.")]
    assert cap.limit is not None
    assert ([figure.name for figure in cap.figures], cap.limit.over) == (["most"], ("alpha/2", "beta/2"))
    assert (first.limit, first.figures, first.readings) == (None, (), ())
    assert [entry.digest for entry in (once, cap, first)] == ["", "", ""]


def test_a_limit_that_is_over_clauses_of_others_too_stays_that_of_its_policy(bench: Bench) -> None:
    features = write_joined(bench)
    each = {"id": "each", "title": LABEL, "over": ["1"], "per": ["person"], "at_most": {"awards": 1}, "cite": "第一条"}
    bench.add({**policy("alpha", 1000, 300, 50), "limits": [each]})
    more = {"id": "more", "title": LABEL, "limit": "alpha/each", "over": ["beta/2"], "cite": "第五条"}
    bench.write("cross/joins/1.0.0.yaml", joins(widens=[more]))
    entry = book(bench, features).entries[-1]
    assert (entry.sort, entry.id, entry.limit) == ("widens", "more", None)


def test_nobody_looked_is_not_the_same_as_nothing_pins(bench: Bench) -> None:
    features = write_joined(bench)
    assert (found := book(bench, features)).figures["most"].pinned_by is None
    assert (found.score, found.whole, found.entries[0].score) == (None, None, None)


def test_changes_are_counted_by_entry_and_of_the_file_as_a_whole(bench: Bench) -> None:
    features = write_joined(bench)
    found = book(bench, features, changes(bench, features))
    assert found.figures["most"].pinned_by == (Place("index", 1, 2, 2),)
    assert found.score is not None
    assert found.score.counted == found.score.noticed == 13
    features = write_joined(bench, FIRST)
    found = book(bench, features, changes(bench, features))
    assert found.figures["most"].pinned_by == ()
    assert found.whole is not None
    assert [one.score.noticed if one.score else None for one in found.entries] == [0, 0, 2]
    assert len(found.whole.survivors) == 2


def test_it_says_whether_it_is_released(bench: Bench) -> None:
    features = write_joined(bench)
    digest_lock.freeze(bench.root)
    assert book(bench, features).released
    later = joins(version="1.1.0", supersedes="1.0.0", recorded=joins()["recorded"].replace(day=2))
    bench.write("cross/joins/1.1.0.yaml", later)
    catalogue = Catalogue(bench.root).as_of("joins", "1.1.0")
    assert not bind_joint(catalogue, "joins", []).released
