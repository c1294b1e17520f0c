"""The page of what joins policies on the review site."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import run
from joined_world import CAP, FIRST, HEAD, ONCE, joins, label, policy, write_feature, write_joined
from site_pages import content, read, require_sound, text_of
from small_world import Bench
from typer.testing import Result

PAGE = "joins/index.html"
Render = Callable[..., Result]


@pytest.fixture
def features(bench: Bench) -> Path:
    return write_joined(bench)


@pytest.fixture
def render(bench: Bench, features: Path, tmp_path: Path) -> Render:
    def renders(*arguments: str, site: str = "site") -> Result:
        first = ("features", "render", "-o", str(tmp_path / site), str(features), "--rulesets", str(bench.root))
        return run(*first, "--jobs", "1", *arguments)

    return renders


def links(site: Path, name: str) -> list[str]:
    return read(site)[name].links


def test_it_says_what_the_file_is(render: Render, tmp_path: Path) -> None:
    result = render("--no-mutation")
    assert (result.exit_code, result.stderr) == (0, "")
    require_sound(tmp_path / "site")
    english = text_of(tmp_path / "site", f"en/{PAGE}")
    assert "Between two plans What these plans have to do with one another" in english
    assert "Plans that it joins Plan alpha Plan beta Code joins Version of the encoding 1.0.0, released" in english
    assert "Recorded 1 May 2023 Digest" in english
    assert "Scenarios ✓ 5 of 5, all as stated" in english
    assert "without putting changes of the plan to the scenarios" in english
    chinese = text_of(tmp_path / "site", f"zh/{PAGE}")
    assert "两个方案之间 这些方案互相有什么关系" in chinese
    assert "记载日期 2023年5月1日" in chinese


def test_it_tells_each_entry_by_its_kind_with_links_to_the_clauses(render: Render, tmp_path: Path) -> None:
    render("--no-mutation")
    site = tmp_path / "site"
    english = text_of(site, f"en/{PAGE}")
    assert (
        "One benefit by several clauses one grant Due by any one of 1 alpha grant 1 (Plan alpha) 1 beta grant 1 (Plan beta) "
        "Given once for each person Basis our reading, not stated so in the text Readings How many? One."
    ) in english
    assert (
        "Limits cap together Binds 2 alpha grant 2 (Plan alpha) 2 beta grant 2 (Plan beta) "
        "Counted for each person, year At most 400 yuan in all Article in the text 第三条 Basis stated in the text "
        "Figures Figure Value Word Article in the text Basis most 400 yuan 最高 第三条 stated in the text"
    ) in english
    assert (
        "What comes before others order What comes first 3 beta grant 3 (Plan beta) "
        "Does not hold beside it 3 alpha grant 3 (Plan alpha) Article in the text 第四条 Basis stated in the text"
    ) in english
    assert "Question Taken to mean Why Used by How many? One. Texts alike. one grant" in english
    assert {"../alpha/article-1.html#clause-1", "../beta/article-3.html#clause-3"} <= set(links(site, f"en/{PAGE}"))
    chinese = text_of(site, f"zh/{PAGE}")
    assert "几处依据的同一项待遇 同一项补贴 依据（任何一条都可以） 1 alpha补贴1（alpha方案） 1 beta补贴1（beta方案）" in chinese
    assert "分别给一次 个人" in chinese


def test_it_shows_the_scenarios_of_its_features(render: Render, tmp_path: Path) -> None:
    render("--no-mutation")
    english = text_of(tmp_path / "site", f"en/{PAGE}")
    assert "Scenarios: 两个方案之间 发放一次、合计上限和先后" in english
    assert "Scenario 1-1 两处依据只给一次，每人一次 ✓ as stated" in english
    assert "Scenario 1-2 记录之前不知道 ✓ all 2 rows as stated" in english


def test_the_home_page_and_the_clauses_lead_to_it(render: Render, tmp_path: Path) -> None:
    render("--no-mutation")
    site = tmp_path / "site"
    assert "What joins plans Between two plans Plan alpha; Plan beta" in text_of(site, "en/index.html")
    assert PAGE in links(site, "zh/index.html")
    assert f"../{PAGE}#clause-once" in links(site, "zh/alpha/article-1.html")


def test_it_shows_which_changes_no_scenario_notices_and_what_pins_a_figure(
    render: Render, features: Path, tmp_path: Path
) -> None:
    assert render().exit_code == 0
    site = tmp_path / "site"
    require_sound(site)
    page = read(site)[f"en/{PAGE}"]
    assert "#scenario-1-2" in page.links
    assert "#figure-most" in page.links
    assert "Not noticed by any scenario" not in text_of(site, f"en/{PAGE}")
    write_feature(features / "cross" / "joins" / "joins.feature", HEAD + FIRST)
    assert render().exit_code == 0
    require_sound(site)
    english = text_of(site, f"en/{PAGE}")
    assert "Smallest changes noticed ✗ 2 of 13 changes noticed by a scenario" in english
    assert "if what “one grant” joins were several benefits, no scenario would notice" in english
    assert "✗ no scenario notices a change" in english
    assert "The file as a whole ✗ 0 of 2 changes noticed by a scenario (0%)" in english
    assert "若“同一项补贴”合并的是几项待遇，没有场景会察觉" in text_of(site, f"zh/{PAGE}")


def test_a_report_is_used_where_it_has_one_of_the_file(render: Render, bench: Bench, features: Path, tmp_path: Path) -> None:
    mutate = ("features", "mutate", str(features), "--rulesets", str(bench.root), "--jobs", "1", "--format", "json")
    whole, part = tmp_path / "whole.json", tmp_path / "part.json"
    whole.write_text(run(*mutate).stdout, encoding="utf-8")
    part.write_text(run(*mutate, "--policy", "alpha", "--policy", "beta").stdout, encoding="utf-8")
    render()
    assert render("--report", str(whole), site="again").exit_code == 0
    assert content(tmp_path / "again") == content(tmp_path / "site")
    for chosen in ((), ("--policy", "alpha", "--policy", "beta")):
        assert render("--report", str(part), *chosen).exit_code == 0
        assert "The report that was given says nothing of this file" in text_of(tmp_path / "site", f"en/{PAGE}")
    refused = render("--report", str(part), "--policy", "joins", site="other")
    assert (refused.exit_code, refused.stdout) == (2, "")
    none = render("--report", str(tmp_path / "none.json"), "--policy", "joins", site="other")
    assert (none.exit_code, (tmp_path / "other").exists()) == (2, False)


def test_a_scenario_of_it_that_is_not_so_counts(render: Render, features: Path, tmp_path: Path) -> None:
    wrong = ONCE.replace("金额为1500元\n      而且 条款beta/1对“乙”", "金额为1501元\n      而且 条款beta/1对“乙”")
    write_feature(features / "cross" / "joins" / "joins.feature", HEAD + wrong + CAP + FIRST)
    result = render()
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.splitlines()[1:] == ["joins: scenarios that are not so: 1; the pages show which"]
    require_sound(tmp_path / "site")
    english = text_of(tmp_path / "site", f"en/{PAGE}")
    assert "✗ 4 of 5 as stated, 1 not so" in english
    assert "Scenario 1-1 两处依据只给一次，每人一次 ✗ not so" in english
    assert "While scenarios are not so, changes of the plan cannot be put to them" in english
    assert "not measured" not in text_of(tmp_path / "site", "en/alpha/article-1.html")


@pytest.mark.parametrize(
    ("chosen", "there"),
    [
        ((), ["alpha", "beta", "index.html", "joins"]),
        (("alpha", "beta"), ["alpha", "beta", "index.html", "joins"]),
        (("alpha",), ["alpha", "index.html"]),
        (("joins",), ["index.html", "joins"]),
        (("joins", "alpha"), ["alpha", "index.html", "joins"]),
    ],
)
def test_it_is_there_by_name_or_with_all_of_its_policies(
    render: Render, tmp_path: Path, chosen: tuple[str, ...], there: list[str]
) -> None:
    assert render("--no-mutation").exit_code == 0
    options = [word for name in chosen for word in ("--policy", name)]
    result = render("--no-mutation", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    site = tmp_path / "site"
    require_sound(site)
    assert sorted(path.name for path in (site / "en").iterdir()) == there
    assert ("What joins plans" in text_of(site, "en/index.html")) is ("joins" in there)


def test_what_the_site_has_no_page_of_is_named_without_a_link(render: Render, tmp_path: Path) -> None:
    render("--no-mutation", "--policy", "joins", "--policy", "alpha")
    site = tmp_path / "site"
    assert "1 alpha grant 1 (Plan alpha) 1 beta grant 1 (Plan beta)" in text_of(site, f"en/{PAGE}")
    assert [link for link in links(site, f"en/{PAGE}") if link.startswith("../beta")] == []
    render("--no-mutation", "--policy", "alpha")
    assert "our reading, not stated so in the text; Between two plans" in text_of(site, "en/alpha/article-1.html")
    assert "joins" not in "".join(links(site, "en/alpha/article-1.html"))


def test_an_unknown_id_is_refused(render: Render, tmp_path: Path) -> None:
    result = render("--no-mutation", "--policy", "join")
    assert (result.exit_code, "unknown policy join" in result.stderr) == (2, True)
    assert not (tmp_path / "site").exists()


# --- Files that say more


def with_limit(**changes: Any) -> dict[str, Any]:
    """Policy alpha with a limit over its first clause."""
    once = {"id": "each", "title": label("一人一次", "once each"), "over": ["1"], "per": ["person"], "at_most": {"awards": 1}}
    return {**policy("alpha", 1000, 300, 50), "limits": [{**once, "cite": "第一条"}], **changes}


def widening() -> dict[str, Any]:
    more = {"id": "more", "title": label("两个方案合算", "both plans together"), "limit": "alpha/each", "over": ["beta/1"]}
    return joins(widens=[{**more, "cite": "第五条"}])


@pytest.mark.parametrize("plans", [("alpha", "beta"), ()])
def test_a_limit_that_is_over_clauses_of_others_too(render: Render, bench: Bench, tmp_path: Path, plans: tuple[str, ...]) -> None:
    bench.add(with_limit())
    bench.write("cross/joins/1.0.0.yaml", widening())
    options = [word for name in ("joins", *plans) for word in ("--policy", name)]
    result = render("--no-mutation", *options)
    assert result.stderr == ""
    site = tmp_path / "site"
    require_sound(site)
    assert (
        "Limits of a plan that are over clauses of others too both plans together "
        "The limit once each (Plan alpha): for each person at most 1 award(s) Binds too 1 beta grant 1 (Plan beta) "
        "Article in the text 第五条"
    ) in text_of(site, f"en/{PAGE}").replace(" : ", ": ")
    assert ("../alpha/article-1.html#clause-each" in links(site, f"en/{PAGE}")) is bool(plans)


def test_an_entry_that_an_office_may_read_away_says_so(render: Render, bench: Bench, tmp_path: Path) -> None:
    reading = {**joins()["readings"]["twin"], "alternatives": {"two": {"taken": label("是两项。", "They are two.")}}}
    same = [{**joins()["same"][0], "not_under": "two"}]
    bench.write("cross/joins/1.0.0.yaml", joins(readings={"twin": reading}, same=same))
    assert render("--no-mutation").exit_code == 0
    english = text_of(tmp_path / "site", f"en/{PAGE}")
    assert "Given once for each person Unless an office takes it so: They are two. Basis" in english
    assert "an office may read it otherwise: They are two. (twin=two)" in english
    assert "不适用的情形 办理机关这样理解：是两项。" in text_of(tmp_path / "site", f"zh/{PAGE}")


def test_what_no_plan_has_now_is_named_by_its_id(render: Render, bench: Bench, features: Path, tmp_path: Path) -> None:
    """A clause, the limit that was widened, and an entry none of whose clauses is left."""
    gone = {"id": "gone", "title": label("旧的", "old one"), "over": ["alpha/3", "beta/3"], "per": ["person"], "cite": "第六条"}
    bench.add(with_limit())
    bench.write("cross/joins/1.0.0.yaml", {**widening(), "same": [joins()["same"][0], gone], "prevails": []})
    for name, sums in (("alpha", (1000, 300, 50)), ("beta", (1500, 200, 70))):
        later = policy(name, *sums)
        del later["clauses"]["3"], later["parameters"]["sum3"]
        bench.add({**later, "version": "1.1.0", "supersedes": "1.0.0", "published": date(2023, 2, 1)})
    result = render("--no-mutation", "--policy", "joins")
    assert result.stderr == ""
    english = text_of(tmp_path / "site", f"en/{PAGE}")
    assert "old one Due by any one of alpha/3 beta/3 Article in the text 第六条" in english
    assert "The limit alpha/each Binds too 1 beta grant 1 (Plan beta)" in english


def test_a_version_that_is_not_released_has_a_page_by_name(render: Render, bench: Bench, features: Path, tmp_path: Path) -> None:
    assert run("rulesets", "freeze", str(bench.root)).exit_code == 0
    later = joins(version="1.1.0", supersedes="1.0.0", recorded=date(2023, 5, 2), title=label("新的", "The new one"))
    bench.write("cross/joins/1.1.0.yaml", later)
    render("--no-mutation", "--policy", "joins")
    assert "Between two plans" in text_of(tmp_path / "site", f"en/{PAGE}")
    render("--no-mutation", "--policy", "joins", "--version", "1.1.0")
    english = text_of(tmp_path / "site", f"en/{PAGE}")
    assert "The new one" in english
    assert "1.1.0, not released yet Recorded 2 May 2023, in the place of version 1.0.0" in english
