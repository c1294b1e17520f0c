"""What an office takes instead of readings of the rulesets, as plain data."""

from __future__ import annotations

from subsidies.determination import Determination
from subsidies.documents import json_models as m


def other_readings(determination: Determination) -> list[m.OtherReadingDocument]:
    """What was taken, in the order of the names of the readings."""
    return [
        m.OtherReadingDocument(
            reading=one.reading,
            alternative=one.alternative,
            question=m.LabelDocument(zh=one.question.zh, en=one.question.en),
            taken=m.LabelDocument(zh=one.taken.zh, en=one.taken.en),
        )
        for one in determination.question.other_readings
    ]
