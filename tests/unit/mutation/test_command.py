"""``subsidies features mutate``: what policy staff read of the gaps, and what a program reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import TypeAdapter
from rich.cells import cell_len
from small_policy import ROWS
from typer.testing import CliRunner, Result

from subsidies.catalogue import digest_lock
from subsidies.mutation.report_json import MutationDocument
from subsidies_cli.app import app


@pytest.fixture
def mutate(small: Callable[..., object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs the command on the small policy with the rows of its outline that are named."""

    def go(*rows: str, arguments: tuple[str, ...] = (), lang: str = "zh", columns: int = 80, more: str = "") -> Result:
        small(*rows, more=more)
        monkeypatch.chdir(tmp_path)
        command = ["features", "mutate", "--rulesets", "rulesets", "--jobs", "1", *arguments]
        return CliRunner().invoke(app, command, env={"SUBSIDIES_LANG": lang, "COLUMNS": str(columns)}, prog_name="subsidies")

    return go


def flat(text: str) -> str:
    return "".join(line.strip() for line in text.splitlines())


def test_a_gap_is_said_in_the_readers_words(mutate: Callable[..., Result]) -> None:
    result = mutate("holds", "no veteran", "elsewhere")
    assert result.exit_code == 1
    text = flat(result.stdout)
    assert "■ 没有察觉：2 务工补贴" in text
    assert "✗ 若月数线由“6个月”改为“5.99个月”，没有场景会失败" in text
    assert "改动 parameters.months.value:-0.01" in text
    assert "✗ 若去掉“务工月数 ≥ 6个月（以上）”，没有场景会失败" in text
    assert "■ 没有察觉：方案整体" in text
    assert "✗ 若印发日由“2023年2月1日”改为“2023年2月2日”，没有场景会失败" in text
    assert "得分 " in text
    english = " ".join(mutate("holds", "no veteran", "elsewhere", lang="en").stdout.split())
    assert "if months needed became “5.99 months” instead of “6 months”, no scenario would fail" in english


def test_nothing_left_to_notice(mutate: Callable[..., Result], tmp_path: Path) -> None:
    made = mutate(arguments=("--format", "json"))
    survivors = [item["id"] for item in json.loads(made.stdout)["policies"][0]["changes"] if item["fate"] == "survived"]
    changes = "".join(f"      - {json.dumps(id_)}\n" for id_ in survivors)
    text = f"schema_version: 1\npolicy: work-2023\nequivalents:\n  - changes:\n{changes}    reason: {{zh: 试验, en: a trial}}\n"
    (tmp_path / "features" / "110100-city" / "work-2023" / "equivalents.yaml").write_text(text, encoding="utf-8")
    result = mutate()
    assert result.exit_code == 0
    assert "没有察觉" not in result.stdout
    assert f"■ 对任何案件都没有影响（{len(survivors)} 项）" in result.stdout
    assert "试验" in result.stdout
    assert "✓ 得分 100%" in result.stdout


def test_as_data_and_as_markdown(mutate: Callable[..., Result]) -> None:
    result = mutate(arguments=("--format", "json"))
    data = json.loads(result.stdout)
    document = TypeAdapter(MutationDocument).validate_python(data)
    (policy,) = document.policies
    assert (policy.policy, policy.version) == ("work-2023", "1.0.0")
    assert {change.fate for change in policy.changes} == {"noticed", "survived"}
    assert result.exit_code == 1
    assert mutate(arguments=("--format", "markdown")).stdout.startswith("# ")


@pytest.mark.parametrize("columns", [40, 80])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(mutate: Callable[..., Result], lang: str, columns: int) -> None:
    for line in mutate("holds", lang=lang, columns=columns).stdout.splitlines():
        assert cell_len(line) <= columns, line


def test_scenarios_that_fail_already_say_nothing_of_a_change(mutate: Callable[..., Result]) -> None:
    result = mutate(more=ROWS["holds"].replace("可享受  ", "不符合  "))
    assert result.exit_code == 2
    assert "work-2023 有 1 个场景按现行规则就不通过" in result.stderr
    assert result.stdout == ""


def test_bad_usage(mutate: Callable[..., Result], tmp_path: Path) -> None:
    unknown = mutate(arguments=("--policy", "work-2032"))
    assert (unknown.exit_code, unknown.stdout) == (2, "")
    assert "work-2023" in unknown.stderr
    assert mutate(arguments=("--jobs", "0")).exit_code == 2
    assert mutate(arguments=("nowhere",)).exit_code == 2
    (tmp_path / "features" / "110100-city" / "work-2023" / "equivalents.yaml").write_text("a: 1", encoding="utf-8")
    listed = mutate()
    assert (listed.exit_code, listed.stdout) == (2, "")
    assert "equivalents.yaml" in listed.stderr


def test_a_feature_that_cannot_be_carried_out_is_named(mutate: Callable[..., Result]) -> None:
    more = "\n  场景: 不全\n    假如 有以下个人：\n      | 编号 |\n      | 王某 |\n    当 审核该案件\n"
    result = mutate(more=more)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "article-02.feature:" in result.stderr
    assert "场景没有“那么”" in result.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_version_is_tried_before_it_is_released(mutate: Callable[..., Result], tmp_path: Path, jobs: str) -> None:
    mutate("holds")
    folder = tmp_path / "rulesets"
    digest_lock.freeze(folder)
    (old,) = folder.glob("110100-city/work-2023/1.0.0.yaml")
    text = old.read_text(encoding="utf-8").replace("version: 1.0.0", "version: 1.1.0\nsupersedes: 1.0.0")
    old.with_stem("1.1.0").write_text(text.replace("value: 1500", "value: 1600"), encoding="utf-8")
    feature = tmp_path / "features" / "110100-city" / "work-2023" / "article-02.feature"
    feature.write_text(feature.read_text(encoding="utf-8").replace("1500元", "1600元"), encoding="utf-8")
    command = ["features", "mutate", "--rulesets", "rulesets", "--jobs", jobs, "--format", "json"]
    released = CliRunner().invoke(app, command)
    assert (released.exit_code, released.stdout) == (2, "")
    named = CliRunner().invoke(app, [*command, "--version", "1.1.0"])
    assert named.exit_code == 1
    (policy,) = TypeAdapter(MutationDocument).validate_python(json.loads(named.stdout)).policies
    assert policy.version == "1.1.0"
    assert {change.fate for change in policy.changes if change.id.startswith("parameters.grant.value:")} == {"noticed"}
