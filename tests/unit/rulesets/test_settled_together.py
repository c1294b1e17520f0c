"""All documents together: each benefit once, ceilings side by side never added, by place."""

from __future__ import annotations

import re

import pytest
from whole_law import INCOME, INDUSTRY, JOBS, PRESCHOOL, REGION, RURAL, assessed

from subsidies import Catalogue, Outcome
from subsidies.errors import UsageError
from subsidies.explanation import Explanation


def test_whoever_asks_in_the_district_asks_about_all_its_documents(whole: Catalogue) -> None:
    assert whole.validate() == []
    assert {INDUSTRY, REGION, INCOME, JOBS, PRESCHOOL, RURAL} <= {ref.policy for ref in assessed(whole).rulesets}


def test_a_borrower_has_the_highest_of_all_loan_ceilings(whole: Catalogue) -> None:
    firm = {"id": "e", "place": "640105", "unit_type": "small_or_medium", "incubated": True, "incubation_qualified": True}
    found = assessed(whole, enterprises=[firm])
    payable = {item.clause for item in found.with_outcome(Outcome.PAYABLE) if item.kind == "loan_ceiling"}
    assert len(payable & {f"{JOBS}/15.2", f"{INCOME}/9.4"}) == 1
    total = found.total("loan_ceiling", "e")
    assert (total.low, total.high) == (0, 3_000_000)


def test_of_a_founder_s_two_ceilings_the_higher_holds_and_a_partner_has_none(whole: Catalogue) -> None:
    founder = {"id": "p", "business_in": "640105", "work_status": "own_business", "partner": False}
    founder |= {"youth_group": "graduate", "graduated_on": "2020-07-01", "business_started_on": "2023-05-01"}
    found = assessed(whole, persons=[founder])
    assert found.total("loan_ceiling", "p").high == 300_000
    assert found.of(f"{INCOME}/9.2", "p").outcome is Outcome.EXCLUDED_BY_LIMIT
    old = assessed(whole, persons=[{**founder, "graduated_on": "2015-07-01"}])
    assert old.total("loan_ceiling", "p").high == 200_000
    partner = assessed(whole, persons=[{**founder, "partner": True}])
    assert partner.total("loan_ceiling", "p").high == 0


def test_one_duty_of_a_work_relief_project(whole: Catalogue) -> None:
    project = {"id": "w", "place": "640105", "work_relief": True, "workforce": 100, "relief_funds": 1_000_000}
    found = assessed(whole, projects=[project])
    kept = [item.clause for item in found.with_outcome(Outcome.PAYABLE) if item.is_duty]
    (other,) = {f"{JOBS}/1.1", f"{INCOME}/3.1"} - set(kept)
    assert len(kept) == 1
    assert found.of(other, "w").outcome is Outcome.EXCLUDED_BY_LIMIT
    grounds = Explanation(whole.law(), found).other_grounds(found.of(kept[0], "w"))
    assert [item.clause for item in grounds] == [other]


def test_one_service_with_the_figures_of_the_plan_that_has_them(whole: Catalogue) -> None:
    person = {"id": "p", "resides_in": "640105", "assistance_group": "disabled", "wants_work": True, "able_to_work": True}
    found = assessed(whole, persons=[person])
    assert found.of(f"{JOBS}/11.1", "p").outcome is Outcome.PAYABLE
    assert found.of(f"{INCOME}/8.1", "p").outcome is Outcome.EXCLUDED_BY_LIMIT


@pytest.mark.parametrize(
    ("rows", "sum_", "payable"),
    [
        ([("startup_incubator", "national")], 2_000_000, {f"{JOBS}/16.1"}),
        ([("startup_incubator", "autonomous_region")], 1_000_000, {f"{JOBS}/16.2"}),
        ([("startup_incubator", "national"), ("startup_incubator", "autonomous_region")], 2_000_000, {f"{JOBS}/16.1"}),
        ([("maker_space", "autonomous_region")], 0, {f"{INCOME}/9.7-spaces"}),
        ([("startup_incubator", "national"), ("maker_space", "national")], 2_000_000, {f"{JOBS}/16.1", f"{INCOME}/9.7-spaces"}),
    ],
)
def test_one_award_for_a_recognition_and_none_of_its_figures_for_a_maker_space(
    whole: Catalogue, rows: list[tuple[str, str]], sum_: int, payable: set[str]
) -> None:
    said = [
        {"id": f"r{number}", "holder": "e", "title": title, "level": level, "recognised_on": "2023-06-01", "first_time": True}
        for number, (title, level) in enumerate(rows)
    ]
    found = assessed(whole, enterprises=[{"id": "e", "place": "640105", "incubated": False}], recognitions=said)
    paid = [item for item in found.with_outcome(Outcome.PAYABLE) if item.kind == "cash"]
    assert {item.clause for item in paid} == payable
    assert len(paid) == len(payable)
    total = found.total("cash", "e", "once")
    assert total.low == sum_
    # What a maker space gets is set by other rules.
    assert total.high == (None if f"{INCOME}/9.7-spaces" in payable else sum_)


@pytest.mark.parametrize(("before", "left"), [(999_999, 1_000_001), (1_000_000, 1_000_000)])
def test_whoever_rises_to_the_higher_level_in_a_year_gets_what_is_missing_to_it(whole: Catalogue, before: int, left: int) -> None:
    """As the plan for jobs has it alone: what joins policies makes no two levels one."""
    base = {"holder": "e", "title": "startup_incubator", "first_time": True}
    rows = [
        {**base, "id": "r0", "level": "autonomous_region", "recognised_on": "2023-05-01"},
        {**base, "id": "r1", "level": "national", "recognised_on": "2023-07-01"},
    ]
    award = {"clause": f"{JOBS}/16.2", "subject": "r0", "year": 2023, "amount": before}
    firm = {"id": "e", "place": "640105", "incubated": False}
    found = assessed(whole, enterprises=[firm], recognitions=rows, prior_awards=[award])
    assert found.of(f"{JOBS}/16.1", "r1").paid == (left * 100, left * 100)
    assert found.total("cash", "e", "once").low == left
    assert found.total("cash", "e", "once").high == left


@pytest.mark.parametrize(("clause", "level"), [("16.1", "national"), ("16.2", "autonomous_region")])
def test_what_a_recognition_got_without_a_figure_it_does_not_get_again(whole: Catalogue, clause: str, level: str) -> None:
    base = {"id": "r", "holder": "e", "title": "startup_incubator", "first_time": True, "recognised_on": "2023-05-01"}
    award = {"clause": f"{INCOME}/9.7", "subject": "r", "year": 2023, "amount": 500_000}
    firm = {"id": "e", "place": "640105", "incubated": False}
    found = assessed(whole, enterprises=[firm], recognitions=[{**base, "level": level}], prior_awards=[award])
    assert found.of(f"{JOBS}/{clause}", "r").outcome is Outcome.EXCLUDED_BY_LIMIT
    assert found.total("cash", "e", "once").high == 0


def test_a_base_of_another_level_gets_what_the_rules_say(whole: Catalogue) -> None:
    base = {"id": "r", "holder": "e", "title": "startup_incubator", "level": "city", "first_time": True}
    firm = {"id": "e", "place": "640105", "incubated": False}
    found = assessed(whole, enterprises=[firm], recognitions=[{**base, "recognised_on": "2023-05-01"}])
    assert found.of(f"{INCOME}/9.7", "r").outcome is Outcome.PAYABLE
    open_ = assessed(whole, enterprises=[firm], recognitions=[{**base, "level": None, "recognised_on": "2023-05-01"}])
    assert {open_.of(one, "r").outcome for one in (f"{INCOME}/9.7", f"{JOBS}/16.1", f"{JOBS}/16.2")} == {Outcome.POSSIBLE}


def test_one_grant_and_one_subsidy_with_two_grounds(whole: Catalogue) -> None:
    household = {"id": "h", "listed_in": "640105", "poverty_status": "lifted"}
    student = {"id": "s", "household": "h", "child_of_household": True}
    study = {"id": "y", "person": "s", "vocational": True, "school_year_start": "2023-09-01"}
    found = assessed(whole, on="2023-10-01", households=[household], persons=[student], studies=[study])
    assert found.of(f"{JOBS}/12.7", "y").outcome is Outcome.PAYABLE
    assert found.of(f"{RURAL}/6.1d-study", "y").outcome is Outcome.EXCLUDED_BY_LIMIT
    assert found.total("cash", period="year").low == 4000


ENDED = {"second_round_contract": True, "land_contract_ends": "2023-06-30"}


def test_the_pilot_is_for_its_places_and_the_district_s_clause_for_it(whole: Catalogue) -> None:
    for place, clause in (("640105", f"{INCOME}/19.1"), ("640221", f"{REGION}/20.1")):
        household = {"id": "h", "land_in": place, **ENDED}
        found = assessed(whole, place=place, households=[household])
        assert [item.clause for item in found.with_outcome(Outcome.PAYABLE)] == [clause]
    city = assessed(whole, place="640200", households=[{"id": "h", "land_in": "640200", **ENDED}])
    assert city.of(f"{REGION}/20.1", "h").outcome is Outcome.POSSIBLE


def test_a_number_that_two_policies_have_is_refused(whole: Catalogue) -> None:
    found = assessed(whole, persons=[{"id": "p"}])
    with pytest.raises(UsageError, match=re.escape(f"{INCOME}/9.3, {JOBS}/9.3")):
        found.of("9.3", "p")


def test_who_is_asked_is_not_asked_for_another_district(whole: Catalogue) -> None:
    asked = assessed(whole, place="640104", persons=[{"id": "p"}])
    policies = {ref.policy for ref in asked.rulesets}
    assert {INDUSTRY, REGION} <= policies
    assert not policies & {INCOME, JOBS, PRESCHOOL, RURAL}
