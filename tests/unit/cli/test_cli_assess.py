"""``subsidies assess``: what it shows of a determination, in both languages and every format."""

import json
from pathlib import Path

import pytest
from commands import CASES, EMPLOYER, HOUSEHOLD, PLAN, YOUTH, run, spawn

from subsidies.documents import DeterminationDocument


def section(text: str, title: str) -> str:
    """The lines below a heading."""
    _, _, rest = text.partition(f"■ {title}")
    assert rest, f"no heading {title!r} in\n{text}"
    return rest.partition("\n■ ")[0]


def test_best_combination_is_payable_with_payee_and_article() -> None:
    payable = section(run("assess", "--full", HOUSEHOLD).stdout, "Payable now")
    assert "✓ 12.2 Work subsidy, second tier (1500 yuan): 1,500 yuan" in payable
    assert "✓ 12.3 Work grant, third tier (2500 yuan): 2,500 yuan" in payable
    assert "for 王建国; paid to the household of 王建国; cash; for the year" in payable
    assert "paid to 王小雨 or the household of 王建国: the text does" in payable


def test_in_chinese_with_the_terms_of_the_field() -> None:
    text = run("assess", "--full", HOUSEHOLD, lang="zh").stdout
    for title in ("现在可享受", "合计", "到哪里办、带什么", "待定", "需要问清", "条件符合但受限额限制，不发", "不符合"):
        assert f"■ {title}" in text
    assert "农业农村和水务局（牵头单位）：办理 12.2、12.3、12.7" in text
    assert "领取人待定：王小雨或王建国家庭（文中没有写明）" in text


def test_totals_of_what_is_sure_and_what_may_come() -> None:
    totals = section(run("assess", "--full", HOUSEHOLD).stdout, "Totals")
    assert (
        "✓ cash, the household of 王建国, for the year 2023: 4,000 yuan\n    ? with what is still open: 4,000 yuan to 6,300 yuan"
        in totals
    )


def test_asked_and_not_asked_are_told_apart(tmp_path: Path) -> None:
    questions = section(run("assess", "--full", HOUSEHOLD).stdout, "To be asked")
    assert "! asked, not known: 王磊" in questions
    assert "not asked yet" not in questions
    text = Path(HOUSEHOLD).read_text(encoding="utf-8")
    never = tmp_path / "never.yaml"
    never.write_text(text.replace("wage_income: unknown", "wage_income: null"), encoding="utf-8")
    questions = section(run("assess", "--full", str(never)).stdout, "To be asked")
    assert "? not asked yet: 王磊" in questions
    assert "asked, not known" not in questions
    assert "proof: wage records" in questions


def test_what_a_limit_excluded_and_what_is_paid_instead() -> None:
    excluded = section(run("assess", "--full", HOUSEHOLD).stdout, "Not paid because of a limit")
    assert "↓ one tier for a person and year (二（二）12)" in excluded
    assert "王建国: 12.1 1,000 yuan; instead: 王建国 12.2 1,500 yuan" in excluded
    tier = " ".join(excluded[excluded.index("each tier for one person") :].split())
    assert "王建国: 12.3 2,500 yuan; 王磊: 12.3 2,500 yuan (whatever the answers)" in tier
    assert "instead: 李秀英 12.3 2,500 yuan" in tier


def test_a_refusal_shows_the_one_line_and_what_it_saw() -> None:
    refused = section(run("assess", "--full", HOUSEHOLD).stdout, "Not due")
    line = " ".join(refused.split())
    assert "王建国 (42,000 yuan), 李秀英 (31,500 yuan)" in line
    assert "not met: wage income in the year ≥ 50,000 yuan (达到)" in line


def test_warning_that_claiming_now_may_cost_money() -> None:
    assert "Claiming 12.2, 12.3 now may cost up to 2,300 yuan" in run("assess", "--full", HOUSEHOLD).stdout


def test_taxes_are_used_up_in_order() -> None:
    text = run("assess", "--full", EMPLOYER).stdout
    taxes = [line.strip() for line in section(text, "Deducted from these taxes").splitlines() if "·" in line]
    assert [line.rpartition(": ")[2] for line in taxes] == ["3,000 yuan", "210 yuan", "90 yuan", "60 yuan", "2,400 yuan"]
    assert "1,210 yuan (before" in text


def test_a_range_of_the_law_and_missing_facts_have_different_marks() -> None:
    text = run("assess", "--full", YOUTH).stdout
    assert "~ The law leaves a range; set by: rates by start-up course" in text
    assert "~ cash, 周洋 or 西夏区创业培训中心, once: 400 yuan to 1,600 yuan" in text
    assert "? 11.1" in text


def test_window_closes_the_day_after() -> None:
    last = section(run("assess", "--full", YOUTH, "--on", "2023-11-20").stdout, "Payable now")
    late = section(run("assess", "--full", YOUTH, "--on", "2023-11-21").stdout, "Payable now")
    assert "19.2" in last
    assert "19.2" not in late


def test_a_page_says_up_to_which_day_documents_count() -> None:
    assert "Only what was published by" not in run("assess", "--full", HOUSEHOLD).stdout
    text = run("assess", "--full", HOUSEHOLD, "--known-on", "2023-01-01").stdout
    assert "Only what was published by 1 January 2023" in text
    assert "By:" not in text
    assert (
        "只计2023年1月1日以前印发的文件" in run("assess", "--full", HOUSEHOLD, "--known-on", "2023-01-01", "--lang", "zh").stdout
    )


def test_flag_beats_file_and_says_so() -> None:
    text = run("assess", "--full", HOUSEHOLD, "--on", "2024-01-05", "--year", "2023").stdout
    assert "! --on 2024-01-05 replaces 2023-12-20 of the file" in text
    assert "Day of the question 5 January 2024; year assessed 2023" in text
    assert (
        "以 --on 2024-01-05 为准，不用文件中的 2023-12-20"
        in run("assess", "--full", HOUSEHOLD, "--on", "2024-01-05", lang="zh").stdout
    )


def test_the_same_day_is_no_news() -> None:
    assert "replaces" not in run("assess", "--full", HOUSEHOLD, "--on", "2023-12-20").stdout


def test_another_year_makes_the_figures_unknown_and_says_so() -> None:
    text = " ".join(run("assess", "--full", HOUSEHOLD, "--on", "2024-01-05").stdout.split())
    assert "The figures of the file are about 2023, so for 2024 they are unknown" in text


def test_outside_the_plan_one_line() -> None:
    text = run("assess", "--full", HOUSEHOLD, "--policy", PLAN, "--on", "2025-01-01").stdout
    assert "Nothing is payable" in text
    assert section(text, "Not looked at further").count("·") == 1


def test_another_place_one_line(tmp_path: Path) -> None:
    moved = tmp_path / "moved.yaml"
    text = Path(EMPLOYER).read_text(encoding="utf-8")
    moved.write_text(text.replace('place: "640105"', 'place: "640104"'), encoding="utf-8")
    found = section(run("assess", "--full", str(moved)).stdout, "Not looked at further")
    assert "Not a matter of Xixia District, Yinchuan" in found
    assert found.count("·") == 1


def test_unknown_prior_awards_are_a_question(tmp_path: Path) -> None:
    silent = tmp_path / "silent.yaml"
    text = Path(HOUSEHOLD).read_text(encoding="utf-8")
    silent.write_text(text.replace("prior_awards: []", "#"), encoding="utf-8")
    assert "Which of these have been paid before?" in run("assess", "--full", str(silent)).stdout


def test_already_paid(tmp_path: Path) -> None:
    paid = tmp_path / "paid.yaml"
    text = Path(YOUTH).read_text(encoding="utf-8")
    award = f"[{{clause: {PLAN}/19.2, subject: c1, year: 2023}}]"
    paid.write_text(text.replace("prior_awards: []", f"prior_awards: {award}"), encoding="utf-8")
    assert "↓ Already paid before (prior_awards)" in run("assess", "--full", str(paid)).stdout


def test_drafts_stand_apart_and_provisions_name_the_office(with_draft: Path) -> None:
    text = run("assess", "--full", HOUSEHOLD, "--rulesets", str(with_draft)).stdout
    before, heading, rest = text.partition("■ If it comes into force: drafts for review (not in the totals)\n")
    draft, _, after = rest.partition("\n\n")
    assert heading
    alone = run("assess", "--full", HOUSEHOLD, "--policy", PLAN, "--rulesets", str(with_draft)).stdout
    assert before + after.lstrip("\n") == alone.replace(f"--policy {PLAN} ", "")
    assert "(xixia-draft-2023, ruleset version" in " ".join(draft.split())
    assert "12.2 Work subsidy" in draft
    assert "with it: cash, the household of 王建国, for the year 2023: 8,000 yuan" in draft
    provisions = " ".join(section(text, "Decided elsewhere").split())
    assert "农业农村和水务局: the office decides at its discretion" in provisions
    assert "12.6 Village public-interest posts: the household of 王建国; missing here: number of village posts" in provisions


def test_only_one_policy(with_draft: Path) -> None:
    text = run("assess", "--full", HOUSEHOLD, "--rulesets", str(with_draft), "--policy", PLAN).stdout
    assert "xixia-draft-2023" not in text


@pytest.mark.parametrize("case", CASES)
def test_json_is_the_document_of_the_schema(case: str) -> None:
    result = run("assess", "--full", case, "--format", "json", lang="zh")
    DeterminationDocument.model_validate(json.loads(result.stdout))
    assert result.stdout == run("assess", "--full", case, "--format", "json", lang="en").stdout


def test_json_has_words_only_where_the_command_line_asks_for_them() -> None:
    plain = json.loads(run("assess", HOUSEHOLD, "--format", "json", LANG="zh_CN.UTF-8").stdout)
    assert "words" not in plain
    for arguments in (
        ("assess", HOUSEHOLD, "--format", "json", "--lang", "zh"),
        ("--lang", "zh", "assess", HOUSEHOLD, "--format", "json"),
    ):
        worded = json.loads(run(*arguments, lang="en").stdout)
        assert worded.pop("words")["lang"] == "zh"
        assert [one.pop("words")["outcome"] for one in worded["entitlements"]]
        assert {**worded, "entitlements": 0}.keys() == plain.keys()
        assert worded["entitlements"] == plain["entitlements"]


def test_json_keeps_notes_off_standard_output() -> None:
    result = run("assess", "--full", HOUSEHOLD, "--format", "json", "--on", "2023-12-21")
    assert json.loads(result.stdout)["on"] == "2023-12-21"
    assert result.stderr == "--on 2023-12-21 replaces 2023-12-20 of the file\n"


def plain(text: str) -> str:
    """The characters of a page without what lays it out."""
    return "".join(char for char in text if char not in "■·#*\\-" and not char.isspace())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("case", CASES)
def test_markdown_has_the_same_content(case: str, lang: str) -> None:
    table = run("assess", "--full", case, lang=lang)
    markdown = run("assess", "--full", case, "--format", "markdown", lang=lang)
    assert markdown.exit_code == 0
    assert markdown.stdout.startswith("# ")
    assert plain(markdown.stdout) == plain(table.stdout)


def test_case_from_standard_input() -> None:
    result = spawn("assess", "--full", "-", stdin=Path(HOUSEHOLD).read_text(encoding="utf-8"), SUBSIDIES_LANG="en")
    assert result.returncode == 0
    assert "XX-2023-0107" in result.stdout.decode()
