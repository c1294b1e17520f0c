"""A sign ``#`` right behind another sign: the parser begins a comment there, an editor may show what follows as data."""

from __future__ import annotations

import re
from typing import Final

from subsidies.files.tabs import Events, spans

_GLUED: Final = re.compile(r"[^\s#]#")
_COMMENT: Final = re.compile(r"(?:^|\s)#")


def glued(text: str, events: Events) -> int | None:
    """The place of the first ``#`` that begins a comment without a space before it; None where there is none."""
    hits = [found.start() + 1 for found in _GLUED.finditer(text)]
    if not hits:
        return None
    quoted, blocks, plain, _ = spans(text, events)
    for hit in hits:
        if quoted.hold(hit) or blocks.hold(hit) or plain.hold(hit):
            continue
        line = text.rfind("\n", 0, hit) + 1
        before = (line + found.end() - 1 for found in _COMMENT.finditer(text[line:hit]))
        if not any(not (quoted.hold(start) or plain.hold(start)) for start in before):
            return hit
    return None
