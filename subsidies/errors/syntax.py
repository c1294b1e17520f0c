"""What libyaml says of a file that is no YAML, in words that help whoever wrote it."""

from __future__ import annotations

from typing import Final

from subsidies.errors.finding import Phrase, shown
from subsidies.i18n import N_

_QUOTE: Final = N_("a colon followed by a space, or a wrong indentation; put a text with a colon in quotes")
_START: Final = N_("no value can start with this character; indent with spaces, not tabs, and put such a text in quotes")
_CLOSE: Final = N_("a comma or a closing bracket is missing before this")
_INDENT: Final = N_("the indentation differs from that of the lines above")
_COLON: Final = N_("a colon is missing after the key")
_END: Final = N_("the file ends before a quotation mark or bracket is closed")
_ESCAPE: Final = N_("no such escape after the backslash; in single quotes it would stand for itself")
_DOCUMENT: Final = N_("something follows after the end of the document")
_REASONS: Final = {
    "mapping values are not allowed in this context": _QUOTE,
    "found character that cannot start any token": _START,
    "block sequence entries are not allowed in this context": _INDENT,
    "did not find expected ',' or '}'": _CLOSE,
    "did not find expected ',' or ']'": _CLOSE,
    "did not find expected key": _INDENT,
    "did not find expected '-' indicator": _INDENT,
    "could not find expected ':'": _COLON,
    "found unexpected end of stream": _END,
    "did not find expected node content": _CLOSE,
    "found unknown escape character": _ESCAPE,
    "found invalid Unicode character escape code": _ESCAPE,
    "did not find expected <document start>": _DOCUMENT,
}


def yaml_reason(said: str) -> str:
    """Why a file is no YAML; the words of libyaml where there are no better ones."""
    return Phrase(_REASONS[said]) if said in _REASONS else shown(said)
