"""Steps about a whole case: totals, taxes used up in order, and what claiming now may cost."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Final

from subsidies.advice import later_losses
from subsidies.determination import Entitlement
from subsidies.expression import nodes as n
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.scenarios.quotes import quoted
from subsidies.scenarios.state import ScenarioState
from subsidies.scenarios.step import Rows
from subsidies.scenarios.step_table import STEPS, headed
from subsidies.types.units import YUAN
from subsidies.vocabulary import numbers
from subsidies.vocabulary.numbers import Span, Unreadable

KINDS: Final = {kind.words.brief("zh"): code for code, kind in BENEFIT_KINDS.items()}
"""The code of each kind of benefit by the word that scenarios use."""
TAXES: Final = ("项目", "金额")
_SUMMED: Final = {word: code for word, code in KINDS.items() if not BENEFIT_KINDS[code].standing}
PERIODS: Final = {"一次性": "once", "每月": "month", "每年": "year"}
"""What a sum is for, by the word that scenarios use."""
Ends = tuple[Fraction, Fraction | None]


@STEPS.add(
    "then",
    rf"“([^“”]+)”(?:或“([^“”]+)”)?的({'|'.join(PERIODS)})?([^“”]+?)合计为(.+?)(?:，其中现在可发(.+))?",
    "“张家”的现金合计为2500元至6300元，其中现在可发2500元",
)
def total(state: ScenarioState, payee: str, other: str | None, period: str | None, kind: str, text: str, now: str | None) -> None:
    """The total of a kind for a payee (or two among whom it is open), and what of it is payable now.

    What is paid once, for the year and for each month is never one sum: where there are several, the sentence says which.
    """
    code = numbers.code_of("合计", kind, _SUMMED)
    payees = {payee, other} - {None}
    for name in payees:
        state.row(str(name))
    found = [item for item in state.decided.totals if item.kind == code and set(item.payees) == payees]
    if period is not None:
        found = [item for item in found if item.period == PERIODS[period]]
    elif len(several := {item.period for item in found if item.high != 0}) > 1:
        words = "、".join(f"{word}{kind}合计" for word, code_ in PERIODS.items() if code_ in several)
        raise Unreadable(f"一次性、每年和每月的不能相加，请写明是哪一种：{words}")
    about = [item for item in state.decided.entitlements if item.kind == code and _may_go_to(item, payees)]
    _equal(state, f"{kind}合计", text, _sum((item.low, item.high) for item in found), about)
    if now is not None:
        _equal(state, f"现在可发的{kind}", now, _sum((item.payable_low, item.payable_high) for item in found), about)


@STEPS.add(
    "then",
    rf"在同一限额下，((?:“[^“”]+”、)+“[^“”]+”)的({'|'.join(PERIODS)})?([^“”]+?)共为(.+)",
    "在同一限额下，“甲公司”、“乙公司”的现金共为6000元",
)
def together(state: ScenarioState, names: str, period: str | None, kind: str, text: str) -> None:
    """What several come to together who claim under the same limits, whoever of them gets it."""
    code = numbers.code_of("同一限额下的", kind, _SUMMED)
    payees = set(quoted(names))
    for name in payees:
        state.row(name)
    found = [
        item
        for item in state.decided.together
        if item.kind == code
        and (period is None or item.period == PERIODS[period])
        and {name for total in state.decided.sharing_limits(item) for name in total.payees} == payees
    ]
    if not found:
        raise state.untrue(f"{names}没有同一限额下的{kind}")
    _equal(state, f"同一限额下的{kind}", text, _sum((item.low, item.high) for item in found))


@STEPS.add("then", r"没有可以适用的方案", "没有可以适用的方案")
def nothing_applies(state: ScenarioState) -> None:
    """No version of the policy was published by the day that counts."""
    if found := [f"{item.policy} {item.version}" for item in state.decided.rulesets]:
        raise state.untrue(f"应没有可以适用的方案，实有：{'、'.join(found)}")


@STEPS.add("then", r"“([^“”]+)”依次扣减[：:]?", "“甲公司”依次扣减：", table=TAXES)
def used_up(state: ScenarioState, owner: str, rows: Rows) -> None:
    """What is taken from each item of a limit that is a list, in order: 项目 and 金额."""
    headed(rows, TAXES)
    found = [item for item in state.decided.used_up if owner in item.group]
    if len(found) != 1:
        raise state.untrue(f"“{owner}”依次扣减的限额应有一项，实有{len(found)}项")
    limit = state.explained.law.limit(found[0].limit)
    allowance = next(item for item in limit.allowances if len(item.items) > 1)
    actual = [_label(state, node) for node in allowance.items]
    stated = [row[0].text for row in rows[1:]]
    if stated != actual:
        raise state.untrue(f"依次扣减的应为：{'、'.join(stated)}，实为：{'、'.join(actual)}")
    for row, (_, low, high) in zip(rows[1:], found[0].items, strict=True):
        state.line = row[1].line
        ends = Fraction(low, 100), None if high is None else Fraction(high, 100)
        _equal(state, row[0].text, row[1].text, ends)


@STEPS.add("then", r"“([^“”]+)”现在申请，年内最多可能少领(.+)", "“张家”现在申请，年内最多可能少领1300元")
def later_loss(state: ScenarioState, payee: str, text: str) -> None:
    """What claiming now may cost later in the year."""
    state.row(payee)
    losses = [item.amount for item in later_losses(state.explained.law, state.decided) if item.payees == (payee,)]
    high = None if None in losses else sum((Fraction(item) for item in losses if item is not None), Fraction(0))
    stated = numbers.measured(text, YUAN)
    if high != stated:
        raise state.untrue(f"少领的应为{text}，实为{_shown(high)}元")


def _may_go_to(item: Entitlement, payees: Collection[str | None]) -> bool:
    """Whether a benefit is or would have been for some of them; what is refused names no payee."""
    return not item.payees or any(end is None or end.id in payees for end in item.payees)


def _label(state: ScenarioState, node: n.Node) -> str:
    for item in node.walk():
        if isinstance(item, n.Fact):
            return state.catalogue.world.vocabulary.fact(item.entity.split("|")[0], item.name).label.zh
    return ""


def _sum(parts: Iterable[tuple[Decimal, Decimal | None]]) -> Ends:
    low, high = Fraction(0), Fraction(0)
    open_ = False
    for least, most in parts:
        low += Fraction(least)
        open_ = open_ or most is None
        high += Fraction(most or 0)
    return low, None if open_ else high


def _equal(state: ScenarioState, what: str, text: str, actual: Ends, about: Iterable[Entitlement] = ()) -> None:
    stated: Span = numbers.amount(text, YUAN)
    if (stated.low, stated.high) != actual:
        low, high = (_shown(end) for end in actual)
        raise state.untrue(f"{what}应为{text}，实为{low}元" + ("" if low == high else f"至{high}元"), about=about)


def _shown(end: Fraction | None) -> str:
    return "∞" if end is None else f"{Decimal(end.numerator) / Decimal(end.denominator)}"
