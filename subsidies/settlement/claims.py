"""A claim: a clause that holds, or may hold, for a subject, with what it gives."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from subsidies.amount import Amount
from subsidies.case.entities import Entity
from subsidies.quantities.compile import Truth
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.models import Every
from subsidies.settlement.plan import RulePlan


@dataclass(slots=True)
class Claim:
    """What may end in an award. ``place`` is what the asker knows it by; results name it so.

    ``verdict`` is that on the clause, ``lines`` those on its lines.
    """

    place: int
    plan: RulePlan
    subject: Entity
    verdict: Truth
    lines: tuple[Truth, ...]
    amounts: tuple[Amount, ...]
    payees: tuple[Entity | None, ...]

    @property
    def is_money(self) -> bool:
        """Whether the amount is one sum of money (not several things, not a number of posts)."""
        return len(self.amounts) == 1 and self.amounts[0].is_money

    @property
    def states_a_sum(self) -> bool:
        """Whether its text says how much it is."""
        return all(amount.bound != "unspecified" for amount in self.amounts)

    @property
    def is_alone(self) -> bool:
        """Whether nothing of its kind is added to it: of several sums the claimant has the highest."""
        return BENEFIT_KINDS[self.plan.ref.kind].combines == "max" and self.is_money and bool(self.payees)

    @property
    def is_by_the_month(self) -> bool:
        """Whether the amount is that of one month."""
        return self.plan.rule.every == "month"

    @property
    def period(self) -> Every:
        """What its sum is for: months that are counted add up to a sum of the year."""
        return "year" if self.plan.ref.by_counted_months else self.plan.ref.every

    def verdict_without(self, lines: Collection[int]) -> Truth:
        """The verdict without some lines, by which other clauses for the same subject prevail."""
        if not lines:
            return self.verdict
        own = [seen for index, seen in enumerate(self.lines) if index not in lines]
        return False if False in own else None if None in own else True
