"""The words of the command line for what the library names by codes, beside those that the library has itself."""

from __future__ import annotations

from typing import Final

from subsidies.i18n import N_
from subsidies.naming.words import ASKED, EVERY, KNOWN_SO_FAR, NOT_ASKED, OF_NO_DOCUMENT, SOURCES, UNKNOWN_PAYEE

__all__ = [
    "ASKED",
    "BAND",
    "BAND_AND_UNKNOWN",
    "CAUSES",
    "EVERY",
    "KNOWN_SO_FAR",
    "NOT_ASKED",
    "OF_NO_DOCUMENT",
    "READ_OTHERWISE",
    "SET_ELSEWHERE",
    "SOURCES",
    "STATUS",
    "UNKNOWN",
    "UNKNOWN_PAYEE",
]

STATUS: Final = {"issued": N_("issued"), "draft": N_("draft for review, not in force")}
SET_ELSEWHERE: Final = "amount_set_elsewhere"
READ_OTHERWISE: Final = N_("an office may read it otherwise: {taken} ({name})")
BAND: Final = N_("the law leaves a range")
UNKNOWN: Final = N_("facts are missing")
BAND_AND_UNKNOWN: Final = N_("the law leaves a range and facts are missing")
CAUSES: Final = {"band": BAND, "unknown": UNKNOWN, "band_and_unknown": BAND_AND_UNKNOWN}
