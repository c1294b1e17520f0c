"""Boundary words of the texts: which side of a threshold holds the number itself (民法典 art. 1259 and like usage)."""

from __future__ import annotations

from typing import Final, Literal, get_args

from subsidies.expression.nodes import Comparator

Word = Literal[
    "以上", "以下", "以内", "届满", "达到", "不低于", "不少于", "至少", "最高", "最多", "不超过",
    "不满", "超过", "以外", "低于", "不足", "左右", "平均",
]  # fmt: skip
Approximate = Literal["左右", "平均"]
"""Words that make a figure no boundary and no exact sum: about so much, so much on average."""
APPROXIMATE: Final[tuple[Approximate, ...]] = get_args(Approximate)

_AT_LEAST: Final = frozenset[Comparator]({">=", "<"})
_AT_MOST: Final = frozenset[Comparator]({"<=", ">"})

COMPARATORS: Final[dict[str, frozenset[Comparator]]] = {
    "以上": _AT_LEAST,
    "达到": _AT_LEAST,
    "不低于": _AT_LEAST,
    "不少于": _AT_LEAST,
    "至少": _AT_LEAST,
    "届满": _AT_LEAST,
    "以下": _AT_MOST,
    "以内": _AT_MOST,
    "最高": _AT_MOST,
    "最多": _AT_MOST,
    "不超过": _AT_MOST,
    "超过": _AT_MOST,
    "以外": _AT_MOST,
    "不满": _AT_LEAST,
    "低于": _AT_LEAST,
    "不足": _AT_LEAST,
    **dict.fromkeys(APPROXIMATE, frozenset[Comparator]()),
}
"""The comparators ``fact OP parameter`` that cut where the word cuts.

以上 3 puts 3 above the cut, so ``>= 3`` and its contrary ``< 3`` agree with it; 超过 3 puts 3 below, as ``> 3`` and ``<= 3`` do.
"""
