"""How an article is called and where it comes: ``二（二）12`` and ``第十二条`` are both article 12."""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS: Final = {"十": 10, "百": 100}
_TRAILING: Final = re.compile(r"[0-9]+(?=条?$)")
_WRITTEN: Final = re.compile(r"第([零〇一二两三四五六七八九十百]+)条")
JOINT: Final = "、"
"""Between the articles of a citation."""


def number_of(article: str) -> int | None:
    """The number by which readers know an article; None where it has none."""
    if found := _TRAILING.search(article):
        return int(found[0])
    if found := _WRITTEN.search(article):
        return _written(found[1])
    return None


def _written(text: str) -> int:
    """A number below a thousand in Chinese: 十二, 一百零五."""
    total, digit = 0, 0
    for char in text:
        if char in _TENS:
            total += (digit or 1) * _TENS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def cited(citation: str) -> list[str]:
    """The articles of a citation."""
    return citation.split(JOINT)
