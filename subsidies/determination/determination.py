"""The result of assessing a case: data alone. What explains it, or looks ahead from it, are functions of it and the law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Final, NamedTuple, get_args

from subsidies.amount import Yuan, ends_in_yuan
from subsidies.case.entities import Question
from subsidies.determination.blocks import blocks
from subsidies.determination.entitlement import Entitlement, Outcome, outcome_of
from subsidies.errors import Finding, UsageError
from subsidies.errors.arguments import unknown
from subsidies.errors.finding import shown
from subsidies.reprs import one_line
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.models import Every
from subsidies.ruleset.references import RulesetRef
from subsidies.settlement.values import ZERO, Combination, Together, Total, UsedUp, added_up, as_due, summed
from subsidies.types.numbers import Exact, exact
from subsidies.vocabulary.rate_lookup import RateUse

PERIODS: Final[tuple[str, ...]] = get_args(Every)
"""What a sum can be for."""


def require_one(said: str, clauses: Iterable[str]) -> None:
    """Raises :class:`UsageError` where what was said stands for several clauses (full ids)."""
    names = sorted(set(clauses))
    if len(names) > 1:
        raise UsageError(Finding("ambiguous_clause", context={"found": shown(said)}, allowed=", ".join(names)))


@one_line
class Recommended(NamedTuple):
    """An award of a claimant's best combination: what is paid (fen, None without upper end), and for how many months if known."""

    entitlement: Entitlement
    low: int
    high: int | None
    months: Exact | None

    @property
    def yuan(self) -> Yuan:
        """What is paid, at least and at most, in yuan."""
        return ends_in_yuan((self.low, self.high))


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
    """What each claimant's entitlements that compete were settled to; members are by their place in ``entitlements``."""
    together: tuple[Together, ...]
    """What several claimants come to who claim under the same limits."""
    joins: tuple[RulesetRef, ...] = ()
    """The versions of what joins these policies with one another or with others."""
    if_in_force: Determination | None = None
    """What would be if drafts were in force, where there are any: settled anew with all that is law, and no part of it."""
    rates: tuple[RateUse, ...] = ()
    """The figures set outside the documents that were looked up, each with who states it."""

    def __repr__(self) -> str:
        payable = len(self.with_outcome(Outcome.PAYABLE))
        return (
            f"<Determination of case {shown(self.case or '-')} on {self.question.on}: "
            f"{len(self.entitlements)} entitlements, {payable} payable>"
        )

    @property
    def totals(self) -> tuple[Total, ...]:
        """What the awards come to, as far as they are about money: one total for each kind, claimant and period."""
        return added_up(total for block in blocks(self.combinations, self.together) for total in block.by_payees())

    @property
    def speaking(self) -> tuple[RulesetRef, ...]:
        """The rulesets that say more of the case than that none of their clauses is in force or of its place; else all."""
        unsaid = (Outcome.NOT_IN_FORCE, Outcome.ELSEWHERE)
        found = {item.ruleset for item in self.entitlements if item.outcome not in unsaid}
        return tuple([ref for ref in self.rulesets if ref in found]) or self.rulesets

    def with_outcome(self, *outcomes: Outcome | str) -> list[Entitlement]:
        """The entitlements with one of some outcomes, such as "payable", in the order of the rulesets.

        Raises :class:`UsageError` for an outcome that is none.
        """
        wanted = [outcome_of(one) for one in outcomes]
        return [item for item in self.entitlements if item.outcome in wanted]

    def of(self, clause: str, subject: str) -> Entitlement:
        """The entitlement for a clause (``policy/clause``, or the clause alone where one policy has it) and a subject's id.

        Raises :class:`UsageError` for a clause that decided nothing here, a subject who is not in the case, a clause that is not
        decided for the subject, and where clauses of several policies are called so.
        """
        named = [item for item in self.entitlements if clause in (item.clause, item.id)]
        if not named:
            of_each = [item.clause if "/" in str(clause) else item.id for item in self.entitlements]
            raise unknown("unknown_clause", clause, dict.fromkeys(of_each))
        if subject not in self.question.by_id:
            raise unknown("unknown_subject", subject, self.question.by_id)
        found = [item for item in named if item.subject.id == subject]
        if not found:
            raise unknown("unknown_entitlement", subject, [item.subject.id for item in named], clause=shown(clause))
        require_one(clause, [item.clause for item in found])
        return found[0]

    def members(self, combination: Combination) -> list[Entitlement]:
        """The entitlements that were settled together."""
        return [self.entitlements[place] for place in combination.members]

    def sharing(self, entitlement: Entitlement) -> list[Entitlement]:
        """The entitlements among which awards are shared, this one among them; empty where it stands by itself."""
        return [] if entitlement.shared is None else [self.entitlements[place] for place in entitlement.shared.places]

    def sharing_limits(self, item: Together) -> list[Total]:
        """The totals of the claimants who claim under the same limits."""
        return [total for total in (self.combinations[number].total for number in item.combinations) if total is not None]

    def recommended(self) -> Iterator[Recommended]:
        """The awards of each claimant's best combination that are payable now.

        Among subjects that nothing tells apart these are as good as any.
        """
        for combination in self.combinations:
            members = self.members(combination)
            for award in combination.solution.chosen:
                if members[award.candidate].outcome is Outcome.PAYABLE:
                    candidate = combination.candidates[award.candidate]
                    parts = candidate.months_low if candidate.months_low == candidate.months_high else None
                    months = None if parts is None else exact(Fraction(parts, combination.a_month))
                    item = members[award.candidate]
                    ends = as_due(item.amounts, (award.low, award.high)) if item.is_alone else (award.low, award.high)
                    yield Recommended(item, *ends, months)

    def combination(self, entitlement: Entitlement) -> Combination | None:
        """What an entitlement was settled in, with those it competes with; None for one that was not computed.

        Raises :class:`UsageError` for an entitlement of another determination.
        """
        place = self.place(entitlement)
        return next((item for item in self.combinations if place in item.members), None)

    def place(self, entitlement: Entitlement) -> int:
        """The place of an entitlement among all of them; raises :class:`UsageError` for one of another determination."""
        try:
            return self.entitlements.index(entitlement)
        except ValueError:
            raise UsageError(Finding("not_of_this", context={"found": shown(repr(entitlement))})) from None

    def total(self, kind: str, payee: str | None = None, period: Every | None = None) -> Total:
        """The total of a kind in yuan, over all payees or for one (an id), for one period; zero when nothing is due.

        Where several claim under one limit, each is sure of no more than the others may leave it, and all together of what they
        come to whoever gets it. What is paid to somebody unknown, or to one of several, is nobody's for certain, and possible for
        whoever may be that payee.

        Raises :class:`UsageError` for a kind or a period that is none and a payee who is not in the case, without a payee where
        sums of several payees are not one sum (loan ceilings), and without a period where there are several.
        """
        if kind not in BENEFIT_KINDS:
            raise unknown("unknown_kind", kind, BENEFIT_KINDS)
        if payee is not None and payee not in self.question.by_id:
            raise unknown("unknown_subject", payee, self.question.by_id)
        if period is not None and period not in PERIODS:
            raise unknown("unknown_period", period, PERIODS)
        found: list[Total] = []
        doubtful = False
        for block in blocks(self.combinations, self.together):
            if block.totals[0].kind != kind:
                continue
            own = (block.joint(), False) if payee is None else block.of(payee, partial(self._may_be_paid, payee))
            if own is not None:
                found.append(own[0])
                doubtful = doubtful or own[1]
        periods: list[Every] = list(dict.fromkeys(item.period for item in found if item.high != 0))
        if period is None and len(periods) > 1:
            raise UsageError(Finding("several_periods", context={"kind": kind}, allowed=", ".join(sorted(periods))))
        wanted: Every = period if period is not None else periods[0] if periods else "year"
        found = [item for item in found if item.period == wanted]
        names = (payee,) if payee else self._payees(kind, wanted)
        if payee is None and len(names) > 1 and not BENEFIT_KINDS[kind].adds_up:
            raise UsageError(Finding("several_payees", context={"found": ", ".join(names), "kind": kind}))
        if not found:
            return Total(kind, names, wanted, ZERO, ZERO, ZERO, ZERO, band=False, unknown=False)
        total = summed(found)
        return replace(total, payees=names, unknown=total.unknown or doubtful)

    def _payees(self, kind: str, period: Every) -> tuple[str, ...]:
        totals = [one.total for one in self.combinations if one.total is not None]
        return tuple(dict.fromkeys(name for one in totals if (one.kind, one.period) == (kind, period) for name in one.payees))

    def _may_be_paid(self, payee: str, combination: Combination) -> bool:
        """Whether somebody may be the payee of an award whose payee is not known: the clause pays such as they are."""
        kind = self.question.by_id[payee].kind
        return any(
            end is None and kind in kinds
            for owner in self.members(combination)
            for end, kinds in zip(owner.payees, owner.under.payees, strict=False)
        )
