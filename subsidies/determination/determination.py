"""The result of assessing a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from subsidies.amount import yuan
from subsidies.case.entities import Question
from subsidies.determination.combination import Combination
from subsidies.determination.entitlement import Entitlement, Outcome
from subsidies.determination.totals import UNKNOWN_PAYEE, Total
from subsidies.ruleset.rules import LimitRule, Ruleset

if TYPE_CHECKING:
    from subsidies.case.case import Case
    from subsidies.determination.program import Program


@dataclass(slots=True, unsafe_hash=True)
class UsedUp:
    """How a limit that is a list was used up: item by item, in order, in fen."""

    limit: LimitRule
    group: tuple[str, ...]
    items: tuple[tuple[str, int, int | None], ...]
    """Text of the item, least and most that is taken from it."""


@dataclass(frozen=True, slots=True)
class LaterLoss:
    """Claiming now would cost money later in the year: at least nothing and up to ``amount`` fen, for these payees and kind."""

    kind: str
    payees: tuple[str, ...]
    amount: int | None
    clauses: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Determination:
    """What a case is entitled to, complete: one entitlement for every clause and subject."""

    case: Case
    question: Question
    program: Program
    entitlements: list[Entitlement]
    totals: list[Total]
    used_up: list[UsedUp]
    combinations: list[Combination] = field(default_factory=list)
    _losses: list[LaterLoss] | None = field(default=None)

    @property
    def rulesets(self) -> list[Ruleset]:
        return self.program.rulesets

    def with_outcome(self, *outcomes: Outcome) -> list[Entitlement]:
        """The entitlements with one of some outcomes, in the order of the rulesets."""
        return [item for item in self.entitlements if item.outcome in outcomes]

    def of(self, clause: str, subject: str) -> Entitlement:
        """The entitlement for a clause (``policy/clause``, or the clause alone) and a subject's id.

        Raises :class:`KeyError` when there is none.
        """
        for item in self.entitlements:
            if item.subject.id == subject and clause in (item.clause, item.rule.id):
                return item
        raise KeyError(f"{clause} for {subject}")

    def combination(self, entitlement: Entitlement) -> Combination | None:
        """The group of competing awards that an entitlement was settled in; None for one that was not computed."""
        return next((item for item in self.combinations if any(own is entitlement for own in item.owners)), None)

    def total(self, kind: str, payee: str | None = None) -> Total:
        """The total of a kind in yuan, over all payees or for one (an id); zero when nothing is due.

        Where awards to several payees compete, or the payee is left open, what one payee gets lies between what is payable to
        that payee alone now and the total of them all.
        """
        own: list[Total] = []
        shared: list[Total] = []
        for item in self.totals:
            if item.kind == kind:
                alone = payee is None or item.payees == (payee,)
                if alone or payee in item.payees or UNKNOWN_PAYEE in item.payees:
                    (own if alone else shared).append(item)
        sole = Decimal(0) if payee is None or not shared else self._payable_alone(kind, payee, shared)
        highs = [item.high for item in (*own, *shared)]
        payable = [item.payable_high for item in (*own, *shared)]
        zero = Decimal("0.00")
        return Total(
            kind,
            (payee,) if payee else tuple(dict.fromkeys(name for item in own for name in item.payees)),
            sum((item.low for item in own), zero) + sole,
            None if None in highs else sum((high for high in highs if high is not None), zero),
            sum((item.payable_low for item in own), zero) + sole,
            None if None in payable else sum((high for high in payable if high is not None), zero),
            any(item.band for item in (*own, *shared)),
            bool(shared) or any(item.unknown for item in own),
        )

    def _payable_alone(self, kind: str, payee: str, shared: list[Total]) -> Decimal:
        """What is payable to one payee, for certain and to nobody else, out of totals shared with others."""
        fen = 0
        for combination in self.combinations:
            money = [owner for owner in combination.owners if owner.is_money and owner.rule.kind == kind]
            names = {UNKNOWN_PAYEE if end is None else end.id for owner in money for end in owner.payees}
            if any(set(item.payees) == names for item in shared):
                for owner in money:
                    if owner.paid and [end and end.id for end in owner.payees] == [payee]:
                        fen += owner.paid[0]
        return yuan(fen)

    @property
    def later_losses(self) -> list[LaterLoss]:
        """Where claiming now would cost money later in the year."""
        if self._losses is None:
            from subsidies.determination.later import later_losses

            self._losses = later_losses(self)
        return self._losses

    def tightened(self) -> Mapping[tuple[str, str], Any]:
        """Verdicts that follow although facts are unknown, because no value that is left can change them.

        Keys are (policy/clause, subject); values True or False. Not part of the comparison of engines.
        """
        from subsidies.determination.tighten import tightened

        return tightened(self)

    def to_dict(self) -> dict[str, Any]:
        """The determination as plain data for JSON, by the schema of ``subsidies schema determination``."""
        from subsidies.determination.document import document

        return document(self)
