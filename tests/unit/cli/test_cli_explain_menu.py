"""``subsidies explain`` without a clause: a menu with the short why; people by name, articles by number."""

from __future__ import annotations

import pytest
from commands import EXAMPLES, HOUSEHOLD, YOUTH, run
from rich.cells import cell_len

VILLAGE = str(EXAMPLES / "xixia-village.yaml")


def lines(*arguments: str, lang: str = "zh") -> list[str]:
    result = run("explain", *arguments, lang=lang)
    assert result.exit_code == 0, result.output
    return [" ".join(line.split()) for line in result.stdout.splitlines()]


def below(heading: str, said: list[str]) -> list[str]:
    start = said.index(f"■ {heading}") + 1
    rest = said[start:]
    return rest[: next((place for place, line in enumerate(rest) if line.startswith(("■ ", "其余："))), len(rest))]


def test_what_is_payable_open_near_and_kept_out_each_with_its_why() -> None:
    said = lines(HOUSEHOLD)
    assert below("可以申领、享受", said) == [
        "12.2 王建国 1,500元，务工就业补贴第二档",
        "12.3 李秀英 2,500元，务工一次性补助第三档",
        "12.7 王小雨的就学 4,000元，“雨露计划”职业教育补助",
        "11.1 王磊 就业困难人员的“1311”服务",
    ]
    assert below("待核实", said) == ["12.4 王磊 3,800元，取决于：年内务工收入"]
    assert "12.4 王建国 42,000元；要求：年内务工收入 ≥ 50,000元（达到）" in below("相差不多", said)
    kept_out = " ".join(below("受限额限制", said))
    assert "12.3 王建国 2,500元，每档每户每年限一人（二（二）12）；名额已用于：李秀英 12.3 2,500元" in kept_out


def test_a_near_miss_lacks_one_number_alone() -> None:
    """王小雨 earned nothing and worked no month: the third tier asks for income alone, the second for both."""
    near = below("相差不多", lines(HOUSEHOLD))
    assert "12.2 李秀英 5.5个月；要求：年内务工月数 ≥ 6个月（以上）" in near
    assert not any(line.startswith("12.2 王小雨") for line in near)
    assert not any(line.startswith("11.1") for line in near)


def test_a_person_by_name_with_what_is_about_them() -> None:
    said = lines(YOUTH, "--subject", "周洋")
    assert [line.split()[0] for line in below("可以申领、享受", said)] == ["17.1", "19.2"]


def test_a_name_nobody_has_is_refused_with_those_there_are() -> None:
    result = run("explain", HOUSEHOLD, "--subject", "王建军", lang="zh")
    assert result.exit_code == 2
    assert "本案件中没有 王建军" in result.stderr
    assert "王建国" in result.stderr


def test_an_article_stands_for_its_clauses() -> None:
    result = run("explain", HOUSEHOLD, "--clause", "12", "--subject", "王磊", lang="zh")
    titles = [line.split()[1] for line in result.stdout.splitlines() if line.startswith("■ ")]
    assert titles == ["12.1", "12.2", "12.3", "12.4"]


def test_all_of_it_on_demand() -> None:
    full = run("explain", HOUSEHOLD, "--full").stdout
    assert "Conditions" in full
    assert len(full.splitlines()) > 500
    assert len(run("explain", HOUSEHOLD).stdout.splitlines()) < 50


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_screen(lang: str) -> None:
    assert max(map(cell_len, run("explain", YOUTH, lang=lang).stdout.splitlines())) <= 80


def test_where_nothing_is_payable_open_or_near_it_says_so() -> None:
    said = lines(VILLAGE)
    assert "这里没有可以申领、待核实或者相差不多的事项。" in said
