"""``subsidies features render``: a site that people who read no YAML can check the law with."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest
from commands import PLAN, ROOT, RULESETS, run
from site_pages import HAN, Page, content, read, require_sound, text_of
from typer.testing import Result

GOOD = ROOT / "tests" / "good"
POLICY = "work-2023"
LATIN_ONLY = re.compile(r"[A-Za-z]{4,}")
Render = Callable[..., Result]


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Rulesets and features of a small plan, free to be changed."""
    rulesets = Path(shutil.copytree(GOOD / "catalogue", tmp_path / "rulesets"))
    return rulesets, Path(shutil.copytree(GOOD / "features", tmp_path / "features"))


@pytest.fixture
def features(folders: tuple[Path, Path]) -> Path:
    return folders[1] / "110100-city" / POLICY


@pytest.fixture
def render(folders: tuple[Path, Path], tmp_path: Path) -> Render:
    def renders(*arguments: str, site: str = "site", lang: str = "en") -> Result:
        rulesets, root = folders
        first = ("features", "render", "-o", str(tmp_path / site), str(root), "--rulesets", str(rulesets), "--jobs", "1")
        return run(*first, *arguments, lang=lang)

    return renders


def review(features: Path, clause: str, digest: str, note: str = "") -> None:
    text = f"""schema_version: 1
policy: {POLICY}
reviews:
  - {{clause: "{clause}", digest: {digest}, by: 张三, office: 人社局, on: 2023-05-04{note}}}
"""
    (features / "reviews.yaml").write_text(text, encoding="utf-8")


def test_the_whole_site_of_a_small_plan(render: Render, tmp_path: Path) -> None:
    result = render()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"16 files in {tmp_path / 'site'}\n"
    pages = require_sound(tmp_path / "site")
    assert [name.removeprefix(f"zh/{POLICY}/") for name in pages if name.startswith(f"zh/{POLICY}/")] == [
        "article-2.html",
        "article-3.html",
        "article-4.html",
        "article-6.html",
        "index.html",
        "plan.html",
    ]


def test_figures_and_scenarios_lead_to_each_other(render: Render, tmp_path: Path) -> None:
    render()
    page = read(tmp_path / "site")[f"zh/{POLICY}/article-2.html"]
    rows = [known["id"] for tag, known in page.elements if tag == "tr" and known.get("id", "").startswith("figure-")]
    assert rows == ["figure-months", "figure-income", "figure-groups", "figure-grant", "figure-cap"]
    html = (tmp_path / "site" / "zh" / POLICY / "article-2.html").read_text(encoding="utf-8")
    cells = {name: html[html.index(f'id="figure-{name}"') :].split("</tr>")[1] for name in ("months", "cap")}
    assert '<a href="#scenario-1-1">2-1</a>（第1–3行）' in cells["months"]
    assert "没有场景察觉改动" in cells["cap"]
    pins = re.findall('<tr class="pins">(.*?)</tr>', html, re.DOTALL)
    assert len(pins) >= len(rows)
    assert all('href="' in cell or "没有场景察觉改动" in cell for cell in pins)
    told = html[html.index('id="scenario-1-1"') :].split("</article>")[0]
    assert 'href="#figure-months"' in told


def test_without_changes_the_pages_say_so(render: Render, tmp_path: Path) -> None:
    assert render("--no-mutation").exit_code == 0
    require_sound(tmp_path / "site")
    for lang, said in (("zh", "没有用改动检验场景"), ("en", "without putting changes of the plan to the scenarios")):
        for name in ("index", "article-2"):
            assert said in text_of(tmp_path / "site", f"{lang}/{POLICY}/{name}.html")
    html = (tmp_path / "site" / "zh" / POLICY / "article-2.html").read_text(encoding="utf-8")
    figures = html.count('<tr id="figure-')
    assert html.count("? 没有检验</span></td>") >= figures > 0


def test_the_same_input_gives_the_same_bytes_wherever_it_lies(
    render: Render, folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    render()
    for folder in folders:
        shutil.copytree(folder, tmp_path / "other" / folder.name)
    monkeypatch.chdir(tmp_path / "other")
    result = run("features", "render", "--output", "again", "--rulesets", "rulesets", "--jobs", "2", lang="zh")
    assert (result.exit_code, result.stdout) == (0, "已写入 again：16 个文件\n")
    assert content(tmp_path / "other" / "again") == content(tmp_path / "site")


def test_a_report_of_the_changes_can_be_reused(render: Render, folders: tuple[Path, Path], tmp_path: Path) -> None:
    rulesets, root = folders
    made = run("features", "mutate", str(root), "--rulesets", str(rulesets), "--jobs", "1", "--format", "json")
    (tmp_path / "report.json").write_text(made.stdout, encoding="utf-8")
    render()
    assert render("--report", str(tmp_path / "report.json"), site="again").exit_code == 0
    assert content(tmp_path / "site") == content(tmp_path / "again")


def test_a_report_of_other_features_is_refused(
    render: Render, features: Path, folders: tuple[Path, Path], tmp_path: Path
) -> None:
    rulesets, root = folders
    made = run("features", "mutate", str(root), "--rulesets", str(rulesets), "--jobs", "1", "--format", "json")
    (tmp_path / "report.json").write_text(made.stdout, encoding="utf-8")
    path = features / "article-04.feature"
    path.write_text(path.read_text(encoding="utf-8").replace("单位不明", "单位不详"), encoding="utf-8")
    result = render("--report", str(tmp_path / "report.json"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert not (tmp_path / "site").exists()


def test_a_scenario_that_is_not_so_is_shown_and_counts(render: Render, features: Path, tmp_path: Path) -> None:
    path = features / "article-02.feature"
    path.write_text(path.read_text(encoding="utf-8").replace("| 5.99个月 |", "| 6.01个月 |"), encoding="utf-8")
    result = render()
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.splitlines()[1] == "work-2023: scenarios that are not so: 1; the pages show which"
    require_sound(tmp_path / "site")
    page = text_of(tmp_path / "site", f"zh/{POLICY}/article-2.html")
    assert "4行中1行不符" in page
    assert "结果应为“不符合”，实为“可享受”" in page
    assert "务工月数 ≥ 6个月（以上） [务工月数 = 6.01个月]" in page
    assert "有场景不符时无法用改动检验" in page
    index = text_of(tmp_path / "site", f"zh/{POLICY}/index.html")
    assert "8个场景，7个相符，1个不符" in index
    assert "不符的场景（1个）" in index


def test_reviews_are_shown(render: Render, features: Path, tmp_path: Path) -> None:
    render("--no-mutation")
    page = f"zh/{POLICY}/article-2.html"
    html = (tmp_path / "site" / page).read_text(encoding="utf-8")
    assert "从未审核" in html
    found = re.search(r"- \{clause: &#34;2&#34;, digest: ([0-9a-f]{64}), by: , office: , on: \}", html)
    assert found
    review(features, "2", found[1], ", note: 已与原文核对")
    render("--no-mutation")
    assert "已审核 ：张三（人社局），2023年5月4日" in text_of(tmp_path / "site", page)
    assert "备注：已与原文核对" in text_of(tmp_path / "site", page)
    assert "已审核1项" in text_of(tmp_path / "site", f"zh/{POLICY}/index.html")
    review(features, "2", "0" * 64)
    render("--no-mutation")
    assert f"张三（人社局）于2023年5月4日审核的是摘要为 {'0' * 64} 的内容，此后有改动。" in text_of(tmp_path / "site", page)
    assert "审核后有改动1项" in text_of(tmp_path / "site", f"zh/{POLICY}/index.html")
    english = text_of(tmp_path / "site", f"en/{POLICY}/article-2.html")
    assert "changed since review" in english


def test_the_line_to_copy_is_refused_until_it_is_filled_in(render: Render, features: Path, tmp_path: Path) -> None:
    render("--no-mutation")
    page = Page("x")
    page.feed((tmp_path / "site" / "en" / POLICY / "article-2.html").read_text(encoding="utf-8"))
    line = next(text for text, _, tag in page.texts if tag == "code" and "clause:" in text)
    head = f"schema_version: 1\npolicy: {POLICY}\nreviews:\n"
    (features / "reviews.yaml").write_text(f"{head}{line}\n", encoding="utf-8")
    result = render("--no-mutation")
    assert result.exit_code == 2
    assert [found.split(": ")[0].split()[-1] for found in result.stderr.splitlines()] == [
        f"reviews[0].{key}" for key in ("by", "office", "on")
    ]
    filled = line.replace("by: ,", "by: 张三,").replace("office: ,", "office: 人社局,").replace("on: }", "on: 2023-05-04}")
    (features / "reviews.yaml").write_text(f"{head}{filled}\n", encoding="utf-8")
    assert render("--no-mutation").exit_code == 0


def test_several_plans_stand_side_by_side(render: Render, folders: tuple[Path, Path], tmp_path: Path) -> None:
    rulesets, root = (folder / "110100-city" for folder in folders)
    draft = (rulesets / POLICY / "1.0.0.yaml").read_text(encoding="utf-8").replace(POLICY, "work-2024")
    (rulesets / "work-2024").mkdir()
    text = draft.replace("status: issued", "status: draft").replace("zh: 务工补贴办法", 'zh: "<务工> & \\"补贴\\""')
    (rulesets / "work-2024" / "1.0.0.yaml").write_text(text, encoding="utf-8")
    shutil.copytree(root / POLICY, root / "work-2024", ignore=shutil.ignore_patterns("article-02*", "article-04*", "plan*"))
    feature = (
        "# language: zh-CN\n功能: 附则\n\n  场景: 尚未生效\n    假如 东区的案件，提问日为2023年12月20日\n    当 审核该案件\n"
    )
    (root / "work-2024" / "rest.feature").write_text(feature + "    那么 没有可以适用的方案\n", encoding="utf-8")
    result = render("--no-mutation")
    assert result.exit_code == 1, result.stdout + result.stderr
    require_sound(tmp_path / "site")
    home = text_of(tmp_path / "site", "zh/index.html")
    assert "务工补贴办法" in home
    assert '<务工> & "补贴"' in home
    assert "文件是送审稿" in text_of(tmp_path / "site", "zh/work-2024/index.html")
    assert "附则-1" in text_of(tmp_path / "site", "zh/work-2024/rest.html")
    assert render("--no-mutation", "--policy", POLICY).exit_code == 0
    assert [path.name for path in (tmp_path / "site" / "zh").iterdir() if path.is_dir()] == [POLICY]


# --- What is refused, with nothing written


def test_bad_reviews_are_refused(render: Render, features: Path, tmp_path: Path) -> None:
    review(features, "22", "0" * 64)
    result = render("--no-mutation")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("reviews.yaml:4:14 reviews[0].clause: unknown clause 22; did you mean 2?\n")
    assert not (tmp_path / "site").exists()


def test_an_unknown_policy_is_refused(render: Render, tmp_path: Path) -> None:
    result = render("--no-mutation", "--policy", "work-2032")
    assert (result.exit_code, result.stderr) == (2, "unknown policy work-2032; allowed: work-2023; did you mean work-2023?\n")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("below", ["", "/deep/er"])
def test_a_file_is_no_folder(render: Render, tmp_path: Path, below: str) -> None:
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    result = render("--no-mutation", site=f"site{below}")
    assert (result.exit_code, result.stderr) == (2, f"{tmp_path / 'site'} is a file; give the folder for the pages\n")
    assert (tmp_path / "site").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["index.html", "style.css", f"zh/{POLICY}/plan.html", f"en/{POLICY}"])
def test_what_others_made_is_never_overwritten(render: Render, tmp_path: Path, name: str) -> None:
    path = tmp_path / "site" / name
    path.parent.mkdir(parents=True)
    path.write_text("<p>mine", encoding="utf-8")
    result = render("--no-mutation")
    assert (result.exit_code, result.stdout) == (2, "")
    assert str(path) in result.stderr
    assert content(tmp_path / "site") == {name: b"<p>mine"}


def test_what_others_put_beside_the_pages_stays(render: Render, tmp_path: Path) -> None:
    path = tmp_path / "site" / "zh" / POLICY / "notes.html"
    path.parent.mkdir(parents=True)
    path.write_text("<p>mine", encoding="utf-8")
    assert render("--no-mutation").exit_code == 0
    assert path.read_text(encoding="utf-8") == "<p>mine"


def test_pages_of_an_earlier_site_do_not_stay(render: Render, features: Path, tmp_path: Path) -> None:
    render("--no-mutation")
    (features / "plan.feature").unlink()
    assert render("--no-mutation").exit_code == 0
    assert not (tmp_path / "site" / "zh" / POLICY / "plan.html").exists()
    require_sound(tmp_path / "site")


def test_a_folder_that_cannot_be_written(render: Render, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path, data: bytes) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "write_bytes", refused)
    result = render("--no-mutation", lang="zh")
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.fullmatch(r"无法写入 .*/site/style\.css：没有写入的权限\n", result.stderr)


# --- The plan itself


def test_the_site_of_the_plan(tmp_path: Path) -> None:
    root = ROOT / "features"
    result = run(
        "features", "render", "-o", str(tmp_path), str(root), "--rulesets", str(RULESETS), "--policy", PLAN, "--no-mutation"
    )
    assert result.exit_code == 0, result.stdout + result.stderr
    pages = require_sound(tmp_path)
    features = {path.stem.replace("-0", "-") for path in (root / "640105-xixia" / PLAN).glob("*.feature")}
    assert {PurePosixPath(name).stem for name in pages if name.startswith(f"zh/{PLAN}/")} == {*features, "index"}
    for name, page in pages.items():
        if name.startswith("zh/") and PLAN in name:
            ours = [text for text, lang, tag in page.texts if lang == "zh-CN" and tag not in ("code",)]
            assert [text for text in ours if LATIN_ONLY.search(text) and not HAN.search(text)] in ([], ["reviews.yaml"]), name
