"""The joints between words in each language: every comma, colon and bracket that is put into a sentence comes from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from subsidies.i18n import Language

FULL_STOPS: Final = "。."
"""What a sentence ends in that is told inside another."""


@dataclass(frozen=True, slots=True)
class Joints:
    """How one language joins words and sentences; all with the spaces that belong to them."""

    comma: str
    """Between the items of a list."""
    pause: str
    """Between the parts of a sentence."""
    semicolon: str
    colon: str
    both: str
    """Between statements that hold together."""
    either: str
    """Between statements of which one holds."""
    choice: str
    """Between words of which one is meant."""
    opening: str
    closing: str

    def bracket(self, text: str) -> str:
        """A text in brackets, to stand right after a word."""
        return f"{self.opening}{text}{self.closing}"

    def group(self, text: str) -> str:
        """A text in brackets, to stand as one among others."""
        return self.bracket(text).strip()


JOINTS: Final[dict[Language, Joints]] = {
    "zh": Joints("、", "，", "；", "：", "，且", "；或", "或", "（", "）"),
    "en": Joints(", ", ", ", "; ", ": ", " and ", ", or ", " or ", " (", ")"),
}
