"""The sections of the full page, by the names under which they can be asked for."""

from __future__ import annotations

from enum import StrEnum


class SectionName(StrEnum):
    """What ``--section`` takes, in the order of the full page."""

    BASIS = "basis"
    PAYABLE = "payable"
    NOTES = "notes"
    OPEN = "open"
    BRING = "bring"
    DUTIES = "duties"
    ELSEWHERE = "elsewhere"
    REFUSED = "refused"
    DRAFTS = "drafts"
