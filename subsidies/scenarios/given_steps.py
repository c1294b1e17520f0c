"""Steps that describe the case; all words come from the vocabulary, so that a new policy needs no new step."""

from __future__ import annotations

import re
from typing import Any, Final

from subsidies.intake import words
from subsidies.intake.values import award_value, fact_value
from subsidies.intake.words import ID
from subsidies.scenarios.state import ScenarioState
from subsidies.scenarios.step import Cell, Rows
from subsidies.scenarios.step_table import STEPS
from subsidies.vocabulary import numbers
from subsidies.vocabulary.numbers import Unreadable
from subsidies.vocabulary.vocabulary import EntityType, FactType, Relation

AWARD: Final = {names[0]: key for key, names in words.AWARD.items()}


@STEPS.add("given", r"(.+?)的案件，提问日为(.+?)(?:，年度为(.+))?", "西夏区的案件，提问日为2023年12月20日，年度为2023年")
def case(state: ScenarioState, place: str, on: str, year: str | None) -> None:
    """Place, day and (if it is another than that of the day) year of the question."""
    state.jurisdiction = numbers.place(place, state.catalogue.world.jurisdictions)
    state.on = numbers.day(on)
    state.year = numbers.year(year) if year else None


@STEPS.add("given", r"提问日(?:改)?为(.+?)(?:，年度为(.+))?", "提问日改为2024年1月1日，年度为2023年")
def day(state: ScenarioState, on: str, year: str | None) -> None:
    """Another day for the same question."""
    state.on = numbers.day(on)
    state.year = numbers.year(year) if year else state.year


@STEPS.add("given", r"只看(.+?)及以前公布的文件", "只看2023年4月3日及以前公布的文件")
def known(state: ScenarioState, day: str) -> None:
    """Leave out what was published later."""
    state.known_on = numbers.day(day)


@STEPS.add("given", r"有以下(.+?)[：:]?", "有以下家庭：", table=(ID, "…"))
def entities(state: ScenarioState, label: str, rows: Rows) -> None:
    """Entities of one kind, one a row; the header holds 编号 and labels of facts and relations."""
    kind = state.entity(label)
    columns = [_column(kind, cell) for cell in rows[0]]
    if "id" not in {_name(column) for column in columns} or len({_name(column) for column in columns}) < len(columns):
        raise Unreadable(f"表头应有一列“{ID}”，其他列为“{kind.label.zh}”的事实，且不重复")
    if len(rows) < 2:
        raise Unreadable("数据表只有表头，没有数据")
    listed = state.lists.setdefault(kind.list, [])
    for row in rows[1:]:
        entity: dict[str, Any] = {}
        for column, cell in zip(columns, row, strict=True):
            state.line = cell.line
            name = _name(column)
            entity[name] = _value(state, column, cell.text)
            state.place((kind.list, len(listed), name), cell)
        listed.append(entity)


@STEPS.add("given", r"没有改动", "没有改动")
def unchanged(state: ScenarioState) -> None:
    """The case as it was described before: the first row of examples whose other rows each change something."""


@STEPS.add("given", r"没有(?!改动$)(.+)", "没有用工")
def nothing(state: ScenarioState, label: str) -> None:
    """A list that is known to be empty; and 没有发放过补贴 for no prior awards."""
    if label == "发放过补贴":
        state.prior_awards = []
        return
    kind = state.entity(label)
    if state.lists.get(kind.list):
        raise Unreadable(f"前面已经写了{kind.label.zh}")
    state.lists[kind.list] = []


@STEPS.add("given", r"(.+?)的名单可能不全", "个人的名单可能不全")
def incomplete(state: ScenarioState, label: str) -> None:
    """There may be more of a kind than the case says."""
    kind = state.entity(label)
    state.lists.setdefault(kind.list, [])
    state.incomplete.add(kind.list)


@STEPS.add("given", r"“([^“”]+)”的(.+为.+)", "“李某”的年内务工收入为9999.99元")
def change(state: ScenarioState, id_: str, text: str) -> None:
    """One fact (or relation) of an entity, in place of what was said of it before."""
    kind, index, row = state.row(id_)
    label, value = _parted(kind, text)
    column = _column(kind, Cell(label, state.line))
    name = _name(column)
    if name == "id":
        raise Unreadable(f"“{ID}”不能改")
    row[name] = _value(state, column, value)
    state.place((kind.list, index, name))


def _parted(kind: EntityType, text: str) -> tuple[str, str]:
    """Label and value at the 为 (or 改为) between them: a label may hold one too."""
    parts = [(text[: spot.start()], text[spot.end() :]) for spot in re.finditer("改为|为", text)]
    labels = {label for item in _described(kind) for label in item.label.every("zh")}
    return next((part for part in parts if part[0] in labels), parts[0])


@STEPS.add("given", r"发放记录不明", "发放记录不明")
def unknown_awards(state: ScenarioState) -> None:
    """Nothing is known of prior awards."""
    state.prior_awards = None


@STEPS.add("given", r"已发放[：:]?", "已发放：", table=tuple(AWARD))
def awards(state: ScenarioState, rows: Rows) -> None:
    """Prior awards, one a row."""
    header = [cell.text for cell in rows[0]]
    if unknown := [name for name in header if name not in AWARD]:
        raise Unreadable(f"表头没有“{unknown[0]}”，可用的有：{'、'.join(AWARD)}")
    if not {"条款", "对象"} <= set(header) or len(set(header)) < len(header):
        raise Unreadable("表头应有“条款”“对象”各一列，且不重复")
    if len(rows) < 2:
        raise Unreadable("数据表只有表头，没有数据；没有发放过的，写“没有发放过补贴”")
    listed = state.prior_awards = state.prior_awards or []
    for row in rows[1:]:
        award: dict[str, Any] = {}
        for name, cell in zip(header, row, strict=True):
            state.line = cell.line
            award[AWARD[name]] = _award_value(state, name, cell.text.strip())
            state.place(("prior_awards", len(listed), AWARD[name]), cell)
        listed.append(award)


def _award_value(state: ScenarioState, name: str, text: str) -> Any:
    if not text:
        raise Unreadable(f"“{name}”是空的；不知道时写“{numbers.NOT_ASKED[0]}”")
    if AWARD[name] == "clause":
        return _clause(state, text)
    return award_value(AWARD[name], text, state.catalogue.world.jurisdictions, bare=False)


def _clause(state: ScenarioState, text: str) -> str:
    """The full id of a clause; one alone is of the policy at hand."""
    if "/" in text or len(state.policies) != 1:
        return text
    return f"{state.policies[0]}/{text}"


Column = FactType | Relation | str


def _described(kind: EntityType) -> list[FactType | Relation]:
    """Everything that can be said of an entity."""
    return [*kind.facts.values(), *kind.relations.values()]


def _column(kind: EntityType, cell: Cell) -> Column:
    """What a column of a table is about."""
    label = cell.text.strip()
    if label == ID:
        return ID
    known = _described(kind)
    found = next((item for item in known if label in item.label.every("zh")), None)
    if found is not None:
        return found
    labels = [item.label.zh for item in known]
    raise Unreadable(f"“{kind.label.zh}”没有“{label}”{numbers.near(label, labels)}，可用的有：{'、'.join([ID, *labels])}")


def _name(column: Column) -> str:
    return "id" if isinstance(column, str) else column.name


def _value(state: ScenarioState, column: Column, text: str) -> Any:
    if isinstance(column, FactType):
        return fact_value(text, column, state.catalogue.world.jurisdictions)
    clean = text.strip().strip("“”")
    if isinstance(column, Relation) and clean in numbers.NOT_ASKED:
        return None
    if not clean:
        raise Unreadable(f"“{ID if isinstance(column, str) else column.label.zh}”是空的")
    return clean
