"""What a case file calls what is in no vocabulary: its own keys, and the words that stand in the place of a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

UNKNOWN: Final = "unknown"
"""What a case says of a fact the applicant was asked for and does not know; a fact left out was not asked."""
ONGOING: Final = "ongoing"
"""What a case says of the last day of what goes on."""
NEVER: Final = "never"
"""What a case says of the day of something that has not happened at all."""

STILL: Final = ("至今", "仍在职", "尚未结束")
NOT_AT_ALL: Final = ("从来没有", "从未")
NOTHING: Final = ("无", "没有")
"""In the place of a list that is known to be empty."""

ID: Final = "编号"
Keys = Mapping[str, tuple[str, ...]]
"""Other words for some keys, the one that is offered first."""
CASE: Final[Keys] = {
    "schema_version": ("格式版本",),
    "id": (ID, "办件编号"),
    "jurisdiction": ("受理地",),
    "on": ("咨询日期", "提问日", "asked_on"),
    "year": ("年度", "审核年度"),
    "known_on": ("文件截止日期",),
    "note": ("备注",),
    "complete": ("名单齐全",),
    "prior_awards": ("已发放", "发放记录"),
    "rates": ("另定标准",),
}
"""The keys of a case beside its lists. Readers of YAML 1.1 take ``on`` for a truth value: ``asked_on`` is text to all of them."""
AWARD: Final[Keys] = {
    "id": (ID,),
    "clause": ("条款",),
    "version": ("版本",),
    "subject": ("对象",),
    "payee": ("收款人",),
    "household": ("所属家庭",),
    "employer": ("用人单位",),
    "place": ("地方",),
    "year": ("年度",),
    "on": ("日期",),
    "month": ("月份",),
    "months": ("月数",),
    "amount": ("金额",),
    "corrects": ("更正",),
}
RATE: Final[Keys] = {
    "place": ("地方",),
    "from": ("自",),
    "to": ("至",),
    "value": ("数额",),
    "source": ("来源",),
}
ENDS: Final[Keys] = {"at_least": ("至少",), "at_most": ("至多",)}
TIME: Final[Keys] = {"years": ("年",), "months": ("个月",)}
DAYS: Final[Keys] = {"from": ("自",), "to": ("至",)}
AGE: Final[Keys] = {"age": ("年龄",), "on": ("日期",)}
