"""The jobs plan of Xixia: every clause of its register is encoded, once and where it belongs."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from subsidies.catalogue import Catalogue
from subsidies.ruleset.models import ClauseModel, ProvisionModel, RulesetModel

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
    "8.1": "provision",
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
BEYOND: Final = ("9.4", "16.3", "24.2", "25.1")
"""Provisions beyond the register: a service that somebody gets by the text, of an article that no clause of the register tells.

The register counts the online filing of article 25 under 26.1, whose offices are others.
"""
NO_TEST: Final = ("25.1",)
"""What every employer of the place gets, with no test."""


def ids(sort: str) -> list[str]:
    return [id_ for id_, where in WHERE.items() if where == sort]


def of_article(id_: str) -> tuple[int, ...]:
    return tuple(int(part) for part in id_.split("."))


PROVISIONS: Final = sorted((*ids("provision"), *BEYOND), key=of_article)


@pytest.fixture(scope="module")
def law() -> RulesetModel:
    """The latest version of the plan."""
    versions = Catalogue(ROOT / "rulesets", check_digests=False).versions(POLICY)
    return max(versions, key=lambda item: tuple(int(part) for part in item.model.version.split("."))).model


@pytest.fixture(scope="module")
def first() -> RulesetModel:
    """The release that it supersedes."""
    return next(item.model for item in Catalogue(ROOT / "rulesets").versions(POLICY) if item.model.version == "1.0.0")


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


def test_what_was_released_still_says_the_same(law: RulesetModel, first: RulesetModel) -> None:
    assert law.supersedes == "1.0.0"
    # A reading that was only taken, and not said, may be said now.
    for id_, clause in first.clauses.items():
        assert set(clause.readings) <= set(law.clauses[id_].readings)
        same_but_for = {"readings": clause.readings, **({"when": clause.when} if id_ == "11.1" else {})}
        assert law.clauses[id_].model_copy(update=same_but_for) == clause
    # 11.1 names its groups by the definition that article 7 needs too, which says the same line for line.
    groups, *others = first.clauses["11.1"].when
    assert law.clauses["11.1"].when == ["hard_to_employ", *others]
    assert law.definitions["hard_to_employ"].is_ == [groups]
    same = first.parameters.keys() - {"full_year"}
    assert {name: law.parameters[name] for name in same} == {name: first.parameters[name] for name in same}
    assert {name: law.readings[name] for name in first.readings} == first.readings
    assert (law.published, law.effective, law.text_sha256) == (first.published, first.effective, first.text_sha256)


def test_limits_are_those_released_without_what_made_no_difference(law: RulesetModel, first: RulesetModel) -> None:
    """15.3 is due once for an entity by itself, and the greater of two equal quotas is the one quota."""
    before = {limit.id: limit for limit in first.limits if limit.id != "once-per-entity"}
    now = {limit.id: limit for limit in law.limits if limit.id != "three-years"}
    assert law.clauses["15.3"].every == "once"
    assert list(now) == list(before)
    for id_ in ("one-quota-per-hire", "one-quota-per-person"):
        before[id_] = before[id_].model_copy(update={"at_most": now[id_].at_most})
    assert now == before
    quotas = {law.parameters[name].value for name in ("single_quota", "graduate_quota", "unemployed_quota")}
    assert quotas == {7800}
