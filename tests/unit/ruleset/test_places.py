"""A condition on a place: whether it lies in one of those that the law lists."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from small_world import LABEL, VOCABULARY, Bench, clause, ruleset

from subsidies import Catalogue, Determination
from subsidies.explanation import Explanation
from subsidies.files.data import of_data
from subsidies.wording import Wording
from subsidies_cli.site.speech import Speech
from subsidies_cli.site.terms import Terms

PLACES = {
    "640000": {"name": {"zh": "区", "en": "region"}},
    "640100": {"name": {"zh": "市", "en": "city"}, "parent": "640000"},
    "640105": {"name": {"zh": "甲", "en": "A"}, "parent": "640100"},
    "640104": {"name": {"zh": "乙", "en": "B"}, "parent": "640100"},
    "640300": {"name": {"zh": "丙", "en": "C"}, "parent": "640000"},
}


@pytest.fixture
def catalogue(bench: Bench) -> Catalogue:
    vocabulary = copy.deepcopy(VOCABULARY)
    vocabulary["entities"]["person"]["facts"]["lives_in"] = {"type": "place", "label": {"zh": "住处", "en": "home"}}
    bench.words(vocabulary)
    bench.write("jurisdictions.yaml", {"schema_version": 1, "jurisdictions": PLACES})
    figures = {
        "sum": {"value": 1000, "unit": "yuan", "cite": "1"},
        "pilots": {"value": ["640105", "640300"], "unit": "place", "cite": "2", "label": LABEL},
    }
    clauses = {"1": clause(when=["lives_in in p.pilots"]), "2": clause(when=["lives_in not in p.pilots"])}
    bench.write("640000/test/1.0.0.yaml", ruleset(jurisdiction="640000", parameters=figures, clauses=clauses))
    return Catalogue(bench.root)


def assessed(catalogue: Catalogue, place: str | None) -> Determination:
    data: dict[str, Any] = {"schema_version": 1, "jurisdiction": "640000", "on": "2023-06-01", "prior_awards": []}
    return catalogue.assess(catalogue.read_case(of_data({**data, "persons": [{"id": "p", "lives_in": place}]})))


@pytest.mark.parametrize(
    ("place", "verdict"),
    [("640105", True), ("640300", True), ("640104", False), ("640100", None), (None, None), ("640000", None)],
)
def test_it_holds_where_one_of_them_holds(catalogue: Catalogue, place: str | None, verdict: bool | None) -> None:
    found = assessed(catalogue, place)
    assert found.of("1", "p").verdict is verdict
    assert found.of("2", "p").verdict is (None if verdict is None else not verdict)


def test_the_place_is_what_is_missing(catalogue: Catalogue) -> None:
    found = assessed(catalogue, None)
    missing = Explanation(catalogue.law(), found).missing(found.of("1", "p"))
    assert [(one.sort, one.fact) for one in missing] == [("fact", "lives_in")]


def test_it_is_said_with_the_names_of_the_places(catalogue: Catalogue) -> None:
    own = catalogue.ruleset("test")
    line = own.rules["1"].lines[-1]
    assert Wording(own, catalogue.world, "en", "person").line(line) == "home in one of A, C"
    assert Wording(own, catalogue.world, "zh", "person").line(line) == "住处在甲、丙之一"


def test_a_page_has_the_words_by_which_a_scenario_names_it(catalogue: Catalogue) -> None:
    """A list of places is one condition, not one for each place."""
    own = catalogue.ruleset("test")
    (said,) = Terms(own, catalogue.world, Speech("zh")).lines(own.rules["1"], "condition")
    assert (said.text, said.below) == ("住处在甲、丙之一", ())
