"""The amounts of a clause: what is due, in which form, between which ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from subsidies.errors.finding import shown
from subsidies.expression import Scope
from subsidies.expression import nodes as n
from subsidies.files.schema import Label
from subsidies.files.source import DataPath
from subsidies.quantities.ordering import never_above
from subsidies.quantities.ranges import Ranges
from subsidies.ruleset.amount_models import AmountModel, StepsModel
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.boundary_words import APPROXIMATE, Approximate
from subsidies.ruleset.drafting import Draft, behind
from subsidies.ruleset.line_models import LineModel
from subsidies.ruleset.models import ClauseModel, Every, ProvisionModel
from subsidies.ruleset.reach import Definitions, amount_expressions, reached
from subsidies.ruleset.rules import AmountRule, BoundKind, Line
from subsidies.ruleset.steps import build_steps
from subsidies.types.sorts import BOOL
from subsidies.types.units import COUNT, YUAN, Unit

ENDS_CROSS: Final = n.Open(
    BOOL,
    "金额的下限高于上限：这是规则本身的错误",
    "the lower end of the amount lies above its upper end: the rule is at fault here",
)
"""Left open where the ends of an amount cross, not by the text but by the rule."""
ENDS_IN_ORDER: Final = Label(zh="金额的下限不高于上限", en="the lower end of the amount is not above its upper end")


def build_amounts(draft: Draft, clause: ClauseModel, scope: Scope, path: DataPath) -> tuple[AmountRule, ...]:
    """What a clause gives: one amount, or one for each of several things due together; findings go to the draft."""
    is_money = not BENEFIT_KINDS[clause.kind].standing
    if isinstance(clause.amount, str):
        node = draft.quantity(clause.amount, scope, path)
        found = [_rule("exact", node, node, None)]
    elif clause.amount.items is not None:
        if is_money:
            draft.report("items_of_money", (*path, "items"), benefit=clause.kind)
        found = [
            _amount(draft, item, scope, (*path, "items", index), item.label) for index, item in enumerate(clause.amount.items)
        ]
    else:
        found = [_amount(draft, clause.amount, scope, path, None)]
    found = [_of_period(rule, clause.every) for rule in found]
    for rule in found:
        if is_money and rule.bound != "unspecified" and rule.unit != YUAN:
            draft.report("benefit_unit", path, benefit=clause.kind, expected="yuan", found=str(rule.unit))
    return tuple(found)


def _of_period(rule: AmountRule, every: Every) -> AmountRule:
    """So much a month of what is due by the month is a sum of it, as it is for the year; money counts in fen either way."""
    period = None if every == "once" else Unit.parse(f"yuan/{every}")
    if rule.unit != period:
        return rule
    return replace(rule, unit=YUAN, of_which=tuple(replace(part, unit=YUAN) for part in rule.of_which))


def build_supply(draft: Draft, provision: ProvisionModel, scope: Scope, path: DataPath) -> tuple[AmountRule, ...]:
    """How much of what a provision gives is on offer, one amount for each thing; findings go to the draft."""
    amounts = (_amount(draft, item, scope, (*path, index), item.label) for index, item in enumerate(provision.supply))
    return tuple(replace(amount, about=_about(draft, amount)) for amount in amounts)


def _about(draft: Draft, amount: AmountRule) -> Approximate | None:
    """The word by which the figure that an amount is, is no exact one."""
    name = n.figure_of(amount.low) if amount.bound == "exact" and amount.low is not None else None
    word = None if name is None or name not in draft.figures else draft.figures[name].word
    return next((one for one in APPROXIMATE if one == word), None)


def _amount(draft: Draft, model: AmountModel, scope: Scope, path: DataPath, label: Label | None) -> AmountRule:
    ends: dict[str, n.Node | None] = {}
    for name, text in (
        ("exact", model.exact),
        ("from", model.from_),
        ("to", model.to),
        ("at_least", model.at_least),
        ("at_most", model.at_most),
    ):
        if isinstance(text, StepsModel):
            ends[name] = build_steps(draft, text, scope, (*path, name))
        elif text is not None:
            ends[name] = draft.quantity(text, scope, (*path, name))
    extra = [_part(draft, part.amount, part.when, scope, (*path, "plus", index)) for index, part in enumerate(model.plus)]
    ends = {name: _with_parts(draft, node, extra, path) for name, node in ends.items()}
    bound: BoundKind
    if "exact" in ends:
        bound, low, high = "exact", ends["exact"], ends["exact"]
    elif "from" in ends:
        bound, low, high = "band", ends["from"], ends["to"]
    elif "at_least" in ends:
        bound, low, high = "floor", ends["at_least"], ends["at_least"]
    elif "at_most" in ends:
        bound, low, high = "ceiling", ends["at_most"], ends["at_most"]
    else:
        bound, low, high = "unspecified", None, None
    rule = _rule(bound, low, high, model, label)
    if low is not None and high is not None and low.type.unit != high.type.unit:
        draft.report("unit_mismatch", path, left=str(low.type.unit), right=str(high.type.unit))
        return rule
    if model.counted_in is not None and rule.unit != COUNT and (low is not None or bound == "unspecified"):
        draft.report("counted_twice", (*path, "counted_in"), key=True, found=str(rule.unit))
    if model.round is not None and rule.unit != YUAN:
        draft.report("unit_mismatch", (*path, "round"), left=str(rule.unit), right=str(YUAN))
    at = (*path, "of_which")
    parts = tuple(_amount(draft, part, scope, (*at, i), part.label) for i, part in enumerate(model.of_which))
    for index, part in enumerate(parts):
        if part.unit != rule.unit:
            draft.report("unit_mismatch", (*at, index), left=str(rule.unit), right=str(part.unit))
    ordered = _in_order(draft, rule, path, str(model.from_ or 0), str(model.to or model.at_most))
    return replace(ordered, of_which=parts) if parts else ordered


def _in_order(draft: Draft, rule: AmountRule, path: DataPath, low: str, high: str) -> AmountRule:
    """The rule, with whether its ends may cross; a finding where they do so whatever the facts."""
    pair = bounds(rule)
    if pair is None:
        return rule
    ranges = Ranges(draft.world.vocabulary, {key: item.node for key, item in draft.definitions.items() if item is not None})
    if never_above(ranges, *pair):
        return rule
    # What a change of a sound file makes of it is tried, not refused.
    if draft.rewrite is None and never_above(ranges, *reversed(pair), strictly=True):
        draft.report("ends_cross", path, low=low, high=high)
    return replace(rule, may_cross=True)


def bounds(rule: AmountRule) -> tuple[n.Node, n.Node] | None:
    """The lower and the upper end of an amount that has two of its own: those of a band, and nothing and the most."""
    if rule.low is None or rule.high is None:
        return None
    if rule.bound == "ceiling":
        return n.Number(rule.high.type, 0), rule.high
    return (rule.low, rule.high) if rule.bound == "band" else None


def order_lines(amounts: Sequence[AmountRule]) -> list[Line]:
    """Amounts whose ends may cross give nothing for certain where they do: the rule itself is at fault there."""
    lines: dict[n.Node, Line] = {}
    for rule in amounts:
        pair = bounds(rule)
        if rule.may_cross and pair is not None:
            node = n.Or(BOOL, (n.Compare(BOOL, "<=", *pair), ENDS_CROSS))
            lines[node] = Line(node, "condition", "0 <= at_most" if rule.bound == "ceiling" else "from <= to", ENDS_IN_ORDER)
    return list(lines.values())


def _rule(
    bound: BoundKind,
    low: n.Node | None,
    high: n.Node | None,
    model: AmountModel | None,
    label: Label | None = None,
) -> AmountRule:
    unit = YUAN if low is None else low.type.unit
    if model is None:
        return AmountRule(bound, low, high, unit, label)
    return AmountRule(bound, low, high, unit, label, model.set_by, model.round, model.counted_in)


def _part(draft: Draft, text: str, when: list[LineModel], scope: Scope, path: DataPath) -> n.Node | None:
    tests = draft.nodes(when, scope, (*path, "when"))
    test = n.And(BOOL, tuple(tests)) if len(tests) > 1 else tests[0] if tests else None
    node = draft.quantity(text, scope if test is None else behind(scope, test), (*path, "amount"))
    if node is None or test is None:
        return None
    return n.Conditional(node.type, test, node, n.Number(node.type, 0))


def _with_parts(draft: Draft, node: n.Node | None, extra: Sequence[n.Node | None], path: DataPath) -> n.Node | None:
    for part in extra:
        if node is None or part is None:
            return None
        if node.type != part.type:
            draft.report("unit_mismatch", path, left=str(node.type), right=str(part.type))
            return None
        node = n.Arithmetic(node.type, "+", node, part)
    return node


def table_lines(amounts: Sequence[AmountRule], subject: str, definitions: Definitions) -> list[Line]:
    """A value that a table of amounts does not name has no amount, so the rule fails for it.

    A table in a branch is looked up only where the branch is taken, so it decides nothing about the rule. One that is looked up
    for the members of a list must name the value of each.
    """
    lines: dict[n.Node, Line] = {}
    for read in reached(amount_expressions(amounts, subject, ()), definitions, below=_always_counts):
        if isinstance(read.node, n.TableEntry):
            test = _named(read.node, read.within)
            values = ", ".join(key for key, _ in read.node.entries)
            lines[test] = Line(test, "condition", f"{shown(read.node.id)}: {values}")
    return list(lines.values())


def _always_counts(node: n.Node) -> bool:
    """Whether what stands below a node counts towards the amount in every case and starts from the subject of the clause."""
    return not isinstance(node, n.Conditional) and not (isinstance(node, n.Definition) and node.path)


def _named(table: n.TableEntry, within: n.Aggregate | None) -> n.Node:
    """The condition that a table names the value it is looked up for, or those of all members."""
    member = n.Member(BOOL, table.key, tuple(key for key, _ in table.entries), table.id)
    starts = [item.path[:1] for item in table.key.walk() if isinstance(item, n.Fact)]
    if within is None or (f"${within.variable}",) not in starts:
        return member
    filters = within.where is not None and table in within.where.walk()
    return replace(within, type=BOOL, operator="all", body=member, where=None if filters else within.where)
