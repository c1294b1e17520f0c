"""Which policies answer for a case: those of its places, and those under which something was given."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from small_world import LABEL, VOCABULARY, Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.errors import RulesetError
from subsidies.files.data import of_data

PLACES = {
    "640000": {"name": LABEL},
    "640100": {"name": LABEL, "parent": "640000"},
    "640105": {"name": LABEL, "parent": "640100"},
    "640104": {"name": LABEL, "parent": "640100"},
    "640300": {"name": LABEL, "parent": "640000"},
}


@pytest.fixture
def several(bench: Bench) -> Catalogue:
    """A policy of each place, called after it."""
    vocabulary = copy.deepcopy(VOCABULARY)
    vocabulary["entities"]["person"]["facts"]["lives_in"] = {"type": "place", "label": {"zh": "处", "en": "place"}}
    bench.words(vocabulary)
    bench.write("jurisdictions.yaml", {"schema_version": 1, "jurisdictions": PLACES})
    for code in PLACES:
        data = ruleset(policy=f"p{code}", jurisdiction=code, clauses={"1": clause(place="lives_in")})
        bench.write(f"{code}-a/p{code}/1.0.0.yaml", data)
    return Catalogue(bench.root)


def case(catalogue: Catalogue, *persons: dict[str, Any], place: str = "640105", **more: Any) -> Any:
    rows = [{"id": f"p{number}", **person} for number, person in enumerate(persons)]
    data = {"schema_version": 1, "jurisdiction": place, "on": "2023-06-01", "prior_awards": [], "persons": rows, **more}
    return catalogue.read_case(of_data(data))


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("640105", ["640000", "640100", "640105"]),
        ("640100", ["640000", "640100", "640104", "640105"]),
        ("640300", ["640000", "640300"]),
    ],
)
def test_those_of_the_place_of_the_case_around_it_and_within(several: Catalogue, place: str, expected: list[str]) -> None:
    assert several.policies_for(case(several, place=place)) == [f"p{code}" for code in expected]


def test_a_place_that_a_fact_names_counts_too(several: Catalogue) -> None:
    for value, found in (("640300", True), ("640104", False), ("unknown", False), (None, False)):
        asked = case(several, {"lives_in": value}, {"lives_in": "640105"})
        assert ("p640300" in several.policies_for(asked)) is found


def test_so_does_a_policy_under_which_something_was_given_and_the_place_of_an_award(several: Catalogue) -> None:
    for award in ({"clause": "p640300/1"}, {"clause": "p640000/1", "place": "640300"}):
        line = {**award, "subject": "p0", "year": 2023, "amount": 10}
        assert "p640300" in several.policies_for(case(several, {}, prior_awards=[line]))


def test_an_assessment_is_by_those_unless_policies_are_named(several: Catalogue) -> None:
    asked = case(several, {"lives_in": "640105"})
    assert [ref.policy for ref in several.assess(asked).rulesets] == ["p640000", "p640100", "p640105"]
    assert several.assess(asked).total("cash").low == 3000
    assert [ref.policy for ref in several.assess(asked, policies=["p640300"]).rulesets] == ["p640300"]


def test_nothing_is_read_of_a_policy_elsewhere(several: Catalogue) -> None:
    path = Path(several.root / "640300-a/p640300/1.0.0.yaml")
    path.write_text("{", encoding="utf-8")
    catalogue = Catalogue(several.root)
    assert catalogue.assess(case(catalogue, {"lives_in": "640105"})).total("cash").low == 3000
    with pytest.raises(RulesetError, match="p640300"):
        catalogue.assess(case(catalogue, {"lives_in": "640300"}))


def test_only_rulesets_that_say_something_speak(several: Catalogue) -> None:
    found = several.assess(case(several, {"lives_in": "640104"}, place="640100"))
    assert [ref.policy for ref in found.speaking] == ["p640000", "p640100", "p640104"]
    late = several.assess(case(several, {"lives_in": "640105"}, on="2022-06-01"))
    assert late.speaking == late.rulesets
