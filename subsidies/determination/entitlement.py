"""One clause for one subject: verdict, outcome, amount and payee."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from subsidies.amount import Amount, Yuan, ends_in_yuan
from subsidies.case.entities import EntityRef
from subsidies.errors.arguments import unknown
from subsidies.quantities.compile import Truth
from subsidies.reprs import cut
from subsidies.ruleset.benefit_kinds import BENEFIT_KINDS
from subsidies.ruleset.models import Every
from subsidies.ruleset.references import ClauseRef, RulesetRef
from subsidies.settlement.month_limits import MonthsPaid
from subsidies.settlement.values import NOTHING_OPEN, Exclusion, Shared, StillOpen


class Outcome(StrEnum):
    """What a verdict means for the applicant."""

    PAYABLE = "payable"
    POSSIBLE = "possible"
    EXCLUDED_BY_LIMIT = "excluded_by_limit"
    DECIDED_ELSEWHERE = "decided_elsewhere"
    NOT_IN_FORCE = "not_in_force"
    ELSEWHERE = "elsewhere"
    NOT_ENTITLED = "not_entitled"


def outcome_of(name: Outcome | str) -> Outcome:
    """The outcome that is called so; raises :class:`UsageError` where none is."""
    try:
        return Outcome(name)
    except ValueError:
        raise unknown("unknown_outcome", name, list(Outcome)) from None


# A tuple, because a case has hundreds of them: a frozen dataclass takes five times as long to make.
class Entitlement(NamedTuple):
    """The result for one clause (or provision) and one subject.

    ``lines`` are the verdicts on the lines of the rule, as the rule needs them: True where a line speaks for it. ``amounts`` are
    what the clause says by itself, of a provision what is on offer to all; ``paid`` is what is payable after limits, in fen, for
    the outcome payable. ``limit`` is what excluded it; ``months`` are those that limits left of it, where these are fewer than it
    is for. A duty that has to be kept is payable too, but nothing is paid. What is ``shared`` among subjects that nothing tells
    apart is payable to them together, and nothing is ``paid`` for any of them alone.
    """

    under: ClauseRef
    subject: EntityRef
    verdict: Truth
    lines: tuple[Truth, ...]
    outcome: Outcome
    amounts: tuple[Amount, ...] = ()
    payees: tuple[EntityRef | None, ...] = ()
    paid: tuple[int, int | None] | None = None
    limit: Exclusion | None = None
    open: StillOpen = NOTHING_OPEN
    months: MonthsPaid | None = None
    shared: Shared | None = None

    def __repr__(self) -> str:
        return cut(f"<Entitlement {self.clause} for {self.subject!r}: {self.outcome.value}>")

    @property
    def clause(self) -> str:
        """The full id, ``policy/clause``."""
        return self.under.name

    @property
    def id(self) -> str:
        """The id of the clause inside its policy."""
        return self.under.id

    @property
    def ruleset(self) -> RulesetRef:
        """The version of the policy that decided it."""
        return self.under.ruleset

    @property
    def article(self) -> str:
        """The article of the document, as it is cited."""
        return self.under.article

    @property
    def kind(self) -> str:
        """The kind of benefit."""
        return self.under.kind

    @property
    def yuan(self) -> Yuan | None:
        """What is payable now after limits, at least and at most, in yuan (``paid`` is in fen); None where nothing is paid to the
        subject alone."""
        return None if self.paid is None else ends_in_yuan(self.paid)

    @property
    def is_money(self) -> bool:
        """Whether the amount is one sum of money (not several things, not a number of posts)."""
        return len(self.amounts) == 1 and self.amounts[0].is_money and not self.is_duty and not self.under.provision

    @property
    def is_alone(self) -> bool:
        """Whether nothing of its kind is added to it: of several sums the claimant has the highest."""
        return BENEFIT_KINDS[self.kind].combines == "max" and self.is_money and bool(self.payees)

    @property
    def is_duty(self) -> bool:
        """Whether it is something to be kept: nobody is paid, and nothing is claimed."""
        return BENEFIT_KINDS[self.kind].duty

    @property
    def period(self) -> Every:
        """What a sum of it is for: months that are counted add up to a sum of the year."""
        return "year" if self.under.by_counted_months else self.under.every

    @property
    def only_if_in_force(self) -> bool:
        """Whether the document is a draft, so that all of it is said as if it were in force."""
        return self.under.ruleset.status == "draft"

    @property
    def already_paid(self) -> bool:
        """Whether it was excluded because it was paid before."""
        return self.limit is not None and self.limit.is_already_paid
