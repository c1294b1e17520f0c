"""A fact that is the sum of others: a case may say either, and the sum follows from its parts as far as they are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import Any

from subsidies.arithmetic import intervals as iv
from subsidies.arithmetic.intervals import End, Interval
from subsidies.case.entities import Entity
from subsidies.case.forms import ends
from subsidies.case.spells import key_of, stated
from subsidies.errors import Finding
from subsidies.files.source import DataPath, Source, dotted
from subsidies.intake.words import UNKNOWN
from subsidies.types.numbers import scaled
from subsidies.vocabulary import EntityType, FactType, Vocabulary


def broken_sums(model: Any, source: Source, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Sums of a case that their parts cannot come to, whatever is still unknown of either."""
    for entity in vocabulary.entities.values():
        for index, row in enumerate(getattr(model, entity.list) or () if entity.sums else ()):
            for name, parts in entity.sums.items():
                total = entity.facts[name]
                said, come_to = _said(row, total), _added(_said(row, part) for part in parts)
                if iv.common(said, come_to) is None:
                    is_stated = said != (total.low, total.high)
                    last = total if is_stated else [part for part in parts if stated(row, part) not in (None, UNKNOWN)][-1]
                    path: DataPath = (entity.list, index, key_of(row, last))
                    context = {
                        "fact": name,
                        "found": _text(said, total),
                        "parts": " + ".join(part.name for part in parts),
                        "sum": _text(come_to, total),
                    }
                    allowed = context["sum"] if is_stated else ""
                    yield Finding("sum_apart", source.position(path), dotted(path), context, allowed=allowed)


def add_up(kind: EntityType, entity: Entity) -> bool:
    """Narrow what is known of the sums of an entity to what their parts leave; False where they cannot come to one of them."""
    for name, parts in kind.sums.items():
        slot = kind.facts[name].slot
        left = iv.common(entity.values[slot], _added(entity.values[part.slot] for part in parts))
        if left is None:
            return False
        entity.values[slot] = left
    return True


def _said(row: Any, fact: FactType) -> Interval:
    """What a number can be by what a case says of it."""
    value = stated(row, fact)
    if value is None or value == UNKNOWN:
        return fact.low, fact.high
    low, high = ends(value)
    return fact.low if low is None else scaled(low, fact.type), fact.high if high is None else scaled(high, fact.type)


def _added(parts: Iterable[Interval]) -> Interval:
    return reduce(iv.plus, parts)


def _text(value: Interval, fact: FactType) -> str:
    """An interval in the unit of a fact."""
    low, high = (None if end is None else _natural(end, fact) for end in value)
    if low == high:
        return str(low)
    return f"≥ {low}" if high is None else f"{low} – {high}"


def _natural(end: End, fact: FactType) -> str:
    over, under = fact.type.unit.scale
    plain = Fraction(end or 0) * under / over
    return f"{Decimal(plain.numerator) / Decimal(plain.denominator):f}"
