"""``subsidies missing``: what is still to be found out, what it is worth, and what only others can tell."""

import json
from datetime import date
from pathlib import Path

import pytest
from commands import EMPLOYER, EXAMPLES, HOUSEHOLD, PLAN, RULESETS, YOUTH, read_case, run, write_case
from schema_check import faults

OF_THE_PLAN = (HOUSEHOLD, "--policy", PLAN)


def words(*arguments: str, lang: str = "en") -> str:
    """What the command shows, on one line."""
    result = run("missing", *arguments, lang=lang)
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def test_the_money_comes_first_with_the_value_at_which_it_turns() -> None:
    text = words(*OF_THE_PLAN)
    assert text.startswith(
        "What is still to be found out: the household of 王建国 (4 people), case XX-2023-0107 For certain now:"
    )
    assert "■ Answers that change the money: 1 1 王磊: How much did the person earn from wages" in text
    assert "· adds up to 2,300 yuan: cash, the household of 王建国, for the year 2023" in text
    assert "· below 50,000 yuan: adds nothing; the household of 王建国 stays at 4,000 yuan" in text
    assert "· 50,000 yuan or more (12.4): adds 2,300 yuan; the household of 王建国 comes to 6,300 yuan" in text
    assert "comes to 6,300 yuan decides 12.4; proof: wage records; asked, not known" in text
    assert text.endswith(
        "Nothing else can change any result; there is no need to ask. "
        f"All results: subsidies assess {HOUSEHOLD} --policy xixia-jobs-2023"
    )


def test_it_speaks_chinese() -> None:
    text = words(*OF_THE_PLAN, lang="zh")
    assert "■ 影响金额的 1项 1 王磊：该年度务工收入合计多少元" in text
    assert "不足 50,000元：增加 0元，王建国家庭仍为 4,000元" in text
    assert "达到 50,000元（12.4）：增加 2,300元" in text
    assert "材料：工资流水或收入证明" in text


def test_what_is_decided_elsewhere_is_short_and_what_the_office_decides_is_counted() -> None:
    text = words(HOUSEHOLD)
    assert "■ Answers that matter only for what is decided elsewhere (no sums here): 5 2 the household" in text
    assert "3 王磊: place of insurance; decides 10.3; proof: proof of insurance 4 王磊: years of" in text
    assert "5 王建国, 李秀英, 王小雨: able to work; decides 19.1 6 王建国, 王小雨: trainings" in text
    office = "■ Points for the office to decide (nothing to ask the applicant): 6"
    assert f"{office} in 7.1, 8.1a, 8.2, 11.3, 11.4, 24.2; see --full" in text
    full = words(HOUSEHOLD, "--full")
    assert f"{office} · the text leaves it open:" in full
    assert "--full" not in full


def test_of_many_questions_that_change_no_sum_the_first_are_shown() -> None:
    """Those that decide most come first; all of them are there with ``--full``."""
    text = words(YOUTH)
    assert "(no sums here): 15 2 周洋, 周宁: work status; decides 7.1, 7.3, 8.3," in text
    assert "and 5 more, deciding" in text
    assert "more, deciding" not in words(YOUTH, "--full")


def test_several_people_who_answer_alike_are_told_of_once() -> None:
    text = words(YOUTH, "--rulesets", str(RULESETS))
    assert "周洋, 周宁: Does the person found with partners?" in text
    assert "yes: adds nothing; each of them stays at 0 yuan" in text
    assert "each of them then comes to at most 300,000 yuan" in text
    assert "On which day was the business started?" in text
    assert "by itself it settles no sum: other answers are needed as well" in text


def test_people_who_are_only_named_are_counted(tmp_path: Path) -> None:
    data = read_case(EMPLOYER)
    data["persons"] = [{"id": "p1", "name": "马强"}]
    data["employments"][0]["person"] = "p1"
    file = str(write_case(data, tmp_path / "case.yaml"))
    text = words(file, "--policy", PLAN)
    assert "■ Left out: what people who are only named here could claim themselves 马强: 19 questions about" in text
    assert "assess each apart, or see --full" in text
    assert "wages" not in text
    assert "wages" in words(file, "--policy", PLAN, "--full")


def test_a_case_of_which_all_is_known_is_asked_nothing(tmp_path: Path) -> None:
    data = {"schema_version": 1, "jurisdiction": "640105", "on": date(2023, 12, 20), "persons": [], "prior_awards": []}
    text = words(str(write_case(data, tmp_path / "case.yaml")))
    assert "For certain now: no sum yet No answer can change any result; there is nothing to ask." in text


def test_the_same_as_markdown() -> None:
    text = run("missing", *OF_THE_PLAN, "--format", "markdown").stdout
    assert "## Answers that change the money: 1\n\n- **1 王磊: How much" in text
    assert "\n  - below 50,000 yuan: adds nothing;" in text


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_document_is_as_its_schema_says(file: Path) -> None:
    schema = json.loads(run("schema", "missing").stdout)
    result = run("missing", str(file), "--format", "json", "--full")
    document = json.loads(result.stdout)
    assert list(faults(document, schema, schema)) == []
    assert [one["decides"] for one in document["answerable"]] == sorted(
        (one["decides"] for one in document["answerable"]), key=["sum", "service", "elsewhere", "duty"].index
    )


def test_the_document_has_worth_answers_and_proof() -> None:
    document = json.loads(run("missing", *OF_THE_PLAN, "--format", "json").stdout)
    first = document["answerable"][0]
    pool = {"kind": "cash", "payees": ["h1"], "period": "year"}
    assert (first["fact"], first["entities"], first["asked"]) == ("wage_income", ["p4"], ["p4"])
    assert first["worth"] == [{**pool, "low": "0.00", "high": "2300.00"}]
    assert first["evidence"] == {"zh": "工资流水或收入证明", "en": "wage records"}
    assert first["turning"] == [
        {
            "entity": "p4",
            "worth": first["worth"],
            "answers": [
                {
                    "values": [],
                    "low": "0",
                    "high": "4999999/100",
                    "totals": [{**pool, "low": "4000.00", "high": "4000.00"}],
                    "clauses": [],
                },
                {
                    "values": [],
                    "low": "50000",
                    "high": None,
                    "totals": [{**pool, "low": "6300.00", "high": "6300.00"}],
                    "clauses": ["xixia-jobs-2023/12.4"],
                },
            ],
        }
    ]


def test_a_flag_that_beats_the_file_is_told() -> None:
    assert "--on 2023-12-19 replaces 2023-12-20 of the file" in words(*OF_THE_PLAN, "--on", "2023-12-19")
    assert "--on 2023-12-19" in run("missing", *OF_THE_PLAN, "--on", "2023-12-19", "--format", "json").stderr


def test_a_case_that_is_not_there_is_an_error() -> None:
    result = run("missing", "nowhere.yaml")
    assert result.exit_code == 2
    assert result.stdout == ""
