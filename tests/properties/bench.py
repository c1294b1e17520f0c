"""A law, and determinations of cases by it: what the properties are asked of."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from subsidies.assessment import assess
from subsidies.case import Case
from subsidies.determination import Determination, Entitlement, Total
from subsidies.errors import SubsidiesError
from subsidies.explanation import Explanation, Missing
from subsidies.files.source import Source
from subsidies.law import Law
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.settlement.values import UNKNOWN_PAYEE
from subsidies.vocabulary.vocabulary import Vocabulary

Data = dict[str, Any]
PERIODS = ("once", "month", "year")


class InPart(dict[str, Any]):
    """What a case says of a number or day that it leaves open between two ends; ``exact`` is what it is."""

    def __init__(self, exact: Any, **said: Any) -> None:
        super().__init__(said)
        self.exact = exact

    def __deepcopy__(self, memo: Any) -> InPart:
        return self

    def __repr__(self) -> str:
        return f"{dict(self)}: {self.exact}"


def in_part(rnd: random.Random, exact: Any, least: Any, most: Any) -> Any:
    """A number or day known only between two ends, at most ``least`` below and ``most`` above it; one end may be open."""
    low, high = ("from", "to") if isinstance(exact, date) else ("at_least", "at_most")
    said = {low: exact - least, high: exact + most}
    if rnd.random() < 0.3:
        del said[rnd.choice((low, high))]
    return InPart(exact, **said)


@dataclass(frozen=True)
class Bench:
    """A law, and what a case of it may say."""

    law: Law

    @property
    def vocabulary(self) -> Vocabulary:
        return self.law.world.vocabulary

    def assess(self, data: Data) -> Determination | None:
        """The determination of a case; None where it is refused, as facts that contradict one another are."""
        try:
            return assess(self.law, Case(Source("case", copied(data)), self.law.world))
        except SubsidiesError:
            return None

    def missing(self, found: Determination) -> dict[tuple[str, str], tuple[Missing, ...]]:
        """What is missing of each settled entitlement, by clause and subject."""
        explanation = Explanation(self.law, found)
        return {(item.clause, item.subject.id): explanation.missing(item) for item in found.entitlements}

    def rows(self, data: Data) -> Iterator[tuple[Any, Data]]:
        """Every row of a case with its kind of entity."""
        for kind in self.vocabulary.entities.values():
            for row in data.get(kind.list) or ():
                yield kind, row

    def unknown(self, data: Data) -> list[tuple[Any, Data, str]]:
        """Every fact and relation that is not known, or in part only: kind, row, name."""
        return [
            (kind, row, name)
            for kind, row in self.rows(data)
            for name in (*kind.relations, *kind.facts)
            if row.get(name) in (None, "unknown") or isinstance(row[name], InPart)
        ]


def copied(data: Data) -> Data:
    """A case whose rows can be changed without changing those of another."""
    return {key: [{**row} for row in value] if isinstance(value, list) else value for key, value in data.items()}


def settled(found: Determination) -> list[Entitlement]:
    """The entitlements that were settled: those that some combination has."""
    return [found.entitlements[place] for item in found.combinations for place in item.members]


def totals(found: Determination) -> dict[tuple[str, str | None, str], Total]:
    """Totals by kind, payee (None for all together) and period."""
    claimants: dict[str, set[str]] = {}
    for one in found.combinations:
        if one.total is not None:
            claimants.setdefault(one.total.kind, set()).update(one.total.payees)
    result: dict[tuple[str, str | None, str], Total] = {}
    for kind, named in claimants.items():
        for period in PERIODS:
            nothing: Total | None = None
            for payee in found.question.by_id:
                # Whom no claim names, and who cannot be one that is not known, has what others of them have: asked of one.
                apart = UNKNOWN_PAYEE not in named and payee not in named
                if not apart or nothing is None:
                    total = found.total(kind, payee, period)  # type: ignore[arg-type]
                    nothing = total if apart else nothing
                result[kind, payee, period] = nothing if apart and nothing else total
            if BENEFIT_KINDS[kind].adds_up:
                result[kind, None, period] = found.total(kind, None, period)  # type: ignore[arg-type]
    return result


def within(new: Total | None, old: Total, slack: Decimal = Decimal(0)) -> bool:
    """Whether an interval lies in another; one that is no single sum may stand out by some ``slack`` (yuan)."""
    low, high = (Decimal(0), Decimal(0)) if new is None else (new.low, new.high)
    if low == high:
        slack = Decimal(0)
    return low >= old.low - slack and (old.high is None or (high is not None and high <= old.high + slack))
