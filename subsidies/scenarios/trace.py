"""The trace of an entitlement in Chinese, for a check that failed, and the names by which a line can be called."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from subsidies import wording
from subsidies.determination import Entitlement
from subsidies.explanation import Explanation, Missing, Seen, TraceRow
from subsidies.expression import nodes as n
from subsidies.law import Law
from subsidies.ruleset.inforce import AT_GOVERNED, AT_IN_EFFECTIVE, IN_TIME, ON_GOVERNED, YEAR_MEANT
from subsidies.ruleset.reach import Expression, reached
from subsidies.types.sorts import Sort
from subsidies.wording import Wording

MARKS: Final = {True: "✓", False: "✗", None: "?"}
IN_FORCE: Final = {
    "on >= effective.from": "方案开始日",
    AT_IN_EFFECTIVE: "方案期间",
    AT_GOVERNED: "方案版本",
    "year in effective": "方案年度",
    ON_GOVERNED: "方案版本",
    "on <= effective.to": "方案截止日",
    IN_TIME: "享受期限",
    YEAR_MEANT: "享受年度",
}
"""Names of the conditions of being in force, by their text."""
PLACE: Final = "地点"
CONTEXTS: Final = {"on": "提问日", "year": "年度", "jurisdiction": "案件所在地"}
ASKED: Final = "（问过但不清楚）"


def words(owner: Entitlement, law: Law) -> Wording:
    """Conditions of the entitlement's ruleset in Chinese."""
    return Wording(law.ruleset(owner.under), law.world, "zh", owner.under.subject)


def names(said: Wording, row: TraceRow) -> set[str]:
    """Everything a line may be called: its words, its label, and the labels of facts, definitions and parameters in it."""
    if row.line.role == "in_force":
        return {IN_FORCE[row.line.text]}
    found = {said.line(row.line), *_labels(said, row.line.node)}
    if row.line.role == "place":
        found.add(PLACE)
    return found


def called_by(said: Wording, row: TraceRow) -> str:
    """The one name by which a sentence can say a line and nothing else."""
    return IN_FORCE[row.line.text] if row.line.role == "in_force" else said.line(row.line)


def _labels(said: Wording, node: n.Node) -> Iterator[str]:
    whole = [Expression(node, said.subject, (), "line")]
    for item in (read.node for read in reached(whole, said.ruleset.definitions, below=_is_told)):
        if isinstance(item, n.Fact):
            for entity in item.entity.split("|"):
                yield from said.vocabulary.fact(entity, item.name).label.every("zh")
        elif isinstance(item, n.Definition):
            yield said.ruleset.definitions[item.entity, item.name].label.zh
        elif isinstance(item, n.Parameter) and item.id in said.ruleset.parameters:
            label = said.ruleset.parameters[item.id].label
            yield item.id if label is None else label.zh
        elif isinstance(item, n.Rate):
            yield said.rates[item.name].label.zh if item.local is None else item.local.zh
        elif isinstance(item, n.Context):
            yield CONTEXTS[item.name]
        elif isinstance(item, n.Open):
            yield item.zh


def _is_told(node: n.Node) -> bool:
    """Whether a line may be called by what stands below a node: a derived number is called by its own name."""
    return not isinstance(node, n.Definition) or node.type.sort is Sort.BOOL


def missing_name(said: Wording, item: Missing) -> str:
    """What an unknown thing is called."""
    return missing_names(said, item)[0]


def missing_names(said: Wording, item: Missing) -> tuple[str, ...]:
    """What an unknown thing is and was called, the present name first."""
    if item.zh or item.entity is None or item.sort not in ("fact", "relation", "list"):
        return (_own_name(said, item),)
    kind = said.vocabulary.entities[item.entity.kind]
    if item.sort == "list":
        return tuple(f"{label}的完整名单" for label in kind.inverses[item.fact].label.every("zh"))
    if item.sort == "relation":
        return kind.relations[item.fact].label.every("zh")
    return tuple(label + (ASKED if item.asked else "") for label in kind.facts[item.fact].label.every("zh"))


def _own_name(said: Wording, item: Missing) -> str:
    """What an unknown thing is called that no word of the vocabulary names."""
    if item.sort == "prior_awards":
        return "发放记录" if item.entity is None else f"{item.entity.id}以前按{item.clause.rpartition('/')[2]}发放的情况"
    if item.sort == "jurisdiction":
        return CONTEXTS["jurisdiction"]
    if item.sort == "choice":
        return f"{'不明的人' if item.entity is None else item.entity.id}也申领{item.clause.rpartition('/')[2]}"
    if item.sort == "range" and item.entity is not None:
        return f"{item.entity.id}按{item.clause.rpartition('/')[2]}的数额"
    return item.zh or item.fact


def value(said: Wording, item: Seen) -> str:
    """A value that a line saw."""
    sort = item.node.type.sort
    if not item.applies:
        return "没有这一项"
    if item.value is None or (isinstance(item.value, tuple) and item.value[0] is None and item.value[1] is None):
        return "不明"
    if sort is Sort.PLACE:
        spans = {span: code for code, span in said.jurisdictions.spans.items()}
        return said.jurisdictions.names[spans[item.value]].zh if item.value in spans else "不明"
    if item.narrowed and item.entity is not None:
        return wording.as_far_as_known(item.value, said.vocabulary.fact(item.entity.kind, item.fact), "zh")
    if sort in (Sort.NUMBER, Sort.DATE):
        return wording.interval(item.value, item.node.type, "zh")
    if sort is Sort.BOOL:
        return "是" if item.value else "否"
    return said.word(item.node, str(item.value))


def full(said: Wording, explained: Explanation, owner: Entitlement, outcome_name: Callable[[Entitlement], str]) -> str:
    """The whole trace: each line with ✓, ✗ or ?, and what it saw."""
    lines = [summary(said, explained, owner, outcome_name)]
    decisive = explained.decisive(owner)
    for row in explained.rows(owner):
        saw = "；".join(f"{said.node(item.node)} = {value(said, item)}" for item in explained.seen(owner, row))
        end = "  ← 决定性条件" if decisive is not None and row.line is decisive.line else ""
        lines.append(f"  {MARKS[row.supports]} {said.line(row.line)}{f'  [{saw}]' if saw else ''}{end}")
    return "\n".join(lines)


def called(explained: Explanation, owner: Entitlement) -> str:
    """The number of a clause, with its policy where a scenario is about several."""
    several = len({ruleset.policy for ruleset in explained.law.rulesets}) > 1
    return owner.clause if several else owner.id


def summary(said: Wording, explained: Explanation, owner: Entitlement, outcome_name: Callable[[Entitlement], str]) -> str:
    """One line: clause, subject, outcome, amount, and what limits it or is missing."""
    parts: list[Any] = [f"条款{called(explained, owner)} 对“{owner.subject.id}”：{outcome_name(owner)}"]
    if owner.shared is not None and owner.is_money:
        parts.append(f"{len(owner.shared.places)}个对象情形相同，共{owner.shared.number}份")
        parts.append(wording.paid(owner.shared.paid, "zh"))
    elif owner.paid is not None and owner.is_money:
        parts.append(wording.paid(owner.paid, "zh"))
    elif owner.amounts:
        parts.append("、".join(wording.amount(amount, "zh") for amount in owner.amounts))
    if owner.limit is not None:
        parts.append(f"限额 {owner.limit.limit.id}")
    if unknown := [missing_name(said, item) for item in explained.missing(owner)]:
        parts.append(f"还缺 {'、'.join(unknown)}")
    return "，".join(parts)
