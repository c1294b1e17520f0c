"""Which changes are made of a rule, under which ids and in which words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from small_policy import RULESET
from small_world import LABEL, Bench, clause, ruleset

from subsidies.catalogue import Catalogue
from subsidies.errors import RulesetError
from subsidies.mutation import Mutants

Make = Callable[..., Mutants]
GOOD = Path(__file__).parents[2] / "good" / "catalogue"


BESIDE = """provisions:
  "9":
    title: {zh: 乙, en: b}
    article: 第二条
    for: job
    kind: cash
    reason: discretionary
    missing: {zh: 乙, en: b}
    when:
      - start <= end
      - person.veteran or person.student
      - person.level in ('low', 'high')
    office: {lead: [人社局]}
    paraphrase: {zh: 乙, en: b}"""


def rules(when: str, parameters: str = "", amount: str = "p.grant", extra: str = "", beside: str = BESIDE) -> str:
    """A clause about a job with one line of its own, beside one that reads more: facts and values that it could be taken for."""
    return f"""
parameters:
  grant: {{value: 1500, unit: yuan, cite: 二}}
{parameters}
{beside}
clauses:
  "2":
    title: {{zh: 甲, en: a}}
    article: 第二条
    for: job
    payee: employer
    kind: cash
    every: year
    amount: {amount}
{extra}
    when:
      - {when}
    office: {{lead: [人社局]}}
    paraphrase: {{zh: 甲, en: a}}
"""


def of(mutants: Mutants, start: str) -> set[str]:
    """The changes at a place, without the place."""
    return {item.id.removeprefix(start) for item in mutants.mutants if item.id.startswith(start)}


OVER6 = "  m: {value: 6, unit: month, word: 超过, cite: 二}"
M6 = "  m: {value: 6, unit: month, word: 以上, cite: 二}"
CASES = {
    "comparison of a number": ("person.months >= p.m", M6, {":>", ":<", ":left-out"}),
    "strict comparison": ("person.months > p.m", OVER6, {":>=", ":<=", ":left-out"}),
    "lower than": ("person.months < p.m", "  m: {value: 6, unit: month, word: 不满, cite: 二}", {":<=", ":>=", ":left-out"}),
    "at most": ("person.months <= p.m", "  m: {value: 6, unit: month, word: 以内, cite: 二}", {":<", ":>", ":left-out"}),
    "equality": ("year_of(start) == year", "", {":not", "#0:later-0", "#0:earlier-0", "#0.0:end", "#1:later", ":left-out"}),
    "truth": ("person.veteran", "", {":not", ":student", ":left-out"}),
    "contrary": ("not person.veteran", "", {":not", "#0:not", "#0:student", ":left-out"}),
    "one value": ("person.level == 'low'", "", {":not", ":+high", ":=high", ":left-out"}),
    "another value": ("person.level != 'low'", "", {":not", "#0:not", "#0:+high", "#0:=high", ":left-out"}),
    "several values": ("person.household.status in ('lifted', 'watched')", "", {":not", ":-lifted", ":-watched", ":left-out"}),
    "and": (
        "person.veteran and person.student",
        "",
        {":or", ":-0", ":-1", "#0:not", "#0:student", "#1:not", "#1:veteran", ":left-out"},
    ),
    "or": (
        "person.veteran or person.student",
        "",
        {":and", ":-0", ":-1", "#0:not", "#0:student", "#1:not", "#1:veteran", ":left-out"},
    ),
    "open": ("open: {zh: 等, en: and others}", "", {":true", ":false", ":left-out"}),
    "kind of employer": ("employer is enterprise", "", {":not", ":left-out"}),
    "window": (
        "on <= add_months(start, p.m)",
        "  m: {value: 6, unit: month, word: 以内, cite: 二}",
        {":<", ":>", "#0:later", "#1:later-0", "#1:earlier-0", "#1.0:end", ":left-out"},
    ),
    "month": (
        "first_of_month(start) <= on",
        "",
        {":<", ":>", "#0:last_of_month", "#0:day", "#0.0:end", "#1:later", ":left-out"},
    ),
    "other end of a month": (
        "last_of_month(start) <= on",
        "",
        {":<", ":>", "#0:first_of_month", "#0:day", "#0.0:end", "#1:later", ":left-out"},
    ),
    "months of a year": (
        "months_of_year_within(year, start, end, on) >= p.m",
        M6,
        {
            ":>", ":<", "#0:later-1", "#0:earlier-1", "#0:later-2", "#0:earlier-2", "#0:later-3", "#0:earlier-3",
            "#0.0:later", "#0.1:end", "#0.2:start", "#0.3:later", ":left-out",
        },
    ),
    "earliest day": (
        "min(start, end) <= on",
        "",
        {":<", ":>", "#0:max", "#0:-0", "#0:-1", "#0.0:end", "#0.1:start", "#1:later", ":left-out"},
    ),
    "whole number": (
        "floor(pay * person.share / pay) == 1",
        "",
        {
            ":not", ":left-out", "#0:ceil", "#0:exact", "#0.0:*", "#0.0.0:/", "#1:+1", "#1:-1",
        },
    ),
    "choice": (
        "(person.months if person.veteran else person.months) >= p.m",
        M6,
        {":>", ":<", "#0:swapped", "#0:always", "#0:never", "#0.0:not", "#0.0:student", ":left-out"},
    ),
    "negative": ("-person.months <= 0", "", {":<", ":>", "#0:plus", "#1:+1", "#1:-1", ":left-out"}),
    "rate": ("pay >= rate.minimum_wage", "", {":>", ":<", "#1:+1", "#1.1:later", ":left-out"}),
    "rate on a day": (
        "pay >= rate.minimum_wage(start)",
        "",
        {":>", ":<", "#1:+1", "#1:on", "#1.1:end", ":left-out"},
    ),
    "aggregate": (
        "any(j.pay >= rate.minimum_wage for j in person.jobs if j.start <= on)",
        "",
        {
            ":all", ":all-members",
            "#0:>", "#0:<", "#0.1:+1", "#0.1.1:later", "#1:<", "#1:>", "#1.0:end", "#1.1:later", ":left-out",
        },
    ),
    "sum": ("sum(j.pay for j in person.jobs) >= pay", "", {":>", ":<", "#0:max", "#0:avg", ":left-out"}),
}  # fmt: skip


def test_what_the_ruleset_does_not_name_is_taken_for_nothing(mutants: Make) -> None:
    """What other policies need of the vocabulary is no mistake that this text invites."""
    alone = rules("person.level == 'low'", beside="")
    assert of(mutants(alone), "clauses.2.when[0]") == {":not", ":left-out"}
    assert of(mutants(rules("person.veteran", beside="")), "clauses.2.when[0]") == {":not", ":left-out"}


@pytest.mark.parametrize("name", CASES)
def test_a_condition_is_changed_in_just_these_ways(name: str, mutants: Make) -> None:
    when, parameters, expected = CASES[name]
    assert of(mutants(rules(when, parameters)), "clauses.2.when[0]") == expected


FIGURES = {
    "a threshold moves by the step of the fact": (M6, "person.months >= p.m", {"+0.01": "6.01", "-0.01": "5.99", "years": "72"}),
    "one held against whole years by a year": (
        "  m: {value: 16, unit: year, word: 以上, cite: 二}",
        "years_between(person.born, start) >= p.m",
        {"+1": "17", "-1": "15", "dozens": "192"},
    ),
    "a period by a month": (
        "  m: {value: 6, unit: month, word: 以内, cite: 二}",
        "on <= add_months(start, p.m)",
        {"+1": "7", "-1": "5", "years": "72"},
    ),
    "a sum by a fen": (
        "  m: {value: 900, unit: yuan, word: 达到, cite: 二}",
        "person.income >= p.m",
        {"+0.01": "900.01", "-0.01": "899.99", "10000-yuan": "9,000,000"},
    ),
    "a share in its last place": (
        "  m: {value: 0.15, unit: ratio, word: 达到, cite: 二}",
        "person.share * pay >= p.m * pay",
        {"+0.01": "16%", "-0.01": "14%", "percent": "0.15%"},
    ),
    "a day by a day": (
        "  m: {value: 2023-05-01, unit: date, word: 以下, cite: 二}",
        "start <= p.m",
        {"later": "2 May 2023", "earlier": "30 April 2023"},
    ),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_changed_by_its_smallest_step(name: str, mutants: Make) -> None:
    parameters, when, expected = FIGURES[name]
    made = mutants(rules(when, parameters))
    found = {item.id.partition(":")[2]: item for item in made.mutants if item.id.startswith("parameters.m")}
    assert found.keys() == expected.keys()
    assert all(text in found[key].change.en for key, text in expected.items())
    assert all(item.figure == "m" and item.owners == ("2",) for item in found.values())


def test_lists_and_tables_lose_and_gain_entries() -> None:
    good = Catalogue(GOOD)
    made = Mutants(good.versions("work-2023")[-1], good)
    assert of(made, "parameters.groups.value") == {"[0]:left-out", "[1]:left-out"}
    assert of(made, "parameters.sums") == {
        ".value.low:left-out", ".value.high:left-out",
        ".value.low:+0.01", ".value.low:-0.01", ".value.high:+0.01", ".value.high:-0.01", ".value:10000-yuan",
    }  # fmt: skip


def test_the_plan_itself_is_changed_too(mutants: Make) -> None:
    made = mutants()
    plan = {item.id for item in made.mutants if not item.owners}
    assert plan == {
        "jurisdiction:wider", "status:other", "published:later", "published:earlier",
        "effective.from:later", "effective.from:earlier", "effective.to:later", "effective.to:earlier",
        "effective.facts_from:later", "effective.facts_from:earlier",
    }  # fmt: skip
    assert of(made, "clauses.2.") == {
        "place:left-out", "payee:household", "kind:other", "every:once", "every:month", "accrues:other", "window:other",
        "amount:at-least", "amount:at-most", "when:or-0", "when:never",
        "when[0]:left-out", "when[0]:>", "when[0]:<", "when[1]:left-out", "when[1]:not",
    }  # fmt: skip


def test_nobody_is_late_where_there_is_no_last_day(catalogue: Callable[..., Catalogue], tmp_path: Path) -> None:
    catalogue()
    file = tmp_path / "rulesets" / RULESET
    file.write_text(file.read_text(encoding="utf-8").replace("to: 2023-12-31", "to: null"), encoding="utf-8")
    open_ended = Catalogue(tmp_path / "rulesets")
    made = Mutants(open_ended.versions("work-2023")[-1], open_ended)
    assert "window:other" not in of(made, "clauses.2.")
    assert {"kind:other", "place:left-out"} <= of(made, "clauses.2.")


AMOUNTS = {
    "band": (
        "{from: p.grant, to: p.more}",
        "",
        {".from:as-to", ".to:as-from", ".from:=more", ".to:=grant"},
    ),
    "floor": (
        "{at_least: p.grant + p.more}",
        "",
        {":exact", ":at-most", ".at_least:-", ".at_least#0:=more", ".at_least#1:=grant"},
    ),
    "with a part": (
        "{exact: p.grant, plus: [{amount: p.more, when: [person.veteran, person.student]}]}",
        "",
        {
            ":at-least", ":at-most", ".exact:=more", ".plus[0]:left-out", ".plus[0].amount:=grant",
            ".plus[0].when[0]:left-out", ".plus[0].when[1]:left-out",
            ".plus[0].when[0]:not", ".plus[0].when[0]:student", ".plus[0].when[1]:not", ".plus[0].when[1]:veteran",
        },
    ),
    "rounded": (
        "{exact: p.grant * p.part + p.more, round: {to: yuan, mode: down, cite: 二}}",
        "",
        {
            ":at-least", ":at-most", ".exact:-", ".exact#0:/", ".exact#0.0:=more", ".exact#1:=grant",
            ".round:left-out", ".round.to:jiao", ".round.to:ten_yuan", ".round.mode:half_up", ".round.mode:up",
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", AMOUNTS)
def test_an_amount_is_changed_in_its_form_and_its_parts(name: str, mutants: Make) -> None:
    amount, extra, expected = AMOUNTS[name]
    more = "  more: {value: 2500, unit: yuan, cite: 二}\n  part: {value: 0.3333, unit: ratio, cite: 二}"
    assert of(mutants(rules("person.veteran", more, amount, extra)), "clauses.2.amount") == expected


def test_payees_left_open_are_closed(mutants: Make) -> None:
    made = mutants(rules("person.veteran").replace("payee: employer", "payee: {one_of: [person, employer]}"))
    assert of(made, "clauses.2.payee") == {":only-0", ":only-1"}
    assert {item.change.zh for item in made.mutants if item.id == "clauses.2.payee:only-1"} == {
        "若领取人由“个人或单位”改为“单位”"
    }


def test_a_limit_loses_its_clauses_keys_measures_and_order(mutants: Make) -> None:
    limit = """
limits:
  - id: most
    title: {zh: 限额, en: limit}
    over: ["2"]
    per: [person, year]
    at_most: {awards: 1, yuan: [person.income, person.income]}
    cite: 二
"""
    made = mutants(rules("person.veteran") + limit)
    assert of(made, "limits.most") == {
        ":left-out", ".per[0]:left-out", ".per[1]:left-out", ".per[0]:=job", ".per:+job", ".per:+employer",
        ".at_most.awards:left-out", ".at_most.yuan:left-out",
        ".at_most.awards:+1", ".at_most.awards:-1", ".at_most.yuan[0]:left-out", ".at_most.yuan[1]:left-out",
        ".at_most.yuan:swapped-0",
    }  # fmt: skip
    assert {item.owners for item in made.mutants if item.id.startswith("limits")} == {("most",)}


def test_a_list_with_a_total_loses_either_and_its_order(mutants: Make) -> None:
    limit = """
limits:
  - id: most
    title: {zh: 限额, en: limit}
    over: ["2"]
    per: [employer, year]
    at_most: {yuan: {total: employer.dues, of: [employer.levy, employer.fee, employer.toll]}}
    cite: 二
"""
    made = mutants(rules("person.veteran") + limit)
    changed = {item.id.removeprefix("limits.most.at_most.yuan"): item for item in made.mutants if "at_most" in item.id}
    lists = {":no-total", ":left-out-0", ":left-out-1", ":left-out-2", ".of:swapped-0", ".of:swapped-1"}
    assert {name for name in changed if "=" not in name and name.count(":") == 1} >= lists
    assert {lang: changed[":no-total"].change[lang] for lang in ("zh", "en")} == {
        "zh": "若限额“限额”不再计费用合计",
        "en": "if the limit “limit” no longer counted dues",
    }
    assert changed[":left-out-1"].change.en == "if the limit “limit” no longer counted fee"
    assert changed[".of:swapped-0"].change.en == "if the limit “limit” were used up in another order"
    for name, item in changed.items():
        if name in lists:
            (ruleset,) = made.law(item).law(("work-2023",)).rulesets
            assert ruleset.limits[0].allowances != made.ruleset.limits[0].allowances
        else:
            # Another fact in the list, or as its total, is none that the vocabulary calls its sum.
            with pytest.raises(RulesetError):
                made.law(item).law(("work-2023",))


def test_one_change_is_what_the_supposed_law_has(mutants: Make) -> None:
    made = mutants()
    by_id = {item.id: item for item in made.mutants}

    def changed(id_: str) -> object:
        return made.law(by_id[id_]).law(("work-2023",)).rulesets[0]

    base = made.ruleset
    assert base.model.parameters["months"].value == 6
    figure = changed("parameters.months.value:+0.01").model.parameters["months"].value  # type: ignore[attr-defined]
    assert str(figure) == "6.01"
    assert changed("effective.to:later").model.effective.to == date(2024, 1, 1)  # type: ignore[attr-defined]
    assert base.model.effective.to == date(2023, 12, 31)


def test_every_change_has_an_id_of_its_own_and_changes_something() -> None:
    good = Catalogue(GOOD)
    made = Mutants(good.versions("work-2023")[-1], good)
    ids = [item.id for item in made.mutants]
    assert len(set(ids)) == len(ids)
    assert len(ids) > 100
    for item in made.mutants:
        try:
            (ruleset,) = made.law(item).law(("work-2023",)).rulesets
        except (RulesetError, ValueError):
            continue
        same = (ruleset.rules, ruleset.limits, ruleset.definitions) == (
            made.ruleset.rules,
            made.ruleset.limits,
            made.ruleset.definitions,
        )
        # A draft has the rules of what is issued; what it gives is said as if it were in force.
        assert not same or item.id.startswith(("published", "effective", "status")), item.id


def test_words_are_complete_in_both_languages() -> None:
    good = Catalogue(GOOD)
    for item in Mutants(good.versions("work-2023")[-1], good).mutants:
        assert item.change.zh.startswith("若")
        assert item.change.en.startswith("if ")
        assert "{" not in item.change.zh + item.change.en, item.id


def test_what_was_paid_of_a_sum_set_elsewhere_is_no_figure_to_change(mutants: Make) -> None:
    elsewhere = (
        rules("person.veteran", amount="{set_by: {zh: 另定, en: elsewhere}}")
        .replace("parameters:\n", "")
        .replace("  grant: {value: 1500, unit: yuan, cite: 二}\n", "")
    )
    assert "clauses.2.accrues:other" not in {item.id for item in mutants(elsewhere).mutants}
    assert "clauses.2.accrues:other" in {item.id for item in mutants(rules("person.veteran")).mutants}


def test_a_day_at_the_end_of_all_days_has_only_a_day_before(catalogue: Callable[..., Catalogue]) -> None:
    made = catalogue()
    path = made.root / RULESET
    path.write_text(path.read_text(encoding="utf-8").replace("to: 2023-12-31", "to: 9999-12-31"), encoding="utf-8")
    found = Mutants.of("work-2023", Catalogue(made.root))
    assert of(found, "effective.to") == set()
    assert of(found, "effective.from") == {":later", ":earlier"}


def test_a_draft_is_changed_only_where_nothing_is_issued(catalogue: Callable[..., Catalogue]) -> None:
    made = catalogue()
    text = (made.root / RULESET).read_text(encoding="utf-8")
    draft = text.replace("version: 1.0.0", "version: 2.0.0").replace("status: issued", "status: draft")
    draft = draft.replace("published: 2023-02-01", "published: 2023-11-01").replace("2023-03-01", "2024-01-01")
    draft = draft.replace("2023-12-31", "2024-12-31").replace("facts_from: 2023-01-01", "facts_from: 2024-01-01")
    (made.root / RULESET).with_name("2.0.0.yaml").write_text(draft, encoding="utf-8")
    assert Mutants.of("work-2023", Catalogue(made.root)).version == "1.0.0"
    (made.root / RULESET).unlink()
    assert Mutants.of("work-2023", Catalogue(made.root)).version == "2.0.0"


LIMIT = """
limits:
  - {id: most, title: {zh: 限额, en: limit}, over: ["2"], per: [person], at_most: {awards: 1}, cite: 二}
"""


def test_a_draft_that_a_change_makes_law_has_its_limits(catalogue: Callable[..., Catalogue]) -> None:
    made = catalogue(rules("person.veteran") + LIMIT)
    path = made.root / RULESET
    path.write_text(path.read_text(encoding="utf-8").replace("status: issued", "status: draft"), encoding="utf-8")
    found = Mutants.of("work-2023", Catalogue(made.root))
    (issued,) = (item for item in found.mutants if item.id == "status:other")
    (ruleset,) = found.law(issued).law(("work-2023",)).rulesets
    assert ruleset.model.status == "issued"
    assert [limit.id for limit in ruleset.limits] == ["most"]


def test_a_limit_may_bind_more_of_the_same_kind(mutants: Make) -> None:
    second = """  "3":
    title: {zh: 乙, en: b}
    article: 第三条
    for: job
    payee: employer
    kind: cash
    every: year
    amount: p.grant
    when: [person.veteran]
    office: {lead: [人社局]}
    paraphrase: {zh: 乙, en: b}
"""
    made = mutants(rules("person.veteran") + second + LIMIT)
    assert ":+3" in of(made, "limits.most.over")
    words = {item.change.zh for item in made.mutants if item.id == "limits.most.over:+3"}
    assert words == {"若限额“限额”也管条款3"}


def test_what_is_on_offer_is_told_with_its_name(bench: Bench) -> None:
    said = {key: value for key, value in clause().items() if key not in ("payee", "every", "amount")}
    named = {"label": {"zh": "公益性岗位", "en": "public posts"}, "counted_in": {"zh": "个", "en": "posts"}}
    supply = [{"exact": "p.posts", **named}, {"at_least": "p.beds", **named, "label": {"zh": "床位", "en": "beds"}}]
    provision = {**said, "missing": LABEL, "reason": "discretionary", "supply": supply}
    figures = {
        "posts": {"value": 10, "unit": "count", "word": "左右", "cite": "1"},
        "beds": {"value": 5, "unit": "count", "word": "不少于", "cite": "1"},
    }
    bench.add(ruleset(parameters=figures, provisions={"1": provision}))
    found = {one.id: one.change for one in Mutants.of("test", Catalogue(bench.root)).mutants}
    assert found["provisions.1.supply[0]:left-out"].en == "if “public posts: 10 (左右)” were left out"
    assert [id_ for id_ in found if ".word:" in id_] == ["parameters.posts.word:exactly"]
    assert found["parameters.posts.word:exactly"].zh == "若posts去掉“左右”"
    assert "“床位：" in found["provisions.1.supply[1]:left-out"].zh


def test_of_one_place_alone_it_is_the_wider_one_that_is_tried() -> None:
    found = {one.id: one.change.en for one in Mutants.of("xixia-digital-2023", Catalogue.bundled()).mutants}
    assert "Yinchuan" in found["parameters.district.value[0]:wider"]
