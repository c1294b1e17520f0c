"""The result of assessing a case: data alone. What explains it, or looks ahead from it, are functions of it and the law."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from subsidies.amount import yuan
from subsidies.case.entities import Question
from subsidies.determination.entitlement import Entitlement, Outcome
from subsidies.errors import Finding, UsageError, suggestion
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.models import Every
from subsidies.ruleset.references import RulesetRef
from subsidies.settlement.values import UNKNOWN_PAYEE, Combination, Total, UsedUp, added_up


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
        """What the awards come to, as far as they are about money: one total for each kind, payees and period."""
        return added_up(total for item in self.combinations for total in item.totals)

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

    def total(self, kind: str, payee: str | None = None, period: Every | None = None) -> Total:
        """The total of a kind in yuan, over all payees or for one (an id), for one period; zero when nothing is due.

        Where awards to several payees compete, or the payee is left open, what one payee gets lies between what is payable to
        that payee alone now and the total of them all. What is paid to somebody unknown is nobody's for certain, and possible for
        whoever may be that payee.

        Raises :class:`UsageError` for a kind that is none and a payee who is not in the case, without a payee where sums of
        several payees are not one sum (loan ceilings), and without a period where there are several.
        """
        if kind not in BENEFIT_KINDS:
            near = suggestion(kind, BENEFIT_KINDS)
            raise UsageError(Finding("unknown_kind", context={"found": kind}, allowed=", ".join(BENEFIT_KINDS), suggestion=near))
        if payee is not None and payee not in self.question.by_id:
            near = suggestion(payee, self.question.by_id)
            raise UsageError(Finding("unknown_subject", context={"found": payee}, suggestion=near))
        found = self._totals(kind, payee)
        periods: list[Every] = list(dict.fromkeys(item.period for _, item, _ in found if item.high != 0))
        if period is None and len(periods) > 1:
            raise UsageError(Finding("several_periods", context={"kind": kind}, allowed=", ".join(sorted(periods))))
        wanted: Every = period if period is not None else periods[0] if periods else "year"
        found = [one for one in found if one[1].period == wanted]
        own = [item for _, item, sole in found if sole]
        shared = [item for _, item, sole in found if not sole]
        alone = sum([self._payable_alone(combination, str(payee), wanted) for combination, _, sole in found if not sole])
        names = tuple(dict.fromkeys(name for item in own for name in item.payees))
        if payee is None and len(names) > 1 and not BENEFIT_KINDS[kind].adds_up:
            raise UsageError(Finding("several_payees", context={"found": ", ".join(names), "kind": kind}))
        highs = [item.high for item in (*own, *shared)]
        payable = [item.payable_high for item in (*own, *shared)]
        zero = Decimal("0.00")
        return Total(
            kind,
            (payee,) if payee else names,
            wanted,
            sum((item.low for item in own), zero) + yuan(alone),
            None if None in highs else sum((high for high in highs if high is not None), zero),
            sum((item.payable_low for item in own), zero) + yuan(alone),
            None if None in payable else sum((high for high in payable if high is not None), zero),
            any(item.band for item in (*own, *shared)),
            bool(shared) or any(item.unknown for item in own),
            tuple(part for item in added_up(own) for part in item.parts),
        )

    def _totals(self, kind: str, payee: str | None) -> list[tuple[Combination, Total, bool]]:
        """The totals of a kind that a payee has a part in, or may have; and whether it is the payee's alone."""
        found: list[tuple[Combination, Total, bool]] = []
        for combination in self.combinations:
            for item in combination.totals:
                if item.kind != kind:
                    continue
                if payee is None or item.payees == (payee,):
                    found.append((combination, item, True))
                elif payee in item.payees or (UNKNOWN_PAYEE in item.payees and self._may_be_paid(combination, payee)):
                    found.append((combination, item, False))
        return found

    def _may_be_paid(self, combination: Combination, payee: str) -> bool:
        """Whether somebody may be the payee of an award whose payee is not known: the clause pays such as they are."""
        kind = self.question.by_id[payee].kind
        return any(
            end is None and kind in kinds
            for owner in self.members(combination)
            for end, kinds in zip(owner.payees, owner.under.payees, strict=False)
        )

    def _payable_alone(self, combination: Combination, payee: str, period: Every) -> int:
        """What is payable to one payee for a period, for certain and to nobody else, where awards to several compete (fen)."""
        money = [
            owner
            for owner in self.members(combination)
            if owner.is_money and payee_ids(owner) == (payee,) and owner.period == period
        ]
        return sum(owner.paid[0] for owner in money if owner.paid)


def payee_ids(owner: Entitlement) -> tuple[str, ...]:
    """Ids of the payees; ``?`` for one that is unknown."""
    return tuple(UNKNOWN_PAYEE if payee is None else payee.id for payee in owner.payees)
