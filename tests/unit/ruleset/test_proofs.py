"""Groups of clauses: overlaps and gaps are found where thresholds of single facts decide, and said to be open elsewhere."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import built, clause, definition, group, kinds, parameter

from subsidies.errors import RulesetError


def tiers(*lines: str, join: str = "exactly_one", parameters: str = "", definitions: str = "") -> tuple[str, bool | None]:
    """What is found in a group of clauses with one condition each, and whether it is proved."""
    clauses = [clause(str(number), *([line] if line else [])) for number, line in enumerate(lines, 1)]
    ids = [str(number) for number in range(1, len(lines) + 1)]
    try:
        ruleset = built(*clauses, parameters=parameters, definitions=definitions, groups=group(ids, join))
    except RulesetError as error:
        (finding,) = error.findings
        return f"{finding.kind} {finding.context['example']}", None
    return "", ruleset.groups[0].proved


MONTHS = parameter("low", 3, "month", source="reading") + parameter("high", 6, "month", source="reading")


@pytest.mark.parametrize(
    ("lines", "join", "found", "proved"),
    [
        (("months < p.low", "months >= p.low"), "exactly_one", "", True),
        (("months <= p.low", "months >= p.low"), "exactly_one", "join_overlap months=3", None),
        (("months < p.low", "months > p.low"), "exactly_one", "join_gap months=3", None),
        (("months < p.low", "months > p.low"), "at_most_one", "", True),
        (("months < p.low", "months > p.high"), "exactly_one", "join_gap months=3", None),
        (("months <= p.high", "months > p.low"), "at_most_one", "join_overlap months=3.01", None),
        (("veteran", "not veteran"), "exactly_one", "", True),
        (("veteran", "student"), "exactly_one", "join_gap student=false, veteran=false", None),
        (("level == 'low'", "level == 'high'"), "exactly_one", "", True),
        (("level == 'low'", "level in ('low', 'high')"), "exactly_one", "join_overlap level=low", None),
        (("months > 0", "months == 0"), "exactly_one", "", True),
        (("courses > 0 and veteran", "courses == 0 or not veteran"), "exactly_one", "", True),
        # What turns on more than single facts is not decided here, but watched on every case.
        (("born <= on", "born > on"), "exactly_one", "", False),
        (("years_between(born, on) > 0", "years_between(born, on) <= 0"), "exactly_one", "", False),
        (("any(j.pay > 0 for j in jobs)", "not any(j.pay > 0 for j in jobs)"), "exactly_one", "", False),
        (("{open: {zh: 等, en: etc}}", "veteran"), "at_most_one", "", False),
    ],
)
def test_a_group_is_proved_refuted_or_left_open(lines: tuple[str, ...], join: str, found: str, proved: bool | None) -> None:
    used = "".join(line for line in MONTHS.splitlines(keepends=True) if f"p.{line.split(':')[0].strip()}" in str(lines))
    text, result = tiers(*lines, join=join, parameters=used)
    if found:
        kind, _, example = found.partition(" ")
        assert text.split(" ")[0] == kind
        assert set(example.split(", ")) == set(text.partition(" ")[2].split(", "))
    else:
        assert text == ""
    assert result is proved


def test_whole_numbers_leave_no_gap_between_neighbours() -> None:
    parameters = parameter("two", 2, "count", source="reading") + parameter("three", 3, "count", source="reading")
    assert tiers("courses <= p.two", "courses >= p.three", parameters=parameters) == ("", True)


def test_a_gap_narrower_than_one_is_seen() -> None:
    parameters = parameter("low", 0.15, "ratio", source="reading") + parameter("high", 0.3, "ratio", source="reading")
    assert tiers("share <= p.low", "share >= p.high", parameters=parameters)[0].startswith("join_gap share=")


def test_what_no_case_can_state_is_no_gap() -> None:
    parameters = parameter("full", 12, "month", source="reading")
    assert tiers("months < p.full", "months == p.full", parameters=parameters) == ("", True)


def test_a_threshold_out_of_range_hides_no_gap() -> None:
    parameters = parameter("far", 13, "month", source="reading")
    text, proved = tiers("{any: [veteran, months > p.far]}", "student", parameters=parameters)
    assert text == "join_gap veteran=false, months=12, student=false"
    assert proved is None


def test_a_fact_of_one_of_several_kinds_of_entity_is_decided() -> None:
    few = parameter("few", 2, "count", source="reading")
    lines = "employer.staff <= p.few", "employer.staff > p.few"
    clauses = [clause(str(number), line, for_="job", payee="null") for number, line in enumerate(lines, 1)]
    (found,) = built(*clauses, parameters=few, groups=group(["1", "2"])).groups
    assert found.proved


def test_definitions_are_looked_through() -> None:
    both = definition("both", "[veteran, student]")
    assert tiers("both", "not both", definitions=both) == ("", True)


def test_a_clause_without_conditions_overlaps_every_other() -> None:
    assert tiers("", "veteran", join="at_most_one")[0].startswith("join_overlap")


def test_groups_of_unknown_repeated_or_different_clauses() -> None:
    two = clause("1", "veteran"), clause("2", "status == 'lifted'", for_="household")
    assert kinds(*two, groups=group(["1", "3"])) == ["unknown_clause"]
    assert kinds(*two, groups=group(["1", "1"])) == ["duplicate_id_in_ruleset"]
    assert kinds(*two, groups=group(["1", "2"])) == ["group_subjects"]


CUTS = st.lists(st.integers(1, 1199), min_size=1, max_size=3, unique=True).map(sorted)
SIGNS = st.sampled_from([("<", ">="), ("<=", ">"), ("<", ">"), ("<=", ">=")])


@settings(max_examples=60, deadline=None)
@given(CUTS, st.data())
def test_proofs_agree_with_trying_every_value(cuts: list[int], data: st.DataObject) -> None:
    signs = [data.draw(SIGNS) for _ in cuts]
    parameters = "".join(parameter(f"c{index}", Decimal(cut) / 100, "month", source="reading") for index, cut in enumerate(cuts))
    lines = []
    for index in range(len(cuts) + 1):
        parts = [f"months {signs[index - 1][1]} p.c{index - 1}"] if index else []
        parts += [f"months {signs[index][0]} p.c{index}"] if index < len(cuts) else []
        lines.append(" and ".join(parts))
    compare = {"<": int.__lt__, "<=": int.__le__, ">": int.__gt__, ">=": int.__ge__}
    holding = [
        sum(
            (not index or compare[signs[index - 1][1]](value, cuts[index - 1]))
            and (index == len(cuts) or compare[signs[index][0]](value, cuts[index]))
            for index in range(len(cuts) + 1)
        )
        for value in range(1201)
    ]
    text, proved = tiers(*lines, parameters=parameters)
    if set(holding) == {1}:
        assert (text, proved) in (("", True), ("", None))
    else:
        assert text.split(" ")[0] in {"join_overlap" if max(holding) > 1 else "", "join_gap" if min(holding) == 0 else ""}
