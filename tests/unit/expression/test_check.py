"""Types, units and names of expressions; what may be written and what may not."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from subsidies.catalogue import Catalogue
from subsidies.expression import Checked, Scope, check
from subsidies.expression import nodes as n
from subsidies.ruleset.drafting import ParameterValue
from subsidies.types import BOOL, DATE, PLACE, Sort, Type, Unit, number
from subsidies.types.units import BASE_UNITS

WORLD = Catalogue(Path(__file__).parents[2] / "good" / "catalogue").world
CITY = n.Context(PLACE, "jurisdiction")


def unit(text: str) -> Unit:
    found = Unit.parse(text)
    assert found is not None
    return found


PARAMETERS = {
    "months": ParameterValue(number(unit("month")), 6),
    "income": ParameterValue(number(unit("yuan")), 1_000_000),
    "quota": ParameterValue(number(unit("yuan/year")), 780_000),
    "share": ParameterValue(number(unit("ratio")), Fraction(1, 2)),
    "day": ParameterValue(DATE, date(2023, 1, 1)),
    "groups": ParameterValue(Type(Sort.ENUM), ("lifted", "watched")),
    "sums": ParameterValue(number(unit("yuan")), {"low": 80_000, "high": 120_000}),
}


def checked(text: str, subject: str = "person", place: n.Node | None = CITY) -> Checked:
    return check(text, Scope(WORLD.vocabulary, subject, PARAMETERS, WORLD.rate_types, place=place))


def type_of(text: str, subject: str = "person") -> str:
    result = checked(text, subject)
    assert result.node is not None, [item.message() for item in result.findings]
    return str(result.node.type)


def fault(text: str, subject: str = "person") -> tuple[str, str]:
    """Kind and suggestion of the only finding."""
    result = checked(text, subject)
    assert result.node is None
    (finding,) = result.findings
    return finding.kind, finding.suggestion


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("months", "month"),
        ("p.quota * months / MONTHS_PER_YEAR", "yuan"),
        ("p.quota * (months / MONTHS_PER_YEAR)", "yuan"),
        ("income / income", "ratio"),
        ("p.share * courses", "count"),
        ("income / months", "yuan/month"),
        ("income * income", "yuan*yuan"),
        ("1 / months", "1/month"),
        ("0 - income", "yuan"),
        ("income - 0", "yuan"),
        ("-income", "yuan"),
        ("min(income, p.income, 0)", "yuan"),
        ("max(born, on)", "date"),
        ("floor(income)", "yuan"),
        ("income if veteran else 0", "yuan"),
        ("0 if veteran else income", "yuan"),
        ("born if veteran else on", "date"),
        ("p.sums[level]", "yuan"),
        ("year", "calendar_year"),
        ("year_of(born)", "calendar_year"),
        ("years_between(born, on)", "year"),
        ("months_between(born, on)", "month"),
        ("days_between(born, on)", "day"),
        ("add_months(born, months)", "date"),
        ("add_days(born, days)", "date"),
        ("first_of_month(born)", "date"),
        ("months_of_year_within(year, born, on, on)", "month"),
        ("lives_in", "place"),
        ("veteran and not student or months >= p.months", "bool"),
        ("household.status in p.groups", "bool"),
        ("household.status not in ('lifted',)", "bool"),
        ("'lifted' == household.status", "bool"),
        ("veteran == student", "bool"),
        ("veteran != True", "bool"),
        ("wages >= p.income", "bool"),
        ("rate.minimum_wage", "yuan/month"),
        ("any(j.pay > rate.minimum_wage for j in jobs)", "bool"),
        ("rate.minimum_wage(born)", "yuan/month"),
        ("rate.minimum_wage(add_months(max(born, on), months)) * months", "yuan"),
        ("any(j.pay > rate.minimum_wage(j.start) for j in jobs)", "bool"),
        ("all(j.start <= on for j in jobs if j.end >= on)", "bool"),
        ("count(j for j in jobs)", "count"),
        ("count(j.pay > 0 for j in jobs)", "count"),
        ("sum(j.pay * p.months for j in jobs)", "yuan"),
        ("avg(j.pay for j in jobs)", "yuan/month"),
        ("min(j.start for j in jobs)", "date"),
        ("max(m.income for m in household.members)", "yuan"),
    ],
)
def test_types_and_units_follow_from_those_of_the_parts(text: str, type_: str) -> None:
    assert type_of(text) == type_


@pytest.mark.parametrize(
    "text",
    [
        "income + months > income",
        "income >= months",
        "years_between(born, on) >= p.months",
        "months >= MONTHS_PER_YEAR",
        "p.quota >= income",
        "min(income, months)",
        "income if veteran else months",
        "year >= years_between(born, on)",
        "courses > months",
    ],
)
def test_units_are_never_converted(text: str) -> None:
    assert fault(text)[0] == "unit_mismatch"


def test_the_figures_of_the_language_take_the_unit_of_the_other_side() -> None:
    node = checked("income > 1").node
    assert isinstance(node, n.Compare)
    assert node.right == n.Number(number(unit("yuan")), 100)
    node = checked("1 / income < 1 / p.income + 1").node
    assert isinstance(node, n.Compare)
    assert isinstance(node.right, n.Arithmetic)
    assert node.right.right == n.Number(number(Unit((("yuan", -1),))), Fraction(1, 100))


@pytest.mark.parametrize(("figure", "bare"), [("0", False), ("1", False), ("2", True), ("0.0", True), ("12", True)])
def test_every_figure_but_zero_and_one_needs_a_citation(figure: str, bare: bool) -> None:
    kinds = {item.kind for item in checked(f"courses > {figure}").findings}
    assert kinds == ({"bare_figure"} if bare else set())


@pytest.mark.parametrize(
    ("text", "subject", "suggestion"),
    [
        ("monthss", "person", "months"),
        ("household.statsu == 'lifted'", "person", "household.status"),
        ("p.incme", "person", "p.income"),
        ("houshold.status == 'lifted'", "person", "household"),
        ("person.household.statsu == 'lifted'", "job", "person.household.status"),
        ("any(j.payy > 0 for j in jobs)", "person", "j.pay"),
        ("xyzzy", "person", ""),
        ("status", "person", ""),
        ("j.pay", "person", ""),
    ],
)
def test_an_unknown_name_comes_with_the_nearest_one_that_may_stand_there(text: str, subject: str, suggestion: str) -> None:
    assert fault(text, subject) == ("unknown_name", suggestion)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("employer.staff > 0", None),
        ("employer.grade == 'one'", "not_shared"),
        ("employer.grade > 0", "not_shared"),
        ("employer.tax > 0", "not_shared"),
        ("employer.taxx > 0", "unknown_name"),
        ("employer.household.status == 'lifted'", "unknown_name"),
        ("any(k.pay > 0 for k in employer.jobs)", None),
    ],
)
def test_what_may_be_one_of_several_entities_must_mean_the_same_for_each(text: str, kind: str | None) -> None:
    found = [item.kind for item in checked(text, "job").findings]
    assert found == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("household.status == 'lifed'", "unknown_enum_value"),
        ("'lifed' != household.status", "unknown_enum_value"),
        ("household.status in ('lifted', 'x')", "unknown_enum_value"),
        ("level in p.groups", "unknown_enum_value"),
        ("household.status in ()", "expression_construct"),
        ("household.status in (level,)", "expression_construct"),
        ("household.status in level", "type_mismatch"),
        ("level == household.status", "type_mismatch"),
        ("'low' == 'low'", "type_mismatch"),
        ("level > 'low'", "type_mismatch"),
        ("p.sums", "type_mismatch"),
        ("p.sums[veteran]", "type_mismatch"),
        ("p.sums[household.status]", "unknown_enum_value"),
        ("p.income[level]", "expression_construct"),
        ("name == 'x'", "type_mismatch"),
        ("lives_in == household.listed_in", "place_compared"),
        ("any(j for j in jobs)", "expression_construct"),
        ("any(j.pay for j in jobs)", "type_mismatch"),
        ("sum(j.start for j in jobs)", "type_mismatch"),
        ("avg(j.start for j in jobs)", "type_mismatch"),
        ("any(veteran for veteran in jobs)", "expression_construct"),
        ("any(p.pay > 0 for p in jobs)", "expression_construct"),
        ("any(reading.pay > 0 for reading in jobs)", "expression_construct"),
        ("any(j.pay > 0 for j in jobs if j.pay > 0 if j.pay > 0)", "expression_construct"),
        ("any(j.pay > 0 for j in jobs for k in jobs)", "expression_construct"),
        ("any(any(k.pay > 0 for k in jobs) for j in jobs)", "expression_construct"),
        ("any(j.pay > 0 for j in months)", "not_a_list"),
        ("any(veteran)", "wrong_arguments"),
        ("any()", "wrong_arguments"),
        ("min(income)", "wrong_arguments"),
        ("floor()", "wrong_arguments"),
        ("add_months(born, days)", "wrong_arguments"),
        ("year_of(born, born)", "wrong_arguments"),
        ("year_of(day=born)", "expression_construct"),
        ("born.year", "unknown_name"),
        ("month.year_of(born)", "expression_construct"),
        ("rate.maximum_wage", "unknown_rate"),
        ("rate.maximum_wage(born)", "unknown_rate"),
        ("rate.minimum_wage()", "wrong_arguments"),
        ("rate.minimum_wage(months)", "wrong_arguments"),
        ("rate.minimum_wage(born, on)", "wrong_arguments"),
        ("rate.minimum_wage(day=born)", "expression_construct"),
        ("rate.minimum_wage(borm)", "unknown_name"),
        ("rate(born)", "unknown_function"),
        ("rate.minimum_wage.now(born)", "expression_construct"),
        ("p.pay(born)", "expression_construct"),
        ("veteran  # or student", "expression_construct"),
    ],
)
def test_what_means_nothing_is_found(text: str, kind: str) -> None:
    assert fault(text)[0] == kind


@pytest.mark.parametrize("text", ["rate.minimum_wage", "rate.minimum_wage(born)"])
def test_a_rate_needs_a_place(text: str) -> None:
    result = checked(text, place=None)
    assert [item.kind for item in result.findings] == ["figure_without_place"]


def test_a_rate_without_a_day_is_that_of_the_day_of_the_question() -> None:
    assert checked("rate.minimum_wage(on)") == checked("rate.minimum_wage")
    assert checked("rate.minimum_wage(born)") != checked("rate.minimum_wage")
    assert checked("rate.minimum_wge(born)").findings[0].suggestion == "minimum_wage"


def test_the_type_that_a_place_needs_is_checked() -> None:
    scope = Scope(WORLD.vocabulary, "person")
    assert check("veteran", scope, want=BOOL).node is not None
    for text, want in (("months", BOOL), ("veteran", DATE), ("income", number(unit("month")))):
        assert [item.kind for item in check(text, scope, want=want).findings] == ["type_mismatch"]


def test_an_older_name_of_a_fact_means_the_same() -> None:
    assert checked("wages >= p.income") == checked("income >= p.income")


def test_both_ways_to_say_not_equal_are_the_same_node() -> None:
    assert checked("household.status != 'lifted'").node == checked("not household.status == 'lifted'").node
    assert checked("months != p.months").node == checked("not months == p.months").node


@pytest.mark.parametrize("base", BASE_UNITS)
def test_units_multiply_and_cancel(base: str) -> None:
    one = unit(base)
    assert one.times(one, -1) == unit("ratio")
    assert unit(f"{base}/yuan").times(unit("yuan")) == one
    assert unit(f"yuan/{base}").times(one) == unit("yuan")


@pytest.mark.parametrize("text", ["", "yaun", "yuan/", "/month", "yuan*month", "yuan / month", "Yuan"])
def test_what_is_no_unit(text: str) -> None:
    assert Unit.parse(text) is None


# --- Nothing that anybody writes may end in anything but findings

SIGNS = st.text(alphabet="pabx._()[]{}<>=!+-*/%'\"0129 \n\t,:;@#&|~^\\甲", max_size=40)
WORDS = (
    "months income veteran born on year household .status p. p.months rate. ( ) [ ] , > >= == in and or not if else "
    "for j in jobs any( sum( min( year_of( __class__ lambda : ** 9 'lifted' 0 1 1e9 + - * / None ... := await"
)
PIECES = st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join)


@settings(max_examples=600, deadline=None)
@given(SIGNS | PIECES | st.text(max_size=30))
@example("(" * 500 + "months" + ")" * 500)
@example("-" * 990 + "months")
@example("not " * 240 + "veteran")
@example("a." * 400 + "b")
@example("9" * 990)
@example("0x" + "f" * 990)
@example("1e" + "9" * 300)
@example("9**9**9**9**9")
@example("months[" * 120 + "0" + "]" * 120)
@example("f'{" * 60 + "months" + "}'" * 60)
@example("[" * 990)
@example("\0")
@example("\\\n")
@example("x" * 1001)
@example("ｍｏｎｔｈｓ > 0")
@example("any(" * 100 + "veteran")
@example("veteran if " * 70 + "veteran" + " else veteran" * 70)
@example("p.sums[p.sums[level]]")
@example("lambda: (yield)")
@example("months > 0  # a remark")
def test_no_text_ends_in_anything_but_a_node_or_findings(text: str) -> None:
    result = checked(text)
    assert (result.node is None) == bool(result.findings)
    for finding in result.findings:
        assert len(finding.message("zh")) < 400
        assert "\n" not in finding.message("en")
