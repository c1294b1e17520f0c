"""``subsidies assess`` where much is decided elsewhere: the plan's sums first, the rest in short, and nothing lost."""

import json
import re
from pathlib import Path

import pytest
from commands import CASES, EMPLOYER, HOUSEHOLD, PLAN, YOUTH, read_case, run, write_case

from subsidies import Catalogue
from subsidies.naming.entity_names import EntityNames

PLACED = ("payable", "possible", "excluded_by_limit", "decided_elsewhere", "not_entitled")


def section(text: str, title: str) -> str:
    """The lines below a heading."""
    _, found, rest = text.partition(f"■ {title}\n")
    assert found, f"no heading {title!r} in\n{text}"
    return rest.partition("\n■ ")[0].partition("\n\n")[0]


def entries(text: str, mark: str) -> list[str]:
    """The entries of a section that begin with a mark, each on one line."""
    return [" ".join(part.split()) for part in re.split(rf"^ *{re.escape(mark)} ", text, flags=re.MULTILINE)[1:]]


def changed(case: str, folder: Path, **facts: dict[str, object]) -> str:
    """A case with other facts, by the id of the entity; None leaves a fact out."""
    data = read_case(case)
    for entity in (item for items in data.values() if isinstance(items, list) for item in items):
        for name, value in facts.get(entity.get("id", ""), {}).items():
            entity[name] = value
            if value is None:
                del entity[name]
    return str(write_case(data, folder / "changed.yaml"))


FLEXIBLE = {
    "work_status": "flexible",
    "assistance_group": "disabled",
    "pays_employee_insurance": True,
    "years_to_retirement_at_first_approval": 20,
    "insurance_subsidy_from": "2023-05-01",
}


def test_headings_in_the_order_of_a_caseworker() -> None:
    headings = re.findall(r"^■ (.*)$", run("assess", "--full", HOUSEHOLD, "--policy", PLAN).stdout, re.MULTILINE)
    assert headings == [
        "Payable now",
        "Totals (kinds, payees and periods apart, never added)",
        "Before claiming",
        "Open: depends on what is not known yet",
        "To be asked",
        "Where to go and what to bring",
        "Decided elsewhere: apply to the office named",
        "Decided elsewhere, and open whether the conditions are met",
        "Questions that change no sum of the plan",
        "Not paid because of a limit",
        "Not due",
    ]


def test_money_comes_before_services() -> None:
    text = run("assess", "--full", HOUSEHOLD).stdout
    payable = [entry.split()[0] for entry in entries(section(text, "Payable now"), "✓")]
    assert payable == ["12.2", "12.3", "12.7", "11.1"]
    offices = entries(section(text, "Where to go and what to bring"), "·")
    assert [entry.partition(" bring")[0] for entry in offices] == [
        "农业农村和水务局: 12.2, 12.3, 12.7",
        "人力资源和社会保障局: 11.1",
    ]


def test_only_sums_and_services_of_the_plan_stand_open_in_full(bare: Path) -> None:
    text = run("assess", "--full", str(bare)).stdout
    assert [entry.split()[0] for entry in entries(section(text, "Open: depends on what is not known yet"), "?")] == ["12.4"]
    questions = section(text, "To be asked")
    assert questions.count("[") == 1
    assert "asked, not known: 王磊" in questions
    youth = section(run("assess", "--full", YOUTH).stdout, "Open: depends on what is not known yet")
    assert entries(youth, "?")[0].startswith("11.1 ")


def test_what_others_decide_is_one_entry_for_each_clause(bare: Path) -> None:
    found = json.loads(run("assess", "--full", str(bare), "--format", "json").stdout)["entitlements"]
    for lang, title in (
        ("en", "Decided elsewhere, and open whether the conditions are met"),
        ("zh", "另行决定，是否符合还不清楚"),
    ):
        perhaps = section(run("assess", "--full", str(bare), lang=lang).stdout, title)
        clauses = [entry.split()[0] for entry in entries(perhaps, "?")]
        assert len(clauses) == len(set(clauses)) == 20
        open_ = {item["clause"].rpartition("/")[2] for item in found if item["outcome"] == "possible"}
        assert set(clauses) == open_ - {"12.4"}
        assert len(perhaps.splitlines()) <= 2 * len(clauses)


def test_each_subject_with_its_own_questions(bare: Path) -> None:
    text = run("assess", "--full", str(bare), lang="zh").stdout
    perhaps = entries(section(text, "另行决定，是否符合还不清楚"), "?")
    questions = section(text, "不影响本方案金额的待问事项")
    number = {label: re.search(rf"(\[\d+\]) {label}", questions)[1] for label in ("就业状态", "就业援助对象类别")}  # type: ignore[index]
    flexible = next(entry for entry in perhaps if entry.startswith("7.3 "))
    three, _, last = flexible.partition("；")
    assert "王建国、李秀英、王小雨 " in three
    assert last.startswith("王磊 ")
    assert number["就业状态"] in three
    assert number["就业状态"] in last
    assert number["就业援助对象类别"] in three
    assert number["就业援助对象类别"] not in last
    assert next(entry for entry in perhaps if entry.startswith("10.4 ")).endswith(f"：全部个人（4） {number['就业状态']}")


def test_the_question_that_decides_most_comes_first_and_once(bare: Path) -> None:
    text = run("assess", "--full", str(bare), lang="zh").stdout
    questions = section(text, "不影响本方案金额的待问事项")
    assert "".join(questions.split()).startswith(
        "[2]就业状态：全部个人（4）；影响7.1、7.3、8.3、10.3、10.4、11.5、15.1、15.4、16.3、19.1；证明材料：就业登记或失业登记[3]"
    )
    assert text.count("就业状态") == 1
    # What the text leaves open is for the office to say: it stands last.
    asked, _, left_open = questions.partition("[19]")
    assert "文中没有明确" not in asked
    assert left_open.count("文中没有明确") == 10


def test_a_question_that_decides_a_service_of_the_plan_too_is_asked_in_full() -> None:
    text = run("assess", "--full", YOUTH).stdout
    assert "decides 7.3, 11.1, 11.3, 15.1, 15.4; proof: recognition as hard to employ" in section(text, "To be asked")
    assert "employment assistance group" not in section(text, "Questions that change no sum of the plan")


def test_asked_and_not_asked_are_told_apart_in_short(bare: Path, tmp_path: Path) -> None:
    case = changed(str(bare), tmp_path, p2={"work_status": "unknown"})
    text = " ".join(section(run("assess", "--full", case).stdout, "Questions that change no sum of the plan").split())
    assert "[2] work status: 王建国, 王小雨, 王磊; asked, not known: 李秀英; decides 7.1" in text


def test_who_decides_and_what_is_missing() -> None:
    surely = section(run("assess", "--full", HOUSEHOLD, lang="zh").stdout, "另行决定：请向牵头单位申请")
    assert "  人力资源和社会保障局（牵头单位）：由牵头单位酌定\n    · 7.1 平台降费和零工市场服务：李秀英、王磊；缺：" in surely
    assert surely.count("人力资源和社会保障局（牵头单位）：由牵头单位酌定") == 1


def test_a_sum_set_elsewhere_is_totalled_once_and_without_bounds(bare: Path) -> None:
    totals = section(run("assess", "--full", str(bare)).stdout, "Totals (kinds, payees and periods apart, never added)")
    assert totals.count("insurance subsidy") == 2
    assert "? insurance subsidy: the amount is set in another document (rates of the insurance subsidy)" in " ".join(
        totals.split()
    )
    assert "no upper end" not in totals


def test_a_payable_sum_set_elsewhere_follows_the_sums(tmp_path: Path) -> None:
    text = run("assess", "--full", changed(HOUSEHOLD, tmp_path, p2=FLEXIBLE), lang="zh").stdout
    payable = section(text, "现在可享受")
    assert [entry.split()[0] for entry in entries(payable, "✓")] == ["12.2", "12.3", "12.7", "7.3", "11.1"]
    assert "7.3 就业困难人员灵活就业社保补贴：社保补贴的相应标准" in payable
    assert "~ 数额由其他文件规定" in payable
    assert "~ 社会保险补贴：数额由其他文件规定（社保补贴的相应标准）" in text


def test_a_sum_set_elsewhere_beside_one_of_the_plan_leaves_the_total_open(rulesets: Path, plan: Path) -> None:
    text = plan.read_text(encoding="utf-8")
    text, found = re.subn(r"kind: insurance_subsidy\n( +)every: month", r"kind: cash\n\1every: once", text)
    assert found == 1
    plan.write_text(text, encoding="utf-8")
    shown = run("assess", "--full", YOUTH, "--rulesets", str(rulesets)).stdout
    totals = section(shown, "Totals (kinds, payees and periods apart, never added)")
    assert "✓ cash, 周洋, once: 2,000 yuan" in totals or "~ cash, 周洋, once: 2,000 yuan" in totals
    assert "? with what is still open: 2,000 yuan or more, no upper end is known" in totals
    assert "? cash: the amount is set in another document" in totals


def test_a_payment_that_turns_on_unknown_taxes_says_what_to_ask(tmp_path: Path) -> None:
    text = run("assess", "--full", changed(EMPLOYER, tmp_path, e1={"income_tax_payable": None})).stdout
    assert "? To fix the amount: [1]" in section(text, "Payable now")
    totals = section(text, "Totals (kinds, payees and periods apart, never added)")
    assert "  ? tax deduction, 银川晨光装饰有限公司, for the year 2023: 3,360 yuan to\n    4,550 yuan\n" in totals
    asked = " ".join(section(text, "To be asked").split())
    assert "is payable in the year in all?" in asked
    assert "or, in its stead, each of these: enterprise income tax payable in the year" in asked


def test_refusals_of_what_others_decide_come_last_and_in_short(tmp_path: Path) -> None:
    case = changed(HOUSEHOLD, tmp_path, p1={"insured_in": "640104"})
    refused = entries(section(run("assess", "--full", case, lang="zh").stdout, "不符合"), "✗")
    clauses = [entry.split()[0] for entry in refused]
    assert clauses[:5] == ["12.1", "12.2", "12.3", "12.4", "11.1"]
    assert clauses[5] == "7.3"
    assert (
        "10.3失业保险待遇和价格临时补贴：李秀英、王小雨；10.4“人人乐业”专项帮扶：王建国、李秀英、王小雨；不满足：就业状态是未就业（失业）"
        in ["".join(entry.split()) for entry in refused[6:]]
    )


def test_a_draft_that_asks_what_the_law_asks_has_the_numbers_of_its_questions(with_draft: Path) -> None:
    text = run("assess", "--full", HOUSEHOLD, "--rulesets", str(with_draft)).stdout
    draft = section(text, "If it comes into force: drafts for review (not in the totals)")
    assert "? 10.3 " in draft
    assert "turns on [1]" in draft
    assert "[d" not in draft
    assert "xixia-draft-2023" not in section(text, "Questions that change no sum of the plan")
    assert "xixia-draft-2023" not in section(text, "Decided elsewhere, and open whether the conditions are met")


def test_people_of_one_name_are_told_apart_by_their_ids(bare: Path, tmp_path: Path) -> None:
    case = changed(str(bare), tmp_path, p3={"name": "王磊"})
    refused = section(run("assess", "--full", case, lang="zh").stdout, "不符合")
    assert "22.1 “10+N”就业服务：王建国、李秀英、王磊（p3）；" in "".join(refused.split("\n    "))


def test_what_has_no_name_stands_with_whom_it_is_about() -> None:
    perhaps = section(run("assess", "--full", EMPLOYER, lang="zh").stdout, "另行决定，是否符合还不清楚")
    assert "9.2 吸纳农民工的企业补贴：第1、2名员工 [1] [8]" in perhaps


DUTIES = ("应当做到的（不发钱，不计入合计）", "What has to be done (no payment, in no total)", "·")
SECTIONS = {
    "payable": (("现在可享受", "Payable now", "✓"), DUTIES),
    "possible": (
        ("待定：取决于还不清楚的事项", "Open: depends on what is not known yet", "?"),
        ("另行决定，是否符合还不清楚", "Decided elsewhere, and open whether the conditions are met", "?"),
    ),
    "excluded_by_limit": (("条件符合但受限额限制，不发", "Not paid because of a limit", "↓"),),
    "decided_elsewhere": (("另行决定：请向牵头单位申请", "Decided elsewhere: apply to the office named", "·"), DUTIES),
    "not_entitled": (("不符合", "Not due", "✗"),),
    "not_in_force": (("不再细看", "Not looked at further", "·"),),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", [*CASES, "bare"])
def test_no_entitlement_is_lost(case: str, lang: str, bare: Path) -> None:
    """Under the heading of its outcome stands an entry with the clause and the subject."""
    file = str(bare) if case == "bare" else case
    text = run("assess", "--full", file, "--policy", PLAN, lang=lang).stdout
    everybody = "全部" if lang == "zh" else "every "
    catalogue = Catalogue.bundled()
    question = catalogue.assess(catalogue.read_case(file), policies=[PLAN]).question
    names = EntityNames(question, catalogue.world.vocabulary, "zh" if lang == "zh" else "en")
    called = {id_: name_or_place(names.of(entity)) for id_, entity in question.by_id.items()}
    found = json.loads(run("assess", "--full", file, "--policy", PLAN, "--format", "json").stdout)["entitlements"]
    assert {item["outcome"] for item in found} <= SECTIONS.keys()
    rows = {outcome: shown(text, places, lang) for outcome, places in SECTIONS.items()}
    for item in found:
        clause = re.compile(rf"(?<![\d.]){re.escape(item['clause'].rpartition('/')[2])}(?![\w.])")
        places = [row for row in rows[item["outcome"]] if clause.search(row)]
        assert any(called[item["subject"]].search("".join(row.split())) or everybody in row for row in places), item


def name_or_place(name: str) -> re.Pattern[str]:
    """A name as it stands in a row without spaces; one that is a place among others may stand there with other places."""
    parts = re.fullmatch(r"(.*?)(\d*)(\D*)", name)
    assert parts
    before, place, after = parts.groups()
    several = rf"(?:\d+[、,])*{place}(?:[、,]\d+)*" if place else ""
    return re.compile(re.escape("".join(before.split())) + several + re.escape("".join(after.split())))


def shown(text: str, places: tuple[tuple[str, str, str], ...], lang: str) -> list[str]:
    """The entries of some sections; titles refused for one reason stand above each other, their reason below the last."""
    found: list[str] = []
    for chinese, english, mark in places:
        heading = chinese if lang == "zh" else english
        above = ""
        for row in entries(section(text, heading), mark) if f"■ {heading}\n" in text else []:
            above += f"{row} "
            if mark != "✗" or "；" in row or "; " in row:
                found.append(above)
                above = ""
    return found


@pytest.mark.parametrize(("lang", "most"), [("zh", 150), ("en", 185)])
def test_a_case_of_which_little_is_known_stays_short(bare: Path, lang: str, most: int) -> None:
    assert len(run("assess", "--full", str(bare), "--policy", PLAN, lang=lang).stdout.splitlines()) <= most
