"""What only one of the kinds has that a way may lead to: decided where it leads there, never asked where it leads elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_world import LABEL, Bench, clause, ruleset

from subsidies import Catalogue
from subsidies.documents.trace_json import trace_to_dict
from subsidies.explanation import Explanation
from subsidies.files.data import of_data


def fact(type_: str, **more: Any) -> dict[str, Any]:
    return {"type": type_, **more}


VOCABULARY: dict[str, Any] = {
    "schema_version": 1,
    "entities": {
        "person": {"list": "persons", "facts": {"age": fact("years", max=120), "rich": fact("bool")}},
        "firm": {
            "list": "firms",
            "relations": {"head": {"to": "person", "inverse": "firms", "optional": True}},
            "facts": {"name": fact("text"), "tax": fact("money", min=5, evidence=LABEL), "listed": fact("bool")},
        },
        "farm": {
            "list": "farms",
            "relations": {"owner": {"to": ["person", "firm"], "inverse": "farms", "optional": True}},
            "facts": {"area": fact("mu", max=1000)},
        },
    },
}
FIGURES = {"sum": (1000, "yuan"), "least": (100, "yuan"), "share": ("0.5", "ratio"), "old": (60, "year")}
PERSON, FIRM = {"id": "甲", "age": 70, "rich": False}, {"id": "公司", "tax": 300, "listed": True, "head": "甲"}


def law_of(folder: Path, when: list[Any], amount: Any = "p.sum", **more: Any) -> Catalogue:
    bench = Bench(folder)
    bench.words(VOCABULARY)
    definitions = {
        "big": {"for": "firm", "is": "tax >= p.least", "cite": "1", "label": LABEL},
        "half": {"for": "firm", "is": "p.share * tax", "cite": "1", "label": LABEL},
    }
    texts = f"{when} {amount} {more}"
    definitions = {name: item for name, item in definitions.items() if f"owner.{name}" in texts}
    texts += str(definitions)
    parameters = {
        name: {"value": float(value) if isinstance(value, str) else value, "unit": unit, "cite": "1", "source": "reading"}
        for name, (value, unit) in FIGURES.items()
        if f"p.{name}" in texts
    }
    own = clause(**{"for": "farm", "payee": "farm", "when": when, "amount": amount, **more})
    bench.add(ruleset(parameters=parameters, definitions=definitions, clauses={"1": own}))
    catalogue = Catalogue(bench.root)
    assert catalogue.validate() == []
    return catalogue


def explained(
    catalogue: Catalogue, owner: str | None, firm: dict[str, Any] = FIRM, person: dict[str, Any] = PERSON
) -> Explanation:
    data = {
        "schema_version": 1,
        "jurisdiction": "640105",
        "on": "2023-06-01",
        "persons": [person],
        "firms": [firm],
        "farms": [{"id": "农场"} if owner is None else {"id": "农场", "owner": owner}],
        "prior_awards": [],
    }
    case = catalogue.read_case(of_data(data))
    return Explanation(catalogue.law(), catalogue.assess(case))


def outcome(found: Explanation) -> tuple[str, list[str]]:
    item = found.determination.of("1", "农场")
    return item.outcome, sorted(one.fact for one in found.missing(item))


LINES = ["owner is firm", "owner.tax >= p.least"]


def test_lines_behind_the_one_that_says_the_kind(tmp_path: Path) -> None:
    law = law_of(tmp_path, LINES)
    assert outcome(explained(law, "公司")) == ("payable", [])
    assert outcome(explained(law, "公司", {**FIRM, "tax": 50})) == ("not_entitled", [])
    assert outcome(explained(law, "公司", {**FIRM, "tax": None})) == ("possible", ["tax"])
    assert outcome(explained(law, "甲")) == ("not_entitled", [])
    assert outcome(explained(law, None)) == ("possible", ["owner"])


def test_of_another_kind_nothing_is_seen_or_proved(tmp_path: Path) -> None:
    law = law_of(tmp_path, LINES)
    for owner, proofs, seen in (("公司", 1, 300_00), ("甲", 0, None)):
        found = explained(law, owner)
        item = found.determination.of("1", "农场")
        assert len(found.evidence(item)) == proofs
        last = next(row for row in found.rows(item) if row.line.text == LINES[1])
        (tax,) = [one for one in found.seen(item, last) if one.fact == "tax"]
        assert (tax.applies, tax.value) == (seen is not None, seen and (seen, seen))
        (told,) = trace_to_dict(found.determination, found.law, [item])["explanations"]
        line = next(line for line in told["lines"] if line["text"] == LINES[1])
        assert line["seen"][0]["status"] == ("known" if seen else "not_applicable")


@pytest.mark.parametrize(
    ("when", "owner", "expected"),
    [
        (["owner is not person and owner.tax >= p.least"], "公司", "payable"),
        (["owner is not firm or owner.tax >= p.least"], "甲", "payable"),
        (["owner is not firm or owner.tax >= p.least"], "公司", "payable"),
        (["owner is not firm or not owner.listed"], "公司", "not_entitled"),
        ([{"any": ["owner is not firm", "owner.listed"]}], "公司", "payable"),
        ([{"any": [["owner is firm", "owner.listed"], ["owner is person", "owner.age >= p.old"]]}], "甲", "payable"),
        ([{"any": [["owner is firm", "not owner.listed"], ["owner is person", "owner.age < p.old"]]}], "甲", "not_entitled"),
        (["owner is firm", "owner.head.age >= p.old"], "公司", "payable"),
        (["owner is firm", "owner.head.age >= p.old"], "甲", "not_entitled"),
        (["owner is firm", "owner.big"], "公司", "payable"),
        (["owner is firm", "owner.big"], "甲", "not_entitled"),
        (["owner is person", "any(f.listed for f in owner.firms)"], "甲", "payable"),
        (["owner is person", "any(f.listed for f in owner.firms)"], "公司", "not_entitled"),
        (["owner is person", "count(f for f in owner.firms if f.listed) > 0"], "甲", "payable"),
    ],
)
def test_wherever_a_condition_may_stand(tmp_path: Path, when: list[Any], owner: str, expected: str) -> None:
    assert outcome(explained(law_of(tmp_path, when), owner)) == (expected, [])


def test_an_exception_behind_another_that_fails(tmp_path: Path) -> None:
    law = law_of(tmp_path, [], unless=["owner is not firm", "owner.listed"])
    assert outcome(explained(law, "公司")) == ("not_entitled", [])
    assert outcome(explained(law, "公司", {**FIRM, "listed": False})) == ("payable", [])
    assert outcome(explained(law, "甲")) == ("not_entitled", [])


@pytest.mark.parametrize(
    ("when", "amount", "owner", "yuan"),
    [
        (["owner is firm"], "p.share * owner.tax", "公司", 150),
        (["owner is firm"], "owner.half", "公司", 150),
        ([], "p.share * owner.tax if owner is firm else p.sum", "甲", 1000),
        ([], {"exact": "p.sum", "plus": [{"amount": "owner.tax", "when": ["owner is firm", "owner.listed"]}]}, "公司", 1300),
        ([], {"exact": "p.sum", "plus": [{"amount": "owner.tax", "when": ["owner is firm", "owner.listed"]}]}, "甲", 1000),
    ],
)
def test_amounts_behind_the_conditions_of_their_clause(
    tmp_path: Path, when: list[Any], amount: Any, owner: str, yuan: int
) -> None:
    total = explained(law_of(tmp_path, when, amount), owner).determination.total("cash", "农场")
    assert (total.low, total.high) == (yuan, yuan)


def test_an_amount_of_a_kind_that_is_not_known_is_as_wide_as_the_fact(tmp_path: Path) -> None:
    found = explained(law_of(tmp_path, ["owner is firm"], "p.share * owner.tax"), None)
    assert outcome(found) == ("possible", ["owner"])
    (amount,) = found.determination.of("1", "农场").amounts
    assert (amount.low, amount.high) == (250, None)
