"""What lasts from one day to another: its days are in order, and its length follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from subsidies.arithmetic.dates import full_months, period_end
from subsidies.case.models import UNKNOWN
from subsidies.errors import Finding
from subsidies.files.source import DataPath, Source, dotted
from subsidies.types.numbers import scaled
from subsidies.vocabulary import FactType, Spell, Vocabulary


def stated(row: Any, fact: FactType) -> Any:
    """What a case says of a fact, under its name or an older one."""
    value = getattr(row, fact.name)
    for alias in fact.model.aliases:
        value = getattr(row, alias) if value is None else value
    return value


def length(row: Any, spell: Spell) -> int | None:
    """The full months of a spell, first and last day counted; None where a day is not known or it goes on."""
    first, last = stated(row, spell.start), stated(row, spell.end)
    if not isinstance(first, date) or not isinstance(last, date):
        return None
    return full_months(first.toordinal(), last.toordinal())


def broken_spells(model: Any, source: Source, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Spells of a case that end before they start, or are said to last longer or shorter than from day to day."""
    for entity in vocabulary.entities.values():
        spell = entity.spell
        for index, row in enumerate(getattr(model, entity.list) or () if spell else ()):
            if spell is not None:
                path: DataPath = (entity.list, index)
                yield from _disorder(row, spell, source, path)


def _disorder(row: Any, spell: Spell, source: Source, path: DataPath) -> Iterator[Finding]:
    first, last, months = stated(row, spell.start), stated(row, spell.end), length(row, spell)
    if months is None:
        return
    days = {"start": spell.start.name, "first": str(first), "end": spell.end.name, "last": str(last)}
    if last < first:
        spot = (*path, key_of(row, spell.end))
        yield Finding("spell_ends_early", source.position(spot), dotted(spot), days)
    elif spell.months is not None:
        said = stated(row, spell.months)
        whole = period_end(first.toordinal(), months) == last.toordinal()
        if said is None or said == UNKNOWN:
            spot = (*path, key_of(row, spell.end))
            low, high = spell.months.low, spell.months.high
            exact = scaled(months, spell.months.type)
            if (low is not None and exact < low) or (high is not None and exact > high):
                context = {**days, "found": str(months), "fact": spell.months.name}
                allowed = f"{spell.months.model.min or 0} – {spell.months.model.max or '∞'}"
                yield Finding("spell_length_range", source.position(spot), dotted(spot), context, allowed=allowed)
        elif not (said == months or (not whole and months < said < months + 1)):
            spot = (*path, key_of(row, spell.months))
            context = {**days, "fact": spell.months.name, "found": str(said)}
            allowed = str(months) if whole else f"≥ {months}, < {months + 1}"
            yield Finding("spell_length", source.position(spot), dotted(spot), context, allowed=allowed)


def key_of(row: Any, fact: FactType) -> str:
    """The name under which a case says a fact."""
    return next((alias for alias in fact.model.aliases if getattr(row, alias) is not None), fact.name)
