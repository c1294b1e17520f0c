"""The smallest steps of a figure of the law, and the same figure read in another unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from subsidies.ruleset.models import ParameterModel
from subsidies.types.sorts import Sort

FEN: Final = Decimal("0.01")
OTHER_UNITS: Final[Mapping[str, tuple[str, Decimal]]] = {
    "yuan": ("10000-yuan", Decimal(10_000)),
    "mu": ("10000-mu", Decimal(10_000)),
    "month": ("years", Decimal(12)),
    "year": ("dozens", Decimal(12)),
    "": ("percent", FEN),
}
"""By the first base unit: the unit that a figure is most easily taken for, and what that makes of it."""


@dataclass(frozen=True, slots=True)
class Other:
    """A figure read in another unit."""

    name: str
    value: Any


def stepped(value: int | Decimal, parameter: ParameterModel, step: Decimal | None) -> Iterator[tuple[str, int | Decimal]]:
    """The figure one step up and down; ``step`` is that of the facts it is held against, where there are any."""
    size = step or _own_step(value, parameter)
    for sign, other in (("+", value + size), ("-", value - size)):
        yield f"{sign}{size}", _plain(other)


def _own_step(value: int | Decimal, parameter: ParameterModel) -> Decimal:
    """A fen for money; otherwise one in the last place that the text gives."""
    if any(name == "yuan" for name, _ in parameter.type.unit.factors):
        return FEN
    exponent = Decimal(value).as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)


def _plain(value: Any) -> int | Decimal:
    exact = Decimal(value)
    return int(exact) if exact == exact.to_integral_value() else exact


def in_another_unit(parameter: ParameterModel) -> Other | None:
    """All of a figure in the unit it is most easily taken for, or None where there is no such unit."""
    if parameter.type.sort is not Sort.NUMBER:
        return None
    factors = parameter.type.unit.factors
    base = next((name for name, power in factors if power > 0), "") if factors else ""
    if base not in OTHER_UNITS:
        return None
    name, factor = OTHER_UNITS[base]
    value: Any = parameter.value
    if isinstance(value, Mapping):
        return Other(name, {key: _plain(entry * factor) for key, entry in value.items()})
    return Other(name, _plain(value * factor))
