"""The page on date functions says of each what the table says, in both languages, with the values that the tests hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from subsidies.arithmetic.date_functions import DATE_FUNCTIONS
from subsidies.i18n import translate
from tests.unit.date_function_values import VALUES

PAGE = Path(__file__).parents[2] / "docs" / "date-functions.md"


def written() -> Iterator[str]:
    """What the page says of each function."""
    for function in DATE_FUNCTIONS.values():
        yield f"## `{function.name}({', '.join(map(str, function.takes))})`"
        for lang, end, ground in (("zh", "月末和闰日：", "依据："), ("en", "At month ends and leap days: ", "Ground: ")):
            period = {"zh": "。", "en": "."}[lang]
            text, why = (translate(message, lang) for message in (function.month_end, function.ground))  # type: ignore[arg-type]
            yield f"- {end}{text}{period}\n- {ground}{why}{period}"
        calls = (f"| {', '.join(map(str, arguments))} | {result} |" for arguments, result in VALUES[function.name])
        yield "\n".join(["| 参数 arguments | 结果 result |", "| --- | --- |", *calls])


def test_the_page_says_what_the_table_says() -> None:
    _, *blocks = PAGE.read_text(encoding="utf-8").rstrip().split("\n## ")
    told = "\n\n".join(f"## {block.strip()}" for block in blocks)
    assert told == "\n\n".join(written())
