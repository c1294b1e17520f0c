"""The readings that an office takes otherwise than the rulesets do."""

from __future__ import annotations

from dataclasses import dataclass

from subsidies.files.schema import Label


@dataclass(frozen=True, slots=True)
class OtherReading:
    """What an office takes instead of a reading: the full name of this, the name of the alternative, and both in words.

    A version of the policy that does not name the alternative keeps its own reading.
    """

    reading: str
    alternative: str
    question: Label
    taken: Label
