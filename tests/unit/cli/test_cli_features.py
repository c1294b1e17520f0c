"""``subsidies features run``: what policy staff see when all is so, when something is not, and when a file is bad."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import LAST, NEXT, NEXT_BUT_ONE, PLAN, ROOT, VERSIONS, following, run, spawn
from pydantic import TypeAdapter
from rich.cells import cell_len
from typer.testing import Result

from subsidies.catalogue import Catalogue
from subsidies.errors import EngineDisagreement, Finding, RulesetError
from subsidies.scenarios import run_feature
from subsidies.scenarios.run_json import RunDocument

HEAD = """# language: zh-CN
功能: 第12条 务工补贴

  背景:
    假如 西夏区的案件，提问日为2023年12月20日
    而且 没有发放过补贴
    而且 有以下家庭：
      | 编号 | 帮扶状态 | 列入名册的地方 |
      | 张家 | 脱贫户   | 西夏区         |
"""
OUTLINE = """
  @条款-12.4
  规则: 第四档
    场景大纲: 第四档看收入
      假如 有以下个人：
        | 编号 | 所属家庭 | 年内务工月数 | 年内务工收入 |
        | 李某 | 张家     | 7个月        | <收入>       |
      当 审核该案件
      那么 条款12.4对“李某”的结果为“<结果>”
      而且 决定性条件为“<条件>”

      例子:
        | 收入      | 结果   | 条件         | 说明   |
        | 49999.99元 | 不符合 | 年内务工收入 | 差一分 |
"""
FALSE = "        | 50000元    | 不符合 | 年内务工收入 | 刚好   |\n"
SUM = """
  场景: 一家人合计
    假如 没有个人
    当 审核该案件
    那么 “张家”的现金合计为1元
"""
FALSE_LINE = (HEAD + OUTLINE + FALSE).count("\n")
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a feature of the plan below the current directory, as it would lie in a checkout."""
    monkeypatch.chdir(tmp_path)

    def writes(text: str | bytes, name: str = "article-12.feature", policy: str = PLAN) -> Path:
        path = tmp_path / "features" / "640105-xixia" / policy / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return writes


@pytest.fixture
def features(rulesets: Path) -> Callable[..., Result]:
    """Runs ``subsidies features run`` with rulesets that nobody is changing just now."""
    return lambda *arguments, **more: run("features", "run", "--rulesets", str(rulesets), *arguments, **more)


def test_all_is_so(write: Write, features: Callable[..., Result]) -> None:
    write(HEAD + OUTLINE)
    result = features(lang="zh")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "运行特性文件：features"
    assert lines[2].startswith(f"■ {PLAN} 银川市西夏区")
    assert lines[3] == "  ✓ 第12条 务工补贴：通过 1 个场景"
    assert lines[-1].startswith("  ✓ 特性文件 1 个，场景 1 个：通过 1 个，未通过 0 个；用时 ")
    english = features("features")
    assert "✓ 第12条 务工补贴: 1 passed\n" in english.stdout
    assert "features: 1; scenarios: 1; passed: 1; failed: 0; " in english.stdout


def test_what_is_not_so_has_place_clause_sentence_and_trace(write: Write, features: Callable[..., Result]) -> None:
    write(HEAD + OUTLINE + FALSE + SUM)
    result = features(lang="zh")
    assert result.exit_code == 1
    text = "".join(line.strip() for line in result.stdout.splitlines())
    step = HEAD.count("\n") + 9
    for part in (
        "✗ 第12条 务工补贴：通过 1 个场景，未通过 2 个",
        "■ 不相符：第12条 务工补贴",
        "✗ 第四档看收入（收入=50000元，结果=不符合，条件=年内务工收入）",
        f"features/640105-xixia/{PLAN}/article-12.feature:{step}，条款12.4，例子第{FALSE_LINE}行",
        "· 那么 条款12.4对“李某”的结果为“不符合”",
        "! 结果应为“不符合”，实为“可享受”",
        "· 条款12.4 对“李某”：可享受，3,800元",
        "✓ 年内务工收入 ≥ 50,000元（达到）",
        "✗ 一家人合计",
        "· 那么 “张家”的现金合计为1元",
        "! 现金合计应为1元，实为0元",
        "· 规则得出的结果：",
        "未通过 2 个；用时 ",
    ):
        assert part in text, part
    english = features()
    assert english.exit_code == 1
    assert "clause 12.4" in english.stdout
    assert f"example on line {FALSE_LINE}" in english.stdout


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_line_is_wider_than_the_terminal(write: Write, features: Callable[..., Result], lang: str, width: int) -> None:
    write(HEAD + OUTLINE + FALSE + SUM)
    for line in features(lang=lang, COLUMNS=str(width)).stdout.splitlines():
        assert cell_len(line) <= width, line


def test_as_data(write: Write, features: Callable[..., Result]) -> None:
    write(HEAD + OUTLINE + FALSE + SUM)
    result = features("--format", "json")
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    TypeAdapter(RunDocument).validate_python(data)
    assert (data["schema_version"], data["folder"], data["passed"], data["failed"]) == (1, "features", 1, 2)
    (feature,) = data["features"]
    assert feature["file"] == f"features/640105-xixia/{PLAN}/article-12.feature"
    assert (feature["title"], feature["policies"], feature["passed"], feature["failed"]) == ("第12条 务工补贴", [PLAN], 1, 2)
    true, false, total = feature["scenarios"]
    assert true == {
        "name": "第四档看收入",
        "rule": "第四档",
        "line": FALSE_LINE - 1,
        "values": {"收入": "49999.99元", "结果": "不符合", "条件": "年内务工收入", "说明": "差一分"},
        "passed": True,
        "failure": None,
    }
    assert false["line"] == FALSE_LINE
    assert false["failure"]["clause"] == "12.4"
    assert false["failure"]["sentence"] == "那么 条款12.4对“李某”的结果为“不符合”"
    assert false["failure"]["message"] == "结果应为“不符合”，实为“可享受”"
    assert false["failure"]["trace"][0] == "条款12.4 对“李某”：可享受，3,800元"
    assert total["failure"]["clause"] is None
    assert features("--format", "json", lang="zh").stdout == result.stdout


def test_the_schema_of_the_data() -> None:
    schema = json.loads(run("schema", "features-run").stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert set(schema["properties"]) == {"schema_version", "folder", "passed", "failed", "features", "not_run"}


def test_as_markdown(write: Write, features: Callable[..., Result]) -> None:
    write(HEAD + OUTLINE + FALSE)
    result = features("--format", "markdown", lang="zh")
    assert result.exit_code == 1
    assert result.stdout.startswith("# 运行特性文件：features\n")
    assert "\n## 不相符：第12条 务工补贴\n" in result.stdout
    assert "\n  - ! **结果应为“不符合”，实为“可享受”**\n" in result.stdout


def test_bad_files_all_at_once_and_no_part_of_a_run(write: Write, features: Callable[..., Result]) -> None:
    write(HEAD + OUTLINE + FALSE)
    write((HEAD + OUTLINE).encode("gb18030"), "b.feature")
    write(HEAD + OUTLINE.replace("审核该案件", "审核这个案件"), "c.feature")
    write(HEAD + OUTLINE.replace("7个月 ", "3个月以上"), "d.feature")
    folder = f"features/640105-xixia/{PLAN}"
    for format_ in ("table", "json", "markdown"):
        result = features("--format", format_, lang="zh")
        assert (result.exit_code, result.stdout) == (2, "")
        encoding, step = result.stderr.splitlines()
        assert encoding.startswith(f"{folder}/b.feature:2:1：特性文件有误：文件像是GBK编码")
        assert step.startswith(f"{folder}/c.feature:{HEAD.count(chr(10)) + 8}:1：特性文件有误：没有“审核这个案件”这样的步骤")
    for name in ("b.feature", "c.feature"):
        (Path(folder) / name).unlink()
    result = features()
    assert (result.exit_code, result.stdout) == (2, "")
    (value,) = result.stderr.splitlines()
    assert value.startswith(f"{folder}/d.feature:{HEAD.count(chr(10)) + 7}:1: this feature cannot be carried out as it stands: ")
    assert "“以上”是界限，属于规则" in value


def test_usage(write: Write, features: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(HEAD + OUTLINE)
    assert features("--policy", PLAN).exit_code == 0
    assert features(str(file)).exit_code == 0
    wrong = {
        ("--policy", "xixia-job-2023"): (
            "unknown policy xixia-job-2023; allowed: xixia-jobs-2023; did you mean xixia-jobs-2023?",
            "不认识的政策",
        ),
        ("nowhere",): ("there is no nowhere; give the folder that holds the features", "没有 nowhere；请写明特性文件所在的目录"),
        ("empty",): ("there is no .feature file below empty", "目录 empty 下没有 .feature 文件"),
        ("features", "more"): ("more", "more"),
    }
    (tmp_path / "empty").mkdir()
    for arguments, messages in wrong.items():
        for lang, message in zip(("en", "zh"), messages, strict=True):
            result = features(*arguments, lang=lang)
            assert (result.exit_code, result.stdout) == (2, "")
            assert message in result.stderr
    monkeypatch.chdir(tmp_path / "empty")
    result = features(lang="zh")
    assert result.exit_code == 2
    assert result.stderr == "没有 features；请写明特性文件所在的目录，如：subsidies features run 目录\n"


def test_one_of_two_policies(write: Write, features: Callable[..., Result], with_draft: Path) -> None:
    write(HEAD + OUTLINE)
    result = features("--policy", "xixia-draft-2023", lang="zh")
    assert result.exit_code == 2
    assert result.stderr == "目录 features 下没有政策 xixia-draft-2023 的特性文件\n"
    write("功能: 坏\n", policy="xixia-draft-2023")
    assert features("--policy", PLAN).exit_code == 0
    assert features("--policy", PLAN, "--policy", "xixia-draft-2023").exit_code == 2


def test_a_bad_ruleset_is_named_and_no_feature(write: Write, features: Callable[..., Result], plan: Path) -> None:
    write(HEAD + OUTLINE)
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("wage_income >= p.t1_income", "wage_incom >= p.t1_income"), encoding="utf-8")
    result = features()
    assert (result.exit_code, result.stdout) == (2, "")
    assert "wage_incom" in result.stderr
    assert ".feature" not in result.stderr


def test_what_the_engines_disagree_on_ends_the_run(
    write: Write, features: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    from subsidies.engines.reference.engine import ReferenceEngine

    def differ(*_: object, **__: object) -> None:
        context = {"clause": "12.1", "subject": "p1", "reference": "True", "engine": "x", "other": "None", "facts": "-"}
        raise EngineDisagreement(Finding("engines_disagree", context=context))

    write(HEAD + OUTLINE)
    monkeypatch.setattr(ReferenceEngine, "run", differ)
    assert features().exit_code == 3


def test_the_features_of_this_checkout_by_the_program_itself() -> None:
    result = spawn("features", "run", str(ROOT / "features" / "640105-xixia" / PLAN / "article-12.feature"), "--lang", "zh")
    assert (result.returncode, result.stderr) == (0, b"")
    assert "第12条" in result.stdout.decode("utf-8")


@pytest.fixture
def with_next(rulesets: Path, plan: Path) -> Path:
    """The folder released, with a following version that gives more and is not, and one that cannot be read."""
    run("rulesets", "freeze", str(rulesets))
    text = following(plan.read_text(encoding="utf-8")).replace("value: 3800", "value: 3801")
    plan.with_stem(NEXT).write_text(text, encoding="utf-8")
    plan.with_stem(NEXT_BUT_ONE).write_text("{", encoding="utf-8")
    return rulesets


PAID = """
  场景: 第四档
    假如 有以下个人：
      | 编号 | 所属家庭 | 年内务工月数 | 年内务工收入 |
      | 李某 | 张家     | 7个月        | 60000元      |
    当 审核该案件
    那么 条款12.4对“李某”的结果为“可享受”
    而且 金额为{}元
"""


def test_a_version_that_is_not_released_runs_when_it_is_named(
    write: Write, with_next: Path, features: Callable[..., Result]
) -> None:
    write(HEAD + PAID.format(3800))
    assert features().exit_code == 0
    assert features("--version", LAST).exit_code == 0
    assert features("--version", "1.0.0", "--policy", PLAN).exit_code == 0
    assert features("--version", NEXT).exit_code == 1
    write(HEAD + PAID.format(3801))
    assert features("--version", NEXT).exit_code == 0
    broken = features("--version", NEXT_BUT_ONE)
    assert broken.exit_code == 2
    assert f"{PLAN}/{NEXT_BUT_ONE}.yaml:2:1: this is not YAML" in broken.stderr
    assert ".feature" not in broken.stderr
    assert "did you mean" in features("--version", f"{NEXT[:-1]}1").stderr


def test_a_version_is_one_of_one_policy(write: Write, with_draft: Path) -> None:
    write(HEAD + PAID.format(3800))
    result = run("features", "run", "--rulesets", str(with_draft), "--version", "1.0.0")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "--version names a version of one policy: say which with one --policy; allowed: xixia-draft-2023, xixia-jobs-2023\n"
    )
    assert run("features", "run", "--rulesets", str(with_draft), "--version", "1.0.0", "--policy", PLAN).exit_code == 0


def test_an_unsound_ruleset_is_named_and_no_feature(write: Write, rulesets: Path, plan: Path) -> None:
    feature = write(HEAD + PAID.format(3800))
    text = plan.read_text(encoding="utf-8").replace("wage_income >= p.t1_income", "wage_incom >= p.t1_income")
    plan.write_text(text, encoding="utf-8")
    result = run("features", "run", "--rulesets", str(rulesets))
    assert result.exit_code == 2
    assert f"{PLAN}/{LAST}.yaml:" in result.stderr
    assert ".feature" not in result.stderr
    with pytest.raises(RulesetError, match=re.escape(f"{LAST}.yaml")):
        run_feature(feature, Catalogue(rulesets))


def test_features_of_a_policy_of_which_nothing_is_released(write: Write, rulesets: Path) -> None:
    (rulesets / "digests.lock").touch()
    write(HEAD + PAID.format(3800))
    result = run("features", "run", "--rulesets", str(rulesets))
    assert result.exit_code == 2
    assert result.stderr.startswith(f"no version of policy {PLAN} is released: {', '.join(VERSIONS)} cannot decide anything yet")
    assert run("features", "run", "--rulesets", str(rulesets), "--version", LAST).exit_code == 0


def test_the_sentences_of_scenarios_are_listed_by_keyword_with_what_they_say() -> None:
    text = " ".join(run("features", "steps", "计入限额", lang="en").stdout.split())
    assert "■ 那么 · 那么 计入限额前的金额为7800元 What the clause says by itself." in text
    assert "■ 假如" not in text
    tables = run("features", "steps", "已发放", lang="zh").stdout
    assert "后面跟一张数据表，可用的列：编号、条款、版本、对象" in tables
    every = json.loads(run("features", "steps", "--format", "json").stdout)
    assert {one["keyword"] for one in every} == {"假如", "当", "那么"}
    tables = {one["example"]: one["columns"] for one in every if one["data_table"]}
    assert (tables["其中："], tables["内容为："]) == (["出资方", "数额"], ["项目", "数额"])
    assert not any(one["columns"] for one in every if not one["data_table"])
    nothing = run("features", "steps", "没有这样的句子", lang="zh")
    assert (nothing.exit_code, "没有含这些词的句子。" in nothing.stdout) == (1, True)


@pytest.mark.parametrize("command", ["assess", "explain"])
def test_a_version_that_is_not_released_may_be_tried_on_a_case(with_next: Path, command: str) -> None:
    case = str(ROOT / "examples" / "xixia-household.yaml")
    folder = ("--full", "--rulesets", str(with_next))
    tried = run(command, case, *folder, "--version", NEXT, lang="en")
    text = " ".join(tried.stdout.split())
    assert f"ruleset version {NEXT}" in text
    assert f"version {NEXT} of {PLAN} is not released: what it says is no law" in text
    released = run(command, case, *folder, "--version", LAST, lang="en")
    assert (released.exit_code, "not released" in released.stdout) == (0, False)
    refused = run(command, case, *folder, "--version", "9.9.9", lang="en")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "9.9.9" in refused.stderr
