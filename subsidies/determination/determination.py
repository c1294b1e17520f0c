"""The result of assessing a case: data alone. What explains it, or looks ahead from it, are functions of it and the law."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from subsidies.amount import yuan
from subsidies.case.entities import Question
from subsidies.determination.entitlement import Entitlement, Outcome
from subsidies.ruleset.references import RulesetRef
from subsidies.settlement.values import UNKNOWN_PAYEE, Combination, Total, UsedUp


@dataclass(frozen=True, slots=True, repr=False)
class Determination:
    """What a case is entitled to, complete: one entitlement for every clause and subject.

    ``case`` is the id of the case, None where it has none. Two determinations are equal when they decide the same of the same
    question. It can be stored with pickle; it holds no engine, no rules and no catalogue.
    """

    case: str | None
    question: Question
    rulesets: tuple[RulesetRef, ...]
    entitlements: tuple[Entitlement, ...]
    used_up: tuple[UsedUp, ...]
    combinations: tuple[Combination, ...]
    """The groups of entitlements that were settled together; members are by their place in ``entitlements``."""

    def __repr__(self) -> str:
        payable = len(self.with_outcome(Outcome.PAYABLE))
        return (
            f"<Determination of case {self.case or '-'} on {self.question.on}: "
            f"{len(self.entitlements)} entitlements, {payable} payable>"
        )

    @property
    def totals(self) -> tuple[Total, ...]:
        """What the groups of competing awards come to, as far as they are about money."""
        return tuple([item.total for item in self.combinations if item.total is not None])

    def with_outcome(self, *outcomes: Outcome) -> list[Entitlement]:
        """The entitlements with one of some outcomes, in the order of the rulesets."""
        return [item for item in self.entitlements if item.outcome in outcomes]

    def of(self, clause: str, subject: str) -> Entitlement:
        """The entitlement for a clause (``policy/clause``, or the clause alone) and a subject's id.

        Raises :class:`KeyError` when there is none.
        """
        for item in self.entitlements:
            if item.subject.id == subject and clause in (item.clause, item.id):
                return item
        raise KeyError(f"{clause} for {subject}")

    def members(self, combination: Combination) -> list[Entitlement]:
        """The entitlements that were settled together."""
        return [self.entitlements[place] for place in combination.members]

    def combination(self, entitlement: Entitlement) -> Combination | None:
        """The group of competing awards that an entitlement was settled in; None for one that was not computed."""
        place = self.entitlements.index(entitlement)
        return next((item for item in self.combinations if place in item.members), None)

    def total(self, kind: str, payee: str | None = None) -> Total:
        """The total of a kind in yuan, over all payees or for one (an id); zero when nothing is due.

        Where awards to several payees compete, or the payee is left open, what one payee gets lies between what is payable to
        that payee alone now and the total of them all.
        """
        own: list[Total] = []
        shared: list[Total] = []
        sole = 0
        for combination in self.combinations:
            item = combination.total
            if item is None or item.kind != kind:
                continue
            if payee is None or item.payees == (payee,):
                own.append(item)
            elif payee in item.payees or UNKNOWN_PAYEE in item.payees:
                shared.append(item)
                sole += self._payable_alone(combination, payee)
        highs = [item.high for item in (*own, *shared)]
        payable = [item.payable_high for item in (*own, *shared)]
        zero = Decimal("0.00")
        return Total(
            kind,
            (payee,) if payee else tuple(dict.fromkeys(name for item in own for name in item.payees)),
            sum((item.low for item in own), zero) + yuan(sole),
            None if None in highs else sum((high for high in highs if high is not None), zero),
            sum((item.payable_low for item in own), zero) + yuan(sole),
            None if None in payable else sum((high for high in payable if high is not None), zero),
            any(item.band for item in (*own, *shared)),
            bool(shared) or any(item.unknown for item in own),
        )

    def _payable_alone(self, combination: Combination, payee: str) -> int:
        """What is payable to one payee, for certain and to nobody else, where awards to several compete (fen)."""
        money = [owner for owner in self.members(combination) if owner.is_money and payee_ids(owner) == (payee,)]
        return sum(owner.paid[0] for owner in money if owner.paid)


def payee_ids(owner: Entitlement) -> tuple[str, ...]:
    """Ids of the payees; ``?`` for one that is unknown."""
    return tuple(UNKNOWN_PAYEE if payee is None else payee.id for payee in owner.payees)
