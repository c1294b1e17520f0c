"""What joins policies has mutants of its own, put to the scenarios about its entries, and to no others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from joined_world import FIRST, HEAD, ONCE, joins, label, policy, write_feature, write_joined
from small_world import Bench

from subsidies import Catalogue
from subsidies.errors import UsageError
from subsidies.mutation import Equivalents, MutationReport, Trial, judgements, mutants_of, report


def judged(bench: Bench, features: Path, name: str = "joins") -> MutationReport:
    trial = Trial(Catalogue(bench.root), name, features)
    return report(trial, judgements(trial, features, 1), Equivalents.beside(trial.features, name))


def survivors(made: MutationReport) -> set[str]:
    return {item.mutant.id for item in made.with_fate("survived")}


def test_every_entry_is_changed_by_its_smallest_steps_and_each_is_noticed(bench: Bench) -> None:
    made = judged(bench, write_joined(bench))
    assert survivors(made) == set()
    assert made.score == 1
    assert {
        "same.once:left-out",
        "same.once.per:everybody",
        "limits.cap:left-out",
        "limits.cap.per[0]:left-out",
        "limits.cap.per[1]:left-out",
        "parameters.most.value:+0.01",
        "prevails.first:left-out",
        "prevails.first:=alpha/3",
        "recorded:later",
        "recorded:earlier",
    } <= {item.mutant.id for item in made.with_fate("noticed")}


def test_what_no_scenario_is_about_is_reported(bench: Bench) -> None:
    made = judged(bench, write_joined(bench, FIRST))
    assert {one.mutant.id for one in made.judged if one.fate != "refused"} - survivors(made) == {
        "prevails.first:left-out",
        "prevails.first:=alpha/3",
    }
    assert {item.split(".")[0] for item in survivors(made)} == {
        "same",
        "limits",
        "parameters",
        "recorded:later",
        "recorded:earlier",
    }


def test_a_clause_more_that_is_joined_is_pinned_by_itself(bench: Bench) -> None:
    features = write_joined(bench)
    bench.add(policy("gamma", 900, 250, 60))
    entry = joins()["same"][0]
    bench.write("cross/joins/1.0.0.yaml", joins(same=[{**entry, "over": [*entry["over"], "gamma/1"]}]))
    assert "same.once.over[2]:left-out" in survivors(judged(bench, features))
    tagged = HEAD.replace("@方案-beta", "@方案-beta @方案-gamma") + ONCE.replace("3120", "4330").replace("1970", "2280")
    write_feature(features / "cross" / "joins" / "three.feature", tagged)
    made = judged(bench, features)
    assert survivors(made) == set()
    assert {f"same.once.over[{place}]:left-out" for place in range(3)} <= {one.mutant.id for one in made.with_fate("noticed")}


def test_dropping_the_only_entry_leaves_no_file(bench: Bench) -> None:
    features = write_joined(bench, FIRST)
    bench.write("cross/joins/1.0.0.yaml", joins(same=[], limits=[], readings={}, parameters={}))
    made = judged(bench, features)
    assert {one.mutant.id for one in made.with_fate("noticed")} == {"prevails.first:left-out", "prevails.first:=alpha/3"}


def test_a_change_that_means_nothing_is_refused_at_load(bench: Bench) -> None:
    """With beta/2 before alpha/1 a clause would come before itself, by way of three others."""
    features = write_joined(bench, FIRST.replace("alpha/3", "beta/1").replace("beta/3", "alpha/1"))
    entry = joins()["prevails"][0]
    order = [("first", "alpha/1", "beta/1"), ("a", "beta/1", "alpha/2"), ("b", "alpha/2", "beta/2"), ("c", "alpha/1", "beta/2")]
    entries = [{**entry, "id": id_, "clause": first, "over": [second]} for id_, first, second in order]
    bench.write("cross/joins/1.0.0.yaml", joins(same=[], limits=[], readings={}, parameters={}, prevails=entries))
    assert Catalogue(bench.root).validate() == []
    (features / "640105" / "beta" / "article-01.feature").unlink()
    assert {one.mutant.id for one in judged(bench, features).with_fate("refused")} == {"prevails.c:=beta/2"}


@pytest.mark.parametrize(("every", "counts"), [("year", False), ("once", True)])
def test_one_benefit_by_the_year_is_one_in_each_year_whatever_its_keys_say(every: str, counts: bool, bench: Bench) -> None:
    write_joined(bench)
    for name in ("alpha", "beta"):
        bench.add(policy(name, 1, 2, 3, every=every))
    ids = {one.id for one in mutants_of("joins", Catalogue(bench.root)).mutants}
    assert ("same.once.per:+year" in ids) is counts


def test_scenarios_about_entries_count_for_no_policy(bench: Bench) -> None:
    features = write_joined(bench)
    trial = Trial(Catalogue(bench.root), "alpha", features)
    assert [Path(one.file).parent.name for one in trial.features] == ["alpha"]
    before = judged(bench, features, "alpha")
    write_feature(features / "cross" / "joins" / "joins.feature", HEAD + FIRST)
    assert judged(bench, features, "alpha") == before


def test_an_entry_called_as_a_clause_of_a_policy_leaves_the_scenario_to_the_policy(bench: Bench) -> None:
    features = write_joined(bench)
    entry = joins()["prevails"][0]
    bench.write("cross/joins/1.0.0.yaml", joins(prevails=[{**entry, "id": "3"}]))
    write_feature(features / "cross" / "joins" / "joins.feature", HEAD + FIRST.replace("@条款-first", "@条款-3"))
    with pytest.raises(UsageError, match="policy joins has no feature below"):
        Trial(Catalogue(bench.root), "joins", features)


def test_policies_are_asked_as_of_the_day_that_a_scenario_says(bench: Bench) -> None:
    """Before the file was recorded nothing is joined, whatever of a policy is changed."""
    features = write_joined(bench)
    text = (features / "640105" / "alpha" / "article-01.feature").read_text(encoding="utf-8")
    third = (
        text.replace("    当", "    而且 只看2023年4月1日及以前公布的文件\n    当")
        .replace("条款1", "条款3")
        .replace("1000", "50")
    )
    write_feature(features / "640105" / "alpha" / "article-01.feature", third.replace("@条款-1", "@条款-3"))
    assert "parameters.sum1.value:+0.01" in survivors(judged(bench, features, "alpha"))


def test_the_last_version_is_the_one_that_is_changed(bench: Bench) -> None:
    write_joined(bench)
    bench.write("cross/joins/1.1.0.yaml", joins(version="1.1.0", supersedes="1.0.0", recorded=date(2023, 5, 2)))
    found = mutants_of("joins", Catalogue(bench.root))
    assert (found.version, found.policies) == ("1.1.0", ("alpha", "beta"))


def test_what_a_limit_is_over_besides_is_left_out_clause_by_clause(bench: Bench) -> None:
    features = write_joined(bench, FIRST)
    once = {"id": "one", "title": label("一人一项", "one each"), "over": ["1"], "per": ["person"], "at_most": {"awards": 1}}
    bench.add({**policy("alpha", 1000, 300, 50), "limits": [{**once, "cite": "第一条"}]})
    more = {
        "id": "more",
        "title": label("合算", "together"),
        "limit": "alpha/one",
        "over": ["beta/1", "beta/2"],
        "cite": "第二条",
    }
    bench.write("cross/joins/1.0.0.yaml", joins(same=[], limits=[], prevails=[], readings={}, parameters={}, widens=[more]))
    assert Catalogue(bench.root).validate() == []
    given = """
  @条款-more
  规则: 合算

    场景: 各方案一人只给一项
      假如 已发放：
        | 条款   | 对象 | 年度   | 金额  |
        | beta/1 | 甲   | 2022年 | 100元 |
      当 审核该案件
      那么 条款alpha/1对“甲”的结果为“受限额限制”
      而且 限额为“一人一项”
"""
    head = HEAD.replace("      | 乙   | 是   |\n", "")
    (features / "cross" / "joins" / "joins.feature").write_text(head + given, encoding="utf-8")
    made = judged(bench, features)
    assert {one.mutant.id for one in made.with_fate("noticed")} == {"widens.more:left-out", "widens.more.over[0]:left-out"}
    assert "widens.more.over[1]:left-out" in survivors(made)
    said = {one.mutant.id: one.mutant.change for one in made.judged}
    assert said["widens.more.over[1]:left-out"].en == "if limit alpha/one were not over beta/2 too"
    assert said["widens.more:left-out"].zh == "若限额alpha/one不管beta/1、beta/2"


def test_an_entry_that_holds_however_it_is_read_is_said_so_in_every_section(bench: Bench) -> None:
    write_joined(bench, FIRST)
    once = {"id": "one", "title": label("一人一项", "one each"), "over": ["1"], "per": ["person"], "at_most": {"awards": 1}}
    bench.add({**policy("alpha", 1000, 300, 50), "limits": [{**once, "cite": "第一条"}]})
    reading = {**joins()["readings"]["twin"], "alternatives": {"two": {"taken": label("两项。", "Two.")}}}
    read = {"reading": "twin", "not_under": "two"}
    own = {name: [{key: value for key, value in joins()[name][0].items() if key != "cite"}] for name in ("same", "prevails")}
    more = {"id": "more", "title": label("合算", "together"), "limit": "alpha/one", "over": ["beta/1"]}
    file = {**own, "limits": [], "parameters": {}, "readings": {"twin": reading}, "widens": [more]}
    entries = {name: [{**entry, **read} for entry in file[name]] for name in ("same", "prevails", "widens")}
    bench.write("cross/joins/1.0.0.yaml", joins(**{**file, **entries}))
    assert Catalogue(bench.root).validate() == []
    changes = {one.id: one.change.en for one in mutants_of("joins", Catalogue(bench.root)).mutants}
    assert changes["same.once.not_under:left-out"] == "if “one grant” held however an office reads it"
    assert changes["prevails.first.not_under:left-out"] == "if “order” held however an office reads it"
    assert changes["widens.more.not_under:left-out"] == "if “together” held however an office reads it"
