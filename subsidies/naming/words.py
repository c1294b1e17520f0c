"""Words for what results name by codes, wherever they are shown."""

from __future__ import annotations

from typing import Final

from subsidies.i18n import N_
from subsidies.ruleset.references import ALREADY_PAID, HIGHEST

EVERY: Final = {"once": N_("once"), "month": N_("for each month"), "year": N_("for the year {year}")}
SOURCES: Final = {
    "stated": N_("stated in the text"),
    "reading": N_("our reading, not stated so in the text"),
}
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
