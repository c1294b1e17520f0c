"""Adding a policy changes nothing of another: its digests, the changes it is put to, its pages and its answers."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from small_world import clause, plain, ruleset

from subsidies import Catalogue
from subsidies.documents import to_dict
from subsidies.files.disk import read
from subsidies.mutation import Mutants
from subsidies.review import bind, clause_digests
from subsidies.review.reviews import Reviews
from subsidies.scenarios import features_of, run_features
from subsidies_cli.site.pages import pages

GOOD = Path(__file__).parents[2] / "good"
EXAMPLES = Path(__file__).parents[3] / "examples"
JOBS = "xixia-jobs-2023"
MORE = ("bool", "money", "count", "date", "place", "months", "years")


def label(text: str) -> dict[str, str]:
    return {"zh": f"更多{text}", "en": f"more {text}"}


def grown(root: Path) -> None:
    """Each entity gets a fact more of each type that it has, each enum a value more: what a further policy may need."""
    for path in (root / "vocabulary").glob("*.yaml"):
        words = read(path).data
        for entity in words["entities"].values():
            seen: dict[str, Any] = {}
            for fact in entity["facts"].values():
                if "values" in fact:
                    fact["values"]["one_more"] = label("值")
                elif str(fact["type"]) not in seen and fact["type"] in (
                    "bool",
                    "money",
                    "count",
                    "date",
                    "place",
                    "months",
                    "years",
                ):
                    seen[fact["type"]] = {"type": fact["type"], "label": label(fact["type"])}
            entity["facts"] |= {f"one_more_{type_}": fact for type_, fact in seen.items()}
        path.write_text(plain(words), encoding="utf-8")


def add_policy(root: Path, place: str, entity: str) -> None:
    """A policy that reads what was added."""
    own = clause(**{"for": entity, "payee": entity, "when": ["one_more_bool"], "place": None})
    data = ruleset(policy="one-more-2023", jurisdiction=place, clauses={"1": own, "2": {**own, "when": []}})
    path = root / f"{place}-more" / "one-more-2023" / "1.0.0.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(plain(data), encoding="utf-8")


def copied(folder: Path, to: Path) -> Path:
    ignored = shutil.ignore_patterns("digests.lock", "*.py", "__pycache__")
    return Path(shutil.copytree(folder, to, ignore=ignored))


@pytest.fixture(scope="module")
def enlarged(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The bundled law with a policy more."""
    root = copied(Catalogue.bundled().root, tmp_path_factory.mktemp("more") / "rulesets")
    grown(root)
    add_policy(root, "640105", "person")
    catalogue = Catalogue(root)
    assert catalogue.validate() == []
    assert {"one-more-2023", *Catalogue.bundled().policies} <= set(catalogue.policies)
    return catalogue


def test_digests_stay(enlarged: Catalogue) -> None:
    before, after = (clause_digests(one.ruleset(JOBS), one) for one in (Catalogue.bundled(), enlarged))
    assert after == before


def test_the_changes_that_scenarios_have_to_notice_stay(enlarged: Catalogue) -> None:
    before, after = (Mutants.of(JOBS, one).mutants for one in (Catalogue.bundled(), enlarged))
    assert [(one.id, one.change) for one in after] == [(one.id, one.change) for one in before]


@pytest.mark.parametrize("case", sorted(path.name for path in EXAMPLES.glob("*.yaml")))
def test_what_a_case_is_entitled_to_by_it_stays(case: str, enlarged: Catalogue) -> None:
    found = [
        to_dict(one.assess(one.read_case(EXAMPLES / case), policies=[JOBS]), one.law([JOBS]))
        for one in (Catalogue.bundled(), enlarged)
    ]
    for document in found:
        # That the vocabulary has grown is said.
        del document["vocabulary_digest"]
    assert found[1] == found[0]


def test_its_pages_stay(tmp_path: Path) -> None:
    """Of a small policy, with all of its scenarios run."""
    root = copied(GOOD / "catalogue", tmp_path / "rulesets")

    def site() -> dict[str, str]:
        catalogue = Catalogue(root)
        ran = run_features(features_of(GOOD / "features", catalogue, "work-2023"), catalogue)
        return pages([bind(catalogue, "work-2023", ran, Reviews())], catalogue)

    before = site()
    grown(root)
    add_policy(root, "110100", "person")
    assert "one-more-2023" in Catalogue(root).policies
    assert site() == before
