"""Full-width punctuation where YAML needs ASCII signs: as it is typed with a keyboard that is set to Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from subsidies.errors.finding import Phrase
from subsidies.i18n import N_

COLON: Final = Phrase(N_("a colon and a space (: )"))
COMMA: Final = Phrase(N_("a comma and a space (, )"))
QUOTE: Final = Phrase(N_('a straight quotation mark (")'))
SPACE: Final = Phrase(N_("a plain space"))
NEEDED: Final = {
    "：": COLON,
    "，": COMMA,
    "“": QUOTE,
    "”": QUOTE,
    "＂": QUOTE,
    "\u3000": SPACE,
}
"""What is written instead of each sign."""
_QUOTED: Final = re.compile(r"""(?<![^\s,\[{:])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')""")
_COMMENT: Final = re.compile(r"(?:^|\s)#.*")
_BLOCK: Final = (
    re.compile(r"^[ -]*(\u3000)"),
    re.compile(r":(\u3000)"),
    re.compile(r"(\u3000)#"),
    re.compile(r"^(?:[ \u3000]|- )*[^\s:：#{}\[\]“”,，-][^\s:：#{}\[\]“”,，]*\s*(：)"),
    re.compile(r"(?:^|: |- )\s*([“＂])"),
)
"""Where a sign of a line cannot be part of a text."""
_FLOW: Final = (
    re.compile(r"[{,，]\s*[^\s:：,，{}\[\]#“”]+\s*(：)"),
    re.compile(r"(，)\s*[^\s:：,，{}\[\]]+\s*(?:：|: )"),
    re.compile(r"[:,\[]\s*([“＂])"),
)
"""The same between brackets."""


class Sign(NamedTuple):
    """A full-width sign: where it stands in a text, from 0, and what is to be written instead."""

    offset: int
    sign: str
    needed: Phrase


def in_line(line: str) -> Sign | None:
    """The first sign in a line that cannot be part of a text there; what stands in quotation marks or a comment may."""
    bare = _QUOTED.sub(_blank, line)
    bare = _COMMENT.sub(_blank, bare)
    patterns = _BLOCK + (_FLOW if re.search(r"[{\[]", bare) else ())
    found = [hit.start(1) for pattern in patterns for hit in pattern.finditer(bare)]
    return sign_at(bare, min(found)) if found else None


_AROUND_VALUE: Final = re.compile(r"^\s*([“＂])|(\u3000)#|(，)\s*[^\s:：,，]+\s*[:：]")


def in_value(text: str) -> Sign | None:
    """The first sign in a value that was meant as punctuation around it, where the value means nothing with it."""
    found = _AROUND_VALUE.search(text)
    return sign_at(text, found.start(found.lastindex or 0)) if found else None


def in_text(text: str) -> Sign | None:
    """The first sign in a text that stands where a text cannot be meant."""
    found = [index for index, char in enumerate(text) if char in NEEDED]
    return sign_at(text, found[0]) if found else None


def sign_at(text: str, index: int) -> Sign:
    """The sign at an index of a text."""
    return Sign(index, text[index], NEEDED[text[index]])


def _blank(found: re.Match[str]) -> str:
    return "·" * len(found[0])


def near_line(text: str, numbers: Iterable[int]) -> tuple[int, Sign] | None:
    """The first sign in some lines (numbered from 1, in the order in which they are looked at), with its line."""
    lines = text.split("\n")
    for number in numbers:
        if 1 <= number <= len(lines) and (found := in_line(lines[number - 1])) is not None:
            return number, found
    return None
