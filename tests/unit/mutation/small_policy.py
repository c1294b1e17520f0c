"""A policy of one clause with its feature, row by row."""

from pathlib import Path

GOOD = Path(__file__).parents[2] / "good" / "catalogue"
RULESET = "110100-city/work-2023/1.0.0.yaml"
IDENTITY = (GOOD / RULESET).read_text(encoding="utf-8").split("\n\n")[0]
RULES = """
parameters:
  months: {value: 6, unit: month, word: 以上, cite: 第二条, label: {zh: 月数线, en: months needed}}
  grant: {value: 1500, unit: yuan, cite: 第二条}
clauses:
  "2":
    title: {zh: 务工补贴, en: Work grant}
    article: 第二条
    for: person
    place: lives_in
    payee: person
    kind: cash
    every: year
    amount: p.grant
    when:
      - months >= p.months
      - veteran
    office: {lead: [人社局]}
    paraphrase: {zh: 务工满六个月的补贴。, en: A grant for six months of work.}
"""
HEAD = """# language: zh-CN
功能: 第二条 务工补贴

  背景:
    假如 甲市的案件，提问日为2023年9月1日
    而且 没有发放过补贴
"""
OUTLINE = """
  场景大纲: 月数和身份
    假如 有以下个人：
      | 编号 | 居住地   | 务工月数 | 退役军人 |
      | 李某 | <居住地> | <月数>   | <军人>   |
    当 审核该案件
    那么 条款2对“李某”的结果为“<结果>”
    而且 金额为<金额>
    而且 决定性条件为“<条件>”

    例子:
      | 居住地 | 月数     | 军人 | 结果     | 金额   | 条件     |
"""
ROWS = {
    "holds": "      | 甲市   | 6个月    | 是   | 可享受   | 1500元 | 无       |\n",
    "below": "      | 甲市   | 5.99个月 | 是   | 不符合   | 无     | 务工月数 |\n",
    "no veteran": "      | 甲市   | 7个月    | 否   | 不符合   | 无     | 退役军人 |\n",
    "elsewhere": "      | 乙省   | 7个月    | 是   | 不在本地 | 无     | 地点     |\n",
}
