"""Article 7 of the plan for jobs: 36 months of the insurance subsidy in all, by whatever plan they were given.

The plan for the countryside names the subsidy too; a small plan that has lapsed, of the test, gave it before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from small_world import LABEL, clause, plain, ruleset
from whole_law import JOBS, RURAL, write_whole

from subsidies import Catalogue, Outcome
from subsidies.explanation import Explanation
from subsidies.files.data import of_data

EARLIER = "earlier-2017"
NOW, TWIN, BEFORE, POST = f"{JOBS}/7.3", f"{RURAL}/6.1d-flexible", f"{EARLIER}/1", f"{EARLIER}/2"
PAYABLE, USED_UP = Outcome.PAYABLE, Outcome.EXCLUDED_BY_LIMIT
Given = Sequence[tuple[str, int]]

SOMEBODY = {
    "id": "p",
    "resides_in": "640105",
    "assistance_group": "disabled",
    "work_status": "flexible",
    "pays_employee_insurance": True,
    "years_to_retirement_at_first_approval": 20,
    "insurance_subsidy_from": "2021-06-01",
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """All documents, with a plan that gave the subsidy and public posts until 2020 and what joins the two subsidies."""
    root = write_whole(tmp_path_factory.mktemp("earlier") / "rulesets").root
    subsidy = clause(kind="insurance_subsidy", every="month", amount={"set_by": LABEL}, place="resides_in")
    post = {**subsidy, "kind": "service"}
    posts = {"id": "posts", "title": LABEL, "over": ["2"], "per": ["person"], "at_most": {"months": "p.months"}, "cite": "1"}
    months = {"value": 36, "unit": "month", "word": "不超过", "cite": "1"}
    lapsed = {"from": date(2017, 1, 1), "to": date(2020, 12, 31)}
    earlier = ruleset(
        policy=EARLIER,
        jurisdiction="640100",
        published=date(2017, 1, 1),
        effective=lapsed,
        parameters={"months": months},
        clauses={"1": subsidy, "2": post},
        limits=[posts],
    )
    entry = {"id": "before", "title": LABEL, "limit": f"{JOBS}/three-years", "over": [BEFORE], "cite": "1"}
    head = {"schema_version": 1, "cross": "earlier", "version": "1.0.0", "title": LABEL, "recorded": date(2026, 12, 2)}
    for name, data in ((f"640100/{EARLIER}", earlier), ("cross/earlier", {**head, "widens": [entry]})):
        path = root / name / "1.0.0.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(plain(data), encoding="utf-8")
    return Catalogue(root)


def explained(whole: Catalogue, given: Given, policies: Sequence[str] | None = None, **facts: Any) -> Explanation:
    """The answer for September 2023 to somebody who was given so many months under some clauses."""
    awards = [{"clause": clause, "subject": "p", "months": months} for clause, months in given]
    data = {"schema_version": 1, "jurisdiction": "640105", "on": "2023-09-01", "prior_awards": awards}
    case = whole.read_case(of_data({**data, "persons": [{**SOMEBODY, **facts}]}))
    return Explanation(whole.law(policies), whole.assess(case, policies=policies))


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        # 35 and the month asked about are 36.
        ([(BEFORE, 35)], PAYABLE),
        ([(BEFORE, 36)], USED_UP),
        # 20 + 15 + 1 = 36, and one more.
        ([(BEFORE, 20), (NOW, 15)], PAYABLE),
        ([(BEFORE, 20), (NOW, 16)], USED_UP),
        ([(BEFORE, 20), (TWIN, 15)], PAYABLE),
        ([(BEFORE, 20), (TWIN, 16)], USED_UP),
        ([(TWIN, 20), (NOW, 15)], PAYABLE),
        ([(TWIN, 20), (NOW, 16)], USED_UP),
        # The earlier plan caps public posts, and these alone.
        ([(POST, 36)], PAYABLE),
        ([(POST, 36), (BEFORE, 35)], PAYABLE),
    ],
)
@pytest.mark.parametrize("policies", [None, [JOBS], [RURAL]])
def test_months_of_an_earlier_plan_count_towards_the_36(
    whole: Catalogue, given: Given, outcome: Outcome, policies: list[str] | None
) -> None:
    """Whoever is asked: also the plan that names the subsidy a second time, without a term of its own."""
    found = explained(whole, given, policies).determination
    own = found.of(TWIN if policies == [RURAL] else NOW, "p")
    assert own.outcome is outcome
    if policies is None and outcome is USED_UP:
        assert found.of(TWIN, "p").outcome is USED_UP


@pytest.mark.parametrize("policies", [None, [JOBS], [RURAL]])
@pytest.mark.parametrize(
    ("years", "since", "outcome"),
    [
        ("4.99", "2021-06-01", PAYABLE),
        ("5", "2021-06-01", USED_UP),
        # Two years were left on 1 September 2021: the last day is 31 August 2023, and they are over on the day of the question.
        ("2", "2021-09-01", USED_UP),
        ("2", "2021-09-02", PAYABLE),
    ],
)
def test_who_has_it_until_retirement_is_free_of_the_36(
    whole: Catalogue, years: str, since: str, outcome: Outcome, policies: list[str] | None
) -> None:
    facts = {"years_to_retirement_at_first_approval": Decimal(years), "insurance_subsidy_from": since}
    found = explained(whole, [(BEFORE, 40)], policies, **facts).determination
    assert found.of(TWIN if policies == [RURAL] else NOW, "p").outcome is outcome


@pytest.mark.parametrize(("policies", "clause"), [(None, NOW), ([JOBS], NOW), (None, TWIN), ([RURAL], TWIN)])
def test_whether_it_runs_until_retirement_is_asked_where_the_36_turn_on_it(
    whole: Catalogue, policies: list[str] | None, clause: str
) -> None:
    answer = explained(whole, [(BEFORE, 36)], policies, years_to_retirement_at_first_approval="unknown")
    item = answer.determination.of(clause, "p")
    assert item.outcome is Outcome.POSSIBLE
    assert [one.fact for one in answer.missing(item)] == ["years_to_retirement_at_first_approval"]


def test_what_keeps_it_out_is_called_as_the_plan_calls_it_and_by_the_entry_where_another_is_asked(whole: Catalogue) -> None:
    own = explained(whole, [(BEFORE, 36)]).determination.of(NOW, "p").limit
    other = explained(whole, [(BEFORE, 36)], [RURAL]).determination.of(TWIN, "p").limit
    assert own is not None
    assert other is not None
    assert (own.limit.name, other.limit.name) == (f"{JOBS}/three-years", "xixia-grounds/insurance-months")


def test_a_public_post_of_the_earlier_plan_is_no_month_of_the_subsidy_and_offers_nothing_now(whole: Catalogue) -> None:
    found = explained(whole, []).determination
    assert found.of(NOW, "p").outcome is PAYABLE
    assert {item.outcome for item in found.entitlements if item.ruleset.policy == EARLIER} == {Outcome.NOT_IN_FORCE}
