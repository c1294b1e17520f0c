"""The page of ``assess`` about whom several policies give something: a kindergarten with its teachers, and a farm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from commands import run, write_case
from rich.cells import cell_len
from whole_law import INCOME, INDUSTRY, JOBS, PRESCHOOL, REGION, RURAL

from subsidies import Catalogue

THREE = (PRESCHOOL, JOBS, INCOME)
HEAD = {"schema_version": 1, "jurisdiction": "640105", "on": "2023-09-01", "prior_awards": []}
PLACE = {"id": "k", "name": "西夏区第一幼儿园", "place": "640105", "kind": "kindergarten", "runs_as": "public"}
TEACHER = {
    "employer": "k",
    "start": "2022-09-01",
    "end": "ongoing",
    "kindergarten_post": "teacher",
    "on_establishment": False,
    "teacher_title": "none",
}


def teacher(number: int, **facts: Any) -> dict[str, Any]:
    return {"id": f"j{number}", "person": f"t{number}", **TEACHER, "works_since": "2023-03-01", "assessed_pay": 800, **facts}


KINDERGARTEN = {
    **HEAD,
    "rates": {"minimum_wage": [{"place": "640105", "from": "2023-01-01", "value": 1950, "source": "最低工资标准的通知"}]},
    "institutions": [{**PLACE, "city_grade": "model", "children": 240, "fees_collected": 500_000, "unit_type": "public_body"}],
    "persons": [
        {"id": f"t{number}", "name": name, "resides_in": "640105", "assistance_group": "none"}
        for number, name in enumerate(("马丽", "王芳", "杨静"))
    ],
    "employments": [
        teacher(0, works_since="2017-03-01", teacher_title="intermediate", assessed_pay="unknown"),
        teacher(1),
        teacher(2),
    ],
}
MACHINE = {
    "buyer": "f",
    "bought_on": "2023-06-01",
    "work": "sowing",
    "strip_cropping": True,
    "new_product": True,
    "on_list": True,
}
FARM = {
    **HEAD,
    "farms": [{"id": "f", "name": "兴泾家庭农场", "place": "640105", "kind": "family_farm"}],
    "machines": [
        {"id": "m1", **MACHINE, "in_pilot": True, "subsidy_base": 20_000},
        {"id": "m2", **MACHINE, "in_pilot": False},
    ],
}

STUDENT = {
    **HEAD,
    "households": [{"id": "h", "poverty_status": "none", "listed_in": "640105"}],
    "persons": [{"id": "s", "household": "h"}],
    "studies": [{"id": "y", "person": "s", "vocational": True, "school_year_start": "2023-09-01"}],
}


@pytest.fixture
def page(whole: Catalogue, tmp_path: Path) -> Any:
    """The page about a case, as its lines."""

    def lines(case: dict[str, Any], lang: str, *policies: str) -> list[str]:
        named = [word for policy in policies for word in ("--policy", policy)]
        result = run(
            "assess", "--full", str(write_case(case, tmp_path / "case.yaml")), "--rulesets", str(whole.root), *named, lang=lang
        )
        assert result.exit_code == 0, result.output
        return result.stdout.splitlines()

    return lines


def section(lines: list[str], title: str) -> list[str]:
    start = next(number for number, line in enumerate(lines) if line.startswith(f"■ {title}"))
    end = next((number for number in range(start + 1, len(lines)) if lines[number].startswith("■")), len(lines))
    return [line for line in lines[start + 1 : end] if line]


@pytest.mark.parametrize("policies", [THREE, ()])
@pytest.mark.parametrize("case", [KINDERGARTEN, FARM])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal_and_no_policy_named_twice_in_a_section(
    page: Any, case: dict[str, Any], policies: tuple[str, ...], lang: str
) -> None:
    lines = page(case, lang, *policies)
    assert [line for line in lines if cell_len(line) > 80] == []
    head, *sections = "\n".join(lines).split("\n■ ")
    assert head
    for text in sections:
        for policy in (PRESCHOOL, JOBS, INCOME, RURAL, REGION, INDUSTRY):
            brackets = f"（{policy}）\n" if lang == "zh" else f"({policy})\n"
            assert text.count(brackets) <= 1


def test_what_a_clause_gives_many_alike_is_told_once_with_a_line_for_each(page: Any) -> None:
    """The three have 1.5 x 1950 = 2925 gross; 2300 + 800 = 3100 is what two of them take home, and of one it is open."""
    assert section(page(KINDERGARTEN, "zh", *THREE), "现在可享受") == [
        "  银川市西夏区关于提升学前教育质量加强学前教育保障的实施方案",
        "  （xixia-preschool-2023）",
        "    ✓ 2.1 公办园保教费全额返还：500,000元",
        "      对象和领取人：西夏区第一幼儿园；机构经费；2023年度；依据：二（二）2",
        "    ✓ 3.1 公办园生均公用经费：至少168,000元（其中自治区 72,000元）",
        "      对象和领取人：西夏区第一幼儿园；机构经费；2023年度；依据：二（二）3",
        "    ✓ 5.2 公办园聘用专任教师工资下限：3项，每项至少2,925元",
        "      · 对象：马丽的用工；领取人：马丽",
        "      · 对象：王芳的用工；领取人：王芳",
        "      · 对象：杨静的用工；领取人：杨静",
        "      用工和报酬的下限；按月；依据：二（二）5",
        "    ✓ 5.5 示范园专任教师实发工资下限：至少2,820元（下限本身最高可到4,020元）",
        "      对象：马丽的用工；领取人：马丽；实发工资下限；按月；依据：二（二）5",
        "      ? 数额还取决于 [1]",
        "    ✓ 5.5 示范园专任教师实发工资下限：2项，每项至少3,100元",
        "      · 对象：王芳的用工；领取人：王芳",
        "      · 对象：杨静的用工；领取人：杨静",
        "      实发工资下限；按月；依据：二（二）5",
        "    ✓ 14.1 专任教师网络研修：3项，每项至少72学时",
        "      · 对象：马丽的用工",
        "      · 对象：王芳的用工",
        "      · 对象：杨静的用工",
        "      服务或岗位，不发钱；2023年度；依据：二（四）14",
    ]


def test_it_reads_alike_in_english(page: Any) -> None:
    text = "\n".join(section(page(KINDERGARTEN, "en", *THREE), "Payable now"))
    assert "    ✓ 14.1 Online courses for teachers: at least 72 hours for each of 3\n" in text
    assert "    ✓ 5.2 Minimum pay of hired teachers of public kindergartens: at least\n      2,925 yuan for each of 3\n" in text
    assert "      · for 王芳's employment; paid to 王芳\n" in text
    assert "for and paid to 西夏区第一幼儿园; funding of the institution; for the" in text


@pytest.mark.parametrize(
    ("lang", "title", "lines"),
    [
        (
            "zh",
            "合计",
            {
                "  ✓ 用工和报酬的下限，王芳，按月：至少2,925元",
                "  ✓ 实发工资下限，王芳，按月：至少3,100元",
                "  ~ 实发工资下限，马丽，按月：至少2,820元",
            },
        ),
        ("en", "Totals", {"  ✓ minimum for take-home pay, 王芳, for each month: at least 3,100 yuan"}),
    ],
)
def test_a_total_of_minima_is_one_and_lacks_no_upper_end(page: Any, lang: str, title: str, lines: set[str]) -> None:
    """What is no minimum, the fees of 500,000 beside running costs of 168,000 at least, has none that is known."""
    found = section(page(KINDERGARTEN, lang, *THREE), title)
    assert lines <= set(found)
    (other,) = [line for line in found if "上限不明" in line or "no upper end" in line]
    assert "668,000" in other


@pytest.mark.parametrize(
    ("lang", "several", "one"),
    [
        ("zh", "不影响各方案金额的待问事项", "不影响本方案金额的待问事项"),
        ("en", "Questions that change no sum of these plans", "Questions that change no sum of the plan"),
    ],
)
def test_questions_are_of_the_plan_where_one_is_asked_and_of_these_where_several_are(
    page: Any, lang: str, several: str, one: str
) -> None:
    assert section(page(KINDERGARTEN, lang, *THREE), several)
    assert section(page(KINDERGARTEN, lang, JOBS), one)


@pytest.mark.parametrize(
    ("lang", "title", "line"),
    [
        ("zh", "不符合", "学生的所属家庭的帮扶状态不是“不在册”"),
        ("en", "Not due", "household: poverty status is not “not registered”"),
    ],
)
def test_a_value_that_somebody_should_not_have_is_named(page: Any, lang: str, title: str, line: str) -> None:
    assert line.replace(" ", "") in "".join(section(page(STUDENT, lang, RURAL), title)).replace(" ", "")


@pytest.mark.parametrize(
    ("lang", "title", "lines"),
    [
        (
            "zh",
            "合计",
            [
                "    · 其中按 ningxia-industry-2023 1.0.0：数额由其他文件规定",
                "    · 其中按 ningxia-rural-2023 1.0.0：7,000元",
            ],
        ),
        (
            "en",
            "Totals",
            [
                "    · of that by ningxia-industry-2023 1.0.0: the amount is set in another",
                "      document",
                "    · of that by ningxia-rural-2023 1.0.0: 7,000 yuan",
            ],
        ),
    ],
)
def test_a_part_of_a_total_without_a_figure_is_not_nothing_or_more(page: Any, lang: str, title: str, lines: list[str]) -> None:
    """0.35 of 20,000 for the machine of the pilot, and the general subsidy for the other."""
    found = section(page(FARM, lang), title)
    assert [line for line in found if line in lines] == lines


@pytest.mark.parametrize(
    ("lang", "title", "line"),
    [("zh", "现在可享受", "只给一次，另有依据："), ("en", "Payable now", "given once, also by right of")],
)
def test_the_other_grounds_of_a_benefit_stand_beside_it(page: Any, lang: str, title: str, line: str) -> None:
    """The general subsidy by four documents, for the machine that is not of the pilot."""
    lines = page(FARM, lang)
    text = "".join(part.strip() for part in section(lines, title))
    assert text.count(line) == 1
    said = text.split(line)[1]
    assert all(clause in said for clause in (f"{REGION}/4.4", f"{INCOME}/19.3-machinery", f"{RURAL}/2.1b"))
