"""Sums in words."""

from __future__ import annotations

from decimal import Decimal

from subsidies.i18n import N_, translate
from subsidies.naming.naming import Naming
from subsidies.types.units import FEN_PER_YUAN
from subsidies.wording import AT_MOST

NO_BOUND = N_("{amount} or more, no upper end is known")


def between(low: Decimal, high: Decimal | None, naming: Naming) -> str:
    """A sum between two ends in yuan; None is no upper end."""
    least = int(low * FEN_PER_YUAN)
    if high is None:
        return naming.t(NO_BOUND, amount=naming.money(least))
    most = int(high * FEN_PER_YUAN)
    return translate(AT_MOST, naming.lang).format(naming.money(most)) if low == 0 and high else naming.range(least, most)
