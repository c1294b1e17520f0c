"""The words of the command line for what the library names by codes."""

from __future__ import annotations

from typing import Final

from subsidies.i18n import N_
from subsidies.ruleset.references import ALREADY_PAID, HIGHEST

EVERY: Final = {"once": N_("once"), "month": N_("for each month"), "year": N_("for the year {year}")}
STATUS: Final = {"issued": N_("issued"), "draft": N_("draft for review, not in force")}
SET_ELSEWHERE: Final = "amount_set_elsewhere"
SOURCES: Final = {
    "stated": N_("stated in the text"),
    "reading": N_("our reading, not stated so in the text"),
}
READ_OTHERWISE: Final = N_("an office may read it otherwise: {taken} ({name})")
NOT_ASKED: Final = N_("not asked yet")
ASKED: Final = N_("asked, not known")
KNOWN_SO_FAR: Final = N_("known so far")
OF_NO_DOCUMENT: Final = {
    ALREADY_PAID: N_("Already paid before (prior_awards)"),
    HIGHEST: N_("Not added up: of several the highest alone"),
}
"""The limits that no document states."""
UNKNOWN_PAYEE: Final = N_("payee not known")
"""Stands for a payee that the case does not name."""
BAND: Final = N_("the law leaves a range")
UNKNOWN: Final = N_("facts are missing")
BAND_AND_UNKNOWN: Final = N_("the law leaves a range and facts are missing")
CAUSES: Final = {"band": BAND, "unknown": UNKNOWN, "band_and_unknown": BAND_AND_UNKNOWN}
