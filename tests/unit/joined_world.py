"""Two small policies with a file that joins them, and features that notice every change of that file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from small_world import VOCABULARY, Bench, clause, ruleset

NUMERALS = {"1": "一", "2": "二", "3": "三"}
HEAD = """# language: zh-CN
@方案-alpha @方案-beta
功能: 两个方案之间 发放一次、合计上限和先后

  背景:
    假如 甲区的案件，提问日为2023年6月1日
    而且 没有发放过补贴
    而且 有以下个人：
      | 编号 | 困难 |
      | 甲   | 是   |
      | 乙   | 是   |
"""
ONCE = """
  @条款-once
  规则: 同一项补贴

    场景: 两处依据只给一次，每人一次
      当 审核该案件
      那么 条款beta/1对“甲”的结果为“可享受”，金额为1500元
      而且 条款beta/1对“乙”的结果为“可享受”，金额为1500元
      而且 条款alpha/1对“甲”的结果为“受限额限制”
      而且 限额为“同一项补贴”

    场景大纲: 记录之前不知道
      假如 只看<公布日>及以前公布的文件
      当 审核该案件
      那么 “甲”的每年现金合计为<合计>元

      例子:
        | 公布日        | 合计 |
        | 2023年4月30日 | 3120 |
        | 2023年5月1日  | 1970 |
"""
CAP = """
  @条款-cap
  规则: 合计最高

    场景: 两个方案合计不超过上限，按人按年
      假如 已发放：
        | 条款    | 对象 | 年度   | 金额  |
        | alpha/2 | 甲   | 2022年 | 300元 |
      当 审核该案件
      那么 “甲”的每年现金合计为1970元
      而且 “乙”的每年现金合计为1970元
"""
FIRST = """
  @条款-first
  规则: 先后

    场景: 一个方案先于另一个
      当 审核该案件
      那么 条款alpha/3对“甲”的结果为“不符合”
      而且 决定性条件为“符合条款beta/3”
"""
ALONE = """# language: zh-CN
功能: 第一条 {policy}

  @条款-1
  场景: 单独审核
    假如 甲区的案件，提问日为2023年6月1日
    而且 没有发放过补贴
    而且 有以下个人：
      | 编号 | 困难 |
      | 甲   | 是   |
    当 审核该案件
    那么 条款1对“甲”的结果为“可享受”，金额为{sum}元
"""


def label(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def policy(name: str, *sums: int, every: str = "year") -> dict[str, Any]:
    """A policy that pays so much by its first, second (to who is in need) and third clause."""
    paid = dict(zip(NUMERALS, sums, strict=True))
    articles = {id_: f"第{NUMERALS[id_]}条" for id_ in paid}
    clauses = {
        id_: clause(
            title=label(f"{name}补贴{id_}", f"{name} grant {id_}"),
            article=articles[id_],
            amount=f"p.sum{id_}",
            every=every,
            **({"when": ["poor"]} if id_ == "2" else {}),
        )
        for id_ in paid
    }
    figures = {f"sum{id_}": {"value": value, "unit": "yuan", "cite": articles[id_]} for id_, value in paid.items()}
    return ruleset(policy=name, title=label(f"{name}方案", f"Plan {name}"), parameters=figures, clauses=clauses)


def joins(**changes: Any) -> dict[str, Any]:
    """A file with an entry of each sort."""
    twin = {
        "question": label("是几项？", "How many?"),
        "taken": label("一项。", "One."),
        "why": label("文字一样。", "Texts alike."),
    }
    once = {"id": "once", "title": label("同一项补贴", "one grant"), "over": ["alpha/1", "beta/1"], "per": ["person"]}
    cap = {"id": "cap", "title": label("合计最高", "cap together"), "over": ["alpha/2", "beta/2"], "per": ["person", "year"]}
    return {
        "schema_version": 1,
        "cross": "joins",
        "version": "1.0.0",
        "title": label("两个方案之间", "Between two plans"),
        "recorded": date(2023, 5, 1),
        "readings": {"twin": twin},
        "parameters": {"most": {"value": 400, "unit": "yuan", "word": "最高", "cite": "第三条"}},
        "same": [{**once, "reading": "twin"}],
        "limits": [{**cap, "at_most": {"yuan": "p.most"}, "cite": "第三条"}],
        "prevails": [{"id": "first", "title": label("先后", "order"), "clause": "beta/3", "over": ["alpha/3"], "cite": "第四条"}],
        **changes,
    }


def write_joined(bench: Bench, *parts: str) -> Path:
    """Both policies, what joins them, and features of all three: what joins them by some parts; the folder of the features."""
    person = VOCABULARY["entities"]["person"]
    poor = {"type": "bool", "label": label("困难", "in need")}
    named = {**person, "label": label("个人", "person"), "facts": {**person["facts"], "poor": poor}}
    bench.words({**VOCABULARY, "entities": {"person": named}})
    places = {"640105": {"name": label("甲区", "A")}}
    bench.write("jurisdictions.yaml", {"schema_version": 1, "jurisdictions": places})
    bench.add(policy("alpha", 1000, 300, 50))
    bench.add(policy("beta", 1500, 200, 70))
    bench.write("cross/joins/1.0.0.yaml", joins())
    features = bench.root.parent / f"{bench.root.name}-features"
    write_feature(features / "cross" / "joins" / "joins.feature", HEAD + "".join(parts or (ONCE, CAP, FIRST)))
    for name, sum_ in (("alpha", 1000), ("beta", 1500)):
        write_feature(features / "640105" / name / "article-01.feature", ALONE.format(policy=name, sum=sum_))
    return features


def write_feature(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
