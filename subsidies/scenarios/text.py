"""A feature file as text: UTF-8 without a mark, or one clear error that says what it seems to be instead."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final

from subsidies.files.characters import is_gb18030, named
from subsidies.scenarios.faults import FeatureError

_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SAVE: Final = "请另存为UTF-8"


def text_of(path: Path) -> str:
    """What the file says, with line ends as plain ones.

    Raises :class:`FeatureError` for a file that is not there, is no UTF-8, or has a carriage return that ends no line.
    """
    file = str(path)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise FeatureError("没有这个文件", file, 0) from None
    except OSError as error:
        raise FeatureError(f"文件读不出：{error.strerror}", file, 0) from None
    if raw.startswith(_UTF16) or b"\0" in raw:
        raise FeatureError(f"文件像是UTF-16编码（记事本称为“Unicode”），不是UTF-8；{SAVE}", file, 1)
    if raw.startswith(codecs.BOM_UTF8):
        raise FeatureError("文件开头有字节顺序标记（BOM）；请另存为不带BOM的UTF-8", file, 1)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        guess = "像是GBK编码（记事本称为“ANSI”），" if is_gb18030(raw) else ""
        raise FeatureError(f"文件{guess}不是UTF-8编码（第{error.start + 1}个字节）；{SAVE}", file, line) from None
    text = text.replace("\r\n", "\n")
    if "\n" not in text:
        return text.replace("\r", "\n")
    if (found := text.find("\r")) >= 0:
        line = text.count("\n", 0, found) + 1
        raise FeatureError(f"有单独的回车符 {named(text[found])}：有的编辑器在此换行，有的不换；请改成换行", file, line)
    return text
