"""One language of the site: texts of ours, lists, numbers, and Chinese words marked where the page is English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any, Final

from markupsafe import Markup, escape

from subsidies.i18n import Language, translate
from subsidies.punctuation import JOINTS
from subsidies.wording import day, decimal

HTML_LANGUAGES: Final[dict[Language, str]] = {"zh": "zh-CN", "en": "en"}
_HAN: Final = "\u3400-\u9fff"
_SIGNS: Final = "\u3000-\u303f\uff00-\uffef·"
_CHINESE: Final = re.compile(f"[《〔“]?[{_HAN}](?:[{_HAN}{_SIGNS}“”0-9A-Za-z.%<>+-]*[{_HAN}{_SIGNS}”])?")
"""A run of Chinese, with the figures and names inside it."""


class Speech:
    """Speaks one language."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang
        self.html = HTML_LANGUAGES[lang]
        joints = JOINTS[lang]
        self.comma, self.colon, self.semicolon, self.bracket = joints.comma, joints.colon, joints.semicolon, joints.bracket

    def __call__(self, message: str, *arguments: object, **names: object) -> str:
        """A text of ours, filled in."""
        return translate(message, self.lang).format(*arguments, **names)

    def list(self, items: Iterable[object]) -> str:
        return self.comma.join(str(item) for item in items)

    def day(self, value: date) -> str:
        return day(value, self.lang)

    def percent(self, part: int, whole: int) -> str:
        """A share in percent, rounded down, so that only all of it is 100 %."""
        return f"{decimal(Fraction(part * 1000 // whole, 10), self.lang)}%"

    def marked(self, value: Any) -> Any:
        """What a template shows: escaped, and on an English page with every run of Chinese marked as such."""
        if value is None:
            raise ValueError("a template shows nothing")
        if isinstance(value, Markup) or self.lang == "zh":
            return value
        if not isinstance(value, str):
            return value
        return Markup("").join(self._parts(value))

    def _parts(self, text: str) -> Iterable[Markup]:
        end = 0
        for found in _CHINESE.finditer(text):
            yield escape(text[end : found.start()])
            yield Markup('<span lang="{}">{}</span>').format(HTML_LANGUAGES["zh"], found[0])
            end = found.end()
        yield escape(text[end:])
