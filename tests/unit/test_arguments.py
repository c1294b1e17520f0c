"""What callers hand over is taken as it can only be meant, or refused in words: never a bare KeyError, never half."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from subsidies import Case, Catalogue, Determination, UsageError, advice, documents, explanation
from subsidies.case.entities import EntityRef
from subsidies.files.disk import read
from subsidies.law import Law

ROOT = Path(__file__).parents[2]
HOUSEHOLD = ROOT / "examples" / "xixia-household.yaml"
PLAN = "xixia-jobs-2023"
ON = date(2023, 12, 20)
CATALOGUE = Catalogue.bundled()


@cache
def case() -> Case:
    return CATALOGUE.read_case(HOUSEHOLD)


def other() -> Case:
    """The same household where nobody worked: what was decided of it is no answer of the other."""
    data = read(HOUSEHOLD).data
    return CATALOGUE.read_case({**data, "persons": [{**row, "months_worked": 0} for row in data["persons"]]})


@cache
def determined() -> tuple[Law, Determination]:
    return CATALOGUE.law(PLAN), CATALOGUE.assess(case(), ON, policies=PLAN)


ALIKE: dict[str, dict[str, Any]] = {
    "a policy alone": {"policies": PLAN},
    "policies as a tuple": {"policies": (PLAN,)},
    "a policy twice": {"policies": [PLAN, PLAN]},
    "policies from a generator": {"policies": (name for name in [PLAN])},
    "a day as text": {"policies": [PLAN], "on": "2023-12-20"},
    "a time of the day": {"policies": [PLAN], "on": datetime(2023, 12, 20, 23, 59, tzinfo=UTC)},
    "a year as text": {"policies": [PLAN], "year": "2023"},
    "what is known as text": {"policies": [PLAN], "known_on": "2029-01-01"},
}


@pytest.mark.parametrize("said", ALIKE.values(), ids=ALIKE)
def test_what_can_only_mean_one_thing_means_that(said: dict[str, Any]) -> None:
    _, expected = determined()
    found = CATALOGUE.assess(case(), **{"on": ON, **said})
    assert found == expected
    assert type(found.question.on) is date
    assert type(found.question.year) is int


def test_a_folder_may_be_a_text() -> None:
    assert Catalogue(str(ROOT / "rulesets")).policies == Catalogue(ROOT / "rulesets").policies


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "policy": (lambda: CATALOGUE.law(["xixia-job-2023"]), f"unknown policy xixia-job-2023; allowed: .*; did you mean {PLAN}?"),
    "policy as text": (lambda: CATALOGUE.law("xixia-job-2023"), f"unknown policy xixia-job-2023; .* did you mean {PLAN}?"),
    "policy to assess": (lambda: CATALOGUE.assess(case(), policies="jobs"), "unknown policy jobs; allowed: "),
    "policy that is no text": (lambda: CATALOGUE.law([2023]), "policies takes a name, or several, not int 2023"),  # type: ignore[list-item]
    "policies that are a list in a list": (lambda: CATALOGUE.law([[PLAN]]), "policies takes a name, or several, not list"),  # type: ignore[list-item]
    "policies that are none": (lambda: CATALOGUE.law(7), "policies takes a name, or several, not int 7"),  # type: ignore[arg-type]
    "version": (
        lambda: CATALOGUE.ruleset(PLAN, "1.0.9"),
        f"policy {PLAN} has no version 1.0.9; allowed: 1.0.0, .*; did you mean 1.0.0?",
    ),
    "policy of a ruleset": (lambda: CATALOGUE.ruleset("nope"), "unknown policy nope; allowed: "),
    "day": (lambda: CATALOGUE.assess(case(), "20231220"), "20231220 is no date of the form YYYY-MM-DD"),
    "day that is none": (lambda: CATALOGUE.assess(case(), "2023-02-30"), "2023-02-30 is no date"),
    "day of another type": (lambda: CATALOGUE.assess(case(), 20231220), "20231220 is no date"),  # type: ignore[arg-type]
    "day of knowledge": (lambda: CATALOGUE.law(PLAN, "soon"), "soon is no date"),
    "day of knowledge to assess": (lambda: CATALOGUE.assess(case(), known_on="2023"), "2023 is no date"),
    "year in words": (lambda: CATALOGUE.assess(case(), year="last"), "last is no year; allowed: 1900–2200"),
    "year out of range": (lambda: CATALOGUE.assess(case(), year=20233), "20233 is no year; allowed: 1900–2200"),
    "year that is a fraction": (lambda: CATALOGUE.assess(case(), year=2023.0), "2023.0 is no year"),  # type: ignore[arg-type]
    "year that is a truth value": (lambda: CATALOGUE.assess(case(), year=True), "True is no year"),
    "case as a path": (lambda: CATALOGUE.assess(str(HOUSEHOLD)), "case takes what Catalogue.read_case gives, not str "),  # type: ignore[arg-type]
    "no case": (lambda: CATALOGUE.assess(None), "case takes what Catalogue.read_case gives, not NoneType None"),  # type: ignore[arg-type]
    "rates as data": (lambda: CATALOGUE.assess(case(), rates={}), "rates takes what Catalogue.read_rates gives, not dict"),  # type: ignore[arg-type]
    "readings as data": (lambda: CATALOGUE.assess(case(), readings={"a": "b"}), "readings takes what Catalogue.read_readings"),  # type: ignore[arg-type]
    "reading as text": (
        lambda: CATALOGUE.assess(case(), readings=("a",)),
        "readings takes what Catalogue.read_readings gives, not str a",
    ),  # type: ignore[arg-type]
    "readings to read as a list": (
        lambda: CATALOGUE.read_readings(["a"]),
        "readings takes names of alternatives by their readings",
    ),  # type: ignore[arg-type]
    "entitlement of another case": (
        lambda: explanation.missing(*determined(), CATALOGUE.assess(other(), ON, policies=PLAN).of("12.2", "p1")),
        "is no entitlement of this determination",
    ),
    "reading": (lambda: CATALOGUE.read_readings({"nope": "x"}), "there is no reading nope"),
    "clause": (lambda: determined()[1].of("12.33", "p2"), "unknown clause 12.33; .* did you mean 12.3?"),
    "clause of another policy": (lambda: determined()[1].of("xixia-jobs-2032/12.3", "p2"), f"did you mean {PLAN}/12.3?"),
    "subject": (lambda: determined()[1].of("12.3", "p22"), "there is no p22 in this case; allowed: h1, p1, .* did you mean p2"),
    "subject of another kind": (lambda: determined()[1].of("12.3", "h1"), "clause 12.3 is not decided for h1; allowed: p1, p2"),
    "kind": (lambda: determined()[1].total("csh"), "no kind of benefit csh; allowed: cash, .* did you mean cash?"),
    "payee": (lambda: determined()[1].total("cash", "h2"), "there is no h2 in this case; allowed: h1, p1, p2, p3, p4, s1"),
    "period": (
        lambda: determined()[1].total("cash", period="yearly"),
        "no period yearly; allowed: once, month, year; did you mean year?",
    ),  # type: ignore[arg-type]
    "outcome": (lambda: determined()[1].with_outcome("payble"), "no outcome payble; allowed: payable, .* did you mean payable?"),
    "another law": (
        lambda: explanation.missing(CATALOGUE.law("xixia-income-2023"), determined()[1], determined()[1].entitlements[0]),
        f"{PLAN} .* is not in the law at hand, which is another one than decided; allowed: xixia-income-2023 ",
    ),
    "another law for a document": (
        lambda: documents.to_dict(determined()[1], CATALOGUE.law("xixia-income-2023")),
        "another one than decided",
    ),
    "another law for losses": (
        lambda: advice.later_losses(CATALOGUE.law("xixia-income-2023"), determined()[1]),
        "another one than decided",
    ),
    "entitlement of another determination": (
        lambda: determined()[1].combination(CATALOGUE.assess(case(), ON, policies="xixia-income-2023").entitlements[0]),
        "is no entitlement of this determination",
    ),
    "entity": (lambda: explanation.Explanation(*determined()).entity(EntityRef("person", "p9")), "there is no p9 in this case"),
}


@pytest.mark.parametrize(("ask", "message"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_meant_is_refused_in_words(ask: Callable[[], object], message: str) -> None:
    with pytest.raises(UsageError, match=message) as refused:
        ask()
    assert refused.value.message("zh") != refused.value.message("en")
    assert "Traceback" not in str(refused.value)


def test_a_long_list_of_names_is_told_in_part() -> None:
    with pytest.raises(UsageError) as refused:
        determined()[1].of("zzz", "p2")
    assert len(str(refused.value)) < 200
    assert str(refused.value).endswith("…")
