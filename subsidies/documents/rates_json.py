"""The figures set outside the documents that counted for a determination, as plain data."""

from __future__ import annotations

from decimal import Decimal

from subsidies.determination import Determination
from subsidies.documents import json_models as m
from subsidies.law import Law
from subsidies.vocabulary.rate_lookup import RateUse
from subsidies.vocabulary.rates import StatedRates


def stated_rates(determination: Determination) -> list[m.StatedRatesDocument]:
    """What was stated of such figures, the first before the others."""
    return [_stated(one) for one in determination.question.rates]


def rates(determination: Determination, law: Law) -> list[m.RateDocument]:
    """The figures that were looked up; ``law`` is what decided."""
    return [_rate(one, law) for one in determination.rates]


def _stated(one: StatedRates) -> m.StatedRatesDocument:
    office = None if one.office is None else m.LabelDocument(zh=one.office.zh, en=one.office.en)
    return m.StatedRatesDocument(office=office, digest=one.digest)


def _rate(one: RateUse, law: Law) -> m.RateDocument:
    figure, entry = law.set_apart[one.name], one.entry
    return m.RateDocument(
        figure=one.name,
        label=m.LabelDocument(zh=figure.label.zh, en=figure.label.en),
        place=entry.place,
        first_day=entry.days.start.isoformat(),
        last_day=None if entry.days.end is None else entry.days.end.isoformat(),
        value=format(Decimal(entry.value).normalize(), "f"),
        unit=str(figure.type.unit),
        source=entry.source,
        stated=None if one.stated is None else _stated(one.stated),
    )
