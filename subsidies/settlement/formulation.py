"""Claims as the search takes them: candidates and bounds, and what is not known of either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from subsidies.case.entities import Entity, EntityRef, PriorAward
from subsidies.expression import nodes as n
from subsidies.quantities.compile import Truth
from subsidies.ruleset.references import ClauseRef, LimitRef
from subsidies.settlement.claimants import Claimant, claimants_of
from subsidies.settlement.claims import Claim
from subsidies.settlement.month_spells import Months, months_of
from subsidies.settlement.plan import LimitPlan
from subsidies.settlement.values import Tally
from subsidies.stacking.problem import Bound, Candidate

Group = tuple[LimitRef, tuple[str, ...]]
"""A limit, and the values of its keys."""


@dataclass(slots=True)
class Formulation:
    """Candidates and bounds; indexes run over ``claims``.

    Months, of candidates and of bounds in months, are counted in as small a part (``a_month`` of them) as makes all of them
    whole numbers.
    """

    claims: Sequence[Claim]
    claimants: list[Claimant] = field(init=False)
    prevailing: dict[int, dict[int, int]] = field(init=False)
    """By candidate: the lines by which others for the same subject prevail within the claimant's own choice, and which they are.

    What others claim prevails, or not, by the verdict on it alone.
    """
    candidates: list[Candidate] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    """Of each bound, by its place."""
    a_month: int = 1
    over: dict[int, list[int]] = field(default_factory=dict)
    """By candidate, the places of the bounds that it is under."""
    floating: dict[int, list[int]] = field(default_factory=dict)
    """By the place of a bound: candidates that may be under it as well, since it is not known in which group they are."""
    months: dict[int, tuple[Months, Months]] = field(default_factory=dict)
    given: dict[int, Truth] = field(default_factory=dict)
    """Whether a claim was paid before, of those that are paid once for their period."""
    loosely_under: set[int] = field(default_factory=set)
    """The bounds (by their place) under which there may be more claims than are known to be, the claimant's own too."""
    figures_beside: dict[int, list[int]] = field(default_factory=dict)
    """By candidate, of a ground without a figure: those of the same benefit with a stated sum, which keep it out where they are
    surely given."""
    unknown_priors: set[int] = field(default_factory=set)
    unknown_keys: dict[int, dict[tuple[EntityRef, n.Path], None]] = field(default_factory=dict)
    """By candidate: the ways to keys of limits, and to whom they count, that lead to nobody known. Such a claim is not sure."""
    unknown_limits: dict[int, list[tuple[LimitRef, ClauseRef, EntityRef]]] = field(default_factory=dict)
    """By candidate: limits of which a key is not known and that may exempt it, with its clause and subject."""
    vague_months: dict[int, list[PriorAward]] = field(default_factory=dict)
    """The candidates of which it is not known for which months they were paid before, with the awards that may be for them."""
    vague_keys: dict[int, dict[tuple[EntityRef, n.Path], None]] = field(default_factory=dict)
    """The ways to nobody known on which it hangs whether earlier awards were for months of such a candidate."""
    vague_bounds: dict[int, list[PriorAward]] = field(default_factory=dict)
    """The bounds (by their place) of which it is not known how much earlier awards have used, with those that leave it open."""
    may_bind: dict[int, bool] = field(default_factory=dict)
    """By the place of a bound, whether it may forbid or cut anything; filled as it is asked for."""
    prior_keys: dict[int, dict[tuple[EntityRef, n.Path], None]] = field(default_factory=dict)
    """By the place of a bound: ways from the subjects of earlier awards, to whom it counts them, that lead to nobody known."""
    maybe_freed: dict[int, list[tuple[LimitRef, ClauseRef, EntityRef]]] = field(default_factory=dict)
    """By the place of a bound: earlier awards that the limit may not count, since it may exempt them."""
    allowances: dict[Group, list[tuple[LimitPlan, Entity]]] = field(default_factory=dict)
    """For each version of a limit that binds somebody in the group, an entity to read its allowances from."""

    def __post_init__(self) -> None:
        self.claimants = claimants_of(self.claims)
        self.prevailing = {}
        ranked = [i for i, claim in enumerate(self.claims) if claim.plan.prevailing]
        if ranked:
            index = {(claim.plan.ref, claim.subject.index): i for i, claim in enumerate(self.claims)}
            for i in ranked:
                subject, own = self.claims[i].subject.index, self.claimants[i]
                over = {line: index.get((clause, subject)) for line, clause in self.claims[i].plan.prevailing}
                self.prevailing[i] = {line: j for line, j in over.items() if j is not None and self.claimants[j] == own}

    def is_certain(self, i: int) -> bool:
        """Whether a claim surely holds, but for what prevails over it within the claimant's own choice."""
        if i in self.unknown_priors or i in self.unknown_keys:
            return False
        return self.claims[i].verdict_without(self.prevailing.get(i, ())) is True

    def months_of(self, i: int, env: Any) -> tuple[Months, Months]:
        """The months of the assessed year that a claim is surely for, and those it may be for; worked out once."""
        if i not in self.months:
            self.months[i] = months_of(self.claims[i], env)
        return self.months[i]

    def add(self, bound: Bound, tally: Tally | None = None) -> None:
        for i in bound.members:
            self.over.setdefault(i, []).append(len(self.bounds))
        self.bounds.append(bound)
        self.tallies.append(tally or Tally((bound.low, bound.high), (0, 0)))
