"""Steps that put the question and check the answer; every check is exact, at both ends of an interval."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from subsidies.amount import Amount
from subsidies.arithmetic.intervals import End
from subsidies.determination import Entitlement, Outcome
from subsidies.i18n import translate
from subsidies.ruleset.boundary_words import APPROXIMATE
from subsidies.ruleset.references import ALREADY_PAID, HIGHEST, LimitRef
from subsidies.scenarios import trace
from subsidies.scenarios.quotes import NAMES, quoted
from subsidies.scenarios.state import IF_IN_FORCE, KEPT, OUTCOMES, SHARED, ScenarioState, Stated, outcome_name
from subsidies.scenarios.step import Rows, Step, parted
from subsidies.scenarios.step_table import STEPS, headed
from subsidies.scenarios.sum_steps import KINDS, PERIODS
from subsidies.types.units import YUAN, Unit
from subsidies.vocabulary import numbers
from subsidies.vocabulary.numbers import Span, Unreadable
from subsidies.wording import REASONS

NONE: Final = "无"
ITEMS: Final = ("项目", "数额")
FUNDERS: Final = ("出资方", "数额")
OF_NO_DOCUMENT: Final[dict[str, LimitRef | None]] = {"已经发放": ALREADY_PAID, "只取最高的一项": HIGHEST}
"""The limits that no document states."""
ALONE: Final[Mapping[Outcome, str]] = {
    Outcome.PAYABLE: "金额为{}",
    Outcome.POSSIBLE: "金额为{}",
    Outcome.DECIDED_ELSEWHERE: "金额为{}",
    Outcome.EXCLUDED_BY_LIMIT: "限额为“{}”",
    Outcome.NOT_IN_FORCE: "决定性条件为“{}”",
    Outcome.ELSEWHERE: "决定性条件为“{}”",
    Outcome.NOT_ENTITLED: "决定性条件为“{}”",
}
"""What a word that is no sentence says of an outcome before it."""
_GOES_ON: Final = re.compile(r"共\d+份|其中现在可发.+")


@STEPS.add("when", r"审核该案件", "审核该案件")
def assess(state: ScenarioState) -> None:
    """Put the question."""
    state.assess()


@STEPS.add("then", r"条款(\S+?)对“([^“”]+)”的结果为(.+)", "条款12.2对“李某”的结果为不符合，年内务工收入")
def outcome(state: ScenarioState, clause: str, subject: str, text: str) -> None:
    """The outcome of a clause for a subject, and what else is so of it: further sentences after commas, or alone what has to be
    said of such an outcome (an amount, the decisive condition, the limit). What follows is about the same."""
    answer(state, state.find(clause, subject), text)


def answer(state: ScenarioState, found: Entitlement, text: str) -> None:
    """Check an outcome and all that is said of it in one line."""
    result, *more = _pieces(text)
    known = (*OUTCOMES, KEPT)
    if result.removeprefix(IF_IN_FORCE) not in known:
        raise Unreadable(f"没有“{result}”这种结果，可用的有：{'、'.join(known)}")
    if outcome_name(found) != result:
        raise state.untrue(f"结果应为“{result}”，实为“{outcome_name(found)}”", found)
    state.checked.append(Stated(found, state.line))
    for piece in more:
        alone = ALONE[found.outcome].format(piece.removeprefix("“").removesuffix("”"))
        STEPS.run(state, Step("then", piece if STEPS.knows("then", piece) else alone, state.line))


def _pieces(text: str) -> list[str]:
    """The parts of an answer: between commas, but for those inside a sentence."""
    pieces: list[str] = []
    result, *more = parted(text, "，")
    pieces.append(result.removeprefix("“").removesuffix("”"))
    for part in more:
        if _GOES_ON.fullmatch(part):
            pieces[-1] += f"，{part}"
        else:
            pieces.append(part)
    return pieces


@STEPS.add("then", r"金额为(.+)", "金额为400元至1600元")
def amount(state: ScenarioState, text: str) -> None:
    """What is paid after limits; where nothing is settled yet, what the clause says by itself."""
    _compare(state, text, _paid(state.last.entitlement), "金额")
    state.last.said.add("金额")


@STEPS.add("then", rf"与({NAMES})情形相同，共(\d+)份", "与“王某”情形相同，共1份")
def shared(state: ScenarioState, names: str, number: str) -> None:
    """With whom awards are shared, since nothing tells the subjects apart, and how many there are; the amount is of all."""
    owner = state.last.entitlement
    others = sorted(one.subject.id for one in state.decided.sharing(owner) if one is not owner)
    count = 0 if owner.shared is None else owner.shared.number
    if sorted(quoted(names)) != others or int(number) != count:
        actual = "、".join(f"“{name}”" for name in others) or NONE
        raise state.untrue(f"情形相同的应为{names}，共{number}份，实为{actual}，共{count}份", owner)
    state.last.said.add(SHARED)


@STEPS.add("then", r"计入限额前的金额为(.+)", "计入限额前的金额为7800元")
def before_limits(state: ScenarioState, text: str) -> None:
    """What the clause says by itself."""
    owner = state.last.entitlement
    _compare(state, text, owner.amounts[0] if len(owner.amounts) == 1 else None, "计入限额前的金额")


@STEPS.add("then", r"内容为[：:]?", "内容为：", table=ITEMS)
def items(state: ScenarioState, rows: Rows) -> None:
    """Several things due at once, in order: 项目 and 数额."""
    owner = state.last.entitlement
    headed(rows, ITEMS)
    actual = [amount.label.zh if amount.label else "" for amount in owner.amounts]
    if [row[0].text for row in rows[1:]] != actual:
        raise state.untrue(f"项目依次应为：{'、'.join(row[0].text for row in rows[1:])}，实为：{'、'.join(actual)}", owner)
    for row, due in zip(rows[1:], owner.amounts, strict=True):
        state.line = row[1].line
        _compare(state, row[1].text, due, row[0].text)
    state.last.said.add("金额")


@STEPS.add("then", r"其中[：:]?", "其中：", table=FUNDERS)
def of_which(state: ScenarioState, rows: Rows) -> None:
    """How much of the amount comes from whom, in order: 出资方 and 数额."""
    owner = state.last.entitlement
    headed(rows, FUNDERS)
    parts = [part for amount in owner.amounts for part in amount.of_which]
    actual = [part.label.zh if part.label else "" for part in parts]
    if [row[0].text for row in rows[1:]] != actual:
        said = "、".join(row[0].text for row in rows[1:])
        raise state.untrue(f"出资方依次应为：{said}，实为：{'、'.join(actual) or NONE}", owner)
    for row, part in zip(rows[1:], parts, strict=True):
        state.line = row[1].line
        _compare(state, row[1].text, part, row[0].text)


@STEPS.add("then", r"决定性条件为“(.+)”", "决定性条件为“年内务工收入”")
def decisive(state: ScenarioState, name: str) -> None:
    """The one line that decides a refusal: by its words, its label, or the label of a fact or parameter in it."""
    owner = state.last.entitlement
    line, said, rows = state.explained.decisive(owner), state.words(owner), state.explained.rows(owner)
    state.last.said.add("决定性条件")
    if name == NONE:
        if line is not None:
            raise state.untrue(f"不应有决定性条件，实为“{trace.called_by(said, line)}”", owner)
        return
    called, clause = [row for row in rows if name in trace.names(said, row)], trace.called(state.explained, owner)
    if not called:
        known = sorted({item for row in rows for item in trace.names(said, row)})
        decided = "" if line is None else f"；决定结果的是“{trace.called_by(said, line)}”"
        text = f"条款{clause}没有叫“{name}”的条件{numbers.near(name, known)}，可用的有：{'、'.join(known)}{decided}"
        raise state.nameless(text, owner)
    if len(called) > 1:
        lines = [said.line(row.line) for row in called]
        raise state.nameless(f"条款{clause}有几个条件都涉及“{name}”，请写得更具体：{'；'.join(lines)}", owner)
    if line is None or line.line is not called[0].line:
        actual = NONE if line is None else trace.called_by(said, line)
        raise state.untrue(f"决定性条件应为“{name}”，实为“{actual}”", owner)


@STEPS.add("then", r"限额为“(.+)”", "限额为“每档每户每年限一人”")
def limit(state: ScenarioState, name: str) -> None:
    """The limit that keeps the award out: by id or title, or 已经发放."""
    owner = state.last.entitlement
    state.last.said.add("限额")
    limits = state.explained.law.limits_beside(owner.under)
    known = {item.title.zh: ref for ref, item in limits.items()} | OF_NO_DOCUMENT | {NONE: None}
    refs = known | {item.id: ref for ref, item in limits.items()}
    if name not in refs:
        raise state.nameless(f"没有限额“{name}”{numbers.near(name, list(known))}，可用的有：{'、'.join(known)}", owner)
    actual = None if owner.limit is None else owner.limit.limit
    if refs[name] != actual:
        title = next(text for text, ref in refs.items() if ref == actual)
        raise state.untrue(f"限额应为“{name}”，实为“{title}”", owner)


@STEPS.add("then", rf"还缺({NAMES})", "还缺“年内务工收入”、“年内务工月数”")
def missing(state: ScenarioState, text: str) -> None:
    """Everything that is unknown and may still change the result, each thing once, in any order."""
    owner = state.last.entitlement
    state.last.said.add("还缺")
    stated = [item for item in quoted(text) if item != NONE]
    names = [trace.missing_names(state.words(owner), item) for item in state.explained.missing(owner)]
    actual = [present for present, *_ in names]
    now = {former: present for present, *earlier in names for former in earlier}
    stated = [now.get(item, item) for item in stated]
    if sorted(stated) != sorted(actual):
        raise state.untrue(f"还缺的应为：{'、'.join(stated) or NONE}，实为：{'、'.join(actual) or NONE}", owner)


@STEPS.add("then", r"收款人为(.+)", "收款人为“李某”或“某培训学校”")
def payee(state: ScenarioState, text: str) -> None:
    """Who is paid; several where the text leaves it open."""
    owner = state.last.entitlement
    actual = [f"“{item.id}”" if item is not None else "不明" for item in owner.payees]
    stated = [] if text == NONE else text.split("或")
    if stated != actual:
        raise state.untrue(f"收款人应为{text}，实为{'或'.join(actual) or NONE}", owner)


@STEPS.add("then", r"提示“(.+)”", "提示“税务部门可能要求登记失业满半年”")
def warning(state: ScenarioState, text: str) -> None:
    """A warning that is told beside the result; 无 where there is none."""
    owner = state.last.entitlement
    told = [label.zh for label in state.explained.warnings(owner)]
    if text == NONE:
        if told:
            raise state.untrue(f"不应有提示，实有：{'、'.join(told)}", owner)
        return
    readings = state.explained.ruleset(owner).model.readings.values()
    known = [reading.warning.zh for reading in readings if reading.warning is not None]
    if text not in known:
        raise state.nameless(f"方案没有提示“{text}”{numbers.near(text, known)}，可用的有：{'、'.join(known) or NONE}", owner)
    if text not in told:
        raise state.untrue(f"应提示“{text}”，实际提示：{'、'.join(told) or NONE}", owner)


@STEPS.add("then", r"类别为(.+)", "类别为现金")
def kind(state: ScenarioState, name: str) -> None:
    """What kind of benefit it is: money of some kind, a service, a minimum that is owed."""
    _coded(state, "类别", name, KINDS, state.last.entitlement.kind)


@STEPS.add("then", r"发放周期为(.+)", "发放周期为每年")
def period_of(state: ScenarioState, name: str) -> None:
    """How often it is due."""
    _coded(state, "发放周期", name, PERIODS, state.last.entitlement.under.every)


@STEPS.add("then", r"另行决定的原因为(.+)", "另行决定的原因为由牵头单位酌定")
def reason(state: ScenarioState, name: str) -> None:
    """Why the plan does not decide: the office does at its discretion, or another document sets the sum."""
    provision = state.explained.rule(state.last.entitlement).provision
    known = {translate(text, "zh"): code for code, text in REASONS.items()}
    _coded(state, "另行决定的原因", name, known, None if provision is None else provision.reason)


@STEPS.add("then", r"牵头单位为(.+)", "牵头单位为人力资源和社会保障局、财政局")
def office(state: ScenarioState, names: str) -> None:
    """The offices in charge, in the order of the text."""
    owner = state.last.entitlement
    actual = "、".join(state.explained.rule(owner).model.office.lead) or NONE
    if names != actual:
        raise state.untrue(f"牵头单位应为{names}，实为{actual}", owner)


def _coded(state: ScenarioState, what: str, name: str, known: Mapping[str, str], actual: str | None) -> None:
    """A word for one of a closed list of codes."""
    if numbers.code_of(what, name, known) != actual:
        word = next((word for word, code in known.items() if code == actual), NONE)
        raise state.untrue(f"{what}应为“{name}”，实为“{word}”", state.last.entitlement)


@STEPS.add("then", r"享受期限为(.+)至(.+)", "享受期限为2023年4月1日至2026年3月31日")
def period(state: ScenarioState, start: str, end: str) -> None:
    """First and last day of a benefit that runs on."""
    owner = state.last.entitlement
    stated = numbers.day(start), numbers.day(end)
    runs = state.explained.period(owner)
    if runs != stated:
        actual = "至".join(str(day) for day in runs) if runs else NONE
        raise state.untrue(f"享受期限应为{stated[0]}至{stated[1]}，实为{actual}", owner)


def _paid(owner: Entitlement) -> Amount | Span | None:
    """What is paid after limits (to all alike together), or what the clause says where that is not settled."""
    if len(owner.amounts) != 1:
        return None
    due = owner.amounts[0]
    paid = owner.paid if owner.shared is None else owner.shared.paid
    if owner.outcome is not Outcome.PAYABLE or paid is None or not owner.is_money:
        return due
    low, high = paid
    return _span(due.bound, Fraction(low, 100), None if high is None else Fraction(high, 100))


def _compare(state: ScenarioState, text: str, actual: Amount | Span | None, what: str) -> None:
    owner = state.last.entitlement
    if text == NONE or actual is None:
        if text != NONE:
            raise state.untrue(f"{what}应为{text}，实际没有金额或不止一项", owner)
        if actual is not None:
            raise state.untrue(f"应没有{what}，实为{_shown(actual)}", owner)
        return
    about = next((word for word in APPROXIMATE if text.startswith(word) or text.endswith(word)), None)
    stated = numbers.amount(text.removeprefix(about or "").removesuffix(about or ""), *_unit(actual))
    exact = about == (actual.about if isinstance(actual, Amount) else None)
    if not exact or stated != (_plain(actual) if isinstance(actual, Amount) else actual):
        raise state.untrue(f"{what}应为{text}，实为{_shown(actual)}", owner)


def _unit(actual: Amount | Span) -> tuple[Unit, str]:
    """The unit of an amount, and the word in which the law counts it, if it has one."""
    if not isinstance(actual, Amount):
        return YUAN, ""
    return actual.unit, actual.counted_in.zh if actual.counted_in is not None else ""


def _plain(due: Amount) -> Span:
    over, under = due.unit.scale

    def end(value: End) -> Fraction | None:
        return None if value is None else Fraction(value) * under / over

    between = due.figure_between
    ends = None if between is None else (end(between[0]) or Fraction(0), end(between[1]))
    span = _span(due.bound, end(due.low) or Fraction(0), end(due.high))
    if ends is None or ends[1] is None or (due.bound == "ceiling" and ends[0] == 0):
        return span
    return replace(span, between=(ends[0], ends[1]))


def _span(bound: str, low: Fraction, high: Fraction | None) -> Span:
    """An amount as a step would state it: what is not known exactly is a range, whatever the reason."""
    if bound in ("exact", "band", "unspecified"):
        bound = "exact" if low == high else "floor" if high is None else "band"
    return Span(bound, low, high)


def _shown(actual: Amount | Span) -> str:
    """An amount as a step would say it, with its unit."""
    span = _plain(actual) if isinstance(actual, Amount) else actual
    name = next(name for name, factor in numbers.unit_names(*_unit(actual)).items() if factor == 1)
    ends = span.between or (span.low, span.high)
    low, high = ("" if end is None else f"{Decimal(end.numerator) / Decimal(end.denominator)}{name}" for end in ends)
    bound = {"ceiling": "至多", "floor": "至少"}.get(span.bound, "")
    about = actual.about if isinstance(actual, Amount) else None
    bound, after = ("平均", "") if about == "平均" else (bound, about or "")
    if span.bound == "band" or span.between is not None:
        return f"{bound}{low}至{high}"
    return bound + (high if span.bound == "ceiling" else low) + after
