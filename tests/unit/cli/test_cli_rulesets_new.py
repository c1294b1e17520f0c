"""``subsidies rulesets new``: a policy begun from a table of its clauses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import PLAN, run
from rich.cells import cell_len
from typer.testing import Result

TABLE = """条款,条,名称,对象,类别,周期,收款人,金额,牵头,原因
1.1,第一条,务工补贴,个人,现金,每年,个人,1000元,人力资源和社会保障局,
1.2,第一条,公益性岗位,个人,服务或岗位,,,10个,人力资源和社会保障局,由牵头单位酌定
2.1,第二条,便民服务,家庭,服务或岗位,,,,民政局,由牵头单位酌定
"""
POLICY = "wuzhong-fresh-2024"


def new(rulesets: Path, *more: str, table: str = TABLE, policy: str = POLICY, lang: str = "en", **environment: str) -> Result:
    (rulesets.parent / "clauses.csv").write_text(table, encoding="utf-8-sig")
    (rulesets.parent / "text.txt").write_text("全文", encoding="utf-8")
    files = (str(rulesets.parent / "clauses.csv"), "--text", str(rulesets.parent / "text.txt"))
    said = ("--place", "640300", "--published", "2024-03-01", "--rulesets", str(rulesets))
    return run("rulesets", "new", policy, *files, *said, *more, lang=lang, **environment)


def test_it_says_what_was_begun_and_what_to_do_with_it(rulesets: Path) -> None:
    text = " ".join(new(rulesets).stdout.split())
    path = rulesets / "640300-wuzhong" / POLICY / "1.0.0.yaml"
    assert path.exists()
    assert text.startswith(f"Begun: version 1.0.0 of {POLICY} ✓ ")
    assert "articles: 2; clauses with an amount: 1; provisions: 2" in text
    assert f"in features/640300-wuzhong/{POLICY}: one file for each article, and clauses.feature" in text
    for step in ("validate", f"run --policy {POLICY} --version 1.0.0", f"freeze DIR --only {POLICY}/1.0.0"):
        assert step in text


def test_as_data(rulesets: Path) -> None:
    data = json.loads(new(rulesets, "--format", "json").stdout)
    unwritten = data.pop("unwritten")
    assert data == {
        "schema_version": 1,
        "policy": POLICY,
        "version": "1.0.0",
        "file": str(rulesets / "640300-wuzhong" / POLICY / "1.0.0.yaml"),
        "articles": 2,
        "clauses": 1,
        "provisions": 2,
    }
    found = json.loads(run("rulesets", "validate", str(rulesets), "--format", "json").stdout)["findings"]
    assert {item["kind"] for item in found} == {"not_written"}
    assert len(found) == unwritten


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(rulesets: Path, lang: str, width: int) -> None:
    for line in new(rulesets, lang=lang, COLUMNS=str(width)).stdout.splitlines():
        assert cell_len(line) <= width, line


def test_what_is_said_of_the_document_stands_in_the_file(rulesets: Path) -> None:
    said = (
        "--title",
        "试行  办法",
        "--issuer",
        "市政府",
        "--number",
        "吴政〔2024〕1号",
        "--from",
        "2024-04-01",
        "--to",
        "2025-12-31",
    )
    new(rulesets, *said, "--draft")
    text = (rulesets / "640300-wuzhong" / POLICY / "1.0.0.yaml").read_text(encoding="utf-8")
    for line in (
        "title: {zh: 试行 办法, en: …}",
        "issuer: {zh: 市政府, en: …}",
        "number: 吴政〔2024〕1号",
        "effective: {from: 2024-04-01, to: 2025-12-31}",
        "status: draft",
        'jurisdiction: "640300"',
    ):
        assert f"\n{line}\n" in text


def test_what_is_still_to_be_written_is_never_released_and_decides_nothing(rulesets: Path) -> None:
    new(rulesets)
    for only in ((), ("--only", POLICY)):
        refused = run("rulesets", "freeze", str(rulesets), *only)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "1.0.0.yaml:5:13 title.zh: still to be written\n" in refused.stderr
        assert not (rulesets / "digests.lock").exists()
    assert run("rulesets", "freeze", str(rulesets), "--only", PLAN).exit_code == 0
    assert run("rulesets", "show", POLICY, "--version", "1.0.0", "--rulesets", str(rulesets)).exit_code == 2


def test_every_fault_of_a_table_is_a_line_and_nothing_is_written(rulesets: Path) -> None:
    result = new(rulesets, table=TABLE.replace("1000元", "一千元").replace("家庭,服务", "家族,服务"))
    table = rulesets.parent / "clauses.csv"
    assert (result.exit_code, result.stdout) == (2, "")
    first, second = result.stderr.splitlines()
    assert first.startswith(f"{table}:2 金额: 一千元 cannot be read as an amount; allowed: 1000元")
    assert second.startswith(f"{table}:4 对象: unknown entity 家族")
    assert second.endswith("did you mean 家庭?")
    assert not (rulesets / "640300-wuzhong").exists()


WRONG = {
    "place": (("--place", "640399"), "--place: unknown jurisdiction 640399"),
    "day of publication": (("--published", "2024-3-1"), "2024-3-1 is no date of the form YYYY-MM-DD"),
    "first day": (("--from", "soon"), "soon is no date of the form YYYY-MM-DD"),
    "last day": (("--from", "2024-04-01", "--to", "2024-03-31"), "--to: the interval ends on 2024-03-31"),
    "text": (("--text", "/nowhere/text.txt"), "there is no file /nowhere/text.txt"),
    "folder": (("--rulesets", "/nowhere"), "there is no file /nowhere"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be(rulesets: Path, wrong: str) -> None:
    options, message = WRONG[wrong]
    result = new(rulesets, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert not (rulesets / "640300-wuzhong").exists()


def test_a_policy_that_is_there_is_left_alone(rulesets: Path) -> None:
    new(rulesets)
    path = rulesets / "640300-wuzhong" / POLICY / "1.0.0.yaml"
    path.write_text("mine", encoding="utf-8")
    for policy in (POLICY, PLAN):
        result = new(rulesets, policy=policy)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"policy {policy} is there already" in result.stderr
    assert path.read_text(encoding="utf-8") == "mine"
