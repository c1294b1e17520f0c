"""What lasts from one day to another: its days are in order, and its length follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from subsidies.arithmetic.dates import full_months, period_end
from subsidies.case.forms import Range, ends
from subsidies.errors import Finding
from subsidies.files.source import DataPath, Source, dotted
from subsidies.intake.words import UNKNOWN
from subsidies.types.numbers import scaled
from subsidies.vocabulary import EntityType, FactType, Spell, Vocabulary


def stated(row: Any, fact: FactType) -> Any:
    """What a case says of a fact, under its name or an older one."""
    value = getattr(row, fact.name)
    for alias in fact.model.aliases:
        value = getattr(row, alias) if value is None else value
    return value


def named(row: Any, kind: EntityType) -> list[FactType]:
    """The facts that a case says anything of, in the order of the vocabulary; however many there are, no other is looked at."""
    names = {kind.aliases.get(name, name) for name in row.model_fields_set}
    return sorted((kind.facts[name] for name in names if name in kind.facts), key=lambda fact: fact.slot)


def length(row: Any, spell: Spell, said: Any, on: date) -> Any:
    """The months of a spell: as ``said``, and no other than its days allow; full months where only its days say it.

    What may not be over on the day of the question (``on``) lasts nobody knows how long. The result is as a case states a fact:
    a number, a range, ``unknown`` or None where nothing says it.
    """
    known = said not in (None, UNKNOWN)
    if known and not isinstance(said, Range):
        return said
    found = _lasts(row, spell)
    if found is None:
        return said
    least, most, whole = found
    low = least if not known or said.low is None else max(least, said.low)
    _, last_day = ends(stated(row, spell.end))
    if spell.end.model.past and spell.end.model.open_ended and last_day > on:
        return Range(low, said.high if known else None)
    if not known:
        return _exact(least, most)
    step = Fraction(1, 10**spell.months.model.places) if spell.months else 1
    longest = most if whole else most + 1 - step
    return _exact(low, longest if said.high is None else min(longest, said.high))


def _exact(low: Any, high: Any) -> Any:
    return low if low == high else Range(low, high)


def _lasts(row: Any, spell: Spell) -> tuple[int, int, bool] | None:
    """The least and the most full months of a spell, first and last day counted, and whether it lasts no day longer.

    None where a day is not known at all or it may go on.
    """
    (early, late), (first, last) = ends(stated(row, spell.start)), ends(stated(row, spell.end))
    if not all(isinstance(day, date) for day in (early, late, first, last)):
        return None
    most = full_months(early.toordinal(), last.toordinal())
    least = full_months(late.toordinal(), first.toordinal())
    return least, most, period_end(early.toordinal(), most) == last.toordinal()


def in_order(spell: Spell, values: list[Any]) -> None:
    """Narrow the days of a spell, as the engines hold them: it does not end before it starts."""
    (early, late), (first, last) = values[spell.start.slot], values[spell.end.slot]
    if early is not None and last is not None and last < early:
        # Only the day of the question can have cut them so: an end in the past of what begins later says nothing of its start.
        return
    if early is not None and (first is None or first < early):
        values[spell.end.slot] = early, last
    if last is not None and (late is None or late > last):
        values[spell.start.slot] = early, last


def broken_spells(model: Any, source: Source, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Spells of a case that end before they start, or are said to last longer or shorter than from day to day."""
    for entity in vocabulary.entities.values():
        spell = entity.spell
        for index, row in enumerate(getattr(model, entity.list) or () if spell else ()):
            if spell is not None:
                path: DataPath = (entity.list, index)
                yield from _disorder(row, spell, source, path)


def _disorder(row: Any, spell: Spell, source: Source, path: DataPath) -> Iterator[Finding]:
    begins, finishes = stated(row, spell.start), stated(row, spell.end)
    (first, _), (_, last) = ends(begins), ends(finishes)
    if not isinstance(first, date) or not isinstance(last, date):
        return
    days = {"start": spell.start.name, "first": str(first), "end": spell.end.name, "last": str(last)}
    if last < first:
        spot = (*path, key_of(row, spell.end))
        yield Finding("spell_ends_early", source.position(spot), dotted(spot), days)
        return
    lasts = _lasts(row, spell)
    if spell.months is None or lasts is None:
        return
    least, most, whole = lasts
    said = stated(row, spell.months)
    if said is None or said == UNKNOWN:
        spot = (*path, key_of(row, spell.end))
        low, high = spell.months.low, spell.months.high
        if (low is not None and scaled(most, spell.months.type) < low) or (
            high is not None and scaled(least, spell.months.type) > high
        ):
            context = {**days, "found": _between(least, most), "fact": spell.months.name}
            allowed = f"{spell.months.model.min or 0} – {spell.months.model.max or '∞'}"
            yield Finding("spell_length_range", source.position(spot), dotted(spot), context, allowed=allowed)
        return
    low, high = ends(said)
    too_short = high is not None and high < least
    too_long = low is not None and (low > most if whole else low >= most + 1)
    if too_short or too_long:
        spot = (*path, key_of(row, spell.months))
        context = {**days, "fact": spell.months.name, "found": _between(low, high)}
        allowed = str(least) if whole and least == most else f"≥ {least}, {f'≤ {most}' if whole else f'< {most + 1}'}"
        yield Finding("spell_length", source.position(spot), dotted(spot), context, allowed=allowed)


def _between(low: Any, high: Any) -> str:
    if low == high:
        return str(low)
    return f"≥ {low}" if high is None else f"≤ {high}" if low is None else f"{low} – {high}"


def key_of(row: Any, fact: FactType) -> str:
    """The name under which a case says a fact."""
    return next((alias for alias in fact.model.aliases if getattr(row, alias) is not None), fact.name)
