"""What may be said of one kind of entity behind a condition that says which it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from subsidies.catalogue import Catalogue
from subsidies.expression import Scope, check
from subsidies.expression import nodes as n

WORLD = Catalogue(Path(__file__).parents[2] / "good" / "catalogue").world
FIRM = "employer is enterprise"


def kinds(text: str, subject: str = "job") -> list[str]:
    return [item.kind for item in check(text, Scope(WORLD.vocabulary, subject)).findings]


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRM} and employer.tax > 0",
        f"{FIRM} and employer.grade == 'one'",
        "employer is institution and employer.grade > 0",
        "employer is not institution and employer.tax > 0",
        "employer is not enterprise or employer.tax > 0",
        f"not ({FIRM}) or employer.tax > 0",
        "not (employer is not enterprise) and employer.tax > 0",
        f"not ({FIRM} and employer.tax > 0)",
        f"{FIRM} and (employer.staff > 0 or employer.tax > 0)",
        f"{FIRM} and {FIRM} and employer.tax > 0",
        f"({FIRM} and pay > 0) and employer.tax > 0",
        f"(pay > 0 and {FIRM} or pay <= 0 and {FIRM}) and employer.tax > 0",
        f"(employer.tax if {FIRM} else employer.fee) > 0",
        "(employer.fee if employer is not enterprise else employer.tax) > 0",
        f"(employer.tax if {FIRM} and pay > 0 else employer.fee) > 0",
    ],
)
def test_behind_the_condition_all_that_the_kind_has_may_be_named(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"employer.tax > 0 and {FIRM}", "not_shared"),
        (f"{FIRM} or employer.tax > 0", "unknown_name"),
        ("employer is not enterprise and employer.tax > 0", "unknown_name"),
        (f"({FIRM} or pay > 0) and employer.tax > 0", "not_shared"),
        (f"({FIRM} or employer is institution) and employer.tax > 0", "not_shared"),
        (f"not ({FIRM} and pay > 0) and employer.tax > 0", "not_shared"),
        ("(employer.tax if employer is institution else employer.fee) > 0", "unknown_name"),
        (f"({FIRM} and pay > 0) == (employer.tax > 0)", "not_shared"),
        (f"({FIRM} and employer.tax > 0) or employer.tax > 0", "not_shared"),
    ],
)
def test_elsewhere_it_may_not(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


def test_a_kind_that_two_conditions_leave_none_of_is_read_as_the_last_one_says() -> None:
    assert kinds(f"{FIRM} and employer is institution and employer.grade > 0") == []


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("any(j.employer is enterprise and j.employer.tax > 0 for j in jobs)", []),
        ("any(j.employer.tax > 0 for j in jobs if j.employer is enterprise)", []),
        ("sum(j.employer.tax for j in jobs if j.employer is enterprise) > 0", []),
        ("any(j.employer.tax > 0 for j in jobs if j.employer is not enterprise)", ["unknown_name"]),
        ("any(True for j in jobs if j.employer is enterprise) and any(j.employer.tax > 0 for j in jobs)", ["not_shared"]),
    ],
)
def test_of_a_member_the_filter_says_the_kind(text: str, findings: list[str]) -> None:
    assert kinds(text, "person") == findings


def test_the_node_names_the_one_kind_alone() -> None:
    node = check(f"{FIRM} and employer.grade == 'one'", Scope(WORLD.vocabulary, "job")).node
    assert node is not None
    assert [fact.entity for fact in node.walk() if isinstance(fact, n.Fact)] == ["enterprise"]


def test_whoever_names_a_fact_of_one_kind_is_told_how() -> None:
    (finding,) = check("employer.tax > 0", Scope(WORLD.vocabulary, "job")).findings
    assert finding.allowed == "employer is enterprise and …"
