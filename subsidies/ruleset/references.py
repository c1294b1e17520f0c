"""How results name what they rest on: a version of a policy, a clause in it, a limit. Data, without the rules themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from subsidies.reprs import one_line

if TYPE_CHECKING:
    from subsidies.ruleset.models import Every


@one_line
class RulesetRef(NamedTuple):
    """One encoded version of a policy, or of what joins policies.

    ``digest`` is the SHA-256 of its canonical form, ``number`` that of the document.
    """

    policy: str
    version: str
    digest: str
    number: str | None
    status: Literal["issued", "draft"]


@one_line
class ClauseRef(NamedTuple):
    """A clause or provision of a ruleset, with what it is about at a glance.

    ``name`` is the full id, ``policy/clause``. ``provision`` says that it is decided elsewhere. ``payees`` are the kinds of
    entities that each payee may be. ``by_counted_months`` says that it gives a sum each month, for months that are counted.
    """

    ruleset: RulesetRef
    id: str
    name: str
    article: str
    subject: str
    kind: str
    every: Every
    provision: bool
    payees: tuple[tuple[str, ...], ...] = ()
    by_counted_months: bool = False


@one_line
class LimitRef(NamedTuple):
    """A limit; one that no document states, but every claim is under, is of no ruleset."""

    ruleset: RulesetRef | None
    id: str

    @property
    def name(self) -> str:
        """The full id, ``policy/limit``; of one that no document states the id alone."""
        return self.id if self.ruleset is None else f"{self.ruleset.policy}/{self.id}"


ALREADY_PAID = LimitRef(None, "already_paid")
"""The limit that every clause carries: one award for a subject and period."""
HIGHEST = LimitRef(None, "highest")
"""The limit over what does not add up: of a claimant's loan ceilings the highest counts alone."""
