"""The plan for jobs with clauses of three other documents: each benefit once, ceilings side by side never added, by place.

The clauses of the others stand in ``tests/good/trial``; the words that they need are added to those of the bundled law.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from small_world import plain

from subsidies import Catalogue, Determination, Outcome
from subsidies.errors import UsageError
from subsidies.explanation import Explanation
from subsidies.files.data import of_data
from subsidies.files.disk import read

TRIAL = Path(__file__).parents[2] / "good" / "trial"
JOBS, INCOME, RURAL, REGION = "xixia-jobs-2023", "xixia-income-2023", "xixia-rural-2023", "ningxia-rural-2023"


def label(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    root = tmp_path_factory.mktemp("together") / "rulesets"
    shutil.copytree(Catalogue.bundled().root, root, ignore=shutil.ignore_patterns("digests.lock", "*.py", "__pycache__"))
    shutil.copytree(TRIAL, root, dirs_exist_ok=True)
    words = {path: read(path).data for path in (root / "vocabulary").glob("*.yaml")}
    entities = {name: entity for data in words.values() for name, entity in data["entities"].items()}
    entities["person"]["facts"] |= {
        "partner": {"type": "bool", "label": label("合伙创业", "founds with partners")},
        "graduated_on": {"type": "date", "past": True, "label": label("毕业日期", "day of graduation")},
    }
    entities["household"]["facts"] |= {
        "land_in": {"type": "place", "label": label("承包地所在地", "place of the contracted land")},
        "second_round_contract": {"type": "bool", "label": label("有二轮承包合同", "holds a second-round contract")},
    }
    entities["recognition"]["facts"]["title"]["values"]["maker_space"] = label("众创空间", "maker space")
    for path, data in words.items():
        path.write_text(plain(data), encoding="utf-8")
    return Catalogue(root)


def assessed(catalogue: Catalogue, place: str = "640105", on: str = "2023-09-01", **lists: Any) -> Determination:
    data = {"schema_version": 1, "jurisdiction": place, "on": on, "prior_awards": [], **lists}
    return catalogue.assess(catalogue.read_case(of_data(data)))


def test_the_trial_is_sound(catalogue: Catalogue) -> None:
    assert catalogue.validate() == []
    assert [ref.policy for ref in assessed(catalogue).rulesets] == [REGION, INCOME, JOBS, RURAL]


def test_a_borrower_has_the_highest_of_all_loan_ceilings(catalogue: Catalogue) -> None:
    firm = {"id": "e", "place": "640105", "unit_type": "small_or_medium", "incubated": True, "incubation_qualified": True}
    found = assessed(catalogue, enterprises=[firm])
    payable = {item.clause for item in found.with_outcome(Outcome.PAYABLE) if item.kind == "loan_ceiling"}
    assert len(payable & {f"{JOBS}/15.2", f"{INCOME}/9.4"}) == 1
    total = found.total("loan_ceiling", "e")
    assert (total.low, total.high) == (0, 3_000_000)


def test_of_a_founder_s_two_ceilings_the_higher_holds_and_a_partner_has_none(catalogue: Catalogue) -> None:
    founder = {"id": "p", "business_in": "640105", "work_status": "own_business", "partner": False, "graduated_on": "2020-07-01"}
    found = assessed(catalogue, persons=[founder])
    assert found.total("loan_ceiling", "p").high == 300_000
    assert found.of(f"{INCOME}/9.2", "p").outcome is Outcome.EXCLUDED_BY_LIMIT
    old = assessed(catalogue, persons=[{**founder, "graduated_on": "2015-07-01"}])
    assert old.total("loan_ceiling", "p").high == 200_000
    partner = assessed(catalogue, persons=[{**founder, "partner": True}])
    assert partner.total("loan_ceiling", "p").high == 0


def test_one_duty_of_a_work_relief_project(catalogue: Catalogue) -> None:
    project = {"id": "w", "place": "640105", "work_relief": True, "workforce": 100, "relief_funds": 1_000_000}
    found = assessed(catalogue, projects=[project])
    kept = [item.clause for item in found.with_outcome(Outcome.PAYABLE) if item.is_duty]
    (other,) = {f"{JOBS}/1.1", f"{INCOME}/3.1"} - set(kept)
    assert len(kept) == 1
    assert found.of(other, "w").outcome is Outcome.EXCLUDED_BY_LIMIT
    grounds = Explanation(catalogue.law(), found).other_grounds(found.of(kept[0], "w"))
    assert [item.clause for item in grounds] == [other]


def test_one_service_with_the_figures_of_the_plan_that_has_them(catalogue: Catalogue) -> None:
    person = {"id": "p", "resides_in": "640105", "assistance_group": "disabled", "wants_work": True, "able_to_work": True}
    found = assessed(catalogue, persons=[person])
    assert found.of(f"{JOBS}/11.1", "p").outcome is Outcome.PAYABLE
    assert found.of(f"{INCOME}/8.1", "p").outcome is Outcome.EXCLUDED_BY_LIMIT


@pytest.mark.parametrize(
    ("rows", "sum_", "payable"),
    [
        ([("startup_incubator", "national")], 2_000_000, {f"{JOBS}/16.1"}),
        ([("startup_incubator", "autonomous_region")], 1_000_000, {f"{JOBS}/16.2"}),
        ([("startup_incubator", "national"), ("startup_incubator", "autonomous_region")], 2_000_000, {f"{JOBS}/16.1"}),
        ([("maker_space", "autonomous_region")], 0, {f"{INCOME}/9.7"}),
    ],
)
def test_one_award_for_a_recognition_and_none_of_its_figures_for_a_maker_space(
    catalogue: Catalogue, rows: list[tuple[str, str]], sum_: int, payable: set[str]
) -> None:
    said = [
        {"id": f"r{number}", "holder": "e", "title": title, "level": level, "recognised_on": "2023-06-01", "first_time": True}
        for number, (title, level) in enumerate(rows)
    ]
    found = assessed(catalogue, enterprises=[{"id": "e", "place": "640105", "incubated": False}], recognitions=said)
    paid = [item for item in found.with_outcome(Outcome.PAYABLE) if item.kind == "cash"]
    assert {item.clause for item in paid} == payable
    assert len(paid) == 1
    total = found.total("cash", "e", "once")
    assert total.low == sum_
    assert total.high == (sum_ or None)


def test_one_grant_and_one_subsidy_with_two_grounds(catalogue: Catalogue) -> None:
    household = {"id": "h", "listed_in": "640105", "poverty_status": "lifted"}
    student = {"id": "s", "household": "h", "child_of_household": True}
    study = {"id": "y", "person": "s", "vocational": True, "school_year_start": "2023-09-01"}
    found = assessed(catalogue, on="2023-10-01", households=[household], persons=[student], studies=[study])
    assert found.of(f"{JOBS}/12.7", "y").outcome is Outcome.PAYABLE
    assert found.of(f"{RURAL}/6.1d-study", "y").outcome is Outcome.EXCLUDED_BY_LIMIT
    assert found.total("cash", period="year").low == 4000


def test_the_pilot_is_for_its_places_and_the_district_s_clause_for_it(catalogue: Catalogue) -> None:
    for place, clause in (("640105", f"{INCOME}/19.1"), ("640221", f"{REGION}/20.1")):
        household = {"id": "h", "land_in": place, "second_round_contract": True}
        found = assessed(catalogue, place=place, households=[household])
        assert [item.clause for item in found.with_outcome(Outcome.PAYABLE)] == [clause]
    city = assessed(catalogue, place="640200", households=[{"id": "h", "land_in": "640200", "second_round_contract": True}])
    assert city.of(f"{REGION}/20.1", "h").outcome is Outcome.POSSIBLE


def test_a_number_that_two_policies_have_is_refused(catalogue: Catalogue) -> None:
    found = assessed(catalogue, persons=[{"id": "p"}])
    with pytest.raises(UsageError, match=re.escape(f"{INCOME}/9.3, {JOBS}/9.3")):
        found.of("9.3", "p")


def test_who_is_asked_is_not_asked_for_another_district(catalogue: Catalogue) -> None:
    asked = assessed(catalogue, place="640104", persons=[{"id": "p"}])
    assert [ref.policy for ref in asked.rulesets] == [REGION]
