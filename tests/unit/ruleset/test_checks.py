"""What a ruleset must satisfy beyond types: nothing unused, nothing circular, no line that decides nothing, caps that nest."""

from __future__ import annotations

import pytest
from written import built, clause, definition, kinds, limit, parameter

from subsidies.errors import RulesetError
from subsidies.expression import nodes as n

CAP = parameter("cap", 5000, "yuan", "最高")
FEW = parameter("few", 2, "count", "最多")


@pytest.mark.parametrize(
    "use",
    [
        clause("1", "months >= p.spare"),
        clause("1", amount="p.spare", kind="service"),
        clause("1", amount="{from: p.spare, to: p.spare * courses / courses_one}", kind="service"),
        clause("1", "courses > 0", runs_on="p.spare", at="born"),
        clause("1", "{any: [veteran, [student, months >= p.spare]]}"),
        clause("1", "{test: months >= p.spare, label: {zh: 甲, en: a}}"),
        clause("1", "long"),
    ],
)
def test_a_parameter_used_anywhere_is_used(use: str) -> None:
    definitions = definition("long", "months >= p.spare") if "- long" in use else ""
    definitions += definition("courses_one", "max(courses, 1)") if "courses_one" in use else ""
    assert kinds(use, parameters=parameter("spare", 3, "month", source="reading"), definitions=definitions) == []


def test_a_parameter_used_nowhere_is_found_in_order_of_the_file() -> None:
    spare = "".join(parameter(name, 3, "month") for name in ("zeta", "alpha"))
    with pytest.raises(RulesetError) as caught:
        built(clause("1", "veteran"), parameters=spare)
    assert [item.context["found"] for item in caught.value.findings] == ["zeta", "alpha"]


def test_what_a_broken_expression_uses_is_not_called_unused() -> None:
    broken = clause("1", "months >= p.least and veterann", "both and")
    definitions = definition("both", "[veteran, student]")
    assert kinds(broken, parameters=parameter("least", 3, "month", "以上"), definitions=definitions) == [
        "unknown_name",
        "expression_syntax",
    ]


@pytest.mark.parametrize(
    ("definitions", "found"),
    [
        (definition("a", "not veteran"), []),
        (definition("a", "a or veteran"), ["circular"]),
        (definition("a", "b") + definition("b", "not a"), ["circular"]),
        (definition("a", "b") + definition("b", "[c, veteran]") + definition("c", "a"), ["circular"]),
        (definition("a", "any(j.ok for j in jobs)") + definition("ok", "person.a", "job"), ["circular"]),
    ],
)
def test_definitions_that_go_round_in_circles(definitions: str, found: list[str]) -> None:
    assert kinds(clause("1", "a"), definitions=definitions) == found


@pytest.mark.parametrize(
    ("clauses", "found"),
    [
        ([clause("1", "veteran", unless='[{clause: "2"}]'), clause("2", "student")], []),
        ([clause("1", "veteran", unless='[{clause: "1"}]')], ["circular"]),
        ([clause("1", unless='[{clause: "2"}]'), clause("2", '{clause: "1"}')], ["circular"]),
        (
            [clause("1", unless='[{any: [veteran, {clause: "2"}]}]'), clause("2", unless='[[student, {clause: "1"}]]')],
            ["circular"],
        ),
        ([clause("1", '{clause: "2", of: household}'), clause("2", for_="household")], []),
        ([clause("1", '{clause: "2", of: home}'), clause("2", for_="household")], ["unknown_name"]),
        ([clause("1", '{clause: "2"}'), clause("2", for_="household")], ["type_mismatch"]),
    ],
)
def test_clauses_that_look_at_each_other(clauses: list[str], found: list[str]) -> None:
    assert kinds(*clauses) == found


@pytest.mark.parametrize(
    ("line", "decides"),
    [
        ("months >= 0", False),
        ("months > 0", True),
        ("months < 0", False),
        ("share <= 1", False),
        ("share < 1", True),
        ("months <= p.year", False),
        ("months < p.year", True),
        ("income - income >= 0", True),
        ("max(months, p.year) >= p.year", False),
        ("count(j for j in jobs) >= 0", False),
        ("years_between(born, on) >= 0", True),
        ("floor(share) <= 1", False),
        ("True", False),
        ("not False", True),
    ],
)
def test_a_line_that_no_case_can_change_is_found(line: str, decides: bool) -> None:
    year = parameter("year", 12, "month", source="reading") if "p.year" in line else ""
    assert kinds(clause("1", line), parameters=year) == ([] if decides else ["tautology"])


def test_the_line_is_named_even_after_one_that_cannot_be_read() -> None:
    with pytest.raises(RulesetError) as caught:
        built(clause("1", "veterann", "student", "months >= 0"))
    assert [(item.kind, item.path) for item in caught.value.findings] == [
        ("unknown_name", "clauses.1.when[0]"),
        ("tautology", "clauses.1.when[2]"),
    ]


@pytest.mark.parametrize(
    ("divisor", "safe"),
    [
        ("days", True),
        ("courses", False),
        ("max(courses, 1)", True),
        ("courses + 1", True),
        ("days - 1", False),
        ("-days", True),
        ("floor(days)", True),
        ("MONTHS_PER_YEAR", True),
        ("p.zero", False),
        ("count(j for j in jobs)", False),
        ("min(j.pay for j in jobs)", False),
        ("days if veteran else 0", False),
    ],
)
def test_a_divisor_must_never_be_zero(divisor: str, safe: bool) -> None:
    zero = parameter("zero", 0, "ratio") if "p.zero" in divisor else ""
    found = kinds(clause("1", "any(True for j in jobs)", f"months / ({divisor}) == months / ({divisor})"), parameters=zero)
    assert found == ([] if safe else ["division_by_zero"])


def test_rounding_money_down_can_give_zero() -> None:
    text = "p.small / floor(p.small * max(share, p.half)) == 0"
    figures = parameter("small", 1, "yuan") + parameter("half", 0.5, "ratio")
    assert kinds(clause("1", text), parameters=figures) == ["division_by_zero"]


@pytest.mark.parametrize(
    ("limits", "found"),
    [
        (limit("a", ["1", "2"], "{yuan: p.cap}") + limit("b", ["1"], "{yuan: p.cap}"), []),
        (limit("a", ["1"], "{yuan: p.cap}") + limit("b", ["2"], "{yuan: p.cap}"), []),
        (limit("a", ["1", "2"], "{yuan: p.cap}") + limit("b", ["2", "3"], "{yuan: p.cap}"), ["caps_cross"]),
        (limit("a", ["1", "2"], "{yuan: p.cap}") + limit("b", ["2", "3"], "{awards: 1}"), []),
        (
            limit("a", ["1", "2"], "{yuan: p.cap}") + limit("b", ["1"], "{yuan: p.cap}", ["person", "year"]),
            [],
        ),
        (
            limit("a", ["1", "2"], "{yuan: p.cap}", ["person", "year"])
            + limit("b", ["1"], "{yuan: p.cap}", ["household", "year"]),
            ["caps_cross"],
        ),
        (
            limit("a", ["1", "2"], "{yuan: p.cap}", ["household", "year"])
            + limit("b", ["1"], "{yuan: p.cap}", ["household", "lifetime"]),
            ["caps_cross"],
        ),
    ],
)
def test_caps_nest_or_touch_different_clauses(limits: str, found: list[str]) -> None:
    clauses = [clause("1", "veteran"), clause("2", "student"), clause("3", "months > 0")]
    assert kinds(*clauses, parameters=CAP, limits=limits) == found


@pytest.mark.parametrize(
    ("at_most", "found"),
    [
        ("{awards: 1}", []),
        ("{awards: 2}", ["bare_figure"]),
        ("{persons: 3}", ["bare_figure"]),
        ("{awards: p.few}", []),
        ("{persons: p.few}", []),
        ("{months: p.few}", ["unit_mismatch"]),
        ("{awards: months}", ["unit_mismatch"]),
        ("{yuan: [income, p.few]}", ["limit_allowance", "unit_mismatch"]),
        ("{yuan: incom}", ["unknown_name"]),
        ("{awards: true}", ["wrong_type"]),
        ("{}", ["wrong_form"]),
        ("{money: p.few}", ["unknown_key"]),
    ],
)
def test_what_a_limit_counts_has_the_unit_of_what_it_counts(at_most: str, found: list[str]) -> None:
    figures = FEW if "p.few" in at_most and not {"wrong_form", "unknown_key"} & set(found) else ""
    assert kinds(clause("1", "veteran"), parameters=figures, limits=limit("a", ["1"], at_most)) == found


@pytest.mark.parametrize(
    ("per", "found"),
    [
        (["person"], []),
        (["household", "year"], []),
        (["clause", "lifetime"], []),
        (["enterprise"], ["limit_key"]),
        (["housheold"], ["limit_key"]),
    ],
)
def test_a_limit_groups_by_what_the_clauses_lead_to(per: list[str], found: list[str]) -> None:
    assert kinds(clause("1", "veteran"), limits=limit("a", ["1"], "{awards: 1}", per)) == found


@pytest.mark.parametrize(
    ("amount", "kind", "found"),
    [
        ("p.sum", "cash", []),
        ("p.few", "cash", ["benefit_unit"]),
        ("p.few", "service", []),
        ("p.sum * months / months_one", "cash", []),
        ("veteran", "service", ["type_mismatch"]),
        ("born", "service", ["type_mismatch"]),
        ("{from: p.sum, to: p.few}", "service", ["unit_mismatch"]),
        ("{exact: p.sum, plus: [{amount: p.few, when: [veteran]}]}", "service", ["unit_mismatch"]),
        ("{exact: p.sum, plus: [{amount: p.sum, when: [months]}]}", "cash", ["type_mismatch"]),
        ("{items: [{exact: p.sum, label: {zh: 甲, en: a}}, {exact: p.few, label: {zh: 乙, en: b}}]}", "service", []),
    ],
)
def test_an_amount_has_the_unit_of_its_kind(amount: str, kind: str, found: list[str]) -> None:
    figures = parameter("sum", 100, "yuan") if "p.sum" in amount else ""
    figures += parameter("few", 2, "count") if "p.few" in amount else ""
    definitions = definition("months_one", "max(months, 1)") if "months_one" in amount else ""
    result = kinds(clause("1", "student", amount=amount, kind=kind), parameters=figures, definitions=definitions)
    assert result == found


@pytest.mark.parametrize(
    ("low", "high", "found"), [(100, 400, []), (400, 400, []), (400, 100, ["ends_cross"]), ("400.01", 400, ["ends_cross"])]
)
def test_a_band_begins_below_its_end(low: object, high: object, found: list[str]) -> None:
    figures = parameter("low", low, "yuan") + parameter("high", high, "yuan")
    band = "{from: p.low, to: p.high}"
    assert kinds(clause("1", "veteran", amount=band), parameters=figures) == found
    items = "{items: [{from: p.low, to: p.high, label: {zh: 甲, en: a}}]}"
    assert kinds(clause("1", "veteran", amount=items, kind="wage_floor"), parameters=figures) == found


def test_a_table_adds_the_line_that_its_keys_are_the_only_ones() -> None:
    sums = "  sums: {value: {low: 100}, unit: yuan, cite: 一}\n"
    (rule,) = built(clause("1", amount="p.sums[level]"), parameters=sums).rules.values()
    member = rule.lines[-1].node
    assert isinstance(member, n.Member)
    assert member.values == ("low",)


def test_findings_come_in_the_order_of_the_file_whatever_the_number_of_its_lines() -> None:
    lines = [f"veteran{'n' * number}" for number in range(1, 30)]
    with pytest.raises(RulesetError) as caught:
        built(clause("1", *lines))
    positions = [item.position for item in caught.value.findings]
    assert positions == sorted(positions, key=lambda item: item.line if item else 0)
