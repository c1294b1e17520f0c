"""Characters that are not what they seem: an editor shows something else than the parser reads."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Final

CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no text may hold, written as an escape or not."""
LINE_END: Final = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
"""What ends a line for YAML, a comment too, while an editor goes on in the same line."""
LONE_RETURN: Final = re.compile("\r(?!\n)")
UNSEEN: Final = re.compile("[\ufeff\u202a-\u202e\u2066-\u2069]")
"""A mark of byte order inside a text, which parsers take differently, and what shows the rest in another order."""
INVISIBLE: Final = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
"""Categories of characters that cannot be seen."""
CHINESE: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e]")
"""Han characters and the full-width forms of ASCII."""
_NAMES: Final = {"\x0b": "LINE TABULATION", "\x0c": "FORM FEED", "\r": "CARRIAGE RETURN", "\x85": "NEXT LINE"}
"""Names of control characters, which Unicode gives none."""
_IN_JSON: Final = "\x85\u2028\u2029\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_STAND_INS: Final = {ord(char): chr(0x10FF00 + number) for number, char in enumerate(_IN_JSON)}
_BACK: Final = {ord(sign): chr(char) for char, sign in _STAND_INS.items()}


def is_gb18030(raw: bytes) -> bool:
    """Whether bytes that are no UTF-8 are a text in Chinese as Windows writes it: GBK or the GB18030 around it."""
    if b"\0" in raw:
        return False
    try:
        return CHINESE.search(raw.decode("gb18030")) is not None
    except UnicodeDecodeError:
        return False


def named(char: str) -> str:
    """A character that cannot be shown: ``U+2028 LINE SEPARATOR``."""
    name = _NAMES.get(char) or unicodedata.name(char, "")
    return f"U+{ord(char):04X} {name}".rstrip()


def invisible(char: str) -> bool:
    """Whether a character cannot be seen; a tab can."""
    return char != "\t" and unicodedata.category(char) in INVISIBLE


def is_json(text: str) -> bool:
    """Whether a text is JSON, in which all that can be put aside stands inside quotation marks and hides nothing."""
    if LONE_RETURN.search(text) or any(sign in text for sign in _STAND_INS.values()):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def put_aside(text: str) -> str:
    """JSON with a sign of one place for each character that would end a line for YAML."""
    return text.translate(_STAND_INS)


def put_back(text: str) -> str:
    """A text of such JSON as it was."""
    return text.translate(_BACK)
