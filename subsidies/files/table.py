"""CSV as rows of cells that remember on which line each row begins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from subsidies.errors import Finding, InputError, Position
from subsidies.errors.finding import Phrase, shown
from subsidies.files import characters
from subsidies.files.source import decoded
from subsidies.i18n import N_

SPREADSHEET: Final = N_("UTF-8, which a spreadsheet calls CSV UTF-8")
_REASONS: Final = {
    "unexpected end of data": N_("a quotation mark is not closed"),
    "',' expected after '\"'": N_("after a closing quotation mark a comma has to follow; inside a cell write the mark twice"),
}


def rows_of(raw: bytes | str, file: str) -> list[tuple[int, list[str]]]:
    """Every row that has anything in it, with the line on which it begins; a cell is one line without spaces around it.

    Raises :class:`InputError` with one finding for what is not UTF-8 or no CSV, holds what no text may hold, or holds nothing.
    """
    rows = [(line, cells) for line, cells in _rows(_text(raw, file), file) if any(cells)]
    if not rows:
        raise InputError(Finding("empty_file", Position(file)))
    return rows


def _text(raw: bytes | str, file: str) -> str:
    try:
        return decoded(raw, file)
    except InputError as error:
        (finding,) = error.findings
        raise InputError(
            replace(finding, allowed=Phrase(SPREADSHEET) if finding.kind in ("not_utf8", "is_gb18030") else "")
        ) from None


def _rows(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            said = str(error)
            reason = Phrase(_REASONS[said]) if said in _REASONS else shown(said)
            raise InputError(Finding("not_csv", Position(file, line), context={"reason": reason})) from None
        if cells is None:
            return
        for cell in cells:
            if unseen := characters.UNSEEN.search(cell):
                context = {"found": characters.named(unseen[0])}
                raise InputError(Finding("control_character", Position(file, line), context=context))
        yield line, [" ".join(cell.split()) for cell in cells]
        line = reader.line_num + 1
