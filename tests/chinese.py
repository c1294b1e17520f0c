"""A case in Chinese words: the same data as somebody may type them who never saw an English name."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from subsidies.types.sorts import Sort
from subsidies.types.units import Unit
from subsidies.vocabulary import EntityType, FactType
from subsidies.vocabulary.world import World

Data = dict[str, Any]
OWN = {
    "schema_version": "格式版本",
    "id": "编号",
    "jurisdiction": "受理地",
    "on": "咨询日期",
    "year": "年度",
    "known_on": "文件截止日期",
    "note": "备注",
    "complete": "名单齐全",
    "prior_awards": "已发放",
    "rates": "另定标准",
}
AWARD = {
    "id": "编号",
    "clause": "条款",
    "version": "版本",
    "subject": "对象",
    "payee": "收款人",
    "household": "所属家庭",
    "employer": "用人单位",
    "place": "地方",
    "year": "年度",
    "on": "日期",
    "month": "月份",
    "months": "月数",
    "amount": "金额",
    "corrects": "更正",
}
FORMS = {
    "at_least": "至少",
    "at_most": "至多",
    "from": "自",
    "to": "至",
    "age": "年龄",
    "years": "年",
    "months": "个月",
    "on": "日期",
}
WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
UNITS = {
    "yuan": "元",
    "month": "个月",
    "year": "年",
    "day": "天",
    "count": "人",
    "mu": "亩",
    "yuan/month": "元/月",
    "yuan/year": "元/年",
    "yuan/mu": "元/亩",
    "ratio": "",
}


class Writer:
    """Writes cases of a world; without ``rnd`` in the words that are offered, else in any of those that can be read."""

    def __init__(self, world: World, rnd: random.Random | None = None) -> None:
        self.world = world
        self.rnd = rnd

    def any_of(self, *words: Any) -> Any:
        return words[0] if self.rnd is None else self.rnd.choice(words)

    def key(self, english: str, *words: str) -> str:
        """A key in Chinese; now and then it stays English, for both may stand in one file."""
        if self.rnd is not None and self.rnd.random() < 0.2:
            return english
        return str(self.any_of(*words))

    def case(self, data: Mapping[str, Any]) -> Data:
        kinds = {kind.list: kind for kind in self.world.vocabulary.entities.values()}
        found: Data = {}
        for key, value in data.items():
            if key in kinds:
                rows = value if value is None else [self.row(kinds[key], row) for row in value]
                found[self.list_key(kinds[key])] = self.any_of("无", "没有", []) if rows == [] else rows
            elif key == "prior_awards":
                rows = value and [self.award(row) for row in value]
                found[self.key(key, OWN[key], "发放记录")] = self.any_of("无", []) if rows == [] else rows
            elif key == "complete":
                found[self.key(key, OWN[key])] = {self.list_key(kinds[one]): self.truth(said) for one, said in value.items()}
            else:
                found[self.own_key(key)] = self.own(key, value)
        return found

    def own_key(self, key: str) -> str:
        return self.key(key, OWN[key], "asked_on", "提问日") if key == "on" else self.key(key, OWN[key])

    def own(self, key: str, value: Any) -> Any:
        if key == "jurisdiction":
            return self.place(value)
        if key in ("on", "known_on") and value is not None:
            return self.day(value)
        return f"{value}年" if key == "year" else value

    def list_key(self, kind: EntityType) -> str:
        return self.key(kind.list, kind.label.brief("zh"), *kind.label.every("zh"))

    def row(self, kind: EntityType, row: Mapping[str, Any]) -> Data:
        found: Data = {}
        for key, value in row.items():
            if key == "id":
                found[self.key(key, "编号")] = value
            elif key in kind.relations:
                labels = kind.relations[key].label.every("zh")
                found[self.key(key, *labels)] = self.any_of(None, "不明") if value is None else value
            else:
                fact = kind.facts[kind.aliases.get(key, key)]
                found[self.key(fact.name, *fact.label.every("zh"))] = self.fact(fact, value)
        return found

    def fact(self, fact: FactType, value: Any) -> Any:
        sort = fact.type.sort
        if value is None:
            return self.any_of(None, "不明", "未知")
        if sort is Sort.TEXT:
            return value
        if value == "unknown":
            return self.any_of("不清楚", "问过但不清楚", "本人不清楚")
        if isinstance(value, dict):
            return self.form(fact, value)
        if sort is Sort.NUMBER:
            return self.number(value, fact.type.unit)
        if sort is Sort.BOOL:
            return self.truth(value)
        if sort is Sort.DATE:
            return self.any_of(
                {"ongoing": "至今", "never": "从来没有"}.get(value) if isinstance(value, str) else None
            ) or self.day(value)
        if sort is Sort.PLACE:
            return self.place(value)
        return self.any_of(*(fact.model.values or {})[value].every("zh"))

    def form(self, fact: FactType, value: Mapping[str, Any]) -> Any:
        """A number or day stated in part: as a mapping with Chinese keys, or between two ends in words."""
        is_day = fact.type.sort is Sort.DATE

        def end(key: str, said: Any) -> Any:
            if isinstance(said, Mapping) or said is None or key in ("years", "months", "age"):
                return said
            return self.day(said) if is_day else self.number(said, fact.type.unit)

        if self.any_of(True, False):
            if value.keys() == {"at_least", "at_most"} and not any(isinstance(one, Mapping) for one in value.values()):
                low, high = (self.number(value[key], fact.type.unit, text=True) for key in ("at_least", "at_most"))
                return f"在{low}至{high}之间"
            if value.keys() == {"from", "to"}:
                return f"在{self.day(value['from'], text=True)}至{self.day(value['to'], text=True)}之间"
        return {self.key(key, FORMS[key]): end(key, said) for key, said in value.items()}

    def number(self, value: Any, unit: Unit, *, text: bool = False) -> Any:
        exact = Decimal(value)
        name = UNITS[str(unit)]
        forms = [f"{exact}{name}", f"{exact:,}{name}", f"{exact:,}{name}".translate(WIDE)]
        if str(unit) == "yuan":
            forms.append(f"{(exact / 10_000).normalize():f}万元")
        if str(unit) == "ratio":
            forms = [f"{(exact * 100).normalize():f}%".translate(WIDE), f"{exact}".translate(WIDE)]
            forms = [one.replace("%", "％") for one in forms]
        return self.any_of(*forms) if text else self.any_of(*forms, value)

    def day(self, value: Any, *, text: bool = False) -> Any:
        if isinstance(value, date):
            forms = [
                f"{value.year}年{value.month}月{value.day}日",
                f"{value.year}年{value.month:02}月{value.day:02}日".translate(WIDE),
            ]
            return self.any_of(*forms) if text else self.any_of(*forms, value)
        year, _, month = str(value).partition("-")
        return f"{year}年{int(month)}月" if month else f"{year}年"

    def truth(self, value: bool) -> Any:
        return self.any_of("是" if value else "否", value)

    def place(self, code: str) -> Any:
        name = self.world.jurisdictions.names[code].zh
        ends = [
            other.zh for other in self.world.jurisdictions.names.values() if other.zh.endswith(name.rpartition("市")[2] or name)
        ]
        short = name.rpartition("市")[2] if len(ends) == 1 and not name.endswith("市") else name
        return self.any_of(name, short, code, int(code))

    def award(self, row: Mapping[str, Any]) -> Data:
        return {self.key(key, AWARD[key]): self.award_value(key, value) for key, value in row.items()}

    def award_value(self, key: str, value: Any) -> Any:
        if value is None:
            return self.any_of(None, "不明")
        if key == "place":
            return self.place(value)
        if key == "year":
            return self.any_of(f"{value}年", value)
        if key == "month":
            return self.any_of(f"{value}月", value)
        if key == "on" and not isinstance(value, Mapping):
            return self.day(value)
        if key == "months":
            return self.any_of(f"{value}个月", value)
        if key == "amount" and not isinstance(value, Mapping):
            return self.any_of(f"{value:,}元", f"{value}元".translate(WIDE), value)
        return value
