"""The jobs plan of Xixia: every clause of its register is encoded, once and where it belongs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from subsidies.catalogue import Catalogue
from subsidies.ruleset.line_models import AnyModel
from subsidies.ruleset.models import ClauseModel, InOrderModel, ProvisionModel, RulesetModel

ROOT: Final = Path(__file__).resolve().parents[3]
POLICY: Final = "xixia-jobs-2023"
WHERE: Final = {
    "1.1": "clause",
    "1.2": "provision",
    "2.1": "clause",
    "2.2": "provision",
    "3.1": "provision",
    "4.1": "provision",
    "4.2": "provision",
    "4.3": "provision",
    "5.1": "provision",
    "5.2": "provision",
    "6.1": "provision",
    "6.2": "provision",
    "7.1": "provision",
    "7.3": "clause",
    "7.4": "definition",
    "8.1": "clause",
    "8.2": "provision",
    "8.3": "provision",
    "9.1": "provision",
    "9.2": "provision",
    "9.3": "provision",
    "10.1": "clause",
    "10.2": "clause",
    "10.3": "provision",
    "10.4": "provision",
    "11.1": "clause",
    "11.2": "definition",
    "11.3": "provision",
    "11.4": "provision",
    "11.5": "provision",
    "12.1": "clause",
    "12.2": "clause",
    "12.3": "clause",
    "12.4": "clause",
    "12.5": "limit",
    "12.6": "provision",
    "12.7": "clause",
    "13.1": "provision",
    "13.2": "clause",
    "13.3": "provision",
    "14.1": "provision",
    "15.1": "provision",
    "15.2": "clause",
    "15.3": "clause",
    "15.4": "provision",
    "16.1": "clause",
    "16.2": "clause",
    "17.1": "clause",
    "18.1": "clause",
    "18.2": "clause",
    "19.1": "provision",
    "19.2": "clause",
    "19.3": "provision",
    "20.1": "provision",
    "21.1": "clause",
    "22.1": "provision",
    "23.1": "provision",
    "24.1": "clause",
    "26.1": "provision",
    "27.1": "provision",
}
"""The sixty clauses of the register, and as what each is encoded."""
BEYOND: Final = ("8.1a", "9.4", "16.3", "24.2", "25.1")
"""Provisions beyond the register: a service that somebody gets by the text, of an article that no clause of the register tells.

The register counts the online filing of article 25 under 26.1, whose offices are others, and what article 8 gives persons
together with the share of posts that it asks of recruitments.
"""
NO_TEST: Final = ("25.1",)
"""What every employer of the place gets, with no test."""


def ids(sort: str) -> list[str]:
    return [id_ for id_, where in WHERE.items() if where == sort]


def of_article(id_: str) -> tuple[int, ...]:
    return tuple(int(part.rstrip("a")) for part in id_.split("."))


PROVISIONS: Final = sorted((*ids("provision"), *BEYOND), key=of_article)


@pytest.fixture(scope="module")
def law() -> RulesetModel:
    """The latest version of the plan."""
    versions = Catalogue(ROOT / "rulesets", check_digests=False).versions(POLICY)
    return max(versions, key=lambda item: tuple(int(part) for part in item.model.version.split("."))).model


def released(version: str) -> RulesetModel:
    return next(item.model for item in Catalogue(ROOT / "rulesets").versions(POLICY) if item.model.version == version)


@pytest.fixture(scope="module")
def first() -> RulesetModel:
    """The first release."""
    return released("1.0.0")


@pytest.fixture(scope="module")
def second() -> RulesetModel:
    """The release that supersedes the first, and that the third supersedes."""
    return released("1.1.0")


@pytest.fixture(scope="module")
def third() -> RulesetModel:
    """The release that supersedes the second, and that the fourth supersedes."""
    return released("1.2.0")


@pytest.fixture(scope="module")
def fourth() -> RulesetModel:
    """The release that supersedes the third."""
    return released("1.3.0")


@pytest.fixture(scope="module")
def fifth() -> RulesetModel:
    """The fourth written by article; the latest is the same, with the articles that give nobody anything."""
    return released("1.4.0")


def rules(law: RulesetModel) -> dict[str, ClauseModel | ProvisionModel]:
    return {**law.clauses, **law.provisions}


def test_every_clause_of_the_register_is_where_it_belongs(law: RulesetModel) -> None:
    assert len(WHERE) == 60
    assert list(law.clauses) == ids("clause")
    assert list(law.provisions) == PROVISIONS
    assert not WHERE.keys() & set(BEYOND)
    assert {limit.clause for limit in law.limits if limit.clause} == set(ids("limit"))
    assert {item.clause for item in law.definitions.values() if item.clause} == set(ids("definition"))


def test_the_limit_of_the_register_stands_under_its_own_id(law: RulesetModel) -> None:
    assert {limit.id for limit in law.limits if limit.clause == "12.5"} == {"12.5", "12.5a", "12.5b"}


@pytest.mark.parametrize("id_", ids("clause") + PROVISIONS)
def test_every_rule_has_office_paraphrase_and_reading(law: RulesetModel, id_: str) -> None:
    rule = rules(law)[id_]
    assert rule.office.lead
    assert rule.office.with_
    assert all(rule.paraphrase[lang].strip() for lang in ("zh", "en"))
    assert rule.readings
    assert set(rule.readings) <= law.readings.keys()
    assert rule.article.endswith(f"）{id_.split('.')[0]}")


@pytest.mark.parametrize("id_", PROVISIONS)
def test_every_provision_has_a_test_and_says_what_is_missing(law: RulesetModel, id_: str) -> None:
    provision = law.provisions[id_]
    assert bool(provision.when) is (id_ not in NO_TEST)
    assert provision.place
    assert all(provision.missing[lang].strip() for lang in ("zh", "en"))
    general = "sum_elsewhere" if provision.reason == "amount_set_elsewhere" else "no_promise"
    assert general in provision.readings or id_ == "4.2"


def test_every_parameter_is_cited(law: RulesetModel) -> None:
    for name, parameter in law.parameters.items():
        assert parameter.cite.startswith("二（"), name
        assert parameter.label is not None, name


def test_every_reading_is_used(law: RulesetModel) -> None:
    used = {name for rule in rules(law).values() for name in rule.readings}
    assert law.readings.keys() == used


def test_the_second_release_says_what_the_first_did(second: RulesetModel, first: RulesetModel) -> None:
    assert second.supersedes == "1.0.0"
    # A reading that was only taken, and not said, may be said now.
    for id_, clause in first.clauses.items():
        assert set(clause.readings) <= set(second.clauses[id_].readings)
        same_but_for = {"readings": clause.readings, **({"when": clause.when} if id_ == "11.1" else {})}
        assert second.clauses[id_].model_copy(update=same_but_for) == clause
    # 11.1 names its groups by the definition that article 7 needs too, which says the same line for line.
    groups, *others = first.clauses["11.1"].when
    assert second.clauses["11.1"].when == ["hard_to_employ", *others]
    assert second.definitions["hard_to_employ"].is_ == [groups]
    same = first.parameters.keys() - {"full_year"}
    assert {name: second.parameters[name] for name in same} == {name: first.parameters[name] for name in same}
    assert {name: second.readings[name] for name in first.readings} == first.readings
    assert (second.published, second.effective, second.text_sha256) == (first.published, first.effective, first.text_sha256)


def test_limits_of_the_second_release_are_those_of_the_first_without_what_made_no_difference(
    second: RulesetModel, first: RulesetModel
) -> None:
    """15.3 is due once for an entity by itself, and the greater of two equal quotas is the one quota."""
    before = {limit.id: limit for limit in first.limits if limit.id != "once-per-entity"}
    now = {limit.id: limit for limit in second.limits if limit.id != "three-years"}
    assert second.clauses["15.3"].every == "once"
    assert list(now) == list(before)
    for id_ in ("one-quota-per-hire", "one-quota-per-person"):
        before[id_] = before[id_].model_copy(update={"at_most": now[id_].at_most})
    assert now == before
    quotas = {second.parameters[name].value for name in ("single_quota", "graduate_quota", "unemployed_quota")}
    assert quotas == {7800}


CHANGED_IN_THE_THIRD: Final = {
    "1.1": {"kind"},
    "2.1": {"months", "when", "readings"},
    "10.1": {"months", "when", "readings"},
    "10.2": {"readings"},
    "16.1": {"readings"},
    "16.2": {"readings"},
    "17.1": {"readings"},
    "18.1": {"when", "paraphrase", "readings"},
    "18.2": {"readings"},
    "19.2": {"readings"},
    "21.1": {"readings"},
    "24.1": {"kind"},
}
"""What the third release says otherwise than the second, by clause."""
CHANGED: Final = {
    "2.1": {"readings"},
    "4.1": {"when", "readings"},
    "6.1": {"when", "readings"},
    "6.2": {"when", "readings"},
    "7.3": {"readings"},
    "9.2": {"when", "readings"},
    "10.1": {"readings"},
    "11.1": {"readings"},
    "11.3": {"readings"},
    "15.1": {"readings"},
    "15.4": {"readings"},
    "18.1": {"readings", "when"},
}
"""What the fourth release says otherwise than the third, by clause or provision."""


def differing(now: ClauseModel | ProvisionModel, before: ClauseModel | ProvisionModel) -> set[str]:
    return {name for name in type(before).model_fields if getattr(now, name) != getattr(before, name)}


def test_later_versions_are_the_same_document(
    law: RulesetModel, fifth: RulesetModel, fourth: RulesetModel, third: RulesetModel, second: RulesetModel
) -> None:
    assert law.supersedes == fifth.version == "1.4.0"
    assert fifth.supersedes == fourth.version == "1.3.0"
    assert fourth.supersedes == third.version == "1.2.0"
    assert third.supersedes == second.version == "1.1.0"
    same = ("title", "issuer", "number", "jurisdiction", "published", "status", "effective", "text_sha256", "groups")
    for later in (third, fourth, fifth, law):
        assert [getattr(later, name) for name in same] == [getattr(second, name) for name in same]


def test_clauses_of_the_third_release_say_what_they_did_but_for_what_is_listed(third: RulesetModel, second: RulesetModel) -> None:
    for id_, clause in second.clauses.items():
        assert differing(third.clauses[id_], clause) == CHANGED_IN_THE_THIRD.get(id_, set()), id_
    assert third.clauses.keys() - second.clauses.keys() == {"8.1"}


def test_rules_of_the_fourth_release_say_what_they_did_but_for_what_is_listed(fourth: RulesetModel, third: RulesetModel) -> None:
    before, now = rules(third), rules(fourth)
    assert before.keys() == now.keys()
    assert {id_: found for id_ in before if (found := differing(now[id_], before[id_]))} == CHANGED


def test_readings_of_the_fourth_release_are_only_added(fourth: RulesetModel, third: RulesetModel) -> None:
    before, now = rules(third), rules(fourth)
    assert [id_ for id_ in CHANGED if not set(before[id_].readings) <= set(now[id_].readings)] == []


def test_the_fourth_release_adds_words_and_no_figure(fourth: RulesetModel, third: RulesetModel) -> None:
    """Nothing that was sure before becomes otherwise: the values it adds are those that no earlier version knew."""
    more_exact = {limit.id: limit for limit in fourth.limits if limit not in third.limits}
    assert more_exact.keys() == {"tax-payable"}
    capped = more_exact["tax-payable"].at_most.yuan
    assert isinstance(capped, InOrderModel)
    assert capped.total == "employer.taxes_payable"
    assert [
        limit.model_copy(update={"at_most": limit.at_most.model_copy(update={"yuan": capped.of})})
        if limit.id in more_exact
        else limit
        for limit in fourth.limits
    ] == third.limits
    assert fourth.parameters.keys() - third.parameters.keys() == {"other_market_entities"}
    assert {name: fourth.parameters[name] for name in third.parameters} == third.parameters
    assert fourth.readings.keys() - third.readings.keys() == {
        "recognised_without_group",
        "part_asked",
        "contract_signed_only",
        "tax_office_on_employer",
    }
    changed = {name for name in third.readings if fourth.readings[name] != third.readings[name]}
    assert changed == {"employer_kind", "skills_payee"}
    line = third.definitions["hard_to_employ"].is_[0]
    assert isinstance(line, AnyModel)
    more = line.model_copy(update={"any": [*line.any, "assistance_group == 'recognised'"]})
    assert fourth.definitions["hard_to_employ"] == third.definitions["hard_to_employ"].model_copy(update={"is_": [more]})
    others = third.definitions.keys() - {"hard_to_employ"}
    assert {name: fourth.definitions[name] for name in others} == {name: third.definitions[name] for name in others}
    assert fourth.definitions.keys() == third.definitions.keys()


def test_what_article_8_gives_persons_has_its_old_id_beside_the_new_one(third: RulesetModel, second: RulesetModel) -> None:
    before, now = second.provisions["8.1"], third.provisions["8.1a"]
    assert now.formerly == ("8.1",)
    assert now == before.model_copy(update={"formerly": now.formerly, "paraphrase": now.paraphrase})
    others = second.provisions.keys() - {"8.1"}
    assert {id_: third.provisions[id_] for id_ in others} == {id_: second.provisions[id_] for id_ in others}


def test_figures_and_readings_of_the_third_release_are_added_and_replaced_by_name(
    third: RulesetModel, second: RulesetModel
) -> None:
    assert second.parameters.keys() - third.parameters.keys() == {"full_year", "apprentice_year"}
    assert third.parameters.keys() - second.parameters.keys() == {"apprentice_years", "graduate_posts_share"}
    same = second.parameters.keys() & third.parameters.keys()
    assert {name: third.parameters[name] for name in same} == {name: second.parameters[name] for name in same}
    assert second.readings.keys() - third.readings.keys() == {"whole_years"}
    changed = {name for name in second.readings.keys() & third.readings.keys() if third.readings[name] != second.readings[name]}
    assert changed == {"any_graduate", "until_retired"}
    assert [name for name, reading in third.readings.items() if reading.warning] == ["any_graduate"]


def test_limits_of_the_third_release_are_those_of_the_second_but_for_what_is_listed(
    third: RulesetModel, second: RulesetModel
) -> None:
    before = {limit.id: limit for limit in second.limits}
    now = {limit.id: limit for limit in third.limits}
    assert before.keys() - now.keys() == {"one-quota-per-person"}
    assert now.keys() - before.keys() == {
        "one-quota-a-month",
        "course-entered-again",
        "recognition-entered-again",
        "one-form-of-training",
    }
    changed = {id_ for id_ in before.keys() & now.keys() if before[id_] != now[id_]}
    assert changed == {"one-quota-per-hire", "second-skills-course", "second-certificate", "second-reserve-course"}
    for id_ in changed - {"one-quota-per-hire"}:
        assert now[id_].model_copy(update={"unless": before[id_].unless}) == before[id_]


def test_duties_are_paid_to_nobody(law: RulesetModel) -> None:
    assert {id_: clause.payee for id_, clause in law.clauses.items() if clause.kind == "duty"} == {"1.1": None, "24.1": None}
