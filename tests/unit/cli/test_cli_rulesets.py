"""``subsidies rulesets`` and ``subsidies schema``."""

import json
from pathlib import Path

import pytest
from commands import LAST, NEXT, NEXT_BUT_ONE, NEXT_BUT_TWO, PLAN, VERSIONS, following, run


def test_list() -> None:
    text = run("rulesets", "list", lang="zh").stdout
    assert f"■ {PLAN}，" in text
    assert "银西党办〔2023〕32号" in text
    data = json.loads(run("rulesets", "list", "--format", "json").stdout)
    assert PLAN in {item["policy"] for item in data}


def test_list_names_provisions_without_conditions_with_what_decides() -> None:
    text = run("rulesets", "list", lang="zh").stdout
    own = text[text.index(f"■ {PLAN}，{LAST} 版") :]
    assert "\n    没有条件，面向每个企业的：\n      25.1 劳动用工网上备案：由牵头单位酌定；网上办理的步骤和材料" in own
    data = {
        item["version"]: item["without_conditions"] for item in json.loads(run("rulesets", "list", "--format", "json").stdout)
    }
    assert (data["1.0.0"], data[LAST]) == ([], ["25.1"])


def test_show_has_clauses_figures_limits_readings_and_digests() -> None:
    text = run("rulesets", "show", PLAN).stdout
    for title in ("Clauses", "Decided elsewhere", "Limits", "Figures", "Readings"):
        assert f"\n■ {title}\n" in text
    assert "t1_income = 10,000 yuan" in text
    assert "first tier, wage income: 达到; 二（二）12; stated in the text" in text
    assert "digest " in text
    assert "university graduate" in text
    assert "startup_groups = graduate," not in text


def test_show_as_data() -> None:
    data = json.loads(run("rulesets", "show", PLAN, "--version", "1.0.0", "--format", "json").stdout)
    assert data["clauses"]["12.1"]["for"] == "person"
    assert len(data["digest"]) == 64


def test_validate_without_findings(rulesets: Path) -> None:
    result = run("rulesets", "validate", str(rulesets))
    assert result.exit_code == 0
    assert "findings: 0" in result.stdout


def test_validate_shows_every_finding(rulesets: Path, plan: Path) -> None:
    text = plan.read_text(encoding="utf-8")
    text = text.replace("wage_income >= p.t1_income", "wage_incom >= p.t1_income")
    text = text.replace("wage_income >= p.t2_income", "wage_income > p.t2_income")
    plan.write_text(text, encoding="utf-8")
    result = run("rulesets", "validate", str(rulesets))
    assert result.exit_code == 1
    assert "wage_incom" in result.stdout
    assert "word_contradicts: 1" in result.stdout
    data = json.loads(run("rulesets", "validate", str(rulesets), "--format", "json").stdout)
    assert {"unknown_name", "word_contradicts"} <= {item["kind"] for item in data["findings"]}
    assert all(item["line"] for item in data["findings"])


def test_freeze_adds_and_then_has_nothing_new(rulesets: Path) -> None:
    first = run("rulesets", "freeze", str(rulesets))
    assert first.exit_code == 0
    for version in VERSIONS:
        assert f"✓ 640105-xixia/{PLAN}/{version}.yaml" in first.stdout
    assert "Nothing new" in run("rulesets", "freeze", str(rulesets)).stdout
    assert "released (in digests.lock)" in run("rulesets", "list", "--rulesets", str(rulesets)).stdout


def test_freeze_refuses_a_released_file_that_changed(rulesets: Path, plan: Path) -> None:
    run("rulesets", "freeze", str(rulesets))
    lock = (rulesets / "digests.lock").read_text(encoding="utf-8")
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("value: 15000", "value: 16000"), encoding="utf-8")
    result = run("rulesets", "freeze", str(rulesets))
    assert result.exit_code == 3
    assert result.stdout == ""
    assert plan.name in result.stderr
    assert (rulesets / "digests.lock").read_text(encoding="utf-8") == lock
    assert run("rulesets", "validate", str(rulesets)).exit_code == 1


def test_freeze_refuses_what_is_not_sound(rulesets: Path, plan: Path) -> None:
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("wage_income >= p.t1_income", "wage_incom >= p.t1_income"), encoding="utf-8")
    result = run("rulesets", "freeze", str(rulesets))
    assert result.exit_code == 2
    assert not (rulesets / "digests.lock").exists()


def test_markdown() -> None:
    assert run("rulesets", "list", "--format", "markdown").stdout.startswith("# ")
    assert "## Figures" in run("rulesets", "show", PLAN, "--format", "markdown").stdout
    assert run("rulesets", "validate", "--format", "markdown").stdout.startswith("# ")


@pytest.mark.parametrize(
    ("name", "expected"), [("case", "households"), ("ruleset", "clauses"), ("determination", "entitlements"), ("rates", "office")]
)
def test_schemas(name: str, expected: str) -> None:
    schema = json.loads(run("schema", name).stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert expected in schema["properties"]


def test_schema_of_rulesets_has_the_names_of_the_files() -> None:
    text = run("schema", "ruleset").stdout
    assert '"for"' in text
    assert '"for_"' not in text


@pytest.fixture
def with_next(rulesets: Path, plan: Path) -> Path:
    """The folder released, with a following version that is not."""
    run("rulesets", "freeze", str(rulesets))
    plan.with_stem(NEXT).write_text(following(plan.read_text(encoding="utf-8")), encoding="utf-8")
    plan.with_stem(NEXT_BUT_ONE).write_text("{", encoding="utf-8")
    return rulesets


def test_words_can_be_added_for_a_version_before_it_is_released(with_next: Path) -> None:
    words = with_next / "vocabulary" / "person.yaml"
    words.write_text(words.read_text(encoding="utf-8").replace("max: 60", "max: 61", 1), encoding="utf-8")
    assert run("rulesets", "list", "--rulesets", str(with_next)).exit_code == 3
    assert run("rulesets", "freeze", str(with_next)).exit_code == 2
    renewed = run("rulesets", "freeze", str(with_next), "--shared")
    assert renewed.exit_code == 0
    assert "✓ vocabulary\n" in renewed.stdout
    assert PLAN not in renewed.stdout
    data = json.loads(run("rulesets", "list", "--rulesets", str(with_next), "--format", "json").stdout)
    assert [item["released"] for item in data if item.get("policy") == PLAN] == [*[True] * len(VERSIONS), False, False]
    words.write_text(words.read_text(encoding="utf-8").replace("wage_income:", "wage_incom:", 1), encoding="utf-8")
    refused = run("rulesets", "freeze", str(with_next), "--shared")
    assert refused.exit_code == 2
    assert f"{LAST}.yaml" in refused.stderr
    assert "wage_income (年内务工收入 / wage income in the year) is frozen and is gone" in refused.stderr
    assert f"{NEXT_BUT_ONE}.yaml" not in refused.stderr


def test_list_names_what_is_not_released_without_reading_it(with_next: Path) -> None:
    text = run("rulesets", "list", "--rulesets", str(with_next)).stdout
    for version in (NEXT, NEXT_BUT_ONE):
        section = text.partition(f"■ {PLAN}, version {version}\n")[2].partition("■")[0]
        assert "not released: it is no law and was not read" in section
    assert "its place is taken by version 1.1.0\n  decides nothing any more" in text
    data = json.loads(run("rulesets", "list", "--rulesets", str(with_next), "--format", "json").stdout)
    unreleased = [(NEXT, False), (NEXT_BUT_ONE, False)]
    assert [(item["version"], item["released"]) for item in data] == [*((version, True) for version in VERSIONS), *unreleased]


def test_show_takes_the_latest_released_version_unless_one_is_named(with_next: Path) -> None:
    assert f"{PLAN}, version {LAST}" in run("rulesets", "show", PLAN, "--rulesets", str(with_next)).stdout
    named = run("rulesets", "show", PLAN, "--version", NEXT, "--rulesets", str(with_next)).stdout
    assert f"{PLAN}, version {NEXT}" in named
    assert "not released yet" in named
    assert f"takes the place of version {LAST}, and with it of {', '.join(VERSIONS[-2::-1])}" in " ".join(named.split())
    data = run("rulesets", "show", PLAN, "--version", NEXT, "--rulesets", str(with_next), "--format", "json")
    assert json.loads(data.stdout)["released"] is False
    broken = run("rulesets", "show", PLAN, "--version", NEXT_BUT_ONE, "--rulesets", str(with_next))
    assert (broken.exit_code, f"{NEXT_BUT_ONE}.yaml" in broken.stderr) == (2, True)
    unknown = run("rulesets", "show", PLAN, "--version", NEXT_BUT_TWO, "--rulesets", str(with_next))
    assert unknown.exit_code == 2
    assert "did you mean" in unknown.stderr
    assert run("rulesets", "validate", str(with_next)).exit_code == 1


def test_draft_begins_the_next_version_and_says_what_to_do(rulesets: Path) -> None:
    run("rulesets", "freeze", str(rulesets))
    text = run("rulesets", "draft", PLAN, "--rulesets", str(rulesets)).stdout
    assert f"Begun: version {NEXT} of {PLAN}" in text
    path = rulesets / "640105-xixia" / PLAN / f"{NEXT}.yaml"
    assert f"\nversion: {NEXT}\nsupersedes: {LAST}\n" in path.read_text(encoding="utf-8")
    assert f"--version {NEXT}" in " ".join(text.split())
    again = run("rulesets", "draft", PLAN, "--rulesets", str(rulesets))
    assert (again.exit_code, f"{PLAN} {NEXT} is begun and not released yet" in " ".join(again.stderr.split())) == (2, True)
    path.unlink()
    data = json.loads(run("rulesets", "draft", PLAN, "--rulesets", str(rulesets), "--format", "json").stdout)
    assert (data["version"], Path(data["file"]).name) == (NEXT, f"{NEXT}.yaml")
    assert run("rulesets", "draft", "nobody", "--rulesets", str(rulesets)).exit_code == 2


def test_freeze_of_one_version_leaves_the_others(rulesets: Path, plan: Path) -> None:
    run("rulesets", "freeze", str(rulesets))
    run("rulesets", "draft", PLAN, "--rulesets", str(rulesets))
    (rulesets / "640105-xixia" / PLAN / f"{NEXT_BUT_ONE}.yaml").write_text("{", encoding="utf-8")
    refused = run("rulesets", "freeze", str(rulesets))
    assert refused.exit_code == 2
    text = run("rulesets", "freeze", str(rulesets), "--only", f"{PLAN}/{NEXT}").stdout
    assert f"✓ 640105-xixia/{PLAN}/{NEXT}.yaml" in text
    assert run("rulesets", "freeze", str(rulesets), "--only", f"{PLAN}/9.0.0").exit_code == 2


def test_draft_of_what_joins_policies_asks_for_the_day_it_was_recorded(tmp_path: Path) -> None:
    path = tmp_path / "cross" / "joins" / "1.0.0.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("schema_version: 1\ncross: joins\nversion: 1.0.0\n", encoding="utf-8")
    text = run("rulesets", "draft", "joins", "--rulesets", str(tmp_path)).stdout
    assert "the day on which it was recorded" in " ".join(text.split())
    assert "features run" not in text


def test_show_says_which_articles_give_nothing() -> None:
    shown = run("rulesets", "show", PLAN).stdout
    assert "■ Articles that give nobody anything\n  · 一（一）, 一（二）, 一（三）: guiding ideas, principles and" in shown
